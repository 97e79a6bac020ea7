"""The slots: every place of the record that a question can fill, with its fields.

A guide words a question; its slot decides the fields, and each field the widget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from customer_cli import ids
from customer_cli.interview import store
from customer_cli.interview.fields import Choice, Field, Row, Slot
from customer_cli.interview.review_slots import REVIEW_SLOTS, learn_slot
from customer_cli.interview.store import one, several, with_evidence
from customer_cli.record.format import EVIDENCE_KINDS, EvidenceKind


def _choices(**names: str) -> tuple[Choice, ...]:
    return tuple(Choice(key.rstrip("_"), name) for key, name in names.items())


FACT_CHOICES = _choices(
    life_changed="their life is changed by our work",
    benefits="they benefit from it",
    uses="they use it",
    chooses="they choose it",
    pays="they pay for it",
    approves="they approve it",
    blocks="they can block it",
    refers="they refer others to us",
    delivers="they carry our work to others",
    paid_by_us="we pay them",
    works_here="they work here: staff, volunteers, board",
    must_comply="they must comply with it",
    affected="they live with its effects",
)
PAID_WITH = _choices(
    money="money", time="time", effort="effort", reputation="reputation", data="data", trust="trust"
)
KIND_CHOICES = _choices(
    need="a need: body and mind",
    want="a want: when, where, how",
    aspiration="an aspiration: what life looks like later",
)
HOW_CHOICES = tuple(Choice(kind, one.choice) for kind, one in EVIDENCE_KINDS.items())
PART_CHOICES = tuple(
    Choice(part, name)
    for part, name in {
        "participant": "participant",
        "facilitator": "facilitator, without a vote",
        "scribe": "scribe",
        "decider": "decider",
        "customer voice": "customer voice",
        "absent": "absent",
    }.items()
)
RULE_CHOICES = tuple(
    Choice(rule, rule)
    for rule in (
        "leader decides after discussion", "consent", "majority", "two-thirds", "everyone",
        "rough consensus",
    )
)  # fmt: skip
REASONS_NOT_TO_SERVE = tuple(
    Choice(reason, reason)
    for reason in (
        "need is met", "better served elsewhere", "we get no results", "outside what we are for",
    )
)  # fmt: skip
DISSENT_ANSWERS = tuple(
    Choice(answer, answer)
    for answer in (
        "changed the wording", "answered with a reason", "will find out", "noted, stays open",
    )
)  # fmt: skip
STATUS_CHOICES = _choices(
    decided="decided", contested="contested: we go on looking", draft="a draft, not decided yet"
)


def _heard(row: Row) -> bool:
    kind = EVIDENCE_KINDS.get(cast("EvidenceKind", row.get("how")))
    return kind is not None and kind.comes_from != "us"


def _needs_short_name(row: Row) -> bool:
    return bool(row.get("name")) and not ids.from_name(str(row["name"]))


VALUE_FIELDS = (
    Field("text", "What they value, in their words", required=True),
    Field("kind", "Is it", "choice", KIND_CHOICES, default="need"),
)
EVIDENCE_FIELDS = (
    Field("how", "How do we know?", "choice", HOW_CHOICES, default="guess"),
    Field("words", "What did they say or do?", applies=_heard, quick=False),
    Field("people", "How many people?", "number", default="1", applies=_heard,
          quick=False),
    Field("date", "When?", "date", applies=_heard, quick=False),
    Field("source", "Where does it come from?", applies=_heard, quick=False),
)  # fmt: skip
_CUSTOMER = Field("about", "About", "choice", source="customers")
_SHORT_NAME = Field("id", "A short name in Latin letters", applies=_needs_short_name)

# fmt: off
SLOTS: Mapping[str, Slot] = {
    slot.name: slot
    for slot in (
        one("team", [], Field("team", "The name", required=True)),
        Slot("word", (Field("one", "One of them", required=True),
                      Field("many", "Several of them")), store.read_word, store.write_word),
        one("slogan", [], Field("slogan", "The slogan", required=True)),
        one("result", [], Field("result", "The result", "text", required=True)),
        several("people", ["people"],
              Field("name", "Name", required=True),
              _SHORT_NAME,
              Field("role", "Role"),
              Field("part", "Part", "choice", PART_CHOICES, default="participant")),
        one("rule", ["decision"],
             Field("rule", "The rule", "choice", RULE_CHOICES, free=True, required=True)),
        Slot("customers", (Field("name", "Name", required=True),
                           _SHORT_NAME),
             store.read_customers, store.write_customers, many=True),
        Slot("primary", (Field("primary", "The one", "choice", source="customers", required=True),
                         Field("because", "Because", "text")),
             store.read_primary, store.write_primary),
        one("describe", ["customers", "*"],
             Field("about", "Who they are, in a line"),
             Field("because", "Why they are where they are", "text"),
             Field("serves", "Whom they serve on the way", "several", source="others")),
        one("facts", ["customers", "*"],
             Field("facts", "What they are to us", "several", FACT_CHOICES),
             Field("pays_with", "What it costs them", "several", PAID_WITH, free=True)),
        with_evidence("values", VALUE_FIELDS, EVIDENCE_FIELDS),
        one("order", [], Field("order", "First wins", "order", source="customers", required=True)),
        several("tie_breaks", ["tie_breaks"],
              Field("prefer", "We lean to", "choice", source="customers", required=True),
              Field("over", "Even over", "choice", source="customers", required=True),
              Field("example", "For example")),
        several("not_served", ["not_served"],
              Field("who", "Whom we do not serve", required=True),
              Field("because", "Because", "choice", REASONS_NOT_TO_SERVE, free=True),
              Field("instead", "Where they go instead"),
              Field("told_by", "Who tells them", "choice", source="people", free=True)),
        several("expected", ["expected"],
              replace(_CUSTOMER, required=True),
              Field("change", "What will be different", required=True),
              Field("sign", "A sign to watch")),
        learn_slot(
              Field("question", "What we must find out", required=True),
              _CUSTOMER,
              Field("how", "How"),
              Field("owner", "Who", "choice", source="people", free=True),
              Field("due", "By when", "date")),
        one("decision", ["decision"],
             Field("status", "It is", "choice", STATUS_CHOICES, required=True),
             Field("because", "Because", "text"),
             Field("review_by", "We look again by", "date")),
        several("dissent", ["decision", "dissent"],
              Field("says", "What somebody sees differently", required=True),
              Field("who", "Who", "choice", source="people", free=True),
              Field("would_change", "What would change their mind"),
              Field("answer", "What we do with it", "choice", DISSENT_ANSWERS, free=True),
              Field("owner", "Who follows it up", "choice", source="people", free=True),
              Field("due", "By when", "date")),
        store.confirming(one("confirm", ["decision"],
             Field("confirmed", "Who says: that is what we said", "several", source="people",
                   required=True))),
    )
} | dict(REVIEW_SLOTS)
"""Every slot but `answers`, whose place depends on the question (see `free_answer`)."""
# fmt: on
