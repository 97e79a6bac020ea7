"""What an interview remembers: a fold over its events, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from customer_cli.conversation.fields import Rows
from customer_cli.conversation.plan import PLAN
from customer_cli.conversation.turns import Event


@dataclass(slots=True)
class State:
    """The answers, drafts and place that the events so far leave behind.

    Events are facts: applying one never judges it and never needs the guide, so an old
    journal can be replayed after the guide has changed.
    """

    answers: dict[str, Rows] = field(default_factory=dict)
    """By the name under which they are kept; no rows where an answer was taken away."""
    drafts: dict[str, Rows] = field(default_factory=dict)
    parked: list[str] = field(default_factory=list)
    place: str = PLAN
    """A prompt's key, `turns.OVERVIEW` or `turns.REVIEW`."""
    returns: tuple[str, ...] = ()
    """Where to go after this place, innermost first; empty for onward."""
    entered: dict[str, str] = field(default_factory=dict)
    """When each place was first seen."""
    confirmed: bool = False

    def apply(self, event: Event) -> None:
        """Take *event* into account."""
        match event.kind:
            case "answered" | "kept" | "cleared":
                self.answers[event.key] = event.rows
                self.drafts.pop(event.key, None)
            case "drafted":
                self.drafts[event.key] = event.rows
            case "skipped":
                self.drafts.pop(event.key, None)
            case "parked":
                self.parked.append(event.text)
            case "moved":
                self.place, self.returns = event.key, tuple(event.text.split())
                self.entered.setdefault(event.key, event.at)
            case "confirmed":
                self.confirmed = True

    @property
    def plan(self) -> str:
        """The plan chosen at the start: quick, 60 or 90, or nothing yet."""
        rows = self.answers.get(PLAN)
        return str(rows[0][PLAN]) if rows else ""

    def since(self, places: Sequence[str]) -> str:
        """Return when the first of *places* was entered, or nothing."""
        return min((self.entered[place] for place in places if place in self.entered), default="")
