"""What git says about a folder, asked so that nothing the repository configures is run.

Answers are text or None: a git that is missing, refuses or hangs has nothing to say here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

LONGEST = 10.0
"""Seconds; a status of a large repository on a slow disk takes two."""
_GUARDED = (
    "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}",
)  # fmt: skip


def answer(*arguments: str, folder: Path) -> str | None:
    """Return what git prints for *arguments* in *folder*, or None where it fails."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return None
    # Whoever calls us from a hook means the repository of the hook, and not of this folder.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        ended = subprocess.run(  # noqa: S603 - a list of our own words, and no shell
            [program, *_GUARDED, *arguments],
            cwd=folder,
            env=clean,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return ended.stdout.decode("utf-8", "replace") if ended.returncode == 0 else None


def version(folder: Path) -> str | None:
    """Return the version of git, or None where there is none."""
    said = answer("--version", folder=folder)
    return said.split()[2] if said and len(said.split()) > 2 else None


def top(folder: Path) -> str | None:
    """Return the top folder of the repository around *folder*, or None."""
    said = answer("rev-parse", "--show-toplevel", folder=folder)
    return said.removesuffix("\n") if said else None


def setting(name: str, folder: Path) -> str | None:
    """Return the setting *name* as it holds in *folder*, or None."""
    said = answer("config", "--get", name, folder=folder)
    return said.removesuffix("\n") if said is not None else None


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
