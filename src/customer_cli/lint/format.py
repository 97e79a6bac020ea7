"""Rules about the file (F): keys nobody knows, and names that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from customer_cli.errors import closest, did_you_mean
from customer_cli.lint.rule import Doubt, Subject, rule
from customer_cli.reading import shapes
from customer_cli.reading.references import MOST_COMPARED
from customer_cli.reading.shapes import Path

if TYPE_CHECKING:
    from customer_cli.record import Record

RESERVED = ("outputs", "positions", "voices")
"""Keys that the format keeps free for what comes next."""
MOST_HINTED = 20
"""Names leading nowhere for which a likely one is looked for; whoever has more renamed something."""


@rule("F01", "info")
def every_key_is_known(subject: Subject) -> Iterator[Doubt]:
    """Every key is one of the format's.

    A key nobody knows is kept as it is, byte for byte. Most often it is a known one, mistyped,
    and what stands behind it is never shown.
    """
    for path in _unknown(subject.record, ()):
        if path[0] in RESERVED:
            continue
        from customer_cli.reading.sentences import NAMES
        from customer_cli.record import Record

        owner = shapes.owner(Record, path[:-1])
        guess = closest(str(path[-1]), shapes.keys(owner))
        message = f'The key "{path[-1]}" is not known in {NAMES[owner.__name__]}.'
        yield Doubt(path, message, f'Did you mean "{guess}"?' if guess else "", at_key=True)


def _unknown(value: object, path: Path) -> Iterator[Path]:
    if hasattr(value, "model_extra"):
        for key in value.model_extra or ():
            yield (*path, key)
        inner: Any = value.__dict__.items()
    elif isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    else:
        return
    for step, below in inner:
        yield from _unknown(below, (*path, step))


@rule("F02", "warning")
def every_name_leads_somewhere(subject: Subject) -> Iterator[Doubt]:
    """An id that is named is there.

    A clean merge in git can leave a tie-break about a group that the other branch renamed. The
    record still shows; what points nowhere is told here.
    """
    record = subject.record
    customers, people = record.customers.keys(), {p.id for p in record.people if p.id}
    evidence = {e.id for _, _, v in subject.values() for e in v.evidence}
    evidence |= {e.id for c in record.customers.values() for e in c.evidence}
    evidence |= {e.id for left in record.left for e in left.evidence}
    known = {"customer": customers, "person": people, "evidence": evidence}
    called = {"customer": "no customer", "person": "nobody who was there",
              "evidence": "no piece of evidence"}  # fmt: skip
    strangers = 0
    for path, key, kind in _named(record):
        if key not in known[kind]:
            strangers += 1
            near = [str(one) for one in islice(known[kind], MOST_COMPARED) if one]
            hint = did_you_mean(key, near) if strangers <= MOST_HINTED else ""
            yield Doubt(path, f'"{key}" is {called[kind]} of this record.', hint)


def _named(record: Record) -> Iterator[tuple[Path, str, str]]:
    for key, customer in record.customers.items():
        for name in ("serves", "same_people_as"):
            for index, other in enumerate(getattr(customer, name)):
                yield ("customers", key, name, index), other, "customer"
    for index, line in enumerate(record.tie_breaks):
        yield ("tie_breaks", index, "prefer"), line.prefer, "customer"
        yield ("tie_breaks", index, "over"), line.over, "customer"
    for index, expected in enumerate(record.expected):
        yield ("expected", index, "about"), expected.about, "customer"
    for index, item in enumerate(record.learn):
        if item.about:
            yield ("learn", index, "about"), item.about, "customer"
        for place, answer in enumerate(item.answered_by):
            yield ("learn", index, "answered_by", place), answer, "evidence"
    if record.decision and record.people:
        for person in record.decision.support:
            yield ("decision", "support", person), person, "person"
        for place, person in enumerate(record.decision.confirmed):
            yield ("decision", "confirmed", place), person, "person"


RULES = (every_key_is_known, every_name_leads_somewhere)
