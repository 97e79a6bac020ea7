"""A diff for a pull request: a comment in Markdown, and notes for GitHub beside the lines.

Whoever was not in the room reads the first block and the table; the rest is folded away. Hosts
refuse a comment of more than 65,536 characters, so what does not fit is left out and counted.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

from customer_cli.diff.change import KINDS, Change
from customer_cli.diff.compare import Comparison, Selection, select_changes
from customer_cli.errors import Problem
from customer_cli.render.markdown import escape
from customer_cli.reports.changes import describe_change
from customer_cli.reports.check import MOST_NOTICES, notice
from customer_cli.reports.diff import DiffReport, ReportBlock
from customer_cli.reports.wording import Names, ReportLine
from customer_cli.text import count, visible

MOST = 60_000
"""Characters of the whole page."""
MOST_OF_A_TEXT = 400
"""Characters of one text in the first block and the table, so that those always fit."""
MOST_OF_A_PHRASE = 2_000
MARKER = "<!-- customer-cli diff -->"
"""By this a program finds its own comment again, to write it anew."""
_ROOM = 1_500
"""Characters kept free for the heads and for the sentences that say what is left out."""
_TAGS = {"same": ("", ""), "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>")}


def render_diff_comment(report: DiffReport, *, brief: bool = False) -> str:
    """Return *report* as Markdown, at most `MOST` characters of it; *brief* the first block."""
    page = [MARKER, f"## {_short(report.team)}: {_short(' to '.join(report.labels))}", ""]
    if report.nothing:
        return "\n".join([*page, _short(report.nothing)]) + "\n"
    page += _first(report)
    if brief:
        return "\n".join(page) + "\n"
    left = MOST - _ROOM - _length(page)
    table = list(_order(report, left // 2))
    page += table
    left -= _length(table)
    blocks, missing = _fitting(list(map(_block, report.blocks)), left)
    page += blocks
    if missing:
        left_out = report.blocks[-missing:]
        changes = count(sum(len(block.lines) for block in left_out), "change")
        told = f"{changes} in {count(len(left_out), 'section')}"
        page += ["", f"Left out because the page is long: {told}."]
    if report.notes:
        page += ["", *map(_short, report.notes)]
    return "\n".join(page) + "\n"


def _fitting(parts: list[str], room: int) -> tuple[list[str], int]:
    """Return as many of *parts* as fit, and how many do not."""
    taken = 0
    for number, part in enumerate(parts):
        taken += len(part) + 1
        if taken > room:
            return parts[:number], len(parts) - number
    return parts, 0


def _length(page: list[str]) -> int:
    return sum(len(line) + 1 for line in page)


def _first(report: DiffReport) -> Iterator[str]:
    primary = report.primary
    yield f"**{_short(primary.sentence)}**"
    yield ""
    for side, name in primary.names:
        yield f"- {_short(side)}: **{_short(name)}**"
    if primary.names:
        yield ""
    if primary.because:
        yield from (f"Why: {_short(primary.because)}", "")
    for question in report.questions[:10]:
        yield f"- **Open:** {_short(question)}"
    if (more := len(report.questions) - 10) > 0:
        yield f"- **Open:** {count(more, 'more question')} of this kind."
    if report.questions:
        yield ""
    yield from (_short(report.counts), "")
    if report.because:
        yield from (f"Why it was decided so: {_short(report.because)}", "")
    yield f"Compared: {_short(report.old)}, with {_short(report.new)}."


def _order(report: DiffReport, room: int) -> Iterator[str]:
    if not report.order.rows:
        return
    notes = [f"- {_short(note)}" for note in report.order.notes]
    notes, more_notes = _fitting(notes, room // 3)
    cells = [(row.rank, row.name, row.before, row.word) for row in report.order.rows]
    rows = [f"| {' | '.join(map(_short, row))} |" for row in cells]
    rows, more_rows = _fitting(rows, room - _length(notes) - _ROOM)
    yield from ("", f"| Now | {_short(report.word[:1].upper() + report.word[1:])} | Then | |")
    yield "| ---: | --- | ---: | --- |"
    yield from rows
    if notes:
        yield from ("", *notes)
    if more := more_notes + more_rows:
        yield from ("", f"{count(more, 'line')} about the order left out.")


def _block(block: ReportBlock) -> str:
    rank = f"{block.rank}. " if block.rank.isdigit() else ""
    lines = "\n".join(f"- {_line(line)}" for line in block.lines)
    # A summary is HTML to every renderer; there a backslash guards nothing.
    title = html.escape(
        " ".join(visible(_cut(f"{rank}{block.title}", MOST_OF_A_TEXT), breaks=True).split())
    )
    return f"\n<details>\n<summary>{title}</summary>\n\n{lines}\n\n</details>"


def _line(line: ReportLine) -> str:
    label = f"**{_short(line.label)}:** " if line.label else ""
    told: list[str] = []
    for run in line.runs:
        if text := escape(_cut(run.text, MOST_OF_A_PHRASE)):
            before, behind = _TAGS[run.mark]
            told.append(f"{before}{text}{behind}")
    return label + " ".join(told)


def _short(text: str) -> str:
    return escape(_cut(text, MOST_OF_A_TEXT))


def _cut(text: str, most: int) -> str:
    # Counted as it is shown: a character that cannot be seen takes ten.
    text = visible(text, breaks=True)
    return text if len(text) <= most else f"{text[:most]} ... ({len(text) - most} characters more)"


Path = tuple[str | int, ...]
Placed = Callable[[Path, str], Problem]
"""Gives a sentence its place in the newer file."""


def render_github(
    both: Comparison, selection: Selection, report: DiffReport, placed: Placed
) -> str:
    """Return the primary customer and the changes that weigh most, as workflow commands."""
    if report.nothing:
        return notice("notice", placed((), report.nothing), "unchanged", "") + "\n"
    names = Names(both)
    primary = " ".join([report.primary.sentence, *(
        f"{side}: {name}." for side, name in report.primary.names
    )])  # fmt: skip
    lines = [notice("notice", placed(("primary",), primary), "primary customer", "")]
    changes = [one for one in select_changes(both, selection) if KINDS[one.kind].notice]
    changes.sort(key=lambda one: KINDS[one.kind].notice)
    most = MOST_NOTICES - 1
    noted = changes if len(changes) <= most else changes[: most - 1]
    for one in noted:
        place = placed(_find_path(both, one), describe_change(one, names).sentence)
        lines.append(notice("notice", place, one.kind.replace("_", " "), ""))
    if len(changes) > len(noted):
        more = f"{len(changes) - len(noted)} more; `customer-cli diff` tells them all."
        lines.append(notice("notice", placed((), more), "more changes", ""))
    return "".join(f"{line}\n" for line in lines)


def _find_path(both: Comparison, one: Change) -> Path:
    """Return where the newer record has what *one* is about, as far as it has it."""
    if home := KINDS[one.kind].key:
        return (home,)
    said: dict[str, Any] = dict(one.fields)
    named = [said.get("customer"), said.get("to"), said.get("id")]
    whose = [key for one in named for key in (one if isinstance(one, list) else [one])]
    key = next((key for key in whose if key in both.new.record.customers), None)
    if key is None:
        return ("customers",)
    value = said.get("value") or said.get("id")
    for number, known in enumerate(both.new.record.customers[key].values):
        if value in (known.id, known.text):
            return ("customers", key, "values", number)
    return ("customers", key)
