"""The record: what a team said in one sitting, as it is written to YAML.

Nothing derived is kept here. Standing, status, rank and "old" follow from facts, evidence
and dates (see `lens` and `status`), so changing how they are judged changes no file.
Keys this version does not know are kept as they are; `check` names them.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from customer_cli import ids
from customer_cli.record.format import (
    FORMAT,
    DecisionStatus,
    DissentState,
    EvidenceKind,
    FactName,
    LensName,
    Part,
    Says,
    ValueKind,
    as_date,
    as_flag,
    as_ids,
    as_list,
    as_map,
    as_number,
    as_person,
    as_text,
    as_value,
    as_word,
    describe_evidence_kinds,
    written,
)

Text = Annotated[str, BeforeValidator(as_text)]
Id = Annotated[str, Field(pattern=ids.PATTERN), BeforeValidator(as_text)]
Date = Annotated[dt.date, BeforeValidator(as_date)]
Flag = Annotated[bool, BeforeValidator(as_flag)]
Count = Annotated[int, BeforeValidator(as_number)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(as_list)]


class RecordPart(BaseModel):
    """What every part of a record has in common: it is read once and never changed."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def to_data(self) -> dict[str, Any]:
        """Return the part as plain data in the order of the format, without empty things.

        Unknown keys follow the known ones, in the order in which they were read.
        """
        return written(self, type(self).model_fields)


class Word(RecordPart):
    """The team's own word for a customer."""

    one: Text
    """One of them, such as `learner`."""
    many: Text
    """Several of them, such as `learners`."""


class Person(RecordPart):
    """Somebody who was invited to the sitting."""

    id: Id | None = None
    """Short name used by the rest of the record."""
    name: Text
    """The name as it is spoken."""
    role: Text = ""
    """What the person does in the team, in their own words."""
    part: Part = "participant"
    """What the person did in the sitting."""


class Evidence(RecordPart):
    """Something heard or seen, with who, when and how many."""

    id: Id | None = None
    """A date and words, such as `2024-02-exit-talks`."""
    kind: EvidenceKind = Field(description=describe_evidence_kinds())
    date: Date | None = None
    """The day it was heard or seen."""
    people: Count = Field(default=1, ge=0)
    """How many customers it comes from."""
    source: Text = ""
    """Where it comes from: an occasion, a study, a place."""
    says: Says = "supports"
    """Whether it supports what is written, contradicts it, or both."""
    from_them: Flag | None = None
    """Whether it comes from the customers themselves. Left out, a guess or a proxy does not
    and everything else does."""
    still_fits: Flag = False
    """True where it was read again after a rewording and still supports the new words."""
    words: Text = ""
    """What was said, as it was said."""


class Value(RecordPart):
    """Something a customer values: a need, a want or an aspiration."""

    id: Id | None = None
    """Kept when the value is reworded or moves to another customer."""
    kind: ValueKind = "need"
    """need: body and mind. want: when, where and how. aspiration: what life looks like later."""
    text: Text
    """What they value, in their words."""
    met_when: Text = ""
    """How anyone would notice that it is met."""
    reworded: Date | None = None
    """The day the text was changed after evidence had come in."""
    takes: Text = ""
    """What giving it to them takes from us."""
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(as_list)] = ()
    """What was heard or seen about it."""


Values = Annotated[
    tuple[Annotated[Value, BeforeValidator(as_value)], ...], BeforeValidator(as_list)
]
"""A value may be written as a plain sentence."""
People = Annotated[
    tuple[Annotated[Person, BeforeValidator(as_person)], ...], BeforeValidator(as_list)
]
"""A person may be written as a plain name."""


class Customer(RecordPart):
    """A group of people who must be satisfied."""

    name: Text
    """The group, as people you could meet."""
    about: Text = ""
    """Who they are, in a line."""
    was: Ids = ()
    """The ids this customer came from: a new id, a split or a merger."""
    same_people_as: Ids = ()
    """Other customers who are the same people on another day."""
    facts: Annotated[tuple[FactName, ...], BeforeValidator(as_list)] = ()
    """What the group is to us. Every standing is derived from these."""
    pays_with: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = ()
    """What it costs them: money, time, effort, reputation, data, trust."""
    serves: Ids = ()
    """The customers they serve on our way to the primary one."""
    because: Text = ""
    """Why this customer is where it is."""
    values: Values = ()
    """What they value."""
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(as_list)] = ()
    """What was heard or seen about the group as a whole."""


class TieBreak(RecordPart):
    """Who wins when two wishes collide: `prefer` even over `over`."""

    prefer: Id
    """The customer who wins."""
    over: Id
    """The customer who waits."""
    example: Text = ""
    """A real case."""


class NotServed(RecordPart):
    """Somebody the team does not serve, and why."""

    who: Text
    """The people."""
    because: Text = ""
    """The reason: need met, better served elsewhere, no results, outside what we are for."""
    instead: Text = ""
    """Where they go."""
    told_by: Text = ""
    """Who tells them."""


class Expected(RecordPart):
    """A change the team expects in a customer, and the sign to watch."""

    about: Id
    """The customer."""
    change: Text
    """What will be different."""
    sign: Text = ""
    """What would show it."""


