"""Rules on evidence (E): from customers themselves, lately, from several, and about these words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.analysis.status import (
    CONFIRMED_BY_PEOPLE,
    CONFIRMING_KINDS,
    GRACE,
    OLD_AFTER_DAYS,
    count_voices,
    is_direct,
    is_outdated,
    status,
)
from customer_cli.lint.english.sentences import find_kindness
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.explain import Path, quote
from customer_cli.record.finding import Severity
from customer_cli.record.format import EVIDENCE_KINDS

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Learn, Value


VERY_OLD_AFTER_DAYS = 1095
"""Three years: hardly anybody who was asked then is still in the same place."""
MOST_OLD = 3
"""Old values that are told one by one; where more are, and nothing newer, one sentence says so."""
MOST_OPEN = 5
"""Questions to find out at a time; whoever has six has none (the method's cap on aims)."""


@rule("E01", "info")
def it_was_heard_from_a_customer(subject: Subject) -> Iterator[RuleFinding]:
    """What customers value was heard from a customer.

    Only customers can say what they value; leadership should not even guess (C114, C116). A guess
    is welcome as long as it is called one, and as long as somebody goes and asks.
    """
    for path, key, value in subject.values():
        if status(value, subject.as_of) == "untested":
            weight: Severity | None = "warning" if key == subject.record.primary else None
            message = f'"{value.text}": nobody has heard this from {subject.name(key)}.'
            yield RuleFinding(path, message, "Who will ask three of them?", severity=weight)


@rule("E02", "warning")
def it_is_not_only_hearsay(subject: Subject) -> Iterator[RuleFinding]:
    """What others say about customers is where we start, and not the verdict.

    Partners, colleagues, advisers and boards mean well and are not the customer (seed 004): what
    they tell is a `proxy`. A status is never typed; it follows from evidence.
    """
    for path, key, value in subject.values():
        if typed := (value.model_extra or {}).get("status"):
            message = (
                f'"{value.text}" is called {typed} by hand. How well a value is known follows '
                "from what was heard, and from nothing else."
            )
            yield RuleFinding((*path, "status"), message, "Who said it, when?", severity="error")
        elif status(value, subject.as_of) == "untested" and any(
            EVIDENCE_KINDS[piece.kind].comes_from != "us" and piece.says != "contradicts"
            for piece in value.evidence
        ):
            message = (
                f'"{value.text}": others say this of {subject.name(key)}, who were not heard '
                "themselves."
            )
            yield RuleFinding(path, message, "Which of them can we ask ourselves?")


@rule("E03", "info")
def it_was_heard_lately(subject: Subject) -> Iterator[RuleFinding]:
    """What was heard is not older than a year and a half.

    People and their needs change. After three years hardly anybody who was asked is still in the
    same place.
    """
    old: list[tuple[Path, str, Value, dt.date]] = []
    heard = 0
    for path, key, value in subject.values():
        days = [piece.date for piece in value.evidence if is_direct(piece) and piece.date]
        days = [day for day in days if day <= subject.as_of]
        heard += bool(days)
        if days and (subject.as_of - max(days)).days > OLD_AFTER_DAYS:
            old.append((path, key, value, max(days)))
    question = "Would they say it today?"
    if len(old) == heard > MOST_OLD:
        newest = max(day for *_, day in old)
        message = f"Nothing was heard from anybody since {newest:%B %Y}."
        yield RuleFinding(("customers",), message, question, at_key=True,
                    severity=_weight(subject, newest))  # fmt: skip
        return
    for path, key, value, day in old:
        message = f'"{value.text}": {subject.name(key)} were last heard in {day:%B %Y}.'
        yield RuleFinding(path, message, question, severity=_weight(subject, day))


def _weight(subject: Subject, day: dt.date) -> Severity:
    return "warning" if (subject.as_of - day).days > VERY_OLD_AFTER_DAYS else "info"


@rule("E05", "info")
def both_sides_were_heard(subject: Subject) -> Iterator[RuleFinding]:
    """Both the primary customer and supporting ones were heard.

    Listen to both (C119): who hears only the primary one is surprised by those who pay, and who
    hears only those forgets what the work is for.
    """
    primary = subject.record.primary
    heard = {key for _, key, value in subject.values() if count_voices(value, subject.as_of).people}
    sides = {key == primary for _, key, _ in subject.values()}
    if primary and heard and len(sides) == 2:
        if primary not in heard:
            message = f"Supporting {subject.word.many} were heard, and {subject.name(primary)} not."
            yield RuleFinding(subject.at_customer(primary), message, "How could they be heard?")
        elif heard == {primary}:
            message = f"Nobody but {subject.name(primary)} was heard."
            yield RuleFinding(
                ("customers",), message, "Which of the others could stop us?", at_key=True
            )


@rule("E06", "warning")
def a_contradiction_is_answered(subject: Subject) -> Iterator[RuleFinding]:
    """What customers contradicted before the sitting does not stand there unchanged.

    What they value is an objective fact (C120): it can be answered with other words or with
    further evidence, and cannot be outvoted.
    """
    for path, key, value in subject.values():
        against = [piece.date for piece in value.evidence if piece.says == "contradicts"
                   and is_direct(piece) and piece.date]  # fmt: skip
        if status(value, subject.as_of) == "contradicted" and (
            not against or min(against) <= subject.record.held
        ):
            message = (
                f'{subject.record.customers[key].name} have contradicted "{value.text}", and it '
                "stands there as before."
            )
            yield RuleFinding(path, message, "What do we change: the sentence, or what we do?")


@rule("E07", "info")
def more_than_one_was_heard(subject: Subject) -> Iterator[RuleFinding]:
    """More than one person was heard.

    One is an anecdote, and often the one who is easiest to reach.
    """
    for path, key, value in subject.values():
        if count_voices(value, subject.as_of).people == 1:
            message = f'"{value.text}": one person was heard of {subject.name(key)}.'
            yield RuleFinding(path, message, "Whom else could we ask who is not like this one?")


@rule("E09", "warning")
def what_must_be_found_out_has_a_name_and_a_day(subject: Subject) -> Iterator[RuleFinding]:
    """Somebody takes each open question along, until a day; and there are five at most.

    "Someone should" is nobody (C118). More than five open questions are none.
    """
    still = list(_list_open(subject))
    for index, item in still:
        lacks = [
            word for word, there in (("no name", item.owner), ("no day", item.due)) if not there
        ]
        if lacks:
            message = f'"{item.question}" has {" and ".join(lacks)}, so it will not be found out.'
            yield RuleFinding(("learn", index), message, "What will you do, by when?")
    if len(still) > MOST_OPEN:
        message = f"{len(still)} questions are to be found out. More than five are none."
        yield RuleFinding(
            ("learn",), message, "Which one matters most?", at_key=True, severity="info"
        )


@rule("E10", "warning")
def nothing_to_find_out_is_overdue(subject: Subject) -> Iterator[RuleFinding]:
    """What was to be found out by a day was found out by then.

    A question whose day has passed is answered, given a new day, or dropped aloud.
    """
    for index, item in _list_open(subject):
        if item.due and item.due < subject.as_of:
            owner = subject.person(item.owner)
            who = f" {owner} took it along." if owner else ""
            message = f'"{item.question}" was to be found out by {item.due}.{who}'
            yield RuleFinding(("learn", index), message, "What did they say, or when will we know?")


@rule("E11", "error")
def nothing_was_heard_tomorrow(subject: Subject) -> Iterator[RuleFinding]:
    """Evidence is not dated in the future.

    What has not happened proves nothing; most often the year is mistyped. One day is given,
    because tomorrow has begun already in another part of the world.
    """
    for path, piece in _list_evidence(subject):
        if piece.date and piece.date > subject.today + GRACE:
            message = f"This was heard on {piece.date}, which has not come yet."
            yield RuleFinding((*path, "date"), message, "Which year is meant?")


@rule("E08", "info")
def a_story_is_something_that_happened(subject: Subject) -> Iterator[RuleFinding]:
    """A story tells what happened, not what somebody would do or kindly says.

    Opinions about later and compliments are bad evidence and often noted as good. Seen are "I
    would use it" or "great idea" in a `story`; what is told of a past occasion is left alone.
    """
    for path, piece in _list_evidence(subject):
        if piece.kind == "story" and (kind := find_kindness(subject.english_line(piece.words))):
            message = f"{quote(kind)} is kind, and nothing has happened. As a story it confirms."
            yield RuleFinding(path, message, "When did it last happen, and what did they do?")


def _list_evidence(subject: Subject) -> Iterator[tuple[Path, Evidence]]:
    for path, _, value in subject.values():
        for index, piece in enumerate(value.evidence):
            yield (*path, "evidence", index), piece
    for key, customer in subject.record.customers.items():
        for index, piece in enumerate(customer.evidence):
            yield ("customers", key, "evidence", index), piece


def _list_open(subject: Subject) -> Iterator[tuple[int, Learn]]:
    for index, item in enumerate(subject.record.learn):
        if not item.answered_by:
            yield index, item


@rule("E04", "warning")
def a_rewording_was_held_against_what_was_heard(subject: Subject) -> Iterator[RuleFinding]:
    """New words are held against what was heard about the old ones.

    A confirmation belongs to the words that were confirmed. Where it still fits, reading it again
    and writing `still_fits: true` takes a minute.
    """
    for path, _, value in subject.values():
        confirmed_by = sum(
            piece.people
            for piece in value.evidence
            if is_direct(piece) and piece.kind in CONFIRMING_KINDS and piece.says == "supports"
        )
        is_heard = value.reworded and status(value, subject.as_of) == "heard"
        if is_heard and confirmed_by >= CONFIRMED_BY_PEOPLE:
            message = (
                f'"{value.text}" was put into these words on {value.reworded}; what confirmed it '
                "spoke of the old ones."
            )
            question = "Read it again: does it still fit the new words?"
            yield RuleFinding(path, message, question)


@rule("E18", "warning")
def it_was_heard_about_these_words(subject: Subject) -> Iterator[RuleFinding]:
    """What was heard was heard about these words, or was read again since.

    One person puts a value into other words on one branch, another hears something about the old
    ones on a second. git merges both, and then what was heard seems to speak of words that nobody
    had read to them. `still_fits` says that somebody has held it against the new ones.
    """
    for path, _, value in subject.values():
        pieces = [
            piece
            for piece in value.evidence
            if is_direct(piece)
            and piece.date
            and is_outdated(piece, value)
            and "still_fits" not in piece.model_fields_set
        ]
        if pieces:
            last = max(piece.date for piece in pieces if piece.date)
            people = sum(piece.people for piece in pieces)
            said = "one person" if people == 1 else f"{people} people"
            message = (
                f'"{value.text}" was put into these words on {value.reworded}; what {said} said '
                f"until {last} is about the words before."
            )
            yield RuleFinding(path, message, "Read it again: does it still fit the new words?")


RULES = (
    a_story_is_something_that_happened, it_was_heard_from_a_customer, it_is_not_only_hearsay,
    it_was_heard_lately, both_sides_were_heard, a_contradiction_is_answered,
    more_than_one_was_heard, what_must_be_found_out_has_a_name_and_a_day,
    nothing_to_find_out_is_overdue, nothing_was_heard_tomorrow,
    a_rewording_was_held_against_what_was_heard, it_was_heard_about_these_words,
)  # fmt: skip
