"""The questions of `hear`: what the command line leaves open, each with Enter for the usual."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from customer_cli.analysis import evidence
from customer_cli.commands.hear_options import Wanted, date_doubt, people_doubt
from customer_cli.commands.hear_target import Target, new_doubt
from customer_cli.interview.slots import HOW_CHOICES, KIND_CHOICES
from customer_cli.record.format import EVIDENCE_KINDS, EvidenceKind, Says, ValueKind
from customer_cli.record.spec import Choice, Field
from customer_cli.text import clean_line
from customer_cli.ui.plain_form import Asking

if TYPE_CHECKING:
    from customer_cli.record.model import Record

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


def asked(wanted: Wanted, target: Target, record: Record, asking: Asking) -> tuple[Wanted, Target]:
    """Return *wanted* and *target* with what the person adds; raise `Stopped` where they stop."""
    asking.say(record.customers[target.customer].name)
    wanted, target = _about(wanted, target, record, asking)
    kind = wanted.kind or cast("EvidenceKind", asking.text(_KIND))
    is_guess = EVIDENCE_KINDS[kind].comes_from == "us"
    wanted = replace(wanted, kind=kind)
    if not wanted.words:
        said = asking.text(_BELIEVED if is_guess else _WORDS)
        wanted = replace(wanted, words=said)
    if not is_guess:
        wanted = _when_and_who(wanted, asking)
    if not wanted.source:

        def doubt(typed: str) -> str:
            return "" if typed or wanted.words else NOTHING_SAID

        wanted = replace(wanted, source=clean_line(asking.text(_SOURCE, doubt)))
    if is_guess:
        return wanted, target
    if target.value is not None and not wanted.says:
        wanted = replace(wanted, says=cast("Says", asking.text(_SAYS)))
    return wanted, _answering(target, record, asking)


def _about(wanted: Wanted, target: Target, record: Record, asking: Asking) -> tuple[Wanted, Target]:
    if wanted.new is None and target.value is None:
        known = (Choice(one.id, one.name) for one in evidence.list_values(record, target.customer))
        blank = Field("value", "What is it about?", "choice", (*known, *_ABOUT), default=GROUP)
        chosen = asking.text(blank)
        if chosen not in (GROUP, NEW):
            return wanted, replace(target, value=chosen)
        if chosen == GROUP:
            return wanted, target
        new = asking.text(_NEW, lambda text: new_doubt(record, target.customer, text))
        wanted = replace(wanted, new=clean_line(new))
    if wanted.new is not None and not wanted.value_kind:
        wanted = replace(wanted, value_kind=cast("ValueKind", asking.text(_VALUE_KIND)))
    return wanted, target


def _when_and_who(wanted: Wanted, asking: Asking) -> Wanted:
    if wanted.people is None:
        wanted = replace(wanted, people=asking.text(_PEOPLE, people_doubt))
    if wanted.date is None:
        blank = Field("date", "When?", "date", default=wanted.today.isoformat())

        def doubt(typed: str) -> str:
            return date_doubt(dt.date.fromisoformat(typed), wanted.today)

        wanted = replace(wanted, date=dt.date.fromisoformat(asking.text(blank, doubt)))
    return wanted


def _answering(target: Target, record: Record, asking: Asking) -> Target:
    questions = evidence.list_questions(record, open_only=True)
    if target.answers or not questions:
        return target
    choices = tuple(Choice(one.id, one.name) for one in questions)
    blank = Field(
        "answers", "Which open question does it answer? (Enter: none)", "several", choices
    )
    return replace(target, answers=tuple(asking.several(blank)))
