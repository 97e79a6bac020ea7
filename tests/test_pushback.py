"""A doubt put back as a question: once, where the answer raised it, and never in the way."""

from __future__ import annotations

import functools
import io
import subprocess
import sys
from types import FrameType
from typing import Any

import pytest
from bench.meeting import asked as asked_in
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.errors import Stopped
from customer_cli.guide import files
from customer_cli.guide.model import Guide
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
    Defer,
    Done,
    Draft,
    Event,
    GoTo,
    Keep,
    Overview,
    Park,
    PushBack,
    RaisedFinding,
    Review,
    RunRules,
    Screen,
    Skip,
    Stop,
    event_from,
)
from customer_cli.interview.push_back import answering_slots, can_raise, find_findings, rules_after
from customer_cli.lint.registry import RULES
from customer_cli.record.spec import Data
from customer_cli.ui.plain import PlainDriver
from customer_cli.workshop.session import Session
from tests.test_interview import COMMANDS, names, row
from tests.test_plain import Typed

GUIDE = Guide.model_validate(
    {
        "guide": "doubted",
        "title": "Doubted",
        "purpose": "Enough to be doubted.",
        "sections": [
            {
                "id": "who",
                "title": "Who",
                "questions": [
                    {"id": "team", "ask": "Whose answer is this?"},
                    {"id": "customers", "ask": "Who must be satisfied?", "quick": True},
                    {"id": "primary", "ask": "Who is primary?", "quick": True},
                    {"id": "facts", "for": "each", "ask": "What are {about} to us?"},
                ],
            },
            {
                "id": "alone",
                "title": "Alone",
                "mode": "private",
                "questions": [{"id": "order", "ask": "Who wins?"}],
            },
            {
                "id": "together",
                "title": "Together",
                "questions": [
                    {"id": "order-decided", "slot": "order", "ask": "Who wins for all of us?"},
                    {"id": "not_served", "ask": "Whom do we not serve?"},
                ],
            },
        ],
    }
)
BASE = {"format": 1, "held": "2026-03-14", "guide": "doubted", "lens": "drucker"}
PAYS = row(facts=["pays"])
NAMED = (Answer(row(team="A")), Answer(names("Children", "Heads")))
PRIMARY = (*NAMED, Answer(row(primary="heads")))
DOUBTED = (*PRIMARY, Answer(PAYS))
"""The primary pays, and nothing is said to change for them: P05."""
RANKED = (*PRIMARY, Skip(), Skip(), Answer(row(order=["children", "heads"])))


def walk(*commands: Command, base: dict[str, Any] = BASE) -> Interview:
    interview = Interview(GUIDE, base, run_rules=rules_after())
    for command in (Answer(row(plan="60")), *commands):
        interview.send(command)
    return interview


def pushed(interview: Interview) -> PushBack:
    screen = interview.view()
    assert isinstance(screen, PushBack), screen
    return screen


def asked(interview: Interview) -> Ask:
    screen = interview.view()
    assert isinstance(screen, Ask), screen
    return screen


def test_what_an_answer_raises_comes_back_as_a_question() -> None:
    screen = pushed(walk(*DOUBTED))
    assert (screen.key, screen.finding.rule, screen.finding.where) == (
        "facts.heads", "P05", "customers.heads",
    )  # fmt: skip
    assert screen.finding.question == "What is different in their life?"
    assert screen.answer == "they pay for it"


@pytest.mark.parametrize("command", [Keep(), Answer(()), Skip(), Keep("  ")])
def test_saying_nothing_goes_on_and_acknowledges_nothing(command: Command) -> None:
    interview = walk(*DOUBTED, command)
    assert asked(interview).key == "facts.children"
    assert "acknowledged" not in interview.conclusion()
    assert interview.conclusion()["customers"]["heads"]["facts"] == ["pays"]


