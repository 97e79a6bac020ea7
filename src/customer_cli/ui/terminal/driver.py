"""The driver for a terminal: screens become pages, and what is left behind is a transcript."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
from collections.abc import Callable
from types import TracebackType

from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import Output, create_output
from prompt_toolkit.renderer import print_formatted_text

from customer_cli.errors import CustomerError
from customer_cli.interview import protocol
from customer_cli.interview.answers import summarize
from customer_cli.interview.protocol import Command, Screen
from customer_cli.text import visible
from customer_cli.ui.terminal.app import EditorWanted, TerminalApp, wipe_rows
from customer_cli.ui.terminal.lines import count_cells, shorten, wrap_text
from customer_cli.ui.terminal.overview import EntriesPage, OverviewPage, PushBackPage
from customer_cli.ui.terminal.page import TerminalPage
from customer_cli.ui.terminal.question import QuestionPage
from customer_cli.ui.terminal.review import Preview, ReviewPage
from customer_cli.workshop.session import Keep

LONGEST = 400
"""Characters of an answer in the transcript; the record has all of it."""


OpenEditor = Callable[[str, Callable[[str], bool]], str]
"""Opens an editor on a text and returns what was written, after it called the second with it."""


class TerminalDriver:
    """Asks on a whole screen; use it as a context manager around the interview.

    *now* is the clock. *edit* opens an editor (see `editor.edit`). *preview* shows the record so
    far on the review. *color* is what the person asked for; `auto` honours `NO_COLOR`.
    *announced* is how many rows were printed before, to be drawn over.
    """

    def __init__(
        self,
        *,
        now: Callable[[], dt.datetime],
        edit: OpenEditor,
        preview: Preview,
        color: str = "auto",
        announced: int = 0,
        source: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._now = now
        self._edit_text = edit
        self._preview = preview
        no_color = color == "auto" and bool(os.environ.get("NO_COLOR"))
        self._colour = color != "never" and not no_color
        self._announced = announced
        self._source = source or create_input()
        self._output = output or create_output()
        # Terminals that do not answer a request for the cursor's position would be warned about
        # on the screen; every page is as high as the terminal, so the position does not matter.
        if output is None and hasattr(self._output, "enable_cpr"):
            self._output.enable_cpr = False
        self._app = TerminalApp(self._source, self._output, colour=self._colour)
        self._raw = contextlib.ExitStack()
        self._page: QuestionPage | None = None
        self._answered: tuple[protocol.Ask, Command] | None = None
        self._then_skip = ""
        self._at = ""

    def __enter__(self) -> TerminalDriver:
        # Between two pages the terminal must not be cooked, or keys pressed then are lost.
        self._raw.enter_context(self._source.raw_mode())
        if self._announced:
            wipe_rows(self._output, self._announced + 1, self._announced)
            self._output.flush()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        with contextlib.suppress(OSError):
            self._print_answer(None)
            self._output.disable_bracketed_paste()
            self._output.show_cursor()
            self._output.flush()
        self._raw.close()

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:
        """Show *screen* and return what the room says to it (see `session.Driver`)."""
        self._print_answer(screen)
        if isinstance(screen, protocol.Ask) and self._then_skip == screen.key:
            self._then_skip = ""
            self._answered = (screen, protocol.Skip())
            return protocol.Skip()
        self._then_skip = ""
        page = self._open_page(screen)
        if warning:
            page.notice = " ".join(filter(None, (warning, page.notice)))
        while True:
            try:
                command = self._app.run(page, keep)
                break
            except EditorWanted:
                self._edit(page, keep)
        if isinstance(command, protocol.Park) and page.typed is not None:
            keep(page.typed)
        # Whoever changes an answer from a page of questions finds the cursor where it was.
        if isinstance(page, EntriesPage):
            leaves = isinstance(command, protocol.Back | protocol.Confirm)
            leaves |= command in (protocol.GoTo(protocol.REVIEW), protocol.GoTo(protocol.OVERVIEW))
            self._at = "" if leaves else page.key
        if isinstance(screen, protocol.Ask):
            if screen.key != self._at or isinstance(command, protocol.GoTo):
                self._at = ""
            self._answered = (screen, command)
            self._then_skip = screen.key if isinstance(command, protocol.Clear) else ""
        return command

    def _open_page(self, screen: Screen) -> TerminalPage:
        match screen:
            case protocol.Ask():
                if self._page is None or not self._page.renew(screen):
                    self._page = QuestionPage(screen, self._now)
                return self._page
            case protocol.PushBack():
                return PushBackPage(screen)
            case protocol.Overview():
                return OverviewPage(screen, self._at)
            case protocol.Review():
                return ReviewPage(screen, self._preview, self._at, colour=self._colour)
            case protocol.Done():
                raise AssertionError("a finished interview asks nothing")

    def _edit(self, page: TerminalPage, keep: Keep) -> None:
        if not isinstance(page, QuestionPage) or page.answer.text is None:
            page.notice = "There are no words to edit here; choose with the keys below."
            return
        warning = ""

        def save(text: str) -> bool:
            nonlocal warning
            page.answer.take(text)
            if page.typed is not None:
                warning = keep(page.typed)
                page.known = page.rows
            return not warning

        try:
            with self._source.cooked_mode():
                self._edit_text(page.answer.text, save)
        except CustomerError as refusal:
            warning = f"{refusal.message} {refusal.remedy}"
        page.notice = warning

    # ---- the transcript

    def _print_answer(self, screen: Screen | None) -> None:
        """Print what was said to the last question, unless *screen* asks it again."""
        answered, self._answered = self._answered, None
        if answered is None:
            return
        asked, command = answered
        again = isinstance(screen, protocol.Ask) and screen.key == asked.key
        if again or not isinstance(command, protocol.Answer | protocol.Skip):
            return
        rows = command.rows if isinstance(command, protocol.Answer) else ()
        answer = summarize(rows, asked.fields) or ("left open" if not asked.rows else "as before")
        answer = visible(" ".join(answer.split()))
        answer = answer if len(answer) <= LONGEST else answer[:LONGEST].rstrip() + " …"
        width = self._output.get_size().columns - 1
        lines = wrap_text(shorten(asked.ask, LONGEST), width, "class:question").lines
        if count_cells(lines[-1][0][1]) + count_cells(answer) + 2 <= width:
            lines[-1].append(("", f"  {answer}"))
        else:
            lines += wrap_text(answer, width - 2).indented(2).lines
        text = FormattedText([piece for line in lines for piece in (*line, ("", "\n"))])
        print_formatted_text(self._output, text, self._app.style)
