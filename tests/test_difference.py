"""What is told of two records: the same in every format, all of it, and nothing that acts."""

from __future__ import annotations

import base64
import hashlib
import json as standard_json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scripts import diff_schema

from customer_cli.cli.output import draw_page as printed
from customer_cli.diff.change import KINDS
from customer_cli.diff.compare import Comparison, Selection, compare
from customer_cli.diff.side import date_records
from customer_cli.errors import Problem
from customer_cli.record import documents
from customer_cli.record.model import Record
from customer_cli.record.references import find_problems
from customer_cli.render import pull_request
from customer_cli.render.diff_text import DifferenceSheet
from customer_cli.render.html import render_html
from customer_cli.reports import changes
from customer_cli.reports.diff import DiffReport, build_diff_page, build_diff_report, to_json
from customer_cli.reports.wording import compare_words
from tests.conftest import EXAMPLE
from tests.strategies import HOSTILE, records
from tests.test_changes import PEOPLE, TOLD, between, heard, record, valued
from tests.test_render import OUR_ATTRIBUTES, OUR_TAGS
from tests.test_schema import judge
from tests.test_views import OBEYED, OUR_SGR, RENDERERS, golden, letters
from tests.test_views import page as rendered_page

DOCUMENTS = Path(__file__).parent / "documents"
WHOLE = Selection()
few = settings(max_examples=25)


def read(path: Path) -> Record:
    return documents.read_record(path.read_bytes(), path.name).record


def literacy() -> Comparison:
    pair = read(EXAMPLE / "2023.yaml"), read(EXAMPLE / "2024.yaml")
    return compare(*date_records(*pair, "2023", "2024"))


def boat() -> Comparison:
    pair = read(DOCUMENTS / "before.yaml"), read(DOCUMENTS / "after.yaml")
    return compare(*date_records(*pair, "2024", "2025"))


PAIRS = {"literacy": literacy, "boat": boat}


def placed(path: tuple[str | int, ...], message: str) -> Problem:
    return Problem("workshops/new.yaml", len(path) + 1, 1, message)


def drawn(report: DiffReport, width: int = 64, *, brief: bool = False) -> str:
    return printed(DifferenceSheet(report, brief), width)


def short(both: Comparison, *, full: bool = False) -> DiffReport:
    return build_diff_report(both, WHOLE, full=full, short=True)


FORMATS: dict[str, Callable[[Comparison], str]] = {
    "text": lambda both: drawn(build_diff_report(both, WHOLE, full=True, short=True)),
    "markdown": lambda both: pull_request.render_diff_comment(
        build_diff_report(both, WHOLE, full=True)
    ),
    "html": lambda both: render_html(build_diff_page(build_diff_report(both, WHOLE, full=True))),
    "github": lambda both: pull_request.render_github(
        both, WHOLE, build_diff_report(both, WHOLE), placed
    ),
    "json": lambda both: to_json(both, WHOLE),
}


# ---- how it looks


@pytest.mark.parametrize("width", [100, 64, 40])
@pytest.mark.parametrize("pair", PAIRS)
def test_a_difference_looks_as_it_did(pair: str, width: int) -> None:
    golden(f"diff-{pair}-{width}.txt", drawn(short(PAIRS[pair]()), width))


@pytest.mark.parametrize("pair", PAIRS)
def test_a_difference_is_exported_as_it_was(pair: str) -> None:
    both = PAIRS[pair]()
    golden(f"diff-{pair}.md", pull_request.render_diff_comment(build_diff_report(both, WHOLE)))
    golden(f"diff-{pair}.html", render_html(build_diff_page(build_diff_report(both, WHOLE))))
    golden(f"diff-{pair}.json", to_json(both, WHOLE))
    golden(
        f"diff-{pair}.github",
        pull_request.render_github(both, WHOLE, build_diff_report(both, WHOLE), placed),
    )


