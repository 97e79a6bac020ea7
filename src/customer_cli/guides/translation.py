"""One guide in several languages: the same questions, in other words.

Ids, slots and `for` are what makes an answer of one language comparable with one of another,
so a wording may differ from its original in nothing but its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from customer_cli.errors import did_you_mean
from customer_cli.guide import Guide, Question
from customer_cli.guides.guide_store import Source
from customer_cli.guides.language import ENGLISH

Steps = tuple[str | int, ...]
"""The way to a place in a file: keys and numbers."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One reason why a guide would not carry an interview, with its place in the file."""

    path: Steps
    message: str
    remedy: str = ""
    at_key: bool = False


def asked(guide: Guide) -> Iterator[tuple[Steps, Question]]:
    """Yield every question of *guide* with its place in the file."""
    for i, section in enumerate(guide.sections):
        for j, question in enumerate(section.questions):
            yield ("sections", i, "questions", j), question


def flaws(guide: Guide, others: Iterable[tuple[Source, Guide]]) -> Iterator[Flaw]:
    """Yield what *guide* lacks or adds beside its original among *others*.

    The original is the English wording, or else the first by language, the team's own before
    a built-in one. It has no flaws of this kind itself: each difference is told once.
    """
    wordings = [(s, g) for s, g in others if g.guide == guide.guide]
    if not wordings:
        return
    source, original = min(wordings, key=lambda one: (*_originality(one[1]), not one[0].own))
    if _originality(original) < _originality(guide):
        yield from _departures(guide, source.name, original)


def _originality(guide: Guide) -> tuple[bool, str]:
    return guide.language != ENGLISH.tag, guide.language


def _departures(guide: Guide, name: str, original: Guide) -> Iterator[Flaw]:
    wanted = {question.id: question for question in original.questions()}
    spoken = {question.id for question in guide.questions()}
    for missing in (key for key in wanted if key not in spoken):
        yield Flaw(
            ("sections",),
            f'The question "{missing}" is missing; {name} asks it.',
            "Translate it, with the same id.",
            at_key=True,
        )
    for path, question in asked(guide):
        other = wanted.get(question.id)
        if other is None:
            hint = did_you_mean(question.id, wanted.keys() - spoken)
            yield Flaw(
                (*path, "id"),
                f'The question "{question.id}" is not in {name}.',
                hint or "Take it out, or ask it there too.",
            )
        elif _fills(question) != _fills(other):
            yield Flaw(
                (*path, "id"),
                f'The question "{question.id}" is not the same question as in {name}.',
                "Keep `slot`, `for` and `quick` as they are there; translate the words alone.",
            )


def _fills(question: Question) -> tuple[str, str | None, bool]:
    return question.fills, question.for_, question.quick
