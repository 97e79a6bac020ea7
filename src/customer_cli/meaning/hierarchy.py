"""Everything a view needs to know about one record, judged once and drawn many times.

A view decides where a word stands and how it is marked, never what it says: standings, ranks,
statuses and the one-sentence answer are all settled here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from customer_cli.meaning import headline, known, lens, lists, status
from customer_cli.meaning.known import Counts
from customer_cli.meaning.lens import Standing
from customer_cli.meaning.lists import Disagreement, Learning, NotServedLine
from customer_cli.meaning.status import Status
from customer_cli.record.format import DEFAULT_WORD, DecisionStatus, LensName, ValueKind

if TYPE_CHECKING:
    from customer_cli.record.model import Record, Value, Word


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
    """The questions that nobody answered, in words where the guide is known."""
    counts: Counts
    about: str | None = None
    """The customer that alone is shown, see `only`."""

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
            about=customer_id,
            rows=tuple(row for row in self.rows if row.id == customer_id),
            tie_breaks=lists.tie_breaks(self.record, customer_id),
            learn=lists.learn(self.record, customer_id),
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
    questions: Mapping[str, str] | None = None,
) -> Hierarchy:
    """Return what every view draws of *record*.

    *lens* defaults to the record's own, *as_of* to the day it was held. *label* is how the
    record is called beside its siblings, *questions* holds the guide's wordings by question.
    """
    lens = lens or record.lens
    as_of = as_of or record.held
    word = record.word or DEFAULT_WORD
    rows = _rows(record, lens, as_of)
    counts = known.counts([value.status for row in rows for value in row.values])
    return Hierarchy(
        record=record,
        label=label,
        lens=lens,
        as_of=as_of,
        word=word,
        answer=headline.headline(record, lens, word, [(row.name, row.standing) for row in rows]),
        heard=known.heard(counts, word),
        decision=record.decision.status if record.decision else "draft",
        rows=rows,
        tie_breaks=lists.tie_breaks(record),
        learn=lists.learn(record),
        not_served=lists.not_served(record),
        dissent=lists.dissent(record),
        open=lists.open_questions(record, word, questions or {}),
        counts=counts,
    )


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
    # Whoever a lens takes out of the ranking keeps the place among the others that they had,
    # and a primary customer whom nobody has ranked yet still comes before the other unranked.
    places = dict.fromkeys([*ranked, *record.order, record.primary, *record.customers])
    return tuple(
        _row(record, customer_id, ranks.get(customer_id), standings[customer_id], as_of)
        for customer_id in places
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
        how=known.how_we_know(value, as_of),
    )
