"""The concepts of the source texts, by number, each shown to be working behaviour.

C1xx are Drucker's primary and supporting customers (seed 001), C2xx the customer hierarchy (002),
C4xx partners and colleagues (004); of 000 and 003 those that need no private answers, debate or
outputs. A few have no behaviour of their own and are not here: C402 and C417 are reasons to
build this at all, C305 to C316 wait for outputs, most of C0xx for positions.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from customer_cli.analysis.hierarchy import build_hierarchy, state_answer
from customer_cli.analysis.lens import find_standing
from customer_cli.analysis.status import status
from customer_cli.guide import files
from customer_cli.guide.model import Guide
from customer_cli.interview import review_slots, slots
from customer_cli.lint.registry import RULES, find_all
from customer_cli.lint.rule import Subject
from customer_cli.record.documents import read_record, validate
from customer_cli.record.format import DEFAULT_WORD
from customer_cli.record.model import Customer, Evidence, Record, TieBreak, Value
from tests.conftest import ROOT, Ended, Run

WORKSHOPS = ROOT / "workshops"
Cli = Callable[..., Ended]


def example(name: str) -> Record:
    return read_record((WORKSHOPS / f"{name}.yaml").read_bytes(), name).record


def guide(name: str) -> Guide:
    return files.load_guide(name).guide


def spoken(name: str, question: str = "") -> str:
    asked = (q for q in guide(name).questions() if question in ("", q.id))
    return " ".join(" ".join((q.ask, q.help, q.why, *q.probes, q.example)) for q in asked)


def doubts(record: Record, rule: str) -> list[str]:
    subject = Subject(record, record.held, record.held)
    return [finding.message for finding in find_all(subject) if finding.rule == rule]


def record(**said: object) -> Record:
    known = {"team": "T", "held": "2025-01-01", "lens": "drucker"}
    return Record.model_validate(known | said)


def person(**said: object) -> dict[str, object]:
    return {"name": "Anna"} | said


def heard(*kinds: str, **more: object) -> str:
    pieces = [{"kind": kind, "people": 3} | more for kind in kinds]
    value = Value.model_validate({"text": "x", "evidence": pieces})
    return status(value, dt.date(2025, 1, 1))


LITERACY, PARTNERS, SCHOOL, MAKERS = (
    example(name) for name in ("literacy/2024", "partners/2025", "school/2025", "makers/2025")
)

WORKING: dict[str, Callable[[], object]] = {
    # ---- 000: many voices on one question
    "C003": lambda: "opposite" in spoken("drucker", "tie_breaks") + spoken("hierarchy", "customers"),
    "C004": lambda: TieBreak.model_fields.keys() == {"prefer", "over", "example"},
    "C005": lambda: "slogan" in {q.fills for q in guide("drucker").questions()} and "P10" in RULES,
    "C006": lambda: "P03" in RULES,
    "C009": lambda: find_standing("students", SCHOOL, "debate").name == "candidate",
    "C010": lambda: build_hierarchy(LITERACY).lists["tie_breaks"].entries != (),
    "C018": lambda: build_hierarchy(record(word={"one": "client", "many": "clients"})).word.one == "client",
    "C021": lambda: "better name" in review_slots.BECOMES[1].name,
    "C022": lambda: {c.id for c in slots.PAID_WITH} >= {"money", "time", "effort", "trust"},
    "C023": lambda: "five years" in spoken("drucker"),
    "C024": lambda: "G07" in RULES,
    "C029": lambda: "dictating" in _text("src/customer_cli/analysis/summary.py"),
    "C031": lambda: "H04" in RULES,
    # ---- 001: Drucker
    "C101": lambda: "satisfied" in spoken("drucker", "customers") + spoken("drucker"),
    "C103": lambda: {find_standing(key, LITERACY, "drucker").name for key in LITERACY.customers}
    == {"primary", "supporting"},
    "C104": lambda: doubts(record(primary="a", customers={"a": person(facts=["pays"])}), "P05"),
    "C105": lambda: slots.SLOTS["primary"].many is False and "P02" in RULES,
    "C106": lambda: {c.id for c in slots.FACT_CHOICES} >= {"pays", "refers", "works_here", "delivers"},
    "C107": lambda: doubts(record(primary="a", customers={"a": person()}), "P09"),
    "C108": lambda: "who would win" in _text("src/customer_cli/lint/primary.py"),
    "C109": lambda: doubts(record(primary="a", customers={"a": person()}), "G05"),
    "C110": lambda: "V01" in RULES,
    "C111": lambda: "V05" in RULES,
    "C112": lambda: build_hierarchy(LITERACY).heard.startswith("Of "),
    "C113": lambda: {c.id for c in slots.KIND_CHOICES} == {"need", "want", "aspiration"},
    "C114": lambda: heard("guess", "proxy") == "untested",
    "C115": lambda: "V04" in RULES and "sensible" in spoken("drucker"),
    "C116": lambda: build_hierarchy(LITERACY).counts.untested > 0
    and build_hierarchy(LITERACY).lists["learn"].entries != (),
    "C117": lambda: "takes" in Value.model_fields,
    "C118": lambda: doubts(record(learn=[{"question": "Q?"}]), "E09"),
    "C119": lambda: "E05" in RULES,
    "C120": lambda: heard("story", says="contradicts") == "contradicted",
    "C121": lambda: "words" in Evidence.model_fields,
    # ---- 002: the hierarchy
    "C201": lambda: guide("hierarchy").sections[1].id == "real-clash",
    "C202": lambda: "team" in spoken("hierarchy", "team"),
    "C203": lambda: doubts(validate({**LITERACY.to_data(), "tie_breaks": []}), "R03"),
    "C204": lambda: build_hierarchy(LITERACY).rows[6].rank == 7,
    "C205": lambda: find_standing("children", LITERACY, "hierarchy").name == "impact group and end user",
    "C206": lambda: {"name", "about", "values"} <= Customer.model_fields.keys(),
    "C207": lambda: "feel" in spoken("hierarchy", "values"),
    "C208": lambda: LITERACY.customers["buyers"].same_people_as == ("teachers",),
    "C209": lambda: "say yes" in spoken("drucker"),
    "C210": lambda: find_standing("gatekeepers", LITERACY, "hierarchy").name == "gatekeeper",
    "C211": lambda: find_standing("advisers", PARTNERS, "whose-needs").name == "partner",
    "C212": lambda: find_standing("foundations", LITERACY, "hierarchy").name == "funder",
    "C213": lambda: not doubts(record(customers={"a": person(facts=["works_here"])}), "G03"),
    "C214": lambda: LITERACY.customers["teachers"].values[0].takes != "",
    "C215": lambda: "G09" in RULES and LITERACY.customers["buyers"].serves == ("teachers",),
    "C216": lambda: LITERACY.previous == "2023",
    "C217": lambda: not doubts(record(primary="a", customers={"a": person(facts=["life_changed"])}), "P05"),
    # ---- 003: everybody has a customer
    "C302": lambda: find_standing("pattern-cutters", MAKERS, "everybody").name == "customer",
    "C313": lambda: not doubts(MAKERS, "L01"),
    "C314": lambda: "{customer}" in spoken("drucker"),
    # ---- 004: partners and colleagues
    "C401": lambda: "need" in guide("whose-needs").purpose + spoken("whose-needs"),
    "C403": lambda: {"L01", "L02"} <= RULES.keys(),
    "C404": lambda: find_standing("insured", PARTNERS, "whose-needs") .name == "customer",
    "C405": lambda: re.search(r"\bwears?\b", spoken("whose-needs")),
    "C406": lambda: "buying side" in {find_standing(k, PARTNERS, "whose-needs").name for k in PARTNERS.customers},
    "C407": lambda: (PARTNERS.primary, PARTNERS.lens) == ("insured", "whose-needs"),
    "C408": lambda: doubts(record(primary="a", lens="whose-needs",
                                  customers={"a": person(facts=["paid_by_us"])}), "L03"),
    "C409": lambda: "power" in spoken("whose-needs").casefold(),
    "C410": lambda: "grow together" in spoken("whose-needs"),
    "C411": lambda: all(one.values for key, one in PARTNERS.customers.items()
                        if find_standing(key, PARTNERS, "whose-needs").name == "partner"),
    "C412": lambda: heard("said", from_them=False) == "untested",
    "C413": lambda: "expert" in spoken("whose-needs"),
    "C414": lambda: "say no" in spoken("whose-needs"),
    "C415": lambda: "when wishes collide" in state_answer(LITERACY, "drucker", DEFAULT_WORD, []),
    "C418": lambda: build_hierarchy(PARTNERS).lens == "whose-needs",
}  # fmt: skip
"""For each concept what shows it at work: something true, or a doubt that is raised."""


def _text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("concept", WORKING)
def test_a_concept_of_the_seeds_is_working_behaviour(concept: str) -> None:
    assert WORKING[concept]()


SAID: dict[str, tuple[list[str], str]] = {
    "C007": (["share", "school/2025"], r"does not agree about\s+it"),
    "C112-gaps": (["gaps", "literacy/2024"], "[Bb]elieve"),
    "C116-gaps": (["gaps", "literacy/2024"], r"[Hh]eard from customers|were heard"),
    "C119-coverage": (["gaps", "literacy/2024"], "[Ee]vidence"),
    "C121-voice": (["voice", "--dir", "workshops/literacy"], r"\w"),
    "C211-lens": (["lens", "--compare", "drucker", "whose-needs", "partners/2025"], "partner"),
    "C406-share": (["share", "partners/2025"], r"insured|People whose family"),
    "C416": (["share", "literacy/2024"], "2024-03-21"),
}


@pytest.mark.parametrize("concept", SAID)
def test_a_concept_is_heard_at_the_command_line(concept: str, call: Run, workshop: Path) -> None:
    shutil.copytree(WORKSHOPS, workshop / "workshops")
    command, pattern = SAID[concept]
    ended = call(*command)
    assert ended.code == 0, ended.err
    assert re.search(pattern, ended.out)


def test_the_numbers_of_the_three_seeds_are_all_accounted_for() -> None:
    there = {concept.partition("-")[0] for concept in [*WORKING, *SAID]}
    without = {"C102", "C402", "C417"}
    wanted = {
        *(f"C{n}" for n in range(101, 122)), *(f"C{n}" for n in range(201, 218)),
        *(f"C{n}" for n in range(401, 419)),
    }  # fmt: skip
    assert wanted - there == without
    assert Path(WORKSHOPS).is_dir()
