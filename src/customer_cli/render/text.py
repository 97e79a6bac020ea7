"""A page on a screen that everybody in the room can read.

Wide screens get columns, narrow ones the same words one below the other. Whatever is said by
weight or colour is also said in words. Rich's own tables measure every cell before they draw, and
draw it again; here each text is folded once, and what is too long is folded within a word and
never cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from customer_cli.reports.page import (
    ASCII_SIGNS,
    SIGNS,
    Block,
    Cell,
    Column,
    Facts,
    Group,
    Items,
    Page,
    Paragraph,
    Role,
    Row,
    Section,
    Span,
    Status,
    Table,
    Words,
    plain_text,
    status_of,
)
from customer_cli.text import visible

ACCENT = "cyan"
"""The only colour but for what is removed and added. Other differences are bold or reversed."""
NARROWEST_TABLE = 60
"""Below this width columns of sentences become ribbons of single words."""
GAP = 2
"""Blank cells between two columns."""
_STYLES: Mapping[Role, str] = {
    "plain": "", "title": f"bold {ACCENT}", "strong": "bold", "accent": ACCENT, "rank": "bold",
    "badge": "bold reverse", "added": "bold", "removed": "strike red", "untested": "",
    "heard": ACCENT, "confirmed": f"bold {ACCENT}", "contradicted": "bold reverse",
}  # fmt: skip
_MARKS: Mapping[Role, tuple[str, str]] = {"added": ("{+", "+}"), "removed": ("[-", "-]")}
"""These stay without colour, in a copy, on paper and on many eyes."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page, drawn as wide as the console is."""

    page: Page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        width = min(options.max_width, self.page.widest)
        drawing = _Drawing(console, options.ascii_only)
        for number, part in enumerate(_parts(self.page)):
            if number:
                yield from _print_lines(console, [Text()])
            for block in part:
                yield from _print_lines(console, drawing.draw_block(block, width))


def _parts(page: Page) -> Iterator[Sequence[Block]]:
    head = [words for words in (page.title, (Span(page.facts),) if page.facts else ()) if words]
    if head:
        yield [Paragraph(words) for words in head]
    if page.notice:
        yield [Paragraph(page.notice)]
    for section in page.sections:
        yield _blocks(section)


def _blocks(section: Section) -> Sequence[Block]:
    return [*([Paragraph(section.title)] if section.title else []), *section.blocks]


