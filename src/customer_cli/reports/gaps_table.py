"""Believed on the left, heard on the right, and below it what nobody knows yet.

Wide screens get the two columns, narrow ones the same words one below the other. A gap is seen
where the right side says that nothing was heard, and never by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.analysis.gaps import Gap, Gaps
from customer_cli.analysis.hierarchy import HierarchyRow
from customer_cli.render import text
from customer_cli.render.text import GAP, Column, beside, drawn, folded, shown
from customer_cli.reports import gaps as gaps_report
from customer_cli.reports.hierarchy import NOTHING_YET, said_standing


@dataclass(frozen=True, slots=True)
class GapTable:
    """What is believed beside what was heard, drawn as wide as the console is."""

    gaps: Gaps

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        yield from drawn(console, self._lines(console, options))

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = min(options.max_width, text.WIDEST)
        glyphs = text.glyphs(options)
        draw = _side_by_side if width >= text.NARROWEST_TABLE else _stacked
        yield from text.head(self.gaps.hierarchy, console, width)
        yield from folded(console, [shown(gaps_report.heard_sentence(self.gaps), "bold")], width)
        if said := gaps_report.coverage_sentence(self.gaps):
            yield from folded(console, [shown(said)], width)
        yield Text()
        if draw is _side_by_side:
            yield from _heading(width)
        yield Text(glyphs.heavy * width)
        lines = {row: list(found) for row, found in groupby(self.gaps.lines, lambda one: one.row)}
        for row in self.gaps.hierarchy.rows:
            yield from _customer(row, console, width)
            if row not in lines:
                yield from folded(console, [Text(f"What they value: {NOTHING_YET}")], width)
            for number, gap in enumerate(lines.get(row, [])):
                if number:
                    yield Text()
                yield from draw(gap, console, width, glyphs)
            yield Text(glyphs.thin * width)
        for title, items in gaps_report.sections(self.gaps):
            yield from text.section(console, title, items, width)


def _customer(row: HierarchyRow, console: Console, width: int) -> Iterator[Text]:
    rank = text.rank_mark(row, len(str(row.rank or 0)) + 2)
    name = shown(f"{row.name}, ", "bold").append_text(Text(", ".join(said_standing(row))))
    indent = rank.cell_len + 1
    lines = folded(console, [name], width - indent)
    yield from beside([Column([rank], indent - GAP), Column(lines, width - indent)])


def _heading(width: int) -> Iterator[Text]:
    left, right = _widths(width)
    believed, heard = Text("What we believe", "bold"), Text("What they said", "bold")
    yield from beside([Column([believed], left), Column([heard], right)])


def _widths(width: int) -> tuple[int, int]:
    left = (width - GAP) // 2
    return left, width - GAP - left


def _side_by_side(gap: Gap, console: Console, width: int, glyphs: text.Glyphs) -> Iterator[Text]:
    left, right = _widths(width)
    believed = folded(console, _believed(gap), left)
    yield from beside([Column(believed, left), Column(_heard(gap, console, right, glyphs), right)])


def _stacked(gap: Gap, console: Console, width: int, glyphs: text.Glyphs) -> Iterator[Text]:
    yield from folded(console, _believed(gap), width)
    lines = _heard(gap, console, width - 2, glyphs)
    yield from beside([Column([], 0), Column(lines, width - 2)])


def _believed(gap: Gap) -> list[Text]:
    said = "; ".join([gap.value.kind, *gaps_report.believers(gap)])
    words = [piece.words for piece in gap.believed_by if piece.words]
    return [shown(gap.value.text), *(shown(f'"{one}"') for one in words), shown(f"({said})")]


def _heard(gap: Gap, console: Console, width: int, glyphs: text.Glyphs) -> list[Text]:
    if gap.heard is None:
        return [Text(f"{glyphs.marks[gap.value.status]} {gaps_report.NOTHING_HEARD}")]
    quote = [shown(gaps_report.quoted(gap.heard)), shown(f"({gaps_report.origin(gap.heard)})")]
    return [*text.how_mark(gap.value, glyphs, width), *folded(console, quote, width)]
