"""The hierarchy as a sheet: a row for each customer and each thing they value.

A spreadsheet takes a cell that opens with `=` and its kin for a formula and runs it. Such a
cell gets an apostrophe in front; the JSON view is the one that gives every text back unchanged.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow, ValueLine

HEADINGS = (
    "team", "label", "held", "as_of", "lens", "rank", "customer", "name", "standing",
    "decided_by", "value", "kind", "text", "status", "old", "people", "how_we_know", "because",
)  # fmt: skip
_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def render(hierarchy: Hierarchy) -> str:
    """Return *hierarchy* as CSV (RFC 4180): a head line, CRLF, quotes only where needed."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(HEADINGS)
    for row in hierarchy.rows:
        for value in row.values or (None,):
            writer.writerow([guarded(cell) for cell in _cells(hierarchy, row, value)])
    return sheet.getvalue()


def guarded(text: str) -> str:
    """Return *text* as a cell that no spreadsheet runs and no terminal obeys."""
    text = visible(text, breaks=True)
    return f"'{text}" if _first_seen(text) in _FORMULA else text


def _first_seen(text: str) -> str:
    # What is not seen, such as a zero-width blank, does not keep every program from looking on.
    return next((c for c in text if unicodedata.category(c)[0] not in "ZC"), "")


def _cells(hierarchy: Hierarchy, row: HierarchyRow, value: ValueLine | None) -> list[str]:
    of_the_row = [
        hierarchy.team,
        hierarchy.label,
        str(hierarchy.held),
        str(hierarchy.as_of),
        hierarchy.lens,
        "" if row.rank is None else str(row.rank),
        row.id,
        row.name,
        row.standing.name,
        row.standing.decided_by,
    ]
    of_the_value = [""] * 7
    if value:
        old = "yes" if value.old else "no"
        of_the_value = [
            value.id or "", value.kind, value.text, value.status, old, str(value.people), value.how,
        ]  # fmt: skip
    return [*of_the_row, *of_the_value, row.because]
