"""One answer in plain lines, field by field.

An answer filled in line by line: one field after the other, one row after the other.

Lines from a person or a pipe, one paste at a time.

Whoever pastes forty lines means one answer; read one by one, the rest would answer the next
questions and end up in the shell. Most terminals say where a paste begins and ends. On one that
does not, whatever is waiting right after a line was read belongs to the same paste. A pipe has
no pause to tell pastes apart, so there every line is one of its own.

Single blanks asked in plain lines, one after the other, each with a word for nothing typed.

For a command that lacks a few words and is no interview: nothing is drawn over, so a screen reader
follows, and whatever was pasted in one go is one answer.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TextIO

from customer_cli.errors import Stopped
from customer_cli.interview.answers import field_problem
from customer_cli.interview.protocol import Ask
from customer_cli.record.spec import Choice, Field, Rows
from customer_cli.text import clean, list_entries, visible
from customer_cli.workshop.session import Keep

Blanks = dict[str, "str | list[str]"]
"""A row that is being filled in."""


class Reader(Protocol):
    """Whoever reads lines for a form and says what a form has to say."""

    def say(self, text: str, /) -> None:
        """Say *text*."""

    def read(self, prompt: str, screen: Ask, rows: Rows, now: str, /) -> list[str]:
        """Return what is typed, or raise to leave the form with a command.

        *rows* is what was typed so far, *now* what stands in the field that is asked for.
        """


@dataclass(slots=True)
class Form:
    """The rows of one question while they are typed; every line is kept at once."""

    reader: Reader
    screen: Ask
    keep: Keep
    rows: list[Blanks] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [
            {name: v if isinstance(v, str) else list(v) for name, v in row.items()}
            for row in self.screen.rows
        ]

    def typed(self) -> Rows:
        """Return what is typed so far."""
        return tuple(dict(row) for row in self.rows if row)

    # ---- one row

    def fill_row(self) -> Rows:
        """Ask for each field of the one row and return it."""
        if not self.rows:
            self.rows.append({})
        self._fill(self.rows[0], self.screen.fields)
        return self.typed()

    def _fill(self, row: Blanks, fields: tuple[Field, ...]) -> None:
        for blank in fields:
            if blank.applies(row):
                self._ask(blank, row)
                self._keep()

    def _ask(self, blank: Field, row: Blanks) -> None:
        if blank.widget == "order":
            row[blank.name] = self._rank(blank, row.get(blank.name, []))
            return
        self._offer(blank, row)
        while True:
            lines = self._read(f"{blank.label}: ", _words(row.get(blank.name, "")))
            if blank.widget == "text":
                lines = self._long(lines, blank, row)
            typed = "\n".join(lines) if blank.widget == "text" else " ".join(lines)
            if not typed.strip():
                if blank.default and blank.widget == "choice" and not row.get(blank.name):
                    row[blank.name] = blank.default
                return
            value = value_of(blank, typed.strip())
            if value:
                row[blank.name] = value
                return
            self.reader.say(f'! "{typed.strip()}" is not on the list; type its number.')

    def _offer(self, blank: Field, row: Blanks) -> None:
        for line in offered(blank, row.get(blank.name, "")):
            self.reader.say(line)

    def _long(self, lines: list[str], blank: Field, row: Blanks) -> list[str]:
        if len(lines) > 1 or not lines[0].strip():
            return lines
        said: list[str] = []
        while lines[0].strip() not in ("", "::"):
            said += lines
            text = "\n".join(said)
            row[blank.name] = text
            self._keep()
            lines = self._read("", text)
        return said

    # ---- a list of rows

    def fill_list(self) -> Rows:
        """Ask for rows until nothing is typed, and return them all."""
        first, *others = self.screen.fields
        self._list()
        while True:
            lines = self._read(f"{len(self.rows) + 1}. {first.label} (Enter when done): ")
            said = list_entries("\n".join(lines))
            if not said:
                return self.typed()
            if len(said) == 1 and self._rearranged(said[0], self._edit):
                self._keep()
                self._list()
                continue
            if first.choices and not first.free:
                self._choose_rows(first, tuple(others), said)
                continue
            self.rows += ({first.name: line} for line in said)
            self._keep()
            if len(said) == 1:
                self._fill(self.rows[-1], tuple(others))

    def _choose_rows(self, first: Field, others: tuple[Field, ...], said: list[str]) -> None:
        for line in said:
            value = value_of(first, line)
            if not value:
                self._offer(first, {})
                self.reader.say(f'! "{line}" is not on the list; type its number.')
                return
            self.rows.append({first.name: value})
            self._fill(self.rows[-1], others)

    def _list(self) -> None:
        first = self.screen.fields[0]
        for number, row in enumerate(self.rows, 1):
            said = [_said(blank, row[blank.name]) for blank in self.screen.fields
                    if row.get(blank.name) and blank.name != "id"]  # fmt: skip
            self.reader.say(f"  {number}. {' · '.join(said)}")
        if not self.rows and first.choices:
            self._offer(first, {})

    def _edit(self, place: int) -> None:
        self._fill(self.rows[place], self.screen.fields)

    def _rearranged(self, typed: str, edit: Callable[[int], None]) -> bool:
        words = typed.casefold().split()
        numbers = [int(word) for word in words[1:] if word.isascii() and word.isdigit()]
        if len(numbers) != len(words) - 1 or not all(0 < n <= len(self.rows) for n in numbers):
            return False
        match words[0], numbers:
            case "move", [place, to]:
                self.rows.insert(to - 1, self.rows.pop(place - 1))
            case "del", [place]:
                del self.rows[place - 1]
            case "edit", [place]:
                edit(place - 1)
            case _:
                return False
        return True

    # ---- an order

    def _rank(self, blank: Field, ranked: str | list[str]) -> list[str]:
        known = {choice.id: choice for choice in blank.choices}
        begin = ranked or blank.proposed
        order = [known[key] for key in begin if key in known] or list(blank.choices)
        aside = [choice for choice in blank.choices if choice not in order]
        while True:
            self._say_order(order, aside)
            typed = self._read('"move 3 1", "del 2", "add 1"; Enter when this is the order: ')[0]
            if not typed.strip():
                return [choice.id for choice in order]
            if not _ranked(typed, order, aside):
                self.reader.say(f'! "{typed.strip()}" moves nothing.')
            self.rows[0][blank.name] = [choice.id for choice in order]
            self._keep()

    def _say_order(self, order: list[Choice], aside: list[Choice]) -> None:
        for rank, choice in enumerate(order, 1):
            self.reader.say(f"  {rank}. {choice.name}")
        for number, choice in enumerate(aside, 1):
            self.reader.say(f"  not ranked ({number}): {choice.name}")

    # ---- keeping

    def _read(self, prompt: str, now: str = "") -> list[str]:
        return self.reader.read(prompt, self.screen, self.typed(), now)

    def _keep(self) -> None:
        warning = self.keep(self.typed())
        if warning:
            self.reader.say(f"! {warning}")


def _ranked(typed: str, order: list[Choice], aside: list[Choice]) -> bool:
    word, *rest = typed.casefold().split()
    numbers = [int(part) for part in rest if part.isascii() and part.isdigit()]
    match word, numbers:
        case "move", [place, to] if 0 < place <= len(order) and 0 < to <= len(order):
            order.insert(to - 1, order.pop(place - 1))
        case "del", [place] if 0 < place <= len(order):
            aside.append(order.pop(place - 1))
        case "add", [place] if 0 < place <= len(aside):
            order.append(aside.pop(place - 1))
        case _:
            return False
    return True


def offered(blank: Field, now: str | list[str]) -> Iterator[str]:
    """Yield what is said before *blank* is asked for, where *now* or nothing stands in it."""
    for number, choice in enumerate(blank.choices, 1):
        yield f"  {number}. {choice.name}"
    if blank.widget == "several":
        yield "  Several numbers, with blanks between them."
    if blank.widget == "date":
        yield "  A date is written year-month-day, such as 2026-03-14."
    if blank.widget == "text":
        yield "  As many lines as you like; an empty line, or ::, ends it."
    if now:
        yield f"  Now: {_said(blank, now)}. Enter keeps it."
    elif blank.default:
        yield f"  Enter: {_said(blank, blank.default)}"


def value_of(blank: Field, typed: str) -> str | list[str]:
    """Return what *typed* means for *blank*, or nothing where it is not on its list."""
    if blank.widget == "several":
        parts = [part for part in re.split(r"[,;]\s*|\s+(?=\d)|(?<=\d)\s+", typed) if part]
        values = [_choice(blank, part) for part in parts]
        return [] if "" in values else values
    return _choice(blank, typed) if blank.choices else typed


def _choice(blank: Field, typed: str) -> str:
    if typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(blank.choices):
        return blank.choices[int(typed) - 1].id
    for choice in blank.choices:
        if typed.casefold() in (choice.id.casefold(), choice.name.casefold()):
            return choice.id
    return typed if blank.free and not typed.isdigit() else ""


def _words(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ""


def _said(blank: Field, value: str | list[str]) -> str:
    names = {choice.id: choice.name for choice in blank.choices}
    if isinstance(value, str):
        return names.get(value, value)
    return ", ".join(names.get(item, item) for item in value)


PASTE_PAUSE = 0.03
"""Seconds; a paste arrives in one go, and nobody types a second line that fast."""
_SILENT = ("", "dumb", "linux")
"""Kinds of terminals that do not say where a paste ends."""
_BRACKETS = 0x0801
"""The version of readline from which it listens to those that do."""


class Lines:
    """Reads from *source*, asking on *talk*; ends with `EOFError`."""

    def __init__(self, source: TextIO | None = None, talk: TextIO | None = None) -> None:
        self._source = source or sys.stdin
        self._talk = talk or sys.stderr
        self._on_terminal = self._source is sys.stdin and self._source.isatty()
        self._pause = PASTE_PAUSE
        if self._on_terminal and _hears_pastes():
            self._pause = 0

    def read(self, prompt: str) -> list[str]:
        """Return the line typed at *prompt*, or every line of a paste; raise `EOFError`."""
        if not self._on_terminal:
            self._talk.write(prompt)
            self._talk.flush()
            line = self._source.readline()
            # Nobody sees the line end that a pipe holds.
            self._talk.write("\n")
            if not line:
                raise EOFError
            return [line.rstrip("\r\n")]
        self._talk.flush()
        lines = input(prompt).split("\n")
        while self._waiting():
            lines += input("").split("\n")
        while len(lines) > 1 and not lines[-1]:
            lines.pop()  # whoever pastes whole lines still ends with Enter
        return lines

    def _waiting(self) -> bool:
        if sys.platform == "win32":
            import msvcrt

            return bool(msvcrt.kbhit())
        import select

        return bool(select.select([self._source], [], [], self._pause)[0])


def _hears_pastes() -> bool:
    """Let lines be edited, and return whether the terminal says where a paste ends."""
    try:
        # Without it arrow keys end up in the answer as ^[[D.
        import readline
    except ImportError:
        return False
    if os.environ.get("TERM", "") in _SILENT or "libedit" in (readline.__doc__ or ""):
        return False
    if getattr(readline, "_READLINE_VERSION", 0) < _BRACKETS:
        return False
    readline.parse_and_bind("set enable-bracketed-paste on")  # which Python switches off
    return True


def _no_doubt(_typed: str) -> str:
    return ""


@dataclass(slots=True)
class Asking:
    """Asks on *talk* and reads from *lines*; whoever stops is told that nothing was written."""

    lines: Lines
    talk: TextIO

    def text(self, blank: Field, doubt: Callable[[str], str] = _no_doubt) -> str:
        """Return what is typed into *blank*, cleaned, or its default, or the id of a choice.

        Asked again while it is not what the blank takes, or *doubt* returns why it is not. Raise
        `Stopped` where the person stops.
        """
        (said,) = self._asked(blank, doubt) or [""]
        return said

    def several(self, blank: Field) -> list[str]:
        """Return the ids of what is chosen, none where nothing is typed; raise as `text` does."""
        return self._asked(blank, _no_doubt)

    def _asked(self, blank: Field, doubt: Callable[[str], str]) -> list[str]:
        for line in offered(blank, ""):
            self.say(line)
        prompt = f"{blank.label} " if blank.label.endswith(("?", ")")) else f"{blank.label}: "
        while True:
            typed = clean("\n".join(self._read(prompt))) or blank.default
            value = value_of(blank, typed) if typed else ""
            if typed and not value:
                self.say(f'! "{typed}" is not on the list; type its number.')
            elif wrong := field_problem(blank, value) or (isinstance(value, str) and doubt(value)):
                self.say(f"! {wrong}")
            else:
                return [value] if value and isinstance(value, str) else list(value)

    def _read(self, prompt: str) -> list[str]:
        try:
            return self.lines.read(visible(prompt))
        except (EOFError, KeyboardInterrupt):
            raise Stopped("\nStopped. Nothing was written.") from None

    def say(self, text: str) -> None:
        """Write *text* with nothing in it that a terminal would obey."""
        self.talk.write(visible(text, breaks=True) + "\n")
        self.talk.flush()
