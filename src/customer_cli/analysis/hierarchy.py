"""One record under one lens or two, judged and ready to be reported.

A report decides where a word stands and how it is marked, never what it says: standings, ranks,
statuses and the one sentence that answers the question of the lens are all decided here. Each
lens asks another question; where the record does not answer it, the sentence says so. Comparing
two lenses touches no fact.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from customer_cli.analysis import lens, status
from customer_cli.analysis.lens import Standing, is_decided, is_ranked
from customer_cli.analysis.lists import RecordList, build_lists, describe_open_questions
from customer_cli.analysis.status import HeardCounts, Status
from customer_cli.record.format import DEFAULT_WORD, DecisionStatus, LensName, ValueKind
from customer_cli.text import join_names

if TYPE_CHECKING:
    from customer_cli.record.model import Record, Word


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


def state_answer(
    record: Record, lens: LensName, word: Word, customers: Sequence[tuple[str, Standing]]
) -> str:
    """Return the sentence that answers the question *lens* asks of *record*.

    *customers* are the names and standings in the order of the hierarchy.
    """
    team, one = join_lines(record.team), join_lines(word.one)
    if lens == "everybody":
        users = _join_customers(customers, "customer", word)
        if users:
            return f"Whoever uses what {team} makes is its {one}: {users}."
        return f"Nobody here uses what {team} makes, so it has no {one} yet."
    if lens == "whose-needs":
        served = _join_customers(customers, "customer", word)
        if served:
            return f"{team} exists to meet the needs of {served}; nobody else is its {one}."
        return f"Nobody here benefits from using what {team} makes, so it has no {one} yet."
    if lens == "debate" and not is_decided(record):
        number = len(customers)
        named = {0: "nobody is named yet", 1: "one candidate is named"}
        said = named.get(number, f"{number} candidates are named")
        return f"{team} has not decided yet who its {one} is; {said}."
    candidates = (*record.order, record.primary)
    first = next((key for key in candidates if key in record.customers), None)
    if lens == "hierarchy" and first:
        name = name_in_sentence(record.customers[first].name, word)
        return f"{team} puts {name} first; when wishes collide, the higher rank wins."
    if lens != "hierarchy" and record.primary in record.customers:
        name = name_in_sentence(record.customers[record.primary].name, word)
        return f"{team} exists first for {name}; when wishes collide, they win."
    return f"{team} has not said yet which {one} comes first."


def name_in_sentence(name: str, word: Word) -> str:
    """Return the *name* of a group as it is written inside a sentence."""
    name = join_lines(name)
    first, blank, rest = name.partition(" ")
    own = {word.one.casefold(), word.many.casefold()}
    if first.istitle() and first.casefold() in _SMALL_INSIDE | own:
        return f"{first.lower()}{blank}{rest}"
    return name


def _join_customers(customers: Sequence[tuple[str, Standing]], standing: str, word: Word) -> str:
    names = [name_in_sentence(name, word) for name, found in customers if found.name == standing]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return join_names(names)


def join_lines(text: str) -> str:
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
class HierarchyRow:
    """One customer as a report shows it."""

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
    rows: tuple[HierarchyRow, ...]
    lists: Mapping[str, RecordList]
    """What the team settled or left open beside the customers, by the key of the list."""
    open: tuple[str, ...]
    """The questions that nobody answered, in words where the guide is known."""
    counts: HeardCounts
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


def build_hierarchy(
    record: Record,
    *,
    lens: LensName | None = None,
    as_of: dt.date | None = None,
    label: str = "",
    questions: Mapping[str, str] | None = None,
) -> Hierarchy:
    """Return what every report says of *record*.

    *lens* defaults to the record's own, *as_of* to the day it was held. *label* is how the
    record is called beside its siblings, *questions* holds the guide's wordings by question.
    """
    lens = lens or record.lens
    as_of = as_of or record.held
    word = record.word or DEFAULT_WORD
    rows = _build_rows(record, lens, as_of)
    counts = status.count_statuses([value.status for row in rows for value in row.values])
    return Hierarchy(
        record=record,
        label=label,
        lens=lens,
        as_of=as_of,
        word=word,
        answer=state_answer(record, lens, word, [(row.name, row.standing) for row in rows]),
        heard=status.describe_counts(counts, word),
        decision=record.decision.status if record.decision else "draft",
        rows=rows,
        lists=build_lists(record),
        open=describe_open_questions(record, word, questions or {}),
        counts=counts,
    )


def _build_rows(record: Record, lens_name: LensName, as_of: dt.date) -> tuple[HierarchyRow, ...]:
    standings = {
        customer_id: lens.find_standing(customer_id, record, lens_name)
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
        _build_row(record, customer_id, ranks.get(customer_id), standings[customer_id], as_of)
        for customer_id in places
        if customer_id in standings
    )


def _build_row(
    record: Record, customer_id: str, rank: int | None, standing: Standing, as_of: dt.date
) -> HierarchyRow:
    customer = record.customers[customer_id]
    return HierarchyRow(
        id=customer_id,
        rank=rank,
        name=customer.name,
        standing=standing,
        values=tuple(
            ValueLine(
                id=value.id,
                kind=value.kind,
                text=value.text,
                status=status.status(value, as_of),
                old=status.is_old(value, as_of),
                people=status.count_voices(value, as_of).people,
                how=status.describe_source(value, as_of),
            )
            for value in customer.values
        ),
        because=customer.because,
        is_primary=customer_id == record.primary,
    )


@dataclass(frozen=True, slots=True)
class ComparedCustomer:
    """One customer under both lenses."""

    one: HierarchyRow
    other: HierarchyRow
    moves: str
    """What becomes of the customer on the way from one lens to the other; empty for nothing."""


@dataclass(frozen=True, slots=True)
class LensComparison:
    """One record under two lenses."""

    one: Hierarchy
    other: Hierarchy
    customers: tuple[ComparedCustomer, ...]
    """In the order of the first lens."""
    without_facts: tuple[str, ...]
    """The names of those of whom no fact is written down."""


def compare_lenses(
    record: Record, one: LensName, other: LensName, *, as_of: dt.date | None = None, label: str = ""
) -> LensComparison:
    """Return *record* under the lenses *one* and *other*."""
    first = build_hierarchy(record, lens=one, as_of=as_of, label=label)
    second = build_hierarchy(record, lens=other, as_of=as_of, label=label)
    there = {row.id: row for row in second.rows}
    return LensComparison(
        one=first,
        other=second,
        customers=tuple(
            ComparedCustomer(row, there[row.id], _describe_move(first, row, second, there[row.id]))
            for row in first.rows
        ),
        without_facts=tuple(row.name for row in first.rows if not record.customers[row.id].facts),
    )


def _describe_move(
    first: Hierarchy, one: HierarchyRow, second: Hierarchy, other: HierarchyRow
) -> str:
    before, after = is_ranked(one.standing, first.lens), is_ranked(other.standing, second.lens)
    kept = "; needs kept" if one.values else ""
    if one.rank is not None and other.rank is None:
        return f"leaves the ranking{kept}"
    if one.rank is None and other.rank is not None:
        return f"joins the ranking as {other.rank}"
    if before and not after:
        return f"is no {join_lines(first.word.one)} here{kept}"
    if after and not before:
        return f"may be ranked as a {join_lines(first.word.one)}"
    if one.rank != other.rank:
        return f"{one.rank} becomes {other.rank}"
    return "" if one.standing.name == other.standing.name else "another word, same place"
