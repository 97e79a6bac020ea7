"""The state of an interview: a fold over its events, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from customer_cli.interview import PLAN
from customer_cli.interview.protocol import Event, RaisedFinding, finding_from
from customer_cli.record.spec import Row, Rows


@dataclass(slots=True)
class InterviewState:
    """The answers, drafts and place that the events so far leave behind.

    Events are facts: applying one never judges it and never needs the guide, so an old
    journal can be replayed after the guide has changed.
    """

    answers: dict[str, Rows] = field(default_factory=dict)
    """By the name under which they are kept; no rows where an answer was taken away."""
    drafts: dict[str, Rows] = field(default_factory=dict)
    parked: list[str] = field(default_factory=list)
    place: str = PLAN
    """A prompt's key, `protocol.OVERVIEW` or `protocol.REVIEW`."""
    returns: tuple[str, ...] = ()
    """Where to go after this place, innermost first; empty for onward."""
    entered: dict[str, str] = field(default_factory=dict)
    """When each place was first seen."""
    confirmed: bool = False
    pushed_back: set[str] = field(default_factory=set)
    """The answers that were pushed back once; none is a second time."""
    findings: list[RaisedFinding] = field(default_factory=list)
    open: str = ""
    """The question of the last finding told, until the room has gone on."""
    acknowledged: dict[str, list[Row]] = field(default_factory=dict)
    """Findings that were kept with a reason, by the answer that they are about."""

    def apply(self, event: Event) -> None:
        """Take *event* into account."""
        match event.kind:
            case "answered" | "kept" | "cleared":
                if self.answers.get(event.key) != event.rows:
                    # Other words need another look.
                    self.acknowledged.pop(event.key, None)
                self.answers[event.key], self.open = event.rows, ""
                self.drafts.pop(event.key, None)
            case "drafted":
                self.drafts[event.key] = event.rows
            case "skipped":
                self.drafts.pop(event.key, None)
            case "parked":
                self.parked.append(event.text)
            case "moved":
                self.place, self.returns, self.open = event.key, tuple(event.text.split()), ""
                self.entered.setdefault(event.key, event.at)
            case "confirmed":
                self.confirmed = True
            case "doubted":
                self.pushed_back.add(event.key)
                self.findings += map(finding_from, event.rows)
                self.open = self.place
            case "acknowledged":
                said: list[Row] = [{**row, "because": event.text} for row in event.rows]
                self.acknowledged[event.key] = said

    @property
    def plan(self) -> str:
        """The plan chosen at the start: quick, 60 or 90, or nothing yet."""
        rows = self.answers.get(PLAN)
        return str(rows[0][PLAN]) if rows else ""

    def since(self, places: Sequence[str]) -> str:
        """Return when the first of *places* was entered, or nothing."""
        return min((self.entered[place] for place in places if place in self.entered), default="")


def reason_key(kept: str) -> str:
    """Return the name under which a reason to keep an answer is drafted; no answer's own."""
    return f"{kept}:because"
