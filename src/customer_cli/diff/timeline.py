"""Customers through many records of one team: who stood where in each, and what became of whom.

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
from customer_cli.diff.customers import rank_customers
from customer_cli.diff.side import DatedRecord, Lineage, date_records
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record


End = Literal["there", "left", "vanished", "split", "merged"]


@dataclass(frozen=True, slots=True)
class CustomerPlace:
    """A customer as they stood in one record."""

    id: str
    name: str
    rank: int | None
    """None where they were not ranked."""
    is_primary: bool


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer through all records."""

    places: tuple[CustomerPlace | None, ...]
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
    def newest(self) -> CustomerPlace:
        """Where they stood last."""
        return self.there[-1]

    @property
    def there(self) -> list[CustomerPlace]:
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
class TracedLine:
    """A line while records are still being read."""

    places: dict[int, CustomerPlace]
    parents: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    because: str = ""

    def end(self, newest: int, traced: Sequence[TracedLine], stands: Record) -> End:
        if newest in self.places:
            return "there"
        if len(self.children) > 1:
            return "split"
        if self.children:
            return "merged" if len(traced[self.children[0]].parents) > 1 else "split"
        gone = {entry.id for entry in stands.left}
        return "left" if self.because or self.places[max(self.places)].id in gone else "vanished"


def drawn_lines(records: Sequence[Record], lineages: Sequence[Lineage]) -> tuple[CustomerLine, ...]:
    """Return the lines through *records*, of which each has its lineage with the one before.

    Today's order comes first, then who is not ranked, then who is not there any more; whoever
    was split stands above their parts, and whoever was merged above what they are part of.
    """
    traced = _trace_lines(records, lineages)
    newest = len(records) - 1
    lines = [
        CustomerLine(
            tuple(one.places.get(number) for number in range(len(records))),
            tuple(one.parents), tuple(one.children),
            one.end(newest, traced, records[min(max(one.places) + 1, newest)]), one.because,
        )
        for one in traced
    ]  # fmt: skip
    order = list(_sort_lines(lines))
    number = {old: new for new, (old, _) in enumerate(order)}
    return tuple(
        replace(
            lines[old], depth=depth,
            parents=tuple(number[one] for one in lines[old].parents),
            children=tuple(sorted(number[one] for one in lines[old].children)),
        )
        for old, depth in order
    )  # fmt: skip


def _trace_lines(records: Sequence[Record], lineages: Sequence[Lineage]) -> list[TracedLine]:
    lines: list[TracedLine] = []
    before: dict[str, int] = {}
    for number, record in enumerate(records):
        links = lineages[number - 1] if number else Lineage({}, {})
        now: dict[str, int] = {}
        for key, place in _place_customers(record):
            line = before.get(links.before.get(key, ""))
            origin = [before[one] for one in links.predecessors.get(key, ())]
            if line is None and not origin:
                # Whoever ended with this id and became nobody is here again.
                again = (n for n, one in enumerate(lines)
                         if one.places[max(one.places)].id == key and not one.children)  # fmt: skip
                line = next(again, None)
            if line is None:
                line = len(lines)
                lines.append(TracedLine({}, origin))
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


def _place_customers(record: Record) -> Iterator[tuple[str, CustomerPlace]]:
    ranked = rank_customers(record)
    for key, customer in record.customers.items():
        name = str(customer.name or key)
        yield key, CustomerPlace(key, name, ranked.get(key), key == record.primary)


def _sort_lines(lines: Sequence[CustomerLine]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of *lines* as they are drawn, each with its depth."""
    weights = _weigh_lines(lines)

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


def _weigh_lines(lines: Sequence[CustomerLine]) -> list[tuple[int, int]]:
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
class VersionCounts:
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
    def lines(self) -> tuple[CustomerLine, ...]:
        """Every customer there ever was, in the order in which they are drawn."""
        records = [edition.record for edition in self.editions]
        return drawn_lines(records, [both.lineage for both in self.comparisons])

    @cached_property
    def counts(self) -> tuple[VersionCounts, ...]:
        """The numbers of each edition."""
        found = []
        for number in range(len(self.editions)):
            side = self.side(number)
            customers = side.record.customers.values()
            statuses = [status(v, side.as_of) for customer in customers for v in customer.values]
            heard = statuses.count("heard") + statuses.count("confirmed")
            pairs = self.comparisons[number - 1].pairs if number else None
            flipped, compared = (len(pairs.flipped), pairs.compared) if pairs else (None, None)
            found.append(VersionCounts(len(statuses), heard, flipped, compared))
        return tuple(found)

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

    def side(self, number: int) -> DatedRecord:
        """Return the edition *number* as it is read: a past one as it stood when it was held."""
        if number < len(self.comparisons):
            return self.comparisons[number].old
        newest = self.editions[number]
        return DatedRecord(newest.record, newest.label)


def chronicle(
    editions: Sequence[Edition],
    left_out: Sequence[str] = (),
    *,
    is_cut: bool = False,
    versions_of: str = "",
) -> Chronicle:
    """Return *editions*, at least one and the oldest first, as a chronicle."""
    compared = (
        compare(*date_records(old.record, new.record, old.label, new.label))
        for old, new in pairwise(editions)
    )
    return Chronicle(tuple(editions), tuple(compared), tuple(left_out), is_cut, versions_of)
