"""The diff driver for records: installed, checked and taken out again to the byte.

Two things must meet: the settings, which no repository can bring along because they name a
program to run, and the attributes, which say for which files. Settings go into a marked block of
git's own file rather than through `git config`, which leaves empty headings behind.
"""

from __future__ import annotations

import contextlib
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import NotHere, WrongUse
from customer_cli.git import settings
from customer_cli.git.process import run
from customer_cli.git.repository import Repository
from customer_cli.git.settings import CACHE, DRIVER
from customer_cli.storage import disk

FOLDER = "workshops"
"""The name of the folders whose files git is told about."""
NO_TEXT = "unset"
"""What git says of files that are not to be compared."""


@dataclass(frozen=True, slots=True)
class DriverStatus:
    """Whether git tells the records of a folder in sentences."""

    is_ready: bool
    why: str
    """What is so, or what stands in the way, without a capital letter."""
    command: str = ""
    """What mends it."""


def count_cached(folder: Path) -> int | None:
    """Return how many versions git keeps as text in *folder*, or None where it keeps none."""
    texts = run("notes", f"--ref={CACHE}", "list", folder=folder)
    has_any = run("rev-parse", "--verify", "--quiet", CACHE, folder=folder).code == 0
    return len(texts.out.splitlines()) if has_any else None


def forget_cache(folder: Path) -> bool:
    """Let git forget the texts it keeps in *folder*, and tell whether there were any."""
    if count_cached(folder) is None:
        return False
    return run("update-ref", "-d", CACHE, folder=folder).code == 0


def check_driver(records: Path) -> DriverStatus:
    """Return whether git tells the records in the folder *records*, and if not why.

    Assumes that the folder, or where it will be, is in a repository that git reads.
    """
    folder, inside = (records, "") if records.is_dir() else (records.parent, f"{records.name}/")
    command = read_config(f"diff.{DRIVER}.command", folder)
    driver = find_driver(f"{inside}2024.yaml", folder)
    install = "customer-cli git install"
    if driver == NO_TEXT:
        return DriverStatus(False, "the attributes say that records are not to be compared: -diff")
    if driver not in ("", DRIVER):
        return DriverStatus(False, f'the attributes give records to another driver: "{driver}"')
    if command and not driver:
        prefix = run("rev-parse", "--show-prefix", folder=folder).out.decode("utf-8", "replace")
        if FOLDER in f"{prefix.rstrip()}{inside}".split("/"):
            return DriverStatus(False, "the settings are here, and no attribute uses them", install)
        file = shlex.quote(str(folder / ".gitattributes"))
        why = (
            f"the attributes are for folders called {FOLDER} inside a repository, and this is none"
        )
        return DriverStatus(False, why, f"echo '*.yaml diff={DRIVER}' >> {file}")
    if driver and not command:
        return DriverStatus(False, "the attributes are here, and this clone is not set up", install)
    if not command:
        return DriverStatus(False, "shows records as any other text", install)
    if settings.find_running(command) is None:
        return DriverStatus(False, "the program that git starts is not there any more", install)
    return DriverStatus(True, "tells of records in sentences")


def find_driver(path: str, folder: Path) -> str:
    """Return the diff driver that the attributes in *folder* give to *path*, or nothing.

    `NO_TEXT` stands for files that are not to be compared.
    """
    ended = run("check-attr", "-z", "diff", "--", path, folder=folder)
    fields = ended.out.decode("utf-8", "replace").split("\0")
    driver = fields[2] if ended.code == 0 and len(fields) > 2 else ""
    return "" if driver in ("unspecified", "set") else driver


def read_config(key: str, folder: Path, *scope: str) -> str:
    """Return what *key* is set to in *folder*, or nothing; *scope* is an option of `git config`."""
    ended = run("config", *scope, "--includes", "--get", key, folder=folder)
    return ended.out.decode("utf-8", "replace").strip() if ended.code == 0 else ""


ATTRIBUTES = (
    f"**/{FOLDER}/**/*.yaml diff={DRIVER}",
    f"**/{FOLDER}/**/*.yml diff={DRIVER}",
    f"**/{FOLDER}/**/guides/* !diff",
)


_FIRST = frozenset({"", "[diff", "textconv", "command", "xfuncname", "wordRegex", "[include]"})
"""The first words of the lines of any block of settings that was ever ours."""
BlockLines = tuple[Path, tuple[str, ...]]
"""A file, and lines in it."""


@dataclass(frozen=True, slots=True)
class SetupFiles:
    """The two files that are written to."""

    settings: Path
    attributes: Path
    is_everywhere: bool
    """Whether they are those of a person, and not of one repository."""


@dataclass(frozen=True, slots=True)
class SetupState:
    """What is set up of it."""

    has_settings: bool
    has_attributes: bool
    is_cached: bool
    """Whether git keeps what it is told."""


def find_setup_files(start: Path, *, everywhere: bool) -> SetupFiles:
    """Return the files of the repository around *start*, or with *everywhere* of this person.

    Raise `WrongUse` where there is no repository, or one without files, and `NotHere` as
    `Repository.find` does.
    """
    if everywhere:
        return _find_global_files(start)
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
    config = (found.top / named / "config").resolve()
    return SetupFiles(config, found.top / ".gitattributes", is_everywhere=False)


def check_setup(where: SetupFiles) -> SetupState:
    """Return what of it is set up at *where*."""
    config, attributes = _read_block(where.settings), _read_block(where.attributes)
    return SetupState(
        config is not None, attributes is not None, any(map(settings.is_cache, config or ()))
    )


