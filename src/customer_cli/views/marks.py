"""The sign of each status, for a stream that can write any sign and for one that cannot."""

from __future__ import annotations

from collections.abc import Mapping

from customer_cli.analysis.status import Status

MARKS: Mapping[Status, str] = {
    "untested": "○", "heard": "●", "confirmed": "✓", "contradicted": "✗"
}  # fmt: skip
ASCII_MARKS: Mapping[Status, str] = {
    "untested": "o", "heard": "*", "confirmed": "+", "contradicted": "x"
}  # fmt: skip


def marks(encoding: str | None) -> Mapping[Status, str]:
    """Return the signs that a stream of *encoding* can write."""
    return MARKS if (encoding or "utf-8").lower().startswith("utf") else ASCII_MARKS
