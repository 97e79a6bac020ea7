"""What a sitting has whoever drives it: what was asked for, where it goes, what is shown at its end."""

from __future__ import annotations

import datetime as dt
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import WrongUse
from customer_cli.guide.language import ENGLISH, Language
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record.model import Record
    from customer_cli.workshop.folder import Workshops


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    today: dt.date
    guide: str | None = None
    team: str | None = None
    label: str | None = None
    """The record's name; left out, the year of the sitting."""
    held: dt.date | None = None
    of: str | None = None
    """The record that a review goes on from."""
    quick: bool = False
    plain: bool = False
    resume: bool = False
    new: bool = False
    color: str = "auto"
    language: Language = ENGLISH
    """The language of the questions, where the guide has it."""

    @property
    def reviews(self) -> bool:
        """Whether an earlier record is gone on from in a new one."""
        if self.of is not None or self.guide is None:
            return self.of is not None
        from customer_cli.interview.carry_over import REVIEW_GUIDE

        return self.guide == REVIEW_GUIDE

    @property
    def draft(self) -> str | None:
        """The label of the draft that is meant, with the team where one is named."""
        return f"{self.team}/{self.label}" if self.team and self.label else self.label


def target(place: Workshops, wanted: Wanted, *, may_be_there: bool = False) -> Path:
    """Return where the record goes.

    Raise `WrongUse` where one is there already, unless it *may_be_there*, to be opened again.
    """
    label = wanted.label or str((wanted.held or wanted.today).year)
    target = place.place_for(label, wanted.team)
    if target.exists() and not may_be_there:
        raise WrongUse(
            f'There is a record "{label}" already: {place.display_path(target)}.',
            f"Give this sitting another label, such as --label {label}-2; "
            f"`{place.command('show', label)}` shows the one there is.",
        )
    return target


def shown(record: Record, path: Path, planned: Path, place: Workshops, wanted: Wanted) -> int:
    """Show the *record* that was saved at *path*, say what to do next, and return 0."""
    from customer_cli.commands import show

    name = place.display_path(path)
    if path != planned:
        say(
            f"{place.display_path(planned)} was written by somebody else meanwhile; this one is {name}."
        )
    show.on_screen(show.judged_at(record, place, path, wanted.today), wanted.color)
    say(f"Saved: {name}")
    message = f"Who is our customer, {record.held.year}"
    say(f"next: git add {shlex.quote(name)} && git commit -m {shlex.quote(message)}")
    return 0


def say(*sentences: str) -> None:
    """Tell each of *sentences* that says something, on standard error."""
    for sentence in sentences:
        if sentence:
            sys.stderr.write(visible(sentence, breaks=True) + "\n")
