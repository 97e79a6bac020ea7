"""Terminal sessions in text files and documents, played again and compared.

    # A note.
    $ customer-cli check
    what it says, on both streams
    [1]

A line of three dots stands for any lines. `[1]` is the exit code where it is not 0. A file that
is shown with `cat` and is not there yet is written first, so a session holds all it needs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROMPT = "$ "


@dataclass(frozen=True)
class Step:
    """One command of a session, with what it must say."""

    command: str
    said: tuple[str, ...]
    code: int


def steps(session: str) -> list[Step]:
    """Return the commands of *session*, in order."""
    return [_step(part) for part in _parts(session)[1:]]


def rewritten(session: str, played: list[Step]) -> str:
    """Return *session* with what its commands said when they were *played*; notes stay."""
    first, *parts = _parts(session)
    told = [written(step) + _notes(part) for step, part in zip(played, parts, strict=True)]
    return first + "".join(told)


def _parts(session: str) -> list[str]:
    return re.split(r"^\$ ", session, flags=re.MULTILINE)


def _notes(part: str) -> str:
    found = re.search(r"\n\n(# .*\n)+\Z", part)
    return found[0][1:] if found else ""


def _step(part: str) -> Step:
    command, *said = part.removesuffix(_notes(part)).rstrip("\n").split("\n")
    ended = re.fullmatch(r"\[(\d+)\]", said[-1]) if said else None
    return Step(command, tuple(said[:-1] if ended else said), int(ended[1]) if ended else 0)


DAY = "2026-03-14"
"""The day on which every written session takes place."""


def play(step: Step, folder: Path) -> Step:
    """Run the command of *step* in *folder*, and return it with what it really said."""
    shown = re.fullmatch(r"cat ([\w./-]+)", step.command)
    if shown and not (folder / shown[1]).exists():
        file = folder / shown[1]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in step.said), encoding="utf-8")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ended = subprocess.run(
        ["bash", "-c", step.command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "PATH": programs, "CUSTOMER_CLI_TODAY": DAY},
        check=False,
    )
    lines = [line.rstrip() for line in ended.stdout.decode().split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return Step(step.command, tuple(lines), ended.returncode)


def agrees(wanted: Step, played: Step) -> bool:
    """Tell whether *played* is what *wanted* says, dots standing for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "..." else f"{re.escape(line.rstrip())}\n" for line in wanted.said
    )
    said = "".join(f"{line}\n" for line in played.said)
    return wanted.code == played.code and re.fullmatch(pattern, said) is not None


def written(step: Step) -> str:
    """Return *step* as it stands in a session."""
    lines = [PROMPT + step.command, *step.said, *([f"[{step.code}]"] if step.code else [])]
    return "\n".join(lines) + "\n"
