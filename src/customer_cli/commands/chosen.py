"""The record a command is about: which one, as of which day, and who in it is meant."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.text import visible
from customer_cli.workshop.folder import RecordEntry, Workshops
from customer_cli.workshop.judging import judge_record

if TYPE_CHECKING:
    from customer_cli.record.format import LensName
    from customer_cli.record.model import Record


@dataclass(frozen=True, slots=True)
class Chosen:
    """A record that was read, and the day it is judged as of."""

    place: Workshops
    entry: RecordEntry
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
        as_of = judge_record(read, entry.path, today).as_of
    return Chosen(place, entry, read, as_of)


def say_if_newer(record: Record) -> None:
    """Tell on standard error that *record* holds more than this version understands."""
    from customer_cli.record.format import FORMAT

    if record.format > FORMAT:
        say("A newer version of customer-cli wrote this record; what it added is not shown.")


def lens_named(typed: str) -> LensName:
    """Return the lens that *typed* means, its name or the beginning of it, or raise `WrongUse`."""
    from customer_cli.analysis.lookup import Named, resolve
    from customer_cli.record.format import LENSES

    among = [Named(lens, lens) for lens in LENSES]
    found = resolve(typed, among, f'There is no lens "{typed}".')
    return next(lens for lens in LENSES if lens == found)


def customer_named(customers: Iterable[tuple[str, str]], typed: str) -> str:
    """Return the id of the one of *customers*, ids with names, that *typed* means.

    Raise `WrongUse` where there is none, or more than one.
    """
    from customer_cli.analysis.lookup import Named, resolve

    among = [Named(key, name) for key, name in customers]
    return resolve(typed, among, f'There is no customer "{typed}" in this record.')


def say(text: str) -> None:
    """Write *text* to standard error, behind what went to standard output."""
    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")
