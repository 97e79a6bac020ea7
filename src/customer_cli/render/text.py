"""A page on a screen that everybody in the room can read.

Wide screens get columns, narrow ones the same words one below the other. Whatever is said by
weight or colour is also said in words. Rich's own tables measure every cell before they draw, and
draw it again; here each text is folded once, and what is too long is folded within a word and
never cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.text import Text

from customer_cli.analysis.status import ASCII_MARKS, MARKS
from customer_cli.reports.page import (
    Blanks,
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
    Span,
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
NARROWEST_NAME = 18
"""Cells below which a name beside numbers becomes a ribbon of syllables."""
DEEPEST = 3
"""Steps that parts are moved in at most; a name needs the rest."""
GAP = 2
"""Blank cells between two columns."""
STEP = "  "
_STYLES: Mapping[Role, str] = {
    "plain": "", "title": f"bold {ACCENT}", "strong": "bold", "accent": ACCENT, "rank": "bold",
    "badge": "bold reverse", "series": "", "added": "bold", "removed": "strike red", "untested": "",
    "heard": ACCENT, "confirmed": f"bold {ACCENT}", "contradicted": "bold reverse",
}  # fmt: skip
_SIDES: Mapping[Role, tuple[str, str]] = {
    "rank": (" ", " "), "badge": (" ", " "), "added": ("{+", "+}"), "removed": ("[-", "-]"),
}  # fmt: skip
"""What stands around words; the marks stay without colour, in a copy, on paper, on many eyes."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page, drawn as wide as the console is."""

    page: Page

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        width = min(options.max_width, self.page.widest)
        drawing = _Drawing(console, options.ascii_only)
        for number, part in enumerate(_parts(self.page)):
            lines = [Text()] if number else []
            for block in part:
                lines.extend(drawing.draw_block(block, width))
            yield from print_lines(console, lines)


