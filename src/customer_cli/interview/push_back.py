"""The rules of the method, run on an interview, and one finding put as a question.

A room that is stopped at every answer stops answering. So at most one finding is pushed back for
an answer, only where the answer itself gave rise to it, and never what a later question will
ask anyway; everything else waits on the last page.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from customer_cli.errors import Unreadable
from customer_cli.interview.agenda import Agenda, Prompt
from customer_cli.interview.protocol import (
    Answer,
    Back,
    Command,
    Defer,
    EventKind,
    GoTo,
    InterviewState,
    Keep,
    KeepLast,
    PushBack,
    QuestionLine,
    RaisedFinding,
    RunRules,
    Skip,
)
from customer_cli.record.spec import Data, Rows
from customer_cli.text import clean_line

if TYPE_CHECKING:
    from customer_cli.lint.rule import Rule
    from customer_cli.record.model import Record


TITLE = "What the method doubts"
MOST_LISTED = 5
"""Findings on the last page; a longer list is closed unread, and `check` has all of it."""
_HEAVY = ("error", "warning")
"""What is worth the time of a room; the rest is for whoever reads the record alone."""

_ANSWERED_BY: Mapping[str, tuple[str, ...]] = {
    "P": ("primary",),
    "P05": ("facts", "primary"),
    "P06": ("facts", "primary"),
    "P07": ("order", "primary"),
    "P09": ("customers", "newcomers"),
    "P10": ("slogan", "primary"),
    "G": ("customers", "newcomers", "describe"),
    "G03": ("describe",),
    "G04": ("describe",),
    "G05": ("values",),
    "G06": ("facts",),
    "G09": ("describe",),
    "G10": ("order",),
    "V": ("values",),
    "E": ("values", "heard"),
    "E09": ("learn",),
    "E10": ("learn", "learned"),
    "R": ("order", "tie_breaks"),
    "R03": ("tie_breaks",),
    "R05": ("overtook", "order"),
    "L": ("facts", "order"),
    "L05": ("lens",),
    "L07": ("values",),
    "D01": ("rule",),
    "D02": ("dissent",),
    "D03": ("dissent",),
    "D08": ("confirm",),
    "N": ("not_served",),
    "H": ("lineage", "newcomers", "customers"),
}
"""The slots whose answers give rise to a rule's findings and can meet them: by rule, else by letter."""

_AT_THE_END = frozenset([
    "P01", "P09", "G03", "G05", "G06", "E01", "E02", "E03", "E04", "E05", "E06", "E10", "R03",
    "R05", "L05", "L07", "D01", "D02", "D08", "N01", "H02", "H04", "H05", "H06", "H07",
])  # fmt: skip
"""Rules about what is not there (yet): in the middle of a sitting nearly everything is not."""

_RAISING = frozenset(slot for slots in _ANSWERED_BY.values() for slot in slots)
LONGEST = 60
"""Characters of an answer that are parked beside the question about it."""


def answering_slots(rule: str) -> tuple[str, ...]:
    """Return the slots whose answers can meet a finding of *rule*."""
    return _ANSWERED_BY.get(rule) or _ANSWERED_BY.get(rule[:1], ())


def can_raise(slot: str, rule: str) -> bool:
    """Return whether a finding of *rule* may be pushed back for an answer to *slot*."""
    return rule not in _AT_THE_END and slot in answering_slots(rule)


def choose_finding(
    prompt: Prompt, state: InterviewState, run_rules: RunRules, after: Callable[[], Data],
    before: Callable[[], Agenda],
) -> RaisedFinding | None:  # fmt: skip
    """Return the one finding to push back after *prompt* was answered, or None.

    *after* returns the record with the answer and *before* the agenda without it; each is asked
    for only where it can matter, because mostly there is none.
    """
    private = prompt.section.mode == "private"
    if private or prompt.answer_key in state.pushed_back or prompt.slot.name not in _RAISING:
        return None
    told = {(one.rule, one.where) for one in state.findings}
    slot = prompt.slot.name
    found = [
        one
        for one in run_rules(after(), slot)
        if one.severity in _HEAVY
        and can_raise(slot, one.rule)
        and prompt.about in ("", one.customer)
        and (one.rule, one.where) not in told
    ]
    if not found:
        return None
    there = {(one.rule, one.where) for one in run_rules(before().data, slot)}
    return next((one for one in found if (one.rule, one.where) not in there), None)


