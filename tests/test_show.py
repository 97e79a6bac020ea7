"""The command that shows a record: which one, as of when, in which format, and where to."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from customer_cli.cli.options import FORMATS
from customer_cli.cli.output import choose_format
from customer_cli.cli.show import show
from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse

DOCUMENT = (Path(__file__).parent / "documents" / "record.yaml").read_text(encoding="utf-8")
TODAY = dt.date(2024, 6, 1)
MUCH_LATER = dt.date(2027, 6, 1)

OLDER = """
format: 1
team: Reading for All
held: 2023-03-14
primary: teachers
customers:
  teachers:
    name: Those who teach
    values:
      - text: A short training
        evidence:
          - {kind: story, date: 2023-09-01, people: 4}
"""

Show = Callable[..., str]


@pytest.fixture
def room(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (workshop / "workshops").mkdir()
    (workshop / "workshops" / "2024.yaml").write_text(DOCUMENT, encoding="utf-8")
    (workshop / "workshops" / "2023.yaml").write_text(OLDER, encoding="utf-8")
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", TODAY.isoformat())
    return workshop


@pytest.fixture
def shows(room: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    def shows(record: str | None = None, *, today: dt.date = TODAY, **options: Any) -> str:
        monkeypatch.setenv("CUSTOMER_CLI_TODAY", today.isoformat())
        assert show(record, **options) == 0
        return capsys.readouterr().out

    return shows


def status_of(text: str) -> str:
    return str(json.loads(text)["customers"][0]["values"][0]["status"])


def test_the_newest_record_is_shown_where_none_is_named(shows: Show) -> None:
    assert "Reading for All  2024" in shows()
    assert "Reading for All  2023" in shows("2023")


def test_the_newest_record_is_judged_as_of_today_and_others_as_of_their_day(shows: Show) -> None:
    for text in (shows(format="json"), shows("2024", format="json")):
        assert json.loads(text)["as_of"] == "2024-06-01"
    older = shows("2023", format="json")
    assert json.loads(older)["as_of"] == "2023-03-14"
    assert status_of(older) == "untested"


def test_a_sitting_still_to_come_is_judged_as_of_its_day(shows: Show) -> None:
    text = shows(today=dt.date(2024, 1, 1), format="json")
    assert json.loads(text)["as_of"] == "2024-03-14"


def test_any_record_can_be_judged_as_of_any_day(shows: Show) -> None:
    assert status_of(shows("2023", as_of="2024-01-01", format="json")) == "confirmed"
    assert "judged as of 2024-01-01" in shows("2023", as_of="2024-01-01")


def test_what_was_not_heard_again_for_long_is_old(shows: Show) -> None:
    assert "19 people, old" not in " ".join(shows().split())
    assert "19 people, old" in " ".join(shows(today=MUCH_LATER).split())


def test_a_record_from_elsewhere_is_judged_beside_those_it_lies_beside(
    shows: Show, room: Path
) -> None:
    (room / "copy.yaml").write_text(OLDER, encoding="utf-8")
    assert json.loads(shows("copy.yaml", format="json"))["as_of"] == "2024-06-01"
    (room / "later.yaml").write_text(OLDER.replace("2023-03-14", "2023-09-01"), encoding="utf-8")
    assert json.loads(shows("copy.yaml", format="json"))["as_of"] == "2023-03-14"


def test_data_goes_to_standard_output_and_the_hint_to_the_other(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    show()
    said = capsys.readouterr()
    assert "next:" not in said.out
    assert said.err == "next: customer-cli show --customer teachers   all that is known of them\n"
    show(format="json")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("format", "begins"),
    [
        ("text", "Reading for All  2024\n"),
        ("json", '{\n  "schema": 1,'),
        ("csv", "team,label,held"),
        ("markdown", "# Reading for All 2024: who comes first\n"),
        ("mermaid", "flowchart TD\n"),
    ],
)
def test_every_format_reaches_standard_output_and_a_file(
    format: str, begins: str, shows: Show, room: Path
) -> None:
    on_screen = shows(format=format)
    assert on_screen.startswith(begins)
    assert shows(format=format, output="-") == on_screen
    assert shows(format=format, output="kept.out") == ""
    kept = (room / "kept.out").read_bytes().decode().removeprefix("\ufeff")
    assert kept.startswith(begins)
    if format != "text":
        assert kept == on_screen


@pytest.mark.parametrize(
    ("asked", "output", "format"),
    [
        (None, None, "text"),
        (None, "-", "text"),
        (None, "a.txt", "text"),
        (None, "a.json", "json"),
        (None, "a.CSV", "csv"),
        (None, "a.md", "markdown"),
        (None, "a.mmd", "mermaid"),
        ("csv", "a.md", "csv"),
        ("json", "-", "json"),
    ],
)
def test_the_ending_of_a_file_chooses_the_format(
    asked: str | None, output: str | None, format: str
) -> None:
    assert choose_format(asked, output) == format


def test_a_file_for_a_spreadsheet_says_that_it_is_utf_8(shows: Show, room: Path) -> None:
    shows(output="out.csv")
    data = (room / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(data.decode("utf-8-sig").split("\r\n")))
    assert rows[1][6] == "teachers"
    assert b"\r\r\n" not in data


def test_a_text_file_has_no_colour(shows: Show, room: Path) -> None:
    shows(output="out.txt", color="always")
    assert "\x1b" not in (room / "out.txt").read_text(encoding="utf-8")


def test_colour_is_there_where_it_is_wanted(shows: Show) -> None:
    assert "\x1b[" in shows(color="always")
    assert "\x1b[" not in shows(color="never")


def test_one_customer_is_shown_with_all_evidence(shows: Show) -> None:
    text = shows(customer="teachers")
    for words in ("I liked the course.", "2024-02-09", "talks with teachers who stopped"):
        assert words in text
    assert "School heads" not in text
    assert shows(customer="Those who teach them to read") == text
    alone = json.loads(shows(customer="teachers", format="json"))
    assert [customer["id"] for customer in alone["customers"]] == ["teachers"]


def test_another_lens_says_whose_lens_it_is(shows: Show) -> None:
    text = shows(lens="hierarchy")
    assert "lens hierarchy (recorded under drucker)" in text
    assert "buyer (chooses)" in text


def test_open_questions_are_told_in_the_words_of_the_guide(shows: Show, room: Path) -> None:
    (room / "workshops" / "2025.yaml").write_text(
        "team: A\nheld: 2025-01-01\nguide: ours\nskipped: [why]\n", encoding="utf-8"
    )
    assert "- why" in shows("2025")
    (room / "workshops" / "guides").mkdir()
    (room / "workshops" / "guides" / "ours.yaml").write_text(
        "guide: ours\ntitle: Ours\npurpose: To ask.\nsections:\n"
        "  - id: one\n    title: One\n    questions:\n"
        "      - id: why\n        slot: result\n        ask: Why this {customer} of all?\n",
        encoding="utf-8",
    )
    assert "- Why this customer of all?" in shows("2025")


def test_a_record_of_a_newer_format_is_shown_and_says_so(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = room / "workshops" / "2030.yaml"
    newer.write_text("format: 2\nteam: A\nheld: 2030-01-01\n", encoding="utf-8")
    assert show("2030") == 0
    assert "newer version" in capsys.readouterr().err


REFUSED: list[tuple[dict[str, Any], type[CustomerError], str]] = [
    ({"customer": "teechers"}, WrongUse, 'Did you mean "teachers"?'),
    ({"customer": "zzz"}, WrongUse, "There are: teachers, children,"),
    ({"lens": "druker"}, WrongUse, 'Did you mean "drucker"?'),
    ({"format": "jsn"}, WrongUse, 'Did you mean "json"?'),
    ({"format": "zzz"}, WrongUse, "There are: text,"),
    ({"output": "a.pdf"}, WrongUse, "--format"),
    ({"output": "there.md"}, WrongUse, "Choose another name"),
    ({"output": "workshops", "format": "csv"}, WrongUse, "Choose another name"),
    ({"output": "workshops/2024.yaml", "format": "csv"}, WrongUse, "Choose another name"),
    ({"output": "workshops/2024.yaml", "format": "csv", "force": True}, WrongUse,
     "Choose another name"),
    ({"output": "link.md", "force": True}, WrongUse, "Choose another name"),
    ({"output": "nowhere/a.md"}, CustomerError, ""),
    ({"record": "2042"}, NotHere, ""),
]  # fmt: skip


@pytest.mark.parametrize(("options", "error", "remedy"), REFUSED)
def test_what_cannot_be_done_is_refused_with_a_remedy_and_changes_no_file(
    options: dict[str, Any], error: type[CustomerError], remedy: str, room: Path
) -> None:
    (room / "there.md").write_text("mine", encoding="utf-8")
    (room / "link.md").symlink_to(room / "workshops" / "2024.yaml")
    before = {path: path.read_bytes() for path in room.rglob("*") if path.is_file()}
    with pytest.raises(error) as refused:
        show(**options)
    assert remedy in refused.value.remedy
    assert {path: path.read_bytes() for path in room.rglob("*") if path.is_file()} == before


def test_a_file_is_written_over_only_when_that_is_asked_for(shows: Show, room: Path) -> None:
    shows(output="out.md")
    first = (room / "out.md").read_bytes()
    shows(output="out.md", lens="hierarchy", force=True)
    assert (room / "out.md").read_bytes() != first


def test_a_file_that_cannot_be_read_is_told_with_its_place(room: Path) -> None:
    (room / "workshops" / "2025.yaml").write_text("team: A\nheld: soon\n", encoding="utf-8")
    with pytest.raises(Unreadable) as told:
        show("2025")
    assert told.value.problems[0].line == 2


def test_every_format_can_be_named() -> None:
    names = FORMATS.split("|")
    assert [choose_format(name, None) for name in names] == names


def test_what_is_not_drawn_needs_nothing_to_draw_with(room: Path) -> None:
    program = (
        "import sys; from customer_cli.cli.show import show; show(format='json'); "
        "sys.exit('rich' in sys.modules or 'customer_cli.guide.model' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=room, check=False)
    assert ended.returncode == 0
