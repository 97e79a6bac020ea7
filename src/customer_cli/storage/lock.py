"""Locks: one terminal holds an interview, and whoever writes a file holds its folder.

The system drops a lock when its process dies, however it dies, so none is ever stale; the
words in the file of an interview only tell who, and count for nothing while nobody holds it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

from customer_cli import errors
from customer_cli.errors import Busy, WrongUse
from customer_cli.storage.os_errors import display_path, not_saved, open_to_group
from customer_cli.text import visible

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Without O_TRUNC: opening must not wipe the words of the one who holds it.
_FLAGS = os.O_RDWR | os.O_CREAT
for _flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):  # each system has some of them
    _FLAGS |= getattr(os, _flag, 0)

if sys.platform == "win32":
    _HOST, _GUARD_FLAGS = os.environ.get("COMPUTERNAME", ""), _FLAGS
else:
    _HOST, _GUARD_FLAGS = os.uname().nodename, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
# What disks answer that know no locks, or none of a folder.
_UNKNOWN = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
_UNKNOWN |= {errno.EBADF, errno.EPERM}
# Windows locks bytes against reading too, so it gets one far behind the words.
_BEHIND = 1 << 30
_LONGEST = 1000
_TRIES = 5
PATIENCE = 10.0
"""Seconds that are waited for a folder; to write a record takes a tenth of one."""
_SILENCE = 1.0
_PAUSE = 0.02
_held: set[Path] = set()
"""The folders this process writes in; it writes in one thread."""


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Keep all others out of the folder of *path* for as long as a `with` block runs.

    What is read inside is what the write inside replaces. Links are followed, as `save` does,
    and the block may be entered again inside. Where somebody else writes there it is waited
    for, with a note, and after `PATIENCE` `Busy` is raised; nothing need be made for
    it. Raise `NotSaved` where there is no such folder. A disk that cannot lock is told of and
    done without.
    """
    folder = Path(os.path.realpath(path)).parent
    if folder in _held:
        yield
        return
    descriptor = None
    try:
        descriptor = _take_folder(folder)
    except OSError as error:
        if error.errno not in _UNKNOWN | {errno.EACCES}:  # some may be written and not read
            raise not_saved(error, path) from error
        note = "cannot be locked: do not write there from two terminals at the same time."
        errors.keep_note(f"{display_path(folder)} {note}")
    _held.add(folder)
    try:
        yield
    finally:
        _held.discard(folder)
        if descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(descriptor)


def _take_folder(folder: Path) -> int:
    """Return what stands for *folder*, opened and locked; raise OSError where it cannot be."""
    waited, name, guard = 0.0, display_path(folder), _guard_of(folder)
    while True:
        descriptor = os.open(guard, _GUARD_FLAGS, 0o600)
        try:
            if _is_locked(descriptor, guard):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if waited > PATIENCE:
            message = f"Another program has been writing in {name} for {PATIENCE:.0f} seconds."
            raise Busy(f"{message} Nothing was written.", "Try again when it has ended.")
        if waited <= _SILENCE < waited + _PAUSE:
            errors.tell_note(f"Another program is writing in {name}; waiting for it.")
        sleep(_PAUSE)
        waited += _PAUSE


def _is_locked(descriptor: int, guard: Path) -> bool:
    try:
        _lock_file(descriptor)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return _is_still(descriptor, guard)


@dataclass(eq=False, slots=True)
class Lock:
    """A lock for as long as a `with` block runs; raises `Busy` where another holds it.

    The file stays when the lock goes: removing it would let two in.
    """

    path: Path
    since: str = ""
    """Told to those who come later; the clock is the caller's."""
    warning: str = field(default="", init=False)
    """A sentence to pass on where the disk cannot lock or cannot keep the words, or nothing."""
    _descriptor: int = field(default=-1, init=False)

    def __enter__(self) -> Lock:
        self.warning = ""
        try:
            self._descriptor = self._take_file()
        except OSError as error:
            if error.errno == errno.ELOOP:
                message = f"{display_path(self.path)} is a link where a plain file must be."
                raise WrongUse(message, "Move the link away.") from None
            raise not_saved(error, self.path) from error
        words = f"{os.getpid()}\n{_HOST}\n{self.since}\n"
        try:
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, words.encode("utf-8", "replace"))
        except OSError:
            # A full disk must not keep anybody out who only wants to read.
            self.warning = self.warning or "A second terminal will not be told who holds this one."
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._descriptor)
        self._descriptor = -1

    def _take_file(self) -> int:
        """Return the open, locked file; one removed before it was locked guards nothing."""
        for _ in range(_TRIES):
            descriptor = os.open(self.path, _FLAGS, 0o600)
            try:
                open_to_group(descriptor, self.path.parent)
                self._lock(descriptor)
                if _is_still(descriptor, self.path):
                    return descriptor
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)
        raise OSError(errno.EIO, "the lock file is being removed again and again")

    def _lock(self, descriptor: int) -> None:
        try:
            _lock_file(descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                message = f"Open in another terminal{_read_who(descriptor)}."
                remedy = "Go on there, or close it there and start again here."
                raise Busy(message, remedy) from None
            if error.errno not in _UNKNOWN:
                raise
            self.warning = (
                "This disk cannot lock files: do not open this interview in a second terminal."
            )


def _read_who(descriptor: int) -> str:
    """Return who holds the lock, in brackets, or nothing where the file does not say."""
    try:
        words = os.read(descriptor, _LONGEST).decode("utf-8", "replace")
    except OSError:
        return ""
    names = ("pid", "host", "since")
    known = [
        f"{name} {visible(word)}"
        for name, word in zip(names, words.split("\n"), strict=False)
        if word
    ]
    return f" ({', '.join(known)})" if known else ""


def _is_still(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _guard_of(folder: Path) -> Path:
    if sys.platform != "win32":
        return folder
    # Folders cannot be opened there, so a file that is no record stands for it.
    import hashlib
    import tempfile

    name = hashlib.sha256(str(folder).casefold().encode("utf-8", "replace")).hexdigest()
    return Path(tempfile.gettempdir()) / f"customer-cli-{name[:16]}.lock"


def _lock_file(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _BEHIND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
