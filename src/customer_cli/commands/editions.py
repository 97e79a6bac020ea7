"""The records a history is made of: those of every year, or the versions of one in git.

What does not have the shape of a record is left out; whether its names lead somewhere is not asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from customer_cli.diff.timeline import Edition
from customer_cli.errors import NotHere, Problem, Unreadable
from customer_cli.record import documents
from customer_cli.storage import disk
from customer_cli.workshop.folder import RecordEntry, Workshops
from customer_cli.yamldoc import reader


@dataclass(slots=True)
class Found:
    """What could be read, the oldest first, and what could not."""

    editions: list[Edition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """The names of what could not be read."""
    is_cut: bool = False
    """Whether older versions are not on this machine."""
    versions_of: str = ""
    """The label of the one record they are versions of."""
    source: Path | None = None
    """The one file they are versions of."""

    def leave_out(self, name: str, problems: Iterable[Problem]) -> None:
        """Keep *problems* to be told, and *name* as what is missing."""
        self.problems += problems
        self.left_out.append(name)


def of_years(place: Workshops, team: str | None) -> Found:
    """Return the records of *team* by the day they were held, or raise as finding them does."""
    found = Found()
    for entry in place.of_one_team(team):
        name = place.display_path(entry.path)
        try:
            record = documents.read_shape(reader.read(disk.read(entry.path)[0], name))
        except Unreadable as unreadable:
            found.leave_out(name, unreadable.problems)
        else:
            found.editions.append(Edition(record, _short(entry), record.held))
    found.editions.sort(key=lambda edition: (edition.day, edition.label))
    return found


def of_versions(place: Workshops, label: str, team: str | None) -> Found:
    """Return the committed versions of the record *label*, or of the newest where it is empty.

    Raise `NotHere` where it is in no repository, or was never committed.
    """
    from customer_cli.git.repository import Repository

    entry = place.resolve(label or None, team)
    path = entry.path
    name = place.display_path(path)
    repository = Repository.find(path)
    if repository is None:
        raise NotHere(
            f"{name} is in no git repository.",
            "Without --revisions, `customer-cli history` sets the records of all years side by side.",
        )
    versions = [version for version in repository.list_versions(path) if version.blob]
    if not versions:
        raise NotHere(f"{name} was never committed.", f"git add {name}, then git commit")
    found = Found(is_cut=repository.is_shallow, versions_of=_short(entry), source=path)
    for version, data in reversed(
        list(zip(versions, repository.read_versions(versions), strict=True))
    ):
        named = f"{version.short}:{version.path}"
        if data is None:
            message = "This version is not on this machine."
            found.leave_out(named, [Problem(named, 0, 0, message, "git fetch brings it here.")])
            continue
        try:
            record = documents.read_shape(reader.read(data, named))
        except Unreadable as unreadable:
            found.leave_out(named, unreadable.problems)
        else:
            found.editions.append(
                Edition(record, version.short, version.date, version.author, version.short)
            )
    return found


def _short(entry: RecordEntry) -> str:
    # All are of one team, which the title names.
    return entry.label.removeprefix(f"{entry.team}/") if entry.team else entry.label
