"""Lines from a person or a pipe, one paste at a time.

Whoever pastes forty lines means one answer. On a terminal, whatever is waiting right after a
line was read belongs to the same paste; read one by one, the rest would answer the next
questions and end up in the shell. A pipe has no pause to tell pastes apart, so there every
line is one of its own.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TextIO

PASTE_PAUSE = 0.03
"""Seconds; a paste arrives in one go, and nobody types a second line that fast."""


class Lines:
    """Reads from *source*, asking on *talk*; ends with `EOFError`."""

    def __init__(self, source: TextIO | None = None, talk: TextIO | None = None) -> None:
        self._source = source or sys.stdin
        self._talk = talk or sys.stderr
        self._on_terminal = self._source is sys.stdin and self._source.isatty()
        if self._on_terminal:
            # Without it arrow keys end up in the answer as ^[[D.
            with contextlib.suppress(ImportError):
                import readline  # noqa: F401

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
        lines = [input(prompt)]
        while self._waiting():
            lines.append(input(""))
        return lines

    def _waiting(self) -> bool:
        if sys.platform == "win32":
            import msvcrt

            return bool(msvcrt.kbhit())
        import select

        return bool(select.select([self._source], [], [], PASTE_PAUSE)[0])
