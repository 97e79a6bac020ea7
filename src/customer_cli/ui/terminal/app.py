"""The prompt_toolkit application: one page at a time on the real terminal, its keys and signals.

prompt_toolkit reads the keys, edits the text and draws only what changed. The whole screen is
one control, so that the active field can be kept in sight and text wrapped by words. Its own keys
for editing stay as they are wherever words are typed; keys that would lose or hide something without
showing it (quoted insert, invisible selections) do nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Point, Size
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding import KeyPressEvent as Event
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Layout, Window
from prompt_toolkit.layout.controls import BufferControl, UIContent
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import Style

from customer_cli.interview.protocol import OVERVIEW, Command, GoTo, Park, Stop
from customer_cli.text import clean, clean_line, visible
from customer_cli.ui.terminal.page import TerminalPage, draw_screen
from customer_cli.workshop.session import Keep

PAUSE = 0.7
"""Seconds after the last key until what is typed is kept."""
OVERDUE = 5.0
"""Seconds after which it is kept although nobody pauses."""
CLOCK = 10.0
"""Seconds between two looks at the clock."""
ESCAPE = 0.1
"""Seconds in which the rest of an arrow key must arrive; a slow line still manages."""
SECOND_KEY = 3600.0
"""Seconds that Ctrl-X waits for its Ctrl-E; a tired hand takes its time."""

# Bold and reverse work on any projector and any background. The accent is the product's one
# colour (`render.text.ACCENT`); it never says anything alone.
STYLE = {
    "head": "reverse bold",
    "question": "bold",
    "active": "bold",
    "label": "bold",
    "chosen": "reverse",
    "key": "bold",
    "notice": "bold",
    "mark": "ansicyan bold",
}


COMMANDS = ("enter", "tab", "s-tab", "up", "down", "s-up", "s-down", "f1", "c-y", "c-o")
READING = ("home", "end", "delete", "left", "right")
"""Keys that edit where words are typed, and are a page's elsewhere."""
IGNORED = ("c-q", "c-s", "c-r", "c-@", "s-left", "s-right", "c-s-left", "c-s-right",
           "s-home", "s-end", "c-s-home", "c-s-end", "c-g")  # fmt: skip
JOINERS = ("\u200d", "\ufe0f")


class EditorWanted(Exception):
    """Ctrl-X Ctrl-E was pressed."""


class Canvas(BufferControl):
    """The whole screen; its buffer is whatever is typed into now."""

    def __init__(self, app: TerminalApp) -> None:
        self._app = app
        self._nothing = Buffer(read_only=True)
        super().__init__(self._nothing)

    @property
    def buffer(self) -> Buffer:
        """What keys are typed into."""
        return self._app.typing or self._nothing

    @buffer.setter
    def buffer(self, buffer: Buffer) -> None:
        """The application decides."""

    def create_content(self, width: int, height: int, preview_search: bool = False) -> UIContent:  # noqa: ARG002
        """Return the screenful."""
        size = Size(rows=height, columns=width)
        block = draw_screen(self._app.page, self._app.parking, size, self._app.marks)
        row, column = block.cursor or (0, 0)
        if block.cursor and row < block.height:
            # A cursor behind the last letter needs a cell to stand in, or it is put into the
            # first corner of the screen.
            block.lines[row] = [*block.lines[row], ("", " ")]
        return UIContent(
            get_line=lambda at: list(block.lines[at]),
            line_count=block.height,
            cursor_position=Point(column, row),
            show_cursor=block.cursor is not None,
        )


def wipe_rows(output: Output, rows: int, up: int = 0) -> None:
    """Wipe *rows*, beginning *up* rows above the cursor, and leave the cursor in the first."""
    if up:
        output.cursor_up(up)
    for _ in range(rows - 1):
        output.erase_end_of_line()
        output.cursor_down(1)
    output.erase_end_of_line()
    output.cursor_up(rows - 1)


