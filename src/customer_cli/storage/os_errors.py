"""OSErrors as sentences for people in a meeting.

The layers above decide what happens next; here an OSError only finds its words.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

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
    from customer_cli.storage.permissions import find_denial

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
