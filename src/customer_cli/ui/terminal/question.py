"""The page of one question: the question, last year's answer beside it, and the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from prompt_toolkit.buffer import Buffer

from customer_cli.interview.answers import summary
from customer_cli.interview.protocol import Answer, Ask, Back, Clear, Command
from customer_cli.record.spec import Rows
from customer_cli.ui.terminal.form import Form, Listing
from customer_cli.ui.terminal.inputs import Hints, Value
from customer_cli.ui.terminal.lines import BLANK, Block, labelled, noticed, stack, words
from customer_cli.ui.terminal.page import Sight

NEEDED = (
    "This one is needed: there is no record without it. "
    "Write your best guess if nobody knows today; you can come back to it."
)
TAKES_AWAY = (
    "There was an answer here. Press Enter again to take it away and leave the question open."
)
LONG = 4
"""Rows of a last answer up to which it stands above the field."""
NARROW = 48
"""Cells below which a last answer always stands under the field; a screen that is narrow is low."""
MODES = {
    "private": "each alone, in silence",
    "round": "one after the other",
    "discuss": "talk",
    "decide": "decide",
    "record": "write down",
}
KEYS = (
    "Keys: Enter goes on, Shift-Tab back, Ctrl-O shows all questions, Ctrl-P parks a thought for "
    "the end, Ctrl-X Ctrl-E opens your editor, Ctrl-Y copies the last answer in, PageUp and "
    "PageDown scroll, Ctrl-C stops and keeps everything. Esc closes this."
)


class QuestionPage:
    """*screen* while it is being answered; *now* tells the time for the clock."""

    def __init__(self, screen: Ask, now: Callable[[], dt.datetime]) -> None:
        self.screen = screen
        self.sight = Sight()
        self.notice = screen.notice
        self._now = now
        self._help = False
        self._warned = False
        self._answer: Form | Listing
        if screen.many:
            self._answer = Listing(screen.fields, screen.rows)
        else:
            row = screen.rows[0] if screen.rows else {}
            # One empty field that is needed is an empty answer; the interview says so better.
            strict = screen.required and len(screen.fields) > 1
            self._answer = Form(screen.fields, row, strict=strict)
        self._known = self.rows

    def renewed(self, screen: Ask) -> bool:
        """Take *screen* if it is this page again, as it is typed now; tell whether it was."""
        # What is typed goes through the journal and back, which leaves out what is empty.
        same = _plain(screen.rows) == _plain(self.rows) and screen.fields == self.screen.fields
        if screen.key != self.screen.key or not same:
            return False
        self.screen = screen
        self.notice = screen.notice
        self.sight.top = None
        self._known = self.rows
        return True

    # ---- what it holds

    @property
    def rows(self) -> Rows:
        """The rows as they are typed now."""
        if isinstance(self._answer, Listing):
            return self._answer.rows
        return (self._answer.row,) if self._answer.row else ()

    @property
    def typed(self) -> Rows | None:
        """The rows, where the interview does not know them yet."""
        return None if _plain(self.rows) == _plain(self._known) else self.rows

    def kept(self) -> None:
        """Know that the interview has what is typed now."""
        self._known = self.rows

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into now."""
        return self._answer.buffer

    # ---- what it shows

    @property
    def follows(self) -> str:
        """What the facts that are marked make of the customer."""
        return self.screen.follows(self.rows)

    @property
    def heading(self) -> tuple[str, str, str]:
        """The section, how far, and the time of the section."""
        ask = self.screen
        far = f"Part {ask.part} of {ask.parts} · question {ask.step} of {ask.steps}"
        return ask.title, far, self._clock()

    def _clock(self) -> str:
        ask = self.screen
        if not (ask.minutes and ask.since):
            return ""
        try:
            # Without a time zone it is this machine's, on both sides.
            since = dt.datetime.fromisoformat(ask.since).astimezone()
        except ValueError:
            return ""
        passed = int((self._now().astimezone() - since).total_seconds())
        if passed >= ask.minutes * 60:
            return "time is up; take what you need"
        return f"{max(passed, 0) // 60} of {ask.minutes} min"

    @property
    def hints(self) -> Hints:
        """The keys that are of use now."""
        first: list[tuple[str, str]] = [("Enter", self._answer.enter)]
        if self._is_long() and not self._is_empty():
            first.insert(0, ("Tab", "next"))
        if self._help:
            return (("Esc", "close help"), *first, ("Shift-Tab", "back"))
        own = list(self._answer.hints)
        back = [] if self.screen.first else [("Shift-Tab", "back")]
        last = [("Ctrl-Y", "last answer")] if self.screen.earlier else []
        question = [("?", "help")] if self._is_empty() else [("F1", "help")]
        editor = [hint for hint in own if hint[1] == "editor"]
        own = [hint for hint in own if hint not in editor]
        return (*first, *back, *question, *own, *last, ("Ctrl-O", "all questions"),
                ("Ctrl-P", "park"), *editor, ("Ctrl-C", "stop"))  # fmt: skip

    def _is_long(self) -> bool:
        return self.buffer is not None and bool(self.buffer.multiline())

    def _is_empty(self) -> bool:
        return self.buffer is None or not self.buffer.text

    def draw(self, width: int) -> Block:
        """Return the question and, below each other, help, last answer, notice and fields."""
        parts = [words(self.screen.ask, width, "class:question"), BLANK]
        if self._help:
            parts += [self._explained(width), BLANK]
        answer = noticed(self._answer.draw(width), self.notice, width)
        if not self.screen.earlier:
            return stack([*parts, answer])
        earlier = self._earlier(width)
        # A long answer would push the question out of sight before anybody has read it.
        under = earlier.height > LONG or width < NARROW
        beside = [answer, BLANK, earlier] if under else [earlier, BLANK, answer]
        return stack([*parts, *beside])

    def _earlier(self, width: int) -> Block:
        """Last year's answer: field by field where there is one row, else row by row."""
        rows = [
            [(field.label, summary([row], [field])) for field in self.screen.recalled
             if field.applies(row) and row.get(field.name)]
            for row in self.screen.earlier
        ]  # fmt: skip
        label = words("Last time", width, "class:label")
        if self.screen.many or len(self.screen.fields) == 1:
            told = [words(" · ".join(said for _, said in row), width - 2) for row in rows]
        else:
            told = [labelled([("", f"{name}: ")], said, width - 2) for row in rows
                    for name, said in row]  # fmt: skip
        return stack([label, *(block.indented(2) for block in told)])

    def _explained(self, width: int) -> Block:
        ask = self.screen
        said = [("", ask.help), ("Why: ", ask.why), ("For example: ", ask.example)]
        said += [("Ask also: ", probe) for probe in ask.probes]
        said += [("How: ", MODES.get(ask.mode, "")), ("", KEYS)]
        return stack(
            labelled([("class:label", f"  {label}")], text, width) for label, text in said if text
        )

    # ---- what it takes

    def press(self, key: str) -> Command | bool:
        """Take *key*: help and the last answer here, everything else in the fields."""
        self.sight.top = None
        if key == "f1" or (key == "?" and self._is_empty()):
            self._help = not self._help
            self.sight.top = 0 if self._help else None
            return True
        if key == "escape":
            self._help = False
            return True
        if key == "c-y":
            self.notice = self._copy()
            return True
        outcome = self._answer.press(key)
        if outcome is not False:
            self.notice = self._answer.notice
        if outcome == "done":
            return self._answered()
        if outcome == "back":
            return Back(self.typed)
        self._warned = False
        return bool(outcome)

    def _copy(self) -> str:
        earlier = self.screen.earlier
        if not earlier:
            return "There is no earlier answer to this question."
        if isinstance(self._answer, Listing):
            return self._answer.fill(earlier)
        return self._answer.fill(earlier[0])

    def _answered(self) -> Command | bool:
        if self.rows or not self.screen.rows:
            return Answer(self.rows)
        if self.screen.required:
            self.notice = NEEDED
            return True
        # A list was emptied row by row; a field may have been emptied by a slip.
        if self.screen.many or self._warned:
            return Clear(self.screen.key)
        self._warned = True
        self.notice = TAKES_AWAY
        return True

    def paste(self, text: str) -> bool:
        """Take several lines as several rows where rows are being typed."""
        self.sight.top = None
        return isinstance(self._answer, Listing) and self._answer.paste(text)

    # ---- for an editor

    @property
    def text(self) -> str | None:
        """What an editor would open on, or None where there are no words to edit."""
        if isinstance(self._answer, Listing) and not self._answer.in_form:
            return self._answer.text
        return self.buffer.text if self.buffer else None

    def take(self, text: str) -> None:
        """Take *text* from an editor."""
        if isinstance(self._answer, Listing) and not self._answer.in_form:
            self._answer.take(text)
        elif isinstance(self._answer, Listing):
            self._answer.fill_active(text)
        else:
            self._answer.active.fill(text)


def _plain(rows: Rows) -> list[dict[str, Value]]:
    plain: list[dict[str, Value]] = [
        {name: v if isinstance(v, str) else list(v) for name, v in row.items() if v} for row in rows
    ]
    return [row for row in plain if row]