def test_a_reason_is_kept_beside_the_rule_and_the_place() -> None:
    interview = walk(*DOUBTED, Keep("They are the ones we answer to.\x1b[2J"))
    assert asked(interview).key == "facts.children"
    assert interview.conclusion()["acknowledged"] == [
        {
            "rule": "P05",
            "where": "customers.heads",
            "because": "They are the ones we answer to.[2J",
            "date": "2026-03-14",
        }
    ]


def test_what_was_acknowledged_before_stays_before_it() -> None:
    before = {"rule": "G03", "where": "customers", "because": "obvious"}
    interview = walk(*DOUBTED, Keep("so"), base={**BASE, "acknowledged": [before]})
    assert [one["rule"] for one in interview.conclusion()["acknowledged"]] == ["G03", "P05"]


def test_other_words_need_another_look() -> None:
    interview = walk(*DOUBTED, Keep("so"), Back(), Answer(PAYS))
    assert interview.conclusion()["acknowledged"]
    interview.send(Back())
    interview.send(Answer(row(facts=["pays", "chooses"])))
    assert "acknowledged" not in interview.conclusion()


def test_parked_it_waits_for_the_end_and_the_answer_stays() -> None:
    interview = walk(*DOUBTED, Defer())
    assert asked(interview).key == "facts.children"
    assert interview.conclusion()["parked"] == [
        {"text": "What is different in their life? (they pay for it)"}
    ]
    assert interview.conclusion()["customers"]["heads"]["facts"] == ["pays"]


def test_back_is_to_the_answer_with_the_question_above_it() -> None:
    interview = walk(*DOUBTED, Back())
    screen = asked(interview)
    assert (screen.key, screen.rows) == ("facts.heads", PAYS)
    assert screen.notice == "What is different in their life?"
    interview.send(Answer(row(facts=["pays", "life_changed"])))
    assert asked(interview).key == "facts.children"


@pytest.mark.parametrize(
    "commands",
    [
        (Back(), Answer(PAYS)),
        (Keep(), Back(), Answer(PAYS)),
        (GoTo(OVERVIEW), Back(), Answer(PAYS)),
        (GoTo(REVIEW), GoTo("facts.heads"), Answer(row(facts=["pays", "chooses"])), Back()),
    ],
)
def test_nothing_is_pushed_back_twice(commands: tuple[Command, ...]) -> None:
    interview = walk(*DOUBTED)
    for command in commands:
        interview.send(command)
        assert not isinstance(interview.view(), PushBack)


def test_a_jump_from_the_review_is_doubted_and_then_returns_there() -> None:
    interview = walk(*PRIMARY, GoTo(REVIEW), GoTo("facts.heads"), Answer(PAYS))
    pushed(interview)
    interview.send(Keep())
    assert isinstance(interview.view(), Review)


def test_nothing_is_pushed_back_to_people_who_write_alone_but_where_they_decide() -> None:
    interview = walk(*RANKED)
    assert asked(interview).key == "order-decided"
    interview.send(Answer(row(order=["children", "heads"])))
    assert pushed(interview).finding.rule == "P07"


def test_a_doubt_about_somebody_else_is_not_pushed_back_here() -> None:
    interview = walk(*DOUBTED, Keep(), Answer(row(facts=["uses"])))
    assert asked(interview).key == "order"


def doubt(rule: str, where: str = "customers.heads", severity: str = "warning") -> RaisedFinding:
    return RaisedFinding(rule, where, severity, f"{rule} is seen.", "Why?")


def told(look: RunRules, *commands: Command) -> list[str]:
    """Return the rules that are pushed back on the way."""
    interview = Interview(GUIDE, BASE, run_rules=look)
    events = [e for c in (Answer(row(plan="60")), *commands) for e in interview.send(c)]
    return [str(e.rows[0]["rule"]) for e in events if e.kind == "doubted"]


