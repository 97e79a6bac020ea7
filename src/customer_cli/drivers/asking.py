"""Single blanks asked in plain lines, one after the other, each with a word for nothing typed.

For a command that lacks a few words and is no interview: nothing is drawn over, so a screen reader
follows, and whatever was pasted in one go is one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from customer_cli.drivers.form import offered, value_of
from customer_cli.drivers.lines import Lines
from customer_cli.errors import Stopped
from customer_cli.interview.answers import field_problem
from customer_cli.interview.fields import Field
from customer_cli.text import clean, visible


def _no_doubt(_typed: str) -> str:
    return ""


@dataclass(slots=True)
class Asking:
    """Asks on *talk* and reads from *lines*; whoever stops is told that nothing was written."""

    lines: Lines
    talk: TextIO

    def text(self, blank: Field, doubt: Callable[[str], str] = _no_doubt) -> str:
        """Return what is typed into *blank*, cleaned, or its default, or the id of a choice.

        Asked again while it is not what the blank takes, or *doubt* returns why it is not. Raise
        `Stopped` where the person stops.
        """
        (said,) = self._asked(blank, doubt) or [""]
        return said

    def several(self, blank: Field) -> list[str]:
        """Return the ids of what is chosen, none where nothing is typed; raise as `text` does."""
        return self._asked(blank, _no_doubt)

    def _asked(self, blank: Field, doubt: Callable[[str], str]) -> list[str]:
        for line in offered(blank, ""):
            self.say(line)
        prompt = f"{blank.label} " if blank.label.endswith(("?", ")")) else f"{blank.label}: "
        while True:
            typed = clean("\n".join(self._read(prompt))) or blank.default
            value = value_of(blank, typed) if typed else ""
            if typed and not value:
                self.say(f'! "{typed}" is not on the list; type its number.')
            elif wrong := field_problem(blank, value) or (isinstance(value, str) and doubt(value)):
                self.say(f"! {wrong}")
            else:
                return [value] if value and isinstance(value, str) else list(value)

    def _read(self, prompt: str) -> list[str]:
        try:
            return self.lines.read(visible(prompt))
        except (EOFError, KeyboardInterrupt):
            raise Stopped("\nStopped. Nothing was written.") from None

    def say(self, text: str) -> None:
        """Write *text* with nothing in it that a terminal would obey."""
        self.talk.write(visible(text, breaks=True) + "\n")
        self.talk.flush()
