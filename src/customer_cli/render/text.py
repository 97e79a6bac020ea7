"""Reports on a screen.

Cells of text set side by side or one below the other, every letter of them.

Rich's own tables measure every cell before they draw, and draw it again. With the widths given,
each text is folded once; what is too long is folded within a word and never cut off.

The one way to a screen: a console that interprets no data, and text that is safe on it.

The sign of each status, for a stream that can write any sign and for one that cannot.

The hierarchy on a screen that everybody in the room can read.

The answer comes first, in one sentence; then who comes in which order, what they value and how
the team knows; then what the team does not know yet. Wide screens get columns, narrow ones the
same words one below the other. Whatever is said by weight or colour is also said in words.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal, TextIO

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import StyleType
from rich.text import Text

from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow, ValueLine
from customer_cli.analysis.status import ASCII_MARKS, MARKS, Status
from customer_cli.reports.hierarchy import NOTHING_YET, Item, said_standing, sections
from customer_cli.text import visible

GAP = 2
"""Blank cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row: its lines from top to bottom, and the width they fit in."""

    lines: Sequence[Text]
    width: int


def beside(columns: Sequence[Column]) -> Iterator[Text]:
    """Yield the lines of *columns* set side by side."""
    for parts in zip_longest(*(column.lines for column in columns)):
        line, end = Text(), 0
        for column, part in zip(columns, parts, strict=True):
            if part:
                line.append(" " * (end - line.cell_len)).append_text(part)
            end += column.width + GAP
        yield line


def indented(console: Console, first: str, paragraphs: Sequence[Text], width: int) -> list[Text]:
    """Return the lines of *paragraphs* behind *first*, such as a bullet, in *width* cells."""
    lines = folded(console, paragraphs, width - len(first))
    return [
        Text(first if number == 0 else " " * len(first)).append_text(line)
        for number, line in enumerate(lines)
    ]


def folded(console: Console, paragraphs: Sequence[Text], width: int) -> list[Text]:
    """Return *paragraphs* as lines of at most *width* cells, without blanks at their ends."""
    lines: list[Text] = []
    for paragraph in paragraphs:
        lines.extend(paragraph.wrap(console, max(width, 2), overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


def drawn(console: Console, lines: Iterable[Text]) -> Iterator[Segment]:
    """Yield *lines* as they are, for Rich to print without folding them anew."""
    for line in lines:
        # Text.render leaves out the style of a text that has the same one all over.
        style = console.get_style(line.style)
        yield from Segment.apply_style(line.render(console, end="\n"), style)


Color = Literal["auto", "always", "never"]

ACCENT = "cyan"
"""The only colour. Every other difference is bold, reversed, or said in words."""
SMALLEST_WIDTH = 20
"""Narrower terminals are drawn to as if they had this width; they fold the lines themselves."""


def console(stream: TextIO, color: Color = "auto", width: int | None = None) -> Console:
    """Return a console that writes to *stream* and takes nothing in the data as markup.

    *color* is what the person asked for; `auto` honours `NO_COLOR` (no colour), `FORCE_COLOR`
    (colour in a pipe, none when it is 0), and `TERM=dumb`, and is plain in a pipe. `never` sends
    no escape sequence at all. A stream that cannot write every character replaces it.
    """
    styled = _is_styled(stream, color)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and not _is_unicode(stream):
        reconfigure(errors="replace")
    made = Console(
        file=stream,
        width=width,
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=color != "always" and bool(os.environ.get("NO_COLOR")),
        markup=False,
        emoji=False,
        highlight=False,
    )
    if made.width < SMALLEST_WIDTH:
        made.width = SMALLEST_WIDTH
    return made


def shown(text: str, style: StyleType = "") -> Text:
    """Return *text* from a file as it may stand on a screen, with its line breaks."""
    return Text(visible(text, breaks=True), style=style)


def _is_styled(stream: TextIO, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    forced = os.environ.get("FORCE_COLOR")
    if forced == "0":
        return False
    if forced and not os.environ.get("NO_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


def _is_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "utf-8").lower().startswith("utf")


NARROWEST_TABLE = 60
"""Below this width three columns of sentences become ribbons of single words."""
WIDEST = 110
"""Lines longer than this lose the eye on the way back, however wide the screen is."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What is drawn and not written: the mark of each status, and the two lines."""

    marks: Mapping[Status, str]
    thin: str
    heavy: str


