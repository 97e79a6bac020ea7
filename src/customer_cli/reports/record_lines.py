"""A record as lines of text, one fact a line, for a program that compares lines.

What git shows of two versions is the difference of these lines, so they are stable and leave
nothing out: customers stand in the order of the file, the order has no numbers, so that whoever
moves is one line, and a status stands apart from the words it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from customer_cli.analysis.status import status
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_WHOLE = dt.date.max
"""A version of a sitting is read whole: what was heard after it counts as soon as it is there."""


def render(record: Record) -> str:
    """Return *record* as lines that a terminal can show."""
    return "".join(f"{visible(line)}\n" for line in _lines(record))


def of_the_sitting(record: Record) -> list[str]:
    """Return the lines about what belongs to one sitting alone, and is no change to a year."""
    lines = [*_sitting(record), *_dates(record), *_reasons(record)]
    return [visible(line) for line in lines]


def _lines(record: Record) -> Iterator[str]:
    yield from _said("team", record.team)
    yield from _dates(record)
    for key in ("guide", "lens", "slogan", "result"):
        yield from _said(key, getattr(record, key))
    if record.word:
        yield f"word: {record.word.one}, {record.word.many}"
    yield f"primary: {_name(record, record.primary) if record.primary else 'nobody'}"
    yield "order, who comes first wins:"
    yield from (f"  {_name(record, key)}" for key in record.order)
    yield "customers:"
    for key, customer in record.customers.items():
        yield f"  {key}:"
        yield from _customer(customer)
    yield from _matters(record)
    yield from _decision(record)
    yield from _sitting(record)
    for key, answer in record.answers.items():
        yield from _said(f"answer {key}", answer)


def _dates(record: Record) -> Iterator[str]:
    if record.format != 1:
        yield f"format: {record.format}"
    yield f"held: {record.held}"
    yield from _said("previous", record.previous)
    if record.decision:
        yield from _said("to be reviewed by", record.decision.review_by)


def _customer(customer: Any) -> Iterator[str]:
    yield from _said("name", customer.name, "    ")
    for key in ("about", "because"):
        yield from _said(key, getattr(customer, key), "    ")
    for key in ("was", "facts", "pays_with", "serves", "same_people_as"):
        yield from _said(key, ", ".join(getattr(customer, key)), "    ")
    for value in customer.values:
        yield from _said(value.kind, f"{value.text}{_id(value)}", "    ")
        yield f"      {status(value, _WHOLE)}"
        for key in ("met_when", "takes", "reworded"):
            yield from _said(key, getattr(value, key), "      ")
        for piece in value.evidence:
            yield from _piece(piece, "      ")
    for piece in customer.evidence:
        yield from _piece(piece, "    ")


def _piece(piece: Any, indent: str) -> Iterator[str]:
    marks = {True: "from them", False: "not from them"}
    facts = [
        str(piece.date or "no date"),
        f"{piece.people} {'person' if piece.people == 1 else 'people'}",
        piece.source,
        piece.says if piece.says != "supports" else "",
        marks.get(piece.from_them, ""),
        "still fits" if piece.still_fits else "",
    ]
    yield from _said(piece.kind, f"{', '.join(filter(None, facts))}{_id(piece)}", indent)
    yield from _said("words", piece.words, f"{indent}  ")


def _matters(record: Record) -> Iterator[str]:
    for line in record.tie_breaks:
        wins = f"{_name(record, line.prefer)} even over {_name(record, line.over)}"
        yield from _said("tie-break", _joined(wins, line.example))
    for no in record.not_served:
        yield from _said("not served", _joined(no.who, no.because))
        yield from _said("instead", no.instead, "  ")
        yield from _said("told by", no.told_by, "  ")
    for item in record.expected:
        yield from _said(f"expected of {_name(record, item.about)}", item.change)
        yield from _said("sign", item.sign, "  ")
    for open_one in record.learn:
        yield from _said("to find out", f"{open_one.question}{_id(open_one)}")
        if open_one.about:
            yield from _said("about", _name(record, open_one.about), "  ")
        for key in ("how", "owner", "due"):
            yield from _said(key, getattr(open_one, key), "  ")
        yield from _said("answered by", ", ".join(open_one.answered_by), "  ")
    for parked in record.parked:
        yield from _said("parked", parked.text)
        yield from _said("owner", parked.owner, "  ")
    for left in record.left:
        yield from _said("left", _joined(left.id, left.because))
        for piece in left.evidence:
            yield from _piece(piece, "  ")


def _decision(record: Record) -> Iterator[str]:
    if not record.decision:
        return
    yield f"decision: {record.decision.status}"
    yield from _said("rule", record.decision.rule, "  ")
    yield from _said("because", record.decision.because, "  ")
    for one in record.decision.dissent:
        right = _RIGHT[one.was_right]
        who = one.who or "somebody"
        yield from _said(f"dissent of {who}, {one.state}{right}", f"{one.says}{_id(one)}")
        for key in ("would_change", "answer", "owner", "due"):
            yield from _said(key, getattr(one, key), "  ")


_RIGHT = {True: ", was right", False: ", was not right", None: ""}


def _sitting(record: Record) -> Iterator[str]:
    for person in record.people:
        yield from _said(person.part, f"{_joined(person.name, person.role)}{_id(person)}")
    if record.decision:
        for who, support in record.decision.support.items():
            yield f"support of {who}: {support} of 5"
        for who in record.decision.confirmed:
            yield f"confirmed by {who}"
        if then := record.decision.read_back:
            yield from _said("confirmed as primary", then.primary)
            yield from _said("confirmed as order", ", ".join(then.order))
    yield from _said("left open", ", ".join(record.skipped))
    for seen in record.acknowledged:
        day = f" ({seen.date})" if seen.date else ""
        yield from _said(f"acknowledged {seen.rule} at {seen.where}", f"{seen.because}{day}")


def _reasons(record: Record) -> Iterator[str]:
    for key, customer in record.customers.items():
        yield from _said(f"{key}, because", customer.because)
    if record.decision:
        yield from _said("decided because", record.decision.because)


def _said(key: str, told: object, indent: str = "") -> Iterator[str]:
    if told:
        first, *below = str(told).split("\n")
        yield f"{indent}{key.replace('_', ' ')}: {first}"
        yield from (f"{indent}  {line}" for line in below)


def _joined(one: str, reason: str) -> str:
    return f"{one}: {reason}" if reason else one


def _id(entry: Any) -> str:
    return f" [{entry.id}]" if entry.id else ""


def _name(record: Record, key: str | None) -> str:
    known = record.customers.get(key or "")
    return known.name if known else str(key)
