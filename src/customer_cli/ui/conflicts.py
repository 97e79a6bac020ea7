"""What two people changed differently, asked one by one before a record is saved.

In plain lines, whoever drove the interview: the screen is gone by then, and what is asked here
was not foreseen by any guide.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from customer_cli.errors import Stopped
from customer_cli.merge.entries import Answers, Conflicting, Side
from customer_cli.record.spec import Choice, Field
from customer_cli.ui.plain_form import Asking, Lines

_SIDES: tuple[tuple[Side, str], ...] = (
    ("theirs", "theirs, in the file"),
    ("ours", "ours, said here"),
)


def asked(found: Conflicting, lines: Lines | None = None, talk: Any = None) -> Answers:
    """Return whose words stay at each place of *found*, as the room says.

    Raise *found* where the answers end before the questions do: nothing is chosen for anybody.
    """
    asking = Asking(lines or Lines(), talk or sys.stderr)
    several = len(found.conflicts)
    asking.say("")
    asking.say("Somebody else has changed the same things meanwhile.")
    answers: dict[str, Side] = {}
    for number, one in enumerate(found.conflicts, 1):
        asking.say("")
        asking.say(f"{number} of {several}: {one.place}")
        _say(asking.say, "before", one.base)
        for side, name in _SIDES:
            _say(asking.say, name, getattr(one, side))
        choices = tuple(Choice(side, name) for side, name in _SIDES)
        try:
            said = asking.text(Field("side", "Which stays?", "choice", choices, required=True))
        except Stopped:
            asking.say("")
            raise found from None
        answers[one.place] = "ours" if said == "ours" else "theirs"
    return answers


def _say(say: Callable[[str], None], name: str, value: Any) -> None:
    """Say *value*, which is a word, a list, a part of a record, or None for nothing."""
    if isinstance(value, dict):
        from customer_cli.yamldoc import writer

        say(f"  {name}:")
        for line in writer.dump(value).splitlines():
            say(f"    {line}")
    elif isinstance(value, list):
        say(f"  {name}: {', '.join(map(str, value))}")
    else:
        say(f"  {name}: {'nothing' if value is None else value}")