def test_the_seven_that_became_eight_are_told_as_a_board_would() -> None:
    told = drawn(short(boat()), 100)
    spaced = " ".join(told.split())
    for sentence in (
        "The primary customer changed.",
        "2024  Children who do not read yet",
        "2025  People who teach reading",
        "Why: A child meets the boat four times a year and a teacher every day.",
        "up 4",
        "renamed, was Gatekeepers",
        "split from Those who give",
        "4 numbers differ only because others moved, came or went.",
        "6 of 27 pairs changed places.",
        "[-at all-] {+in three parts+}",
        "untested, now confirmed by 19 people",
    ):
        assert " ".join(sentence.split()) in spaced
    buyers = next(line for line in told.splitlines() if line.startswith("  4  Buyers"))
    assert re.fullmatch(r"  4  Buyers +3", buyers), "who was only overtaken has no word"


def test_a_board_reads_from_the_page_alone_what_changed_and_why() -> None:
    told = pull_request.render_diff_comment(build_diff_report(literacy(), WHOLE))
    for sentence in (
        "**The primary customer is the same: Children who cannot read yet.**",
        "Why it was decided so: The home visits and the two trainers who left.",
        "**why here:** They moved past those who give.",
        "**left:** The coalition closed in October.",
        "They were right. Nine sisters and one mother in fourteen homes.",
        "would think again: If six sisters show us",
        "untested, now contradicted by 12 people",
        "<ins>On Wednesday they rang that nobody had come to my class. I took the next boat.</ins>"
        " (Damar with twelve who left early or never came; 2023-09-22; 12 people",
    ):
        assert sentence in told


@pytest.mark.parametrize("width", [100, 64, 40, 20])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    for pair in PAIRS.values():
        assert max(map(len, drawn(short(pair(), full=True), width).splitlines())) <= width


@pytest.mark.parametrize("pair", PAIRS)
def test_colour_adds_to_the_words_and_replaces_none(pair: str, monkeypatch: Any) -> None:
    import io

    from customer_cli.ui.console import console

    sheet = DifferenceSheet(short(PAIRS[pair]()))
    coloured, plain = io.StringIO(), io.StringIO()
    console(coloured, "always", 64).print(sheet)
    console(plain, "never", 64).print(sheet)
    assert OUR_SGR.sub("", coloured.getvalue()) == plain.getvalue()
    assert re.search(r"\x1b\[9;31m\[-", coloured.getvalue())
    assert re.search(r"\x1b\[4;34m\{\+", coloured.getvalue())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    without = io.StringIO()
    without.isatty = lambda: True  # type: ignore[method-assign]
    console(without, "auto", 64).print(sheet)
    assert "\x1b[9m[-" in without.getvalue()
    assert "31m" not in without.getvalue()


# ---- what is told


def said(old: dict[str, Any], new: dict[str, Any], **how: Any) -> str:
    both = between(record(**old), record("2025-03-14", **new))
    return drawn(build_diff_report(both, WHOLE, **how), 100)


@pytest.mark.parametrize(
    "case", [case for case in TOLD if {one["kind"] for one in TOLD[case][2]} - {"written"}]
)
def test_every_kind_of_change_is_told_in_every_format(case: str) -> None:
    old, new, _ = TOLD[case]
    both = between(record(**old), record("2025-03-14", **new))
    for name, render in FORMATS.items():
        assert "Nothing changed" not in render(both), name
    judge("diff").validate(standard_json.loads(FORMATS["json"](both)))


def test_who_left_without_a_word_is_asked_for_at_the_top() -> None:
    told = said({}, {"customers": {k: v for k, v in PEOPLE.items() if k != "d"}})
    assert told.index("What became of Dora? Nothing says.") < told.index("now  Customer")


def test_a_new_lens_is_told_as_a_new_definition() -> None:
    told = said({"lens": "hierarchy"}, {"lens": "whose-needs"})
    assert "[-hierarchy-] {+whose-needs+}" in told
    assert "definition" in told
    assert "standing" not in told


def test_answers_are_told_when_they_are_asked_for() -> None:
    old, new = {"answers": {"x": "one of us"}}, {"answers": {"x": "one of them"}}
    assert "The answers to x differ, too" in said(old, new)
    assert "{+them+}" not in said(old, new)
    assert "[-us-] {+them+}" in said(old, new, full=True)


