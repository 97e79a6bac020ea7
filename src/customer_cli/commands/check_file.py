"""What `check` finds in one file: every problem, or every finding with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from customer_cli.errors import CustomerError, Problem, Unreadable
from customer_cli.lint.registry import CheckReport, PlacedFinding
from customer_cli.storage import disk, folders
from customer_cli.workshop.judging import DatedFiles

if TYPE_CHECKING:
    from customer_cli.lint.rule import Rule, Subject
    from customer_cli.record.documents import RecordDocument
    from customer_cli.record.finding import Finding, Severity
    from customer_cli.record.model import Record
    from customer_cli.reports.check import Piece

Format = Literal["text", "json", "github"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and how it counts."""

    today: dt.date
    rules: Collection[str] = ()
    """Only these; every rule where none is named."""
    severity: Severity = "info"
    """Nothing that weighs less."""
    strict: bool = False
    """Whether any finding is an error."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What is told of one file, as it is written."""

    pieces: Sequence[Piece]
    numbers: Mapping[str, int]
    """How many there are of each weight."""
    exit_code: int


@dataclass(frozen=True, slots=True)
class Checking:
    """Everything that must be known to check the files of one run, each on its own."""

    wanted: Wanted
    format: Format
    start: Path
    """The folder people are in; files below it are named from there."""
    folder: Path
    """The `workshops` folder, out of which no link may lead."""
    sittings: Mapping[Path, DatedFiles]
    """The records of each folder that has any of the files."""
    strays: frozenset[Path] = frozenset()
    """Files that were found and are no records."""

    def checked(self, path: Path) -> Checked:
        """Return what is told of the record at *path*, or of a file that is none."""
        report = CheckReport()
        name = folders.relative_path(path, self.start)
        if why := folders.explain_no_file(path, self.folder):
            report.problems.append(Problem(name, 0, 0, *why))
        elif path in self.strays:
            report.findings += _stray(path, name, self._rules())
        else:
            self._read(path, name, report)
        return self.told(report)

    def told(self, report: CheckReport) -> Checked:
        """Return *report* without what weighs too little, as it is written."""
        from customer_cli.reports import check as views

        report.at_least(self.wanted.severity)
        written = {
            "text": views.findings_text,
            "json": views.findings_json,
            "github": views.github,
        }[self.format]
        code = report.exit_code(strict=self.wanted.strict)
        return Checked(written(report), report.numbers(), code)

    def _read(self, path: Path, name: str, report: CheckReport) -> None:
        from customer_cli.record import documents

        try:
            read = documents.read_record(disk.read(path)[0], name)
        except Unreadable as unreadable:
            report.problems += unreadable.problems
        except CustomerError as refused:
            report.problems.append(Problem(name, 0, 0, refused.message, refused.remedy))
        else:
            report.findings += _placed(read, self._subject(read, path), self._rules())

    def _rules(self) -> Collection[Rule]:
        from customer_cli.lint.registry import RULES, find_rule

        return [find_rule(named) for named in self.wanted.rules] or RULES.values()

    def _subject(self, read: RecordDocument, path: Path) -> Subject:
        from customer_cli.lint.rule import File, RuleFinding, Subject

        record = read.record
        sittings = self.sittings[path.parent]
        judged = sittings.judge(record, path, self.wanted.today)
        twins = sittings.twins(path)
        same_day = (name for name in sittings.same_day(path) if name not in twins)
        file = File(path.name, twins, tuple(same_day))
        return Subject(
            record, judged.as_of, self.wanted.today, judged.is_newest, _earlier(record, path),
            [RuleFinding(cut.path, cut.message, cut.remedy) for cut in read.document.cuts], file,
        )  # fmt: skip


def _placed(read: RecordDocument, subject: Subject, rules: Collection[Rule]) -> list[PlacedFinding]:
    from customer_cli.lint.registry import drop_redundant, find_all
    from customer_cli.record.finding import not_acknowledged

    data = read.document.data
    found = list(not_acknowledged(find_all(subject, rules), read.record.acknowledged, data))
    spoken = set(map(id, drop_redundant(found)))
    return [_with_place(read, one, is_telling=id(one) in spoken) for one in found]


def _with_place(read: RecordDocument, one: Finding, *, is_telling: bool) -> PlacedFinding:
    from customer_cli.record.finding import where

    document = read.document
    if one.other:
        line = f"The other is in line {document.place(one.other)[0]}."
        one = replace(one, question=f"{one.question} {line}".strip())
    place = document.problem(one.path, one.message, one.question, at_key=one.at_key)
    return PlacedFinding(one, where(document.data, one.path), place, is_telling)


def _stray(path: Path, name: str, rules: Collection[Rule]) -> list[PlacedFinding]:
    from customer_cli.lint.format import its_name_is_a_label, report_name
    from customer_cli.record.finding import Finding

    if its_name_is_a_label not in rules:
        return []
    doubt = report_name(path.stem)
    finding = Finding(its_name_is_a_label.id, "info", (), doubt.message, doubt.question)
    return [PlacedFinding(finding, "", Problem(name, 0, 0, doubt.message, doubt.question))]


def _earlier(record: Record, path: Path) -> Record | None:
    from customer_cli.record import documents

    beside = path.with_name(f"{record.previous.rpartition('/')[2]}.yaml")
    if not record.previous or beside == path or not beside.is_file():
        return None
    try:
        return documents.read_record(disk.read(beside)[0], beside.name).record
    except CustomerError:
        return None  # its own check tells
