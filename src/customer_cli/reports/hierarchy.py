"""The words that every view for people shares: standings, gaps, and the lists below the table."""

from __future__ import annotations

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
    for one in hierarchy.lists.values():
        yield (
            one.title,
            [
                Item(entry.sentence, "; ".join(f"{label}: {text}" for label, text in entry.details))
                for entry in one.entries
            ],
        )
    yield "Questions that stayed open", [Item(question) for question in hierarchy.open]