def _print_lines(console: Console, lines: Iterable[Text]) -> Iterator[Segment]:
    """Yield *lines* as they are, for Rich to print without folding them anew."""
    for line in lines:
        # Text.render leaves out the style of a text that has the same one all over.
        style = console.get_style(line.style)
        yield from Segment.apply_style(line.render(console, end="\n"), style)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What blocks are drawn with: how lines are folded, and which signs can be written."""

    console: Console
    ascii_only: bool

    def draw_block(self, block: Block, width: int) -> Iterator[Text]:
        """Yield the lines of *block*."""
        if isinstance(block, Paragraph):
            yield from self.draw_behind(_margin(block), [block.words], width)
        elif isinstance(block, Facts):
            for label, words in block.pairs:
                yield from self.draw_behind(_margin(block), [(Span(f"{label}: "), *words)], width)
        elif isinstance(block, Items):
            for item in block.items:
                yield from self.draw_behind("- ", filter(None, (item.words, item.details)), width)
        else:
            yield from self.draw_table(block, width)

    def draw_table(self, table: Table, width: int) -> Iterator[Text]:
        """Yield the lines of *table*, in columns where there is room for them."""
        if width < NARROWEST_TABLE:
            yield from self.draw_groups(
                table, width, [self.draw_stacked(table, g, width) for g in table.groups]
            )
            return
        widths = column_widths(table, width)
        if table.is_headed:
            heads = [
                () if c.kind == "rank" else ((Span(c.title, "strong"),),) for c in table.columns
            ]
            yield from self.draw_row(table.columns, heads, widths)
        drawn = [self.draw_columns(table, group, widths, width) for group in table.groups]
        yield from self.draw_groups(table, width, drawn)

    def draw_groups(
        self, table: Table, width: int, groups: Sequence[Iterator[Text]]
    ) -> Iterator[Text]:
        """Yield *groups* with a line below each, where *table* has such lines."""
        thin, heavy = ("-", "=") if self.ascii_only else ("─", "━")
        if table.is_ruled:
            yield Text(heavy * width)
        for group in groups:
            yield from group
            if table.is_ruled:
                yield Text(thin * width)

    def draw_columns(
        self, table: Table, group: Group, widths: Sequence[int], width: int
    ) -> Iterator[Text]:
        """Yield the lines of *group* in columns of *widths*."""
        if group.heading:
            yield from self.draw_heading(group.heading, width)
        shared = len(group.shared)
        lines: list[Text] = []
        for number, row in enumerate(group.rows):
            if number and table.is_ruled:
                lines.append(Text())
            lines += self.draw_row(table.columns[shared:], row, widths[shared:])
        rest = sum(widths[shared:]) + GAP * (len(widths) - shared - 1)
        left = [
            (self.fill_cell(column, cell, space), space)
            for column, cell, space in zip(table.columns, group.shared, widths, strict=False)
        ]
        yield from put_beside([*left, (lines, rest)])

    def draw_row(
        self, columns: Sequence[Column], row: Sequence[Cell], widths: Sequence[int]
    ) -> Iterator[Text]:
        """Yield the lines of *row*; its last cell spans the columns that it has no cell for."""
        spanned = widths[len(row) - 1 :]
        spaces = [*widths[: len(row) - 1], sum(spanned) + GAP * (len(spanned) - 1)]
        yield from put_beside(
            [
                (self.fill_cell(column, cell, space), space)
                for column, cell, space in zip(columns, row, spaces, strict=False)
            ]
        )

    def draw_stacked(self, table: Table, group: Group, width: int) -> Iterator[Text]:
        """Yield the lines of *group*, its cells one below the other beside the rank."""
        if group.heading:
            yield from self.draw_heading(group.heading, width)
        columns, shared = table.columns, group.shared
        left: list[tuple[Sequence[Text], int]] = []
        if shared and columns[0].kind != "text":
            space = column_widths(table, width)[0]
            left = [(self.fill_cell(columns[0], shared[0], space), space)]
            width, columns, shared = width - space - GAP, columns[1:], shared[1:]
        lines = [line for cell in shared for line in self.fold_all(cell, width)]
        for number, row in enumerate(group.rows):
            if number or shared:
                lines.append(Text())
            for column, cell in zip(columns[len(shared) :], row, strict=False):
                first = "  " if column.when_narrow == "indented" else ""
                lines += self.draw_behind(first, _label(column, cell), width)
        yield from put_beside([*left, (lines, width)])

    def fill_cell(self, column: Column, cell: Cell, width: int) -> list[Text]:
        """Return the lines of *cell*; a number keeps to the right of its column."""
        if column.kind == "text":
            return self.fold_all(cell, width)
        lines = []
        for words in cell:
            text = style_words(words)
            if column.kind == "rank" and words:
                text = Text(f"{visible(plain_text(words)):>{width - 1}} ", _STYLES[words[0].role])
            elif column.kind == "number":
                text = Text(" " * (width - text.cell_len)).append_text(text)
            lines.append(text)
        return lines

    def fold_all(self, paragraphs: Iterable[Words], width: int) -> list[Text]:
        """Return *paragraphs* as lines of at most *width* cells."""
        lines: list[Text] = []
        for words in paragraphs:
            status = status_of(words)
            if status:
                lines += self.draw_status(status, words[0].text, width)
            else:
                lines += self.fold(style_words(words), width)
        return lines

    def draw_behind(self, first: str, paragraphs: Iterable[Words], width: int) -> Iterator[Text]:
        """Yield the lines of *paragraphs* behind *first*, such as a bullet, in *width* cells."""
        space = len(first)
        for line in self.fold_all(paragraphs, width - space):
            yield Text(first).append_text(line)
            first = " " * space

    def draw_heading(self, words: Words, width: int) -> Iterator[Text]:
        """Yield the lines of the heading of a group, which hang behind the rank they begin with."""
        mark, *rest = words
        if mark.role not in ("rank", "badge"):
            rest, rank = list(words), Text()
        else:
            rank = style_words((mark, Span(" ")))
            rest = rest[1:] if rest and not rest[0].text.strip() else rest
        name = self.fold(style_words(tuple(rest)), width - rank.cell_len)
        yield from put_beside([([rank], rank.cell_len - GAP), (name, width - rank.cell_len)])

    def draw_status(self, status: Status, words: str, width: int) -> list[Text]:
        """Return *words* behind the sign of their status.

        A line ends where the words have a comma, so that a number stays with what it counts.
        """
        sign = (ASCII_SIGNS if self.ascii_only else SIGNS)[status]
        parts = visible(words, breaks=True).split(", ")
        lines = [parts[0]]
        for part in parts[1:]:
            longer = f"{lines[-1]}, {part}"
            if cell_len(longer) < width - GAP:
                lines[-1] = longer
            else:
                lines[-1] += ","
                lines.append(part)
        folded = [one.plain for line in lines for one in self.fold(Text(line), width - GAP)]
        first = f"{sign} "
        signs = [first, *[" " * len(first)] * (len(folded) - 1)]
        return [Text(f"{a}{line}", _STYLES[status]) for a, line in zip(signs, folded, strict=True)]

    def fold(self, text: Text, width: int) -> list[Text]:
        """Return *text* as lines of at most *width* cells, without blanks at their ends."""
        lines = list(text.wrap(self.console, max(width, 2), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines


def style_words(words: Words) -> Text:
    """Return *words* as they may stand on a screen, with their line breaks and their styles."""
    if len(words) == 1:
        return Text(_show(words[0]), _STYLES[words[0].role])
    text = Text()
    for span in words:
        text.append(_show(span), _STYLES[span.role] or None)
    return text


def _show(span: Span) -> str:
    before, behind = _MARKS.get(span.role, ("", ""))
    if span.role in ("rank", "badge"):
        before = behind = " "
    return f"{before}{visible(span.text, breaks=True)}{behind}"


def _margin(block: Paragraph | Facts) -> str:
    return "  " if block.indented else ""


def _label(column: Column, cell: Cell) -> Cell:
    if column.when_narrow != "labelled":
        return cell
    told = [span for words in cell for span in (Span(" "), *words)]
    return ((Span(f"{column.title}:"), *told),)


def put_beside(columns: Sequence[tuple[Sequence[Text], int]]) -> Iterator[Text]:
    """Yield lines set side by side; each of *columns* has its lines and its width."""
    for parts in zip_longest(*(lines for lines, _ in columns)):
        line, end = Text(), 0
        for (_, width), part in zip(columns, parts, strict=True):
            if part:
                line.append(" " * (end - line.cell_len)).append_text(part)
            end += width + GAP
        yield line


def column_widths(table: Table, width: int) -> list[int]:
    """Return the widths of the columns of *table* in *width* cells, without the gaps."""
    columns = table.columns
    found = [0 if c.kind == "text" else _fit(table, n) for n, c in enumerate(columns)]
    left = width - GAP * (len(columns) - 1) - sum(found)
    for number, column in enumerate(columns):
        if column.share and column.of_page:
            found[number] = _share(column, width)
            left -= found[number]
    shared = {n: _share(c, left) for n, c in enumerate(columns) if c.share and not c.of_page}
    remains = max(1, left - sum(shared.values()))
    for number in range(len(columns)):
        if not found[number]:
            found[number] = shared.get(number, remains)
    return found


def _share(column: Column, cells: int) -> int:
    part, of = column.share or (1, 1)
    return max(column.least, min(column.most or cells, cells * part // of))


def _fit(table: Table, number: int) -> int:
    """Return the width of the widest cell in a column of ranks or numbers."""
    column = table.columns[number]
    longest = max((cell_len(style_words(w).plain) for w in _cells_of(table, number)), default=0)
    title = cell_len(column.title) if column.kind == "number" and table.is_headed else 0
    return max(column.least, longest, title)


def _cells_of(table: Table, number: int) -> Iterator[Words]:
    for group in table.groups:
        for row in group.rows or ((),):
            cells: Row = (*group.shared, *row)
            if number < len(cells):
                yield from cells[number]
