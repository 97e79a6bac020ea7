"""The status of a value, from its evidence, and how the team knows it.

A value is untested, heard, confirmed or contradicted; its status is never typed. Only what
customers themselves said, told or did counts. What was heard before a value was reworded speaks
of the old words: it cannot confirm or contradict the new ones, but whoever agreed then was heard.
Where two pieces of evidence disagree, the newer one is believed, and on one day the contradiction
is. Evidence dated after the judging date is not known yet. Undated evidence counts as the oldest
there is: it can be overtaken and never overtakes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.text import count, join_names

if TYPE_CHECKING:
    from customer_cli.record.model import Customer, Evidence, Value, Word


Status = Literal["untested", "heard", "confirmed", "contradicted"]
HEARD: tuple[Status, ...] = ("heard", "confirmed")
"""Those of a value that customers stand behind, as every count of what was heard means it."""
STATUSES: tuple[Status, ...] = get_args(Status)

GRACE = dt.timedelta(days=1)
"""What was heard tomorrow by the clock of this machine was heard today where the day begins
earlier. Only the two ends of the date line are ever further apart, for an hour or two a day."""
CONFIRMED_BY_PEOPLE = 3
"""Two who agree may be friends; three who tell of a real occasion begin to be a pattern."""
OLD_AFTER_DAYS = 548
"""A year and a half: one yearly sitting may be missed before an answer has to be asked anew."""

DIRECT_KINDS = frozenset(kind for kind, one in EVIDENCE_KINDS.items() if one.comes_from == "them")
"""Kinds of evidence that come from the customers; a guess and a proxy never do."""
CONFIRMING_KINDS = frozenset(kind for kind, one in EVIDENCE_KINDS.items() if one.confirms)
"""Kinds that show what people did; what they say when asked is often kindness."""


@dataclass(frozen=True, slots=True)
class VoiceCounts:
    """How many customers were heard about a value, and how many of them speak against it."""

    people: int
    against: int


def status(value: Value, as_of: dt.date) -> Status:
    """Return how well *value* is known on the day *as_of*."""
    pieces = select_counting(value, as_of)
    if not pieces:
        return "untested"
    present = [piece for piece in pieces if not is_outdated(piece, value)]
    against = max((day_of(piece) for piece in present if piece.says == "contradicts"), default=None)
    if against is not None and against == max(day_of(piece) for piece in present):
        return "contradicted"
    confirming = sum(
        piece.people
        for piece in present
        if piece.says == "supports"
        and piece.kind in CONFIRMING_KINDS
        and (against is None or day_of(piece) > against)
    )
    return "confirmed" if confirming >= CONFIRMED_BY_PEOPLE else "heard"


def is_old(value: Value, as_of: dt.date) -> bool:
    """Tell whether the newest evidence that counts is older than a year and a half.

    Evidence without any date is never called old, because nobody can say that it is.
    """
    days = [piece.date for piece in select_counting(value, as_of) if piece.date]
    return bool(days) and (as_of - max(days)).days > OLD_AFTER_DAYS


def count_voices(value: Value, as_of: dt.date) -> VoiceCounts:
    """Return how many customers were heard about *value*, and how many speak against it."""
    pieces = select_counting(value, as_of)
    return VoiceCounts(
        people=sum(piece.people for piece in pieces),
        against=sum(piece.people for piece in pieces if piece.says == "contradicts"),
    )


def is_direct(piece: Evidence) -> bool:
    """Tell whether *piece* comes from the customers themselves."""
    return piece.kind in DIRECT_KINDS and piece.from_them is not False


def select_counting(value: Value, as_of: dt.date) -> list[Evidence]:
    """Return the evidence that decides the status of *value* on the day *as_of*."""
    return [
        piece
        for piece in value.evidence
        if is_direct(piece)
        and (piece.date is None or piece.date <= as_of)
        and not (piece.says == "contradicts" and is_outdated(piece, value))
    ]


def list_evidence(customer: Customer) -> Iterator[tuple[Evidence, Value | None]]:
    """Yield every piece of evidence about *customer* with its value; None for the group itself."""
    for value in customer.values:
        yield from ((piece, value) for piece in value.evidence)
    yield from ((piece, None) for piece in customer.evidence)


def is_outdated(piece: Evidence, value: Value) -> bool:
    """Tell whether *piece* speaks of the words that *value* had before it was reworded."""
    return value.reworded is not None and not piece.still_fits and day_of(piece) < value.reworded


def day_of(piece: Evidence) -> dt.date:
    """Return the day of *piece*; where it has none, the oldest there is."""
    return piece.date or dt.date.min


@dataclass(frozen=True, slots=True)
class HeardCounts:
    """How many values are only believed and how many were heard from customers."""

    values: int
    untested: int
    heard: int
    contradicted: int


def describe_source(value: Value, as_of: dt.date) -> str:
    """Return in words how well *value* is known: `we guess`, `heard, 19 people`."""
    found = status(value, as_of)
    if found == "untested":
        others_say_so = any(
            EVIDENCE_KINDS[piece.kind].comes_from != "us" and piece.says != "contradicts"
            and (piece.date is None or piece.date <= as_of)
            for piece in value.evidence
        )  # fmt: skip
        return "others say so" if others_say_so else "we guess"
    counted = count_voices(value, as_of)
    said = [str(found)]
    if found == "contradicted" and counted.against < counted.people:
        said.append(f"{counted.against} of {count(counted.people, 'person', 'people')}")
    else:
        said.append(count(counted.people, "person", "people"))
        if found != "contradicted" and counted.against:
            said.append(f"{counted.against} against")
    if is_old(value, as_of):
        said.append("old")
    return ", ".join(said)


def count_statuses(found: Sequence[Status]) -> HeardCounts:
    """Return how many values have which of the statuses *found*."""
    return HeardCounts(
        values=len(found),
        untested=found.count("untested"),
        heard=found.count("heard") + found.count("confirmed"),
        contradicted=found.count("contradicted"),
    )


def describe_counts(counts: HeardCounts, word: Word) -> str:
    """Return *counts* as a sentence in the team's *word*, or nothing where nothing is valued."""
    if not counts.values:
        return ""
    of_all = f"Of {counts.values} values" if counts.values > 1 else "Of one value"
    said = [
        f"{counts.heard or 'none'} {'were' if counts.heard > 1 else 'was'} heard from {word.many}"
    ]
    if counts.contradicted:
        were = "were" if counts.contradicted > 1 else "was"
        said.append(f"{counts.contradicted} {were} contradicted by them")
    if counts.untested:
        guesses = "is a guess" if counts.untested == 1 else "are guesses"
        said.append(f"{counts.untested} {guesses}")
    return f"{of_all}, {join_names(said)}."


MARKS: Mapping[Status, str] = {
    "untested": "○", "heard": "●", "confirmed": "✓", "contradicted": "✗"
}  # fmt: skip
ASCII_MARKS: Mapping[Status, str] = {
    "untested": "o", "heard": "*", "confirmed": "+", "contradicted": "x"
}  # fmt: skip


def marks(encoding: str | None) -> Mapping[Status, str]:
    """Return the signs that a stream of *encoding* can write."""
    return MARKS if (encoding or "utf-8").lower().startswith("utf") else ASCII_MARKS
