"""Data in canonical form has every id in place and no shorthand, and keeps what it has."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from customer_cli.ids import is_id
from customer_cli.reading.canonical import complete_ids
from customer_cli.reading.documents import validate
from customer_cli.reading.references import listed
from tests.strategies import example_data, record_data

Data = dict[str, Any]


def ids_in(data: Data) -> list[tuple[str, str]]:
    return [(kind, entry["id"]) for kind, _, entry in listed(data)]


def one_value(value: object, customer: str = "teachers") -> Data:
    values = complete_ids({"customers": {customer: {"name": "x", "values": [value]}}})
    made: Data = values["customers"][customer]["values"][0]
    return made


def evidence_id(**evidence: object) -> str:
    value = one_value({"id": "v", "text": "x", "evidence": [evidence]})
    return str(value["evidence"][0]["id"])


def test_the_example_keeps_every_id_it_has() -> None:
    data = example_data()
    whole = complete_ids(data)
    assert data == example_data()
    assert whole["customers"]["heads"]["values"] == [
        {
            "id": "proof-before-budget-closes",
            "text": "Proof before the budget closes in June",
        }
    ]
    del whole["customers"]["heads"], data["customers"]["heads"]
    assert whole == data


def test_shorthands_are_spelled_out() -> None:
    whole = complete_ids({"word": "learner", "people": ["Pak Joko", 7], "team": "x"})
    assert whole == {
        "word": {"one": "learner", "many": "learners"},
        "people": [{"id": "pak-joko", "name": "Pak Joko"}, {"id": "7", "name": "7"}],
        "team": "x",
    }


def test_an_id_comes_first() -> None:
    assert list(one_value({"text": "Training", "kind": "want", "id": None})) == [
        "id", "text", "kind"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ({"kind": "said", "date": "2024-02-09", "source": "exit talks"}, "2024-02-exit-talks"),
        ({"kind": "said", "date": "2024-02-09", "words": "I liked it"}, "2024-02-i-liked"),
        ({"kind": "story", "date": "2024-02-09"}, "2024-02-story"),
        ({"kind": "said", "source": "exit talks"}, "exit-talks"),
        ({"kind": "guess"}, "teachers-guess"),
        ({"kind": "said", "words": "我喜欢"}, "teachers-said"),
    ],
    ids=["source", "words", "kind", "no date", "nothing", "no Latin letter"],
)
def test_evidence_is_named_by_its_month_and_words(evidence: Data, expected: str) -> None:
    assert evidence_id(**evidence) == expected


def test_what_has_no_latin_letter_is_named_by_what_it_is() -> None:
    whole = complete_ids(
        {
            "people": ["田中", {"name": "鈴木", "role": "head teacher"}],
            "customers": {"teachers": {"name": "先生", "values": ["短い研修", "安い研修"]}},
            "learn": [{"question": "いつ？", "about": "teachers"}, {"question": "誰？"}],
            "decision": {"dissent": [{"says": "違う"}]},
        }
    )
    assert ids_in(whole) == [
        ("people", "person"), ("people", "head-teacher"),
        ("values", "teachers-value"), ("values", "teachers-value-2"),
        ("learn", "teachers-learn"), ("learn", "learn"), ("dissent", "dissent"),
    ]  # fmt: skip


def test_a_made_id_gives_way_to_one_that_stands_further_down() -> None:
    values = ["Short training", {"id": "short-training", "text": "x"}]
    whole = complete_ids({"customers": {"a": {"name": "A", "values": values}}})
    assert [key for _, key in ids_in(whole)] == ["short-training-2", "short-training"]


@given(record_data())
@settings(max_examples=40)
def test_canonical_data_is_a_record_with_ids_that_are_its_own(data: Data) -> None:
    for _, _, entry in listed(data):
        entry.pop("id", None)
    whole = complete_ids(data)
    made = ids_in(whole)
    assert len(set(made)) == len(made)
    assert all(is_id(key) for _, key in made)
    validate(whole)
    assert complete_ids(whole) == whole


@given(record_data())
@settings(max_examples=25)
def test_an_id_that_is_there_is_never_touched(data: Data) -> None:
    before = [(path, entry.get("id")) for _, path, entry in listed(data)]
    after = {path: entry["id"] for _, path, entry in listed(complete_ids(data))}
    assert all(after[path] == key for path, key in before if key)
