"""The difference on a screen that everybody in the room can read.

Removed words stand in `[- -]`, new ones in `{+ +}`; a terminal also strikes the first through in
red and underlines the second in blue. The marks stay, because colour is lost in a copy, on
paper, and on many eyes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import StyleType
from rich.text import Text

from customer_cli.render.text import ACCENT, GAP, fold_lines, print_lines, put_beside
from customer_cli.reports.diff import DiffReport, PrimaryReport
from customer_cli.reports.wording import ReportLine, Runs
from customer_cli.text import visible

WIDEST = 100
NARROWEST_TABLE = 60
"""Below this width a row of the order takes two lines, and a label its own."""
LABEL = 12
MARKS = {"same": ("", "", ""), "removed": ("[-", "-]", "strike red"),
         "added": ("{+", "+}", "underline blue")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DifferenceSheet:
    """What is told of two records, drawn as wide as the console is."""

    report: DiffReport
    brief: bool = False
    """Whether the first block is all."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        yield from print_lines(console, self._lines(console, min(options.max_width, WIDEST)))

    def _lines(self, console: Console, width: int) -> Iterator[Text]:
        report = self.report
        if report.nothing:
            yield from fold_lines(console, [make_safe(report.nothing)], width)
            return
        title = make_safe(_line(report.team), f"bold {ACCENT}")
        sides = Text().append(_line(report.old), ACCENT).append("  to  ")
        sides.append(_line(report.new), ACCENT)
        yield from fold_lines(console, [title, sides], width)
        yield Text()
        yield from _first(report, console, width)
        if self.brief:
            return
        if report.order.rows:
            yield Text()
            draw = _side_by_side if width >= NARROWEST_TABLE else _stacked
            yield from draw(report, console, width)
            for note in report.order.notes:
                yield from fold_lines(console, [make_safe(_line(note))], width)
        for block in report.blocks:
            yield Text()
            rank = f"{block.rank}  " if block.rank else ""
            yield from indent_lines(console, rank, [make_safe(_line(block.title), "bold")], width)
            for line in block.lines:
                yield from _draw_line(line, console, width)
        for note in report.notes:
            yield Text()
            yield from fold_lines(console, [make_safe(note)], width)


def _first(report: DiffReport, console: Console, width: int) -> Iterator[Text]:
    yield from _primary(report.primary, console, width)
    for question in report.questions:
        text = Text.assemble((" OPEN ", "bold reverse"), "  ", _line(question))
        yield from fold_lines(console, [text], width)
    yield Text()
    yield from fold_lines(console, [make_safe(_line(report.counts))], width)
    if report.because:
        yield Text()
        yield from fold_lines(
            console, [make_safe(f"Why it was decided so: {_line(report.because)}")], width
        )


def _primary(primary: PrimaryReport, console: Console, width: int) -> Iterator[Text]:
    yield from fold_lines(console, [make_safe(_line(primary.sentence), "bold")], width)
    space = max((len(_line(side)) for side, _ in primary.names), default=0)
    for side, name in primary.names:
        first = f"  {_line(side):<{space}}  "
        if len(first) > width // 2:
            yield from indent_lines(
                console, "  ", [make_safe(f"{_line(side)}: {_line(name)}")], width
            )
        else:
            yield from indent_lines(console, first, [make_safe(_line(name), "bold")], width)
    if primary.because:
        yield from fold_lines(console, [make_safe(f"Why: {_line(primary.because)}")], width)


def _side_by_side(report: DiffReport, console: Console, width: int) -> Iterator[Text]:
    rows = report.order.rows
    rank = max([3, *(len(row.rank) for row in rows)])
    before = min(max([4, *(len(row.before) for row in rows)]), 8)
    rest = width - rank - before - 3 * GAP
    word = rest * 2 // 5
    heads = [("now", rank), (report.word[:1].upper() + report.word[1:], rest - word),
             ("then", before), ("", word)]  # fmt: skip
    yield from _row(console, heads, "bold")
    for row in rows:
        cells = [(row.rank.rjust(rank), rank), (row.name, rest - word),
                 (row.before.rjust(before), before), (row.word, word)]  # fmt: skip
        yield from _row(console, cells, "")


def _row(console: Console, cells: Sequence[tuple[str, int]], style: str) -> Iterator[Text]:
    drawn: list[tuple[list[Text], int]] = []
    for text, width in cells:
        lines = [Text(text, style)]
        # A number keeps the blanks before it, which folding would take.
        if len(text) > width or not text.strip().replace(",", "").isdigit():
            lines = fold_lines(console, [make_safe(_line(text), style)], width)
        drawn.append((lines, width))
    yield from put_beside(drawn)


def _stacked(report: DiffReport, console: Console, width: int) -> Iterator[Text]:
    rank = max((len(row.rank) for row in report.order.rows), default=1)
    for row in report.order.rows:
        is_ranked = row.before.replace(", ", "").isdigit()
        was = f"was {row.before}" if is_ranked and row.before != row.rank else ""
        said = [make_safe(_line(row.name))]
        if was or row.word:
            said.append(make_safe(_line(", ".join(filter(None, [was, row.word])))))
        yield from indent_lines(console, f"{row.rank:>{rank}}  ", said, width)


def _draw_line(line: ReportLine, console: Console, width: int) -> Iterator[Text]:
    label, text = _line(line.label), marked(line.runs)
    if width < NARROWEST_TABLE or len(label) > LABEL:
        whole = Text.assemble((f"{label}: " if label else "", "bold"), text)
        yield from indent_lines(console, "  ", [whole], width)
        return
    space = width - LABEL - GAP - 2
    cells = [([Text(f"  {label}")], LABEL + 2), (fold_lines(console, [text], space), space)]
    yield from put_beside(cells)


def marked(runs: Runs) -> Text:
    """Return *runs* as text, each with its marks and its style."""
    text = Text()
    for run in runs:
        if words := _line(run.text):
            before, behind, style = MARKS[run.mark]
            text.append(" " if text else "").append(f"{before}{words}{behind}", style or None)
    return text


def _line(text: str) -> str:
    return " ".join(visible(text, breaks=True).split())


def indent_lines(
    console: Console, first: str, paragraphs: Sequence[Text], width: int
) -> list[Text]:
    """Return the lines of *paragraphs* behind *first*, such as a bullet, in *width* cells."""
    lines = fold_lines(console, paragraphs, width - len(first))
    return [
        Text(first if number == 0 else " " * len(first)).append_text(line)
        for number, line in enumerate(lines)
    ]


def make_safe(text: str, style: StyleType = "") -> Text:
    """Return *text* from a file as it may stand on a screen, with its line breaks."""
    return Text(visible(text, breaks=True), style=style)
