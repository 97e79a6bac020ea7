"""The page of all questions, and the page on which a finding is put as a question."""

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
    Overview,
    PushBack,
    QuestionLine,
    QuestionState,
)
from customer_cli.record.spec import Rows
from customer_cli.text import clean_line
from customer_cli.ui.terminal.inputs import Hints, draw_typed
from customer_cli.ui.terminal.lines import (
    BLANK,
    TextBlock,
    draw_choice,
    insert_notice,
    shorten,
    stack_blocks,
    wrap_labelled,
    wrap_text,
)
from customer_cli.ui.terminal.page import TerminalPage, View

MARKS: dict[QuestionState, str] = {
    "answered": "[x]",
    "open": "[ ]",
    "draft": "[~]",
    "look again": "[!]",
    "doubt": "[?]",
}
LONGEST = 400
"""Cells of an answer; two hundred pasted names would hide every other question."""


def draw_entries(lines: Sequence[QuestionLine], at: int | None, width: int) -> TextBlock:
    """Return *lines* under the headings of their sections; the one *at* has the cursor.

    Each has its mark and state in words, the question, and below it what was said.
    """
    blocks: list[TextBlock] = []
    title = ""
    for place, line in enumerate(lines):
        if line.title != title:
            title = line.title
            blocks += [BLANK] if blocks else []
            blocks.append(wrap_text(title, width, "class:active"))
        needed = ", needed" if line.required and line.state == "open" else ""
        key = f"{MARKS[line.state]} {line.state}{needed}  "
        parts = [draw_choice(line.ask, width, here=place == at, key=key)]
        if line.summary:
            parts.append(wrap_text(shorten(line.summary, LONGEST), width - 6).indented(6))
        if line.notice:
            mark = [("class:notice", "    ! ")]
            parts.append(wrap_labelled(mark, line.notice, width, "class:notice"))
        blocks.append(stack_blocks(parts).gathered())
    return stack_blocks(blocks)


def move_cursor(key: str, at: int, last: int) -> int | None:
    """Return the place that *key* moves to from *at*, or None where it moves nowhere."""
    moves = {"up": -1, "k": -1, "down": 1, "j": 1}
    if key in moves:
        return min(max(at + moves[key], 0), last)
    return {"home": 0, "end": last}.get(key)


_OVERVIEW_HINTS: Hints = (
    ("Enter", "go there"), ("Shift-Tab or q", "back"), ("r", "read back and save"),
    ("Up/Down", "choose"), ("x", "take the answer away"), ("PageUp/PageDown", "scroll"),
    ("Ctrl-P", "park"), ("Ctrl-C", "stop"),
)  # fmt: skip


class EntriesPage(TerminalPage):
    """A page of questions with a cursor among them."""

    lines: Sequence[QuestionLine]
    at: int

    @property
    def key(self) -> str:
        """The question that the cursor is on, or nothing."""
        return self.lines[self.at].key if 0 <= self.at < len(self.lines) else ""


class OverviewPage(EntriesPage):
    """*screen*, beginning at the question *key*."""

    def __init__(self, screen: Overview, key: str = "") -> None:
        super().__init__(screen.notice)
        self.lines = screen.lines
        self._doomed = ""
        """The question whose answer a second x takes away."""
        keys = [line.key for line in screen.lines]
        wanted = key if key in keys else screen.current
        self.at = keys.index(wanted) if wanted in keys else 0

    def view(self, width: int) -> View:
        """Return the questions, and above the chosen one what must be known."""
        answered = sum(line.state == "answered" for line in self.lines)
        heading = ("All questions", f"{answered} of {len(self.lines)} answered", "")
        body = insert_notice(draw_entries(self.lines, self.at, width), self.notice, width)
        return View(heading, body, _OVERVIEW_HINTS)

    def press(self, key: str) -> Command | bool:
        """Take the keys that choose, go, and take away."""
        doomed, self._doomed, self.notice = self._doomed, "", ""
        self.sight.top = None
        if not self.lines or key in ("s-tab", "q", "c-o"):
            return Back()
        if key == "r":
            # Whoever opened a record for one answer need not pass every other one on the way.
            return GoTo(REVIEW)
        line = self.lines[self.at]
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
        place = move_cursor(key, self.at, len(self.lines) - 1)
        if place is not None:
            self.at = place
        return True


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


class PushBackPage(TerminalPage):
    """*screen*, with the cursor on the way that changes nothing."""

    def __init__(self, screen: PushBack) -> None:
        super().__init__(screen.notice)
        self.screen = screen
        self._reason = Buffer(multiline=False)
        self._reason.insert_text(clean_line(screen.because))
        self._is_writing = bool(screen.because)
        self.known = self.rows
        self._at = 0

    @property
    def buffer(self) -> Buffer | None:
        """The reason, while one is typed."""
        return self._reason if self._is_writing else None

    @property
    def rows(self) -> Rows:
        """The reason so far."""
        return ({"because": self._reason.text},)

    def view(self, width: int) -> View:
        """Return the question, the finding, what was said, and the ways on."""
        doubt = self.screen.finding
        said = shorten(self.screen.answer, SAID)
        parts = [wrap_text(doubt.question or doubt.message, width, "class:question"), BLANK]
        parts += [wrap_text(doubt.message, width)] if doubt.question else []
        parts += [wrap_labelled([("class:label", "You said: ")], said, width)] if said else []
        last = (("Ctrl-O", "all questions"), ("Ctrl-P", "park"), ("Ctrl-C", "stop"))
        hints: Hints = (("Enter", "keep the answer"), ("Shift-Tab", "back to the choice"), *last)
        if self._is_writing:
            ways = draw_typed(self._reason, width, "Why it stays: ").gathered()
        else:
            enter = ("Enter", "choose" if self._at else "go on")
            hints = (enter, ("1-3", "choose"), ("Shift-Tab", "back to the answer"), *last)
            ways = stack_blocks(
                draw_choice(does, width, here=at == self._at, key=f"{key:<7}")
                for at, (key, does) in enumerate(WAYS)
            ).gathered()
        body = stack_blocks([*parts, BLANK, insert_notice(ways, self.notice, width)])
        return View((self.screen.title, "A question back", ""), body, hints)

    def press(self, key: str) -> Command | bool:
        """Take the keys that choose a way, or those that end a reason."""
        self.sight.top = None
        if key == "escape":
            return True
        if self._is_writing:
            if key in ("enter", "tab"):
                return Keep(self._reason.text)
            self._is_writing = key != "s-tab"
            return key == "s-tab"
        self.notice = ""
        if key == "s-tab" or (key in ("enter", "tab") and self._at == _ANEW):
            return Back(self.typed)
        if key in ("enter", "tab") and self._at == _WHY:
            self._is_writing = True
            return True
        if key in ("enter", "tab"):
            return Defer() if self._at else Keep()
        numbers = [number for number, _ in WAYS]
        place = numbers.index(key) if key in numbers else move_cursor(key, self._at, len(WAYS) - 1)
        if place is not None:
            self._at = place
        return place is not None
