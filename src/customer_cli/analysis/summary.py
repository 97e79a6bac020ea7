"""The sentence and paragraph that `share` prints, and the quote that `voice` prints.

One sentence, one paragraph and one table to repeat everywhere, in the same words every time.

Nothing here depends on the day it is asked: a record is judged as of the last thing the team
did for it, its sitting or its newest evidence. A draft never claims what nobody decided.

One thing a customer said, to open a meeting with; the primary customer more often.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.analysis import status
from customer_cli.analysis.hierarchy import (
    Hierarchy,
    Row,
    ValueLine,
    hierarchy,
    in_a_sentence,
    one_line,
)
from customer_cli.analysis.status import HEARD
from customer_cli.record.format import EvidenceKind, LensName, Says

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Record


MOST_WORDS = 20
"""More words than this nobody repeats from memory; names of groups may need them."""
NOT_DICTATE = "Coming first means winning when wishes collide; it does not mean dictating."
"""Said every time: to rank a customer first is a tie-break, and no surrender."""
_BEST_KNOWN = ("confirmed", "heard", "contradicted", "untested")


@dataclass(frozen=True, slots=True)
class Line:
    """One customer of the table, with what they value that is known best."""

    row: Row
    value: ValueLine | None
    values_heard: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What a team tells everybody about who comes first."""

    hierarchy: Hierarchy
    sentence: str
    paragraph: str
    lines: tuple[Line, ...]


def share(record: Record, *, lens: LensName | None = None, label: str = "") -> Shared:
    """Return what there is to repeat about *record*, in the same words whenever it is asked."""
    found = hierarchy(record, lens=lens, as_of=last_touched(record), label=label)
    sentence = _sentence(found)
    return Shared(
        hierarchy=found,
        sentence=sentence,
        paragraph=" ".join(_paragraph(found, sentence)),
        lines=tuple(_line(row) for row in found.rows),
    )


def last_touched(record: Record) -> dt.date:
    """Return the day of the sitting, or of the newest evidence where that came later."""
    days = [piece.date for piece in _evidence(record) if piece.date]
    return max([record.held, *days])


def _sentence(found: Hierarchy) -> str:
    record, team, one = found.record, one_line(found.team), one_line(found.word.one)
    first = record.customers.get(record.primary or "")
    if found.decision == "decided":
        return found.answer
    if first is None:
        return f"{team} has not decided yet which {one} comes first."
    name = in_a_sentence(first.name, found.word)
    if found.decision == "contested":
        return f"{team} works first for {name}, and does not agree about it yet."
    return f"Draft: {team} has not decided yet whether {name} come first."


def _paragraph(found: Hierarchy, sentence: str) -> Iterator[str]:
    yield sentence
    first = found.rows[0] if found.rows else None
    decided = found.decision != "draft"
    if first and decided and (first.is_primary or first.rank == 1):
        if first.because:
            yield f"Why: {_ended(first.because)}"
        if best := _best(first):
            yield f"What they value ({best.how}): {_ended(best.text)}"
        after = [in_a_sentence(row.name, found.word) for row in found.rows[1:] if row.rank]
        if after:
            yield f"After them come, in this order: {'; '.join(after)}."
    yield NOT_DICTATE
    if found.heard:
        yield found.heard
    until = "" if found.as_of == found.held else f", with what was heard until {found.as_of}"
    yield f"Said on {found.held}{until}."


def _line(row: Row) -> Line:
    heard = sum(value.status in HEARD for value in row.values)
    return Line(row, _best(row), heard)


def _best(row: Row) -> ValueLine | None:
    # The first that was written wins among those known equally well, so the words stay.
    return min(row.values, key=lambda one: _BEST_KNOWN.index(one.status), default=None)


def _evidence(record: Record) -> Iterator[Evidence]:
    for customer in record.customers.values():
        yield from customer.evidence
        for value in customer.values:
            yield from value.evidence


def _ended(text: str) -> str:
    text = one_line(text)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


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
