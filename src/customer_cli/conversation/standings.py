"""What the facts make of a customer while the room is still talking about them.

The lens decides, as it will when the record is shown (`meaning.lens`); nothing of it is kept.
"""

from __future__ import annotations

from typing import cast

from customer_cli.analysis import lens as lenses
from customer_cli.analysis.lens import Standing
from customer_cli.conversation.fields import Data, Rows
from customer_cli.conversation.slots import FACT_CHOICES
from customer_cli.guide.model import SORTED, For
from customer_cli.record.format import LensName

NO_FACT = "no fact that decides is marked"


def standing(rows: Rows, lens: str) -> Standing | None:
    """Return what the facts in *rows* make of a customer under *lens*.

    None where nothing is marked, or the lens reads no facts.
    """
    facts = [fact for row in rows for fact in row.get("facts", ())]
    if not facts or not lenses.reads_facts(lens):
        return None
    return lenses.of_facts(facts, cast("LensName", lens))


def sentence(standing: Standing) -> str:
    """Return *standing* and the fact that decided, as it is told to the room."""
    said = {choice.id: choice.name for choice in FACT_CHOICES}
    name = standing.name[:1].upper() + standing.name[1:]
    return f"{name}: {said.get(standing.decided_by, NO_FACT)}."


def sorted_as(data: Data, customer: str, lens: LensName) -> For | None:
    """Return which of `guide.SORTED` the facts of *customer* say, or None under another lens."""
    if lens != "whose-needs":
        return None
    name = lenses.of_facts(_facts(data, customer), lens).name
    return next((each for each in SORTED if each == name), "other")


def ranked(data: Data, lens: LensName) -> tuple[str, ...]:
    """Return the customers an order begins with: the primary first, then all that *lens* ranks.

    Empty where every customer has a rank, or nobody is known to have one.
    """
    customers = data.get("customers") or {}
    found = [key for key in customers if sorted_as(data, key, lens) in (None, "customer")]
    if not found or len(found) == len(customers):
        return ()
    primary = str(data.get("primary") or "")
    first = [primary] if primary in customers else []
    return (*first, *(key for key in found if key != primary))


def _facts(data: Data, customer: str) -> list[str]:
    return list(((data.get("customers") or {}).get(customer) or {}).get("facts") or [])
