"""The completion scripts, loaded and asked in the shells that are here."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from customer_cli.cli.completion import CommandTree, CompletionPlace, describe_command, places
from customer_cli.cli.options import SHELLS
from customer_cli.cli.program import build_program
from tests.conftest import Run

shells = pytest.mark.parametrize("shell", SHELLS.split("|"))
TREE: CommandTree = describe_command(get_command(build_program()), None)


def needs(program: str) -> str:
    return shutil.which(program) or pytest.skip(f"{program} is not installed")


def every(command: CommandTree) -> list[CommandTree]:
    return [command, *(below for one in command.commands for below in every(one))]


@pytest.fixture
def script(call: Run, tmp_path: Path) -> dict[str, Path]:
    """The printed script of each shell, as a file."""
    files = {}
    for shell in SHELLS.split("|"):
        files[shell] = tmp_path / f"completion.{shell}"
        files[shell].write_text(call("completion", shell).out, encoding="utf-8")
    return files


def bash(script: Path, *words: str, cwd: Path | None = None) -> list[str]:
    """What bash offers for the last of *words*."""
    line = " ".join(f"'{word}'" for word in ("customer-cli", *words))
    code = (
        f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words)}; "
        '_customer_cli 2>&1; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    ended = subprocess.run(
        [needs("bash"), "-c", code], capture_output=True, text=True, check=True, cwd=cwd
    )
    assert ended.stderr == ""
    return ended.stdout.split()


def test_names_of_an_option_stand_in_one_order_whatever_the_hashes(run: Run) -> None:
    for shell in ("bash", "fish"):
        printed = {run("completion", shell, env={"PYTHONHASHSEED": seed}).out for seed in "012345"}
        assert len(printed) == 1


@shells
def test_no_placeholder_is_left_in_a_script(shell: str, script: dict[str, Path]) -> None:
    said = script[shell].read_text(encoding="utf-8")
    assert "@STEPS@" not in said
    assert "@PLACES@" not in said
    assert "customer-cli" in said


@shells
def test_a_script_names_every_command_and_every_option(shell: str, script: dict[str, Path]) -> None:
    said = script[shell].read_text(encoding="utf-8")
    for command in every(TREE)[1:]:
        assert command.name in said
        for option in command.options:
            long = option.names[-1]
            assert (f"-l {long[2:]}" if shell == "fish" else long) in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_that_is_here_loads_its_script_in_silence(
    shell: str, script: dict[str, Path]
) -> None:
    start = "autoload -U compinit && compinit -D && " if shell == "zsh" else ""
    arguments = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    ended = subprocess.run(
        [needs(shell), *arguments, "-c", f"{start}source '{script[shell]}'"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "place", [p for p in places(TREE) if p.words], ids=lambda p: f"{p.at} {p.after}"
)
def test_bash_offers_the_words_of_every_place(
    place: CompletionPlace, script: dict[str, Path]
) -> None:
    after = [place.after] if place.after else []
    offered = bash(script["bash"], *place.at.split(), *after, "")
    assert offered == [word for word, _ in place.words]


@pytest.mark.parametrize(
    "command", [p for p in places(TREE) if not p.after], ids=lambda p: p.at or "customer-cli"
)
def test_bash_offers_every_option_behind_a_dash(
    command: CompletionPlace, script: dict[str, Path]
) -> None:
    offered = bash(script["bash"], *command.at.split(), "-")
    assert offered == [word for word, _ in command.options]


TYPED = [
    (["sh"], ["show", "share"]),
    (["lens", "--compare", "w"], ["whose-needs"]),
    (["show", "--lens", "h"], ["hierarchy"]),
    (["show", "--format", "=", "j"], ["json"]),
    (["show", "--format", "="], ["text", "markdown", "html", "json", "csv", "mermaid"]),
    (["show", "--team", ""], []),
    (["guide", "show", "d"], ["drucker"]),
    (["show", "2"], ["2023", "2024"]),
    (["show", "--json", "2023", "--as"], ["--as-of"]),
]


@pytest.mark.parametrize(("words", "offered"), TYPED)
def test_bash_completes_what_is_half_typed(
    words: list[str], offered: list[str], script: dict[str, Path], workshop: Path
) -> None:
    for label in ("2023", "2024", "guides/ours", "old"):
        file = workshop / "workshops" / f"{label}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    below = workshop / "src" / "deep"
    below.mkdir(parents=True)
    assert bash(script["bash"], *words, cwd=below) == offered


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sho", ["show"]),
        ("guide s", ["show"]),
        ("show --lens h", ["hierarchy"]),
        ("show --a", ["--as-of"]),
        ("show 20", ["2024"]),
    ],
)
def test_fish_completes_what_is_half_typed(
    typed: str, offered: list[str], script: dict[str, Path], workshop: Path
) -> None:
    (workshop / "workshops").mkdir()
    (workshop / "workshops" / "2024.yaml").touch()
    code = f"source '{script['fish']}'; complete -C 'customer-cli {typed}'"
    said = subprocess.run(
        [needs("fish"), "--no-config", "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert [line.split("\t")[0] for line in said.splitlines()] == offered


def test_an_unknown_shell_is_wrong_use_and_the_close_one_is_named(call: Run) -> None:
    ended = call("completion", "bsh")
    assert ended.code == 2
    assert 'Did you mean "bash"?' in ended.err
    assert ended.out == ""
