"""What is said to be set up is, and what is not says how."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from customer_cli.cli.doctor import BROKEN
from tests.conftest import ROOT, Run


def told(call: Run, code: int = 0) -> dict[str, tuple[str, str, str]]:
    ended = call("doctor", "--json")
    assert (ended.code, ended.err) == (code, "")
    lines = json.loads(ended.out)["lines"]
    return {one["name"]: (one["word"], one["told"], one["command"]) for one in lines}


def git(*arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def test_an_empty_folder_is_not_set_up_and_nothing_is_broken(workshop: Path, call: Run) -> None:
    said = told(call)
    assert said["workshops"] == (
        "not set up", "no folder workshops here or above", "customer-cli interview",
    )  # fmt: skip
    assert said["repository"][0] == "not set up"
    assert said["drafts"][0] == "ok"
    assert list(workshop.iterdir()) == []


def test_what_becomes_set_up_is_said_to_be(literacy: Path, call: Run) -> None:
    before = told(call)
    assert before["workshops"][1] == "workshops, 2 records of 1 team"
    assert before["schema"] == (
        "not set up", "editors do not check records", "customer-cli schema record --write",
    )  # fmt: skip
    git("init", "-q")
    assert told(call)["committed"][:2] == (
        "not set up", "not yet: 2023.yaml, 2024.yaml",
    )  # fmt: skip
    call("schema", "record", "--write")
    git("add", ".")
    git("commit", "-qm", "x")
    call("git", "install")
    git("add", ".")
    git("commit", "-qm", "y")
    after = told(call)
    done = ("repository", "committed", "git diff", "schema", "records", "guides", "interviews")
    assert {name: after[name][0] for name in done} == dict.fromkeys(done, "ok")


def test_a_record_that_cannot_be_read_is_a_problem(literacy: Path, call: Run) -> None:
    (literacy / "workshops" / "2022.yaml").write_text("team: [", encoding="utf-8")
    said = told(call, BROKEN)
    assert said["records"] == ("problem", "1 cannot be read: 2022", "customer-cli check")
    assert said["drafts"][0] == "ok"


def test_a_guide_that_cannot_be_read_is_a_problem(literacy: Path, call: Run) -> None:
    (literacy / "workshops" / "guides").mkdir()
    (literacy / "workshops" / "guides" / "ours.yaml").write_text("guide: [", encoding="utf-8")
    assert told(call, BROKEN)["guides"][:2] == ("problem", "cannot be read: ours")


def test_a_new_record_without_the_line_is_named(literacy: Path, call: Run) -> None:
    call("schema", "record", "--write")
    newer = literacy / "workshops" / "2025.yaml"
    newer.write_text(
        "team: T\nheld: 2025-01-01\nprimary: a\ncustomers: {a: {name: A}}\n", encoding="utf-8"
    )
    assert told(call)["schema"][:2] == ("not set up", "no line in 2025")


def test_an_unfinished_interview_says_how_to_go_on(literacy: Path, call: Run, run: Run) -> None:
    run("interview", "--plain", "--label", "2026", stdin="2\n:stop\n")
    assert told(call)["interviews"] == (
        "ok", "unfinished: 2026", "customer-cli interview --resume",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "line", "word", "said"),
    [
        ("EDITOR", "sleep 1", "editor", "ok", "sleep 1"),
        ("TERM", "dumb", "terminal", "not set up", "plain lines"),
        ("COLUMNS", "30", "terminal", "not set up", "30 by 24"),
        ("SHELL", "/bin/zsh", "completion", "not set up", "zsh"),
        ("PATH", "", "git", "not set up", "not found"),
    ],
)
def test_what_the_environment_says_is_told(
    name: str, value: str, line: str, word: str, said: str,
    workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    found = told(call)[line]
    assert found[0] == word
    assert said in found[1]


def test_completion_in_a_start_up_file_is_seen(
    workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/bin/bash")
    assert told(call)["completion"][0] == "not set up"
    (workshop.parent / ".bashrc").write_text('eval "$(customer-cli completion bash)"\n')
    assert told(call)["completion"][0] == "ok"


def test_a_repository_runs_nothing_of_its_own(literacy: Path, call: Run) -> None:
    git("init", "-q")
    git("config", "core.fsmonitor", f"touch {literacy / 'ran'}; false")
    told(call)
    assert not (literacy / "ran").exists()


def test_a_hostile_name_is_shown_and_not_sent(literacy: Path, call: Run) -> None:
    (literacy / "workshops" / "a\x1b[2J.yaml").write_text("team: [", encoding="utf-8")
    assert "\x1b" not in call("doctor").out


def test_each_line_is_a_word_a_name_and_what_is_there(literacy: Path, call: Run) -> None:
    for line in call("doctor").out.splitlines():
        assert re.match(r"(ok        |not set up|problem   )  \S|\s+> \S", line), line


def test_the_hook_looks_at_records_and_guides_of_workshops_alone() -> None:
    lines = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8").splitlines()
    hook = dict(line.removeprefix("- ").strip().split(": ", 1) for line in lines)
    assert hook["entry"] == "customer-cli check"

    def looked_at(path: str) -> bool:
        return bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path)

    assert looked_at("workshops/2024.yaml")
    assert looked_at("a/workshops/guides/ours.yaml")
    assert not looked_at("docs/2024.yaml")
    assert not looked_at("workshops/.customer-cli/x.yaml")
