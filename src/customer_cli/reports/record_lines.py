"""A record as lines of text, one fact a line, for a program that compares lines.

What git shows of two versions is the difference of these lines, so they are stable and leave
nothing out: customers stand in the order of the file, the order has no numbers, so that whoever
moves is one line, and a status stands apart from the words it is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from customer_cli.analysis.lists import customer_name
from customer_cli.analysis.status import status
from customer_cli.record.spec import LISTS, ListSpec
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_OF_THE_SITTING = ("people", "acknowledged")
_WHOLE = dt.date.max
"""A version of a sitting is read whole: what was heard after it counts as soon as it is there."""


def render_lines(record: Record) -> str:
    """Return *record* as lines that a terminal can show."""
    return "".join(f"{visible(line)}\n" for line in _record_lines(record))


def sitting_lines(record: Record) -> list[str]:
    """Return the lines about what belongs to one sitting alone, and is no change to a year."""
    lines = [*_sitting_facts(record), *_date_lines(record)]
    for key, customer in record.customers.items():
        lines += _fact_lines(f"{key}, because", customer.because)
    if record.decision:
        lines += _fact_lines("decided because", record.decision.because)
    return [visible(line) for line in lines]


def _record_lines(record: Record) -> Iterator[str]:
    yield from _fact_lines("team", record.team)
    yield from _date_lines(record)
    for key in ("guide", "lens", "slogan", "result"):
        yield from _fact_lines(key, getattr(record, key))
    if record.word:
        yield f"word: {record.word.one}, {record.word.many}"
    yield f"primary: {customer_name(record, record.primary) if record.primary else 'nobody'}"
    yield "order, who comes first wins:"
    yield from (f"  {customer_name(record, key)}" for key in record.order)
    yield "customers:"
    for key, customer in record.customers.items():
        yield f"  {key}:"
        yield from _customer_lines(customer)
    for spec in LISTS:
        if spec.key in _OF_THE_SITTING or spec.above:
            continue
        for entry in spec.of_record(record):
            yield from _entry_lines(record, spec, entry)
            for piece in getattr(entry, "evidence", ()):
                yield from _evidence_lines(piece, "  ")
    yield from _decision_lines(record)
    yield from _sitting_facts(record)
    for key, answer in record.answers.items():
        yield from _fact_lines(f"answer {key}", answer)


def _date_lines(record: Record) -> Iterator[str]:
    if record.format != 1:
        yield f"format: {record.format}"
    yield f"held: {record.held}"
    yield from _fact_lines("previous", record.previous)
    if record.decision:
        yield from _fact_lines("to be reviewed by", record.decision.review_by)


def _customer_lines(customer: Any) -> Iterator[str]:
    yield from _fact_lines("name", customer.name, "    ")
    for key in ("about", "because"):
        yield from _fact_lines(key, getattr(customer, key), "    ")
    for key in ("was", "facts", "pays_with", "serves", "same_people_as"):
        yield from _fact_lines(key, ", ".join(getattr(customer, key)), "    ")
    for value in customer.values:
        yield from _fact_lines(value.kind, f"{value.text}{_id(value)}", "    ")
        yield f"      {status(value, _WHOLE)}"
        for key in ("met_when", "takes", "reworded"):
            yield from _fact_lines(key, getattr(value, key), "      ")
        for piece in value.evidence:
            yield from _evidence_lines(piece, "      ")
    for piece in customer.evidence:
        yield from _evidence_lines(piece, "    ")


def _evidence_lines(piece: Any, indent: str) -> Iterator[str]:
    marks = {True: "from them", False: "not from them"}
    facts = [
        str(piece.date or "no date"),
        f"{piece.people} {'person' if piece.people == 1 else 'people'}",
        piece.source,
        piece.says if piece.says != "supports" else "",
        marks.get(piece.from_them, ""),
        "still fits" if piece.still_fits else "",
    ]
    yield from _fact_lines(piece.kind, f"{', '.join(filter(None, facts))}{_id(piece)}", indent)
    yield from _fact_lines("words", piece.words, f"{indent}  ")


def _entry_lines(record: Record, spec: ListSpec, entry: Any) -> Iterator[str]:
    said: dict[str, str] = {}
    for one in spec.fields:
        known = getattr(entry, one.name)
        if isinstance(known, tuple):
            said[one.name] = ", ".join(known)
        elif one.source == "customers" and known:
            said[one.name] = customer_name(record, known)
        else:
            said[one.name] = str(known or "")
    text, reason = spec.text.format_map(said), said.get(spec.reason, "")
    told = f"{text}: {reason}" if reason else text
    told += _id(entry) if spec.has_ids else ""
    yield from _fact_lines(spec.label.format_map(said), told)
    for field in spec.details():
        if field.name != spec.reason:
            yield from _fact_lines(field.name, said[field.name], "  ")


def _decision_lines(record: Record) -> Iterator[str]:
    if not record.decision:
        return
    yield f"decision: {record.decision.status}"
    yield from _fact_lines("rule", record.decision.rule, "  ")
    yield from _fact_lines("because", record.decision.because, "  ")
    for one in record.decision.dissent:
        right = _RIGHT[one.was_right]
        who = one.who or "somebody"
        yield from _fact_lines(f"dissent of {who}, {one.state}{right}", f"{one.says}{_id(one)}")
        for key in ("would_change", "answer", "owner", "due"):
            yield from _fact_lines(key, getattr(one, key), "  ")


_RIGHT = {True: ", was right", False: ", was not right", None: ""}


def _sitting_facts(record: Record) -> Iterator[str]:
    for spec in LISTS:
        if spec.key == "people":
            for person in record.people:
                yield from _entry_lines(record, spec, person)
    if record.decision:
        for who, support in record.decision.support.items():
            yield f"support of {who}: {support} of 5"
        for who in record.decision.confirmed:
            yield f"confirmed by {who}"
        if then := record.decision.read_back:
            yield from _fact_lines("confirmed as primary", then.primary)
            yield from _fact_lines("confirmed as order", ", ".join(then.order))
    yield from _fact_lines("left open", ", ".join(record.skipped))
    for seen in record.acknowledged:
        day = f" ({seen.date})" if seen.date else ""
        yield from _fact_lines(f"acknowledged {seen.rule} at {seen.where}", f"{seen.because}{day}")


def _fact_lines(key: str, told: object, indent: str = "") -> Iterator[str]:
    if told:
        first, *below = str(told).split("\n")
        yield f"{indent}{key.replace('_', ' ')}: {first}"
        yield from (f"{indent}  {line}" for line in below)


def _id(entry: Any) -> str:
    return f" [{entry.id}]" if entry.id else ""
