"""Rules about what customers value (V): whose it is, what kind it is, how anybody would notice."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.rule import Doubt, Subject, rule

_KINDS = {"need": "a need", "want": "a want", "aspiration": "a hope for later"}


@rule("V08", "info")
def no_two_groups_value_the_same_words(subject: Subject) -> Iterator[Doubt]:
    """Two groups do not value the same thing in the same words.

    What fits everybody was heard from nobody. Two groups may need the same, and each says it in
    words of its own.
    """
    seen: dict[str, str] = {}
    for path, key, value in subject.values():
        words = " ".join(value.text.casefold().split()).rstrip(".")
        other = seen.setdefault(words, key)
        if other != key:
            message = (
                f"{subject.record.customers[key].name} and {subject.name(other)} are said to "
                "value the same thing in the same words."
            )
            yield Doubt(path, message, "Who of them said it?")


@rule("V09", "info")
def the_primary_has_a_need_a_want_and_a_hope(subject: Subject) -> Iterator[Doubt]:
    """Of the primary customer a need, a want and an aspiration are known.

    Needs are of body and mind, wants are about when, where and how, aspirations about what life
    looks like later (C113). Which of the three is missing is usually the one nobody asked about.
    """
    primary = subject.record.primary
    values = subject.record.customers[primary].values if primary else ()
    missing = [said for kind, said in _KINDS.items() if kind not in {v.kind for v in values}]
    if primary and values and missing:
        message = f"Of {subject.name(primary)} we do not know {' or '.join(missing)}."
        yield Doubt(subject.at_customer(primary), message, "What would they say to that?")


@rule("V10", "info")
def it_would_be_noticed(subject: Subject) -> Iterator[Doubt]:
    """A value says how anybody would notice that it is met (`met_when`).

    Without that a team can be busy with a need for years and never know whether it is met.
    """
    every = list(subject.values())
    missing = [(path, value) for path, _, value in every if not value.met_when]
    question = "What would we see on the day it is met?"
    if len(missing) == len(every) > 1:
        message = "Of no value is it said how we would notice that it is met."
        yield Doubt(("customers",), message, question, at_key=True)
        return
    for path, value in missing:
        yield Doubt(path, f'Nobody would notice whether "{value.text}" is met.', question)


RULES = (
    no_two_groups_value_the_same_words, the_primary_has_a_need_a_want_and_a_hope,
    it_would_be_noticed,
)  # fmt: skip
