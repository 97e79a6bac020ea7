"""The hierarchy on a screen that everybody in the room can read.

The answer comes first, in one sentence; then who comes in which order, what they value and how
the team knows; then what the team does not know yet. Wide screens get columns, narrow ones the
same words one below the other. Whatever is said by weight or colour is also said in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.analysis.hierarchy import Hierarchy, Row, ValueLine
from customer_cli.analysis.status import Status
from customer_cli.views.columns import GAP, Column, beside, drawn, folded, indented
from customer_cli.views.console import ACCENT, shown
from customer_cli.views.marks import ASCII_MARKS, MARKS
from customer_cli.views.sections import NOTHING_YET, Item, said_standing, sections

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


def _values(row: Row, console: Console, values: int, how: int, glyphs: Glyphs) -> Iterator[Text]:
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


def rank_mark(row: Row, width: int) -> Text:
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
