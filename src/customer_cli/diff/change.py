"""One thing that differs between two records, as a value that any view can phrase.

What a kind of change carries is a table, because programs read it: its JSON is a contract that
only grows. Nothing here says a sentence; that is the views' affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from customer_cli.text import as_read, as_typed

FIELDS: Mapping[str, tuple[str, ...]] = {
    "primary": ("from", "to"),
    "joined": ("id",),
    "left": ("id", "because"),
    "renamed": ("id", "from", "to", "was"),
    "split": ("from", "to"),
    "merged": ("from", "to"),
    "question": ("about",),
    "moved": ("id", "from", "to"),
    "shifted": ("id", "from", "to"),
    "ranked": ("id", "to"),
    "unranked": ("id", "from"),
    "flipped": ("now_wins", "over"),
    "facts": ("id", "added", "dropped"),
    "standing": ("id", "from", "to", "because"),
    "described": ("id", "key", "from", "to"),
    "value_added": ("id", "customer", "text"),
    "value_dropped": ("id", "customer", "text"),
    "value_reworded": ("id", "from", "to", "customer", "guessed"),
    "value_moved": ("id", "from", "to"),
    "value_changed": ("id", "key", "from", "to", "customer"),
    "status": ("id", "from", "to", "customer"),
    "evidence_added": ("id", "value", "customer"),
    "evidence_dropped": ("id", "value", "customer"),
    "evidence_changed": ("id", "value", "customer"),
    "tie_break_added": ("prefer", "over"),
    "tie_break_dropped": ("prefer", "over"),
    "tie_break_changed": ("prefer", "over", "from", "to"),
    "decision": ("from", "to"),
    "rule": ("from", "to"),
    "dissent_opened": ("id", "who", "says"),
    "dissent_closed": ("id", "who", "was_right"),
    "dissent_dropped": ("id", "who"),
    "learn_opened": ("id", "text"),
    "learn_answered": ("id", "text"),
    "learn_dropped": ("id", "text"),
    "not_served_added": ("who",),
    "not_served_dropped": ("who",),
    "not_served_changed": ("who", "key", "from", "to"),
    "expected_added": ("about", "text"),
    "expected_dropped": ("about", "text"),
    "parked_added": ("text",),
    "parked_dropped": ("text",),
    "lens": ("from", "to"),
    "guide": ("from", "to"),
    "team": ("from", "to"),
    "word": ("from", "to"),
    "slogan": ("from", "to"),
    "result": ("from", "to"),
    "answer": ("question", "from", "to"),
    "written": ("of", "id", "customer", "from", "to"),
}
"""What each kind of change carries, in the order of telling: the primary customer, who they are,
the order, what they value and how we know, how it was decided, and the rest. `written` stands
for a change of the kind `of` that is none but for quotes, dashes and dots."""

_TEXTS: Mapping[str, tuple[str, str]] = {
    "renamed": ("id", "id"),
    "described": ("id", "id"),
    "value_reworded": ("id", "customer"),
    "value_changed": ("id", "customer"),
    "tie_break_changed": ("prefer", "prefer"),
    "not_served_changed": ("who", ""),
    "answer": ("question", ""),
    **dict.fromkeys(("rule", "team", "word", "slogan", "result"), ("", "")),
}
"""Where a text stands in other words: the fields that name what it is of, and whose."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs."""

    kind: str
    """A key of `FIELDS`."""
    said: Mapping[str, Any]
    """What is carried, by name: ids, texts, ranks, or nothing where a side has none."""

    def __getitem__(self, name: str) -> Any:
        return self.said[name]

    def to_data(self) -> dict[str, Any]:
        """Return the change as JSON carries it."""
        return {"kind": self.kind, **{name: self.said[name] for name in FIELDS[self.kind]}}


def change(kind: str, **said: Any) -> Change:
    """Return the change of *kind*; `from_` stands for `from`, and what is not named is nothing."""
    given = {name.rstrip("_"): value for name, value in said.items()}
    return Change(kind, {name: given.get(name) for name in FIELDS[kind]})


def as_meant(told: Change) -> Change | None:
    """Return *told*, or `written` where two texts say the same, or None where they read the same.

    Another id is a change however the name is written.
    """
    fields = _TEXTS.get(told.kind)
    if fields is None or (told.kind == "renamed" and told["was"] != told["id"]):
        return told
    was, now = _texts(told["from"]), _texts(told["to"])
    if [*map(as_read, was)] == [*map(as_read, now)]:
        return None
    if [*map(as_typed, was)] != [*map(as_typed, now)]:
        return told
    id, customer = (told.said.get(field) for field in fields)
    return change("written", of=told.kind, id=id, customer=customer, from_=told["from"],
                  to=told["to"])  # fmt: skip


def _texts(said: Any) -> list[str]:
    return said if isinstance(said, list) else [said or ""]


def in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Return *changes* in the order of telling; within a kind they stay as they are."""
    places = {kind: place for place, kind in enumerate(FIELDS)}
    return tuple(sorted(changes, key=lambda one: places[one.kind]))
