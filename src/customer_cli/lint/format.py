"""Rules on the format of a file, and on its name among the others of its folder (F, H08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from customer_cli import ids
from customer_cli.analysis.lists import entries_of
from customer_cli.errors import did_you_mean
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record import explain, fast
from customer_cli.record.explain import Path
from customer_cli.record.references import MOST_COMPARED, complete_ids, entries_with_ids
from customer_cli.record.spec import LISTS
from customer_cli.text import join_names

if TYPE_CHECKING:
    from customer_cli.record.model import Record, RecordPart


MOST_HINTED = 20
"""Names leading nowhere for which a likely one is looked for; whoever has more renamed something."""


@rule("F01", "info")
def every_key_is_known(subject: Subject) -> Iterator[RuleFinding]:
    """Every key is one of the format's, and stands where the format has it.

    A key nobody knows is kept as it is, byte for byte, and never shown. One that is like no
    other is the team's own. One that is a known key mistyped, or belongs in another part, or is
    a whole customer outside of `customers`, is an error: somebody said what stands there.
    """
    # A record that was recognised without its models has no key that the format does not know.
    record = None if isinstance(subject.record, fast.PlainPart) else subject.record
    for path, value in _list_unknown_keys(record, ()):
        from customer_cli.record import keys
        from customer_cli.record.explain import NAMES
        from customer_cli.record.model import Record

        if path[0] in keys.RESERVED:
            continue
        if fault := keys.explain_key(path, value):
            yield RuleFinding(path, fault.message, fault.remedy, at_key=True, severity="error")
            continue
        owner = explain.model_at(Record, path[:-1])
        guess = did_you_mean(str(path[-1]), explain.keys_of(owner))
        message = f'The key "{path[-1]}" is not known in {NAMES[owner.__name__]}.'
        yield RuleFinding(path, message, guess, at_key=True)


def _list_unknown_keys(value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    if hasattr(value, "model_extra"):
        for key, own in (value.model_extra or {}).items():
            yield (*path, key), own
        inner: Any = value.__dict__.items()
    elif isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, tuple):
        inner = enumerate(value)
    else:
        return
    for step, below in inner:
        yield from _list_unknown_keys(below, (*path, step))


@rule("F02", "warning")
def every_name_leads_somewhere(subject: Subject) -> Iterator[RuleFinding]:
    """An id that is named is there.

    A clean merge in git can leave a tie-break about a group that the other branch renamed. The
    record still shows; what points nowhere is told here.
    """
    record = subject.record
    customers, people = record.customers.keys(), {p.id for p in record.people if p.id}
    evidence = {e.id for kind, _, e in entries_of(record) if kind == "evidence"}
    known = {"customer": customers, "person": people, "evidence": evidence}
    called = {"customer": "no customer", "person": "nobody who was there",
              "evidence": "no piece of evidence"}  # fmt: skip
    strangers = 0
    for path, key, kind in _list_references(record):
        if key not in known[kind]:
            strangers += 1
            near = [str(one) for one in islice(known[kind], MOST_COMPARED) if one]
            hint = did_you_mean(key, near) if strangers <= MOST_HINTED else ""
            yield RuleFinding(path, f'"{key}" is {called[kind]} of this record.', hint)


def _list_references(record: Record) -> Iterator[tuple[Path, str, str]]:
    for key, customer in record.customers.items():
        for name in ("serves", "same_people_as"):
            for index, other in enumerate(getattr(customer, name)):
                yield ("customers", key, name, index), other, "customer"
    for spec in LISTS:
        for index, entry in enumerate(spec.of_record(record)):
            path: Path = (*spec.path, index)
            for field in spec.referring("customers", "evidence"):
                kind = "evidence" if field.source == "evidence" else "customer"
                said = getattr(entry, field.name)
                if isinstance(said, tuple):
                    for place, key in enumerate(said):
                        yield (*path, field.name, place), key, kind
                elif said:
                    yield (*path, field.name), said, kind
    for index, seen in enumerate(record.acknowledged):
        home, _, below = seen.where.partition(".")
        if home == "customers" and below:
            yield ("acknowledged", index, "where"), below.partition(".")[0], "customer"
    if record.decision and record.people:
        for person in record.decision.support:
            yield ("decision", "support", person), person, "person"
        for place, person in enumerate(record.decision.confirmed):
            yield ("decision", "confirmed", place), person, "person"


_ONE_OF = {
    "values": ("values", "value"),
    "evidence": ("pieces of evidence", "piece of evidence"),
} | {spec.key: (spec.many, spec.one.partition(" ")[2]) for spec in LISTS}
"""What has an id of its own, by the key of its list: several of them, and one."""


@rule("F03", "error")
def every_id_is_given_once(subject: Subject) -> Iterator[RuleFinding]:
    """Every id means one person, one value, one piece of evidence, one question, one dissent.

    Two people who copied an entry on two branches, or thought of the same words, merge cleanly in
    git and leave one id to two things. Nothing is lost: the record shows, and the two are told
    apart by their words. But what refers to the id means the first of them, and next year nobody
    can say which was which. Where both branches wrote the same entry it is there, and counted,
    twice.
    """
    first: dict[tuple[str, str], tuple[Path, RecordPart]] = {}
    own: list[str] = []
    for number, (kind, path, entry) in enumerate(entries_of(subject.record)):
        if not entry.id:
            continue
        known, other = first.setdefault((kind, entry.id), (path, entry))
        if known == path:
            continue
        several, one = _ONE_OF[kind]
        if entry == other and path[:-1] == known[:-1]:
            message = f'The same {one} stands twice, with the id "{entry.id}".'
            yield RuleFinding(
                (*path, "id"), message, "Shall one of them be taken out?", other=(*known, "id")
            )
            continue
        own = own or _own_ids(subject.record)
        message = f'Two {several} have the id "{entry.id}". What refers to it means the first.'
        mend = f"Shall this one have the id {own[number]}?"
        yield RuleFinding((*path, "id"), message, mend, other=(*known, "id"))


def _own_ids(record: Record) -> list[str]:
    """Return an id for each of the entries that no other has; the first of an id keeps it."""
    whole = complete_ids(record.to_data())
    return [str(entry["id"]) for _, _, entry in entries_with_ids(whole)]


@rule("F04", "warning")
def no_text_is_cut(subject: Subject) -> Iterator[RuleFinding]:
    """No text ends at a sign that was meant to be part of it.

    YAML takes a blank and the sign # for the beginning of a comment, and a comma inside brackets
    for the end of an entry. A comment has a blank behind its sign; what is glued to the sign, as
    in "room #3", was most likely said. A text in quotes is never cut.
    """
    yield from subject.cuts


MOST_NAMED = 3
"""Of other files, by name."""


@rule("F07", "info")
def its_name_is_a_label(subject: Subject) -> Iterator[RuleFinding]:
    """A record's file is named by a label.

    A label is made of small Latin letters, digits and hyphens. What is called otherwise is most
    often a copy that another program has left, such as `2026 (1).yaml`; no command takes it for a
    record unless somebody names its path.
    """
    if subject.file.name and not ids.is_id(subject.file.label):
        yield report_name(subject.file.label)


def report_name(stem: str) -> RuleFinding:
    """Return what is doubted about a file called *stem*, whatever is in it."""
    message = f'"{stem}" is no label, so this file is no record unless somebody names its path.'
    such = ids.slug(stem)
    question = "Is it a copy of another one that can go, or does it need a label"
    return RuleFinding((), message, f'{question}, such as "{such}"?' if such else f"{question}?")


@rule("F08", "warning")
def one_file_has_the_label(subject: Subject) -> Iterator[RuleFinding]:
    """A label is the name of one file.

    Where `2026.yaml` lies beside `2026.yml`, every command that is given the label takes the
    first, and what is written into the other is never seen.
    """
    if twins := subject.file.twins:
        message = f'The label "{subject.file.label}" is also that of {_quote_files(twins)}.'
        yield RuleFinding((), message, "Which of them holds?")


@rule("H08", "warning")
def one_record_is_of_the_day(subject: Subject) -> Iterator[RuleFinding]:
    """Two records of a team are not held on one day.

    Which of them is the newest decides what every command shows, and of two on one day it is
    decided by their names.
    """
    if others := subject.file.same_day:
        held = subject.record.held
        message = (
            f"{_quote_files(others)} {'was' if len(others) == 1 else 'were'} held on {held}, too."
        )
        yield RuleFinding(("held",), message, "Is one of them a copy, or was it another day?")


def _quote_files(files: Sequence[str]) -> str:
    named = [f'"{name}"' for name in files[:MOST_NAMED]]
    if len(files) > MOST_NAMED:
        named.append("others")
    return join_names(named)


RULES = (
    every_key_is_known, every_name_leads_somewhere, every_id_is_given_once, no_text_is_cut,
    its_name_is_a_label, one_file_has_the_label, one_record_is_of_the_day,
)  # fmt: skip
