"""Data in canonical form has every id in place and no shorthand, and keeps what it has."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.ids import is_id
from customer_cli.record.documents import validate
from customer_cli.record.references import complete_ids, entries_with_ids
from tests.strategies import example_data, record_data

Data = dict[str, Any]


def ids_in(data: Data) -> list[tuple[str, str]]:
    return [(kind, entry["id"]) for kind, _, entry in entries_with_ids(data)]


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
            "id": "proof-before-budget-closes-cj2b0",
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
        ({"kind": "said", "date": "2024-02-09", "source": "exit talks"}, "2024-02-09-v-6kg4x"),
        ({"kind": "said", "date": "2024-02-09", "words": "I liked it"}, "2024-02-09-v-qwff2"),
        ({"kind": "story", "date": "2024-02-09"}, "2024-02-09-v-mc785"),
        ({"kind": "said", "source": "exit talks"}, "v-psyw4"),
        ({"kind": "guess"}, "v-060tm"),
        ({"kind": "said", "words": "我喜欢"}, "v-8tx1v"),
    ],
    ids=["source", "words", "kind", "no date", "nothing", "no Latin letter"],
)
def test_evidence_is_named_by_its_day_its_value_and_a_digest(evidence: Data, expected: str) -> None:
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
        ("people", "person-6wmaa"), ("people", "head-teacher-5x7sk"),
        ("values", "value-1bnhc"), ("values", "value-bxkyy"),
        ("learn", "learn-v0amt"), ("learn", "learn-j0cnh"), ("dissent", "dissent-56n2b"),
    ]  # fmt: skip


def test_a_made_id_gives_way_to_one_that_stands_further_down() -> None:
    values = ["Short training", {"id": "short-training", "text": "x"}]
    whole = complete_ids({"customers": {"a": {"name": "A", "values": values}}})
    assert [key for _, key in ids_in(whole)] == ["short-training-xnmm9", "short-training"]


def test_evidence_about_a_group_is_named_by_the_group_and_stays_so_when_it_left() -> None:
    heard = {"kind": "said", "date": "2024-02-09", "words": "I liked it"}
    whole = complete_ids(
        {
            "customers": {"teachers": {"name": "Teachers", "evidence": [dict(heard)]}},
            "left": [{"id": "donors", "evidence": [dict(heard)]}],
        }
    )
    assert [key[:-6] for _, key in ids_in(whole)] == ["2024-02-09-teachers", "2024-02-09-donors"]


def test_the_first_of_two_entries_keeps_their_id_and_the_other_gets_one_of_its_own() -> None:
    values = [{"id": "time", "text": "Time"}, {"id": "time", "text": "A seat of my own"},
              {"id": "time", "text": "Time"}]  # fmt: skip
    whole = complete_ids({"customers": {"a": {"name": "A", "values": values}}})
    first, second, third = (key for _, key in ids_in(whole))
    assert (first, third) == ("time", "time-2")
    assert second.startswith("seat-my-own-")


def test_an_id_of_an_earlier_record_is_not_given_to_other_words() -> None:
    earlier = {"customers": {"a": {"name": "A", "values": [
        {"id": "quiet", "text": "A room of one's own"}, {"id": "rest", "text": "Rest"},
    ]}}}  # fmt: skip
    data = {"customers": {"a": {"name": "A", "values": ["Quiet", "rest."]}}}
    assert [key for _, key in ids_in(complete_ids(data))] == ["quiet", "rest"]
    quiet, rest = (key for _, key in ids_in(complete_ids(data, earlier)))
    assert quiet.startswith("quiet-")
    assert rest == "rest"


@given(record_data(), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_an_id_is_the_same_whatever_stands_before_and_behind(data: Data, dice: Random) -> None:
    for _, _, entry in entries_with_ids(data):
        entry.pop("id", None)
    other = copy.deepcopy(data)
    for customer in other["customers"].values():
        dice.shuffle(customer.get("values", []))
    dice.shuffle(other.get("learn", []))
    dice.shuffle(other.get("people", []))
    assert sorted(ids_in(complete_ids(other))) == sorted(ids_in(complete_ids(data)))


@given(record_data())
@settings(max_examples=40)
def test_canonical_data_is_a_record_with_ids_that_are_its_own(data: Data) -> None:
    for _, _, entry in entries_with_ids(data):
        entry.pop("id", None)
    whole = complete_ids(data)
    made = ids_in(whole)
    assert len(set(made)) == len(made)
    assert all(is_id(key) for _, key in made)
    validate(whole)
    assert complete_ids(whole) == whole


@given(record_data())
@settings(max_examples=25)
def test_an_id_that_is_there_stays_with_the_first_that_has_it(data: Data) -> None:
    first: dict[tuple[str, str], tuple[str | int, ...]] = {}
    for kind, path, entry in entries_with_ids(data):
        if entry.get("id"):
            first.setdefault((kind, entry["id"]), path)
    after = {path: entry["id"] for _, path, entry in entries_with_ids(complete_ids(data))}
    assert all(after[path] == key for (_, key), path in first.items())
