"""One piece of evidence added to a record, and what it changed.

It may be about a value, about one that nobody had written down, or about the group as a whole; it
may answer questions of the learning list and raise a new one. Nothing else of the record changes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from customer_cli.analysis import status
from customer_cli.analysis.lists import person_name
from customer_cli.analysis.lookup import Named, find_exact
from customer_cli.analysis.status import Status
from customer_cli.record.format import EvidenceKind, Says, ValueKind
from customer_cli.record.references import complete_ids

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Record, Value


Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewEvidence:
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
    piece: NewEvidence
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


def complete_record(record: Record) -> Record:
    """Return *record* with an id for every entry that no other has, so that each can be named."""
    from customer_cli.record.model import Record

    return Record.model_validate(complete_ids(record.to_data()))


def add_evidence(record: Record, hearing: Hearing, earlier: Data | None = None) -> Addition:
    """Return the data of *record* with *hearing*.

    The customer, the value and the questions must be there, by the ids of `with_ids`. What is
    new gets no id that *earlier*, the data of an earlier record, gave to other words.
    """
    data = complete_ids(record.to_data())
    if hearing.new:
        values = data["customers"][hearing.customer].setdefault("values", [])
        values.append({"kind": hearing.new.kind, "text": hearing.new.text})
    _find_home(data, hearing).setdefault("evidence", []).append(hearing.piece.to_data())
    data = complete_ids(data, earlier)
    home = _find_home(data, hearing)
    evidence = str(home["evidence"][-1]["id"])
    for item in data.get("learn", ()):
        if item["id"] in hearing.answers:
            item["answered_by"] = [*item.get("answered_by", ()), evidence]
    if hearing.asks:
        data.setdefault("learn", []).append(hearing.asks.to_data(hearing.customer))
    value = str(home["id"]) if hearing.new else hearing.value
    return Addition(complete_ids(data, earlier), evidence, value)


def _find_home(data: Data, hearing: Hearing) -> Data:
    """Return what the evidence is about: the value, the new one, or the customer."""
    customer: Data = data["customers"][hearing.customer]
    values: list[Data] = customer.get("values", [])
    if hearing.new:
        return values[-1]
    if hearing.value is None:
        return customer
    return next(value for value in values if value["id"] == hearing.value)


def list_customers(record: Record) -> tuple[Named, ...]:
    """Return the customers of *record* by id and name."""
    return tuple(Named(key, customer.name) for key, customer in record.customers.items())


def list_values(record: Record, customer: str) -> tuple[Named, ...]:
    """Return what *customer* values, by id and text; every id must be in place."""
    return tuple(Named(str(value.id), value.text) for value in record.customers[customer].values)


def list_questions(record: Record, *, open_only: bool = False) -> tuple[Named, ...]:
    """Return the learning list of *record* by id and question; every id must be in place."""
    return tuple(
        Named(str(item.id), item.question)
        for item in record.learn
        if not (open_only and item.answered_by)
    )


def find_owner(record: Record, typed: str) -> str:
    """Return the id of the one person of *record* called *typed*, or else the words as they are."""
    people = [Named(str(person.id), person.name) for person in record.people]
    found = find_exact(typed, people)
    return found[0].id if len(found) == 1 else typed


Silent = Literal["", "others", "later", "outdated", "overtaken"]
"""Why a piece of evidence does not decide: it comes from others, it was not known on the judging
day, the words it spoke of are gone, or something that was heard later says the opposite."""


@dataclass(frozen=True, slots=True)
class StatusView:
    """How well a value is known, as a mark and in words."""

    status: Status
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing heard."""

    customer: str
    value: str
    """The words of the value; empty where it is about the group as a whole."""
    before: StatusView | None
    """None where the value is new, or there is none."""
    after: StatusView | None
    says: Says
    silent: Silent
    as_of: dt.date
    answered: tuple[str, ...] = ()
    """The questions it answers."""
    asked: str = ""
    owner: str = ""
    due: dt.date | None = None

    @property
    def contradicts(self) -> bool:
        """Whether customers themselves speak against what is written now."""
        return self.says == "contradicts" and self.silent in ("", "overtaken")


def judge_outcome(
    before: Record, after: Record, hearing: Hearing, addition: Addition, as_of: dt.date
) -> Outcome:
    """Return what *hearing* has changed between *before* and *after*, judged on the day *as_of*.

    Both records have every id in place.
    """
    old = _find_value(before, hearing.customer, addition.value)
    new = _find_value(after, hearing.customer, addition.value)
    home = new or after.customers[hearing.customer]
    piece = next(piece for piece in home.evidence if piece.id == addition.evidence)
    asks = hearing.asks
    return Outcome(
        customer=after.customers[hearing.customer].name,
        value=new.text if new else "",
        before=_view_status(old, as_of),
        after=_view_status(new, as_of),
        says=piece.says,
        silent=_explain_silence(piece, new, as_of),
        as_of=as_of,
        answered=tuple(item.question for item in after.learn if item.id in hearing.answers),
        asked=asks.question if asks else "",
        owner=person_name(after, asks.owner) if asks and asks.owner else "",
        due=asks.due if asks else None,
    )


def _find_value(record: Record, customer: str, key: str | None) -> Value | None:
    return next((one for one in record.customers[customer].values if one.id == key), None)


def _view_status(value: Value | None, as_of: dt.date) -> StatusView | None:
    if value is None:
        return None
    return StatusView(status.status(value, as_of), status.describe_source(value, as_of))


def _explain_silence(piece: Evidence, value: Value | None, as_of: dt.date) -> Silent:
    if not status.is_direct(piece):
        return "others"
    if piece.date and piece.date > as_of:
        return "later"
    if value is None:
        return ""
    if status.is_outdated(piece, value):
        return "outdated"
    is_against = status.status(value, as_of) == "contradicted"
    if piece.says == "contradicts":
        return "" if is_against else "overtaken"
    return "overtaken" if is_against and piece.says == "supports" else ""