class Wiper(Renderer):
    """Wipes the page row by row.

    Erasing it in one go would, in some terminals, put each page into the scrollback, where only
    the transcript belongs.
    """

    def erase(self, leave_alternate_screen: bool = True) -> None:
        """Wipe what was drawn and put the cursor where it began."""
        output, drawn, size = self.output, self._last_screen, self._last_size
        output.reset_attributes()
        if drawn is not None and size is not None:
            if size.columns == output.get_size().columns:
                output.cursor_backward(self._cursor_pos.x)
                output.cursor_up(self._cursor_pos.y)
            else:
                # Lines were folded anew; a page as high as the terminal begins in the first row.
                output.cursor_goto(0, 0)
            wipe_rows(output, drawn.height)
        output.enable_autowrap()
        self.reset(leave_alternate_screen=leave_alternate_screen)

    def reset(self, _scroll: bool = False, leave_alternate_screen: bool = True) -> None:
        """Forget what was drawn; a paste between two pages is still told from typing."""
        self._bracketed_paste_enabled = False
        super().reset(_scroll, leave_alternate_screen)


class TerminalApp:
    """Shows pages on *output* and reads keys from *source*."""

    page: TerminalPage
    keep: Keep

    def __init__(self, source: Input, output: Output, *, colour: bool) -> None:
        self.parking: Buffer | None = None
        unicode = output.encoding().casefold().replace("-", "") == "utf8"
        self.marks = "↑↓" if unicode else "^v"
        self._saving: asyncio.TimerHandle | None = None
        self._overdue = 0.0
        depth = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self.style = Style.from_dict(STYLE)
        window = Window(Canvas(self), height=lambda: Dimension.exact(output.get_size().rows))
        self.app: Application[Command] = Application(
            Layout(window),
            key_bindings=bind_keys(self),
            style=self.style,
            color_depth=depth,
            erase_when_done=True,
            refresh_interval=CLOCK,
            input=source,
            output=output,
        )
        self.app.renderer = Wiper(self.style, output)
        self.app.ttimeoutlen = ESCAPE
        self.app.timeoutlen = SECOND_KEY
        self.app.key_processor.after_key_press += lambda _: self._plan_saving()

    @property
    def typing(self) -> Buffer | None:
        """What keys are typed into, or None where letters are commands."""
        return self.parking or self.page.buffer

    # ---- keys

    def press_key(self, key: str, _event: Event | None = None) -> bool:
        """Take *key* by its name; return whether the page wanted it."""
        if self.parking is not None:
            text = clean_line(self.parking.text)
            if key in ("enter", "tab") and text:
                self.leave(Park(text))
            elif key in ("enter", "tab", "s-tab") or (key == "escape" and not text):
                self.parking = None
            return len(key) > 1
        outcome = self.page.press(key)
        if key == "c-o" and outcome is False:
            outcome = GoTo(OVERVIEW, self.page.typed)
        if not isinstance(outcome, bool):
            self.leave(outcome)
        return bool(outcome)

    def open_parking(self) -> None:
        """Open the line on which a thought is parked."""
        if self.parking is None:
            self.save_now()
            self.parking = Buffer(multiline=False)

    def scroll(self, pages: int) -> None:
        """Show the next screenful, or the one before; one line of it stays in sight."""
        self.page.sight.scroll(pages * (max(self.page.sight.height, 2) - 1))

    # ---- running

    def run(self, page: TerminalPage, keep: Keep) -> Command:
        """Show *page* until it is left, and return how; raise `EditorWanted` for the editor."""
        self.page, self.keep, self.parking = page, keep, None
        try:
            return self.app.run(pre_run=self._listen, set_exception_handler=False)
        except (EOFError, OSError):
            # The terminal is gone. What was typed is still here.
            return Stop(page.typed)
        finally:
            if self._saving:
                self._saving.cancel()
            self._saving = None

    def _listen(self) -> None:
        # A closed window and a polite kill are a Ctrl-C from somebody who cannot press it.
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._fail)
        for name, handle in (
            ("SIGTERM", self.stop), ("SIGHUP", self.stop),
            ("SIGTSTP", self.suspend), ("SIGCONT", self.redraw),
        ):  # fmt: skip
            if hasattr(signal, name):
                with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                    loop.add_signal_handler(getattr(signal, name), handle)

    def _fail(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        # A mistake of ours in a key or in the drawing must end the program, not be logged
        # across the screen; what was typed before it is kept.
        bug = context.get("exception")
        if bug is not None and not self.app.is_done:
            self.app.exit(exception=bug)

    def leave(self, command: Command) -> None:
        """Leave the page with *command*."""
        if not self.app.is_done:
            self.app.exit(result=command)

    def stop(self) -> None:
        """Leave the page for good, with what was typed."""
        self.leave(Stop(self.page.typed))

    def edit(self) -> None:
        """Leave the page for the editor."""
        if self.parking is not None:
            return
        self.save_now()
        self.app.exit(exception=EditorWanted())

    def suspend(self) -> None:
        """Give the terminal back to the shell until somebody brings the interview to the front."""
        if sys.platform == "win32" or self.app.is_done:
            return
        self.save_now()

        def sleep() -> None:
            # Our own handler would only call itself; the group goes, as the terminal stops it.
            mine = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(0, signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, mine)

        run_in_terminal(sleep)

    def redraw(self) -> None:
        """Draw everything anew, over whatever something else wrote there."""
        self.app.renderer.erase()
        self.app.invalidate()

    # ---- saving what is typed

    def _plan_saving(self) -> None:
        loop = asyncio.get_running_loop()
        if self._saving:
            self._saving.cancel()
        else:
            self._overdue = loop.time() + OVERDUE
        self._saving = loop.call_at(min(loop.time() + PAUSE, self._overdue), self.save_now)

    def save_now(self) -> None:
        """Save what is typed on the page, if it is not saved already."""
        if self._saving:
            self._saving.cancel()
        self._saving = None
        if self.app.is_done:
            return
        typed = self.page.typed
        if typed is not None:
            warning = self.keep(typed)
            self.page.known = self.page.rows
            if warning:
                self.page.notice = warning
                self.app.invalidate()


def bind_keys(app: TerminalApp) -> KeyBindings:
    """Return the keys of *app*."""
    keys = KeyBindings()
    for name in COMMANDS:
        keys.add(name)(partial(app.press_key, name))
    for name in READING:
        keys.add(name, filter=Condition(lambda: app.typing is None))(partial(app.press_key, name))
    for name in IGNORED:
        keys.add(name)(lambda _: None)
    actions: dict[tuple[str, ...], Callable[[], None]] = {
        ("c-c",): app.stop, (Keys.SIGINT,): app.stop, ("c-z",): app.suspend, ("c-l",): app.redraw,
        ("c-p",): app.open_parking, ("c-x", "c-e"): app.edit,
        ("pageup",): partial(app.scroll, -1), ("pagedown",): partial(app.scroll, 1),
    }  # fmt: skip
    for names, act in actions.items():
        keys.add(*names)(lambda _, act=act: act())
    keys.add(Keys.Any)(partial(_type_key, app))
    keys.add(Keys.BracketedPaste)(partial(_paste, app))
    keys.add("backspace")(partial(_erase, app, "backspace"))
    keys.add("c-d")(partial(_erase, app, "c-d"))
    # Esc alone arrives alone; with Alt, the letter is already waiting behind it. So Esc can be
    # taken at once, Alt-B still moves by words, and nobody's next letter becomes a command.
    alone = Condition(lambda: not app.app.key_processor.input_queue)
    keys.add("escape", eager=alone)(partial(app.press_key, "escape"))
    keys.add("escape", "[")(_drop_sequence)
    keys.add("escape", "O")(_drop_sequence)
    return keys


def _type_key(app: TerminalApp, event: Event) -> None:
    key = event.data
    if visible(key) == key and not app.press_key(key) and app.typing is not None:
        app.typing.insert_text(key * event.arg)


def _erase(app: TerminalApp, key: str, _event: Event) -> None:
    line = app.typing
    is_for_page = line is None or (line.multiline() if key == "c-d" else not line.text)
    if (is_for_page and app.press_key(key)) or line is None:
        return
    if key == "c-d":
        line.delete()
        return
    line.delete_before_cursor(1)
    # The visible emoji is several characters; one key takes all of it away.
    while line.document.text_before_cursor.endswith(JOINERS):
        line.delete_before_cursor(2)


def _paste(app: TerminalApp, event: Event) -> None:
    text = event.data.replace("\r\n", "\n").replace("\r", "\n")
    if app.parking is None and app.page.paste(text):
        return
    line = app.typing
    if line is not None:
        # A paste may begin or end in the middle of a sentence; the dots keep the blanks at its ends.
        text = clean(f".{text}.")[1:-1]
        line.insert_text(text if line.multiline() else " ".join(text.split("\n")))


def _drop_sequence(event: Event) -> None:
    # A key that this terminal knows and we do not: its name must not be typed as text.
    waiting = event.key_processor.input_queue
    while waiting:
        data = waiting.popleft().data
        if data and "@" <= data[-1] <= "~":
            break
