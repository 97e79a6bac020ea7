"""The day on which a record is judged, from the days the records of its folder were held.

A record is judged beside those it lies beside, wherever somebody stands who asks: the folder of a
record is its team. A mistake elsewhere in an old record must not keep a team from its newest one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli import ids
from customer_cli.analysis.status import GRACE
from customer_cli.errors import CustomerError, Problem, Unreadable
from customer_cli.storage import disk, folders

if TYPE_CHECKING:
    from customer_cli.record.model import Record
    from customer_cli.workshop.folder import RecordEntry

Day = tuple[dt.date, str, "RecordEntry"]
"""When a record was held and how it is called, which is what records are sorted by."""

MOST_BESIDE = 4
"""Records of one day that are looked for beside another; who has more has copied a folder."""
_HELD = re.compile(rb"^held: (\d{4}-\d\d-\d\d)\r?$", re.MULTILINE)
_TEAM = re.compile(rb"^team:[^\r\n]*", re.MULTILINE)
# Wherever else a key could say it, however it is quoted; behind a question mark it may be anywhere.
_MAY_SAY = re.compile(rb"held[\"']?\s*:")
_QUESTION = re.compile(rb"(?:^|[\[{,])[ \t]*\?\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a record is judged."""

    as_of: dt.date
    """A team's newest record as of today, any other as of the day it was held."""
    is_newest: bool


@dataclass(frozen=True, slots=True)
class DatedFile:
    """A record that was not read yet, and the day on which it says that it was held."""

    held: dt.date
    label: str
    path: Path
    team: bytes
    """The line that names the team, as it is written."""


@dataclass(frozen=True)
class DatedFiles:
    """The records of one folder, the newest first, without those that do not say their day."""

    every: tuple[DatedFile, ...]

    @classmethod
    def of(cls, folder: Path) -> DatedFiles:
        """Return the dated files of *folder*; what cannot be read is passed over."""
        found: list[DatedFile] = []
        for path in list_records(folder):
            with suppress(CustomerError):
                data = disk.read(path)[0]
                held = _find_day_line(data) or read_held_day(data, path.name)
                team = _TEAM.search(data)
                found.append(DatedFile(held, path.stem, path, team[0] if team else b""))
        order = attrgetter("held", "label", "path.name")
        return cls(tuple(sorted(found, key=order, reverse=True)))

    @cached_property
    def newest(self) -> Path | None:
        """The record that was held last, among those whose files can be read."""
        for one in self.every:
            with suppress(CustomerError):
                if read_held_day(disk.read(one.path)[0], one.path.name) == one.held:
                    return one.path
        return None

    def judge(self, record: Record, path: Path, today: dt.date) -> Judgement:
        """Return how *record*, which was read from *path*, is judged on the day *today*.

        What was written down where tomorrow has begun already is known, see `status.GRACE`.
        """
        if self.newest is None or path.name != self.newest.name:
            return Judgement(record.held, False)
        days = [record.held, today]
        for customer in record.customers.values():
            heard = [piece for value in customer.values for piece in value.evidence]
            dates = (piece.date for piece in (*customer.evidence, *heard))
            days += [day for day in dates if day and day <= today + GRACE]
        return Judgement(max(days), True)

    def find_beside(self, path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the other files with the label of *path*, and of those of its day.

        The latter are the first few of the team's others that were held on the same day.
        """
        twins, same_day = self._names
        others = (name for name in same_day.get(path.name, ()) if name != path.name)
        return (
            tuple(name for name in twins.get(path.stem, ()) if name != path.name),
            tuple(islice(others, MOST_BESIDE)),
        )

    @cached_property
    def _names(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """The names of the files of each label, and of those of the day and team of each file."""
        labels: dict[str, list[str]] = {}
        days: dict[tuple[dt.date, bytes], list[str]] = {}
        same_day: dict[str, list[str]] = {}
        for one in reversed(self.every):
            name = one.path.name
            labels.setdefault(one.label, []).append(name)
            # The list is shared: it goes on growing for every file of the day.
            same_day[name] = days.setdefault((one.held, one.team), [])
            same_day[name].append(name)
        return labels, same_day


def judge_record(record: Record, path: Path, today: dt.date) -> Judgement:
    """Return how *record*, which was read from *path*, is judged on the day *today*.

    It is the newest where no other record of its own folder was held later; one that lies alone
    is the newest there is.
    """
    return DatedFiles.of(path.absolute().parent).judge(record, path, today)


def list_records(folder: Path, within: Path | None = None) -> list[Path]:
    """Return the files in *folder* that are records: those whose names are labels.

    No link that leads out of *within*, or of *folder*, is one.
    Copies that a program leaves (`2026 (1).yaml`, `2026.sync-conflict-...yaml`) are none.
    """
    return [path for path in folders.list_files(folder, within) if ids.is_id(path.stem)]


def find_days(
    entries: Iterable[RecordEntry], display_path: Callable[[Path], str]
) -> tuple[list[Day], list[Problem]]:
    """Return when each of *entries* was held, and why that of the others is not known.

    *display_path* writes a path as people here do.
    """
    found: list[Day] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            held = read_held_day(disk.read(entry.path)[0], display_path(entry.path))
            found.append((held, entry.label, entry))
        except Unreadable as unreadable:
            problems += unreadable.problems
    return found, problems


def read_held_day(data: bytes, name: str) -> dt.date:
    """Return the day on which the record in *data* was held.

    *name* is the file as people here write it. Raise `Unreadable` where it does not say, or is
    no YAML.
    """
    from customer_cli.yamldoc import reader

    document = reader.read(data, name)
    held = document.data.get("held")
    try:
        return dt.date.fromisoformat(held if isinstance(held, str) else "")
    except ValueError:
        remedy = "Write the day of the sitting there, such as held: 2026-03-14"
        message = "The record does not say when it was held."
        raise Unreadable([document.problem(("held",), message, remedy)]) from None


def _find_day_line(data: bytes) -> dt.date | None:
    """Return the day in the one line of *data* that can say it, or None where in doubt.

    It is the day of the record, or the file cannot be read: nothing else in it is a key `held`.
    """
    lines = _HELD.findall(data)
    if len(lines) != 1 or len(_MAY_SAY.findall(data)) != 1 or b"\\" in data:
        return None
    if b"?" in data and _QUESTION.search(data):
        return None
    with suppress(ValueError):
        return dt.date.fromisoformat(lines[0].decode())
    return None
