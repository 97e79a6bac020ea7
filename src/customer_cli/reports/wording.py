"""The words of a report: names, and the difference between two texts.

Two texts are compared in whole words joined into phrases. One word that stayed between two that
changed is read as part of the phrase: nobody reads a sentence in which every third word is crossed
out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from customer_cli.text import join_names, one_line

if TYPE_CHECKING:
    from customer_cli.diff.compare import Comparison
    from customer_cli.record.model import Record


Mark = Literal["same", "removed", "added"]

SHORTEST_SAME = 3
"""Words between two edits that are worth leaving as they are."""
MOST_COMMON = 20_000
"""Pairs of equal words that are worth looking through. Prose of a page has some two thousand; a
text that says one word over and over has so many that the search would never end."""
_WORDS = re.compile(r"\s*\S+|\s+\Z")


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words with the blanks before them."""

    mark: Mark
    text: str


def compare_words(old: str, new: str) -> tuple[WordRun, ...]:
    """Return the sentence as runs: those marked same and removed are *old*, same and added *new*."""
    from difflib import SequenceMatcher

    before, after = _WORDS.findall(old), _WORDS.findall(new)
    edits: list[tuple[bool, list[str], list[str]]] = []
    if old != new and _is_endless(before, after):
        edits.append((False, before, after))
    else:
        was, now = ([word.strip() for word in side] for side in (before, after))
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            # At either end of the sentence there is only one edit beside it, and nothing to join.
            is_crumb = b - a < SHORTEST_SAME and a > 0 and b < len(before)
            if kind == "equal" and before[a:b] == after[c:d] and not is_crumb:
                edits.append((True, before[a:b], after[c:d]))
            elif edits and not edits[-1][0]:
                edits[-1][1].extend(before[a:b])
                edits[-1][2].extend(after[c:d])
            else:
                edits.append((False, before[a:b], after[c:d]))
    runs: list[WordRun] = []
    for is_same, old_words, new_words in edits:
        if is_same:
            runs.append(WordRun("same", "".join(old_words)))
            continue
        runs += [WordRun("removed", "".join(old_words))] if old_words else []
        runs += [WordRun("added", "".join(new_words))] if new_words else []
    return tuple(runs)


def _is_endless(before: list[str], after: list[str]) -> bool:
    old, new = Counter(map(str.strip, before)), Counter(map(str.strip, after))
    return sum(number * new[word] for word, number in old.items()) > MOST_COMMON


MOST_NAMES = 3
"""More names than this are not kept in mind when a sentence is read aloud."""

