"""Every problem of every file, and every finding; nothing to say when all is well."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TextIO

from customer_cli.errors import CustomerError, NotHere, Problem, Unreadable, WrongUse, did_you_mean
from customer_cli.lint.report import Placed, Report
from customer_cli.storage import disk, folders
from customer_cli.workshop.store import Entry, Workshops

if TYPE_CHECKING:
    from customer_cli.lint.rule import Rule, Subject
    from customer_cli.reading.documents import RecordDocument
    from customer_cli.reading.findings import Finding, Severity
    from customer_cli.record import Record

Format = Literal["text", "json", "github"]

# Judged by its bytes, because a guide with broken YAML should hear what a guide hears.
_GUIDE = re.compile(rb"^guide:.*^sections:", re.MULTILINE | re.DOTALL)


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


def check(
    paths: Sequence[Path],
    directory: Path | None,
    format: Format,
    wanted: Wanted,
    *,
    out: TextIO,
    err: TextIO,
    here: Path,
    team: str | None = None,
) -> int:
    """Print what is wrong with the files and folders *paths*, and return the exit code.

    Without *paths* it is the `workshops` folder *directory*, or the nearest to *here*, or
    what *team* has in it.
    """
    from customer_cli.views import report as views

    workshops = Workshops.find(here, directory)
    if team and not paths:
        paths = [entry.path for entry in workshops.entries(team)]
    records, guides = _sorted_out(paths, workshops)
    report = Report()
    for path in records:
        _check_record(path, workshops, wanted, report)
    _check_guides(guides, workshops, report)
    report.at_least(wanted.severity)
    if format == "json":
        out.write(views.json(report))
    elif format == "github":
        out.write(views.github(report))
    else:
        out.write(views.text(report))
        if count := views.count(report):
            err.write(f"{count}\n")
    return report.exit_code(strict=wanted.strict)


def explain(named: str, out: TextIO) -> int:
    """Print the manual page of the rule *named*, or a line for each with `all`; return 0."""
    from customer_cli.lint.catalogue import RULES
    from customer_cli.views import report as views

    if named.casefold() == "all":
        out.write(views.listed(RULES.values()))
    else:
        out.write(views.explained(_rule(named)))
    return 0


def _rule(named: str) -> Rule:
    from customer_cli.lint.catalogue import RULES

    letter, number = named[:1].upper(), named[1:]
    whole = f"{letter}{number:0>2}" if number.isdigit() else named.upper()
    if found := RULES.get(whole):
        return found
    hint = did_you_mean(whole, RULES) or "`customer-cli check --explain all` lists them."
    raise WrongUse(f'There is no rule "{named}".', hint)


def _sorted_out(paths: Sequence[Path], workshops: Workshops) -> tuple[list[Path], list[Path]]:
    """Return the records and the guides among *paths* and below them, each once."""
    if not paths and not workshops.exists:
        raise NotHere(
            f"There is no folder {workshops.named(workshops.folder)} here or above.",
            "Name the files, or start with `customer-cli interview`.",
        )
    kinds: dict[Path, bool] = {}
    for path in paths or [workshops.folder]:
        whole = workshops.start / path
        if whole.is_dir():
            kinds |= {file: _is_guide(file) for file in folders.files_below(whole)}
        elif whole.exists():
            kinds[whole] = _is_guide(whole)
        else:
            raise NotHere(f"There is no file {path}.", _file_of(workshops, path))
    return [p for p, guide in kinds.items() if not guide], [
        p for p, guide in kinds.items() if guide
    ]


def _file_of(workshops: Workshops, path: Path) -> str:
    """Return what to do where *path* is no file: it may be a label, which other commands take."""
    try:
        entry = workshops.resolve(path.as_posix())
    except CustomerError:
        return "Check the name and the folder you are in."
    return f"Here files are named: {workshops.named(entry.path)}"


def _is_guide(path: Path) -> bool:
    if path.parent.name == folders.GUIDES:
        return True
    try:
        return _GUIDE.search(disk.read(path)[0]) is not None
    except CustomerError:
        return False


def _check_record(path: Path, workshops: Workshops, wanted: Wanted, report: Report) -> None:
    from customer_cli.reading import documents

    name = workshops.named(path)
    try:
        read = documents.read_record(disk.read(path)[0], name)
    except Unreadable as unreadable:
        report.problems += unreadable.problems
        return
    except CustomerError as refused:
        report.problems.append(Problem(name, 0, 0, refused.message, refused.remedy))
        return
    report.findings += _placed(read, _subject(read.record, path, workshops, wanted), wanted)


def _placed(read: RecordDocument, subject: Subject, wanted: Wanted) -> list[Placed]:
    from customer_cli.lint.catalogue import RULES, findings, telling
    from customer_cli.reading.findings import not_acknowledged

    data = read.document.data
    rules = [_rule(named) for named in wanted.rules] or RULES.values()
    found = list(not_acknowledged(findings(subject, rules), read.record.acknowledged, data))
    spoken = telling(found)
    return [_with_place(read, one, is_telling=one in spoken) for one in found]


def _with_place(read: RecordDocument, one: Finding, *, is_telling: bool) -> Placed:
    from customer_cli.reading.findings import where

    document = read.document
    if one.other:
        line = f"The other is in line {document.place(one.other)[0]}."
        one = replace(one, question=f"{one.question} {line}".strip())
    place = document.problem(one.path, one.message, one.question, at_key=one.at_key)
    return Placed(one, where(document.data, one.path), place, is_telling)


def _subject(record: Record, path: Path, workshops: Workshops, wanted: Wanted) -> Subject:
    from customer_cli.lint.rule import Subject

    entry = next((e for e in workshops.entries() if e.path.resolve() == path.resolve()), None)
    newest = entry is None or _is_newest(entry, workshops)
    as_of = max(record.held, wanted.today) if newest else record.held
    return Subject(record, as_of, wanted.today, newest, _earlier(record, path))


def _is_newest(entry: Entry, workshops: Workshops) -> bool:
    try:
        return workshops.newest(entry.team or None, readable_only=True).path == entry.path
    except CustomerError:
        return False


def _earlier(record: Record, path: Path) -> Record | None:
    from customer_cli.reading import documents

    beside = path.with_name(f"{record.previous.rpartition('/')[2]}.yaml")
    if not record.previous or beside == path or not beside.is_file():
        return None
    try:
        return documents.read_record(disk.read(beside)[0], beside.name).record
    except CustomerError:
        return None  # its own check tells


def _check_guides(guides: Sequence[Path], workshops: Workshops, report: Report) -> None:
    if not guides:
        return
    from customer_cli.guides import guide_check

    # A guide names itself by its path, so it is given the path as people here write it.
    named = [Path(workshops.named(path)) for path in guides]
    report.problems += guide_check.problems(named, Path(workshops.named(workshops.folder)))
