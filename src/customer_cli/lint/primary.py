"""Rules about the primary customer (P): one, and people whose life is changed."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.english.people import not_people, too_many, two_groups, without_a_voice
from customer_cli.lint.english.slogans import in_the_middle, names, our_activity
from customer_cli.lint.rule import Doubt, Subject, rule
from customer_cli.record.explain import quoted

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


@rule("P02", "warning", drucker="error", hierarchy="error")
def the_primary_is_one_group(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is one group, not two that are joined.

    Effective organisations keep to one (C105, C108). Seen are two groups with `and`, `or`, a comma
    or a sign between them. Left alone are pairs whose wishes hardly ever collide (parents and
    carers), two adjectives before one noun (small and medium farms), and what describes one group
    (parents who bring and collect). If yours is one group, acknowledge it and say why.
    """
    for key, customer in subject.english_primary:
        if two := two_groups(customer.name):
            message = (
                f"{quoted(two)} names two groups in first place, so nobody wins when they want "
                "different things."
            )
            question = "If they wanted opposite things tomorrow, who would win?"
            yield Doubt(subject.at_customer(key), message, question)


@rule("P03", "warning", drucker="error", whose_needs="error")
def the_primary_is_people(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is people one could meet, not a thing or an idea.

    Learning, quality or a market cannot be satisfied; somebody feels the difference they make
    (C006). Animals, rivers and those not born yet may be primary: it is only asked who speaks for
    them.
    """
    for key, customer in subject.english_primary:
        if thing := not_people(customer.name):
            message = f"{quoted(thing)} is nobody one could meet, and nobody whom one could ask."
            yield Doubt(subject.at_customer(key), message, "Who feels the difference?")
        elif silent := without_a_voice(customer.name):
            message = f"{quoted(silent)} cannot tell us what they value, so somebody else will."
            yield Doubt(subject.at_customer(key), message, "Who speaks for them?", severity="info")


@rule("P04", "warning", everybody="info", debate="info")
def the_primary_is_not_everybody(subject: Subject) -> Iterator[Doubt]:
    """The primary customer is somebody in particular.

    Whoever is there for society, the public or all users has nobody to disappoint and nobody to
    ask (C011). Seen are such words where nothing narrows them: "people" is too many, and "people
    who cannot read" is not.
    """
    for key, customer in subject.english_primary:
        if many := too_many(customer.name):
            message = f"{quoted(many)} can mean anybody, so no wish comes before another."
            yield Doubt(subject.at_customer(key), message, "Which of them would miss us first?")


@rule("P10", "info", debate="warning")
def the_slogan_names_the_primary(subject: Subject) -> Iterator[Doubt]:
    """Whom the slogan puts in the middle is the primary customer.

    "Student-centric" says that students win (C005). Compared is the noun before -centric,
    -centred, -focused or first with the name and the description of the primary customer, whatever
    the team's word for a customer is.
    """
    noun = in_the_middle(subject.english_line(subject.record.slogan))
    for key, customer in subject.english_primary:
        if noun and not names(noun, customer.name, customer.about):
            message = (
                f"The slogan puts {quoted(noun)} in the middle, and {subject.name(key)} come "
                "first. Whoever hears both does not know which to believe."
            )
            yield Doubt(("slogan",), message, "Does the slogan still hold?")


@rule("P12", "info")
def the_result_is_a_change(subject: Subject) -> Iterator[Doubt]:
    """The result says what is different for somebody, not what we do.

    "Run more courses" can be done for years while nothing changes. Seen are results that begin
    with something we do (run, open, publish, expand) and do not say for whom or what for.
    """
    if doing := our_activity(subject.english_line(subject.record.result)):
        message = f"{quoted(doing)} is something we do. It can be done while nothing changes."
        yield Doubt(("result",), message, "And then what is different for them?")


RULES = (
    the_primary_is_one_group, the_primary_is_people, the_primary_is_not_everybody, the_slogan_names_the_primary, the_result_is_a_change,
    somebody_is_primary, the_life_of_the_primary_is_changed, the_primary_does_not_work_here,
    the_primary_ranks_first, the_primary_is_not_the_only_customer,
)  # fmt: skip
