"""The files of one run of `check`: found, and checked by one process or by several.

Each of several workers takes every nth batch and sends back what is to be written, and nothing
else; it waits while nobody has taken what it sent, so that no more is in memory than is on its
way. What a worker does not send, because it failed or was killed, is checked here, so that an error
is reported as it is of a single file.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from customer_cli import ids
from customer_cli.errors import CustomerError, NotHere, Problem, Unreadable
from customer_cli.lint.registry import CheckReport, PlacedFinding
from customer_cli.storage import disk, folders
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.judging import DatedFiles

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

    from customer_cli.lint.rule import Rule, Subject
    from customer_cli.record.documents import RecordDocument
    from customer_cli.record.finding import Finding, Severity
    from customer_cli.record.model import Record
    from customer_cli.reports.check import Piece

Format = Literal["text", "json", "github", "markdown", "html"]


BATCH = 25
"""Files that are checked before anything of them is written."""
WORTH_FORKING = 300
"""Files from which several processes take less time than one; measured."""
WORTH_SPAWNING = 1_000
"""The same where each process starts anew and imports everything again."""
MOST_WORKERS = 8

Batch = Sequence[Path]
# Judged by its bytes, because a guide with broken YAML should hear what a guide hears.
_GUIDE, _SECTIONS = (re.compile(rb"^" + key, re.MULTILINE) for key in (rb"guide:", rb"sections:"))


@dataclass(frozen=True, slots=True)
class CheckFiles:
    """What there is to check, each file once and in the order in which it was found."""

    records: tuple[Path, ...]
    """Among them those that are none, see `strays`."""
    guides: tuple[Path, ...]
    strays: frozenset[Path]
    """What somebody's folder holds and no label names."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What is looked for, and how it counts."""

    today: dt.date
    rules: Collection[str] = ()
    """Only these; every rule where none is named."""
    severity: Severity = "info"
    """Nothing that weighs less."""
    strict: bool = False
    """Whether any finding is an error."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """The report of one file, as it is written."""

    pieces: Sequence[Piece]
    numbers: Mapping[str, int]
    """How many there are of each weight."""
    exit_code: int


@dataclass(frozen=True, slots=True)
class FileChecker:
    """Everything that must be known to check the files of one run, each on its own."""

    options: CheckOptions
    format: Format
    start: Path
    """The folder people are in; files below it are named from there."""
    folder: Path
    """The `workshops` folder, out of which no link may lead."""
    dated: Mapping[Path, DatedFiles]
    """The records of each folder that has any of the files."""
    strays: frozenset[Path] = frozenset()
    """Files that were found and are no records."""

    def check_file(self, path: Path) -> FileReport:
        """Return the report of the record at *path*, or of a file that is none."""
        report = CheckReport()
        name = folders.relative_path(path, self.start)
        if why := folders.explain_no_file(path, self.folder):
            report.problems.append(Problem(name, 0, 0, *why))
        elif path in self.strays:
            report.findings += _judge_stray(path, name, self._rules())
        else:
            self._check_record(path, name, report)
        return self.render_report(report)

    def render_report(self, report: CheckReport) -> FileReport:
        """Return *report* without what weighs too little, as it is written."""
        from customer_cli.reports import check as check_reports

        report.at_least(self.options.severity)
        written = {
            "text": check_reports.findings_text,
            "json": check_reports.findings_json,
            "github": check_reports.github,
            "markdown": check_reports.findings_rows,
            "html": check_reports.findings_rows,
        }[self.format]
        code = report.exit_code(strict=self.options.strict)
        return FileReport(written(report), report.numbers(), code)

    def _check_record(self, path: Path, name: str, report: CheckReport) -> None:
        from customer_cli.record import documents

        try:
            read = documents.read_record(disk.read(path)[0], name)
        except Unreadable as unreadable:
            report.problems += unreadable.problems
        except CustomerError as refused:
            report.problems.append(Problem(name, 0, 0, refused.message, refused.remedy))
        else:
            report.findings += _find_placed(read, self._subject(read, path), self._rules())

    def _rules(self) -> Collection[Rule]:
        from customer_cli.lint.registry import RULES, find_rule

        return [find_rule(named) for named in self.options.rules] or RULES.values()

    def _subject(self, read: RecordDocument, path: Path) -> Subject:
        from customer_cli.lint.rule import File, RuleFinding, Subject

        record = read.record
        dated = self.dated[path.parent]
        judged = dated.judge(record, path, self.options.today)
        twins, same_day = dated.find_beside(path)
        file = File(path.name, twins, tuple(name for name in same_day if name not in twins))
        return Subject(
            record, judged.as_of, self.options.today, judged.is_newest, _read_previous(record, path),
            [RuleFinding(cut.path, cut.message, cut.remedy) for cut in read.document.cuts], file,
        )  # fmt: skip


def _find_placed(
    read: RecordDocument, subject: Subject, rules: Collection[Rule]
) -> list[PlacedFinding]:
    from customer_cli.lint.registry import drop_redundant, find_all
    from customer_cli.record.finding import unacknowledged

    data = read.document.data
    found = list(unacknowledged(find_all(subject, rules), read.record.acknowledged, data))
    spoken = set(map(id, drop_redundant(found)))
    return [_place_finding(read, one, is_telling=id(one) in spoken) for one in found]


def _place_finding(read: RecordDocument, one: Finding, *, is_telling: bool) -> PlacedFinding:
    from customer_cli.record.finding import place_by_id

    document = read.document
    if one.other:
        line = f"The other is in line {document.place(one.other)[0]}."
        one = replace(one, question=f"{one.question} {line}".strip())
    place = document.problem(one.path, one.message, one.question, at_key=one.at_key)
    return PlacedFinding(one, place_by_id(document.data, one.path), place, is_telling)


def _judge_stray(path: Path, name: str, rules: Collection[Rule]) -> list[PlacedFinding]:
    from customer_cli.lint.format import its_name_is_a_label, report_name
    from customer_cli.record.finding import Finding

    if its_name_is_a_label not in rules:
        return []
    found = report_name(path.stem)
    finding = Finding(its_name_is_a_label.id, "info", (), found.message, found.question)
    return [PlacedFinding(finding, "", Problem(name, 0, 0, found.message, found.question))]


def _read_previous(record: Record, path: Path) -> Record | None:
    from customer_cli.record import documents

    beside = path.with_name(f"{record.previous.rpartition('/')[2]}.yaml")
    if not record.previous or beside == path or not beside.is_file():
        return None
    try:
        return documents.read_record(disk.read(beside)[0], beside.name).record
    except CustomerError:
        return None  # its own check tells


# Many files


def check_all(
    checker: FileChecker, files: CheckFiles, workshops: Workshops, workers: int | None = None
) -> Generator[list[FileReport]]:
    """Yield the reports of *files*, a batch at a time, the guides last."""
    yield from check_records(checker, files.records, workers)
    yield [checker.render_report(CheckReport(_check_guides(files.guides, workshops)))]


def check_records(
    checker: FileChecker, files: Sequence[Path], workers: int | None = None
) -> Iterator[list[FileReport]]:
    """Yield the reports of *files*, in their order, a batch at a time.

    As many *workers* do it as are worth it, where nobody says how many.
    """
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    number = min(_count_workers(len(files)) if workers is None else workers, len(batches))
    if number < 2:
        yield from ([checker.check_file(path) for path in batch] for batch in batches)
    else:
        yield from _check_by_several(checker, batches, number)


def _count_workers(files: int) -> int:
    if files < (WORTH_FORKING if _forks() else WORTH_SPAWNING):
        return 1
    mine = getattr(os, "sched_getaffinity", None)
    return min(len(mine(0)) if mine else os.cpu_count() or 1, MOST_WORKERS)


def _forks() -> bool:
    # Elsewhere a copy of a running process may hang in what the system keeps of its own.
    return sys.platform == "linux"


def _check_by_several(
    checker: FileChecker, batches: Sequence[Batch], number: int
) -> Iterator[list[FileReport]]:
    import multiprocessing

    begin = multiprocessing.get_context
    context: ForkContext | SpawnContext = begin("fork") if _forks() else begin("spawn")
    pipes: list[Connection] = []
    workers: list[BaseProcess] = []
    try:
        for first in range(number):
            with _hold_interrupts():
                pipe, worker = _start_worker(context, checker, batches[first::number], pipes)
                pipes.append(pipe)
                workers.append(worker)
        for place, batch in enumerate(batches):
            checked = _receive(pipes[place % number])
            yield checked or [checker.check_file(path) for path in batch]
    finally:
        for pipe in pipes:
            pipe.close()
        for worker in workers:
            worker.terminate()
            worker.join()


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait: a worker that has begun and is not noted yet would be ended by nobody."""
    import signal

    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker(
    context: ForkContext | SpawnContext,
    checker: FileChecker,
    share: Sequence[Batch],
    others: Sequence[Connection],
) -> tuple[Connection, BaseProcess]:
    """Return the pipe of a worker that has begun with its *share*, and the worker."""
    ours, theirs = context.Pipe(duplex=False)
    # A forked process has every pipe that was open; while it holds ours, no end is ever seen.
    inherited = (*others, ours) if _forks() else ()
    worker = context.Process(
        target=_run_worker, args=(checker, share, theirs, inherited), daemon=True
    )
    worker.start()
    theirs.close()
    return ours, worker


