"""A program that is started without standard input, output or error does its work all the same."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT
from tests.test_cli import COMMANDS

WORDS: dict[str, tuple[str, int]] = {
    "": ("", 0),
    "interview": ("interview --plain --label 2026", 130),
    "show": ("show", 0),
    "check": ("check", 0),
    "diff": ("diff --exit-code", 1),
    "history": ("history", 0),
    "hear": ("hear teachers monday --kind story --words 'We wait' --source us", 0),
    "voice": ("voice", 0),
    "gaps": ("gaps", 0),
    "lens": ("lens", 0),
    "share": ("share", 0),
    "guide": ("guide", 0),
    "guide list": ("guide list", 0),
    "guide show": ("guide show", 0),
    "guide check": ("guide check", 0),
    "guide new": ("guide new ours", 0),
    "schema": ("schema record", 0),
    "demo": ("demo", 0),
    "completion": ("completion bash", 0),
    "doctor": ("doctor", 0),
    "git": ("git", 0),
    "git install": ("git install", 0),
    "git status": ("git status", 1),
    "git uninstall": ("git uninstall", 0),
}
"""Each command as it is called here, and the code it ends with where streams are missing."""
CLOSED = {"in": "<&-", "out": ">&-", "err": "2>&-"}
EACH_AND_ALL = (*CLOSED, " and ".join(CLOSED))


def ended(words: str, missing: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """How the program ends with *words* where the streams in *missing* are closed."""
    closed = " ".join(CLOSED[name] for name in missing.split(" and ") if name)
    program = f"{shlex.quote(sys.executable)} -c 'from customer_cli.__main__ import main; main()'"
    script = f"{program} {words} {closed}"
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, check=False)  # fmt: skip


def test_every_command_is_called_here() -> None:
    assert list(WORDS) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_ends_as_it_does_with_all_its_streams(command: str, literacy: Path) -> None:
    subprocess.run(["git", "init", "-q", "."], check=True)
    words, code = WORDS[command]
    for missing in ("in and out", "in and out and err"):
        said = ended(words, missing, literacy)
        assert said.returncode == code, (missing, said.stderr)
        assert "this is a bug" not in said.stderr
        assert "Traceback" not in said.stderr
        for left in (".customer-cli", "guides"):
            shutil.rmtree(literacy / "workshops" / left, ignore_errors=True)


@pytest.mark.parametrize("words", ["show", "check", "--version", "show 2042", "git-text {}"])
def test_what_can_still_be_said_is_said(words: str, literacy: Path) -> None:
    words = words.format(shlex.quote(str(EXAMPLE / "2023.yaml")))
    whole = ended(words, "", literacy)
    for missing in EACH_AND_ALL:
        said = ended(words, missing, literacy)
        assert said.returncode == whole.returncode
        assert said.stdout == ("" if "out" in missing else whole.stdout)
        assert said.stderr == ("" if "err" in missing else whole.stderr)


def test_no_file_takes_the_number_of_a_missing_stream(literacy: Path) -> None:
    before = {file: file.read_bytes() for file in (literacy / "workshops").iterdir()}
    assert ended("show", "in and out and err", literacy).returncode == 0
    assert ended("check", "out and err", literacy).returncode == 0
    assert {file: file.read_bytes() for file in (literacy / "workshops").iterdir()} == before
    fds = (
        "import os, sys; from customer_cli import __main__ as m; m._prepare_streams(); "
        "sys.exit(sum(os.fstat(n).st_rdev != os.stat(os.devnull).st_rdev for n in (0, 1, 2)))"
    )
    script = f"{shlex.quote(sys.executable)} -c {shlex.quote(fds)} <&- >&- 2>&-"
    assert subprocess.run(["sh", "-c", script], check=False, cwd=ROOT).returncode == 0


def test_an_interview_without_input_keeps_what_there_is(literacy: Path) -> None:
    said = ended("interview --plain --label 2026", "in", literacy)
    assert said.returncode == 130
    assert "Everything answered is saved." in said.stderr
