"""One thing a customer said, to open a meeting with; the primary customer more often."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.meaning import status
from customer_cli.record.format import EvidenceKind, Says

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Record

PRIMARY_WEIGHT = 3
"""How many tickets a voice of the primary customer has in the draw; any other has one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """The words of one piece of evidence, and whose they are."""

    key: str
    """Tells it from every other voice of the record, and is the same next time."""
    customer: str
    name: str
    is_primary: bool
    words: str
    kind: EvidenceKind
    source: str
    date: dt.date | None
    people: int
    says: Says
    about: str
    """The text of the value it is about; empty where it is about the group."""


def voices(record: Record, as_of: dt.date, of: str | None = None) -> tuple[Voice, ...]:
    """Return what customers said or did in words, known on the day *as_of*; *of* one alone."""
    return tuple(
        _voice(record, customer_id, piece, about, number)
        for customer_id in record.customers
        if of in (None, customer_id)
        for number, (piece, about) in enumerate(_pieces(record, customer_id))
        if piece.words.strip()
        and status.is_direct(piece)
        and (piece.date is None or piece.date <= as_of)
    )


def draw(voices: Sequence[Voice], seed: str, last: str = "") -> Voice | None:
    """Return one of *voices*, the same for the same *seed*, and not the *last* if there is another.

    None where nothing was heard.
    """
    others = [voice for voice in voices if voice.key != last] or list(voices)
    tickets = [one for one in others for _ in range(PRIMARY_WEIGHT if one.is_primary else 1)]
    if not tickets:
        return None
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:8])
    return tickets[number % len(tickets)]


def _pieces(record: Record, customer_id: str) -> Iterator[tuple[Evidence, str]]:
    customer = record.customers[customer_id]
    for value in customer.values:
        yield from ((piece, value.text) for piece in value.evidence)
    yield from ((piece, "") for piece in customer.evidence)


def _voice(record: Record, customer_id: str, piece: Evidence, about: str, number: int) -> Voice:
    return Voice(
        key=f"{customer_id}/{piece.id or number}",
        customer=customer_id,
        name=record.customers[customer_id].name,
        is_primary=customer_id == record.primary,
        words=piece.words,
        kind=piece.kind,
        source=piece.source,
        date=piece.date,
        people=piece.people,
        says=piece.says,
        about=about,
    )
