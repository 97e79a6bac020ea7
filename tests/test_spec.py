"""The rows of the record's lists agree with its models, and everything is in them that is a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from customer_cli.interview.slots import SLOTS
from customer_cli.record import explain
from customer_cli.record import model as record_model
from customer_cli.record.model import Decision, Record
from customer_cli.record.spec import LISTS, ListSpec
from tests.strategies import example_record

IDS = [spec.key for spec in LISTS]


def lists_of(model: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The lists of entries in *model*: the keys that lead to one, and the entry's model."""
    for key, shape in explain.types_by_key(model).items():
        inner = explain.without_annotations(get_args(shape)[0]) if get_args(shape) else None
        if entry := explain.model_in(inner):
            yield (*above, key), entry.__name__


def test_every_list_of_the_record_has_a_row() -> None:
    found = dict([*lists_of(Record), *lists_of(Decision, ("decision",))])
    assert {spec.path: spec.model for spec in LISTS} == found


@pytest.mark.parametrize("spec", LISTS, ids=IDS)
def test_a_row_names_the_fields_of_its_model(spec: ListSpec) -> None:
    model = getattr(record_model, spec.model)
    names = [field.name for field in spec.fields]
    assert {*names, "id", "evidence"} >= {*explain.keys_of(model)} >= {*names} - {"id"}
    needed = {field.name for field in spec.fields if field.required}
    assert needed == {key for key, one in model.model_fields.items() if one.is_required()}
    assert spec.has_ids is ("id" in explain.keys_of(model) and "id" not in spec.identity)
    assert {*spec.identity} <= {*names}
    assert spec.reason in ("", *names)
    assert explain.NAMES[spec.model] == spec.one


@pytest.mark.parametrize("spec", LISTS, ids=IDS)
def test_a_row_says_what_can_be_chosen(spec: ListSpec) -> None:
    model = getattr(record_model, spec.model)
    for field in spec.fields:
        words = explain.fixed_words(model.model_fields[field.name].annotation)
        if words and field.asked:
            assert sorted(choice.id for choice in field.choices) == sorted(words)
        if field.source and not field.free:
            shape = explain.type_at(model, (field.name,))
            assert shape is str or get_args(shape)[:1]
    assert (spec.key in SLOTS) is spec.is_asked


def test_the_entries_of_a_row_are_found_in_a_record_and_in_its_data() -> None:
    record = example_record()
    data = record.to_data()
    for spec in LISTS:
        assert [entry.to_data() for entry in spec.of_record(record)] == spec.of_data(data)
    assert all(not spec.of_data({}) and not spec.of_record(object()) for spec in LISTS)
