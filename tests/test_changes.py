"""What is told of two records, and what is not: every kind, both ways, through both readers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from customer_cli.diff.change import KINDS
from customer_cli.diff.compare import Comparison, compare
from customer_cli.diff.customers import find_movers
from customer_cli.diff.matching import match_entries, pair_entries
from customer_cli.diff.side import date_records
from customer_cli.record import documents, fast
from customer_cli.record.model import Record
from customer_cli.record.references import find_problems
from customer_cli.reports.wording import compare_words
from customer_cli.yamldoc import reader, writer
from tests.conftest import ROOT
from tests.strategies import records

EXAMPLES = sorted((ROOT / "workshops").glob("*/*.yaml"))
PEOPLE = {
    "a": {"name": "Anna"},
    "b": {"name": "Bert"},
    "c": {"name": "Cleo"},
    "d": {"name": "Dora"},
}


def record(held: str = "2024-03-14", **said: Any) -> Record:
    return Record.model_validate({"team": "T", "held": held, "customers": PEOPLE} | said)


def between(old: Record, new: Record) -> Comparison:
    return compare(*date_records(old, new))


def told(old: dict[str, Any], new: dict[str, Any]) -> list[dict[str, Any]]:
    found = between(record(**old), record("2025-03-14", **new)).changes
    return [change.to_data() for change in found]


def without(*gone: str, **more: Any) -> dict[str, Any]:
    return {key: one for key, one in (PEOPLE | more).items() if key not in gone}


def heard(date: str, people: int = 3, **more: Any) -> dict[str, Any]:
    return {"id": f"{date}-x", "kind": "story", "date": date, "people": people} | more


def valued(**values: Any) -> dict[str, Any]:
    """Anna values these: texts, or values in full, by id."""
    full = [
        {"id": key, **(value if isinstance(value, dict) else {"text": value})}
        for key, value in values.items()
    ]
    return {"customers": PEOPLE | {"a": {"name": "Anna", "values": full}}}


def named(name: str) -> dict[str, Any]:
    return {"customers": PEOPLE | {"a": {"name": name}}}


TOLD: dict[str, tuple[dict[str, Any], dict[str, Any], list[dict[str, Any]]]] = {
    "nothing": ({}, {}, []),
    "another primary": (
        {"primary": "a"}, {"primary": "b"}, [{"kind": "primary", "from": "a", "to": "b"}],
    ),
    "a primary for the first time": (
        {}, {"primary": "b"}, [{"kind": "primary", "from": None, "to": "b"}],
    ),
    "the primary under a changed id is the same primary": (
        {"primary": "a"},
        {"primary": "z", "customers": without("a", z={"name": "Anna", "was": ["a"]})},
        [{"kind": "renamed", "id": "z", "from": "Anna", "to": "Anna", "was": "a"}],
    ),
    "a part of the old primary is another primary": (
        {"primary": "a"},
        {"primary": "a", "customers": without(z={"name": "Zoe", "was": ["a"]})},
        [{"kind": "primary", "from": "a", "to": "a"},
         {"kind": "split", "from": "a", "to": ["a", "z"]}],
    ),
    "a merger that contains the primary is another primary": (
        {"primary": "a"},
        {"primary": "a", "customers": without("b", a={"name": "Anna", "was": ["b"]})},
        [{"kind": "primary", "from": "a", "to": "a"},
         {"kind": "merged", "from": ["a", "b"], "to": "a"}],
    ),
    "somebody joined": (
        {}, {"customers": without(z={"name": "Zoe"})}, [{"kind": "joined", "id": "z"}],
    ),
    "somebody left": (
        {}, {"customers": without("d"), "left": [{"id": "d", "because": "moved away"}]},
        [{"kind": "left", "id": "d", "because": "moved away"}],
    ),
    "somebody vanished without a word": (
        {}, {"customers": without("d")}, [{"kind": "question", "about": "d"}],
    ),
    "a better name": (
        {}, {"customers": without(a={"name": "Anne"})},
        [{"kind": "renamed", "id": "a", "from": "Anna", "to": "Anne", "was": "a"}],
    ),
    "a split": (
        {},
        {"customers": without("d", x={"name": "X", "was": ["d"]}, y={"name": "Y", "was": ["d"]})},
        [{"kind": "split", "from": "d", "to": ["x", "y"]}],
    ),
    "a merger": (
        {}, {"customers": without("a", "b", z={"name": "Z", "was": ["b", "a"]})},
        [{"kind": "merged", "from": ["a", "b"], "to": "z"}],
    ),
    "an origin that both records still hold is no origin": (
        {}, {"customers": without(a={"name": "Anna", "was": ["b"]})}, [],
    ),
    "an origin that the older record lacks is ignored": (
        {}, {"customers": without(a={"name": "Anna", "was": ["before-us"]})}, [],
    ),
    "one rose past two, the two only shifted in number": (
        {"order": ["a", "b", "c"]}, {"order": ["c", "a", "b"]},
        [{"kind": "moved", "id": "c", "from": 3, "to": 1},
         {"kind": "moved", "id": "a", "from": 1, "to": 2},
         {"kind": "moved", "id": "b", "from": 2, "to": 3},
         {"kind": "flipped", "now_wins": "c", "over": "a"},
         {"kind": "flipped", "now_wins": "c", "over": "b"}],
    ),
    "a new one on top shifts the rest and flips nobody": (
        {"order": ["a", "b"]},
        {"order": ["z", "a", "b"], "customers": without(z={"name": "Zoe"})},
        [{"kind": "joined", "id": "z"},
         {"kind": "shifted", "id": "a", "from": 1, "to": 2},
         {"kind": "shifted", "id": "b", "from": 2, "to": 3}],
    ),
    "ranked and unranked": (
        {"order": ["a", "b"]}, {"order": ["a", "c"]},
        [{"kind": "ranked", "id": "c", "to": 2}, {"kind": "unranked", "id": "b", "from": 2}],
    ),
    "a split part that overtook has moved nowhere, and is told by its flip": (
        {"order": ["a", "d"]},
        {"order": ["x", "a", "y"],
         "customers": without("d", x={"name": "X", "was": ["d"]}, y={"name": "Y", "was": ["d"]})},
        [{"kind": "split", "from": "d", "to": ["x", "y"]},
         {"kind": "moved", "id": "a", "from": 1, "to": 2},
         {"kind": "flipped", "now_wins": "x", "over": "a"}],
    ),
    "a merger overtakes only those that all of its parts stood behind": (
        {"order": ["a", "b", "c"]},
        {"order": ["z", "b"], "customers": without("a", "c", z={"name": "Z", "was": ["a", "c"]})},
        [{"kind": "merged", "from": ["a", "c"], "to": "z"}],
    ),
    "facts": (
        {"customers": PEOPLE | {"a": {"name": "Anna", "facts": ["pays", "uses"]}}},
        {"customers": PEOPLE | {"a": {"name": "Anna", "facts": ["uses", "chooses"]}}},
        [{"kind": "facts", "id": "a", "added": ["chooses"], "dropped": ["pays"]}],
    ),
    "a standing that follows from facts": (
        {"lens": "hierarchy", "customers": PEOPLE | {"a": {"name": "Anna", "facts": ["pays"]}}},
        {"lens": "hierarchy", "customers": PEOPLE | {"a": {"name": "Anna", "facts": ["chooses"]}}},
        [{"kind": "facts", "id": "a", "added": ["chooses"], "dropped": ["pays"]},
         {"kind": "standing", "id": "a", "from": "funder", "to": "buyer", "because": "chooses"}],
    ),
    "a lens is told as a lens and never as a change of customers": (
        {"lens": "hierarchy", "customers": PEOPLE | {"a": {"name": "Anna", "facts": ["pays"]}}},
        {"lens": "whose-needs", "customers": PEOPLE | {"a": {"name": "Anna", "facts": ["pays"]}}},
        [{"kind": "lens", "from": "hierarchy", "to": "whose-needs"}],
    ),
    "who they are": (
        {}, {"customers": without(a={"name": "Anna", "serves": ["b"]})},
        [{"kind": "described", "id": "a", "key": "serves", "from": [], "to": ["b"]}],
    ),
    "a value more, a value less": (
        valued(quiet="Quiet"), valued(bread="Bread"),
        [{"kind": "value_added", "id": "bread", "customer": "a", "text": "Bread"},
         {"kind": "value_dropped", "id": "quiet", "customer": "a", "text": "Quiet"}],
    ),
    "a value in other words": (
        valued(quiet="Quiet"), valued(quiet="An hour of quiet"),
        [{"kind": "value_reworded", "id": "quiet", "from": "Quiet", "to": "An hour of quiet",
          "customer": "a", "guessed": False}],
    ),
    "a value of another kind": (
        valued(quiet="Quiet"), valued(quiet={"text": "Quiet", "kind": "want"}),
        [{"kind": "value_changed", "id": "quiet", "key": "kind", "from": "need", "to": "want",
          "customer": "a"}],
    ),
    "a value of somebody else": (
        valued(quiet="Quiet"),
        {"customers": PEOPLE | {"b": {"name": "Bert", "values": [{"id": "quiet", "text": "Quiet"}]}}},
        [{"kind": "value_moved", "id": "quiet", "from": "a", "to": "b"}],
    ),
    "a value does not move when only the id of its customer changes": (
        valued(quiet="Quiet"),
        {"customers": without("a", z={"name": "Anna", "was": ["a"],
                                      "values": [{"id": "quiet", "text": "Quiet"}]})},
        [{"kind": "renamed", "id": "z", "from": "Anna", "to": "Anna", "was": "a"}],
    ),
    "a value moves through a split": (
        {"customers": PEOPLE | {"d": {"name": "Dora", "values": [{"id": "quiet", "text": "Quiet"}]}}},
        {"customers": without("d", x={"name": "X", "was": ["d"]},
                              y={"name": "Y", "was": ["d"],
                                 "values": [{"id": "quiet", "text": "Quiet"}]})},
        [{"kind": "split", "from": "d", "to": ["x", "y"]},
         {"kind": "value_moved", "id": "quiet", "from": "d", "to": "y"}],
    ),
    "values of who left are dropped": (
        {"customers": PEOPLE | {"d": {"name": "Dora", "values": [{"id": "quiet", "text": "Quiet"}]}}},
        {"customers": without("d"), "left": [{"id": "d"}]},
        [{"kind": "left", "id": "d", "because": ""},
         {"kind": "value_dropped", "id": "quiet", "customer": "d", "text": "Quiet"}],
    ),
    "what was heard confirms": (
        valued(quiet="Quiet"), valued(quiet={"text": "Quiet", "evidence": [heard("2024-06-01")]}),
        [{"kind": "status", "id": "quiet", "from": "untested", "to": "confirmed", "customer": "a"},
         {"kind": "evidence_added", "id": "2024-06-01-x", "value": "quiet", "customer": "a"}],
    ),
    "what is in the older file and was heard after its sitting is news": (
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-06-01")]}),
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-06-01")]}),
        [{"kind": "status", "id": "quiet", "from": "untested", "to": "confirmed", "customer": "a"},
         {"kind": "evidence_added", "id": "2024-06-01-x", "value": "quiet", "customer": "a"}],
    ),
    "evidence taken out": (
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-01-01", people=1)]}),
        valued(quiet="Quiet"),
        [{"kind": "status", "id": "quiet", "from": "heard", "to": "untested", "customer": "a"},
         {"kind": "evidence_dropped", "id": "2024-01-01-x", "value": "quiet", "customer": "a"}],
    ),
    "evidence read again": (
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-01-01")]}),
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-01-01", still_fits=True)]}),
        [{"kind": "evidence_changed", "id": "2024-01-01-x", "value": "quiet", "customer": "a"}],
    ),
    "evidence stays evidence when its customer leaves": (
        {"customers": PEOPLE | {"d": {"name": "Dora", "evidence": [heard("2024-01-01")]}}},
        {"customers": without("d"), "left": [{"id": "d", "evidence": [heard("2024-01-01")]}]},
        [{"kind": "left", "id": "d", "because": ""}],
    ),
    "tie-breaks": (
        {"tie_breaks": [{"prefer": "a", "over": "b"}, {"prefer": "a", "over": "c", "example": "x"}]},
        {"tie_breaks": [{"prefer": "b", "over": "a"}, {"prefer": "a", "over": "c", "example": "y"}]},
        [{"kind": "tie_break_added", "prefer": "b", "over": "a"},
         {"kind": "tie_break_dropped", "prefer": "a", "over": "b"},
         {"kind": "tie_break_changed", "prefer": "a", "over": "c", "from": "x", "to": "y"}],
    ),
    "whoever refers to a group that was split refers to a part of it": (
        {"tie_breaks": [{"prefer": "d", "over": "a"}], "expected": [{"about": "d", "change": "x"}],
         "customers": without(b={"name": "Bert", "serves": ["d"]})},
        {"tie_breaks": [{"prefer": "y", "over": "a"}], "expected": [{"about": "y", "change": "x"}],
         "customers": without("d", b={"name": "Bert", "serves": ["x"]},
                              x={"name": "X", "was": ["d"]}, y={"name": "Y", "was": ["d"]})},
        [{"kind": "split", "from": "d", "to": ["x", "y"]}],
    ),
    "a decision": (
        {"decision": {"status": "contested", "rule": "majority"}},
        {"decision": {"status": "decided", "rule": "consent"}},
        [{"kind": "decision", "from": "contested", "to": "decided"},
         {"kind": "rule", "from": "majority", "to": "consent"}],
    ),
    "dissent": (
        {"decision": {"dissent": [{"id": "x", "who": "eva", "says": "No"},
                                  {"id": "w", "says": "Never"}]}},
        {"decision": {"dissent": [{"id": "x", "who": "eva", "says": "No", "state": "closed",
                                   "was_right": True}, {"id": "y", "says": "Not yet"}]}},
        [{"kind": "dissent_opened", "id": "y", "who": "", "says": "Not yet"},
         {"kind": "dissent_closed", "id": "x", "who": "eva", "was_right": True},
         {"kind": "dissent_dropped", "id": "w", "who": ""}],
    ),
    "what is to be found out": (
        {"learn": [{"id": "x", "question": "X?"}, {"id": "y", "question": "Y?"}]},
        {"learn": [{"id": "x", "question": "X?", "answered_by": ["e"]}, {"id": "z", "question": "Z?"}]},
        [{"kind": "learn_opened", "id": "z", "text": "Z?"},
         {"kind": "learn_answered", "id": "x", "text": "X?"},
         {"kind": "learn_dropped", "id": "y", "text": "Y?"}],
    ),
    "an answer during the year, left behind in the older record": (
        {"learn": [{"id": "x", "question": "X?", "answered_by": ["2024-06-01-x"]}],
         **valued(quiet={"text": "Quiet", "evidence": [heard("2024-06-01", kind="proxy")]})},
        valued(quiet={"text": "Quiet", "evidence": [heard("2024-06-01", kind="proxy")]}),
        [{"kind": "evidence_added", "id": "2024-06-01-x", "value": "quiet", "customer": "a"},
         {"kind": "learn_answered", "id": "x", "text": "X?"}],
    ),
    "whom we do not serve": (
        {"not_served": [{"who": "Cats"}, {"who": "Dogs", "because": "no time"}]},
        {"not_served": [{"who": "Dogs", "because": "no room"}, {"who": "Birds"}]},
        [{"kind": "not_served_added", "who": "Birds"}, {"kind": "not_served_dropped", "who": "Cats"},
         {"kind": "not_served_changed", "who": "Dogs", "key": "because", "from": "no time",
          "to": "no room"}],
    ),
    "what is expected, and parked": (
        {"expected": [{"about": "a", "change": "Older"}], "parked": [{"text": "Logo"}]},
        {"expected": [{"about": "a", "change": "Fewer"}], "parked": [{"text": "Chairs"}]},
        [{"kind": "expected_added", "about": "a", "text": "Fewer"},
         {"kind": "expected_dropped", "about": "a", "text": "Older"},
         {"kind": "parked_added", "text": "Chairs"}, {"kind": "parked_dropped", "text": "Logo"}],
    ),
    "the frame": (
        {"guide": "drucker", "slogan": "A", "result": "R", "word": "guest", "answers": {"x": "1"}},
        {"guide": "debate", "team": "U", "answers": {"x": "2", "y": "3"}},
        [{"kind": "guide", "from": "drucker", "to": "debate"},
         {"kind": "team", "from": "T", "to": "U"},
         {"kind": "word", "from": "guest, guests", "to": None},
         {"kind": "slogan", "from": "A", "to": ""}, {"kind": "result", "from": "R", "to": ""},
         {"kind": "answer", "question": "x", "from": "1", "to": "2"},
         {"kind": "answer", "question": "y", "from": None, "to": "3"}],
    ),
    "the same words in other bytes": (
        {"slogan": "Fish\u00a0for all", "parked": [{"text": "O\ufb03ce"}], **named("\u00c9l\u00e8ves  boursiers")},
        {"slogan": "Fish for all", "parked": [{"text": "Office"}], **named("E\u0301le\u0300ves boursiers")},
        [],
    ),
    "quotes, dashes and dots as a word processor writes them": (
        {**named("The board's guests"), "slogan": 'The "good" fish -- fresh'},
        {**named("The board\u2019s guests"), "slogan": "The \u201cgood\u201d fish \u2014 fresh"},
        [{"kind": "written", "of": "renamed", "id": "a", "customer": "a",
          "from": "The board's guests", "to": "The board\u2019s guests"},
         {"kind": "written", "of": "slogan", "id": None, "customer": None,
          "from": 'The "good" fish -- fresh', "to": "The \u201cgood\u201d fish \u2014 fresh"}],
    ),
    "a reference to somebody who left, unchanged": (
        {"tie_breaks": [{"prefer": "d", "over": "a"}], "expected": [{"about": "d", "change": "x"}]},
        {"tie_breaks": [{"prefer": "d", "over": "a"}], "expected": [{"about": "d", "change": "x"}],
         "customers": without("d"), "left": [{"id": "d"}]},
        [{"kind": "left", "id": "d", "because": ""}],
    ),
    "one of two equal tie-breaks taken out": (
        {"tie_breaks": [{"prefer": "a", "over": "b", "example": "x"},
                        {"prefer": "a", "over": "b", "example": "y"}]},
        {"tie_breaks": [{"prefer": "a", "over": "b", "example": "y"}]},
        [{"kind": "tie_break_dropped", "prefer": "a", "over": "b"}],
    ),
    "one of two equal lines taken out": (
        {"not_served": [{"who": "Cats", "because": "x"}, {"who": "Cats", "because": "y"}],
         "parked": [{"text": "Logo"}, {"text": "Logo"}]},
        {"not_served": [{"who": "Cats", "because": "y"}], "parked": [{"text": "Logo"}]},
        [{"kind": "not_served_dropped", "who": "Cats"}, {"kind": "parked_dropped", "text": "Logo"}],
    ),
    "a primary customer whom neither record knows": ({"primary": "x"}, {"primary": "x"}, []),
    "what belongs to a sitting alone is no news": (
        {"people": ["Eva"], "skipped": ["word"], "customers": without(a={"name": "Anna", "because": "x"}),
         "decision": {"support": {"eva": 5}, "confirmed": ["eva"], "review_by": "2025-03-14"}},
        {"people": ["Ida"], "previous": "2024", "acknowledged": [
            {"rule": "P01", "where": "", "because": "x"}]},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOLD)
def test_what_is_told(case: str) -> None:
    old, new, expected = TOLD[case]
    assert told(old, new) == expected


def test_every_kind_of_change_is_in_the_table() -> None:
    seen = {change["kind"] for _, _, expected in TOLD.values() for change in expected}
    assert seen == KINDS.keys()


ANOTHER_LIST = """
from customer_cli.record import spec
guests = spec.LISTS[0]._replace(
    kind="guest", one="a guest", label="guest", title="Guests",
    fields=(*spec.LISTS[0].fields[:3], spec.LISTS[0].fields[3]._replace(source="customers")),
)
spec.LISTS = (*spec.LISTS[1:], guests)
from customer_cli.diff.compare import compare
from customer_cli.diff.side import date_records
from customer_cli.record.model import Record
from customer_cli.reports.changes import write_changes
old, new = (
    Record.model_validate({"team": "T", "held": f"202{number}-01-01", "people": people})
    for number, people in enumerate((
        [{"name": "Ada", "role": "cook"}, "Bo", "Cy"],
        [{"name": "Ada", "role": "host"}, {"name": "Cy", "part": "scribe"}, "Di"],
    ))
)
print(write_changes(compare(*date_records(old, new))), end="")
"""


def test_a_list_that_has_only_a_row_is_compared_and_told_by_it() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", ANOTHER_LIST], capture_output=True, text=True, check=True
    )
    assert ended.stdout == (
        "Guest: Di\n"
        "No longer guest: Bo\n"
        "Guest, Ada, role: [-cook-] {+host+}\n"
        "Guest, Cy, part: [-participant-] {+scribe+}\n"
    )


def test_the_kinds_and_fields_that_programs_read_are_there() -> None:
    """The contract of the design: these fields of these kinds, more may be added."""
    contract = """
    primary from to · joined id · left id because · renamed id from to was · split from to ·
    merged from to · moved id from to · shifted id from to · ranked id to · unranked id from ·
    flipped now_wins over · value_added id customer · value_dropped id customer ·
    value_reworded id from to · value_moved id from to · status id from to ·
    evidence_added id value · evidence_dropped id · facts id added dropped ·
    standing id from to because · tie_break_added · tie_break_dropped · tie_break_changed ·
    dissent_opened id · dissent_closed id was_right · decision from to · learn_opened ·
    learn_answered · learn_dropped · not_served_added · not_served_dropped · lens from to ·
    guide from to · result · answer question · question about
    """
    for kind, *fields in (line.split() for line in contract.split("·")):
        assert set(fields) <= set(KINDS[kind].fields), kind


# ---- nothing is nothing


@pytest.mark.parametrize("path", EXAMPLES, ids=[f"{p.parent.name}/{p.stem}" for p in EXAMPLES])
def test_a_record_beside_itself_says_nothing_however_it_is_written(path: Path) -> None:
    data = path.read_bytes()
    one = documents.read_record(data, path.name).record
    turned = dict(reversed(one.to_data().items()))
    turned["customers"] = {
        key: dict(reversed(customer.items())) for key, customer in turned["customers"].items()
    }
    text = "# by hand\n\n" + writer.dump(turned).replace("\n", "\n\n", 1)
    other = documents.read_record(text.encode(), path.name).record
    assert between(one, one).changes == ()
    assert between(one, other).changes == ()


def is_sound(record: Record) -> bool:
    """Two things with one id make a file that no command compares."""
    return not list(find_problems(record.to_data()))


@given(records())
def test_any_record_beside_itself_says_nothing(one: Record) -> None:
    assume(is_sound(one))
    assert between(one, one).changes == ()


# ---- there and back

MIRRORED = {
    "joined": "left", "left": "joined", "split": "merged", "merged": "split", "ranked": "unranked",
    "unranked": "ranked", "value_added": "value_dropped", "value_dropped": "value_added",
    "evidence_added": "evidence_dropped", "evidence_dropped": "evidence_added",
    "tie_break_added": "tie_break_dropped", "tie_break_dropped": "tie_break_added",
    "not_served_added": "not_served_dropped", "not_served_dropped": "not_served_added",
    "expected_added": "expected_dropped", "expected_dropped": "expected_added",
    "parked_added": "parked_dropped", "parked_dropped": "parked_added",
}  # fmt: skip
ONE_WAY = {"dissent_opened", "dissent_closed", "dissent_dropped", "learn_opened", "learn_answered",
           "learn_dropped", "standing", "lens"}  # fmt: skip
"""What has a state, or is judged by the newer record's lens, is not the same the other way."""


