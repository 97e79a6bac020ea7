"""Rules about the order (R): cases that show it, and cases that speak against it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from customer_cli.lint.rule import Doubt, Subject, rule


@rule("R03", "warning", everybody=None, debate=None)
def the_first_place_has_a_case(subject: Subject) -> Iterator[Doubt]:
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
        yield Doubt(("order",), message, question)
    elif missing and len(missing) < len(order) - 1:
        names = [f"{subject.name(a)} and {subject.name(b)}" for a, b in missing[:2]]
        more = f", and {len(missing) - 2} more pairs" if len(missing) > 2 else ""
        message = f"No case shows yet who wins between {'; between '.join(names)}{more}."
        yield Doubt(("tie_breaks",), message, question, at_key=True, severity="info")


@rule("R04", "error")
def cases_agree_with_the_order(subject: Subject) -> Iterator[Doubt]:
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
            yield Doubt(("tie_breaks", index), message, "By which of the two do we act?")
    if circle := _circle(subject):
        names = " over ".join(subject.name(key) for key in [*circle, circle[0]])
        message = f"The tie-breaks go in a circle: {names}."
        yield Doubt(("tie_breaks",), message, "Which of them is weakest?", at_key=True)


@rule("R06", "warning")
def a_tie_break_is_written_once(subject: Subject) -> Iterator[Doubt]:
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
            yield Doubt(("tie_breaks", index), message, "Which of the two examples is kept?")


def _circle(subject: Subject) -> list[str]:
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


RULES = (the_first_place_has_a_case, cases_agree_with_the_order, a_tie_break_is_written_once)
