"""Every problem of every file, and every finding; nothing to say when all is well."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TextIO

from customer_cli.errors import CustomerError, NotHere, Problem, Unreadable
from customer_cli.messages import problem_lines
from customer_cli.storage import disk, folders
from customer_cli.workshop.store import Workshops

if TYPE_CHECKING:
    from customer_cli.reading.documents import RecordDocument
    from customer_cli.reading.findings import Finding

Format = Literal["text", "json", "github"]

UNKNOWN_KEY = "F01"
"""The rule of keys that the record format does not know."""
# Judged by its bytes, because a guide with broken YAML should hear what a guide hears.
_GUIDE = re.compile(rb"^guide:.*^sections:", re.MULTILINE | re.DOTALL)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


@dataclass(slots=True)
class Report:
    """What was found in all files."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[tuple[Finding, str, Problem]] = field(default_factory=list)
    """Each with its place in the record and its place in the file."""

    def exit_code(self, *, strict: bool) -> int:
        """Return 3 with problems, 1 with findings that count, 0 when all is well."""
        if self.problems:
            return 3
        return int(any(strict or one.severity == "error" for one, _, _ in self.findings))


def check(
    paths: Sequence[Path],
    directory: Path | None,
    format: Format,
    *,
    out: TextIO,
    err: TextIO,
    here: Path,
    team: str | None = None,
    strict: bool = False,
) -> int:
    """Print what is wrong with the files and folders *paths*, and return the exit code.

    Without *paths* it is the `workshops` folder *directory*, or the nearest to *here*, or
    what *team* has in it. *strict* counts any finding as an error.
    """
    workshops = Workshops.find(here, directory)
    if team and not paths:
        paths = [entry.path for entry in workshops.entries(team)]
    records, guides = _sorted_out(paths, workshops)
    report = Report()
    for path in records:
        _check_record(path, workshops, report)
    _check_guides(guides, workshops, report)
    if format == "json":
        out.write(_json(report) + "\n")
    elif format == "github":
        out.writelines(f"{line}\n" for line in _annotations(report))
    else:
        out.write("\n".join("\n".join(lines) + "\n" for lines in _blocks(report)))
        if report.problems or report.findings:
            err.write(_count(report) + "\n")
    return report.exit_code(strict=strict)


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
            raise NotHere(f"There is no file {path}.", "Check the name and the folder you are in.")
    return [p for p, guide in kinds.items() if not guide], [
        p for p, guide in kinds.items() if guide
    ]


def _is_guide(path: Path) -> bool:
    if path.parent.name == folders.GUIDES:
        return True
    try:
        return _GUIDE.search(disk.read(path)[0]) is not None
    except CustomerError:
        return False


def _check_record(path: Path, workshops: Workshops, report: Report) -> None:
    from customer_cli.reading import documents
    from customer_cli.reading.findings import not_acknowledged, where

    name = workshops.named(path)
    try:
        read = documents.read_record(disk.read(path)[0], name)
    except Unreadable as unreadable:
        report.problems += unreadable.problems
        return
    except CustomerError as refused:
        report.problems.append(Problem(name, 0, 0, refused.message, refused.remedy))
        return
    data = read.document.data
    for finding in not_acknowledged(_unknown_keys(read), read.record.acknowledged, data):
        place = read.document.problem(
            finding.path, finding.message, finding.question, at_key=finding.at_key
        )
        report.findings.append((finding, where(data, finding.path), place))


def _unknown_keys(read: RecordDocument) -> Iterator[Finding]:
    from customer_cli.reading import documents, sentences, shapes
    from customer_cli.reading.findings import Finding

    for path, guess in documents.unknown_keys(read):
        owner = shapes.owner(type(read.record), path[:-1])
        message = f'The key "{path[-1]}" is not known in {sentences.NAMES[owner.__name__]}.'
        question = f'Did you mean "{guess}"?' if guess else ""
        yield Finding(UNKNOWN_KEY, "info", path, message, question, at_key=True)


def _check_guides(guides: Sequence[Path], workshops: Workshops, report: Report) -> None:
    if not guides:
        return
    from customer_cli.guides import guide_check

    # A guide names itself by its path, so it is given the path as people here write it.
    named = [Path(workshops.named(path)) for path in guides]
    report.problems += guide_check.problems(named, Path(workshops.named(workshops.folder)))


def _blocks(report: Report) -> Iterator[list[str]]:
    for problem in report.problems:
        yield problem_lines(problem)
    for finding, _, place in report.findings:
        told = f"{_LEVELS[finding.severity]}: {place.message} ({finding.rule})"
        yield problem_lines(
            Problem(place.file, place.line, place.column, told, place.remedy, place.excerpt)
        )


def _annotations(report: Report) -> Iterator[str]:
    from customer_cli.views.annotations import annotation

    for problem in report.problems:
        yield annotation(problem, "error")
    for finding, _, place in report.findings:
        level = "notice" if finding.severity == "info" else finding.severity
        yield annotation(replace(place, message=f"{place.message} ({finding.rule})"), level)


def _count(report: Report) -> str:
    counts = [("problem", len(report.problems))]
    for severity, called in _LEVELS.items():
        counts.append((called, sum(one.severity == severity for one, _, _ in report.findings)))
    said = [f"{n} {called}{'s' if n != 1 else ''}" for called, n in counts if n]
    return f"{', '.join(said)}."


def _json(report: Report) -> str:
    import json

    problems: list[dict[str, Any]] = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message,
         "remedy": p.remedy}
        for p in report.problems
    ]  # fmt: skip
    findings: list[dict[str, Any]] = [
        {"rule": one.rule, "severity": one.severity, "where": where, "file": place.file,
         "line": place.line, "column": place.column, "message": one.message,
         "question": one.question}
        for one, where, place in report.findings
    ]  # fmt: skip
    return json.dumps({"problems": problems, "findings": findings}, indent=2)
