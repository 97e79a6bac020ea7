"""The record a command is about: which one, as of which day, and who in it is meant."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError, WrongUse, did_you_mean
from customer_cli.text import visible
from customer_cli.workshop.store import Entry, Workshops

if TYPE_CHECKING:
    from customer_cli.format import LensName
    from customer_cli.record import Record


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record that was read, and the day it is judged as of."""

    place: Workshops
    entry: Entry
    record: Record
    as_of: dt.date


def choose(
    record: str | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    as_of: dt.date | None = None,
) -> Chosen:
    """Return *record*, a label or a path or nothing for the newest.

    A team's newest record is judged as of *today*, any other as of the day it was held, and
    any as of *as_of* where that is given. Raise what finding and reading a record raise.
    """
    place = Workshops.find(Path.cwd(), workshops)
    entry = place.resolve(record, team)
    read = place.load(entry, newer_too=True).record
    if as_of is None:
        as_of = read.held
        if record is None or is_newest(place, entry):
            as_of = max(as_of, today)
    return Chosen(place, entry, read, as_of)


def say_if_newer(record: Record) -> None:
    """Tell on standard error that *record* holds more than this version understands."""
    from customer_cli.format import FORMAT

    if record.format > FORMAT:
        say("A newer version of customer-cli wrote this record; what it added is not shown.")


def lens_named(name: str) -> LensName:
    """Return the lens *name*, or raise `WrongUse`."""
    from customer_cli.format import LENSES

    known = next((lens for lens in LENSES if lens == name), None)
    if known is None:
        hint = did_you_mean(name, LENSES) or f"There are: {', '.join(LENSES)}."
        raise WrongUse(f'There is no lens "{name}".', hint)
    return known


def customer_named(customers: Iterable[tuple[str, str]], named: str) -> str:
    """Return the id of the one of *customers*, ids with names, that *named* is either of.

    Raise `WrongUse` where there is none.
    """
    listed = list(customers)
    ids = {key: key for key, _ in listed}
    names = {name: key for key, name in reversed(listed)}
    if match := {**names, **ids}.get(named):
        return match
    hint = did_you_mean(named, ids) or (f"There are: {', '.join(ids)}." if ids else "")
    raise WrongUse(f'There is no customer "{named}" in this record.', hint)


def say(text: str) -> None:
    """Write *text* to standard error, behind what went to standard output."""
    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")


def is_newest(place: Workshops, entry: Entry) -> bool:
    """Tell whether *entry* is its team's newest record; one from elsewhere never is."""
    try:
        return place.newest(entry.team or None, readable_only=True).path == entry.path
    except CustomerError:
        return False  # a record from elsewhere, or a folder of several teams
