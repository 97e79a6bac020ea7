"""The page of all questions, to see where we are and to go anywhere."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import Block, noticed
from customer_cli.drivers.terminal.entries import entries, step
from customer_cli.drivers.terminal.page import Sight
from customer_cli.drivers.terminal.widgets.widget import Hints
from customer_cli.interview.fields import Rows
from customer_cli.interview.protocol import REVIEW, Back, Clear, Command, GoTo, Overview


class OverviewPage:
    """*screen*, beginning at the question *key*."""

    hints: Hints = (("Enter", "go there"), ("Shift-Tab or q", "back"), ("r", "read back and save"),
                    ("Up/Down", "choose"),
                    ("x", "take the answer away"), ("PageUp/PageDown", "scroll"),
                    ("Ctrl-P", "park"), ("Ctrl-C", "stop"))  # fmt: skip
    buffer: Buffer | None = None
    typed: Rows | None = None

    follows = ""

    def __init__(self, screen: Overview, key: str = "") -> None:
        self.screen = screen
        self.sight = Sight()
        self.notice = screen.notice
        self._doomed = ""
        keys = [line.key for line in screen.lines]
        wanted = key if key in keys else screen.current
        self._at = keys.index(wanted) if wanted in keys else 0

    @property
    def key(self) -> str:
        """The question that the cursor is on."""
        return self.screen.lines[self._at].key if self.screen.lines else ""

    @property
    def heading(self) -> tuple[str, str, str]:
        """How many are answered."""
        lines = self.screen.lines
        answered = sum(line.state == "answered" for line in lines)
        return "All questions", f"{answered} of {len(lines)} answered", ""

    def draw(self, width: int) -> Block:
        """Return the questions, and above the chosen one what must be known."""
        return noticed(entries(self.screen.lines, self._at, width), self.notice, width)

    def press(self, key: str) -> Command | bool:
        """Take the keys that choose, go, and take away."""
        doomed, self._doomed, self.notice = self._doomed, "", ""
        self.sight.top = None
        if not self.screen.lines or key in ("s-tab", "q", "c-o"):
            return Back()
        if key == "r":
            # Whoever opened a record for one answer need not pass every other one on the way.
            return GoTo(REVIEW)
        line = self.screen.lines[self._at]
        if key in ("enter", "tab"):
            return GoTo(line.key)
        if key in ("x", "delete", "backspace"):
            if doomed == line.key:
                return Clear(line.key)
            if line.state == "open":
                self.notice = "There is no answer to take away."
            else:
                self._doomed = line.key
                self.notice = "Press x again to take this answer away."
            return True
        place = step(key, self._at, len(self.screen.lines) - 1)
        if place is not None:
            self._at = place
        return True

    def kept(self) -> None:
        """Nothing is typed here."""

    def paste(self, text: str) -> bool:
        """Nothing is pasted here."""
        return bool(text)
