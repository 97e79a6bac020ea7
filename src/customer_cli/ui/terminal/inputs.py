"""The input of a field, and text as such an input.

What every widget is: one field of an answer, on the screen and under the keys.

Words, in a line or in many: text, dates and numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from customer_cli.record.spec import Field
from customer_cli.text import clean, clean_line
from customer_cli.ui.terminal.lines import Block, Line, breaks, drawn, words

Value = str | Sequence[str]
Hints = tuple[tuple[str, str], ...]
"""Keys and what they do, the most important first."""
Outcome = Literal["done", "back"] | bool
"""What a key led to: past the end, before the beginning, somewhere, or (False) nothing."""


class Widget(Protocol):
    """One field that a person fills in."""

    field: Field

    @property
    def buffer(self) -> Buffer | None:
        """What keys are typed into now, or None where letters are commands."""

    @property
    def value(self) -> Value:
        """What the field holds, empty where nothing was said."""

    @property
    def said(self) -> str:
        """The value in words, as it is shown while another field is active."""

    @property
    def hints(self) -> Hints:
        """The keys that are this widget's own."""

    def draw(self, width: int) -> Block:
        """Return the active field, with the cursor."""

    def press(self, key: str) -> bool:
        """Take *key* by its name, or return False where it means nothing here."""

    def fill(self, value: Value) -> None:
        """Put *value* in the place of what is there."""

    def settle(self) -> None:
        """Take what an untouched field means, because Enter was pressed on it."""


_MARGIN = 2
"""Cells kept free on the right, for a blank that hangs over and for the cursor."""


def pasted(text: str) -> str:
    """Return *text* as `clean` does, but with the blanks at both ends."""
    # A paste may begin or end in the middle of a sentence; the dots keep its ends in place.
    return clean(f".{text}.")[1:-1]


def typed(buffer: Buffer, width: int, mark: str = "> ") -> Block:
    """Return the text of *buffer* after *mark*, wrapped by words, with the cursor in it."""
    text, cursor = buffer.text, buffer.cursor_position
    rows = _rows(text, width - len(mark) - _MARGIN)
    here = max(row for row, (start, _) in enumerate(rows) if start <= cursor)
    lines: list[Line] = []
    for row, (start, end) in enumerate(rows):
        before = mark if row == 0 else " " * len(mark)
        lines.append([("class:mark", before), ("class:typed", drawn(text[start:end]))])
    return Block(lines, (here, len(mark) + len(drawn(text[rows[here][0] : cursor]))))


def _rows(text: str, width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    offset = 0
    for paragraph in text.split("\n"):
        rows += [(offset + start, offset + end) for start, end in breaks(paragraph, max(width, 4))]
        offset += len(paragraph) + 1
    return rows


class Words:
    """A line or many lines of typing."""

    def __init__(self, field: Field, value: Value = "") -> None:
        self.field = field
        self._long = field.widget == "text"
        self._buffer = Buffer(multiline=self._long)
        self._width = 60
        self.fill(value)

    @property
    def buffer(self) -> Buffer | None:
        """Always the text."""
        return self._buffer

    @property
    def value(self) -> Value:
        """The text, or nothing where there are only blanks."""
        return self._buffer.text if self._buffer.text.strip() else ""

    @property
    def said(self) -> str:
        """The text."""
        return self._buffer.text

    @property
    def hints(self) -> Hints:
        """A line is typed as everywhere."""
        return (("Ctrl-X Ctrl-E", "editor"),)

    def draw(self, width: int) -> Block:
        """Return the text, and below it what is expected."""
        self._width = width
        block = typed(self._buffer, width)
        said = ""
        if self.field.widget == "date":
            said = "year-month-day, such as 2026-03-14"
        if self.field.default and not self.value:
            said = f"Enter = {self.field.default}"
        more = words(said, width).indented(2).lines if said else []
        return Block(block.lines + more, block.cursor, (0, block.height + len(more) - 1))

    def press(self, key: str) -> bool:
        """Take Enter in a long text that holds words, and Up and Down as far as there are rows."""
        if key == "enter" and self._long and self.value:
            self._buffer.insert_text("\n")
            return True
        if key in ("up", "down"):
            return self._moved(-1 if key == "up" else 1)
        return False

    def _moved(self, by: int) -> bool:
        # Rows as they are seen, not lines as they are kept: one paragraph may fill the screen.
        rows = _rows(self._buffer.text, self._width - 2 - _MARGIN)
        cursor = self._buffer.cursor_position
        here = max(row for row, (start, _) in enumerate(rows) if start <= cursor)
        if not 0 <= here + by < len(rows):
            return False
        start, end = rows[here + by]
        # The end of a row that goes on is the beginning of the next.
        goes_on = here + by + 1 < len(rows) and rows[here + by + 1][0] == end
        self._buffer.cursor_position = min(start + cursor - rows[here][0], end - goes_on)
        return True

    def fill(self, value: Value) -> None:
        """Put *value* in the place of what is there; it can be undone."""
        text = value if isinstance(value, str) else ", ".join(value)
        text = clean(text) if self._long else clean_line(text)
        if self._buffer.text:
            self._buffer.save_to_undo_stack()
        self._buffer.set_document(Document(text, len(text)))

    def settle(self) -> None:
        """Take the default where nothing was typed."""
        if not self.value and self.field.default:
            self.fill(self.field.default)
