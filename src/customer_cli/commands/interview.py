"""The command `interview`: from the first question to a saved record.

What costs time to import is imported after the first question is on the screen, while the
room reads it.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands.sitting import Wanted, say, shown, target
from customer_cli.errors import CustomerError, NotSaved, Stopped
from customer_cli.ui import select
from customer_cli.workshop.drafts import Drafts, UnfinishedInterview
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from customer_cli.record.model import Record
    from customer_cli.record.spec import Data
    from customer_cli.workshop.interviews import Start
    from customer_cli.workshop.session import Session


def interview(wanted: Wanted, workshops: Path | None) -> int:
    """Ask the questions in a terminal or in plain lines, save the record, and show it."""
    kind = select.choose(wanted.plain, sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), workshops)
    drafts = Drafts(place.drafts)
    if wanted.resume:
        wanted = _resumed(drafts.choose(wanted.draft), wanted)
    # A review makes a new record; everything else goes on with one that is there.
    planned = target(place, wanted, may_be_there=not wanted.reviews)
    label = planned.relative_to(place.folder).with_suffix("").as_posix()
    with drafts.lock(label, _now()) as lock:
        say(lock.warning)
        left = _left(drafts, label, wanted)
        opened = left or planned.exists()
        wanted = wanted if opened else _reviewing(place, wanted)
        announced = 0 if opened or wanted.quick else _announced(kind)
        record, path = _held(kind, place, drafts, label, planned, left, wanted, announced)
    return shown(record, path, planned, place, wanted)


# ---- before the first question


def _resumed(label: str, wanted: Wanted) -> Wanted:
    team, _, name = label.rpartition("/")
    return replace(wanted, label=name, team=team or None)


def _left(drafts: Drafts, label: str, wanted: Wanted) -> UnfinishedInterview | None:
    if wanted.new and drafts.path(label).exists():
        say(f"The earlier draft is kept: {drafts.set_aside(label)}")
        return None
    left = drafts.load(label)
    if left is None or wanted.resume or _go_on(left):
        return left
    say(f"The earlier draft is kept: {drafts.set_aside(label)}")
    return None


def _go_on(left: UnfinishedInterview) -> bool:
    from customer_cli.ui.plain_form import Lines

    answers = "one answer" if left.answered == 1 else f"{left.answered} answers"
    say(f'There is an unfinished interview for "{left.label}": {answers}, last {left.last}.')
    try:
        typed = Lines().read("Enter to go on with it, or type new to begin again: ")
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return "".join(typed).strip().casefold() != "new"


def _reviewing(place: Workshops, wanted: Wanted) -> Wanted:
    """Return *wanted* with the record to go on from, asked for where there is one and a person."""
    if wanted.of or wanted.guide or wanted.quick or not sys.stdin.isatty():
        return wanted
    try:
        newest = place.newest(wanted.team, readable_only=True)
    except CustomerError:
        return wanted
    from customer_cli.ui.plain_form import Lines

    say(f"There is a record of {newest.label}. A review lets stand what still holds.")
    try:
        typed = Lines().read("Enter to review it, or type new for an empty page: ")
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return (
        wanted if "".join(typed).strip().casefold() == "new" else replace(wanted, of=newest.label)
    )


def _started(place: Workshops, label: str, planned: Path, wanted: Wanted) -> Start:
    from customer_cli.workshop import interviews

    held, now, spoken = wanted.held or wanted.today, _now(), wanted.language
    if planned.exists():
        from customer_cli.workshop import interviews

        return interviews.start_reopened(
            place, label, planned, guide=wanted.guide, now=now, language=spoken
        )
    if wanted.reviews:
        return interviews.start_review(
            place, label, of=wanted.of, guide=wanted.guide, team=wanted.team, held=held, now=now,
            language=spoken,
        )  # fmt: skip
    return interviews.start_new(
        place, label, guide=wanted.guide, team=wanted.team, held=held, now=now, language=spoken
    )


def _announced(kind: select.Kind) -> int:
    from customer_cli import interview as plan

    if kind == "plain":
        sys.stderr.write(f"\n{plan.TITLE}\n{plan.ASK}\n")
        sys.stderr.flush()
        return 3
    from customer_cli.ui.select import announce

    return announce([plan.TITLE, "", plan.ASK], sys.stdout)


# ---- the conversation


def _held(
    kind: select.Kind, place: Workshops, drafts: Drafts, label: str, planned: Path,
    left: UnfinishedInterview | None, wanted: Wanted, announced: int,
) -> tuple[Record, Path]:  # fmt: skip
    from customer_cli.commands import review, show
    from customer_cli.interview.engine import Interview
    from customer_cli.interview.protocol import Answer
    from customer_cli.workshop import interviews
    from customer_cli.workshop.session import Session

    start = interviews.resume(place, left) if left else _started(place, label, planned, wanted)
    notice = ""
    if start.begun.reopens:
        from customer_cli.workshop import interviews

        start = interviews.add_learn_question(place, start)
        notice = "" if left else interviews.greet(start.begun)
    say(*start.notes)
    announced = 0 if start.notes else announced  # the notes stand below it now
    events = left.events if left else ()
    talk = Interview.replay(
        start.guide, events, start.begun.base, earlier=start.earlier, now=_now,
        look=review.looking(place, start.begun.base), notice=notice,
    )  # fmt: skip
    with drafts.go_on(label) if left else drafts.begin(start.begun) as journal:
        sitting = Session(talk, journal, _resume(place, drafts, label, plain=wanted.plain))
        if wanted.quick and not events:
            sitting.take(Answer(({"plan": "quick"},)))

        def preview(data: Data, width: int) -> str:
            news = ""
            if start.is_review or start.begun.reopens:
                data = interviews.preview_merge(place, start.begun, planned, data)
                news = review.told(place, start.begun.earlier or label, data, width,
                                   reopened=start.begun.reopens)  # fmt: skip
            return news + show.preview(data, place, planned, width, wanted.today)

        draft = drafts.path(label, ".txt")
        data = _driven(kind, sitting, draft, preview, wanted.color, announced)
        record, path = _saved(place, start, planned, data, sitting.go_on)
        journal.archive(drafts.backups)
    return record, path


def _resume(place: Workshops, drafts: Drafts, label: str, *, plain: bool) -> str:
    """Return the command that goes on with the draft of *label*, named where there are others."""
    which = ["--label", label] if set(drafts.labels()) - {label} else []
    return place.command("interview", "--resume", *which, *(["--plain"] if plain else []))


def _saved(
    place: Workshops, start: Start, planned: Path, data: Data, go_on: str
) -> tuple[Record, Path]:
    """Write what the interview has made, asking whose words stay where somebody else wrote too."""
    from customer_cli.commands import review
    from customer_cli.merge.entries import Answers, Conflicting
    from customer_cli.workshop import interviews

    answers: Answers = {}
    kept = f"Nothing that was said is lost; it is in the draft. {go_on}"
    try:
        while True:
            try:
                saved = interviews.save(place, start.begun, planned, data, answers)
                break
            except Conflicting as found:
                from customer_cli.ui.conflicts import asked

                answers = {**answers, **asked(found)}
    except Conflicting as found:
        raise Conflicting(found.file, found.conflicts, kept) from None
    except NotSaved as refusal:
        raise NotSaved(refusal.message, f"{refusal.remedy} {kept}") from None
    say(saved.note, *review.meanwhile(start.begun, saved))
    return saved.record, saved.path


def _driven(
    kind: select.Kind, sitting: Session, draft: Path, preview: Callable[[Data, int], str],
    color: str, announced: int,
) -> Data:  # fmt: skip
    from customer_cli.editor import edit

    def edited(text: str, kept: Callable[[str], bool] = lambda _: False) -> str:
        return edit(text, draft, kept)

    try:
        if kind == "terminal":
            from customer_cli.ui.terminal.driver import TerminalDriver

            with TerminalDriver(
                edit=edited, preview=preview, now=dt.datetime.now, color=color,
                announced=announced,
            ) as driver:  # fmt: skip
                return sitting.drive(driver)
        from customer_cli.ui.plain import PlainDriver
        from customer_cli.ui.plain_form import Lines

        plain = PlainDriver(
            Lines(), sys.stderr, lambda data: preview(data, 72), edited, is_announced=announced > 0
        )
        return sitting.drive(plain)
    except KeyboardInterrupt:  # between two screens; what was answered is on disk
        raise Stopped("Everything answered is saved.", sitting.go_on) from None


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")
