"""A driver that plays back an interview whose answers are known, saying them as it goes."""

from __future__ import annotations

from collections.abc import Callable

from customer_cli.interview import PLAN
from customer_cli.interview.answers import summary
from customer_cli.interview.protocol import Answer, Ask, Command, Confirm, Screen, Skip
from customer_cli.workshop.session import Keep


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
