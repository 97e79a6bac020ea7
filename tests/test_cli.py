"""The way in and out: help that runs, exit codes, messages, and streams that never trip."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from typer.main import get_command

from customer_cli import __version__
from customer_cli.__main__ import DRIVERS
from customer_cli.cli import git_driver, options
from customer_cli.cli.completion import CommandTree, describe_command
from customer_cli.cli.program import COMMANDS as COMMAND_ROWS
from customer_cli.cli.program import CommandRow, build_program
from customer_cli.record.format import LENSES, EvidenceKind, Says, ValueKind
from tests.conftest import PACKAGE, Ended, Run

COMMANDS = [
    "", "interview", "show", "check", "diff", "history", "hear", "voice", "gaps", "lens", "share",
    "guide", "guide list",
    "guide show", "guide check", "guide new", "schema", "demo", "completion", "doctor", "git",
    "git install", "git status", "git uninstall",
]  # fmt: skip


def leaves(command: CommandTree, at: str = "") -> Iterator[str]:
    yield at
    for below in command.commands:
        yield from leaves(below, f"{at} {below.name}".strip())


def examples(help: str) -> list[str]:
    found = re.search(r"\n  Examples:\n((?:    .*\n)+)", help)
    return [line.strip() for line in found[1].splitlines()] if found else []


def test_every_command_of_the_program_is_looked_at_here() -> None:
    assert sorted(leaves(describe_command(get_command(build_program()), None))) == sorted(COMMANDS)


@pytest.mark.parametrize("row", COMMAND_ROWS, ids=lambda row: f"{row.group} {row.name}".strip())
def test_the_table_says_of_a_command_what_its_docstring_says(row: CommandRow) -> None:
    command = row.load()
    assert (command.__doc__ or "").splitlines()[0] == row.summary
    assert command.__module__ == f"customer_cli.cli.{row.module}"


def test_the_commands_that_git_starts_are_known_before_their_module_is_imported() -> None:
    assert tuple(git_driver.DRIVERS) == DRIVERS


def test_the_table_names_every_command_and_no_group_that_is_not_there() -> None:
    named = [f"{row.group} {row.name}".strip() for row in COMMAND_ROWS]
    assert sorted(["", *named]) == sorted(COMMANDS)
    assert {row.group for row in COMMAND_ROWS} - {""} <= set(named)


# ---- help


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_plain_fits_eighty_columns_and_shows_examples(command: str, call: Run) -> None:
    long, short = (call(*command.split(), option) for option in ("--help", "-h"))
    assert long == short
    assert (long.code, long.err) == (0, "")
    assert max(map(len, long.out.splitlines())) < 80
    assert not re.search(r"\x1b|[a-z]\.\.\.$", long.out, flags=re.MULTILINE)
    assert len(examples(long.out)) > 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_of_a_help_page_runs(command: str, call: Run, literacy: Path) -> None:
    program = shutil.which("customer-cli", path=Path(sys.executable).parent)
    assert program, "the package is installed where the tests run"
    who = ["-c", "user.name=Sari", "-c", "user.email=sari@example.org"]
    for step in (["init", "-q", "."], ["add", "-A"], [*who, "commit", "-q", "-m", "Who is it"]):
        subprocess.run(["git", *step], check=True)
    for example in examples(call(*command.split(), "--help").out):
        if "--answers" in example:  # the example above it printed one to fill in
            shutil.copy(PACKAGE / "data" / "demo" / "literacy.yaml", "answers.yaml")
        ended = subprocess.run(
            example.replace("customer-cli", f"'{program}'", 1),
            shell=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        needs_a_terminal = re.fullmatch(
            r"customer-cli (interview( --quick --team .*| --from .*)?|hear teachers)", example
        )
        # `git status` answers a question: here nothing is set up, so it says no.
        says_no = example == "customer-cli git status"
        wanted = 2 if needs_a_terminal else int(says_no)
        assert ended.returncode == wanted, (example, ended.stderr)
        if needs_a_terminal:
            assert "needs a terminal" in ended.stderr


def test_the_words_offered_are_the_words_understood() -> None:
    from customer_cli.cli.output import Format
    from customer_cli.cli.schema import MAKERS
    from customer_cli.diff.compare import SUBJECTS
    from customer_cli.reports.worksheet import PLANS

    assert options.LENSES.split("|") == list(LENSES)
    assert options.KINDS.split("|") == list(get_args(EvidenceKind))
    assert options.SAYS.split("|") == list(get_args(Says))
    assert options.VALUE_KINDS.split("|") == list(get_args(ValueKind))
    offered = f"{options.FORMATS}|{options.CHARTS}|{options.REPORTS}".split("|")
    assert set(offered) == set(get_args(Format))
    assert options.SUBJECTS.split("|") == list(SUBJECTS)
    assert options.SCHEMAS.split("|") == list(MAKERS)
    assert options.PLANS.split("|") == list(PLANS)


# ---- the name alone


def draft(room: Path) -> None:
    file = room / "workshops" / ".customer-cli" / "drafts" / "2024.journal"
    file.parent.mkdir(parents=True)
    file.touch()


def record(room: Path, label: str = "2024") -> None:
    file = room / "workshops" / f"{label}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("team: A team\nheld: 2024-03-14\n", encoding="utf-8")


def two_teams(room: Path) -> None:
    record(room, "north/2024")
    record(room, "south/2024")


NEXT = [
    ([], "customer-cli demo"),
    ([record], "customer-cli show"),
    ([two_teams], "customer-cli show --team north"),
    ([record, draft], "customer-cli interview --resume"),
]


@pytest.mark.parametrize(("steps", "said"), NEXT)
def test_the_name_alone_gives_the_help_and_the_next_step_here(
    steps: list[Run], said: str, call: Run, workshop: Path
) -> None:
    for step in steps:
        step(workshop)
    ended = call()
    assert ended.code == 0
    assert ended.out == call("--help").out
    assert ended.err.startswith(f"\nnext: {said}")


# ---- exit codes and what is said


SAID = [
    (["shwo"], 2, 'error: There is no command "shwo".\nhint:  Did you mean "show"?\n'),
    (["guide", "lst"], 2, 'error: There is no command "lst".\nhint:  Did you mean "list"?\n'),
    (["xyz"], 2, "hint:  `customer-cli --help` lists them."),
    (["show", "--lnes", "x"], 2, 'There is no option "--lnes".\nhint:  Did you mean "--lens"?'),
    (["show", "--lens", "hierachy"], 2, 'Did you mean "hierarchy"?'),
    (["show", "--format", "jsn"], 2, 'Did you mean "json"?'),
    (["show", "--color", "red"], 2, "none of auto, always, never"),
    (["show", "--as-of", "14.3.2026"], 2, "year-month-day, such as 2026-03-14"),
    (["show", "--json", "--format", "csv"], 2, "ask for two formats"),
    (["show", "2024", "2023"], 2, "unexpected extra argument"),
    (["show", "--lens"], 2, "requires an argument"),
    (["schema"], 2, "Missing argument"),
    (["interview", "--resume", "--new"], 2, "--resume and --new do not go together"),
    (["interview"], 2, "needs a terminal, or answers"),
    (["schema", "shwo"], 2, 'Did you mean "show"?'),
    (["show", "2042"], 4, 'There is no record "2042"'),
    (["show", "--customer", "childrn"], 2, 'Did you mean "children"?'),
    (["check", "nowhere.yaml"], 4, "There is no file or record nowhere.yaml."),
    (["show", "\x1b]0;evil\x07"], 4, "^[]0;evil^G"),
    (["\x1b[31m"], 2, '"^[[31m"'),
]


@pytest.mark.parametrize(("arguments", "code", "said"), SAID)
def test_wrong_use_is_told_on_standard_error_with_what_was_meant(
    arguments: list[str], code: int, said: str, call: Run, literacy: Path
) -> None:
    ended = call(*arguments)
    assert ended.code == code
    assert ended.out == ""
    assert said in ended.err
    assert ended.err.startswith("error: ")
    assert "\x1b" not in ended.err


NAMING = [
    ["show", "--customer", "{}"], ["gaps", "--customer", "{}"], ["voice", "--of", "{}"],
    ["history", "{}"], ["diff", "--customer", "{}"],
    ["hear", "{}", "--kind", "said", "--words", "No."],
]  # fmt: skip


@pytest.mark.parametrize("command", NAMING, ids=lambda command: str(command[0]))
def test_who_is_meant_by_a_few_letters_is_the_same_in_every_command(
    command: list[str], call: Run, literacy: Path
) -> None:
    def ended(typed: str) -> Ended:
        return call(*(word.format(typed) for word in command))

    assert ended("teach").code == 0  # the beginning of an id
    assert ended("GIVE mon").code == 0  # beginnings of words of one name, in any order
    nobody = ended("zebras")
    assert (nobody.code, nobody.out) == (2, "")
    assert "zebras" in nobody.err
    several = ended("who")
    assert (several.code, several.out) == (2, "")
    assert 'error: "who" fits several:\n' in several.err
    assert "Write the id, or more of it." in several.err


def test_a_word_of_a_fixed_list_is_meant_by_its_beginning(call: Run, literacy: Path) -> None:
    whole = call("lens", "--compare", "drucker", "whose-needs")
    assert call("lens", "--compare", "dru", "whose").out == whole.out
    assert call("show", "--lens", "whose").out == call("show", "--lens", "whose-needs").out
    for wanted in (["show", "--lens", "d"], ["lens", "--compare", "d", "whose"]):
        refused = call(*wanted)
        assert (refused.code, refused.out) == (2, "")
        assert '"d" fits several' in refused.err
        assert "debate" in refused.err


def test_an_unreadable_record_is_3_with_every_problem_placed(call: Run, workshop: Path) -> None:
    (workshop / "bad.yaml").write_text("team: [\nheld: 1\n", encoding="utf-8")
    ended = call("show", "bad.yaml")
    assert ended.code == 3
    assert re.match(r"bad\.yaml:\d+:\d+: ", ended.err)
    assert re.search(r"^ +\d \| ", ended.err, flags=re.MULTILINE)


def break_show(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def select_record(*_: object) -> int:
        try:
            raise LookupError("They said: nobody listens to us.")
        except LookupError as cause:
            raise error from cause

    monkeypatch.setattr("customer_cli.cli.select.select_record", select_record)


def test_a_bug_is_70_and_never_tells_what_a_team_said(
    call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_show(monkeypatch, ValueError("They said: nobody listens to us."))
    ended = call("show")
    assert ended.code == 70
    assert ended.out == ""
    first, second = ended.err.splitlines()
    assert re.fullmatch(
        rf"error: this is a bug in customer-cli {re.escape(__version__)}: "
        r"ValueError in test_cli\.py, line \d+",
        first,
    )
    assert "CUSTOMER_CLI_DEBUG=1" in second
    monkeypatch.setenv("CUSTOMER_CLI_DEBUG", "1")
    told = call("show").err
    assert "in show" in told
    assert "LookupError in test_cli.py" in told
    assert "nobody listens" not in ended.err + told.replace('"They said: nobody listens', "")


ENDINGS: list[tuple[BaseException, int, str]] = [
    (KeyboardInterrupt(), 130, "\nstopped\n"),
    (BrokenPipeError(), 141, ""),
    (OSError(28, "No space left on device"), 4, "error: No space left on device\n"),
    (
        OSError(13, "Permission denied", "a\x1bb"),
        4,
        "error: There is no permission to read a^[b.\nhint:  Ask its owner for it.\n",
    ),
]


@pytest.mark.parametrize(("error", "code", "said"), ENDINGS)
def test_how_a_command_can_end_early(
    error: BaseException, code: int, said: str, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_show(monkeypatch, error)
    assert call("show") == Ended(code, "", said)


# ---- the process


def test_the_version_is_said_before_anything_is_imported() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "customer_cli", "-V"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == f"customer-cli {__version__}\n"
    ours = re.findall(r"\| +(customer_cli\S*|typer|gc)$", told.stderr, flags=re.MULTILINE)
    assert ours == ["customer_cli"]


def test_the_version_is_said_the_same_way_wherever_it_is_asked(run: Run, call: Run) -> None:
    assert run("--version") == call("--version") == call("-V")
    assert call("-V").out.split()[1] == __version__


def test_the_process_ends_with_the_code_of_the_command(run: Run, literacy: Path) -> None:
    assert run("check").code == 0
    assert run("show", "2042").code == 4
    assert run("--nonsense").code == 2


LOCALES: list[dict[str, str]] = [
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"},
    {"LC_ALL": "C.UTF-8"},
]


@pytest.mark.parametrize("env", LOCALES, ids=lambda env: " ".join(env.values()))
def test_a_pipe_carries_utf_8_whatever_the_locale_is(
    env: dict[str, str], run: Run, literacy: Path
) -> None:
    record = literacy / "workshops" / "2025.yaml"
    record.write_text("team: Ärzte ohne 読\nheld: 2025-03-14\n", encoding="utf-8")
    for format in ("text", "json", "csv", "markdown"):
        ended = run("show", "2025", "--format", format, env=env)
        assert ended.code == 0, ended.err
        if format != "csv":
            assert "Ärzte ohne 読" in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
@pytest.mark.parametrize("command", ["show", "--help", "schema record", "completion zsh"])
def test_a_reader_that_goes_away_is_no_error(command: str, literacy: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "customer_cli", *command.split()],
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert ended.returncode == 141
    assert b"error" not in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize("command", ["show", "schema record"])
def test_output_that_cannot_be_written_is_told(command: str, literacy: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "customer_cli", *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 4
    assert "error: No space left on device" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="streams are always there")
def test_a_process_without_streams_still_ends_as_it_should(literacy: Path) -> None:
    ended = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -m customer_cli show 2042 <&- >&- 2>&-; echo $?"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout == "4\n"


# ---- the day that a session names


@pytest.mark.parametrize("empty", ["", " "])
def test_a_day_that_is_named_empty_is_as_good_as_not_named(
    empty: str, call: Run, literacy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = call("show", "--json")
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", empty)
    assert call("show", "--json") == wanted


@pytest.mark.parametrize("odd", ["today", "2026-02-30", "14.3.2026", "\x1b[2J", "99999-01-01"])
def test_a_day_that_is_none_is_wrong_use_with_a_way_out(
    odd: str, call: Run, literacy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", odd)
    for command in ("show", "check", "gaps", "voice"):
        ended = call(command)
        assert (ended.code, ended.out) == (2, "")
        assert re.match(r'error: CUSTOMER_CLI_TODAY is ".*", which is no date\.\n', ended.err)
        assert (
            "hint:  export CUSTOMER_CLI_TODAY=2026-03-14, or unset CUSTOMER_CLI_TODAY" in ended.err
        )
        assert "\x1b" not in ended.err
