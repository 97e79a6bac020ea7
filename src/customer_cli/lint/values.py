"""Rules on values (V) and on outputs (O).

The key `outputs` is reserved and not yet part of the format, so it is read with care.
"""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.english.sentences import (
    OUR_FIGURES,
    OUR_RULES,
    OUR_VIEW,
    find_delivery,
    find_phrase,
    find_praise,
    find_solution,
    find_superiority,
)
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.explain import Path, quote
from customer_cli.record.finding import Severity

MOST_WORDS = 30
"""A sentence that can be read aloud in one breath."""

_KINDS = {"need": "a need", "want": "a want", "aspiration": "a hope for later"}


@rule("V08", "info")
def no_two_groups_value_the_same_words(subject: Subject) -> Iterator[RuleFinding]:
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
            yield RuleFinding(path, message, "Who of them said it?")


@rule("V09", "info")
def the_primary_has_a_need_a_want_and_a_hope(subject: Subject) -> Iterator[RuleFinding]:
    """Of the primary customer a need, a want and an aspiration are known.

    Needs are of body and mind, wants are about when, where and how, aspirations about what life
    looks like later (C113). Which of the three is missing is usually the one nobody asked about.
    """
    primary = subject.record.primary
    values = subject.record.customers[primary].values if primary else ()
    missing = [said for kind, said in _KINDS.items() if kind not in {v.kind for v in values}]
    if primary and values and missing:
        message = f"Of {subject.name(primary)} we do not know {' or '.join(missing)}."
        yield RuleFinding(subject.at_customer(primary), message, "What would they say to that?")


@rule("V10", "info")
def it_would_be_noticed(subject: Subject) -> Iterator[RuleFinding]:
    """A value says how anybody would notice that it is met (`met_when`).

    Without that a team can be busy with a need for years and never know whether it is met.
    """
    every = list(subject.values())
    missing = [(path, value) for path, _, value in every if not value.met_when]
    question = "What would we see on the day it is met?"
    if len(missing) == len(every) > 1:
        message = "Of no value is it said how we would notice that it is met."
        yield RuleFinding(("customers",), message, question, at_key=True)
        return
    for path, value in missing:
        yield RuleFinding(path, f'Nobody would notice whether "{value.text}" is met.', question)


@rule("V01", "warning")
def the_customer_is_speaking(subject: Subject) -> Iterator[RuleFinding]:
    """In a value the customer is speaking, not the organisation.

    "The quality of our programs" is what leaders say when they answer for others (C110). Seen are
    our services, our expertise, the way we improve something, that we are the leader. A sentence
    whose verb is the customer's is theirs, even if it says our or us ("to like and trust us"), and
    so is one that says I or my. Whoever works here may say our.
    """
    record = subject.record
    decided = record.decision is not None and record.decision.status == "decided"
    for path, key, value in subject.english_values:
        if "works_here" not in record.customers[key].facts and (
            ours := find_phrase(OUR_VIEW, value.text)
        ):
            weight: Severity | None = "error" if decided and key == record.primary else None
            message = f"{quote(ours)} is how we see ourselves. They see what they get."
            question = "Who is speaking in this sentence, they or we?"
            yield RuleFinding(path, message, question, severity=weight)


@rule("V02", "warning")
def it_is_no_figure_of_ours(subject: Subject) -> Iterator[RuleFinding]:
    """A value is something people want, not a figure we watch.

    Nobody wishes to be retained. Retention, engagement, adoption or market share follow when
    people get what they want. Seen are such words where they are what the line is about.
    """
    for path, _, value in subject.english_values:
        if figure := find_phrase(OUR_FIGURES, value.text):
            message = f"{quote(figure)} is a figure that we watch. No customer wakes up with it."
            yield RuleFinding(path, message, "What do they get that makes the figure move?")


@rule("V03", "info")
def it_is_a_need_and_no_solution(subject: Subject) -> Iterator[RuleFinding]:
    """A value is a need, not the thing that somebody has in mind for it.

    An app or a newsletter is one answer of many. Seen are such things where the line does not say
    what for; with the why beside it ("training that gives me the confidence to teach") it stands.
    """
    for path, _, value in subject.english_values:
        if thing := find_solution(value.text):
            message = f"{quote(thing)} is a solution. The need may have a better one."
            yield RuleFinding(path, message, "What could they do with it that they cannot do now?")


