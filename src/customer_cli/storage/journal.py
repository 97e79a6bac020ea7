"""The append-only log of an interview, and its lines.

An answer is on disk before anybody is told "saved". A line is sixteen hex digits of the SHA-256 of
the rest, a blank, and one JSON object. Lines are only ever added. What a crash leaves is a torn
last line, which is cut and kept beside; a line in the middle whose checksum is wrong is skipped
and counted, and the rest is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer_cli.errors import ChangedUnderneath, NotSaved, Problem, Unreadable
from customer_cli.storage import disk
from customer_cli.storage.disk import (
    ABSENT,
    NO_LINK,
    OPEN,
    fingerprint,
    replace_file,
    sync,
    sync_folder,
    write_all,
)
from customer_cli.storage.os_errors import display_path, explain_write_error, not_saved

VERSION = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest journal that is read: a guard against another kind of file, far above
what a day of typing makes."""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Replay:
    """What a journal holds."""

    first: dict[str, Any]
    """The first line: the version as `journal`, and what `create` was given; empty if damaged."""
    events: tuple[dict[str, Any], ...]
    """The other lines, in the order of writing."""
    cut: int
    """Bytes of a torn last line, not among the events."""
    bad: int
    """Damaged lines, not among the events."""


def replay(path: Path) -> Replay:
    """Return what the journal at *path* holds, changing nothing, whoever writes to it.

    Raise `NotHere`, `WrongUse` where it is no plain file, and `Unreadable` where it has no
    readable line or comes from a newer customer-cli.
    """
    data, _ = disk.read(path, LARGEST, links=False)
    return parse_journal(data, path)


def parse_journal(data: bytes, path: Path) -> Replay:
    """Return what *data*, the content of the journal at *path*, holds; raise `Unreadable`."""
    # Split at LF only: JSON leaves U+2028 and U+0085 inside a text as they are.
    *lines, torn = data.split(b"\n")
    read = [decode_line(line) for line in lines]
    events = [event for event in read if event is not None]
    if not events:
        message = "There is no draft of an interview in this file."
        raise Unreadable(
            [Problem(display_path(path), 0, 0, message, "Move it away to start again.")]
        )
    first = events.pop(0) if read[0] is not None and "journal" in read[0] else {}
    version = first.get("journal", VERSION)
    if version != VERSION:
        message = f"This draft is of version {version}; this customer-cli knows {VERSION}."
        remedy = "Nothing was changed. Go on with the customer-cli that wrote it, or a newer one."
        raise Unreadable([Problem(display_path(path), 1, 0, message, remedy)])
    return Replay(first, tuple(events), len(torn), read.count(None))


def encode_line(event: Mapping[str, Any]) -> bytes:
    """Return *event* as a line that `decode_line` gives back; raise ValueError for what JSON lacks."""
    text = json.dumps(event, ensure_ascii=False, allow_nan=False)
    # Half a surrogate pair cannot be typed, but must not lose the answer it is in.
    body = text.encode("utf-8", "surrogatepass")
    return _checksum(body) + b" " + body + b"\n"


def decode_line(line: bytes) -> dict[str, Any] | None:
    """Return the event in *line*, given without its LF, or None where it is damaged."""
    body = line[_DIGITS + 1 :]
    if line[: _DIGITS + 1] != _checksum(body) + b" ":
        return None
    try:
        event = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_DIGITS].encode()


