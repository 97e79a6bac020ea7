"""One thing heard, and the record with it: nothing else of the record changes.

What is heard may be about a value, about one that nobody had written down, or about the group as a
whole; it may answer questions of the learning list and raise a new one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from customer_cli.meaning import status
from customer_cli.meaning.naming import Named, exactly
from customer_cli.record.complete import complete_ids
from customer_cli.record.format import EvidenceKind, Says, ValueKind

if TYPE_CHECKING:
    from customer_cli.record.model import Record

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence before it has an id."""

    kind: EvidenceKind
    date: dt.date
    words: str = ""
    source: str = ""
    people: int = 1
    says: Says = "supports"
    from_them: bool | None = None
    """Whether it comes from the customers; None where the kind says so already."""

    def to_data(self) -> Data:
        """Return the piece as a record holds it, without what goes without saying."""
        direct = self.kind in status.DIRECT_KINDS
        said = {
            "kind": self.kind,
            "date": self.date.isoformat(),
            "people": self.people if self.people != 1 else None,
            "source": self.source or None,
            "says": self.says if self.says != "supports" else None,
            "from_them": self.from_them if self.from_them != direct else None,
            "words": self.words or None,
        }
        return {key: value for key, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class NewValue:
    """Something they value that nobody had written down."""

    text: str
    kind: ValueKind = "need"


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """Something to find out, because of what was heard."""

    question: str
    owner: str = ""
    due: dt.date | None = None

    def to_data(self, about: str) -> Data:
        """Return the question as a record holds it, concerning the customer *about*."""
        due = self.due.isoformat() if self.due else ""
        said = {"question": self.question, "about": about, "owner": self.owner, "due": due}
        return {key: value for key, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Hearing:
    """A piece of evidence, and where in a record it belongs."""

    customer: str
    piece: Piece
    value: str | None = None
    """The id of the value; None where it is a new one or the group as a whole."""
    new: NewValue | None = None
    answers: tuple[str, ...] = ()
    """The ids of the questions it answers."""
    asks: NewQuestion | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A record with one thing more."""

    data: Data
    evidence: str
    """The id of what was heard."""
    value: str | None
    """The id of the value it is about; None where it is about the group as a whole."""


def with_ids(record: Record) -> Record:
    """Return *record* with an id for every entry that no other has, so that each can be named."""
    from customer_cli.record.model import Record

    return Record.model_validate(complete_ids(record.to_data()))


def added(record: Record, hearing: Hearing, earlier: Data | None = None) -> Addition:
    """Return the data of *record* with *hearing*.

    The customer, the value and the questions must be there, by the ids of `with_ids`. What is
    new gets no id that *earlier*, the data of an earlier record, gave to other words.
    """
    data = complete_ids(record.to_data())
    if hearing.new:
        values = data["customers"][hearing.customer].setdefault("values", [])
        values.append({"kind": hearing.new.kind, "text": hearing.new.text})
    _home(data, hearing).setdefault("evidence", []).append(hearing.piece.to_data())
    data = complete_ids(data, earlier)
    home = _home(data, hearing)
    evidence = str(home["evidence"][-1]["id"])
    for item in data.get("learn", ()):
        if item["id"] in hearing.answers:
            item["answered_by"] = [*item.get("answered_by", ()), evidence]
    if hearing.asks:
        data.setdefault("learn", []).append(hearing.asks.to_data(hearing.customer))
    value = str(home["id"]) if hearing.new else hearing.value
    return Addition(complete_ids(data, earlier), evidence, value)


def _home(data: Data, hearing: Hearing) -> Data:
    """Return what the evidence is about: the value, the new one, or the customer."""
    customer: Data = data["customers"][hearing.customer]
    values: list[Data] = customer.get("values", [])
    if hearing.new:
        return values[-1]
    if hearing.value is None:
        return customer
    return next(value for value in values if value["id"] == hearing.value)


def customers_in(record: Record) -> tuple[Named, ...]:
    """Return the customers of *record* by id and name."""
    return tuple(Named(key, customer.name) for key, customer in record.customers.items())


def values_in(record: Record, customer: str) -> tuple[Named, ...]:
    """Return what *customer* values, by id and text; every id must be in place."""
    return tuple(Named(str(value.id), value.text) for value in record.customers[customer].values)


def questions_in(record: Record, *, open_only: bool = False) -> tuple[Named, ...]:
    """Return the learning list of *record* by id and question; every id must be in place."""
    return tuple(
        Named(str(item.id), item.question)
        for item in record.learn
        if not (open_only and item.answered_by)
    )


def owner_in(record: Record, typed: str) -> str:
    """Return the id of the one person of *record* called *typed*, or else the words as they are."""
    people = [Named(str(person.id), person.name) for person in record.people]
    found = exactly(typed, people)
    return found[0].id if len(found) == 1 else typed