@rule("V04", "warning")
def they_have_a_reason(subject: Subject) -> Iterator[RuleFinding]:
    """Nobody is called unreasonable.

    There are no irrational customers (C115): people act sensibly in their own situation, and it is
    our work to know it. Seen are "wrongly think", "should want", "need to be educated", "resistant
    to change", "we know better" in values and in the reasons given.
    """
    for path, text in _list_reasons(subject):
        if down := find_superiority(subject.english_line(text)):
            message = f"{quote(down)} says that they are wrong, and ends the asking."
            yield RuleFinding(path, message, "They have a reason. What is it?")


def _list_reasons(subject: Subject) -> Iterator[tuple[Path, str]]:
    record = subject.record
    yield from ((path, value.text) for path, _, value in subject.values())
    for key, customer in record.customers.items():
        yield (*subject.at_customer(key), "because"), customer.because
    if record.decision:
        yield ("decision", "because"), record.decision.because
    positions = (record.model_extra or {}).get("positions")
    for index, position in enumerate(positions if isinstance(positions, list) else ()):
        because = position.get("because") if isinstance(position, dict) else None
        if isinstance(because, str):
            yield ("positions", index, "because"), because


@rule("V05", "warning")
def it_is_value_and_no_rule(subject: Subject) -> Iterator[RuleFinding]:
    """A value is something people get, not a rule of ours that they keep.

    Where a team asks "does it fit our rules?", the institution has become its own end (C111). Those
    who approve or can block are left alone: that a rule is kept may be what they need.
    """
    for path, key, value in subject.english_values:
        regulates = {"approves", "blocks"} & set(subject.record.customers[key].facts)
        if not regulates and (ours := find_phrase(OUR_RULES, value.text)):
            message = f"{quote(ours)} asks whether a rule of ours is kept."
            yield RuleFinding(path, message, "That is our rule. What do they get?")


@rule("V06", "warning")
def praise_has_a_situation(subject: Subject) -> Iterator[RuleFinding]:
    """A value names a situation, not only something good.

    "Good service" fits everybody and decides nothing. Seen are lines that hold words such as good,
    quality, value or support and nothing else; one word about when or where, and it is silent.
    """
    for path, _, value in subject.english_values:
        if praise := find_praise(value.text):
            message = f"{quote(praise)} fits everybody, so nobody knows what to do for it."
            yield RuleFinding(path, message, "Good how? Give a Tuesday.")


@rule("V07", "info")
def a_value_is_one_thing(subject: Subject) -> Iterator[RuleFinding]:
    """A value is one thing, in thirty words at most.

    What holds three wishes can be met by a third and never contradicted. Seen are semicolons, and
    more than thirty words.
    """
    for path, _, value in subject.english_values:
        number = len(value.text.split())
        if ";" in value.text or number > MOST_WORDS:
            what = "several wishes" if ";" in value.text else f"{number} words"
            message = f"{quote(value.text)} holds {what}. Nobody can say whether it is met."
            yield RuleFinding(path, message, "Which of it would they name first?")


_DEEPEST = 4
"""Levels below an output that are looked at; whatever is deeper was not written by hand."""


@rule("O02", "warning")
def success_is_theirs(subject: Subject) -> Iterator[RuleFinding]:
    """Success is what those who use the output can do, not that we are done.

    Delivered, published or launched on time measures work by its mere creation (C309). Seen are
    such words under `success` where nobody else is in the sentence.
    """
    outputs = (subject.record.model_extra or {}).get("outputs")
    for path, text in _list_successes(outputs, ("outputs",)):
        if done := find_delivery(subject.english_line(text)):
            message = f"{quote(done)} is when we are done. Nobody has used it yet."
            yield RuleFinding(path, message, "That is when we are done. When are they done?")


def _list_successes(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if len(path) > _DEEPEST + 1:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and str(key).startswith("success"):
                yield (*path, str(key)), value
            else:
                yield from _list_successes(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _list_successes(value, (*path, index))


RULES = (
    the_customer_is_speaking, it_is_no_figure_of_ours, it_is_a_need_and_no_solution,
    they_have_a_reason, it_is_value_and_no_rule, praise_has_a_situation, a_value_is_one_thing,
    no_two_groups_value_the_same_words, the_primary_has_a_need_a_want_and_a_hope,
    it_would_be_noticed, success_is_theirs,
)  # fmt: skip
