"""A record as lines of text, one fact a line, for a program that compares lines.

What git shows of two versions is the difference of these lines, so they are stable: customers
stand in the order of the file, and a rank that changes changes one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from customer_cli.meaning.status import status
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record import Record


def render(record: Record) -> str:
    """Return *record* as lines that a terminal can show."""
    return "".join(f"{visible(line)}\n" for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield f"{record.team}, held {record.held}"
    for key in ("guide", "lens", "slogan", "result", "previous"):
        if getattr(record, key):
            yield from _said(key, getattr(record, key))
    yield f"primary: {_name(record, record.primary)}" if record.primary else "primary: nobody"
    yield "order:"
    for rank, key in enumerate(record.order, start=1):
        yield f"  {rank}. {_name(record, key)}"
    yield "customers:"
    for key, customer in record.customers.items():
        yield f"  {key}:"
        yield from _customer(record, customer)
    yield from _matters(record)


def _customer(record: Record, customer: Any) -> Iterator[str]:
    yield f"    {customer.name}"
    for key in ("about", "because"):
        if getattr(customer, key):
            yield from _said(key, getattr(customer, key), "    ")
    for key in ("was", "facts", "pays_with", "serves", "same_people_as"):
        if getattr(customer, key):
            yield f"    {_spoken(key)}: {', '.join(getattr(customer, key))}"
    for value in customer.values:
        yield from _said(f"{value.kind}, {status(value, record.held)}", value.text, "    ")
        for key in ("met_when", "takes"):
            if getattr(value, key):
                yield from _said(_spoken(key), getattr(value, key), "      ")
        for piece in value.evidence:
            yield from _piece(piece, "      ")
    for piece in customer.evidence:
        yield from _piece(piece, "    ")


def _piece(piece: Any, indent: str) -> Iterator[str]:
    facts = [piece.kind, str(piece.date or "no date"), f"{piece.people} people", piece.source]
    facts += [piece.says] if piece.says != "supports" else []
    yield f"{indent}- {', '.join(filter(None, facts))}"
    if piece.words:
        yield from _said("words", piece.words, f"{indent}  ")


def _matters(record: Record) -> Iterator[str]:
    for line in record.tie_breaks:
        wins = f"{_name(record, line.prefer)} even over {_name(record, line.over)}"
        yield from _said("tie-break", f"{wins}: {line.example}" if line.example else wins)
    for no in record.not_served:
        yield from _said("not served", f"{no.who}: {no.because}" if no.because else no.who)
    for item in record.expected:
        yield from _said(f"expected of {_name(record, item.about)}", item.change)
    for open_one in record.learn:
        known = (
            "answered"
            if open_one.answered_by
            else f"{open_one.owner or 'nobody'}, {open_one.due or 'no date'}"
        )
        yield from _said(f"to find out ({known})", open_one.question)
    for parked in record.parked:
        yield from _said("parked", parked.text)
    for left in record.left:
        yield from _said("left", f"{left.id}: {left.because}" if left.because else left.id)
    if record.decision:
        rule = f", {record.decision.rule}" if record.decision.rule else ""
        yield f"decision: {record.decision.status}{rule}"
        if record.decision.because:
            yield from _said("because", record.decision.because)
        for person, support in record.decision.support.items():
            yield f"support of {person}: {support} of 5"
        for one in record.decision.dissent:
            yield from _said(f"dissent of {one.who or 'somebody'} ({one.state})", one.says)
    for key, answer in record.answers.items():
        yield from _said(f"answer {key}", answer)


def _said(key: str, text: str, indent: str = "") -> Iterator[str]:
    first, *below = text.split("\n")
    yield f"{indent}{key}: {first}"
    yield from (f"{indent}  {line}" for line in below)


def _spoken(key: str) -> str:
    return key.replace("_", " ")


def _name(record: Record, key: str | None) -> str:
    known = record.customers.get(key or "")
    return known.name if known else str(key)
