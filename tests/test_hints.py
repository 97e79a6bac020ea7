"""Whatever a message tells people to run can be pasted as it stands, wherever they are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, Run

RECORD = "team: {}\nheld: 2026-03-14\nprimary: kids\ncustomers:\n  kids: {{name: Kids}}\n"
COMMAND = re.compile(
    r"`(customer-cli [^`]+)`|^(?:next|hint): +(customer-cli .+?)(?:   .*)?$"
    r"|Go on with: (customer-cli .+)$",
    re.MULTILINE,
)
PLAIN = ("interview", "--quick", "--plain")


def told(said: str) -> list[str]:
    return [next(filter(None, found)) for found in COMMAND.findall(said)]


@pytest.fixture
def teams(workshop: Path) -> Path:
    """Two teams whose folders have names with blanks and signs, seen from elsewhere."""
    for team in ("Lane Club", "Max & Söhne"):
        home = workshop / "our own" / "workshops" / team
        home.mkdir(parents=True)
        (home / "2026.yaml").write_text(RECORD.format(f'"{team}"'), encoding="utf-8")
    return workshop / "our own" / "workshops"


WHOLE = [
    (["voice", "--team", "Max & Söhne", "--of", "kids"], ["hear"]),
    ([*PLAIN, "--team", "Lane Club", "--label", "2027"], ["interview"]),
    (["doctor"], ["schema"]),
]


@pytest.mark.parametrize(("arguments", "subjects"), WHOLE, ids=lambda one: str(one[0]))
def test_a_command_that_is_told_names_the_folder_and_quotes_the_team(
    arguments: list[str], subjects: list[str], teams: Path, run: Run
) -> None:
    ended = run(*arguments, "--dir", str(teams), stdin="")
    found = [command for command in told(ended.out + ended.err) if command.split()[1] in subjects]
    found += re.findall(r"^ +> (customer-cli schema .*)$", ended.out, re.MULTILINE)
    assert found
    for command in found:
        words = shlex.split(command)[1:]
        extra = ["--kind", "said", "--words", "No."] if words[0] == "hear" else []
        again = run(*words, *extra, stdin="")
        assert again.code in (0, 130), (command, again.err)


def test_the_team_that_has_to_be_said_is_quoted(teams: Path, run: Run) -> None:
    for command in (["show"], ["diff"], ["gaps"], ["history"]):
        refused = run(*command, "--dir", str(teams))
        assert refused.code == 2
        (option,) = re.findall(r"Say which: (--team .*)", refused.err)
        ended = run(*command, "--dir", str(teams), *shlex.split(option))
        assert "There are several teams" not in ended.err


def test_an_interview_among_others_is_gone_on_with_by_the_words_that_were_told(
    workshop: Path, run: Run
) -> None:
    said = [
        run(*PLAIN, "--label", label, "--dir", "our own", stdin="A\n").err for label in ("x", "y")
    ]
    (command,) = told(said[1])  # the first was alone when it was told how to go on
    resumed = run(*shlex.split(command)[1:], stdin=":list\n")
    assert resumed.code == 130, resumed.err
    assert told(resumed.err) == [command]
    assert "[answered]: A" in resumed.err


def test_a_record_with_a_blank_in_its_path_is_committed_by_what_is_told(
    workshop: Path, run: Run
) -> None:
    shutil.copytree(EXAMPLE, workshop / "our own")
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run([*git, "init", "-q"], check=True)
    answers = workshop / "answers.yaml"
    answers.write_text(RECORD.format("Lane Club"), encoding="utf-8")
    for words in (
        ["interview", "--answers", str(answers), "--label", "2026"],
        ["hear", "kids", "--kind", "said", "--words", "No."],
    ):
        ended = run(*words, "--dir", "our own")
        assert ended.code == 0, ended.err
        (step,) = re.findall(r"^next: (git add .*)$", ended.err, re.MULTILINE)
        line = step.replace("git commit", shlex.join([*git, "commit", "-q"]))
        subprocess.run(["sh", "-c", line], check=True)
