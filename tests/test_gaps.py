"""What is believed stands beside what was heard, and no guess passes for a voice."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from customer_cli.analysis.gaps import Gaps, find_gaps
from customer_cli.analysis.hierarchy import build_hierarchy
from customer_cli.cli.gaps import gaps as command
from customer_cli.cli.gaps import report_gaps
from customer_cli.cli.output import Format, draw_page
from customer_cli.record.model import Record
from customer_cli.render.text import Screen
from customer_cli.reports import gaps as gaps_report
from tests.conftest import Run
from tests.strategies import example_record, records
from tests.test_views import OBEYED, golden, letters

DAY = dt.date(2024, 6, 1)
OLD = dt.date(2022, 1, 1)


def exported(seen: Any, format: Format) -> str:
    """What a file of another format than text holds."""
    return str(report_gaps(seen).render(format))


def found(values: list[dict[str, Any]], as_of: dt.date = DAY, **record: Any) -> Gaps:
    data = {"team": "T", "held": dt.date(2024, 3, 14), "primary": "a", "order": ["a", "b"]}
    customers = {"a": {"name": "A", "values": values}, "b": {"name": "B"}}
    made = Record.model_validate({**data, "customers": customers, **record})
    return find_gaps(build_hierarchy(made, as_of=as_of))


def piece(kind: str, date: dt.date | None = dt.date(2024, 1, 1), **more: Any) -> dict[str, Any]:
    return {"kind": kind, "date": date, "words": f"{kind} {date}", **more}


def test_within_a_customer_the_contradicted_come_first_and_the_confirmed_last() -> None:
    lines = found(
        [
            {"text": "confirmed", "evidence": [piece("story", people=3)]},
            {"text": "heard", "evidence": [piece("said")]},
            {"text": "heard long ago", "evidence": [piece("said", OLD)]},
            {"text": "untested", "evidence": [piece("proxy")]},
            {"text": "contradicted", "evidence": [piece("said", says="contradicts")]},
        ]
    ).lines
    assert [line.value.text for line in lines] == [
        "contradicted", "untested", "heard long ago", "heard", "confirmed",
    ]  # fmt: skip


HEARD: list[tuple[list[dict[str, Any]], dict[str, Any], str | None]] = [
    ([piece("guess"), piece("proxy")], {}, None),
    ([piece("story", from_them=False)], {}, None),
    ([piece("said"), piece("said", dt.date(2024, 2, 2))], {}, "said 2024-02-02"),
    ([piece("said", dt.date(2024, 7, 1)), piece("said")], {}, "said 2024-01-01"),
    ([piece("said", None), piece("story")], {}, "story 2024-01-01"),
    ([piece("said"), piece("story", says="contradicts")], {}, "story 2024-01-01"),
    (
        [piece("story", OLD, still_fits=True), piece("said", dt.date(2023, 1, 1))],
        {"reworded": dt.date(2023, 6, 1)},
        f"story {OLD}",
    ),
    ([piece("said", OLD)], {"reworded": dt.date(2023, 6, 1)}, f"said {OLD}"),
]


@pytest.mark.parametrize(("evidence", "value", "words"), HEARD)
def test_what_was_heard_is_the_newest_that_counts(
    evidence: list[dict[str, Any]], value: dict[str, Any], words: str | None
) -> None:
    (line,) = found([{"text": "x", "evidence": evidence, **value}]).lines
    assert (line.heard.words if line.heard else None) == words


def test_who_believes_a_value_is_told_as_a_guess_or_as_what_others_say() -> None:
    guess, proxy = piece("guess", None), piece("proxy", source="our trainers", people=2)
    both, nobody = found([{"text": "x", "evidence": [guess, proxy]}, {"text": "y"}]).lines
    assert gaps_report.describe_believers(both) == [
        "we guess", "others say so: our trainers, 2024-01-01, 2 people",
    ]  # fmt: skip
    assert gaps_report.describe_believers(nobody) == ["we guess"]


AFTER = dt.date(2024, 6, 2)


def test_what_comes_after_the_day_of_judging_is_not_told_yet() -> None:
    evidence = [
        piece("guess", AFTER), piece("guess", DAY), piece("proxy", None),
        piece("said", AFTER, id="late"), piece("said", DAY), piece("story", from_them=False),
    ]  # fmt: skip
    told = found(
        [{"text": "x", "evidence": evidence}],
        learn=[{"question": "Why?", "answered_by": ["late"], "due": "2024-05-31"}],
    )
    (line,) = told.lines
    assert [one.words for one in line.believed_by] == [
        "guess 2024-06-01", "proxy None", "story 2024-01-01",
    ]  # fmt: skip
    assert line.heard
    assert line.heard.words == "said 2024-06-01"
    (lesson,) = told.learn
    assert (lesson.answered_by, lesson.answers, lesson.days_overdue) == ((), (), 1)
    covered, nobody = told.coverage
    assert (covered.pieces, covered.from_others, covered.newest) == (1, 3, DAY)
    assert (nobody.pieces, nobody.from_others, nobody.newest) == (0, 0, None)
    later = found([{"text": "x", "evidence": evidence}], as_of=AFTER)
    assert [(one.pieces, one.newest) for one in later.coverage] == [(2, AFTER), (0, None)]


@pytest.mark.parametrize(
    ("evidence", "answered", "left"),
    [
        ([piece("said")], True, False),
        ([piece("said")], False, True),
        ([piece("guess")], True, True),
        ([piece("said", says="contradicts")], True, True),
    ],
)
def test_a_value_nobody_spoke_for_or_an_open_question_is_a_question_left(
    evidence: list[dict[str, Any]], answered: bool, left: bool
) -> None:
    learn = [{"question": "Why?", "answered_by": ["somebody"] if answered else []}]
    assert found([{"text": "x", "evidence": evidence}], learn=learn).questions_left is left


def test_evidence_about_a_group_or_about_who_left_answers_a_question_too() -> None:
    told = found(
        [], customers={"a": {"name": "A", "evidence": [piece("story", id="own")]}}, order=["a"],
        left=[{"id": "c", "evidence": [piece("said", id="last")]}],
        learn=[{"question": "Why?", "answered_by": ["last", "own"]}],
    )  # fmt: skip
    assert [one.words for one in told.learn[0].answers] == ["said 2024-01-01", "story 2024-01-01"]


def test_what_was_told_of_the_old_words_is_told_last_and_says_so() -> None:
    old, new = piece("said", OLD, says="contradicts"), piece("guess", DAY)
    (line,) = found([{"text": "x", "evidence": [old, new], "reworded": "2023-06-01"}]).lines
    assert line.heard is None
    (line,) = found(
        [{"text": "x", "evidence": [piece("said", OLD)], "reworded": "2023-06-01"}]
    ).lines
    assert line.heard
    assert line.heard.of_old_words
    (line,) = found([{"text": "x", "evidence": [piece("said", OLD)]}]).lines
    assert line.heard
    assert not line.heard.of_old_words


def test_of_one_day_the_contradiction_is_believed_and_then_the_one_with_words() -> None:
    bare = {"kind": "said", "date": "2024-01-01"}
    (line,) = found([{"text": "x", "evidence": [bare, piece("story"), bare]}]).lines
    assert line.heard
    assert line.heard.words == "story 2024-01-01"
    against = bare | {"says": "contradicts"}
    (line,) = found([{"text": "x", "evidence": [piece("story"), against]}]).lines
    assert line.heard
    assert line.heard.says == "contradicts"


def test_a_question_is_overdue_from_the_day_after_and_never_once_it_is_answered() -> None:
    due = {"question": "q", "due": dt.date(2024, 5, 31)}
    answer = {"id": "talks", **piece("said", dt.date(2024, 5, 1))}
    values = [{"text": "x", "evidence": [answer]}]
    for learn, day, late in [
        (due, DAY, 1),
        (due, dt.date(2024, 5, 31), 0),
        ({**due, "answered_by": "talks"}, DAY, 0),
        ({**due, "answered_by": "talks"}, dt.date(2024, 4, 1), 0),
        ({"question": "q"}, DAY, 0),
    ]:
        (lesson,) = found(values, day, learn=[learn]).learn
        assert lesson.days_overdue == late
    early = found(values, dt.date(2024, 4, 1), learn=[{**due, "answered_by": "talks"}]).learn[0]
    assert early.answered_by == ()


def test_what_answered_a_question_is_told_and_an_id_that_nobody_has_as_it_is() -> None:
    value = {"text": "x", "evidence": [{"id": "talks", **piece("said")}]}
    learn = [{"question": "q", "answered_by": "talks"}, {"question": "r", "answered_by": "gone"}]
    told = [
        details
        for _, details in gaps_report.list_learn_items(found([value], learn=learn), answered=True)
    ]
    assert told == ['"said 2024-01-01" (2024-01-01, 1 person)', "answered by gone"]


def test_open_questions_come_before_answered_ones_and_the_first_due_before_the_others() -> None:
    learn = [
        {"question": "answered", "due": dt.date(2024, 1, 1), "answered_by": "gone"},
        {"question": "some day"},
        {"question": "later", "due": dt.date(2024, 9, 1)},
        {"question": "sooner", "due": dt.date(2024, 8, 1)},
    ]
    told = [lesson.question for lesson in found([], learn=learn).learn]
    assert told == ["sooner", "later", "some day", "answered"]


def test_a_customer_nobody_heard_is_told_as_none() -> None:
    seen = found([{"text": "x", "evidence": [piece("said")]}])
    assert [sentence for sentence, _ in gaps_report.list_coverage(seen)] == [
        "1. A: 1 piece of evidence", "2. B: none",
    ]  # fmt: skip
    assert (
        gaps_report.describe_who_was_heard(seen)
        == "The primary customer was heard, and none of 1 other."
    )
    assert gaps_report.describe_heard(seen) == "Heard from customers: 1 of 1 value."


@pytest.mark.parametrize("width", [100, 64, 40])
def test_the_example_looks_as_it_did(width: int) -> None:
    seen = find_gaps(build_hierarchy(example_record(), label="2024", as_of=dt.date(2024, 10, 2)))
    golden(f"gaps-{width}.txt", draw_page(Screen(gaps_report.build_gaps_page(seen)), width))


def test_the_example_is_exported_as_it_was() -> None:
    seen = find_gaps(build_hierarchy(example_record(), label="2024", as_of=dt.date(2024, 10, 2)))
    golden("gaps.json", exported(seen, "json"))
    golden("gaps.csv", exported(seen, "csv"))
    golden("gaps.md", exported(seen, "markdown"))


@settings(max_examples=25)
@given(records())
def test_nothing_gets_out_of_a_view_and_no_letter_gets_lost(record: Record) -> None:
    seen = find_gaps(build_hierarchy(record, label="\x1b]0;owned\x07"))
    said = letters("")
    for line in seen.lines:
        said += letters(line.value.text)
        said += letters(
            gaps_report.quote(line.heard) + gaps_report.describe_origin(line.heard)
            if line.heard
            else ""
        )
        for believed in line.believed_by:
            said += letters(believed.words + believed.source)
    for lesson in seen.learn:
        said += letters(lesson.question + lesson.owner)
    for width in (20, 40, 64, 100):
        drawn = draw_page(Screen(gaps_report.build_gaps_page(seen)), width)
        assert not OBEYED.search(drawn)
        assert not said - letters(drawn)
    for format in ("markdown", "html", "json", "csv"):
        assert not OBEYED.search(exported(seen, format).replace("\r\n", "\n"))


@pytest.mark.parametrize(("exit_code", "code"), [(False, 0), (True, 1)])
def test_questions_left_are_an_exit_code_only_where_that_is_asked_for(
    exit_code: bool, code: int, literacy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", DAY.isoformat())
    assert command(exit_code=exit_code) == code
    assert not found([{"text": "x", "evidence": [piece("said")]}]).questions_left


def test_one_customer_has_only_their_lines_and_questions(literacy: Path, call: Run) -> None:
    told = json.loads(call("gaps", "2024", "--customer", "sisters", "--json").out)
    assert {line["customer"] for line in told["gaps"]} == {"sisters"}
    assert [line["customer"] for line in told["coverage"]] == ["sisters"]
    assert {item["about"] for item in told["learn"]} == {"Older sisters who read with them at home"}


def test_the_day_of_judging_can_be_named_and_the_sheet_has_a_row_for_each_value(
    literacy: Path, call: Run
) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                call("gaps", "2024", "--as-of", "2022-06-30", "--format", "csv").out.lstrip(
                    "\ufeff"
                )
            )
        )
    )
    assert len(rows) == 20
    assert [row["value"] for row in rows if row["heard_words"]] == ["meets-requirements"]


def test_a_format_there_is_none_of_is_wrong_use(literacy: Path, call: Run) -> None:
    ended = call("gaps", "-o", "gaps.mmd")
    assert (ended.code, ended.out) == (2, "")
    assert "cannot be written as mermaid" in ended.err


@pytest.mark.parametrize(("label", "heard", "values"), [("2023", 9, 17), ("2024", 15, 20)])
def test_every_page_counts_what_was_heard_alike(
    label: str, heard: int, values: int, literacy: Path, call: Run
) -> None:
    """A contradicted value is counted apart everywhere, so that two pages never differ."""
    day = ("--as-of", "2024-03-21") if label == "2024" else ("--as-of", "2023-03-16")
    gaps = json.loads(call("gaps", label, *day, "--json").out)
    assert gaps["heard"] == {"values": heard, "of": values}
    assert sum(one["values_heard"] for one in gaps["coverage"]) == heard
    years = json.loads(call("history", "--json").out)["editions"]
    assert {"heard": heard, "all": values} in [year["values"] for year in years]
    shared = json.loads(call("share", label, "--json").out)
    assert sum(one["values_heard"] for one in shared["customers"]) == heard
    assert f"Of {values} values, {heard} were heard" in " ".join(
        call("show", label, *day).out.split()
    )
