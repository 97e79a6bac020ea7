"""The JSON Schema takes what the reader takes or show prints, and refuses any slip."""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from pydantic import BaseModel

from customer_cli.analysis.hierarchy import build_hierarchy
from customer_cli.cli.schema import DIALECT, MAKERS, make_schema
from customer_cli.errors import Unreadable, _count_edits
from customer_cli.record import documents, explain
from customer_cli.record.format import LENSES, LensName
from customer_cli.record.keys import explain_key
from customer_cli.record.model import Record
from customer_cli.render.data import render_report
from customer_cli.reports.hierarchy import build_hierarchy_data
from customer_cli.yamldoc import reader
from tests.strategies import example_record, lenses, records

ROOT = Path(__file__).parent.parent
RECORDS = [Path(__file__).parent / "documents" / "record.yaml"]
RECORDS += sorted((ROOT / "workshops").glob("*/*.yaml"))
GUIDES = sorted((ROOT / "src" / "customer_cli" / "data" / "guides").glob("*.yaml"))
SMALL = {
    "team": "Reading for All",
    "held": "2024-03-14",
    "customers": {"teachers": {"name": "Those who teach them to read"}},
}
Data = dict[str, Any]
Change = Callable[[Data], object]


@functools.cache
def judge(kind: str) -> jsonschema.Draft202012Validator:
    made = json.loads(make_schema(kind))
    jsonschema.Draft202012Validator.check_schema(made)
    return jsonschema.Draft202012Validator(made)


def data_of(path: Path) -> Data:
    return reader.read(path.read_bytes(), path.name).data


def reads(data: Data) -> bool:
    """Tell whether the program takes *data* as a record."""
    try:
        documents.validate(data)
    except Unreadable:
        return False
    return True


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_records_fit_the_schema(path: Path) -> None:
    judge("record").validate(data_of(path))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_guides_fit_the_schema(path: Path) -> None:
    judge("guide").validate(data_of(path))


def test_there_are_guides_to_hold_against_the_schema() -> None:
    assert GUIDES


def value(entry: object) -> Change:
    return lambda data: data["customers"]["teachers"].update(values=[entry])


def evidence(**entry: object) -> Change:
    return value({"text": "Training", "evidence": [{"kind": "said", **entry}]})


def key(**entries: object) -> Change:
    return lambda data: data.update(entries)


SHORTHANDS: dict[str, Change] = {
    "a value as a sentence": value("Training that fits into one school week"),
    "a value as a number": value(42),
    "a person as a name": key(people=["Rina", {"name": "Pak Joko"}]),
    "the word as one word": key(word="learner"),
    "the word as one and many": key(word={"one": "child", "many": "children"}),
    "a team that is a number": key(team=2026),
    "an id that is a number": key(previous=2023, learn=[{"id": 7, "question": "When?"}]),
    "null lists": key(people=None, order=None, customers=None, learn=None, answers=None),
    "one piece of evidence": key(learn=[{"question": "When?", "answered_by": "2024-talks"}]),
    "several pieces of evidence": key(learn=[{"question": "When?", "answered_by": ["a", "b"]}]),
    "a date": evidence(date="2024-02-09"),
    "a key of one's own": key(colour="blue"),
}

SLIPS: dict[str, Change] = {
    "a kind of value": value({"text": "Training", "kind": "wants"}),
    "a kind of evidence": evidence(kind="gess"),
    "a fact": lambda data: data["customers"]["teachers"].update(facts=["benefit"]),
    "a lens": key(lens="druker"),
    "a missing name": key(customers={"teachers": {}}),
    "a missing team": lambda data: data.pop("team"),
    "an id with a blank": key(customers={"Those who teach": {"name": "x"}}),
    "a primary with a blank": key(primary="Those who teach"),
    "a list for a text": key(team=["Reading"]),
    "a text for a list": key(order="teachers"),
    "support beyond five": key(decision={"support": {"rina": 6}}),
    "fewer than no people": evidence(people=-1),
    "yes for true": evidence(from_them="yes"),
}


@pytest.mark.parametrize("change", SHORTHANDS.values(), ids=SHORTHANDS.keys())
def test_the_schema_takes_what_people_may_write(change: Change) -> None:
    data = copy.deepcopy(SMALL)
    change(data)
    assert reads(data)
    judge("record").validate(data)


@pytest.mark.parametrize("change", SLIPS.values(), ids=SLIPS.keys())
def test_the_schema_refuses_a_slip_as_the_reader_does(change: Change) -> None:
    data = copy.deepcopy(SMALL)
    change(data)
    assert not reads(data)
    assert not judge("record").is_valid(data)


