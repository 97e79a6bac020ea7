"""The session of an interview: where its record goes, the questions, and what is said at its end.

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
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError, NotSaved, Stopped, WrongUse
from customer_cli.text import visible
from customer_cli.ui import console
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.session import Drafts, UnfinishedInterview

if TYPE_CHECKING:
    from customer_cli.cli.interview import InterviewOptions
    from customer_cli.interview.protocol import RaisedFinding, RunRules
    from customer_cli.record.model import Record
    from customer_cli.record.spec import Data
    from customer_cli.workshop.interviews import SavedRecord, Start
    from customer_cli.workshop.session import Beginning, Session


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


def run_interview(options: InterviewOptions, directory: Path | None) -> int:
    """Ask the questions in a terminal or in plain lines, save the record, and show it."""
    kind = console.choose_driver(options.plain, sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), directory)
    drafts = Drafts(place.drafts)
    if options.resume:
        team, _, name = drafts.choose(options.draft).rpartition("/")
        options = replace(options, label=name, team=team or None)
    # A review makes a new record; everything else goes on with one that is there.
    planned = choose_target(place, options, may_be_there=not options.is_review)
    label = planned.relative_to(place.folder).with_suffix("").as_posix()
    with drafts.lock(label, _now()) as lock:
        say_each(lock.warning)
        left = _find_draft(drafts, label, options)
        opened = left or planned.exists()
        options = options if opened else _ask_to_review(place, options)
        run = InterviewRun(options, kind, place, drafts, label, planned)
        record, path = run.hold(left, 0 if opened or options.quick else run.announce())
    return finish_interview(record, path, planned, place, options)


# Before the first question


def _find_draft(
    drafts: Drafts, label: str, options: InterviewOptions
) -> UnfinishedInterview | None:
    """Return the draft of *label* to go on with; one that is not is set aside."""
    if not (options.new and drafts.path(label).exists()):
        left = drafts.load(label)
        if left is None or options.resume:
            return left
        found = f'There is an unfinished interview for "{left.label}"'
        say_each(f"{found}: {left.describe_progress()}.")
        if not _asks_for_new("Enter to go on with it, or type new to begin again: "):
            return left
    with drafts.go_on(label) as journal:
        kept = journal.archive(drafts.backups)
    say_each(f"The earlier draft is kept: {kept}")
    return None


def _ask_to_review(place: Workshops, options: InterviewOptions) -> InterviewOptions:
    """Return *options* with the record to go on from, asked for where there is one and a person."""
    if options.of or options.guide or options.quick or not sys.stdin.isatty():
        return options
    try:
        newest = place.newest(options.team, readable_only=True)
    except CustomerError:
        return options
    say_each(f"There is a record of {newest.label}. A review lets stand what still holds.")
    if _asks_for_new("Enter to review it, or type new for an empty page: "):
        return options
    return replace(options, of=newest.label)


def _asks_for_new(prompt: str) -> bool:
    from customer_cli.ui.plain_form import LineReader

    try:
        typed = LineReader().read(prompt)
    except EOFError:
        raise Stopped("Nothing was changed.") from None
    return "".join(typed).strip().casefold() == "new"


# The conversation


@dataclass(frozen=True, slots=True)
class InterviewRun:
    """One interview: how it is asked, and the files that it reads and writes."""

    options: InterviewOptions
    kind: console.DriverKind
    place: Workshops
    drafts: Drafts
    label: str
    planned: Path
    """Where the record goes, unless somebody else writes one there meanwhile."""

    def announce(self) -> int:
        """Print the first question before anything is imported; return the lines it takes."""
        from customer_cli import interview as plan

        if self.kind == "plain":
            sys.stderr.write(f"\n{plan.TITLE}\n{plan.ASK}\n")
            sys.stderr.flush()
            return 3
        return console.announce([plan.TITLE, "", plan.ASK], sys.stdout)

    def hold(self, left: UnfinishedInterview | None, announced: int) -> tuple[Record, Path]:
        """Ask the questions, from those *left* on, and return the record and where it was saved.

        Raise `Stopped` where the person stops, and what saving raises; every answer is kept.
        """
        from customer_cli.interview.engine import Interview
        from customer_cli.interview.protocol import Answer
        from customer_cli.workshop.session import Session

        start, notice = self._begin(left)
        say_each(*start.notes)
        announced = 0 if start.notes else announced  # the notes stand below it now
        events = left.events if left else ()
        talk = Interview.replay(
            start.guide, events, start.begun.base, earlier=start.earlier, now=_now,
            run_rules=watch_rules(self.place, start.begun.base), notice=notice,
        )  # fmt: skip
        with self.drafts.go_on(self.label) if left else self.drafts.begin(start.begun) as journal:
            session = Session(talk, journal, self._resume_command())
            if self.options.quick and not events:
                session.take(Answer(({"plan": "quick"},)))
            data = self._drive(session, partial(self._preview, start), announced)
            saved = self._save(start, data, session.go_on)
            journal.archive(self.drafts.backups)
        return saved

    def _begin(self, left: UnfinishedInterview | None) -> tuple[Start, str]:
        """Return what the interview starts from, and what the person is told about it."""
        from customer_cli.workshop import interviews

        start = interviews.resume(self.place, left) if left else self._begin_new()
        if not start.begun.reopens:
            return start, ""
        start = interviews.add_learn_question(self.place, start)
        if left:
            return start, ""
        held = str(start.begun.base.get("held", ""))
        return start, (
            f"Reopening {start.begun.label}, held {held}. Every answer stands until you change "
            f"it; Enter keeps it. For a new sitting stop here and give another label."
        )

    def _begin_new(self) -> Start:
        from customer_cli.workshop import interviews

        options, now = self.options, _now()
        held, spoken = options.held or options.today, options.language
        if self.planned.exists():
            return interviews.start_reopened(
                self.place, self.label, self.planned, guide=options.guide, now=now, language=spoken
            )
        if options.is_review:
            return interviews.start_review(
                self.place, self.label, of=options.of, guide=options.guide, team=options.team,
                held=held, now=now, language=spoken,
            )  # fmt: skip
        return interviews.start_new(
            self.place, self.label, guide=options.guide, team=options.team, held=held, now=now,
            language=spoken,
        )  # fmt: skip

    def _preview(self, start: Start, data: Data, width: int) -> str:
        """Return what would be saved as it is shown afterwards, and before it what has changed."""
        from customer_cli.cli.show import preview_record
        from customer_cli.workshop import interviews

        news = ""
        if start.begun.reopens or start.begun.base.get("previous"):
            data = interviews.preview_merge(self.place, start.begun, self.planned, data)
            earlier = start.begun.earlier or self.label
            news = describe_changes(self.place, earlier, data, width, reopened=start.begun.reopens)
        return news + preview_record(data, self.place, self.planned, width, self.options.today)

    def _resume_command(self) -> str:
        """Return the command that goes on with this draft, named where there are others."""
        others = set(self.drafts.labels()) - {self.label}
        words = [*(["--label", self.label] if others else [])]
        words += ["--plain"] if self.options.plain else []
        return self.place.command("interview", "--resume", *words)

    def _save(self, start: Start, data: Data, go_on: str) -> tuple[Record, Path]:
        """Write the record, asking whose words stay where somebody else wrote too."""
        from customer_cli.merge.entries import Answers
        from customer_cli.merge.three_way import Conflicting
        from customer_cli.workshop import interviews

        answers: Answers = {}
        kept = f"Nothing that was said is lost; it is in the draft. {go_on}"
        try:
            while True:
                try:
                    saved = interviews.save(self.place, start.begun, self.planned, data, answers)
                    break
                except Conflicting as found:
                    from customer_cli.ui.plain import ask_conflicts

                    answers = {**answers, **ask_conflicts(found)}
        except Conflicting as found:
            raise Conflicting(found.file, found.conflicts, kept) from None
        except NotSaved as refusal:
            raise NotSaved(refusal.message, f"{refusal.remedy} {kept}") from None
        say_each(saved.note, *describe_meanwhile(start.begun, saved))
        return saved.record, saved.path

    def _drive(self, session: Session, preview: Callable[[Data, int], str], announced: int) -> Data:
        from customer_cli.editor import edit

        draft = self.drafts.path(self.label, ".txt")

        def edit_text(text: str, kept: Callable[[str], bool] = lambda _: False) -> str:
            return edit(text, draft, kept)

        try:
            if self.kind == "terminal":
                from customer_cli.ui.terminal.driver import TerminalDriver

                with TerminalDriver(
                    edit=edit_text, preview=preview, now=dt.datetime.now,
                    color=self.options.color, announced=announced,
                ) as driver:  # fmt: skip
                    return session.drive(driver)
            from customer_cli.ui.plain import PlainDriver
            from customer_cli.ui.plain_form import LineReader

            return session.drive(PlainDriver(
                LineReader(), sys.stderr, lambda data: preview(data, 72), edit_text,
                is_announced=announced > 0,
            ))  # fmt: skip
        except KeyboardInterrupt:  # between two screens; what was answered is on disk
            raise Stopped("Everything answered is saved.", session.go_on) from None


def _now() -> str:
    return dt.datetime.now().astimezone().isoformat(timespec="seconds")


# The record before, and the method's rules


def describe_changes(
    place: Workshops, label: str, data: Data, width: int, *, reopened: bool = False
) -> str:
    """Return what *data*, not saved yet, changes in the record *label*, folded to *width*.

    Nothing where one of the two cannot be read as a record; the review itself tells why.
    """
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import date_records
    from customer_cli.record.documents import validate
    from customer_cli.record.references import complete_ids
    from customer_cli.reports import changes

    try:
        old = validate(complete_ids(place.load(place.resolve(label)).record.to_data()))
        new = validate(complete_ids(data))
    except CustomerError:
        return ""
    lines = [f"Changed in {label}:" if reopened else f"Since {old.held}:", ""]
    for line in changes.write_changes(
        compare(*date_records(old, new, label)), "Nothing has changed."
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
    lines = changes.write_changes(
        compare(*sides), "Something that no comparison tells."
    ).splitlines()
    return [f"Somebody else wrote into {label} meanwhile. This is in the record too, where nobody chose otherwise:",
            *(f"- {line}" for line in lines)]  # fmt: skip


def watch_rules(place: Workshops, base: Data) -> RunRules:
    """Return what runs the rules on an interview that started from *base*.

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

    def look(data: Data, slot: str) -> Sequence[RaisedFinding]:
        from customer_cli.interview.push_back import find_findings

        return find_findings(data, before(), slot=slot)

    return look
