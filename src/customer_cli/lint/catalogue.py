"""Every rule there is, and what they find in one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from customer_cli.lint import primary
from customer_cli.lint.rule import Rule, Subject
from customer_cli.reading.findings import Finding

RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*primary.RULES,)}
"""By id, in the order in which they speak."""


def findings(subject: Subject, rules: Iterable[Rule] = RULES.values()) -> Iterator[Finding]:
    """Yield what *rules* doubt about *subject* under the record's lens, acknowledged or not."""
    for rule in rules:
        usual = rule.severities.get(subject.record.lens)
        if usual is None:
            continue
        for doubt in rule.look(subject):
            severity = doubt.severity or usual
            yield Finding(
                rule.id, severity, doubt.path, doubt.message, doubt.question, doubt.at_key
            )
