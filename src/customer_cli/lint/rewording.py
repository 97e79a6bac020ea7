"""Rules about words that were changed after something was heard (E): what was said of the old ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.analysis.status import (
    CONFIRMED_BY_PEOPLE,
    CONFIRMING_KINDS,
    is_direct,
    is_outdated,
    status,
)
from customer_cli.lint.rule import Doubt, Subject, rule

if TYPE_CHECKING:
    from customer_cli.record.model import Value


@rule("E04", "warning")
def a_rewording_was_held_against_what_was_heard(subject: Subject) -> Iterator[Doubt]:
    """New words are held against what was heard about the old ones.

    A confirmation belongs to the words that were confirmed. Where it still fits, reading it again
    and writing `still_fits: true` takes a minute.
    """
    for path, _, value in subject.values():
        if value.reworded and status(value, subject.as_of) == "heard" and _was_confirmed(value):
            message = (
                f'"{value.text}" was put into these words on {value.reworded}; what confirmed it '
                "spoke of the old ones."
            )
            question = "Read it again: does it still fit the new words?"
            yield Doubt(path, message, question)


@rule("E18", "warning")
def it_was_heard_about_these_words(subject: Subject) -> Iterator[Doubt]:
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
            yield Doubt(path, message, "Read it again: does it still fit the new words?")


def _was_confirmed(value: Value) -> bool:
    people = sum(
        piece.people
        for piece in value.evidence
        if is_direct(piece) and piece.kind in CONFIRMING_KINDS and piece.says == "supports"
    )
    return people >= CONFIRMED_BY_PEOPLE


RULES = (a_rewording_was_held_against_what_was_heard, it_was_heard_about_these_words)
