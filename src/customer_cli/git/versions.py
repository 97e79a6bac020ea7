"""The versions of one file over time, and what each of them held.

One process tells the versions and one their content, however many there are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from customer_cli.git.program import Ended, run

UNDATED = dt.date(1970, 1, 1)
"""What git itself says of a commit whose date it cannot read."""


@dataclass(frozen=True, slots=True)
class Version:
    """One file as one commit left it."""

    commit: str
    author: str
    date: dt.date
    """The day it was written, where the author was."""
    path: str
    """From the top of the repository, with slashes; another one before a rename."""
    blob: str
    """The id of its content; empty where the commit deleted it."""

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.commit[:7]


def versions(name: str, top: Path) -> tuple[Version, ...]:
    """Return the versions of the file *name*, the newest first, through its renames.

    *name* is written from *top*, with slashes. A file that began as a copy of another one, as
    a new year's record does, begins there.
    """
    ended = run("log", "--follow", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv",
                "--no-color", "--encoding=UTF-8", "--format=%H%x00%an%x00%as", "--", name,
                folder=top)  # fmt: skip
    return tuple(_listed(ended.out.decode("utf-8", "replace"))) if ended.code == 0 else ()


def contents(blobs: Sequence[str], top: Path) -> list[bytes | None]:
    """Return what each of *blobs* holds, or None where it is empty, no file, or not here."""
    wanted = [blob for blob in dict.fromkeys(blobs) if blob]
    ended = _batch(wanted, top)
    found = dict(_held(ended.out))
    if ended.code != 0:
        # In a partial clone git gives up at the first blob that it cannot fetch.
        listed = run("cat-file", "--batch-all-objects", "--unordered",
                     "--batch-check=%(objectname)", folder=top)  # fmt: skip
        here = set(listed.out.decode("ascii", "replace").split())
        found |= _held(_batch([blob for blob in wanted if blob in here], top).out)
    return [found.get(blob) for blob in blobs]


def day(text: str) -> dt.date:
    """Return the date that git wrote as *text*, or `UNDATED`: a commit can claim any number."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return UNDATED


def _listed(text: str) -> Iterator[Version]:
    # Fields are told by their number alone: an author or a file may hold any byte but the NUL.
    fields = iter(text.split("\0"))
    pending = next(fields, "")
    while pending:
        commit, author, date = pending, next(fields, ""), next(fields, "")
        pending = next(fields, "")
        while pending.startswith("\n:"):
            *_, blob, kind = pending.split()
            path = next(fields, "")
            if kind[0] in "RC":
                path = next(fields, "")
            yield Version(commit, author, day(date), path, "" if kind == "D" else blob)
            if kind[0] == "C":
                return
            pending = next(fields, "")


def _batch(blobs: Sequence[str], top: Path) -> Ended:
    return run("cat-file", "--batch", folder=top, given="".join(f"{b}\n" for b in blobs).encode())


def _held(out: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while (end := out.find(b"\n", place)) >= 0:
        head = out[place:end].decode("ascii", "replace").split()
        place = end + 1
        if len(head) == 3 and head[2].isdigit():
            size = int(head[2])
            if head[1] == "blob" and len(out) > place + size - 1:
                yield head[0], out[place : place + size]
            place += size + 1
