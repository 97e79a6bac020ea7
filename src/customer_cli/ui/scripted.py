"""Answers from a file, and the demonstration.

A driver that asks nobody: the answers are in the record already, whole or in part.

A driver that plays back an interview whose answers are known, saying them as it goes.
"""

from __future__ import annotations

from collections.abc import Callable

from customer_cli.errors import WrongUse
from customer_cli.interview import PLAN
from customer_cli.interview.answers import summary
from customer_cli.interview.protocol import (
    REVIEW,
    Answer,
    Ask,
    Command,
    Confirm,
    GoTo,
    Line,
    Screen,
    Skip,
)
from customer_cli.workshop.session import Keep


class ScriptDriver:
    """Answers the question of the *plan*, and then says that this is all there is."""

    def __init__(self, plan: str) -> None:
        self._plan = plan

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Confirm the review, or raise `WrongUse` naming every question that needs an answer."""
        if isinstance(screen, Ask):
            return Answer(({PLAN: self._plan},)) if screen.key == PLAN else GoTo(REVIEW)
        missing = getattr(screen, "missing", ())
        if missing:
            raise WrongUse(_list_missing(missing), _REMEDY)
        return Confirm()


_REMEDY = (
    "Answer them in the file; customer-cli interview --template prints one with the questions "
    "as comments."
)


def _list_missing(missing: tuple[Line, ...]) -> str:
    lines = [f"  {line.key}: {line.notice or line.ask}" for line in missing]
    head = "One question still needs" if len(lines) == 1 else f"{len(lines)} questions still need"
    return "\n".join([f"{head} an answer:", *lines])


class DemonstrationDriver:
    """Answers every question with what stands in its fields.

    *say* is given the heading of each section, with its first question and the answer.
    """

    def __init__(self, say: Callable[[str, str, str], None]) -> None:
        self._say = say
        self._part = 0

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Return the answer that is there, or leave the question open."""
        if not isinstance(screen, Ask):
            return Confirm()
        if screen.key == PLAN:
            return Answer(({PLAN: "60"},))
        if screen.part != self._part and screen.rows:
            self._part = screen.part
            self._say(screen.title, screen.ask, summary(screen.rows, screen.fields))
        return Answer(screen.rows) if screen.rows else Skip()
