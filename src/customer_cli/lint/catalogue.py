"""Every rule there is, and what they find in one record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.lint import (
    customers,
    decision,
    evidence,
    folder,
    format,
    history,
    lens,
    not_served,
    outputs,
    primary,
    ranking,
    rewording,
    values,
)
from customer_cli.lint.rule import Rule, Subject
from customer_cli.record.finding import Finding

_LETTERS: tuple[ModuleType, ...] = (
    format, primary, customers, values, evidence, rewording, ranking, lens, outputs, decision, not_served,
    history, folder,
)  # fmt: skip
RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in sorted((r for letter in _LETTERS for r in letter.RULES), key=lambda rule: rule.id)
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


def rule_named(named: str) -> Rule:
    """Return the rule *named*, however it is written, or raise `WrongUse`."""
    letter, number = named[:1].upper(), named[1:]
    whole = f"{letter}{number:0>2}" if number.isdigit() else named.upper()
    if found := RULES.get(whole):
        return found
    hint = did_you_mean(whole, RULES) or "`customer-cli check --explain all` lists them."
    raise WrongUse(f'There is no rule "{named}".', hint)


def findings(subject: Subject, rules: Iterable[Rule] = RULES.values()) -> Iterator[Finding]:
    """Yield what *rules* doubt about *subject* under the record's lens, acknowledged or not."""
    for rule in rules:
        usual = rule.severities.get(subject.record.lens)
        if usual is None:
            continue
        for doubt in rule.look(subject):
            severity = doubt.severity or usual
            yield Finding(
                rule.id, severity, doubt.path, doubt.message, doubt.question, doubt.at_key,
                doubt.other,
            )  # fmt: skip


def telling(found: Iterable[Finding]) -> list[Finding]:
    """Return of *found* what a person should read: at one place the more telling rule alone."""
    every = list(found)
    spoken = {(finding.rule, finding.path) for finding in every}
    return [
        finding
        for finding in every
        if not any((other, finding.path) in spoken for other in YIELDS.get(finding.rule, ()))
    ]
