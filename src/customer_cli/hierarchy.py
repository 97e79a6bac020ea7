"""Everything a view needs to know about one record, judged once and drawn many times.

A view decides where a word stands and how it is marked, never what it says: standings, ranks,
statuses and the one-sentence answer are all settled here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from customer_cli import answer, lens, status
from customer_cli.lens import Standing
from customer_cli.record import (
    DecisionStatus,
    LensName,
    Record,
    TieBreak,
    Value,
    ValueKind,
    Word,
)
from customer_cli.status import Status

DEFAULT_WORD = Word(one="customer", many="customers")


@dataclass(frozen=True, slots=True)
class ValueLine:
    """Something a customer values, and how the team knows."""

    id: str | None
    kind: ValueKind
    text: str
    status: Status
    old: bool
    people: int
    how: str
    """How the team knows, in words: `heard, 19 people`."""


@dataclass(frozen=True, slots=True)
class Row:
    """One customer as a view shows it."""

    id: str
    rank: int | None
    name: str
    standing: Standing
    values: tuple[ValueLine, ...]
    because: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class Learning:
    """Something the team must find out, with names instead of ids."""

    question: str
    about: str
    how: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What somebody still sees differently, with names instead of ids."""

    who: str
    says: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class NotServedLine:
    """Somebody the team does not serve, with names instead of ids."""

    who: str
    because: str
    instead: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many values are only believed and how many were heard from customers."""

    values: int
    untested: int
    heard: int
    contradicted: int


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """One record under one lens, judged as of one day."""

    record: Record
    label: str
    lens: LensName
    as_of: dt.date
    word: Word
    answer: str
    """The team's answer in one sentence."""
    heard: str
    """How much of it was heard from customers, as a sentence; empty where nothing is valued."""
    decision: DecisionStatus
    rows: tuple[Row, ...]
    tie_breaks: tuple[str, ...]
    learn: tuple[Learning, ...]
    not_served: tuple[NotServedLine, ...]
    dissent: tuple[Disagreement, ...]
    open: tuple[str, ...]
    """Ids of the questions that stayed open."""
    counts: Counts

    @property
    def team(self) -> str:
        """Whose record it is."""
        return self.record.team

    @property
    def held(self) -> dt.date:
        """The day of the sitting."""
        return self.record.held

    def only(self, customer_id: str) -> Hierarchy:
        """Return what concerns the customer *customer_id* alone."""
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.id == customer_id),
            tie_breaks=_tie_breaks(self.record, customer_id),
            learn=_learn(self.record, customer_id),
            not_served=(),
            dissent=(),
            open=(),
        )


def hierarchy(
    record: Record,
    *,
    lens: LensName | None = None,
    as_of: dt.date | None = None,
    label: str = "",
) -> Hierarchy:
    """Return what every view draws of *record*.

    *lens* defaults to the record's own, *as_of* to the day it was held. *label* is how the
    record is called beside its siblings.
    """
    lens = lens or record.lens
    as_of = as_of or record.held
    word = record.word or DEFAULT_WORD
    rows = _rows(record, lens, as_of)
    counts = _counts(rows)
    return Hierarchy(
        record=record,
        label=label,
        lens=lens,
        as_of=as_of,
        word=word,
        answer=answer.answer(record, lens, word, [(row.name, row.standing) for row in rows]),
        heard=_heard(counts, word),
        decision=record.decision.status if record.decision else "draft",
        rows=rows,
        tie_breaks=_tie_breaks(record),
        learn=_learn(record),
        not_served=_not_served(record),
        dissent=_dissent(record),
        open=record.skipped,
        counts=counts,
    )


def customer_name(record: Record, customer_id: str) -> str:
    """Return the name of a customer, or the id itself where nobody has it."""
    known = record.customers.get(customer_id)
    return known.name if known else customer_id


def person_name(record: Record, person_id: str) -> str:
    """Return the name of a person who was there, or the word itself where nobody has that id."""
    return next((p.name for p in record.people if p.id == person_id and person_id), person_id)


def _rows(record: Record, lens_name: LensName, as_of: dt.date) -> tuple[Row, ...]:
    standings = {
        customer_id: lens.standing(customer_id, record, lens_name)
        for customer_id in record.customers
    }
    ranked = [
        customer_id
        for customer_id in dict.fromkeys(record.order)
        if customer_id in standings and lens.is_ranked(standings[customer_id], lens_name)
    ]
    ranks = {customer_id: rank for rank, customer_id in enumerate(ranked, start=1)}
    # Whoever a lens takes out of the ranking keeps the place among the others that they had.
    ids = dict.fromkeys([*ranked, *record.order, *record.customers])
    return tuple(
        _row(record, customer_id, ranks.get(customer_id), standings[customer_id], as_of)
        for customer_id in ids
        if customer_id in standings
    )


