"""What `check` says of good and bad files, and to whom."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any, Literal

import pytest

from customer_cli.commands.check import check
from customer_cli.errors import NotHere, WrongUse
from tests.conftest import Run

GALLERY = Path(__file__).parent / "problems"
EXAMPLES = sorted(GALLERY.glob("*.yaml"))
SOUND = "team: Reading for All\nheld: 2024-03-14\n"
UPDATE = "UPDATE_PROBLEMS"
"""Set in the environment, the gallery is written anew; read the difference before it is kept."""


def said(
    *paths: Path | str,
    here: Path = GALLERY,
    directory: Path | None = None,
    format: Literal["text", "json"] = "text",
    team: str | None = None,
    strict: bool = False,
) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    named = [Path(path) for path in paths]
    with contextlib.chdir(here):
        code = check(
            named, directory, format, out=out, err=err, here=here, team=team, strict=strict
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


def test_there_are_examples_of_problems() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_problem_reads_as_its_example_says(example: Path) -> None:
    code, out, err = said(example)
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
    found = told(GALLERY / "unknown-key.yaml")["findings"]
    assert [(one["rule"], one["severity"], one["where"], one["question"]) for one in found] == [
        ("F01", "info", "customers.teachers.becuase", 'Did you mean "because"?'),
        ("F01", "info", "customers.teachers.values.short-training.source", ""),
    ]


def test_notes_count_only_when_strict() -> None:
    assert said(GALLERY / "unknown-key.yaml")[0] == 0
    assert said(GALLERY / "unknown-key.yaml", strict=True)[0] == 1


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
    found = told(here=tmp_path, team="south")["problems"]
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


def test_on_github_each_problem_stands_beside_its_line(workshop: Path, call: Run) -> None:
    record = workshop / "workshops" / "50%,a.yaml"
    record.parent.mkdir()
    record.write_text("team: A\nheld: 2024-01-01\nlens: druker\ncolour: blue\n", encoding="utf-8")
    ended = call("check", "--format", "github")
    assert ended.code == 3
    (line,) = ended.out.splitlines()
    assert line.startswith("::error file=workshops/50%25%2Ca.yaml,line=3,col=7::")
    record.write_text("team: A\nheld: 2024-01-01\ncolour: b\n", encoding="utf-8")
    ended = call("check", "--format", "github")
    assert ended.out.startswith("::notice file=workshops/50%25%2Ca.yaml,line=3,col=1::")
    assert ended.out.endswith("(F01)\n")
