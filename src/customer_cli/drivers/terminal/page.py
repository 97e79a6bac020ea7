"""What every page is: something to read, keys it takes, and the part of it that is in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import Block
from customer_cli.drivers.terminal.widgets.widget import Hints
from customer_cli.interview.fields import Rows
from customer_cli.interview.protocol import Command


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
