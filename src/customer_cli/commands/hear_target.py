"""Where in a record something heard belongs, from what was typed to ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from customer_cli.commands.hear_options import Doubts, Wanted
from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.meaning import hearing
from customer_cli.meaning.naming import Named, exactly, meant

if TYPE_CHECKING:
    from customer_cli.record import Record

MOST_NAMED = 12
"""Ids named in one message."""


@dataclass(frozen=True, slots=True)
class Target:
    """What something heard is about, and what it answers."""

    customer: str
    value: str | None
    """None where it is about the group as a whole, or about something new."""
    answers: tuple[str, ...]


def target(record: Record, wanted: Wanted, doubts: Doubts) -> Target:
    """Return what *wanted* names in *record*, whose ids are in place.

    Raise `WrongUse` with all of *doubts* where a name fits nothing, or more than one thing.
    """
    answers = [doubts.take(partial(_question, record, name)) for name in wanted.answers]
    customer = doubts.take(lambda: _customer(record, wanted.customer))
    value = None
    if customer is not None:
        value = doubts.take(lambda: _value(record, customer, wanted.value))
        if wanted.new and (wrong := new_doubt(record, customer, wanted.new)):
            doubts.found.append(WrongUse(wrong, "Name it instead of --new."))
    doubts.tell()
    return Target(str(customer), value, tuple(filter(None, answers)))


def new_doubt(record: Record, customer: str, text: str) -> str:
    """Return why *text* is nothing new to *customer*, or nothing."""
    known = exactly(text, hearing.values_in(record, customer))
    return f'They value that already: "{known[0].name}" ({known[0].id}).' if known else ""


def _customer(record: Record, typed: str) -> str:
    among = hearing.customers_in(record)
    hint = _there_are(among) or "The record names no customer yet."
    return _one(typed, among, f'There is no customer "{typed}" in this record.', hint)


def _question(record: Record, typed: str) -> str:
    among = hearing.questions_in(record)
    hint = _there_are(among) or 'The learning list is empty; --ask "question" opens one.'
    return _one(typed, among, f'There is no question "{typed}" in the learning list.', hint)


def _value(record: Record, customer: str, typed: str | None) -> str | None:
    if typed is None:
        return None
    among = hearing.values_in(record, customer)
    name = record.customers[customer].name
    hint = f"{_there_are(among)} --new writes down something new.".strip()
    for other in record.customers:
        if exactly(typed, hearing.values_in(record, other)):
            hint = f"Something like it is valued by {other} ({record.customers[other].name})."
    return _one(typed, among, f'Nothing that "{name}" value is called "{typed}".', hint)


def _one(typed: str, among: Sequence[Named], none: str, hint: str) -> str:
    found = meant(typed, among)
    if len(found) == 1:
        return found[0].id
    if not found:
        known = [word for one in among for word in (one.id, one.name)]
        raise WrongUse(none, did_you_mean(typed, known) or hint)
    fitting = "\n".join(f"  {one.id}: {' '.join(one.name.split())}" for one in found[:MOST_NAMED])
    more = f"\n  and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    raise WrongUse(f'"{typed}" fits several:\n{fitting}{more}', "Write the id, or more of it.")


def _there_are(among: Sequence[Named]) -> str:
    ids = [one.id for one in among]
    rest = " ..." if len(ids) > MOST_NAMED else "."
    return f"There are: {', '.join(ids[:MOST_NAMED])}{rest}" if ids else ""
