"""What is set up on this machine and in this folder, and what is not; nothing is changed."""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import TextIO

from customer_cli import __version__
from customer_cli.commands.doctor_folder import folder_lines
from customer_cli.errors import CustomerError
from customer_cli.reports import check
from customer_cli.reports.check import Line
from customer_cli.workshop.folder import Workshops

PACKAGES = ("typer", "pydantic", "PyYAML", "rich", "prompt_toolkit")
SMALLEST = (40, 12)
"""Columns and rows below which the interview asks in plain lines more comfortably."""
BROKEN = 4


def doctor(directory: Path | None, here: Path, out: TextIO, *, json: bool = False) -> int:
    """Write a line for each thing that matters here; return 4 where something is broken, else 0."""
    place = Workshops.find(here, directory)
    lines = [*machine_lines(), *folder_lines(place), *people_lines(out)]
    out.write(check.checklist_json(lines) if json else check.checklist_text(lines))
    return BROKEN if any(line.word == "problem" for line in lines) else 0


def machine_lines() -> Iterator[Line]:
    """Yield what there is to say about Python and the packages."""
    yield Line("Python", "ok", f"{platform.python_version()}, customer-cli {__version__}")
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            missing.append(package)
    if missing:
        told = f"not installed: {', '.join(missing)}"
        yield Line("packages", "problem", told, f"python3 -m pip install {' '.join(missing)}")
    else:
        yield Line("packages", "ok", ", ".join(found))
    from customer_cli.yamldoc import parser

    if parser.is_quick():
        yield Line("YAML parser", "ok", "libyaml")
    else:
        told = "PyYAML's own in Python: the same answers, ten times slower"
        command = "python3 -m pip install --force-reinstall PyYAML"
        yield Line("YAML parser", "not set up", told, command)


def people_lines(out: TextIO) -> Iterator[Line]:
    """Yield what there is to say about editor, shell and terminal."""
    from customer_cli import editor

    try:
        yield Line("editor", "ok", " ".join(editor.find_editor()))
    except CustomerError as missing:
        yield Line("editor", "not set up", missing.message, "export EDITOR=nano")
    yield _completion(Path.home(), os.environ.get("SHELL", ""))
    yield _terminal(out)


def _completion(home: Path, shell_path: str) -> Line:
    shell = Path(shell_path).name
    places = {
        "bash": (".local/share/bash-completion/completions/customer-cli", ".bashrc"),
        "zsh": (".zshrc",),
        "fish": (".config/fish/completions/customer-cli.fish", ".config/fish/config.fish"),
    }
    if shell not in places:
        told = "scripts are there for bash, zsh, fish and powershell"
        return Line("completion", "not set up", told, "customer-cli completion bash")
    for place in places[shell]:
        path = home / place
        if path.name.startswith("customer-cli") and path.is_file():
            return Line("completion", "ok", f"{shell}, ~/{place}")
        if _mentions(path, "customer-cli completion"):
            return Line("completion", "ok", f"{shell}, from ~/{place}")
    told = f"no script of ours in the usual places of {shell}"
    return Line("completion", "not set up", told, f"customer-cli completion {shell}")


def _mentions(path: Path, words: str) -> bool:
    try:
        return words in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _terminal(out: TextIO) -> Line:
    columns, rows = shutil.get_terminal_size()
    letters = "Unicode" if "utf" in (out.encoding or "").casefold() else "ASCII marks only"
    plain = os.environ.get("TERM", "") in ("", "dumb")
    if not out.isatty():
        colour = "no terminal here, so no colour"
    elif plain or os.environ.get("NO_COLOR"):
        colour = "no colour"
    else:
        colour = "colour"
    told = f"{columns} by {rows}, {letters}, {colour}"
    if plain or columns < SMALLEST[0] or rows < SMALLEST[1]:
        command = "customer-cli interview --plain"
        return Line("terminal", "not set up", f"{told}; plain lines are better here", command)
    return Line("terminal", "ok", told)
