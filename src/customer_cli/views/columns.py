"""Cells of text set side by side or one below the other, every letter of them.

Rich's own tables measure every cell before they draw; with the widths given, laying out the
lines here is several times faster and never cuts a word off: what is too long is folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

GAP = 2
"""Blank cells between two columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of a row: its paragraphs from top to bottom, and the width it has."""

    paragraphs: Sequence[Text]
    width: int


@dataclass(frozen=True, slots=True)
class Line:
    """A rule over the given width."""

    width: int
    heavy: bool = False

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the line, in a way the stream can write."""
        if options.ascii_only:
            yield Text(("=" if self.heavy else "-") * self.width)
        else:
            yield Text(("━" if self.heavy else "─") * self.width)


def beside(console: Console, columns: Sequence[Column]) -> Iterator[Text]:
    """Yield the lines of *columns* set side by side."""
    cells = [_wrapped(console, column.paragraphs, column.width) for column in columns]
    for parts in zip_longest(*cells):
        line = Text()
        for column, part in zip(columns, parts, strict=True):
            start = line.cell_len
            if part is not None:
                line.append_text(part)
            if column is not columns[-1]:
                line.append(" " * (column.width + GAP - (line.cell_len - start)))
        line.rstrip()
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
    lines = _wrapped(console, paragraphs, width)
    for line in lines:
        line.rstrip()
    return lines


def _wrapped(console: Console, paragraphs: Sequence[Text], width: int) -> list[Text]:
    lines: list[Text] = []
    for paragraph in paragraphs:
        lines.extend(paragraph.wrap(console, max(width, 2), overflow="fold"))
    return lines