def test_the_text_names_the_fewest_who_moved_and_the_page_everybody() -> None:
    both = between(record(order=["a", "b", "c"]), record("2025-03-14", order=["c", "a", "b"]))
    text, page = (
        drawn(short(both), 100),
        pull_request.render_diff_comment(build_diff_report(both, WHOLE)),
    )
    assert ("up 2" in text, "down 1" in text) == (True, False)
    assert ("up 2" in page, "down 1" in page) == (True, True)
    assert "2 numbers differ only because others moved" in text
    assert "numbers differ" not in page


def test_who_moved_past_the_parts_of_a_split_is_named_too() -> None:
    row = next(row for row in short(literacy()).order.rows if row.name == "Our own people")
    assert (row.rank, row.before, row.word) == ("6", "7", "up 1")


def test_each_pair_that_changed_places_is_told_once() -> None:
    both = between(
        record(order=["a", "b", "c", "d"]), record("2025-03-14", order=["d", "b", "c", "a"])
    )
    told = " ".join(line for line in short(both).order.notes if line.startswith("When wishes"))
    assert told.count("Anna") + told.count("Dora") >= 2
    named = re.findall(r"(\w+) now (?:win over|give way to) ([^.]+)\.", told)
    pairs = [frozenset((one, other)) for one, others in named
             for other in re.split(r", | and ", others)]  # fmt: skip
    assert len(pairs) == len(set(pairs)) == len(both.pairs.flipped)


def test_the_status_says_how_many_people_and_the_evidence_who_and_when() -> None:
    piece = heard("2024-06-01", people=4, source="four kitchens", words="I need an hour.")
    told = said(valued(quiet="Quiet"), valued(quiet={"text": "Quiet", "evidence": [piece]}))
    assert "untested, now confirmed by 4 people" in told
    assert (
        "{+I need an hour.+} (four kitchens; 2024-06-01; 4 people; told of what happened)" in told
    )


def test_a_value_that_is_called_as_another_one_reads_is_told_beside_it() -> None:
    old = valued(quiet="An hour for myself")
    new = valued()
    new["customers"]["a"]["values"] = ["quiet"]
    told = said(old, new)
    assert "[-An hour for myself-]" in told
    assert "{+quiet+}" in told


def test_a_contradiction_counts_those_who_speak_against_it() -> None:
    pieces = [heard("2024-06-01", people=4), heard("2024-07-01", people=3, says="contradicts")]
    told = said(valued(quiet="Quiet"), valued(quiet={"text": "Quiet", "evidence": pieces}))
    assert "untested, now contradicted by 3 people" in told


def test_the_word_of_the_team_is_used() -> None:
    word = {"word": {"one": "patient", "many": "patients"}}
    new = word | {"customers": PEOPLE | {"z": {"name": "Zoe"}, "y": {"name": "Yan"}}}
    assert "2 patients joined" in said(word, new)


def test_brief_is_the_first_block_alone() -> None:
    report = short(boat())
    whole, brief = drawn(report), drawn(report, brief=True)
    assert whole.startswith(brief)
    assert "Why it was decided so" in brief
    assert "Gatekeepers" not in brief
    assert "<table" not in render_html(build_diff_page(report, brief=True))
    assert "| Now |" not in pull_request.render_diff_comment(report, brief=True)


WRITTEN = "1 text differs only in how quotes, dashes or dots are written."


