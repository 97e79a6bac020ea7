"""The shape of a guide: what may stand in one, and what a wording may hold."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from customer_cli.guide.model import PLACEHOLDERS, SLOTS, Guide, Question, fill_in
from customer_cli.interview.slots import SLOTS as SLOTS_OF_THE_ENGINE


def guide(**changes: Any) -> dict[str, Any]:
    question = {"id": "team", "ask": "Whose answer is this?"}
    section = {"id": "open", "title": "Open", "questions": [question]}
    plain = {"guide": "small", "title": "Small", "purpose": "To try.", "sections": [section]}
    return plain | changes


def question(**changes: Any) -> Question:
    return Question.model_validate({"id": "team", "ask": "Who?"} | changes)


def test_every_slot_a_guide_may_name_exists() -> None:
    assert {*SLOTS} == {*SLOTS_OF_THE_ENGINE, "answers"}


@pytest.mark.parametrize(
    ("written", "slot"),
    [
        ({"id": "values"}, "values"),
        ({"id": "values-supporting", "slot": "values"}, "values"),
        ({"id": "first-hand"}, "answers"),
        ({"id": "answers"}, "answers"),
        ({"id": "team", "slot": "answers"}, "answers"),
    ],
)
def test_a_question_fills_the_slot_it_names_or_the_slot_of_its_name(
    written: dict[str, str], slot: str
) -> None:
    assert question(**written).fills == slot


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_known_placeholder_may_stand_in_every_wording(name: str) -> None:
    wording = f"What about {{{name}}}?"
    asked = question(
        ask=wording, help=wording, why=wording, probes=[wording], example=wording,
        labels={"name": wording},
    )  # fmt: skip
    assert fill_in(asked.ask, {name: "them"}) == "What about them?"


@pytest.mark.parametrize("wording", ["{org}", "{A} or {B}", "{}", "{ customer }", "{0.__class__}"])
@pytest.mark.parametrize("key", ["ask", "help", "why", "example"])
def test_nothing_else_may_stand_in_braces(wording: str, key: str) -> None:
    with pytest.raises(ValidationError, match="in braces only customer, customers"):
        question(**{key: wording})


def test_a_name_with_braces_in_it_is_not_filled_in_again() -> None:
    assert fill_in("{primary} and {about}", {"primary": "{about}", "about": "x"}) == "{about} and x"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"tittle": "Small"}, ("tittle",)),
        ({"sections": []}, ("sections",)),
        ({"sections": [{"id": "open", "title": "Open", "questions": []}]}, ("sections", 0)),
        ({"lens": "upside-down"}, ("lens",)),
        ({"requires": ["budget"]}, ("requires", 0)),
        ({"guide": "Small Guide"}, ("guide",)),
        ({"guide": "../small"}, ("guide",)),
        ({"language": "English please"}, ("language",)),
        ({"version": 0}, ("version",)),
    ],
)
def test_what_is_not_known_is_not_let_through(
    changes: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        Guide.model_validate(guide(**changes))
    assert place in [error["loc"][: len(place)] for error in refused.value.errors()]


@pytest.mark.parametrize(
    "changes",
    [
        {"required": True},
        {"slot": "budget"},
        {"for": "everybody"},
        {"for_": "each"},
        {"labels": {"name": ["a", "list"]}},
    ],
)
def test_a_question_holds_nothing_unknown_either(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        question(**changes)


@pytest.mark.parametrize("minutes", [{"30": 5}, {"60": -1}, {"60": 241}, {"quick": "soon"}])
def test_minutes_are_for_the_three_plans_and_a_meeting_has_an_end(minutes: dict[str, Any]) -> None:
    section = {"id": "open", "title": "Open", "questions": [{"id": "team", "ask": "Who?"}]}
    with pytest.raises(ValidationError):
        Guide.model_validate(guide(sections=[section | {"minutes": minutes}]))


def test_a_title_that_is_a_number_is_a_title() -> None:
    assert Guide.model_validate(guide(title=2026)).title == "2026"


def test_a_guide_cannot_be_changed_once_it_is_read() -> None:
    with pytest.raises(ValidationError):
        setattr(Guide.model_validate(guide()), "title", "Other")  # noqa: B010 - mypy knows, too
