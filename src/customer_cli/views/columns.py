"""Cells of text set side by side or one below the other, every letter of them.

Rich's own tables measure every cell before they draw, and draw it again. With the widths given,
each text is folded once; what is too long is folded within a word and never cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.console import Console
from rich.segment import Segment
from rich.text import Text

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
