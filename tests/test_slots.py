"""Rows out of a record and rows into a record are inverse, whatever else the record holds."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import assume, given

from customer_cli.interview.answers import normalize, summarize, with_choices
from customer_cli.interview.slots import SLOTS
from customer_cli.interview.store import free_answer_slot
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids, find_problems
from customer_cli.record.spec import Field
from tests.strategies import records

SAID = {
    "team": "Reading for All",
    "word": {"one": "learner", "many": "learners"},
    "people": [{"id": "rina", "name": "Rina", "seat": "window"}],
    "primary": "teachers",
    "customers": {
        "teachers": {
            "name": "Teachers",
            "because": "Without them nothing reaches a child.",
            "values": [
                {
                    "id": "short",
                    "text": "A week at most",
                    "takes": "Two trainers.",
                    "evidence": [
                        {"id": "a", "kind": "guess", "date": "2024-01-01", "source": "Rina"},
                        {"id": "b", "kind": "said", "words": "Yes."},
                    ],
                },
                {
                    "id": "quiet",
                    "text": "Quiet",
                    "evidence": [{"id": "c", "kind": "said", "people": 0, "words": "Nobody."}],
                },
            ],
        }
    },
    "tie_breaks": [
        {"prefer": "teachers", "over": "donors", "room": 1},
        {"prefer": "teachers", "over": "donors", "room": 3},
        {"prefer": "teachers", "over": "heads", "room": 2},
    ],
}  # fmt: skip


def abouts(slot: str, data: dict[str, Any]) -> list[str]:
    return list(data.get("customers") or {}) if slot in ("values", "facts", "describe") else [""]


@pytest.mark.parametrize("name", SLOTS)
def test_rows_taken_out_and_put_back_change_nothing(name: str) -> None:
    data = copy.deepcopy(SAID)
    for about in abouts(name, data):
        SLOTS[name].write(data, tuple(SLOTS[name].read(data, about)), about)
    assert Record.model_validate(data | {"held": "2024-01-01"}).to_data() == (
        Record.model_validate(SAID | {"held": "2024-01-01"}).to_data()
    )


@given(records())
def test_any_record_goes_through_every_slot_unchanged(record: Record) -> None:
    data = complete_ids(record.to_data())
    assume(not list(find_problems(data)))  # two things of one id are no record
    before = Record.model_validate(data).to_data()
    for name, slot in SLOTS.items():
        for about in abouts(name, data):
            slot.write(data, tuple(slot.read(data, about)), about)
    assert Record.model_validate(data).to_data() == before


def test_a_changed_row_keeps_what_its_fields_do_not_name() -> None:
    data = copy.deepcopy(SAID)
    rows = SLOTS["values"].read(data, "teachers")
    SLOTS["values"].write(data, ({**rows[0], "text": "A week", "how": "story"},), "teachers")
    (value,) = data["customers"]["teachers"]["values"]  # type: ignore[index]
    assert value["takes"] == "Two trainers."
    assert [piece["id"] for piece in value["evidence"]] == ["a", "b"]
    assert value["evidence"][0]["kind"] == "story"


def test_customers_keep_their_place_and_new_ones_come_last() -> None:
    data: dict[str, Any] = {"customers": {"a": {"name": "A", "about": "x"}, "b": {"name": "B"}}}
    rows = ({"id": "c", "name": "C"}, {"id": "b", "name": "B"}, {"id": "a", "name": "A+"})
    SLOTS["customers"].write(data, rows, "")
    assert list(data["customers"]) == ["a", "b", "c"]
    assert data["customers"]["a"] == {"name": "A+", "about": "x"}


def test_a_free_answer_stands_under_its_questions_name() -> None:
    data: dict[str, Any] = {}
    free_answer_slot("opening").write(data, ({"answer": "Nobody would notice."},), "")
    assert data == {"answers": {"opening": "Nobody would notice."}}


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("customers", [{"name": " School   heads\x1b[2J "}],
         [{"name": "School heads[2J", "id": "school-heads-2j"}]),
        ("customers", [{"name": "A"}, {"name": ""}, {"name": "A!"}],
         [{"name": "A", "id": "a"}, {"name": "A!", "id": "a-2"}]),
        ("people", [{"name": "读", "id": ""}], [{"name": "读"}]),
        ("result", [{"result": "one \r\ntwo\n\n"}], [{"result": "one\ntwo"}]),
        ("facts", [{"facts": ["uses", "uses", "pays"]}], [{"facts": ["uses", "pays"]}]),
        ("values", [{"id": "short"}], []),
    ],
)  # fmt: skip
def test_what_is_typed_is_cleaned_and_gets_its_id(
    name: str, typed: list[dict[str, Any]], kept: list[dict[str, Any]]
) -> None:
    assert list(normalize(SLOTS[name], typed)) == kept


@pytest.mark.parametrize(
    ("name", "asked"), [("", False), ("Anna", False), ("\u8bfb", True), ("\u8bfb a", True)]
)
def test_a_short_name_is_asked_for_where_none_can_be_made(name: str, asked: bool) -> None:
    for slot in ("customers", "people"):
        (short,) = (field for field in SLOTS[slot].fields if field.name == "id")
        assert short.applies({"name": name}) is asked


@pytest.mark.parametrize(
    ("how", "asked"),
    [("", False), ("guess", False), ("proxy", True), ("said", True), ("story", True),
     ("behaviour", True)],
)  # fmt: skip
def test_who_said_so_is_asked_for_what_is_no_guess(how: str, asked: bool) -> None:
    evidence = {"words", "people", "date", "source"}
    fields = [field for field in SLOTS["values"].fields if field.name in evidence]
    assert [field.applies({"how": how}) for field in fields] == [asked] * 4


def test_the_primary_customer_is_offered_first_in_the_order() -> None:
    data = {"primary": "b", "customers": {"a": {"name": "A"}, "b": {"name": "B"}}}
    (field,) = SLOTS["order"].fields
    assert [choice.id for choice in with_choices(field, data).choices] == ["b", "a"]


def test_a_summary_says_names_and_stays_on_one_line() -> None:
    data = {"customers": {"a": {"name": "A"}, "b": {"name": "B"}}}
    fields = [with_choices(field, data) for field in SLOTS["tie_breaks"].fields]
    assert summarize(({"prefer": "a", "over": "b"},), fields) == "A > B"
    assert summarize(({"x": "one\ntwo"},), [Field("x", "X", "text")]) == "one two"
