"""How the team knows what it says: of one value in a few words, of all in a sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.meaning import status
from customer_cli.meaning.status import Status

if TYPE_CHECKING:
    from customer_cli.record.model import Value, Word


@dataclass(frozen=True, slots=True)
class Counts:
    """How many values are only believed and how many were heard from customers."""

    values: int
    untested: int
    heard: int
    contradicted: int


def how_we_know(value: Value, as_of: dt.date) -> str:
    """Return in words how well *value* is known: `we guess`, `heard, 19 people`."""
    found = status.status(value, as_of)
    if found == "untested":
        return "others say so" if _others_say_so(value, as_of) else "we guess"
    counted = status.voices(value, as_of)
    said = [str(found)]
    if found == "contradicted" and counted.against < counted.people:
        said.append(f"{counted.against} of {_people(counted.people)}")
    else:
        said.append(_people(counted.people))
        if found != "contradicted" and counted.against:
            said.append(f"{counted.against} against")
    if status.is_old(value, as_of):
        said.append("old")
    return ", ".join(said)


def _others_say_so(value: Value, as_of: dt.date) -> bool:
    return any(
        piece.kind != "guess" and piece.says != "contradicts"
        and (piece.date is None or piece.date <= as_of)
        for piece in value.evidence
    )  # fmt: skip


def _people(number: int) -> str:
    return f"{number} person" if number == 1 else f"{number} people"


def counts(found: Sequence[Status]) -> Counts:
    """Return how many values have which of the statuses *found*."""
    return Counts(
        values=len(found),
        untested=found.count("untested"),
        heard=found.count("heard") + found.count("confirmed"),
        contradicted=found.count("contradicted"),
    )


def heard(counts: Counts, word: Word) -> str:
    """Return *counts* as a sentence in the team's *word*, or nothing where nothing is valued."""
    if not counts.values:
        return ""
    of_all = f"Of {counts.values} values" if counts.values > 1 else "Of one value"
    said = [f"{counts.heard or 'none'} {_were(counts.heard or 1)} heard from {word.many}"]
    if counts.contradicted:
        said.append(f"{counts.contradicted} {_were(counts.contradicted)} contradicted by them")
    if counts.untested:
        guesses = "is a guess" if counts.untested == 1 else "are guesses"
        said.append(f"{counts.untested} {guesses}")
    return f"{of_all}, {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
