"""The same customers under two lenses: what each calls them, and what moves.

A disagreement about who the customer is becomes a choice of question here. No fact is touched.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.analysis.hierarchy import Hierarchy, Row, hierarchy, one_line
from customer_cli.analysis.lens import is_ranked
from customer_cli.record.format import LensName

if TYPE_CHECKING:
    from customer_cli.record.model import Record


@dataclass(frozen=True, slots=True)
class Seen:
    """One customer under both lenses."""

    one: Row
    other: Row
    moves: str
    """What becomes of the customer on the way from one lens to the other; empty for nothing."""


@dataclass(frozen=True, slots=True)
class Lenses:
    """One record under two lenses."""

    one: Hierarchy
    other: Hierarchy
    customers: tuple[Seen, ...]
    """In the order of the first lens."""
    without_facts: tuple[str, ...]
    """The names of those of whom no fact is written down."""


def compare(
    record: Record, one: LensName, other: LensName, *, as_of: dt.date | None = None, label: str = ""
) -> Lenses:
    """Return *record* under the lenses *one* and *other*."""
    first = hierarchy(record, lens=one, as_of=as_of, label=label)
    second = hierarchy(record, lens=other, as_of=as_of, label=label)
    there = {row.id: row for row in second.rows}
    return Lenses(
        one=first,
        other=second,
        customers=tuple(
            Seen(row, there[row.id], _moves(first, row, second, there[row.id]))
            for row in first.rows
        ),
        without_facts=tuple(row.name for row in first.rows if not record.customers[row.id].facts),
    )


def _moves(first: Hierarchy, one: Row, second: Hierarchy, other: Row) -> str:
    before, after = is_ranked(one.standing, first.lens), is_ranked(other.standing, second.lens)
    kept = "; needs kept" if one.values else ""
    if one.rank is not None and other.rank is None:
        return f"leaves the ranking{kept}"
    if one.rank is None and other.rank is not None:
        return f"joins the ranking as {other.rank}"
    if before and not after:
        return f"is no {one_line(first.word.one)} here{kept}"
    if after and not before:
        return f"may be ranked as a {one_line(first.word.one)}"
    if one.rank != other.rank:
        return f"{one.rank} becomes {other.rank}"
    return "" if one.standing.name == other.standing.name else "another word, same place"
