"""The sentence, paragraph and table that `share` prints, and the quote that `voice` prints.

Nothing that `share` prints depends on the day it is asked: a record is judged as of the last thing
the team did for it, its sitting or its newest evidence. A draft never claims what nobody decided.
`voice` opens a meeting with one thing a customer said, the primary customer more often.
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
    HierarchyRow,
    ValueLine,
    build_hierarchy,
    join_lines,
    name_in_sentence,
)
from customer_cli.analysis.status import HEARD
from customer_cli.record.format import EvidenceKind, LensName, Says

if TYPE_CHECKING:
    from customer_cli.record.model import Record


MOST_WORDS = 20
"""More words than this nobody repeats from memory; names of groups may need them."""
NOT_DICTATING = "Coming first means winning when wishes collide; it does not mean dictating."
"""Said every time: to rank a customer first is a tie-break, and no surrender."""
_BEST_KNOWN = ("confirmed", "heard", "contradicted", "untested")


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One customer of the table, with what they value that is known best."""

    row: HierarchyRow
    value: ValueLine | None
    values_heard: int


@dataclass(frozen=True, slots=True)
class ShareSummary:
    """What a team tells everybody about who comes first."""

    hierarchy: Hierarchy
    sentence: str
    paragraph: str
    lines: tuple[ShareRow, ...]


def build_summary(record: Record, *, lens: LensName | None = None, label: str = "") -> ShareSummary:
    """Return what there is to repeat about *record*, in the same words whenever it is asked."""
    found = build_hierarchy(record, lens=lens, as_of=find_last_day(record), label=label)
    sentence = _build_sentence(found)
    return ShareSummary(
        hierarchy=found,
        sentence=sentence,
        paragraph=" ".join(_build_paragraph(found, sentence)),
        lines=tuple(
            ShareRow(row, _pick_best(row), sum(value.status in HEARD for value in row.values))
            for row in found.rows
        ),
    )


def find_last_day(record: Record) -> dt.date:
    """Return the day of the sitting, or of the newest evidence where that came later."""
    pieces = (one for each in record.customers.values() for one, _ in status.list_evidence(each))
    return max([record.held, *(piece.date for piece in pieces if piece.date)])


def _build_sentence(found: Hierarchy) -> str:
    record, team, one = found.record, join_lines(found.team), join_lines(found.word.one)
    first = record.customers.get(record.primary or "")
    if found.decision == "decided":
        return found.answer
    if first is None:
        return f"{team} has not decided yet which {one} comes first."
    name = name_in_sentence(first.name, found.word)
    if found.decision == "contested":
        return f"{team} works first for {name}, and does not agree about it yet."
    return f"Draft: {team} has not decided yet whether {name} come first."


def _build_paragraph(found: Hierarchy, sentence: str) -> Iterator[str]:
    yield sentence
    first = found.rows[0] if found.rows else None
    decided = found.decision != "draft"
    if first and decided and (first.is_primary or first.rank == 1):
        if first.because:
            yield f"Why: {_end_sentence(first.because)}"
        if best := _pick_best(first):
            yield f"What they value ({best.how}): {_end_sentence(best.text)}"
        after = [name_in_sentence(row.name, found.word) for row in found.rows[1:] if row.rank]
        if after:
            yield f"After them come, in this order: {'; '.join(after)}."
    yield NOT_DICTATING
    if found.heard:
        yield found.heard
    until = "" if found.as_of == found.held else f", with what was heard until {found.as_of}"
    yield f"Said on {found.held}{until}."


def _pick_best(row: HierarchyRow) -> ValueLine | None:
    # The first that was written wins among those known equally well, so the words stay.
    return min(row.values, key=lambda one: _BEST_KNOWN.index(one.status), default=None)


def _end_sentence(text: str) -> str:
    text = join_lines(text)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


PRIMARY_WEIGHT = 3
"""How many tickets a voice of the primary customer has in the draw; any other has one."""


@dataclass(frozen=True, slots=True)
class Quote:
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


def collect_quotes(record: Record, as_of: dt.date, of: str | None = None) -> tuple[Quote, ...]:
    """Return what customers said or did in words, known on the day *as_of*; *of* one alone."""
    return tuple(
        Quote(
            key=f"{customer_id}/{piece.id or number}",
            customer=customer_id,
            name=customer.name,
            is_primary=customer_id == record.primary,
            words=piece.words,
            kind=piece.kind,
            source=piece.source,
            date=piece.date,
            people=piece.people,
            says=piece.says,
            about=value.text if value else "",
        )
        for customer_id, customer in record.customers.items()
        if of in (None, customer_id)
        for number, (piece, value) in enumerate(status.list_evidence(customer))
        if piece.words.strip()
        and status.is_direct(piece)
        and (piece.date is None or piece.date <= as_of)
    )


def draw_quote(voices: Sequence[Quote], seed: str, last: str = "") -> Quote | None:
    """Return one of *voices*, the same for the same *seed*, and not the *last* if there is another.

    None where nothing was heard.
    """
    others = [voice for voice in voices if voice.key != last] or list(voices)
    tickets = [one for one in others for _ in range(PRIMARY_WEIGHT if one.is_primary else 1)]
    if not tickets:
        return None
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:8])
    return tickets[number % len(tickets)]
