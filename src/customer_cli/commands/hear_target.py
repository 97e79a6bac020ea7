"""Where in a record something heard belongs, from what was typed to ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from customer_cli.analysis import evidence
from customer_cli.analysis.lookup import Named, find_exact, list_ids, resolve
from customer_cli.commands.hear_options import Doubts, Wanted
from customer_cli.errors import ChangedUnderneath, WrongUse

if TYPE_CHECKING:
    from customer_cli.record.model import Record


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
    known = value_called(record, customer, text)
    return f'They value that already: "{known.name}" ({known.id}).' if known else ""


def value_called(record: Record, customer: str, text: str) -> Named | None:
    """Return what *customer* value that is called *text*, by its id or its whole text."""
    return next(iter(find_exact(text, evidence.list_values(record, customer))), None)


def still_there(about: Target, seen: Record, record: Record, name: str) -> Target:
    """Return *about*, chosen in *seen*, as it stands in *record*, the file *name* read again.

    Whoever wrote it meanwhile may have moved or reworded what was chosen. Raise
    `ChangedUnderneath` where it is gone.
    """
    if about.customer not in record.customers:
        raise _gone(name, about.customer)
    whole = evidence.complete_record(seen)
    values, written = evidence.list_values, seen.customers[about.customer].values
    known, now = values(whole, about.customer), values(record, about.customer)
    value = about.value and _again(about.value, known, {one.id for one in written}, now, name)
    asked, open_now = evidence.list_questions(whole), evidence.list_questions(record)
    written_questions = {one.id for one in seen.learn}
    answers = (_again(one, asked, written_questions, open_now, name) for one in about.answers)
    return Target(about.customer, value, tuple(answers))


def _again(
    chosen: str, seen: Sequence[Named], written: set[str | None], now: Sequence[Named], name: str
) -> str:
    """Return the id that *chosen*, one of *seen*, has *now*.

    One that was *written* in the file stays; any other was made from words, and may by now be
    made from those of something else.
    """
    words = next(one.name for one in seen if one.id == chosen)
    for one in now:
        if one.id == chosen if chosen in written else one.name == words:
            return one.id
    raise _gone(name, words)


def _gone(name: str, what: str) -> ChangedUnderneath:
    return ChangedUnderneath(
        f'{name} was changed by somebody else meanwhile, and "{what}" is no longer there.',
        "Look at what is there now, then try again.",
    )


def _customer(record: Record, typed: str) -> str:
    among = evidence.list_customers(record)
    hint = "" if among else "The record names no customer yet."
    return resolve(typed, among, f'There is no customer "{typed}" in this record.', hint)


def _question(record: Record, typed: str) -> str:
    among = evidence.list_questions(record)
    hint = "" if among else 'The learning list is empty; --ask "question" opens one.'
    return resolve(typed, among, f'There is no question "{typed}" in the learning list.', hint)


def _value(record: Record, customer: str, typed: str | None) -> str | None:
    if typed is None:
        return None
    among = evidence.list_values(record, customer)
    name = record.customers[customer].name
    hint = f"{list_ids(among)} --new writes down something new.".strip()
    for other in record.customers:
        if find_exact(typed, evidence.list_values(record, other)):
            hint = f"Something like it is valued by {other} ({record.customers[other].name})."
    return resolve(typed, among, f'Nothing that "{name}" value is called "{typed}".', hint)
