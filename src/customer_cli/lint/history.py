"""Rules on a record beside the one before (H, and those of other letters that need it)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.analysis.status import status
from customer_cli.lint.rule import RuleFinding, Subject, rule

if TYPE_CHECKING:
    from customer_cli.record.model import Customer

GRACE_DAYS = 45
"""A yearly board meeting moves by weeks; a check that fails for that is switched off."""
A_YEAR = 365
RESEMBLES = 0.5
"""Share of common words from which a new group may be one that vanished."""
MOST_COMPARED = 10_000
"""Pairs of groups held against each other word by word; a hundred on either side are another
record, and of those only groups in the same words are told."""
MOST_NAMED = 9
"""Of those whom somebody has overtaken, by name."""


def _alike(one: str, other: str) -> float:
    from customer_cli.diff.matching import measure_likeness

    return measure_likeness(one, other)


@rule("P11", "warning", debate=None)
def a_new_primary_has_a_reason(subject: Subject) -> Iterator[RuleFinding]:
    """Where another customer is primary than before, something was learned.

    A reason beside the customer or the decision, or something heard from them since, tells next
    year that it was not a mood.
    """
    both = subject.comparison
    now = subject.record.primary
    if both and now and any(one.kind == "primary" for one in both.changes):
        customer = subject.record.customers[now]
        decision = subject.record.decision
        news = [one for one in both.changes if one.kind == "evidence_added"]
        if not (customer.because or (decision and decision.because)) and not any(
            one["customer"] == now for one in news
        ):
            before = both.old.record.primary
            was = both.old.record.customers[before].name if before else "nobody"
            message = f"{customer.name} are primary now, instead of {was}; no reason is given."
            yield RuleFinding(subject.at_customer(now), message, "What did we learn?")


@rule("R05", "warning")
def whoever_overtook_has_a_reason(subject: Subject) -> Iterator[RuleFinding]:
    """Where somebody wins now who lost before, the record says why.

    Only for those who changed places with somebody: a number that changed because a group was
    added above is a shift, and no news (finding 21).
    """
    both = subject.comparison
    flipped = both.pairs.flipped if both else ()
    losers: dict[str, list[str]] = {}
    for wins, over in flipped:
        losers.setdefault(wins, []).append(over)
    for key, overtaken in losers.items():
        people = subject.record.customers
        if not people[key].because and not any(people[other].because for other in overtaken):
            names = ", ".join(subject.name(other) for other in overtaken[:MOST_NAMED])
            if len(overtaken) > MOST_NAMED:
                names += f" and {len(overtaken) - MOST_NAMED} more"
            message = f"{people[key].name} have moved past {names}, and no reason is given."
            yield RuleFinding(subject.at_customer(key), message, "What made us change our mind?")


@rule("H01", "error")
def an_id_keeps_its_people(subject: Subject) -> Iterator[RuleFinding]:
    """An id is not given to other people.

    Years are compared by id. Whoever takes the id of a group that is gone for a new one gives
    them the old one's history.
    """
    both = subject.comparison
    for key, new in subject.record.customers.items():
        old = both.old.record.customers.get(key) if both else None
        if old and _are_others(old, new):
            message = (
                f'The id "{key}" was {old.name} before, and is {new.name} now; nothing they '
                "value is the same."
            )
            question = "Are these the same people, or do the new ones need an id of their own?"
            yield RuleFinding(subject.at_customer(key), message, question)


def _are_others(old: Customer, new: Customer) -> bool:
    before, now = {v.id for v in old.values}, {v.id for v in new.values}
    known = bool(before) and bool(now) and None not in before | now
    return known and not before & now and not _alike(_main_words(old), _main_words(new))


def _main_words(customer: Customer) -> str:
    spoken: list[str] = re.findall(r"\w+", f"{customer.name} {customer.about}".casefold())
    return " ".join(word for word in spoken if len(word) > 3 and word not in ("people", "they"))


@rule("H02", "error")
def nobody_vanishes_in_silence(subject: Subject) -> Iterator[RuleFinding]:
    """A customer of the record before is here, in some `was`, or in `left`.

    Somebody was served last year. Whether they have another name, were split, merged or let go is
    a question for the room, and never a line that is missing.
    """
    both = subject.comparison
    for one in both.changes if both else ():
        if one.kind == "question":
            name = both.old.record.customers[one["about"]].name if both else ""
            message = f"{name} were on the list before, and nothing says what became of them."
            question = "Another name, part of somebody, together with somebody, or no longer ours?"
            yield RuleFinding((), message, question)


@rule("H03", "warning")
def a_new_group_is_not_an_old_one(subject: Subject) -> Iterator[RuleFinding]:
    """A new group does not look like one that has just gone.

    If they are the same people, `was` keeps their history; new ones start empty.
    """
    both = subject.comparison
    if both is None:
        return
    gone = [both.old.record.customers[one["about" if one.kind == "question" else "id"]]
            for one in both.changes if one.kind in ("question", "left")]  # fmt: skip
    joined = [one["id"] for one in both.changes if one.kind == "joined"]
    said = [_main_words(old) for old in gone]
    exactly = dict(zip(reversed(said), reversed(gone), strict=True))
    is_edit = len(joined) * len(gone) <= MOST_COMPARED
    for key in joined:
        new = subject.record.customers[key]
        words = _main_words(new)
        alike = (
            old for old, was in zip(gone, said, strict=True) if _alike(was, words) >= RESEMBLES
        )
        if old := exactly.get(words) or (next(alike, None) if is_edit else None):
            message = f"{new.name} are new, and look like {old.name}, who have gone."
            yield RuleFinding(subject.at_customer(key), message, "Are these the same people?")


@rule("H04", "warning")
def the_answer_is_looked_at_every_year(subject: Subject) -> Iterator[RuleFinding]:
    """A team looks at its answer again after a year.

    People and needs change. Forty-five days of grace are given, because meetings move. The day in
    `review_by` counts, a year after the sitting where there is none.
    """
    record = subject.record
    if subject.earlier:
        days = (record.held - subject.earlier.held).days
        if days > A_YEAR + GRACE_DAYS:
            message = f"{_describe_months(days)} passed between this sitting and the one before."
            yield RuleFinding(("held",), message, "What happened because nobody looked?")
    if subject.is_newest:
        planned = record.decision.review_by if record.decision else None
        late = (
            (subject.today - planned).days
            if planned
            else ((subject.today - record.held).days - A_YEAR)
        )
        if late > GRACE_DAYS:
            place = ("decision", "review_by") if planned else ("held",)
            message = f"We wanted to look at this again {_describe_months(late)} ago."
            yield RuleFinding(place, message, "When do we meet?")


def _describe_months(days: int) -> str:
    number = max(round(days / 30.4), 1)
    return f"{number} months" if number > 1 else "a month"


@rule("H05", "info")
def no_year_was_skipped(subject: Subject) -> Iterator[RuleFinding]:
    """No year lies between a record and the one before.

    What was heard in a year without a sitting is told as news of two.
    """
    if subject.earlier and subject.record.held.year - subject.earlier.held.year > 1:
        message = f"The sitting before this one was in {subject.earlier.held.year}."
        yield RuleFinding(
            ("held",), message, "What did we decide meanwhile without writing it down?"
        )


@rule("H06", "info")
def the_parts_add_up(subject: Subject) -> Iterator[RuleFinding]:
    """What was known of a group that was split or merged is with one of its successors.

    Values and evidence go along where the review says; what is with nobody was lost on the way.
    """
    both = subject.comparison
    if both is None:
        return
    here = {v.id for _, _, v in subject.values()}
    for old, became in both.lineage.successors.items():
        through = len(became) > 1 or any(len(both.lineage.predecessors[key]) > 1 for key in became)
        # What they contradicted may go; that is an answer.
        known = (v for v in both.old.record.customers[old].values if v.id and v.id not in here)
        lost = [v.text for v in known if status(v, both.new.as_of) != "contradicted"]
        if became and through and lost:
            message = (
                f'Of what {both.old.record.customers[old].name} valued, "{lost[0]}" is with nobody '
                "since they were split or merged."
            )
            yield RuleFinding(subject.at_customer(became[0]), message, "Whose is it now?")


@rule("H07", "info")
def the_definition_is_the_same(subject: Subject) -> Iterator[RuleFinding]:
    """The lens is the one of the record before.

    Another definition moves people in the table although nothing has happened to them.
    """
    if subject.earlier and subject.earlier.lens != subject.record.lens:
        message = (
            f"This is read by {subject.record.lens}, and the record before by "
            f"{subject.earlier.lens}. We change the definition, not yet the {subject.word.one}."
        )
        yield RuleFinding(("lens",), message, "Did we mean to change it?")


RULES = (
    a_new_primary_has_a_reason, whoever_overtook_has_a_reason, an_id_keeps_its_people,
    nobody_vanishes_in_silence, a_new_group_is_not_an_old_one,
    the_answer_is_looked_at_every_year, no_year_was_skipped, the_parts_add_up,
    the_definition_is_the_same,
)  # fmt: skip
