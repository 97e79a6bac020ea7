"""The YAML files and the teams in a folder, without what links lead to.

Names that begin with a dot are somebody else's; files may be links, folders may not, so that a
walk ends and stays where it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from customer_cli import errors
from customer_cli.errors import WrongUse
from customer_cli.storage import disk
from customer_cli.storage.disk import Fingerprint
from customer_cli.storage.leftovers import find_leftovers
from customer_cli.storage.os_errors import not_read
from customer_cli.text import visible

GUIDES = "guides"
"""The folder of the team's own guides, inside `workshops`."""
ENDINGS = (".yaml", ".yml")
BALLOTS = ".ballots"
"""The ending of a folder with one file per participant, which holds no records."""


def relative_path(path: Path, start: Path) -> str:
    """Return *path* as it is written in the folder *start*: from there where it is below."""
    path = start / path
    return str(path.relative_to(start)) if path.is_relative_to(start) else str(path)


def list_files(folder: Path, within: Path | None = None) -> list[Path]:
    """Return the YAML files in *folder*, by name; no link that leads out of *within*, or it."""
    named = (path for path in _list_folder(folder) if path.suffix in ENDINGS)
    return [path for path in named if path.is_file() and not _leads_out(path, within or folder)]


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield what is named as a YAML file is, in *folder* and in every folder below it.

    `explain_no_file` says why some of it is none. What interrupted saves left is noted.
    """
    for path in find_leftovers(folder):
        errors.keep_note(
            f"{visible(str(path))} was left when a save was interrupted. No record needs it; "
            "a later save removes it."
        )
    for path in _list_folder(folder):
        if path.suffix in ENDINGS:
            yield path
    for path in _list_folder(folder):
        if path.is_dir() and not path.is_symlink():
            yield from walk_files(path)


def explain_no_file(path: Path, folder: Path) -> tuple[str, str] | None:
    """Return why *path* is no file to be read as a record of *folder*, and what to do about it.

    A repository of strangers may hold a link to any file of this machine, and what is wrong
    with a record is told with its lines. One outside of *folder* may lead around where it is.
    """
    if _leads_out(path, folder if path.is_relative_to(folder) else path.parent):
        reason = "This is a link that leads out of its folder, so nothing of it is read."
        return reason, "Put the file itself here, or name the file it leads to."
    if path.is_file():
        return None
    if path.is_dir():
        return "This is a folder; a record is a file.", "Give it a name that does not end like one."
    if path.is_symlink():
        return "This is a link to a file that is gone.", "Remove the link, or bring the file back."
    return "This is not a plain file; a record is one.", "Move it away."


def read(path: Path, folder: Path) -> tuple[bytes, Fingerprint]:
    """Return what `disk.read` does of *path*, a record of *folder*.

    Raise `WrongUse` where it is a link that leads out, as `explain_no_file` tells.
    """
    if path.is_symlink() and (why := explain_no_file(path, folder)):
        raise WrongUse(f"{visible(str(path))}: {why[0]}", why[1])
    return disk.read(path)


def _leads_out(path: Path, folder: Path) -> bool:
    if not path.is_symlink():
        return False
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself leads nowhere
        return False


def list_team_folders(folder: Path) -> list[Path]:
    """Return the folders in *folder* that can be a team's."""
    return [
        path
        for path in _list_folder(folder)
        if path.is_dir()
        and not path.is_symlink()
        and path.name != GUIDES
        and path.suffix != BALLOTS
    ]


def _list_folder(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise not_read(error, folder) from None
