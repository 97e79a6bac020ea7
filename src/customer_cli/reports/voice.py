"""The answers of `voice` and `hear`, in lines that can be read aloud.

A voice is the words, then who, when and how many; after `hear` stands what that has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from customer_cli.analysis.evidence import Outcome, Silent, StatusView
from customer_cli.analysis.status import Status
from customer_cli.analysis.summary import Quote
from customer_cli.reports.page import Page, Span, paragraph, section
from customer_cli.text import count, visible

_AGAINST = {
    "supports": "",
    "contradicts": "speaks against what we believe",
    "mixed": "in two minds",
}


def line(voice: Quote) -> str:
    """Return *voice* on one line, as a prompt or a slide can take it."""
    words, origin = (" ".join(text.split()) for text in parts(voice))
    return visible(f"{words} - {origin}")


def parts(voice: Quote) -> tuple[str, str]:
    """Return the words as they were written down, and where they come from."""
    words = voice.words if voice.kind == "behaviour" else f'"{voice.words}"'
    people = count(voice.people, "person", "people")
    seen = "seen" if voice.kind == "behaviour" else ""
    known = [voice.source, str(voice.date or "no date"), people, seen, _AGAINST[voice.says]]
    return words, ", ".join([voice.name, *filter(None, known)])


def build_voice_page(voice: Quote) -> Page:
    """Return the words, and below them where they come from."""
    said, origin = parts(voice)
    return Page(voice.name, (section("", paragraph(Span(said, "strong")), paragraph(origin)),))


def build_voice_data(voice: Quote) -> dict[str, Any]:
    """Return *voice* for programs."""
    return {
        "customer": voice.customer,
        "name": voice.name,
        "primary": voice.is_primary,
        "words": voice.words,
        "kind": voice.kind,
        "source": voice.source,
        "date": voice.date.isoformat() if voice.date else None,
        "people": voice.people,
        "says": voice.says,
        "about": voice.about,
    }


WHAT_NOW = "What do we change: the sentence, or what we do?"

_WHY: Mapping[Silent, str] = {
    "others": "It does not come from them, so it neither confirms nor contradicts.",
    "later": "This record is judged as of {as_of}; what was heard later counts in a newer one.",
    "outdated": "It was heard of the old words, so it neither confirms nor contradicts the new ones.",
    "overtaken": "Evidence that is as new or newer says otherwise, and that counts.",
}


def lines(outcome: Outcome, marks: Mapping[Status, str]) -> Iterator[str]:
    """Yield *outcome* line by line, each safe on a screen."""
    about = outcome.value or "the group as a whole"
    yield visible(f"{outcome.customer}: {' '.join(about.split())}")
    if outcome.after:
        yield f"  {_describe_change(outcome.before, outcome.after, marks)}"
    if outcome.contradicts and outcome.value:
        yield f"  This speaks against what we wrote. {WHAT_NOW}"
    if outcome.silent:
        yield f"  {_WHY[outcome.silent].format(as_of=outcome.as_of)}"
    elif outcome.says == "mixed":
        yield "  This speaks for and against what we wrote, and settles neither."
    for question in outcome.answered:
        yield visible(f"Answered: {' '.join(question.split())}")
    if outcome.asked:
        who = ", ".join(filter(None, (outcome.owner, f"by {outcome.due}" if outcome.due else "")))
        yield visible(f"To find out: {outcome.asked}{f' ({who})' if who else ''}")


def _describe_change(
    before: StatusView | None, after: StatusView, marks: Mapping[Status, str]
) -> str:
    now = f"{marks[after.status]} {after.how}"
    if before is None:
        return f"new: {now}"
    return f"still {now}" if before == after else f"{marks[before.status]} {before.how} -> {now}"
