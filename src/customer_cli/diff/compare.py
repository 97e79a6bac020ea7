"""Two records compared, and the changes that somebody asks for: of one subject, or one customer.

What belongs to one session alone is no change: who was there, their support and confirmation,
reasons, what was skipped or acknowledged, the dates and labels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal, get_args

from customer_cli.diff import customers, lists, values
from customer_cli.diff.change import KINDS, Change, judge_spelling, sort_changes
from customer_cli.diff.customers import Pairs, pairs
from customer_cli.diff.side import Lineage, Side, lineage


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
        old, new, links = self.old, self.new, self.lineage
        found = chain(
            customers.changes(old.record, new.record, links),
            customers.order_changes(old.record, new.record, links, self.pairs),
            values.changes(old, new, links),
            lists.changes(old, new, links),
        )
        return sort_changes(filter(None, map(judge_spelling, found)))


def compare(old: Side, new: Side) -> Comparison:
    """Return the comparison of *old* with *new*, worked out when it is asked for."""
    return Comparison(old, new)


Subject = Literal["order", "values", "evidence"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be told of a comparison; everything where nothing is named."""

    subject: Subject | None = None
    customer: str | None = None
    """The id of a customer in either record."""

    @property
    def is_whole(self) -> bool:
        """Whether everything is told."""
        return self.subject is None and self.customer is None


def selected(both: Comparison, selection: Selection) -> tuple[Change, ...]:
    """Return the changes of *both* that *selection* asks for, in the order of telling."""
    wanted = both.changes
    if selection.subject is not None:
        subject = selection.subject
        wanted = tuple(one for one in wanted if KINDS[one.kind].subject == subject)
    if selection.customer is not None:
        meant = kin(both, selection.customer)
        wanted = tuple(one for one in wanted if meant.intersection(_about(both, one)))
    return wanted


def kin(both: Comparison, customer: str) -> frozenset[str]:
    """Return the ids of *customer*, of whom they came from and of whom they became."""
    links = both.lineage
    before, after = links.predecessors.get(customer, ()), links.successors.get(customer, ())
    return frozenset((customer, *before, *after))


def _about(both: Comparison, change: Change) -> Iterator[str]:
    yield from change.customers()
    if change.kind.startswith("learn_"):
        for record in (both.new.record, both.old.record):
            for item in record.learn:
                if change["id"] in (item.id, item.question) and item.about:
                    yield item.about
