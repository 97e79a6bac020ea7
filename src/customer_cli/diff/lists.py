"""Changes of the lists of a record, of the decision, and of the frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from customer_cli.diff.change import KINDS, Change, change
from customer_cli.diff.matching import match_entries, pair_entries
from customer_cli.diff.side import DatedRecord, Lineage
from customer_cli.record.spec import LISTS, ListSpec
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_COMPARED_APART = (
    "person", "tie_break", "expected", "learn", "left", "acknowledged", "dissent",
)  # fmt: skip
_FRAME = ("lens", "guide", "team", "slogan", "result")


def find_list_changes(old: DatedRecord, new: DatedRecord, links: Lineage) -> Iterator[Change]:
    """Yield what changed beside the customers and what they value."""
    yield from _compare_tie_breaks(old.record, new.record, links)
    yield from _compare_decisions(old.record, new.record)
    yield from _compare_learning(old, new)
    yield from _compare_expected(old.record, new.record, links)
    for spec in LISTS:
        if spec.kind not in _COMPARED_APART:
            yield from _compare_list(spec, old.record, new.record, links)
    yield from _compare_frames(old.record, new.record)


def _compare_tie_breaks(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    pairs = pair_entries(
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


def _compare_decisions(old: Record, new: Record) -> Iterator[Change]:
    was = old.decision.status if old.decision else "draft"
    now = new.decision.status if new.decision else "draft"
    if was != now:
        yield change("decision", from_=was, to=now)
    rules = [record.decision.rule if record.decision else "" for record in (old, new)]
    if rules[0] != rules[1]:
        yield change("rule", from_=rules[0], to=rules[1])
    before = old.decision.dissent if old.decision else ()
    after = new.decision.dissent if new.decision else ()
    for match in match_entries(before, after, lambda one: str(one.says)):
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


def _compare_learning(old: DatedRecord, new: DatedRecord) -> Iterator[Change]:
    unheard = _find_unheard(old), _find_unheard(new)
    for match in match_entries(old.record.learn, new.record.learn, lambda one: str(one.question)):
        # It is open while every piece of evidence that answers it is still to be heard.
        was_open = match.old is not None and unheard[0].issuperset(match.old.answered_by)
        is_open = match.new is not None and unheard[1].issuperset(match.new.answered_by)
        one = match.new or match.old
        known = {"id": str(one.id or one.question), "text": one.question}
        if is_open and not was_open:
            yield change("learn_opened", **known)
        elif not is_open and (match.new or one.answered_by) and (was_open or match.old is None):
            # An answer that came during the year may have been left behind in the older record.
            yield change("learn_answered", **known)
        elif match.new is None and was_open:
            yield change("learn_dropped", **known)


def _find_unheard(side: DatedRecord) -> set[str]:
    """Return the ids of evidence that is in the file, and was not there on the side's day."""
    if side.until is None:
        return set()
    pieces: list[Any] = []
    for customer in side.record.customers.values():
        pieces += customer.evidence
        for value in customer.values:
            pieces += value.evidence
    return {piece.id for piece in pieces if piece.id} - {p.id for p in side.known(pieces)}


def _compare_expected(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    def fits(one: Any, other: Any) -> bool:
        return links.linked(one.about, other.about) and as_typed(one.change) == as_typed(
            other.change
        )

    for match in pair_entries(
        old.expected, new.expected, lambda one: (one.about, as_typed(one.change)), fits=fits
    ):
        if match.old is None:
            yield change("expected_added", about=match.new.about, text=match.new.change)
        elif match.new is None:
            yield change("expected_dropped", about=match.old.about, text=match.old.change)


def _compare_list(spec: ListSpec, old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    """Yield what was added to a list, dropped from it, or changed in a detail of an entry."""

    def say(entry: Any, names: Iterable[str]) -> dict[str, str]:
        said = ((name, getattr(entry, name)) for name in names)
        return {
            name: ", ".join(text) if isinstance(text, tuple) else str("" if text is None else text)
            for name, text in said
        }

    details = [field.name for field in spec.details() if field.name not in spec.identity]
    keys = (*spec.identity, *details)
    customers = [field.name for field in spec.referring("customers")]
    pairs = pair_entries(
        spec.of_record(old), spec.of_record(new),
        lambda one: tuple(as_typed(text) for text in say(one, keys).values()),
        lambda one: tuple(as_typed(text) for text in say(one, spec.identity).values()),
    )  # fmt: skip
    for match in pairs:
        who = say(match.new or match.old, spec.identity)
        if match.old is None:
            yield change(f"{spec.kind}_added", **who)
        elif match.new is None:
            yield change(f"{spec.kind}_dropped", **who)
        elif f"{spec.kind}_changed" in KINDS:
            before, after = say(match.old, details), say(match.new, details)
            for key in details:
                was, now = before[key], after[key]
                if was != now and not (key in customers and links.linked(was, now)):
                    yield change(f"{spec.kind}_changed", **who, key=key, from_=was, to=now)


def _compare_frames(old: Record, new: Record) -> Iterator[Change]:
    for kind in _FRAME:
        was, now = getattr(old, kind), getattr(new, kind)
        if was != now:
            yield change(kind, from_=was, to=now)
    words = [
        f"{record.word.one}, {record.word.many}" if record.word else None for record in (old, new)
    ]
    if words[0] != words[1]:
        yield change("word", from_=words[0], to=words[1])
    answers: tuple[Mapping[str, str], Mapping[str, str]] = (old.answers, new.answers)
    for key in dict.fromkeys([*answers[1], *answers[0]]):
        was, now = answers[0].get(key), answers[1].get(key)
        if was != now:
            yield change("answer", question=key, from_=was, to=now)
