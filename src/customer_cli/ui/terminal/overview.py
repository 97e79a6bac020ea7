"""The overview, and findings put as questions.

Questions one below the other with what was said to each, to choose from.

The page of all questions, to see where we are and to go anywhere.

The page of a push-back: the doubt, the question, and the ways on.
"""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer

from customer_cli.interview.protocol import (
    REVIEW,
    Back,
    Clear,
    Command,
    Defer,
    GoTo,
    Keep,
    Line,
    LineState,
    Overview,
    PushBack,
)
from customer_cli.record.spec import Rows
from customer_cli.text import clean_line
from customer_cli.ui.terminal.inputs import Hints, typed
from customer_cli.ui.terminal.lines import BLANK, Block, labelled, noticed, shortened, stack, words
from customer_cli.ui.terminal.lines import Line as Styled
from customer_cli.ui.terminal.page import Sight

MARKS: dict[LineState, str] = {
    "answered": "[x]",
    "open": "[ ]",
    "draft": "[~]",
    "look again": "[!]",
    "doubt": "[?]",
}
LONGEST = 400
"""Cells of an answer; two hundred pasted names would hide every other question."""


def entry(line: Line, width: int, *, here: bool) -> Block:
    """Return *line*: its mark and state in words, the question, and below it what was said."""
    state = f"{MARKS[line.state]} {line.state}"
    needed = ", needed" if line.required and line.state == "open" else ""
    label: Styled = [("class:mark", "> " if here else "  "), ("class:key", f"{state}{needed}  ")]
    parts = [labelled(label, line.ask, width, "class:chosen" if here else "")]
    if line.summary:
        parts.append(words(shortened(line.summary, LONGEST), width - 6).indented(6))
    if line.notice:
        parts.append(labelled([("class:notice", "    ! ")], line.notice, width, "class:notice"))
    block = stack(parts)
    return Block(block.lines, (0, 0), (0, block.height - 1)) if here else block


def entries(lines: Sequence[Line], at: int | None, width: int) -> Block:
    """Return *lines* under the headings of their sections; the one *at* has the cursor."""
    blocks: list[Block] = []
    title = ""
    for place, line in enumerate(lines):
        if line.title != title:
            title = line.title
            blocks += [BLANK] if blocks else []
            blocks.append(words(title, width, "class:active"))
        blocks.append(entry(line, width, here=place == at))
    return stack(blocks)


def step(key: str, at: int, last: int) -> int | None:
    """Return the place that *key* moves to from *at*, or None where it moves nowhere."""
    moves = {"up": -1, "k": -1, "down": 1, "j": 1}
    if key in moves:
        return min(max(at + moves[key], 0), last)
    return {"home": 0, "end": last}.get(key)


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
