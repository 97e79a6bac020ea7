"""Set up git so that it tells records in sentences; say what is set up; take it out again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TextIO

from customer_cli.errors import CustomerError
from customer_cli.git import setup
from customer_cli.git.setup import ATTRIBUTES, SETTINGS, Place
from customer_cli.text import visible

REASONS = {
    "textconv": "git show, git log -p and git blame ask for a record as sentences",
    "command": "git diff asks what changed, in sentences",
    "xfuncname": "the customer stands above each hunk, also without this program",
    "wordRegex": "git diff --word-diff compares words",
}
_SAMPLE = "workshops/2024.yaml"


def install(folder: Path, out: TextIO, *, everywhere: bool, dry: bool) -> int:
    """Write settings and attributes, or with *dry* only say what would be written; return 0."""
    where = setup.place(folder, everywhere=everywhere)
    if dry:
        _explain(where, out)
        return 0
    written = setup.install(where, folder)
    for path, lines in written:
        _say(out, f"{path}: added")
        for line in lines:
            _say(out, f"    {line}")
    if not written:
        _say(out, "Everything is set up already.")
    if shutil.which("customer-cli") is None:
        _say(out, "customer-cli is not on the PATH of this shell; git needs to find it there.")
    _say(out, "Undo: customer-cli git uninstall" + (" --global" if everywhere else ""))
    return 0


def _explain(where: Place, out: TextIO) -> None:
    for path, lines in ((where.settings, SETTINGS), (where.attributes, ATTRIBUTES)):
        _say(out, f"{path}: would be added")
        for line in lines:
            reason = REASONS.get(line.strip().partition(" ")[0], "")
            _say(out, f"    {line}" + (f"   # {reason}" if reason else ""))


def status(folder: Path, out: TextIO) -> int:
    """Say what is set up here, and return 0 where git would tell a record in sentences, else 1."""
    ready = False
    for everywhere in (False, True):
        try:
            where = setup.place(folder, everywhere=everywhere)
        except CustomerError as refused:
            _say(out, f"repository: {refused.message}")
            continue
        found = setup.state(where)
        scope = "everywhere" if everywhere else "this repository"
        _say(out, f"{scope}: settings {_is(found.has_settings)} in {where.settings}")
        _say(out, f"{scope}: attributes {_is(found.has_attributes)} in {where.attributes}")
        ready = ready or found.has_settings
    driver = setup.driver_of(_SAMPLE, folder)
    _say(out, f"attributes of {_SAMPLE}: {driver or 'no driver'}")
    if driver == setup.DRIVER and not ready:
        _say(out, "The attributes are here, and this clone is not set up: customer-cli git install")
    if ready and driver != setup.DRIVER:
        _say(out, "The settings are here, and no attribute uses them: customer-cli git install")
    there = shutil.which("customer-cli")
    _say(out, f"customer-cli: {there or 'not on the PATH, where git looks for it'}")
    return 0 if ready and driver == setup.DRIVER and there else 1


def _is(there: bool) -> str:
    return "are" if there else "are not"


def uninstall(folder: Path, out: TextIO, *, everywhere: bool) -> int:
    """Take settings and attributes out again, byte for byte, and return 0."""
    changed = setup.uninstall(setup.place(folder, everywhere=everywhere))
    for path in changed:
        _say(out, f"{path}: {'as it was before' if path.exists() else 'removed; it was ours'}")
    if not changed:
        _say(out, "Nothing of ours is set up here.")
    return 0


def _say(out: TextIO, line: str) -> None:
    out.write(f"{visible(line.expandtabs(4))}\n")
