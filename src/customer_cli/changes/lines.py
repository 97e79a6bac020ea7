"""The line of each customer through many records, and the order in which lines are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from customer_cli.changes.lineage import Lineage
from customer_cli.changes.ordering import ranks
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
