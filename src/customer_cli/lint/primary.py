"""Rules on the primary customer (P) and on the order (R)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from customer_cli.lint.english.people import (
    find_everybody,
    find_thing,
    find_two_groups,
    find_voiceless,
)
from customer_cli.lint.english.sentences import find_activity, find_centre, is_named
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.explain import quote

_HAS_POWER = ("pays", "chooses", "approves")


@rule("P01", drucker="error", hierarchy="error", whose_needs="warning", debate="info")
def somebody_is_primary(subject: Subject) -> Iterator[RuleFinding]:
    """A record names its primary customer.

    Drucker asks for the one person whose life is changed through the work (seed 001, C104). As
    long as nobody is named, everybody's wish weighs the same, and the loudest wins.
    """
    if subject.record.primary is None:
        message = f"No primary {subject.word.one} is named, so nobody wins when wishes collide."
        yield RuleFinding((), message, "Whose life is changed?")


@rule("P05", drucker="warning", hierarchy="warning", debate="info")
def the_life_of_the_primary_is_changed(subject: Subject) -> Iterator[RuleFinding]:
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
        yield RuleFinding(subject.at_customer(primary), message, "What is different in their life?")


@rule("P06", drucker="warning", hierarchy="warning", whose_needs="error", debate="info")
def the_primary_does_not_work_here(subject: Subject) -> Iterator[RuleFinding]:
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
        yield RuleFinding(subject.at_customer(primary), message, "Do we exist for ourselves?")


@rule("P07", drucker="error", hierarchy="error")
def the_primary_ranks_first(subject: Subject) -> Iterator[RuleFinding]:
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
        yield RuleFinding(subject.at_customer(record.primary), message, "Which is right?")


@rule("P09", drucker="warning", hierarchy="warning")
def the_primary_is_not_the_only_customer(subject: Subject) -> Iterator[RuleFinding]:
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
        yield RuleFinding(("customers",), message, "Who else must be satisfied?", at_key=True)


@rule("P02", "warning", drucker="error", hierarchy="error")
def the_primary_is_one_group(subject: Subject) -> Iterator[RuleFinding]:
    """The primary customer is one group, not two that are joined.

    Effective organisations keep to one (C105, C108). Seen are two groups with `and`, `or`, a comma
    or a sign between them. Left alone are pairs whose wishes hardly ever collide (parents and
    carers), two adjectives before one noun (small and medium farms), and what describes one group
    (parents who bring and collect). If yours is one group, acknowledge it and say why.
    """
    for key, customer in subject.english_primary:
        if two := find_two_groups(customer.name):
            message = (
                f"{quote(two)} names two groups in first place, so nobody wins when they want "
                "different things."
            )
            question = "If they wanted opposite things tomorrow, who would win?"
            yield RuleFinding(subject.at_customer(key), message, question)


@rule("P03", "warning", drucker="error", whose_needs="error")
def the_primary_is_people(subject: Subject) -> Iterator[RuleFinding]:
    """The primary customer is people one could meet, not a thing or an idea.

    Learning, quality or a market cannot be satisfied; somebody feels the difference they make
    (C006). Animals, rivers and those not born yet may be primary: it is only asked who speaks for
    them.
    """
    for key, customer in subject.english_primary:
        if thing := find_thing(customer.name):
            message = f"{quote(thing)} is nobody one could meet, and nobody whom one could ask."
            yield RuleFinding(subject.at_customer(key), message, "Who feels the difference?")
        elif silent := find_voiceless(customer.name):
            message = f"{quote(silent)} cannot tell us what they value, so somebody else will."
            yield RuleFinding(
                subject.at_customer(key), message, "Who speaks for them?", severity="info"
            )


@rule("P04", "warning", everybody="info", debate="info")
def the_primary_is_not_everybody(subject: Subject) -> Iterator[RuleFinding]:
    """The primary customer is somebody in particular.

    Whoever is there for society, the public or all users has nobody to disappoint and nobody to
    ask (C011). Seen are such words where nothing narrows them: "people" is too many, and "people
    who cannot read" is not.
    """
    for key, customer in subject.english_primary:
        if many := find_everybody(customer.name):
            message = f"{quote(many)} can mean anybody, so no wish comes before another."
            yield RuleFinding(
                subject.at_customer(key), message, "Which of them would miss us first?"
            )


@rule("P10", "info", debate="warning")
def the_slogan_names_the_primary(subject: Subject) -> Iterator[RuleFinding]:
    """Whom the slogan puts in the middle is the primary customer.

    "Student-centric" says that students win (C005). Compared is the noun before -centric,
    -centred, -focused or first with the name and the description of the primary customer, whatever
    the team's word for a customer is.
    """
    noun = find_centre(subject.english_line(subject.record.slogan))
    for key, customer in subject.english_primary:
        if noun and not is_named(noun, customer.name, customer.about):
            message = (
                f"The slogan puts {quote(noun)} in the middle, and {subject.name(key)} come "
                "first. Whoever hears both does not know which to believe."
            )
            yield RuleFinding(("slogan",), message, "Does the slogan still hold?")


@rule("P12", "info")
def the_result_is_a_change(subject: Subject) -> Iterator[RuleFinding]:
    """The result says what is different for somebody, not what we do.

    "Run more courses" can be done for years while nothing changes. Seen are results that begin
    with something we do (run, open, publish, expand) and do not say for whom or what for.
    """
    if doing := find_activity(subject.english_line(subject.record.result)):
        message = f"{quote(doing)} is something we do. It can be done while nothing changes."
        yield RuleFinding(("result",), message, "And then what is different for them?")


@rule("R03", "warning", everybody=None, debate=None)
def the_first_place_has_a_case(subject: Subject) -> Iterator[RuleFinding]:
    """A real case shows who wins between the first and the second.

    An order is a rule for ties (C203): without a clash that happened it is a list of names. The
    lower pairs matter less, and one sentence tells which of them have no case yet.
    """
    order = [key for key in subject.record.order if key in subject.record.customers]
    cases = {frozenset((t.prefer, t.over)) for t in subject.record.tie_breaks if t.example}
    missing = [pair for pair in pairwise(order) if frozenset(pair) not in cases]
    question = "When did they last want different things? What did we do?"
    if order[:2] in [list(pair) for pair in missing]:
        first, second = order[:2]
        message = (
            f"{subject.record.customers[first].name} come before {subject.name(second)}, and no "
            "case shows it."
        )
        yield RuleFinding(("order",), message, question)
    elif missing and len(missing) < len(order) - 1:
        names = [f"{subject.name(a)} and {subject.name(b)}" for a, b in missing[:2]]
        more = f", and {len(missing) - 2} more pairs" if len(missing) > 2 else ""
        message = f"No case shows yet who wins between {'; between '.join(names)}{more}."
        yield RuleFinding(("tie_breaks",), message, question, at_key=True, severity="info")


@rule("R04", "error")
def cases_agree_with_the_order(subject: Subject) -> Iterator[RuleFinding]:
    """A tie-break does not contradict the order, and tie-breaks form no circle.

    A case in which the lower one wins says that the order is not the one the team acts by.
    """
    ranks = {key: rank for rank, key in enumerate(subject.record.order)}
    for index, line in enumerate(subject.record.tie_breaks):
        if ranks.get(line.prefer, -1) > ranks.get(line.over, len(ranks)):
            message = (
                f"{subject.record.customers[line.prefer].name} win over "
                f"{subject.name(line.over)} here, and rank below them in the order."
            )
            yield RuleFinding(("tie_breaks", index), message, "By which of the two do we act?")
    if circle := _find_circle(subject):
        names = " over ".join(subject.name(key) for key in [*circle, circle[0]])
        message = f"The tie-breaks go in a circle: {names}."
        yield RuleFinding(("tie_breaks",), message, "Which of them is weakest?", at_key=True)


@rule("R06", "warning")
def a_tie_break_is_written_once(subject: Subject) -> Iterator[RuleFinding]:
    """A tie-break is written once.

    Of two lines that say who wins between the same two, nobody knows which example counts, and
    the next edit changes only one of them. Another example belongs in the line that is there.
    """
    first: dict[tuple[str, str], int] = {}
    for index, line in enumerate(subject.record.tie_breaks):
        known = first.setdefault((line.prefer, line.over), index)
        if known != index:
            message = (
                f"That {subject.name(line.prefer)} win over {subject.name(line.over)} stands here "
                f"a second time; tie-break {known + 1} says it already."
            )
            yield RuleFinding(("tie_breaks", index), message, "Which of the two examples is kept?")


def _find_circle(subject: Subject) -> list[str]:
    """Return the first circle that the tie-breaks form, or nothing."""
    over: dict[str, list[str]] = {}
    for line in subject.record.tie_breaks:
        over.setdefault(line.prefer, []).append(line.over)
    done: set[str] = set()
    for start in over:
        way = {start: iter(over[start])}  # from *start* down, each with those not tried yet
        while way:
            key = next(reversed(way))
            below = next((one for one in way[key] if one not in done), None)
            if below in way:
                keys = list(way)
                return keys[keys.index(below) :]
            if below is None:
                done.add(key)
                del way[key]
            else:
                way[below] = iter(over.get(below, ()))
    return []


RULES = (
    the_primary_is_one_group, the_primary_is_people, the_primary_is_not_everybody,
    the_slogan_names_the_primary, the_result_is_a_change, somebody_is_primary,
    the_life_of_the_primary_is_changed, the_primary_does_not_work_here, the_primary_ranks_first,
    the_primary_is_not_the_only_customer, the_first_place_has_a_case, cases_agree_with_the_order,
    a_tie_break_is_written_once,
)  # fmt: skip