@pytest.mark.parametrize(
    ("seen", "pushed"),
    [
        ([doubt("P05")], ["P05"]),
        ([doubt("P05"), doubt("P06")], ["P05"]),
        ([doubt("P05", severity="info")], []),
        ([doubt("P05", "customers.children")], []),
        ([doubt("G06")], []),
        ([doubt("V01", "customers.heads.values.x")], []),
        ([doubt("Z99")], []),
    ],
)
def test_what_is_pushed_back_about_the_facts_of_one_customer(
    seen: list[RaisedFinding], pushed: list[str]
) -> None:
    def look(data: Data, slot: str) -> list[RaisedFinding]:
        return seen if data["customers"]["heads"].get("facts") else []

    commands = (*PRIMARY, Answer(PAYS), Keep())
    assert (
        told(lambda data, slot: look(data, slot) if data.get("primary") else [], *commands)
        == pushed
    )


def test_another_doubt_about_the_same_answer_is_not_pushed_back() -> None:
    def look(data: Data, slot: str) -> list[RaisedFinding]:
        facts = (data.get("customers") or {}).get("heads", {}).get("facts", [])
        return [doubt("P05")] * (facts == ["pays"]) + [doubt("P06")] * (len(facts) == 2)

    assert told(look, *DOUBTED, Back(), Answer(row(facts=["pays", "uses"]))) == ["P05"]


def test_a_doubt_that_was_told_is_not_told_again_for_another_answer() -> None:
    def look(data: Data, slot: str) -> list[RaisedFinding]:
        clash = data.get("primary") == "heads" and data.get("order", [""])[0] == "children"
        return [doubt("P07")] * clash

    heads, children = row(primary="heads"), row(primary="children")
    decided = (*RANKED, Answer(row(order=["children", "heads"])))
    again = (Keep(), GoTo("primary"), Answer(children), GoTo("primary"), Answer(heads))
    assert told(look, *decided, *again) == ["P07"]


def test_what_is_doubted_without_the_answer_as_well_is_not_its_doing() -> None:
    assert told(lambda _data, _slot: [doubt("P05")], *DOUBTED) == []


def test_words_that_are_alike_are_pushed_back_when_everybody_is_named() -> None:
    interview = walk(Answer(row(team="A")), Answer(names("The teachers", "Teacher")))
    # Nobody is primary yet and nobody values anything: that is asked later, and not now.
    assert pushed(interview).finding.rule == "G01"


def test_a_reason_half_typed_is_kept_and_never_becomes_the_answer() -> None:
    interview = walk(*DOUBTED, Draft(row(because="They are the")), Park("New logo"))
    assert pushed(interview).because == "They are the"
    interview.send(Stop(row(because="They are the ones")))
    assert pushed(interview).because == "They are the ones"
    interview.send(GoTo(OVERVIEW, row(because="They")))
    assert isinstance(interview.view(), Overview)
    interview.send(GoTo("facts.heads"))
    assert asked(interview).rows == PAYS


def test_the_review_names_what_is_doubted_with_the_way_to_its_question() -> None:
    interview = walk(*DOUBTED, Keep(), GoTo(REVIEW))
    screen = interview.view()
    assert isinstance(screen, Review)
    power = next(line for line in screen.findings if "they pay" in line.ask)
    assert (power.key, power.state, power.summary) == (
        "facts.heads", "doubt", "What is different in their life?",
    )  # fmt: skip
    assert len(screen.findings) <= 5
    assert screen.more_findings > 0
    interview.send(GoTo(power.key))
    interview.send(Answer(row(facts=["pays", "uses"])))
    after = interview.view()
    assert isinstance(after, Review)
    assert power.ask not in [line.ask for line in after.findings]


def test_what_is_acknowledged_is_not_named_again() -> None:
    interview = walk(*DOUBTED, Keep("so"), GoTo(REVIEW))
    screen = interview.view()
    assert isinstance(screen, Review)
    assert not any("they pay" in line.ask for line in screen.findings)


def test_doubts_never_stand_in_the_way_of_saving() -> None:
    interview = walk(*DOUBTED, GoTo(REVIEW), Confirm())
    assert isinstance(interview.view(), Done)


def test_nobody_looks_where_nobody_was_asked_to() -> None:
    interview = Interview(GUIDE, BASE)
    for command in (Answer(row(plan="60")), *DOUBTED):
        interview.send(command)
    assert asked(interview).key == "facts.children"


