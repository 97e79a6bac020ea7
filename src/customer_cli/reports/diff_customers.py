"""What is told of each customer: who they are, what they value, and how that is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from customer_cli.analysis import status
from customer_cli.diff.change import Change
from customer_cli.diff.compare import Comparison
from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.reports.diff_names import Names
from customer_cli.reports.diff_phrasing import (
    Block,
    Line,
    Phrases,
    between,
    gone,
    new,
    remark,
    same,
    spoken,
)
from customer_cli.text import count

_WHO = ("joined", "left", "question", "renamed", "facts", "standing", "described")
_AGAINST = {"contradicts": "speaks against it", "mixed": "in two minds"}
_NEWS = ("moved", "ranked", "unranked", "joined")
"""After these somebody who was not in the room asks why."""


@dataclass(slots=True)
class _Told:
    """The changes of one customer, sorted by what they are about."""

    who: list[Change] = field(default_factory=list)
    values: dict[str | None, list[Change]] = field(default_factory=dict)
    news: bool = False


def blocks(
    both: Comparison, changes: Iterable[Change], names: Names, *, full: bool
) -> Iterator[Block]:
    """Yield a block for each customer of whom *changes* tell, in today's order.

    With *full* also for those of whom there is nothing to tell.
    """
    told = _sorted_out(both, changes)
    now, before = both.new.record, both.old.record
    ranked = [key for key in dict.fromkeys(now.order) if key in now.customers]
    ranks = {key: str(number) for number, key in enumerate(ranked, start=1)}
    everybody = [*ranked, *now.customers, *before.customers, *told]
    for key in dict.fromkeys(everybody):
        known = told.get(key, _Told())
        lines = tuple(_lines(both, known, names, key))
        unchanged = full and key in now.customers
        if lines or unchanged:
            title = names.customer(key)
            rank = ranks.get(key, "-" if key in now.customers else "")
            yield Block(title, lines or (Line("", same("nothing changed")),), rank)


def _sorted_out(both: Comparison, changes: Iterable[Change]) -> dict[str, _Told]:
    found: dict[str, _Told] = {}

    def of(key: str) -> _Told:
        known = both.new.record.customers
        here = key if key in known else both.lineage.same.get(key, key)
        return found.setdefault(here, _Told())

    for one in changes:
        if one.kind in _WHO:
            of(one["about"] if one.kind == "question" else one["id"]).who.append(one)
        elif one.kind == "split":
            for part in {one["from"]: 0, **dict.fromkeys(one["to"])}:
                of(part).who.append(one)
        elif one.kind == "merged":
            of(one["to"]).who.append(one)
        elif one.kind == "value_moved":
            of(one["to"]).values.setdefault(one["id"], []).append(one)
        elif one.kind.startswith("value_") or one.kind == "status":
            of(one["customer"]).values.setdefault(one["id"], []).append(one)
        elif one.kind.startswith("evidence_"):
            of(one["customer"]).values.setdefault(one["value"], []).append(one)
        if one.kind in _NEWS:
            of(one["id"]).news = True
        if one.kind == "primary" and one["to"]:
            of(one["to"]).news = True
    return found


def _lines(both: Comparison, told: _Told, names: Names, key: str) -> Iterator[Line]:
    for one in told.who:
        yield from _of_customer(one, names, key)
    customer = both.new.record.customers.get(key)
    asked = told.news or any(one.kind in ("split", "merged") for one in told.who)
    if customer and customer.because and asked:
        yield Line("why here", same(customer.because))
    places = {None: 0, **_places(customer)}
    for value in sorted(told.values, key=lambda name: places.get(name, len(places))):
        yield from _of_value(both, told.values[value], names, value)


def _places(customer: Any) -> dict[str | None, int]:
    values = customer.values if customer else ()
    return {str(value.id or value.text): place for place, value in enumerate(values, start=1)}


def _of_customer(one: Change, names: Names, key: str) -> Iterator[Line]:
    if one.kind == "joined":
        yield Line("new", same("was not in the older record"))
    elif one.kind == "left":
        yield Line("left", same(one["because"] or "nothing says why"))
    elif one.kind == "question":
        yield Line("open", same("Nothing says what became of them."))
    elif one.kind == "renamed":
        if one["from"] != one["to"]:
            yield Line("name", between(one["from"], one["to"]))
        if one["was"] != one["id"]:
            yield Line("id", between(one["was"], one["id"]))
    elif one.kind == "split":
        others = [other for other in one["to"] if other != key]
        if len(others) == len(one["to"]):
            yield Line("split", same(f"into {names.customers(others)}"))
            return
        yield Line("split", same(f"from {names.before(one['from'])}, as "
                                 f"{names.customers(others)} did"))  # fmt: skip
    elif one.kind == "merged":
        came = [names.before(origin) for origin in one["from"]]
        yield Line("merged", same(f"from {' and '.join(came)}"))
    elif one.kind == "facts":
        facts = [new(spoken(fact)) for fact in one["added"]]
        facts += [gone(spoken(fact)) for fact in one["dropped"]]
        yield Line("facts", tuple(phrase for fact in facts for phrase in fact))
    elif one.kind == "standing":
        decided = f"because: {spoken(one['because'])}" if one["because"] else ""
        yield Line("standing", between(one["from"], one["to"]) + remark(decided))
    else:
        yield Line(spoken(one["key"]), _described(one, names))


def _described(one: Change, names: Names) -> Phrases:
    if one["key"] not in ("serves", "same_people_as"):
        return between(one["from"], one["to"])
    said = [[names.customer(key) for key in one[side]] for side in ("from", "to")]
    return between(*said)


def _of_value(
    both: Comparison, changes: list[Change], names: Names, name: str | None
) -> Iterator[Line]:
    if name is not None:
        yield from _value_itself(changes, names, name)
    for one in changes:
        if one.kind == "value_changed":
            yield Line(spoken(one["key"]), between(one["from"], one["to"]))
        elif one.kind == "status":
            yield Line("status", same(_status(both, names, one)))
        elif one.kind.startswith("evidence_"):
            yield _evidence(one, names)


def _value_itself(changes: list[Change], names: Names, name: str) -> Iterator[Line]:
    # Without an id a value is called by its words, and two may be called alike.
    whole = [one for one in changes if one.kind in ("value_added", "value_dropped")]
    for one in whole:
        added = one.kind == "value_added"
        known = names.new_value(name) if added else names.old_value(name)
        yield Line(known.kind if known else "value", (new if added else gone)(one["text"]))
    if not whole:
        yield _kept(changes, names, name)


def _kept(changes: list[Change], names: Names, name: str) -> Line:
    by_kind = {one.kind: one for one in changes}
    known = names.value_itself(name)
    text: Phrases = same(known.text if known else name)
    if one := by_kind.get("value_reworded"):
        text = between(one["from"], one["to"])
        text += remark("taken for the same value by its words") if one["guessed"] else ()
    if one := by_kind.get("value_moved"):
        text += remark(f"was with {names.before(one['from'])}")
    return Line(known.kind if known else "value", text)


def _status(both: Comparison, names: Names, one: Change) -> str:
    value = names.new_value(one["id"])
    said = f"{one['from']}, now {one['to']}"
    if value is None or one["to"] == "untested":
        return said
    found = status.count_voices(value, both.new.as_of)
    people = found.against if one["to"] == "contradicted" else found.people
    return f"{said} by {count(people, 'person', 'people')}" if people else said


def _evidence(one: Change, names: Names) -> Line:
    old = names.old_evidence(one["id"], one["customer"])
    now = names.new_evidence(one["id"], one["customer"])
    if one.kind == "evidence_added":
        return Line("evidence", new(_said(now, one)) + _origin(now))
    if one.kind == "evidence_dropped":
        return Line("evidence", gone(_said(old, one)) + _origin(old))
    if old is None or now is None or old.words != now.words:
        return Line("evidence", between(_said(old, one), _said(now, one)) + _origin(now))
    again = "read again, still fits the new words" if now.still_fits and not old.still_fits else (
        "its date, its people or its source was put right")  # fmt: skip
    return Line("evidence", same(_said(now, one)) + _origin(now, again))


def _said(piece: Any, one: Change) -> str:
    return (
        str(piece.words or piece.source or EVIDENCE_KINDS[piece.kind].phrase)
        if piece
        else str(one["id"])
    )


def _origin(piece: Any, news: str = "") -> Phrases:
    if piece is None:
        return ()
    source = piece.source if piece.words else ""
    people = count(piece.people, "person", "people")
    kind = EVIDENCE_KINDS[piece.kind].phrase if piece.words or piece.source else ""
    return remark(source, piece.date, people, kind, _AGAINST.get(piece.says), news)
