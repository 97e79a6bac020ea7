"""The README says what is so: its sessions run, its commands are the ones there are."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from scripts.picture import picture, words
from typer.main import get_command

from customer_cli import errors
from customer_cli.__main__ import BUG, DONE, PIPE_CLOSED, STOPPED
from customer_cli.cli.completion import describe_command
from customer_cli.cli.program import build_program
from tests.conftest import ROOT
from tests.transcript import agrees, play, steps, written

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def table(heading: str) -> dict[str, str]:
    rows = re.split(rf"^\| {heading} \|.*\n\|[-|]+\n", README, flags=re.MULTILINE)[1]
    lines = rows.split("\n\n")[0].splitlines()
    return {one: other for _, one, other, *_ in (re.split(r" ?\| ?", line) for line in lines)}


@pytest.mark.skipif(shutil.which("bash") is None, reason="sessions are bash's")
@pytest.mark.parametrize("session", blocks("console"))
def test_a_session_of_the_readme_goes_as_it_is_written(session: str, workshop: Path) -> None:
    shutil.copytree(ROOT / "workshops", workshop / "workshops")
    assert steps(session)
    for step in steps(session):
        played = play(step, workshop)
        assert agrees(step, played), written(played)


def test_the_two_commands_set_up_by_themselves() -> None:
    demo, tests = (block.strip() for block in blocks("sh")[:2])
    for command in (demo, tests):
        assert "\n" not in command
        assert command.startswith("python3 -m venv .venv && .venv/bin/python -m pip install ")
    assert demo.endswith("&& .venv/bin/customer-cli demo")
    assert tests.endswith("&& .venv/bin/python -m pytest -q")


def test_the_windows_lines_do_the_same() -> None:
    (windows,) = blocks("powershell")
    for line, command in zip(windows.splitlines(), blocks("sh")[:2], strict=True):
        said = command.strip().replace(" && ", "; ").replace(".venv/bin/", ".venv\\Scripts\\")
        assert line == said.replace("python3 -m venv", "py -3 -m venv")


def test_what_is_run_before_a_change_goes_in_ends_with_the_command_of_the_readme() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert run.endswith(f"\n{blocks('sh')[1]}")


def test_the_commands_are_those_of_the_program() -> None:
    there = {
        f"`{one.name}`": one.help
        for one in describe_command(get_command(build_program()), None).commands
    }
    assert table("command") == there


def test_the_exit_codes_are_those_of_the_errors() -> None:
    family = [errors.CustomerError]
    for one in family:
        family += one.__subclasses__()
    ends = {DONE, BUG, STOPPED, 1, *(one.exit_code for one in family)}
    assert {int(code) for code in table("exit code")} == ends
    assert f" {PIPE_CLOSED}, " in README


def test_every_file_that_is_linked_is_there_and_nothing_is_fetched() -> None:
    targets = re.findall(r"\]\(([^)]+)\)", README)
    assert targets
    assert [one for one in targets if not (ROOT / one.partition("#")[0]).exists()] == []
    assert "http" not in "".join(re.findall(r"!\[.*?\]\((.*?)\)", README, flags=re.DOTALL))


def test_the_picture_shows_what_the_program_prints() -> None:
    drawn = picture()
    kept = (ROOT / "docs" / "pictures" / "show.svg").read_text(encoding="utf-8")
    assert words(kept) == words(drawn), "run: python scripts/picture.py"
    assert "confirmed," in words(kept)


def test_the_picture_refers_to_nothing_outside_itself() -> None:
    kept = (ROOT / "docs" / "pictures" / "show.svg").read_text(encoding="utf-8")
    assert re.findall(r"(?:href|src|url)\s*[=(]\s*[\"']?(?!#)[^\"')]*", kept) == []
