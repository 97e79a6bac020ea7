"""Atomic reads and writes: a file is whole or not written.

A file is replaced in one step by a finished one beside it, so that a reader or a power cut finds
the old or the new one. One that is not the one that was read is left alone, and "saved" is said
only when the disk has confirmed it. Power loss, a full disk and a second program are the ordinary
case here. `read`, `save` and the folders raise errors of ours; the steps below them raise OSError.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from customer_cli import errors
from customer_cli.errors import ChangedUnderneath, NotSaved, Problem, Unreadable, WrongUse
from customer_cli.storage.leftovers import FILE, make_room, remove_old, remove_room
from customer_cli.storage.lock import Lock as Lock
from customer_cli.storage.lock import writing as writing
from customer_cli.storage.os_errors import display_path, not_read, not_saved, open_to_group

# Each system has some of these.
OPEN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)

# What disks answer that lack something: network drives, memory sticks, Windows seen from Linux.
_LACKING = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EPERM}
# And folders, where the disk syncs none, or where they may be written and not read.
_NO_FOLDER_SYNC = _LACKING | {errno.EBADF, errno.EISDIR, errno.EACCES}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a file still is the one that was read: its content, not its date."""

    sha256: str
    """Of the content, in hex; empty where there is no file."""
    size: int

    @classmethod
    def of(cls, data: bytes) -> Fingerprint:
        """Return the fingerprint of a file whose content is *data*."""
        import hashlib  # nothing is read before the first question, and this loads OpenSSL

        return cls(hashlib.sha256(data).hexdigest(), len(data))


ABSENT = Fingerprint("", 0)
"""The fingerprint of no file."""


def fingerprint(path: Path) -> Fingerprint:
    """Return the fingerprint of the file at *path*, `ABSENT` where there is none.

    Raise OSError where it cannot be told.
    """
    try:
        return Fingerprint.of(path.read_bytes())
    except FileNotFoundError:
        return ABSENT


def replace_file(
    target: Path, data: bytes, expected: Fingerprint, *, private: bool = False
) -> Fingerprint:
    """Do as `save` does for a *target* that is no link, raising every OSError as it comes.

    A new file that is *private* can be read by its owner alone.
    """
    new = Fingerprint.of(data)
    old, room = _check_target(target), make_room(target)
    try:
        now = room.stat().st_mtime
        _write_new(room / FILE, data, old, 0o600 if private else 0o666, target)
        found = fingerprint(target)
        # Who tries again after the last step failed finds the own words, which is no conflict.
        if found not in (expected, new):
            raise _changed_error(target, found, expected)
        if found != ABSENT and not os.access(target, os.W_OK):
            # A rename asks nobody, but whoever took the right to write away meant something.
            raise PermissionError(errno.EACCES, "may not be written")
        if found == ABSENT:
            _name_new(room / FILE, target)
        else:
            (room / FILE).replace(target)
    finally:
        remove_room(room)
    sync_folder(target.parent)
    remove_old(target.parent, now)
    return new


