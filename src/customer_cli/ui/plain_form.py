"""One answer in plain lines: its fields one after the other, its rows one after the other.

Lines come from a person or a pipe, one paste at a time. Whoever pastes forty lines means one answer;
read one by one, the rest would answer the next questions and end up in the shell. Most terminals say
where a paste begins and ends. On one that does not, whatever is waiting right after a line was read
belongs to the same paste. A pipe has no pause to tell pastes apart, so there every line is one of
its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from customer_cli.errors import Stopped
from customer_cli.interview.answers import find_field_problem
from customer_cli.interview.protocol import Ask
from customer_cli.record.spec import Field, Rows
from customer_cli.text import clean, list_entries, visible
from customer_cli.workshop.session import Keep

if TYPE_CHECKING:
    from customer_cli.ui.plain import PlainDriver

EditableRow = dict[str, "str | list[str]"]
"""A row that is being filled in."""


@dataclass(slots=True)
class PlainForm:
    """The rows of one question while they are typed; every line is kept at once."""

    reader: PlainDriver
    screen: Ask
    keep: Keep
    rows: list[EditableRow] = field(default_factory=list)

    def typed(self) -> Rows:
        """Return what is typed so far."""
        return tuple(dict(row) for row in self.rows if row)

    # ---- one row

    def _fill_fields(self, row: EditableRow, fields: tuple[Field, ...]) -> None:
        for blank in fields:
            if blank.applies(row):
                self._ask(blank, row)
                self._save()

    def _ask(self, blank: Field, row: EditableRow) -> None:
        if blank.widget == "order":
            row[blank.name] = self._rank(blank, row.get(blank.name, []))
            return
        self.reader.say_field(blank, row.get(blank.name, ""))
        while True:
            now = row.get(blank.name, "")
            lines = self._read(f"{blank.label}: ", now if isinstance(now, str) else "")
            if blank.widget == "text" and len(lines) == 1 and lines[0].strip():
                said: list[str] = []
                while lines[0].strip() not in ("", "::"):
                    said += lines
                    text = "\n".join(said)
                    row[blank.name] = text
                    self._save()
                    lines = self._read("", text)
                lines = said
            typed = "\n".join(lines) if blank.widget == "text" else " ".join(lines)
            if not typed.strip():
                if blank.default and blank.widget == "choice" and not row.get(blank.name):
                    row[blank.name] = blank.default
                return
            value = parse_value(blank, typed.strip())
            if value:
                row[blank.name] = value
                return
            self.reader.say(f'! "{typed.strip()}" is not on the list; type its number.')

    # ---- a list of rows

    def fill(self) -> Rows:
        """Ask for each field of the one row, or for rows until nothing is typed; return them."""
        self.rows = [
            {name: v if isinstance(v, str) else list(v) for name, v in row.items()}
            for row in self.screen.rows
        ]
        first, *others = self.screen.fields
        if not self.screen.many:
            self.rows = self.rows or [{}]
            self._fill_fields(self.rows[0], self.screen.fields)
            return self.typed()
        self._say_rows()
        while True:
            lines = self._read(f"{len(self.rows) + 1}. {first.label} (Enter when done): ")
            said = list_entries("\n".join(lines))
            if not said:
                return self.typed()
            if len(said) == 1 and self._rearrange(said[0]):
                self._save()
                self._say_rows()
                continue
            if first.choices and not first.free:
                self._choose_rows(first, tuple(others), said)
                continue
            self.rows += ({first.name: line} for line in said)
            self._save()
            if len(said) == 1:
                self._fill_fields(self.rows[-1], tuple(others))

    def _choose_rows(self, first: Field, others: tuple[Field, ...], said: list[str]) -> None:
        for line in said:
            value = parse_value(first, line)
            if not value:
                self.reader.say_field(first)
                self.reader.say(f'! "{line}" is not on the list; type its number.')
                return
            self.rows.append({first.name: value})
            self._fill_fields(self.rows[-1], others)

    def _say_rows(self) -> None:
        first = self.screen.fields[0]
        for number, row in enumerate(self.rows, 1):
            said = [_join_choices(blank, row[blank.name]) for blank in self.screen.fields
                    if row.get(blank.name) and blank.name != "id"]  # fmt: skip
            self.reader.say(f"  {number}. {' · '.join(said)}")
        if not self.rows and first.choices:
            self.reader.say_field(first)

    def _rearrange(self, typed: str) -> bool:
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
                self._fill_fields(self.rows[place - 1], self.screen.fields)
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
            for rank, choice in enumerate(order, 1):
                self.reader.say(f"  {rank}. {choice.name}")
            for number, choice in enumerate(aside, 1):
                self.reader.say(f"  not ranked ({number}): {choice.name}")
            typed = self._read('"move 3 1", "del 2", "add 1"; Enter when this is the order: ')[0]
            if not typed.strip():
                return [choice.id for choice in order]
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
                    self.reader.say(f'! "{typed.strip()}" moves nothing.')
            self.rows[0][blank.name] = [choice.id for choice in order]
            self._save()

    # ---- saving

    def _read(self, prompt: str, now: str = "") -> list[str]:
        return self.reader.read(prompt, self.screen, self.typed(), now)

    def _save(self) -> None:
        warning = self.keep(self.typed())
        if warning:
            self.reader.say(f"! {warning}")


def parse_value(blank: Field, typed: str) -> str | list[str]:
    """Return what *typed* means for *blank*, or nothing where it is not on its list."""
    is_many = blank.widget == "several"
    if not (is_many or blank.choices):
        return typed
    values: list[str] = []
    parts = re.split(r"[,;]\s*|\s+(?=\d)|(?<=\d)\s+", typed) if is_many else [typed]
    for part in filter(None, parts):
        is_number = part.isascii() and part.isdigit() and 0 < int(part) <= len(blank.choices)
        named = [choice.id for choice in blank.choices
                 if part.casefold() in (choice.id.casefold(), choice.name.casefold())]  # fmt: skip
        if is_number:
            values.append(blank.choices[int(part) - 1].id)
        elif named or not blank.free or part.isdigit():
            values += named[:1] or [""]
        else:
            values.append(part)
    if is_many:
        return [] if "" in values else values
    return values[0] if values else ""


def _join_choices(blank: Field, value: str | Sequence[str]) -> str:
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


class LineReader:
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
        while self._is_waiting():
            lines += input("").split("\n")
        while len(lines) > 1 and not lines[-1]:
            lines.pop()  # whoever pastes whole lines still ends with Enter
        return lines

    def _is_waiting(self) -> bool:
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


@dataclass(slots=True)
class PlainTalk:
    """Reads from *lines* and writes on *talk*."""

    lines: LineReader
    talk: TextIO

    def say(self, text: str) -> None:
        """Write *text* with nothing in it that a terminal would obey."""
        self.talk.write(visible(text, breaks=True) + "\n")
        self.talk.flush()

    def say_field(self, blank: Field, now: str | Sequence[str] = "") -> None:
        """Say what can be typed into *blank*, where *now* or nothing stands in it."""
        for number, choice in enumerate(blank.choices, 1):
            self.say(f"  {number}. {choice.name}")
        if blank.widget == "several":
            self.say("  Several numbers, with blanks between them.")
        if blank.widget == "date":
            self.say("  A date is written year-month-day, such as 2026-03-14.")
        if blank.widget == "text":
            self.say("  As many lines as you like; an empty line, or ::, ends it.")
        if now:
            self.say(f"  Now: {_join_choices(blank, now)}. Enter keeps it.")
        elif blank.default:
            self.say(f"  Enter: {_join_choices(blank, blank.default)}")


class FieldPrompt(PlainTalk):
    """Asks for single fields, for a command that lacks a few words and is no interview.

    Nothing is drawn over, so a screen reader follows. Whoever stops is told that nothing was
    written.
    """

    def text(self, blank: Field, problem: Callable[[str], str] | None = None) -> str:
        """Return what is typed into *blank*, cleaned, or its default, or the id of a choice.

        Asked again while it is not what the blank takes, or *problem* returns why it is not. Raise
        `Stopped` where the person stops.
        """
        (typed,) = self.several(blank, problem) or [""]
        return typed

    def several(self, blank: Field, problem: Callable[[str], str] | None = None) -> list[str]:
        """Return the ids of what is chosen, none where nothing is typed; raise as `text` does."""
        self.say_field(blank)
        prompt = f"{blank.label} " if blank.label.endswith(("?", ")")) else f"{blank.label}: "
        while True:
            try:
                lines = self.lines.read(visible(prompt))
            except (EOFError, KeyboardInterrupt):
                raise Stopped("\nStopped. Nothing was written.") from None
            typed = clean("\n".join(lines)) or blank.default
            value = parse_value(blank, typed) if typed else ""
            if typed and not value:
                self.say(f'! "{typed}" is not on the list; type its number.')
                continue
            wrong = find_field_problem(blank, value)
            if not wrong and problem and isinstance(value, str):
                wrong = problem(value)
            if not wrong:
                return [value] if value and isinstance(value, str) else list(value)
            self.say(f"! {wrong}")
