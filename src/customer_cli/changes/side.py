"""One of the two records that are compared, as it stood on a day.

Between two sittings the older record is read as it stood when it was held, so that what was
heard during the year is told as news. Two versions of one sitting are read whole.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from customer_cli.analysis.lists import entries

if TYPE_CHECKING:
    from customer_cli.record.model import Record


@dataclass(frozen=True)
class Side:
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
        days: list[dt.date] = [piece.date for piece in _evidence(self.record) if piece.date]
        return max([self.record.held, *days])

    def known(self, evidence: Any) -> list[Any]:
        """Return those pieces of *evidence* that were there."""
        if self.until is None:
            return list(evidence)
        return [piece for piece in evidence if piece.date is None or piece.date <= self.until]


def sides(old: Record, new: Record, old_label: str = "", new_label: str = "") -> tuple[Side, Side]:
    """Return the two sides of a comparison of *old* with *new*, whichever of them is the older."""
    first = old.held if old.held < new.held else None
    second = new.held if new.held < old.held else None
    return Side(_told_apart(old), old_label, first), Side(_told_apart(new), new_label, second)


def _told_apart(record: Record) -> Record:
    """Return *record* without the ids that stand twice: their entries are told apart by words."""
    given = Counter((kind, entry.id) for kind, _, entry in entries(record) if entry.id)
    if given.total() == len(given):
        return record

    def free(kind: str, those: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(_with(one, id=None) if given[kind, one.id] > 1 else one for one in those)

    def heard(those: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(_with(one, evidence=free("evidence", one.evidence)) for one in those)

    whose = record.customers.items()
    customers = {key: _with(one, values=heard(free("values", one.values))) for key, one in whose}
    decision = record.decision
    apart: Record = _with(
        record,
        people=free("people", record.people),
        customers=dict(zip(customers, heard(tuple(customers.values())), strict=True)),
        left=heard(record.left),
        learn=free("learn", record.learn),
        decision=decision and _with(decision, dissent=free("dissent", decision.dissent)),
    )
    return apart


def _with(thing: Any, **changes: Any) -> Any:
    """Return a copy of *thing*, a model or the bare values of one, with *changes*."""
    made = copy.copy(thing)
    made.__dict__.update(changes)
    return made


def _evidence(record: Record) -> Iterator[Any]:
    for customer in record.customers.values():
        yield from customer.evidence
        for value in customer.values:
            yield from value.evidence
