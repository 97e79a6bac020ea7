"""Which questions are asked, in which order.

What the facts make of a customer while the room is still talking about them.

The lens decides, as it will when the record is shown (`meaning.lens`); nothing of it is kept.

Which questions are asked, in which order, and of whom, given what was said so far.

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
from customer_cli.guide.model import SORTED, For, Guide, Question, Section, phrase
from customer_cli.interview import PLAN, lineage
from customer_cli.interview.answers import problem, with_choices, worded
from customer_cli.interview.review_slots import open_questions
from customer_cli.interview.slots import FACT_CHOICES, SLOTS
from customer_cli.interview.store import Slot, free_answer
from customer_cli.record.format import LensName
from customer_cli.record.spec import Choice, Data, Field, Rows

NO_FACT = "no fact that decides is marked"


def standing(rows: Rows, lens: str) -> Standing | None:
    """Return what the facts in *rows* make of a customer under *lens*.

    None where nothing is marked, or the lens reads no facts.
    """
    facts = [fact for row in rows for fact in row.get("facts", ())]
    if not facts or not lenses.reads_facts(lens):
        return None
    return lenses.standing_from_facts(facts, cast("LensName", lens))


def sentence(standing: Standing) -> str:
    """Return *standing* and the fact that decided, as it is told to the room."""
    said = {choice.id: choice.name for choice in FACT_CHOICES}
    name = standing.name[:1].upper() + standing.name[1:]
    return f"{name}: {said.get(standing.decided_by, NO_FACT)}."


def sorted_as(data: Data, customer: str, lens: LensName) -> For | None:
    """Return which of `guide.SORTED` the facts of *customer* say, or None under another lens."""
    if lens != "whose-needs":
        return None
    name = lenses.standing_from_facts(_facts(data, customer), lens).name
    return next((each for each in SORTED if each == name), "other")


def ranked(data: Data, lens: LensName) -> tuple[str, ...]:
    """Return the customers an order begins with: the primary first, then all that *lens* ranks.

    Empty where every customer has a rank, or nobody is known to have one.
    """
    customers = data.get("customers") or {}
    found = [key for key in customers if sorted_as(data, key, lens) in (None, "customer")]
    if not found or len(found) == len(customers):
        return ()
    primary = str(data.get("primary") or "")
    first = [primary] if primary in customers else []
    return (*first, *(key for key in found if key != primary))


def _facts(data: Data, customer: str) -> list[str]:
    return list(((data.get("customers") or {}).get(customer) or {}).get("facts") or [])


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
    def kept(self) -> str:
        """The name under which the answer is kept: two questions of one slot share it."""
        name = self.question.id if self.slot.name in ("answers", PLAN) else self.slot.name
        return f"{name}.{self.about}" if self.about else name


@dataclass(frozen=True, slots=True)
class Agenda:
    """The prompts in order, and the record as the answers make it so far."""

    prompts: tuple[Prompt, ...]
    data: Data
    ground: Data
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
        return phrase(text, {**self.names, "about": named or "them"})


def _plan_prompt() -> Prompt:

    def write(_data: Data, _rows: Rows, _about: str) -> None:
        """The plan is the sitting's, not the record's."""

    slot = Slot(PLAN, (_PLAN_FIELD,), lambda _data, _about: [], write)
    return Prompt(PLAN, _PLAN_QUESTION, _PLAN_SECTION, slot, slot.fields, required=True)


def agenda(guide: Guide, base: Data, answers: Mapping[str, Rows], plan: str) -> Agenda:
    """Return the agenda of *guide* over *base*, a record in canonical form, and *answers*.

    With plan `quick` only quick questions are asked, and those that have an answer already,
    because changing the plan must not take words out of the record.
    """
    data, ground = copy.deepcopy(base), copy.deepcopy(base)
    prompts = [_plan_prompt()]
    asked = {PLAN}
    for section in guide.sections:
        for question in section.questions:
            for prompt in _prompts(guide, section, question, Grounds(data, ground, base), plan):
                rows = answers.get(prompt.kept)
                if plan == "quick" and not question.quick and (prompt.kept in asked or not rows):
                    continue
                prompts.append(prompt)
                asked.add(prompt.kept)
                # An answer that no longer fits waits for another look outside the record.
                if rows is not None and not problem(prompt.slot, rows, prompt.fields):
                    prompt.slot.write(data, rows, prompt.about)
                    if prompt.slot.name in WHO_THEY_ARE:
                        prompt.slot.write(ground, rows, prompt.about)
    there = {prompt.section.id for prompt in prompts}
    sections = (s.id for s in guide.sections if s.id in there or _is_planned(s, plan))
    return Agenda(tuple(prompts), data, ground, _names(data), (PLAN, *sections), guide.lens)


def _is_planned(section: Section, plan: str) -> bool:
    return plan != "quick" or any(question.quick for question in section.questions)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a question is planned from."""

    data: Data
    """The record as the answers before it make it."""
    ground: Data
    base: Data


def _prompts(
    guide: Guide, section: Section, question: Question, grounds: Grounds, plan: str
) -> Iterator[Prompt]:
    data = grounds.data
    required = question.fills in (*ALWAYS_REQUIRED, *guide.requires)
    for about in _abouts(guide, question, grounds):
        key = f"{question.id}.{about}" if about else question.id
        slot = free_answer(key) if question.fills == "answers" else SLOTS[question.fills]
        fields = tuple(
            _proposed(with_choices(worded(field, question.labels), data, about), guide, data)
            for field in slot.fields
            if field.quick or plan != "quick"
        )
        if all(field.source and not field.choices for field in fields):
            continue  # there is nothing to choose from yet
        named = lineage.spoken(data, about, question.for_)
        yield Prompt(key, question, section, slot, fields, about, named, required)


def _abouts(guide: Guide, question: Question, grounds: Grounds) -> list[str]:
    data = grounds.data
    customers = data.get("customers") or {}
    match question.for_:
        case None:
            return [""]
        case "new":
            return [key for key in customers if key not in (grounds.base.get("customers") or {})]
        case "parts":
            return lineage.parts(data, grounds.base)
        case "risers":
            return lineage.risers(data, grounds.ground)
        case "dissent":
            return lineage.open_dissent(grounds.base)
        case "learn":
            return open_questions(grounds.base)
    primary = data.get("primary", "")
    others = [key for key in customers if key != primary]
    first = [primary] if primary in customers else []
    if question.for_ in SORTED:
        return [key for key in first + others if sorted_as(data, key, guide.lens) == question.for_]
    return {"primary": first, "supporting": others, "each": first + others}[question.for_]


def _proposed(field: Field, guide: Guide, data: Data) -> Field:
    if field.widget != "order":
        return field
    return field._replace(proposed=ranked(data, guide.lens))


def _names(data: Data) -> dict[str, str]:
    word = data.get("word") or {"one": "customer", "many": "customers"}
    one, many = str(word["one"]), str(word["many"])
    return {
        "customer": one,
        "customers": many,
        "Customer": one[:1].upper() + one[1:],
        "Customers": many[:1].upper() + many[1:],
        "team": str(data.get("team") or "we"),
        "primary": lineage.spoken(data, str(data.get("primary", ""))) or f"the primary {one}",
    }
