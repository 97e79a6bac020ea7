"""The lists of a record with names instead of ids: what is settled, and what stays open.

An id that nobody has is shown as it is; a clean merge in git can leave one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from customer_cli.record.spec import LISTS, Field, ListSpec

if TYPE_CHECKING:
    from customer_cli.record.explain import Path
    from customer_cli.record.model import Record, Word


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One entry of a list: a sentence, and what is known about it in short."""

    sentence: str
    details: tuple[tuple[str, str], ...] = ()
    """Label and text, each where there is something to say."""


@dataclass(frozen=True, slots=True)
class RecordList:
    """One list of a record, as it is shown."""

    title: str
    entries: tuple[ListedEntry, ...]


def build_lists(record: Record, about: str | None = None) -> dict[str, RecordList]:
    """Return by key the lists of *record* that `show` has a section for; of the customer *about* alone.

    A question that is answered and a dissent that is closed are left out.
    """
    return {
        spec.key: RecordList(
            spec.title,
            tuple(
                _list_entry(record, spec, entry)
                for entry in spec.of_record(record)
                if _is_open(spec, entry) and (about is None or about in _customers_of(spec, entry))
            ),
        )
        for spec in LISTS
        if spec.is_shown
    }


def _is_open(spec: ListSpec, entry: Any) -> bool:
    if spec.key == "learn":
        return not entry.answered_by
    return spec.key != "dissent" or entry.state == "open"


def _customers_of(spec: ListSpec, entry: Any) -> list[str]:
    return [getattr(entry, field.name) for field in spec.referring("customers")]


def _list_entry(record: Record, spec: ListSpec, entry: Any) -> ListedEntry:
    said = {field.name: _in_words(record, field, entry) for field in spec.fields}
    if spec.key == "tie_breaks":
        example = f", for example: {entry.example}" if entry.example else "."
        return ListedEntry(spec.text.format_map(said) + example)
    fields = [field for field in spec.details() if field.asked]
    sentence = spec.text.format_map(said)
    if spec.key == "dissent":
        fields = [field for field in fields if field.name in ("owner", "due")]
        sentence = f"{said['who']}: {sentence}" if said["who"] else sentence
    details = ((f.name.replace("_", " "), said[f.name] or f.missing) for f in fields)
    return ListedEntry(sentence, tuple(pair for pair in details if pair[1]))


def _in_words(record: Record, field: Field, entry: Any) -> str:
    said = getattr(entry, field.name)
    if field.source == "customers":
        return customer_name(record, said) if said else ""
    if field.source == "people":
        return person_name(record, said)
    return "" if said is None else str(said)


def describe_open_questions(
    record: Record, word: Word, questions: Mapping[str, str]
) -> tuple[str, ...]:
    """Return what nobody answered, in the wordings of *questions*; an unknown id as it is."""
    return tuple(_describe_question(record, word, key, questions) for key in record.skipped)


def _describe_question(record: Record, word: Word, key: str, questions: Mapping[str, str]) -> str:
    # A question that is asked for several customers is open for one of them: `facts.heads`.
    question, _, about = key.partition(".")
    if question not in questions:
        return key
    from customer_cli.guide.model import fill_in

    names = {
        "customer": word.one,
        "customers": word.many,
        "Customer": word.one[:1].upper() + word.one[1:],
        "Customers": word.many[:1].upper() + word.many[1:],
        "team": record.team,
        "primary": customer_name(record, record.primary or "") or f"the primary {word.one}",
        "about": customer_name(record, about) or "them",
    }
    return fill_in(questions[question], names)


def customer_name(record: Record, customer_id: str) -> str:
    """Return the name of a customer, or the id itself where nobody has it."""
    known = record.customers.get(customer_id)
    return known.name if known else customer_id


def person_name(record: Record, person_id: str) -> str:
    """Return the name of a person who was there, or the word itself where nobody has that id."""
    return next((p.name for p in record.people if p.id == person_id and person_id), person_id)


def entries_of(record: Record) -> Iterator[tuple[str, Path, Any]]:
    """Yield what may have an id of its own: its kind, its path and what it is, in file order.

    An id that stands twice means the first of them.
    """
    yield from _number_entries("people", (), record.people)
    for key, customer in record.customers.items():
        for kind, path, value in _number_entries("values", ("customers", key), customer.values):
            yield kind, path, value
            yield from _number_entries("evidence", path, value.evidence)
        yield from _number_entries("evidence", ("customers", key), customer.evidence)
    for _, path, left in _number_entries("left", (), record.left):
        yield from _number_entries("evidence", path, left.evidence)
    for spec in LISTS:
        if spec.has_ids and spec.key != "people":
            yield from _number_entries(spec.key, spec.above, spec.of_record(record))


def _number_entries(
    kind: str, above: Path, entries: Sequence[Any]
) -> Iterator[tuple[str, Path, Any]]:
    for index, entry in enumerate(entries):
        yield kind, (*above, kind, index), entry
