"""Kinds of change between two records, one row each, and a change as a value.

Programs read a change as JSON, so a row only gains fields. `data/schemas/diff.json` is written from
this table by `python -m scripts.diff_schema`; the phrases are in `reports/changes.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from customer_cli.record.spec import LISTS
from customer_cli.text import as_read, as_typed

_Names = Literal["", "old", "new", "mentioned"]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """The type of a field, and of which record the customers are that it names."""

    schema: Mapping[str, Any]
    """The type as JSON Schema says it."""
    names: _Names = ""
    """`old` or `new` where the change is part of those customers' story; they may be mentioned in
    what is part of nobody's."""


_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": {"type": "string"}}
SHAPES: Mapping[str, FieldShape] = {
    "text": FieldShape(_TEXT),
    "text or null": FieldShape(_TEXT_OR_NULL),
    "texts": FieldShape(_TEXTS),
    "text or texts": FieldShape({"type": ["string", "array"], "items": {"type": "string"}}),
    "rank": FieldShape({"type": "integer", "minimum": 1}),
    "flag": FieldShape({"type": "boolean"}),
    "flag or null": FieldShape({"type": ["boolean", "null"]}),
    "status": FieldShape({"enum": ["untested", "heard", "confirmed", "contradicted"]}),
    "decision": FieldShape({"enum": ["draft", "decided", "contested"]}),
    "customer": FieldShape(_TEXT, "new"),
    "customer or null": FieldShape(_TEXT_OR_NULL, "new"),
    "customers": FieldShape(_TEXTS, "new"),
    "old customer": FieldShape(_TEXT, "old"),
    "old customer or null": FieldShape(_TEXT_OR_NULL, "old"),
    "old customers": FieldShape(_TEXTS, "old"),
    "mentioned customer": FieldShape(_TEXT, "mentioned"),
}
FIELD_NOTES: Mapping[str, str] = {
    "about": "The id of the customer it is about.",
    "added": "What is there now.",
    "because": "The reason, where one is known.",
    "customer": "The id of the customer whose value it is.",
    "dropped": "What is gone.",
    "from": "What it was.",
    "guessed": "Whether only the words say that the two are one.",
    "id": "The id; of what has none, its words.",
    "key": "The key of the record.",
    "now_wins": "The id of the customer who wins now.",
    "of": "The kind it would have in other words.",
    "over": "The id of the other one.",
    "prefer": "The id of the customer who wins.",
    "question": "The id of the question.",
    "says": "What they see differently.",
    "text": "The words.",
    "to": "What it is.",
    "value": "The id of the value, or its words; null where it is about the group.",
    "was": "The id in the older record.",
    "was_right": "Whether time has shown them right; null where nobody knows.",
    "who": "Who it is.",
    "written.customer": "The customer concerned.",
    "written.id": "What the text is of, as that kind names it.",
}
"""A description of each field; one of a kind alone goes before that of all kinds."""


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """What is known of every change of one kind."""

    about: str
    fields: Mapping[str, str]
    """The fields in the order in which they are printed, each with a key of `SHAPES`."""
    section: str = ""
    """Where the report tells it: `order`, `customer`, `value`, `evidence`, or under this title."""
    subject: Literal["", "order", "values", "evidence"] = ""
    """The subject that asks for it on the command line, if one does."""
    key: str = ""
    """Where it stands in the record, for notes beside its lines: a key at the top of it, or
    nothing for a customer and their values."""
    notice: int = 1
    """The place among the notes in a pull request, the lowest first; 0 for what is none."""
    is_text: bool = False
    """Whether `from` and `to` are texts, which may differ in nothing but quotes and dashes."""


_LISTS = {spec.kind: spec for spec in LISTS}
_WITH_OWN_KINDS = ("person", "tie_break", "not_served", "expected", "learn", "parked", "left",
                "acknowledged", "dissent")  # fmt: skip
PLAIN_LISTS = tuple(spec for spec in LISTS if spec.kind not in _WITH_OWN_KINDS)
"""Lists whose kinds of change follow from their row: added, dropped, changed in a detail."""
_DECISION = "The decision"
_FRAME = "The frame"
ANSWERS = "Answers in other words"


def _of_list(
    kind: str, about: str, fields: Mapping[str, str], *, is_text: bool = False
) -> ChangeKind:
    spec = _LISTS[kind]
    return ChangeKind(about, fields, spec.title, key=spec.path[0], is_text=is_text)


def _kinds_of_plain_lists() -> Iterator[tuple[str, ChangeKind]]:
    for spec in PLAIN_LISTS:
        said = dict.fromkeys(spec.identity, "text")
        one = spec.one[:1].upper() + spec.one[1:]
        yield f"{spec.kind}_added", _of_list(spec.kind, f"{one} that was not there.", said)
        yield f"{spec.kind}_dropped", _of_list(spec.kind, f"{one} that is gone.", said)
        yield f"{spec.kind}_changed", _of_list(
            spec.kind, f"Another detail of {spec.one}.",
            {**said, "key": "text", "from": "text", "to": "text"}, is_text=True,
        )  # fmt: skip


