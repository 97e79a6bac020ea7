"""The hierarchy for a pull request, a wiki or a mail, in GitHub's Markdown.

Nothing in a record becomes a link, an image, a tag or a heading of the page: rendered, every
text is the text of the record again, but that line breaks within a sentence become blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.reports.hierarchy import NOTHING_YET, Item, said_standing, sections
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow, ValueLine

# These mean something anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$#!]")
# A renderer that makes links of bare addresses looks for these inside a word.
_INSIDE_A_WORD = re.compile(r"(?<=\S)[.:@/](?=\S)|//")
# These open a list, a heading or a rule where a line begins.
_AT_THE_START = re.compile(r"[-+=]|[0-9]{1,9}(?=[.)])")


def render(hierarchy: Hierarchy) -> str:
    """Return *hierarchy* as Markdown: the answer, the table, and what is not known yet."""
    return "\n".join(_lines(hierarchy)) + "\n"


def escaped(text: str) -> str:
    """Return *text* on one line, so that Markdown renders it as it is."""
    text = " ".join(visible(text, breaks=True).split())
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _INSIDE_A_WORD.sub(lambda match: "".join(f"\\{c}" for c in match[0]), text)
    return _AT_THE_START.sub(_kept_from_starting, text, count=1) if text else text


def _kept_from_starting(match: re.Match[str]) -> str:
    if match.start():
        return match[0]
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _lines(hierarchy: Hierarchy) -> Iterator[str]:
    title = f"{hierarchy.team} {hierarchy.label}" if hierarchy.label else hierarchy.team
    yield f"# {escaped(title)}"
    yield ""
    yield f"**{escaped(hierarchy.answer)}**"
    yield ""
    facts = [f"held {hierarchy.held}", f"lens {hierarchy.lens}", hierarchy.decision]
    if hierarchy.as_of != hierarchy.held:
        facts.append(f"judged as of {hierarchy.as_of}")
    yield f"{escaped(', '.join(facts).capitalize())}. {escaped(hierarchy.heard)}".rstrip()
    yield ""
    one = hierarchy.word.one
    yield f"| Rank | {escaped(one[:1].upper() + one[1:])} | Standing | What they value | How we know |"
    yield "| ---: | --- | --- | --- | --- |"
    for row in hierarchy.rows:
        for number, value in enumerate(row.values or (None,)):
            yield _table_line(row, value, is_first=number == 0)
    reasons = [Item(f"{row.name}: {row.because}") for row in hierarchy.rows if row.because]
    for title, items in [("Why here", reasons), *sections(hierarchy)]:
        if items:
            yield from ("", f"## {title}", "")
            yield from (f"- {_item(item)}" for item in items)


def _table_line(row: HierarchyRow, value: ValueLine | None, *, is_first: bool) -> str:
    rank = "" if row.rank is None else str(row.rank)
    customer = [rank, row.name, ", ".join(said_standing(row))] if is_first else ["", "", ""]
    known = [value.text, value.how] if value else [NOTHING_YET, ""]
    return f"| {' | '.join(escaped(cell) for cell in [*customer, *known])} |"


def _item(item: Item) -> str:
    return escaped(f"{item.sentence} ({item.details})" if item.details else item.sentence)
