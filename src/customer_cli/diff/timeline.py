"""Customers through many records.

The line of each customer through many records, and the order in which lines are drawn.

Many records of one team beside each other: who stood where in each, and what became of whom.

A customer is one line from the first record that names them to the last, under whatever id and
name. A split or a merger ends the lines it touches and begins others, so that nobody is told
to have been who they never were. Whoever was gone and is named again goes on with their line:
an id is never reused for other people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from customer_cli.analysis.status import status
from customer_cli.diff.compare import Comparison, compare
from customer_cli.diff.customers import ranks
from customer_cli.diff.side import Lineage, Side, sides
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record


End = Literal["there", "left", "vanished", "split", "merged"]


@dataclass(frozen=True, slots=True)
class Place:
    """A customer as they stood in one record."""

    id: str
    name: str
    rank: int | None
    """None where they were not ranked."""
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One customer through all records."""

    places: tuple[Place | None, ...]
    """One for each record, the oldest first; None where they were not there."""
    parents: tuple[int, ...]
    """The lines this one comes from, by their numbers in the chronicle."""
    children: tuple[int, ...]
    """The lines this one became."""
    end: End
    """What became of them; `vanished` where no record says."""
    because: str = ""
    """Why they left, as the first record without them says."""
    depth: int = 0
    """How far below the line they were split from they are drawn."""

    @property
    def first(self) -> int:
        """The number of the first record that names them."""
        return next(number for number, place in enumerate(self.places) if place)

    @property
    def last(self) -> int:
        """The number of the last record that names them."""
        return max(number for number, place in enumerate(self.places) if place)

    @property
    def newest(self) -> Place:
        """Where they stood last."""
        return self.there[-1]

    @property
    def there(self) -> list[Place]:
        """Where they stood, without the records that do not name them."""
        return [place for place in self.places if place]

    @property
    def names(self) -> tuple[str, ...]:
        """What they were called, the oldest name first."""
        return tuple({as_typed(place.name): place.name for place in self.there}.values())

    @property
    def is_split_off(self) -> bool:
        """Whether they are a part of one customer who was split."""
        return len(self.parents) == 1


@dataclass(slots=True)
class _Traced:
    """A line while records are still being read."""

    places: dict[int, Place]
    parents: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    because: str = ""

    def end(self, newest: int, traced: Sequence[_Traced], stands: Record) -> End:
        if newest in self.places:
            return "there"
        if len(self.children) > 1:
            return "split"
        if self.children:
            return "merged" if len(traced[self.children[0]].parents) > 1 else "split"
        gone = {entry.id for entry in stands.left}
        return "left" if self.because or self.places[max(self.places)].id in gone else "vanished"


def drawn_lines(records: Sequence[Record], lineages: Sequence[Lineage]) -> tuple[Line, ...]:
    """Return the lines through *records*, of which each has its lineage with the one before.

    Today's order comes first, then who is not ranked, then who is not there any more; whoever
    was split stands above their parts, and whoever was merged above what they are part of.
    """
    traced = _traced(records, lineages)
    newest = len(records) - 1
    lines = [
        Line(
            tuple(one.places.get(number) for number in range(len(records))),
            tuple(one.parents), tuple(one.children),
            one.end(newest, traced, records[min(max(one.places) + 1, newest)]), one.because,
        )
        for one in traced
    ]  # fmt: skip
    order = list(_in_order(lines))
    number = {old: new for new, (old, _) in enumerate(order)}
    return tuple(
        replace(
            lines[old], depth=depth,
            parents=tuple(number[one] for one in lines[old].parents),
            children=tuple(sorted(number[one] for one in lines[old].children)),
        )
        for old, depth in order
    )  # fmt: skip


def _traced(records: Sequence[Record], lineages: Sequence[Lineage]) -> list[_Traced]:
    lines: list[_Traced] = []
    before: dict[str, int] = {}
    for number, record in enumerate(records):
        links = lineages[number - 1] if number else Lineage({}, {})
        now: dict[str, int] = {}
        for key, place in _places(record):
            line = before.get(links.before.get(key, ""))
            origin = [before[one] for one in links.predecessors.get(key, ())]
            if line is None and not origin:
                line = _came_back(lines, key)
            if line is None:
                line = len(lines)
                lines.append(_Traced({}, origin))
                for one in origin:
                    lines[one].children.append(line)
            lines[line].places[number] = place
            now[key] = line
        because = {entry.id: str(entry.because) for entry in record.left}
        for key, line in before.items():
            if number not in lines[line].places:
                lines[line].because = because.get(key, "")
        before = now
    return lines


