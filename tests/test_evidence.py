"""One thing heard goes where it belongs, changes what it must, and leaves the rest as it was."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.analysis.evidence import (
    Data,
    Hearing,
    NewEvidence,
    NewQuestion,
    NewValue,
    add_evidence,
    complete_record,
    find_owner,
    judge_outcome,
)
from customer_cli.analysis.lookup import Named, find_exact, find_matches
from customer_cli.analysis.status import ASCII_MARKS, MARKS
from customer_cli.record.format import EvidenceKind, Says, ValueKind
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids
from customer_cli.reports.voice import WHAT_NOW, lines
from tests.strategies import records, texts
from tests.test_views import OBEYED

DAY = dt.date(2024, 6, 1)

# ---- who is meant

GROUPS = [
    Named("teachers", "People who teach them to read"),
    Named("teams", "The teams of the harbour"),
    Named("heads", "School heads who choose and pay"),
    Named("head", "The head office"),
    Named("readers", "夜間の読書会"),
    Named("elders", "Élodie's Großmutter"),
]
NAMED: list[tuple[str, list[str]]] = [
    ("teachers", ["teachers"]),
    ("TEACHERS", ["teachers"]),
    ("teac", ["teachers"]),
    ("tea", ["teachers", "teams"]),
    ("head", ["head"]),
    ("hea", ["heads", "head"]),
    ("school heads who choose and pay", ["heads"]),
    ("school heads", ["heads"]),
    ("pay, choose", ["heads"]),
    ("office", ["head"]),
    ("harb", ["teams"]),
    ("read", ["readers"]),
    ("to read", ["teachers"]),
    ("élodie", ["elders"]),
    ("grossmutter", ["elders"]),
    ("読書", ["readers"]),
    ("arbour", []),
    ("the", ["teams", "head"]),
    ("nobody", []),
    ("  ", []),
    ("", []),
    ("?", []),
]


@pytest.mark.parametrize(("typed", "found"), NAMED)
def test_a_group_may_be_named_by_id_by_a_beginning_or_by_words(
    typed: str, found: list[str]
) -> None:
    assert [one.id for one in find_matches(typed, GROUPS)] == found


@pytest.mark.parametrize(
    ("typed", "found"), [("head", ["head"]), ("the head office", ["head"]), ("hea", []), ("", [])]
)
def test_a_whole_name_is_no_beginning(typed: str, found: list[str]) -> None:
    assert [one.id for one in find_exact(typed, GROUPS)] == found


# ---- where it goes


def record(**more: Any) -> Record:
    value = {"id": "short", "kind": "want", "text": "A short course"}
    teachers = {"name": "Teachers", "values": [value | more.pop("value", {})]}
    people = [
        {"id": "rina", "name": "Rina"},
        {"id": "one", "name": "Ana"},
        {"id": "two", "name": "Ana"},
        "Pak Joko",
    ]
    customers = {"teachers": teachers, "heads": {"name": "Heads"}}
    learn = [{"id": "days", "question": "How long was the last one?"}, {"question": "Who pays?"}]
    data = {"team": "T", "held": "2024-03-14", "customers": customers, "people": people}
    return complete_record(Record.model_validate(data | {"learn": learn} | more))


def piece(**more: Any) -> NewEvidence:
    said: dict[str, Any] = {"kind": "story", "date": dt.date(2024, 5, 2), "words": "Two days"}
    return NewEvidence(**said | more)


def test_a_piece_says_nothing_that_goes_without_saying() -> None:
    assert piece().to_data() == {"kind": "story", "date": "2024-05-02", "words": "Two days"}
    assert piece(from_them=True).to_data() == piece().to_data()
    assert piece(kind="proxy", from_them=False).to_data() == piece(kind="proxy").to_data()
    whole = piece(people=7, says="mixed", from_them=False, source="the market").to_data()
    assert whole == {
        "kind": "story", "date": "2024-05-02", "people": 7, "source": "the market",
        "says": "mixed", "from_them": False, "words": "Two days",
    }  # fmt: skip


def test_it_goes_to_the_value_to_a_new_one_or_to_the_group() -> None:
    heard = {"id": "2024-05-02-short-599ax", **piece().to_data()}
    to_value = add_evidence(record(), Hearing("teachers", piece(), "short"))
    assert to_value.data["customers"]["teachers"]["values"][0]["evidence"] == [heard]
    assert (to_value.evidence, to_value.value) == ("2024-05-02-short-599ax", "short")
    to_new = add_evidence(
        record(), Hearing("heads", piece(), new=NewValue("Proof in June", "want"))
    )
    heard["id"] = "2024-05-02-proof-in-june-0dkr8"
    assert to_new.data["customers"]["heads"]["values"] == [
        {"id": "proof-in-june", "kind": "want", "text": "Proof in June", "evidence": [heard]}
    ]
    assert (to_new.evidence, to_new.value) == (heard["id"], "proof-in-june")
    to_group = add_evidence(record(), Hearing("heads", piece()))
    heard["id"] = "2024-05-02-heads-c0kv5"
    assert to_group.data["customers"]["heads"] == {"name": "Heads", "evidence": [heard]}
    assert to_group.value is None


def test_the_same_thing_heard_twice_is_two_pieces_with_two_ids() -> None:
    once = add_evidence(record(), Hearing("teachers", piece(), "short"))
    twice = add_evidence(Record.model_validate(once.data), Hearing("teachers", piece(), "short"))
    assert twice.evidence == f"{once.evidence}-2"


def test_it_answers_questions_beside_earlier_answers_and_raises_a_new_one() -> None:
    before = record(learn=[
        {"id": "days", "question": "How long?", "answered_by": "2023-01-x"}, {"question": "Why?"},
    ])  # fmt: skip
    asks = NewQuestion("Who would come?", "rina", dt.date(2024, 9, 30))
    hearing = Hearing("teachers", piece(), "short", answers=("days", "why"), asks=asks)
    heard = "2024-05-02-short-599ax"
    assert add_evidence(before, hearing).data["learn"] == [
        {"id": "days", "question": "How long?", "answered_by": ["2023-01-x", heard]},
        {"id": "why", "question": "Why?", "answered_by": [heard]},
        {"id": "who-would-come", "question": "Who would come?", "about": "teachers",
         "owner": "rina", "due": "2024-09-30"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "owner"),
    [("Pak Joko", "pak-joko"), ("two", "two"), ("Rina", "rina"), ("Ana", "Ana"), ("Pak", "Pak")],
)
def test_who_owns_a_question_is_a_person_only_where_that_is_sure(typed: str, owner: str) -> None:
    assert find_owner(record(), typed) == owner


pieces = st.builds(
    NewEvidence,
    kind=st.sampled_from(get_args(EvidenceKind)),
    date=st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31)),
    words=texts(),
    source=texts(0),
    people=st.integers(1, 40),
    says=st.sampled_from(get_args(Says)),
    from_them=st.none() | st.booleans(),
)
questions = st.builds(NewQuestion, texts(), texts(0), st.none() | st.dates())
news = st.builds(NewValue, texts(), st.sampled_from(get_args(ValueKind)))


@st.composite
def hearings(draw: st.DrawFn) -> tuple[Record, Hearing]:
    """A record with every id in place, and something heard that belongs into it."""
    data = draw(records().filter(lambda one: bool(one.customers))).to_data()
    record = complete_record(Record.model_validate(_without_ids(data)))
    customer = draw(st.sampled_from(sorted(record.customers)))
    known = [str(value.id) for value in record.customers[customer].values]
    value = draw(st.sampled_from([None, *known]))
    new = draw(st.none() | news) if value is None else None
    learn = [str(item.id) for item in record.learn]
    answers = draw(st.lists(st.sampled_from(learn), unique=True)) if learn else []
    asks = draw(st.none() | questions)
    return record, Hearing(customer, draw(pieces), value, new, tuple(answers), asks)


def _without_ids(data: Any) -> Any:
    # The strategy draws ids that two values may share, which no file that is read does.
    if isinstance(data, list):
        return [_without_ids(one) for one in data]
    if isinstance(data, dict):
        return {key: _without_ids(one) for key, one in data.items() if key != "id"}
    return data


@given(hearings())
def test_any_evidence_added_to_any_record_leaves_everything_else_as_it_was(
    given: tuple[Record, Hearing],
) -> None:
    record, hearing = given
    before = complete_ids(record.to_data())
    made = add_evidence(record, hearing)
    assert Record.model_validate(made.data).to_data() == made.data
    assert taken_out(made.data, hearing, made.evidence, made.value) == before
    assert complete_ids(record.to_data()) == before


def taken_out(data: Data, hearing: Hearing, evidence: str, value: str | None) -> Data:
    """Return *data* without what the hearing has brought, by another way than it came in."""
    data = copy.deepcopy(data)
    customer = data["customers"][hearing.customer]
    home = next((one for one in customer.get("values", []) if one["id"] == value), customer)
    assert home["evidence"].pop() == {"id": evidence, **hearing.piece.to_data()}
    if not home["evidence"]:
        del home["evidence"]
    if hearing.new:
        assert customer["values"].pop() is home
        if not customer["values"]:
            del customer["values"]
    if hearing.asks:
        assert data["learn"].pop()["question"] == hearing.asks.question
        if not data["learn"]:
            del data["learn"]
    for item in data.get("learn", []):
        if item["id"] in hearing.answers:
            assert item["answered_by"].pop() == evidence
            if not item["answered_by"]:
                del item["answered_by"]
    return data


# ---- what it has changed


def told(hearing: Hearing, marks: Any = MARKS, **more: Any) -> list[str]:
    before = record(**more)
    made = add_evidence(before, hearing)
    after = Record.model_validate(made.data)
    return list(lines(judge_outcome(before, after, hearing, made, DAY), marks))


def story(people: int, day: str, **more: Any) -> dict[str, Any]:
    return {"kind": "story", "date": day, "people": people, **more}


NOT_THEM = "It does not come from them, so it neither confirms nor contradicts."
OLD_WORDS = "It was heard of the old words, so it neither confirms nor contradicts the new ones."
OVERTAKEN = "Evidence that is as new or newer says otherwise, and that counts."
LATER = "This record is judged as of 2024-06-01; what was heard later counts in a newer one."
AGAINST = f"This speaks against what we wrote. {WHAT_NOW}"
BOTH = "This speaks for and against what we wrote, and settles neither."

BECAME: list[tuple[list[dict[str, Any]], dict[str, Any], list[str]]] = [
    ([], {}, ["○ we guess -> ● heard, 1 person"]),
    ([], {"people": 3}, ["○ we guess -> ✓ confirmed, 3 people"]),
    ([story(2, "2024-01-01")], {}, ["● heard, 2 people -> ✓ confirmed, 3 people"]),
    ([story(4, "2024-01-01")], {"people": 3},
     ["✓ confirmed, 4 people -> ✓ confirmed, 7 people"]),
    ([story(4, "2024-01-01")], {"says": "contradicts"},
     ["✓ confirmed, 4 people -> ✗ contradicted, 1 of 5 people", AGAINST]),
    ([story(4, "2024-05-03")], {"says": "contradicts"},
     ["✓ confirmed, 4 people -> ✓ confirmed, 5 people, 1 against", AGAINST, OVERTAKEN]),
    ([story(1, "2024-05-02", says="contradicts")], {"people": 9},
     ["✗ contradicted, 1 person -> ✗ contradicted, 1 of 10 people", OVERTAKEN]),
    ([story(1, "2024-01-01")], {"says": "mixed"},
     ["● heard, 1 person -> ● heard, 2 people", BOTH]),
    ([], {"kind": "proxy"}, ["○ we guess -> ○ others say so", NOT_THEM]),
    ([], {"kind": "guess"}, ["still ○ we guess", NOT_THEM]),
    ([story(4, "2024-01-01")], {"from_them": False, "says": "contradicts"},
     ["still ✓ confirmed, 4 people", NOT_THEM]),
    ([], {"date": DAY}, ["○ we guess -> ● heard, 1 person"]),
    ([], {"date": dt.date(2024, 6, 2)}, ["still ○ we guess", LATER]),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "more", "said"), BECAME)
def test_what_the_status_was_and_is_now_is_said_with_its_mark(
    evidence: list[dict[str, Any]], more: dict[str, Any], said: list[str]
) -> None:
    hearing = Hearing("teachers", piece(**more), "short")
    shown = told(hearing, value={"evidence": evidence})
    assert shown == ["Teachers: A short course", *(f"  {line}" for line in said)]


def test_what_was_heard_of_the_old_words_says_that_it_was() -> None:
    hearing = Hearing("teachers", piece(says="contradicts"), "short")
    shown = told(hearing, value={"reworded": "2024-05-20"})
    assert shown[1:] == ["  still ○ we guess", f"  {OLD_WORDS}"]


def test_of_a_new_value_and_of_the_group_it_says_what_there_is_to_say() -> None:
    new = Hearing("heads", piece(), new=NewValue("Proof in June"))
    assert told(new) == ["Heads: Proof in June", "  new: ● heard, 1 person"]
    assert told(Hearing("heads", piece(says="contradicts"))) == ["Heads: the group as a whole"]


def test_answered_and_new_questions_are_named() -> None:
    asks = NewQuestion("Who would come?", "rina", dt.date(2024, 9, 30))
    hearing = Hearing("heads", piece(), answers=("days",), asks=asks)
    assert told(hearing)[1:] == [
        "Answered: How long was the last one?",
        "To find out: Who would come? (Rina, by 2024-09-30)",
    ]


def test_a_screen_without_signs_gets_letters() -> None:
    shown = told(Hearing("teachers", piece(people=3), "short"), ASCII_MARKS)
    assert shown[1] == "  o we guess -> + confirmed, 3 people"
    assert all(line.isascii() for line in shown)


@settings(max_examples=25)
@given(hearings())
def test_what_is_told_is_obeyed_by_no_terminal(given: tuple[Record, Hearing]) -> None:
    record, hearing = given
    made = add_evidence(record, hearing)
    after = Record.model_validate(made.data)
    for line in lines(judge_outcome(record, after, hearing, made, DAY), MARKS):
        assert not OBEYED.search(line)
        assert "\n" not in line