def _write_new(
    path: Path, data: bytes, old: os.stat_result | None, new_mode: int, target: Path
) -> None:
    """Write *data* to the new file *path*, with the mode and the owner of *old*, that of *target*.

    tempfile.mkstemp would do the same, but a new file should have the mode that the umask
    gives it, and that can only be asked for by changing it.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | OPEN
    descriptor = os.open(path, flags, old.st_mode & 0o777 if old else new_mode)
    try:
        write_all(descriptor, data)
        if old:
            _keep_mode(descriptor, old, target)
        sync(descriptor, target)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: bytes) -> None:
    """Append *data* to an open file, in as many calls as the disk needs, and count the bytes.

    Raise OSError where the file did not grow by as much: there are disks that lie.
    """
    before = os.fstat(descriptor).st_size
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    if os.fstat(descriptor).st_size != before + len(data):
        raise OSError(errno.EIO, "fewer bytes arrived than were sent")


def _check_target(target: Path) -> os.stat_result | None:
    try:
        old = target.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder")
    if stat.S_ISLNK(old.st_mode):
        raise OSError(errno.ELOOP, "is a link")
    if not stat.S_ISREG(old.st_mode):
        # Root could put a file in the place of /dev/stdout.
        raise OSError(errno.ENODEV, "is a device")
    return old


def _keep_mode(descriptor: int, old: os.stat_result, target: Path) -> None:
    """Give a file the owner and the permissions of the *old* one, as far as the disk has them."""
    if sys.platform == "win32":
        return
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (old.st_uid, old.st_gid):
        for owner in (old.st_uid, -1):  # only root may give a file away, its members a group's
            with contextlib.suppress(OSError):
                os.fchown(descriptor, owner, old.st_gid)
                break
    if mine.st_mode & 0o777 == old.st_mode & 0o777:
        return
    try:
        os.fchmod(descriptor, old.st_mode & 0o777)
    except OSError as error:
        if error.errno not in _LACKING:
            raise
        errors.keep_note(f"{display_path(target)} has the permissions that its disk gives it.")


def _name_new(temporary: Path, target: Path) -> None:
    """Give a finished file its name unless somebody else took it.

    A second name refuses where the first is taken, in one step; a rename would overwrite.
    Disks without second names (FAT, some network drives) get a look and a rename.
    """
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise _changed_error(target, None, ABSENT) from None
    except OSError:
        if os.path.lexists(target):
            raise _changed_error(target, None, ABSENT) from None
        temporary.rename(target)


def _changed_error(
    target: Path, found: Fingerprint | None, expected: Fingerprint
) -> ChangedUnderneath:
    name = display_path(target)
    if expected == ABSENT:
        message, remedy = f"There is a file {name} already.", "Choose another name, or read it."
    elif found == ABSENT:
        message, remedy = (
            f"{name} is gone since it was read.",
            "Look where it went, then try again.",
        )
    else:
        message = f"{name} was changed by another program since it was read."
        remedy = "Look at what changed there, then try again."
    return ChangedUnderneath(f"{message} Nothing was written.", remedy)


def sync(descriptor: int, path: Path) -> None:
    """Make an open file, that of *path*, outlast a power cut; raise OSError where that failed.

    A disk that never confirms what it has written is told of, and done without.
    """
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _LACKING:
            raise
        _note_unconfirmed(path.parent)


def _note_unconfirmed(folder: Path) -> None:
    disk = f"The disk of {display_path(folder)} does not confirm what it has written"
    errors.keep_note(f"{disk}: a power cut may take the last of it.")


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* outlast a power cut, as `sync` does; raise OSError."""
    if sys.platform == "win32":  # which does not open folders
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | OPEN)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
        _note_unconfirmed(folder)


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
                raise WrongUse(f"{display_path(path)} is {kind}, not a file.", "Name a file.")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(limit + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise not_read(error, path) from None
    except ValueError:  # a NUL, which Python refuses before the system sees it
        raise WrongUse(
            f"{display_path(path)} cannot be the name of a file.", "Name a file."
        ) from None
    if len(data) > limit:
        message = f"The file is larger than {limit // 1024} KiB, the most that is read."
        raise Unreadable([Problem(display_path(path), 0, 0, message, "Is it the file you meant?")])
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
            return replace_file(Path(os.path.realpath(path)), data, expected or ABSENT)
    except OSError as error:
        raise not_saved(error, path) from error
    except ValueError as error:
        # A name with a NUL. Of a link that leads to itself the versions of pathlib say two things.
        raise not_saved(OSError(errno.EINVAL, str(error)), path) from None


def make_folder(folder: Path) -> Path:
    """Return *folder*, made together with those above it, or raise `NotSaved`.

    `.customer-cli` and what lies in it are made as `make_private_folder` makes them.
    """
    if PRIVATE_NAME in (folder.name, folder.parent.name):
        return make_private_folder(folder)
    try:
        if folder.is_dir():
            return folder
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
    except OSError as error:
        raise not_saved(error, folder) from error
    return folder


def make_private_folder(folder: Path) -> Path:
    """Return *folder*, `.customer-cli` or one in it, made and ignored by git, or raise `NotSaved`.

    It is for its owner, and for the group where that may write in the folder around it.
    """
    make_folder(folder.parent)
    refuse_link(folder)
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            open_to_group(folder, folder.parent)
            sync_folder(folder.parent)
        if folder.name == PRIVATE_NAME:
            ignore = folder / ".gitignore"
            if not ignore.exists():
                with contextlib.suppress(ChangedUnderneath):  # another terminal was first
                    replace_file(ignore, b"*\n", ABSENT)
    except OSError as error:
        raise not_saved(error, folder) from error
    return folder


def refuse_link(folder: Path) -> None:
    """Raise `NotSaved` where *folder* is a link, or where nobody may look.

    A repository of strangers must not have us read and write wherever its links point.
    """
    try:
        is_link = folder.is_symlink()
    except OSError as error:
        raise not_saved(error, folder) from None
    if is_link:
        message = f"{display_path(folder)} is a link; drafts are kept in a folder."
        raise NotSaved(message, "Move the link away, then try again.")
