"""What changed between two records, a sentence a line, for where nothing can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from customer_cli.diff.change import Change
from customer_cli.diff.word_diff import phrases
from customer_cli.reports.diff_names import Names
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.diff.compare import Comparison

Say = Callable[[Names, Change], str]

UNCHANGED = "Nothing changed but how it is written."


def render(both: Comparison, unchanged: str = UNCHANGED) -> str:
    """Return *both* as sentences, or the one for *unchanged*, which may be nothing."""
    lines = list(_lines(both)) or ([unchanged] if unchanged else [])
    return "".join(f"{visible(line)}\n" for line in lines)


def _lines(both: Comparison) -> Iterator[str]:
    names = Names(both.old.record, both.new.record)
    shifted = 0
    for change in both.changes:
        if change.kind == "shifted":
            shifted += 1
        elif change.kind in ("answer", "written"):
            continue
        else:
            yield SENTENCES[change.kind](names, change)
    if shifted:
        yield f"{shifted} {'number differs' if shifted == 1 else 'numbers differ'} only because others moved."
    answers = [change["question"] for change in both.changes if change.kind == "answer"]
    if answers:
        yield f"Answers in other words: {', '.join(answers)}."
    if note := written(both.changes):
        yield note


def written(changes: Iterable[Change]) -> str:
    """Return a sentence for the texts of which only quotes, dashes and dots differ, or nothing."""
    number = sum(change.kind == "written" for change in changes)
    texts = "1 text differs" if number == 1 else f"{number} texts differ"
    return f"{texts} only in how quotes, dashes or dots are written." if number else ""


def worded(old: Any, new: Any) -> str:
    """Return what changed between two texts, with `[- -]` and `{+ +}` around the phrases."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    told = [
        f" {marks[one.mark].format(one.text.strip())} " if one.mark != "same" else one.text
        for one in phrases(str(old or ""), str(new or ""))
        if one.text.strip()
    ]
    return " ".join("".join(told).split())


def _of(key: str) -> Say:
    return lambda names, one: f"{key}: {worded(one['from'], one['to'])}"