Runs = tuple[WordRun, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A line of the report on a difference."""

    label: str
    """What it is about, in a word or two; without one it goes on with the line above."""
    runs: Runs


@dataclass(frozen=True, slots=True)
class ChangePhrase:
    """One change in words."""

    subject: str
    predicate: str
    joint: str = ": "
    stop: str = "."
    """Behind the predicate; nothing where that ends with words of the record."""
    story: str = ""
    """What a story says, where it is not the predicate."""
    lines: tuple[ReportLine, ...] = ()

    @property
    def sentence(self) -> str:
        """The change as a line of its own."""
        return f"{self.subject}{self.joint}{self.predicate}{self.stop}"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose story a change is told in, or under whom; nobody's where it stands by itself."""

    ids: frozenset[str] = frozenset()
    word: str = "customer"
    """The team's word for one customer."""


NOBODYS = Viewpoint()


class Names:
    """The names, texts and entries behind the ids of two records; the newer is asked first.

    Names and values stand on one line, or *as_written*.
    """

    def __init__(self, both: Comparison, *, as_written: bool = False) -> None:
        self.both = both
        self._tidy = str if as_written else one_line
        self.old, self.new = both.old.record, both.new.record

    def customer(self, key: str | None) -> str:
        """Return the name of a customer; an id that nobody has stays as it is."""
        for record in (self.new, self.old):
            if key in record.customers:
                return self._tidy(str(record.customers[str(key)].name or key))
        return str(key) if key else "nobody"

    def before(self, key: str) -> str:
        """Return the name that a customer had in the older record."""
        known = self.old.customers.get(key)
        return one_line(known.name) if known else self.customer(key)

    def customers(self, keys: Iterable[str]) -> str:
        """Return the names of all of *keys*."""
        return join_names(self.customer(key) for key in keys)

    def person(self, key: str) -> str:
        """Return the name of one of the people; one without any is somebody."""
        found = self.find("person", key)
        return (one_line(found.name) if found else key) or "Somebody"

    def value(self, key: str | None) -> str:
        """Return the text of a value in quotes, or its id where no record holds it."""
        found = self.find("value", key)
        return f'"{self._tidy(found.text)}"' if found else str(key)

    def find(self, what: str, *keys: Hashable, side: Literal["", "old", "new"] = "") -> Any:
        """Return the entry of a list of the records that *keys* stand for, or None.

        *what* is a `person` by id, a `value` by id or text, `evidence` by customer and id or words
        (no customer fits any), a `dissent` or something to `learn` by id or words, a `tie_break`
        by both customers, somebody `not_served`, or something `expected` by customer and words.
        """
        sides = (side,) if side else ("new", "old")
        return next(
            (found for one in sides if (found := self._by_keys[one].get((what, *keys)))), None
        )

    @cached_property
    def _by_keys(self) -> dict[str, dict[tuple[Hashable, ...], Any]]:
        return {"new": dict(_list_entries(self.new)), "old": dict(_list_entries(self.old))}


def _list_entries(record: Record) -> Iterator[tuple[tuple[Hashable, ...], Any]]:
    """Yield every entry by what a change calls it."""
    owners: list[tuple[str, Any]] = [*record.customers.items()]
    for owner_id, owner in [*owners, *((one.id, one) for one in record.left)]:
        pieces = [*owner.evidence]
        for value in getattr(owner, "values", ()):
            yield ("value", str(value.id or value.text)), value
            pieces += value.evidence
        for piece in pieces:
            # Without an id of its own a piece is called by its words, and only its customer tells
            # it from another that says the same.
            name = str(piece.id or piece.words or piece.source or piece.kind)
            yield ("evidence", owner_id, name), piece
            yield ("evidence", "", name), piece
    yield from ((("person", str(one.id)), one) for one in record.people if one.id)
    # Backwards, so that of two that are called alike the first is found.
    for dissent in reversed(record.decision.dissent if record.decision else ()):
        yield from ((("dissent", key), dissent) for key in (dissent.id, dissent.says))
    for item in reversed(record.learn):
        yield from ((("learn", key), item) for key in (item.id, item.question))
    yield from ((("tie_break", one.prefer, one.over), one) for one in reversed(record.tie_breaks))
    yield from ((("not_served", one.who), one) for one in reversed(record.not_served))
    yield from ((("expected", one.about, one.change), one) for one in reversed(record.expected))


def join_most(keys: Sequence[str], most: int, name: Callable[[str], str] = str) -> str:
    """Return the names of *keys* as they are read aloud; from *most* on the rest is counted."""
    few = keys if len(keys) <= most + 1 else keys[:most]
    rest = [f"{len(keys) - most} more"] if len(few) < len(keys) else []
    return join_names([*map(name, few), *rest])


def mark_words(mark: Mark, text: Any) -> Runs:
    """Return *text*, if there is any, as words that are the same, removed or added."""
    return (WordRun(mark, str(text)),) if text else ()


def compare_texts(old: Any, new: Any) -> Runs:
    """Return what changed between two texts or lists of words."""
    before, after = (
        ", ".join(map(str, text)) if isinstance(text, list | tuple) else str(text or "")
        for text in (old, new)
    )
    return compare_words(before, after)


def bracket(*parts: Any) -> Runs:
    """Return what is known beside a sentence, in brackets, or nothing."""
    known = "; ".join(str(part).rstrip(".") for part in parts if part)
    return mark_words("same", f"({known})") if known else ()


def write_marks(runs: Runs) -> str:
    """Return *runs* as one text, with `[- -]` and `{+ +}` around what was removed and added."""
    marks = {"same": "{}", "removed": " [-{}-] ", "added": " {{+{}+}} "}
    parts = (
        run.text if run.mark == "same" else marks[run.mark].format(run.text.strip())
        for run in runs
        if run.text.strip()
    )
    return " ".join("".join(parts).split())


def spell(key: str) -> str:
    """Return a key of the record as words."""
    return key.replace("_", " ")
