"""One customer's story: what changed for them in each record, with the names they had.

Whoever was split or merged has the story of those they come from, up to that day. A chapter
is told by the comparison with the record before, and only what concerns them is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from customer_cli.analysis.lookup import Named, resolve
from customer_cli.analysis.status import is_direct, status
from customer_cli.diff.change import Change
from customer_cli.diff.side import DatedRecord
from customer_cli.diff.timeline import Chronicle, CustomerPlace


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one edition says of a customer."""

    edition: int
    """The number of the edition in the chronicle."""
    places: tuple[CustomerPlace, ...]
    """Where they stood; several before a merger, none once they were gone."""
    changes: tuple[Change, ...]
    """What changed for them since the edition before, in the order of telling."""
    is_first: bool
    """Whether no earlier edition names them."""
    values: int
    heard: int
    """Of the values, how many are heard or confirmed."""
    pieces: int
    """Of evidence, about their values and about them."""
    people: int
    """How many of the customers themselves that evidence is from."""


@dataclass(frozen=True, slots=True)
class Story:
    """One customer through all editions, the newest chapter first."""

    chronicle: Chronicle
    line: int
    """The line whose story it is, by its number in the chronicle."""
    chapters: tuple[Chapter, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name they and those they come from had, the newest first."""
        lines = [self.chronicle.lines[number] for number in _find_kin(self.chronicle, self.line)]
        lines.sort(key=lambda line: line.last, reverse=True)
        named = [name for line in lines for name in reversed(line.names)]
        return tuple(dict.fromkeys(named))


def line_of(chronicle: Chronicle, asked: str) -> int:
    """Return the line of the customer whom *asked* means, by any id or name they ever had.

    An id that is written in full means the customer who had it last. Raise `WrongUse` where
    nobody is meant, or more than one.
    """
    lines = chronicle.lines
    by_id = [n for n, line in enumerate(lines) if any(p.id == asked for p in line.there)]
    if by_id:
        return max(by_id, key=lambda number: lines[number].last)
    # Two customers may have had one id in different years, so a line goes by its newest.
    among = [
        Named(line.newest.id, word)
        for line in lines
        for place in reversed(line.there)
        for word in dict.fromkeys((place.name, place.id))
    ]
    found = resolve(asked, among, f'No customer here was ever called "{asked}".')
    return line_of(chronicle, found)


def story(chronicle: Chronicle, line: int) -> Story:
    """Return the story of *line*; of versions of one record, only those that changed them."""
    chapters = reversed(list(_write_chapters(chronicle, line)))
    return Story(chronicle, line, tuple(chapters))


def _find_kin(chronicle: Chronicle, line: int) -> list[int]:
    """Return *line* and every line it comes from, itself first."""
    found = [line]
    for one in found:
        found += [parent for parent in chronicle.lines[one].parents if parent not in found]
    return found


def _write_chapters(chronicle: Chronicle, line: int) -> Iterator[Chapter]:
    kin = [chronicle.lines[number] for number in _find_kin(chronicle, line)]
    begun = False
    for number, edition in enumerate(chronicle.editions):
        places = tuple(place for one in kin if (place := one.places[number]))
        stood = [place for one in kin if number and (place := one.places[number - 1])]
        before, now = {place.id for place in stood}, {place.id for place in places}
        changes = tuple(
            change
            for change in (chronicle.comparisons[number - 1].changes if number else ())
            if before.intersection(change.customers("old"))
            or now.intersection(change.customers("new"))
        )
        is_first = bool(places) and not begun
        begun = begun or bool(places)
        # A commit elsewhere in the file is no chapter of theirs; a quiet year is one.
        if is_first or changes or (places and not edition.commit):
            counted = _count_heard(chronicle.side(number), places)
            yield Chapter(number, places, changes, is_first, *counted)


def _count_heard(side: DatedRecord, places: tuple[CustomerPlace, ...]) -> tuple[int, int, int, int]:
    customers = [side.record.customers[place.id] for place in places]
    values = [value for customer in customers for value in customer.values]
    statuses = [status(value, side.as_of) for value in values]
    about = [*(value.evidence for value in values), *(one.evidence for one in customers)]
    pieces = [piece for evidence in about for piece in side.known(evidence)]
    heard = statuses.count("heard") + statuses.count("confirmed")
    return len(values), heard, len(pieces), sum(p.people for p in pieces if is_direct(p))
