"""The changes for programs; additive changes only."""

from __future__ import annotations

from collections import Counter
from typing import Any

from customer_cli.diff.compare import Comparison, Selection, selected
from customer_cli.diff.side import Side
from customer_cli.render.json import SCHEMA, render_json


def render(both: Comparison, selection: Selection) -> str:
    """Return the *selection* of what differs between *both* as JSON.

    The summary counts what is in the list, but tells of the primary customer and of the pairs
    whatever was selected.
    """
    changes = selected(both, selection)
    summary: dict[str, Any] = dict(Counter(one.kind for one in changes))
    summary["pairs"] = {"flipped": len(both.pairs.flipped), "of": both.pairs.compared}
    summary["primary_changed"] = any(one.kind == "primary" for one in both.changes)
    return render_json(
        {
            "schema": SCHEMA,
            "old": _side(both.old),
            "new": _side(both.new),
            "summary": summary,
            "changes": [one.to_data() for one in changes],
        }
    )


def _side(side: Side) -> dict[str, str]:
    return {
        "label": side.label,
        "team": side.record.team,
        "held": side.record.held.isoformat(),
    }