def _row(
    record: Record, customer_id: str, rank: int | None, standing: Standing, as_of: dt.date
) -> Row:
    customer = record.customers[customer_id]
    return Row(
        id=customer_id,
        rank=rank,
        name=customer.name,
        standing=standing,
        values=tuple(_value_line(value, as_of) for value in customer.values),
        because=customer.because,
        is_primary=customer_id == record.primary,
    )


def _value_line(value: Value, as_of: dt.date) -> ValueLine:
    found = status.status(value, as_of)
    old = status.is_old(value, as_of)
    return ValueLine(
        id=value.id,
        kind=value.kind,
        text=value.text,
        status=found,
        old=old,
        people=status.heard_people(value, as_of),
        how=how_we_know(value, as_of),
    )


def how_we_know(value: Value, as_of: dt.date) -> str:
    """Return in words how well *value* is known: `we guess`, `heard, 19 people`."""
    found = status.status(value, as_of)
    if found == "untested":
        return "others say so" if _others_say_so(value, as_of) else "we guess"
    voices = status.voices(value, as_of)
    said = [str(found)]
    if found == "contradicted" and voices.against < voices.people:
        said.append(f"{voices.against} of {_people(voices.people)}")
    else:
        said.append(_people(voices.people))
        if found != "contradicted" and voices.against:
            said.append(f"{voices.against} against")
    if status.is_old(value, as_of):
        said.append("old")
    return ", ".join(said)


def _others_say_so(value: Value, as_of: dt.date) -> bool:
    return any(
        piece.kind != "guess" and piece.says != "contradicts"
        and (piece.date is None or piece.date <= as_of)
        for piece in value.evidence
    )  # fmt: skip


def _people(number: int) -> str:
    return f"{number} person" if number == 1 else f"{number} people"


def _tie_breaks(record: Record, about: str | None = None) -> tuple[str, ...]:
    return tuple(
        _tie_break(record, line)
        for line in record.tie_breaks
        if about is None or about in (line.prefer, line.over)
    )


def _tie_break(record: Record, line: TieBreak) -> str:
    wins = f"{customer_name(record, line.prefer)} even over {customer_name(record, line.over)}"
    return f"{wins}, for example: {line.example}" if line.example else f"{wins}."


def _learn(record: Record, about: str | None = None) -> tuple[Learning, ...]:
    return tuple(
        Learning(
            question=item.question,
            about=customer_name(record, item.about) if item.about else "",
            how=item.how,
            owner=person_name(record, item.owner),
            due=item.due,
        )
        for item in record.learn
        if not item.answered_by and (about is None or about == item.about)
    )


def _not_served(record: Record) -> tuple[NotServedLine, ...]:
    return tuple(
        NotServedLine(
            who=line.who,
            because=line.because,
            instead=line.instead,
            told_by=person_name(record, line.told_by),
        )
        for line in record.not_served
    )


def _dissent(record: Record) -> tuple[Disagreement, ...]:
    return tuple(
        Disagreement(
            who=person_name(record, line.who),
            says=line.says,
            owner=person_name(record, line.owner),
            due=line.due,
        )
        for line in (record.decision.dissent if record.decision else ())
        if line.state == "open"
    )


def _heard(counts: Counts, word: Word) -> str:
    if not counts.values:
        return ""
    of_all = f"Of {counts.values} values" if counts.values > 1 else "Of one value"
    said = [f"{counts.heard} {_were(counts.heard)} heard from {word.many}"]
    if counts.contradicted:
        said.append(f"{counts.contradicted} {_were(counts.contradicted)} contradicted by them")
    if counts.untested:
        guesses = "is a guess" if counts.untested == 1 else "are guesses"
        said.append(f"{counts.untested} {guesses}")
    return f"{of_all}, {' and '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}."


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _counts(rows: tuple[Row, ...]) -> Counts:
    found = [value.status for row in rows for value in row.values]
    return Counts(
        values=len(found),
        untested=found.count("untested"),
        heard=found.count("heard") + found.count("confirmed"),
        contradicted=found.count("contradicted"),
    )
