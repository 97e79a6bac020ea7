"""One sentence, one paragraph and one table to repeat everywhere, in the same words every time.

Nothing here depends on the day it is asked: a record is judged as of the last thing the team
did for it, its sitting or its newest evidence. A draft never claims what nobody decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.meaning.headline import in_a_sentence, one_line
from customer_cli.meaning.hierarchy import Hierarchy, Row, ValueLine, hierarchy
from customer_cli.meaning.status import HEARD
from customer_cli.record.format import LensName

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
