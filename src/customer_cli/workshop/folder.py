"""The `workshops` folder: which records there are, which is meant, where a new one goes.

A record is `<label>.yaml` in the folder, or in the folder of its team where several share it. What
is called otherwise is no record unless somebody names its path.
Folders named `guides`, those that begin with a dot and links to other folders are no teams. The day
on which a record is judged follows from the records beside it: see `judging`.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli import ids
from customer_cli.errors import (
    CustomerError,
    NotHere,
    Unreadable,
    WrongUse,
    did_you_mean,
)
from customer_cli.storage import disk, folders
from customer_cli.workshop.judging import find_days, list_records

if TYPE_CHECKING:
    from customer_cli.record.model import Record
    from customer_cli.storage.disk import Fingerprint
    from customer_cli.yamldoc.reader import Document

FOLDER = "workshops"


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One record of the folder, not read yet."""

    label: str
    """`2024`, or `north/2024` where it is a team's."""
    team: str
    """The team's folder; empty for a record that lies in `workshops` itself."""
    path: Path


@dataclass(frozen=True, slots=True)
class LoadedRecord:
    """A record with the file it was read from, as it was then."""

    entry: RecordEntry
    record: Record
    document: Document
    fingerprint: Fingerprint


@dataclass(frozen=True, slots=True)
class Workshops:
    """The folder that holds a team's records, or several teams'."""

    folder: Path
    start: Path
    """The folder people are in; files below it are named from there."""

    @classmethod
    def find(cls, start: Path, named: Path | None = None) -> Workshops:
        """Return the folder *named*, or the nearest `workshops` in *start* or above.

        Where there is none yet, it is the one that the first record will make in *start*.
        Raise `WrongUse` where *named* is a file.
        """
        start = start.absolute()
        if named is None:
            above = (folder / FOLDER for folder in (start, *start.parents))
            found = next((folder for folder in above if folder.is_dir()), start / FOLDER)
            return cls(found, start)
        if named.exists() and not named.is_dir():
            raise WrongUse(f"{named} is a file.", "Name the folder that holds the records.")
        return cls(start / named, start)

    @property
    def exists(self) -> bool:
        """Whether the folder is there."""
        return self.folder.is_dir()

    @property
    def drafts(self) -> Path:
        """The folder of unfinished interviews."""
        return self.folder / disk.PRIVATE_NAME / "drafts"

    def display_path(self, path: Path) -> str:
        """Return *path* as people here would write it."""
        return folders.relative_path(path, self.start)

    def command(self, *words: str) -> str:
        """Return the command line that runs `customer-cli` with *words* on this folder.

        It can be pasted as it is: quoted, and with the folder where it is not the nearest.
        """
        where = [] if Workshops.find(self.start).folder == self.folder else [
            "--dir", folders.relative_path(self.folder, self.start)
        ]  # fmt: skip
        return shlex.join(["customer-cli", *words, *where])

    def teams(self) -> tuple[str, ...]:
        """Return the teams that have a folder with records of their own."""
        return tuple(dict.fromkeys(entry.team for entry in self.entries() if entry.team))

    def entries(self, team: str | None = None) -> tuple[RecordEntry, ...]:
        """Return the records, or those of *team* alone, by team and label.

        Raise `NotHere` where there is no such team.
        """
        if team is not None:
            every = self.entries()
            known = list(dict.fromkeys(entry.team for entry in every if entry.team))
            if not (named := _find_team(team, known)) and known:
                raise NotHere(
                    f'There is no team "{team}" in {self.display_path(self.folder)}.',
                    did_you_mean(team, known) or _list_choices(known),
                )
            # Where nobody shares the folder, its records are the team's, whatever its name.
            return tuple(entry for entry in every if entry.team == named)
        found = [RecordEntry(path.stem, "", path) for path in list_records(self.folder)]
        for home in folders.list_team_folders(self.folder):
            found += [
                RecordEntry(f"{home.name}/{path.stem}", home.name, path)
                for path in list_records(home, self.folder)
            ]
        return tuple(sorted(found, key=lambda entry: (entry.team, entry.label, entry.path.name)))

    def of_one_team(self, team: str | None = None) -> tuple[RecordEntry, ...]:
        """Return the records of *team*, at least one, or raise as `newest` does."""
        entries = self._require_one_team(self.entries(team), team)
        if not entries:
            raise NotHere(
                f"There is no record yet in {self.display_path(self.folder)}.",
                f"`{self.command('interview')}` makes the first one.",
            )
        return entries

    def newest(self, team: str | None = None, *, readable_only: bool = False) -> RecordEntry:
        """Return the record of *team* that was held last.

        Raise `WrongUse` where there are several teams and none is named, `NotHere` where there
        is no record, and `Unreadable` with every problem where a file does not tell when it
        was held; with *readable_only* such a file is passed over.
        """
        held, problems = find_days(self.of_one_team(team), self.display_path)
        if problems and not (readable_only and held):
            raise Unreadable(problems)
        return max(held, key=lambda one: one[:2])[2]

    def before(self, entry: RecordEntry) -> RecordEntry:
        """Return the record of the same team that was held last before *entry*.

        Raise `NotHere` where there is none, and `Unreadable` as `newest` does.
        """
        held, problems = find_days(
            [one for one in self.entries() if one.team == entry.team], self.display_path
        )
        own = next((one for one in held if one[2].path == entry.path), None)
        if problems:
            raise Unreadable(problems)
        earlier = [one for one in held if own and one[:2] < own[:2]]
        if not earlier:
            raise NotHere(
                f'No record was held before "{entry.label}" here.',
                "Name both: customer-cli diff OLD NEW",
            )
        return max(earlier, key=lambda one: one[:2])[2]

    def resolve(self, text: str | None, team: str | None = None) -> RecordEntry:
        """Return the record that *text* names: a label, a path, or nothing for the newest.

        Raise as `newest` does, and `NotHere` where nothing has that name.
        """
        if not text:
            return self.newest(team)
        entries = self.entries(team)
        whole = [entry for entry in entries if entry.label == text]
        labelled = whole or [entry for entry in entries if entry.label.rpartition("/")[2] == text]
        if labelled:
            return self._require_one_team(labelled, team)[0]
        path = self.start / text
        if path.is_file():
            whole_path = path.resolve()
            found = (entry for entry in entries if entry.path.resolve() == whole_path)
            return next(found, RecordEntry(path.stem, "", path))
        known = [entry.label for entry in entries]
        known += [label.rpartition("/")[2] for label in known]
        hint = did_you_mean(text, known) or _list_choices([entry.label for entry in entries])
        raise NotHere(f'There is no record "{text}" in {self.display_path(self.folder)}.', hint)

    def load(self, entry: RecordEntry, *, newer_too: bool = False) -> LoadedRecord:
        """Return the record of *entry*, or raise `Unreadable` with every problem placed.

        With *newer_too*, one in a newer format is taken as far as it is understood; such a
        record may be shown and must not be written.
        """
        from customer_cli.record import documents

        data, fingerprint = folders.read(entry.path, self.folder)
        read = documents.read_record(data, self.display_path(entry.path), newer_too=newer_too)
        return LoadedRecord(entry, read.record, read.document, fingerprint)

    def place_for(self, label: str, team: str | None = None) -> Path:
        """Return the path of a new record, flat unless teams have folders here.

        Raise `WrongUse` where *label* cannot be one, or *team* is needed and not there.
        """
        _check_name(label, "label")
        there = [folder.name for folder in folders.list_team_folders(self.folder)]
        if not self.teams() and team not in there:
            return self.folder / f"{label}.yaml"
        if not team:
            raise _team_error(there)
        if known := _find_team(team, there):
            return self.folder / known / f"{label}.yaml"
        _check_name(team, "team")
        home = self.folder / team
        if team == folders.GUIDES or home.is_symlink():
            raise WrongUse(f'"{team}" cannot be a team\'s folder.', "Choose another name.")
        return home / f"{label}.yaml"

    def _require_one_team(
        self, entries: Sequence[RecordEntry], team: str | None
    ) -> tuple[RecordEntry, ...]:
        flat = [entry for entry in entries if not entry.team]
        teams = list(dict.fromkeys(entry.team for entry in entries if entry.team))
        if team is None and not flat and len(teams) > 1:
            raise _team_error(teams)
        return tuple(flat or entries)


def _find_team(team: str, known: Sequence[str]) -> str:
    """Return the one of *known* that is *team*, whether named as it is or by its words."""
    by_words = (folder for folder in known if ids.slug(folder) == ids.slug(team) != "")
    return team if team in known else next(by_words, "")


def _check_name(name: str, what: str) -> None:
    better = ids.slug(name)
    # `slug` puts a number behind the few names that Windows keeps for itself.
    if not ids.is_id(name) or better == f"{name}-1":
        such = f", such as {better}" if better else ""
        raise WrongUse(
            f'"{name}" cannot be a {what}.',
            f"A {what} is made of small Latin letters, digits and hyphens{such}.",
        )


def _team_error(teams: Sequence[str]) -> CustomerError:
    return WrongUse(
        f"There are several teams here: {', '.join(teams)}.",
        f"Say which: --team {shlex.quote(teams[0])}",
    )


def _list_choices(names: Sequence[str]) -> str:
    return f"There are: {', '.join(names)}." if names else "There are no records yet."
