"""Files that are whole or not written.

A file is replaced by a finished one beside it, never edited in place; one that is not the
one that was read is left alone; and "saved" is said only when the disk has confirmed it.
Power loss, a full disk and a second program are the ordinary case here.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path

from customer_cli.errors import ChangedUnderneath, NotSaved, Problem, Unreadable, WrongUse
from customer_cli.storage.atomic import ABSENT as ABSENT
from customer_cli.storage.atomic import NO_LINK, OPEN, replace, sync_folder
from customer_cli.storage.atomic import Fingerprint as Fingerprint
from customer_cli.storage.group import open_to_group
from customer_cli.storage.lock import Lock as Lock
from customer_cli.storage.lock import writing as writing
from customer_cli.storage.refusal import not_read, not_saved, shown

LARGEST = 1024 * 1024
"""Bytes of the largest file that is read; a workshop's record has two to twenty thousand."""
PRIVATE_NAME = ".customer-cli"
"""The folder of drafts and copies, which git does not see."""

_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # for a writer, where a FIFO is in place of the file


def read(path: Path, limit: int = LARGEST, *, links: bool = True) -> tuple[bytes, Fingerprint]:
    """Return the content of the file at *path* and its fingerprint.

    Raise `NotHere` where there is none or it may not be read, `WrongUse` where it is no
    file, or a link though there are to be no *links*, and `Unreadable` where it is larger
    than *limit* bytes.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | OPEN | _NO_WAIT | (0 if links else NO_LINK))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                kind = "a folder" if path.is_dir() else "a device"
                raise WrongUse(f"{shown(path)} is {kind}, not a file.", "Name a file.")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(limit + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise not_read(error, path) from None
    except ValueError:  # a NUL, which Python refuses before the system sees it
        raise WrongUse(f"{shown(path)} cannot be the name of a file.", "Name a file.") from None
    if len(data) > limit:
        message = f"The file is larger than {limit // 1024} KiB, the most that is read."
        raise Unreadable([Problem(shown(path), 0, 0, message, "Is it the file you meant?")])
    return data, Fingerprint.of(data)


def save(path: Path, data: bytes, expected: Fingerprint | None) -> Fingerprint:
    """Make *data* the content of the file at *path*, and return its fingerprint.

    The file must still be *expected*, as `read` returned it; `ABSENT` and None stand for a
    file that must not be there yet. Nobody else of ours writes in its folder meanwhile
    (`writing`, entered here where the caller has not). Raise `ChangedUnderneath` where it is
    another one, `Busy` where others never stop writing, and `NotSaved` where the disk refuses.
    A link stays, and the file it names is replaced. The folder must be there: a mistyped path
    makes no folders.
    """
    try:
        with writing(path):
            return replace(Path(os.path.realpath(path)), data, expected or ABSENT)
    except OSError as error:
        raise not_saved(error, path) from error
    except ValueError as error:
        # A name with a NUL. Of a link that leads to itself the versions of pathlib say two things.
        raise not_saved(OSError(errno.EINVAL, str(error)), path) from None


def make_folder(folder: Path) -> Path:
    """Return *folder*, made together with those above it, or raise `NotSaved`.

    `.customer-cli` and what lies in it are made as `private_folder` makes them.
    """
    if PRIVATE_NAME in (folder.name, folder.parent.name):
        return private_folder(folder)
    try:
        if folder.is_dir():
            return folder
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise not_saved(error, folder) from error
    return folder


def private_folder(folder: Path) -> Path:
    """Return *folder*, `.customer-cli` or one in it, made and ignored by git, or raise `NotSaved`.

    It is for its owner, and for the group where that may write in the folder around it.
    """
    make_folder(folder.parent)
    no_link(folder)
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            open_to_group(folder, folder.parent)
            sync_folder(folder.parent)
        if folder.name == PRIVATE_NAME:
            _ignored_by_git(folder)
    except OSError as error:
        raise not_saved(error, folder) from error
    return folder


def no_link(folder: Path) -> None:
    """Raise `NotSaved` where *folder* is a link, or where nobody may look.

    A repository of strangers must not have us read and write wherever its links point.
    """
    try:
        is_link = folder.is_symlink()
    except OSError as error:
        raise not_saved(error, folder) from None
    if is_link:
        message = f"{shown(folder)} is a link; drafts are kept in a folder."
        raise NotSaved(message, "Move the link away, then try again.")


def _ignored_by_git(folder: Path) -> None:
    ignore = folder / ".gitignore"
    if not ignore.exists():
        with contextlib.suppress(ChangedUnderneath):  # another terminal was first
            replace(ignore, b"*\n", ABSENT)