_ANY = Glyphs(MARKS, thin="─", heavy="━")
_ASCII = Glyphs(ASCII_MARKS, thin="-", heavy="=")
_STYLES: dict[Status, str] = {
    "untested": "", "heard": ACCENT, "confirmed": f"bold {ACCENT}", "contradicted": "bold reverse",
}  # fmt: skip
_UNDECIDED = {
    "draft": (" DRAFT ", "  not decided yet"),
    "contested": (" CONTESTED ", "  the team does not agree"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The hierarchy, drawn as wide as the console is."""

    hierarchy: Hierarchy

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        yield from drawn(console, self._lines(console, options))

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = min(options.max_width, WIDEST)
        draw = _side_by_side if width >= NARROWEST_TABLE else _stacked
        yield from head(self.hierarchy, console, width)
        yield from _answer(self.hierarchy, console, width)
        if self.hierarchy.rows:
            yield from draw(self.hierarchy, console, width, glyphs(options))
        else:
            yield shown(f"No {self.hierarchy.word.one} is named yet.")
        for title, items in sections(self.hierarchy):
            yield from section(console, title, items, width)


def glyphs(options: ConsoleOptions) -> Glyphs:
    """Return what a console of *options* is able to write."""
    return _ASCII if options.ascii_only else _ANY


def widths(hierarchy: Hierarchy, width: int) -> tuple[int, int, int, int]:
    """Return the widths of the columns rank, customer, values and how in *width* cells."""
    rank = len(str(len(hierarchy.rows))) + 2
    how = max(14, min(24, width // 4 - 1))
    rest = width - rank - how - 3 * GAP
    customer = max(14, min(30, rest * 2 // 5))
    return rank, customer, rest - customer, how


def head(hierarchy: Hierarchy, console: Console, width: int) -> Iterator[Text]:
    """Yield whose record it is, of when, under which lens, and whether it is decided."""
    title = shown(hierarchy.team, f"bold {ACCENT}")
    if hierarchy.label:
        title.append_text(shown(f"  {hierarchy.label}", ACCENT))
    facts = [f"held {hierarchy.held}", f"lens {hierarchy.lens}"]
    if hierarchy.lens != hierarchy.record.lens:
        facts[-1] += f" (recorded under {hierarchy.record.lens})"
    if hierarchy.as_of != hierarchy.held:
        facts.append(f"judged as of {hierarchy.as_of}")
    if hierarchy.decision == "decided":
        facts.append("decided")
    yield from folded(console, [title, Text(", ".join(facts))], width)
    yield Text()
    if hierarchy.decision in _UNDECIDED:
        mark, words = _UNDECIDED[hierarchy.decision]
        yield from folded(console, [Text.assemble((mark, "bold reverse"), words)], width)
        yield Text()


def _answer(hierarchy: Hierarchy, console: Console, width: int) -> Iterator[Text]:
    yield from folded(console, [shown(hierarchy.answer, "bold")], width)
    yield Text()
    if hierarchy.heard:
        yield from folded(console, [shown(hierarchy.heard)], width)
        yield Text()


def _side_by_side(
    hierarchy: Hierarchy, console: Console, width: int, glyphs: Glyphs
) -> Iterator[Text]:
    rank, customer, values, how = widths(hierarchy, width)
    yield from beside(
        [
            Column([], rank),
            Column(folded(console, [_heading(hierarchy)], customer), customer),
            Column(folded(console, [Text("What they value", "bold")], values), values),
            Column(folded(console, [Text("How we know", "bold")], how), how),
        ]
    )
    yield Text(glyphs.heavy * width)
    for row in hierarchy.rows:
        who = [shown(row.name, "bold"), *map(Text, said_standing(row))]
        yield from beside(
            [
                Column([rank_mark(row, rank)], rank),
                Column(folded(console, who, customer), customer),
                Column(list(_values(row, console, values, how, glyphs)), values + GAP + how),
            ]
        )
        yield Text(glyphs.thin * width)


def _values(
    row: HierarchyRow, console: Console, values: int, how: int, glyphs: Glyphs
) -> Iterator[Text]:
    for number, value in enumerate(row.values):
        if number:
            yield Text()
        text = Column(folded(console, [shown(value.text)], values), values)
        yield from beside([text, Column(how_mark(value, glyphs, how), how)])
    if not row.values:
        yield Text(NOTHING_YET)
    if row.because:
        yield Text()
        yield from folded(console, [shown(f"Why here: {row.because}")], values)


def _stacked(hierarchy: Hierarchy, console: Console, width: int, glyphs: Glyphs) -> Iterator[Text]:
    rank = len(str(len(hierarchy.rows))) + 2
    rest = width - rank - GAP
    yield Text(glyphs.heavy * width)
    for row in hierarchy.rows:
        words = [shown(row.name, "bold"), Text(", ".join(said_standing(row)))]
        for value in row.values:
            words += [Text(), shown(value.text), *how_mark(value, glyphs, rest)]
        if not row.values:
            words += [Text(), Text(f"What they value: {NOTHING_YET}")]
        if row.because:
            words += [Text(), shown(f"Why here: {row.because}")]
        yield from beside(
            [Column([rank_mark(row, rank)], rank), Column(folded(console, words, rest), rest)]
        )
        yield Text(glyphs.thin * width)


def _heading(hierarchy: Hierarchy) -> Text:
    one = hierarchy.word.one
    return shown(one[:1].upper() + one[1:], "bold")


def rank_mark(row: HierarchyRow, width: int) -> Text:
    """Return the rank of *row* in *width* cells; the primary customer's stands out."""
    said = "-" if row.rank is None else str(row.rank)
    style = "bold reverse" if row.is_primary else "bold"
    return Text(f"{said:>{width - 1}} ", style)


def how_mark(value: ValueLine, glyphs: Glyphs, width: int) -> list[Text]:
    """Return how *value* is known, as a mark and in words, in lines of *width* cells.

    A line ends where the words have a comma, so that a number stays with what it counts.
    """
    first, *parts = value.how.split(", ")
    lines = [f"{glyphs.marks[value.status]} {first}"]
    for part in parts:
        longer = f"{lines[-1]}, {part}"
        if len(longer) < width:
            lines[-1] = longer
        else:
            lines[-1] += ","
            lines.append(f"  {part}")
    return [Text(line, _STYLES[value.status]) for line in lines]


def section(console: Console, title: str, items: Sequence[Item], width: int) -> Iterator[Text]:
    """Yield a titled list, or nothing where the list is empty."""
    if items:
        yield Text()
        yield Text(title, "bold")
        for item in items:
            words = [shown(text) for text in (item.sentence, item.details) if text]
            yield from indented(console, "- ", words, width)
