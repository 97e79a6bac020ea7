"""The days of sittings, read without the rest of their records.

A mistake elsewhere in an old record must not keep a team from its newest one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import Problem, Unreadable
from customer_cli.storage import disk

if TYPE_CHECKING:
    from customer_cli.workshop.store import Entry

Day = tuple[dt.date, str, "Entry"]
"""When a record was held and how it is called, which is what records are sorted by."""


def days(entries: Iterable[Entry], named: Callable[[Path], str]) -> tuple[list[Day], list[Problem]]:
    """Return when each of *entries* was held, and why that of the others is not known.

    *named* says a path as people here write it.
    """
    found: list[Day] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            held = held_on(disk.read(entry.path)[0], named(entry.path))
            found.append((held, entry.label, entry))
        except Unreadable as unreadable:
            problems += unreadable.problems
    return found, problems


def held_on(data: bytes, name: str) -> dt.date:
    """Return the day on which the record in *data* was held.

    *name* is the file as people here write it. Raise `Unreadable` where it does not say, or is
    no YAML.
    """
    from customer_cli.yamldoc import yamlread

    document = yamlread.read(data, name)
    held = document.data.get("held")
    try:
        return dt.date.fromisoformat(held if isinstance(held, str) else "")
    except ValueError:
        remedy = "Write the day of the sitting there, such as held: 2026-03-14"
        message = "The record does not say when it was held."
        raise Unreadable([document.problem(("held",), message, remedy)]) from None
