"""Every rule: a record that it doubts, one that it does not, and what it says."""

from __future__ import annotations

import ast
import copy
import datetime as dt
import inspect
import re
from typing import Any

import pytest
from hypothesis import given

from customer_cli.lint.registry import RULES, YIELDS, drop_redundant, find_all
from customer_cli.lint.rule import File, RuleFinding, Subject
from customer_cli.record.documents import validate
from customer_cli.record.finding import place_by_id
from customer_cli.record.format import LENSES
from customer_cli.record.model import Record
from customer_cli.reports import check as check_reports
from tests.conftest import ROOT
from tests.strategies import records

HELD = "2025-03-14"
TODAY = dt.date(2026, 11, 25)


def heard(
    kind: str = "story", date: str = "2025-01-10", people: int = 3, **more: Any
) -> dict[str, Any]:
    return {"id": f"{date}-{kind}", "kind": kind, "date": date, "people": people} | more


def valued(id: str = "quiet", text: str = "An hour in which nobody wants anything of me",
           kind: str = "need", **more: Any) -> dict[str, Any]:  # fmt: skip
    known: dict[str, Any] = {"met_when": "they stay until the end", "evidence": [heard()]}
    return {"id": id, "kind": kind, "text": text} | known | more


def customer(name: str, about: str, values: list[Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "about": about,
        "facts": ["uses", "benefits"],
        "values": values or [],
    } | more


SOUND: dict[str, Any] = {
    "team": "Ferry House", "held": HELD, "lens": "drucker",
    "people": [{"id": "ida", "name": "Ida", "part": "customer voice"}, {"id": "olu", "name": "Olu"}],
    "primary": "carers", "order": ["carers", "nurses", "city"],
    "customers": {
        "carers": customer(
            "Those who look after a parent at home", "often alone, for years", facts=["life_changed"],
            values=[valued(),
                    valued("dates", "A date in autumn that I can count on", "want",
                           evidence=[heard("said", "2025-01-11")]),
                    valued("after", "To have a life of my own again afterwards", "aspiration",
                           evidence=[heard("said", "2025-01-12")])]),
        "nurses": customer("Nurses who visit them", "from two services", serves=["carers"],
                           values=[valued("call", "One number that somebody answers",
                                          evidence=[heard("behaviour", "2025-02-01")])]),
        "city": customer("The social department", "three officers", facts=["pays"],
                         serves=["nurses"],
                         values=[valued("count", "To know in May what it will cost in June",
                                        evidence=[heard("said", "2025-02-02", 2)])]),
    },
    "tie_breaks": [
        {"prefer": "carers", "over": "nurses", "example": "The night of the storm."},
        {"prefer": "nurses", "over": "city", "example": "The form we did not fill in."},
    ],
    "not_served": [{"who": "People in hospital", "because": "the need is met"}],
    "learn": [{"id": "night", "question": "What happens at night?", "owner": "olu",
               "due": "2027-01-31"}],
    "decision": {"status": "decided", "rule": "majority", "support": {"ida": 5, "olu": 4},
                 "confirmed": ["ida", "olu"], "review_by": "2026-03-14"},
}  # fmt: skip
"""A record of which nothing is doubted."""


def with_(*changes: tuple[str, Any]) -> dict[str, Any]:
    """SOUND with other data at some places; None takes out."""
    data = copy.deepcopy(SOUND)
    for path, value in changes:
        home: Any = data
        *way, last = path.split(".")
        for step in way:
            home = home[int(step)] if isinstance(home, list) else home[step]
        if value is None:
            del home[int(last) if isinstance(home, list) else last]
        elif isinstance(home, list):
            home[int(last)] = value
        else:
            home[last] = value
    return data


def subject(data: dict[str, Any], earlier: dict[str, Any] | None = None, **how: Any) -> Subject:
    record = validate(data)
    if earlier is not None and earlier["held"] == HELD:
        earlier = {**earlier, "held": "2024-03-10"}
    before = validate(earlier) if earlier is not None else None
    known: dict[str, Any] = {"as_of": record.held, "today": TODAY, "is_newest": False}
    return Subject(record, earlier=before, **(known | how))


def told(one: Subject, data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(f.rule, f.severity, place_by_id(data, f.path)) for f in find_all(one)]


V = "customers.carers.values"
LONG_KNOWN = with_(
    (f"{V}.0.evidence", [heard(date="2024-01-01")]),
    (f"{V}.1.evidence", [heard("said", date="2024-01-02")]),
    (f"{V}.2.evidence", [heard("said", date="2024-01-03")]),
)
SPLIT = with_(("customers.east", customer("Carers in the east", "beyond the river", was=["carers"])),
              ("customers.west", customer("Carers in the west", "near the sea", was=["carers"])),
              ("primary", "east"), ("order", ["east", "west", "nurses", "city"]),
              ("customers.carers", None), ("customers.nurses.serves", ["east", "west"]),
              ("tie_breaks.0.prefer", "east"))  # fmt: skip

CASES: list[tuple[str, str, str, dict[str, Any], dict[str, Any]]] = [
    ("F01", "info", "customers.carers.remark", with_(("customers.carers.remark", "x")), {}),
    ("F01", "error", "customers.carers.becuase", with_(("customers.carers.becuase", "x")), {}),
    ("F01", "error", "facts", with_(("facts", ["uses"])), {}),
    ("F01", "error", "visitors", with_(("visitors", {"name": "Visitors"})), {}),
    ("F02", "warning", "customers.nurses.serves.1", with_(("customers.nurses.serves", ["crews"])), {}),
    ("F03", "error", "customers.carers.values.quiet.id", with_((V, [valued(), valued(text="A day off")])), {}),
    ("F04", "warning", "customers.carers.name", with_(("slogan", "")),
     {"cuts": [RuleFinding(("customers", "carers", "name"), '"#3" is no part of it.', 'Write: "#3"')]}),
    ("P01", "error", "", with_(("primary", None), ("order", ["nurses", "city"])), {}),
    ("P05", "warning", "customers.city", with_(("primary", "city"), ("order", ["city"])), {}),
    ("P06", "warning", "customers.carers",
     with_(("customers.carers.facts", ["works_here", "life_changed"])), {}),
    ("P07", "error", "customers.carers", with_(("order", ["nurses", "carers", "city"])), {}),
    ("P09", "warning", "customers",
     with_(("customers", {"carers": SOUND["customers"]["carers"]}), ("order", ["carers"]),
           ("tie_breaks", [])), {}),
    ("P11", "warning", "customers.carers", LONG_KNOWN,
     {"earlier": with_(("primary", "nurses"), (V, LONG_KNOWN["customers"]["carers"]["values"]))}),
    ("G01", "warning", "customers.officers",
     with_(("customers.officers", customer("Social departments", "all others"))), {}),
    ("G03", "info", "customers.nurses", with_(("customers.nurses.about", "")), {}),
    ("G04", "warning", "customers.city", with_(("customers.city.about", "from two services")), {}),
    ("G05", "warning", "customers.nurses", with_(("customers.nurses.values", [])), {}),
    ("G05", "error", "customers.carers", with_((V, [])), {}),
    ("G06", "warning", "customers.nurses", with_(("customers.nurses.facts", [])), {}),
    ("G09", "info", "customers.city", with_(("customers.city.serves", [])), {}),
    ("G10", "info", "order", with_(
        ("customers", SOUND["customers"] | {f"g{n}": customer(f"Group {n}", f"of {n}") for n in range(8)}),
        ("order", [*SOUND["order"], *(f"g{n}" for n in range(8))])), {}),
    ("V08", "info", "customers.nurses.values.call",
     with_(("customers.nurses.values.0.text", SOUND["customers"]["carers"]["values"][0]["text"])), {}),
    ("V09", "info", "customers.carers", with_((f"{V}.2", None)), {}),
    ("V10", "info", f"{V}.quiet", with_((f"{V}.0.met_when", "")), {}),
    ("E01", "warning", f"{V}.quiet", with_((f"{V}.0.evidence", [heard("guess")])), {}),
    ("E01", "info", "customers.nurses.values.call",
     with_(("customers.nurses.values.0.evidence", [])), {}),
    ("E02", "warning", f"{V}.quiet", with_((f"{V}.0.evidence", [heard("proxy")])), {}),
    ("E02", "error", f"{V}.quiet.status", with_((f"{V}.0.status", "confirmed")), {}),
    ("E03", "info", f"{V}.quiet", with_((f"{V}.0.evidence", [heard(date="2023-01-01")])), {}),
    ("E03", "warning", f"{V}.quiet", with_((f"{V}.0.evidence", [heard(date="2021-01-01")])), {}),
    ("E03", "info", "customers", SOUND, {"as_of": dt.date(2026, 11, 25)}),
    ("E04", "warning", f"{V}.quiet", with_((f"{V}.0.reworded", HELD)), {}),
    ("E18", "warning", f"{V}.quiet",
     with_((f"{V}.0.reworded", HELD), (f"{V}.0.evidence", [heard("said"), heard(date=HELD)])), {}),
    ("E05", "info", "customers", with_(("customers.nurses.values.0.evidence", []),
                                      ("customers.city.values.0.evidence", [])), {}),
    ("E06", "warning", f"{V}.quiet",
     with_((f"{V}.0.evidence", [heard(says="contradicts")])), {}),
    ("E07", "info", f"{V}.quiet", with_((f"{V}.0.evidence", [heard(people=1)])), {}),
    ("E09", "warning", "learn.night", with_(("learn.0.owner", "")), {}),
    ("E09", "info", "learn",
     with_(("learn", [SOUND["learn"][0] | {"id": f"q{n}"} for n in range(6)])), {}),
    ("E10", "warning", "learn.night", with_(("learn.0.due", "2025-01-31")), {}),
    ("E11", "error", f"{V}.quiet.evidence.2027-01-01-story.date",
     with_((f"{V}.0.evidence", [heard(), heard(date="2027-01-01")])), {}),
    ("R03", "warning", "order", with_(("tie_breaks.0.example", "")), {}),
    ("R03", "info", "tie_breaks", with_(("tie_breaks.1.example", "")), {}),
    ("R04", "error", "tie_breaks.1",
     with_(("tie_breaks.0", {"prefer": "nurses", "over": "carers", "example": "x"})), {}),
    ("R04", "error", "tie_breaks",
     with_(("order", []), ("tie_breaks", [*SOUND["tie_breaks"], {"prefer": "city", "over": "carers"}])),
     {}),
    ("R05", "warning", "customers.carers", SOUND,
     {"earlier": with_(("order", ["nurses", "carers", "city"]), ("primary", "nurses"))}),
    ("R06", "warning", "tie_breaks.3", with_(("tie_breaks", [
        *SOUND["tie_breaks"], {"prefer": "carers", "over": "nurses", "example": "The other night."},
    ])), {}),
    ("L01", "error", "customers.nurses",
     with_(("lens", "whose-needs"), ("customers.nurses.facts", ["works_here"])), {}),
    ("L02", "error", "customers.nurses",
     with_(("lens", "whose-needs"), ("customers.nurses.facts", ["delivers"])), {}),
    ("L03", "error", "customers.nurses",
     with_(("lens", "whose-needs"), ("customers.nurses.facts", ["paid_by_us"])), {}),
    ("L03", "info", "customers.nurses", with_(("customers.nurses.facts", ["paid_by_us"])), {}),
    ("L04", "warning", "customers.nurses.standing", with_(("customers.nurses.standing", "primary")), {}),
    ("L05", "warning", "", with_(("lens", None)), {}),
    ("L07", "info", "customers.nurses",
     with_(("lens", "whose-needs"), ("customers.nurses.facts", ["delivers"]),
           ("customers.nurses.values", [])), {}),
    ("D01", "error", "decision", with_(("decision.rule", "")), {}),
    ("D02", "warning", "decision.support.olu", with_(("decision.support.olu", 2)), {}),
    ("D03", "warning", "decision.dissent.1", with_(("decision.dissent", [{"who": "olu", "says": "No"}])), {}),
    ("D03", "error", "decision.dissent.1",
     with_(("lens", "debate"), ("decision.dissent", [{"who": "olu", "says": "No"}])), {}),
    ("D05", "warning", "decision.support", with_(("decision.support", {"ida": 1, "olu": 4})), {}),
    ("D06", "error", "decision.support.olu",
     with_(("decision.rule", "consent"), ("decision.support.olu", 1)), {}),
    ("D07", "info", "", with_(("people", []), ("customers", {
        key: {**one, "values": []} for key, one in SOUND["customers"].items()}),
        ("decision", {})), {}),
    ("D08", "warning", "decision", with_(("decision.confirmed", [])), {}),
    ("D12", "warning", "decision.read_back.order",
     with_(("decision.read_back", {"order": ["nurses", "carers", "city"]})), {}),
    ("D12", "warning", "decision.read_back.primary",
     with_(("decision.read_back", {"primary": "city", "order": ["carers", "nurses", "city"]})), {}),
    ("D11", "info", "parked.1", with_(("parked", [{"text": "New logo"}])), {}),
    ("N01", "info", "", with_(("not_served", [])), {}),
    ("N02", "warning", "not_served.1", with_(("not_served.0.because", "")), {}),
    ("N03", "warning", "not_served.1", with_(("not_served.0.who", "The Choir")),
     {"earlier": with_(("customers.choir", customer("The choir", "on Mondays")))}),
    ("H01", "error", "customers.nurses", SOUND,
     {"earlier": with_(("customers.nurses", customer("Bakers", "up at night", [valued("bread", "Bread", evidence=[])])))}),
    ("H02", "error", "", SOUND, {"earlier": with_(("customers.choir", customer("The choir", "Mondays")))}),
    ("H03", "warning", "customers.nurses", SOUND,
     {"earlier": with_(("customers.sisters", customer("Sisters who visit them", "from two services")),
                       ("customers.nurses", None), ("order", ["carers", "city"]),
                       ("customers.city.serves", []), ("tie_breaks", []))}),
    ("H04", "warning", "held", SOUND, {"earlier": with_(("held", "2023-12-01"))}),
    ("H04", "warning", "decision.review_by", SOUND, {"is_newest": True}),
    ("H05", "info", "held", SOUND, {"earlier": with_(("held", "2023-12-01"))}),
    ("H06", "info", "customers.east", SPLIT, {"earlier": SOUND}),
    ("F07", "info", "", SOUND, {"file": File("2026 (1).yaml")}),
    ("F08", "warning", "", SOUND, {"file": File("2026.yaml", ("2026.yml",))}),
    ("H08", "warning", "held", SOUND, {"file": File("2026.yaml", (), ("a.yaml", "b.yaml"))}),
    ("H07", "info", "lens", SOUND, {"earlier": with_(("lens", "hierarchy"))}),
]  # fmt: skip

QUIET: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {
    "F01": [(with_(("outputs", [])), {})],
    "P05": [(with_(("customers.carers.facts", ["pays", "life_changed"])), {})],
    "P11": [
        (with_(("customers.carers.because", "The storm.")), {"earlier": with_(("primary", "nurses"))}),
        (with_((f"{V}.0.evidence", [heard(date="2025-01-10"), heard(date="2024-12-01")])),
         {"earlier": with_(("primary", "nurses"), (f"{V}.0.evidence", []))}),
    ],
    "G01": [(with_(("customers.officers", customer("Social departments", "others",
                                                   same_people_as=["city"]))), {})],
    "G03": [(with_(("customers.nurses.about", ""), ("customers.nurses.facts", ["works_here"])), {})],
    "G05": [(with_(("customers.nurses.values", []), ("skipped", ["values-supporting.nurses"])), {})],
    "G09": [(with_(("customers.nurses.serves", []), ("customers.city.serves", [])), {})],
    "E01": [(with_((f"{V}.0.evidence", [heard("said", people=1)])), {})],
    "E04": [(with_((f"{V}.0.reworded", HELD), (f"{V}.0.evidence", [heard(still_fits=True)])), {})],
    "E18": [
        (with_((f"{V}.0.reworded", HELD), (f"{V}.0.evidence", [heard("said", still_fits=True)])), {}),
        (with_((f"{V}.0.reworded", HELD), (f"{V}.0.evidence", [heard("said", still_fits=False)])), {}),
        (with_((f"{V}.0.reworded", HELD), (f"{V}.0.evidence", [heard("said", date=HELD)])), {}),
    ],
    "E06": [(with_((f"{V}.0.evidence", [heard(date="2025-09-01", says="contradicts")])),
             {"as_of": dt.date(2025, 10, 1)})],
    "E10": [(with_(("learn.0.due", "2025-01-31"), ("learn.0.answered_by", ["2025-01-10-story"])), {})],
    "R03": [(with_(("tie_breaks", [SOUND["tie_breaks"][0]]), ("order", ["carers", "nurses"])), {})],
    "R04": [(with_(("order", ["carers"]), ("tie_breaks", [SOUND["tie_breaks"][1]])), {})],
    "R05": [
        # A new one on top shifts everybody and overtakes nobody.
        (with_(("order", ["carers", "nurses", "city"])), {"earlier": with_(("order", ["nurses", "city"]))}),
        (with_(("customers.carers.because", "x")),
         {"earlier": with_(("order", ["nurses", "carers", "city"]), ("primary", "nurses"))}),
    ],
    "R06": [(with_(("tie_breaks.1", {"prefer": "carers", "over": "city", "example": "x"})), {})],
    "L01": [(with_(("customers.nurses.facts", ["works_here"])), {})],
    "L03": [(with_(("customers.nurses.facts", ["paid_by_us", "works_here"])), {})],
    "D02": [(with_(("decision.support.olu", 2),
                   ("decision.dissent", [{"who": "olu", "says": "x", "answer": "y"}])), {})],
    "D05": [(with_(("decision.support", {"ida": 1, "olu": 4}), ("decision.status", "contested")), {})],
    "D06": [(with_(("decision.support.olu", 1)), {})],
    "D07": [(with_(("people", [])), {})],
    "D12": [
        (with_(("decision.read_back", {"primary": "carers", "order": ["carers", "visitors", "city"]}),
               ("customers.nurses.was", ["visitors"])), {}),
        (with_(("decision.read_back", {"order": ["city"]}), ("decision.confirmed", [])), {}),
    ],
    "H01": [
        (SOUND, {"earlier": with_(("customers.nurses.name", "Sisters"))}),
        (SOUND, {"earlier": with_(("customers.nurses.values", []))}),
    ],
    "H02": [(with_(("left", [{"id": "choir"}])),
             {"earlier": with_(("customers.choir", customer("The choir", "Mondays")))})],
    "H04": [(SOUND, {"is_newest": True, "today": dt.date(2026, 4, 20)}),
            (SOUND, {"earlier": with_(("held", "2024-02-01"))})],
    "H06": [(SPLIT | {"customers": SPLIT["customers"] | {
        "west": SPLIT["customers"]["west"] | {"values": SOUND["customers"]["carers"]["values"]}}},
        {"earlier": SOUND})],
}  # fmt: skip
"""Records that come close to what a rule doubts."""


def made(data: dict[str, Any], how: dict[str, Any]) -> Subject:
    earlier = how.get("earlier")
    rest = {key: value for key, value in how.items() if key != "earlier"}
    return subject(data, earlier, **rest)


def test_nothing_is_doubted_of_a_sound_record() -> None:
    assert told(subject(SOUND), SOUND) == []
    assert told(subject(SOUND, SOUND), SOUND) == []


@pytest.mark.parametrize(
    ("rule", "severity", "place", "data", "how"), CASES, ids=[f"{c[0]}-{c[1]}" for c in CASES]
)
def test_a_rule_doubts_what_it_should_with_its_place_and_weight(
    rule: str, severity: str, place: str, data: dict[str, Any], how: dict[str, Any]
) -> None:
    found = [one for one in told(made(data, how), data) if one[0] == rule]
    assert (rule, severity, place) in found


@pytest.mark.parametrize("rule", QUIET)
def test_a_rule_is_silent_where_it_should_be(rule: str) -> None:
    for data, how in QUIET[rule]:
        assert [one for one in told(made(data, how), data) if one[0] == rule] == []


def test_every_rule_over_data_is_in_the_table() -> None:
    assert {case[0] for case in CASES} == RULES.keys() - PROSE


PROSE = {"P02", "P03", "P04", "P10", "G02", "G07", "G08", "V01", "V02", "V03", "V04", "V05", "V06",
         "V07", "E08", "L06", "L08", "O02", "P12"}  # fmt: skip
"""Rules that read plain language have tables of their own (`tests/prose`)."""


# ---- what a rule says


def test_every_message_is_a_sentence_with_a_question_and_names_instead_of_ids() -> None:
    for _, _, _, data, how in CASES:
        for finding in find_all(made(data, how)):
            assert re.fullmatch(r'["A-Z\d].*[.!]"?', finding.message), finding.message
            # How a file is written is nothing to ask the room; there is a line to mend.
            if finding.rule not in ("F01", "F04"):
                assert finding.question == "" or finding.question.endswith("?"), finding.question
            assert finding.question or finding.rule in ("F01", "F02")
            assert "None" not in finding.message


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_explained_with_what_must_hold_first(rule: str) -> None:
    one = RULES[rule]
    title, *why = one.explanation.split("\n\n")
    assert re.fullmatch(r"[A-Z][^.]*\.", title.replace("\n", " ")), title
    assert len(" ".join(why)) > 60
    assert set(one.severities) <= set(LENSES)
    assert one.severities
    assert check_reports.explained(one).startswith(f"{rule}\n\n{title}")


def test_the_manual_of_the_rules_is_what_they_say() -> None:
    manual = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert manual == check_reports.manual(RULES.values())


def test_whoever_yields_and_whoever_they_yield_to_are_rules() -> None:
    named = YIELDS.keys() | {other for others in YIELDS.values() for other in others}
    assert named <= RULES.keys() | PROSE


def test_the_more_telling_rule_speaks_alone_and_both_are_kept() -> None:
    data = with_((f"{V}.0.evidence", [heard("proxy")]))
    every = list(find_all(subject(data)))
    assert [one.rule for one in every if one.rule in ("E01", "E02")] == ["E01", "E02"]
    assert [one.rule for one in drop_redundant(every) if one.rule in ("E01", "E02")] == ["E02"]


def test_no_rule_reads_the_world() -> None:
    for rule in RULES.values():
        names = {node.id for node in ast.walk(ast.parse(inspect.cleandoc("\n" + inspect.getsource(rule.find))))
                 if isinstance(node, ast.Name)}  # fmt: skip
        assert names.isdisjoint({"open", "print", "Path.cwd", "sys", "os"})


@given(records(), records())
def test_no_record_confuses_a_rule(one: Record, earlier: Record) -> None:
    for lens in LENSES:
        new = one.model_copy(update={"lens": lens})
        for finding in find_all(Subject(new, new.held, TODAY, True, earlier)):
            assert finding.message