def _places(record: Record) -> Iterator[tuple[str, Place]]:
    ranked = ranks(record)
    for key, customer in record.customers.items():
        name = str(customer.name or key)
        yield key, Place(key, name, ranked.get(key), key == record.primary)


def _came_back(lines: Sequence[_Traced], key: str) -> int | None:
    """Return the line that ended with *key* and became nobody."""
    for number, line in enumerate(lines):
        if line.places[max(line.places)].id == key and not line.children:
            return number
    return None


def _in_order(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of *lines* as they are drawn, each with its depth."""
    weights = _weights(lines)

    def key(number: int) -> tuple[tuple[int, int], int]:
        return weights[number], lines[number].first

    def below(number: int, depth: int) -> Iterator[tuple[int, int]]:
        yield number, depth
        parts = [one for one in lines[number].children if lines[one].is_split_off]
        for one in sorted(parts, key=key):
            yield from below(one, depth + 1)

    tops = [number for number, line in enumerate(lines) if not line.is_split_off]
    for number in sorted(tops, key=key):
        yield from below(number, 0)


def _weights(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return what each line is sorted by: its place today, or the best of what it became."""
    found = [(0, 0)] * len(lines)
    # What a line became was named later than the line, so it is weighed already.
    for number in reversed(range(len(lines))):
        line = lines[number]
        if line.children:
            found[number] = min(found[one] for one in line.children)
        elif line.end != "there":
            found[number] = (2, -line.last)
        else:
            rank = line.newest.rank
            found[number] = (1, 0) if rank is None else (0, rank)
    return found


@dataclass(frozen=True, slots=True)
class Edition:
    """A record as it stands in the chronicle: that of a year, or one version of it."""

    record: Record
    label: str
    day: dt.date
    """When it was held; of a version, when it was written."""
    author: str = ""
    commit: str = ""
    """As people write it; empty for a record that is read from its file."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What one edition comes to in numbers."""

    values: int
    heard: int
    """Of the values, how many are heard or confirmed."""
    flipped: int | None
    """Pairs that changed places since the edition before; None for the oldest."""
    compared: int | None
    """Pairs of which both editions say who wins."""


@dataclass(frozen=True)
class Chronicle:
    """Editions beside each other, the oldest first."""

    editions: tuple[Edition, ...]
    comparisons: tuple[Comparison, ...]
    """Each edition but the oldest, compared with the one before."""
    left_out: tuple[str, ...] = ()
    """Names of what could not be read as a record."""
    is_cut: bool = False
    """Whether older versions are not on this machine."""
    versions_of: str = ""
    """The label of the one record, where the editions are its versions."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every customer there ever was, in the order in which they are drawn."""
        records = [edition.record for edition in self.editions]
        return drawn_lines(records, [both.lineage for both in self.comparisons])

    @cached_property
    def counts(self) -> tuple[Counts, ...]:
        """The numbers of each edition."""
        return tuple(_counts(self, number) for number in range(len(self.editions)))

    @property
    def of(self) -> Literal["years", "versions"]:
        """What the editions are: records of several sittings, or versions of one."""
        return "versions" if self.editions[-1].commit else "years"

    @property
    def team(self) -> str:
        """The team as it calls itself today."""
        return str(self.editions[-1].record.team)

    @property
    def word(self) -> str:
        """The team's word for one customer, as of today."""
        word = self.editions[-1].record.word
        return str(word.one) if word and word.one else "customer"

    def side(self, number: int) -> Side:
        """Return the edition *number* as it is read: a past one as it stood when it was held."""
        if number < len(self.comparisons):
            return self.comparisons[number].old
        newest = self.editions[number]
        return Side(newest.record, newest.label)


def chronicle(
    editions: Sequence[Edition],
    left_out: Sequence[str] = (),
    *,
    is_cut: bool = False,
    versions_of: str = "",
) -> Chronicle:
    """Return *editions*, at least one and the oldest first, as a chronicle."""
    compared = tuple(_compared(editions))
    return Chronicle(tuple(editions), compared, tuple(left_out), is_cut, versions_of)


def _compared(editions: Sequence[Edition]) -> Iterator[Comparison]:
    for old, new in pairwise(editions):
        yield compare(*sides(old.record, new.record, old.label, new.label))


def _counts(whole: Chronicle, number: int) -> Counts:
    side = whole.side(number)
    statuses = [
        status(value, side.as_of)
        for customer in side.record.customers.values()
        for value in customer.values
    ]
    pairs = whole.comparisons[number - 1].pairs if number else None
    return Counts(
        values=len(statuses),
        heard=statuses.count("heard") + statuses.count("confirmed"),
        flipped=len(pairs.flipped) if pairs else None,
        compared=pairs.compared if pairs else None,
    )
