"""What git says about a folder, for whoever only wants to know.

Answers are text or None: a git that is missing, refuses or hangs has nothing to say here.
"""

from __future__ import annotations

from pathlib import Path

from customer_cli.errors import NotHere
from customer_cli.git.program import run


def answer(*arguments: str, folder: Path) -> str | None:
    """Return what git prints for *arguments* in *folder*, or None where it fails."""
    if not folder.is_dir():
        return None
    try:
        ended = run(*arguments, folder=folder)
    except NotHere:
        return None
    return ended.out.decode("utf-8", "replace") if ended.code == 0 else None


def version(folder: Path) -> str | None:
    """Return the version of git, or None where there is none."""
    said = answer("--version", folder=folder)
    return said.split()[2] if said and len(said.split()) > 2 else None


def not_committed(folder: Path) -> list[str] | None:
    """Return the files in and below *folder* that are new or changed, or None without a repository.

    Names are as *folder* sees them.
    """
    said = answer("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".",
                  folder=folder)  # fmt: skip
    prefix = answer("rev-parse", "--show-prefix", folder=folder)
    if said is None or prefix is None:
        return None
    return [entry[3:].removeprefix(prefix.strip("\n")) for entry in said.split("\0") if entry]
