"""The page of one question: the question, last year's answer beside it, and the fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from prompt_toolkit.buffer import Buffer

from customer_cli.interview.answers import summarize
from customer_cli.interview.protocol import Answer, Ask, Back, Clear, Command
from customer_cli.record.spec import Rows
from customer_cli.ui.terminal.form import ListForm, RowForm
from customer_cli.ui.terminal.inputs import Hints
from customer_cli.ui.terminal.lines import (
    BLANK,
    TextBlock,
    insert_notice,
    stack_blocks,
    wrap_labelled,
    wrap_text,
)
from customer_cli.ui.terminal.page import TerminalPage, View, drop_empty

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


class QuestionPage(TerminalPage):
    """*screen* while it is being answered; *now* tells the time for the clock."""

    def __init__(self, screen: Ask, now: Callable[[], dt.datetime]) -> None:
        super().__init__(screen.notice)
        self.screen = screen
        self.answer: RowForm | ListForm
        """The fields; `text` and `take` of it are for an editor."""
        self._now = now
        self._has_help = False
        self._is_warned = False
        if screen.many:
            self.answer = ListForm(screen.fields, screen.rows)
        else:
            row = screen.rows[0] if screen.rows else {}
            # One empty field that is needed is an empty answer; the interview says so better.
            strict = screen.required and len(screen.fields) > 1
            self.answer = RowForm(screen.fields, row, strict=strict)
        self.known = self.rows

    def renew(self, screen: Ask) -> bool:
        """Take *screen* if it is this page again, as it is typed now; tell whether it was."""
        # What is typed goes through the journal and back, which leaves out what is empty.
        same = (
            drop_empty(screen.rows) == drop_empty(self.rows) and screen.fields == self.screen.fields
        )
        if screen.key != self.screen.key or not same:
            return False
        self.screen = screen
        self.notice = screen.notice
        self.sight.top = None
        self.known = self.rows
        return True

    # ---- what it holds

    @property
    def rows(self) -> Rows:
        """The rows as they are typed now."""
        if isinstance(self.answer, ListForm):
            return self.answer.rows
        return (self.answer.row,) if self.answer.row else ()

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into now."""
        return self.answer.buffer

    # ---- what it shows

    def view(self, width: int) -> View:
        """Return the question with its clock, the fields, the keys, and what follows from them."""
        ask, clock = self.screen, ""
        far = f"Part {ask.part} of {ask.parts} · question {ask.step} of {ask.steps}"
        try:
            # Without a time zone it is this machine's, on both sides.
            since = dt.datetime.fromisoformat(ask.since).astimezone() if ask.since else None
        except ValueError:
            since = None
        if ask.minutes and since:
            passed = int((self._now().astimezone() - since).total_seconds())
            clock = f"{max(passed, 0) // 60} of {ask.minutes} min"
            if passed >= ask.minutes * 60:
                clock = "time is up; take what you need"
        heading = (ask.title, far, clock)
        return View(heading, self._draw(width), self._hints(), ask.follows(self.rows))

    def _hints(self) -> Hints:
        first, *own = self.answer.hints
        line = self.buffer if self.buffer and self.buffer.text else None
        tab = [("Tab", "next")] if line and line.multiline() else []
        if self._has_help:
            return (("Esc", "close help"), *tab, first, ("Shift-Tab", "back"))
        back = [] if self.screen.first else [("Shift-Tab", "back")]
        last = [("Ctrl-Y", "last answer")] if self.screen.earlier else []
        question = ("F1", "help") if line else ("?", "help")
        editor = [hint for hint in own if hint[1] == "editor"]
        own = [hint for hint in own if hint not in editor]
        return (*tab, first, *back, question, *own, *last, ("Ctrl-O", "all questions"),
                ("Ctrl-P", "park"), *editor, ("Ctrl-C", "stop"))  # fmt: skip

    def _draw(self, width: int) -> TextBlock:
        parts = [wrap_text(self.screen.ask, width, "class:question"), BLANK]
        if self._has_help:
            ask = self.screen
            said = [("", ask.help), ("Why: ", ask.why), ("For example: ", ask.example)]
            said += [("Ask also: ", probe) for probe in ask.probes]
            said += [("How: ", MODES.get(ask.mode, "")), ("", KEYS)]
            parts += [wrap_labelled([("class:label", f"  {label}")], text, width)
                      for label, text in said if text]  # fmt: skip
            parts.append(BLANK)
        answer = insert_notice(self.answer.draw(width), self.notice, width)
        if not self.screen.earlier:
            return stack_blocks([*parts, answer])
        earlier = self._draw_earlier(width)
        # A long answer would push the question out of sight before anybody has read it.
        under = earlier.height > LONG or width < NARROW
        beside = [answer, BLANK, earlier] if under else [earlier, BLANK, answer]
        return stack_blocks([*parts, *beside])

    def _draw_earlier(self, width: int) -> TextBlock:
        """Last year's answer: field by field where there is one row, else row by row."""
        rows = [
            [(field.label, summarize([row], [field])) for field in self.screen.recalled
             if field.applies(row) and row.get(field.name)]
            for row in self.screen.earlier
        ]  # fmt: skip
        label = wrap_text("Last time", width, "class:label")
        if self.screen.many or len(self.screen.fields) == 1:
            blocks = [wrap_text(" · ".join(said for _, said in row), width - 2) for row in rows]
        else:
            blocks = [wrap_labelled([("", f"{name}: ")], said, width - 2) for row in rows
                    for name, said in row]  # fmt: skip
        return stack_blocks([label, *(block.indented(2) for block in blocks)])

    # ---- what it takes

    def press(self, key: str) -> Command | bool:
        """Take *key*: help and the last answer here, everything else in the fields."""
        self.sight.top = None
        is_typed = self.buffer is not None and bool(self.buffer.text)
        if key == "f1" or (key == "?" and not is_typed):
            self._has_help = not self._has_help
            self.sight.top = 0 if self._has_help else None
            return True
        if key == "escape":
            self._has_help = False
            return True
        if key == "c-y":
            earlier, nothing = self.screen.earlier, "There is no earlier answer to this question."
            self.notice = self.answer.fill(earlier) if earlier else nothing
            return True
        outcome = self.answer.press(key)
        if outcome is not False:
            self.notice = self.answer.notice
        if outcome == "done":
            return self._finish()
        if outcome == "back":
            return Back(self.typed)
        self._is_warned = False
        return bool(outcome)

    def _finish(self) -> Command | bool:
        if self.rows or not self.screen.rows:
            return Answer(self.rows)
        if self.screen.required:
            self.notice = NEEDED
            return True
        # A list was emptied row by row; a field may have been emptied by a slip.
        if self.screen.many or self._is_warned:
            return Clear(self.screen.key)
        self._is_warned = True
        self.notice = TAKES_AWAY
        return True

    def paste(self, text: str) -> bool:
        """Take several lines as several rows where rows are being typed."""
        self.sight.top = None
        return isinstance(self.answer, ListForm) and self.answer.paste(text)
