"""The method's rules, run on a conversation that is still going on.

It costs the import of every rule, so it is imported when there is an answer to look at.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from customer_cli.errors import Unreadable
from customer_cli.interview.protocol import RaisedFinding, RunRules
from customer_cli.interview.push_back import can_raise
from customer_cli.lint.registry import RULES, SEVERITIES, YIELDS, drop_redundant, find_all
from customer_cli.lint.rule import Rule, Subject
from customer_cli.record.documents import read_data
from customer_cli.record.finding import place_by_id, unacknowledged
from customer_cli.record.references import complete_ids
from customer_cli.record.spec import Data

if TYPE_CHECKING:
    from customer_cli.record.model import Record


def rules_after(earlier: Record | None = None) -> RunRules:
    """Return what runs the rules on a conversation that goes on from the record *earlier*, if any."""
    return lambda data, slot: find_findings(data, earlier, slot=slot)


def find_findings(
    data: Data, earlier: Record | None = None, *, slot: str = ""
) -> list[RaisedFinding]:
    """Return the findings in *data*, judged on the day of the sitting, the heaviest first.

    What was acknowledged is left out. There are none before there is enough for a record. With
    *slot* only the rules run whose findings an answer to it can raise.
    """
    whole = complete_ids(data)
    try:
        record = read_data(whole)
    except Unreadable:
        return []
    found = find_all(Subject(record, record.held, record.held, earlier=earlier), _rules_for(slot))
    told = drop_redundant(unacknowledged(found, record.acknowledged, whole))
    told.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return [
        RaisedFinding(
            one.rule, place_by_id(whole, one.path), one.severity, one.message, one.question
        )
        for one in told
    ]


@cache
def _rules_for(slot: str) -> tuple[Rule, ...]:
    if not slot:
        return tuple(RULES.values())
    wanted = {rule for rule in RULES if can_raise(slot, rule)}
    # A rule is silent where another says more, so that one must look as well.
    behind = {other for rule in wanted for other in YIELDS.get(rule, ())}
    return tuple(RULES[rule] for rule in RULES if rule in wanted | behind)