def find_missing(where: SetupFiles, folder: Path, *, cache: bool = False) -> list[BlockLines]:
    """Return the lines that installing would write, and into which file.

    What git keeps already stays kept, also without *cache*. Raise `WrongUse` where somebody
    else has a driver of this name, or something else in mind for these files: it is theirs, and
    stays; and where git is to keep texts and would not know in whose name.
    """
    _refuse_strangers(folder)
    _refuse_additions(where)
    cached = cache or check_setup(where).is_cached
    if cached:
        _refuse_nobody(where, folder)
    config = settings.driver_lines(settings.find_program(), cached=cached)
    both = ((where.settings, config), (where.attributes, ATTRIBUTES))
    return [(path, lines) for path, lines in both if _read_block(path) != list(lines)]


def install(where: SetupFiles, folder: Path, *, cache: bool = False) -> list[BlockLines]:
    """Write what is `missing`, and return it; an older block makes way for the new one."""
    written = find_missing(where, folder, cache=cache)
    for path, lines in written:
        before = _read_text(path)
        _write(
            path,
            before,
            settings.add_block(None if before is None else settings.remove_block(before), lines),
        )
    return written


def uninstall(where: SetupFiles) -> list[Path]:
    """Take both blocks out again, and return the files they were in.

    Raise `WrongUse` where somebody wrote lines of their own into one of them.
    """
    _refuse_additions(where)
    changed = []
    for path in (where.settings, where.attributes):
        before = _read_text(path)
        if before is not None and settings.find_block(before) is not None:
            after = settings.remove_block(before)
            if after is None:
                path.unlink()
            else:
                _write(path, before, after)
            changed.append(path)
    return changed


def find_foreign(folder: Path) -> list[str]:
    """Return the settings of a driver of this name that are in no block of ours."""
    ended = run("config", "-z", "--get-regexp", rf"^diff\.{DRIVER}\.", folder=folder)
    pairs = ended.out.decode("utf-8", "surrogateescape").split("\0")[:-1] if ended.code == 0 else []
    known: list[str] = []
    for everywhere in (False, True) if pairs else ():
        with contextlib.suppress(WrongUse):
            lines = _read_block(find_setup_files(folder, everywhere=everywhere).settings) or []
            given = "\n".join(lines).encode("utf-8", "surrogateescape")
            own = run("config", "-z", "-f", "-", "--list", folder=folder, given=given)
            known += own.out.decode("utf-8", "surrogateescape").split("\0")[:-1]
            if any(map(settings.is_cache, lines)):
                known.append(f"diff.{DRIVER}.cachetextconv\ntrue")
    return [pair.replace("\n", " = ", 1) for pair in pairs if pair not in known]


def _refuse_nobody(where: SetupFiles, folder: Path) -> None:
    # In the same file or one that always holds: where the name alone is missing, as in a task
    # without a home, git would end with 128.
    scope = "--global" if where.is_everywhere else "--local"
    keys = ("user.name", "user.email")
    if all(any(read_config(key, folder, one) for one in (scope, "--system")) for key in keys):
        return
    known = {key: read_config(key, folder) for key in keys}
    words = known if all(known.values()) else {keys[0]: "Your Name", keys[1]: "you@example.org"}
    option = " --global" if where.is_everywhere else ""
    raise WrongUse(
        f"git would keep the texts in a commit, and {where.settings} does not say in whose name.",
        " && ".join(f"git config{option} {key} {shlex.quote(word)}" for key, word in words.items()),
    )


def _refuse_strangers(folder: Path) -> None:
    if strangers := find_foreign(folder):
        raise WrongUse(
            f"git has a driver of this name already: {'; '.join(strangers)}.",
            "Take those settings out first, if they are not needed any more.",
        )
    other = find_driver("workshops/record.yaml", folder)
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


def _refuse_additions(where: SetupFiles) -> None:
    # git puts what `git config` sets for this driver under the heading in our block.
    for path in (where.settings, where.attributes):
        for line in _read_block(path) or ():
            first, last = (line.split() or [""])[0], (line.split() or [""])[-1]
            is_ours = first in _FIRST or last in (f"diff={DRIVER}", "!diff")
            if not is_ours and not settings.is_cache(line):
                raise WrongUse(
                    f"{path}: this line in the block is not ours: {line.strip()}",
                    "Take it out, or put it somewhere else, then try again.",
                )


def _find_global_files(folder: Path) -> SetupFiles:
    if named := os.environ.get("GIT_CONFIG_GLOBAL"):
        config = Path(named)
    else:
        config, other = Path.home() / ".gitconfig", _find_git_home() / "config"
        config = other if other.exists() and not config.exists() else config
    ended = run(
        "config", "--global", "--includes", "--path", "--get", "core.attributesFile", folder=folder
    )
    named = ended.out.decode("utf-8", "surrogateescape").strip() if ended.code == 0 else ""
    attributes = Path(named) if named else _find_git_home() / "attributes"
    return SetupFiles(config, attributes, is_everywhere=True)


def _find_git_home() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "git"


def _read_block(path: Path) -> list[str] | None:
    return settings.find_block(_read_text(path) or "")


def _read_text(path: Path) -> str | None:
    try:
        return disk.read(path)[0].decode("utf-8", "surrogateescape")
    except NotHere:
        return None


def _write(path: Path, before: str | None, after: str) -> None:
    if before is None:
        disk.make_folder(path.parent)
    expected = disk.read(path)[1] if before is not None else None
    disk.save(path, after.encode("utf-8", "surrogateescape"), expected)
