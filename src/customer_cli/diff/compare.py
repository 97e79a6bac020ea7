"""Two records compared, and which changes were asked for.

Everything that differs between two records, in the order in which it is told.

What belongs to one sitting alone is no change: who was there, their support and confirmation,
reasons, what was skipped or acknowledged, the dates and labels.

Those of the changes that somebody wants to hear of: one subject, or one customer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from customer_cli.diff import customers, lists, values
from customer_cli.diff.change import FIELDS, Change, as_meant, in_order
from customer_cli.diff.order import Pairs, pairs, ranks
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
        found = (as_meant(change) for part in _PARTS for change in part(self))
        return in_order([change for change in found if change])


def compare(old: Side, new: Side) -> Comparison:
    """Return the comparison of *old* with *new*, worked out when it is asked for."""
    return Comparison(old, new)


def _people(both: Comparison) -> Iterator[Change]:
    return customers.changes(both.old.record, both.new.record, both.lineage)


def _order(both: Comparison) -> Iterator[Change]:
    before, now = ranks(both.old.record), ranks(both.new.record)
    return customers.order_changes(before, now, both.lineage, both.pairs)


def _valued(both: Comparison) -> Iterator[Change]:
    return values.changes(both.old, both.new, both.lineage)


def _matters(both: Comparison) -> Iterator[Change]:
    return lists.changes(both.old, both.new, both.lineage)


_PARTS: tuple[Callable[[Comparison], Iterator[Any]], ...] = (_people, _order, _valued, _matters)


Subject = Literal["order", "values", "evidence"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

_IDENTITIES = ("joined", "left", "renamed", "split", "merged", "question")
_OF_SUBJECT: Mapping[Subject, tuple[str, ...]] = {
    "order": ("primary", *_IDENTITIES, "moved", "shifted", "ranked", "unranked", "flipped"),
    "values": tuple(kind for kind in FIELDS if kind.startswith("value_")),
    "evidence": ("status", *(kind for kind in FIELDS if kind.startswith("evidence_"))),
}
_CUSTOMERS: Mapping[str, tuple[str, ...]] = {
    "primary": ("from", "to"), "joined": ("id",), "left": ("id",), "renamed": ("id", "was"),
    "split": ("from", "to"), "merged": ("from", "to"), "question": ("about",),
    "moved": ("id",), "shifted": ("id",), "ranked": ("id",), "unranked": ("id",),
    "flipped": ("now_wins", "over"), "facts": ("id",), "standing": ("id",), "described": ("id",),
    "value_moved": ("from", "to"), "expected_added": ("about",), "expected_dropped": ("about",),
}  # fmt: skip
"""The fields of a kind that name customers; `customer`, `prefer` and `over` always do."""


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
        kinds = _OF_SUBJECT[selection.subject]
        wanted = tuple(one for one in wanted if one.kind in kinds)
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
    for name in (*_CUSTOMERS.get(change.kind, ()), "customer", "prefer", "over"):
        said = change.said.get(name)
        yield from said if isinstance(said, list) else [said] if said else []
    if change.kind.startswith("learn_"):
        for record in (both.new.record, both.old.record):
            for item in record.learn:
                if change["id"] in (item.id, item.question) and item.about:
                    yield item.about
