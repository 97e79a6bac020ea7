"""The schema beside the records, and the line in each: once, and no other byte is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from customer_cli.cli.schema import make_schema
from customer_cli.workshop import save
from tests.conftest import EXAMPLE, Run

LINE = b"# yaml-language-server: $schema=record.schema.json\n"
ABOVE = b"# yaml-language-server: $schema=../record.schema.json\n"
SMALL = b"team: Us\nheld: 2024-03-14\nprimary: a\ncustomers:\n  a: {name: A}\n"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_record_gets_the_line_once_and_keeps_every_other_byte(
    literacy: Path, call: Run
) -> None:
    before = files(literacy)
    assert call("schema", "record", "--write").code == 0
    after = files(literacy)
    assert after.pop("workshops/record.schema.json").decode() == make_schema("record")
    assert after == {name: LINE + data for name, data in before.items()}
    again = call("schema", "record", "--write")
    assert (again.code, again.err.count("has the line already")) == (0, len(before))
    assert files(literacy) == after | {
        "workshops/record.schema.json": make_schema("record").encode()
    }


def test_a_dry_run_says_the_same_and_writes_nothing(literacy: Path, call: Run) -> None:
    before = files(literacy)
    said = call("schema", "record", "--dry-run").err
    assert "workshops/2023.yaml: would get the line" in said
    assert "record.schema.json: would be written" in said
    assert files(literacy) == before


def test_in_a_teams_folder_the_line_leads_one_folder_up(workshop: Path, call: Run) -> None:
    record = workshop / "workshops" / "north" / "2024.yaml"
    record.parent.mkdir(parents=True)
    record.write_bytes(SMALL)
    assert call("schema", "record", "--write").code == 0
    assert record.read_bytes() == ABOVE + SMALL
    assert (record.parent / "../record.schema.json").is_file()


def test_what_cannot_be_read_is_named_and_left_alone(literacy: Path, call: Run) -> None:
    broken = literacy / "workshops" / "2022.yaml"
    broken.write_bytes(b"team: [\n")
    newer = literacy / "workshops" / "2030.yaml"
    newer.write_bytes(b"format: 99\n" + SMALL)
    ended = call("schema", "record", "--write")
    assert ended.code == 3
    assert "workshops/2022.yaml:" in ended.err
    assert "workshops/2030.yaml: left alone" in ended.err
    assert (broken.read_bytes(), newer.read_bytes()) == (b"team: [\n", b"format: 99\n" + SMALL)
    assert (literacy / "workshops" / "2023.yaml").read_bytes().startswith(LINE)


def test_a_schema_that_is_not_ours_is_not_written_over(literacy: Path, call: Run) -> None:
    theirs = literacy / "workshops" / "record.schema.json"
    theirs.write_text("{}", encoding="utf-8")
    before = files(literacy)
    assert call("schema", "record", "--write").code == 2
    assert files(literacy) == before


def test_the_schema_is_no_record(literacy: Path, call: Run) -> None:
    shown = call("show", "--json").out
    assert call("schema", "record", "--write").code == 0
    checked = call("check", "--severity", "error")
    assert (checked.code, checked.out) == (0, "")
    assert json.loads(call("show", "--json").out) == json.loads(shown)


def test_a_record_written_later_begins_with_the_line(literacy: Path, call: Run) -> None:
    answers = str(EXAMPLE / "2023.yaml")
    assert call("interview", "--answers", answers, "--label", "before").code == 0
    assert call("schema", "record", "--write").code == 0
    assert call("interview", "--answers", answers, "--label", "after").code == 0
    told = [(literacy / "workshops" / f"{name}.yaml").read_bytes() for name in ("before", "after")]
    assert told[0] == told[1]
    assert told[0].count(LINE) == 1


def test_a_schema_of_somebody_elses_above_is_not_named(workshop: Path) -> None:
    (workshop / "record.schema.json").write_text('{"title": "invoice"}', encoding="utf-8")
    data = {"team": "Us", "held": "2024-03-14", "primary": "a", "customers": {"a": {"name": "A"}}}
    _, path = save.save_new(data, workshop / "workshops" / "2024.yaml")
    assert save.find_schema_line(path.read_bytes()) == b""


def test_only_a_record_has_a_place_for_its_schema(literacy: Path, call: Run) -> None:
    assert call("schema", "guide", "--write").code == 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"team: A\n", LINE + b"team: A\n"),
        (b"\xef\xbb\xbfteam: A\n", b"\xef\xbb\xbf" + LINE + b"team: A\n"),
        (b"team: A\r\nb: c\r\n", LINE[:-1] + b"\r\nteam: A\r\nb: c\r\n"),
        (b"# ours\n\nteam: A", LINE + b"# ours\n\nteam: A"),
        (b"", LINE),
        (b"# ours\n" + LINE + b"team: A\n", b"# ours\n" + LINE + b"team: A\n"),
        (b"team: A\n" + LINE, LINE + b"team: A\n" + LINE),
    ],
)  # fmt: skip
def test_the_line_goes_before_everything_as_the_file_is_written(
    before: bytes, after: bytes
) -> None:
    assert save.add_schema_line(before, LINE.rstrip()) == after
