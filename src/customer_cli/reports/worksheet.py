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
    """Return the sheet of *guide* for *plan*, no line wider than *width* cells."""
    width = max(width, NARROWEST)
    sections = list(_planned_sections(guide, plan))
    lines = [*_heading("#", guide.title, width), "", *_wrap(guide.purpose, width), ""]
    lines += _wrap(_summary(sections, plan), width)
    lines += ["", *_wrap("What stands behind > is read aloud.", width)]
    if guide.opening:
        lines += ["", *_read_aloud(guide.opening, width)]
    clock = 0
    for number, (section, questions) in enumerate(sections, start=1):
        clock += section.minutes.get(plan, 0)
        title = f"{number}. {section.title}"
        lines += ["", *_heading("##", title, width), ""]
        lines += _wrap(_describe_mode(section, plan, clock), width)
        for question in questions:
            lines += ["", *_question_lines(question, plan, width)]
    if guide.closing:
        lines += ["", *_heading("##", "To close", width), "", *_read_aloud(guide.closing, width)]
    if guide.source:
        lines += ["", *_wrap(guide.source, width)]
    return "\n".join(lines) + "\n"


def _planned_sections(guide: Guide, plan: Plan) -> Iterator[tuple[Section, tuple[Question, ...]]]:
    for section in guide.sections:
        questions = tuple(q for q in section.questions if q.quick or plan != "quick")
        if questions:
            yield section, questions


def _summary(sections: list[tuple[Section, tuple[Question, ...]]], plan: Plan) -> str:
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


def _question_lines(question: Question, plan: Plan, width: int) -> Iterator[str]:
    yield from _read_aloud(question.ask, width)
    aside = [ASKED_OF[question.for_]] if question.for_ else []
    if question.help:
        aside.append(question.help)
    if aside:
        yield ""
        yield from _wrap(" ".join(aside), width)
    if question.why:
        yield ""
        yield from _wrap(f"Why: {question.why}", width)
    if question.probes:
        yield ""
        for probe in question.probes:
            yield from _wrap(probe, width, first="- ", then="  ")
    if question.example:
        yield ""
        yield from _wrap(f"For example: {question.example}", width)
    yield from _blank_lines(question, plan, width)


def _blank_lines(question: Question, plan: Plan, width: int) -> Iterator[str]:
    """Yield blanks to write on: one for each field, or rows where several things may be said."""
    slot = SLOTS.get(question.fills)
    fields = slot.fields if slot else (Field("answer", "", "text"),)
    fields = tuple(f for f in fields if f.name != "id" and (f.quick or plan != "quick"))
    if slot is None or slot.many or question.for_ not in (None, "primary"):
        told = [_label(f, question, choices=f.widget == "several") for f in fields]
        heads, rows = "; ".join(filter(None, told)), [""] * TALL
    elif any(field.widget == "order" for field in fields):
        heads, rows = _label(fields[0], question), [f"{n}. " for n in range(1, RANKS + 1)]
    else:
        heads, rows = "", [_label(field, question, choices=True) for field in fields]
    if heads:
        yield ""
        yield from _wrap(f"{heads}:", width)
    for row in rows:
        yield ""
        if row.endswith(". "):
            yield row + "_" * (width - len(row))
            continue
        if row:
            yield from _wrap(f"{row}:", width)
            yield ""
        yield "_" * width


def _label(field: Field, question: Question, *, choices: bool = False) -> str:
    field = with_wording(field, question.labels)
    if choices and field.choices:
        return f"{field.label} ({' / '.join(choice.name for choice in field.choices)})"
    return field.label


def _heading(marks: str, title: str, width: int) -> list[str]:
    # A heading of Markdown is one line; what does not fit goes on below it.
    return _wrap(title, width, first=f"{marks} ", then="")


def _read_aloud(wording: str, width: int) -> list[str]:
    paragraphs = [part for part in wording.split("\n\n") if part.strip()]
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [">"] if lines else []
        lines += _wrap(paragraph, width, first="> ", then="> ")
    return lines


def _wrap(wording: str, width: int, first: str = "", then: str = "") -> list[str]:
    words = visible(fill_in(wording, NAMES), breaks=True).split()
    lines: list[str] = []
    line, blank = first, ""
    for word in words:
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
    return sum(_cell_width(character) for character in text)


def _cell_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
