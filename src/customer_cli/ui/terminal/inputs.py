"""Text as the input of a field: a line or many, a date, a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from customer_cli.record.spec import Field
from customer_cli.text import clean, clean_line
from customer_cli.ui.terminal.lines import (
    StyledLine,
    TextBlock,
    find_breaks,
    to_drawable,
    wrap_text,
)

Value = str | Sequence[str]
Hints = tuple[tuple[str, str], ...]
"""Keys and what they do, the most important first."""
Outcome = Literal["done", "back"] | bool
"""What a key led to: past the end, before the beginning, somewhere, or (False) nothing."""

_MARGIN = 2
"""Cells kept free on the right, for a blank that hangs over and for the cursor."""


def draw_typed(buffer: Buffer, width: int, mark: str = "> ") -> TextBlock:
    """Return the text of *buffer* after *mark*, wrapped by words, with the cursor in it."""
    text, cursor = buffer.text, buffer.cursor_position
    rows = _wrap_rows(text, width - len(mark) - _MARGIN)
    here = max(row for row, (start, _) in enumerate(rows) if start <= cursor)
    lines: list[StyledLine] = []
    for row, (start, end) in enumerate(rows):
        before = mark if row == 0 else " " * len(mark)
        lines.append([("class:mark", before), ("class:typed", to_drawable(text[start:end]))])
    column = len(mark) + len(to_drawable(text[rows[here][0] : cursor]))
    return TextBlock(lines, (here, column))


def _wrap_rows(text: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        breaks = find_breaks(paragraph, max(width, 4))
        rows += [(offset + start, offset + end) for start, end in breaks]
        offset += len(paragraph) + 1
    return rows


class TextInput:
    """A line or many lines of typing."""

    hints: Hints = (("Ctrl-X Ctrl-E", "editor"),)

    def __init__(self, field: Field) -> None:
        self.field = field
        self.buffer = Buffer(multiline=field.widget == "text")
        self._is_long = field.widget == "text"
        self._width = 60

    @property
    def value(self) -> Value:
        """The text, or nothing where there are only blanks."""
        return self.buffer.text if self.buffer.text.strip() else ""

    def draw(self, width: int) -> TextBlock:
        """Return the text, and below it what is expected."""
        self._width = width
        block = draw_typed(self.buffer, width)
        expected = ""
        if self.field.widget == "date":
            expected = "year-month-day, such as 2026-03-14"
        if self.field.default and not self.value:
            expected = f"Enter = {self.field.default}"
        more = wrap_text(expected, width).indented(2).lines if expected else []
        return TextBlock(block.lines + more, block.cursor, (0, block.height + len(more) - 1))

    def press(self, key: str) -> bool:
        """Take Enter in a long text that holds words, and Up and Down as far as there are rows."""
        if key == "enter" and self._is_long and self.value:
            self.buffer.insert_text("\n")
            return True
        if key not in ("up", "down"):
            return False
        # Rows as they are seen, not lines as they are saved: one paragraph may fill the screen.
        rows = _wrap_rows(self.buffer.text, self._width - 2 - _MARGIN)
        cursor = self.buffer.cursor_position
        here = max(row for row, (start, _) in enumerate(rows) if start <= cursor)
        there = here + (-1 if key == "up" else 1)
        if not 0 <= there < len(rows):
            return False
        start, end = rows[there]
        # The end of a row that goes on is the beginning of the next.
        goes_on = there + 1 < len(rows) and rows[there + 1][0] == end
        self.buffer.cursor_position = min(start + cursor - rows[here][0], end - goes_on)
        return True

    def fill(self, value: Value) -> None:
        """Put *value* in the place of what is there; it can be undone."""
        text = value if isinstance(value, str) else ", ".join(value)
        text = clean(text) if self._is_long else clean_line(text)
        if self.buffer.text:
            self.buffer.save_to_undo_stack()
        self.buffer.set_document(Document(text, len(text)))
