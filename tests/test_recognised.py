"""The recogniser against the models it is written from: the same records, the same values."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from scripts.plain_fields import table

from customer_cli.errors import Unreadable
from customer_cli.record import documents, fast, fast_fields
from customer_cli.record.model import Record, RecordPart
from customer_cli.yamldoc import writer
from tests.strategies import example_data, record_data

ODD: list[Any] = [
    None, "", " ", "word", "Two words", "an-id", "An-Id", "-id", "id\n", "ä", "٢٠٢٤-٠١-٠١", "0",
    "2024-02-29", "2023-02-29", "20240101", "2024-W01-1", "2024-1-1", "2024-01-01\n", "true",
    0, 1, 5, 6, -1, 2026, 10**17, 2.5, -0.5, True, False, [], {}, [None], ["a"], ["a", "a"], [[]],
    [1, 2.5, True], {"id": "a"}, {"text": "b"}, {"name": "c", "strange": 1}, {"a": 1}, {"A b": 5},
    {"a": 0}, {"kind": "said"}, {"kind": "Said"}, "said", "need", "pays", "open", "decided",
]  # fmt: skip
"""What may stand anywhere in a file that somebody wrote by hand."""
KEYS = ["text", "id", "name", "kind", "date", "people", "Name", "x", "order", "values", "status"]


def without_dates(value: Any) -> Any:
    """*value* as the reader of YAML gives it: the days in it are text."""
    if isinstance(value, dict):
        return {key: without_dates(one) for key, one in value.items()}
    if isinstance(value, list):
        return [without_dates(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in *value*: what holds it, and its key or index there."""
    steps = list(value) if isinstance(value, dict) else range(len(value))
    for step in steps:
        yield value, step
        if isinstance(value[step], dict | list):
            yield from places(value[step])


def mutated(data: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """A copy of *data* in which up to three things are not as they were."""
    data = copy.deepcopy(data)
    for _ in range(rng.randint(0, 3)):
        holder, step = rng.choice(list(places(data)))
        match rng.randint(0, 5):
            case 0:
                del holder[step]
            case 1 if isinstance(holder, dict):
                holder[rng.choice(KEYS)] = holder.pop(step)
            case 2 if isinstance(holder, dict):
                holder[rng.choice(KEYS)] = copy.deepcopy(rng.choice(ODD))
            case 3 if isinstance(holder, list):
                holder.append(copy.deepcopy(holder[step]))
            case _:
                holder[step] = copy.deepcopy(rng.choice(ODD))
        if not data:
            break
    return data


def parts(value: Any) -> Iterator[RecordPart]:
    if isinstance(value, RecordPart):
        yield value
        value = list(vars(value).values())
    if isinstance(value, dict):
        value = list(value.values())
    for one in value if isinstance(value, tuple | list) else ():
        yield from parts(one)


def assert_same(bare: Any, model: Any) -> None:
    """Both hold the same, field by field and all the way down."""
    if isinstance(model, RecordPart):
        assert type(bare).__name__ == type(model).__name__
        assert bare.model_fields_set == model.model_fields_set
        assert bare.to_data() == model.to_data()
        for name in type(model).model_fields:
            assert_same(getattr(bare, name), getattr(model, name))
        assert bare == model
        assert model == bare
    elif isinstance(model, tuple):
        assert len(bare) == len(model)
        for one, other in zip(bare, model, strict=True):
            assert_same(one, other)
    elif isinstance(model, dict):
        assert list(bare) == list(model)
        for key in model:
            assert_same(bare[key], model[key])
    assert type(bare) is type(model) or isinstance(model, RecordPart)
    assert bare == model


def judge(data: dict[str, Any]) -> bool:
    """Hold the recogniser against the models on *data*; return whether both take it."""
    given, bare = copy.deepcopy(data), fast.recognise(data)
    assert data == given
    try:
        model = Record.model_validate(data)
    except ValidationError:
        assert bare is None
        return False
    if any(part.model_extra for part in parts(model)):
        assert bare is None
        return False
    assert bare is not None
    assert_same(bare, model)
    return True


def test_the_table_is_what_the_models_say() -> None:
    there = Path(fast_fields.__file__).read_text(encoding="utf-8")
    assert there == table(), "run: python -m scripts.plain_fields"


@given(record_data(), st.integers(0, 2**32))
def test_a_changed_record_is_taken_by_both_or_by_neither(data: dict[str, Any], seed: int) -> None:
    judge(mutated(without_dates(data), random.Random(seed)))


SMALL: dict[str, Any] = {
    "format": 1, "team": "A", "held": "2024-03-14", "word": "guest", "people": ["Eva"],
    "primary": "a", "order": ["a"],
    "customers": {
        "a": {
            "name": "A", "was": ["b"], "facts": ["pays"], "pays_with": ["time"],
            "values": ["Quiet", {"text": "T", "kind": "need", "reworded": "2024-01-01", "evidence": [
                {"kind": "said", "people": 2, "from_them": True, "still_fits": False}]}],
        }
    },
    "learn": [{"question": "Why?", "answered_by": "heard"}],
    "decision": {"status": "decided", "support": {"eva": 3}}, "answers": {"why": "so"},
}  # fmt: skip
"""Each kind of place once."""


def test_each_odd_thing_in_each_place_is_taken_by_both_or_by_neither() -> None:
    taken = 0
    several = [
        (number, odd)
        for number in range(len(list(places(SMALL))))
        for odd in [*ODD, "behaviour", 3]
    ]
    for number, odd in several:
        data = copy.deepcopy(SMALL)
        holder, step = list(places(data))[number]
        holder[step] = copy.deepcopy(odd)
        taken += judge(data)
    assert judge(SMALL)
    assert len(several) / 5 < taken < len(several) * 3 / 4


def test_the_example_changed_at_random_is_taken_by_both_or_by_neither() -> None:
    data = without_dates(example_data())
    rng = random.Random(0)
    assert judge(data)
    assert 25 < sum(judge(mutated(data, rng)) for _ in range(200)) < 175


@pytest.mark.parametrize(
    "wrong",
    [
        {"order": ["nobody"]},
        {"primary": "nobody"},
        {"order": ["a", "a"]},
        {"format": 0},
        {"format": 2},
    ],
    ids=str,
)
def test_what_does_not_agree_within_a_record_is_told_by_whoever_has_the_words(
    wrong: dict[str, Any],
) -> None:
    data = {"team": "A", "held": "2024-03-14", "customers": {"a": {"name": "A"}}, **wrong}
    text = writer.dump(data).encode()
    assert fast.recognise(data) is not None
    with pytest.raises(Unreadable):
        documents.read_record(text, "record.yaml")


def test_a_part_that_was_recognised_is_never_changed() -> None:
    record = fast.recognise({"team": "A", "held": "2024-03-14"})
    assert record is not None
    with pytest.raises(AttributeError, match="never changed"):
        record.team = "B"  # type: ignore[misc]
    assert hash(record.customers.get("a")) == hash(None)


def test_two_parts_are_equal_where_all_their_words_are_and_only_there() -> None:
    one, same, other = (
        fast.recognise({"team": team, "held": "2024-03-14", "parked": [{"text": text}]})
        for team, text in (("A", "x"), ("A", "x"), ("A", "y"))
    )
    assert one == same
    assert one != other
    assert one is not None
    assert same is not None
    assert {one.parked[0], same.parked[0]} == {one.parked[0]}
    kept = Record.model_validate({**one.to_data(), "outputs": 1})
    assert one != kept
    assert kept != one
