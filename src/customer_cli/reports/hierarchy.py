"""The words that every view for people shares: standings, gaps, and the lists below the table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow


NOTHING_YET = "nothing written down yet"
"""Stands where a customer's values would; a gap that is not seen is never asked about."""


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of the record, and what is known about it in short."""

    sentence: str
    details: str = ""


def said_standing(row: HierarchyRow) -> list[str]:
    """Return what the customer of *row* is, with the fact that decided it, in a few words each."""
    fact = row.standing.decided_by.replace("_", " ")
    named = fact in ("", "primary", "decision", row.standing.name)
    said = [row.standing.name if named else f"{row.standing.name} ({fact})"]
    if row.is_primary and said != ["primary"]:
        said.append("primary")
    if row.rank is None:
        said.append("not ranked")
    return said


def sections(hierarchy: Hierarchy) -> Iterator[tuple[str, list[Item]]]:
    """Yield the titles of the lists with their items; a list may be empty."""
    yield "When wishes collide", [Item(sentence) for sentence in hierarchy.tie_breaks]
    yield (
        "Whom we do not serve",
        [
            Item(line.who, _known(because=line.because, instead=line.instead, told_by=line.told_by))
            for line in hierarchy.not_served
        ],
    )
    yield (
        "What we will find out",
        [
            Item(
                item.question,
                _known(about=item.about, how=item.how, **_task(item.owner, item.due)),
            )
            for item in hierarchy.learn
        ],
    )
    yield (
        "Who sees it differently",
        [
            Item(
                f"{line.who}: {line.says}" if line.who else line.says,
                _known(**_task(line.owner, line.due)),
            )
            for line in hierarchy.dissent
        ],
    )
    yield "Questions that stayed open", [Item(question) for question in hierarchy.open]


def _task(owner: str, due: dt.date | None) -> dict[str, str]:
    return {"owner": owner or "nobody yet", "due": str(due or "no date yet")}


def _known(**details: str) -> str:
    return "; ".join(f"{word.replace('_', ' ')}: {text}" for word, text in details.items() if text)