BY_PAIRS = {"moved", "shifted", "flipped"}
"""Pairs are counted by today's order: through a split or a merger that is another count back."""


def not_parted(both: Comparison) -> bool:
    links = both.lineage
    return all(
        len(one) < 2 for side in (links.predecessors, links.successors) for one in side.values()
    )


def counted(both: Comparison) -> Counter[str]:
    # Who is only in the older record says no goodbye on the way back, so the way back asks.
    left_out = ONE_WAY if not_parted(both) else ONE_WAY | BY_PAIRS
    kinds = ("left" if one.kind == "question" else one.kind for one in both.changes)
    return Counter(kind for kind in kinds if kind not in left_out)


@given(records(), records())
def test_the_way_back_is_the_way_there_turned_around(one: Record, other: Record) -> None:
    assume(is_sound(one) and is_sound(other))
    there, back = between(one, other), between(other, one)
    turned = Counter({MIRRORED.get(k, k): n for k, n in counted(back).items()})
    assert there.lineage.predecessors == back.lineage.successors
    assert counted(there) == turned
    if not_parted(there):
        assert there.pairs.compared == back.pairs.compared
        assert len(there.pairs.flipped) == len(back.pairs.flipped)


# ---- the order

ORDERS = st.permutations(list("abcdefg"))


