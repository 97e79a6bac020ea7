"""Nothing in a record gets out of a view, and nothing of it gets lost."""

from __future__ import annotations

import csv as spreadsheet
import io
import json as standard_json
import os
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from rich.text import Text

from customer_cli.analysis.hierarchy import Hierarchy, build_hierarchy
from customer_cli.record.format import LensName
from customer_cli.record.model import Record
from customer_cli.render import chart
from customer_cli.render import data as data_files
from customer_cli.render.data import render_report
from customer_cli.render.markdown import escape, render_markdown
from customer_cli.render.text import Screen, put_beside
from customer_cli.reports.hierarchy import (
    HEADINGS,
    build_hierarchy_data,
    build_hierarchy_page,
    list_hierarchy_rows,
)
from customer_cli.reports.page import Item, Items, Page, PageSection, paragraph, words
from customer_cli.text import visible
from customer_cli.ui.console import Color, console
from tests.strategies import example_record, lenses, records, texts

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "UPDATE_GOLDEN"

# A record takes longer to invent than to draw.
few = settings(max_examples=25)

# What we send ourselves: bold, reverse, not bold, not reverse, cyan, and back to nothing.
OUR_SGR = re.compile(r"\x1b\[(?:0|[1-9][0-9]?)(?:;[0-9]{1,2})*m")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def screen(found: Hierarchy, width: int, color: Color = "never", *, encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console(stream, color, width).print(Screen(build_hierarchy_page(found)))
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(encoding)


def as_json(found: Hierarchy) -> str:
    return render_report(build_hierarchy_data(found))


def as_csv(found: Hierarchy) -> str:
    return data_files.render_csv(list_hierarchy_rows(found))


def as_markdown(found: Hierarchy) -> str:
    return render_markdown(build_hierarchy_page(found))


def golden(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get(UPDATE):
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode(), f"{UPDATE}=1 rewrites {path.name}"


@pytest.mark.parametrize("width", [100, 64, 40])
def test_the_example_looks_as_it_did(width: int) -> None:
    found = build_hierarchy(example_record(), label="2024")
    golden(f"show-{width}.txt", screen(found, width))


def test_the_example_looks_in_colour_as_it_did() -> None:
    found = build_hierarchy(example_record(), label="2024", lens="hierarchy")
    golden("show-64-colour.txt", screen(found, 64, "always"))


def test_one_customer_looks_as_it_did() -> None:
    found = build_hierarchy(example_record(), label="2024").only("teachers")
    golden("show-customer-64.txt", screen(found, 64))


def test_the_example_is_exported_as_it_was() -> None:
    found = build_hierarchy(example_record(), label="2024", lens="hierarchy")
    golden("show.json", as_json(found))
    golden("show.csv", as_csv(found))
    golden("show.md", as_markdown(found))
    golden("show.mmd", chart.render_mermaid(found))


@given(
    records(), lenses(), st.sampled_from([20, 40, 64, 100]), st.sampled_from(["always", "never"])
)
def test_no_terminal_obeys_what_a_record_says(
    record: Record, lens: LensName, width: int, color: Color
) -> None:
    found = build_hierarchy(record, lens=lens, label="\x1b]0;owned\x07")
    sheets = [found, *(found.only(row.id) for row in found.rows)]
    for sheet in sheets:
        drawn = screen(sheet, width, color)
        left = OUR_SGR.sub("", drawn) if color == "always" else drawn
        assert not OBEYED.search(left)
    for render in (as_json, as_csv, as_markdown, chart.render_mermaid):
        assert not OBEYED.search(render(found).replace("\r\n", "\n"))


def letters(text: str) -> Counter[str]:
    return Counter("".join(visible(text, breaks=True).split()))


@few
@given(records(), lenses(), st.sampled_from([20, 40, 59, 60, 64, 100]))
def test_every_letter_of_every_cell_is_on_the_screen(
    record: Record, lens: LensName, width: int
) -> None:
    found = build_hierarchy(record, lens=lens)
    on_screen = letters(screen(found, width))
    said = letters(f"{found.answer} {found.team} {found.heard}")
    for row in found.rows:
        said += letters(f"{row.name} {row.standing.name} {row.because}")
        for value in row.values:
            said += letters(f"{value.text} {value.how}")
    for line in found.open:
        said += letters(line)
    for entry in (entry for one in found.lists.values() for entry in one.entries):
        said += letters(f"{entry.sentence} {' '.join(text for _, text in entry.details)}")
    assert not said - on_screen


@few
@given(records())
def test_every_letter_of_a_customer_is_on_their_sheet(record: Record) -> None:
    found = build_hierarchy(record)
    for row in found.rows:
        on_screen = letters(screen(found.only(row.id), 40))
        customer = record.customers[row.id]
        said = letters(f"{row.id} {customer.name} {customer.about} {customer.because}")
        for value in customer.values:
            said += letters(f"{value.text} {value.met_when} {value.takes} {value.kind}")
        for piece in [*customer.evidence, *(e for v in customer.values for e in v.evidence)]:
            said += letters(f"{piece.kind} {piece.date or ''} {piece.source} {piece.words}")
        assert not said - on_screen


def fold(drawn: Console, text: str, width: int) -> list[Text]:
    return list(Text(visible(text, breaks=True)).wrap(drawn, width, overflow="fold"))


@given(texts(), texts(), st.integers(6, 40), st.integers(6, 40))
def test_cells_side_by_side_can_be_read_again(left: str, right: str, one: int, two: int) -> None:
    drawn = console(io.StringIO(), width=100)
    lines = put_beside([(fold(drawn, left, one), one), (fold(drawn, right, two), two)])
    cells = ["", ""]
    for line in lines:
        assert line.cell_len <= one + 2 + two
        # A mark that takes no cell belongs to the letter before it, so the cut is at a blank.
        cut = len(line.plain)
        while cut and Text(line.plain[:cut]).cell_len > one:
            cut -= 1
        cells[0] += line.plain[:cut]
        cells[1] += line.plain[cut:]
    assert letters("".join(cells)) == letters(left) + letters(right)


@given(texts(), st.integers(20, 40))
def test_folding_loses_no_letter_and_fits(text: str, width: int) -> None:
    for block in (paragraph(text), Items((Item(words(text)),))):
        stream = io.StringIO()
        console(stream, width=width).print(Screen(Page("Page", (PageSection((block,)),))))
        lines = stream.getvalue().split("\n")
        assert all(Text(line).cell_len <= width for line in lines)
        told = "".join("".join(lines).split())
        assert told.removeprefix("-" if isinstance(block, Items) else "") == "".join(
            visible(text, breaks=True).split()
        )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "koi8-r"])
