"""All rules, and what they find in one record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import get_args

from customer_cli.errors import Problem, WrongUse, did_you_mean
from customer_cli.lint import customers, decision, evidence, format, history, lens, primary, values
from customer_cli.lint.rule import Rule, Subject
from customer_cli.record.finding import Finding, Severity

_MODULES: tuple[ModuleType, ...] = (
    format, primary, customers, values, evidence, lens, decision, history,
)  # fmt: skip
RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in sorted(
        (rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.id
    )
}
"""By id."""

YIELDS: Mapping[str, tuple[str, ...]] = {
    "E01": ("E02", "V01", "V02", "V04", "V05"),
    "E07": ("E03", "E04", "E06"),
    "E04": ("E06",),
    "E18": ("E04", "E06"),
    "E03": ("E06",),
    "V06": ("V01", "V05"),
    "V10": ("V01", "V02", "V04", "V05", "V06"),
    "L03": ("L01", "L02"),
    "P06": ("L01",),
    "P05": ("P06",),
    "G03": ("G05",),
    "G07": ("P02",),
    "G08": ("P03", "P04"),
}
"""A rule is silent at a place where one of those behind it has spoken: it would say less of the
same thing."""


def find_rule(named: str) -> Rule:
    """Return the rule *named*, however it is written, or raise `WrongUse`."""
    letter, number = named[:1].upper(), named[1:]
    whole = f"{letter}{number:0>2}" if number.isdigit() else named.upper()
    if found := RULES.get(whole):
        return found
    hint = did_you_mean(whole, RULES) or "`customer-cli check --explain all` lists them."
    raise WrongUse(f'There is no rule "{named}".', hint)


def find_all(subject: Subject, rules: Iterable[Rule] = RULES.values()) -> Iterator[Finding]:
    """Yield what *rules* find in *subject* under the record's lens, acknowledged or not."""
    for rule in rules:
        usual = rule.severities.get(subject.record.lens)
        if usual is None:
            continue
        for found in rule.find(subject):
            severity = found.severity or usual
            yield Finding(
                rule.id, severity, found.path, found.message, found.question, found.at_key,
                found.other,
            )  # fmt: skip


def drop_redundant(found: Iterable[Finding]) -> list[Finding]:
    """Return of *found* what a person should read: at one place the more telling rule alone."""
    every = list(found)
    spoken = {(finding.rule, finding.path) for finding in every}
    return [
        finding
        for finding in every
        if not any((other, finding.path) in spoken for other in YIELDS.get(finding.rule, ()))
    ]


SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The heaviest first."""
WEIGHTS = ("problem", *SEVERITIES)
"""What keeps a file from being read, and then the findings."""


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """A finding with its place in the record and in the file."""

    finding: Finding
    where: str
    """The path by id, such as `customers.teachers.values.short-training`."""
    place: Problem
    is_telling: bool = True
    """Whether it is for people; beside one that says more of the same it is for programs alone."""


@dataclass(slots=True)
class CheckReport:
    """Every problem and every finding."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[PlacedFinding] = field(default_factory=list)

    def exit_code(self, *, strict: bool) -> int:
        """Return 3 with problems, 1 with errors (with any finding if *strict*), 0 otherwise."""
        if self.problems:
            return 3
        return int(any(strict or one.finding.severity == "error" for one in self.findings))

    def at_least(self, severity: Severity) -> None:
        """Leave out what weighs less than *severity*."""
        heavy = SEVERITIES[: SEVERITIES.index(severity) + 1]
        self.findings = [one for one in self.findings if one.finding.severity in heavy]

    def numbers(self) -> dict[str, int]:
        """Return how many there are of each weight that people are told of."""
        told: Counter[str] = Counter(
            one.finding.severity for one in self.findings if one.is_telling
        )
        return {"problem": len(self.problems), **told}