@pytest.mark.parametrize(
    "change",
    [key(hlep="x"), key(slot="value"), key(quick=7), key(ask=None)],
    ids=["hlep", "slot", "quick", "ask"],
)
def test_the_schema_of_a_guide_refuses_a_slip(change: Change) -> None:
    question = {"id": "team", "ask": "Who are we?"}
    guide = {"guide": "ours", "title": "Ours", "purpose": "To see."}
    section = {"id": "one", "title": "One", "questions": [question]}
    assert judge("guide").is_valid({**guide, "sections": [section]})
    change(question)
    assert not judge("guide").is_valid({**guide, "sections": [section]})


@pytest.mark.parametrize("kind", MAKERS)
def test_the_schema_says_what_it_is_and_what_each_key_means(
    kind: str,
) -> None:
    made = json.loads(make_schema(kind))
    assert made["$schema"] == DIALECT
    assert made["title"] == f"customer-cli {kind}"
    models = [made, *made["$defs"].values()]
    assert len(models) > 2
    for model in models:
        assert model["description"]
        for name, entry in model["properties"].items():
            assert entry.get("description"), (model["title"], name)


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_show_prints_fits_its_schema(path: Path, lens: LensName) -> None:
    record = documents.read_record(path.read_bytes(), path.name).record
    whole = build_hierarchy(record, lens=lens, as_of=record.held, label=path.stem)
    for found in (whole, *(whole.only(row.id) for row in whole.rows)):
        judge("show").validate(json.loads(render_report(build_hierarchy_data(found))))


@settings(max_examples=25)
@given(records(), lenses())
def test_what_show_prints_of_any_record_fits_its_schema(record: Record, lens: LensName) -> None:
    judge("show").validate(
        json.loads(render_report(build_hierarchy_data(build_hierarchy(record, lens=lens))))
    )


OUTPUTS: dict[str, Change] = {
    "a status nobody derives": lambda data: data["customers"][0]["values"][0].update(status="new"),
    "old as a word": lambda data: data["customers"][0]["values"][0].update(old="yes"),
    "no status": lambda data: data["customers"][0]["values"][0].pop("status"),
    "a rank of nought": lambda data: data["customers"][0].update(rank=0),
    "no standing": lambda data: data["customers"][0].pop("standing"),
    "customers by id": lambda data: data.update(customers={}),
    "no day of judging": lambda data: data.pop("as_of"),
    "another schema": lambda data: data.update(schema=2),
}


@pytest.mark.parametrize("change", OUTPUTS.values(), ids=OUTPUTS.keys())
def test_the_schema_of_show_refuses_what_show_never_prints(change: Change) -> None:
    data = json.loads(render_report(build_hierarchy_data(build_hierarchy(example_record()))))
    judge("show").validate(data)
    change(data)
    assert not judge("show").is_valid(data)


@pytest.mark.parametrize("model", explain.model_depths(Record), ids=lambda model: model.__name__)
def test_the_schema_for_editors_marks_a_key_as_the_reader_does(model: type[BaseModel]) -> None:
    made = json.loads(make_schema("record"))
    names = (made if model is Record else made["$defs"][model.__name__])["propertyNames"]
    takes = jsonschema.Draft202012Validator(names).is_valid
    known = explain.keys_of(model)
    assert all(takes(key) for key in [*known, "colour", "rate", "x-note", "weather"])
    for key in known:
        slips = {key[:i] + new + key[i + cut :] for i in range(len(key) + 1)
                 for new in ("", "q", key[i + 1 : i + 2] + key[i : i + 1])
                 for cut in (0, 1, 2)}  # fmt: skip
        for slip in slips - set(known):
            if len(slip) > 1 and abs(len(slip) - len(key)) < 2 and _count_edits(slip, key) == 1:
                assert takes(slip) is (explain_key((*PATHS[model.__name__], slip), "x") is None), (
                    slip
                )
    elsewhere = {
        key for other in explain.model_depths(Record) for key in explain.keys_of(other)
    } - set(known)
    assert not any(takes(key) for key in elsewhere)
    assert not any(takes(key) for key in (known[-1].upper(), known[-1].capitalize()))


PATHS: dict[str, tuple[str | int, ...]] = {
    "Record": (), "Word": ("word",), "Person": ("people", 0), "Customer": ("customers", "a"),
    "Value": ("customers", "a", "values", 0), "Evidence": ("customers", "a", "evidence", 0),
    "TieBreak": ("tie_breaks", 0), "NotServed": ("not_served", 0), "Expected": ("expected", 0),
    "Learn": ("learn", 0), "Parked": ("parked", 0), "Left": ("left", 0), "Decision": ("decision",),
    "Dissent": ("decision", "dissent", 0), "ReadBack": ("decision", "read_back"),
    "Acknowledged": ("acknowledged", 0),
}  # fmt: skip
