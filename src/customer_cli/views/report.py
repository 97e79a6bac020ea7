"""What `check` found: for people, for programs, and beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from customer_cli.errors import Problem
from customer_cli.format import LENSES
from customer_cli.lint.report import SEVERITIES, Placed, Report
from customer_cli.lint.rule import Rule
from customer_cli.messages import problem_lines
from customer_cli.reading.findings import Severity
from customer_cli.text import visible
from customer_cli.views.json import dumped

SPOKEN: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
NOTICES = {"error": "error", "warning": "warning", "info": "notice"}
MOST_NOTICES = 10
"""GitHub shows ten of each level in a step, and drops the others without a word."""


def text(report: Report) -> str:
    """Return *report* as blocks with place, reason, excerpt and question, the heaviest first.

    A note takes one line: a team should see its errors without scrolling past remarks.
    """
    blocks = [problem_lines(problem) for problem in report.problems]
    notes: list[str] = []
    for severity in SEVERITIES:
        for one in report.findings:
            if one.finding.severity == severity and one.is_telling:
                told = _told(one)
                if severity == "info":
                    notes.append(_note(told))
                else:
                    blocks.append(problem_lines(told))
    if notes:
        blocks.append(notes)
    return "\n".join("\n".join(lines) + "\n" for lines in blocks)


def _told(one: Placed) -> Problem:
    place, spoken = one.place, SPOKEN[one.finding.severity]
    message = f"{spoken}: {place.message} ({one.finding.rule})"
    return Problem(place.file, place.line, place.column, message, place.remedy, place.excerpt)


def _note(told: Problem) -> str:
    return visible(f"{told.place}: {told.message} {told.remedy}".rstrip())


def count(report: Report) -> str:
    """Return how many of each there are, as a sentence, or nothing where there is none."""
    counts = [("problem", len(report.problems))]
    for severity, spoken in SPOKEN.items():
        number = sum(one.finding.severity == severity and one.is_telling for one in report.findings)
        counts.append((spoken, number))
    said = [f"{n} {spoken}{'s' if n != 1 else ''}" for spoken, n in counts if n]
    return f"{', '.join(said)}." if said else ""


def json(report: Report) -> str:
    """Return *report* as JSON; the keys are a contract that only grows."""
    problems: list[dict[str, Any]] = [
        {"file": p.file, "line": p.line, "column": p.column, "message": p.message,
         "remedy": p.remedy}
        for p in report.problems
    ]  # fmt: skip
    findings: list[dict[str, Any]] = [
        {"rule": one.finding.rule, "severity": one.finding.severity, "where": one.where,
         "file": one.place.file, "line": one.place.line, "column": one.place.column,
         "message": one.finding.message, "question": one.finding.question}
        for one in report.findings
    ]  # fmt: skip
    return dumped({"problems": problems, "findings": findings})


def github(report: Report) -> str:
    """Return *report* as workflow commands, which GitHub shows beside the lines they are about."""
    lines: list[str] = []
    for level, notices in _by_level(report).items():
        lines += notices[:MOST_NOTICES]
        if len(notices) > MOST_NOTICES:
            more = f"{len(notices) - MOST_NOTICES + 1} more; `customer-cli check` names them all."
            lines[-1:] = [f"::{level}::{_data(more)}"]
    return "".join(f"{line}\n" for line in lines)


def _by_level(report: Report) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {level: [] for level in NOTICES.values()}
    for problem in report.problems:
        found["error"].append(notice("error", problem, "problem", problem.remedy))
    for one in report.findings:
        if one.is_telling:
            level = NOTICES[one.finding.severity]
            found[level].append(notice(level, one.place, one.finding.rule, one.place.remedy))
    return found


def notice(level: str, place: Problem, title: str, remedy: str) -> str:
    """Return a workflow command that shows *place* with its message; nothing of it can end it."""
    known = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in known.items() if value)
    return f"::{level} {properties}::{_data(f'{place.message} {remedy}'.strip())}"


def _data(told: str) -> str:
    # Nothing in a record may end the line and begin a command of its own.
    told = visible(told).replace("%", "%25")
    return told.replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def explained(rule: Rule) -> str:
    """Return the manual page of *rule*."""
    return f"{rule.id}\n\n{rule.explanation}\n\n{_weighed(rule)}\n"


def _weighed(rule: Rule) -> str:
    weights: dict[str, list[str]] = {}
    for lens, severity in rule.severities.items():
        weights.setdefault(SPOKEN[severity], []).append(lens)
    if len(rule.severities) == len(LENSES) and len(weights) == 1:
        return f"Weight: {next(iter(weights))}."
    said = "; ".join(f"{spoken} under {', '.join(lenses)}" for spoken, lenses in weights.items())
    return f"Weight: {said}."


def manual(rules: Iterable[Rule]) -> str:
    """Return the manual of all *rules*, as it stands in the documents."""
    head = (
        "# What the method doubts\n\n"
        "`customer-cli check` reads a record and asks. Every rule is one small function; what stands\n"
        "here is its docstring, and what `customer-cli check --explain RULE` prints. A team that has\n"
        "seen a doubt and keeps its answer says so in `acknowledged`, with the reason.\n"
    )
    pages = (f"\n## {rule.id}\n\n{rule.explanation}\n\n{_weighed(rule)}\n" for rule in rules)
    return head + "".join(pages)


def listed(rules: Iterable[Rule]) -> str:
    """Return every rule with what it holds, a line each."""
    return "".join(f"{rule.id}  {rule.title}\n" for rule in rules)
