"""Records, repositories and folders that are somewhere else, somebody else's, broken or gone."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from customer_cli.cli.completion import CommandTree, describe_command
from customer_cli.cli.program import build_program
from customer_cli.git import process as door
from tests.conftest import EXAMPLE, Ended, Run
from tests.test_git import Git, commit, git

__all__ = ["git"]

OLDER, NEWER = ((EXAMPLE / f"{year}.yaml").read_text(encoding="utf-8") for year in (2023, 2024))

# ---- the repository of the records, not of the folder people are in

CALLS: dict[str, list[str]] = {
    "interview": ["interview", "--template"],
    "show": ["show"],
    "check": ["check"],
    "diff": ["diff", "HEAD~1"],
    "history": ["history", "--revisions"],
    "hear": ["hear", "children", "--kind", "said", "--words", "x"],
    "voice": ["voice", "--plain"],
    "gaps": ["gaps"],
    "lens": ["lens", "--compare", "drucker", "whose-needs"],
    "share": ["share"],
    "guide list": ["guide", "list"],
    "guide show": ["guide", "show"],
    "guide check": ["guide", "check"],
    "guide new": ["guide", "new", "ours"],
    "schema": ["schema", "record", "--write", "--dry-run"],
    "doctor": ["doctor"],
    "git install": ["git", "install", "--dry-run"],
    "git status": ["git", "status"],
    "git uninstall": ["git", "uninstall"],
}
"""Each command that takes --dir, as it is asked for here."""


def with_dir(command: CommandTree, at: str = "") -> Iterator[str]:
    if any("--dir" in option.names for option in command.options):
        yield at
    for below in command.commands:
        yield from with_dir(below, f"{at} {below.name}".strip())


def test_every_command_that_takes_dir_is_called_here() -> None:
    assert sorted(with_dir(describe_command(get_command(build_program()), None))) == sorted(CALLS)


@pytest.fixture
def far(git: Git, workshop: Path, tmp_path: Path) -> Path:
    """The records of another repository; people are in a repository of their own."""
    folder = tmp_path / "it's far" / "workshops"
    git("init", "-q", str(folder.parent))
    for text in (OLDER, NEWER):
        folder.mkdir(exist_ok=True)
        (folder / "ours.yaml").write_text(text, encoding="utf-8")
        git("add", "-A", cwd=folder.parent)
        git("commit", "-q", "-m", "Say it", cwd=folder.parent)
    commit(git, workshop / "other.txt", "Something else.\n")
    return folder


@pytest.mark.parametrize("command", CALLS)
def test_every_command_means_the_repository_of_the_records(
    command: str, far: Path, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_home = tmp_path / "copy"
    shutil.copytree(far.parent, at_home)
    away = call(*CALLS[command], "--dir", str(far))
    monkeypatch.chdir(at_home)
    near = call(*CALLS[command])
    assert away.code == near.code
    if command != "doctor":  # which says how to get there, too

        def plain(said: str, place: Path) -> list[str]:
            lines = said.replace(f"{shlex.quote(str(far))}", "workshops").replace(f"{place}/", "")
            return [line.replace(" --dir workshops", "") for line in lines.splitlines()]

        assert plain(away.out, far.parent) == plain(near.out, at_home)
    assert "not in the repository" not in away.err


REVISIONS = [
    ["HEAD~1"], ["HEAD~1", "HEAD"], ["HEAD~1..HEAD"], ["HEAD~1:workshops/ours.yaml"],
    ["HEAD~1:./ours.yaml"], ["rev:HEAD~1", "{}/ours.yaml"],
]  # fmt: skip


@pytest.mark.parametrize("words", REVISIONS, ids=" ".join)
def test_a_revision_is_one_of_the_repository_that_holds_the_record(
    words: list[str], far: Path, call: Run
) -> None:
    here = [word.format(far) for word in words]
    said = call("diff", *here, "--dir", str(far), "--json")
    assert (said.code, said.err) == (0, "")
    assert len(json.loads(said.out)["changes"]) > 20
    assert call("diff", "HEAD", "--dir", str(far), "--exit-code").code == 0


def test_a_file_of_another_repository_is_compared_there(far: Path, call: Run) -> None:
    file = str(far / "ours.yaml")
    assert call("diff", "rev:HEAD~1", file, "--exit-code").code == 1
    assert call("diff", "rev:HEAD", file, "--exit-code").code == 0
    assert call("history", "--revisions", file, "--json").code == 0


def test_records_above_a_repository_of_its_own_are_those_that_count(
    git: Git, workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (OLDER, NEWER):
        commit(git, workshop / "workshops" / "ours.yaml", text)
    inner = workshop / "inner"
    git("init", "-q", str(inner))
    monkeypatch.chdir(inner)
    assert call("diff", "HEAD~1", "--exit-code").code == 1
    assert call("git", "install").code == 0
    assert (workshop / ".gitattributes").exists()
    assert not (inner / ".gitattributes").exists()


def test_git_is_set_up_where_the_records_are(far: Path, workshop: Path, call: Run) -> None:
    said = call("git", "install", "--dir", str(far))
    assert said.out.endswith(f"Undo: customer-cli git uninstall --dir {shlex.quote(str(far))}\n")
    assert call("git", "status", "--dir", str(far)).code == 0
    assert call("git", "status").code == 1
    assert not (workshop / ".gitattributes").exists()
    undo = said.out.rpartition("Undo: customer-cli ")[2]
    assert call(*shlex.split(undo)).code == 0
    assert not (far.parent / ".gitattributes").exists()
    assert "There is no folder nowhere." in call("git", "install", "--dir", "nowhere").err


def test_what_doctor_prints_runs_from_where_people_are(
    git: Git, far: Path, workshop: Path, call: Run
) -> None:
    (far / "ours.yaml").write_text(OLDER, encoding="utf-8")

    def build_program() -> list[str]:
        lines = call("doctor", "--dir", str(far)).out.splitlines()
        return [line.partition("> ")[2] for line in lines if line.strip().startswith("> ")]

    (committing,) = [one for one in build_program() if " commit" in one]
    who = "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b"
    subprocess.run(["sh", "-c", f"export {who}; {committing} -m x"], check=True, cwd=workshop)
    (installing,) = [one for one in build_program() if "git install" in one]
    assert call(*shlex.split(installing)[1:]).code == 0
    assert not [one for one in build_program() if " commit" in one and "ours" in one]
    assert not [one for one in build_program() if "git install" in one]


def test_records_in_a_folder_of_another_name_get_attributes_of_their_own(
    git: Git, workshop: Path, call: Run
) -> None:
    commit(git, workshop / "our records" / "ours.yaml", OLDER)
    assert call("git", "install", "--dir", "our records").code == 0
    said = call("git", "status", "--dir", "our records")
    assert said.code == 1
    why, _, command = said.out.splitlines()[-1].partition(": echo ")
    assert "folders called workshops" in why
    subprocess.run(["sh", "-c", f"echo {command}"], check=True)
    assert call("git", "status", "--dir", "our records").code == 0


# ---- no repository, one that git refuses, and a broken one


@pytest.fixture
def refused(git: Git, literacy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of somebody else, in which git says what it says to strangers."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(door, "_KEPT", door._KEPT | {"GIT_TEST_ASSUME_DIFFERENT_OWNER"})
    return literacy


ASKING = [["git", "status"], ["git", "install"], ["git", "uninstall"], ["diff", "rev:HEAD"],
          ["history", "--revisions"]]  # fmt: skip


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_what_git_refuses_is_told_with_the_command_that_allows_it(
    words: list[str], refused: Path, call: Run
) -> None:
    said = call(*words)
    assert said.code == 4
    assert said.err.startswith("error: git refuses to read this repository:\nfatal: detected dub")
    assert said.err.endswith(f"\nhint:  git config --global --add safe.directory {refused}\n")
    assert "^I" not in said.err


def line_of(said: str, name: str) -> tuple[str, str]:
    lines = said.splitlines()
    place = next(n for n, line in enumerate(lines) if line[12:].startswith(f"{name}  "))
    below = lines[place + 1].strip()
    return lines[place][:10].strip(), below.removeprefix("> ") if below[0] == ">" else ""


def test_doctor_tells_the_three_apart(
    git: Git, refused: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = call("doctor")
    allow = f"git config --global --add safe.directory {refused}"
    assert said.code == 4
    assert line_of(said.out, "repository") == ("problem", allow)
    monkeypatch.delenv("GIT_TEST_ASSUME_DIFFERENT_OWNER")
    assert line_of(call("doctor").out, "repository") == ("ok", "")
    (refused / ".git" / "HEAD").unlink()
    said = call("doctor")
    assert said.code == 4
    assert line_of(said.out, "repository")[0] == "problem"
    assert "git init" not in said.out
    shutil.rmtree(refused / ".git")
    assert line_of(call("doctor").out, "repository") == ("not set up", "git init")


@pytest.mark.parametrize("break_it", ["HEAD", "config", "empty", "worktree"])
def test_a_broken_repository_is_not_said_to_be_none(
    break_it: str, git: Git, literacy: Path, call: Run
) -> None:
    if break_it == "HEAD":
        (literacy / ".git" / "HEAD").unlink()
    if break_it == "config":
        (literacy / ".git" / "config").write_text("[core\x1b]\n", encoding="utf-8")
    if break_it in ("empty", "worktree"):
        shutil.rmtree(literacy / ".git")
    if break_it == "empty":
        (literacy / ".git").mkdir()
    if break_it == "worktree":
        (literacy / ".git").write_text("gitdir: /nowhere/.git/worktrees/x\n", encoding="utf-8")
    for words in ASKING:
        said = call(*words)
        assert said.code == 4
        assert "git cannot read the repository here:\n" in said.err
        assert "\x1b" not in said.err
        assert said.err.endswith(" status`.\n")


def test_no_repository_is_no_error_for_whoever_does_not_ask_for_one(
    literacy: Path, call: Run
) -> None:
    assert call("doctor").code == 0
    assert call("show").code == 0
    assert "is in no git repository" in call("diff", "rev:HEAD").err
    assert call("git", "install").code == 2


# ---- the folder people are in is gone

GONE = {**CALLS, "": [], "git": ["git"], "guide": ["guide"], "demo": ["demo"],
        "completion": ["completion", "bash"]}  # fmt: skip
STILL = ("git", "guide", "demo", "completion")
"""Commands that need no folder, asked as they are here."""


def in_a_folder_that_is_gone(folder: Path, words: list[str], then: str = "") -> Ended:
    folder.mkdir(parents=True)
    # As installed, without the folder people are in on the path of modules.
    program = (
        f"{shlex.quote(sys.executable)} -P -c 'from customer_cli.__main__ import main; main()'"
    )
    script = f"cd {shlex.quote(str(folder))} && rmdir ../*; {then} {program} {shlex.join(words)}"
    env = {**os.environ, "PWD": "/nowhere"}
    ended = subprocess.run(["sh", "-c", script], capture_output=True, text=True, env=env,
                           stdin=subprocess.DEVNULL, check=False)  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


FILES = ("show", "check", "diff", "gaps", "share", "guide check")
"""Commands that take a file, which may be a whole path."""
AWAY = [*((command, words) for command, words in GONE.items()),
        *((one, [*one.split(), str(EXAMPLE / "2023.yaml")]) for one in FILES),
        *((one, [*CALLS[one], "--dir", str(EXAMPLE)]) for one in CALLS)]  # fmt: skip


@pytest.mark.parametrize(("command", "words"), AWAY, ids=str)
def test_every_command_says_which_folder_is_gone_and_where_to_go(
    command: str, words: list[str], tmp_path: Path
) -> None:
    folder = tmp_path / "the work" / "today"
    said = in_a_folder_that_is_gone(folder, words)
    if command in STILL:
        assert said.code == 0, said.err
        return
    assert said.code == 4
    assert said.err == (
        f"error: The folder you are in is gone: {folder}.\n"
        f"hint:  cd {shlex.quote(str(folder.parent))}\n"
    )


def test_a_folder_that_came_back_is_entered_anew(tmp_path: Path) -> None:
    folder = tmp_path / "the work" / "today"
    said = in_a_folder_that_is_gone(folder, ["show"], f"mkdir {shlex.quote(str(folder))};")
    assert said.err.endswith(f"hint:  cd {shlex.quote(str(folder))}\n")