KINDS: Mapping[str, ChangeKind] = {
    "primary": ChangeKind(
        "Another customer comes first, or a part of the old one, or a group that holds it.",
        {"from": "old customer or null", "to": "customer or null"}, "order", "order", notice=0),
    "joined": ChangeKind("A customer who was not in the older record.",
        {"id": "customer"}, "customer", "order"),
    "left": ChangeKind("A customer who left, and is named in `left`.",
        {"id": "old customer", "because": "text"}, "customer", "order", "left"),
    "renamed": ChangeKind("A better name, another id, or both.",
        {"id": "customer", "from": "text", "to": "text", "was": "old customer"}, "customer",
        "order", is_text=True),
    "split": ChangeKind("One customer became several.",
        {"from": "old customer", "to": "customers"}, "customer", "order"),
    "merged": ChangeKind("Several customers became one.",
        {"from": "old customers", "to": "customer"}, "customer", "order"),
    "question": ChangeKind(
        "A customer of the older record of whom nothing says what became of them.",
        {"about": "old customer"}, "customer", "order", "left"),
    "moved": ChangeKind(
        "A customer ranked in both whose number differs and who changed places with somebody.",
        {"id": "customer", "from": "rank", "to": "rank"}, "order", "order", "order"),
    "shifted": ChangeKind("A customer whose number differs only because of others.",
        {"id": "customer", "from": "rank", "to": "rank"}, "order", "order", "order", notice=0),
    "ranked": ChangeKind("A customer who has a rank now.",
        {"id": "customer", "to": "rank"}, "order", "order", "order"),
    "unranked": ChangeKind("A customer who has no rank any more.",
        {"id": "customer", "from": "rank"}, "order", "order", "order"),
    # Who moved says it in fewer notes than who changed places with whom.
    "flipped": ChangeKind(
        "Two customers who changed places: when wishes collide, the other one wins now.",
        {"now_wins": "customer", "over": "customer"}, "order", "order", "order", notice=2),
    "facts": ChangeKind("What a customer is to us.",
        {"id": "customer", "added": "texts", "dropped": "texts"}, "customer"),
    "standing": ChangeKind("What a customer is under the lens of the newer record.",
        {"id": "customer", "from": "text", "to": "text", "because": "text"}, "customer"),
    "described": ChangeKind("Another detail of a customer.",
        {"id": "customer", "key": "text", "from": "text or texts", "to": "text or texts"},
        "customer", is_text=True),
    "value_added": ChangeKind("A value that was not there.",
        {"id": "text", "customer": "customer", "text": "text"}, "value", "values"),
    "value_dropped": ChangeKind("A value that is gone.",
        {"id": "text", "customer": "old customer", "text": "text"}, "value", "values"),
    "value_reworded": ChangeKind("A value in other words.",
        {"id": "text", "from": "text", "to": "text", "customer": "customer", "guessed": "flag"},
        "value", "values", is_text=True),
    "value_moved": ChangeKind("A value that belongs to another customer now.",
        {"id": "text", "from": "old customer", "to": "customer"}, "value", "values"),
    "value_changed": ChangeKind("Another detail of a value.",
        {"id": "text", "key": "text", "from": "text", "to": "text", "customer": "customer"},
        "value", "values", is_text=True),
    "status": ChangeKind("How well a value of both records is known.",
        {"id": "text", "from": "status", "to": "status", "customer": "customer"}, "value",
        "evidence"),
    "evidence_added": ChangeKind("Something that was heard or seen meanwhile.",
        {"id": "text", "value": "text or null", "customer": "customer"}, "evidence", "evidence"),
    "evidence_dropped": ChangeKind("Evidence that is gone.",
        {"id": "text", "value": "text or null", "customer": "old customer"}, "evidence",
        "evidence"),
    "evidence_changed": ChangeKind("Evidence that was put right or read again.",
        {"id": "text", "value": "text or null", "customer": "customer"}, "evidence", "evidence"),
    "tie_break_added": _of_list("tie_break", "A tie-break that was not there.",
        {"prefer": "customer", "over": "customer"}),
    "tie_break_dropped": _of_list("tie_break", "A tie-break that is gone.",
        {"prefer": "customer", "over": "customer"}),
    "tie_break_changed": _of_list("tie_break", "Another example for a tie-break.",
        {"prefer": "customer", "over": "customer", "from": "text", "to": "text"},
        is_text=True),
    "decision": ChangeKind("How far the team is.",
        {"from": "decision", "to": "decision"}, _DECISION, key="decision"),
    "rule": ChangeKind("How the team decides.",
        {"from": "text", "to": "text"}, _DECISION, key="decision", is_text=True),
    "dissent_opened": _of_list("dissent", "Somebody sees it differently.",
        {"id": "text", "who": "text", "says": "text"}),
    "dissent_closed": _of_list("dissent", "A disagreement that is settled.",
        {"id": "text", "who": "text", "was_right": "flag or null"}),
    "dissent_dropped": _of_list("dissent", "An open disagreement that is gone without an answer.",
        {"id": "text", "who": "text"}),
    "learn_opened": _of_list("learn", "Something to find out.",
        {"id": "text", "text": "text"}),
    "learn_answered": _of_list("learn", "Something that was found out.",
        {"id": "text", "text": "text"}),
    "learn_dropped": _of_list("learn", "Something that is not to be found out any more.",
        {"id": "text", "text": "text"}),
    "not_served_added": _of_list("not_served", "Somebody who is not served.",
        {"who": "text"}),
    "not_served_dropped": _of_list("not_served", "Somebody no longer listed as not served.",
        {"who": "text"}),
    "not_served_changed": _of_list("not_served", "Another detail of somebody not served.",
        {"who": "text", "key": "text", "from": "text", "to": "text"},
        is_text=True),
    "expected_added": _of_list("expected", "A change that is expected.",
        {"about": "mentioned customer", "text": "text"}),
    "expected_dropped": _of_list("expected", "A change that is no longer expected.",
        {"about": "mentioned customer", "text": "text"}),
    "parked_added": _of_list("parked", "Something parked.",
        {"text": "text"}),
    "parked_dropped": _of_list("parked", "Something no longer parked.",
        {"text": "text"}),
    **dict(_kinds_of_plain_lists()),
    "lens": ChangeKind("Another definition of customer.",
        {"from": "text", "to": "text"}, _FRAME, key="lens"),
    "guide": ChangeKind("Another guide.", {"from": "text", "to": "text"}, _FRAME, key="guide"),
    "team": ChangeKind("Another name of the team.",
        {"from": "text", "to": "text"}, _FRAME, key="team", is_text=True),
    "word": ChangeKind("Another word for a customer, one and many.",
        {"from": "text or null", "to": "text or null"}, _FRAME, key="word", is_text=True),
    "slogan": ChangeKind("Another slogan.",
        {"from": "text", "to": "text"}, _FRAME, key="slogan", is_text=True),
    "result": ChangeKind("Another result.",
        {"from": "text", "to": "text"}, _FRAME, key="result", is_text=True),
    "answer": ChangeKind("An answer to a free question.",
        {"question": "text", "from": "text or null", "to": "text or null"}, ANSWERS, notice=0,
        is_text=True),
    "written": ChangeKind(
        "A text of which only quotes, dashes or dots are written differently.",
        {"of": "text", "id": "text or null", "customer": "customer or null",
         "from": "text or texts", "to": "text or texts"}, notice=0),
}  # fmt: skip
"""Every kind, in the order of telling: the primary customer, who they are, the order, what they
value and how we know, how it was decided, and the rest. `written` stands for a change of the kind
`of` that is none but for quotes, dashes and dots."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs."""

    kind: str
    """A key of `KINDS`."""
    fields: Mapping[str, Any]
    """What is carried, by name: ids, texts, ranks, or nothing where a side has none."""

    def __getitem__(self, name: str) -> Any:
        return self.fields[name]

    def customers(self, *records: str) -> list[str]:
        """Return the ids of the customers it names; of *records*, `old` or `new`, if any is given."""
        found: list[str] = []
        for field, shape in KINDS[self.kind].fields.items():
            names = SHAPES[shape].names
            if names and (not records or names in records):
                said = self.fields[field]
                found += said if isinstance(said, list) else [said] if said else []
        return found

    def to_data(self) -> dict[str, Any]:
        """Return the change as JSON carries it."""
        return {"kind": self.kind, **self.fields}


