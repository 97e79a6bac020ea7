"""What is told beside the customers: what was settled, what stays open, and the frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from customer_cli.diff.change import Change
from customer_cli.reports.diff_names import Names, listed
from customer_cli.reports.diff_phrasing import Block, Line, between, gone, new, remark, same, spoken

Tell = Callable[[Change, Names], Line]

ANSWERS = "Answers in other words"


def blocks(changes: Iterable[Change], names: Names, *, full: bool) -> Iterator[Block]:
    """Yield a block for each subject of which *changes* tell; the answers only with *full*."""
    lines: dict[str, list[Line]] = {}
    for one in changes:
        if one.kind in _TELL and (full or one.kind != "answer"):
            title, tell = _TELL[one.kind]
            lines.setdefault(title, []).append(tell(one, names))
    for title in dict.fromkeys(title for title, _ in _TELL.values()):
        if title in lines:
            yield Block(title, tuple(lines[title]))


def _tie_break(one: Change, names: Names) -> Line:
    pair = f"{names.customer(one['prefer'])} even over {names.customer(one['over'])}"
    if one.kind == "tie_break_dropped":
        return Line("dropped", gone(pair))
    if one.kind == "tie_break_changed":
        return Line("example", same(f"{pair}:") + between(one["from"], one["to"]))
    for tie in names.new.tie_breaks:
        if (tie.prefer, tie.over) == (one["prefer"], one["over"]):
            return Line("new", new(pair) + remark(tie.example))
    return Line("new", new(pair))


def _dissent(one: Change, names: Names) -> Line:
    known = _found(one["id"], "says", *(
        record.decision.dissent for record in (names.new, names.old) if record.decision
    ))  # fmt: skip
    said = f"{names.person(one['who'])}: {known.says if known else one['id']}"
    if one.kind == "dissent_dropped":
        return Line("gone", gone(said) + remark("it was open, and no answer is written down"))
    if one.kind == "dissent_opened":
        mind = f"would think again: {known.would_change}" if known and known.would_change else ""
        return Line("opened", new(said) + remark(mind, *_task(known, names)))
    right = {True: "They were right.", False: "They were not right."}.get(one["was_right"], "")
    answer = known.answer if known else ""
    return Line("closed", same(said) + new(f"{right} {answer}".strip()))


def _learn(one: Change, names: Names) -> Line:
    known = _found(one["id"], "question", names.new.learn, names.old.learn)
    if one.kind == "learn_dropped":
        return Line("dropped", gone(one["text"]))
    if one.kind == "learn_opened":
        return Line("to find out", new(one["text"]) + remark(*_task(known, names)))
    heard = [names.new_evidence(key, "") for key in (known.answered_by if known else ())]
    answers = " ".join(str(piece.words or piece.source) for piece in heard if piece)
    return Line("found out", same(one["text"]) + new(answers))


def _found(key: str, text: str, *lists: Iterable[Any]) -> Any:
    for entries in lists:
        for entry in entries:
            if key in (entry.id, getattr(entry, text)):
                return entry
    return None


def _task(known: Any, names: Names) -> list[str]:
    if known is None:
        return []
    owner = names.person(known.owner) if known.owner else "nobody yet"
    return [f"owner: {owner}", f"due: {known.due or 'no date yet'}"]


def _not_served(one: Change, names: Names) -> Line:
    if one.kind == "not_served_dropped":
        return Line("no longer", gone(one["who"]))
    if one.kind == "not_served_changed":
        return Line(spoken(one["key"]), same(f"{one['who']}:") + between(one["from"], one["to"]))
    for entry in names.new.not_served:
        if entry.who == one["who"]:
            instead = f"instead: {entry.instead}" if entry.instead else ""
            return Line("new", new(one["who"]) + remark(entry.because, instead))
    return Line("new", new(one["who"]))


def _expected(one: Change, names: Names) -> Line:
    said = f"{names.customer(one['about'])}: {one['text']}"
    if one.kind == "expected_dropped":
        return Line("no longer", gone(said))
    signs = (
        e.sign for e in names.new.expected if (e.about, e.change) == (one["about"], one["text"])
    )
    sign = next(signs, "")
    return Line("new", new(said) + remark(f"sign: {sign}" if sign else ""))


def _parked(one: Change, names: Names) -> Line:
    del names
    mark, label = (new, "parked") if one.kind == "parked_added" else (gone, "no longer")
    return Line(label, mark(one["text"]))


def _from_to(label: str, one: Change, names: Names) -> Line:
    del names
    return Line(label, between(one["from"] or "none", one["to"] or "none"))


def _lens(one: Change, names: Names) -> Line:
    del names
    told = "the definition changed; that alone makes nobody another customer"
    return Line("definition", between(one["from"], one["to"]) + remark(told))


def _answer(one: Change, names: Names) -> Line:
    del names
    return Line(one["question"], between(one["from"], one["to"]))


_TELL: Mapping[str, tuple[str, Tell]] = {
    **{f"tie_break_{what}": ("When wishes collide", _tie_break)
       for what in ("added", "dropped", "changed")},
    "decision": ("The decision", partial(_from_to, "state")),
    "rule": ("The decision", partial(_from_to, "rule")),
    **{f"dissent_{what}": ("Who sees it differently", _dissent)
       for what in ("opened", "closed", "dropped")},
    **{f"learn_{what}": ("What we will find out", _learn)
       for what in ("opened", "answered", "dropped")},
    **{f"not_served_{what}": ("Whom we do not serve", _not_served)
       for what in ("added", "dropped", "changed")},
    **{f"expected_{what}": ("What we expect", _expected) for what in ("added", "dropped")},
    **{f"parked_{what}": ("Parked", _parked) for what in ("added", "dropped")},
    "lens": ("The frame", _lens),
    **{kind: ("The frame", partial(_from_to, label)) for kind, label in (
        ("guide", "guide"), ("team", "team"), ("word", "word"), ("slogan", "slogan"),
        ("result", "result"))},
    "answer": (ANSWERS, _answer),
}  # fmt: skip
"""Under which title a kind of change is told, and how; titles in the order of telling."""


def hidden_answers(changes: Iterable[Change]) -> str:
    """Return a sentence for the answers that are not told, or nothing where there are none."""
    questions = [one["question"] for one in changes if one.kind == "answer"]
    if not questions:
        return ""
    told = listed(questions, 5)
    return f"The answers to {told} differ, too; customer-cli diff --full shows them."
