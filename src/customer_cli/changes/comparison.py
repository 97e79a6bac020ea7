"""Everything that differs between two records, in the order in which it is told.

What belongs to one sitting alone is no change: who was there, their support and confirmation,
reasons, what was skipped or acknowledged, the dates and labels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from customer_cli.changes import matters, people, valued
from customer_cli.changes.change import Change, as_meant, in_order
from customer_cli.changes.lineage import Lineage, lineage
from customer_cli.changes.ordering import Pairs, pairs, ranks
from customer_cli.changes.side import Side


@dataclass(frozen=True)
class Comparison:
    """Two records beside each other."""

    old: Side
    new: Side

    @cached_property
    def lineage(self) -> Lineage:
        """Who became whom."""
        return lineage(self.old.record, self.new.record)

    @cached_property
    def pairs(self) -> Pairs:
        """Which pairs changed places."""
        return pairs(self.old.record, self.new.record, self.lineage)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change, the primary customer first."""
        found = (as_meant(change) for part in _PARTS for change in part(self))
        return in_order([change for change in found if change])


def compare(old: Side, new: Side) -> Comparison:
    """Return the comparison of *old* with *new*, worked out when it is asked for."""
    return Comparison(old, new)


def _people(both: Comparison) -> Iterator[Change]:
    return people.changes(both.old.record, both.new.record, both.lineage)


def _order(both: Comparison) -> Iterator[Change]:
    before, now = ranks(both.old.record), ranks(both.new.record)
    return people.order_changes(before, now, both.lineage, both.pairs)


def _valued(both: Comparison) -> Iterator[Change]:
    return valued.changes(both.old, both.new, both.lineage)


def _matters(both: Comparison) -> Iterator[Change]:
    return matters.changes(both.old, both.new, both.lineage)


_PARTS: tuple[Callable[[Comparison], Iterator[Any]], ...] = (_people, _order, _valued, _matters)