def test_every_rule_that_is_listed_leads_to_a_question_or_to_none() -> None:
    doubt = RaisedFinding("P01", "", "error", "m", "q")
    interview = Interview(
        GUIDE,
        BASE,
        run_rules=lambda _data, _slot: [doubt, RaisedFinding("Z99", "", "error", "m", "q")],
    )
    interview.send(GoTo(REVIEW))
    screen = interview.view()
    assert isinstance(screen, Review)
    assert [line.key for line in screen.findings] == ["primary", ""]


def test_a_doubt_goes_through_the_journal_word_for_word() -> None:
    event = Event(
        "doubted", "facts.heads", (RaisedFinding("P05", "w", "error", "m", "q").to_row(),)
    )
    assert event_from(event.to_data()) == event


def spoken(*typed: str) -> tuple[Interview, str]:
    """Return the interview after *typed*, from where it was doubted, and what was said."""
    interview, said = walk(*DOUBTED), io.StringIO()
    driver = PlainDriver(Typed(typed), said, lambda _data: "PREVIEW", lambda text: text)
    with pytest.raises(Stopped):
        Session(interview, []).drive(driver)
    return interview, said.getvalue()


@pytest.mark.parametrize(
    ("typed", "at", "acknowledged", "parked"),
    [
        ((), "", 0, 0),
        (("",), "facts.children", 0, 0),
        (("1",), "facts.heads", 0, 0),
        ((":back",), "facts.heads", 0, 0),
        (("2", "We answer to them."), "facts.children", 1, 0),
        (("2", ""), "facts.children", 0, 0),
        (("2", ":back"), "facts.heads", 0, 0),
        (("3",), "facts.children", 0, 1),
        (("maybe", ""), "facts.children", 0, 0),
        ((":park logo", ""), "facts.children", 0, 1),
        ((":stop",), "", 0, 0),
    ],
)
def test_a_push_back_by_words(
    typed: tuple[str, ...], at: str, acknowledged: int, parked: int
) -> None:
    interview, said = spoken(*typed)
    assert "What is different in their life?" in said
    screen = interview.view()
    assert (screen.key if isinstance(screen, Ask) else "") == at
    data = interview.conclusion()
    counts = [len(data.get(name, ())) for name in ("acknowledged", "parked")]
    assert counts == [acknowledged, parked]


def test_the_review_by_words_numbers_doubts_after_the_questions() -> None:
    interview, said = spoken("", ":review", "12")
    assert "What the method doubts" in said
    assert "Smaller doubts, for customer-cli check" in said
    number = next(line.split(".")[0].strip() for line in said.splitlines() if "they pay" in line
                  and "[doubt]" in line)  # fmt: skip
    interview, _ = spoken("", ":review", number)
    assert asked(interview).key == "facts.heads"


MORE = st.one_of(
    COMMANDS,
    st.sampled_from([*DOUBTED[1:], Answer(row(order=["children", "heads"])), Answer(PAYS)]),
    st.sampled_from([Keep(), Keep("so"), Keep("\x1b"), Defer(), Back(row(because="half"))]),
    st.builds(GoTo, st.sampled_from(["facts.heads", "order-decided", "facts.children", REVIEW])),
    st.builds(Clear, st.sampled_from(["facts.heads", "order", "primary"])),
)


def _facts(screen: Screen) -> object:
    if isinstance(screen, Done):
        return screen
    return {name: getattr(screen, name) for name in type(screen).__slots__ if name != "notice"}


