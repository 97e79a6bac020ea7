"""What one thing heard has changed, in lines that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from customer_cli.analysis.evidence import Known, Outcome, Silent
from customer_cli.analysis.status import Status
from customer_cli.text import visible

WHAT_NOW = "What do we change: the sentence, or what we do?"

_WHY: Mapping[Silent, str] = {
    "others": "It does not come from them, so it neither confirms nor contradicts.",
    "later": "This record is judged as of {as_of}; what was heard later counts in a newer one.",
    "outdated": "It was heard of the old words, so it neither confirms nor contradicts the new ones.",
    "overtaken": "Evidence that is as new or newer says otherwise, and that counts.",
}


def lines(outcome: Outcome, marks: Mapping[Status, str]) -> Iterator[str]:
    """Yield *outcome* line by line, each safe on a screen."""
    about = outcome.value or "the group as a whole"
    yield visible(f"{outcome.customer}: {' '.join(about.split())}")
    if outcome.after:
        yield f"  {_change(outcome.before, outcome.after, marks)}"
    yield from (f"  {said}" for said in _doubts(outcome))
    for question in outcome.answered:
        yield visible(f"Answered: {' '.join(question.split())}")
    if outcome.asked:
        who = ", ".join(filter(None, (outcome.owner, f"by {outcome.due}" if outcome.due else "")))
        yield visible(f"To find out: {outcome.asked}{f' ({who})' if who else ''}")


def _change(before: Known | None, after: Known, marks: Mapping[Status, str]) -> str:
    now = _marked(after, marks)
    if before is None:
        return f"new: {now}"
    return f"still {now}" if before == after else f"{_marked(before, marks)} -> {now}"


def _marked(known: Known, marks: Mapping[Status, str]) -> str:
    return f"{marks[known.status]} {known.how}"


def _doubts(outcome: Outcome) -> Iterator[str]:
    if outcome.contradicts and outcome.value:
        yield f"This speaks against what we wrote. {WHAT_NOW}"
    if outcome.silent:
        yield _WHY[outcome.silent].format(as_of=outcome.as_of)
    elif outcome.says == "mixed":
        yield "This speaks for and against what we wrote, and settles neither."
