"""A guide: the questions, their wording and their sequence, as data.

A guide says what is asked, of whom, in which order and in how many minutes. What an answer
looks like and where it is kept is the slot's affair (see `slots`). Nothing in a guide is
ever run: it holds words, numbers and names from fixed lists, and an unknown key is a problem.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from customer_cli import ids
from customer_cli.record.format import LensName
from customer_cli.record.spec import LISTS

Mode = Literal["private", "round", "discuss", "decide", "record"]
For = Literal[
    "primary", "supporting", "each", "new", "parts", "risers", "dissent", "learn", "customer", "partner",
    "colleague", "other",
]  # fmt: skip
SORTED: tuple[For, ...] = ("customer", "partner", "colleague", "other")
"""For whom a question is asked by what facts make of them, where the lens is whose-needs."""
SLOTS = (
    "team", "word", "slogan", "result", "people", "rule", "customers", "primary", "describe",
    "facts", "values", "order",
    *(spec.key for spec in LISTS if spec.is_asked and spec.key not in ("people", "dissent")),
    "decision", "dissent", "confirm", "lens", "lineage", "divide", "newcomers", "heard",
    "overtook", "settle", "learned", "answers",
)  # fmt: skip
"""What a question can fill, in the order in which it is offered: every list that is asked for, too."""
if TYPE_CHECKING:
    SlotName = str
else:
    SlotName = Literal[SLOTS]

PLACEHOLDERS = ("customer", "customers", "Customer", "Customers", "primary", "team", "about")
"""What may stand in braces in a wording: the team's own words, and who is talked about."""
_BRACES = re.compile(r"\{([^{}]*)\}")


def as_sentence(value: object) -> object:
    """Return a number as text: in a list of sentences it is one to the person who wrote it."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def as_wording(value: object) -> object:
    """Return a sentence; raise `ValueError` where braces hold what nothing is filled in for."""
    value = as_sentence(value)
    if isinstance(value, str):
        for name in _BRACES.findall(value):
            if name not in PLACEHOLDERS:
                raise ValueError(
                    f"holds {{{name}}}; in braces only {', '.join(PLACEHOLDERS)} can stand"
                )
    return value


Wording = Annotated[str, BeforeValidator(as_wording)]
GuideId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$"), BeforeValidator(as_sentence)]
Minutes = Annotated[int, Field(ge=0, le=240)]


class GuidePart(BaseModel):
    """What every part of a guide has in common: nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(GuidePart):
    """One thing that is asked."""

    id: GuideId
    """The question's name, the same in every language and every year."""
    slot: SlotName | None = None
    """What the answer fills; left out, the slot of the question's own name, else a free answer."""
    ask: Wording
    """The question as it is read aloud."""
    help: Wording = ""
    """What it means, for whoever asks what it means."""
    why: Wording = ""
    """Why it is asked."""
    probes: tuple[Wording, ...] = ()
    """Follow-ups for when the room is silent or quick."""
    example: Wording = ""
    """An answer from elsewhere."""
    labels: Mapping[str, Wording] = {}
    """Own wording for the fields of the slot and for what can be chosen in them, by name. Choices
    that are worded here are offered first, in this order."""
    for_: Annotated[For | None, Field(alias="for")] = None
    """For whom the question is asked again: the primary, each supporting customer, or each. In a
    review also each new customer, each part of one that was split, each that overtook another,
    each disagreement that is still open, or each question that is to be found out. With the lens whose-needs also those whom the facts make
    customer, partner, colleague or other."""
    quick: bool = False
    """Whether the quick path asks it."""

    @property
    def fills(self) -> SlotName:
        """The slot the answer goes to."""
        if self.slot is not None:
            return self.slot
        return next((name for name in SLOTS if name == self.id), "answers")


class Section(GuidePart):
    """Questions that belong together, with the time they are given."""

    id: GuideId
    """The section's name."""
    title: Wording
    """The heading on the screen."""
    mode: Mode = "discuss"
    """How the room works on it."""
    minutes: Mapping[Literal["quick", "60", "90"], Minutes] = {}
    """The time it is given in each plan; the clock informs and never cuts."""
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]
    """What is asked, in order."""

    def planned(self, plan: str) -> int:
        """Return the minutes given in *plan*, 0 where nothing is planned."""
        return next((minutes for name, minutes in self.minutes.items() if name == plan), 0)


class Guide(GuidePart):
    """A way to ask: a sequence of questions in sections."""

    guide: GuideId
    """The guide's name, the same in every language."""
    language: Annotated[str, Field(pattern=ids.LANGUAGE)] = "en"
    """The language of the wording (BCP 47)."""
    version: Annotated[int, Field(ge=1)] = 1
    """Raised when questions change their meaning."""
    title: Wording
    """The name as people say it."""
    purpose: Wording
    """What the team has in its hands at the end, in a sentence."""
    source: Wording = ""
    """Where the way of asking comes from."""
    lens: LensName = "drucker"
    """The lens a record of this guide is shown under."""
    reviews: bool = False
    """Whether it takes up the team's earlier record instead of an empty page."""
    requires: tuple[SlotName, ...] = ()
    """Slots that must be filled beside team, customers and primary."""
    opening: Wording = ""
    """What the facilitator says before the first question."""
    closing: Wording = ""
    """What the facilitator says after the last."""
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    """The sections, in order."""

    def questions(self) -> tuple[Question, ...]:
        """Return every question, in order."""
        return tuple(question for section in self.sections for question in section.questions)


def fill_in(wording: str, names: Mapping[str, str]) -> str:
    """Return *wording* with its placeholders replaced by *names*; unknown ones stay as they are."""
    return _BRACES.sub(lambda m: names.get(m[1], m[0]), wording)