def is_reply(command: Command, key: str) -> bool:
    """Return whether *command* says something to a push-back at the question *key*."""
    if isinstance(command, GoTo):
        return command.key == key
    return isinstance(command, Answer | Skip | KeepLast | Keep | Defer | Back)


def reply_events(push_back: PushBack, command: Command) -> Iterator[tuple[EventKind, Rows, str]]:
    """Yield the facts that *command* makes of *push_back*: kind, rows and text."""
    finding = push_back.finding
    match command:
        case Keep(because) if reason := clean_line(because):
            yield "acknowledged", ({"rule": finding.rule, "where": finding.where},), reason
        case Defer():
            about = textwrap.shorten(push_back.answer, LONGEST, placeholder=" …")
            yield "parked", (), f"{finding.question or finding.message} ({about})"


def list_findings(
    findings: Sequence[RaisedFinding], agenda: Agenda
) -> tuple[tuple[QuestionLine, ...], int]:
    """Return the heaviest of *findings* as lines of the last page, and how many are left to `check`.

    A line jumps to the question that can meet the finding, the one about its customer first.
    """
    heavy = [one for one in findings if one.severity in _HEAVY][:MOST_LISTED]
    lines = (
        QuestionLine(
            key=next(_question_keys(one, agenda), ""),
            ask=one.message,
            title=TITLE,
            state="doubt",
            summary=one.question,
            required=False,
        )
        for one in heavy
    )
    return tuple(lines), len(findings) - len(heavy)


def _question_keys(finding: RaisedFinding, agenda: Agenda) -> Iterator[str]:
    for slot in answering_slots(finding.rule):
        there = [prompt for prompt in agenda.prompts if prompt.slot.name == slot]
        yield from (prompt.key for prompt in there if prompt.about == finding.customer != "")
        # The last question of a slot is the one at which the room decides.
        yield from (prompt.key for prompt in reversed(there) if not prompt.about)


def rules_after(earlier: Record | None = None) -> RunRules:
    """Return what runs the rules on a conversation that goes on from the record *earlier*, if any."""
    return lambda data, slot: find_findings(data, earlier, slot=slot)


def find_findings(
    data: Data, earlier: Record | None = None, *, slot: str = ""
) -> list[RaisedFinding]:
    """Return the findings in *data*, judged on the day of the sitting, the heaviest first.

    What was acknowledged is left out. There are none before there is enough for a record. With
    *slot* only the rules run whose findings an answer to it can raise.
    """
    # To import every rule costs a room its first question, so it waits for an answer.
    from customer_cli.lint.registry import SEVERITIES, drop_redundant, find_all
    from customer_cli.lint.rule import Subject
    from customer_cli.record.documents import read_data
    from customer_cli.record.finding import place_by_id, unacknowledged
    from customer_cli.record.references import complete_ids

    whole = complete_ids(data)
    try:
        record = read_data(whole)
    except Unreadable:
        return []
    found = find_all(Subject(record, record.held, record.held, earlier=earlier), _rules_for(slot))
    told = drop_redundant(unacknowledged(found, record.acknowledged, whole))
    told.sort(key=lambda finding: SEVERITIES.index(finding.severity))
    return [
        RaisedFinding(
            one.rule, place_by_id(whole, one.path), one.severity, one.message, one.question
        )
        for one in told
    ]


@cache
def _rules_for(slot: str) -> tuple[Rule, ...]:
    from customer_cli.lint.registry import RULES, YIELDS

    if not slot:
        return tuple(RULES.values())
    wanted = {rule for rule in RULES if can_raise(slot, rule)}
    # A rule is silent where another says more, so that one must look as well.
    behind = {other for rule in wanted for other in YIELDS.get(rule, ())}
    return tuple(RULES[rule] for rule in RULES if rule in wanted | behind)
