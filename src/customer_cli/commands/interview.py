"""The command `interview`: from the first question to a saved record.

What costs time to import is imported after the first question is on the screen, while the
room reads it.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.drivers import choice
from customer_cli.errors import NotSaved, Stopped, WrongUse
from customer_cli.text import visible
from customer_cli.workshop.drafts import Drafts, Left
from customer_cli.workshop.store import Workshops

if TYPE_CHECKING:
    from customer_cli.conversation.fields import Data
    from customer_cli.record import Record
    from customer_cli.workshop.sitting import Sitting


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    today: dt.date
    guide: str | None = None
    team: str | None = None
    label: str | None = None
    """The record's name; left out, the year of the sitting."""
    held: dt.date | None = None
    quick: bool = False
    plain: bool = False
    resume: bool = False
    new: bool = False
    color: str = "auto"

    @property
    def draft(self) -> str | None:
        """The label of the draft that is meant, with the team where one is named."""
        return f"{self.team}/{self.label}" if self.team and self.label else self.label


def interview(wanted: Wanted, workshops: Path | None) -> int:
    """Ask the questions in a terminal or in plain lines, save the record, and show it."""
    kind = choice.choose(wanted.plain, sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), workshops)
    drafts = Drafts(place.drafts)
    if wanted.resume:
        wanted = _resumed(drafts.choose(wanted.draft), wanted)
    target = _target(place, wanted)
    label = target.relative_to(place.folder).with_suffix("").as_posix()
    with drafts.lock(label, _now()) as lock:
        _say(lock.warning)
        left = _left(drafts, label, wanted)
        announced = 0 if left or wanted.quick else _announced(kind)
        record, path = _held(kind, place, drafts, label, target, left, wanted, announced)
    return _shown(record, path, target, place, wanted)


def answers(wanted: Wanted, workshops: Path | None, source: str) -> int:
    """Take the answers from *source*, a file or `-`, save the record, and show it."""
    from customer_cli.conversation.interview import Interview
    from customer_cli.drivers.script import ScriptDriver
    from customer_cli.reading.canonical import complete_ids
    from customer_cli.reading.documents import read_answers
    from customer_cli.storage import disk
    from customer_cli.workshop import beginning
    from customer_cli.workshop.sitting import Memory, Sitting
    from customer_cli.workshop.writing import save_new

    if source == "-":
        name, said = "standard input", sys.stdin.buffer.read(disk.LARGEST + 1)
    else:
        name, said = source, disk.read(Path(source))[0]
    given = complete_ids(read_answers(said, name).data)
    place = Workshops.find(Path.cwd(), workshops)
    if wanted.guide:
        found = beginning.guide_found(place, wanted.guide)
    else:
        found = beginning.guide_of_record(place, str(given.get("guide", "")))
    _say(*found.notes)
    base = beginning.base_of(found.guide, wanted.held or wanted.today, wanted.team) | given
    if wanted.held:
        base["held"] = wanted.held.isoformat()
    target = _target(place, replace(wanted, held=dt.date.fromisoformat(str(base["held"]))))
    driver = ScriptDriver("quick" if wanted.quick else "60")
    data = Sitting(Interview(found.guide, base), Memory()).drive(driver)
    record, path = save_new(data, target)
    if record.skipped and "skipped" not in given:
        _say(f"Left open: {', '.join(record.skipped)}")
    return _shown(record, path, target, place, wanted)


def template(guide: str | None, workshops: Path | None, *, quick: bool) -> str:
    """Return an answers file to fill in."""
    from customer_cli.conversation.template import template as filled_with_questions
    from customer_cli.workshop import beginning

    place = Workshops.find(Path.cwd(), workshops)
    found = beginning.guide_found(place, guide or beginning.DEFAULT_GUIDE)
    return filled_with_questions(found.guide, "quick" if quick else "60")


# ---- before the first question


def _resumed(label: str, wanted: Wanted) -> Wanted:
    team, _, name = label.rpartition("/")
    return replace(wanted, label=name, team=team or None)


def _target(place: Workshops, wanted: Wanted) -> Path:
    label = wanted.label or str((wanted.held or wanted.today).year)
    target = place.place_for(label, wanted.team)
    if target.exists():
        raise WrongUse(
            f'There is a record "{label}" already: {place.named(target)}.',
            f"Give this sitting another label, such as --label {label}-2; "
            f"customer-cli show {label} shows the one there is.",
        )
    return target


