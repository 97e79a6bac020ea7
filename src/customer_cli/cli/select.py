"""The records that a command line names: RECORD, REV, `--team`, `--as-of`, and who in them is meant."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer_cli.cli.options import parse_day, today
from customer_cli.cli.output import say
from customer_cli.errors import CustomerError, NotHere, Problem, Unreadable, WrongUse
from customer_cli.storage import disk, folders
from customer_cli.workshop.folder import RecordEntry, Workshops

if TYPE_CHECKING:
    from customer_cli.diff.timeline import Edition
    from customer_cli.record.documents import RecordDocument
    from customer_cli.record.format import LensName
    from customer_cli.record.model import Record

STANDARD_INPUT = "-"
FORCED = "rev:"
"""Before a name that is meant as a revision although a record or a file is called so, too."""


# One record


@dataclass(frozen=True, slots=True)
class SelectedRecord:
    """A record that was read, and the day it is judged as of."""

    place: Workshops
    entry: RecordEntry
    record: Record
    as_of: dt.date

    def find_language(self) -> str:
        """Return the language of the record, as `find_guide_language` does."""
        return find_guide_language(self.record.guide, self.place)


def find_guide_language(guide: str, place: Workshops) -> str:
    """Return the language of the *guide* that asked, English where it is not on this machine."""
    from customer_cli.guide import files

    try:
        return files.load_guide(guide, place.folder).guide.language
    except CustomerError:
        return "en"


def select_record(
    record: str | None, team: str | None, directory: Path | None, as_of: str | None = None
) -> SelectedRecord:
    """Return *record*, a label or a path or None for the newest of *team*.

    A team's newest record is judged as of today, any other as of the day it was held, and
    any as of *as_of* where that is given. Raise what finding and reading a record raise.
    """
    from customer_cli.workshop.judging import judge_record

    day = today()
    place = Workshops.find(Path.cwd(), directory)
    entry = place.resolve(record, team)
    read = place.load(entry, newer_too=True).record
    judged_on = parse_day(as_of) or judge_record(read, entry.path, day).as_of
    return SelectedRecord(place, entry, read, judged_on)


def say_if_newer(record: Record) -> None:
    """Tell on standard error that *record* holds more than this version understands."""
    from customer_cli.record.format import FORMAT

    if record.format > FORMAT:
        say("A newer version of customer-cli wrote this record; what it added is not shown.")


def resolve_lens(typed: str) -> LensName:
    """Return the lens that *typed* means, its name or the beginning of it, or raise `WrongUse`."""
    from customer_cli.analysis.lookup import Named, resolve
    from customer_cli.record.format import LENSES

    among = [Named(lens, lens) for lens in LENSES]
    found = resolve(typed, among, f'There is no lens "{typed}".')
    return next(lens for lens in LENSES if lens == found)


def resolve_customer(customers: Iterable[tuple[str, str]], typed: str) -> str:
    """Return the id of the one of *customers*, ids with names, that *typed* means.

    Raise `WrongUse` where there is none, or more than one.
    """
    from customer_cli.analysis.lookup import Named, resolve

    among = [Named(key, name) for key, name in customers]
    return resolve(typed, among, f'There is no customer "{typed}" in this record.')


# Many: the records of every year, or the versions of one in git


@dataclass(slots=True)
class TimelineRecords:
    """The records of a timeline that could be read, the oldest first, and what could not.

    One that does not have the shape of a record is left out; whether its names lead somewhere is
    not asked.
    """

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

    def read(self, data: bytes, name: str) -> Record | None:
        """Return the record in *data*, or None where there is none and *name* is left out."""
        from customer_cli.record import documents
        from customer_cli.yamldoc import reader

        try:
            return documents.read_shape(reader.read(data, name))
        except Unreadable as unreadable:
            self.leave_out(name, unreadable.problems)
            return None

    def leave_out(self, name: str, problems: Iterable[Problem]) -> None:
        """Keep *problems* to be named, and *name* as what is missing."""
        self.problems += problems
        self.left_out.append(name)


def read_years(place: Workshops, team: str | None) -> TimelineRecords:
    """Return the records of *team* by the day they were held, or raise as finding them does."""
    from customer_cli.diff.timeline import Edition

    found = TimelineRecords()
    for entry in place.of_one_team(team):
        name = place.display_path(entry.path)
        try:
            data = disk.read(entry.path)[0]
        except Unreadable as unreadable:
            found.leave_out(name, unreadable.problems)
            continue
        if record := found.read(data, name):
            found.editions.append(Edition(record, _short_label(entry), record.held))
    found.editions.sort(key=lambda edition: (edition.day, edition.label))
    return found


def read_versions(place: Workshops, label: str, team: str | None) -> TimelineRecords:
    """Return the committed versions of the record *label*, or of the newest where it is empty.

    Raise `NotHere` where it is in no repository, or was never committed.
    """
    from customer_cli.diff.timeline import Edition
    from customer_cli.git.repository import Repository

    entry = place.resolve(label or None, team)
    path, name = entry.path, place.display_path(entry.path)
    repository = Repository.find(path)
    if repository is None:
        raise NotHere(
            f"{name} is in no git repository.",
            "Without --revisions, `customer-cli history` sets the records of all years side by side.",
        )
    versions = [version for version in repository.list_versions(path) if version.blob]
    if not versions:
        raise NotHere(f"{name} was never committed.", f"git add {name}, then git commit")
    found = TimelineRecords(
        is_cut=repository.is_shallow, versions_of=_short_label(entry), source=path
    )
    contents = repository.read_blobs([version.blob for version in versions])
    for version, data in reversed(list(zip(versions, contents, strict=True))):
        named = f"{version.short}:{version.path}"
        if data is None:
            message = "This version is not on this machine."
            found.leave_out(named, [Problem(named, 0, 0, message, "git fetch brings it here.")])
        elif record := found.read(data, named):
            found.editions.append(
                Edition(record, version.short, version.date, version.author, version.short)
            )
    return found


def _short_label(entry: RecordEntry) -> str:
    # All are of one team, which the title names.
    return entry.label.removeprefix(f"{entry.team}/") if entry.team else entry.label


# Two, to be compared


@dataclass(frozen=True, slots=True)
class DiffSide:
    """A record as one of the two that are compared, with what it was read from."""

    label: str
    read: RecordDocument
    path: Path | None = None
    """Its file; None where it came from elsewhere."""

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.read.record

    def locate(self, path: tuple[str | int, ...], message: str) -> Problem:
        """Return *message* with the place of *path* in the file, or of the nearest above it."""
        document = self.read.document
        while path and not _is_there(document.data, path):
            path = path[:-1]
        return Problem("", 0, 0, message) if self.path is None else document.problem(path, message)


def _is_there(data: object, path: tuple[str | int, ...]) -> bool:
    for key in path:
        known: Any = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(known, dict) or key not in known:
            return False
        data = known[key]
    return True


def select_sides(
    place: Workshops, old: str | None, new: str | None, team: str | None
) -> tuple[DiffSide, DiffSide]:
    """Return the two records to compare, each a label, a file, `-`, or a revision of git.

    One alone is compared with the record held before it, None is the newest. Raise `WrongUse` for
    what cannot be asked, and what finding and reading a record raise.
    """
    if old == new == STANDARD_INPUT:
        raise WrongUse("Standard input can be one side only.", "Name a record for the other.")
    if old is not None and new is not None:
        return _select_two(place, old, new, team)
    if old == STANDARD_INPUT:
        raise WrongUse("Standard input has no year before it.", "Name the other: diff OLD -")
    if old is not None and (ends := split_range(old.removeprefix(FORCED))):
        older, newer = ends
        if _file_of(place, old, team) is None:
            return _select_two(place, f"{FORCED}{older}", f"{FORCED}{newer}", team)
    entry = _resolve(place, old, team, None)
    if not isinstance(entry, DiffSide):
        return _load(place, place.before(entry)), _load(place, entry)
    return entry, _load(place, place.newest(team))


def _select_two(
    place: Workshops, old: str, new: str, team: str | None
) -> tuple[DiffSide, DiffSide]:
    # A revision alone means the record that the other side is.
    beside = _file_of(place, new, team) or _file_of(place, old, team)
    return _select_side(place, old, team, beside), _select_side(place, new, team, beside)


def _file_of(place: Workshops, text: str, team: str | None) -> Path | None:
    try:
        return None if text.startswith(FORCED) else place.resolve(text, team).path
    except CustomerError:
        return None


def _select_side(place: Workshops, text: str, team: str | None, beside: Path | None) -> DiffSide:
    if text == STANDARD_INPUT:
        return _read_side("standard input", sys.stdin.buffer.read(disk.LARGEST + 1))
    found = _resolve(place, text, team, beside)
    return found if isinstance(found, DiffSide) else _load(place, found)


def _resolve(
    place: Workshops, text: str | None, team: str | None, beside: Path | None
) -> RecordEntry | DiffSide:
    """Return the record that *text* names: a label before a file before a revision."""
    if text is not None and text.startswith(FORCED):
        return _at_revision(place, text.removeprefix(FORCED), team, beside, None)
    place.entries(team)  # an unknown team is no revision
    try:
        return place.resolve(text, team)
    except NotHere as missing:
        if not text:
            raise
        # Only git would write `HEAD~3`, `v1^` or `main@{yesterday}`.
        is_gits = any(sign in text for sign in ("~", "^", "@{"))
        return _at_revision(place, text, team, beside, None if is_gits else missing)


def _at_revision(
    place: Workshops, text: str, team: str | None, beside: Path | None, missing: NotHere | None
) -> DiffSide:
    """Return the record at the revision *text*; *missing* is raised where it names none."""
    file = beside
    if file is None and ":" not in text:
        file = place.newest(team).path
    found = read_revision(text, file, place, must=missing is None)
    if found is None:
        raise missing or NotHere(f'There is no revision "{text}" here.')
    return _read_side(*found)


def read_revision(
    text: str, file: Path | None, place: Workshops, *, must: bool
) -> tuple[str, bytes] | None:
    """Return name and content of what *text* means: `REV:path`, or `REV` for the record *file*.

    The repository is that of the file, or of the folder of records, wherever people are. A file
    that had another name at that revision is found through its renames. Return None where *text*
    names no revision, or raise `NotHere` where it *must*.
    """
    from customer_cli.git.repository import Repository, split_revision

    found = Repository.around(file.parent if file else place.folder, place.start)
    revision, path = split_revision(text)
    if found is None:
        if must:
            where = place.display_path(file or place.folder)
            raise NotHere(f"{where} is in no git repository.", "Name a label or a file.")
        return None
    if not must and not found.find_commit(revision):
        return None
    if path is None and file is None:
        raise NotHere(f"{revision} is a revision, and no record is named.", f"Say {revision}:FILE")
    data, name = found.read(text, file)
    return name, data


def split_range(text: str) -> tuple[str, str] | None:
    """Return the two revisions of `REV..REV`, a missing one being HEAD, or None for anything else."""
    older, dots, newer = text.partition("..")
    if not dots or newer.startswith(("/", ".")) or ":" in text or older.endswith("/"):
        return None
    return older or "HEAD", newer or "HEAD"


def _load(place: Workshops, entry: RecordEntry) -> DiffSide:
    data, _ = folders.read(entry.path, place.folder)
    return _read_side(place.display_path(entry.path), data, entry)


def _read_side(name: str, data: bytes, entry: RecordEntry | None = None) -> DiffSide:
    from customer_cli.record.documents import read_record

    read = read_record(data, name, newer_too=True)
    return DiffSide(entry.label, read, entry.path) if entry else DiffSide(name, read)
