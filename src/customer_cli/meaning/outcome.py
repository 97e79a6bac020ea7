"""What one thing heard has changed: how a value was known, how it is known now, and why not more."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from customer_cli.meaning import known, status
from customer_cli.meaning.hearing import Addition, Hearing
from customer_cli.meaning.lists import person_name
from customer_cli.meaning.status import Status
from customer_cli.record.format import Says

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Record, Value

Silent = Literal["", "others", "later", "outdated", "overtaken"]
"""Why a piece of evidence does not decide: it comes from others, it was not known on the judging
day, the words it spoke of are gone, or something that was heard later says the opposite."""


@dataclass(frozen=True, slots=True)
class Known:
    """How well a value is known, as a mark and in words."""

    status: Status
    how: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing heard."""

    customer: str
    value: str
    """The words of the value; empty where it is about the group as a whole."""
    before: Known | None
    """None where the value is new, or there is none."""
    after: Known | None
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


def outcome(
    before: Record, after: Record, hearing: Hearing, addition: Addition, as_of: dt.date
) -> Outcome:
    """Return what *hearing* has changed between *before* and *after*, judged on the day *as_of*.

    Both records have every id in place.
    """
    old = _value(before, hearing.customer, addition.value)
    new = _value(after, hearing.customer, addition.value)
    home = new or after.customers[hearing.customer]
    piece = next(piece for piece in home.evidence if piece.id == addition.evidence)
    asks = hearing.asks
    return Outcome(
        customer=after.customers[hearing.customer].name,
        value=new.text if new else "",
        before=_known(old, as_of),
        after=_known(new, as_of),
        says=piece.says,
        silent=_silent(piece, new, as_of),
        as_of=as_of,
        answered=tuple(item.question for item in after.learn if item.id in hearing.answers),
        asked=asks.question if asks else "",
        owner=person_name(after, asks.owner) if asks and asks.owner else "",
        due=asks.due if asks else None,
    )


def _value(record: Record, customer: str, key: str | None) -> Value | None:
    return next((one for one in record.customers[customer].values if one.id == key), None)


def _known(value: Value | None, as_of: dt.date) -> Known | None:
    if value is None:
        return None
    return Known(status.status(value, as_of), known.how_we_know(value, as_of))


def _silent(piece: Evidence, value: Value | None, as_of: dt.date) -> Silent:
    if not status.is_direct(piece):
        return "others"
    if piece.date and piece.date > as_of:
        return "later"
    if value is None:
        return ""
    if status.is_outdated(piece, value):
        return "outdated"
    return "overtaken" if _is_overtaken(piece, value, as_of) else ""


def _is_overtaken(piece: Evidence, value: Value, as_of: dt.date) -> bool:
    is_against = status.status(value, as_of) == "contradicted"
    if piece.says == "contradicts":
        return not is_against
    return is_against and piece.says == "supports"
