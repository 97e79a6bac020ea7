"""The slots: every place of the record that a question can fill, with its fields.

A guide words a question; its slot decides the fields, and each field the widget. The slots of the
record's lists come from `record/spec.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from customer_cli.interview import store
from customer_cli.interview.review_slots import REVIEW_SLOTS, learn_slot
from customer_cli.interview.store import Slot, many_rows, one_row, values_with_evidence
from customer_cli.record.format import EVIDENCE_KINDS, EvidenceKind
from customer_cli.record.spec import LISTS, SHORT_NAME, Choice, Field, ListSpec, Row, choices

FACT_CHOICES = choices(
    ("life_changed", "their life is changed by our work"),
    ("benefits", "they benefit from it"),
    ("uses", "they use it"),
    ("chooses", "they choose it"),
    ("pays", "they pay for it"),
    ("approves", "they approve it"),
    ("blocks", "they can block it"),
    ("refers", "they refer others to us"),
    ("delivers", "they carry our work to others"),
    ("paid_by_us", "we pay them"),
    ("works_here", "they work here: staff, volunteers, board"),
    ("must_comply", "they must comply with it"),
    ("affected", "they live with its effects"),
)
PAID_WITH = choices(
    "money",
    "time",
    "effort",
    "reputation",
    "data",
    "trust",
)
KIND_CHOICES = choices(
    ("need", "a need: body and mind"),
    ("want", "a want: when, where, how"),
    ("aspiration", "an aspiration: what life looks like later"),
)
HOW_CHOICES = tuple(Choice(kind, one.choice) for kind, one in EVIDENCE_KINDS.items())
RULE_CHOICES = choices(
    "leader decides after discussion", "consent", "majority", "two-thirds", "everyone",
    "rough consensus",
)  # fmt: skip
STATUS_CHOICES = choices(
    "decided",
    ("contested", "contested: we go on looking"),
    ("draft", "a draft, not decided yet"),
)


def _was_heard(row: Row) -> bool:
    kind = EVIDENCE_KINDS.get(cast("EvidenceKind", row.get("how")))
    return kind is not None and kind.comes_from != "us"


def _list_slot(spec: ListSpec) -> Slot:
    make = learn_slot if spec.key == "learn" else many_rows
    return make(spec.key, spec.path, *(field for field in spec.fields if field.asked))


VALUE_FIELDS = (
    Field("text", "What they value, in their words", required=True),
    Field("kind", "Is it", "choice", KIND_CHOICES, default="need"),
)
EVIDENCE_FIELDS = (
    Field("how", "How do we know?", "choice", HOW_CHOICES, default="guess"),
    Field("words", "What did they say or do?", applies=_was_heard, quick=False),
    Field("people", "How many people?", "number", default="1", applies=_was_heard,
          quick=False),
    Field("date", "When?", "date", applies=_was_heard, quick=False),
    Field("source", "Where does it come from?", applies=_was_heard, quick=False),
)  # fmt: skip

# fmt: off
SLOTS: Mapping[str, Slot] = {
    slot.name: slot
    for slot in (
        *(_list_slot(spec) for spec in LISTS if spec.is_asked),
        one_row("team", [], Field("team", "The name", required=True)),
        replace(one_row("word", ["word"], Field("one", "One of them", required=True),
                        Field("many", "Several of them")), write=store.write_word),
        one_row("slogan", [], Field("slogan", "The slogan", required=True)),
        one_row("result", [], Field("result", "The result", "text", required=True)),
        one_row("rule", ["decision"],
             Field("rule", "The rule", "choice", RULE_CHOICES, free=True, required=True)),
        Slot("customers", (Field("name", "Name", required=True),
                           SHORT_NAME),
             store.read_customers, store.write_customers, many=True),
        Slot("primary", (Field("primary", "The one", "choice", source="customers", required=True),
                         Field("because", "Because", "text")),
             store.read_primary, store.write_primary),
        one_row("describe", ["customers", "*"],
             Field("about", "Who they are, in a line"),
             Field("because", "Why they are where they are", "text"),
             Field("serves", "Whom they serve on the way", "several", source="others")),
        one_row("facts", ["customers", "*"],
             Field("facts", "What they are to us", "several", FACT_CHOICES),
             Field("pays_with", "What it costs them", "several", PAID_WITH, free=True)),
        values_with_evidence("values", VALUE_FIELDS, EVIDENCE_FIELDS),
        one_row("order", [], Field("order", "First wins", "order", source="customers", required=True)),
        one_row("decision", ["decision"],
             Field("status", "It is", "choice", STATUS_CHOICES, required=True),
             Field("because", "Because", "text"),
             Field("review_by", "We look again by", "date")),
        store.with_read_back(one_row("confirm", ["decision"],
             Field("confirmed", "Who says: that is what we said", "several", source="people",
                   required=True))),
    )
} | dict(REVIEW_SLOTS)
"""Every slot but `answers`, whose place depends on the question (see `free_answer`)."""
# fmt: on
