"""Data for programs, as JSON; its keys are a contract that only grows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

SCHEMA = 1
"""Raised only when a program that reads the output would misread it."""

# JSON escapes what is below a blank by itself; these others a terminal would obey or hide.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def render_report(data: Mapping[str, Any]) -> str:
    """Return *data* of a report as JSON, behind the schema that it is in."""
    return render_json({"schema": SCHEMA} | {k: v for k, v in data.items() if k != "schema"})


def render_json(data: object) -> str:
    """Return *data* as JSON which can be read, and shown, anywhere, with a line break behind."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"
