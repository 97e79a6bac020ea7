"""The one place that starts git, so that nothing a repository configures is run by reading it.

A list of words and never a shell; no pager, hook, monitor, filter of paths or terminal; an
environment without the variables by which a hook or a driver means another repository.
`ask_git` and what follows it answer None where git is missing, refuses or hangs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import NotHere
from customer_cli.text import visible

LONGEST = 30.0
"""Seconds; a log of ten thousand commits on a slow disk takes five."""
_GUARDED = (
    "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false",
    "-c", f"core.hooksPath={os.devnull}", "-c", "core.quotePath=false",
    "-c", "diff.external=", "-c", "log.showSignature=false", "-c", "log.showRoot=true",
)  # fmt: skip
_KEPT = frozenset({
    "GIT_ALLOW_PROTOCOL", "GIT_ASKPASS", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_COUNT",
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM", "GIT_EXEC_PATH",
    "GIT_NO_LAZY_FETCH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY",
})  # fmt: skip
"""How git works on this machine; every other variable of its own says which repository."""


@dataclass(frozen=True, slots=True)
class GitResult:
    """How git ended, and what it wrote."""

    code: int
    out: bytes
    error: str
    """What it wrote to standard error, safe for a screen."""


def run(*arguments: str, folder: Path, given: bytes | None = None) -> GitResult:
    """Return how git ended for *arguments* in *folder*, with *given* on its standard input.

    Raise `NotHere` where there is no git, or it does not answer in time.
    """
    program = shutil.which("git")
    if program is None:
        raise NotHere("git is not on this machine.", "Install git, or name files and labels.")
    try:
        ended = subprocess.run(  # noqa: S603 - a list of our own words, and no shell
            [program, *_GUARDED, *arguments],
            cwd=folder,
            env=_clean_environment(),
            input=given if given is not None else b"",
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"git {arguments[0]} has not answered in {LONGEST:.0f} seconds."
        raise NotHere(message, f"Try `git {arguments[0]}` in {folder} yourself.") from None
    except OSError as refused:
        raise NotHere(f"git cannot be started: {refused.strerror}.") from None
    error = ended.stderr.decode("utf-8", "replace").strip().expandtabs(4)
    return GitResult(ended.returncode, ended.stdout, visible(error, breaks=True))


def _clean_environment() -> dict[str, str]:
    # Whoever calls us from a hook means the repository of the hook, and not of this folder.
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_")
        or name in _KEPT
        or name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))
    }
    return clean | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


def ask_git(*arguments: str, folder: Path) -> str | None:
    """Return what git prints for *arguments* in *folder*, or None where it fails."""
    if not folder.is_dir():
        return None
    try:
        ended = run(*arguments, folder=folder)
    except NotHere:
        return None
    return ended.out.decode("utf-8", "replace") if ended.code == 0 else None


def read_version(folder: Path) -> str | None:
    """Return the version of git, or None where there is none."""
    output = ask_git("--version", folder=folder)
    return output.split()[2] if output and len(output.split()) > 2 else None


def list_uncommitted(folder: Path) -> list[str] | None:
    """Return the files in and below *folder* that are new or changed, or None without a repository.

    Names are as *folder* sees them.
    """
    output = ask_git("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".",
                  folder=folder)  # fmt: skip
    prefix = ask_git("rev-parse", "--show-prefix", folder=folder)
    if output is None or prefix is None:
        return None
    return [entry[3:].removeprefix(prefix.strip("\n")) for entry in output.split("\0") if entry]
