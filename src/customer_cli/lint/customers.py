"""Rules on customers as groups (G), and on those who are not served (N)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from customer_cli.lint.english.people import find_code, find_either_kind, find_role, find_two_groups
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.explain import quote
from customer_cli.record.finding import Severity

MOST_RANKED = 9
"""People cannot put more than nine things in order reliably in a meeting."""

_SERVED = frozenset(["life_changed", "benefits", "uses"])
"""Whoever is one of these stands at the end of a chain and need not serve anybody."""
Words = frozenset[str]
_SMALL = frozenset(["the", "a", "an", "of", "our", "and", "who", "all", "those", "people", "for"])


@rule("G01", "warning")
def no_two_groups_are_named_alike(subject: Subject) -> Iterator[RuleFinding]:
    """Two groups do not have nearly the same name.

    Two lines that say the same thing get two ranks, and nobody knows which one counts. If they
    are the same people on different days, `same_people_as` says so (C208).
    """
    same = _find_same_people(subject)
    called: dict[Words, list[str]] = {}
    for key, customer in subject.record.customers.items():
        alike = called.setdefault(_words(customer.name), [])
        one = next((one for one in alike if one not in same[key]), None)
        if one and _words(customer.name):
            message = (
                f"{customer.name} and {subject.name(one)} are named almost alike, so a reader "
                "cannot tell which of them is meant."
            )
            yield RuleFinding(subject.at_customer(key), message, "What sets the two apart?")
        alike.append(key)


@rule("G03", "info")
def everybody_is_described(subject: Subject) -> Iterator[RuleFinding]:
    """A group has a line that says who they are (`about`).

    Whoever reads the record next year should meet the same people (C206). Those who work here
    need no description (C213).
    """
    missing = [key for key, one in subject.record.customers.items()
               if not one.about and "works_here" not in one.facts]  # fmt: skip
    if len(missing) == len(subject.record.customers) > 1:
        message = "No group has a line about who they are. Next year nobody will be sure."
        yield RuleFinding(
            ("customers",), message, "How would a newcomer know one of them?", at_key=True
        )
        return
    for key in missing:
        message = f"{subject.record.customers[key].name} are named and not described."
        yield RuleFinding(
            subject.at_customer(key), message, "How would a newcomer know one of them?"
        )


@rule("G04", "warning")
def the_same_people_are_declared(subject: Subject) -> Iterator[RuleFinding]:
    """Groups with the same description say that they are the same people.

    One person in two groups is counted twice and ranked twice. `same_people_as` keeps both roles
    and says that they share a body (C208).
    """
    same = _find_same_people(subject)
    described: dict[Words, dict[Words, list[str]]] = {}
    for key, customer in subject.record.customers.items():
        about, name = _words(customer.about), _words(customer.name)
        alike = described.setdefault(about, {})
        others = (keys for called, keys in alike.items() if called != name)
        one = next((one for keys in others for one in keys if one not in same[key]), None)
        if one and about:
            message = (
                f"{customer.name} are described in the same words as {subject.name(one)}. If they "
                "are the same people on another day, the record should say so."
            )
            yield RuleFinding(subject.at_customer(key), message, "Are they the same people?")
        alike.setdefault(name, []).append(key)


@rule("G05", "warning")
def everybody_values_something(subject: Subject) -> Iterator[RuleFinding]:
    """A customer values something.

    What the customer values may be the most important question, and it is the one least often
    asked (C109). Where it was asked and stayed open, the record says so in `skipped`.
    """
    record = subject.record
    # Of whom it stayed open what they value; an empty id stands for all.
    skipped = (key.partition(".") for key in record.skipped)
    stayed_open = {about for question, _, about in skipped if question.startswith("values")}
    for key, customer in record.customers.items():
        if customer.values or not stayed_open.isdisjoint((key, "")):
            continue
        weight: Severity | None = "error" if key == record.primary else None
        message = f"Nothing is written down that {subject.name(key)} value."
        yield RuleFinding(subject.at_customer(key), message, "What do they value, in their words?",
                    severity=weight)  # fmt: skip


@rule("G06", "warning")
def it_is_known_what_they_are_to_us(subject: Subject) -> Iterator[RuleFinding]:
    """A customer has facts: what they are to us.

    Whose life changes, who uses, chooses, pays: standings follow from these and from nothing else
    (finding 10 of the method). Without them every lens can only guess.
    """
    missing = [key for key, one in subject.record.customers.items() if not one.facts]
    question = "Do they use it, choose it, pay for it, approve it, carry it, work here?"
    if len(missing) == len(subject.record.customers) > 1:
        message = "Of no group is it said what they are to us, so no lens can tell them apart."
        yield RuleFinding(("customers",), message, question, at_key=True, severity="info")
        return
    for key in missing:
        message = f"It is not said what {subject.name(key)} are to us."
        yield RuleFinding(subject.at_customer(key), message, question)


@rule("G09", "info", everybody=None)
def everybody_serves_the_primary_in_the_end(subject: Subject) -> Iterator[RuleFinding]:
    """Where a chain is drawn with `serves`, it leads to the primary customer.

    People serve people who serve people (C215). A group from which no way leads to the primary
    one either serves somebody who is not on the list, or is on the list for another reason.
    """
    record = subject.record
    if not record.primary or not any(one.serves for one in record.customers.values()):
        return
    reached = _find_leading_to(subject, record.primary)
    for key, customer in record.customers.items():
        is_the_end = not customer.serves and _SERVED & set(customer.facts)
        if key not in reached and not is_the_end:
            message = (
                f"No way leads from {subject.name(key)} to {subject.name(record.primary)}: "
                "it is not said whom they serve on the way."
                if not customer.serves
                else f"The chain from {subject.name(key)} ends before it reaches "
                f"{subject.name(record.primary)}."
            )
            yield RuleFinding(subject.at_customer(key), message, "Whom do they serve on the way?")


def _find_leading_to(subject: Subject, end: str) -> set[str]:
    """Return *end* and everybody who serves them, or serves somebody who does."""
    servants: dict[str, list[str]] = {}
    for key, customer in subject.record.customers.items():
        for other in customer.serves:
            servants.setdefault(other, []).append(key)
    reached, ahead = {end}, [end]
    while ahead:
        more = [key for key in servants.pop(ahead.pop(), ()) if key not in reached]
        reached.update(more)
        ahead += more
    return reached


@rule("G10", "info")
def the_order_can_be_kept_in_mind(subject: Subject) -> Iterator[RuleFinding]:
    """At most nine customers are ranked.

    People cannot put more than nine things in order reliably in a meeting; from the tenth on the
    places are chance.
    """
    number = len(subject.record.order)
    if number > MOST_RANKED:
        message = f"{number} customers are ranked. From the tenth on the places are chance."
        yield RuleFinding(("order",), message, "Which two do we always treat alike?")


@rule("G02", "info")
def a_name_needs_no_dictionary(subject: Subject) -> Iterator[RuleFinding]:
    """A name is understood by somebody from outside.

    A short form or an internal code hides people from everyone who joins later. Seen are capitals
    such as SEN that neither name nor description spells out, and codes such as "Tier 2".
    """
    for key, customer in subject.english_customers:
        if code := find_code(customer.name, customer.about):
            message = f"{quote(code)} is clear to us, and a newcomer cannot picture anybody."
            yield RuleFinding(subject.at_customer(key), message, "What would they call themselves?")


@rule("G07", "info")
def a_group_is_one_kind_of_people(subject: Subject) -> Iterator[RuleFinding]:
    """A group holds one kind of people.

    Two kinds in one line get one rank and one list of values, though they may want different
    things (C024). Seen are two groups joined in name or description, and a who-clause with `or`
    ("who come for help or for company"); `and` there, or "no A or B", describes one kind. Whoever
    works here is left alone.
    """
    for key, customer in subject.english_customers:
        about = subject.english_line(customer.about)
        found = find_two_groups(customer.name) or find_either_kind(customer.name)
        found = found or find_two_groups(about) or find_either_kind(about)
        if found and "works_here" not in customer.facts:
            weight: Severity | None = "warning" if key == subject.record.primary else None
            message = f"{quote(found)}: two kinds of people may want different things."
            question = "What would one of the two want that the other would not?"
            yield RuleFinding(subject.at_customer(key), message, question, severity=weight)


@rule("G08", "warning")
def a_group_is_people_and_no_role(subject: Subject) -> Iterator[RuleFinding]:
    """A group is called what the people are, not what they are to us.

    Nobody has met a stakeholder. Seen are words such as users, clients or beneficiaries that stand
    alone, where no description says who they are.
    """
    for key, customer in subject.english_customers:
        if not customer.about and (word := find_role(customer.name)):
            message = f"{quote(word)} says what they are to us, and not who they are."
            yield RuleFinding(
                subject.at_customer(key), message, "Who are they when they are at home?"
            )


def _find_same_people(subject: Subject) -> dict[str, set[str]]:
    """Return, for each customer, everybody who is said to be the same people, by either side."""
    same: dict[str, set[str]] = {key: set() for key in subject.record.customers}
    for key, customer in subject.record.customers.items():
        for other in customer.same_people_as:
            same[key].add(other)
            same.setdefault(other, set()).add(key)
    return same


def _words(text: str) -> Words:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(word.removesuffix("s") for word in words if word not in _SMALL)


@rule("N01", "info")
def somebody_is_not_served(subject: Subject) -> Iterator[RuleFinding]:
    """A record says whom the team does not serve.

    Saying no protects the yes. A list of customers without an edge grows until nobody is first.
    """
    if not subject.record.not_served:
        message = "Nobody is named whom we do not serve, or should stop serving."
        yield RuleFinding((), message, "Who asks for us, and is better served elsewhere?")


@rule("N02", "warning")
def a_no_has_a_reason(subject: Subject) -> Iterator[RuleFinding]:
    """Whoever is not served is told why.

    The need is met, others do it better, we get no results, or it is outside what we are for:
    these are Drucker's four, and one of them should be written down.
    """
    for index, line in enumerate(subject.record.not_served):
        if not line.because:
            message = f"It is not said why we do not serve {line.who}."
            question = "Is the need met, better served elsewhere, without results, or not ours?"
            yield RuleFinding(("not_served", index), message, question)


@rule("N03", "warning")
def whoever_is_let_go_is_told_where_to_go(subject: Subject) -> Iterator[RuleFinding]:
    """Whoever was served and is so no longer hears it from somebody, and where to go instead.

    People who find out by themselves that they were dropped tell others, and are right to.
    """
    if subject.earlier is None:
        return
    before = {one.name.casefold() for one in subject.earlier.customers.values()}
    for index, line in enumerate(subject.record.not_served):
        if line.who.casefold() in before and not (line.told_by and line.instead):
            message = (
                f"We stop serving {line.who}, and it is not said who tells them and where they go."
            )
            yield RuleFinding(
                ("not_served", index), message, "Who tells them? Where do they go instead?"
            )


RULES = (
    a_name_needs_no_dictionary, a_group_is_one_kind_of_people, a_group_is_people_and_no_role,
    no_two_groups_are_named_alike, everybody_is_described, the_same_people_are_declared,
    everybody_values_something, it_is_known_what_they_are_to_us,
    everybody_serves_the_primary_in_the_end, the_order_can_be_kept_in_mind, somebody_is_not_served,
    a_no_has_a_reason, whoever_is_let_go_is_told_where_to_go,
)  # fmt: skip
