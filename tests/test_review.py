"""The yearly review: what nobody touches stands, and what is told of people is told for good."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_cli.diff.change import Change
from customer_cli.diff.compare import compare
from customer_cli.diff.side import date_records
from customer_cli.guide import files
from customer_cli.interview import agenda as agendas
from customer_cli.interview import answers, carry_over
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import (
    Answer,
    Ask,
    Back,
    Clear,
    Command,
    Confirm,
    Done,
    GoTo,
    Skip,
)
from customer_cli.interview.slots import SLOTS
from customer_cli.record.documents import read_record, validate
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids
from customer_cli.record.spec import Data, Row
from tests.conftest import EXAMPLE, Run

BEFORE = read_record((EXAMPLE / "2024.yaml").read_bytes(), "2024.yaml").record
GUIDE = files.load_guide("review").guide


def carried() -> Data:
    return carry_over.next_record(complete_ids(BEFORE.to_data()), "2024", "2025-03-20")


def since(data: Data) -> list[Change]:
    return list(compare(*date_records(BEFORE, validate(complete_ids(data)))).changes)


def kinds(changes: Sequence[Change]) -> list[str]:
    return [change.kind for change in changes]


def small() -> Data:
    """Three customers, everything between them, the second ranked first."""
    return {
        "team": "T", "held": "2025-01-01", "primary": "b", "order": ["b", "a", "c"],
        "customers": {
            "a": {"name": "Anna", "serves": ["b"], "facts": ["uses"], "same_people_as": ["c"],
                  "values": [{"id": "v", "text": "Quiet", "evidence": [{"id": "e", "kind": "said"}]}]},
            "b": {"name": "Bert", "was": ["z"], "facts": ["pays"], "because": "x",
                  "evidence": [{"id": "f", "kind": "said"}], "values": [{"id": "w", "text": "Bread"}]},
            "c": {"name": "Cleo", "serves": ["a", "b"]},
        },
        "tie_breaks": [{"prefer": "b", "over": "a"}, {"prefer": "a", "over": "c"}],
        "learn": [{"id": "q", "question": "Q?", "about": "b"}],
        "expected": [{"about": "b", "change": "older"}],
    }  # fmt: skip


# ---- what becomes of people


def test_a_better_name_keeps_everything_else() -> None:
    data = small()
    carry_over.rename_customer(data, "b", "Berta")
    assert data == small() | {"customers": small()["customers"] | {
        "b": small()["customers"]["b"] | {"name": "Berta"}}}  # fmt: skip


def test_a_split_carries_what_was_heard_and_points_everybody_to_the_first_part() -> None:
    data = small()
    carry_over.split_customer(data, "b", ["Old Bert", "Young Bert"], "They came apart.")
    assert list(data["customers"]) == ["a", "c", "old-bert", "young-bert"]
    old, young = data["customers"]["old-bert"], data["customers"]["young-bert"]
    assert (old["was"], young["was"]) == (["z", "b"], ["z", "b"])
    assert [v["id"] for v in old["values"]] == ["w"]
    assert young.keys().isdisjoint({"values", "evidence"})
    assert (old["facts"], young["facts"]) == (["pays"], ["pays"])
    assert old["because"] == young["because"] == "They came apart."
    assert data["order"] == ["old-bert", "young-bert", "a", "c"]
    assert "primary" not in data
    assert data["customers"]["a"]["serves"] == ["old-bert"]
    assert data["tie_breaks"][0] == {"prefer": "old-bert", "over": "a"}
    assert data["learn"][0]["about"] == data["expected"][0]["about"] == "old-bert"


def test_a_part_with_the_old_name_keeps_the_id_and_the_place() -> None:
    data = small()
    carry_over.split_customer(data, "b", ["bert", "Bertram"])
    named = small()
    carry_over.split_customer(named, "b", ["Young", "B"])
    assert (named["customers"]["b"]["name"], "young" in named["customers"]) == ("B", True)
    assert list(data["customers"]) == ["a", "b", "c", "bertram"]
    assert data["customers"]["b"]["was"] == ["z"]
    assert data["customers"]["bertram"]["was"] == ["z", "b"]
    assert data["customers"]["a"]["serves"] == ["b"]


# ---- who came from whom, and what may be given to them

KIN: Data = {
    "customers": {
        "x": {"name": "X", "was": ["d", "o"], "values": [{"id": "q", "text": "Quiet"}],
              "evidence": [{"id": "e1", "words": "Shh."}, {"id": "e2", "source": "two of them"},
                           {"id": "e3"}]},
        "y": {"name": "Y", "was": ["d"], "values": [{"id": "b", "text": "Bread"}]},
        "z": {"name": "Z", "was": ["c"], "values": [{"id": "w", "text": "Water"}]},
        "c": {"name": "C", "values": [{"id": "s", "text": "Salt"}]},
        "n": {"name": "N", "was": ["n0"]},
        "m": {"name": "M", "was": ["n0"]},
    },
    "order": ["x", "z", "c", "y"],
    "people": [{"id": "eva", "name": "Eva"}],
    "decision": {"dissent": [
        {"id": "no", "who": "eva", "says": "No.", "state": "open"},
        {"id": "never", "who": "a guest", "says": "Never."},
        {"id": "yes", "says": "Yes.", "state": "closed"}, {"says": "No id."},
    ]},
    "learn": [{"id": "l1", "question": "One?"}, {"id": "l2", "question": "Two?"}],
}  # fmt: skip
"""D became X and Y; of C, who stays, Z was a part; N and M came from somebody nobody knows."""
EARLIER: Data = {
    "customers": {"d": {"name": "D"}, "c": {"name": "C"}},
    "order": ["c", "d", "y", "x"],
}
OF_X = [
    ("q", "Quiet"),
    ("evidence.e1", "Shh."),
    ("evidence.e2", "two of them"),
    ("evidence.e3", "e3"),
]


@pytest.mark.parametrize(
    ("source", "about", "offered"),
    [
        ("values", "x", [("q", "Quiet")]),
        ("values", "nobody", []),
        ("kin", "x", [*OF_X, ("b", "Bread")]),
        ("kin", "y", [*OF_X, ("b", "Bread")]),
        ("kin", "z", [("w", "Water"), ("s", "Salt")]),
        ("kin", "c", [("s", "Salt")]),
    ],
)
def test_what_may_be_given_is_theirs_or_of_those_they_came_from_one_group_with(
    source: str, about: str, offered: list[tuple[str, str]]
) -> None:
    assert [(one.id, one.name) for one in answers.value_choices(source, KIN, about)] == offered


@pytest.mark.parametrize(
    ("about", "kind", "spoken"),
    [
        ("x", None, "X"), ("nobody", None, ""), ("no", "dissent", "Eva: No."),
        ("never", "dissent", "a guest: Never."), ("yes", "dissent", "Yes."),
        ("gone", "dissent", ""), ("l1", "learn", "One?"), ("l2", "learn", "Two?"),
        ("l3", "learn", ""),
    ],
)  # fmt: skip
def test_a_question_names_what_it_is_about_and_nothing_else(
    about: str, kind: str | None, spoken: str
) -> None:
    assert agendas.describe_subject(KIN, about, kind) == spoken
    assert agendas.describe_subject({}, about, kind) == ""


def test_later_parts_risers_and_open_disagreements_are_asked_about() -> None:
    assert agendas.split_parts(KIN, EARLIER) == ["y", "z"]
    assert agendas.split_parts({}, {}) == []
    assert agendas.risers(KIN, EARLIER) == ["x"]
    assert agendas.risers({}, EARLIER) == []
    assert agendas.open_dissent(KIN) == ["no", "never"]
    assert agendas.open_dissent({}) == []


def test_the_parts_of_a_split_are_lines_each_once_without_bullets() -> None:
    assert answers.split_names({"parts": " - A\n\n* B\n\u2022 A \n"}) == ["A", "B"]
    assert answers.split_names({}) == []


def test_a_merger_puts_everything_together_once() -> None:
    data = small()
    carry_over.merge_customers(data, "b", "a", "Anna and Bert", "They live together.")
    both = data["customers"]["a"]
    assert list(data["customers"]) == ["a", "c"]
    assert (both["name"], both["was"], both["facts"]) == (
        "Anna and Bert",
        ["z", "b"],
        ["uses", "pays"],
    )
    assert [v["id"] for v in both["values"]] == ["v", "w"]
    assert [e["id"] for e in both["evidence"]] == ["f"]
    assert "serves" not in both
    assert (data["primary"], data["order"]) == ("a", ["a", "c"])
    assert data["tie_breaks"] == [{"prefer": "a", "over": "c"}]
    assert data["customers"]["c"]["serves"] == ["a"]


def test_whoever_leaves_leaves_what_was_heard_and_a_reason() -> None:
    data = small()
    carry_over.remove_customer(data, "b", "moved away")
    assert data["left"] == [
        {"id": "b", "because": "moved away", "evidence": [{"id": "f", "kind": "said"}]}
    ]
    assert "primary" not in data
    assert data["tie_breaks"] == [{"prefer": "a", "over": "c"}]
    assert data["learn"] == [{"id": "q", "question": "Q?"}]
    assert "expected" not in data


@given(st.lists(st.tuples(st.sampled_from(["rename", "split", "merge", "leave"]),
                          st.sampled_from(["a", "b", "c", "x", "y"]),
                          st.sampled_from(["a", "b", "c", "x"])), max_size=5))  # fmt: skip
def test_whatever_happens_nothing_points_nowhere_and_no_value_is_lost_but_with_its_people(
    steps: list[tuple[str, str, str]],
) -> None:
    data = small()
    left: set[str] = set()
    for what, one, other in steps:
        before = copy.deepcopy(data)
        if what == "rename":
            carry_over.rename_customer(data, one, "New")
        elif what == "split":
            carry_over.split_customer(data, one, ["X", "Y"])
        elif what == "merge":
            carry_over.merge_customers(data, one, other)
        else:
            gone = before["customers"].get(one) or {}
            left |= {value["id"] for value in gone.get("values") or []}
            carry_over.remove_customer(data, one)
    there = set(data["customers"])
    assert set(data["order"]) <= there
    assert data.get("primary", next(iter(there), "")) in there | {""}
    for customer in data["customers"].values():
        assert set(customer.get("serves") or []) <= there
    for line in data.get("tie_breaks") or []:
        assert {line["prefer"], line["over"]} <= there
        assert line["prefer"] != line["over"]
    held = [v["id"] for c in data["customers"].values() for v in c.get("values") or []]
    assert sorted([*held, *left]) == ["v", "w"]


@pytest.mark.parametrize(
    ("held", "expected"),
    [("2024-03-14", "2025-03-14"), ("2024-02-29", "2025-02-28"), ("2023-02-28", "2024-02-28")],
)
def test_the_day_to_look_again_is_a_year_on_unless_one_is_named(held: str, expected: str) -> None:
    assert carry_over.set_review_date({"held": held})["decision"] == {"review_by": expected}
    named = {"held": held, "decision": {"review_by": "2030-01-01"}}
    assert carry_over.set_review_date(named) == named


# ---- the conversation


def played(answers: dict[str, Sequence[Row]], base: Data | None = None) -> Interview:
    """Go through the review, giving *answers* by question and nothing to all others."""
    talk = Interview(GUIDE, base or carried())
    for _ in range(200):
        screen = talk.view()
        if not isinstance(screen, Ask):
            break
        rows = answers.get(screen.key)
        command: Command = Answer(tuple(rows)) if rows is not None else Answer(())
        if screen.key == "plan":
            command = Answer(({"plan": "60"},))
        talk.send(command)
    return talk


def test_a_review_in_which_nobody_says_anything_changes_nothing() -> None:
    talk = played({})
    talk.send(Confirm())
    done = talk.view()
    assert isinstance(done, Done)
    assert since(done.data) == []
    assert done.data["previous"] == "2024"
    record = validate(complete_ids(done.data))
    assert {c.because for c in record.customers.values()} == {""}
    assert record.acknowledged == ()
    assert [item.id for item in record.learn] == ["two-and-three-days", "what-sisters-drop"]
    assert record.decision
    assert [one.id for one in record.decision.dissent] == ["sisters-are-children"]


TOLD: dict[str, Sequence[Row]] = {
    "lineage.teachers": [{"becomes": "renamed", "name": "Whoever sits beside the child",
                          "because": "Half of them are no teachers."}],
    "lineage.foundations": [{"becomes": "split", "parts": "Foundations\n- Two foundations at home",
                             "because": "Two ask for nothing."}],
    "divide.two-foundations-at-home": [{"values": ["bad-news-early"]}],
    "lineage.monthly-givers": [{"becomes": "merged", "into": "foundations"}],
    "lineage.gatekeepers": [{"becomes": "left", "because": "The office was closed."}],
    "newcomers": [{"name": "Ferrymen"}],
    "primary": [{"primary": "teachers", "because": "Nineteen told us why they stopped."}],
    "order": [{"order": ["teachers", "children", "sisters", "staff", "buyers", "foundations",
                         "two-foundations-at-home", "ferrymen"]}],
    "overtook.teachers": [{"because": "Without them nothing reaches a child."}],
    "overtook.staff": [{"because": "Two more left."}],
    "heard.children": [{"value": "like-a-game", "kind": "behaviour", "people": "4", "date": "2025-01-10",
                        "words": "Four went on alone.", "source": "Damar"}],
    "settle.sisters-are-children": [{"state": "closed", "was_right": "true", "answer": "She was ten."}],
}  # fmt: skip


def test_what_is_told_of_people_is_exactly_what_the_difference_says() -> None:
    talk = played(TOLD)
    record = validate(complete_ids(talk.conclusion()))
    changes = since(talk.conclusion())
    told = [c.to_data() for c in changes]
    assert told[0] == {"kind": "primary", "from": "children", "to": "teachers"}
    assert {"kind": "joined", "id": "ferrymen"} in told
    assert {"kind": "left", "id": "gatekeepers", "because": "The office was closed."} in told
    assert {"kind": "renamed", "id": "teachers", "from": "People who teach them to read",
            "to": "Whoever sits beside the child", "was": "teachers"} in told  # fmt: skip
    assert {
        "kind": "split",
        "from": "foundations",
        "to": ["foundations", "two-foundations-at-home"],
    } in told
    assert {
        "kind": "merged",
        "from": ["monthly-givers", "foundations"],
        "to": "foundations",
    } in told
    assert {"kind": "value_moved", "id": "bad-news-early", "from": "foundations",
            "to": "two-foundations-at-home"} in told  # fmt: skip
    assert {
        "kind": "dissent_closed",
        "id": "sisters-are-children",
        "who": "damar",
        "was_right": True,
    } in told
    assert "question" not in kinds(changes)
    assert next(c for c in changes if c.kind == "evidence_added")["value"] == "like-a-game"
    assert record.customers["teachers"].because == "Without them nothing reaches a child."
    assert list(record.customers)[-2:] == ["two-foundations-at-home", "ferrymen"]


def test_only_those_who_overtook_are_asked_why() -> None:
    asked = [line.key for line in played(TOLD).lines() if line.key.startswith("overtook")]
    assert asked == ["overtook.teachers", "overtook.staff"]


def test_taking_it_back_gives_back_last_years_people() -> None:
    talk = played(TOLD)
    for key in TOLD:
        talk.send(Clear(key))
    for slot in ("primary", "order"):
        talk.send(GoTo(slot))
        talk.send(Answer(tuple(SLOTS[slot].read(carried(), ""))))
    assert since(talk.conclusion()) == []


def test_a_primary_that_was_split_must_be_named_anew() -> None:
    talk = played({"lineage.children": [{"becomes": "split", "parts": "Girls\nBoys"}]})
    assert [line.key for line in talk.missing()] == ["primary"]
    talk.send(Confirm())
    assert not isinstance(talk.view(), Done)


def test_a_split_needs_two_parts_and_a_merger_somebody_else() -> None:
    talk = Interview(GUIDE, carried())
    talk.send(Answer(({"plan": "60"},)))
    talk.send(GoTo("lineage.buyers"))
    talk.send(Answer(({"becomes": "split", "parts": "Heads"},)))
    screen = talk.view()
    assert isinstance(screen, Ask)
    assert "two groups" in screen.notice
    talk.send(Answer(({"becomes": "merged", "into": "buyers"},)))
    screen = talk.view()
    assert isinstance(screen, Ask)
    assert "cannot be chosen" in screen.notice


COMMANDS = st.one_of(
    st.builds(GoTo, st.sampled_from([*TOLD, "values.children", "order"])),
    st.builds(lambda key: (GoTo(key), Answer(tuple(TOLD[key]))), st.sampled_from(list(TOLD))),
    st.builds(Back), st.builds(Skip), st.builds(Clear, st.sampled_from(list(TOLD))),
)  # fmt: skip


@given(st.lists(COMMANDS, max_size=12))
def test_any_review_replayed_is_the_same_and_is_a_record(steps: list[Any]) -> None:
    talk = Interview(GUIDE, carried())
    events = [*talk.send(Answer(({"plan": "60"},)))]
    for step in steps:
        for command in step if isinstance(step, tuple) else (step,):
            events += talk.send(command)
    again = Interview.replay(GUIDE, events, carried())
    assert again.lines() == talk.lines()
    assert again.conclusion() == talk.conclusion()
    record = validate(complete_ids({"primary": "children"} | again.conclusion()) | {"order": []}
                      if "primary" not in again.conclusion() else complete_ids(again.conclusion()))  # fmt: skip
    assert isinstance(record, Record)


# ---- what was to be found out

QUESTION = next(one.question for one in BEFORE.learn if one.id == "two-and-three-days")
HEARD: Row = {
    "outcome": "answered", "words": "Three days are enough if nobody rings.", "kind": "story",
    "people": "6", "date": "2025-02-11", "source": "talks in the villages",
}  # fmt: skip


def test_an_answer_is_evidence_about_its_customer_and_answers_the_question() -> None:
    talk = played({"learned.two-and-three-days": [HEARD]})
    data = validate(complete_ids(talk.conclusion())).to_data()
    item = next(one for one in data["learn"] if one["id"] == "two-and-three-days")
    assert item["answered_by"] == ["2025-02-11-teachers-rmrjr"]
    assert data["customers"][item["about"]]["evidence"][-1] == {
        "id": "2025-02-11-teachers-rmrjr", "kind": "story", "date": "2025-02-11", "people": 6,
        "source": "talks in the villages", "words": "Three days are enough if nobody rings.",
    }  # fmt: skip
    assert sorted(kinds(since(talk.conclusion()))) == ["evidence_added", "learn_answered"]


def test_whoever_was_heard_has_the_evidence() -> None:
    talk = played({"learned.two-and-three-days": [{**HEARD, "who": "staff"}]})
    assert talk.conclusion()["customers"]["staff"]["evidence"][-1]["people"] == 6


@pytest.mark.parametrize(
    ("row", "told"),
    [({"outcome": "open"}, []), ({"outcome": "dropped"}, ["learn_dropped"])],
)
def test_a_question_stays_open_or_is_dropped(row: Row, told: list[str]) -> None:
    talk = played({"learned.two-and-three-days": [row]})
    assert kinds(since(talk.conclusion())) == told


def test_an_answer_needs_words_and_how_we_came_by_them() -> None:
    talk = Interview(GUIDE, carried())
    talk.send(Answer(({"plan": "60"},)))
    talk.send(GoTo("learned.two-and-three-days"))
    screen = talk.view()
    assert isinstance(screen, Ask)
    assert screen.ask == (
        f"We wanted to find out: {QUESTION} What came of it?"
    )  # fmt: skip
    talk.send(Answer(({"outcome": "answered"},)))
    screen = talk.view()
    assert isinstance(screen, Ask)
    assert screen.key == "learned.two-and-three-days"
    assert "still empty" in screen.notice


def test_the_list_to_find_out_holds_what_is_open_and_loses_nothing_else() -> None:
    talk = played({"learned.two-and-three-days": [HEARD]})
    talk.send(GoTo("learn"))
    screen = talk.view()
    assert isinstance(screen, Ask)
    assert [row["id"] for row in screen.rows] == ["what-sisters-drop"]
    talk.send(Answer(({"question": "Who rows?"},)))
    learn = talk.conclusion()["learn"]
    assert [(one["question"], bool(one.get("answered_by"))) for one in learn] == [
        (QUESTION, True), ("Who rows?", False),
    ]  # fmt: skip
    talk.send(Clear("learn"))
    assert [one["id"] for one in talk.conclusion()["learn"]] == ["two-and-three-days"]


# ---- the command


def test_a_review_from_a_file_changes_what_the_file_says_and_nothing_else(
    literacy: Path, call: Run
) -> None:
    answers = literacy / "new.yaml"
    answers.write_text("customers:\n  buyers: {name: Heads who sign}\n", encoding="utf-8")
    ended = call("interview", "--from", "2024", "--label", "2025", "--held", "2025-03-20",
                 "--answers", str(answers))  # fmt: skip
    assert ended.code == 0
    new = read_record((literacy / "workshops" / "2025.yaml").read_bytes(), "x").record
    assert kinds(list(compare(*date_records(BEFORE, new)).changes)) == ["renamed"]
    assert new.to_data()["decision"]["review_by"] == "2026-03-20"
    assert list(new.customers) == list(BEFORE.customers)


def test_a_review_in_plain_lines_reads_back_what_changed(literacy: Path, run: Run) -> None:
    # The quick path: how long, then who each of them is today, and nothing to all the rest.
    lines = ["1", "", "2", "Whoever sits beside the child", "Half of them are no teachers."]
    ended = run("interview", "--from", "2024", "--held", "2025-03-20", "--plain",
                stdin="\n".join([*lines, ":review", "save", ""]))  # fmt: skip
    assert ended.code == 0
    told = ended.err[ended.err.index("Since 2024-03-21:") :].split("\n\n")[1]
    assert told == (
        "- Renamed: [-People who teach them to read-] {+Whoever sits beside the\n  child+}"
    )
    assert (literacy / "workshops" / "2025.yaml").exists()


def test_a_review_that_was_killed_goes_on_where_it_stopped(literacy: Path, run: Run) -> None:
    first = run("interview", "--from", "2024", "--held", "2025-03-20", "--plain",
                stdin="1\n\n2\nWhoever sits beside the child\n")  # fmt: skip
    assert first.code == 130
    ended = run("interview", "--resume", "--plain", stdin="\n\n\n:review\nsave\n")
    assert ended.code == 0, ended.err
    assert "Renamed" in ended.err


def test_there_must_be_a_record_to_review(workshop: Path, call: Run) -> None:
    (workshop / "new.yaml").write_text("slogan: x\n", encoding="utf-8")
    ended = call("interview", "--guide", "review", "--answers", "new.yaml")
    assert ended.code == 4
    assert "There is no record yet" in ended.err