def _left(drafts: Drafts, label: str, wanted: Wanted) -> Left | None:
    if wanted.new and drafts.path(label).exists():
        _say(f"The earlier draft is kept: {drafts.set_aside(label)}")
        return None
    left = drafts.left(label)
    if left is None or wanted.resume or _go_on(left):
        return left
    _say(f"The earlier draft is kept: {drafts.set_aside(label)}")
    return None


def _go_on(left: Left) -> bool:
    from customer_cli.drivers.lines import Lines

    answers = "one answer" if left.answered == 1 else f"{left.answered} answers"
    _say(f'There is an unfinished interview for "{left.label}": {answers}, last {left.last}.')
    try:
        typed = Lines().read("Enter to go on with it, or type new to begin again: ")
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return "".join(typed).strip().casefold() != "new"


def _announced(kind: choice.Kind) -> int:
    if kind == "plain":
        return 0
    from customer_cli.conversation import plan
    from customer_cli.drivers.terminal.announce import announce

    return announce([plan.TITLE, "", plan.ASK], sys.stdout)


# ---- the conversation


def _held(
    kind: choice.Kind, place: Workshops, drafts: Drafts, label: str, target: Path,
    left: Left | None, wanted: Wanted, announced: int,
) -> tuple[Record, Path]:  # fmt: skip
    from customer_cli.commands import show
    from customer_cli.conversation.interview import Interview
    from customer_cli.conversation.turns import Answer
    from customer_cli.workshop import beginning
    from customer_cli.workshop.sitting import GO_ON, Sitting
    from customer_cli.workshop.writing import save_new

    if left:
        start = beginning.again(place, left)
    else:
        start = beginning.anew(
            place, label, guide=wanted.guide, team=wanted.team,
            held=wanted.held or wanted.today, now=_now(),
        )  # fmt: skip
    _say(*start.notes)
    announced = 0 if start.notes else announced  # the notes stand below it now
    events = left.events if left else ()
    talk = Interview.replay(start.guide, events, start.begun.base, earlier=start.earlier, now=_now)
    with drafts.go_on(label) if left else drafts.begin(start.begun) as journal:
        sitting = Sitting(talk, journal)
        if wanted.quick and not events:
            sitting.take(Answer(({"plan": "quick"},)))

        def preview(data: Data, width: int) -> str:
            return show.preview(data, place, label, width)

        draft = drafts.path(label, ".txt")
        data = _driven(kind, sitting, draft, preview, wanted.color, announced)
        try:
            record, path = save_new(data, target)
        except NotSaved as refusal:
            remedy = f"{refusal.remedy} Nothing that was said is lost. {GO_ON}"
            raise NotSaved(refusal.message, remedy) from None
        journal.archive(drafts.backups)
    return record, path


def _driven(
    kind: choice.Kind, sitting: Sitting, draft: Path, preview: Callable[[Data, int], str],
    color: str, announced: int,
) -> Data:  # fmt: skip
    from customer_cli.editor import edit
    from customer_cli.workshop.sitting import GO_ON

    def edited(text: str, kept: Callable[[str], bool] = lambda _: False) -> str:
        return edit(text, draft, kept)

    try:
        if kind == "terminal":
            from customer_cli.drivers.terminal.driver import TerminalDriver

            with TerminalDriver(
                edit=edited, preview=preview, now=dt.datetime.now, color=color,
                announced=announced,
            ) as driver:  # fmt: skip
                return sitting.drive(driver)
        from customer_cli.drivers.lines import Lines
        from customer_cli.drivers.plain import PlainDriver

        plain = PlainDriver(Lines(), sys.stderr, lambda data: preview(data, 72), edited)
        return sitting.drive(plain)
    except KeyboardInterrupt:  # between two screens; what was answered is on disk
        raise Stopped("Everything answered is saved.", GO_ON) from None


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


# ---- after the last question


def _shown(record: Record, path: Path, target: Path, place: Workshops, wanted: Wanted) -> int:
    from customer_cli.commands import show

    name = place.named(path)
    if path != target:
        _say(f"{place.named(target)} was written by somebody else meanwhile; this one is {name}.")
    label = path.relative_to(place.folder).with_suffix("").as_posix()
    show.on_screen(show.judged(record, place, label), wanted.color)
    _say(f"Saved: {name}")
    _say(f"next: git add {name} && git commit -m 'Who is our customer, {record.held.year}'")
    return 0


def _say(*sentences: str) -> None:
    for sentence in sentences:
        if sentence:
            sys.stderr.write(visible(sentence, breaks=True) + "\n")