@settings(max_examples=5)
@given(records())
def test_a_stream_that_knows_few_letters_gets_those(encoding: str, record: Record) -> None:
    for found in (build_hierarchy(record), build_hierarchy(example_record())):
        drawn = screen(found, 64, encoding=encoding)
        assert not re.search("[━─○●✓✗]", drawn)
    assert "+ confirmed" in drawn
    assert "o we guess" in drawn


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "terminal", "variables", "styled", "coloured"),
    [
        ("auto", True, {}, True, True),
        ("auto", False, {}, False, False),
        ("auto", True, {"NO_COLOR": "1"}, True, False),
        ("auto", True, {"NO_COLOR": ""}, True, True),
        ("auto", True, {"TERM": "dumb"}, False, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True, True),
        ("auto", True, {"FORCE_COLOR": "0"}, False, False),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", True, {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ("always", False, {}, True, True),
        ("always", False, {"NO_COLOR": "1", "TERM": "dumb"}, True, True),
        ("never", True, {"FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colour_is_used_where_it_is_wanted(
    color: Color,
    terminal: bool,
    variables: dict[str, str],
    styled: bool,
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    stream = Terminal() if terminal else io.StringIO()
    console(stream, color, 64).print(
        Screen(build_hierarchy_page(build_hierarchy(example_record())))
    )
    assert ("\x1b[" in stream.getvalue()) == styled
    assert bool(re.search(r"\x1b\[(?:\d+;)*36m", stream.getvalue())) == coloured


def test_what_is_said_by_weight_or_colour_is_said_in_words() -> None:
    found = build_hierarchy(example_record(), label="2024", lens="hierarchy")
    assert OUR_SGR.sub("", screen(found, 64, "always")) == screen(found, 64, "never")
    for status in ("primary", "not ranked", "confirmed", "we guess"):
        assert status in screen(found, 64)


@pytest.mark.parametrize(
    ("status", "said"), [("draft", "DRAFT"), ("contested", "CONTESTED"), ("decided", "decided")]
)
def test_what_is_not_decided_says_so_above_the_answer(status: str, said: str) -> None:
    data = {"team": "Team", "held": "2024-03-14", "decision": {"status": status}}
    above, _, _ = screen(build_hierarchy(Record.model_validate(data)), 64).partition("Team has not")
    assert said in above


def test_a_record_without_customers_says_so() -> None:
    record = Record.model_validate({"team": "Team", "held": "2024-03-14", "word": "pupil"})
    assert "No pupil is named yet." in screen(build_hierarchy(record), 64)


# --- JSON


@few
@given(records(), lenses())
def test_json_gives_every_text_back(record: Record, lens: LensName) -> None:
    found = build_hierarchy(record, lens=lens)
    text = as_json(found)
    assert text.endswith("}\n")
    data = standard_json.loads(text)
    assert data["team"] == record.team
    assert [customer["id"] for customer in data["customers"]] == [row.id for row in found.rows]
    for customer, row in zip(data["customers"], found.rows, strict=True):
        assert (customer["rank"], customer["standing"], customer["decided_by"]) == (
            row.rank, row.standing.name, row.standing.decided_by,
        )  # fmt: skip
        kept = record.customers[row.id].to_data()
        assert [value["text"] for value in customer["values"]] == [
            value["text"] for value in kept.pop("values", [])
        ]
        assert kept.items() <= customer.items()
        for value, line in zip(customer["values"], row.values, strict=True):
            assert (value["status"], value["old"], value["people"]) == (
                line.status, line.old, line.people,
            )  # fmt: skip


def test_json_keeps_what_the_format_does_not_know() -> None:
    record = Record.model_validate(
        {"team": "Team", "held": "2024-03-14", "mood": "good",
         "customers": {"a": {"name": "A", "colour": "red", "rank": 9}}}
    )  # fmt: skip
    data = build_hierarchy_data(build_hierarchy(record))
    assert data["mood"] == "good"
    assert data["customers"][0]["colour"] == "red"
    assert data["customers"][0]["rank"] is None


# --- CSV


def cell(text: str) -> str:
    return visible(text, breaks=True)


@few
@given(records(), lenses())
def test_csv_reads_back_and_no_cell_is_a_formula(record: Record, lens: LensName) -> None:
    found = build_hierarchy(record, lens=lens)
    rows = list(spreadsheet.reader(io.StringIO(as_csv(found), newline="")))
    assert rows[0] == list(HEADINGS)
    expected = [
        (row.id, row.name, value.text if value else "", row.because)
        for row in found.rows
        for value in row.values or (None,)
    ]
    assert len(rows) == len(expected) + 1
    for read, (customer, name, text, because) in zip(rows[1:], expected, strict=True):
        named = dict(zip(HEADINGS, read, strict=True))
        assert named["customer"] == customer
        for key, original in (("name", name), ("text", text), ("because", because)):
            assert named[key] in (cell(original), f"'{cell(original)}")
        assert not any(re.match(r"\s*[-=+@\t\r＝＋－＠]", one) for one in read)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "  =1+1",
        "\u3000=1",
        "\n=1",
        "\u200b=1",
        "＝1",
        "－1",
        "＋1",
        "＠1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert data_files.guard_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "1-2", "Children", "'quoted'", "\t=1", "\r=1"])
def test_any_other_cell_is_left_as_it_is(text: str) -> None:
    assert data_files.guard_cell(text) == cell(text)


def test_csv_lines_end_as_the_standard_says() -> None:
    lines = as_csv(build_hierarchy(example_record())).split("\r\n")
    assert len(lines) == 8
    assert lines[-1] == ""


# --- Markdown


class Browser(HTMLParser):
    """What a browser makes of a page: its tags, and the text of each cell and entry."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag in ("td", "th", "li", "p", "h1", "h2", "br"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data


RENDERERS = [
    MarkdownIt("commonmark"),
    MarkdownIt("commonmark", {"html": True}).enable("table"),
    MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False}),
]


def page(text: str, renderer: MarkdownIt) -> Browser:
    parsed = Browser()
    parsed.feed(renderer.render(text))
    parsed.close()
    return parsed


def plain(text: str) -> str:
    return " ".join(visible(text, breaks=True).split())


@settings(max_examples=300)
@given(texts())
def test_markdown_renders_to_the_same_text(text: str) -> None:
    for renderer in RENDERERS:
        for source in (escape(text), f"- {escape(text)}",
                       f"# {escape(text)}"):  # fmt: skip
            parsed = page(source, renderer)
            assert set(parsed.tags) <= {"p", "ul", "li", "h1"}
            assert plain("".join(parsed.texts)) == plain(text)


@few
@given(records(), lenses())
def test_a_markdown_page_holds_the_record_and_nothing_else(record: Record, lens: LensName) -> None:
    found = build_hierarchy(record, lens=lens)
    parsed = page(as_markdown(found), RENDERERS[-1])
    allowed = {"h1", "h2", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li",
               "br"}  # fmt: skip
    assert set(parsed.tags) <= allowed
    shown_texts = {plain(text) for text in parsed.texts}
    for row in found.rows:
        assert plain(row.name) in shown_texts
        for value in row.values:
            assert plain(value.text) in shown_texts
            assert plain(value.how) in shown_texts
    for entry in found.lists["tie_breaks"].entries:
        assert plain(entry.sentence) in shown_texts


# --- Mermaid

LABEL = r"(?:[^\W\d_]|[0-9 ]|#[0-9]+;)*"
LINES = re.compile(
    rf"flowchart TD|  c\d+\[\"{LABEL}\"\]|  c\d+ --> c\d+|  c\d+ -\. serves \.-> c\d+"
    r"|  style c\d+ stroke-width:4px"
)


@few
@given(records(), lenses())
def test_mermaid_holds_nothing_but_its_own_grammar(record: Record, lens: LensName) -> None:
    found = build_hierarchy(record, lens=lens)
    for line in chart.render_mermaid(found).splitlines():
        assert LINES.fullmatch(line)


@given(texts())
def test_a_mermaid_label_reads_as_the_text(text: str) -> None:
    read = re.sub("#([0-9]+);", lambda match: chr(int(match[1])), chart.label(text))
    assert read == plain(text)
