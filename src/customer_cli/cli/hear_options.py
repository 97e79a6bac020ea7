"""The options of `hear`: checked, held against a record, and what is missing asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from customer_cli.analysis import evidence
from customer_cli.analysis.lookup import Named, find_exact, list_ids, resolve
from customer_cli.analysis.status import DIRECT_KINDS
from customer_cli.errors import ChangedUnderneath, WrongUse
from customer_cli.interview.slots import HOW_CHOICES, KIND_CHOICES
from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.record.spec import Choice, Field
from customer_cli.text import clean, clean_line, join_names
from customer_cli.ui.plain_form import FieldPrompt

if TYPE_CHECKING:
    from customer_cli.record.format import EvidenceKind, Says, ValueKind
    from customer_cli.record.model import Record

T = TypeVar("T")

MOST_DIGITS = 9
"""Digits of a number of people; nobody has heard from more."""


@dataclass(frozen=True, slots=True)
class HearOptions:
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

    def clean_texts(self) -> HearOptions:
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
class UsageErrors:
    """Everything that is wrong with a command line, raised together."""

    found: list[WrongUse] = field(default_factory=list)

    def take(self, answer: Callable[[], T]) -> T | None:
        """Return what *answer* returns, or None where it raises `WrongUse`, which is kept."""
        try:
            return answer()
        except WrongUse as error:
            self.found.append(error)
            return None

    def raise_all(self) -> None:
        """Raise `WrongUse` with every error, where there is one."""
        if self.found:
            remedies = dict.fromkeys(error.remedy for error in self.found if error.remedy)
            raise WrongUse("\n".join(error.message for error in self.found), "\n".join(remedies))


def find_errors(options: HearOptions, *, is_asked: bool) -> Iterator[WrongUse]:
    """Yield what cannot be in *options*; where nobody *is_asked*, also all that is missing."""
    if not is_asked:
        yield from _find_missing(options)
    for wrong in (people_error(options.people), date_error(options.date, options.today)):
        if wrong:
            yield WrongUse(wrong)
    if options.from_them and options.kind and options.kind not in DIRECT_KINDS:
        direct = [kind for kind in EVIDENCE_KINDS if kind in DIRECT_KINDS]
        yield WrongUse(
            f"A {options.kind} does not come from them, whatever --from-them says.",
            f"If they said or did it themselves, it is --kind {join_names(direct, 'or')}.",
        )
    if options.new == "":
        yield WrongUse("--new holds no words.", "Write down what they value.")
    if options.new is not None and options.value is not None:
        yield WrongUse(f'"{options.value}" and --new name two values.', "Leave one out.")
    if options.value_kind and options.new is None:
        yield WrongUse("--value-kind says of what kind a new value is.", 'Add --new "text".')
    if (options.owner or options.due) and not options.ask:
        yield WrongUse("--owner and --due belong to a new question.", 'Add --ask "question".')
    if options.due and options.due < options.today:
        yield WrongUse(f"{options.due} (--due) is over.", "Name a day that is still to come.")


def people_error(typed: str | None) -> str:
    """Return why *typed* is no number of people, or nothing."""
    if typed is None:
        return ""
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    if is_number and int(typed) > 0:
        return ""
    return f'"{typed}" is no number of people. Write 1 or more, in digits.'


def date_error(day: dt.date | None, today: dt.date) -> str:
    """Return why nothing can have been heard on *day*, or nothing."""
    if day is None or day <= today:
        return ""
    return f"{day} is still to come (today is {today}). When was it heard?"


def _find_missing(options: HearOptions) -> Iterator[WrongUse]:
    missing = [] if options.kind else ["--kind"]
    missing += [] if options.words or options.source else ["--words or --source"]
    if missing:
        yield WrongUse(
            f"This needs a terminal, or what is missing: {', and '.join(missing)}.",
            'For example: customer-cli hear teachers --kind said --words "In one week."',
        )


# What they name in a record


@dataclass(frozen=True, slots=True)
class HearTarget:
    """What something heard is about, and what it answers."""

    customer: str
    value: str | None
    """None where it is about the group as a whole, or about something new."""
    answers: tuple[str, ...]


def resolve_target(record: Record, options: HearOptions, errors: UsageErrors) -> HearTarget:
    """Return what *options* names in *record*, whose ids are in place.

    Raise `WrongUse` with all of *errors* where a name fits nothing, or more than one thing.
    """
    answers = [errors.take(partial(_resolve_question, record, name)) for name in options.answers]
    customer = errors.take(lambda: _resolve_customer(record, options.customer))
    value = None
    if customer is not None:
        value = errors.take(lambda: _resolve_value(record, customer, options.value))
        if options.new and (wrong := new_value_error(record, customer, options.new)):
            errors.found.append(WrongUse(wrong, "Name it instead of --new."))
    errors.raise_all()
    return HearTarget(str(customer), value, tuple(filter(None, answers)))


def new_value_error(record: Record, customer: str, text: str) -> str:
    """Return why *text* is nothing new to *customer*, or nothing."""
    known = find_value(record, customer, text)
    return f'They value that already: "{known.name}" ({known.id}).' if known else ""


def find_value(record: Record, customer: str, text: str) -> Named | None:
    """Return what *customer* value that is called *text*, by its id or its whole text."""
    return next(iter(find_exact(text, evidence.list_values(record, customer))), None)


def find_again(about: HearTarget, seen: Record, record: Record, name: str) -> HearTarget:
    """Return *about*, chosen in *seen*, as it stands in *record*, the file *name* read again.

    Whoever wrote it meanwhile may have moved or reworded what was chosen. Raise
    `ChangedUnderneath` where it is gone.
    """
    if about.customer not in record.customers:
        raise _gone(name, about.customer)
    whole = evidence.complete_record(seen)
    values, written = evidence.list_values, seen.customers[about.customer].values
    known, now = values(whole, about.customer), values(record, about.customer)
    value = about.value and _find_id_again(
        about.value, known, {one.id for one in written}, now, name
    )
    asked, open_now = evidence.list_questions(whole), evidence.list_questions(record)
    written_questions = {one.id for one in seen.learn}
    answers = (
        _find_id_again(one, asked, written_questions, open_now, name) for one in about.answers
    )
    return HearTarget(about.customer, value, tuple(answers))


def _find_id_again(
    chosen: str, seen: Sequence[Named], written: set[str | None], now: Sequence[Named], name: str
) -> str:
    """Return the id that *chosen*, one of *seen*, has *now*.

    One that was *written* in the file stays; any other was made from words, and may by now be
    made from those of something else.
    """
    words = next(one.name for one in seen if one.id == chosen)
    for one in now:
        if one.id == chosen if chosen in written else one.name == words:
            return one.id
    raise _gone(name, words)


def _gone(name: str, what: str) -> ChangedUnderneath:
    return ChangedUnderneath(
        f'{name} was changed by somebody else meanwhile, and "{what}" is no longer there.',
        "Look at what is there now, then try again.",
    )


def _resolve_customer(record: Record, typed: str) -> str:
    among = evidence.list_customers(record)
    hint = "" if among else "The record names no customer yet."
    return resolve(typed, among, f'There is no customer "{typed}" in this record.', hint)


def _resolve_question(record: Record, typed: str) -> str:
    among = evidence.list_questions(record)
    hint = "" if among else 'The learning list is empty; --ask "question" opens one.'
    return resolve(typed, among, f'There is no question "{typed}" in the learning list.', hint)


def _resolve_value(record: Record, customer: str, typed: str | None) -> str | None:
    if typed is None:
        return None
    among = evidence.list_values(record, customer)
    name = record.customers[customer].name
    hint = f"{list_ids(among)} --new writes down something new.".strip()
    for other in record.customers:
        if find_exact(typed, evidence.list_values(record, other)):
            hint = f"Something like it is valued by {other} ({record.customers[other].name})."
    return resolve(typed, among, f'Nothing that "{name}" value is called "{typed}".', hint)


# What they leave open

# No id can hold a colon.
GROUP, NEW = ":group", ":new"

SAYS_CHOICES = (
    Choice("supports", "it supports what we wrote"),
    Choice("contradicts", "it contradicts it"),
    Choice("mixed", "both"),
)
_ABOUT = (Choice(GROUP, "the group as a whole"), Choice(NEW, "something new"))
_NEW = Field("new", "What they value, in their words", required=True)
_VALUE_KIND = Field("kind", "Is it", "choice", KIND_CHOICES, default="need")
_KIND = Field("kind", "How do we know?", "choice", HOW_CHOICES, default="said")
_WORDS = Field("words", "What did they say or do, in their words?")
_BELIEVED = Field("words", "What do we think?")
_PEOPLE = Field("people", "How many people?", default="1")
_SOURCE = Field("source", "Where does it come from? (a place, an occasion)")
_SAYS = Field("says", "What does it do to what we wrote?", "choice", SAYS_CHOICES, "", (), False,
              default="supports")  # fmt: skip
NOTHING_SAID = "Without words it needs a place or an occasion, so that somebody can ask again."


def ask_for_missing(
    options: HearOptions, target: HearTarget, record: Record, asking: FieldPrompt
) -> tuple[HearOptions, HearTarget]:
    """Return *options* and *target* with what the person adds; raise `Stopped` where they stop."""
    asking.say(record.customers[target.customer].name)
    options, target = _ask_about(options, target, record, asking)
    kind = options.kind or cast("EvidenceKind", asking.text(_KIND))
    options = replace(options, kind=kind)
    is_guess = EVIDENCE_KINDS[kind].comes_from == "us"
    if not options.words:
        said = asking.text(_BELIEVED if is_guess else _WORDS)
        options = replace(options, words=said)
    if not is_guess:
        options = _ask_who_and_when(options, asking)
    if not options.source:

        def find_error(typed: str) -> str:
            return "" if typed or options.words else NOTHING_SAID

        options = replace(options, source=clean_line(asking.text(_SOURCE, find_error)))
    if is_guess:
        return options, target
    if target.value is not None and not options.says:
        options = replace(options, says=cast("Says", asking.text(_SAYS)))
    return options, _ask_answered(target, record, asking)


def _ask_about(
    options: HearOptions, target: HearTarget, record: Record, asking: FieldPrompt
) -> tuple[HearOptions, HearTarget]:
    if options.new is None and target.value is None:
        known = (Choice(one.id, one.name) for one in evidence.list_values(record, target.customer))
        blank = Field("value", "What is it about?", "choice", (*known, *_ABOUT), default=GROUP)
        chosen = asking.text(blank)
        if chosen not in (GROUP, NEW):
            return options, replace(target, value=chosen)
        if chosen == GROUP:
            return options, target
        new = asking.text(_NEW, lambda text: new_value_error(record, target.customer, text))
        options = replace(options, new=clean_line(new))
    if options.new is not None and not options.value_kind:
        options = replace(options, value_kind=cast("ValueKind", asking.text(_VALUE_KIND)))
    return options, target


def _ask_who_and_when(options: HearOptions, asking: FieldPrompt) -> HearOptions:
    if options.people is None:
        options = replace(options, people=asking.text(_PEOPLE, people_error))
    if options.date is None:
        blank = Field("date", "When?", "date", default=options.today.isoformat())

        def find_error(typed: str) -> str:
            return date_error(dt.date.fromisoformat(typed), options.today)

        options = replace(options, date=dt.date.fromisoformat(asking.text(blank, find_error)))
    return options


def _ask_answered(target: HearTarget, record: Record, asking: FieldPrompt) -> HearTarget:
    questions = evidence.list_questions(record, open_only=True)
    if target.answers or not questions:
        return target
    choices = tuple(Choice(one.id, one.name) for one in questions)
    blank = Field(
        "answers", "Which open question does it answer? (Enter: none)", "several", choices
    )
    return replace(target, answers=tuple(asking.several(blank)))
