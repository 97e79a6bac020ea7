"""Rules on the lens (L): what it calls people, and whom it ranks."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.analysis.lens import find_standing
from customer_cli.lint.english.sentences import find_orders, find_other_word, normalize_words
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.explain import quote

_TYPED = ("standing", "role", "label", "type")
"""Keys that people write where a standing would stand."""


@rule("L01", whose_needs="error")
def no_colleague_is_ranked(subject: Subject) -> Iterator[RuleFinding]:
    """Asking whose needs are met, colleagues do not compete with customers.

    The word customer carries a right to be obeyed that colleagues should not get from each other
    (seed 004, C403). They keep their needs, and leave the ranking.
    """
    for key in _list_ranked(subject, "colleague"):
        message = (
            f"{subject.record.customers[key].name} work here and are ranked beside the people "
            "the work is for. Under this definition they are colleagues."
        )
        question = "What would be lost by calling them that?"
        yield RuleFinding(subject.at_customer(key), message, question)


@rule("L02", whose_needs="error")
def no_partner_is_ranked(subject: Subject) -> Iterator[RuleFinding]:
    """Asking whose needs are met, partners do not compete with customers.

    A partner carries the work to others and is needed to get it there; what it is like follows
    from those who use it (seed 004, C403).
    """
    for key in _list_ranked(subject, "partner"):
        facts = subject.record.customers[key].facts
        if "paid_by_us" not in facts:
            message = (
                f"{subject.record.customers[key].name} carry the work to others and are ranked "
                "beside those others. Under this definition they are partners."
            )
            question = "If it were perfect and they earned nothing from it, would they want it?"
            yield RuleFinding(subject.at_customer(key), message, question)


@rule("L03", whose_needs="error", drucker="info", hierarchy="info")
def nobody_is_paid_to_be_a_customer(subject: Subject) -> Iterator[RuleFinding]:
    """Whoever we pay is not called a customer.

    Nobody is paid to be a customer (seed 004): salary, fee, commission or discount make a partner
    or a colleague. Under the other definitions it is worth a look; staff are at home there.
    """
    ranked = {subject.record.primary, *subject.record.order}
    for key, customer in subject.record.customers.items():
        if key in ranked and "paid_by_us" in customer.facts and "works_here" not in customer.facts:
            message = f"{customer.name} are paid by us, and stand among those we serve."
            yield RuleFinding(subject.at_customer(key), message, "In which role are they here?")


@rule("L04", "warning")
def a_standing_is_not_typed(subject: Subject) -> Iterator[RuleFinding]:
    """What a customer is follows from facts and is not written beside them.

    A typed label and the facts drift apart, and the next reader believes the label.
    """
    for key, customer in subject.record.customers.items():
        found = find_standing(key, subject.record, subject.record.lens).name
        for name in _TYPED:
            typed = (customer.model_extra or {}).get(name)
            if isinstance(typed, str) and typed.casefold() != found:
                message = f'{customer.name} are called "{typed}", and the facts say {found}.'
                yield RuleFinding(
                    (*subject.at_customer(key), name), message, "Which fact is missing?"
                )


@rule("L05", "warning")
def the_lens_is_named(subject: Subject) -> Iterator[RuleFinding]:
    """A record says by which definition of "customer" it is read.

    The same people are customers under one definition and partners under another. A record that
    does not say which is read by the next person's.
    """
    if "lens" not in subject.record.model_fields_set:
        message = 'It is not said by which definition of "customer" this is meant.'
        yield RuleFinding((), message, "Whose life is changed, or whose needs we meet?")


@rule("L07", whose_needs="info")
def partners_and_colleagues_keep_their_needs(subject: Subject) -> Iterator[RuleFinding]:
    """Partners and colleagues left the ranking, and not the organisation.

    What they need to do their part is essential to getting the work to people (seed 004).
    """
    for key, customer in subject.record.customers.items():
        called = find_standing(key, subject.record, "whose-needs").name
        if called in ("partner", "colleague") and not customer.values:
            message = f"Nothing is written down that {subject.name(key)}, {called}s, need."
            yield RuleFinding(
                subject.at_customer(key), message, "What do they need to do their part?"
            )


@rule("L06", "info")
def one_word_is_used_for_a_customer(subject: Subject) -> Iterator[RuleFinding]:
    """A team that has its own word for a customer uses it.

    Whoever says learner here and client there means two things, or is taken to (C314). Seen are
    client, customer, consumer and the like in the team's own sentences; what customers said, and
    a word that is part of a group's name, are left alone.
    """
    word = subject.record.word
    if word is None:
        return
    customers = subject.record.customers.values()
    known = normalize_words([word.one, word.many, *(customer.name for customer in customers)])
    for text in _list_sentences(subject):
        if other := find_other_word(subject.english_line(text), known):
            message = (
                f"The team's word is {quote(word.one)}, and it also says {quote(other)}. A "
                "reader may take them for two kinds of people."
            )
            yield RuleFinding(("word",), message, "Are they the same people?")
            return


def _list_sentences(subject: Subject) -> Iterator[str]:
    record = subject.record
    yield from (record.slogan, record.result)
    for customer in record.customers.values():
        yield from (customer.about, customer.because)
    yield from (item.question for item in record.learn)
    if record.decision:
        yield record.decision.because


@rule("L08", whose_needs="warning", everybody="info")
def colleagues_are_not_given_orders(subject: Subject) -> Iterator[RuleFinding]:
    """Of colleagues it is said what they know and do, not that they are there for us.

    "They are here to support us" is how a word such as customer becomes a right to be obeyed
    (C414). Seen are such phrases about people who work here.
    """
    for key, customer in subject.record.customers.items():
        if "works_here" in customer.facts:
            texts = [customer.about, customer.because, *(value.text for value in customer.values)]
            found = (find_orders(subject.english_line(text)) for text in texts)
            if order := next(filter(None, found), ""):
                message = f"{quote(order)} gives an order where a colleague has a say."
                yield RuleFinding(
                    subject.at_customer(key), message, "Could they say no, and could we?"
                )


def _list_ranked(subject: Subject, called: str) -> Iterator[str]:
    record = subject.record
    for key in dict.fromkeys([*record.order, *filter(None, [record.primary])]):
        if find_standing(key, record, "whose-needs").name == called:
            yield key


RULES = (
    one_word_is_used_for_a_customer, colleagues_are_not_given_orders,
    no_colleague_is_ranked, no_partner_is_ranked, nobody_is_paid_to_be_a_customer,
    a_standing_is_not_typed, the_lens_is_named, partners_and_colleagues_keep_their_needs,
)  # fmt: skip
