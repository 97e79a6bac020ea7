"""Drivers that ask nobody: answers from a record, whole or in part, and the demonstration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from customer_cli.errors import WrongUse
from customer_cli.interview import PLAN
from customer_cli.interview.answers import summarize
from customer_cli.interview.protocol import (
    REVIEW,
    Answer,
    Ask,
    Command,
    Confirm,
    GoTo,
    Screen,
    Skip,
)
from customer_cli.workshop.session import Keep


@dataclass(frozen=True, slots=True)
class ScriptDriver:
    """Answers the question of the *plan*, and then says that this is all there is."""

    plan: str

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Confirm the review, or raise `WrongUse` naming every question that needs an answer."""
        if isinstance(screen, Ask):
            return Answer(({PLAN: self.plan},)) if screen.key == PLAN else GoTo(REVIEW)
        missing = getattr(screen, "missing", ())
        if missing:
            lines = [f"  {line.key}: {line.notice or line.ask}" for line in missing]
            several = f"{len(lines)} questions still need"
            head = "One question still needs" if len(lines) == 1 else several
            raise WrongUse("\n".join([f"{head} an answer:", *lines]), _REMEDY)
        return Confirm()


_REMEDY = (
    "Answer them in the file; customer-cli interview --template prints one with the questions "
    "as comments."
)


@dataclass(slots=True)
class DemonstrationDriver:
    """Answers every question with what stands in its fields.

    *say* is given the heading of each section, with its first question and the answer.
    """

    say: Callable[[str, str, str], None]
    part: int = 0
    """The section whose heading was said last."""

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:  # noqa: ARG002
        """Return the answer that is there, or leave the question open."""
        if not isinstance(screen, Ask):
            return Confirm()
        if screen.key == PLAN:
            return Answer(({PLAN: "60"},))
        if screen.part != self.part and screen.rows:
            self.part = screen.part
            self.say(screen.title, screen.ask, summarize(screen.rows, screen.fields))
        return Answer(screen.rows) if screen.rows else Skip()
