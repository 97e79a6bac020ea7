"""Rows for a spreadsheet, as CSV.

A spreadsheet takes a cell that opens with `=` and its kin for a formula and runs it. Such a
cell gets an apostrophe in front; JSON is the format that gives every text back unchanged.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from customer_cli.text import visible

_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def render_csv(rows: Iterable[Sequence[str]]) -> str:
    """Return *rows*, the headings first, as CSV (RFC 4180): CRLF, quotes only where needed."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    for number, row in enumerate(rows):
        writer.writerow(map(guard_cell, row) if number else row)
    return sheet.getvalue()


def guard_cell(text: str) -> str:
    """Return *text* as a cell that no spreadsheet runs and no terminal obeys."""
    text = visible(text, breaks=True)
    # What is not seen, such as a zero-width blank, does not keep every program from looking on.
    first = next((c for c in text if unicodedata.category(c)[0] not in "ZC"), "")
    return f"'{text}" if first in _FORMULA else text
