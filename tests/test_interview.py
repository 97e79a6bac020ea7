"""The conversation, walked through without a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.guide.model import Guide
from customer_cli.interview.answers import summarize
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import (
    OVERVIEW,
    REVIEW,
    Answer,
    Ask,
    Back,
    Clear,
    Command,
    Confirm,
    Done,
    Draft,
    Event,
    GoTo,
    KeepLast,
    Overview,
    Park,
    Review,
    Screen,
    Skip,
    Stop,
    event_from,
)
from customer_cli.record.spec import Rows

GUIDE = Guide.model_validate(
    {
        "guide": "small",
        "title": "Small",
        "purpose": "Enough to walk through.",
        "requires": ("order",),
        "sections": [
            {
                "id": "open",
                "title": "Open",
                "minutes": {"60": 3},
                "questions": [
                    {"id": "team", "ask": "Whose answer is this?", "quick": True},
                    {"id": "slogan", "ask": "What does {team} say of itself?"},
                    {"id": "opening", "ask": "What would be different without us?"},
                ],
            },
            {
                "id": "who",
                "title": "Who",
                "questions": [
                    {"id": "customers", "ask": "Who must be satisfied?", "quick": True},
                    {"id": "primary", "ask": "Who is primary?", "quick": True},
                ],
            },
            {
                "id": "value",
                "title": "Value",
                "questions": [
                    {"id": "values", "for": "primary", "ask": "What does {about} value?",
                     "quick": True},
                    {"id": "values-supporting", "slot": "values", "for": "supporting",
                     "ask": "And {about}?"},
                    {"id": "order", "ask": "Who wins?", "quick": True},
                ],
            },
        ],
    }
)  # fmt: skip


def row(**fields: Any) -> Rows:
    return (fields,)


def names(*rows: str) -> Rows:
    return tuple({"name": name} for name in rows)


def walk(*commands: Command, **keywords: Any) -> Interview:
    interview = Interview(GUIDE, **keywords)
    interview.send(Answer(row(plan="60")))
    for command in commands:
        interview.send(command)
    return interview


def asked(interview: Interview) -> Ask:
    screen = interview.view()
    assert isinstance(screen, Ask), screen
    return screen


TO_CUSTOMERS = (Answer(row(team="Reading for All")), Skip(), Skip())
NAMED = (*TO_CUSTOMERS, Answer(names("Children", "Teachers", "Donors")))
DECIDED = (*NAMED, Answer(row(primary="teachers", because="Without them nothing reaches a child.")))
VALUED = (
    *DECIDED,
    Answer(row(text="Short training", kind="want", how="story", words="I liked it.", people="19")),
    Answer(row(text="To read", how="guess")),
    Answer(row(text="Proof")),
    Answer(row(order=["teachers", "children", "donors"])),
)


def test_the_first_question_is_how_long() -> None:
    screen = Interview(GUIDE).view()
    assert isinstance(screen, Ask)
    assert (screen.key, screen.first) == ("plan", True)


def test_a_whole_interview_ends_in_the_record_that_was_said() -> None:
    interview = walk(*VALUED)
    assert isinstance(interview.view(), Review)
    interview.send(Confirm())
    screen = interview.view()
    assert isinstance(screen, Done)
    assert screen.data == {
        "team": "Reading for All",
        "primary": "teachers",
        "order": ["teachers", "children", "donors"],
        "customers": {
            "children": {
                "name": "Children",
                "values": [{"text": "To read", "evidence": [{"kind": "guess"}]}],
            },
            "teachers": {
                "name": "Teachers",
                "because": "Without them nothing reaches a child.",
                "values": [
                    {
                        "text": "Short training",
                        "kind": "want",
                        "evidence": [{"kind": "story", "words": "I liked it.", "people": 19}],
                    }
                ],
            },
            "donors": {"name": "Donors", "values": [{"text": "Proof"}]},
        },
        "skipped": ["slogan", "opening"],
    }


def test_questions_about_customers_come_primary_first() -> None:
    interview = walk(*DECIDED)
    keys = [line.key for line in interview.lines()]
    assert keys[-4:] == [
        "values.teachers", "values-supporting.children", "values-supporting.donors", "order",
    ]  # fmt: skip
    assert asked(interview).ask == "What does Teachers value?"


def test_quick_asks_only_what_cannot_wait_and_keeps_what_was_said() -> None:
    interview = walk(Answer(row(team="A")), Answer(row(slogan="Onward")), GoTo("plan"))
    interview.send(Answer(row(plan="quick")))
    keys = [line.key for line in interview.lines()]
    assert keys == ["plan", "team", "slogan", "customers", "primary", "order"][: len(keys)]
    assert "slogan" in keys
    assert "opening" not in keys


def test_back_never_judges_and_never_loses_text() -> None:
    interview = walk(*TO_CUSTOMERS, Back(names("读书的孩子")))
    assert asked(interview).key == "opening"
    interview.send(Skip())
    assert asked(interview).rows == names("读书的孩子")
    assert asked(interview).drafted


def test_back_on_the_first_question_says_so() -> None:
    interview = Interview(GUIDE)
    interview.send(Back())
    assert asked(interview).notice == "This is the first question."


def test_a_refused_answer_becomes_a_draft() -> None:
    interview = walk(*TO_CUSTOMERS)
    events = interview.send(Answer(names("Children", "children")))
    assert [event.kind for event in events] == ["drafted"]
    assert "twice" in asked(interview).notice
    assert asked(interview).rows == names("Children", "children")


@pytest.mark.parametrize(
    ("at", "typed", "reason"),
    [
        (TO_CUSTOMERS, names("读书的孩子"), "not all in Latin letters"),
        (TO_CUSTOMERS, row(name="读书的孩子", id="Big"), "cannot be a short name"),
        (NAMED, row(primary="nobody"), '"nobody" cannot be chosen'),
        (NAMED, row(because="so"), '"The one" is still empty'),
        (DECIDED, row(text="x", how="story", people="many"), "not a number"),
        (DECIDED, row(text="x", how="story", date="tomorrow"), "not a date"),
        (DECIDED, row(kind="want"), "still empty"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_with_the_reason(
    at: tuple[Command, ...], typed: Rows, reason: str
) -> None:
    interview = walk(*at)
    interview.send(Answer(typed))
    assert reason in asked(interview).notice


def test_a_name_without_latin_letters_is_taken_with_a_short_name() -> None:
    interview = walk(*TO_CUSTOMERS, Answer(row(name="读书的孩子", id="readers")))
    assert asked(interview).key == "primary"


def test_a_required_question_is_not_skipped() -> None:
    interview = walk(Skip())
    assert asked(interview).key == "team"
    assert "needed" in asked(interview).notice


def test_an_empty_answer_keeps_what_stands_there() -> None:
    interview = walk(Answer(row(team="A")), Back(), Answer(()))
    assert asked(interview).key == "slogan"
    assert interview.conclusion()["team"] == "A"


def test_only_clear_takes_an_answer_away() -> None:
    interview = walk(Answer(row(team="A")), Answer(row(slogan="Onward")), Clear("slogan"))
    assert "slogan" not in interview.conclusion()


def test_whoever_jumps_from_the_review_returns_to_it() -> None:
    interview = walk(*VALUED, GoTo("slogan"), Answer(row(slogan="Onward")))
    assert isinstance(interview.view(), Review)
    assert interview.conclusion()["slogan"] == "Onward"


def test_whoever_looks_from_the_overview_comes_back_to_the_question() -> None:
    interview = walk(*NAMED, GoTo(OVERVIEW, row(because="draft")))
    screen = interview.view()
    assert isinstance(screen, Overview)
    assert screen.current == "primary"
    interview.send(GoTo("team"))
    interview.send(Answer(row(team="B")))
    assert isinstance(interview.view(), Overview)
    interview.send(Back())
    assert asked(interview).key == "primary"
    assert asked(interview).rows == row(because="draft")


def test_the_review_is_one_step_from_the_overview_and_back() -> None:
    interview = walk(*NAMED, GoTo(OVERVIEW), GoTo(REVIEW))
    assert isinstance(interview.view(), Review)
    interview.send(Back())
    assert isinstance(interview.view(), Overview)
    interview.send(Back())
    assert asked(interview).key == "primary"


def test_going_home_from_the_overview_closes_it() -> None:
    interview = walk(*NAMED, GoTo(OVERVIEW), GoTo("primary"), Answer(row(primary="children")))
    assert asked(interview).key == "values.children"


def test_dropping_a_customer_with_answers_warns_first_and_loses_nothing() -> None:
    fewer = ({"id": "children", "name": "Children"}, {"id": "teachers", "name": "Teachers"})
    interview = walk(*VALUED, GoTo("customers"), Answer(fewer))
    assert "Without Donors, one answer" in asked(interview).notice
    interview.send(Answer(fewer))
    assert set(interview.conclusion()["customers"]) == {"children", "teachers"}
    again = (*fewer, {"id": "donors", "name": "Donors"})
    interview.send(GoTo("customers"))
    interview.send(Answer(again))
    assert interview.conclusion()["customers"]["donors"]["values"] == [{"text": "Proof"}]


def test_an_answer_that_no_longer_fits_needs_another_look_before_writing() -> None:
    fewer = ({"id": "children", "name": "Children"}, {"id": "donors", "name": "Donors"})
    interview = walk(*VALUED, GoTo("customers"), Answer(fewer), Answer(fewer), Confirm())
    screen = interview.view()
    assert isinstance(screen, Review)
    assert [line.key for line in screen.missing] == ["primary", "order"]
    assert screen.notice.startswith("Before this can be written")


def test_last_years_answer_is_shown_and_kept_only_when_asked() -> None:
    interview = walk(earlier={"team": "Reading for All"})
    assert asked(interview).earlier == row(team="Reading for All")
    assert asked(interview).rows == ()
    interview.send(KeepLast())
    assert interview.conclusion()["team"] == "Reading for All"


def test_last_years_answer_is_told_by_the_names_of_last_year() -> None:
    before = {"customers": {"kids": {"name": "Children of then"}}, "primary": "kids"}
    screen = asked(walk(*NAMED, earlier=before))
    assert summarize(screen.earlier, screen.recalled) == "Children of then"


def test_a_renamed_customer_keeps_its_id() -> None:
    renamed = (
        {"id": "children", "name": "Children who cannot read yet"},
        {"id": "teachers", "name": "Teachers"},
        {"id": "donors", "name": "Donors"},
    )
    interview = walk(*VALUED, GoTo("customers"), Answer(renamed))
    assert list(interview.conclusion()["customers"]) == ["children", "teachers", "donors"]
    assert interview.missing() == ()


def test_parked_words_are_in_the_record() -> None:
    interview = walk(Park("New logo\x1b[2J"))
    assert interview.conclusion()["parked"] == [{"text": "New logo[2J"}]


def test_what_was_parked_is_said_back_once() -> None:
    interview = walk(Park(" New logo "))
    assert asked(interview).notice == "Parked for the end: New logo"
    interview.send(Draft(row(team="X")))
    assert asked(interview).notice == ""


def test_how_long_is_not_a_matter_of_guessing() -> None:
    interview = Interview(GUIDE)
    interview.send(Answer(()))
    assert asked(interview).notice.startswith("Give the number")
    interview = walk(Answer(()))
    assert asked(interview).notice.startswith("This one is needed")


def test_time_is_counted_from_entering_the_section() -> None:
    clock = iter(f"2026-01-01T10:{minute:02}" for minute in range(60))
    interview = Interview(GUIDE, now=lambda: next(clock))
    for command in (Answer(row(plan="60")), Answer(row(team="A")), Skip(), Back()):
        interview.send(command)
    assert (asked(interview).minutes, asked(interview).since) == (3, "2026-01-01T10:01")


WORDS = st.sampled_from(["Children", "Teachers", "Donors", "读书", "", "a\nb", " x "])
ROWS = st.lists(
    st.dictionaries(
        st.sampled_from(["plan", "team", "slogan", "answer", "name", "id", "primary", "text",
                         "how", "people"]),
        WORDS | st.sampled_from(["quick", "60", "children", "teachers", "story", "12"]),
        max_size=3,
    ) | st.builds(lambda ids: {"order": ids}, st.lists(st.sampled_from(["children", "teachers"]))),
    max_size=3,
).map(tuple)  # fmt: skip
PLACES = st.sampled_from(["plan", "team", "slogan", "customers", "primary", "values.children",
                          "order", OVERVIEW, REVIEW, "nowhere"])  # fmt: skip
COMMANDS = st.one_of(
    st.builds(Answer, ROWS),
    st.sampled_from(DECIDED[:1] + VALUED),
    st.builds(Draft, ROWS),
    st.builds(Back, st.none() | ROWS),
    st.builds(GoTo, PLACES, st.none() | ROWS),
    st.builds(Clear, PLACES),
    st.builds(Park, WORDS),
    st.builds(Stop, st.none() | ROWS),
    st.just(Skip()),
    st.just(KeepLast()),
    st.just(Confirm()),
)


def _facts(screen: Screen) -> object:
    # A notice answers the last command; it is no fact and is not replayed.
    return screen if isinstance(screen, Done) else {**_slots(screen), "notice": ""}


def _slots(screen: Screen) -> dict[str, object]:
    return {name: getattr(screen, name) for name in type(screen).__slots__}


@given(st.lists(COMMANDS, max_size=25))
@settings(max_examples=300)
def test_any_conversation_replayed_gives_the_same_view(commands: list[Command]) -> None:
    interview = Interview(GUIDE, earlier={"team": "Earlier"})
    journal: list[Event] = []
    for command in commands:
        journal += [event_from(event.to_data()) for event in interview.send(command)]
    again = Interview.replay(GUIDE, journal, earlier={"team": "Earlier"})
    assert _facts(again.view()) == _facts(interview.view())


@given(st.lists(COMMANDS, max_size=15), ROWS)
@settings(max_examples=300)
def test_back_then_forward_loses_nothing(commands: list[Command], typed: Rows) -> None:
    interview = Interview(GUIDE)
    for command in commands:
        interview.send(command)
    before = interview.view()
    if not isinstance(before, Ask) or before.first:
        return
    interview.send(Back(typed))
    interview.send(GoTo(before.key))
    after = asked(interview)
    kept = tuple(r for r in ({k: v for k, v in row.items() if v} for row in typed) if r)
    assert after.rows == kept
    assert after.key == before.key


def test_a_second_look_at_the_same_list_is_not_a_second_thing_to_answer() -> None:
    question = {"id": "customers-together", "slot": "customers", "ask": "One list?"}
    section = {"id": "again", "title": "Again", "questions": [question]}
    twice = GUIDE.model_dump(by_alias=True)
    twice["sections"] = [*twice["sections"], section]
    interview = Interview(Guide.model_validate(twice))
    assert [line.key for line in interview.missing()] == ["plan", "team", "customers", "primary"]
