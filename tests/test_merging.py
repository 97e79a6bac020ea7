"""Two versions of a record made into one: nothing said is dropped, nothing is decided for people."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from customer_cli.interview import carry_over
from customer_cli.merge.entries import Answers, Side, merge_rankings, merge_sequences
from customer_cli.merge.three_way import merge
from customer_cli.record.documents import validate
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids
from tests import branches, strategies
from tests.branches import Data, Edited

Change = Callable[[Data], object]


EXAMPLE = validate(complete_ids(strategies.example_data())).to_data()


def base() -> Data:
    """The example of the format, in canonical form."""
    return copy.deepcopy(EXAMPLE)


def after(*changes: Change) -> Data:
    data = base()
    for change in changes:
        change(data)
    return Record.model_validate(data).to_data()


def put(path: str, value: Any) -> Change:
    """Return the change that writes *value* at *path*, or takes out what is there where it is None."""

    def change(data: Data) -> None:
        *steps, last = path.split(".")
        home: Any = data
        for step in steps:
            home = home[int(step)] if isinstance(home, list) else home[step]
        if isinstance(home, list) and value is None:
            del home[int(last)]
        elif isinstance(home, list) and last == "+":
            home.append(value)
        elif value is None:
            del home[last]
        elif last == "+":
            home.append(value)
        else:
            home[int(last) if isinstance(home, list) else last] = value

    return change


def at(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def piece(words: str, key: str = "") -> Data:
    return {"id": key or words, "kind": "said", "words": words}


TRAINING = "customers.teachers.values.0"


# ---- what both did is done


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (put(f"{TRAINING}.evidence.+", piece("one")), put(f"{TRAINING}.evidence.+", piece("two"))),
        (put("customers.children.values.+", {"id": "a", "text": "A"}),
         put("customers.children.values.+", {"id": "b", "text": "B"})),
        (put("customers.printers", {"name": "Printers"}), put("customers.hosts", {"name": "Hosts"})),
        (put("learn.+", {"id": "a", "question": "A?"}), put("learn.+", {"id": "b", "question": "B?"})),
        (put("decision.dissent.+", {"id": "a", "says": "A"}),
         put("decision.dissent.+", {"id": "b", "says": "B"})),
        (put("people.+", {"id": "a", "name": "A"}), put("people.+", {"id": "b", "name": "B"})),
        (put("tie_breaks.+", {"prefer": "heads", "over": "office"}),
         put("tie_breaks.+", {"prefer": "office", "over": "heads"})),
        (put("not_served.+", {"who": "A"}), put("not_served.+", {"who": "B"})),
        (put("expected.+", {"about": "heads", "change": "A"}),
         put("expected.+", {"about": "heads", "change": "B"})),
        (put("parked.+", {"text": "A"}), put("parked.+", {"text": "B"})),
        (put("left.+", {"id": "a"}), put("left.+", {"id": "b"})),
        (put("acknowledged.+", {"rule": "G01", "where": "", "because": "A"}),
         put("acknowledged.+", {"rule": "G02", "where": "", "because": "B"})),
        (put("decision.confirmed.+", "a"), put("decision.confirmed.+", "b")),
        (put("decision.support.a", 1), put("decision.support.b", 2)),
        (put("customers.heads.facts.+", "uses"), put("customers.heads.facts.+", "approves")),
        (put("answers.a", "A"), put("answers.b", "B")),
        (put("unheard", {"of": [1]}), put("unknown", [{"x": None}])),
        (put(f"{TRAINING}.text", "In one week"), put(f"{TRAINING}.kind", "need")),
        (put("primary", "children"), put("order", ["heads", "teachers"])),
        (put(f"{TRAINING}.evidence.0", None), put(f"{TRAINING}.text", "In one week")),
    ],
)  # fmt: skip
def test_what_two_people_did_in_different_places_is_both_done(theirs: Change, ours: Change) -> None:
    merged = merge(base(), after(theirs), after(ours))
    assert merged.conflicts == ()
    assert _same(merged.data, after(theirs, ours))


def test_what_one_side_took_out_and_the_other_left_alone_goes() -> None:
    merged = merge(base(), after(put("tie_breaks.0", None)), after(put("learn.0", None)))
    assert "tie_breaks" not in merged.data
    assert "learn" not in merged.data


def test_what_both_have_added_in_the_same_words_stands_once() -> None:
    both = after(put("parked.+", {"text": "A lamp"}), put("learn.+", {"question": "How many?"}))
    ours = copy.deepcopy(both) | {"slogan": "Two pages"}
    merged = merge(base(), both, ours)
    assert merged.data == ours


def test_one_id_for_different_words_becomes_two_and_what_refers_to_it_follows() -> None:
    theirs = after(put(f"{TRAINING}.evidence.+", piece("Yes.", "day")))
    ours = after(
        put("customers.heads.evidence", [piece("A budget.", "day")]),
        put("learn.0.answered_by", ["day"]),
    )
    data = merge(base(), theirs, ours).data
    (heard,) = data["customers"]["heads"]["evidence"]
    other = data["customers"]["teachers"]["values"][0]["evidence"][-1]
    assert {heard["words"], other["words"]} == {"A budget.", "Yes."}
    assert heard["id"] != other["id"]
    assert data["learn"][0]["answered_by"] == [heard["id"]]


# ---- what nobody but people may decide


@pytest.mark.parametrize(
    ("path", "theirs", "ours"),
    [
        ("primary", "children", "heads"),
        (
            "order",
            ["children", "teachers", "heads", "office", "foundations"],
            ["teachers", "children", "office", "heads", "foundations"],
        ),
        (f"{TRAINING}.text", "In one week", "In a fortnight"),
        ("decision.status", "contested", "draft"),
        ("decision.rule", "consent", "majority"),
        ("team", "A", "B"),
        ("word", {"one": "pupil", "many": "pupils"}, {"one": "child", "many": "children"}),
        ("customers.heads.name", "A", "B"),
        ("decision.support.rina", 1, 2),
        ("answers.opening", "A", "B"),
        ("held", "2024-03-15", "2024-03-16"),
    ],
)
def test_the_same_thing_changed_differently_is_asked(path: str, theirs: Any, ours: Any) -> None:
    sides = base(), after(put(path, theirs)), after(put(path, ours))
    (conflict,) = merge(*sides).conflicts
    assert conflict.place == path.replace("values.0", "values.short-training")
    assert (conflict.theirs, conflict.ours) == (theirs, ours)
    assert conflict.base == at(base(), path)
    chosen: dict[Side, Any] = {"theirs": theirs, "ours": ours}
    for side, said in chosen.items():
        answered = merge(*sides, {conflict.place: side})
        assert answered.conflicts == ()
        assert at(answered.data, path) == said


def test_who_left_while_the_other_added_what_they_value_is_asked_and_both_answers_hold() -> None:
    theirs = after(lambda data: carry_over.remove_customer(data, "teachers", "no more training"))
    ours = after(put("customers.teachers.values.+", {"id": "rest", "text": "A rest"}))
    (conflict,) = merge(base(), theirs, ours).conflicts
    assert conflict.place == "customers.teachers"
    assert conflict.theirs is None
    assert conflict.ours["values"][1]["text"] == "A rest"
    stays = merge(base(), theirs, ours, {conflict.place: "ours"}).data
    assert stays["customers"]["teachers"] == ours["customers"]["teachers"]
    assert (stays["primary"], stays["order"]) == ("teachers", base()["order"])
    assert [one["id"] for one in stays["left"]] == ["volunteers"]
    goes = merge(base(), theirs, ours, {conflict.place: "theirs"}).data
    assert _same(goes, theirs)


def test_a_value_taken_out_while_the_other_heard_about_it_is_asked() -> None:
    theirs = after(put(TRAINING, None))
    ours = after(put(f"{TRAINING}.evidence.+", piece("one")))
    (conflict,) = merge(base(), theirs, ours).conflicts
    assert conflict.place == "customers.teachers.values.short-training"
    assert _same(merge(base(), theirs, ours, {conflict.place: "theirs"}).data, theirs)
    assert _same(merge(base(), theirs, ours, {conflict.place: "ours"}).data, ours)


def given_to(customer: str, data: Data) -> None:
    carry_over.give_values(data, customer, ["short-training"], [])


def test_a_value_given_to_two_different_customers_is_asked() -> None:
    give = [after(partial(given_to, to)) for to in ("heads", "children")]
    (conflict,) = merge(base(), give[0], give[1]).conflicts
    assert (conflict.base, conflict.theirs, conflict.ours) == (
        "customers.teachers", "customers.heads", "customers.children",
    )  # fmt: skip
    assert _same(merge(base(), give[0], give[1], {conflict.place: "ours"}).data, give[1])


# ---- people who changed


def test_evidence_follows_a_value_that_moved() -> None:
    theirs = after(lambda data: carry_over.give_values(data, "heads", ["short-training"], []))
    ours = after(put(f"{TRAINING}.evidence.+", piece("one")))
    merged = merge(base(), theirs, ours)
    assert merged.conflicts == ()
    moved = merged.data["customers"]["heads"]["values"][-1]
    assert [one["id"] for one in moved["evidence"]] == ["2024-02-exit-talks", "one"]


def test_what_is_added_under_an_old_id_goes_where_the_people_are() -> None:
    theirs = after(
        lambda data: carry_over.split_customer(data, "teachers", ["Trainers", "Mentors"])
    )
    ours = after(
        put("customers.teachers.values.+", {"id": "rest", "text": "A rest"}),
        put("customers.teachers.evidence", [piece("one")]),
        put("customers.heads.serves", ["teachers"]),
        put("learn.+", {"id": "q", "question": "Why?", "about": "teachers"}),
        put("expected.+", {"about": "teachers", "change": "fewer"}),
        put("tie_breaks.+", {"prefer": "teachers", "over": "heads"}),
        put("acknowledged.+",
            {"rule": "G05", "where": "customers.teachers.values.rest", "because": "so"}),
        put("skipped.+", "values.teachers"),
        put("decision.read_back", {"primary": "teachers", "order": ["teachers", "heads"]}),
    )  # fmt: skip
    merged = merge(base(), theirs, ours)
    data = merged.data
    assert merged.conflicts == ()
    assert data["customers"]["trainers"]["values"][-1]["id"] == "rest"
    assert data["customers"]["trainers"]["evidence"] == [piece("one")]
    assert "teachers" not in data["customers"]
    assert data["customers"]["heads"]["serves"] == ["trainers"]
    assert (data["learn"][-1]["about"], data["expected"][-1]["about"]) == ("trainers", "trainers")
    assert data["tie_breaks"][-1] == {"prefer": "trainers", "over": "heads"}
    assert data["acknowledged"][-1]["where"] == "customers.trainers.values.rest"
    assert "values.trainers" in data["skipped"]
    read_back = {"primary": "trainers", "order": ["trainers", "heads"]}
    assert data["decision"]["read_back"] == read_back


def test_a_sentence_about_somebody_put_together_with_others_meanwhile_is_asked() -> None:
    theirs = after(lambda data: carry_over.merge_customers(data, "office", "heads", "All who sign"))
    ours = after(put("customers.office.about", "two rooms"), put("customers.heads.name", "Heads"))
    found = merge(base(), theirs, ours)
    places = [conflict.place for conflict in found.conflicts]
    assert places == ["customers.heads.name"]
    assert found.data["customers"]["heads"]["about"] == "two rooms"


@pytest.mark.parametrize("turned", [False, True])
def test_two_sentences_for_one_place_are_both_shown_whoever_wrote_them(turned: bool) -> None:
    joined = after(lambda data: carry_over.merge_customers(data, "office", "heads", "All who sign"))
    said = after(
        put("customers.office.about", "two rooms"), put("customers.heads.about", "in June")
    )
    found = merge(base(), said, joined) if turned else merge(base(), joined, said)
    (conflict,) = found.conflicts
    assert conflict.place == "customers.heads.about"
    assert {conflict.theirs, conflict.ours} == {"two rooms", "in June"}


def test_what_is_heard_of_somebody_who_left_stays_where_they_left() -> None:
    theirs = after(lambda data: carry_over.remove_customer(data, "teachers", "no more training"))
    ours = after(put(f"{TRAINING}.evidence.+", piece("one")))
    merged = merge(base(), theirs, ours)
    assert merged.conflicts == ()
    heard = merged.data["left"][-1]["evidence"]
    assert [one["id"] for one in heard] == ["2024-02-exit-talks", "one"]


def test_the_later_rewording_counts_for_what_was_heard() -> None:
    theirs = after(put(f"{TRAINING}.reworded", "2024-05-01"), put(f"{TRAINING}.text", "One week"))
    ours = after(put(f"{TRAINING}.reworded", "2024-06-01"))
    merged = merge(base(), theirs, ours)
    assert merged.conflicts == ()
    assert at(merged.data, f"{TRAINING}.reworded") == "2024-06-01"


# ---- entries without ids


def test_a_value_without_an_id_is_known_by_its_words() -> None:
    plain = strategies.example_data()
    before = validate(plain).to_data()
    theirs, ours = copy.deepcopy(before), complete_ids(copy.deepcopy(before))
    value = theirs["customers"]["heads"]["values"][0]
    value["evidence"] = [piece("one")]
    merged = merge(before, theirs, ours)
    assert merged.conflicts == ()
    (kept,) = merged.data["customers"]["heads"]["values"]
    assert kept["evidence"] == [piece("one")]
    assert kept["id"] == ours["customers"]["heads"]["values"][0]["id"]


# ---- order


@pytest.mark.parametrize(
    ("theirs", "ours", "both"),
    [
        ("bac", "abcd", "bacd"), ("abcd", "bac", "bacd"), ("cab", "ab", "ab"), ("abc", "ab", "ab"),
        ("xabc", "cab", "xcab"), ("axbc", "abyc", "axbyc"), ("abcx", "abcy", None),
        ("axbc", "bac", None), ("bac", "acb", None), ("bac", "bac", "bac"), ("bacx", "bac", "bacx"),
        ("abcx", "abcx", "abcx"), ("xabc", "abcx", None), ("bacx", "abcx", "bacx"), ("", "abcd", "d"),
    ],
)  # fmt: skip
def test_an_order_is_put_together_only_where_it_follows_who_wins(
    theirs: str, ours: str, both: str | None
) -> None:
    found = merge_rankings("abc", theirs, ours)
    assert (None if found is None else "".join(found)) == both


def test_whoever_is_chosen_in_a_conflict_of_orders_nobody_drops_out() -> None:
    theirs = ["children", "teachers", "heads", "staff"]
    ours = ["heads", "teachers", "children", "foundations"]
    sides = base(), after(put("order", theirs)), after(put("order", ours))
    (conflict,) = merge(*sides).conflicts
    assert conflict.theirs == theirs
    assert conflict.ours == [*ours, "staff"]


# ---- whatever people do

SEEDS = st.integers(0, 2**32)


def both(seed: int, edits: Sequence[branches.Edit] = branches.ALL) -> tuple[Data, Edited, Edited]:
    rng, record = random.Random(seed), base()
    theirs, ours = (branches.edited(rng, record, edits, 3) for _ in range(2))
    return record, theirs, ours


@settings(max_examples=30)
@given(SEEDS)
def test_a_merge_with_what_nobody_changed_is_the_change(seed: int) -> None:
    before, one, _ = both(seed)
    for changed in (one.data, strategies.example_data()):
        for three in (
            (before, before, changed), (before, changed, before), (before, changed, changed),
        ):  # fmt: skip
            merged = merge(*three)
            assert merged.data == changed
            assert merged.conflicts == ()


@given(SEEDS)
def test_whatever_either_side_has_said_is_in_the_result_or_asked(seed: int) -> None:
    before, one, other = both(seed)
    given = copy.deepcopy((before, one.data, other.data))
    merged = merge(before, one.data, other.data)
    assert (before, one.data, other.data) == given
    validate(merged.data)
    asked = {said for conflict in merged.conflicts
             for value in (conflict.theirs, conflict.ours)
             for said in branches.texts({"": value})}  # fmt: skip
    gone = [said for said in branches.lost(merged.data, one, other) if said not in asked]
    assert [said for said in gone if not (said.startswith("order") and asked)] == []


@given(SEEDS)
def test_it_does_not_matter_who_is_called_theirs(seed: int) -> None:
    before, one, other = both(seed)
    here, there = merge(before, one.data, other.data), merge(before, other.data, one.data)
    sides = {c.place: (c.theirs, c.ours) for c in here.conflicts}
    turned = {c.place: (c.ours, c.theirs) for c in there.conflicts}
    assert _sorted(sides) == _sorted(turned)
    if not sides:
        assert _same(here.data, there.data)


@example(2435, "theirs")  # who served one alone is put together with that one
@given(SEEDS, st.sampled_from(["theirs", "ours"]))
def test_answers_leave_nothing_to_ask_and_a_record_that_reads(seed: int, side: Side) -> None:
    before, one, other = both(seed)
    answers: Answers = {}
    for _ in range(4):
        merged = merge(before, one.data, other.data, answers)
        answers = {**answers, **{conflict.place: side for conflict in merged.conflicts}}
    assert merged.conflicts == ()
    assert validate(merged.data).to_data() == merged.data


@settings(max_examples=15)  # to make three records costs a hundred times what merging them does
@given(strategies.records(), strategies.records(), strategies.records())
def test_any_three_records_can_be_merged(one: Record, two: Record, three: Record) -> None:
    data = [complete_ids(record.to_data()) for record in (one, two, three)]
    merged = merge(*data)
    validate(complete_ids(merged.data))
    assert merge({}, data[1], data[1]).data == data[1]


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True),
       st.lists(st.integers(0, 9), unique=True))  # fmt: skip
def test_a_list_keeps_what_is_new_and_drops_what_one_side_took_out(
    before: list[int], theirs: list[int], ours: list[int]
) -> None:
    found = merge_sequences(before, theirs, ours)
    kept = {*before} & {*theirs} & {*ours}
    assert set(found) == kept | ({*theirs} - {*before}) | ({*ours} - {*before})
    assert len(found) == len(set(found))


def _sorted(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sorted(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return sorted(map(_sorted, data), key=repr) if isinstance(data, list) else tuple(
            map(_sorted, data)
        )  # fmt: skip
    return data


def _same(one: Data, other: Data) -> bool:
    """Tell whether two records say the same, whatever the order of their entries; not of ranks."""
    return bool(_sorted(one) == _sorted(other)) and one.get("order") == other.get("order")
