"""The command `doctor`: what is set up on this machine and in this folder; nothing is changed."""

import os
import platform
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli import __version__
from customer_cli.cli.options import ChecklistFormat, Dir, Json, merge_formats
from customer_cli.errors import CustomerError, NotHere

if TYPE_CHECKING:
    from customer_cli.reports.check import Word
    from customer_cli.workshop.folder import Workshops

    SetupRow = tuple[str, Word, str, str]
    """What it is about, how it is, that in words, and the command that mends it."""

PACKAGES = ("typer", "pydantic", "PyYAML", "rich", "prompt_toolkit")
SMALLEST = (40, 12)
"""Columns and rows below which the interview asks in plain lines more comfortably."""
BROKEN = 4
MOST_NAMED = 3
"""Names in a line; the commands behind it tell them all."""


def doctor(format: ChecklistFormat = None, json: Json = False, directory: Dir = None) -> int:
    """Say what is set up here and what is not.

    Nothing is changed and nothing is asked of a network.

    \b
    Examples:
      customer-cli doctor
      customer-cli doctor --json
    """
    from customer_cli.reports import check
    from customer_cli.workshop.folder import Workshops

    chosen = merge_formats(format, json)
    place = Workshops.find(Path.cwd(), directory)
    rows = [*_check_machine(), *_check_folder(place), *_check_person()]
    lines = [check.Line(*row) for row in rows]
    write = check.checklist_json if chosen == "json" else check.checklist_text
    sys.stdout.write(write(lines))
    return BROKEN if any(line.word == "problem" for line in lines) else 0


def _check_machine() -> "Iterator[SetupRow]":
    """Yield what there is to say about Python and the packages."""
    from importlib import metadata

    yield ("Python", "ok", f"{platform.python_version()}, customer-cli {__version__}", "")
    found, missing = [], []
    for package in PACKAGES:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            missing.append(package)
    if missing:
        text = f"not installed: {', '.join(missing)}"
        yield ("packages", "problem", text, f"python3 -m pip install {' '.join(missing)}")
    else:
        yield ("packages", "ok", ", ".join(found), "")
    from customer_cli.yamldoc import parser

    if parser.is_quick():
        yield ("YAML parser", "ok", "libyaml", "")
    else:
        text = "PyYAML's own in Python: the same answers, ten times slower"
        command = "python3 -m pip install --force-reinstall PyYAML"
        yield ("YAML parser", "not set up", text, command)


def _check_person() -> "Iterator[SetupRow]":
    """Yield what there is to say about editor, shell and terminal."""
    from customer_cli import editor

    try:
        yield ("editor", "ok", " ".join(editor.find_editor()), "")
    except CustomerError as missing:
        yield ("editor", "not set up", missing.message, "export EDITOR=nano")
    yield _check_completion(Path.home(), os.environ.get("SHELL", ""))
    yield _check_terminal()


def _check_completion(home: Path, shell_path: str) -> "SetupRow":
    shell = Path(shell_path).name
    places = {
        "bash": (".local/share/bash-completion/completions/customer-cli", ".bashrc"),
        "zsh": (".zshrc",),
        "fish": (".config/fish/completions/customer-cli.fish", ".config/fish/config.fish"),
    }
    if shell not in places:
        text = "scripts are there for bash, zsh, fish and powershell"
        return ("completion", "not set up", text, "customer-cli completion bash")
    for place in places[shell]:
        path = home / place
        if path.name.startswith("customer-cli") and path.is_file():
            return ("completion", "ok", f"{shell}, ~/{place}", "")
        if _mentions(path, "customer-cli completion"):
            return ("completion", "ok", f"{shell}, from ~/{place}", "")
    text = f"no script of ours in the usual places of {shell}"
    return ("completion", "not set up", text, f"customer-cli completion {shell}")


def _mentions(path: Path, words: str) -> bool:
    try:
        return words in path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def _check_terminal() -> "SetupRow":
    columns, rows = shutil.get_terminal_size()
    letters = "Unicode" if "utf" in (sys.stdout.encoding or "").casefold() else "ASCII marks only"
    plain = os.environ.get("TERM", "") in ("", "dumb")
    if not sys.stdout.isatty():
        colour = "no terminal here, so no colour"
    elif plain or os.environ.get("NO_COLOR"):
        colour = "no colour"
    else:
        colour = "colour"
    text = f"{columns} by {rows}, {letters}, {colour}"
    if plain or columns < SMALLEST[0] or rows < SMALLEST[1]:
        command = "customer-cli interview --plain"
        return ("terminal", "not set up", f"{text}; plain lines are better here", command)
    return ("terminal", "ok", text, "")


def _check_folder(place: "Workshops") -> "Iterator[SetupRow]":
    """Yield a line for each thing that matters in and around the folder of *place*."""
    yield from _check_git(place)
    name = place.display_path(place.folder)
    if not place.exists:
        text = f"no folder {name} here or above"
        yield ("workshops", "not set up", text, place.command("interview"))
        yield _check_writable(place)
        return
    try:
        yield from _check_records(place, name)
        yield _check_drafts(place)
        yield from _check_left_over(place)
        yield _check_schema(place)
    except CustomerError as refused:
        yield ("workshops", "problem", refused.message, "")
    yield _check_writable(place)


