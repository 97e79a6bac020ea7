"""Set up git so that it tells records in sentences; say what is set up; take it out again."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TextIO

from customer_cli.errors import WrongUse
from customer_cli.git import settings, setup
from customer_cli.text import visible
from customer_cli.workshop.folder import Workshops

REASONS = {
    "textconv": "git show, git log -p and git blame ask for a record as sentences",
    "command": "git diff asks what changed, in sentences",
    "xfuncname": "the customer stands above each hunk, also without this program",
    "wordRegex": "git diff --word-diff compares words",
    "path": "git keeps the sentences for as long as this version is installed",
    setup.ATTRIBUTES[0].split()[0]: "the records, in any folder called workshops",
    setup.ATTRIBUTES[1].split()[0]: "the same with the other ending",
    setup.ATTRIBUTES[2].split()[0]: "guides are no records",
}
"""Why each line is there, by its first word."""


def install(
    directory: Path | None, here: Path, out: TextIO, *, everywhere: bool, dry: bool, cache: bool
) -> int:
    """Write settings and attributes, or with *dry* only say what would be written; return 0.

    The repository is that of the records, wherever people are.
    """
    folder = _folder(directory, here)
    where = setup.find_setup_files(folder, everywhere=everywhere)
    act = setup.find_missing if dry else setup.install
    written = act(where, folder, cache=cache)
    for path, lines in written:
        _say(out, f"{_shown(path, here)}: {'would be added' if dry else 'added'}")
        for line in lines:
            reason = REASONS.get(line.strip().partition(" ")[0], "") if dry else ""
            _say(out, f"    {line}" + (f"   # {reason}" if reason else ""))
    if not written:
        _say(out, "Everything is set up already.")
    if any(path == where.attributes for path, _ in written) and not (everywhere or dry):
        name = where.attributes.name
        _say(out, f"Commit {name}; whoever clones this runs the same command once.")
    if settings.find_program() is None:
        _say(out, "customer-cli is not on the PATH of this shell; git needs to find it there.")
    if not dry:
        _begin_anew(folder, out)
        _say_cache(setup.check_setup(where), out)
        words = ["customer-cli", "git", "uninstall"] + ["--global"] * everywhere
        _say(out, "Undo: " + shlex.join(words + ([] if everywhere else _dir(directory))))
    return 0


def _begin_anew(folder: Path, out: TextIO) -> None:
    if setup.forget_cache(folder):
        _say(out, f"{settings.CACHE}: removed; git asks for each version again")


def _say_cache(found: setup.SetupState, out: TextIO) -> None:
    if found.is_cached:
        _say(out, f"git keeps the sentences in {settings.CACHE}, which `git log --all` shows.")
    else:
        _say(out, "Long histories: with --cache git keeps the sentences, so that git log is quick.")


def status(directory: Path | None, here: Path, out: TextIO) -> int:
    """Say what is set up here, and return 0 where git would tell a record in sentences, else 1."""
    folder = _folder(directory, here)
    is_inside = True
    for everywhere in (False, True):
        try:
            where = setup.find_setup_files(folder, everywhere=everywhere)
        except WrongUse as refused:
            _say(out, f"this repository: {refused.message}")
            is_inside = False
            continue
        found = setup.check_setup(where)
        scope = "everywhere" if everywhere else "this repository"
        kept = ", with the cache" if found.is_cached else ""
        _say(
            out,
            f"{scope}: settings {_is(found.has_settings)} in {_shown(where.settings, here)}{kept}",
        )
        _say(out, f"{scope}: attributes {_is(found.has_attributes)} in "
                  f"{_shown(where.attributes, here)}")  # fmt: skip
    program = settings.find_running(
        setup.read_config(f"diff.{settings.DRIVER}.command", folder) or settings.DRIVER
    )
    _say(out, f"customer-cli: {program or 'not there, where git looks for it'}")
    if not is_inside:
        return 0 if found.has_settings and found.has_attributes and program else 1
    if (kept_now := setup.count_cached(folder)) is not None:
        _say(out, f"{settings.CACHE}: the sentences of {kept_now} versions")
    told = setup.check_driver(Workshops.find(here, directory).folder)
    command = f": {told.command}" if told.command else ""
    _say(out, f"git diff: {told.why}{command}")
    return 0 if told.is_ready else 1


def _is(there: bool) -> str:
    return "are" if there else "are not"


def uninstall(directory: Path | None, here: Path, out: TextIO, *, everywhere: bool) -> int:
    """Take settings and attributes out again, byte for byte, and what git keeps; return 0."""
    folder = _folder(directory, here)
    changed = setup.uninstall(setup.find_setup_files(folder, everywhere=everywhere))
    for path in changed:
        ended = "as it was before" if path.exists() else "removed; it was ours"
        _say(out, f"{_shown(path, here)}: {ended}")
    if setup.forget_cache(folder):
        _say(out, f"{settings.CACHE}: removed")
    elif not changed:
        _say(out, "Nothing of ours is set up here.")
    return 0


def _folder(directory: Path | None, here: Path) -> Path:
    """Return the folder of the records, or where there is none yet the one people are in."""
    place = Workshops.find(here, directory)
    if directory is not None and not place.exists:
        raise WrongUse(
            f"There is no folder {directory}.", "Name the folder that holds the records."
        )
    return place.folder if place.exists else place.start


def _dir(directory: Path | None) -> list[str]:
    return ["--dir", str(directory)] if directory else []


def _shown(path: Path, folder: Path) -> str:
    try:
        return str(path.resolve().relative_to(folder.resolve()))
    except ValueError:
        return str(path)


def _say(out: TextIO, line: str) -> None:
    out.write(f"{visible(line.expandtabs(4))}\n")
