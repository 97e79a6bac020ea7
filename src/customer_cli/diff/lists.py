"""What changed in what a team settled or left open: ties, decisions, questions, the frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from customer_cli.diff.change import Change, change
from customer_cli.diff.matching import matched, paired
from customer_cli.diff.side import Lineage, Side
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_FRAME = ("lens", "guide", "team", "slogan", "result")


def changes(old: Side, new: Side, links: Lineage) -> Iterator[Change]:
    """Yield what changed beside the customers and what they value."""
    yield from _tie_breaks(old.record, new.record, links)
    yield from _decision(old.record, new.record)
    yield from _learn(old, new)
    yield from _not_served(old.record, new.record)
    yield from _expected(old.record, new.record, links)
    yield from _parked(old.record, new.record)
    yield from _frame(old.record, new.record)


def _tie_breaks(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    pairs = paired(
        old.tie_breaks, new.tie_breaks,
        lambda one: (one.prefer, one.over, as_typed(one.example)),
        lambda one: (one.prefer, one.over),
        fits=lambda a, b: links.linked(a.prefer, b.prefer) and links.linked(a.over, b.over),
    )  # fmt: skip
    for match in pairs:
        one = match.new or match.old
        place = {"prefer": one.prefer, "over": one.over}
        if match.old is None:
            yield change("tie_break_added", **place)
        elif match.new is None:
            yield change("tie_break_dropped", **place)
        elif match.old.example != one.example:
            yield change("tie_break_changed", **place, from_=match.old.example, to=one.example)


def _decision(old: Record, new: Record) -> Iterator[Change]:
    was = old.decision.status if old.decision else "draft"
    now = new.decision.status if new.decision else "draft"
    if was != now:
        yield change("decision", from_=was, to=now)
    rules = [record.decision.rule if record.decision else "" for record in (old, new)]
    if rules[0] != rules[1]:
        yield change("rule", from_=rules[0], to=rules[1])
    before = old.decision.dissent if old.decision else ()
    after = new.decision.dissent if new.decision else ()
    for match in matched(before, after, lambda one: str(one.says)):
        was_open = match.old is not None and match.old.state == "open"
        is_open = match.new is not None and match.new.state == "open"
        one = match.new or match.old
        known = {"id": str(one.id or one.says), "who": one.who}
        if is_open and not was_open:
            yield change("dissent_opened", **known, says=one.says)
        elif match.new and match.new.state == "closed" and (was_open or match.old is None):
            yield change("dissent_closed", **known, was_right=match.new.was_right)
        elif match.new is None and was_open:
            yield change("dissent_dropped", **known)


def _learn(old: Side, new: Side) -> Iterator[Change]:
    unheard = _not_there(old), _not_there(new)
    for match in matched(old.record.learn, new.record.learn, lambda one: str(one.question)):
        was_open = match.old is not None and not _is_answered(match.old, unheard[0])
        is_open = match.new is not None and not _is_answered(match.new, unheard[1])
        one = match.new or match.old
        known = {"id": str(one.id or one.question), "text": one.question}
        if is_open and not was_open:
            yield change("learn_opened", **known)
        elif not is_open and (match.new or one.answered_by) and (was_open or match.old is None):
            # An answer that came during the year may have been left behind in the older record.
            yield change("learn_answered", **known)
        elif match.new is None and was_open:
            yield change("learn_dropped", **known)


def _is_answered(item: Any, unheard: set[str]) -> bool:
    return any(key not in unheard for key in item.answered_by)


def _not_there(side: Side) -> set[str]:
    """The ids of evidence that is in the file, and was not there on the side's day."""
    if side.until is None:
        return set()
    pieces: list[Any] = []
    for customer in side.record.customers.values():
        pieces += customer.evidence
        for value in customer.values:
            pieces += value.evidence
    return {piece.id for piece in pieces if piece.id} - {p.id for p in side.known(pieces)}


def _not_served(old: Record, new: Record) -> Iterator[Change]:
    keys = ("because", "instead", "told_by")

    def all_of(one: Any) -> tuple[str, ...]:
        return (as_typed(one.who), *(as_typed(getattr(one, key)) for key in keys))

    for match in paired(old.not_served, new.not_served, all_of, lambda one: as_typed(one.who)):
        who = (match.new or match.old).who
        if match.old is None:
            yield change("not_served_added", who=who)
        elif match.new is None:
            yield change("not_served_dropped", who=who)
        else:
            for key in keys:
                was, now = getattr(match.old, key), getattr(match.new, key)
                if was != now:
                    yield change("not_served_changed", who=who, key=key, from_=was, to=now)


def _expected(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    def fits(one: Any, other: Any) -> bool:
        return links.linked(one.about, other.about) and text(one) == text(other)

    def text(one: Any) -> str:
        return as_typed(one.change)

    for match in paired(old.expected, new.expected, lambda one: (one.about, text(one)), fits=fits):
        if match.old is None:
            yield change("expected_added", about=match.new.about, text=match.new.change)
        elif match.new is None:
            yield change("expected_dropped", about=match.old.about, text=match.old.change)


def _parked(old: Record, new: Record) -> Iterator[Change]:
    for match in paired(old.parked, new.parked, lambda one: as_typed(one.text)):
        if match.old is None:
            yield change("parked_added", text=match.new.text)
        elif match.new is None:
            yield change("parked_dropped", text=match.old.text)


def _frame(old: Record, new: Record) -> Iterator[Change]:
    for kind in _FRAME:
        was, now = getattr(old, kind), getattr(new, kind)
        if was != now:
            yield change(kind, from_=was, to=now)
    words = [_word(record) for record in (old, new)]
    if words[0] != words[1]:
        yield change("word", from_=words[0], to=words[1])
    answers: tuple[Mapping[str, str], Mapping[str, str]] = (old.answers, new.answers)
    for key in dict.fromkeys([*answers[1], *answers[0]]):
        was, now = answers[0].get(key), answers[1].get(key)
        if was != now:
            yield change("answer", question=key, from_=was, to=now)


def _word(record: Record) -> str | None:
    return f"{record.word.one}, {record.word.many}" if record.word else None
