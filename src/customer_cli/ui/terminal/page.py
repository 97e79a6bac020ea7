"""One screenful.

What every page is: something to read, keys it takes, and the part of it that is in sight.

How a screenful is made: heading, the part of the page that is in sight, and the keys.

Designed at 64 by 18, which is a projector with letters large enough for the last row; at
40 by 12 everything is still there. A small mark on the right says that a page goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size

from customer_cli.interview.protocol import Command
from customer_cli.record.spec import Rows
from customer_cli.ui.terminal.inputs import Hints, typed
from customer_cli.ui.terminal.lines import Block, Line, cells, shortened, words


@dataclass(slots=True)
class Sight:
    """Which lines of a page are in sight; it follows the cursor until somebody scrolls."""

    top: int | None = None
    """The first line wanted in sight, or None to follow the cursor."""
    begun: bool = False
    first: int = 0
    height: int = 1
    total: int = 0

    @property
    def last(self) -> int:
        """The first line that can be the top of the last screenful."""
        return max(self.total - self.height, 0)

    def scroll(self, lines: int) -> None:
        """Show what is *lines* further down, or up."""
        self.top = min(max(self.first + lines, 0), self.last)

    def place(self, block: Block, height: int) -> None:
        """Decide what of *block* is in sight in *height* lines."""
        self.height, self.total = height, block.height
        row = block.cursor[0] if block.cursor else 0
        first, last = block.active or (row, row)
        if not self.begun:
            # Whoever arrives reads the question first; the first key brings the whole field.
            self.begun = True
            self.top = 0 if self.top is None and first < height else self.top
        if self.top is not None:
            self.first = min(max(self.top, 0), self.last)
            return
        if last - first >= height:
            # Too much to show at once: what is around the cursor.
            last = min(max(row + height // 2, first + height - 1), last)
        self.first = min(max(last - height + 1, 0), self.last)


class Page(Protocol):
    """One screen of the conversation."""

    sight: Sight
    notice: str
    """Why something was refused here, or what must be known about the disk."""

    @property
    def heading(self) -> tuple[str, str, str]:
        """What stands in the first line: where we are, how far, and the time."""

    @property
    def follows(self) -> str:
        """What follows from what is typed now, always in sight; mostly nothing."""

    @property
    def hints(self) -> Hints:
        """The keys that are of use now, the most important first."""

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into now, or None where letters are commands."""

    @property
    def typed(self) -> Rows | None:
        """What was typed, where the interview does not know it yet; else None."""

    def kept(self) -> None:
        """Know that the interview has what is typed now."""

    def draw(self, width: int) -> Block:
        """Return everything on the page, with the cursor."""

    def press(self, key: str) -> Command | bool:
        """Take *key* by its name; return a command, or whether the key meant something."""

    def paste(self, text: str) -> bool:
        """Take a paste; return False where it belongs into the buffer."""


_SMALL = 16
"""Rows below which blank lines are saved and hints take two rows instead of three."""
_MARKS = 2
"""Columns on the right that belong to the marks for "goes on"."""
PARKING: Hints = (("Enter", "park it"), ("Shift-Tab", "back"), ("Ctrl-C", "stop"))

SCROLL = ("PageUp/PageDown", "scroll")


def screenful(page: Page, parking: Buffer | None, size: Size, shown: str = "↑↓") -> Block:
    """Return exactly the lines of a screen of *size*, with the cursor.

    *parking* is the line on which a thought is being parked; *shown* are the marks for
    "goes on above" and "goes on below".
    """
    width, small = size.columns, size.rows < _SMALL
    head = _head(page, width)
    body = page.draw(width - _MARKS - 1)
    hints = PARKING if parking else page.hints
    if body.height > size.rows - 5 and SCROLL not in hints:
        hints = (*hints[:3], SCROLL, *hints[3:])
    foot = hint_lines(hints, width, 2 if small else 3)
    gap: list[Line] = [] if small else [[("", "")]]
    park = typed(parking, width - _MARKS, "Park: ") if parking else Block()
    told = words(page.follows, width - _MARKS, "class:label") if page.follows else Block()
    above = [*head, *([] if size.rows < 10 else [[("", "")]])]
    below = [*gap, *told.lines, *park.lines, *foot]
    height = max(size.rows - len(above) - len(below), 1)
    page.sight.place(body, height)
    lines = [*above, *_in_sight(body, page, width, shown), *below][: size.rows]
    cursor = _cursor(body, page, len(above))
    if parking and park.cursor:
        row = len(above) + height + len(gap) + told.height + park.cursor[0]
        cursor = (row, park.cursor[1])
    return Block(lines, cursor)


def _head(page: Page, width: int) -> list[Line]:
    title, far, time = page.heading
    brief = time.split(";")[0]
    for right in (f"{far} · {time}" if time else far, f"{far} · {brief}"):
        if cells(title + right) + 5 <= width:
            return [_bar(title, right, width)]
    room = width - cells(brief) - 5
    return [_bar(shortened(title, max(room, 8)), brief, width), _bar(far, "", width)]


def _bar(left: str, right: str, width: int) -> Line:
    left, right = shortened(left, width - 2), shortened(right, width - 2)
    pad = " " * max(width - cells(left) - cells(right) - 2, 0)
    return [("class:head", f" {left}{pad}{right} ")]


def _in_sight(body: Block, page: Page, width: int, shown: str) -> list[Line]:
    sight = page.sight
    lines = body.lines[sight.first : sight.first + sight.height]
    lines += [[("", "")]] * (sight.height - len(lines))
    if sight.first:
        lines[0] = _marked(lines[0], width, shown[0])
    if sight.first + sight.height < body.height:
        lines[-1] = _marked(lines[-1], width, shown[1])
    return lines


def _marked(line: Line, width: int, mark: str) -> Line:
    taken = cells("".join(text for _, text in line))
    return [*line, ("", " " * max(width - taken - 1, 0)), ("class:mark", mark)]


def _cursor(body: Block, page: Page, above: int) -> tuple[int, int] | None:
    if body.cursor is None:
        return None
    row = body.cursor[0] - page.sight.first
    return (row + above, body.cursor[1]) if 0 <= row < page.sight.height else None


def hint_lines(hints: Hints, width: int, most: int) -> list[Line]:
    """Return *hints* in at most *most* lines; those that do not fit are the last ones."""
    lines: list[Line] = [[]]
    used = 0
    for key, does in hints:
        size = cells(key) + cells(does) + 1
        gap = 3 if lines[-1] else 0
        if used + gap + size > width - 1 and lines[-1]:
            if len(lines) == most:
                break
            lines.append([])
            used = gap = 0
        lines[-1] += [("", " " * gap), ("class:key", key), ("", f" {does}")]
        used += gap + size
    return lines


def plain(text: str, width: int) -> list[str]:
    """Return *text* as the rows it takes, for what is printed and not drawn."""
    return ["".join(piece for _, piece in line) for line in words(text, width).lines]
