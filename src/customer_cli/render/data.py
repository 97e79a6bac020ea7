"""Data of a report for programs and spreadsheets: JSON and CSV.

A spreadsheet takes a cell that opens with `=` and its kin for a formula and runs it. Such a
cell gets an apostrophe in front; JSON is the format that gives every text back unchanged. Its keys
are a contract that only grows.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from customer_cli.text import visible

SCHEMA = 1
"""Raised only when a program that reads the output would misread it."""

# JSON escapes what is below a blank by itself; these others a terminal would obey or hide.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)

_FORMULA = frozenset("=+-@\t\r＝＋－＠")


def render_report(data: Mapping[str, Any]) -> str:
    """Return *data* of a report as JSON, behind the schema that it is in."""
    return render_json({"schema": SCHEMA} | {k: v for k, v in data.items() if k != "schema"})


def render_json(data: object) -> str:
    """Return *data* as JSON which can be read, and shown, anywhere, with a line break behind."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


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