@given(ORDERS, ORDERS)
def test_flipped_pairs_are_those_that_a_child_would_count(old: list[str], new: list[str]) -> None:
    people = {key: {"name": key} for key in "abcdefg"}
    both = between(
        record(customers=people, order=old), record("2025-01-01", customers=people, order=new)
    )
    counted = [(a, b) for a, b in combinations(new, 2) if old.index(a) > old.index(b)]
    assert list(both.pairs.flipped) == counted
    assert both.pairs.compared == 21


@given(ORDERS, ORDERS)
def test_the_fewest_movers_explain_the_whole_order(old: list[str], new: list[str]) -> None:
    moving = find_movers(old, new)
    stayed = [key for key in new if key not in moving]
    assert stayed == [key for key in old if key not in moving]
    shortest = next(
        size
        for size in range(len(old) + 1)
        if any(
            [k for k in old if k not in gone] == [k for k in new if k not in gone]
            for gone in combinations(old, size)
        )
    )
    assert len(moving) == shortest


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", ""),
        ("ab", "ba", "b"),
        ("abcdefg", "bagcdef", "gb"),
        ("abcd", "bcda", "a"),
        ("abcx", "zabc", ""),
    ],
)
def test_the_riser_is_named_and_not_who_was_overtaken(old: str, new: str, expected: str) -> None:
    assert find_movers(list(old), list(new)) == list(expected)


