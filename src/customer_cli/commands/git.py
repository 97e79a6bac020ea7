"""Set up git so that it tells records in sentences; say what is set up; take it out again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TextIO

from customer_cli.errors import WrongUse
from customer_cli.git import setup
from customer_cli.text import visible

REASONS = {
    "textconv": "git show, git log -p and git blame ask for a record as sentences",
    "command": "git diff asks what changed, in sentences",
    "xfuncname": "the customer stands above each hunk, also without this program",
    "wordRegex": "git diff --word-diff compares words",
    setup.ATTRIBUTES[0].split()[0]: "the records, in any folder called workshops",
    setup.ATTRIBUTES[1].split()[0]: "the same with the other ending",
    setup.ATTRIBUTES[2].split()[0]: "guides are no records",
}
"""Why each line is there, by its first word."""
_SAMPLE = "workshops/2024.yaml"


def install(folder: Path, out: TextIO, *, everywhere: bool, dry: bool) -> int:
    """Write settings and attributes, or with *dry* only say what would be written; return 0."""
    where = setup.place(folder, everywhere=everywhere)
    written = setup.missing(where, folder) if dry else setup.install(where, folder)
    for path, lines in written:
        _say(out, f"{_shown(path, folder)}: {'would be added' if dry else 'added'}")
        for line in lines:
            reason = REASONS.get(line.strip().partition(" ")[0], "") if dry else ""
            _say(out, f"    {line}" + (f"   # {reason}" if reason else ""))
    if not written:
        _say(out, "Everything is set up already.")
    if any(path == where.attributes for path, _ in written) and not (everywhere or dry):
        _say(
            out, f"Commit {where.attributes.name}; whoever clones this runs the same command once."
        )
    if shutil.which(setup.DRIVER) is None:
        _say(out, "customer-cli is not on the PATH of this shell; git needs to find it there.")
    if not dry:
        _say(out, "Undo: customer-cli git uninstall" + (" --global" if everywhere else ""))
    return 0


def status(folder: Path, out: TextIO) -> int:
    """Say what is set up here, and return 0 where git would tell a record in sentences, else 1."""
    is_inside = True
    for everywhere in (False, True):
        try:
            where = setup.place(folder, everywhere=everywhere)
        except WrongUse as refused:
            _say(out, f"this repository: {refused.message}")
            is_inside = False
            continue
        found = setup.state(where)
        scope = "everywhere" if everywhere else "this repository"
        _say(
            out, f"{scope}: settings {_is(found.has_settings)} in {_shown(where.settings, folder)}"
        )
        _say(
            out,
            f"{scope}: attributes {_is(found.has_attributes)} in {_shown(where.attributes, folder)}",
        )
    there = shutil.which(setup.DRIVER)
    _say(out, f"customer-cli: {there or 'not on the PATH, where git looks for it'}")
    if not is_inside:
        return 0 if found.has_settings and found.has_attributes and there else 1
    ready, driver = setup.is_set(folder), setup.driver_of(_SAMPLE, folder)
    told = {"": "no driver", setup.NO_TEXT: "not to be compared"}.get(driver, driver)
    _say(out, f"attributes of {_SAMPLE}: {told}")
    if driver == setup.DRIVER and not ready:
        _say(out, "The attributes are here, and this clone is not set up: customer-cli git install")
    if ready and driver != setup.DRIVER:
        _say(out, "The settings are here, and no attribute uses them: customer-cli git install")
    return 0 if ready and driver == setup.DRIVER and there else 1


def _is(there: bool) -> str:
    return "are" if there else "are not"


def uninstall(folder: Path, out: TextIO, *, everywhere: bool) -> int:
    """Take settings and attributes out again, byte for byte, and return 0."""
    changed = setup.uninstall(setup.place(folder, everywhere=everywhere))
    for path in changed:
        ended = "as it was before" if path.exists() else "removed; it was ours"
        _say(out, f"{_shown(path, folder)}: {ended}")
    if not changed:
        _say(out, "Nothing of ours is set up here.")
    return 0


def _shown(path: Path, folder: Path) -> str:
    try:
        return str(path.resolve().relative_to(folder.resolve()))
    except ValueError:
        return str(path)


def _say(out: TextIO, line: str) -> None:
    out.write(f"{visible(line.expandtabs(4))}\n")
