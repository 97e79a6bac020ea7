"""The page on which everything said is read back before it is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from customer_cli.interview.protocol import OVERVIEW, Back, Command, Confirm, GoTo, Review
from customer_cli.record.spec import Data
from customer_cli.ui.terminal.inputs import Hints
from customer_cli.ui.terminal.lines import (
    BLANK,
    TextBlock,
    draw_choice,
    stack_blocks,
    wrap_labelled,
    wrap_text,
)
from customer_cli.ui.terminal.overview import EntriesPage, draw_entries, move_cursor
from customer_cli.ui.terminal.page import View

Preview = Callable[[Data, int], Any]
"""Returns the record so far for a width in cells: text, or something Rich can render."""

_TOP = -1
"""The cursor is on nothing yet: Enter pages down, so two quick Enters cannot save."""
_HINTS: Hints = (
    ("Shift-Tab", "back"), ("s", "save"), ("Up/Down", "choose"), ("PageUp/PageDown", "scroll"),
    ("Ctrl-O", "all questions"), ("Ctrl-P", "park"), ("Ctrl-C", "stop"),
)  # fmt: skip


class ReviewPage(EntriesPage):
    """*screen*, with *preview* showing what would be written; begins at the question *key*."""

    def __init__(
        self, screen: Review, preview: Preview, key: str = "", *, colour: bool = True
    ) -> None:
        super().__init__(screen.notice, top=0)
        self.screen = screen
        self._preview = preview
        self._colour = colour
        self._drawn: tuple[int, TextBlock] | None = None
        self._first_row = 0
        self.lines = (*screen.findings, *screen.lines)
        keys = [line.key for line in self.lines]
        self.at = keys.index(key) if key and key in keys else _TOP
        if self.at != _TOP:
            self.sight.top = None

    def view(self, width: int) -> View:
        """Return what is missing, what would be written, every finding and question, the way out."""
        review, last, here = self.screen, len(self.lines), self.at
        parts: list[TextBlock] = []
        if self.notice:
            mark = [("class:notice", "! ")]
            parts.append(wrap_labelled(mark, self.notice, width, "class:notice"))
        if review.missing:
            parts.append(wrap_text("Before this can be written, answer:", width, "class:notice"))
        for line in review.missing:
            why = f" ({line.notice})" if line.notice else ""
            parts.append(wrap_labelled([("class:notice", "  ! ")], line.ask + why, width))
        parts += [BLANK] if parts else []
        parts += [self._draw_preview(width), BLANK]
        if review.parked:
            parts.append(wrap_text("Parked for the end", width, "class:active"))
            parts += [wrap_labelled([("", "  - ")], text, width) for text in review.parked]
            parts.append(BLANK)
        self._first_row = sum(part.height for part in parts)
        parts.append(draw_entries(review.findings, here, width))
        if number := review.more_findings:
            more = "One smaller doubt" if number == 1 else f"{number} smaller doubts"
            more = f"{more}: customer-cli check, once it is saved."
            parts.append(wrap_text(more, width - 2).indented(2))
        parts += [BLANK] if number or review.findings else []
        parts += [wrap_text("What was said", width, "class:active"), BLANK]
        parts += [draw_entries(review.lines, here - len(review.findings), width), BLANK]
        save = "Save (not ready yet)" if review.missing else "Save: that is what we said"
        parts.append(draw_choice(save, width, here=here == last, style="class:active"))
        block = stack_blocks(parts)
        answered = sum(line.state == "answered" for line in review.lines)
        enter = "read on" if here == _TOP else "save" if here == last else "change this"
        return View(
            ("Read it back", f"{answered} of {len(review.lines)} answered", ""),
            block if block.cursor else TextBlock(block.lines, (0, 0)),
            (("Enter", enter), *_HINTS),
        )

    def _draw_preview(self, width: int) -> TextBlock:
        # A renderable takes tens of milliseconds; it only changes with the width.
        if self._drawn and self._drawn[0] == width:
            return self._drawn[1]
        preview = self._preview(self.screen.data, width)
        if isinstance(preview, str):
            block = wrap_text(preview, width)
        else:
            from rich.console import Console

            text = io.StringIO()
            system: Any = "standard" if self._colour else None
            console = Console(file=text, force_terminal=True, width=width, color_system=system,
                              no_color=not self._colour, legacy_windows=False)  # fmt: skip
            console.print(preview)
            # These two would let what stands between them through to the terminal.
            ansi = text.getvalue().replace("\x01", "").replace("\x02", "").rstrip("\n")
            lines = split_lines(to_formatted_text(ANSI(ansi)))
            block = TextBlock([[(piece[0], piece[1]) for piece in line] for line in lines])
        self._drawn = (width, block)
        return block

    # ---- what it takes

    def press(self, key: str) -> Command | bool:
        """Take the keys that read on, choose, change and save."""
        self.notice = ""
        if key == "s":
            return Confirm()
        if key == "s-tab":
            return Back()
        if key == "c-o":
            return GoTo(OVERVIEW)
        if self.at == _TOP and key not in ("home", "end"):
            self._read_on(key)
        elif key in ("enter", "tab"):
            if self.at == len(self.lines):
                return Confirm()
            if self.key:
                return GoTo(self.key)
            self.notice = "No question of this guide asks about it; change the file after saving."
        elif key in ("up", "k") and self.at == 0:
            self.at = _TOP
            self.sight.top = max(self._first_row - self.sight.height, 0)
        elif key == "home":
            self.at, self.sight.top = _TOP, 0
        elif (place := move_cursor(key, self.at, len(self.lines))) is not None:
            self.at, self.sight.top = place, None
        return True

    def _read_on(self, key: str) -> None:
        in_sight = self._first_row < self.sight.first + self.sight.height
        at_end = self.sight.first >= self.sight.last
        if key in ("enter", "tab", " "):
            self.sight.scroll(max(self.sight.height - 1, 1))
            if at_end:
                self.at, self.sight.top = len(self.lines), None
        elif key in ("down", "j") and (in_sight or at_end):
            self.at, self.sight.top = 0, None
        elif key in ("down", "j"):
            self.sight.scroll(1)
        elif key in ("up", "k"):
            self.sight.scroll(-1)
