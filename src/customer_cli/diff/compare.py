"""Two records compared, and the changes that somebody asks for: of one subject, or one customer.

What belongs to one session alone is no change: who was there, their support and confirmation,
reasons, what was skipped or acknowledged, the dates and labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Literal, get_args

from customer_cli.diff import customers, lists, values
from customer_cli.diff.change import KINDS, Change, judge_spelling, sort_changes
from customer_cli.diff.customers import Pairs, compare_pairs
from customer_cli.diff.side import DatedRecord, Lineage, trace_lineage


@dataclass(frozen=True)
class Comparison:
    """Two records beside each other."""

    old: DatedRecord
    new: DatedRecord

    @cached_property
    def lineage(self) -> Lineage:
        """Who became whom."""
        return trace_lineage(self.old.record, self.new.record)

    @cached_property
    def pairs(self) -> Pairs:
        """Which pairs changed places."""
        return compare_pairs(self.old.record, self.new.record, self.lineage)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every change, the primary customer first."""
        old, new, links = self.old, self.new, self.lineage
        found = chain(
            customers.find_customer_changes(old.record, new.record, links),
            customers.find_order_changes(old.record, new.record, links, self.pairs),
            values.find_value_changes(old, new, links),
            lists.find_list_changes(old, new, links),
        )
        return sort_changes(filter(None, map(judge_spelling, found)))


def compare(old: DatedRecord, new: DatedRecord) -> Comparison:
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


def select_changes(both: Comparison, selection: Selection) -> tuple[Change, ...]:
    """Return the changes of *both* that *selection* asks for, in the order of telling."""
    wanted = both.changes
    if selection.subject is not None:
        subject = selection.subject
        wanted = tuple(one for one in wanted if KINDS[one.kind].subject == subject)
    if selection.customer is not None:
        meant = find_kin(both, selection.customer)
        asked = {
            key
            for record in (both.old.record, both.new.record)
            for item in record.learn
            if item.about in meant
            for key in (item.id, item.question)
        }
        wanted = tuple(
            one
            for one in wanted
            if meant.intersection(one.customers())
            or (one.kind.startswith("learn_") and one["id"] in asked)
        )
    return wanted


def find_kin(both: Comparison, customer: str) -> frozenset[str]:
    """Return the ids of *customer*, of whom they came from and of whom they became."""
    links = both.lineage
    before, after = links.predecessors.get(customer, ()), links.successors.get(customer, ())
    return frozenset((customer, *before, *after))
