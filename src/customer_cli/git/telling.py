"""Whether git tells the records of a folder in sentences, and what it keeps of what it was told."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from customer_cli.git import settings
from customer_cli.git.program import run
from customer_cli.git.settings import CACHE, DRIVER

FOLDER = "workshops"
"""The name of the folders whose files git is told about."""
NO_TEXT = "unset"
"""What git says of files that are not to be compared."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Whether git tells the records of a folder in sentences."""

    is_ready: bool
    why: str
    """What is so, or what stands in the way, without a capital letter."""
    command: str = ""
    """What mends it."""


def kept(folder: Path) -> int | None:
    """Return how many versions git keeps as text in *folder*, or None where it keeps none."""
    listed = run("notes", f"--ref={CACHE}", "list", folder=folder)
    has_any = run("rev-parse", "--verify", "--quiet", CACHE, folder=folder).code == 0
    return len(listed.out.splitlines()) if has_any else None


def forget(folder: Path) -> bool:
    """Let git forget the texts it keeps in *folder*, and tell whether there were any."""
    if kept(folder) is None:
        return False
    return run("update-ref", "-d", CACHE, folder=folder).code == 0


def telling(records: Path) -> Telling:
    """Return whether git tells the records in the folder *records*, and if not why.

    Assumes that the folder, or where it will be, is in a repository that git reads.
    """
    folder, inside = (records, "") if records.is_dir() else (records.parent, f"{records.name}/")
    command = setting("command", folder)
    driver = driver_of(f"{inside}2024.yaml", folder)
    install = "customer-cli git install"
    if driver == NO_TEXT:
        return Telling(False, "the attributes say that records are not to be compared: -diff")
    if driver not in ("", DRIVER):
        return Telling(False, f'the attributes give records to another driver: "{driver}"')
    if command and not driver:
        return _unused(folder, inside, install)
    if driver and not command:
        return Telling(False, "the attributes are here, and this clone is not set up", install)
    if not command:
        return Telling(False, "shows records as any other text", install)
    if settings.running(command) is None:
        return Telling(False, "the program that git starts is not there any more", install)
    return Telling(True, "tells of records in sentences")


def _unused(folder: Path, inside: str, install: str) -> Telling:
    prefix = run("rev-parse", "--show-prefix", folder=folder).out.decode("utf-8", "replace")
    if FOLDER in f"{prefix.rstrip()}{inside}".split("/"):
        return Telling(False, "the settings are here, and no attribute uses them", install)
    file = shlex.quote(str(folder / ".gitattributes"))
    why = f"the attributes are for folders called {FOLDER} inside a repository, and this is none"
    return Telling(False, why, f"echo '*.yaml diff={DRIVER}' >> {file}")


def driver_of(path: str, folder: Path) -> str:
    """Return the diff driver that the attributes in *folder* give to *path*, or nothing.

    `NO_TEXT` stands for files that are not to be compared.
    """
    ended = run("check-attr", "-z", "diff", "--", path, folder=folder)
    said = ended.out.decode("utf-8", "replace").split("\0")
    driver = said[2] if ended.code == 0 and len(said) > 2 else ""
    return "" if driver in ("unspecified", "set") else driver


def setting(name: str, folder: Path) -> str:
    """Return the setting *name* of the driver as it holds in *folder*, or nothing."""
    return value(f"diff.{DRIVER}.{name}", folder)


def value(key: str, folder: Path, *scope: str) -> str:
    """Return what *key* is set to in *folder*, or nothing; *scope* is an option of `git config`."""
    ended = run("config", *scope, "--includes", "--get", key, folder=folder)
    return ended.out.decode("utf-8", "replace").strip() if ended.code == 0 else ""