def _check_git(place: "Workshops") -> "Iterator[SetupRow]":
    from customer_cli.git import process
    from customer_cli.git.repository import Repository
    from customer_cli.git.setup import check_driver
    from customer_cli.storage import folders
    from customer_cli.workshop.folder import Workshops

    here = place.folder if place.exists else place.start
    version = process.read_version(place.start)
    if version is None:
        text = "not found; records are kept as files all the same"
        yield ("git", "not set up", text, "https://git-scm.com")
        return
    yield ("git", "ok", version, "")
    try:
        found = Repository.find(here)
    except NotHere as refused:
        yield ("repository", "problem", refused.message.replace("\n", " "), refused.remedy)
        return
    if found is None:
        text = "the records are in no repository, so nobody sees what changed"
        yield ("repository", "not set up", text, f"{_git_command(here.parent, place)} init")
        return
    yield ("repository", "ok", folders.relative_path(found.top, place.start), "")
    git = _git_command(found.top, place)
    waiting = process.list_uncommitted(here) if place.exists else []
    if waiting is None:
        yield ("committed", "problem", "git cannot say what is committed", f"{git} status")
    elif records := [name for name in waiting if name.endswith(folders.ENDINGS)]:
        command = f"{git} add {shlex.quote(place.display_path(here))} && {git} commit"
        yield ("committed", "not set up", f"not yet: {_join_some(records)}", command)
    elif place.exists:
        yield ("committed", "ok", "everything", "")
    telling = check_driver(place.folder)
    command = telling.command
    if command.startswith("customer-cli") and place != Workshops.find(place.start):
        command += f" --dir {shlex.quote(place.display_path(place.folder))}"
    yield ("git diff", "ok" if telling.is_ready else "not set up", telling.why, command)


def _git_command(folder: Path, place: "Workshops") -> str:
    """Return how git is called for *folder*, by people who may be somewhere else."""
    is_around = place.start.resolve().is_relative_to(folder.resolve())
    return "git" if is_around else shlex.join(["git", "-C", str(folder)])


def _check_records(place: "Workshops", name: str) -> "Iterator[SetupRow]":
    from customer_cli.guide import files
    from customer_cli.text import count

    entries = place.entries()
    teams = len({entry.team for entry in entries})
    text = f"{name}, {count(len(entries), 'record')} of {count(teams, 'team')}"
    if not entries:
        text, command = f"{name}, no records yet", place.command("interview")
        yield ("workshops", "not set up", text, command)
    else:
        yield ("workshops", "ok", text, "")
    unreadable = []
    for entry in entries:
        try:
            place.load(entry)
        except CustomerError:
            unreadable.append(entry.label)
    if unreadable:
        text = f"{len(unreadable)} cannot be read: {_join_some(unreadable)}"
        yield ("records", "problem", text, place.command("check"))
    elif entries:
        yield ("records", "ok", "all can be read", "")
    guides = files.list_guides(place.folder)
    own = [guide.id for guide in guides if guide.source.own]
    if broken := [guide.id for guide in guides if guide.problems]:
        text = f"cannot be read: {_join_some(broken)}"
        yield ("guides", "problem", text, place.command("guide", "check"))
    else:
        text = f"{len(guides) - len(own)} that come along, {len(own)} of your own"
        yield ("guides", "ok", text, "")


def _check_drafts(place: "Workshops") -> "SetupRow":
    from customer_cli.workshop.session import Drafts

    try:
        labels = Drafts(place.drafts).labels()
    except CustomerError as refused:
        return ("interviews", "problem", refused.message, "")
    if not labels:
        return ("interviews", "ok", "none is unfinished", "")
    which = ["--label", labels[0]] if len(labels) > 1 else []
    command = place.command("interview", "--resume", *which)
    return ("interviews", "ok", f"unfinished: {_join_some(labels)}", command)


def _check_left_over(place: "Workshops") -> "Iterator[SetupRow]":
    from customer_cli.storage import folders
    from customer_cli.storage.leftovers import find_leftovers

    homes = (place.folder, *folders.list_team_folders(place.folder), place.drafts)
    left = [
        shlex.quote(place.display_path(path)) for home in homes for path in find_leftovers(home)
    ]
    if left:
        text = f"left by interrupted saves: {_join_some(left)}; no record needs them"
        yield ("left over", "not set up", text, f"rm -r {' '.join(left)}")


def _check_schema(place: "Workshops") -> "SetupRow":
    from customer_cli.storage import disk
    from customer_cli.workshop import save

    command = place.command("schema", "record", "--write")
    if not save.is_our_schema(place.folder / save.SCHEMA):
        return ("schema", "not set up", "editors do not check records", command)
    entries = place.entries()
    without = [e.label for e in entries if not save.find_schema_line(disk.read(e.path)[0])]
    if without:
        return ("schema", "not set up", f"no line in {_join_some(without)}", command)
    return ("schema", "ok", "beside the records, and named in each", "")


def _check_writable(place: "Workshops") -> "SetupRow":
    from customer_cli.storage.os_errors import find_denial

    drafts = place.drafts
    name = place.display_path(drafts)
    text = f"{name} cannot be written, so no interview could be kept"
    if found := find_denial(drafts, os.W_OK):
        whose = f"{place.display_path(found.place)} belongs to {'you' if found.is_mine else found.owner}"
        command = found.command or f"ls -ld {shlex.quote(place.display_path(found.place))}"
        return ("drafts", "problem", f"{text}; {whose}", command)
    there = next(folder for folder in (drafts, *drafts.parents) if folder.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return ("drafts", "ok", f"{name} can be written", "")
    return ("drafts", "problem", text, f"ls -ld {place.display_path(there)}")


def _join_some(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    text = ", ".join(names[:MOST_NAMED])
    return f"{text} and {more} more" if more > 0 else text