@given(st.lists(MORE, max_size=12), st.lists(MORE, max_size=6))
@settings(max_examples=150, deadline=None)
def test_any_doubted_conversation_replayed_gives_the_same_view_and_goes_on_alike(
    commands: list[Command], later: list[Command]
) -> None:
    """The middle of a push-back included; what follows it is the same, too."""
    interview = Interview(GUIDE, BASE, run_rules=rules_after())
    journal: list[Event] = []
    for command in (Answer(row(plan="60")), *DOUBTED, *commands):
        journal += [event_from(event.to_data()) for event in interview.send(command)]
    again = Interview.replay(GUIDE, journal, BASE, run_rules=rules_after())
    assert _facts(again.view()) == _facts(interview.view())
    for command in later:
        interview.send(command)
        again.send(command)
        assert _facts(again.view()) == _facts(interview.view())


@given(st.lists(MORE, max_size=25))
@settings(max_examples=100, deadline=None)
def test_an_answer_is_pushed_back_once_and_a_doubt_is_told_once(commands: list[Command]) -> None:
    interview = Interview(GUIDE, BASE, run_rules=rules_after())
    keys: list[str] = []
    for command in (Answer(row(plan="60")), *NAMED, *commands):
        keys += [event.key for event in interview.send(command) if event.kind == "doubted"]
    assert len(keys) == len(set(keys))


def test_a_review_is_judged_by_the_record_before() -> None:
    before = {**BASE, "held": "2025-03-14", "team": "A", "customers": {"x": {"name": "Xs"}}}
    from customer_cli.record.documents import validate

    now = {**before, "held": "2026-03-14", "previous": "2025", "customers": {"y": {"name": "Ys"}}}
    assert "H02" in [one.rule for one in find_findings(now, validate(before))]
    assert "H02" not in [one.rule for one in find_findings(now)]


def test_rules_are_not_read_before_the_first_question() -> None:
    script = (
        "import sys\n"
        "from customer_cli.interview.engine import Interview\n"
        "import customer_cli.ui.plain\n"
        "print([name for name in sys.modules if name.startswith('customer_cli.lint')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


DOUBTFUL = ("our app", "good service", "more engagement", "they should want our programs")


@functools.cache
def doubtful() -> Data:
    """A record about which most rules have something to say."""
    *_, last = [go() for _, go in asked_in(5, 0, DOUBTFUL)]
    assert isinstance(last, Review)
    return last.data


@pytest.mark.parametrize("seed", range(6))
def test_what_is_asked_back_is_what_all_rules_would_ask_back(seed: int) -> None:
    def everything(data: Data, _slot: str) -> list[RaisedFinding]:
        return find_findings(data)

    def whole(look: RunRules) -> list[tuple[Any, Any]]:
        return [(screen, go()) for screen, go in asked_in(5, seed, DOUBTFUL, look)]

    screens = whole(rules_after())
    assert screens == whole(everything)
    assert any(isinstance(after, PushBack) for _, after in screens)


@pytest.mark.parametrize("slot", sorted({slot for rule in RULES for slot in answering_slots(rule)}))
def test_an_answer_is_looked_at_for_all_that_it_can_raise_and_for_no_more(slot: str) -> None:
    data = doubtful()
    every = [one for one in find_findings(data) if can_raise(slot, one.rule)]
    some = find_findings(data, slot=slot)
    assert [one for one in some if can_raise(slot, one.rule)] == every
    assert len(some) < len(find_findings(data))


def test_what_an_answer_costs_grows_with_the_record_and_not_faster() -> None:
    few, many = calls_of_an_answer(6), calls_of_an_answer(18)
    assert many < 3.3 * few


def calls_of_an_answer(customers: int) -> int:
    """How many functions of the program a late answer of a long meeting calls."""
    counts: list[int] = []
    count = 0

    def called(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    for screen, go in asked_in(customers):
        if isinstance(screen, Ask) and screen.key.startswith("values"):
            count = 0
            sys.setprofile(called)
        go()
        sys.setprofile(None)
        counts.append(count)
    return max(counts)


def test_every_rule_has_its_letter_in_the_table() -> None:
    slots = {question.fills for name in ("drucker", "review", "whose-needs")
             for question in files.load_guide(name).guide.questions()}  # fmt: skip
    asked_for = {slot for rule in RULES for slot in answering_slots(rule)}
    assert asked_for <= slots | {"learned"}
