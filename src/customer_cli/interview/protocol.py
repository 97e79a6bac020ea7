"""The protocol of an interview: commands, events, the state they lead to, and screens.

Commands come from a driver. Events are facts, appended to the journal; they are all an
interview remembers. The state is a fold over them and nothing else. Screens are what a driver
draws. None of them does anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from customer_cli.interview import PLAN
from customer_cli.record.spec import Data, Field, Row, Rows


@dataclass(frozen=True, slots=True)
class RaisedFinding:
    """What a rule of the method finds in the answers so far, at one place.

    It is part of a fact in the journal, so it holds words and needs no rule to be read again.
    """

    rule: str
    where: str
    """The path in the record by id, such as `customers.teachers`."""
    severity: str
    message: str
    question: str

    @property
    def customer(self) -> str:
        """The customer that it is about, or nothing."""
        first, _, rest = self.where.partition(".")
        return rest.partition(".")[0] if first == "customers" else ""

    def to_row(self) -> Row:
        """Return it as a row of an event."""
        return {name: getattr(self, name) for name in self.__slots__}


def finding_from(row: Row) -> RaisedFinding:
    """Return the finding that `RaisedFinding.to_row` turned into *row*."""
    return RaisedFinding(*(str(row.get(name, "")) for name in RaisedFinding.__slots__))


RunRules = Callable[[Data, str], Sequence[RaisedFinding]]
"""Returns the findings in a record's data but for acknowledged ones, the heaviest first.

The second is the slot that was answered: of what an answer to it cannot raise nothing need be said.
Where it is empty everything is asked for.
"""


def no_rules(_data: Data, _slot: str) -> Sequence[RaisedFinding]:
    """Return nothing: a conversation whose answers are on disk already is judged by `check`."""
    return ()


# ---- commands: from the person, through a driver, to the interview


@dataclass(frozen=True, slots=True)
class Answer:
    """This is the answer; empty keeps what stands there, or leaves the question open."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave the question open, for a reason or none."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Go to the question before, from a push-back to its answer, keeping what was typed."""

    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class GoTo:
    """Go to a question by its key, to the overview or to the review, keeping what was typed."""

    key: str
    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """This is typed and not answered yet; keep it safe."""

    rows: Rows


@dataclass(frozen=True, slots=True)
class KeepLast:
    """Last year's answer still holds."""


@dataclass(frozen=True, slots=True)
class Clear:
    """Take the answer away; the only way an answer is ever deleted."""

    key: str


@dataclass(frozen=True, slots=True)
class Park:
    """Somebody said something that belongs elsewhere; keep it for the end."""

    text: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """The review was read back; write the record."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Enough for now, keeping what was typed; the interview can be taken up again."""

    rows: Rows | None = None


@dataclass(frozen=True, slots=True)
class Keep:
    """The answer stays in spite of the push-back; with a reason the finding is acknowledged."""

    because: str = ""


@dataclass(frozen=True, slots=True)
class Defer:
    """The push-back is parked for the end, and the answer stays."""


Reply = Keep | Defer
Command = Answer | Skip | Back | GoTo | Draft | KeepLast | Clear | Park | Reply | Confirm | Stop

# ---- events: facts for the journal

EventKind = Literal[
    "answered", "skipped", "drafted", "kept", "cleared", "parked", "moved", "confirmed",
    "doubted", "acknowledged",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One fact."""

    kind: EventKind
    key: str = ""
    """The name under which the answer is kept, or the place moved to."""
    rows: Rows = ()
    text: str = ""
    """A reason, what was parked, or where a move returns to, innermost first."""
    at: str = ""
    """When, for reading only: order is the journal's, because clocks jump."""

    def to_data(self) -> dict[str, Any]:
        """Return the event as a line of the journal holds it, without empty things."""
        said = {"event": self.kind, "key": self.key, "text": self.text, "at": self.at}
        data: dict[str, Any] = {name: value for name, value in said.items() if value}
        if self.rows:
            data["rows"] = [dict(row) for row in self.rows]
        return data


def event_from(data: Mapping[str, Any]) -> Event:
    """Return the event that `Event.to_data` turned into *data*.

    An event of a kind that only a newer program knows is kept and changes nothing.
    """
    return Event(
        data.get("event", ""),
        data.get("key", ""),
        tuple(data.get("rows", ())),
        data.get("text", ""),
        data.get("at", ""),
    )


# ---- screens: from the interview, through a driver, to the room

OVERVIEW = "overview:"
REVIEW = "review:"
"""Places that are no prompt; a prompt's key never holds a colon."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, ready to be drawn: every wording is in the team's own words."""

    key: str
    ask: str
    help: str
    why: str
    example: str
    probes: tuple[str, ...]
    fields: tuple[Field, ...]
    many: bool
    required: bool
    rows: Rows
    """What the fields hold now: a draft, else the answer so far."""
    drafted: bool
    """Whether `rows` is a draft that was not answered with Enter."""
    earlier: Rows
    """Last year's answer, to be shown beside the field."""
    recalled: tuple[Field, ...]
    """The fields with the names that people and customers had then."""
    title: str
    """The section's heading."""
    mode: str
    part: int
    """Which section this is, from 1."""
    parts: int
    step: int
    """Which question of the section this is, from 1."""
    steps: int
    minutes: int
    """How long the section is given; 0 where nothing is planned."""
    since: str
    """When the room entered the section."""
    first: bool
    """Whether there is nothing to go back to."""
    notice: str = ""
    """Why the last command was refused, with a remedy; or what a keeper must know."""
    lens: str = ""
    """The lens under which facts are judged as they are marked; empty where none are asked."""

    def follows(self, rows: Rows) -> str:
        """Return what *rows* make of the customer talked about, in a sentence, or nothing."""
        if not self.lens:
            return ""
        # Guides and records need not be known before the first question is on the screen.
        from customer_cli.interview.agenda import describe_standing, judge_facts

        found = judge_facts(rows, self.lens)
        return describe_standing(found) if found else ""


@dataclass(frozen=True, slots=True)
class PushBack:
    """A finding about the answer just given, put as a question; nobody has to take it up."""

    key: str
    """The question that was answered."""
    ask: str
    answer: str
    """The answer in a few words."""
    finding: RaisedFinding
    title: str
    because: str = ""
    """A reason that was typed and not given yet."""
    notice: str = ""


QuestionState = Literal["answered", "open", "draft", "look again", "doubt"]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question in the overview or the review."""

    key: str
    ask: str
    title: str
    state: QuestionState
    summary: str
    """The answer in a few words."""
    required: bool
    notice: str = ""
    """Why it needs another look."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Every question with its answer in a few words, to jump to."""

    lines: tuple[QuestionLine, ...]
    current: str
    """The key of the question that was left for the overview; `Back` returns there."""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Everything said, before it is written."""

    lines: tuple[QuestionLine, ...]
    data: Data
    """The record as it would be written."""
    missing: tuple[QuestionLine, ...]
    """What must be answered, or looked at again, before it can be written."""
    parked: Sequence[str] = ()
    findings: tuple[QuestionLine, ...] = ()
    """What the rules find, each with the question that can meet it; nothing stands in the way."""
    more_findings: int = 0
    """How many smaller ones `check` will name."""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The interview is over; the record's plain data is complete but for missing ids."""

    data: Data


Screen = Ask | PushBack | Overview | Review | Done


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
