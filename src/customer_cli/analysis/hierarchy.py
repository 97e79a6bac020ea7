"""The ranked record, and the sentence above it.

The team's answer in one sentence, in its own word for a customer.

Each lens asks another question, so each has its own sentence. Where the record does not answer
it, the sentence says so.

Everything a view needs to know about one record, judged once and drawn many times.

A view decides where a word stands and how it is marked, never what it says: standings, ranks,
statuses and the one-sentence answer are all settled here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from customer_cli.analysis import lens, status
from customer_cli.analysis.lens import Standing, is_decided
from customer_cli.analysis.lists import RecordList, build_lists, open_questions
from customer_cli.analysis.status import Counts, Status
from customer_cli.record.format import DEFAULT_WORD, DecisionStatus, LensName, ValueKind
from customer_cli.text import join_names

if TYPE_CHECKING:
    from customer_cli.record.model import Record, Value, Word


MOST_NAMES = 3
"""More names than this cannot be kept in mind when a sentence is read aloud."""

# Words that may open the name of a group and are written small inside a sentence. Any other
# first word keeps its capital: it may be the name of a place, a people or an organisation.
_SMALL_INSIDE = frozenset(
    ["adults", "all", "an", "any", "anyone", "boys", "carers", "children", "clients",
     "everybody", "everyone", "families", "farmers", "girls", "heads", "learners", "local",
     "members", "men", "mothers", "older", "our", "parents", "patients", "people", "pupils",
     "readers", "schools", "small", "staff", "students", "teachers", "the", "those", "tenants",
     "users", "visitors", "volunteers", "whoever", "women", "young"]
)  # fmt: skip


def headline(
    record: Record, lens: LensName, word: Word, customers: Sequence[tuple[str, Standing]]
) -> str:
    """Return the sentence that answers the question *lens* asks of *record*.

    *customers* are the names and standings in the order of the hierarchy.
    """
    team, one = one_line(record.team), one_line(word.one)
    if lens == "everybody":
        users = _names(customers, "customer", word)
        if users:
            return f"Whoever uses what {team} makes is its {one}: {users}."
        return f"Nobody here uses what {team} makes, so it has no {one} yet."
    if lens == "whose-needs":
        served = _names(customers, "customer", word)
        if served:
            return f"{team} exists to meet the needs of {served}; nobody else is its {one}."
        return f"Nobody here benefits from using what {team} makes, so it has no {one} yet."
    if lens == "debate" and not is_decided(record):
        number = len(customers)
        named = {0: "nobody is named yet", 1: "one candidate is named"}
        said = named.get(number, f"{number} candidates are named")
        return f"{team} has not decided yet who its {one} is; {said}."
    if lens == "hierarchy" and (first := _first(record)):
        name = in_a_sentence(record.customers[first].name, word)
        return f"{team} puts {name} first; when wishes collide, the higher rank wins."
    if lens != "hierarchy" and record.primary in record.customers:
        name = in_a_sentence(record.customers[record.primary].name, word)
        return f"{team} exists first for {name}; when wishes collide, they win."
    return f"{team} has not said yet which {one} comes first."


def in_a_sentence(name: str, word: Word) -> str:
    """Return the *name* of a group as it is written inside a sentence."""
    name = one_line(name)
    first, blank, rest = name.partition(" ")
    own = {word.one.casefold(), word.many.casefold()}
    if first.istitle() and first.casefold() in _SMALL_INSIDE | own:
        return f"{first.lower()}{blank}{rest}"
    return name


def _first(record: Record) -> str | None:
    return next((key for key in (*record.order, record.primary) if key in record.customers), None)


def _names(customers: Sequence[tuple[str, Standing]], standing: str, word: Word) -> str:
    names = [in_a_sentence(name, word) for name, found in customers if found.name == standing]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return join_names(names)


def one_line(text: str) -> str:
    """Return *text* without line breaks."""
    return " ".join(line.strip(" ") for line in text.split("\n"))


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
    lists: Mapping[str, RecordList]
    """What the team settled or left open beside the customers, by the key of the list."""
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
            lists=build_lists(self.record, customer_id),
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
    counts = status.counts([value.status for row in rows for value in row.values])
    return Hierarchy(
        record=record,
        label=label,
        lens=lens,
        as_of=as_of,
        word=word,
        answer=headline(record, lens, word, [(row.name, row.standing) for row in rows]),
        heard=status.heard(counts, word),
        decision=record.decision.status if record.decision else "draft",
        rows=rows,
        lists=build_lists(record),
        open=open_questions(record, word, questions or {}),
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
        how=status.how_we_know(value, as_of),
    )
