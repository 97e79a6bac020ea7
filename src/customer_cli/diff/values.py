"""Changes of values, and of what was heard about them.

A value keeps its id wherever it goes, so through a rename, a split or a merger it keeps its
story. Where ids are missing, a value is looked for among those of the customers it can have
come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from customer_cli.analysis.status import status
from customer_cli.diff.change import Change, change
from customer_cli.diff.matching import Match, match_entries
from customer_cli.diff.side import DatedRecord, Lineage
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_KEYS = ("kind", "met_when", "takes")


@dataclass(frozen=True, slots=True)
class OwnedValue:
    """A value and whose it is."""

    value: Any
    customer: str
    id: str | None
    """The value's id, if it has one."""
    name: str
    """Its id, or its words where it has none."""


def find_value_changes(old: DatedRecord, new: DatedRecord, links: Lineage) -> Iterator[Change]:
    """Yield what changed between the values of both sides, and what was heard meanwhile."""
    before, after = _list_values(old.record), _list_values(new.record)
    pairs = list(match_entries(before, after, lambda one: str(one.value.text), links.predecessors))
    for pair in pairs:
        yield from _compare_values(pair, links)
    then, today = old.as_of, new.as_of
    for pair in pairs:
        if pair.old and pair.new:
            was, now = status(pair.old.value, then), status(pair.new.value, today)
            if was != now:
                yield change("status", id=pair.new.name, from_=was, to=now,
                             customer=pair.new.customer)  # fmt: skip
    yield from _compare_evidence(old, new, pairs)


def _list_values(record: Record) -> list[OwnedValue]:
    return [
        OwnedValue(value, key, str(value.id) if value.id else None, str(value.id or value.text))
        for key, customer in record.customers.items()
        for value in customer.values
    ]


def _compare_values(pair: Match, links: Lineage) -> Iterator[Change]:
    if pair.old is None:
        yield change("value_added", id=pair.new.name, customer=pair.new.customer,
                     text=pair.new.value.text)  # fmt: skip
        return
    if pair.new is None:
        yield change("value_dropped", id=pair.old.name, customer=pair.old.customer,
                     text=pair.old.value.text)  # fmt: skip
        return
    name, customer = pair.new.name, pair.new.customer
    if links.same.get(pair.old.customer) != customer:
        yield change("value_moved", id=name, from_=pair.old.customer, to=customer)
    if pair.old.value.text != pair.new.value.text:
        yield change("value_reworded", id=name, from_=pair.old.value.text,
                     to=pair.new.value.text, customer=customer, guessed=pair.guessed)  # fmt: skip
    for key in _KEYS:
        was, now = getattr(pair.old.value, key), getattr(pair.new.value, key)
        if was != now:
            yield change("value_changed", id=name, key=key, from_=was, to=now, customer=customer)


@dataclass(frozen=True, slots=True)
class OwnedEvidence:
    """A piece of evidence, what it is about, and how that is called in the newer record."""

    piece: Any
    value: str | None
    customer: str
    id: str | None


def _compare_evidence(old: DatedRecord, new: DatedRecord, pairs: list[Match]) -> Iterator[Change]:
    called = {id(p.old.value): p.new.name for p in pairs if p.old and p.new}
    before, after = list(_list_evidence(old, called)), list(_list_evidence(new, {}))

    def content(one: OwnedEvidence) -> str:
        piece = one.piece
        return " ".join(map(str, (piece.kind, piece.date, piece.source, piece.words)))

    for match in match_entries(before, after, content):
        one = match.new or match.old
        name = one.id or str(one.piece.words or one.piece.source or one.piece.kind)
        place: Mapping[str, Any] = {"id": name, "value": one.value, "customer": one.customer}
        if match.old is None:
            yield change("evidence_added", **place)
        elif match.new is None:
            yield change("evidence_dropped", **place)
        elif _facts(match.old.piece) != _facts(match.new.piece):
            yield change("evidence_changed", **place)


def _list_evidence(side: DatedRecord, called: Mapping[int, str]) -> Iterator[OwnedEvidence]:
    owned: list[tuple[Any, str | None, str]] = []
    for key, customer in side.record.customers.items():
        values = customer.values
        owned += [(one, called.get(id(one), str(one.id or one.text)), key) for one in values]
        owned.append((customer, None, key))
    owned += [(entry, None, entry.id) for entry in side.record.left]
    for owner, name, key in owned:
        for piece in side.known(owner.evidence):
            yield OwnedEvidence(piece, name, key, str(piece.id) if piece.id else None)


def _facts(piece: Any) -> tuple[Any, ...]:
    names = ("kind", "date", "people", "says", "from_them", "still_fits")
    words = as_typed(piece.source), as_typed(piece.words)
    return (*words, *(getattr(piece, name) for name in names))
