"""The page of a push-back: the doubt, the question, and the ways on."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import (
    BLANK,
    Block,
    labelled,
    noticed,
    shortened,
    stack,
    words,
)
from customer_cli.drivers.terminal.entries import step
from customer_cli.drivers.terminal.page import Sight
from customer_cli.drivers.terminal.widgets.widget import Hints
from customer_cli.drivers.terminal.widgets.words import typed
from customer_cli.interview.fields import Rows
from customer_cli.interview.protocol import Back, Command, Defer, Keep, PushBack
from customer_cli.text import clean_line

WAYS = (
    ("Enter", "Go on; the answer stays"),
    ("1", "Write the answer anew"),
    ("2", "Keep it and say why"),
    ("3", "Park this question for the end"),
)
"""Keys and ways; the one that changes nothing comes first, so Enter is always safe."""
_ANEW, _WHY = 1, 2
SAID = 200
"""Cells of the answer that are read back; the room has just said it."""


class PushBackPage:
    """*screen*, with the cursor on the way that changes nothing."""

    follows = ""

    def __init__(self, screen: PushBack) -> None:
        self.screen = screen
        self.sight = Sight()
        self.notice = screen.notice
        self._reason = Buffer(multiline=False)
        self._reason.insert_text(clean_line(screen.because))
        self._writing = bool(screen.because)
        self._known = self._reason.text
        self._at = 0

    @property
    def heading(self) -> tuple[str, str, str]:
        """Where we are."""
        return self.screen.title, "A question back", ""

    @property
    def hints(self) -> Hints:
        """What can be said to it."""
        last = (("Ctrl-O", "all questions"), ("Ctrl-P", "park"), ("Ctrl-C", "stop"))
        if self._writing:
            return (("Enter", "keep the answer"), ("Shift-Tab", "back to the choice"), *last)
        enter = "choose" if self._at else "go on"
        return (("Enter", enter), ("1-3", "choose"), ("Shift-Tab", "back to the answer"), *last)

    @property
    def buffer(self) -> Buffer | None:
        """The reason, while one is typed."""
        return self._reason if self._writing else None

    @property
    def typed(self) -> Rows | None:
        """The reason so far, where the interview does not know it yet."""
        return None if self._reason.text == self._known else ({"because": self._reason.text},)

    def kept(self) -> None:
        """Know that the interview has the reason as it is typed now."""
        self._known = self._reason.text

    # ---- what it shows

    def draw(self, width: int) -> Block:
        """Return the question, what is doubted, what was said, and the ways on."""
        doubt = self.screen.doubt
        said = shortened(self.screen.said, SAID)
        parts = [words(doubt.question or doubt.message, width, "class:question"), BLANK]
        parts += [words(doubt.message, width)] if doubt.question else []
        parts += [labelled([("class:label", "You said: ")], said, width)] if said else []
        if self._writing:
            ways = typed(self._reason, width, "Why it stays: ").gathered()
        else:
            ways = stack(self._way(place, width) for place in range(len(WAYS))).gathered()
        return stack([*parts, BLANK, noticed(ways, self.notice, width)])

    def _way(self, place: int, width: int) -> Block:
        here = place == self._at
        key, does = WAYS[place]
        label = [("class:mark", "> " if here else "  "), ("class:key", f"{key:<7}")]
        block = labelled(label, does, width, "class:chosen" if here else "")
        return Block(block.lines, (0, 0) if here else None)

    # ---- what it takes

    def press(self, key: str) -> Command | bool:
        """Take the keys that choose a way, or those that end a reason."""
        self.sight.top = None
        if key == "escape":
            return True
        if self._writing:
            return self._in_reason(key)
        self.notice = ""
        if key == "s-tab":
            return Back(self.typed)
        if key in ("enter", "tab"):
            return self._taken()
        numbers = [number for number, _ in WAYS]
        place = numbers.index(key) if key in numbers else step(key, self._at, len(WAYS) - 1)
        if place is not None:
            self._at = place
        return place is not None

    def _taken(self) -> Command | bool:
        if self._at == _WHY:
            self._writing = True
            return True
        if self._at == _ANEW:
            return Back(self.typed)
        return Defer() if self._at else Keep()

    def _in_reason(self, key: str) -> Command | bool:
        if key in ("enter", "tab"):
            return Keep(self._reason.text)
        if key == "s-tab":
            self._writing = False
            return True
        return False

    def paste(self, text: str) -> bool:
        """Leave a paste to the reason, where one is typed."""
        return not self._writing and bool(text)
