"""Errors of the operating system as sentences, and the permissions behind them.

A group that may write the records may also begin interviews beside them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shlex
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from customer_cli import errors
from customer_cli.errors import CustomerError, NotHere, NotSaved, WrongUse
from customer_cli.text import visible

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM}
_NO_NAME = {errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ}


def display_path(path: Path) -> str:
    """Return *path* as a message may show it."""
    return visible(str(path))


def explain_write_error(error: OSError, path: Path) -> tuple[str, str]:
    """Return why *path* could not be written, as a sentence, and what to do first, or nothing."""
    name, folder = display_path(path), display_path(path.parent)
    number = error.errno
    if number in _FULL:
        return "the disk is full.", "Free some space"
    if number == errno.EROFS:
        return f"{folder} is on a disk that can only be read.", "Choose another folder"
    if number in _FORBIDDEN:
        told, deed = _find_owner(path, os.W_OK) or ("", "Ask for the right to write there")
        return f"there is no permission to write {name}.{told}", deed
    if number == errno.EFBIG:
        return f"{name} would be larger than this machine allows.", "Raise the limit (ulimit -f)"
    if number == errno.EISDIR:
        return f"{name} is a folder.", "Choose another name"
    if number == errno.ENODEV:
        return f"{name} is a device, not a file.", "Choose another name"
    if number == errno.ENOENT:
        return f"there is no folder {folder}.", "Make the folder"
    if number in {errno.ENOTDIR, errno.EEXIST}:
        return f"a part of {name} is a file, not a folder.", "Choose another folder"
    if number in _NO_NAME:
        return f"{name} cannot be the name of a file here.", "Choose another name"
    if number == errno.ELOOP:
        return f"{name} is a link where a plain file must be.", "Move the link away"
    return f"the disk reports an error for {name} ({_reason(error)}).", "Look after the disk"


def _find_owner(path: Path, right: int) -> tuple[str, str] | None:
    """Return whose the file or folder is that denies *right* on *path*, and what to do first."""

    if not (found := find_denial(path, right)):
        return None
    place = "It" if found.place == path.absolute() else display_path(found.place)
    return f" {place} belongs to {'you' if found.is_mine else found.owner}.", found.deed


def not_saved(error: OSError, path: Path) -> NotSaved:
    """Return the exception that tells that *path* could not be written, to be raised."""
    reason, deed = explain_write_error(error, path)
    return NotSaved(f"Not saved: {reason}", f"{deed}, then try again.")


def not_read(error: OSError, path: Path) -> CustomerError:
    """Return the exception that tells that *path* could not be read, to be raised."""
    name = display_path(path)
    number = error.errno
    if number in _FORBIDDEN and (told := _find_owner(path, os.R_OK)):
        return NotHere(
            f"There is no permission to read {name}.{told[0]}", f"{told[1]}, then try again."
        )
    # Path.is_dir raises in a closed folder.
    if os.path.isdir(path):  # noqa: PTH112
        # Windows answers "no permission" here; elsewhere the opening succeeds.
        return WrongUse(f"{name} is a folder, not a file.", "Name a file in it.")
    if number == errno.ELOOP:
        return WrongUse(f"{name} is a link where a plain file must be.", "Name the file itself.")
    if number in _FORBIDDEN:
        return NotHere(f"There is no permission to read {name}.", "Ask its owner for it.")
    if number in {errno.ENOENT, errno.ENOTDIR} | _NO_NAME:
        link = os.path.islink(path)  # noqa: PTH114
        what = f"{name} is a link to a file that is gone." if link else f"There is no file {name}."
        return NotHere(what, "Check the name and the folder you are in.")
    return NotHere(f"{name} cannot be read: the disk reports an error ({_reason(error)}).", "")


def _reason(error: OSError) -> str:
    return visible((error.strerror or type(error).__name__).casefold())


def open_to_group(file: int | Path, folder: Path) -> None:
    """Let the group that may write in *folder* do with *file*, which lies there, what I may.

    Whatever the umask says: who made the folder writable for a group meant those who are in it.
    """
    if sys.platform == "win32":
        return
    around, own = folder.stat(), os.stat(file)  # noqa: PTH116 - may be open and have no path
    mode = stat.S_IMODE(own.st_mode)
    wanted = mode | (mode & stat.S_IRWXU) >> 3
    if stat.S_ISDIR(own.st_mode):
        wanted |= around.st_mode & stat.S_ISGID  # what is made in it gets its group, too
    if not around.st_mode & stat.S_IWGRP or own.st_uid != os.geteuid():
        return
    try:
        if own.st_gid != around.st_gid:
            os.chown(file, -1, around.st_gid)
        if mode != wanted:
            os.chmod(file, wanted)  # noqa: PTH101
    except OSError:
        errors.keep_note(
            f"The others of the group cannot begin an interview in {visible(str(folder))}."
        )


@dataclass(frozen=True, slots=True)
class Denial:
    """Who keeps this process from a file."""

    place: Path
    """The file itself, or the folder above it that is closed."""
    owner: str
    command: str
    """What opens it, to be run by the owner; empty where nobody can say."""
    is_mine: bool

    @property
    def deed(self) -> str:
        """What to do about it, as the beginning of a sentence."""
        if self.is_mine:
            return f"Run `{self.command}`"
        if self.command:
            return f"Ask {self.owner} to run `{self.command}`"
        return f"Ask {self.owner} for the right to do so"


def find_denial(path: Path, right: int) -> Denial | None:
    """Return what denies *right*, `os.R_OK` or `os.W_OK`, on *path*; None where nothing is seen to.

    To write a file is to write in its folder too, and to make one in the last that is there.
    """
    if sys.platform == "win32":
        return None
    whole = path.absolute()
    # Path.exists raises in a closed folder.
    there = [place for place in (*reversed(whole.parents), whole) if os.path.exists(place)]  # noqa: PTH110
    for place in there:
        wanted = os.X_OK if place.is_dir() else 0
        if place == whole or (right == os.W_OK and place in (whole.parent, there[-1])):
            wanted |= right
        if not os.access(place, wanted):
            return _describe_denial(place, right)
    return None


def _describe_denial(place: Path, right: int) -> Denial:
    from grp import getgrgid
    from pwd import getpwuid

    file = place.stat()
    is_mine = file.st_uid == os.geteuid()
    owner = f"the user {file.st_uid}"
    with contextlib.suppress(KeyError):
        owner = visible(getpwuid(file.st_uid).pw_name)
    rights = "rwX" if right == os.W_OK else "rX"
    group = None if is_mine else _find_group(place)
    name, deep = shlex.quote(visible(str(place))), " -R" if place.is_dir() else ""
    command = ""
    if is_mine:
        command = f"chmod u+{rights} {name}"
    elif group is not None:
        called = str(group)
        with contextlib.suppress(KeyError):
            called = shlex.quote(visible(getgrgid(group).gr_name))
        other = f"chgrp{deep} {called} {name} && " if group != file.st_gid else ""
        command = f"{other}chmod{deep} g+{rights} {name}"
    return Denial(place, owner, command, is_mine)


def _find_group(place: Path) -> int | None:
    """Return the group by which this process may write nearest above *place*, or is in itself."""
    mine = {os.getegid(), *os.getgroups()}
    for folder in (place, *place.parents):
        file = folder.stat()
        if file.st_gid in mine and (folder == place or file.st_mode & stat.S_IWGRP):
            return file.st_gid
    return None
