"""Where in a record something heard belongs, from what was typed to ids."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from customer_cli.commands.hear_options import Doubts, Wanted
from customer_cli.errors import WrongUse
from customer_cli.meaning import hearing
from customer_cli.meaning.naming import exactly, the_one, there_are
from customer_cli.record import Record


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
    hint = "" if among else "The record names no customer yet."
    return the_one(typed, among, f'There is no customer "{typed}" in this record.', hint)


def _question(record: Record, typed: str) -> str:
    among = hearing.questions_in(record)
    hint = "" if among else 'The learning list is empty; --ask "question" opens one.'
    return the_one(typed, among, f'There is no question "{typed}" in the learning list.', hint)


def _value(record: Record, customer: str, typed: str | None) -> str | None:
    if typed is None:
        return None
    among = hearing.values_in(record, customer)
    name = record.customers[customer].name
    hint = f"{there_are(among)} --new writes down something new.".strip()
    for other in record.customers:
        if exactly(typed, hearing.values_in(record, other)):
            hint = f"Something like it is valued by {other} ({record.customers[other].name})."
    return the_one(typed, among, f'Nothing that "{name}" value is called "{typed}".', hint)
