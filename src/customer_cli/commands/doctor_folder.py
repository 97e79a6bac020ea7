"""What is set up around the records: folder, git, guides, unfinished interviews, schema."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from customer_cli.errors import CustomerError, NotHere
from customer_cli.git import process
from customer_cli.git.repository import Repository
from customer_cli.git.setup import check_driver as telling_in
from customer_cli.reports.check import Line
from customer_cli.storage import disk, folders
from customer_cli.storage.leftovers import find_leftovers
from customer_cli.storage.permissions import find_denial
from customer_cli.text import count
from customer_cli.workshop import save
from customer_cli.workshop.drafts import Drafts
from customer_cli.workshop.folder import Workshops

MOST_NAMED = 3
"""Names in a line; the commands behind it tell them all."""


def folder_lines(place: Workshops) -> Iterator[Line]:
    """Yield a line for each thing that matters in and around the folder of *place*."""
    yield from _git(place)
    name = place.display_path(place.folder)
    if not place.exists:
        told = f"no folder {name} here or above"
        yield Line("workshops", "not set up", told, place.command("interview"))
        yield _writable(place)
        return
    try:
        yield from _records(place, name)
        yield _unfinished(place)
        yield from _left_by_saves(place)
        yield _schema(place)
    except CustomerError as refused:
        yield Line("workshops", "problem", refused.message)
    yield _writable(place)


def _git(place: Workshops) -> Iterator[Line]:
    here = place.folder if place.exists else place.start
    version = process.read_version(place.start)
    if version is None:
        told = "not found; records are kept as files all the same"
        yield Line("git", "not set up", told, "https://git-scm.com")
        return
    yield Line("git", "ok", version)
    try:
        found = Repository.find(here)
    except NotHere as refused:
        yield Line("repository", "problem", refused.message.replace("\n", " "), refused.remedy)
        return
    if found is None:
        told = "the records are in no repository, so nobody sees what changed"
        yield Line("repository", "not set up", told, f"{_git_in(here.parent, place)} init")
        return
    yield Line("repository", "ok", folders.relative_path(found.top, place.start))
    git = _git_in(found.top, place)
    waiting = process.list_uncommitted(here) if place.exists else []
    if waiting is None:
        yield Line("committed", "problem", "git cannot say what is committed", f"{git} status")
    elif records := [name for name in waiting if name.endswith(folders.ENDINGS)]:
        command = f"{git} add {shlex.quote(place.display_path(here))} && {git} commit"
        yield Line("committed", "not set up", f"not yet: {_some(records)}", command)
    elif place.exists:
        yield Line("committed", "ok", "everything")
    telling = telling_in(place.folder)
    command = telling.command
    if command.startswith("customer-cli") and place != Workshops.find(place.start):
        command += f" --dir {shlex.quote(place.display_path(place.folder))}"
    yield Line("git diff", "ok" if telling.is_ready else "not set up", telling.why, command)


def _git_in(folder: Path, place: Workshops) -> str:
    """Return how git is called for *folder*, by people who may be somewhere else."""
    is_around = place.start.resolve().is_relative_to(folder.resolve())
    return "git" if is_around else shlex.join(["git", "-C", str(folder)])


def _records(place: Workshops, name: str) -> Iterator[Line]:
    from customer_cli.guide import files

    entries = place.entries()
    teams = len({entry.team for entry in entries})
    told = f"{name}, {count(len(entries), 'record')} of {count(teams, 'team')}"
    if not entries:
        told, command = f"{name}, no records yet", place.command("interview")
        yield Line("workshops", "not set up", told, command)
    else:
        yield Line("workshops", "ok", told)
    unreadable = []
    for entry in entries:
        try:
            place.load(entry)
        except CustomerError:
            unreadable.append(entry.label)
    if unreadable:
        told = f"{len(unreadable)} cannot be read: {_some(unreadable)}"
        yield Line("records", "problem", told, place.command("check"))
    elif entries:
        yield Line("records", "ok", "all can be read")
    guides = files.listed(place.folder)
    own = [guide.id for guide in guides if guide.source.own]
    if broken := [guide.id for guide in guides if guide.problems]:
        told = f"cannot be read: {_some(broken)}"
        yield Line("guides", "problem", told, place.command("guide", "check"))
    else:
        told = f"{len(guides) - len(own)} that come along, {len(own)} of your own"
        yield Line("guides", "ok", told)


def _unfinished(place: Workshops) -> Line:
    try:
        labels = Drafts(place.drafts).labels()
    except CustomerError as refused:
        return Line("interviews", "problem", refused.message)
    if not labels:
        return Line("interviews", "ok", "none is unfinished")
    which = ["--label", labels[0]] if len(labels) > 1 else []
    command = place.command("interview", "--resume", *which)
    return Line("interviews", "ok", f"unfinished: {_some(labels)}", command)


def _left_by_saves(place: Workshops) -> Iterator[Line]:
    homes = (place.folder, *folders.list_team_folders(place.folder), place.drafts)
    left = [
        shlex.quote(place.display_path(path)) for home in homes for path in find_leftovers(home)
    ]
    if left:
        told = f"left by interrupted saves: {_some(left)}; no record needs them"
        yield Line("left over", "not set up", told, f"rm -r {' '.join(left)}")


def _schema(place: Workshops) -> Line:
    command = place.command("schema", "record", "--write")
    if not save.is_our_schema(place.folder / save.SCHEMA):
        return Line("schema", "not set up", "editors do not check records", command)
    entries = place.entries()
    without = [e.label for e in entries if not save.find_schema_line(disk.read(e.path)[0])]
    if without:
        return Line("schema", "not set up", f"no line in {_some(without)}", command)
    return Line("schema", "ok", "beside the records, and named in each")


def _writable(place: Workshops) -> Line:
    drafts = place.drafts
    name = place.display_path(drafts)
    told = f"{name} cannot be written, so no interview could be kept"
    if found := find_denial(drafts, os.W_OK):
        whose = f"{place.display_path(found.place)} belongs to {'you' if found.is_mine else found.owner}"
        command = found.command or f"ls -ld {shlex.quote(place.display_path(found.place))}"
        return Line("drafts", "problem", f"{told}; {whose}", command)
    there = next(folder for folder in (drafts, *drafts.parents) if folder.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Line("drafts", "ok", f"{name} can be written")
    return Line("drafts", "problem", told, f"ls -ld {place.display_path(there)}")


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED])
    return f"{told} and {more} more" if more > 0 else told
