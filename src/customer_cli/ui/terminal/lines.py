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

Line = list[tuple[str, str]]
"""Pieces of text, each after the name of its style."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines, where the cursor is in them, and which of them belong together."""

    lines: list[Line] = field(default_factory=list)
    cursor: tuple[int, int] | None = None
    """Row and character, where the active thing is in this block."""
    active: tuple[int, int] | None = None
    """First and last row of what should be in sight when the cursor is."""

    @property
    def height(self) -> int:
        """The number of lines."""
        return len(self.lines)

    def indented(self, columns: int) -> Block:
        """Return the block moved to the right."""
        if not columns:
            return self
        cursor = self.cursor and (self.cursor[0], self.cursor[1] + columns)
        pad = ("", " " * columns)
        return replace(self, lines=[[pad, *line] for line in self.lines], cursor=cursor)

    def gathered(self) -> Block:
        """Return the block as one thing that should be in sight as a whole."""
        return replace(self, active=(0, self.height - 1)) if self.cursor else self


def stack(blocks: Iterable[Block]) -> Block:
    """Return *blocks* one below the other; the first cursor among them counts."""
    lines: list[Line] = []
    cursor = active = None
    for block in blocks:
        top = len(lines)
        if cursor is None and block.cursor is not None:
            cursor = (block.cursor[0] + top, block.cursor[1])
            first, last = block.active or (block.cursor[0], block.cursor[0])
            active = (first + top, last + top)
        lines += block.lines
    return Block(lines, cursor, active)


def noticed(block: Block, notice: str, width: int) -> Block:
    """Return *block* with *notice* directly above what is active in it."""
    if not notice:
        return block
    said = labelled([("class:notice", "! ")], notice, width, "class:notice")
    row, column = block.cursor or (0, 0)
    first, last = block.active or (row, row)
    lines = [*block.lines[:first], *said.lines, *block.lines[first:]]
    return Block(lines, (row + said.height, column), (first, last + said.height))


def words(text: str, width: int, style: str = "") -> Block:
    """Return *text*, with its line breaks, wrapped at *width* cells."""
    return Block([[(style, row)] for row in wrapped(text, width)])


def labelled(label: Line, text: str, width: int, style: str = "") -> Block:
    """Return *text* after *label*, its further lines below its first one."""
    label = [(look, drawn(piece)) for look, piece in label]
    taken = cells("".join(piece for _, piece in label))
    first, *rest = wrapped(text, max(width - taken, 8))
    lines: list[Line] = [[*label, (style, first)]]
    lines += [[("", " " * taken), (style, row)] for row in rest]
    return Block(lines)


JOINER = "\u200d"
"""Holds the parts of one emoji together."""
BLANK = Block([[("", "")]])


# Terminals disagree about the width of joined emoji and of emoji made from signs; drawn one by
# one they are as wide everywhere, and the rest of their row stays in its place.
_JOINED = re.compile("(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\ufe0f")


def drawn(text: str) -> str:
    """Return the *text* of one row as it can be drawn on any terminal."""
    return text if text.isascii() and text.isprintable() else _JOINED.sub("", visible(text))


def cells(text: str) -> int:
    """Return how many cells *text* takes."""
    return len(text) if text.isascii() else sum(map(get_cwidth, text))


def wrapped(text: str, width: int) -> list[str]:
    """Return the rows of *text* at *width* cells; at least one, none of them obeyed."""
    rows: list[str] = []
    for paragraph in map(drawn, text.split("\n")):
        rows += [paragraph[start:end].rstrip() for start, end in breaks(paragraph, width)]
    return rows


@lru_cache(maxsize=4096)
def breaks(paragraph: str, width: int) -> tuple[tuple[int, int], ...]:
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
            start, used = end, cells(paragraph[end:place])
        used += size
        if character == " " or size == 2 or (size == 0 and chance == place):
            chance = place + 1
    rows.append((start, len(paragraph)))
    return tuple(rows)


def shortened(text: str, width: int) -> str:
    """Return *text* on one line of *width* cells, with an ellipsis where something is left out."""
    text = drawn(" ".join(text.split()))
    if cells(text) <= width:
        return text
    kept = ""
    for character in text:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"
