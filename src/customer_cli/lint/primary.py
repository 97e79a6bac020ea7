"""Rules about the primary customer (P): one, and people whose life is changed."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.rule import Doubt, Subject, rule

_HAS_POWER = ("pays", "chooses", "approves")


@rule("P01", drucker="error", hierarchy="error", whose_needs="warning", debate="info")
def somebody_is_primary(subject: Subject) -> Iterator[Doubt]:
    """A record names its primary customer.

    Drucker asks for the one person whose life is changed through the work (seed 001, C104). As
    long as nobody is named, everybody's wish weighs the same, and the loudest wins.
    """
    if subject.record.primary is None:
        message = f"No primary {subject.word.one} is named, so nobody wins when wishes collide."
        yield Doubt((), message, "Whose life is changed?")


@rule("P05", drucker="warning", hierarchy="warning", debate="info")
def the_life_of_the_primary_is_changed(subject: Subject) -> Iterator[Doubt]:
    """The life of the primary customer is changed by the work.

    Whoever pays, chooses or approves is close and loud, and easily taken for the one the work is
    for (C104). If they are primary all the same, somebody should be able to say what is different
    in their life, and tick `life_changed`.
    """
    primary = subject.record.primary
    facts = subject.record.customers[primary].facts if primary else ()
    power = [fact for fact in _HAS_POWER if fact in facts]
    if primary and power and not {"life_changed", "benefits", "uses"} & set(facts):
        does = {"pays": "pay", "chooses": "choose", "approves": "approve"}
        verbs = " and ".join(does[fact] for fact in power)
        message = (
            f"Of {subject.name(primary)} we say that they {verbs}, and not that anything changes "
            "for them. Money and a signature are near; the work may be for somebody else."
        )
        yield Doubt(subject.at_customer(primary), message, "What is different in their life?")


@rule("P06", drucker="warning", hierarchy="warning", whose_needs="error", debate="info")
def the_primary_does_not_work_here(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is not the team itself.

    An institution that is an end in itself asks whether something fits its rules, not whether it
    delivers value (C111).
    """
    primary = subject.record.primary
    if primary and "works_here" in subject.record.customers[primary].facts:
        message = (
            f"The primary {subject.word.one}, {subject.name(primary)}, works here. A team whose "
            "first customer is the team has nobody outside to disappoint."
        )
        yield Doubt(subject.at_customer(primary), message, "Do we exist for ourselves?")


@rule("P07", drucker="error", hierarchy="error")
def the_primary_ranks_first(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is the first of the order.

    Primary means: wins when wishes collide. So does the first place (seeds 001 and 002). A record
    that says two different things about it settles nothing.
    """
    record = subject.record
    if record.primary and record.order and record.order[0] != record.primary:
        message = (
            f"{record.customers[record.primary].name} is primary, and "
            f"{subject.name(record.order[0])} comes first in the order. Only one of them wins."
        )
        yield Doubt(subject.at_customer(record.primary), message, "Which is right?")


@rule("P09", drucker="warning", hierarchy="warning")
def the_primary_is_not_the_only_customer(subject: Subject) -> Iterator[Doubt]:
    """Somebody beside the primary customer must be satisfied, too.

    The primary customer is never the only one: volunteers, partners, those who pay, refer or
    approve can stop the work by staying away (C106, C107).
    """
    record = subject.record
    if record.primary and len(record.customers) == 1:
        message = (
            f"Nobody but {subject.name(record.primary)} is named. The work also needs those who "
            "pay, allow, refer, deliver or work here."
        )
        yield Doubt(("customers",), message, "Who else must be satisfied?", at_key=True)


RULES = (
    somebody_is_primary, the_life_of_the_primary_is_changed, the_primary_does_not_work_here,
    the_primary_ranks_first, the_primary_is_not_the_only_customer,
)  # fmt: skip
