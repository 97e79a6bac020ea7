"""Rules about the primary customer (P): one, and people."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.rule import Doubt, Subject, rule


@rule("P01", drucker="error", hierarchy="error", whose_needs="warning", debate="info")
def somebody_is_primary(subject: Subject) -> Iterator[Doubt]:
    """A record names its primary customer.

    Drucker asks for the one person whose life is changed through the work (seed 001). Without
    one, everybody's wish weighs the same, and the loudest wins.
    """
    record = subject.record
    if record.primary is None:
        yield Doubt(
            (),
            f"No primary {_one(subject)} is named, so nobody wins when wishes collide.",
            "Whose life is changed?",
        )


@rule("P07", drucker="error", hierarchy="error")
def the_primary_ranks_first(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is the first of the order.

    Primary means: wins when wishes collide. So does first place (seeds 001 and 002); a record
    that says two different things about it settles nothing.
    """
    record = subject.record
    if record.primary and record.order and record.order[0] != record.primary:
        first = record.customers[record.order[0]].name
        name = record.customers[record.primary].name
        yield Doubt(
            ("primary",),
            f"{name} is primary, and {first} comes first in the order. One of the two wins.",
            "Which is right?",
        )


def _one(subject: Subject) -> str:
    return subject.record.word.one if subject.record.word else "customer"


RULES = (somebody_is_primary, the_primary_ranks_first)
