"""Lines from a person or a pipe, one paste at a time.

Whoever pastes forty lines means one answer; read one by one, the rest would answer the next
questions and end up in the shell. Most terminals say where a paste begins and ends. On one that
does not, whatever is waiting right after a line was read belongs to the same paste. A pipe has
no pause to tell pastes apart, so there every line is one of its own.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO

PASTE_PAUSE = 0.03
"""Seconds; a paste arrives in one go, and nobody types a second line that fast."""
_SILENT = ("", "dumb", "linux")
"""Kinds of terminals that do not say where a paste ends."""
_BRACKETS = 0x0801
"""The version of readline from which it listens to those that do."""


class Lines:
    """Reads from *source*, asking on *talk*; ends with `EOFError`."""

    def __init__(self, source: TextIO | None = None, talk: TextIO | None = None) -> None:
        self._source = source or sys.stdin
        self._talk = talk or sys.stderr
        self._on_terminal = self._source is sys.stdin and self._source.isatty()
        self._pause = PASTE_PAUSE
        if self._on_terminal and _hears_pastes():
            self._pause = 0

    def read(self, prompt: str) -> list[str]:
        """Return the line typed at *prompt*, or every line of a paste; raise `EOFError`."""
        if not self._on_terminal:
            self._talk.write(prompt)
            self._talk.flush()
            line = self._source.readline()
            # Nobody sees the line end that a pipe holds.
            self._talk.write("\n")
            if not line:
                raise EOFError
            return [line.rstrip("\r\n")]
        self._talk.flush()
        lines = input(prompt).split("\n")
        while self._waiting():
            lines += input("").split("\n")
        while len(lines) > 1 and not lines[-1]:
            lines.pop()  # whoever pastes whole lines still ends with Enter
        return lines

    def _waiting(self) -> bool:
        if sys.platform == "win32":
            import msvcrt

            return bool(msvcrt.kbhit())
        import select

        return bool(select.select([self._source], [], [], self._pause)[0])


def _hears_pastes() -> bool:
    """Let lines be edited, and return whether the terminal says where a paste ends."""
    try:
        # Without it arrow keys end up in the answer as ^[[D.
        import readline
    except ImportError:
        return False
    if os.environ.get("TERM", "") in _SILENT or "libedit" in (readline.__doc__ or ""):
        return False
    if getattr(readline, "_READLINE_VERSION", 0) < _BRACKETS:
        return False
    readline.parse_and_bind("set enable-bracketed-paste on")  # which Python switches off
    return True
