"""The session of an interview: its options, the questions asked in a terminal or in plain lines, its end.

What costs time to import is imported after the first question is on the screen, while the
room reads it.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError, NotSaved, Stopped, WrongUse
from customer_cli.guide.language import ENGLISH, Language
from customer_cli.text import visible
from customer_cli.ui import select
from customer_cli.workshop.drafts import Drafts, UnfinishedInterview
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from customer_cli.interview.protocol import Doubt, Look
    from customer_cli.record.model import Record
    from customer_cli.record.spec import Data
    from customer_cli.workshop.drafts import Beginning
    from customer_cli.workshop.interviews import SavedRecord, Start
    from customer_cli.workshop.session import Session


@dataclass(frozen=True, slots=True)
class InterviewOptions:
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
    def is_review(self) -> bool:
        """Whether an earlier record is gone on from in a new one."""
        if self.of is not None or self.guide is None:
            return self.of is not None
        from customer_cli.interview.carry_over import REVIEW_GUIDE

        return self.guide == REVIEW_GUIDE

    @property
    def draft(self) -> str | None:
        """The label of the draft that is meant, with the team where one is named."""
        return f"{self.team}/{self.label}" if self.team and self.label else self.label


def choose_target(
    place: Workshops, options: InterviewOptions, *, may_be_there: bool = False
) -> Path:
    """Return where the record goes.

    Raise `WrongUse` where one is there already, unless it *may_be_there*, to be opened again.
    """
    label = options.label or str((options.held or options.today).year)
    path = place.place_for(label, options.team)
    if path.exists() and not may_be_there:
        raise WrongUse(
            f'There is a record "{label}" already: {place.display_path(path)}.',
            f"Give this sitting another label, such as --label {label}-2; "
            f"`{place.command('show', label)}` shows the one there is.",
        )
    return path


def finish_interview(
    record: Record, path: Path, planned: Path, place: Workshops, options: InterviewOptions
) -> int:
    """Show the *record* that was saved at *path*, say what to do next, and return 0."""
    from customer_cli.cli.show import draw_hierarchy, rank_record_at

    name = place.display_path(path)
    if path != planned:
        say_each(
            f"{place.display_path(planned)} was written by somebody else meanwhile; this one is {name}."
        )
    draw_hierarchy(rank_record_at(record, place, path, options.today), options.color)
    say_each(f"Saved: {name}")
    message = f"Who is our customer, {record.held.year}"
    say_each(f"next: git add {shlex.quote(name)} && git commit -m {shlex.quote(message)}")
    return 0


def say_each(*sentences: str) -> None:
    """Tell each of *sentences* that says something, on standard error."""
    for sentence in sentences:
        if sentence:
            sys.stderr.write(visible(sentence, breaks=True) + "\n")


def run_interview(options: InterviewOptions, workshops: Path | None) -> int:
    """Ask the questions in a terminal or in plain lines, save the record, and show it."""
    kind = select.choose(options.plain, sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), workshops)
    drafts = Drafts(place.drafts)
    if options.resume:
        options = _resume_draft(drafts.choose(options.draft), options)
    # A review makes a new record; everything else goes on with one that is there.
    planned = choose_target(place, options, may_be_there=not options.is_review)
    label = planned.relative_to(place.folder).with_suffix("").as_posix()
    with drafts.lock(label, _now()) as lock:
        say_each(lock.warning)
        left = _find_draft(drafts, label, options)
        opened = left or planned.exists()
        options = options if opened else _ask_to_review(place, options)
        announced = 0 if opened or options.quick else _announce(kind)
        record, path = _hold(kind, place, drafts, label, planned, left, options, announced)
    return finish_interview(record, path, planned, place, options)


# Before the first question


def _resume_draft(label: str, options: InterviewOptions) -> InterviewOptions:
    team, _, name = label.rpartition("/")
    return replace(options, label=name, team=team or None)


def _find_draft(
    drafts: Drafts, label: str, options: InterviewOptions
) -> UnfinishedInterview | None:
    if options.new and drafts.path(label).exists():
        say_each(f"The earlier draft is kept: {drafts.set_aside(label)}")
        return None
    left = drafts.load(label)
    if left is None or options.resume or _ask_to_go_on(left):
        return left
    say_each(f"The earlier draft is kept: {drafts.set_aside(label)}")
    return None


def _ask_to_go_on(left: UnfinishedInterview) -> bool:
    from customer_cli.ui.plain_form import Lines

    answers = "one answer" if left.answered == 1 else f"{left.answered} answers"
    say_each(f'There is an unfinished interview for "{left.label}": {answers}, last {left.last}.')
    try:
        typed = Lines().read("Enter to go on with it, or type new to begin again: ")
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return "".join(typed).strip().casefold() != "new"


def _ask_to_review(place: Workshops, options: InterviewOptions) -> InterviewOptions:
    """Return *options* with the record to go on from, asked for where there is one and a person."""
    if options.of or options.guide or options.quick or not sys.stdin.isatty():
        return options
    try:
        newest = place.newest(options.team, readable_only=True)
    except CustomerError:
        return options
    from customer_cli.ui.plain_form import Lines

    say_each(f"There is a record of {newest.label}. A review lets stand what still holds.")
    try:
        typed = Lines().read("Enter to review it, or type new for an empty page: ")
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return (
        options if "".join(typed).strip().casefold() == "new" else replace(options, of=newest.label)
    )


def _start(place: Workshops, label: str, planned: Path, options: InterviewOptions) -> Start:
    from customer_cli.workshop import interviews

    held, now, spoken = options.held or options.today, _now(), options.language
    if planned.exists():
        return interviews.start_reopened(
            place, label, planned, guide=options.guide, now=now, language=spoken
        )
    if options.is_review:
        return interviews.start_review(
            place, label, of=options.of, guide=options.guide, team=options.team, held=held, now=now,
            language=spoken,
        )  # fmt: skip
    return interviews.start_new(
        place, label, guide=options.guide, team=options.team, held=held, now=now, language=spoken
    )


def _announce(kind: select.Kind) -> int:
    from customer_cli import interview as plan

    if kind == "plain":
        sys.stderr.write(f"\n{plan.TITLE}\n{plan.ASK}\n")
        sys.stderr.flush()
        return 3
    from customer_cli.ui.select import announce

    return announce([plan.TITLE, "", plan.ASK], sys.stdout)


# The conversation


def _hold(
    kind: select.Kind, place: Workshops, drafts: Drafts, label: str, planned: Path,
    left: UnfinishedInterview | None, options: InterviewOptions, announced: int,
) -> tuple[Record, Path]:  # fmt: skip
    from customer_cli.cli import show
    from customer_cli.interview.engine import Interview
    from customer_cli.interview.protocol import Answer
    from customer_cli.workshop import interviews
    from customer_cli.workshop.session import Session

    start = interviews.resume(place, left) if left else _start(place, label, planned, options)
    notice = ""
    if start.begun.reopens:
        start = interviews.add_learn_question(place, start)
        notice = "" if left else interviews.greet(start.begun)
    say_each(*start.notes)
    announced = 0 if start.notes else announced  # the notes stand below it now
    events = left.events if left else ()
    talk = Interview.replay(
        start.guide, events, start.begun.base, earlier=start.earlier, now=_now,
        look=watch_rules(place, start.begun.base), notice=notice,
    )  # fmt: skip
    with drafts.go_on(label) if left else drafts.begin(start.begun) as journal:
        sitting = Session(talk, journal, _resume_command(place, drafts, label, plain=options.plain))
        if options.quick and not events:
            sitting.take(Answer(({"plan": "quick"},)))

        def preview(data: Data, width: int) -> str:
            news = ""
            if start.is_review or start.begun.reopens:
                data = interviews.preview_merge(place, start.begun, planned, data)
                news = describe_changes(place, start.begun.earlier or label, data, width,
                                   reopened=start.begun.reopens)  # fmt: skip
            return news + show.preview_record(data, place, planned, width, options.today)

        draft = drafts.path(label, ".txt")
        data = _drive(kind, sitting, draft, preview, options.color, announced)
        record, path = _save(place, start, planned, data, sitting.go_on)
        journal.archive(drafts.backups)
    return record, path


def _resume_command(place: Workshops, drafts: Drafts, label: str, *, plain: bool) -> str:
    """Return the command that goes on with the draft of *label*, named where there are others."""
    which = ["--label", label] if set(drafts.labels()) - {label} else []
    return place.command("interview", "--resume", *which, *(["--plain"] if plain else []))


def _save(
    place: Workshops, start: Start, planned: Path, data: Data, go_on: str
) -> tuple[Record, Path]:
    """Write what the interview has made, asking whose words stay where somebody else wrote too."""
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
    say_each(saved.note, *describe_meanwhile(start.begun, saved))
    return saved.record, saved.path


def _drive(
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


# The record before, and the method's rules


def describe_changes(
    place: Workshops, label: str, data: Data, width: int, *, reopened: bool = False
) -> str:
    """Return what *data*, not saved yet, changes in the record *label*, folded to *width*.

    It is a later sitting's, or that of the same record *reopened*.

    Nothing where one of the two cannot be read as a record; the review itself tells why.
    """
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import sides
    from customer_cli.record.complete import complete_ids
    from customer_cli.record.documents import validate
    from customer_cli.reports import changes

    try:
        old = validate(complete_ids(place.load(place.resolve(label)).record.to_data()))
        new = validate(complete_ids(data))
    except CustomerError:
        return ""
    lines = [f"Changed in {label}:" if reopened else f"Since {old.held}:", ""]
    for line in changes.render(
        compare(*sides(old, new, label)), "Nothing has changed."
    ).splitlines():
        lines += textwrap.wrap(line, width, initial_indent="- ", subsequent_indent="  ")
    return "".join(f"{line}\n" for line in [*lines, ""])


def describe_meanwhile(begun: Beginning, saved: SavedRecord) -> list[str]:
    """Return what somebody else has written since the interview had *begun*, a sentence each.

    It is in the record that was *saved*; nothing where nobody wrote anything.
    """
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import DatedRecord
    from customer_cli.record.documents import validate
    from customer_cli.reports import changes

    if saved.before is None or saved.meanwhile is None:
        return []
    label = begun.label if begun.reopens else begun.base["previous"]
    sides = (DatedRecord(validate(one), str(label)) for one in (saved.before, saved.meanwhile))
    lines = changes.render(compare(*sides), "Something that no comparison tells.").splitlines()
    return [f"Somebody else wrote into {label} meanwhile. This is in the record too, where nobody chose otherwise:",
            *(f"- {line}" for line in lines)]  # fmt: skip


def watch_rules(place: Workshops, base: Data) -> Look:
    """Return who says what the method doubts about a sitting that started from *base*.

    The rules, and the record before, are read when there is an answer to look at, so that the
    first question does not wait for them.
    """

    @cache
    def before() -> Record | None:
        previous = base.get("previous")
        try:
            return place.load(place.resolve(str(previous))).record if previous else None
        except CustomerError:
            return None

    def look(data: Data, slot: str) -> Sequence[Doubt]:
        from customer_cli.interview.rules import doubts

        return doubts(data, before(), slot=slot)

    return look