def _parts(page: Page) -> Iterator[Sequence[Block]]:
    head = [words for words in (page.title, (Span(page.facts),) if page.facts else ()) if words]
    if head:
        yield [Paragraph(words) for words in head]
    if page.notice:
        yield [Paragraph(page.notice)]
    for section in page.sections:
        yield [*([Paragraph(section.title)] if section.title else []), *section.blocks]


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What blocks are drawn with: how lines are folded, and which signs can be written."""

    console: Console
    ascii_only: bool

    def draw_block(self, block: Block, width: int) -> Iterator[Text]:
        """Yield the lines of *block*."""
        if isinstance(block, Paragraph):
            first = STEP * block.indent + ("> " if block.is_quoted else "")
            yield from self.draw_behind(first, [block.words], width)
        elif isinstance(block, Facts):
            for label, words in block.pairs:
                told = (Span(f"{label}: "), *words)
                yield from self.draw_behind(STEP * block.indent, [told], width)
        elif isinstance(block, Items):
            for item in block.items:
                yield from self.draw_behind("- ", filter(None, (item.words, item.details)), width)
        elif isinstance(block, Blanks):
            for number in range(1, block.number + 1):
                rank = f"{number}. " if block.is_numbered else ""
                yield from (Text(), Text(rank + "_" * (width - len(rank))))
        else:
            yield from self.draw_table(block, width)

    def draw_table(self, table: Table, width: int) -> Iterator[Text]:
        """Yield the lines of *table*, in columns where there is room for them."""
        widths = column_widths(table, width)
        if widths is None and table.in_words:
            for paragraph in table.in_words:
                yield from self.draw_block(paragraph, width)
        elif widths is None:
            drawn = [self.draw_stacked(table, group, width) for group in table.groups]
            yield from self.draw_groups(table, width, drawn)
        else:
            if table.is_headed:
                heads: Row = tuple(
                    () if c.kind in ("rank", "notes") else ((Span(c.title, "strong"),),)
                    for c in table.columns
                )
                yield from self.draw_row(table.columns, heads, widths)
            drawn = [self.draw_columns(table, group, widths, width) for group in table.groups]
            yield from self.draw_groups(table, width, drawn)
        if table.totals_in_words and not (widths and widths[-1]):
            yield Text()
            yield from self.draw_block(table.totals_in_words, width)
        elif table.totals and widths:
            yield Text()
            for row in table.totals:
                yield from self.draw_row(table.columns, row, widths)
        if table.legend and widths:
            signs = "   ".join(f"{sign} {meaning}" for sign, meaning in table.legend)
            legend = Text(visible(signs, breaks=True))
            yield from (Text(), *fold_lines(self.console, [legend], width))

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
        """Yield the lines of *group* in columns of *widths*; notes without a column below them."""
        if group.heading:
            yield from self.draw_heading(group.heading, width)
        shared, are_below = len(group.shared), not widths[-1]
        widths = widths[: len(widths) - are_below]
        lines: list[Text] = []
        for number, row in enumerate(group.rows):
            if number and table.is_ruled:
                lines.append(Text())
            beside = row[: len(row) - are_below]
            lines += self.draw_row(table.columns[shared:], beside, widths[shared:], group.depth)
            first = STEP * (min(group.depth, DEEPEST) + 1)
            for note in row[-1] if are_below else ():
                lines += self.draw_behind(first, [note], width)
        rest = sum(widths[shared:]) + GAP * (len(widths) - shared - 1)
        left = [
            (self.fill_cell(column, cell, space), space)
            for column, cell, space in zip(table.columns, group.shared, widths, strict=False)
        ]
        yield from put_beside([*left, (lines, rest)])

    def draw_row(
        self, columns: Sequence[Column], row: Row, widths: Sequence[int], depth: int = 0
    ) -> Iterator[Text]:
        """Yield the lines of *row*; its last cell spans the columns that it has no cell for."""
        spanned = widths[len(row) - 1 :]
        spaces = [*widths[: len(row) - 1], sum(spanned) + GAP * (len(spanned) - 1)]
        cells = [
            (self.fill_cell(column, cell, space), space)
            for column, cell, space in zip(columns, row, spaces, strict=False)
        ]
        if depth:
            first = self.draw_behind(STEP * min(depth, DEEPEST), row[0], spaces[0])
            cells[0] = (list(first), spaces[0])
        yield from put_beside(cells)

    def draw_stacked(self, table: Table, group: Group, width: int) -> Iterator[Text]:
        """Yield the lines of *group*, its cells one below the other beside the rank."""
        if group.heading:
            yield from self.draw_heading(group.heading, width)
        columns, shared = table.columns, group.shared
        left: list[tuple[Sequence[Text], int]] = []
        if shared and columns[0].kind != "text":
            space = _fit_column(table, 0)
            left = [(self.fill_cell(columns[0], shared[0], space), space)]
            width, columns, shared = width - space - GAP, columns[1:], shared[1:]
        lines = [line for cell in shared for line in self.fold_all(cell, width)]
        for number, row in enumerate(group.rows):
            if number or shared:
                lines.append(Text())
            for column, cell in zip(columns[len(shared) :], row, strict=False):
                first = STEP if column.when_narrow == "indented" else ""
                if column.when_narrow == "labelled":
                    told = [span for words in cell for span in (Span(" "), *words)]
                    cell = ((Span(f"{column.title}:"), *told),)
                lines += self.draw_behind(first, cell, width)
        yield from put_beside([*left, (lines, width)])

    def fill_cell(self, column: Column, cell: Cell, width: int) -> list[Text]:
        """Return the lines of *cell*; a number keeps to the right of its column."""
        if column.kind == "text":
            return self.fold_all(cell, width)
        if column.kind == "notes":
            notes = [span for words in cell for span in (Span("; "), *words)]
            return self.fold_all([tuple(notes[1:])] if notes else [], width)
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
            if status := status_of(words):
                sign = (ASCII_MARKS if self.ascii_only else MARKS)[status]
                lines += self.fold_series(words[0], width, f"{sign} ")
            elif len(words) == 1 and words[0].role == "series":
                lines += self.fold_series(words[0], width)
            else:
                lines += fold_lines(self.console, [style_words(words)], width)
        return lines

    def fold_series(self, span: Span, width: int, sign: str = "") -> list[Text]:
        """Return *span* behind *sign* as lines that end at a comma where they can."""
        width -= len(sign)
        first, *others = visible(span.text, breaks=True).split(", ")
        lines = [first]
        for number, part in enumerate(others, start=1):
            longer = f"{lines[-1]}, {part}"
            comma = bool(sign) or number < len(others)  # behind a sign one cell stays free
            if cell_len(longer) + comma <= width:
                lines[-1] = longer
            else:
                lines[-1] += ","
                lines.append(part)
        folded = [one.plain for one in fold_lines(self.console, map(Text, lines), width)]
        signs = [sign, *[" " * len(sign)] * (len(folded) - 1)]
        style = _STYLES[span.role]
        return [Text(f"{a}{line}", style) for a, line in zip(signs, folded, strict=True)]

    def draw_behind(self, first: str, paragraphs: Iterable[Words], width: int) -> Iterator[Text]:
        """Yield the lines of *paragraphs* behind *first*, such as a bullet, in *width* cells."""
        space = len(first)
        for line in self.fold_all(paragraphs, width - space):
            yield Text(first).append_text(line)
            first = first if first.endswith("> ") else " " * space

    def draw_heading(self, words: Words, width: int) -> Iterator[Text]:
        """Yield the lines of the heading of a group, which hang behind the rank they begin with."""
        rank, name = Text(), words
        if words[0].role in ("rank", "badge"):
            rank, name = style_words((words[0], Span(" "))), words[1:]
            name = name[1:] if name and not name[0].text.strip() else name
        rest = width - rank.cell_len
        lines = fold_lines(self.console, [style_words(name)], rest)
        yield from put_beside([([rank], rank.cell_len - GAP), (lines, rest)])


def fold_lines(console: Console, paragraphs: Iterable[Text], width: int) -> list[Text]:
    """Return *paragraphs* as lines of at most *width* cells, without blanks at their ends."""
    lines: list[Text] = []
    for paragraph in paragraphs:
        lines.extend(paragraph.wrap(console, max(width, 2), overflow="fold"))
    for line in lines:
        line.rstrip()
    return lines


def print_lines(console: Console, lines: Iterable[Text]) -> Iterator[Segment]:
    """Yield *lines* as they are, for Rich to print without folding them anew."""
    for line in lines:
        # Text.render leaves out the style of a text that has the same one all over.
        style = console.get_style(line.style)
        yield from Segment.apply_style(line.render(console, end="\n"), style)


def style_words(words: Words) -> Text:
    """Return *words* as they may stand on a screen, with their line breaks and their styles."""
    text = Text(style=_STYLES[words[0].role] if len(words) == 1 else "")
    for span in words:
        before, behind = _SIDES.get(span.role, ("", ""))
        style = _STYLES[span.role] if len(words) > 1 else ""
        text.append(f"{before}{visible(span.text, breaks=True)}{behind}", style or None)
    return text


def put_beside(columns: Sequence[tuple[Sequence[Text], int]]) -> Iterator[Text]:
    """Yield lines set side by side; each of *columns* has its lines and its width."""
    for parts in zip_longest(*(lines for lines, _ in columns)):
        line, end = Text(), 0
        for (_, width), part in zip(columns, parts, strict=True):
            if part:
                line.append(" " * (end - line.cell_len)).append_text(part)
            end += width + GAP
        yield line


def column_widths(table: Table, width: int) -> list[int] | None:
    """Return the widths of the columns of *table* in *width* cells, without the gaps.

    None where there is no room for columns; notes that stand below their row have no width.
    """
    if table.in_words:
        return _series_widths(table, width)
    if width < NARROWEST_TABLE:
        return None
    columns = table.columns
    found = [0 if c.kind == "text" else _fit_column(table, n) for n, c in enumerate(columns)]
    left = width - GAP * (len(columns) - 1) - sum(found)
    for number, column in enumerate(columns):
        if column.share and column.of_page:
            found[number] = _take_share(column, width)
            left -= found[number]
    shared = {n: _take_share(c, left) for n, c in enumerate(columns) if c.share and not c.of_page}
    remains = max(1, left - sum(shared.values()))
    for number in range(len(columns)):
        if not found[number]:
            found[number] = shared.get(number, remains)
    return found


def _series_widths(table: Table, width: int) -> list[int] | None:
    """Return the widths of a name, of numbers that are all as wide as the widest, and of notes."""
    first, *numbers, notes = table.columns
    gaps = GAP * len(numbers)
    for totals in (table.totals, ()):
        fits = replace(table, totals=totals)
        cell = max(_fit_column(fits, number) for number in range(1, len(numbers) + 1))
        left = width - gaps - cell * len(numbers)
        if totals == table.totals and left - GAP - notes.least >= first.least:
            longest = max(
                (cell_len(style_words(words).plain) + len(STEP) * group.depth
                 for group in table.groups for words in group.rows[0][0]), default=0,
            )  # fmt: skip
            name = max(first.least, min(left - GAP - notes.least, longest))
            return [name, *[cell] * len(numbers), left - GAP - name]
    return [left, *[cell] * len(numbers), 0] if left >= NARROWEST_NAME else None


def _take_share(column: Column, cells: int) -> int:
    part, of = column.share or (1, 1)
    return max(column.least, min(column.most or cells, cells * part // of))


def _fit_column(table: Table, number: int) -> int:
    """Return the width of the widest cell in a column of ranks or numbers."""
    column, longest = table.columns[number], 0
    rows = [(*group.shared, *row) for group in table.groups for row in group.rows or ((),)]
    for cells in [*rows, *table.totals]:
        for words in cells[number] if number < len(cells) else ():
            longest = max(longest, cell_len(style_words(words).plain))
    title = cell_len(column.title) if column.kind == "number" and table.is_headed else 0
    return max(column.least, longest, title)
