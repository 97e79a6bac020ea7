"""What changed in what customers value, and in how the team knows.

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
from customer_cli.diff.matching import Match, matched
from customer_cli.diff.side import Lineage, Side
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_KEYS = ("kind", "met_when", "takes")


@dataclass(frozen=True, slots=True)
class Held:
    """A value and whose it is."""

    value: Any
    customer: str

    @property
    def id(self) -> str | None:
        """The value's id, if it has one."""
        return str(self.value.id) if self.value.id else None


def changes(old: Side, new: Side, links: Lineage) -> Iterator[Change]:
    """Yield what changed between the values of both sides, and what was heard meanwhile."""
    pairs = list(_values(old.record, new.record, links))
    for pair in pairs:
        yield from _value(pair, links)
    then, today = old.as_of, new.as_of
    for pair in pairs:
        if pair.old and pair.new:
            was, now = status(pair.old.value, then), status(pair.new.value, today)
            if was != now:
                yield change("status", id=_name(pair.new), from_=was, to=now,
                             customer=pair.new.customer)  # fmt: skip
    yield from _evidence(old, new, pairs)


def _values(old: Record, new: Record, links: Lineage) -> Iterator[Match]:
    before, after = (
        [Held(v, key) for key, customer in record.customers.items() for v in customer.values]
        for record in (old, new)
    )
    return matched(before, after, _text, links.predecessors)


def _text(held: Held) -> str:
    return str(held.value.text)


def _name(held: Held) -> str:
    """Return the id of a value, or its words where it has none."""
    return held.id or str(held.value.text)


def _value(pair: Match, links: Lineage) -> Iterator[Change]:
    if pair.old is None:
        yield change("value_added", id=_name(pair.new), customer=pair.new.customer,
                     text=pair.new.value.text)  # fmt: skip
        return
    if pair.new is None:
        yield change("value_dropped", id=_name(pair.old), customer=pair.old.customer,
                     text=pair.old.value.text)  # fmt: skip
        return
    name, customer = _name(pair.new), pair.new.customer
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
class _Piece:
    """A piece of evidence, what it is about, and how that is called in the newer record."""

    piece: Any
    value: str | None
    customer: str

    @property
    def id(self) -> str | None:
        return str(self.piece.id) if self.piece.id else None


def _evidence(old: Side, new: Side, pairs: list[Match]) -> Iterator[Change]:
    called = {id(p.old.value): _name(p.new) for p in pairs if p.old and p.new}
    before = list(_pieces(old, called))
    after = list(_pieces(new, {}))
    for match in matched(before, after, _content):
        one = match.new or match.old
        name = one.id or str(one.piece.words or one.piece.source or one.piece.kind)
        place: Mapping[str, Any] = {"id": name, "value": one.value, "customer": one.customer}
        if match.old is None:
            yield change("evidence_added", **place)
        elif match.new is None:
            yield change("evidence_dropped", **place)
        elif _facts(match.old.piece) != _facts(match.new.piece):
            yield change("evidence_changed", **place)


def _pieces(side: Side, called: Mapping[int, str]) -> Iterator[_Piece]:
    for key, customer in side.record.customers.items():
        for value in customer.values:
            name = called.get(id(value), str(value.id or value.text))
            yield from (_Piece(piece, name, key) for piece in side.known(value.evidence))
        yield from (_Piece(piece, None, key) for piece in side.known(customer.evidence))
    for entry in side.record.left:
        yield from (_Piece(piece, None, entry.id) for piece in side.known(entry.evidence))


def _content(one: _Piece) -> str:
    piece = one.piece
    return " ".join(map(str, (piece.kind, piece.date, piece.source, piece.words)))


def _facts(piece: Any) -> tuple[Any, ...]:
    names = ("kind", "date", "people", "says", "from_them", "still_fits")
    words = as_typed(piece.source), as_typed(piece.words)
    return (*words, *(getattr(piece, name) for name in names))
