"""Lines of styled text with a cursor in them, wrapped by words and by the cells they take.

Everything that is drawn passes through `drawn`, so this is where nothing that a terminal
would obey gets through.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from prompt_toolkit.utils import get_cwidth

from customer_cli.text import visible

StyledLine = list[tuple[str, str]]
"""Pieces of text, each after the name of its style."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Some lines, where the cursor is in them, and which of them belong together."""

    lines: list[StyledLine] = field(default_factory=list)
    cursor: tuple[int, int] | None = None
    """Row and character, where the active thing is in this block."""
    active: tuple[int, int] | None = None
    """First and last row of what should be in sight when the cursor is."""

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)

    def indented(self, columns: int) -> TextBlock:
        """Return the block moved to the right."""
        if not columns:
            return self
        cursor = self.cursor and (self.cursor[0], self.cursor[1] + columns)
        pad = ("", " " * columns)
        return replace(self, lines=[[pad, *line] for line in self.lines], cursor=cursor)

    def gathered(self) -> TextBlock:
        """Return the block as one thing that should be in sight as a whole."""
        return replace(self, active=(0, self.height - 1)) if self.cursor else self


def stack_blocks(blocks: Iterable[TextBlock]) -> TextBlock:
    """Return *blocks* one below the other; the first cursor among them counts."""
    lines: list[StyledLine] = []
    cursor = active = None
    for block in blocks:
        top = len(lines)
        if cursor is None and block.cursor is not None:
            cursor = (block.cursor[0] + top, block.cursor[1])
            first, last = block.active or (block.cursor[0], block.cursor[0])
            active = (first + top, last + top)
        lines += block.lines
    return TextBlock(lines, cursor, active)


def insert_notice(block: TextBlock, notice: str, width: int) -> TextBlock:
    """Return *block* with *notice* directly above what is active in it."""
    if not notice:
        return block
    above = wrap_labelled([("class:notice", "! ")], notice, width, "class:notice")
    row, column = block.cursor or (0, 0)
    first, last = block.active or (row, row)
    lines = [*block.lines[:first], *above.lines, *block.lines[first:]]
    return TextBlock(lines, (row + above.height, column), (first, last + above.height))


def draw_choice(
    name: str, width: int, *, here: bool, key: str = "", mark: str = "", style: str = ""
) -> TextBlock:
    """Return *name* as one of a list, with its *key* and *mark*; *here* is where the cursor is."""
    label: StyledLine = [("class:mark", "> " if here else "  "), ("class:key", key), ("", mark)]
    block = wrap_labelled(label, name, width, "class:chosen" if here else style)
    return TextBlock(block.lines, (0, 0) if here else None)


def stack_field(blocks: Iterable[TextBlock]) -> TextBlock:
    """Return *blocks* as the active field, which has a cursor and should be in sight as a whole."""
    block = stack_blocks(blocks)
    return TextBlock(block.lines, block.cursor or (0, 0), (0, max(block.height - 1, 0)))


def wrap_text(text: str, width: int, style: str = "") -> TextBlock:
    """Return *text*, with its line breaks, wrapped at *width* cells."""
    return TextBlock([[(style, row)] for row in wrap_rows(text, width)])


def wrap_labelled(label: StyledLine, text: str, width: int, style: str = "") -> TextBlock:
    """Return *text* after *label*, its further lines below its first one."""
    label = [(look, to_drawable(piece)) for look, piece in label]
    taken = count_cells("".join(piece for _, piece in label))
    first, *rest = wrap_rows(text, max(width - taken, 8))
    lines: list[StyledLine] = [[*label, (style, first)]]
    lines += [[("", " " * taken), (style, row)] for row in rest]
    return TextBlock(lines)


JOINER = "\u200d"
"""Holds the parts of one emoji together."""
BLANK = TextBlock([[("", "")]])


# Terminals disagree about the width of joined emoji and of emoji made from signs; drawn one by
# one they are as wide everywhere, and the rest of their row stays in its place.
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\ufe0f")


def to_drawable(text: str) -> str:
    """Return the *text* of one row as it can be drawn on any terminal."""
    return text if text.isascii() and text.isprintable() else _JOINED.sub("", visible(text))


def count_cells(text: str) -> int:
    """Return how many cells *text* takes."""
    return len(text) if text.isascii() else sum(map(get_cwidth, text))


def wrap_rows(text: str, width: int) -> list[str]:
    """Return the rows of *text* at *width* cells; at least one, none of them obeyed."""
    rows: list[str] = []
    for paragraph in map(to_drawable, text.split("\n")):
        rows += [paragraph[start:end].rstrip() for start, end in find_breaks(paragraph, width)]
    return rows


@lru_cache(maxsize=4096)
def find_breaks(paragraph: str, width: int) -> tuple[tuple[int, int], ...]:
    """Return where the rows of *paragraph* begin and end at *width* cells.

    Rows end after a blank or beside a wide character, as Chinese and Japanese are written
    without blanks; a word longer than a row is cut. One blank may stand beyond the width.
    """
    if len(paragraph) <= width and paragraph.isascii():
        return ((0, len(paragraph)),)
    rows: list[tuple[int, int]] = []
    start = used = 0
    chance = 0
    for place, character in enumerate(paragraph):
        size = get_cwidth(character)
        if size == 2 and paragraph[place - 1 : place] != JOINER:
            chance = place
        while used + size > width + (character == " ") and place > start:
            end = chance if chance > start else place
            rows.append((start, end))
            start, used = end, count_cells(paragraph[end:place])
        used += size
        if character == " " or size == 2 or (size == 0 and chance == place):
            chance = place + 1
    rows.append((start, len(paragraph)))
    return tuple(rows)


def shorten(text: str, width: int) -> str:
    """Return *text* on one line of *width* cells, with an ellipsis where something is left out."""
    text = to_drawable(" ".join(text.split()))
    if count_cells(text) <= width:
        return text
    fitting = ""
    for character in text:
        if count_cells(fitting + character) > width - 1:
            break
        fitting += character
    return fitting.rstrip() + "…"
