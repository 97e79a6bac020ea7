"""An interview with its journal: what is acknowledged is on disk.

The one loop of the program. A driver is anything that turns a screen into a command; it
never touches the interview or the journal, so a terminal, plain lines and a test drive the
same conversation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from customer_cli.errors import ChangedUnderneath, NotSaved, Stopped
from customer_cli.interview.protocol import Command, Done, Draft, Event, Screen, Stop
from customer_cli.record.spec import Data, Rows

if TYPE_CHECKING:
    from customer_cli.interview.engine import Interview

Keep = Callable[[Rows], str]
"""Keeps what is typed so far; returns a warning to show where it could not be saved."""


class Driver(Protocol):
    """Somebody who can put a screen to the room and bring back a command."""

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:
        """Show *screen* (never `Done`) and return what the room says to it.

        *warning* must be shown: it says that the disk refuses. *keep* is called with the
        rows typed so far whenever there is a pause, and before anything slow.
        """


class Log(Protocol):
    """Where events are kept; `journal.Journal` on disk, a list in a test."""

    def append(self, events: Sequence[dict[str, Any]], /) -> None:
        """Keep *events* for good, or raise `NotSaved` or `ChangedUnderneath`."""


@dataclass(slots=True)
class MemoryLog:
    """A log that is forgotten with the process, for answers that are on disk already."""

    events: list[dict[str, Any]] = field(default_factory=list)

    def append(self, events: Sequence[dict[str, Any]], /) -> None:
        """Keep *events* as long as the process lives."""
        self.events += events


class Session:
    """Drives *interview*, keeping every event in *log* before the next screen is shown."""

    def __init__(
        self, interview: Interview, log: Log, resume: str = "customer-cli interview --resume"
    ) -> None:
        self.go_on = f"Go on with: {resume}"
        """What to do after a stop."""
        self._interview = interview
        self._log = log
        self._unsaved: list[Event] = []
        self._warning = ""
        self._has_warned = False

    def take(self, command: Command) -> str:
        """Send *command*, keep its events, and return a warning where they are not on disk.

        What could not be saved is tried again with every later command, so nothing is lost
        while this process lives, and nothing twice: replaying an event again changes nothing.
        """
        self._unsaved += self._interview.send(command)
        if self._unsaved:
            try:
                self._log.append([event.to_data() for event in self._unsaved])
            except (NotSaved, ChangedUnderneath) as refusal:
                self._warning = f"{refusal.message} {refusal.remedy}".strip()
            else:
                self._unsaved.clear()
                self._warning = ""
        return self._warning

    def drive(self, driver: Driver) -> Data:
        """Ask until the record is confirmed, and return its data.

        Raise `Stopped` on a stop. Where the disk refuses, the first stop only says so, and the
        second raises `NotSaved`: nobody leaves words behind without having been told.
        """
        while not isinstance(screen := self._interview.view(), Done):
            command = driver.ask(screen, self._warning, lambda rows: self.take(Draft(rows)))
            warning = self.take(command)
            if isinstance(command, Stop):
                if not warning:
                    raise Stopped("Everything answered is saved.", self.go_on)
                if self._has_warned:
                    raise NotSaved(warning, f"What was saved before is there. {self.go_on}")
                self._warning = f"{warning} Stop again to leave without the last answers."
                self._has_warned = True
        return screen.data
