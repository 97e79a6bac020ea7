"""What is set up around the records: folder, git, guides, unfinished interviews, schema."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from customer_cli.errors import CustomerError
from customer_cli.git import asked
from customer_cli.storage import disk, folders
from customer_cli.views.checklist import Line
from customer_cli.workshop import schema_line
from customer_cli.workshop.drafts import Drafts
from customer_cli.workshop.store import Workshops

MOST_NAMED = 3
"""Names in a line; the commands behind it tell them all."""


def folder_lines(place: Workshops) -> Iterator[Line]:
    """Yield a line for each thing that matters in and around the folder of *place*."""
    yield from _git(place)
    name = place.named(place.folder)
    if not place.exists:
        told = f"no folder {name} here or above"
        yield Line("workshops", "not set up", told, place.command("interview"))
        yield _writable(place)
        return
    try:
        yield from _records(place, name)
        yield _unfinished(place)
        yield _schema(place)
    except CustomerError as refused:
        yield Line("workshops", "problem", refused.message)
    yield _writable(place)


def _git(place: Workshops) -> Iterator[Line]:
    here = place.folder if place.exists else place.start
    version = asked.version(place.start)
    if version is None:
        told = "not found; records are kept as files all the same"
        yield Line("git", "not set up", told, "https://git-scm.com")
        return
    yield Line("git", "ok", version)
    top = asked.top(here)
    if top is None:
        told = "the records are in no repository, so nobody sees what changed"
        yield Line("repository", "not set up", told, "git init")
        return
    yield Line("repository", "ok", folders.shown(Path(top), place.start))
    waiting = asked.not_committed(here) if place.exists else []
    if waiting is None:
        yield Line("committed", "problem", "git cannot say what is committed", "git status")
    elif records := [name for name in waiting if name.endswith(folders.ENDINGS)]:
        command = f"git add {place.named(here)} && git commit"
        yield Line("committed", "not set up", f"not yet: {_some(records)}", command)
    elif place.exists:
        yield Line("committed", "ok", "everything")
    drivers = [f"diff.customer-cli.{key}" for key in ("textconv", "command")]
    if any(asked.setting(driver, here) for driver in drivers):
        yield Line("git diff", "ok", "tells of records in sentences")
    else:
        told = "shows records as any other text"
        yield Line("git diff", "not set up", told, "customer-cli git install")


def _records(place: Workshops, name: str) -> Iterator[Line]:
    from customer_cli.guides import guide_store

    entries = place.entries()
    teams = len({entry.team for entry in entries})
    told = f"{name}, {_count(len(entries), 'record')} of {_count(teams, 'team')}"
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
    guides = guide_store.listed(place.folder)
    own = [guide.id for guide in guides if guide.source.own]
    if broken := [guide.id for guide in guides if guide.problems]:
        told = f"cannot be read: {_some(broken)}"
        yield Line("guides", "problem", told, place.command("guide", "check"))
    else:
        told = f"{len(guides) - len(own)} that come along, {len(own)} of your own"
        yield Line("guides", "ok", told)


def _unfinished(place: Workshops) -> Line:
    labels = Drafts(place.drafts).labels()
    if not labels:
        return Line("interviews", "ok", "none is unfinished")
    which = ["--label", labels[0]] if len(labels) > 1 else []
    command = place.command("interview", "--resume", *which)
    return Line("interviews", "ok", f"unfinished: {_some(labels)}", command)


def _schema(place: Workshops) -> Line:
    command = place.command("schema", "record", "--write")
    if not schema_line.is_ours(place.folder / schema_line.SCHEMA):
        return Line("schema", "not set up", "editors do not check records", command)
    entries = place.entries()
    without = [e.label for e in entries if not schema_line.named(disk.read(e.path)[0])]
    if without:
        return Line("schema", "not set up", f"no line in {_some(without)}", command)
    return Line("schema", "ok", "beside the records, and named in each")


def _writable(place: Workshops) -> Line:
    drafts = place.drafts
    there = next(folder for folder in (drafts, *drafts.parents) if folder.exists())
    name = place.named(drafts)
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Line("drafts", "ok", f"{name} can be written")
    told = f"{name} cannot be written, so no interview could be kept"
    return Line("drafts", "problem", told, f"ls -ld {place.named(there)}")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED])
    return f"{told} and {more} more" if more > 0 else told
