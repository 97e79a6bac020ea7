"""The method's rules, looking at a conversation that is still going on.

It costs the import of every rule, so it is imported when there is an answer to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from customer_cli.errors import Unreadable
from customer_cli.interview.protocol import Doubt, Look
from customer_cli.interview.push_back import can_raise
from customer_cli.lint.registry import RULES, SEVERITIES, YIELDS, drop_redundant, find_all
from customer_cli.lint.rule import Rule, Subject
from customer_cli.record.complete import complete_ids
from customer_cli.record.documents import recognised_or_validated
from customer_cli.record.finding import not_acknowledged, where
from customer_cli.record.spec import Data

if TYPE_CHECKING:
    from customer_cli.record.model import Record


def looking(earlier: Record | None = None) -> Look:
    """Return who looks at a conversation that goes on from the record *earlier*, if any."""

    def look(data: Data, slot: str) -> Sequence[Doubt]:
        return doubts(data, earlier, slot=slot)

    return look


def doubts(data: Data, earlier: Record | None = None, *, slot: str = "") -> list[Doubt]:
    """Return what is doubted about *data*, judged on the day of the sitting, the heaviest first.

    What was acknowledged is left out. Nothing is doubted before there is enough for a record. With
    *slot* only the rules look whose doubts an answer to it can raise.
    """
    whole = complete_ids(data)
    try:
        record = recognised_or_validated(whole)
    except Unreadable:
        return []
    found = find_all(Subject(record, record.held, record.held, earlier=earlier), _looking(slot))
    told = drop_redundant(not_acknowledged(found, record.acknowledged, whole))
    told.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return [
        Doubt(one.rule, where(whole, one.path), one.severity, one.message, one.question)
        for one in told
    ]


@cache
def _looking(slot: str) -> tuple[Rule, ...]:
    if not slot:
        return tuple(RULES.values())
    wanted = {rule for rule in RULES if can_raise(slot, rule)}
    # A rule is silent where another says more, so that one must look as well.
    behind = {other for rule in wanted for other in YIELDS.get(rule, ())}
    return tuple(RULES[rule] for rule in RULES if rule in wanted | behind)