class Learn(RecordPart):
    """Something the team must find out."""

    id: Id | None = None
    """Short name used by the evidence that answers it."""
    question: Text
    """What is asked of the customers."""
    about: Id | None = None
    """The customer it concerns."""
    how: Text = ""
    """How it will be found out."""
    owner: Text = ""
    """Who will do it."""
    due: Date | None = None
    """By when."""
    answered_by: Annotated[tuple[Id, ...], BeforeValidator(as_ids)] = ()
    """The evidence that answers it: one id or several."""


class Parked(RecordPart):
    """Something said that belongs elsewhere."""

    text: Text
    """What was said."""
    owner: Text = ""
    """Who takes it along."""


class Left(RecordPart):
    """A customer of an earlier record who is no customer any more."""

    id: Id
    """The id it had."""
    because: Text = ""
    """Why it left."""
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(as_list)] = ()
    """What was heard or seen, kept where it was when the customer left."""


class Dissent(RecordPart):
    """What somebody sees differently, and what became of it."""

    id: Id | None = None
    """Short name."""
    who: Text = ""
    """Who says it."""
    says: Text
    """What they see differently."""
    would_change: Text = ""
    """What they would need to see to change their mind."""
    answer: Text = ""
    """What the group did with it: changed the wording, answered, will find out, stays open."""
    owner: Text = ""
    """Who follows it up."""
    due: Date | None = None
    """By when."""
    state: DissentState = "open"
    """open or closed."""
    was_right: Flag | None = None
    """Where time has shown it: whether the dissent was right."""


class ReadBack(RecordPart):
    """What stood there when somebody said: that is what we said."""

    primary: Id | None = None
    """The primary customer then."""
    order: Ids = ()
    """The order then."""


class Decision(RecordPart):
    """How the primary customer and the order were decided, and who stands where."""

    status: DecisionStatus = "draft"
    """draft, decided or contested."""
    rule: Text = ""
    """How the team decides when it cannot agree; named before the answer is known."""
    because: Text = ""
    """The reason given."""
    support: Annotated[
        dict[Id, Annotated[int, Field(ge=1, le=5), BeforeValidator(as_number)]],
        BeforeValidator(as_map),
    ] = {}
    """For each person, 5 (fully behind it) to 1 (we should not go ahead)."""
    confirmed: Ids = ()
    """Who said, when it was read back, that this is what was said."""
    read_back: ReadBack | None = None
    """The primary customer and the order as they were confirmed."""
    dissent: Annotated[tuple[Dissent, ...], BeforeValidator(as_list)] = ()
    """What somebody sees differently."""
    review_by: Date | None = None
    """When the team looks at it again."""


class Acknowledged(RecordPart):
    """A finding the team has seen and keeps, with the reason."""

    rule: Text
    """The rule's id."""
    where: Text
    """The place; it covers everything below."""
    because: Text
    """Why it is kept."""
    date: Date | None = None
    """When it was decided."""


class Record(RecordPart):
    """A team's answers for one sitting."""

    format: Annotated[int, BeforeValidator(as_number)] = FORMAT
    """The version of the format."""
    team: Text
    """Whose record it is: an organisation, a team, a product."""
    held: Date
    """The day of the sitting; records of a team sort by it."""
    guide: Text = ""
    """The guide that asked."""
    lens: LensName = "drucker"
    """Which definition of "customer" the record is shown under."""
    word: Annotated[Word, BeforeValidator(as_word)] | None = None
    """The team's own word for a customer, or one and many."""
    slogan: Text = ""
    """What the team says of itself."""
    result: Text = ""
    """What is different in the world when the job is done superbly."""
    previous: Text = ""
    """The label of the record this one was started from."""
    people: People = ()
    """Who was there, who was missing."""
    primary: Id | None = None
    """The one customer who wins when wishes collide."""
    order: Ids = ()
    """The ranked customers, first wins; who is not here is unranked."""
    customers: Annotated[dict[Id, Customer], BeforeValidator(as_map)] = {}
    """Everybody who must be satisfied, by id, in order of first appearance."""
    tie_breaks: Annotated[tuple[TieBreak, ...], BeforeValidator(as_list)] = ()
    """Who wins when wishes collide, with examples."""
    not_served: Annotated[tuple[NotServed, ...], BeforeValidator(as_list)] = ()
    """Whom the team does not serve."""
    expected: Annotated[tuple[Expected, ...], BeforeValidator(as_list)] = ()
    """What will change about the customers."""
    learn: Annotated[tuple[Learn, ...], BeforeValidator(as_list)] = ()
    """What the team must find out."""
    parked: Annotated[tuple[Parked, ...], BeforeValidator(as_list)] = ()
    """What was said and belongs elsewhere."""
    left: Annotated[tuple[Left, ...], BeforeValidator(as_list)] = ()
    """Customers of earlier records who are no customers any more."""
    decision: Decision | None = None
    """How it was decided."""
    skipped: Annotated[tuple[Text, ...], BeforeValidator(as_list)] = ()
    """The questions that stayed open."""
    answers: Annotated[dict[Text, Text], BeforeValidator(as_map)] = {}
    """Answers to questions that fill nothing else, by question id."""
    acknowledged: Annotated[tuple[Acknowledged, ...], BeforeValidator(as_list)] = ()
    """Findings the team has seen and keeps."""