SENTENCES: Mapping[str, Say] = {
    "primary": lambda n, c: f"The primary customer is {n.customer(c['to'])}, and was {n.customer(c['from'])}.",
    "joined": lambda n, c: f"New: {n.customer(c['id'])}.",
    "left": lambda n, c: f"Left: {n.customer(c['id'])}." + (f" {c['because']}" if c["because"] else ""),
    "renamed": lambda n, c: f"Renamed: {worded(c['from'], c['to'])}"
    + (f" (id {c['was']} -> {c['id']})" if c["was"] != c["id"] else ""),
    "split": lambda n, c: f"Split: {n.customer(c['from'])} -> {n.customers(c['to'])}.",
    "merged": lambda n, c: f"Merged: {n.customers(c['from'])} -> {n.customer(c['to'])}.",
    "question": lambda n, c: f"What became of {n.customer(c['about'])}? Nothing says.",
    "moved": lambda n, c: f"{n.customer(c['id'])}: from place {c['from']} to {c['to']}.",
    "shifted": lambda n, c: f"{n.customer(c['id'])}: from place {c['from']} to {c['to']}.",
    "ranked": lambda n, c: f"{n.customer(c['id'])}: ranked now, place {c['to']}.",
    "unranked": lambda n, c: f"{n.customer(c['id'])}: not ranked any more, was place {c['from']}.",
    "flipped": lambda n, c: f"{n.customer(c['now_wins'])} now win over {n.customer(c['over'])}.",
    "facts": lambda n, c: f"{n.customer(c['id'])}: "
    + ", ".join([f"+{f}" for f in c["added"]] + [f"-{f}" for f in c["dropped"]]) + ".",
    "standing": lambda n, c: f"{n.customer(c['id'])}: {c['to']}, was {c['from']} ({c['because']}).",
    "described": lambda n, c: f"{n.customer(c['id'])}, {c['key'].replace('_', ' ')}: "
    + worded(_plain(c["from"]), _plain(c["to"])),
    "value_added": lambda n, c: f"{n.customer(c['customer'])} also value \"{c['text']}\".",
    "value_dropped": lambda n, c: f"{n.customer(c['customer'])}: \"{c['text']}\" is dropped.",
    "value_reworded": lambda n, c: f"{n.customer(c['customer'])}: {worded(c['from'], c['to'])}"
    + (" (taken for the same by its words)" if c["guessed"] else ""),
    "value_moved": lambda n, c: f"{n.value(c['id'])}: was {n.customer(c['from'])}, is {n.customer(c['to'])}.",
    "value_changed": lambda n, c: f"{n.value(c['id'])}, {c['key'].replace('_', ' ')}: {worded(c['from'], c['to'])}",
    "status": lambda n, c: f"{n.value(c['id'])}: {c['to']}, was {c['from']}.",
    "evidence_added": lambda n, c: f"{n.customer(c['customer'])}: heard {c['id']}"
    + (f", on {n.value(c['value'])}." if c["value"] else "."),
    "evidence_dropped": lambda n, c: f"{n.customer(c['customer'])}: evidence {c['id']} is gone.",
    "evidence_changed": lambda n, c: f"{n.customer(c['customer'])}: evidence {c['id']} says something else.",
    "tie_break_added": lambda n, c: f"Tie-break: {n.customer(c['prefer'])} even over {n.customer(c['over'])}.",
    "tie_break_dropped": lambda n, c: f"No tie-break any more: {n.customer(c['prefer'])} even over {n.customer(c['over'])}.",
    "tie_break_changed": lambda n, c: f"{n.customer(c['prefer'])} even over {n.customer(c['over'])}: {worded(c['from'], c['to'])}",
    "decision": lambda n, c: f"The decision is {c['to']}, and was {c['from']}.",
    "rule": _of("The rule"),
    "dissent_opened": lambda n, c: f"{n.person(c['who'])} sees it differently: {c['says']}",
    "dissent_closed": lambda n, c: f"Closed: the disagreement of {n.person(c['who'])}."
    + {True: " They were right.", False: " They were not right."}.get(c["was_right"], ""),
    "dissent_dropped": lambda n, c: f"The open disagreement of {n.person(c['who'])} is gone without an answer.",
    "learn_opened": lambda n, c: f"To find out: {c['text']}",
    "learn_answered": lambda n, c: f"Found out: {c['text']}",
    "learn_dropped": lambda n, c: f"Not to be found out any more: {c['text']}",
    "not_served_added": lambda n, c: f"Not served: {c['who']}.",
    "not_served_dropped": lambda n, c: f"No longer on the list of those not served: {c['who']}.",
    "not_served_changed": lambda n, c: f"Not served, {c['who']}, {c['key'].replace('_', ' ')}: {worded(c['from'], c['to'])}",
    "expected_added": lambda n, c: f"Expected of {n.customer(c['about'])}: {c['text']}",
    "expected_dropped": lambda n, c: f"No longer expected of {n.customer(c['about'])}: {c['text']}",
    "parked_added": lambda n, c: f"Parked: {c['text']}",
    "parked_dropped": lambda n, c: f"Not parked any more: {c['text']}",
    "lens": lambda n, c: f"The definition is {c['to']}, and was {c['from']}.",
    "guide": lambda n, c: f"The guide is {c['to'] or 'none'}, and was {c['from'] or 'none'}.",
    "team": _of("The team"),
    "word": _of("The word for a customer"),
    "slogan": _of("The slogan"),
    "result": _of("The result"),
    "written": lambda n, c: f"Written differently: {worded(_plain(c['from']), _plain(c['to']))}",
    "answer": lambda n, c: f"The answer to {c['question']}: {worded(c['from'], c['to'])}",
}  # fmt: skip
"""A sentence for each kind of change."""


def _plain(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
