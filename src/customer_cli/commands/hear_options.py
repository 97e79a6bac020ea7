"""What the command line of `hear` says, held against what can be: every doubt, not the first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from customer_cli.analysis.status import DIRECT_KINDS
from customer_cli.errors import WrongUse
from customer_cli.text import clean, clean_line

if TYPE_CHECKING:
    from customer_cli.record.format import EvidenceKind, Says, ValueKind

T = TypeVar("T")

MOST_DIGITS = 9
"""Digits of a number of people; nobody has heard from more."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, cleaned; what was left out is None or empty."""

    today: dt.date
    customer: str
    value: str | None = None
    kind: EvidenceKind | None = None
    words: str = ""
    people: str | None = None
    source: str = ""
    date: dt.date | None = None
    says: Says | None = None
    answers: tuple[str, ...] = ()
    from_them: bool | None = None
    new: str | None = None
    value_kind: ValueKind | None = None
    ask: str = ""
    owner: str = ""
    due: dt.date | None = None
    record: str | None = None
    team: str | None = None

    def cleaned(self) -> Wanted:
        """Return the same, as it may be kept in a record."""
        return replace(
            self,
            words=clean(self.words),
            source=clean_line(self.source),
            new=None if self.new is None else clean_line(self.new),
            ask=clean_line(self.ask),
            owner=clean_line(self.owner),
        )


@dataclass(slots=True)
class Doubts:
    """Everything that is wrong with a command line, told in one go."""

    found: list[WrongUse] = field(default_factory=list)

    def take(self, answer: Callable[[], T]) -> T | None:
        """Return what *answer* returns, or None where it doubts, which is kept."""
        try:
            return answer()
        except WrongUse as doubt:
            self.found.append(doubt)
            return None

    def tell(self) -> None:
        """Raise `WrongUse` with every doubt, where there is one."""
        if self.found:
            remedies = dict.fromkeys(doubt.remedy for doubt in self.found if doubt.remedy)
            raise WrongUse("\n".join(doubt.message for doubt in self.found), "\n".join(remedies))


def doubts(wanted: Wanted, *, is_asked: bool) -> Iterator[WrongUse]:
    """Yield what cannot be in *wanted*; where nobody *is_asked*, also all that is missing."""
    if not is_asked:
        yield from _missing(wanted)
    for wrong in (people_doubt(wanted.people), date_doubt(wanted.date, wanted.today)):
        if wrong:
            yield WrongUse(wrong)
    if wanted.from_them and wanted.kind and wanted.kind not in DIRECT_KINDS:
        yield WrongUse(
            f"A {wanted.kind} does not come from them, whatever --from-them says.",
            "If they said or did it themselves, it is --kind said, story or behaviour.",
        )
    if wanted.new == "":
        yield WrongUse("--new holds no words.", "Write down what they value.")
    if wanted.new is not None and wanted.value is not None:
        yield WrongUse(f'"{wanted.value}" and --new name two values.', "Leave one out.")
    if wanted.value_kind and wanted.new is None:
        yield WrongUse("--value-kind says of what kind a new value is.", 'Add --new "text".')
    if (wanted.owner or wanted.due) and not wanted.ask:
        yield WrongUse("--owner and --due belong to a new question.", 'Add --ask "question".')
    if wanted.due and wanted.due < wanted.today:
        yield WrongUse(f"{wanted.due} (--due) is over.", "Name a day that is still to come.")


def people_doubt(typed: str | None) -> str:
    """Return why *typed* is no number of people, or nothing."""
    if typed is None:
        return ""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    if is_number and int(typed) > 0:
        return ""
    return f'"{typed}" is no number of people. Write 1 or more, in digits.'


def date_doubt(day: dt.date | None, today: dt.date) -> str:
    """Return why nothing can have been heard on *day*, or nothing."""
    if day is None or day <= today:
        return ""
    return f"{day} is still to come (today is {today}). When was it heard?"


def _missing(wanted: Wanted) -> Iterator[WrongUse]:
    missing = [] if wanted.kind else ["--kind"]
    missing += [] if wanted.words or wanted.source else ["--words or --source"]
    if missing:
        yield WrongUse(
            f"This needs a terminal, or what is missing: {', and '.join(missing)}.",
            'For example: customer-cli hear teachers --kind said --words "In one week."',
        )
