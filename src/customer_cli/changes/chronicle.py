"""Many records of one team beside each other: who stood where in each, and what became of whom.

A customer is one line from the first record that names them to the last, under whatever id and
name. A split or a merger ends the lines it touches and begins others, so that nobody is told
to have been who they never were. Whoever was gone and is named again goes on with their line:
an id is never reused for other people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from customer_cli.analysis.status import status
from customer_cli.changes.comparison import Comparison, compare
from customer_cli.changes.lines import Line, drawn_lines
from customer_cli.changes.side import Side, sides

if TYPE_CHECKING:
    from customer_cli.record.model import Record


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
