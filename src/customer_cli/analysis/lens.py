"""The standing of a customer under each definition of "customer", and the fact that decided it.

Five lenses look at the same facts. Each is a list of clauses; the first that applies decides.
Changing the lens changes no record.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer_cli.record.format import FactName, LensName
    from customer_cli.record.model import Record


@dataclass(frozen=True, slots=True)
class Standing:
    """What a customer is under a lens."""

    name: str
    """The word for it, such as `end user`."""
    decided_by: str
    """The fact that decided, or the key of the record that did: `primary`, `decision`. Empty
    where nothing is known of the customer that decides."""


@dataclass(frozen=True, slots=True)
class _Clause:
    facts: tuple[FactName, ...]
    """Any of these decides; the first that the customer has is named."""
    name: str
    unless: FactName | None = None
    """The clause does not apply to a customer with this fact."""


_HIERARCHY = (
    _Clause(("works_here",), "works here"),
    _Clause(("life_changed",), "impact group"),
    _Clause(("benefits", "uses"), "end user"),
    _Clause(("chooses",), "buyer"),
    _Clause(("approves", "blocks", "refers"), "gatekeeper"),
    _Clause(("delivers", "paid_by_us"), "partner"),
    _Clause(("pays",), "funder"),
    _Clause(("affected", "must_comply"), "affected"),
)
_EVERYBODY = (
    _Clause(("uses",), "customer"),
    _Clause(("benefits",), "final user"),
    _Clause(("pays", "chooses"), "payer"),
)
_WHOSE_NEEDS = (
    _Clause(("works_here",), "colleague"),
    _Clause(("paid_by_us",), "partner"),
    _Clause(("delivers",), "partner", unless="benefits"),
    _Clause(("benefits",), "customer"),
    _Clause(("pays", "chooses"), "buying side"),
)
_CLAUSES: dict[LensName, tuple[tuple[_Clause, ...], str]] = {
    "hierarchy": (_HIERARCHY, "affected"),
    "everybody": (_EVERYBODY, "none"),
    "whose-needs": (_WHOSE_NEEDS, "other party"),
}
"""For each lens that reads facts: its clauses, and the standing where none applies."""


@dataclass(frozen=True, slots=True)
class LensRule:
    """How one standing follows from facts."""

    standing: str
    facts: tuple[str, ...]
    """Any of these decides; empty for what is left over, or where no fact is asked."""
    unless: str = ""
    """The fact that keeps a customer from it."""


QUESTIONS: dict[LensName, str] = {
    "drucker": "Whose life is changed through our work, and who else must be satisfied?",
    "hierarchy": "When we cannot please everybody, whom do we delight?",
    "everybody": "Who uses what we make?",
    "whose-needs": "Whose needs do we meet, and who benefits from using it?",
    "debate": "Who is our customer, and what do we decide it by?",
}
"""What each lens asks about the same customers."""


def list_rules(lens: LensName) -> tuple[LensRule, ...]:
    """Return the standings that *lens* derives, the first that applies first."""
    if lens in _CLAUSES:
        clauses, otherwise = _CLAUSES[lens]
        derived = (LensRule(one.name, one.facts, one.unless or "") for one in clauses)
        last = () if otherwise in {one.name for one in clauses} else (LensRule(otherwise, ()),)
        return (*derived, *last)
    two = (LensRule("primary", ()), LensRule("supporting", ()))
    return (LensRule("candidate", ()), *two) if lens == "debate" else two


def find_standing(customer_id: str, record: Record, lens: LensName) -> Standing:
    """Return what the customer *customer_id* of *record* is under *lens*.

    Raises `KeyError` where the record has no such customer.
    """
    customer = record.customers[customer_id]
    if lens == "debate" and not is_decided(record):
        return Standing("candidate", "decision")
    if lens in ("drucker", "debate"):
        if customer_id == record.primary:
            return Standing("primary", "primary")
        return Standing("supporting", "primary" if record.primary in record.customers else "")
    return standing_from_facts(customer.facts, lens)


def reads_facts(lens: str) -> bool:
    """Tell whether standings under *lens* follow from facts alone."""
    return lens in _CLAUSES


def standing_from_facts(facts: Collection[str], lens: LensName) -> Standing:
    """Return what a customer with these *facts* is under *lens*, one that reads facts.

    Raises `KeyError` for any other lens.
    """
    clauses, otherwise = _CLAUSES[lens]
    for clause in clauses:
        if clause.unless in facts:
            continue
        for fact in clause.facts:
            if fact in facts:
                both = clause.name == "impact group" and not {"benefits", "uses"}.isdisjoint(facts)
                return Standing("impact group and end user" if both else clause.name, fact)
    return Standing(otherwise, "")


def is_decided(record: Record) -> bool:
    """Tell whether the team has decided who is primary and in which order the others come."""
    return record.decision is not None and record.decision.status == "decided"


def is_ranked(standing: Standing, lens: LensName) -> bool:
    """Tell whether a customer of this *standing* has a rank in the views of *lens*.

    Asking whose needs are met, only customers compete; everybody else keeps their needs and
    leaves the ranking.
    """
    return lens != "whose-needs" or standing.name == "customer"
