"""A guide on paper: what the facilitator reads from, with room to write.

The sheet is plain text that is also Markdown. What stands behind `>` is read aloud; the rest
is for whoever leads. Nobody knows the names yet, so where a wording names the primary
customer, or the one talked about, the sheet leaves a blank.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal

from customer_cli.guide.model import Guide, Question, Section, fill_in
from customer_cli.interview.answers import with_wording
from customer_cli.interview.slots import SLOTS
from customer_cli.record.spec import Field
from customer_cli.reports.page import (
    Blanks,
    Block,
    Item,
    Items,
    Page,
    PageSection,
    Paragraph,
    plain_text,
    words,
)
from customer_cli.text import count, visible

Plan = Literal["quick", "60", "90"]
PLANS: tuple[Plan, ...] = ("quick", "60", "90")

BLANK = "________"
NAMES = {
    "customer": "customer", "customers": "customers", "Customer": "Customer",
    "Customers": "Customers", "team": "we", "primary": BLANK, "about": BLANK,
}  # fmt: skip
MODES = {
    "private": "alone, in silence",
    "round": "in turn, one each",
    "discuss": "together",
    "decide": "we decide",
    "record": "the scribe writes",
}
ASKED_OF = {
    "primary": "Ask it about the primary customer.",
    "supporting": "Ask it about each of the others.",
    "each": "Ask it about each of them.",
    "new": "Ask it about each that is new.",
    "parts": "Ask it about each part of a group that was split.",
    "risers": "Ask it about each that overtook another.",
    "dissent": "Ask it about each disagreement that is still open.",
    "learn": "Ask it about each question that was to be found out.",
    "customer": "Ask it about each who came out as a customer.",
    "partner": "Ask it about each who came out as a partner.",
    "colleague": "Ask it about each who came out as a colleague.",
    "other": "Ask it about each who came out as none of these.",
}
NARROWEST = 40
"""Below this many cells a sheet is no use to anybody; it is written this wide regardless."""
TALL = 4
"""Empty lines where several things may be said; half a minute of handwriting each."""
RANKS = 9
"""Numbered lines of an order; people cannot rank more than nine reliably in a meeting."""


def render_worksheet(guide: Guide, plan: Plan, width: int = 80) -> str:
    """Return the sheet of *guide* for *plan* as text, no line wider than *width* cells."""
    width = max(width, NARROWEST)
    page = build_worksheet_page(guide, plan, aloud=">")
    lines = _heading("#", plain_text(page.title), width)
    for part in page.sections:
        if part.title:
            lines += ["", *_heading("##", plain_text(part.title), width)]
        for block in part.blocks:
            lines += ["", *_format_block(block, width)]
    return "\n".join(lines) + "\n"


def build_worksheet_page(guide: Guide, plan: Plan, aloud: str = "a bar") -> Page:
    """Return the sheet of *guide* for *plan* as a page; *aloud* is drawn before what is read out."""
    planned = [
        (section, questions)
        for section in guide.sections
        if (questions := [one for one in section.questions if one.quick or plan != "quick"])
    ]
    hint = _say(f"What stands behind {aloud} is read aloud.")
    opening = [_say(guide.opening, is_quoted=True)] if guide.opening else []
    parts = [PageSection((_say(guide.purpose), _say(_summary(planned, plan)), hint, *opening))]
    clock = 0
    for number, (section, questions) in enumerate(planned, start=1):
        clock += section.minutes.get(plan, 0)
        asked = [block for question in questions for block in _question_blocks(question, plan)]
        mode = _say(_describe_mode(section, plan, clock))
        parts.append(PageSection((mode, *asked), _say(f"{number}. {section.title}").words))
    if guide.closing:
        closing = _say(guide.closing, is_quoted=True)
        parts.append(PageSection((closing,), _say("To close").words))
    if guide.source:
        parts.append(PageSection((_say(guide.source),)))
    title = _say(guide.title)
    return Page(plain_text(title.words), tuple(parts), title.words, language=guide.language)


def _say(wording: str, *, is_quoted: bool = False) -> Paragraph:
    """Return *wording* with blanks for the names that nobody knows yet."""
    return Paragraph(words(fill_in(wording, NAMES)), is_quoted=is_quoted)


def _summary(sections: list[tuple[Section, list[Question]]], plan: Plan) -> str:
    asked = sum(len(questions) for _, questions in sections)
    minutes = sum(section.minutes.get(plan, 0) for section, _ in sections)
    path = "The quick path" if plan == "quick" else f"The plan for {plan} minutes"
    told = f"{path}: {count(asked, 'question')} in {count(len(sections), 'step')}"
    return f"{told}, {count(minutes, 'minute')} in all." if minutes else f"{told}."


def _describe_mode(section: Section, plan: Plan, clock: int) -> str:
    minutes = section.minutes.get(plan, 0)
    if not minutes:
        return f"({MODES[section.mode]})"
    return (
        f"({MODES[section.mode]}; {count(minutes, 'minute')}, until {clock // 60}:{clock % 60:02})"
    )


def _question_blocks(question: Question, plan: Plan) -> Iterator[Block]:
    yield _say(question.ask, is_quoted=True)
    aside = [ASKED_OF[question.for_]] if question.for_ else []
    if question.help:
        aside.append(question.help)
    if aside:
        yield _say(" ".join(aside))
    if question.why:
        yield _say(f"Why: {question.why}")
    if question.probes:
        yield Items(tuple(Item(_say(probe).words) for probe in question.probes))
    if question.example:
        yield _say(f"For example: {question.example}")
    yield from _answer_blocks(question, plan)


def _answer_blocks(question: Question, plan: Plan) -> Iterator[Block]:
    """Yield blanks to write on: one for each field, or rows where several things may be said."""
    slot = SLOTS.get(question.fills)
    fields = slot.fields if slot else (Field("answer", "", "text"),)
    fields = tuple(f for f in fields if f.name != "id" and (f.quick or plan != "quick"))
    if slot is None or slot.many or question.for_ not in (None, "primary"):
        told = [_label(f, question, choices=f.widget == "several") for f in fields]
        heads, blanks = "; ".join(filter(None, told)), Blanks(TALL)
    elif any(field.widget == "order" for field in fields):
        heads, blanks = _label(fields[0], question), Blanks(RANKS, is_numbered=True)
    else:
        for field in fields:
            if label := _label(field, question, choices=True):
                yield _say(f"{label}:")
            yield Blanks(1)
        return
    if heads:
        yield _say(f"{heads}:")
    yield blanks


def _format_block(block: Block, width: int) -> Iterator[str]:
    if isinstance(block, Paragraph) and block.is_quoted:
        aloud = [part for part in plain_text(block.words).split("\n\n") if part.strip()]
        for number, part in enumerate(aloud):
            yield from [">"] if number else []
            yield from _wrap(part, width, first="> ", then="> ")
    elif isinstance(block, Paragraph):
        yield from _wrap(plain_text(block.words), width)
    elif isinstance(block, Items):
        for item in block.items:
            yield from _wrap(plain_text(item.words), width, first="- ", then="  ")
    elif isinstance(block, Blanks):
        for number in range(1, block.number + 1):
            rank = f"{number}. " if block.is_numbered else ""
            yield from [""] if number > 1 else []
            yield rank + "_" * (width - len(rank))


def _label(field: Field, question: Question, *, choices: bool = False) -> str:
    field = with_wording(field, question.labels)
    if choices and field.choices:
        return f"{field.label} ({' / '.join(choice.name for choice in field.choices)})"
    return field.label


def _heading(marks: str, title: str, width: int) -> list[str]:
    # A heading of Markdown is one line; what does not fit goes on below it.
    return _wrap(title, width, first=f"{marks} ", then="")


def _wrap(wording: str, width: int, first: str = "", then: str = "") -> list[str]:
    pieces = visible(wording, breaks=True).split()
    lines: list[str] = []
    line, blank = first, ""
    for word in pieces:
        for piece in _split_word(word, width - max(len(first), len(then))):
            if blank and count_cells(line) + 1 + count_cells(piece) > width:
                lines.append(line)
                line, blank = then, ""
            line += blank + piece
            blank = " "
    return [*lines, line]


def _split_word(word: str, width: int) -> Iterator[str]:
    """Yield *word* in pieces that fit; nearly always the word itself."""
    piece = ""
    for character in word:
        if piece and count_cells(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def count_cells(text: str) -> int:
    """Return how many columns of a terminal *text* takes."""
    if text.isascii():
        return len(text)
    seen = (c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in seen)
