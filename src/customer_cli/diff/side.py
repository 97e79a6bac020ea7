"""One of two records that are compared, as it stood on a day, and who of it came from whom.

Between two sessions the older record is read as it stood when it was held, so that what was heard
during the year is told as news. Two versions of one session are read whole.

Customers are linked by id first, then by declared lineage (`was`), and never by likeness: two different ids are two
groups. A declaration counts unless both records hold both ids, because then nobody became
anybody. A customer that is in both is its own predecessor. It does not matter which of the two
records declares it, so the way back is the way there, turned around.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from customer_cli.analysis.lists import entries_of

if TYPE_CHECKING:
    from customer_cli.record.model import Record


@dataclass(frozen=True)
class DatedRecord:
    """A record as one side of a comparison."""

    record: Record
    label: str = ""
    until: dt.date | None = None
    """Evidence of a later day is not there yet; None takes everything."""

    @cached_property
    def as_of(self) -> dt.date:
        """The day its values are judged as of: the last on which something was heard."""
        if self.until is not None:
            return self.until
        customers = self.record.customers.values()
        about: list[Any] = [*customers, *(value for one in customers for value in one.values)]
        days: list[dt.date] = [p.date for one in about for p in one.evidence if p.date]
        return max([self.record.held, *days])

    def known(self, evidence: Any) -> list[Any]:
        """Return those pieces of *evidence* that were there."""
        if self.until is None:
            return list(evidence)
        return [piece for piece in evidence if piece.date is None or piece.date <= self.until]


def date_records(
    old: Record, new: Record, old_label: str = "", new_label: str = ""
) -> tuple[DatedRecord, DatedRecord]:
    """Return the two sides of a comparison of *old* with *new*, whichever of them is the older."""
    first = old.held if old.held < new.held else None
    second = new.held if new.held < old.held else None
    return DatedRecord(_tell_apart(old), old_label, first), DatedRecord(
        _tell_apart(new), new_label, second
    )


def _tell_apart(record: Record) -> Record:
    """Return *record* without the ids that stand twice: their entries are told apart by words."""
    given = Counter((kind, entry.id) for kind, _, entry in entries_of(record) if entry.id)
    if given.total() == len(given):
        return record

    def free(kind: str, those: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(_replace(one, id=None) if given[kind, one.id] > 1 else one for one in those)

    def heard(those: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(_replace(one, evidence=free("evidence", one.evidence)) for one in those)

    whose = record.customers.items()
    customers = {key: _replace(one, values=heard(free("values", one.values))) for key, one in whose}
    decision = record.decision
    apart: Record = _replace(
        record,
        people=free("people", record.people),
        customers=dict(zip(customers, heard(tuple(customers.values())), strict=True)),
        left=heard(record.left),
        learn=free("learn", record.learn),
        decision=decision and _replace(decision, dissent=free("dissent", decision.dissent)),
    )
    return apart


def _replace(thing: Any, **changes: Any) -> Any:
    """Return a copy of *thing*, a model or the bare values of one, with *changes*."""
    made = copy.copy(thing)
    made.__dict__.update(changes)
    return made


@dataclass(frozen=True)
class Lineage:
    """The links between the customers of two records."""

    predecessors: Mapping[str, tuple[str, ...]]
    """For each customer of the newer record, whom they came from, in the older record's order."""
    successors: Mapping[str, tuple[str, ...]]
    """For each customer of the older record, whom they became, in the newer record's order."""

    def linked(self, old: str, new: str) -> bool:
        """Tell whether *new* names what became of *old*, or a part of it.

        A reference that did not change still names whom it named, wherever they are today.
        """
        return old == new or new in self.successors.get(old, ())

    @cached_property
    def same(self) -> dict[str, str]:
        """The customers who are one and the same in both: the newer id by the older one."""
        return {
            old: new[0]
            for old, new in self.successors.items()
            if len(new) == 1 and self.predecessors[new[0]] == (old,)
        }

    @cached_property
    def before(self) -> dict[str, str]:
        """The same the other way: the older id by the newer one."""
        return {new: old for old, new in self.same.items()}


def trace_lineage(old: Record, new: Record) -> Lineage:
    """Return who became whom between the records *old* and *new*."""
    links = {(key, key) for key in old.customers if key in new.customers}
    for key, customer in new.customers.items():
        links |= {(was, key) for was in customer.was if was in old.customers}
    for key, customer in old.customers.items():
        links |= {(key, was) for was in customer.was if was in new.customers}
    # Both records hold both ids: they are two groups today as they were then.
    both = old.customers.keys() & new.customers.keys()
    links = {link for link in links if link[0] == link[1] or not both.issuperset(link)}
    came: dict[str, list[str]] = {key: [] for key in new.customers}
    became: dict[str, list[str]] = {key: [] for key in old.customers}
    then = {key: place for place, key in enumerate(old.customers)}
    now = {key: place for place, key in enumerate(new.customers)}
    for before, after in sorted(links, key=lambda link: (then[link[0]], now[link[1]])):
        became[before].append(after)
        came[after].append(before)
    return Lineage(
        {key: tuple(keys) for key, keys in came.items()},
        {key: tuple(keys) for key, keys in became.items()},
    )
