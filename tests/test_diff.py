"""The command diff: which two records, which part of what differs, where it goes, how it ends."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest

from customer_cli.diff.compare import SUBJECTS, Selection, select_changes
from customer_cli.errors import NotHere
from customer_cli.workshop.folder import Workshops
from tests.conftest import Run
from tests.test_changes import between, record
from tests.test_difference import boat
from tests.test_difference import literacy as two_years

SMALL = "team: Town Kitchen\nheld: {held}\ncustomers:\n  cooks: {{name: {name}}}\n"


def write(path: Path, held: str, name: str = "Cooks") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(SMALL.format(held=held, name=name), encoding="utf-8")
    return path


@pytest.fixture
def kitchen(workshop: Path) -> Path:
    """Three records whose labels do not sort as they were held."""
    folder = workshop / "workshops"
    write(folder / "first.yaml", "2022-03-14", "Cooks")
    write(folder / "autumn.yaml", "2023-03-14", "All cooks")
    write(folder / "late.yaml", "2024-03-14", "All who cook")
    return workshop


def labels(call: Run, *arguments: str) -> tuple[str, str]:
    ended = call("diff", *arguments, "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)
    return told["old"]["label"], told["new"]["label"]


FORMS: list[tuple[tuple[str, ...], tuple[str, str]]] = [
    ((), ("autumn", "late")),
    (("late",), ("autumn", "late")),
    (("autumn",), ("first", "autumn")),
    (("first", "late"), ("first", "late")),
    (("late", "first"), ("late", "first")),
    (("workshops/first.yaml", "late"), ("first", "late")),
    (("workshops/autumn.yaml",), ("first", "autumn")),
    (("elsewhere.yaml", "workshops/late.yaml"), ("elsewhere", "late")),
]


@pytest.mark.parametrize(("arguments", "expected"), FORMS, ids=[" ".join(a) for a, _ in FORMS])
def test_which_two_are_compared(
    arguments: tuple[str, ...], expected: tuple[str, str], kitchen: Path, call: Run
) -> None:
    write(kitchen / "elsewhere.yaml", "2020-01-01")
    assert labels(call, *arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "sides"),
    [(("-", "late"), ("standard input", "late")), (("first", "-"), ("first", "standard input"))],
)
def test_either_side_may_be_standard_input(
    arguments: tuple[str, ...], sides: tuple[str, str], kitchen: Path, run: Run
) -> None:
    given = SMALL.format(held="2024-01-01", name="Everybody")
    ended = run("diff", *arguments, "--json", stdin=given)
    told = json.loads(ended.out)
    assert (told["old"]["label"], told["new"]["label"]) == sides
    assert [change["kind"] for change in told["changes"]] == ["renamed"]


def test_a_label_wins_over_a_file_of_that_name(kitchen: Path, call: Run) -> None:
    write(kitchen / "late", "2001-01-01")
    assert json.loads(call("diff", "first", "late", "--json").out)["new"]["held"] == "2024-03-14"


REFUSED: list[tuple[tuple[str, ...], int, str, str]] = [
    (("-", "-"), 2, "Standard input can be one side only.", "Name a record for the other."),
    (("-",), 2, "Standard input has no year before it.", "diff OLD -"),
    (("first",), 4, 'No record was held before "first" here.', "diff OLD NEW"),
    (("elsewhere.yaml",), 4, 'No record was held before "elsewhere" here.', "diff OLD NEW"),
    (("first", "atumn"), 4, 'There is no record "atumn" in workshops.', 'Did you mean "autumn"?'),
    (
        ("rev:first", "late"),
        4,
        "workshops/late.yaml is in no git repository.",
        "Name a label or a file.",
    ),
    (
        ("HEAD~3", "late"),
        4,
        "workshops/late.yaml is in no git repository.",
        "Name a label or a file.",
    ),
    (("first", "late", "--customer", "coks"), 2, 'There is no customer "coks"', '"cooks"'),
    (("first", "late", "--only", "valus"), 2, '"valus" is none of', 'Did you mean "values"?'),
    (("first", "late", "--brief", "--full"), 2, "--brief and --full do not go together.", ""),
    (("first", "late", "--format", "csv"), 2, '"csv" is none of', ""),
    (("first", "late", "-o", "x.csv"), 2, "This cannot be written as csv.", "markdown"),
    (("first", "broken.yaml"), 3, "broken.yaml:1:1:", ""),
]


@pytest.mark.parametrize(("arguments", "code", "message", "hint"), REFUSED)
def test_what_cannot_be_compared_is_said(
    arguments: tuple[str, ...], code: int, message: str, hint: str, kitchen: Path, call: Run
) -> None:
    write(kitchen / "elsewhere.yaml", "2020-01-01")
    (kitchen / "broken.yaml").write_text("- a\n", encoding="utf-8")
    ended = call("diff", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert hint in ended.err


def test_a_record_that_does_not_say_when_it_was_held_might_be_the_one_before(
    kitchen: Path, call: Run
) -> None:
    (kitchen / "workshops" / "lost.yaml").write_text("team: T\n", encoding="utf-8")
    ended = call("diff", "late")
    assert ended.code == 3
    assert "The record does not say when it was held." in ended.err
    assert call("diff", "first", "late").code == 0


def test_each_team_has_its_own_year_before(kitchen: Path, call: Run) -> None:
    write(kitchen / "workshops" / "north" / "2023.yaml", "2023-06-01")
    write(kitchen / "workshops" / "north" / "2024.yaml", "2024-06-01")
    assert labels(call, "north/2024") == ("north/2023", "north/2024")
    assert labels(call, "--team", "north") == ("north/2023", "north/2024")
    assert labels(call, "late") == ("autumn", "late")
    place = Workshops.find(kitchen)
    with pytest.raises(NotHere):
        place.before(place.resolve("north/2023"))


# ---- how it ends


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("first", "late"), 0),
        (("first", "late", "--exit-code"), 1),
        (("first", "first", "--exit-code"), 0),
        (("first", "late", "--exit-code", "--only", "evidence"), 0),
        (("first", "late", "--exit-code", "--only", "order", "--json"), 1),
        (("first", "late", "--exit-code", "--format", "github"), 1),
        (("first", "copy.yaml", "--exit-code"), 0),
        (("quoted.yaml", "signs.yaml", "--exit-code"), 0),
    ],
)
def test_a_difference_is_an_exit_code_only_where_that_is_asked_for(
    arguments: tuple[str, ...], code: int, kitchen: Path, call: Run
) -> None:
    copy = "customers:\n\n  'cooks':\n    name: \"Cooks\"\nheld: 2022-03-14\nteam: Town Kitchen\n"
    (kitchen / "copy.yaml").write_text(copy, encoding="utf-8")
    write(kitchen / "quoted.yaml", "2022-03-14", "Cooks' friends")
    write(kitchen / "signs.yaml", "2022-03-14", "Cooks\u2019 friends")
    assert call("diff", *arguments).code == code


def test_nothing_changed_is_one_sentence(kitchen: Path, call: Run) -> None:
    ended = call("diff", "first", "first")
    assert (ended.code, ended.out) == (0, "Nothing changed between first and first.\n")


@pytest.mark.parametrize(
    ("ending", "beginning"),
    [("md", "<!-- customer-cli diff -->"), ("html", "<!DOCTYPE html>"), ("json", "{"),
     ("txt", "Town Kitchen\n")],
)  # fmt: skip
def test_the_ending_of_the_file_chooses_the_format(
    ending: str, beginning: str, kitchen: Path, call: Run
) -> None:
    ended = call("diff", "first", "late", "-o", f"changes.{ending}")
    assert (ended.code, ended.out) == (0, "")
    assert (kitchen / f"changes.{ending}").read_text(encoding="utf-8").startswith(beginning)


@pytest.mark.parametrize("side", ["first", "late"])
def test_neither_record_is_ever_written_over(side: str, kitchen: Path, call: Run) -> None:
    path = kitchen / "workshops" / f"{side}.yaml"
    before = path.read_bytes()
    ended = call("diff", "first", "late", "--json", "--force", "-o", str(path))
    assert ended.code == 2
    assert "is the record itself" in ended.err
    assert path.read_bytes() == before


def test_a_note_for_github_stands_at_its_line_of_the_newer_file(literacy: Path, call: Run) -> None:
    told = call("diff", "2023", "2024", "--format", "github").out.splitlines()
    lines = (literacy / "workshops" / "2024.yaml").read_text(encoding="utf-8").splitlines()
    assert len(told) == 10
    assert "file=workshops/2024.yaml" in told[0]
    for note in told[:-1]:
        number = int(note.split("line=")[1].split(",")[0])
        title = note.split("title=")[1].split("::")[0]
        expected = {"primary customer": "primary:", "moved": "order:", "left": "- id: partners"}
        if title in expected:
            assert expected[title] in "\n".join(lines[number - 1 : number + 1])


def test_a_note_about_what_has_no_file_names_none(kitchen: Path, run: Run) -> None:
    given = SMALL.format(held="2025-01-01", name="Everybody")
    told = run("diff", "first", "-", "--format", "github", stdin=given).out
    assert "file=" not in told
    assert told.startswith("::notice title=")


# ---- a part of it


def test_one_customer_has_what_concerns_them_alone(literacy: Path, call: Run) -> None:
    told = json.loads(call("diff", "2023", "2024", "--customer", "donors", "--json").out)
    kinds = Counter(change["kind"] for change in told["changes"])
    assert kinds["split"] == 1
    assert kinds["value_moved"] == 1
    assert "joined" not in kinds
    by_name = call("diff", "2023", "2024", "--customer", "Our own people").out
    assert "Our own people" in by_name
    assert "Officials who can open doors" not in by_name


def test_a_question_belongs_to_the_customer_it_is_about() -> None:
    found = select_changes(two_years(), Selection(customer="sisters"))
    assert "what-sisters-drop" in {one.fields.get("id") for one in found}
    assert "days-away" not in {one.fields.get("id") for one in found}


def test_no_change_is_of_two_subjects() -> None:
    for both in (boat(), two_years()):
        parts = [select_changes(both, Selection(subject)) for subject in SUBJECTS]
        together = [one for part in parts for one in part]
        assert all(parts)
        assert len(together) == len({id(one) for one in together}) <= len(both.changes)


def test_a_customer_under_a_changed_id_is_found_under_either() -> None:
    values = [{"id": "quiet", "text": "Quiet"}]
    new = {"customers": {"z": {"name": "Zoe", "was": ["a"], "values": values}}}
    both = between(record(customers={"a": {"name": "Anna"}}), record("2025-03-14", **new))
    for customer in ("a", "z"):
        found = select_changes(both, Selection(customer=customer))
        assert [one.kind for one in found] == ["renamed", "value_added"]


def test_nothing_of_a_part_is_said_to_be_of_that_part(kitchen: Path, call: Run) -> None:
    told = call("diff", "first", "late", "--only", "evidence").out
    assert told == "Nothing changed in the evidence between first and late.\n"


def test_full_tells_the_answers_and_those_without_news(literacy: Path, call: Run) -> None:
    whole, full = (call("diff", "2023", "2024", *how).out for how in ((), ("--full",)))
    assert "nothing changed" not in whole
    assert "Answers in other words" in full
    assert len(full) > len(whole)


def test_the_newer_format_is_compared_as_far_as_it_is_understood(kitchen: Path, call: Run) -> None:
    newer = kitchen / "workshops" / "newer.yaml"
    newer.write_text("format: 2\n" + SMALL.format(held="2026-01-01", name="X"), encoding="utf-8")
    ended = call("diff", "late", "newer")
    assert ended.code == 0
    assert "A newer version of customer-cli wrote this record" in ended.err


def test_a_folder_can_be_named(kitchen: Path, call: Run) -> None:
    shutil.move(kitchen / "workshops", kitchen / "elsewhere")
    assert labels(call, "--dir", "elsewhere") == ("autumn", "late")