def test_what_is_only_written_differently_is_one_quiet_line() -> None:
    old, new = (PEOPLE | {"a": {"name": name}} for name in ("Anna's", "Anna\u2019s"))
    only = between(record(customers=old), record("2025-03-14", customers=new))
    more = between(record(customers=old), record("2025-03-14", customers=new, slogan="New"))
    for name, render in FORMATS.items():
        if name != "json":
            assert f"Nothing changed between 2024-03-14 and 2025-03-14. {WRITTEN}" in " ".join(
                re.sub("<[^>]*>", " ", re.sub("</?time>", "", render(only))).split()
            ), name
            assert "renamed" not in render(more)
            assert "Nothing changed" not in render(more)
            assert (WRITTEN in render(more)) == (name != "github")
    assert drawn(short(more), 100).count("1 change.") == 1
    assert changes.write_changes(only) == f"{WRITTEN}\n"
    counted = standard_json.loads(FORMATS["json"](more))["summary"]
    assert (counted["written"], counted["slogan"]) == (1, 1)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_changed_is_one_sentence(name: str) -> None:
    one = read(EXAMPLE / "2024.yaml")
    told = FORMATS[name](compare(*date_records(one, one, "2024", "2024")))
    if name == "json":
        assert standard_json.loads(told)["changes"] == []
    else:
        assert told.count("Nothing changed between 2024 and 2024.") == 1
        assert "primary" not in re.sub("<style>.*?</style>", "", told, flags=re.DOTALL)


# ---- nothing gets out, and nothing gets lost


def is_sound(one: Record) -> bool:
    return not list(find_problems(one.to_data()))


@few
@given(records(), records(), st.sampled_from([20, 40, 64, 100]))
def test_no_reader_obeys_what_a_record_says(one: Record, other: Record, width: int) -> None:
    assume(is_sound(one) and is_sound(other))
    both = compare(*date_records(one, other, "\x1b]0;owned\x07", "<b>::x"))
    assert not OBEYED.search(drawn(short(both, full=True), width))
    for name, render in FORMATS.items():
        told = render(both)
        assert not OBEYED.search(told), name
        if name == "github":
            assert all(line.startswith("::notice ") for line in told.splitlines())
            assert len(told.splitlines()) <= 10


ALLOWED = {
    "html": OUR_TAGS,
    "markdown": {"h2", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
                 "details", "summary", "del", "ins"},
}  # fmt: skip


