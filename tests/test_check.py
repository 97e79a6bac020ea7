"""What `check` says of good and bad files, and to whom."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Literal

import jsonschema
import pytest

from customer_cli.cli import check as check_command
from customer_cli.cli.check import check_files, explain_rule
from customer_cli.cli.check_run import BATCH, CheckOptions, FileChecker, FileReport
from customer_cli.errors import NotHere, WrongUse
from tests.conftest import PACKAGE

GALLERY = Path(__file__).parent / "problems"
EXAMPLES = sorted(GALLERY.glob("*.yaml"))
SOUND = "team: Reading for All\nheld: 2024-03-14\nlens: debate\nprimary: a\n" + (
    "customers: {a: {name: Anna, about: tall, facts: [uses], values: [{text: Quiet, met_when: x, "
    "evidence: [{kind: said, people: 2}]}, {text: Rest, kind: want, met_when: x, evidence: [{kind: "
    "said, people: 2}]}, {text: Hope, kind: aspiration, met_when: x, evidence: [{kind: said, "
    "people: 2}]}]}}\nnot_served: [{who: Cats, because: none}]\ndecision: {review_by: 2030-01-01}\n"
)
"""A record of which nothing is doubted."""
TODAY = dt.date(2026, 11, 25)
UPDATE = "UPDATE_PROBLEMS"
"""Set in the environment, the gallery is written anew; read the difference before it is kept."""


def said(
    *paths: Path | str,
    here: Path = GALLERY,
    directory: Path | None = None,
    format: Literal["text", "json", "github"] = "text",
    strict: bool = False,
    rules: tuple[str, ...] = (),
    severity: Literal["error", "warning", "info"] = "info",
    workers: int | None = None,
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    named = [Path(path) for path in paths]
    wanted = CheckOptions(TODAY, rules, severity, strict)
    with contextlib.chdir(here):
        code = check_files(
            named, directory, format, wanted, out=out, err=err, here=here, workers=workers
        )
    return code, out.getvalue(), err.getvalue()


def told(*paths: Path | str, **options: Any) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(said(*paths, format="json", **options)[1])
    return found


def written(folder: Path, name: str, text: str = SOUND) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def alone(example: Path, folder: Path) -> dict[str, Any]:
    """Return how to ask about *example* as the only record of *folder*."""
    shutil.copy(example, folder)
    return {"here": folder}


def test_there_are_examples_of_problems() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_problem_reads_as_its_example_says(example: Path, tmp_path: Path) -> None:
    code, out, err = said(example.name, **alone(example, tmp_path))
    shown = f"{out}-- {err}-- exit {code}\n"
    expected = example.with_suffix(".txt")
    if os.environ.get(UPDATE):
        expected.write_text(shown, encoding="utf-8")
    assert shown == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_problems_or_findings_with_a_line_in_the_file(example: Path) -> None:
    found = told(example)
    entries = found["problems"] + found["findings"]
    lines = example.read_text(encoding="utf-8").count("\n")
    assert entries
    assert all(entry["file"] == example.name for entry in entries)
    assert all(1 <= entry["line"] <= lines for entry in entries)
    assert all(entry["message"].endswith(".") for entry in entries)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_no_message_speaks_the_language_of_its_library(example: Path) -> None:
    words = re.compile(
        r"pydantic|validat|\bdict|\btuple|\bstring\b|\binteger\b|boolean|NoneType|\bNone\b"
        r"|instance of|Input should|Extra inputs|schema|mapping|sequence|scalar|[Vv]alid",
    )
    found = told(example)
    for entry in found["problems"] + found["findings"]:
        sentences = f"{entry['message']} {entry.get('remedy', '')} {entry.get('question', '')}"
        assert not words.search(sentences), sentences


def test_a_sound_record_is_met_with_silence(tmp_path: Path) -> None:
    assert said(written(tmp_path, "2024.yaml"), here=tmp_path) == (0, "", "")


def test_json_is_said_even_when_all_is_well(tmp_path: Path) -> None:
    code, out, err = said(written(tmp_path, "2024.yaml"), here=tmp_path, format="json")
    assert (code, json.loads(out), err) == (0, {"problems": [], "findings": []}, "")


def test_json_holds_the_keys_of_the_contract() -> None:
    found = told(GALLERY / "typo-in-a-fixed-list.yaml", GALLERY / "unknown-key.yaml")
    assert {tuple(problem) for problem in found["problems"]} == {
        ("file", "line", "column", "message", "remedy")
    }
    assert {tuple(finding) for finding in found["findings"]} == {
        ("rule", "severity", "where", "file", "line", "column", "message", "question")
    }


def test_an_unknown_key_is_a_note_with_its_place_by_id() -> None:
    found = told(GALLERY / "unknown-key.yaml", rules=("F01",))["findings"]
    assert [(one["rule"], one["severity"], one["where"], one["question"]) for one in found] == [
        ("F01", "info", "customers.teachers.remark", ""),
        ("F01", "info", "customers.teachers.values.short-training.shade", ""),
    ]


def test_notes_count_only_when_strict() -> None:
    assert said(GALLERY / "unknown-key.yaml", rules=("f1",))[0] == 0
    assert said(GALLERY / "unknown-key.yaml", rules=("f1",), strict=True)[0] == 1


def test_problems_outweigh_notes() -> None:
    assert said(GALLERY / "unknown-key.yaml", GALLERY / "ranked-twice.yaml", strict=True)[0] == 3


def test_without_paths_the_nearest_workshops_are_checked(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2023.yaml", "team: x\n")
    written(tmp_path, "workshops/north/2024.yaml", "team: x\n")
    written(tmp_path, "workshops/guides/ours.yaml", "guide: ours\n")
    written(tmp_path, "workshops/.customer-cli/drafts/x.yaml", "team: x\n")
    below = tmp_path / "docs"
    below.mkdir()
    files = [problem["file"] for problem in told(here=below)["problems"]]
    whole = str(tmp_path / "workshops")
    assert set(files) == {
        f"{whole}/2023.yaml", f"{whole}/north/2024.yaml", f"{whole}/guides/ours.yaml"
    }  # fmt: skip


def test_files_below_the_current_folder_are_named_from_there(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2023.yaml", "team: x\n")
    assert said(here=tmp_path)[1].startswith("workshops/2023.yaml:1:1: ")


def test_the_folder_of_workshops_can_be_named(tmp_path: Path) -> None:
    written(tmp_path, "records/2023.yaml", "team: x\n")
    found = told(here=tmp_path, directory=Path("records"))["problems"]
    assert [problem["file"] for problem in found] == ["records/2023.yaml"]


def test_one_team_can_be_checked(tmp_path: Path) -> None:
    written(tmp_path, "workshops/north/2023.yaml", "team: x\n")
    written(tmp_path, "workshops/south/2023.yaml", "team: x\n")
    found = told(tmp_path / "workshops" / "south", here=tmp_path)["problems"]
    assert [problem["file"] for problem in found] == ["workshops/south/2023.yaml"]


def test_a_file_named_twice_is_told_once(tmp_path: Path) -> None:
    path = written(tmp_path, "2023.yaml", "team: x\n")
    assert len(told(path, tmp_path, "2023.yaml", here=tmp_path)["problems"]) == 1


def test_a_guide_is_known_by_its_folder_or_its_keys(tmp_path: Path) -> None:
    broken = "guide: ours\ntitle: x: y\nsections: []\n"
    by_keys = written(tmp_path, "ours.yaml", "guide: ours\nsections: []\n")
    by_keys_though_broken = written(tmp_path, "theirs.yaml", broken)
    by_folder = written(tmp_path, "guides/other.yaml", "title: x\n")
    for path in (by_keys, by_folder):
        messages = " ".join(p["message"] for p in told(path, here=tmp_path)["problems"])
        assert "A guide needs" in messages
        assert "A record needs" not in messages
    (problem,) = told(by_keys_though_broken, here=tmp_path)["problems"]
    assert problem["line"] == 2


def test_the_guides_that_come_along_are_sound() -> None:
    import customer_cli

    folder = Path(customer_cli.__file__).parent / "data" / "guides"
    assert list(folder.glob("*.yaml"))
    assert said(folder, here=folder) == (0, "", "")


def test_what_is_not_there_is_said_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(NotHere, match=r"2042\.yaml"):
        said("2042.yaml", here=tmp_path)
    with pytest.raises(NotHere, match="workshops"):
        said(here=tmp_path)
    with pytest.raises(WrongUse):
        said(here=tmp_path, directory=written(tmp_path, "file.yaml"))


def test_a_file_that_is_too_large_is_a_problem_beside_the_others(tmp_path: Path) -> None:
    large = written(tmp_path, "large.yaml", "# " + "x" * 2_000_000)
    wrong = written(tmp_path, "wrong.yaml", "team: x\n")
    code, out, err = said(large, wrong, here=tmp_path)
    assert (code, err) == (3, "2 problems.\n")
    assert "1024 KiB" in out
    assert "wrong.yaml:1:1: " in out


def test_something_that_is_no_file_is_a_problem(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    code, out, _ = said(pipe, here=tmp_path)
    assert code == 3
    assert out.startswith("pipe.yaml: ")


def test_nothing_from_a_file_reaches_the_terminal_unseen() -> None:
    _, out, _ = said(GALLERY / "hostile-words.yaml")
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "^[" in out


# ---- doubts

DOUBTED = SOUND.replace("primary: a\n", "").replace("lens: debate", "lens: drucker")


def test_errors_end_with_one_and_what_is_lighter_with_nothing(tmp_path: Path) -> None:
    written(tmp_path, "2024.yaml", DOUBTED)
    code, out, err = said("2024.yaml", here=tmp_path)
    assert code == 1
    assert out.startswith("2024.yaml:1:1: error: No primary customer is named")
    assert err == "1 error.\n"
    assert said("2024.yaml", here=tmp_path, rules=("G03",)) == (0, "", "")


def test_what_weighs_less_can_be_left_out(tmp_path: Path) -> None:
    written(
        tmp_path,
        "2024.yaml",
        SOUND.replace("about: tall, ", "").replace("kind: want", "kind: need"),
    )
    assert {one["rule"] for one in told("2024.yaml", here=tmp_path)["findings"]} == {"G03", "V09"}
    assert told("2024.yaml", here=tmp_path, severity="warning")["findings"] == []


def test_a_note_takes_one_line_and_stands_behind_what_weighs_more(tmp_path: Path) -> None:
    written(tmp_path, "2024.yaml", DOUBTED.replace("about: tall, ", ""))
    lines = said("2024.yaml", here=tmp_path)[1].splitlines()
    assert lines[-1].startswith("2024.yaml:4:16: note: Anna are named and not described. (G03) How")


def test_an_acknowledged_doubt_is_silent_at_its_place_and_below(tmp_path: Path) -> None:
    seen = "acknowledged: [{rule: G03, where: customers, because: we all know her}]\n"
    written(tmp_path, "2024.yaml", SOUND.replace("about: tall, ", "") + seen)
    assert said("2024.yaml", here=tmp_path) == (0, "", "")


def test_the_record_before_is_read_where_it_lies_beside(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2023.yaml", SOUND.replace("a: {name", "b: {name: Bert}, a: {name"))
    new = SOUND.replace("2024-03-14", "2025-03-14") + 'previous: "2023"\n'
    written(tmp_path, "workshops/2025.yaml", new)
    found = told("workshops/2025.yaml", here=tmp_path)["findings"]
    assert [(one["rule"], one["severity"], one["where"]) for one in found] == [("H02", "error", "")]
    assert "Bert" in found[0]["message"]


def test_the_newest_record_is_judged_as_of_today_and_an_older_one_as_of_its_day(
    tmp_path: Path,
) -> None:
    late = SOUND.replace("review_by: 2030-01-01", "review_by: 2025-01-01")
    written(tmp_path, "workshops/2024.yaml", late)
    assert [one["rule"] for one in told(here=tmp_path)["findings"]] == ["H04"]
    written(tmp_path, "workshops/2026.yaml", SOUND.replace("2024-03-14", "2026-03-14"))
    assert told(here=tmp_path)["findings"] == []


def test_github_shows_ten_of_a_level_and_says_how_many_more(tmp_path: Path) -> None:
    people = ", ".join(f"c{n}: {{name: C{n}}}" for n in range(14))
    written(tmp_path, "2024.yaml", SOUND.replace("{a: {", f"{{{people}, a: {{"))
    out = said("2024.yaml", here=tmp_path, format="github", rules=("G06",))[1]
    lines = out.splitlines()
    assert len(lines) == 10
    assert lines[0].startswith("::warning file=2024.yaml,line=5,col=")
    assert lines[0].endswith("title=G06::It is not said what C0 are to us. Do they use it, choose it, "
                             "pay for it, approve it, carry it, work here?")  # fmt: skip
    assert lines[-1] == "::warning::5 more; `customer-cli check` names them all."


def test_nothing_in_a_record_becomes_a_command_of_github(tmp_path: Path) -> None:
    name = '"x%0A::error::evil,title=a:b\\n::set-output name=a::b"'
    written(
        tmp_path,
        "2024.yaml",
        SOUND.replace("a: {name: Anna", f"c: {{name: {name}}}, a: {{name: Anna"),
    )
    out = said("2024.yaml", here=tmp_path, format="github")[1]
    assert all(
        re.match(r"::(error|warning|notice) file=2024\.yaml,", line) for line in out.splitlines()
    )
    assert "%250A" in out


@pytest.mark.parametrize("named", ["E06", "e6", "e06"])
def test_a_rule_is_explained_however_it_is_written(named: str) -> None:
    out = io.StringIO()
    assert explain_rule(named, out) == 0
    assert out.getvalue().startswith("E06\n\nWhat customers contradicted before")


def test_all_rules_are_listed_and_an_unknown_one_is_guessed() -> None:
    out = io.StringIO()
    assert explain_rule("all", out) == 0
    assert len(out.getvalue().splitlines()) > 40
    with pytest.raises(WrongUse, match="no rule"):
        explain_rule("E77", out)


def test_the_json_is_what_its_schema_says(tmp_path: Path) -> None:
    written(tmp_path, "2024.yaml", DOUBTED)
    schema = json.loads((PACKAGE / "data" / "schemas" / "check.json").read_text(encoding="utf-8"))
    for found in (told("2024.yaml", here=tmp_path), told(GALLERY / "missing.yaml")):
        jsonschema.validate(found, schema)


# ---- which files are records, and how they are judged


@pytest.mark.parametrize("stem", ["2026 (1)", "2026 copy", "2026.sync-conflict-1", "A", "a_b"])
def test_what_no_label_names_is_named_and_not_read_unless_its_path_is_given(
    tmp_path: Path, stem: str
) -> None:
    written(tmp_path, "workshops/2026.yaml")
    path = written(tmp_path, f"workshops/{stem}.yaml", "team: x\n")
    (one,) = told(here=tmp_path)["findings"]
    assert (one["rule"], one["severity"], one["file"]) == (
        "F07", "info", f"workshops/{stem}.yaml"
    )  # fmt: skip
    assert one["message"].startswith(f'"{stem}" is no label, so this file is no record')
    assert told(here=tmp_path, rules=("F01",)) == {"problems": [], "findings": []}
    assert told(here=tmp_path, severity="warning")["findings"] == []
    assert [p["file"] for p in told(path, here=tmp_path)["problems"]] == [f"workshops/{stem}.yaml"]


def test_the_name_of_a_record_whose_path_is_given_is_doubted_as_well(tmp_path: Path) -> None:
    path = written(tmp_path, "2026 (1).yaml")
    (one,) = told(path, here=tmp_path)["findings"]
    assert (one["rule"], one["line"]) == ("F07", 1)
    assert one["question"].endswith('such as "2026-1"?')


def test_two_records_of_a_team_on_one_day_name_each_other(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2026.yaml")
    written(tmp_path, "workshops/autumn.yaml")
    written(tmp_path, "workshops/other.yaml", SOUND.replace("Reading for All", "Another team"))
    written(tmp_path, "workshops/2025.yaml", SOUND.replace("2024-03-14", "2023-03-14"))
    found = told(here=tmp_path, rules=("H08",))["findings"]
    assert [(one["file"], one["message"].partition(" was")[0]) for one in found] == [
        ("workshops/2026.yaml", '"autumn.yaml"'),
        ("workshops/autumn.yaml", '"2026.yaml"'),
    ]


def test_one_label_twice_is_named_for_both(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2026.yaml")
    written(tmp_path, "workshops/2026.yml")
    found = told(here=tmp_path)["findings"]
    assert [(one["rule"], one["file"]) for one in found] == [
        ("F08", "workshops/2026.yaml"), ("F08", "workshops/2026.yml")
    ]  # fmt: skip
    assert '"2026.yml"' in found[0]["message"]


def test_a_record_is_checked_by_its_label_as_other_commands_take_it(tmp_path: Path) -> None:
    written(tmp_path, "workshops/2023.yaml", "team: x\n")
    written(tmp_path, "workshops/north/2024.yaml", "team: x\n")
    for label, file in (("2023", "2023"), ("2024", "north/2024"), ("north/2024", "north/2024")):
        found = told(label, here=tmp_path)["problems"]
        assert {one["file"] for one in found} == {f"workshops/{file}.yaml"}
    with pytest.raises(NotHere) as caught:
        said("nrth/2024", here=tmp_path)
    assert caught.value.message == "There is no file or record nrth/2024."
    assert caught.value.remedy == 'Did you mean "north/2024"?'


def test_the_newest_is_the_newest_whoever_asks_from_wherever(tmp_path: Path) -> None:
    late = SOUND.replace("review_by: 2030-01-01", "review_by: 2025-01-01")
    path = written(tmp_path, "a/workshops/2024.yaml", late)
    below = written(tmp_path, "b/workshops/2026.yaml").parent
    for here in (tmp_path, path.parent, below):
        assert [one["rule"] for one in told(path, here=here)["findings"]] == ["H04"]
        assert [one["rule"] for one in told(path, here=here, directory=below)["findings"]] == [
            "H04"
        ]


def test_what_was_heard_where_tomorrow_has_begun_is_not_doubted(tmp_path: Path) -> None:
    dated = SOUND.replace("kind: said, people: 2", "kind: said, people: 2, date: 2026-11-26", 1)
    written(tmp_path, "workshops/2024.yaml", dated)
    assert told(here=tmp_path, rules=("E01", "E11"))["findings"] == []
    written(tmp_path, "workshops/2024.yaml", dated.replace("2026-11-26", "2026-11-27"))
    found = told(here=tmp_path, rules=("E01", "E11"))["findings"]
    assert [one["rule"] for one in found] == ["E01", "E11"]


# ---- many files


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with three batches of files of every kind."""
    sorts = (SOUND, DOUBTED, "team: x\n", SOUND.replace("about: tall, ", ""))
    for number in range(2 * BATCH + 7):
        written(tmp_path, f"workshops/t{number % 5}/y{number}.yaml", sorts[number % len(sorts)])
    written(tmp_path, "workshops/t1/y (1).yaml")
    return tmp_path


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_the_same_is_told_by_one_process_and_by_several(
    many: Path, format: Literal["text", "json", "github"]
) -> None:
    alone_, *others = (said(here=many, format=format, workers=number) for number in (1, 2, 3, 8))
    assert alone_[0] == 3
    assert others == [alone_] * 3


