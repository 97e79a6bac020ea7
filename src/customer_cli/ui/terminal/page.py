"""One screenful: the base of every page, its heading, the part of it that is in sight, the keys.

Designed at 64 by 18, which is a projector with letters large enough for the last row; at
40 by 12 everything is still there. A small mark on the right says that a page goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size

from customer_cli.interview.protocol import Command
from customer_cli.record.spec import Rows
from customer_cli.ui.terminal.inputs import Hints, Value, draw_typed
from customer_cli.ui.terminal.lines import StyledLine, TextBlock, count_cells, shorten, wrap_text


@dataclass(slots=True)
class Sight:
    """Which lines of a page are in sight; it follows the cursor until somebody scrolls."""

    top: int | None = None
    """The first line wanted in sight, or None to follow the cursor."""
    begun: bool = False
    first: int = 0
    height: int = 1
    last: int = 0
    """The first line that can be the top of the last screenful."""

    def scroll(self, lines: int) -> None:
        """Show what is *lines* further down, or up."""
        self.top = min(max(self.first + lines, 0), self.last)

    def place(self, block: TextBlock, height: int) -> None:
        """Decide what of *block* is in sight in *height* lines."""
        self.height, self.last = height, max(block.height - height, 0)
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


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is drawn at one width."""

    heading: tuple[str, str, str]
    """What stands in the first line: the title, how far, and the time."""
    body: TextBlock
    """Everything on the page, with the cursor."""
    hints: Hints
    """The keys that are of use now, the most important first."""
    follows: str = ""
    """What follows from what is typed now, always in sight; mostly nothing."""


class TerminalPage:
    """One screen of the conversation; a page on which nothing is typed needs no more than this."""

    def __init__(self, notice: str, *, top: int | None = None) -> None:
        self.sight = Sight(top)
        self.notice = notice
        """Why something was refused here, or what must be known about the disk."""
        self.known: Rows = ()
        """The rows as the interview knows them."""

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into now, or None where letters are commands."""
        return None

    @property
    def rows(self) -> Rows:
        """What is typed now, as rows of an answer."""
        return ()

    @property
    def typed(self) -> Rows | None:
        """The rows, where the interview does not know them yet; else None."""
        return None if drop_empty(self.rows) == drop_empty(self.known) else self.rows

    def view(self, width: int) -> View:
        """Return the page at *width* cells."""
        raise NotImplementedError

    def press(self, key: str) -> Command | bool:
        """Take *key* by its name; return a command, or whether the key meant something."""
        raise NotImplementedError

    def paste(self, text: str) -> bool:
        """Take a paste; return False where it belongs into the buffer."""
        return self.buffer is None and bool(text)


_SMALL = 16
"""Rows below which blank lines are saved and hints take two rows instead of three."""
_MARKS = 2
"""Columns on the right that belong to the marks for "goes on"."""
PARKING: Hints = (("Enter", "park it"), ("Shift-Tab", "back"), ("Ctrl-C", "stop"))

SCROLL = ("PageUp/PageDown", "scroll")


def drop_empty(rows: Rows) -> list[dict[str, Value]]:
    """Return *rows* without what is empty, which the journal leaves out."""
    plain: list[dict[str, Value]] = [
        {name: v if isinstance(v, str) else list(v) for name, v in row.items() if v} for row in rows
    ]
    return [row for row in plain if row]


def draw_screen(
    page: TerminalPage, parking: Buffer | None, size: Size, marks: str = "↑↓"
) -> TextBlock:
    """Return exactly the lines of a screen of *size*, with the cursor.

    *parking* is the line on which a thought is being parked; *marks* are those for
    "goes on above" and "goes on below".
    """
    width, small, sight = size.columns, size.rows < _SMALL, page.sight
    view = page.view(width - _MARKS - 1)
    head, body = _draw_heading(view.heading, width), view.body
    hints = PARKING if parking else view.hints
    if body.height > size.rows - 5 and SCROLL not in hints:
        hints = (*hints[:3], SCROLL, *hints[3:])
    gap: list[StyledLine] = [] if small else [[("", "")]]
    park = draw_typed(parking, width - _MARKS, "Park: ") if parking else TextBlock()
    follows = (
        wrap_text(view.follows, width - _MARKS, "class:label") if view.follows else TextBlock()
    )
    above = [*head, *([] if size.rows < 10 else [[("", "")]])]
    below = [*gap, *follows.lines, *park.lines, *draw_hints(hints, width, 2 if small else 3)]
    height = max(size.rows - len(above) - len(below), 1)
    sight.place(body, height)
    lines = [*above, *_draw_in_sight(body, sight, width, marks), *below][: size.rows]
    cursor = None
    if body.cursor and 0 <= body.cursor[0] - sight.first < height:
        cursor = (body.cursor[0] - sight.first + len(above), body.cursor[1])
    if parking and park.cursor:
        row = len(above) + height + len(gap) + follows.height + park.cursor[0]
        cursor = (row, park.cursor[1])
    return TextBlock(lines, cursor)


def _draw_heading(heading: tuple[str, str, str], width: int) -> list[StyledLine]:
    title, far, time = heading
    brief = time.split(";")[0]
    room = width - count_cells(brief) - 5
    bars = [(shorten(title, max(room, 8)), brief), (far, "")]
    for right in (f"{far} · {time}" if time else far, f"{far} · {brief}"):
        if count_cells(title + right) + 5 <= width:
            bars = [(title, right)]
            break
    lines: list[StyledLine] = []
    for left, right in bars:
        left, right = shorten(left, width - 2), shorten(right, width - 2)
        pad = " " * max(width - count_cells(left) - count_cells(right) - 2, 0)
        lines.append([("class:head", f" {left}{pad}{right} ")])
    return lines


def _draw_in_sight(body: TextBlock, sight: Sight, width: int, marks: str) -> list[StyledLine]:
    lines = body.lines[sight.first : sight.first + sight.height]
    lines += [[("", "")]] * (sight.height - len(lines))
    goes_on = sight.first + sight.height < body.height
    for at, is_more, mark in ((0, sight.first, marks[0]), (-1, goes_on, marks[1])):
        if is_more:
            taken = count_cells("".join(text for _, text in lines[at]))
            pad = " " * max(width - taken - 1, 0)
            lines[at] = [*lines[at], ("", pad), ("class:mark", mark)]
    return lines


def draw_hints(hints: Hints, width: int, most: int) -> list[StyledLine]:
    """Return *hints* in at most *most* lines; those that do not fit are the last ones."""
    lines: list[StyledLine] = [[]]
    used = 0
    for key, does in hints:
        size = count_cells(key) + count_cells(does) + 1
        gap = 3 if lines[-1] else 0
        if used + gap + size > width - 1 and lines[-1]:
            if len(lines) == most:
                break
            lines.append([])
            used = gap = 0
        lines[-1] += [("", " " * gap), ("class:key", key), ("", f" {does}")]
        used += gap + size
    return lines