class Journal(contextlib.AbstractContextManager["Journal"]):
    """An open journal; assumes that the caller holds the `Lock` of the interview."""

    def __init__(self, path: Path, kept: bytes) -> None:
        self.path = path
        # Everything that is safe, to be written anew when the file can no longer be trusted.
        self._kept = bytearray(kept)
        self._descriptor = -1
        self._trusted = False
        self._reopen()

    @classmethod
    def create(cls, path: Path, first: Mapping[str, Any]) -> Journal:
        """Return a new journal whose first line is *first* and the version.

        Raise `ChangedUnderneath` where the file is there already, `NotSaved` where the disk
        refuses. Missing folders are made.
        """
        line = encode_line({"journal": VERSION, **first})
        disk.make_folder(path.parent)
        try:
            replace_file(path, line, ABSENT, private=True)
            return cls(path, line)
        except OSError as error:
            raise not_saved(error, path) from error

    @classmethod
    def open(cls, path: Path) -> tuple[Journal, Replay]:
        """Return the journal at *path*, ready to go on, and what it holds.

        A torn last line is cut off and kept in `<name>.torn`. Raise as `replay` does, and
        `NotSaved` where the disk refuses.
        """
        data, _ = disk.read(path, LARGEST, links=False)
        held = parse_journal(data, path)
        whole = len(data) - held.cut
        try:
            if held.cut:
                _cut_torn(path, data, whole)
            journal = cls(path, data[:whole])
        except OSError as error:
            raise not_saved(error, path) from error
        return journal, held

    def append(self, events: Sequence[Mapping[str, Any]]) -> None:
        """Add *events* in one write and return when the disk has them.

        Raise `NotSaved` where it refuses, or `ChangedUnderneath` where another program wrote
        to the file. The journal then is as it was before, and the call may be repeated.
        """
        lines = b"".join(encode_line(event) for event in events)
        if not lines:
            return
        try:
            if self._trusted and self._is_ours():
                self._extend(lines)
            else:
                self._rewrite(lines)
        except OSError as error:
            reason, deed = explain_write_error(error, self.path)
            first = f"{deed[0].lower()}{deed[1:]}"
            remedy = f"Your answer is still on the screen; {first} and press Enter again."
            raise NotSaved(f"Not saved: {reason}", remedy) from error
        except NotSaved as refused:  # the folder, where it had to be made again
            remedy = "Your answer is still on the screen; press Enter to try again."
            raise NotSaved(refused.message, remedy) from refused

    def archive(self, folder: Path, keep: int = 10) -> Path:
        """Close the journal, move it to *folder*, and return where it lies now.

        Of the journals of this name there, the *keep* latest stay. Raise `NotSaved`.
        """
        self.close()
        disk.make_folder(folder)
        name = re.compile(rf"{re.escape(self.path.stem)}\.([0-9]+){re.escape(self.path.suffix)}")
        matches = ((name.fullmatch(file.name), file) for file in folder.iterdir())
        older = {int(match[1]): file for match, file in matches if match}
        number = max(older, default=0) + 1
        new = folder / f"{self.path.stem}.{number}{self.path.suffix}"
        try:
            try:
                self.path.rename(new)
            except FileNotFoundError:
                replace_file(new, bytes(self._kept), ABSENT, private=True)
            sync_folder(folder)
            sync_folder(self.path.parent)
            for past in sorted(older)[: max(0, len(older) + 1 - keep)]:
                older[past].unlink(missing_ok=True)
        except OSError as error:
            raise not_saved(error, new) from error
        return new

    def close(self) -> None:
        """Let go of the file; everything acknowledged is on disk already."""
        descriptor, self._descriptor = self._descriptor, -1
        self._trusted = False
        if descriptor >= 0:
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _reopen(self) -> None:
        self.close()
        flags = os.O_RDWR | os.O_APPEND | NO_LINK | OPEN
        self._descriptor = os.open(self.path, flags)
        self._identity = os.fstat(self._descriptor)
        self._trusted = True

    def _is_ours(self) -> bool:
        """Tell whether the file is where it was; `git clean` may have taken it away."""
        try:
            found = self.path.stat(follow_symlinks=False)
        except FileNotFoundError:
            return False
        same = os.path.samestat(found, self._identity)
        if not same or found.st_size != len(self._kept):
            message = f"Not saved: another program wrote to the draft {display_path(self.path)}."
            remedy = "Your answer is still on the screen; close the other program first."
            raise ChangedUnderneath(message, remedy)
        return True

    def _extend(self, lines: bytes) -> None:
        synced = True
        try:
            write_all(self._descriptor, lines)
            synced = False
            sync(self._descriptor, self.path)
            self._kept += lines
        except BaseException:
            # A disk that failed to sync may report success the next time without having
            # written a thing, so the file is given up; a half line must not stay in any case.
            self._trusted = False
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, len(self._kept))
                self._trusted = synced
            raise

    def _rewrite(self, lines: bytes) -> None:
        """Write everything kept, and *lines*, to a new file in the place of the old one."""
        whole = bytes(self._kept) + lines
        self.close()  # Windows does not replace a file that is open
        disk.make_folder(self.path.parent)
        replace_file(self.path, whole, fingerprint(self.path), private=True)
        self._reopen()
        self._kept += lines


def _cut_torn(path: Path, data: bytes, whole: int) -> None:
    """Keep the bytes of *data* after the first *whole* beside the file, then cut them off."""
    beside = path.with_name(f"{path.name}.torn")
    flags = os.O_WRONLY | NO_LINK | OPEN
    descriptor = os.open(beside, flags | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        write_all(descriptor, data[whole:] + b"\n")
        sync(descriptor, path)
    finally:
        os.close(descriptor)
    descriptor = os.open(path, flags)
    try:
        os.ftruncate(descriptor, whole)
        sync(descriptor, path)
    finally:
        os.close(descriptor)
