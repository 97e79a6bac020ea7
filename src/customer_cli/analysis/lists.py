"""The lists of a record with names instead of ids: what is settled, and what stays open.

An id that nobody has is shown as it is; a clean merge in git can leave one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customer_cli.record.explain import Path
    from customer_cli.record.model import Record, TieBreak, Word


@dataclass(frozen=True, slots=True)
class Learning:
    """Something the team must find out."""

    question: str
    about: str
    how: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What somebody still sees differently."""

    who: str
    says: str
    owner: str
    due: dt.date | None


@dataclass(frozen=True, slots=True)
class NotServedLine:
    """Somebody the team does not serve."""

    who: str
    because: str
    instead: str
    told_by: str


def tie_breaks(record: Record, about: str | None = None) -> tuple[str, ...]:
    """Return who wins when wishes collide, in sentences; of the customer *about* alone."""
    return tuple(
        _tie_break(record, line)
        for line in record.tie_breaks
        if about is None or about in (line.prefer, line.over)
    )


def _tie_break(record: Record, line: TieBreak) -> str:
    wins = f"{customer_name(record, line.prefer)} even over {customer_name(record, line.over)}"
    return f"{wins}, for example: {line.example}" if line.example else f"{wins}."


def learn(record: Record, about: str | None = None) -> tuple[Learning, ...]:
    """Return what is not answered yet; of the customer *about* alone."""
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


def not_served(record: Record) -> tuple[NotServedLine, ...]:
    """Return whom the team does not serve."""
    return tuple(
        NotServedLine(
            who=line.who,
            because=line.because,
            instead=line.instead,
            told_by=person_name(record, line.told_by),
        )
        for line in record.not_served
    )


def dissent(record: Record) -> tuple[Disagreement, ...]:
    """Return what somebody still sees differently."""
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


def open_questions(record: Record, word: Word, questions: Mapping[str, str]) -> tuple[str, ...]:
    """Return what nobody answered, in the wordings of *questions*; an unknown id as it is."""
    return tuple(_question(record, word, key, questions) for key in record.skipped)


def _question(record: Record, word: Word, key: str, questions: Mapping[str, str]) -> str:
    # A question that is asked for several customers is open for one of them: `facts.heads`.
    question, _, about = key.partition(".")
    if question not in questions:
        return key
    from customer_cli.guide.model import phrase

    names = {
        "customer": word.one,
        "customers": word.many,
        "Customer": word.one[:1].upper() + word.one[1:],
        "Customers": word.many[:1].upper() + word.many[1:],
        "team": record.team,
        "primary": customer_name(record, record.primary or "") or f"the primary {word.one}",
        "about": customer_name(record, about) or "them",
    }
    return phrase(questions[question], names)


def customer_name(record: Record, customer_id: str) -> str:
    """Return the name of a customer, or the id itself where nobody has it."""
    known = record.customers.get(customer_id)
    return known.name if known else customer_id


def person_name(record: Record, person_id: str) -> str:
    """Return the name of a person who was there, or the word itself where nobody has that id."""
    return next((p.name for p in record.people if p.id == person_id and person_id), person_id)


def entries(record: Record) -> Iterator[tuple[str, Path, Any]]:
    """Yield what may have an id of its own: its kind, its path and what it is, in file order.

    An id that stands twice means the first of them.
    """
    yield from _listed("people", (), record.people)
    for key, customer in record.customers.items():
        for kind, path, value in _listed("values", ("customers", key), customer.values):
            yield kind, path, value
            yield from _listed("evidence", path, value.evidence)
        yield from _listed("evidence", ("customers", key), customer.evidence)
    for _, path, left in _listed("left", (), record.left):
        yield from _listed("evidence", path, left.evidence)
    yield from _listed("learn", (), record.learn)
    dissent = record.decision.dissent if record.decision else ()
    yield from _listed("dissent", ("decision",), dissent)


def _listed(kind: str, above: Path, entries: Sequence[Any]) -> Iterator[tuple[str, Path, Any]]:
    for index, entry in enumerate(entries):
        yield kind, (*above, kind, index), entry
