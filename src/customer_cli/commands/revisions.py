"""A record as a revision of git has it, for the commands that compare records."""

from __future__ import annotations

from pathlib import Path

from customer_cli.errors import NotHere
from customer_cli.git.repository import Repository, split_revision
from customer_cli.workshop.folder import Workshops


def at_revision(
    text: str, file: Path | None, place: Workshops, *, must: bool
) -> tuple[str, bytes] | None:
    """Return name and content of what *text* means: `REV:path`, or `REV` for the record *file*.

    The repository is that of the file, or of the folder of records, wherever people are. A file
    that had another name at that revision is found through its renames. Return None where *text*
    names no revision, or raise `NotHere` where it *must*.
    """
    found = Repository.around(file.parent if file else place.folder, place.start)
    revision, path = split_revision(text)
    if found is None:
        if must:
            where = place.display_path(file or place.folder)
            raise NotHere(f"{where} is in no git repository.", "Name a label or a file.")
        return None
    if not must and not found.is_revision(revision):
        return None
    if path is None and file is None:
        raise NotHere(f"{revision} is a revision, and no record is named.", f"Say {revision}:FILE")
    data, name = found.read(text, file)
    return name, data


def both_ends(text: str) -> tuple[str, str] | None:
    """Return the two revisions of `REV..REV`, a missing one being HEAD, or None for anything else."""
    older, dots, newer = text.partition("..")
    if not dots or newer.startswith(("/", ".")) or ":" in text or older.endswith("/"):
        return None
    return older or "HEAD", newer or "HEAD"
