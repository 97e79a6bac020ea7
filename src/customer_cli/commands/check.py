"""Every problem of every file, and every finding; nothing to say when all is well."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from customer_cli import ids
from customer_cli.commands.check_crew import all_checked
from customer_cli.commands.check_file import Checked, Checking, Format, Wanted
from customer_cli.commands.check_output import PAPERS, Progress, write
from customer_cli.errors import CustomerError, NotHere
from customer_cli.lint.registry import CheckReport
from customer_cli.storage import disk, folders
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.judging import DatedFiles

if TYPE_CHECKING:
    from collections.abc import Generator

    from customer_cli.errors import Problem

# Judged by its bytes, because a guide with broken YAML should hear what a guide hears.
_GUIDE, _SECTIONS = (re.compile(rb"^" + key, re.MULTILINE) for key in (rb"guide:", rb"sections:"))


@dataclass(frozen=True, slots=True)
class Files:
    """What there is to check, each file once and in the order in which it was found."""

    records: tuple[Path, ...]
    """Among them those that are none, see `strays`."""
    guides: tuple[Path, ...]
    strays: frozenset[Path]
    """What somebody's folder holds and no label names."""


def check(
    paths: Sequence[Path],
    directory: Path | None,
    format: Format,
    wanted: Wanted,
    *,
    out: TextIO,
    err: TextIO,
    here: Path,
    team: str | None = None,
    workers: int | None = None,
) -> int:
    """Print what is wrong with the files and folders *paths*, and return the exit code.

    Each is a path or the label of a record. Without any it is the `workshops` folder
    *directory*, or the nearest to *here*, or what *team* has in it. What is printed is the same
    whatever the number of *workers*.
    """
    from customer_cli.reports import check as views

    workshops = Workshops.find(here, directory)
    if team and not paths:
        paths = [entry.path for entry in workshops.entries(team)]
    files = _sorted_out(paths, workshops)
    homes = dict.fromkeys(path.parent for path in files.records)
    sittings = {home: DatedFiles.of(home) for home in homes}
    checking = Checking(wanted, format, workshops.start, workshops.folder, sittings, files.strays)
    with closing(_told(checking, files, workshops, workers)) as told:
        progress = Progress(err, len(files.records))
        numbers, code = write(told, PAPERS[format](out), progress)
    if format == "text" and (count := views.count(numbers)):
        err.write(f"{count}\n")
    return code


def explain(named: str, out: TextIO) -> int:
    """Print the manual page of the rule *named*, or a line for each with `all`; return 0."""
    from customer_cli.lint.registry import RULES, find_rule
    from customer_cli.reports import check as views

    if named.casefold() == "all":
        out.write(views.listed(RULES.values()))
    else:
        out.write(views.explained(find_rule(named)))
    return 0


def _told(
    checking: Checking, files: Files, workshops: Workshops, workers: int | None
) -> Generator[list[Checked]]:
    yield from all_checked(checking, files.records, workers)
    yield [checking.told(CheckReport(_of_guides(files.guides, workshops)))]


def _sorted_out(paths: Sequence[Path], workshops: Workshops) -> Files:
    """Return what is named by *paths*, or lies below them."""
    if not paths and not workshops.exists:
        raise NotHere(
            f"There is no folder {workshops.display_path(workshops.folder)} here or above.",
            f"Name the files, or start with `{workshops.command('interview')}`.",
        )
    found: dict[Path, bool] = {}
    """Whether somebody named the file itself."""
    for path in paths or [workshops.folder]:
        whole = workshops.start / path
        if whole.is_dir():
            found = dict.fromkeys(folders.walk_files(whole), False) | found
        else:
            found[whole if os.path.lexists(whole) else _labelled(workshops, path)] = True
    # What is no file is told where records are.
    guides = {
        path
        for path in found
        if not folders.explain_no_file(path, workshops.folder) and _is_guide(path)
    }
    records = tuple(path for path in found if path not in guides)
    strays = (path for path in records if not found[path] and not ids.is_id(path.stem))
    return Files(records, tuple(path for path in found if path in guides), frozenset(strays))


def _labelled(workshops: Workshops, path: Path) -> Path:
    """Return the record whose label is *path*, which is no file."""
    try:
        return workshops.resolve(path.as_posix()).path
    except NotHere as missing:
        raise NotHere(f"There is no file or record {path}.", missing.remedy) from None


def _is_guide(path: Path) -> bool:
    if path.parent.name == folders.GUIDES:
        return True
    try:
        data = disk.read(path)[0]
    except CustomerError:
        return False
    begins = _GUIDE.search(data)
    return begins is not None and _SECTIONS.search(data, begins.end()) is not None


def _of_guides(guides: Sequence[Path], workshops: Workshops) -> list[Problem]:
    if not guides:
        return []
    from customer_cli.workshop import guide_check

    # A guide names itself by its path, so it is given the path as people here write it.
    named = [Path(workshops.display_path(path)) for path in guides]
    return guide_check.check_guides(named, Path(workshops.display_path(workshops.folder)))
