"""What the format of a record says without a model: its number, its fixed words, what a word means.

Nothing here needs Pydantic, so that a file which is sound can be read and told without it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

if TYPE_CHECKING:
    from customer_cli.record.model import Word

FORMAT = 1
"""Raised only when an older program would misread the file."""

FactName = Literal[
    "life_changed", "benefits", "uses", "chooses", "pays", "approves", "blocks", "refers",
    "delivers", "paid_by_us", "works_here", "must_comply", "affected",
]  # fmt: skip
LensName = Literal["drucker", "hierarchy", "everybody", "whose-needs", "debate"]
ValueKind = Literal["need", "want", "aspiration"]
EvidenceKind = Literal["guess", "proxy", "said", "story", "behaviour"]
Says = Literal["supports", "contradicts", "mixed"]
Part = Literal["facilitator", "scribe", "decider", "participant", "customer voice", "absent"]
DecisionStatus = Literal["draft", "decided", "contested"]
DissentState = Literal["open", "closed"]

FACTS: tuple[FactName, ...] = get_args(FactName)
LENSES: tuple[LensName, ...] = get_args(LensName)

DEFAULT_WORD = cast("Word", SimpleNamespace(one="customer", many="customers"))
"""Drucker's, where a team has not said its own."""

FLOW = frozenset({"word", "order", "facts", "pays_with", "serves", "was", "same_people_as",
                  "answered_by", "support", "confirmed", "skipped"})  # fmt: skip
"""Keys written on one line, wherever they stand; each entry of `people` is one line too."""


def is_flow(path: tuple[str | int, ...]) -> bool:
    """Tell whether what stands at *path* is written on one line (the format's rule)."""
    if not path:
        return False
    if path[0] == "people":
        return len(path) == 2
    return path[0] != "answers" and path[-1] in FLOW


def written(part: Any, keys: Iterable[str]) -> dict[str, Any]:
    """Return *part* of a record as plain data in the order of its *keys*, without empty things.

    Unknown keys follow the known ones, in the order in which they were read.
    """
    data: dict[str, Any] = {}
    for name in keys:
        if name in part.model_fields_set or name == "format":
            value = _plain(getattr(part, name))
            if value not in ("", None, [], {}):
                data[name] = value
    return data | dict(part.model_extra or {})


def _plain(value: Any) -> object:
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        # A customer of whom nothing is said yet is still a customer.
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value.to_data()