# ---- the words


@given(st.text(), st.text())
def test_taking_the_new_words_out_gives_the_old_sentence(old: str, new: str) -> None:
    told = compare_words(old, new)
    assert "".join(p.text for p in told if p.mark != "added") == old
    assert "".join(p.text for p in told if p.mark != "removed") == new


def test_phrases_are_told_and_no_crumbs() -> None:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    told = compare_words(
        "Training that is engaging and effective.",
        "Training that is engaging, effective and short enough to fit in one school week.",
    )
    assert "".join(marks[p.mark].format(p.text) for p in told) == (
        "Training that is[- engaging and effective.-]"
        "{+ engaging, effective and short enough to fit in one school week.+}"
    )


# ---- without ids


def test_values_without_ids_are_known_by_their_words_and_a_likeness_says_it_is_one() -> None:
    old = valued()
    old["customers"]["a"]["values"] = ["An hour of quiet in the morning", "Bread that is warm"]
    new = valued()
    new["customers"]["a"]["values"] = ["Bread that is warm", "An hour of quiet before the bell"]
    assert told(old, new) == [
        {"kind": "value_reworded", "id": "An hour of quiet before the bell",
         "from": "An hour of quiet in the morning", "to": "An hour of quiet before the bell",
         "customer": "a", "guessed": True},
    ]  # fmt: skip