def test_of_many_files_the_heaviest_is_told_first_whatever_file_it_is_in(many: Path) -> None:
    lines = [line for line in said(here=many, workers=1)[1].splitlines() if line.startswith("work")]
    kinds = [re.search(r": (error|warning|note)?", line) for line in lines]
    found = [kind[1] or "problem" for kind in kinds if kind]
    assert found == sorted(found, key=["problem", "error", "warning", "note"].index)
    assert len(set(found)) == 4


def test_what_waits_on_the_disk_is_told_as_what_waits_in_memory(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = said(here=many)
    monkeypatch.setattr(check_command, "IN_MEMORY", 100)
    assert said(here=many) == expected


def test_an_error_of_ours_is_told_as_it_is_of_a_single_file(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class OfOurs(Exception):
        pass

    def broken(self: FileChecker, path: Path) -> FileReport:
        if path.name == "y30.yaml":
            raise OfOurs(path.name)
        return checked(self, path)

    checked = FileChecker.check_file
    monkeypatch.setattr(FileChecker, "check_file", broken)
    with pytest.raises(OfOurs, match=r"y30\.yaml"):
        said(here=many, workers=2)


def test_what_a_killed_worker_did_not_do_is_done(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = said(here=many)
    here = os.getpid()

    def dying(self: FileChecker, path: Path) -> FileReport:
        if os.getpid() != here and path.name == "y30.yaml":
            os.kill(os.getpid(), signal.SIGKILL)
        return checked(self, path)

    checked = FileChecker.check_file
    monkeypatch.setattr(FileChecker, "check_file", dying)
    assert said(here=many, workers=2) == expected


def test_how_far_it_is_shows_on_a_terminal_alone_and_is_gone_at_the_end(many: Path) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    wanted = CheckOptions(TODAY)
    check_files([], None, "text", wanted, out=io.StringIO(), err=screen, here=many, workers=1)
    *shown, last = screen.getvalue().split("\r")
    assert f"checking {BATCH} of {2 * BATCH + 8}" in shown
    assert shown[-1].strip() == ""
    assert re.fullmatch(r"\d+ problems, \d+ errors, \d+ warnings, \d+ notes\.\n", last)
    assert "\r" not in said(here=many)[2]


# The parent may be anywhere when the second worker is at work, also where it has not noted it yet.
LATE = """
start = check_run._start_worker
def late(*given):
    made = start(*given)
    time.sleep(0.5)
    return made
check_run._start_worker = late
"""


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder of processes")
@pytest.mark.parametrize("parent", ["", LATE], ids=["waits", "still starts the second"])
def test_ctrl_c_ends_every_process_at_once_and_says_stopped(many: Path, parent: str) -> None:
    waits = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from customer_cli import __main__\n"
        "from customer_cli.cli import check_run\n"
        "from customer_cli.cli.check_run import FileChecker\n"
        "begun, sys.argv[1:] = sys.argv[1], ['check']\n"
        "def wait(self, path): Path(begun, path.stem).touch(); time.sleep(60)\n"
        "FileChecker.check_file = wait\n"
        "check_run._count_workers = lambda files: 2\n"
        f"{parent}\n"
        "__main__.main()\n"
    )
    begun = many / "begun"
    begun.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", waits, str(begun)], cwd=many, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    while len(list(begun.iterdir())) < 2 and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (130, b"", b"stopped")
    assert is_gone(process.pid)


def is_gone(group: int) -> bool:
    """Whether the processes of *group* end: each is there until its parent has seen it."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False
