"""Write `data/schemas/diff.json` anew, from the kinds of change of `diff/change.py`.

python -m scripts.diff_schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from customer_cli import diff
from customer_cli.diff.change import FIELD_NOTES, KINDS, SHAPES, ChangeKind

FILE = Path(diff.__file__).parent.parent / "data" / "schemas" / "diff.json"
LONGEST = 110
"""Characters of a line; what fits one is written on one."""


def schema() -> str:
    """Return the JSON Schema of what `diff --format json` prints."""
    whole = _object(
        "What differs between two records, in the order of telling. "
        "Kinds and keys are only ever added.",
        schema={"const": 1, "description": "Raised only when a program would misread the output."},
        old={"$ref": "#/$defs/Side", "description": "The older side."},
        new={"$ref": "#/$defs/Side", "description": "The newer side."},
        summary={"$ref": "#/$defs/Summary", "description": "The changes in numbers."},
        changes={
            "description": "What differs.",
            "type": "array",
            "items": {"oneOf": [{"$ref": f"#/$defs/{_model(kind)}"} for kind in KINDS]},
        },
    )
    kinds = {_model(name): _kind(name, kind) for name, kind in KINDS.items()}
    return f"{_write({**whole, '$defs': {**_frame(), **kinds}}, 0)}\n"


def _frame() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    return {
        "Side": _object(
            "One of the two records.",
            label={
                "type": "string",
                "description": "How the record is called beside its siblings; "
                "empty where it has no name.",
            },
            team={"type": "string", "description": "Whose record it is."},
            held={"type": "string", "format": "date", "description": "The day of the sitting."},
        ),
        "Summary": {
            **_object(
                "How many changes there are of each kind; a kind without any is not named.",
                pairs={
                    "$ref": "#/$defs/Pairs",
                    "description": "Of the whole records, whatever was selected.",
                },
                primary_changed={
                    "type": "boolean",
                    "description": "Whether a change of kind `primary` is there, "
                    "whatever was selected.",
                },
            ),
            "additionalProperties": {"type": "integer", "minimum": 1},
        },
        "Pairs": _object(
            "The pairs of customers of which both records say who wins.",
            flipped={**number, "description": "How many of them changed places."},
            of={**number, "description": "How many there are."},
        ),
    }


def _kind(name: str, kind: ChangeKind) -> dict[str, Any]:
    fields = {
        field: {
            **SHAPES[shape].schema,
            "description": FIELD_NOTES.get(f"{name}.{field}")
            or FIELD_NOTES.get(field, "What it says."),
        }
        for field, shape in kind.fields.items()
    }
    return _object(kind.about, kind={"const": name, "description": "The kind."}, **fields)


def _object(description: str, **properties: Any) -> dict[str, Any]:
    return {
        "description": description,
        "type": "object",
        "required": [*properties],
        "properties": properties,
    }


def _model(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.split("_"))


def _write(value: Any, depth: int, before: int = 0) -> str:
    """Return *value* as JSON, on one line where that fits behind *before* characters."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (depth and before + len(line) <= LONGEST):
        return line
    blanks = "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [
            f"{blanks}{(key := json.dumps(name) + ': ')}"
            + _write(one, depth + 1, len(blanks) + len(key))
            for name, one in value.items()
        ]
    else:
        parts = [blanks + _write(one, depth + 1, len(blanks)) for one in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    return "\n".join([opening, ",\n".join(parts), "  " * depth + closing])


if __name__ == "__main__":
    FILE.write_text(schema(), encoding="utf-8")
