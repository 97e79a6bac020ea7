"""The JSON Schema of what `show --json` prints: the record's, and what is derived beside it."""

from __future__ import annotations

import copy
from typing import Any

from customer_cli.analysis.status import STATUSES

_DERIVED: dict[str, dict[str, Any]] = {
    "schema": {"const": 1, "description": "Raised only when a program would misread the output."},
    "label": {"type": "string", "description": "How the record is called beside its siblings."},
    "as_of": {
        "type": "string", "format": "date", "description": "The day the evidence is judged as of.",
    },
    "answer": {"type": "string", "description": "The team's answer in one sentence."},
}  # fmt: skip
_OF_A_CUSTOMER: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "description": "The id of the customer."},
    "rank": {
        "type": ["integer", "null"], "minimum": 1,
        "description": "Who wins when wishes collide, from 1; null where unranked.",
    },
    "standing": {"type": "string", "description": "What the customer is under the lens."},
    "decided_by": {
        "type": "string",
        "description": "The fact that decided the standing, or the key of the record; may be empty.",
    },
}  # fmt: skip
_OF_A_VALUE: dict[str, dict[str, Any]] = {
    "status": {"enum": list(STATUSES), "description": "How well it is known, from evidence."},
    "old": {"type": "boolean", "description": "Whether the newest evidence is over 548 days old."},
    "people": {
        "type": "integer", "minimum": 0, "description": "How many customers were heard about it.",
    },
}  # fmt: skip


def shown(record: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a record as `show` prints it, made from the schema of a *record*."""
    made = copy.deepcopy(record)
    models = made["$defs"]
    for model in (made, *models.values()):
        model.pop("propertyNames", None)  # of what people write; what is derived is no slip
    made["properties"] = _DERIVED | made["properties"]
    made["properties"]["customers"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/Customer"},
        "description": "Everybody who must be satisfied, in order; the unranked come last.",
    }
    made["required"] = [*_DERIVED, "lens", "customers", "team", "held"]
    _derive(models["Customer"], _OF_A_CUSTOMER, ["name", "values"])
    _derive(models["Value"], _OF_A_VALUE, ["id", "kind", "text"])
    # A value that was written by hand without an id has none here either.
    written = models["Value"]["properties"]["id"]
    if not any(option == {"type": "null"} for option in written.get("anyOf", [])):
        models["Value"]["properties"]["id"] = {
            "anyOf": [{"type": "string"}, {"type": "null"}],
            "description": written["description"],
        }
    made["description"] = "What `customer-cli show --json` prints: a record, and what is derived."
    return made


def _derive(model: dict[str, Any], derived: dict[str, Any], always: list[str]) -> None:
    model["properties"] = derived | model["properties"]
    model["required"] = [*derived, *always]
