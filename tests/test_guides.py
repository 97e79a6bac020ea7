"""The guides that come along: whether they carry a meeting."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from customer_cli.guide import files
from customer_cli.guide.files import GuideSource
from customer_cli.guide.model import Guide, Question
from customer_cli.interview import PLAN, review_slots, slots
from customer_cli.interview.agenda import ALWAYS_REQUIRED, plan_agenda
from customer_cli.record.spec import Data
from customer_cli.reports.worksheet import Plan
from customer_cli.workshop import guide_check

SOURCES = files.find_sources(None)
NAMES = [source.path.name for source in SOURCES]
LANGUAGES = re.compile(r"\{[a-zA-Z]*\}")
RECORD: Data = {
    "team": "Dialysis Rides",
    "customers": {"riders": {"name": "Riders"}, "drivers": {"name": "Drivers"}},
    "primary": "riders",
    "people": [{"id": "amira", "name": "Amira"}],
}


@pytest.fixture(params=SOURCES, ids=NAMES)
def guide(request: pytest.FixtureRequest) -> Guide:
    source: GuideSource = request.param
    return files.read_source(source)


def minutes(guide: Guide, plan: Plan) -> int:
    return sum(section.minutes.get(plan, 0) for section in guide.sections)


def keys(guide: Guide, plan: str) -> list[str]:
    return [prompt.key for prompt in plan_agenda(guide, RECORD, {}, plan).prompts]


def spoken(question: Question) -> list[str]:
    return [question.ask, question.help, question.why, question.example, *question.probes]


def test_the_guides_come_along_in_english() -> None:
    assert [name.removesuffix(".en.yaml") for name in NAMES] == [
        "drucker", "hierarchy", "review", "whose-needs",
    ]  # fmt: skip


def test_a_guide_is_called_what_its_file_is_called() -> None:
    told = [(files.read_source(source), source) for source in SOURCES]
    assert [(g.guide, g.language) for g, _ in told] == [(s.id, s.language) for _, s in told]


def test_a_guide_has_no_flaws(guide: Guide) -> None:
    assert guide_check.check_guide(guide) == []


def test_every_question_has_its_own_name(guide: Guide) -> None:
    assert [id for id, n in Counter(q.id for q in guide.questions()).items() if n > 1] == []
    assert len({section.id for section in guide.sections}) == len(guide.sections)


def test_every_question_says_what_it_means_and_why_it_is_asked(guide: Guide) -> None:
    assert [q.id for q in guide.questions() if not (q.ask and q.help and q.why)] == []


@pytest.mark.parametrize("plan", ["60", "90"])
def test_the_minutes_of_a_plan_are_the_minutes_of_the_meeting(guide: Guide, plan: Plan) -> None:
    assert minutes(guide, plan) == int(plan)
    assert [s.id for s in guide.sections if not s.minutes.get(plan)] == []


def test_the_quick_path_takes_about_ten_minutes(guide: Guide) -> None:
    assert 8 <= minutes(guide, "quick") <= 12


def test_the_sections_with_quick_minutes_are_those_with_quick_questions(guide: Guide) -> None:
    for section in guide.sections:
        assert ("quick" in section.minutes) is any(q.quick for q in section.questions), section.id


def test_the_quick_path_asks_whatever_a_record_needs(guide: Guide) -> None:
    asked = {question.fills for question in guide.questions() if question.quick}
    needed = {"primary"} if guide.reviews else {*ALWAYS_REQUIRED, *guide.requires}
    assert asked >= {*needed, "values", "order"}


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("drucker", "team customers primary values.riders values-supporting.drivers order"),
        ("hierarchy", "team customers values.riders values.drivers order primary"),
        ("whose-needs", "team customers facts.riders facts.drivers primary order"),
    ],
)
def test_the_quick_path_is_short(name: str, asked: str) -> None:
    assert keys(files.load_guide(name).guide, "quick") == [PLAN, *asked.split()]


def test_everybody_is_asked_about_in_the_long_plans(guide: Guide) -> None:
    asked = keys(guide, "60")
    for customer in ("riders", "drivers"):
        # In a review, what is known of last year's customers is not asked again.
        assert (f"facts.{customer}" in asked) is not guide.reviews
        assert any(key.startswith("values") and key.endswith(customer) for key in asked)
    repeated = [q for q in guide.questions() if q.for_ in ("each", "supporting")]
    assert len(asked) > len(repeated) + len([q for q in guide.questions() if q.for_ is None])


def test_the_hierarchy_guide_cannot_be_finished_without_an_order() -> None:
    assert files.load_guide("hierarchy").guide.requires == ("order",)


def test_the_drucker_guide_and_the_review_fill_every_slot() -> None:
    filled = {
        name: {question.fills for question in files.load_guide(name).guide.questions()}
        for name in ("drucker", "review")
    }
    assert filled["drucker"] | filled["review"] == {*slots.SLOTS, "answers"}
    assert filled["drucker"] == {*slots.SLOTS, "answers"} - review_slots.REVIEW_SLOTS.keys()


def test_a_slot_goes_by_its_own_name_once(guide: Guide) -> None:
    for question in guide.questions():
        if question.slot is not None:
            assert any(other.id == question.fills for other in guide.questions()), question.id


def test_the_primary_is_named_only_once_somebody_may_be_primary(guide: Guide) -> None:
    chosen = guide.reviews
    for question in guide.questions():
        if not chosen:
            assert "{primary}" not in " ".join(spoken(question)), question.id
        chosen = chosen or question.fills == "primary"


def test_what_is_read_aloud_can_be_read_in_one_breath_or_two(guide: Guide) -> None:
    # 40 words take a quarter of a minute; on 64 columns they are five lines.
    for question in guide.questions():
        assert len(question.ask.split()) <= 40, question.id
        for probe in question.probes:
            assert len(probe.split()) <= 20, probe


def test_words_are_spoken_to_a_room_and_not_to_a_form(guide: Guide) -> None:
    form = re.compile(r"\b(enter|input|field|click|select|optional|e\.g|i\.e|TBD)\b", re.IGNORECASE)
    for question in guide.questions():
        for wording in spoken(question):
            assert not form.search(wording), wording
    assert not form.search(guide.opening + guide.closing)


def test_the_facilitator_has_words_to_begin_and_to_end_with(guide: Guide) -> None:
    for words in (guide.opening, guide.closing):
        assert 40 <= len(words.split()) <= 140  # a minute of talking at most
        assert not LANGUAGES.search(words)  # said before and after anybody has a name


def test_a_name_of_several_people_fits_into_every_sentence(guide: Guide) -> None:
    for question in guide.questions():
        for wording in spoken(question):
            assert not re.search(r"\{(primary|about)\} (is|was|has|does|wants|values)\b", wording)
            assert not re.search(r"\{(primary|about)\}'s", wording)
