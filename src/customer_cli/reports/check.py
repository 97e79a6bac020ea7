"""The findings and problems of `check`, and the checklist of `doctor`.

Findings are for people, for programs, and for the lines of a pull request. A checklist says what is
set up and what is not, with the command that changes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from json import dumps
from typing import Any, Literal

from customer_cli.errors import Problem, problem_lines
from customer_cli.lint.registry import WEIGHTS, CheckReport
from customer_cli.lint.rule import Rule
from customer_cli.record.finding import Severity
from customer_cli.record.format import LENSES
from customer_cli.render.data import render_json
from customer_cli.reports.page import (
    Column,
    Group,
    Page,
    PageSection,
    Row,
    Span,
    Table,
    cell,
    paragraph,
    section,
    words,
)
from customer_cli.text import visible

Piece = tuple[str, Any]
"""A part of what is told of a file: what it weighs or belongs to, and how it is written."""
SPOKEN: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_SPOKEN_WEIGHTS: dict[str, str] = {"problem": "problem"} | dict(SPOKEN.items())
NOTICES = {"error": "error", "warning": "warning", "info": "notice"}
MOST_NOTICES = 10
"""GitHub shows ten of each level in a step, and drops the others without a word."""


def findings_text(report: CheckReport) -> list[Piece]:
    """Return *report* as blocks with place, reason, excerpt and question, each with its weight.

    A note takes one line: a team should see its errors without scrolling past remarks.
    """
    found: list[tuple[str, list[str]]] = [("problem", problem_lines(p)) for p in report.problems]
    for one in report.findings:
        if not one.is_telling:
            continue
        place, weight = one.place, one.finding.severity
        message = f"{SPOKEN[weight]}: {place.message} ({one.finding.rule})"
        lines = problem_lines(
            Problem(place.file, place.line, place.column, message, place.remedy, place.excerpt)
        )
        if weight == "info":
            lines = [visible(f"{place.place}: {message} {place.remedy}".rstrip())]
        found.append((weight, lines))
    return [(weight, "".join(f"{line}\n" for line in lines)) for weight, lines in found]


def count(numbers: Mapping[str, int]) -> str:
    """Return how many there are of each weight, as a sentence, or nothing where there is none."""
    said = [
        f"{number} {_SPOKEN_WEIGHTS[weight]}{'s' if number != 1 else ''}"
        for weight in WEIGHTS
        if (number := numbers.get(weight, 0))
    ]
    return f"{', '.join(said)}." if said else ""


def findings_json(report: CheckReport) -> list[Piece]:
    """Return what *report* holds as plain data; the keys are a contract that only grows."""
    problems: list[Piece] = [
        ("problems", {"file": p.file, "line": p.line, "column": p.column, "message": p.message,
                      "remedy": p.remedy})
        for p in report.problems
    ]  # fmt: skip
    findings: list[Piece] = [
        ("findings", {"rule": one.finding.rule, "severity": one.finding.severity,
                      "where": one.where, "file": one.place.file, "line": one.place.line,
                      "column": one.place.column, "message": one.finding.message,
                      "question": one.finding.question})
        for one in report.findings
    ]  # fmt: skip
    return problems + findings


def findings_rows(report: CheckReport) -> list[Piece]:
    """Return *report* as rows of a page, each with the file that it belongs to."""
    found: list[tuple[str, str, Problem]] = [("problem", "", p) for p in report.problems]
    found += [
        (one.finding.severity, one.finding.rule, one.place)
        for one in report.findings
        if one.is_telling
    ]
    found.sort(key=lambda one: list(WEIGHTS).index(one[0]))
    return [
        (place.file, (str(place.line or ""), weight, place.message, place.remedy, rule))
        for weight, rule, place in found
    ]


def build_check_page(pieces: Iterable[Piece], numbers: Mapping[str, int]) -> Page:
    """Return the *pieces* that `findings_rows` has made of every file, under the names of files.

    *numbers* says how many there are of each weight.
    """
    groups: dict[str, list[Row]] = {}
    for file, (line, weight, message, remedy, rule) in pieces:
        is_heavy = weight in ("problem", "error")
        told = cell(Span(message, "strong"), *([remedy] if remedy else []))
        spoken = _SPOKEN_WEIGHTS[weight]
        kind = cell(Span(spoken, "strong" if is_heavy else "plain"), *([rule] if rule else []))
        groups.setdefault(file, []).append((cell(line), kind, told))
    columns = (
        Column("Line", "number"), Column("Weight", share=(1, 6)), Column("What is found"),
    )  # fmt: skip
    heading = "Problems and findings"
    rows = [Group(tuple(rows), heading=words(Span(f, "strong"))) for f, rows in groups.items()]
    table = [PageSection((Table(columns, tuple(rows)),))] if rows else []
    return Page(
        heading, (section("", paragraph(count(numbers) or NOTHING_FOUND)), *table),
        words(Span(heading, "title")),
    )  # fmt: skip


NOTHING_FOUND = "No problem, and nothing that the method would ask about."


def whole_json(problems: Sequence[Any], findings: Sequence[Any]) -> str:
    """Return what `findings_json` has made of every file as one document."""
    return render_json({"problems": problems, "findings": findings})


def github(report: CheckReport) -> list[Piece]:
    """Return *report* as workflow commands, which GitHub shows beside the lines they are about."""
    found: dict[str, list[str]] = {level: [] for level in NOTICES.values()}
    for problem in report.problems:
        found["error"].append(notice("error", problem, "problem", problem.remedy))
    for one in report.findings:
        if one.is_telling:
            level = NOTICES[one.finding.severity]
            found[level].append(notice(level, one.place, one.finding.rule, one.place.remedy))
    return [(level, f"{line}\n") for level, lines in found.items() for line in lines]


def more_notices(level: str, number: int) -> str:
    """Return the workflow command that stands for *number* others of its *level*."""
    return f"::{level}::{_data(f'{number} more; `customer-cli check` names them all.')}\n"


def notice(level: str, place: Problem, title: str, remedy: str) -> str:
    """Return a workflow command that shows *place* with its message; nothing of it can end it."""
    known = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    properties = [
        f"{key}={_data(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in known.items()
        if value
    ]
    return f"::{level} {','.join(properties)}::{_data(f'{place.message} {remedy}'.strip())}"


def _data(told: str) -> str:
    # Nothing in a record may end the line and begin a command of its own.
    told = visible(told).replace("%", "%25")
    return told.replace("\r", "%0D").replace("\n", "%0A")


def explained(rule: Rule) -> str:
    """Return the manual page of *rule*."""
    weights: dict[str, list[str]] = {}
    for lens, severity in rule.severities.items():
        weights.setdefault(SPOKEN[severity], []).append(lens)
    said = "; ".join(f"{spoken} under {', '.join(lenses)}" for spoken, lenses in weights.items())
    if len(rule.severities) == len(LENSES) and len(weights) == 1:
        said = next(iter(weights))
    return f"{rule.id}\n\n{rule.explanation}\n\nWeight: {said}.\n"


def manual(rules: Iterable[Rule]) -> str:
    """Return the manual of all *rules*, as it stands in the documents."""
    head = (
        "# What the method doubts\n\n"
        "`customer-cli check` reads a record and asks. Every rule is one small function; what stands\n"
        "here is its docstring, and what `customer-cli check --explain RULE` prints. A team that has\n"
        "seen a doubt and keeps its answer says so in `acknowledged`, with the reason.\n"
    )
    return head + "".join(f"\n## {explained(rule)}" for rule in rules)


def list_rules(rules: Iterable[Rule]) -> str:
    """Return every rule with what it holds, a line each."""
    return "".join(f"{rule.id}  {rule.title}\n" for rule in rules)


Word = Literal["ok", "not set up", "problem"]
WIDTH = len("not set up")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    word: Word
    told: str
    """What is there, or what is missing."""
    command: str = ""
    """What to type to change it, where there is something to change."""


def checklist_text(lines: Sequence[Line]) -> str:
    """Return *lines* one below the other, each with its command beneath it."""
    names = max((len(line.name) for line in lines), default=0)
    rows: list[str] = []
    for line in lines:
        rows.append(f"{line.word:<{WIDTH}}  {line.name:<{names}}  {visible(line.told)}")
        if line.command:
            rows.append(f"{'':<{WIDTH}}  {'':<{names}}  > {visible(line.command)}")
    return "".join(f"{row}\n" for row in rows)


def checklist_json(lines: Iterable[Line]) -> str:
    """Return *lines* for programs."""
    return dumps({"lines": [asdict(line) for line in lines]}, indent=2) + "\n"
