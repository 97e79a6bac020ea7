"""What every view draws: the rows in order, the sentence, and what stays open."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given

from customer_cli.analysis.hierarchy import (
    Hierarchy,
    build_hierarchy,
    name_in_sentence,
    state_answer,
)
from customer_cli.analysis.lens import Standing
from customer_cli.analysis.lists import ListedEntry
from customer_cli.record.format import DEFAULT_WORD, LENSES, LensName
from customer_cli.record.model import Record, Word
from tests.strategies import example_data, example_record, records

HELD = dt.date(2024, 3, 14)


def made(**data: Any) -> Record:
    return Record.model_validate({"team": "Reading for All", "held": HELD} | data)


def named(**names: str) -> dict[str, Any]:
    return {key: {"name": name} for key, name in names.items()}


def ranks(found: Hierarchy) -> list[tuple[str, int | None]]:
    return [(row.id, row.rank) for row in found.rows]


def test_the_ranked_come_in_order_and_the_others_after_them_as_they_were_named() -> None:
    customers = named(a="A", b="B", c="C", d="D")
    found = build_hierarchy(made(customers=customers, order=["d", "b"]))
    assert ranks(found) == [("d", 1), ("b", 2), ("a", None), ("c", None)]


def test_a_primary_customer_whom_nobody_ranked_comes_before_the_other_unranked() -> None:
    found = build_hierarchy(made(customers=named(a="A", b="B", c="C"), order=["c"], primary="b"))
    assert ranks(found) == [("c", 1), ("b", None), ("a", None)]


def test_an_id_that_nobody_has_takes_no_rank() -> None:
    found = build_hierarchy(made(customers=named(a="A", b="B"), order=["gone", "b", "b", "a"]))
    assert ranks(found) == [("b", 1), ("a", 2)]


def test_asking_whose_needs_only_customers_are_ranked_and_counted_from_one() -> None:
    found = build_hierarchy(example_record(), lens="whose-needs")
    assert ranks(found) == [
        ("teachers", 1), ("children", 2), ("heads", None), ("office", None),
        ("foundations", None), ("staff", None),
    ]  # fmt: skip


def test_the_example_reads_as_the_team_meant_it() -> None:
    found = build_hierarchy(example_record(), label="2024")
    assert (found.team, found.label, found.held, found.as_of) == (
        "Reading for All", "2024", HELD, HELD,
    )  # fmt: skip
    assert found.decision == "decided"
    assert found.rows[0].standing == Standing("primary", "primary")
    assert found.rows[0].is_primary
    assert [row.is_primary for row in found.rows[1:]] == [False] * 5
    assert [value.how for row in found.rows for value in row.values] == [
        "confirmed, 19 people",
        "confirmed, 14 people",
        "we guess",
    ]
    assert found.heard == "Of 3 values, 2 were heard from learners and 1 is a guess."
    assert {key: one.entries for key, one in found.lists.items()} == {
        "tie_breaks": (
            ListedEntry("Those who teach them to read even over Foundations, for example: "
                        "The report is late because training week came first."),
        ),
        "not_served": (
            ListedEntry("Secondary schools", (
                ("because", "better served elsewhere"), ("instead", "the city programme"),
                ("told by", "Rina"))),
        ),
        "learn": (
            ListedEntry("When does a head decide what to spend?", (
                ("about", "School heads who choose and pay"), ("how", "eight visits"),
                ("owner", "Rina"), ("due", "2024-09-30"))),
        ),
        "dissent": (
            ListedEntry("Pak Joko: We say teachers and mean our own training.", (
                ("owner", "Rina"), ("due", "2024-09-30"))),
        ),
    }  # fmt: skip
    assert found.open == ("slogan-check",)


ANSWERS: list[tuple[LensName, dict[str, Any], str]] = [
    ("drucker", {},
     "Reading for All exists first for those who teach them to read; when wishes collide, "
     "they win."),
    ("hierarchy", {},
     "Reading for All puts those who teach them to read first; when wishes collide, the higher "
     "rank wins."),
    ("everybody", {},
     "Whoever uses what Reading for All makes is its learner: those who teach them to read."),
    ("whose-needs", {},
     "Reading for All exists to meet the needs of those who teach them to read and children who "
     "cannot read yet; nobody else is its learner."),
    ("debate", {},
     "Reading for All exists first for those who teach them to read; when wishes collide, "
     "they win."),
    ("debate", {"decision": {"status": "contested"}},
     "Reading for All has not decided yet who its learner is; 6 candidates are named."),
    ("debate", {"decision": None, "customers": named(a="A"), "order": [], "primary": None},
     "Reading for All has not decided yet who its learner is; one candidate is named."),
    ("debate", {"decision": None, "customers": {}, "order": [], "primary": None},
     "Reading for All has not decided yet who its learner is; nobody is named yet."),
    ("drucker", {"primary": None}, "Reading for All has not said yet which learner comes first."),
    ("drucker", {"primary": None, "word": None},
     "Reading for All has not said yet which customer comes first."),
    ("hierarchy", {"primary": None, "order": []},
     "Reading for All has not said yet which learner comes first."),
    ("hierarchy", {"order": []},
     "Reading for All puts those who teach them to read first; when wishes collide, the higher "
     "rank wins."),
    ("hierarchy", {"order": ["foundations", "teachers"]},
     "Reading for All puts Foundations first; when wishes collide, the higher rank wins."),
    ("everybody", {"customers": {}, "order": [], "primary": None},
     "Nobody here uses what Reading for All makes, so it has no learner yet."),
    ("whose-needs", {"customers": {}, "order": [], "primary": None},
     "Nobody here benefits from using what Reading for All makes, so it has no learner yet."),
]  # fmt: skip


@pytest.mark.parametrize(("lens", "changes", "expected"), ANSWERS)
def test_each_lens_answers_its_own_question_in_the_teams_word(
    lens: LensName, changes: dict[str, Any], expected: str
) -> None:
    data = {key: item for key, item in (example_data() | changes).items() if item is not None}
    assert build_hierarchy(Record.model_validate(data), lens=lens).answer == expected


def test_more_names_than_can_be_kept_in_mind_are_counted() -> None:
    customers = [(name, Standing("customer", "uses")) for name in "ABCDE"]
    said = state_answer(made(), "everybody", DEFAULT_WORD, customers[:3])
    assert said == "Whoever uses what Reading for All makes is its customer: A, B and C."
    said = state_answer(made(), "everybody", DEFAULT_WORD, customers)
    assert said == "Whoever uses what Reading for All makes is its customer: A, B and 3 more."


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Those who teach", "those who teach"),
        ("Patients who wait", "patients who wait"),
        ("Pupils", "pupils"),
        ("Indonesian children", "Indonesian children"),
        ("ALL of them", "ALL of them"),
        ("Learners and teachers", "learners and teachers"),
        ("Kinder, die lesen", "Kinder, die lesen"),
        ("two\n lines", "two lines"),
        ("", ""),
    ],
)
def test_a_name_keeps_its_capital_where_it_may_be_a_proper_one(name: str, inside: str) -> None:
    assert name_in_sentence(name, Word(one="learner", many="learners")) == inside


HOW: list[tuple[list[dict[str, Any]], str]] = [
    ([], "we guess"),
    ([{"kind": "guess"}], "we guess"),
    ([{"kind": "proxy"}], "others say so"),
    ([{"kind": "story", "from_them": False}], "others say so"),
    ([{"kind": "proxy", "says": "contradicts"}], "we guess"),
    ([{"kind": "proxy", "date": "2024-03-15"}], "we guess"),
    ([{"kind": "said"}], "heard, 1 person"),
    ([{"kind": "said", "people": 19}], "heard, 19 people"),
    ([{"kind": "story", "people": 19}, {"kind": "proxy", "people": 7}], "confirmed, 19 people"),
    ([{"kind": "story", "people": 4, "date": "2022-01-01"}], "confirmed, 4 people, old"),
    ([{"kind": "said", "people": 2, "says": "contradicts"}], "contradicted, 2 people"),
    ([{"kind": "said", "people": 2, "says": "contradicts", "date": "2024-01-01"},
      {"kind": "story", "people": 5, "date": "2023-01-01"}], "contradicted, 2 of 7 people"),
    ([{"kind": "said", "people": 2, "says": "contradicts", "date": "2023-06-01"},
      {"kind": "story", "people": 5, "date": "2024-01-01"}], "confirmed, 7 people, 2 against"),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "expected"), HOW)
def test_how_the_team_knows_is_said_in_a_few_words(
    evidence: list[dict[str, Any]], expected: str
) -> None:
    customer = {"name": "A", "values": [{"text": "Patience", "evidence": evidence}]}
    found = build_hierarchy(made(customers={"a": customer}))
    assert found.rows[0].values[0].how == expected


def test_the_count_of_guesses_is_a_sentence() -> None:
    heard = {"text": "heard", "evidence": [{"kind": "said"}]}
    against = {"text": "against", "evidence": [{"kind": "said", "says": "contradicts"}]}
    values = [heard, heard, against, "a guess", "another"]
    found = build_hierarchy(made(customers={"a": {"name": "A", "values": values}}))
    assert found.heard == (
        "Of 5 values, 2 were heard from customers, 1 was contradicted by them and 2 are guesses."
    )
    one = build_hierarchy(made(customers={"a": {"name": "A", "values": [heard]}}))
    assert one.heard == "Of one value, 1 was heard from customers."
    guess = build_hierarchy(made(customers={"a": {"name": "A", "values": ["a guess"]}}))
    assert guess.heard == "Of one value, none was heard from customers and 1 is a guess."
    assert build_hierarchy(made()).heard == ""


def test_nothing_is_decided_where_no_decision_is_written() -> None:
    assert build_hierarchy(made()).decision == "draft"
    assert build_hierarchy(made(decision={"status": "contested"})).decision == "contested"


def test_ids_that_nobody_has_are_shown_as_they_are() -> None:
    found = build_hierarchy(
        made(
            customers=named(a="A"),
            tie_breaks=[{"prefer": "gone", "over": "a"}],
            learn=[{"question": "Why?", "about": "gone", "owner": "somebody"}],
            not_served=[{"who": "B", "told_by": "somebody"}],
        )
    )
    assert found.lists["tie_breaks"].entries == (ListedEntry("gone even over A."),)
    assert found.lists["learn"].entries == (
        ListedEntry("Why?", (("about", "gone"), ("owner", "somebody"), ("due", "no date yet"))),
    )
    assert found.lists["not_served"].entries[0].details == (("told by", "somebody"),)


def test_what_is_answered_or_closed_is_open_no_more() -> None:
    found = build_hierarchy(
        made(
            learn=[{"question": "Why?", "answered_by": "2024-talks"}, {"question": "When?"}],
            decision={"dissent": [{"says": "No", "state": "closed"}, {"says": "Not yet"}]},
        )
    )
    assert [entry.sentence for entry in found.lists["learn"].entries] == ["When?"]
    assert [entry.sentence for entry in found.lists["dissent"].entries] == ["Not yet"]


def test_a_question_that_stayed_open_is_told_in_the_guides_words() -> None:
    record = made(
        customers=named(a="Teachers"), skipped=["why", "facts.a", "facts.gone", "unknown"],
        word="member", primary="a",
    )  # fmt: skip
    wordings = {"why": "Why {primary}, of all {customers}?", "facts": "What are {about} to us?"}
    assert build_hierarchy(record, questions=wordings).open == (
        "Why Teachers, of all members?",
        "What are Teachers to us?",
        "What are gone to us?",
        "unknown",
    )


def test_one_customer_alone_takes_along_what_concerns_them() -> None:
    found = build_hierarchy(example_record()).only("heads")
    assert [row.id for row in found.rows] == ["heads"]
    assert found.rows[0].rank == 3
    assert [len(one.entries) for one in found.lists.values()] == [0, 0, 1, 0]
    foundations = build_hierarchy(example_record()).only("foundations")
    assert len(foundations.lists["tie_breaks"].entries) == 1
    assert build_hierarchy(example_record()).only("teachers").lists["learn"].entries == ()


def test_a_record_can_be_judged_as_of_any_day() -> None:
    found = build_hierarchy(example_record(), as_of=dt.date(2024, 1, 1))
    assert [value.how for row in found.rows for value in row.values] == [
        "we guess",
        "confirmed, 14 people",
        "we guess",
    ]


@given(records())
def test_every_customer_has_one_row_and_ranks_count_from_one(record: Record) -> None:
    for lens in LENSES:
        found = build_hierarchy(record, lens=lens)
        assert sorted(row.id for row in found.rows) == sorted(record.customers)
        ranked = [row.rank for row in found.rows if row.rank is not None]
        assert ranked == list(range(1, len(ranked) + 1))
        assert all(row.rank is None for row in found.rows[len(ranked) :])
        assert "\n" not in found.answer
