"""What makes git tell a record in sentences, and how it is taken out again to the byte.

Two things must meet: the settings, which no repository can bring along because they name a
program to run, and the attributes, which say for which files. Settings go into a marked block of
git's own file rather than through `git config`, which leaves empty headings behind.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import NotHere, WrongUse
from customer_cli.git import block
from customer_cli.git.program import run
from customer_cli.git.repository import Repository
from customer_cli.storage import disk

DRIVER = "customer-cli"
NO_TEXT = "unset"
"""What git says of files that are not to be compared."""
SETTINGS = (
    f'[diff "{DRIVER}"]',
    "\ttextconv = customer-cli git-text",
    "\tcommand = customer-cli git-diff",
    '\txfuncname = "^  ([a-z0-9][a-z0-9-]*):$"',
    '\twordRegex = "[^[:space:]]+"',
)
"""`git diff` asks the command; `git show`, `git log -p` and `git blame` ask for the text. The last
two work without the program: they name the customer above a hunk, and compare words. What is told
is not cached: git would keep it in a commit, and end `git show` for whoever has no name set."""
ATTRIBUTES = (
    f"**/workshops/**/*.yaml diff={DRIVER}",
    f"**/workshops/**/*.yml diff={DRIVER}",
    "**/workshops/**/guides/* !diff",
)


_FIRST = frozenset({"", "[diff", "textconv", "command", "xfuncname", "wordRegex"})
"""The first words of the lines of any block of settings that was ever ours."""


@dataclass(frozen=True, slots=True)
class Place:
    """The two files that are written to."""

    settings: Path
    attributes: Path


@dataclass(frozen=True, slots=True)
class State:
    """What is set up of it."""

    has_settings: bool
    has_attributes: bool


def place(start: Path, *, everywhere: bool) -> Place:
    """Return the files of the repository around *start*, or with *everywhere* of this person.

    Raise `WrongUse` where there is no repository, or one without files.
    """
    if everywhere:
        return Place(_global_settings(), _global_attributes(start))
    found = Repository.find(start)
    if found is None:
        raise WrongUse(
            "There is no git repository here.",
            "Begin one with `git init`, or set it up for all of them with --global.",
        )
    if found.is_bare:
        raise WrongUse(
            "This repository is bare: there are no files in it to compare.",
            "Set it up in a clone, or for all of them with --global.",
        )
    # Linked worktrees share one file, which git names.
    named = run("rev-parse", "--git-common-dir", folder=found.top).out.decode().removesuffix("\n")
    return Place((found.top / named / "config").resolve(), found.top / ".gitattributes")


def state(where: Place) -> State:
    """Return what of it is set up at *where*."""
    settings, attributes = _text(where.settings), _text(where.attributes)
    return State(block.held(settings or "") is not None, block.held(attributes or "") is not None)


def missing(where: Place, folder: Path) -> list[tuple[Path, tuple[str, ...]]]:
    """Return the lines that installing would write, and into which file.

    Raise `WrongUse` where somebody else has a driver of this name, or something else in mind
    for these files: it is theirs, and stays.
    """
    _refuse_strangers(folder)
    _refuse_additions(where)
    both = ((where.settings, SETTINGS), (where.attributes, ATTRIBUTES))
    return [(path, lines) for path, lines in both if block.held(_text(path) or "") != list(lines)]


def install(where: Place, folder: Path) -> list[tuple[Path, tuple[str, ...]]]:
    """Write what is `missing`, and return it; an older block makes way for the new one."""
    written = missing(where, folder)
    for path, lines in written:
        before = _text(path)
        _write(path, before, block.added(None if before is None else block.removed(before), lines))
    return written


def uninstall(where: Place) -> list[Path]:
    """Take both blocks out again, and return the files they were in.

    Raise `WrongUse` where somebody wrote lines of their own into one of them.
    """
    _refuse_additions(where)
    changed = []
    for path in (where.settings, where.attributes):
        before = _text(path)
        if before is not None and block.held(before) is not None:
            after = block.removed(before)
            if after is None:
                path.unlink()
            else:
                _write(path, before, after)
            changed.append(path)
    return changed


def foreign(folder: Path) -> list[str]:
    """Return the settings of a driver of this name that are in no block of ours."""
    ended = run("config", "-z", "--get-regexp", rf"^diff\.{DRIVER}\.", folder=folder)
    said = ended.out.decode("utf-8", "replace").split("\0")[:-1] if ended.code == 0 else []
    pairs = [(key, value) for key, _, value in (pair.partition("\n") for pair in said)]
    known = _ours(folder) if pairs else set()
    return [f"{key} = {value}" for key, value in pairs if value not in known]


def _ours(folder: Path) -> set[str]:
    values: set[str] = set()
    for everywhere in (False, True):
        with contextlib.suppress(WrongUse):
            lines = block.held(_text(place(folder, everywhere=everywhere).settings) or "")
            values |= {line.partition(" = ")[2].strip('"') for line in lines or ()}
    return values


def _refuse_strangers(folder: Path) -> None:
    if strangers := foreign(folder):
        raise WrongUse(
            f"git has a driver of this name already: {'; '.join(strangers)}.",
            "Take those settings out first, if they are not needed any more.",
        )
    other = driver_of("workshops/record.yaml", folder)
    if other == NO_TEXT:
        raise WrongUse(
            "The attributes say that the files in workshops are not to be compared: -diff.",
            "Take that out of the attributes first, or leave things as they are.",
        )
    if other not in ("", DRIVER):
        raise WrongUse(
            f'The files in workshops have another diff driver already: "{other}".',
            "Take it out of the attributes first, or leave things as they are.",
        )


def _refuse_additions(where: Place) -> None:
    # git puts what `git config` sets for this driver under the heading in our block.
    for path in (where.settings, where.attributes):
        for line in block.held(_text(path) or "") or ():
            first, last = (line.split() or [""])[0], (line.split() or [""])[-1]
            if first not in _FIRST and last not in (f"diff={DRIVER}", "!diff"):
                raise WrongUse(
                    f"{path}: this line in the block is not ours: {line.strip()}",
                    "Take it out, or put it somewhere else, then try again.",
                )


def driver_of(path: str, folder: Path) -> str:
    """Return the diff driver that the attributes in *folder* give to *path*, or nothing.

    `NO_TEXT` stands for files that are not to be compared.
    """
    ended = run("check-attr", "-z", "diff", "--", path, folder=folder)
    said = ended.out.decode("utf-8", "replace").split("\0")
    value = said[2] if ended.code == 0 and len(said) > 2 else ""
    return "" if value in ("unspecified", "set") else value


def is_set(folder: Path) -> bool:
    """Tell whether git in *folder* knows the driver, wherever it is set."""
    ended = run("config", "--get", f"diff.{DRIVER}.command", folder=folder)
    return ended.out.startswith(f"{DRIVER} git-diff".encode())


def _global_settings() -> Path:
    if named := os.environ.get("GIT_CONFIG_GLOBAL"):
        return Path(named)
    usual = Path.home() / ".gitconfig"
    other = _configuration() / "git" / "config"
    return other if other.exists() and not usual.exists() else usual


def _global_attributes(folder: Path) -> Path:
    ended = run(
        "config", "--global", "--includes", "--path", "--get", "core.attributesFile", folder=folder
    )
    named = ended.out.decode("utf-8", "surrogateescape").strip() if ended.code == 0 else ""
    return Path(named) if named else _configuration() / "git" / "attributes"


def _configuration() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")


def _text(path: Path) -> str | None:
    try:
        return disk.read(path)[0].decode("utf-8", "surrogateescape")
    except NotHere:
        return None


def _write(path: Path, before: str | None, after: str) -> None:
    encode: Callable[[str], bytes] = lambda text: text.encode("utf-8", "surrogateescape")  # noqa: E731
    if before is None:
        disk.make_folder(path.parent)
    expected = disk.read(path)[1] if before is not None else None
    disk.save(path, encode(after), expected)
