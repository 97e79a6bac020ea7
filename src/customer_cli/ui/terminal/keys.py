"""Which key is called what, and what becomes of keys that no page wants.

prompt_toolkit's own keys for editing stay as they are wherever words are typed. Keys that
would lose or hide something without showing it (quoted insert, invisible selections) do nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding import KeyPressEvent as Event
from prompt_toolkit.keys import Keys

from customer_cli.interview.protocol import OVERVIEW, GoTo, Park
from customer_cli.text import clean_line, visible
from customer_cli.ui.terminal.inputs import clean_paste

if TYPE_CHECKING:
    from customer_cli.ui.terminal.app import TerminalApp

_COMMANDS = ("enter", "tab", "s-tab", "up", "down", "s-up", "s-down", "f1", "c-y")
_READING = ("home", "end", "delete", "left", "right")
"""Keys that edit where words are typed, and are a page's elsewhere."""
_IGNORED = ("c-q", "c-s", "c-r", "c-@", "s-left", "s-right", "c-s-left", "c-s-right",
            "s-home", "s-end", "c-s-home", "c-s-end", "c-g")  # fmt: skip
_JOINERS = "\u200d\ufe0f"


def bind_keys(stage: TerminalApp) -> KeyBindings:
    """Return the keys of *stage*."""
    keys = KeyBindings()
    reading = Condition(lambda: stage.typing is None)
    for name in _COMMANDS:
        keys.add(name)(_to_page(stage, name))
    for name in _READING:
        keys.add(name, filter=reading)(_to_page(stage, name))
    for name in _IGNORED:
        keys.add(name)(lambda _: None)
    keys.add("c-z")(lambda _: stage.suspend())
    _add_typing(keys, stage)
    _add_leaving(keys, stage)
    _add_escape(keys, stage)
    return keys


def _press(stage: TerminalApp, key: str) -> bool:
    if stage.parking is not None:
        return _in_parking(stage, stage.parking, key)
    outcome = stage.page.press(key)
    if not isinstance(outcome, bool):
        stage.leave(outcome)
    return bool(outcome)


def _to_page(stage: TerminalApp, name: str):  # type: ignore[no-untyped-def]
    def handle(_event: Event) -> None:
        _press(stage, name)

    return handle


def _in_parking(stage: TerminalApp, line: Buffer, key: str) -> bool:
    text = clean_line(line.text)
    if key in ("enter", "tab") and text:
        stage.leave(Park(text))
    elif key in ("enter", "tab", "s-tab") or (key == "escape" and not text):
        stage.parking = None
    return len(key) > 1


def _add_typing(keys: KeyBindings, stage: TerminalApp) -> None:
    @keys.add(Keys.Any)
    def _(event: Event) -> None:
        key = event.data
        if visible(key) != key:
            return
        if not _press(stage, key) and stage.typing is not None:
            stage.typing.insert_text(key * event.arg)

    @keys.add("backspace")
    def _(_event: Event) -> None:
        line = stage.typing
        if (line is None or not line.text) and _press(stage, "backspace"):
            return
        if line is not None:
            line.delete_before_cursor(1)
            # The visible emoji is several characters; one key takes all of it away.
            while line.document.text_before_cursor.endswith(tuple(_JOINERS)):
                line.delete_before_cursor(2)

    @keys.add("c-d")
    def _(_event: Event) -> None:
        line = stage.typing
        if (line is None or line.multiline()) and _press(stage, "c-d"):
            return
        if line is not None:
            line.delete()

    @keys.add(Keys.BracketedPaste)
    def _(event: Event) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        if stage.parking is None and stage.page.paste(text):
            return
        line = stage.typing
        if line is not None:
            text = clean_paste(text)
            line.insert_text(text if line.multiline() else " ".join(text.split("\n")))


def _add_leaving(keys: KeyBindings, stage: TerminalApp) -> None:
    @keys.add("c-c")
    @keys.add(Keys.SIGINT)
    def _(_event: Event) -> None:
        stage.stop()

    @keys.add("c-o")
    def _(_event: Event) -> None:
        if not _press(stage, "c-o"):
            stage.leave(GoTo(OVERVIEW, stage.page.typed))

    @keys.add("c-p")
    def _(_event: Event) -> None:
        if stage.parking is None:
            stage.keep_now()
            stage.parking = Buffer(multiline=False)

    @keys.add("c-x", "c-e")
    def _(_event: Event) -> None:
        if stage.parking is None:
            stage.edit()

    @keys.add("c-l")
    def _(_event: Event) -> None:
        stage.redraw()

    @keys.add("pageup")
    def _(_event: Event) -> None:
        stage.page.sight.scroll(1 - max(stage.page.sight.height, 2))

    @keys.add("pagedown")
    def _(_event: Event) -> None:
        stage.page.sight.scroll(max(stage.page.sight.height, 2) - 1)


def _add_escape(keys: KeyBindings, stage: TerminalApp) -> None:
    # Esc alone arrives alone; with Alt, the letter is already waiting behind it. So Esc can be
    # taken at once, Alt-B still moves by words, and nobody's next letter becomes a command.
    alone = Condition(lambda: not stage.app.key_processor.input_queue)

    @keys.add("escape", eager=alone)
    def _(_event: Event) -> None:
        _press(stage, "escape")

    @keys.add("escape", "[")
    @keys.add("escape", "O")
    def _(event: Event) -> None:
        # A key that this terminal knows and we do not: its name must not be typed as text.
        waiting = event.key_processor.input_queue
        while waiting:
            data = waiting.popleft().data
            if data and "@" <= data[-1] <= "~":
                break