def _run_worker(
    checker: FileChecker, share: Sequence[Batch], pipe: Connection, inherited: Sequence[Connection]
) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it all ends it
    for other in inherited:
        other.close()
    with suppress(OSError):  # nobody wants the rest
        for batch in share:
            pipe.send(_check_batch(checker, batch))


def _check_batch(checker: FileChecker, batch: Batch) -> list[FileReport] | None:
    try:
        return [checker.check_file(path) for path in batch]
    except Exception:
        return None


def _receive(pipe: Connection) -> list[FileReport] | None:
    try:
        checked: list[FileReport] | None = pipe.recv()
    except (EOFError, OSError):
        return None
    return checked


# Which files


def find_files(paths: Sequence[Path], workshops: Workshops) -> CheckFiles:
    """Return what is named by *paths*, or lies below them."""
    if not paths and not workshops.exists:
        raise NotHere(
            f"There is no folder {workshops.display_path(workshops.folder)} here or above.",
            f"Name the files, or start with `{workshops.command('interview')}`.",
        )
    found: dict[Path, bool] = {}
    """Whether somebody named the file itself."""
    for path in paths or [workshops.folder]:
        whole = workshops.start / path
        if whole.is_dir():
            found = dict.fromkeys(folders.walk_files(whole), False) | found
        else:
            found[whole if os.path.lexists(whole) else _find_labelled(workshops, path)] = True
    # What is no file is reported among the records.
    guides = {
        path
        for path in found
        if not folders.explain_no_file(path, workshops.folder) and _is_guide(path)
    }
    records = tuple(path for path in found if path not in guides)
    strays = (path for path in records if not found[path] and not ids.is_id(path.stem))
    return CheckFiles(records, tuple(path for path in found if path in guides), frozenset(strays))


def _find_labelled(workshops: Workshops, path: Path) -> Path:
    """Return the record whose label is *path*, which is no file."""
    try:
        return workshops.resolve(path.as_posix()).path
    except NotHere as missing:
        raise NotHere(f"There is no file or record {path}.", missing.remedy) from None


def _is_guide(path: Path) -> bool:
    if path.parent.name == folders.GUIDES:
        return True
    try:
        data = disk.read(path)[0]
    except CustomerError:
        return False
    begins = _GUIDE.search(data)
    return begins is not None and _SECTIONS.search(data, begins.end()) is not None


def _check_guides(guides: Sequence[Path], workshops: Workshops) -> list[Problem]:
    if not guides:
        return []
    from customer_cli.workshop import guide_check

    # A guide names itself by its path, so it is given the path as people here write it.
    named = [Path(workshops.display_path(path)) for path in guides]
    return guide_check.check_guides(named, Path(workshops.display_path(workshops.folder)))