def change(kind: str, **fields: Any) -> Change:
    """Return the change of *kind*; `from_` stands for `from`, and what is not named is nothing."""
    given = {name.rstrip("_"): value for name, value in fields.items()}
    return Change(kind, {name: given.get(name) for name in KINDS[kind].fields})


def judge_spelling(found: Change) -> Change | None:
    """Return *found*, or `written` where two texts say the same, or None where they read the same.

    Another id is a change however the name is written.
    """
    kind = KINDS[found.kind]
    if not kind.is_text or (found.kind == "renamed" and found["was"] != found["id"]):
        return found
    was, now = (said if isinstance(said, list) else [said or ""] for said in
                (found["from"], found["to"]))  # fmt: skip
    if [*map(as_read, was)] == [*map(as_read, now)]:
        return None
    if [*map(as_typed, was)] != [*map(as_typed, now)]:
        return found
    first = next(iter(kind.fields))
    customers = found.customers("new")
    return change("written", of=found.kind, id=None if first == "from" else found[first],
                  customer=customers[0] if customers else None,
                  from_=found["from"], to=found["to"])  # fmt: skip


def sort_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return *changes* in the order of telling; within a kind they stay as they are."""
    places = {kind: place for place, kind in enumerate(KINDS)}
    return tuple(sorted(changes, key=lambda one: places[one.kind]))