def test_two_ids_are_two_values_however_alike_they_read() -> None:
    assert [one["kind"] for one in told(valued(x="Quiet"), valued(y="Quiet"))] == [
        "value_added", "value_dropped",
    ]  # fmt: skip


Loose = list[tuple[str | None, str, str]]
"""Values by id, words and customer."""


def loosely(old: Loose, new: Loose) -> list[tuple[str, str]]:
    """What is told of values when `d` was split into `x` and `y`: kinds and texts."""

    def held(values: Loose, **people: Any) -> dict[str, Any]:
        for id, text, customer in values:
            said = people.setdefault(customer, {"name": customer}).setdefault("values", [])
            said.append({"text": text} | ({"id": id} if id else {}))
        return {"customers": people}

    split = {"x": {"name": "X", "was": ["d"]}, "y": {"name": "Y", "was": ["d"]}}
    found = told(held(old, d={"name": "D"}), held(new, **split))
    return [(one["kind"], one.get("text") or one.get("to") or one["id"])
            for one in found if one["kind"].startswith("value_")]  # fmt: skip


LOOSE: dict[str, tuple[Loose, Loose, list[tuple[str, str]]]] = {
    "the same words go to the heir who has them, whoever comes first": (
        [(None, "Warm bread every day", "d")],
        [(None, "Warm bread on Sunday every day", "x"), (None, "Warm bread every day", "y")],
        [("value_added", "Warm bread on Sunday every day"), ("value_moved", "y")],
    ),
    "the best match goes to the heir who has it": (
        [(None, "One two three four", "d")],
        [(None, "One two eight nine", "x"), (None, "One two three nine", "y")],
        [("value_added", "One two eight nine"), ("value_reworded", "One two three nine"),
         ("value_moved", "y")],
    ),
    "each heir has one": (
        [(None, "Quiet", "d"), (None, "Bread", "d")],
        [(None, "Bread", "x"), (None, "Quiet", "y")],
        [("value_moved", "x"), ("value_moved", "y")],
    ),
    "somebody else's words are not theirs": (
        [(None, "Quiet", "a")], [(None, "Quiet", "x")],
        [("value_added", "Quiet"), ("value_dropped", "Quiet")],
    ),
    "an id on one side only": (
        [("q", "Quiet", "d"), (None, "Bread", "d")], [(None, "Quiet", "x"), ("b", "Bread", "x")],
        [("value_moved", "x"), ("value_moved", "x")],
    ),
    "two ids that differ": (
        [("q", "Quiet", "d")], [("r", "Quiet", "x")],
        [("value_added", "Quiet"), ("value_dropped", "Quiet")],
    ),
    "two ids that differ beside one that is missing": (
        [("q", "Quiet", "d"), (None, "Quiet", "d")], [("r", "Quiet", "x")],
        [("value_moved", "x"), ("value_dropped", "Quiet")],
    ),
    "one of two equal ones": (
        [(None, "Quiet", "d"), (None, "Quiet", "d")], [(None, "Quiet", "x")],
        [("value_moved", "x"), ("value_dropped", "Quiet")],
    ),
    "an id that stands twice is told apart by the words": (
        [("q", "Quiet", "d"), ("q", "Bread", "d")], [("q", "Bread", "x")],
        [("value_moved", "x"), ("value_dropped", "Quiet")],
    ),
    "an id that stands twice in both": (
        [("q", "Quiet", "d"), ("q", "Bread", "d")], [("q", "Bread", "x"), ("q", "Quiet", "x")],
        [("value_moved", "x"), ("value_moved", "x")],
    ),
    "less than half of the words in common is another value": (
        [(None, "one two three four five", "d")], [(None, "one two six seven eight", "x")],
        [("value_added", "one two six seven eight"), ("value_dropped", "one two three four five")],
    ),
    "half of the words in common is the same value": (
        [(None, "one two three four", "d")], [(None, "one two five six", "x")],
        [("value_reworded", "one two five six"), ("value_moved", "x")],
    ),
    "words that look otherwise only": (
        [(None, "I don't wait - ever...", "d")], [(None, "I don\u2019t wait \u2013 ever\u2026", "x")],
        [("value_moved", "x")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LOOSE)
def test_values_without_ids_are_looked_for_among_all_heirs_at_once(case: str) -> None:
    old, new, expected = LOOSE[case]
    assert sorted(loosely(old, new)) == sorted(expected)


@dataclass(frozen=True)
class Held:
    words: str
    customer: str
    id: str | None = None


def test_a_thousand_equal_values_are_matched_shelf_by_shelf() -> None:
    many = [Held("Quiet", "a")] * 2_000
    looked = Counter[str]()

    def words(held: Held) -> str:
        looked["words"] += 1
        return held.words

    found = list(match_entries(many, many[1:], words, {"a": ("a",)}))
    assert [bool(one.old) + 2 * bool(one.new) for one in found] == [3] * 1_999 + [1]
    assert looked["words"] == 3_999


HELD = st.builds(
    Held,
    st.sampled_from(["a b c d", "a b c e", "a b f g", "h", "a b c d i"]),
    st.sampled_from("xyz"),
    st.sampled_from([None, None, None, "p", "q"]),
)
KIN = {"x": ("x", "y"), "y": ("x",), "z": ("z",)}
"""Its own mirror: whoever can have come from somebody can have become them."""


@given(st.lists(HELD, max_size=7), st.lists(HELD, max_size=7), st.sampled_from([None, KIN]))
def test_a_match_is_a_match_from_both_sides(
    old: list[Held], new: list[Held], kin: dict[str, tuple[str, ...]] | None
) -> None:
    def pairs(one: list[Held], other: list[Held]) -> set[tuple[int, int, bool]]:
        numbered = [[Numbered(place, held) for place, held in enumerate(side)]
                    for side in (one, other)]  # fmt: skip
        found = list(match_entries(numbered[0], numbered[1], lambda n: n.held.words, kin))
        assert sorted(n.new.place for n in found if n.new) == list(range(len(other)))
        assert sorted(n.old.place for n in found if n.old) == list(range(len(one)))
        return {(n.old.place, n.new.place, n.guessed) for n in found if n.old and n.new}

    assert pairs(old, new) == {(b, a, guessed) for a, b, guessed in pairs(new, old)}


@dataclass(frozen=True)
class Numbered:
    place: int
    held: Held

    @property
    def id(self) -> str | None:
        return self.held.id

    @property
    def customer(self) -> str:
        return self.held.customer


def test_lines_that_fit_are_matched_as_long_as_they_are_a_hundred_on_either_side() -> None:
    def both(number: int) -> int:
        found = pair_entries(
            range(number), range(1000, 1000 + number), fits=lambda a, b: b - a == 1000
        )
        return sum(one.old is not None and one.new is not None for one in found)

    assert (both(100), both(101)) == (100, 0)


@pytest.mark.parametrize(
    ("old", "new", "compared"),
    [
        # X and Y were one, so nobody says who of them won; both are held against A, B and C.
        (["a", "d", "b", "c"], ["x", "a", "y", "b", "c"], 9),
        (["a", "d", "b", "c"], ["a", "x", "b"], 3),
        (["a", "b", "c"], ["x", "a", "y", "b", "c"], 3),
        (["d"], ["x", "y"], 0),
    ],
)
def test_the_parts_of_one_customer_are_no_pair(
    old: list[str], new: list[str], compared: int
) -> None:
    split = without("d", x={"name": "X", "was": ["d"]}, y={"name": "Y", "was": ["d"]})
    both = between(record(order=old), record("2025-01-01", customers=split, order=new))
    assert both.pairs.compared == compared


def test_the_words_of_more_than_a_hundred_are_not_held_against_each_other() -> None:
    def reworded(number: int) -> int:
        old = [Held(f"one two three x{place}", "a") for place in range(number)]
        new = [Held(f"one two three y{place}", "a") for place in range(number)]
        return sum(
            one.guessed for one in match_entries(old, new, lambda one: one.words, {"a": ("a",)})
        )

    assert (reworded(100), reworded(101)) == (100, 0)


# ---- both readers


def plainly(data: bytes) -> Record:
    record = fast.recognise(reader.read(data, "record").data)
    assert record is not None
    return record


def with_models(data: bytes) -> Record:
    return Record.model_validate(reader.read(data, "record").data)


@pytest.mark.parametrize("old", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
@pytest.mark.parametrize("new", EXAMPLES, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_both_readers_see_the_same_changes(old: Path, new: Path) -> None:
    read = [with_models(path.read_bytes()) for path in (old, new)]
    bare = [plainly(path.read_bytes()) for path in (old, new)]
    assert between(read[0], read[1]).changes == between(bare[0], bare[1]).changes


@given(records(), records())
def test_both_readers_see_the_same_in_any_two_records(one: Record, other: Record) -> None:
    bare = [plainly(writer.dump(record.to_data()).encode()) for record in (one, other)]
    assert between(one, other).changes == between(bare[0], bare[1]).changes


def test_the_shorthands_are_read_plainly() -> None:
    """
    team: 7
    held: 2024-03-14
    word: guest
    people: [Eva]
    customers:
      a: {name: Anna, values: [Quiet, 1984]}
    learn: [{question: X?, answered_by: e}]
    """
    text = YAML().load(test_the_shorthands_are_read_plainly.__doc__)
    record = plainly(json.dumps(text, default=str).encode())
    assert (record.team, record.word and record.word.many) == ("7", "guests")
    assert [v.text for v in record.customers["a"].values] == ["Quiet", "1984"]
    assert record.people[0].name == "Eva"
    assert record.learn[0].answered_by == ("e",)


def test_comparing_needs_no_model_no_colours_and_no_command_line() -> None:
    code = (
        "import sys; import customer_cli.diff.compare, customer_cli.diff.side, "
        "customer_cli.record.fast, customer_cli.yamldoc.reader; "
        "print(*{m.split('.')[0] for m in sys.modules})"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"pydantic", "rich", "typer"}.isdisjoint(ended.stdout.split())
