"""The questions that are asked, in which order and of whom, given what was said so far.

The agenda is a fold over the guide: each question is placed after the answers before it have
been put into the record, so naming a customer early makes room for questions about them later,
and changing an early answer plans the rest anew by itself.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from customer_cli import interview as plan_question
from customer_cli.analysis import lens as lenses
from customer_cli.analysis.lens import Standing
from customer_cli.guide.model import SORTED, For, Guide, Question, Section, fill_in
from customer_cli.interview import PLAN
from customer_cli.interview.answers import find_problem, with_choices, with_wording
from customer_cli.interview.review_slots import open_questions
from customer_cli.interview.slots import FACT_CHOICES, SLOTS
from customer_cli.interview.store import Slot, free_answer_slot
from customer_cli.record.format import LensName
from customer_cli.record.spec import Choice, Data, Field, Rows

NO_FACT = "no fact that decides is marked"


def judge_facts(rows: Rows, lens: str) -> Standing | None:
    """Return what the facts in *rows* make of a customer under *lens*.

    None where nothing is marked, or the lens reads no facts.
    """
    facts = [fact for row in rows for fact in row.get("facts", ())]
    if not facts or not lenses.reads_facts(lens):
        return None
    return lenses.standing_from_facts(facts, cast("LensName", lens))


def describe_standing(standing: Standing) -> str:
    """Return *standing* and the fact that decided, as it is told to the room."""
    said = {choice.id: choice.name for choice in FACT_CHOICES}
    name = standing.name[:1].upper() + standing.name[1:]
    return f"{name}: {said.get(standing.decided_by, NO_FACT)}."


def sort_customer(data: Data, customer: str, lens: LensName) -> For | None:
    """Return which of `guide.SORTED` the facts of *customer* say, or None under another lens."""
    if lens != "whose-needs":
        return None
    facts = ((data.get("customers") or {}).get(customer) or {}).get("facts") or []
    name = lenses.standing_from_facts(list(facts), lens).name
    return next((each for each in SORTED if each == name), "other")


def propose_order(data: Data, lens: LensName) -> tuple[str, ...]:
    """Return the customers an order begins with: the primary first, then all that *lens* ranks.

    Empty where every customer has a rank, or nobody is known to have one.
    """
    customers = data.get("customers") or {}
    found = [key for key in customers if sort_customer(data, key, lens) in (None, "customer")]
    if not found or len(found) == len(customers):
        return ()
    primary = str(data.get("primary") or "")
    first = [primary] if primary in customers else []
    return (*first, *(key for key in found if key != primary))


WHO_THEY_ARE = ("lineage", "divide", "newcomers", "learned")
"""Slots that change who the customers are, or what is on a list, under the feet of all others."""
ALWAYS_REQUIRED = ("team", "customers", "primary")
"""A record without these is no answer to Drucker's question, whatever the guide."""

_PLAN_QUESTION = Question(id=PLAN, ask=plan_question.ASK, help=plan_question.HELP, quick=True)
_PLAN_SECTION = Section(
    id=PLAN, title=plan_question.TITLE, mode="record", questions=(_PLAN_QUESTION,)
)
_PLAN_CHOICES = tuple(Choice(plan, said) for plan, said in plan_question.PLANS.items())
_PLAN_FIELD = Field(PLAN, "We have", "choice", _PLAN_CHOICES, required=True)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One question put to the room: a question of the guide, about one customer or none."""

    key: str
    """The question's id, followed by the customer's where it is asked about one."""
    question: Question
    section: Section
    slot: Slot
    fields: tuple[Field, ...]
    """The slot's fields as this guide, plan and record word them."""
    about: str = ""
    """The id of the customer, or of the disagreement, that it is asked about."""
    named: str = ""
    """How that is called where the question stands; a later one may have changed it."""
    required: bool = False

    @property
    def answer_key(self) -> str:
        """The name under which the answer is kept: two questions of one slot share it."""
        name = self.question.id if self.slot.name in ("answers", PLAN) else self.slot.name
        return f"{name}.{self.about}" if self.about else name


@dataclass(frozen=True, slots=True)
class Agenda:
    """The prompts in order, and the record as the answers make it so far."""

    prompts: tuple[Prompt, ...]
    data: Data
    base_with_names: Data
    """What the conversation started from, with the people as they are called and counted now."""
    names: Mapping[str, str]
    """What the placeholders of wordings stand for now."""
    sections: tuple[str, ...]
    """The sections of the whole plan, so that "part 3 of 7" stays true as customers are named."""
    lens: LensName
    """The definition of "customer" that the guide takes."""

    def at(self, key: str) -> Prompt | None:
        """Return the prompt of *key*, or None where the agenda has no such prompt (any more)."""
        return next((prompt for prompt in self.prompts if prompt.key == key), None)

    def wording(self, text: str, named: str = "") -> str:
        """Return *text* in the team's own words, about whoever is called *named*."""
        if "{" not in text:
            return text
        return fill_in(text, {**self.names, "about": named or "them"})


_PLAN_SLOT = Slot(PLAN, (_PLAN_FIELD,), lambda _data, _about: [], lambda _data, _rows, _about: None)
"""The plan is the conversation's and not the record's: nothing of it is read or written."""
_PLAN_PROMPT = Prompt(
    PLAN, _PLAN_QUESTION, _PLAN_SECTION, _PLAN_SLOT, _PLAN_SLOT.fields, required=True
)


