"""Two lenses tell the same customers apart by what decided, and touch no file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from customer_cli.analysis.hierarchy import compare_lenses
from customer_cli.analysis.lens import QUESTIONS, find_standing, list_rules
from customer_cli.cli.lens import report_comparison
from customer_cli.cli.options import TABLES
from customer_cli.cli.output import Format, draw_page
from customer_cli.record.format import FACTS, LENSES, LensName
from customer_cli.record.model import Record
from customer_cli.render.text import Screen
from customer_cli.reports import lenses as lens_report
from tests.conftest import Run
from tests.strategies import example_record, lenses, records
from tests.test_views import OBEYED, golden, letters

VALUE = {"values": ["Something"]}


def exported(seen: Any, format: Format) -> str:
    """What a file of another format than text holds."""
    return str(report_comparison(seen).render(format))


def record(customers: dict[str, Any], **more: Any) -> Record:
    made = {key: {"name": key.title(), **said} for key, said in customers.items()}
    return Record.model_validate(
        {"team": "T", "held": "2024-03-14", "order": list(made), "customers": made, **more}
    )


MOVES: list[tuple[LensName, LensName, dict[str, str]]] = [
    ("drucker", "whose-needs", {
        "users": "another word, same place", "payers": "leaves the ranking; needs kept",
        "staff": "leaves the ranking", "buyers": "4 becomes 2",
    }),
    ("whose-needs", "drucker", {
        "users": "another word, same place", "buyers": "2 becomes 4",
        "payers": "joins the ranking as 2", "staff": "joins the ranking as 3",
    }),
    ("drucker", "debate", {
        "users": "another word, same place", "payers": "another word, same place",
        "staff": "another word, same place", "buyers": "another word, same place",
    }),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "moves"), MOVES)
def test_what_moves_is_told_from_the_first_lens_to_the_second(
    one: LensName, other: LensName, moves: dict[str, str]
) -> None:
    customers: dict[str, Any] = {
        "users": {"facts": ["benefits", "uses"]},
        "payers": {"facts": ["pays"], **VALUE},
        "staff": {"facts": ["works_here"]},
        "buyers": {"facts": ["chooses", "benefits"]},
    }
    seen = compare_lenses(record(customers, primary="users"), one, other).customers
    assert {line.one.id: line.moves for line in seen} == moves


@pytest.mark.parametrize(
    ("one", "other", "moves"),
    [
        ("drucker", "whose-needs", ["another word, same place", "is no member here; needs kept"]),
        ("whose-needs", "drucker", ["another word, same place", "may be ranked as a member"]),
        ("drucker", "everybody", ["another word, same place", "another word, same place"]),
    ],
)
def test_whom_nobody_ranked_is_told_whether_they_still_could_be(
    one: LensName, other: LensName, moves: list[str]
) -> None:
    customers: dict[str, Any] = {
        "users": {"facts": ["benefits"]},
        "staff": {"facts": ["works_here"], **VALUE},
    }
    made = record(customers, order=[], word="member")
    assert [line.moves for line in compare_lenses(made, one, other).customers] == moves


def test_nobody_moves_where_both_lenses_say_the_same() -> None:
    decided = record({"a": {}}, primary="a", decision={"status": "decided"})
    assert compare_lenses(decided, "drucker", "debate").customers[0].moves == ""


def test_who_has_no_facts_is_named() -> None:
    seen = compare_lenses(record({"a": {"facts": ["uses"]}, "b": {}}), "drucker", "everybody")
    assert seen.without_facts == ("B",)
    assert "No facts yet: B." in lens_report.describe_not_placed(seen)
    assert (
        lens_report.describe_not_placed(
            compare_lenses(record({"a": {"facts": ["uses"]}}), *LENSES[:2])
        )
        == ""
    )


@given(records(), lenses())
def test_every_standing_a_lens_gives_is_one_it_lists(record: Record, name: LensName) -> None:
    listed = {rule.standing for rule in list_rules(name)}
    for key in record.customers:
        assert find_standing(key, record, name).name.removesuffix(" and end user") in listed


@pytest.mark.parametrize("name", LENSES)
def test_what_a_lens_lists_is_what_decides(name: LensName) -> None:
    assert QUESTIONS[name].endswith("?")
    for rule in list_rules(name):
        for fact in rule.facts:
            assert fact in FACTS
            found = find_standing("a", record({"a": {"facts": [fact]}}), name)
            assert found.name.removesuffix(" and end user") == rule.standing
            assert found.decided_by == fact


@pytest.mark.parametrize("width", [100, 64, 40])
def test_the_example_looks_as_it_did(width: int) -> None:
    seen = compare_lenses(example_record(), "drucker", "whose-needs", label="2024")
    golden(f"lens-{width}.txt", draw_page(Screen(lens_report.build_lenses_page(seen)), width))


def test_the_example_is_exported_as_it_was() -> None:
    seen = compare_lenses(example_record(), "drucker", "whose-needs", label="2024")
    golden("lens.json", exported(seen, "json"))
    golden("lens.csv", exported(seen, "csv"))
    golden("lens.md", exported(seen, "markdown"))


@settings(max_examples=25)
@given(records(), lenses(), lenses())
def test_nothing_gets_out_of_a_view_and_no_letter_gets_lost(
    record: Record, one: LensName, other: LensName
) -> None:
    seen = compare_lenses(record, one, other, label="\x1b]0;owned\x07")
    said = letters(f"{seen.one.answer}{seen.other.answer}{''.join(seen.without_facts)}")
    for line in seen.customers:
        said += letters(line.one.name + "".join(lens_report.describe_place(line.one)) + line.moves)
    for width in (20, 40, 64, 100):
        drawn = draw_page(Screen(lens_report.build_lenses_page(seen)), width)
        assert not OBEYED.search(drawn)
        assert not said - letters(drawn)
    for format in ("markdown", "html", "json", "csv"):
        assert not OBEYED.search(exported(seen, format).replace("\r\n", "\n"))


@pytest.mark.parametrize("width", [40, 100])
def test_no_terminal_obeys_the_word_of_a_team(width: int) -> None:
    made = record({"a": {"facts": ["works_here"]}}, order=[], word="\x1b[31m\u202ered")
    assert not OBEYED.search(
        draw_page(
            Screen(lens_report.build_lenses_page(compare_lenses(made, "drucker", "whose-needs"))),
            width,
        )
    )


def test_looking_through_another_lens_changes_no_byte(literacy: Path, call: Run) -> None:
    before = {path: path.read_bytes() for path in literacy.rglob("*") if path.is_file()}
    for format in TABLES.split("|"):
        shown = call("lens", "--compare", "drucker", "whose-needs", "2023", "--format", format)
        assert shown.code == 0
        assert "colleague" in shown.out
    assert {path: path.read_bytes() for path in literacy.rglob("*") if path.is_file()} == before


def test_alone_it_lists_the_five_and_with_a_name_what_that_one_derives(
    workshop: Path, call: Run
) -> None:
    for name, question in QUESTIONS.items():
        assert f"{name}: {question}" in call("lens").out
    assert "- partner: delivers, unless benefits" in call("lens", "whose-needs").out
    told = json.loads(call("lens", "debate", "--json").out)["lenses"]
    assert [one["lens"] for one in told] == ["debate"]
    assert call("lens", "--format", "csv").out.count("\r\n") == 24
    assert "## everybody: Who uses what we make?" in call("lens", "--format", "markdown").out


WRONG = [
    (["lens", "druker"], 'Did you mean "drucker"?'),
    (["lens", "--compare", "drucker", "whose-neds"], 'Did you mean "whose-needs"?'),
    (["lens", "--compare", "drucker", "drucker"], "compared with itself"),
    (["lens", "--compare", "drucker"], "requires 2 arguments"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_lens_there_is_none_of_is_wrong_use(
    arguments: list[str], said: str, literacy: Path, call: Run
) -> None:
    ended = call(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
