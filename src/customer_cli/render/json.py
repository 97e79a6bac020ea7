"""The record and what is derived from it, for programs; additive changes only."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow
    from customer_cli.record.model import Value


SCHEMA = 1
"""Raised only when a program that reads the output would misread it."""

# JSON escapes what is below a blank by itself; these others a terminal would obey or hide.
_ESCAPED = re.compile(
    "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def render(hierarchy: Hierarchy) -> str:
    """Return *hierarchy* as JSON, the texts exactly as they are in the record."""
    return dumped(to_data(hierarchy))


def dumped(data: object) -> str:
    """Return *data* as JSON which can be read, and shown, anywhere, with a line break behind."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=2)
    return _ESCAPED.sub(lambda match: json.dumps(match[0])[1:-1], text) + "\n"


def to_data(hierarchy: Hierarchy) -> dict[str, Any]:
    """Return what `render` writes, as plain data.

    What is derived takes the place of a key of the record with the same name.
    """
    record = hierarchy.record.to_data()
    derived = {
        "schema": SCHEMA,
        "label": hierarchy.label,
        "as_of": hierarchy.as_of.isoformat(),
        "answer": hierarchy.answer,
        "lens": hierarchy.lens,
        "customers": [_customer(hierarchy, row) for row in hierarchy.rows],
    }
    return derived | {key: value for key, value in record.items() if key not in derived}


def _customer(hierarchy: Hierarchy, row: HierarchyRow) -> dict[str, Any]:
    customer = hierarchy.record.customers[row.id]
    derived = {
        "id": row.id,
        "rank": row.rank,
        "name": row.name,
        "standing": row.standing.name,
        "decided_by": row.standing.decided_by,
    }
    values = [
        _value(value, {"status": line.status, "old": line.old, "people": line.people})
        for value, line in zip(customer.values, row.values, strict=True)
    ]
    said = customer.to_data()
    return derived | {k: v for k, v in said.items() if k not in derived} | {"values": values}


def _value(value: Value, derived: dict[str, Any]) -> dict[str, Any]:
    always = {"id": value.id, "kind": value.kind, "text": value.text} | derived
    return always | {key: item for key, item in value.to_data().items() if key not in always}
