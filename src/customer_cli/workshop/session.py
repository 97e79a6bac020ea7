"""Sessions: an interview with its journal, and the drafts of unfinished ones.

`Session` is the one loop of the program; what it acknowledges is on disk. A driver is anything that
turns a screen into a command; it never touches the interview or the journal, so a terminal, plain
lines and a test drive the same conversation.

A draft is one journal and one lock for each label, beside the records. Its first line holds
everything the conversation started from, so it can be taken up again although files around it have
changed since.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from customer_cli.errors import ChangedUnderneath, NotSaved, Problem, Stopped, Unreadable, WrongUse
from customer_cli.storage import disk
from customer_cli.storage.lock import Lock
from customer_cli.storage.os_errors import find_denial, not_read, not_saved

if TYPE_CHECKING:
    from customer_cli.interview.engine import Interview
    from customer_cli.interview.protocol import Command, Event, Screen
    from customer_cli.record.spec import Data, Rows
    from customer_cli.storage.journal import Journal


Keep = Callable[["Rows"], str]
"""Keeps what is typed so far; returns a warning to show where it could not be saved."""


class Driver(Protocol):
    """Somebody who can put a screen to the room and bring back a command."""

    def ask(self, screen: Screen, warning: str, keep: Keep) -> Command:
        """Show *screen* (never `Done`) and return what the room says to it.

        *warning* must be shown: it says that the disk refuses. *keep* is called with the
        rows typed so far whenever there is a pause, and before anything slow.
        """


class Log(Protocol):
    """Where events are kept: a `journal.Journal`, or a list, which is forgotten with the process."""

    def append(self, events: Sequence[dict[str, Any]], /) -> None:
        """Keep *events* for good, or raise `NotSaved` or `ChangedUnderneath`."""


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
        # Not at the top: whether there is a draft is asked before the first question.
        from customer_cli.interview.protocol import Done, Draft, Stop

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


ENDING = ".journal"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a conversation starts from."""

    label: str
    guide: str
    """The guide's name or path, as it can be found again."""
    digest: str
    """Of the guide's file, to notice that it has changed since."""
    base: Data
    earlier: str = ""
    """The label of the earlier record shown beside the fields."""
    at: str = ""
    reopens: bool = False
    """Whether the record of this label was there before and is being changed."""


@dataclass(frozen=True, slots=True)
class UnfinishedInterview:
    """An unfinished interview as it was left."""

    label: str
    begun: Beginning
    events: tuple[Event, ...]
    damaged: int
    """Lines of the journal that cannot be read any more."""

    def describe_progress(self) -> str:
        """Return how many questions have an answer, and when something was said last."""
        keys = {e.key for e in self.events if e.kind in ("answered", "kept")} - {"plan"}
        last = next((event.at for event in reversed(self.events) if event.at), self.begun.at)
        answers = "one answer" if len(keys) == 1 else f"{len(keys)} answers"
        return f"{answers}, last {last}"


@dataclass(frozen=True, slots=True)
class Drafts:
    """The unfinished interviews in *folder*, `.customer-cli/drafts` beside the records."""

    folder: Path

    @property
    def backups(self) -> Path:
        """Where finished and set aside drafts are kept for a while."""
        return self.folder.parent / "backup"

    def labels(self) -> list[str]:
        """Return the labels of all unfinished interviews.

        Raise `NotHere` where nobody may look, and `NotSaved` where links lead out of the folder.
        """
        self._refuse_links()
        try:
            names = [path.name for path in self.folder.iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise not_read(error, self.folder) from None
        drafts = (name.removesuffix(ENDING) for name in names if name.endswith(ENDING))
        return sorted(draft.replace("--", "/") for draft in drafts)

    def path(self, label: str, ending: str = ENDING) -> Path:
        """Return the file of *label* that ends in *ending*."""
        return self.folder / f"{label.replace('/', '--')}{ending}"

    def lock(self, label: str, since: str) -> Lock:
        """Return the lock of *label*, to be held while the interview runs."""
        self._refuse_links()
        disk.make_private_folder(self.folder)
        return Lock(self.path(label, ".lock"), since)

    def load(self, label: str) -> UnfinishedInterview | None:
        """Return the interview of *label* as it was left, or None where there is none.

        Raise `NotSaved` where it is somebody else's, `Unreadable` where its journal cannot be
        read or comes from a newer program.
        """
        path = self.path(label)
        if not path.exists():
            return None  # the first question waits for nothing that only a draft needs
        if find_denial(path, os.W_OK):
            raise not_saved(PermissionError(errno.EACCES, "is another person's"), path)
        from customer_cli.interview.protocol import event_from
        from customer_cli.storage.journal import replay

        held = replay(path)
        first = held.first
        if first.get("event") != "started" or not isinstance(first.get("base"), dict):
            remedy = "Its answers stand below, one a line; begin anew with --new, which keeps it."
            message = "The beginning of this draft cannot be read."
            raise Unreadable([Problem(str(path), 1, 0, message, remedy)])
        begun = Beginning(
            label, str(first.get("guide", "")), str(first.get("digest", "")), first["base"],
            str(first.get("earlier", "")), str(first.get("at", "")), bool(first.get("reopens")),
        )  # fmt: skip
        events = tuple(event_from(data) for data in held.events)
        return UnfinishedInterview(label, begun, events, held.bad)

    def begin(self, begun: Beginning) -> Journal:
        """Return a new journal for what begins."""
        from customer_cli.storage.journal import Journal

        first = {name: getattr(begun, name) for name in begun.__slots__}
        return Journal.create(self.path(begun.label), {"event": "started", **first})

    def go_on(self, label: str) -> Journal:
        """Return the journal of *label*, ready for the next line."""
        from customer_cli.storage.journal import Journal

        return Journal.open(self.path(label))[0]

    def _refuse_links(self) -> None:
        for folder in (self.folder.parent, self.folder, self.backups):
            disk.refuse_link(folder)

    def choose(self, label: str | None) -> str:
        """Return the label to go on with; raise `WrongUse` where that is not clear."""
        labels = self.labels()
        names = f"Name one of them with --label: {', '.join(labels)}."
        if label in labels:
            return label
        if label is not None:
            remedy = names if labels else "Begin one without --resume."
            raise WrongUse(f'There is no unfinished interview for "{label}".', remedy)
        if len(labels) == 1:
            return labels[0]
        if not labels:
            raise WrongUse("There is no unfinished interview here.", "Begin one without --resume.")
        raise WrongUse("There are several unfinished interviews.", names)
