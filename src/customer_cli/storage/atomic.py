"""A file replaced in one step, so that a reader or a power cut finds the old or the new one.

Here every OSError is raised as it comes; `disk` finds the words.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import ChangedUnderneath
from customer_cli.storage.refusal import shown

# Each system has some of these.
OPEN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)

# What disks answer that cannot sync a folder, and what folders answer that cannot be read.
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS, errno.EACCES}
# Characters of a name that go into the temporary one: at four bytes each, with the rest of
# it, they stay below the 255 bytes every file system takes.
_NAME_PART = 40


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


def replace(
    target: Path, data: bytes, expected: Fingerprint, *, private: bool = False
) -> Fingerprint:
    """Do as `save` does for a *target* that is no link, raising every OSError as it comes.

    A new file that is *private* can be read by its owner alone.
    """
    new = Fingerprint.of(data)
    temporary = _write_beside(target, data, 0o600 if private else 0o666)
    try:
        found = fingerprint(target)
        # Who tries again after the last step failed finds the own words, which is no conflict.
        if found not in (expected, new):
            raise _changed(target, found, expected)
        if found != ABSENT and not os.access(target, os.W_OK):
            # A rename asks nobody, but whoever took the right to write away meant something.
            raise PermissionError(errno.EACCES, "may not be written")
        if found == ABSENT:
            _put_new(temporary, target)
        else:
            temporary.replace(target)
    finally:
        _remove(temporary)
    sync_folder(target.parent)
    return new


def _write_beside(target: Path, data: bytes, new_mode: int) -> Path:
    """Return a finished file with *data* in the folder of *target*, with its mode and owner.

    tempfile.mkstemp would do the same, but a new file should have the mode that the umask
    gives it, and that can only be asked for by changing it.
    """
    old = _stat(target)
    temporary = target.with_name(f".{target.name[:_NAME_PART]}.{os.urandom(6).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | OPEN
    descriptor = os.open(temporary, flags, 0o600 if old else new_mode)
    try:
        try:
            write_all(descriptor, data)
            if old:
                _keep_mode(descriptor, old)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _remove(temporary)
        raise
    return temporary


def _remove(temporary: Path) -> None:
    with contextlib.suppress(OSError):
        temporary.unlink()


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


def _stat(target: Path) -> os.stat_result | None:
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


def _keep_mode(descriptor: int, old: os.stat_result) -> None:
    if sys.platform == "win32":
        return
    mine = os.fstat(descriptor)
    if (mine.st_uid, mine.st_gid) != (old.st_uid, old.st_gid):
        with contextlib.suppress(OSError):  # only root may give a file away
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _put_new(temporary: Path, target: Path) -> None:
    """Give a finished file its name unless somebody else took it.

    A second name refuses where the first is taken, in one step; a rename would overwrite.
    Disks without second names (FAT, some network drives) get a look and a rename.
    """
    try:
        target.hardlink_to(temporary)
    except FileExistsError:
        raise _changed(target, None, ABSENT) from None
    except OSError:
        if os.path.lexists(target):
            raise _changed(target, None, ABSENT) from None
        temporary.rename(target)


def _changed(target: Path, found: Fingerprint | None, expected: Fingerprint) -> ChangedUnderneath:
    name = shown(target)
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


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* outlast a power cut, where the disk can; raise OSError."""
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
