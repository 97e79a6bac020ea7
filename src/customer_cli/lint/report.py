"""What was found in a file: what cannot be read, and what is doubted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import get_args

from customer_cli.errors import Problem
from customer_cli.record.finding import Finding, Severity

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The heaviest first."""
WEIGHTS = ("problem", *SEVERITIES)
"""What keeps a file from being read, and then what is doubted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its place in the record and in the file."""

    finding: Finding
    where: str
    """The path by id, such as `customers.teachers.values.short-training`."""
    place: Problem
    is_telling: bool = True
    """Whether it is for people; beside one that says more of the same it is for programs alone."""


@dataclass(slots=True)
class Report:
    """Every problem and every finding."""

    problems: list[Problem] = field(default_factory=list)
    findings: list[Placed] = field(default_factory=list)

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
