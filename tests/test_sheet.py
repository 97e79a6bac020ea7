"""A guide on paper: whole, no wider than the paper, and nothing a terminal would obey."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from customer_cli.guide import files
from customer_cli.guide.model import PLACEHOLDERS, Guide
from customer_cli.reports import worksheet

BUILT_IN = [files.read_source(source) for source in files.find_sources(None)]


def small(ask: str, **changes: object) -> Guide:
    question = {"id": "team", "ask": ask} | changes
    section = {"id": "open", "title": "Open", "questions": [question]}
    return Guide.model_validate(
        {"guide": "small", "title": "Small", "purpose": "To try.", "sections": [section]}
    )


def words(text: str) -> str:
    return " ".join(text.replace(">", " ").split())


@pytest.mark.parametrize("guide", BUILT_IN, ids=lambda guide: guide.guide)
@pytest.mark.parametrize("plan", worksheet.PLANS)
@pytest.mark.parametrize("width", [60, 80])
def test_no_line_is_wider_than_the_paper(guide: Guide, plan: worksheet.Plan, width: int) -> None:
    lines = worksheet.render_worksheet(guide, plan, width).splitlines()
    assert max(cell_len(line) for line in lines) == width


@pytest.mark.parametrize("guide", BUILT_IN, ids=lambda guide: guide.guide)
def test_the_sheet_holds_everything_a_facilitator_says(guide: Guide) -> None:
    text = words(worksheet.render_worksheet(guide, "60", 72))
    blanks = dict.fromkeys(PLACEHOLDERS, "") | worksheet.NAMES
    for question in guide.questions():
        for wording in (question.ask, question.help, question.why, *question.probes):
            for name, blank in blanks.items():
                wording = wording.replace(f"{{{name}}}", blank)
            assert words(wording) in text
    assert words(guide.opening) in text
    assert words(guide.closing) in text


def test_the_quick_sheet_has_only_the_quick_questions() -> None:
    guide = files.load_guide("drucker").guide
    text = worksheet.render_worksheet(guide, "quick", 80)
    assert "The quick path: 6 questions in 6 steps, 10 minutes in all." in text
    assert "If we did this job superbly" not in text
    assert "How many people?" not in text  # the quick path does not ask for it either


@pytest.mark.parametrize("plan", ["60", "90"])
def test_the_clock_ends_where_the_meeting_does(plan: worksheet.Plan) -> None:
    text = worksheet.render_worksheet(files.load_guide("drucker").guide, plan, 80)
    assert f"27 questions in 14 steps, {plan} minutes in all." in text
    end = f"until {int(plan) // 60}:{int(plan) % 60:02})"
    assert text.count(end) == 1
    assert text.index(end) > text.index("## 14.")


def test_a_guide_without_minutes_has_a_sheet_without_a_clock() -> None:
    text = worksheet.render_worksheet(small("Who?"), "60", 80)
    assert "The plan for 60 minutes: 1 question in 1 step." in text
    assert "until" not in text


def test_the_escape_sequences_of_a_hostile_guide_are_shown_and_not_sent() -> None:
    guide = small(
        "Who\x1b[2J is\x9b31m here\u202e?", help="a\x07b", why="c\x1b]0;x\x07", probes=["\x1b[1m"]
    )
    text = worksheet.render_worksheet(guide, "60", 80)
    assert not [c for c in text if c != "\n" and not c.isprintable()]
    assert "^[[2J" in text
    assert "<U+202E>" in text


def test_what_is_read_aloud_is_a_quotation_of_markdown() -> None:
    html = MarkdownIt().render(
        worksheet.render_worksheet(small("Who is here?", help="Say it."), "60", 80)
    )
    assert "<blockquote>\n<p>Who is here?</p>\n</blockquote>\n<p>Say it.</p>" in html
    assert "<h1>Small</h1>" in html
    assert "<h2>1. Open</h2>" in html


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"id": "team"}, 1),
        ({"id": "word"}, 2),
        ({"id": "learn"}, worksheet.TALL),
        ({"id": "order"}, worksheet.RANKS),
        ({"id": "first-hand"}, worksheet.TALL),
        ({"id": "describe", "for": "each"}, worksheet.TALL),
    ],
)
def test_there_is_room_to_write(changes: dict[str, object], lines: int) -> None:
    text = worksheet.render_worksheet(small("Who?", **changes), "60", 60)
    assert sum(line.endswith("_" * 50) for line in text.splitlines()) == lines


def test_a_word_wider_than_the_paper_is_folded() -> None:
    long = "患者" * 40 + "x" * 200
    text = worksheet.render_worksheet(small(long, help=long, probes=[long]), "60", 60)
    assert max(cell_len(line) for line in text.splitlines()) == 60
    assert text.replace("\n", "").count("x") == 600


def test_what_the_tool_needs_for_itself_is_not_on_paper() -> None:
    assert "Latin letters" not in worksheet.render_worksheet(small("Who?", id="people"), "60", 60)


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(exclude_characters="{}"), min_size=1, max_size=200),
    st.integers(worksheet.NARROWEST, 100),
)
def test_no_wording_breaks_the_paper(ask: str, width: int) -> None:
    text = worksheet.render_worksheet(small(ask, help=ask, probes=[ask], example=ask), "60", width)
    for line in text.split("\n"):
        assert worksheet.count_cells(line) <= width
        assert not [c for c in line if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0]


@pytest.mark.parametrize(
    "text", ["Wer?", "患者様はどなたですか", "e\u0301te\u0301", "한국어", "🚌🚌"]
)
def test_columns_are_counted_as_a_terminal_does(text: str) -> None:
    assert worksheet.count_cells(text) == cell_len(text)