class Tags(HTMLParser):
    """What a browser makes of a page: its tags and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@few
@given(records(), records())
def test_a_page_holds_its_own_tags_and_no_others(one: Record, other: Record) -> None:
    assume(is_sound(one) and is_sound(other))
    both = compare(*date_records(one, other, "2023", "2024"))
    browser = Tags()
    browser.feed(FORMATS["html"](both))
    assert browser.tags <= ALLOWED["html"]
    assert browser.attributes <= OUR_ATTRIBUTES
    parsed = rendered_page(FORMATS["markdown"](both), RENDERERS[-1])
    assert set(parsed.tags) <= ALLOWED["markdown"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_a_name(text: str) -> None:
    people = {"a": {"name": f"x {text} y"}}
    both = between(
        record(customers=people, team=f"t {text}"),
        record("2025-03-14", customers=people | {"b": {"name": f"{text} z", "values": [text]}},
               primary="b", team=f"t {text}", decision={"because": text}),
    )  # fmt: skip
    parsed = rendered_page(FORMATS["markdown"](both), RENDERERS[-1])
    assert set(parsed.tags) <= ALLOWED["markdown"]
    browser = Tags()
    browser.feed(FORMATS["html"](both))
    assert browser.tags <= ALLOWED["html"]
    told = standard_json.loads(FORMATS["json"](both))
    assert any(change.get("text") == text for change in told["changes"])


@few
@given(records(), records())
def test_every_letter_of_a_new_value_is_on_the_screen(one: Record, other: Record) -> None:
    assume(is_sound(one) and is_sound(other))
    both = compare(*date_records(one, other))
    screen = letters(drawn(short(both, full=True), 40))
    for change in both.changes:
        if change.kind in ("value_added", "value_dropped", "parked_added", "learn_opened"):
            assert not letters(change["text"]) - screen


@few
@given(records(), records())
def test_what_is_printed_for_programs_fits_its_schema(one: Record, other: Record) -> None:
    assume(is_sound(one) and is_sound(other))
    judge("diff").validate(standard_json.loads(FORMATS["json"](compare(*date_records(one, other)))))


def test_the_schema_is_written_from_the_table_of_kinds() -> None:
    assert diff_schema.FILE.read_text("utf-8") == diff_schema.schema(), (
        "run: python -m scripts.diff_schema"
    )


def test_the_schema_holds_every_kind_with_every_field() -> None:
    from customer_cli.cli.schema import make_schema

    models = standard_json.loads(make_schema("diff"))["$defs"]
    kinds = {
        model["properties"]["kind"]["const"]: tuple(model["required"][1:])
        for model in models.values()
        if "kind" in model["properties"]
    }
    assert kinds == {name: tuple(kind.fields) for name, kind in KINDS.items()}


SLIPS: dict[str, Callable[[Any], object]] = {
    "an unknown kind": lambda data: data["changes"][0].update(kind="news"),
    "a field that is missing": lambda data: data["changes"][0].pop("id"),
    "a rank of nought": lambda data: next(
        one for one in data["changes"] if one["kind"] == "moved"
    ).update(to=0),
    "no pairs": lambda data: data["summary"].pop("pairs"),
    "no day": lambda data: data["old"].pop("held"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_schema_refuses_what_is_never_printed(slip: str) -> None:
    data = standard_json.loads(FORMATS["json"](literacy()))
    judge("diff").validate(data)
    SLIPS[slip](data)
    assert not judge("diff").is_valid(data)


def test_the_summary_counts_the_list() -> None:
    data = standard_json.loads(FORMATS["json"](boat()))
    counted = {key: number for key, number in data["summary"].items() if isinstance(number, int)}
    counted.pop("primary_changed")
    assert sum(counted.values()) == len(data["changes"])
    assert data["summary"]["pairs"] == {"flipped": 6, "of": 27}
    assert data["summary"]["primary_changed"] is True


# ---- the page and the limits of those who take it


def crowd(number: int, text: str) -> tuple[Record, Record]:
    people = {f"c{n}": {"name": f"{text} {n}"} for n in range(number)}
    more = {key: one | {"values": [f"{text} {key}"]} for key, one in people.items()}
    order = list(people)
    return (
        record(customers=people, order=order),
        record("2025-03-14", customers=more, order=order[::-1]),
    )


@pytest.mark.parametrize(("number", "text"), [(3, "x"), (900, "who"), (2, "<" * 30_000)])
def test_a_page_fits_into_a_comment_and_says_what_is_left_out(number: int, text: str) -> None:
    told = pull_request.render_diff_comment(build_diff_report(between(*crowd(number, text)), WHOLE))
    assert told.startswith("<!-- customer-cli diff -->\n")
    assert len(told) <= 60_000
    assert told.count("<details>") == told.count("</details>")
    assert ("Left out because the page is long" in told) == (number == 900)
    assert ("characters more)" in told) == (number == 2)


def test_a_page_of_nothing_but_long_and_unseen_words_fits_into_a_comment() -> None:
    long = "\U000e0041#" * 5_000
    old, new = crowd(40, long)
    data = new.to_data() | {"team": long, "primary": "c0", "decision": {"because": long}}
    data["customers"]["c0"]["because"] = long
    data["customers"] = {key: one for key, one in data["customers"].items() if key < "c3"}
    data["order"] = [key for key in data["order"] if key < "c3"]
    both = compare(*date_records(old, Record.model_validate(data), long, long))
    assert len(build_diff_report(both, WHOLE).questions) > 10
    for brief in (True, False):
        assert (
            len(pull_request.render_diff_comment(build_diff_report(both, WHOLE), brief=brief))
            <= 60_000
        )


def test_the_page_for_a_browser_loads_and_runs_nothing() -> None:
    told = render_html(build_diff_page(build_diff_report(boat(), WHOLE)))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', told)
    style = re.search("<style>(.*?)</style>", told, flags=re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert not re.search(r"<script|https?:|src=|href=|@import|url\(", told)


def test_a_text_that_says_one_word_over_and_over_is_compared_at_once() -> None:
    old, new = "a b " * 20_000, "b a c " * 15_000
    assert [phrase.mark for phrase in compare_words(old, new)] == ["removed", "added"]
