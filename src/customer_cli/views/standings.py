"""The words in which a standing and the fact behind it are told when lenses are compared."""

from __future__ import annotations

from customer_cli.analysis.hierarchy import Row
from customer_cli.analysis.lens import QUESTIONS, Rule
from customer_cli.analysis.lens_comparison import Lenses
from customer_cli.record.format import LensName

STAYS = "nothing"
"""Stands where a customer is the same under both lenses."""
_DECIDED_BY = {
    ("primary", "primary"): "named by the team",
    ("supporting", "primary"): "another is primary",
    ("supporting", ""): "nobody is primary yet",
    ("candidate", "decision"): "not decided yet",
}
_NO_FACT = "no fact that counts here"


def question(lens: LensName) -> str:
    """Return the name of *lens* with what it asks."""
    return f"{lens}: {QUESTIONS[lens]}"


def under(row: Row) -> list[str]:
    """Return what the customer of *row* is, the fact that decided it, and the rank."""
    rank = "not ranked" if row.rank is None else f"rank {row.rank}"
    return [f"{row.standing.name}, {rank}", f"({decided_by(row)})"]


def decided_by(row: Row) -> str:
    """Return what decided the standing of *row*, in words."""
    name, fact = row.standing.name, row.standing.decided_by
    return _DECIDED_BY.get((name, fact), fact.replace("_", " ") or _NO_FACT)


def not_placed(lenses: Lenses) -> str:
    """Return who has no facts yet, as a sentence, or nothing."""
    if not lenses.without_facts:
        return ""
    names = ", ".join(lenses.without_facts)
    return f"No facts yet: {names}. Until it is written down what they are to us, no lens can tell."


def said_rule(rule: Rule, lens: LensName) -> str:
    """Return what makes a customer what *rule* says, as part of a sentence."""
    if rule.facts:
        facts = " or ".join(fact.replace("_", " ") for fact in rule.facts)
        unless = f", unless {rule.unless.replace('_', ' ')}" if rule.unless else ""
        also = "; and end user, if benefits or uses" if rule.standing == "impact group" else ""
        return f"{rule.standing}: {facts}{unless}{also}"
    if lens in ("drucker", "debate"):
        said = {
            "candidate": "everybody, until the team has decided",
            "primary": "the one whom the team named",
        }
        return f"{rule.standing}: {said.get(rule.standing, 'everybody else')}"
    return f"{rule.standing}: whoever is left"