def plan_agenda(guide: Guide, base: Data, answers: Mapping[str, Rows], plan: str) -> Agenda:
    """Return the agenda of *guide* over *base*, a record in canonical form, and *answers*.

    With plan `quick` only quick questions are asked, and those that have an answer already,
    because changing the plan must not take words out of the record.
    """
    data, base_with_names = copy.deepcopy(base), copy.deepcopy(base)
    prompts = [_PLAN_PROMPT]
    asked = {PLAN}
    for section in guide.sections:
        for question in section.questions:
            for prompt in _plan_prompts(
                guide, section, question, PlanningBase(data, base_with_names, base), plan
            ):
                rows = answers.get(prompt.answer_key)
                if (
                    plan == "quick"
                    and not question.quick
                    and (prompt.answer_key in asked or not rows)
                ):
                    continue
                prompts.append(prompt)
                asked.add(prompt.answer_key)
                # An answer that no longer fits waits for another look outside the record.
                if rows is not None and not find_problem(prompt.slot, rows, prompt.fields):
                    prompt.slot.write(data, rows, prompt.about)
                    if prompt.slot.name in WHO_THEY_ARE:
                        prompt.slot.write(base_with_names, rows, prompt.about)
    there = {prompt.section.id for prompt in prompts}
    sections = (
        section.id
        for section in guide.sections
        if section.id in there or plan != "quick" or any(q.quick for q in section.questions)
    )
    return Agenda(
        tuple(prompts), data, base_with_names, _placeholders(data), (PLAN, *sections), guide.lens
    )


@dataclass(frozen=True, slots=True)
class PlanningBase:
    """What a question is planned from."""

    data: Data
    """The record as the answers before it make it."""
    base_with_names: Data
    base: Data


def _plan_prompts(
    guide: Guide, section: Section, question: Question, grounds: PlanningBase, plan: str
) -> Iterator[Prompt]:
    data = grounds.data
    required = question.fills in (*ALWAYS_REQUIRED, *guide.requires)
    for about in _asked_about(guide, question, grounds):
        key = f"{question.id}.{about}" if about else question.id
        slot = free_answer_slot(key) if question.fills == "answers" else SLOTS[question.fills]
        fields = tuple(
            with_choices(with_wording(field, question.labels), data, about)
            for field in slot.fields
            if field.quick or plan != "quick"
        )
        fields = tuple(
            field._replace(proposed=propose_order(data, guide.lens))
            if field.widget == "order"
            else field
            for field in fields
        )
        if all(field.source and not field.choices for field in fields):
            continue  # there is nothing to choose from yet
        named = describe_subject(data, about, question.for_)
        yield Prompt(key, question, section, slot, fields, about, named, required)


def _asked_about(guide: Guide, question: Question, grounds: PlanningBase) -> list[str]:
    data = grounds.data
    customers = data.get("customers") or {}
    match question.for_:
        case None:
            return [""]
        case "new":
            return [key for key in customers if key not in (grounds.base.get("customers") or {})]
        case "parts":
            return split_parts(data, grounds.base)
        case "risers":
            return risers(data, grounds.base_with_names)
        case "dissent":
            return open_dissent(grounds.base)
        case "learn":
            return open_questions(grounds.base)
    primary = data.get("primary", "")
    others = [key for key in customers if key != primary]
    first = [primary] if primary in customers else []
    if question.for_ in SORTED:
        return [
            key for key in first + others if sort_customer(data, key, guide.lens) == question.for_
        ]
    return {"primary": first, "supporting": others, "each": first + others}[question.for_]


def split_parts(data: Data, base: Data) -> list[str]:
    """Return the customers of *data* that a split of one in *base* made, but the first of each."""
    before = base.get("customers") or {}
    made: dict[str, list[str]] = {}
    for key, customer in (data.get("customers") or {}).items():
        for origin in (customer or {}).get("was") or []:
            if key not in before and origin in before:
                made.setdefault(origin, []).append(key)
    later = [
        key
        for origin, keys in made.items()
        for key in (keys if origin in (data.get("customers") or {}) else keys[1:])
    ]
    return list(dict.fromkeys(later))


def risers(data: Data, base: Data) -> list[str]:
    """Return who wins in *data* against somebody who won against them in *base*, by rank."""
    before = {key: rank for rank, key in enumerate(base.get("order") or [])}
    order = [key for key in data.get("order") or [] if key in before]
    return [
        key
        for rank, key in enumerate(order)
        if any(before[other] < before[key] for other in order[rank + 1 :])
    ]


def open_dissent(data: Data) -> list[str]:
    """Return the ids of the disagreements of *data* that are still open."""
    dissent = (data.get("decision") or {}).get("dissent") or []
    return [str(one["id"]) for one in dissent if one.get("id") and one.get("state") != "closed"]


def describe_subject(data: Data, about: str, kind: str | None = None) -> str:
    """Return the name of the customer *about*, or nothing.

    Of *kind* `dissent` and `learn`, it is the disagreement or the question with that id.
    """
    if kind in ("dissent", "learn"):
        home = data if kind == "learn" else data.get("decision") or {}
        found = next((one for one in home.get(kind) or [] if one.get("id") == about), None)
        if found is None or kind == "learn":
            return str(found["question"]) if found else ""
        people = {p.get("id"): p.get("name") for p in data.get("people") or []}
        who = str(people.get(found.get("who")) or found.get("who") or "")
        return f"{who}: {found['says']}" if who else str(found["says"])
    return str(((data.get("customers") or {}).get(about) or {}).get("name", ""))


def _placeholders(data: Data) -> dict[str, str]:
    word = data.get("word") or {"one": "customer", "many": "customers"}
    one, many = str(word["one"]), str(word["many"])
    return {
        "customer": one,
        "customers": many,
        "Customer": one[:1].upper() + one[1:],
        "Customers": many[:1].upper() + many[1:],
        "team": str(data.get("team") or "we"),
        "primary": describe_subject(data, str(data.get("primary", ""))) or f"the primary {one}",
    }
