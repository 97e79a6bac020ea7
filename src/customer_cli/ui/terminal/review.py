"""The page on which everything said is read back before it is written."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import ANSI, to_formatted_text
from prompt_toolkit.formatted_text.utils import split_lines

from customer_cli.interview.protocol import OVERVIEW, Back, Command, Confirm, GoTo, Review
from customer_cli.record.spec import Data, Rows
from customer_cli.ui.terminal.inputs import Hints
from customer_cli.ui.terminal.lines import BLANK, Block, labelled, stack, words
from customer_cli.ui.terminal.overview import entries, step
from customer_cli.ui.terminal.page import Sight

Preview = Callable[[Data, int], Any]
"""Returns the record so far for a width in cells: text, or something Rich can render."""

_TOP = -1
"""The cursor is on nothing yet: Enter pages down, so two quick Enters cannot save."""


class ReviewPage:
    """*screen*, with *preview* showing what would be written; begins at the question *key*."""

    buffer: Buffer | None = None
    typed: Rows | None = None

    follows = ""

    def __init__(
        self, screen: Review, preview: Preview, key: str = "", *, colour: bool = True
    ) -> None:
        self.screen = screen
        self.sight = Sight(top=0)
        self.notice = screen.notice
        self._preview = preview
        self._colour = colour
        self._drawn: tuple[int, Block] | None = None
        self._first_row = 0
        self._lines = (*screen.doubts, *screen.lines)
        keys = [line.key for line in self._lines]
        self._at = keys.index(key) if key and key in keys else _TOP
        if self._at != _TOP:
            self.sight.top = None

    @property
    def heading(self) -> tuple[str, str, str]:
        """What this page is for."""
        lines = self.screen.lines
        answered = sum(line.state == "answered" for line in lines)
        return "Read it back", f"{answered} of {len(lines)} answered", ""

    @property
    def hints(self) -> Hints:
        """What can be done from here."""
        last = len(self._lines)
        enter = "read on" if self._at == _TOP else "save" if self._at == last else "change this"
        return (("Enter", enter), ("Shift-Tab", "back"), ("s", "save"), ("Up/Down", "choose"),
                ("PageUp/PageDown", "scroll"), ("Ctrl-O", "all questions"), ("Ctrl-P", "park"),
                ("Ctrl-C", "stop"))  # fmt: skip

    @property
    def key(self) -> str:
        """The question that the cursor is on."""
        at = self._at
        return self._lines[at].key if 0 <= at < len(self._lines) else ""

    # ---- what it shows

    def draw(self, width: int) -> Block:
        """Return what is missing, what would be written, every doubt and question, and the way out."""
        review = self.screen
        parts = [self._needed(width), self._shown(width), BLANK]
        if review.parked:
            parts.append(words("Parked for the end", width, "class:active"))
            parts += [labelled([("", "  - ")], text, width) for text in review.parked]
            parts.append(BLANK)
        self._first_row = sum(part.height for part in parts)
        doubts = len(review.doubts)
        parts += [entries(review.doubts, self._at, width), self._more(width)]
        parts += [words("What was said", width, "class:active"), BLANK]
        parts += [entries(review.lines, self._at - doubts, width), BLANK, self._save(width)]
        block = stack(parts)
        return block if block.cursor else Block(block.lines, (0, 0))

    def _needed(self, width: int) -> Block:
        mark = [("class:notice", "! ")]
        parts = [labelled(mark, self.notice, width, "class:notice")] if self.notice else []
        if self.screen.missing:
            said = "Before this can be written, answer:"
            parts.append(words(said, width, "class:notice"))
            for line in self.screen.missing:
                why = f" ({line.notice})" if line.notice else ""
                parts.append(labelled([("class:notice", "  ! ")], line.ask + why, width))
        return stack([*parts, BLANK]) if parts else Block()

    def _more(self, width: int) -> Block:
        number = self.screen.more_doubts
        if not number:
            return BLANK if self.screen.doubts else Block()
        one = "One smaller doubt" if number == 1 else f"{number} smaller doubts"
        told = words(f"{one}: customer-cli check, once it is saved.", width - 2).indented(2)
        return stack([told, BLANK])

    def _save(self, width: int) -> Block:
        here = self._at == len(self._lines)
        said = "Save: that is what we said" if not self.screen.missing else "Save (not ready yet)"
        mark = [("class:mark", "> " if here else "  ")]
        block = labelled(mark, said, width, "class:chosen" if here else "class:active")
        return Block(block.lines, (0, 0) if here else None)

    def _shown(self, width: int) -> Block:
        # A renderable takes tens of milliseconds; it only changes with the width.
        if self._drawn is None or self._drawn[0] != width:
            shown = self._preview(self.screen.data, width)
            block = words(shown, width) if isinstance(shown, str) else self._rich(shown, width)
            self._drawn = (width, block)
        return self._drawn[1]

    def _rich(self, shown: object, width: int) -> Block:
        from rich.console import Console

        text = io.StringIO()
        system: Any = "standard" if self._colour else None
        console = Console(file=text, force_terminal=True, width=width, color_system=system,
                          no_color=not self._colour, legacy_windows=False)  # fmt: skip
        console.print(shown)
        # These two would let what stands between them through to the terminal.
        ansi = text.getvalue().replace("\x01", "").replace("\x02", "").rstrip("\n")
        fragments = to_formatted_text(ANSI(ansi))
        return Block([[(piece[0], piece[1]) for piece in line] for line in split_lines(fragments)])

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
        if self._at == _TOP and key not in ("home", "end"):
            self._read_on(key)
        elif key in ("enter", "tab"):
            return self._entered()
        elif key in ("up", "k") and self._at == 0:
            self._at = _TOP
            self.sight.top = max(self._first_row - self.sight.height, 0)
        else:
            self._choose(key)
        return True

    def _entered(self) -> Command | bool:
        if self._at == len(self._lines):
            return Confirm()
        if self.key:
            return GoTo(self.key)
        self.notice = "No question of this guide asks about it; change the file after saving."
        return True

    def _read_on(self, key: str) -> None:
        in_sight = self._first_row < self.sight.first + self.sight.height
        at_end = self.sight.first >= self.sight.last
        if key in ("enter", "tab", " "):
            self.sight.scroll(max(self.sight.height - 1, 1))
            if at_end:
                self._at, self.sight.top = len(self._lines), None
        elif key in ("down", "j") and (in_sight or at_end):
            self._at, self.sight.top = 0, None
        elif key in ("down", "j"):
            self.sight.scroll(1)
        elif key in ("up", "k"):
            self.sight.scroll(-1)

    def _choose(self, key: str) -> None:
        if key == "home":
            self._at, self.sight.top = _TOP, 0
            return
        place = step(key, self._at, len(self._lines))
        if place is not None:
            self._at, self.sight.top = place, None

    def kept(self) -> None:
        """Nothing is typed here."""

    def paste(self, text: str) -> bool:
        """Nothing is pasted here."""
        return bool(text)
