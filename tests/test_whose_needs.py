"""The guide `whose-needs`: sorted in the room, and the definition applied at once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from customer_cli.errors import Stopped
from customer_cli.guide import files
from customer_cli.guide.model import Guide
from customer_cli.interview.agenda import (
    describe_standing,
    judge_facts,
    plan_agenda,
    propose_order,
    sort_customer,
)
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import REVIEW, Answer, Ask, GoTo
from customer_cli.record import documents
from customer_cli.record.spec import Data
from customer_cli.ui.plain import PlainDriver
from customer_cli.ui.terminal.page import draw_screen
from customer_cli.ui.terminal.question import QuestionPage
from customer_cli.workshop import guide_check
from customer_cli.workshop.session import Session
from customer_cli.yamldoc import writer
from tests.conftest import ROOT, Run
from tests.test_plain import Typed

PARTNERS = ROOT / "workshops" / "partners" / "2025.yaml"
GUIDE = files.load_guide("whose-needs").guide
SORTED: Data = {
    "team": "Weir hearing aids",
    "customers": {
        "wearers": {"name": "Wearers", "facts": ["benefits", "uses"]},
        "fitters": {"name": "Fitters", "facts": ["delivers", "paid_by_us"]},
        "desk": {"name": "Service desk", "facts": ["paid_by_us", "works_here"]},
        "insurers": {"name": "Insurers", "facts": ["pays"]},
        "families": {"name": "Families", "facts": ["benefits"]},
        "mayor": {"name": "The mayor"},
    },
}


@pytest.mark.parametrize(
    ("facts", "lens", "told"),
    [
        (["benefits", "pays"], "whose-needs", "Customer: they benefit from it."),
        (["benefits", "paid_by_us"], "whose-needs", "Partner: we pay them."),
        (["paid_by_us", "works_here"], "whose-needs",
         "Colleague: they work here: staff, volunteers, board."),
        (["pays"], "whose-needs", "Buying side: they pay for it."),
        (["approves"], "whose-needs", "Other party: no fact that decides is marked."),
        ([], "whose-needs", ""),
        (["chooses"], "hierarchy", "Buyer: they choose it."),
        (["uses"], "drucker", ""),
    ],
)  # fmt: skip
def test_what_is_marked_says_at_once_what_they_are_and_which_fact_decided(
    facts: list[str], lens: str, told: str
) -> None:
    found = judge_facts(({"facts": facts},), lens)
    assert (describe_standing(found) if found else "") == told


def test_everybody_is_asked_what_fits_what_they_came_out_as() -> None:
    asked = [
        prompt.key
        for prompt in plan_agenda(GUIDE, SORTED | {"primary": "families"}, {}, "60").prompts
    ]
    about = {
        key: [k.split(".")[0] for k in asked if k.endswith(f".{key}")]
        for key in SORTED["customers"]
    }
    assert about == {
        "wearers": ["facts", "values", "values-told"],
        "fitters": ["facts", "describe-partners", "values-partners"],
        "desk": ["facts", "describe-colleagues", "values-colleagues"],
        "insurers": ["facts", "values-others"],
        "families": ["facts", "values", "values-told", "describe"],
        "mayor": ["facts", "values-others"],
    }


def test_under_another_lens_nobody_is_sorted() -> None:
    assert sort_customer(SORTED, "fitters", "hierarchy") is None


@pytest.mark.parametrize(
    ("primary", "lens", "begins"),
    [
        ("", "whose-needs", ("wearers", "families")),
        ("families", "whose-needs", ("families", "wearers")),
        ("fitters", "whose-needs", ("fitters", "wearers", "families")),
        ("wearers", "hierarchy", ()),
    ],
)
def test_an_order_begins_with_the_customers_and_the_primary_first(
    primary: str, lens: Any, begins: tuple[str, ...]
) -> None:
    assert propose_order(SORTED | {"primary": primary}, lens) == begins


def test_where_nobody_is_sorted_yet_the_order_begins_with_all() -> None:
    assert (
        propose_order({"customers": {"a": {"name": "A"}, "b": {"name": "B"}}}, "whose-needs") == ()
    )


def at(key: str) -> Ask:
    interview = Interview(GUIDE, SORTED)
    interview.send(Answer(({"plan": "60"},)))
    interview.send(GoTo(key))
    screen = interview.view()
    assert isinstance(screen, Ask)
    return screen


def test_the_three_questions_come_first_and_in_the_order_in_which_they_are_asked() -> None:
    field = at("facts.fitters").fields[0]
    assert [choice.id for choice in field.choices][:4] == [
        "benefits", "paid_by_us", "works_here", "delivers",
    ]  # fmt: skip
    assert len(field.choices) == 13


def test_in_the_terminal_the_mark_moves_the_standing() -> None:
    import datetime as dt

    from prompt_toolkit.data_structures import Size

    page = QuestionPage(at("facts.mayor"), dt.datetime.now)

    def seen(rows: int, columns: int) -> str:
        block = draw_screen(page, None, Size(rows, columns))
        assert len(block.lines) == rows
        return " ".join("".join(text for _, text in line).strip() for line in block.lines)

    assert page.view(64).follows == ""
    page.press("1")
    assert "Customer: they benefit from it." in seen(18, 64)
    page.press("2")
    for rows, columns in ((30, 100), (18, 64), (12, 40)):
        assert "Partner: we pay them." in seen(rows, columns)


def test_the_order_in_the_terminal_begins_with_the_customers() -> None:
    import datetime as dt

    page = QuestionPage(at("order"), dt.datetime.now)
    assert page.rows == ({"order": ["wearers", "families"]},)


def lines(*typed: str) -> str:
    said = io.StringIO()
    driver = PlainDriver(Typed(typed), said, lambda _data: "PREVIEW", lambda text: text)
    with pytest.raises(Stopped):
        Session(Interview(GUIDE, SORTED), []).drive(driver)
    return said.getvalue()


def test_in_plain_lines_the_standing_is_read_out_after_the_marks() -> None:
    said = lines("2", ":review", "11", "1 2", "money", ":stop")
    assert "1. they benefit directly from using it" in said
    assert "Partner: we pay them." in said


def test_the_overview_says_what_everybody_came_out_as() -> None:
    interview = Interview(GUIDE, SORTED)
    interview.send(GoTo(REVIEW))
    told = {line.key: line.summary for line in interview.lines()}
    assert told["facts.fitters"].startswith("partner: ")
    assert told["facts.mayor"] == ""


FLAWED = {
    "lens: drucker": 'Under the lens "drucker" nobody comes out as "partner".',
    "lens: whose-needs": "",
}


def guide(
    lens: str, labels: str = "{}", facts: str = "{id: facts, for: each, ask: F, labels: %s}"
) -> Guide:
    sentence = facts % labels
    text = f"""\
guide: ours
title: Ours
purpose: To see.
{lens}
sections:
  - id: one
    title: One
    questions:
      - {{id: team, ask: T, quick: true}}
      - {{id: customers, ask: C, quick: true}}
      - {sentence}
      - {{id: values, for: partner, ask: V}}
      - {{id: primary, ask: P, quick: true}}
"""
    return files.read_guide(text.encode(), "ours.yaml")


@pytest.mark.parametrize("lens", FLAWED)
def test_only_the_lens_that_sorts_has_somebody_to_ask_so(lens: str) -> None:
    assert [flaw.message for flaw in guide_check.check_guide(guide(lens))] == [
        *filter(None, [FLAWED[lens]])
    ]


def test_a_guide_may_word_what_can_be_chosen_and_a_slip_there_is_told() -> None:
    assert guide_check.check_guide(guide("lens: whose-needs", "{benefits: They like it}")) == []
    (flaw,) = guide_check.check_guide(guide("lens: whose-needs", "{benefit: They like it}"))
    assert flaw.path[-1] == "benefit"


def test_who_is_sorted_cannot_be_asked_before_the_facts() -> None:
    early = guide("lens: whose-needs", facts="{id: surprise, ask: F}%.0s")
    assert [f.message for f in guide_check.check_guide(early)] == [
        'This is asked before "facts", when there is nobody to ask it about.'
    ]


def test_the_insurer_that_sells_through_partners_could_have_been_asked_so(
    workshop: Path, run: Run
) -> None:
    record = documents.read_record(PARTNERS.read_bytes(), "partners").record
    given = record.to_data() | {"guide": "whose-needs"}
    kept = {key: value for key, value in given.items() if key not in ("skipped", "answers")}
    (workshop / "answers.yaml").write_text(writer.dump(kept), encoding="utf-8")
    ended = run("interview", "--answers", "answers.yaml", "--label", "again")
    assert ended.code == 0, ended.err
    written = documents.read_record(
        (workshop / "workshops" / "again.yaml").read_bytes(), "again"
    ).record
    assert {k: v for k, v in written.to_data().items() if k != "skipped"} == kept
    # What is open is what only the free questions of this guide would have told.
    assert {key.split(".")[0] for key in written.skipped} == {
        "as-we-say-it", "last-change", "sorted-otherwise", "partners-see", "say-no", "repeat-it",
        "values-others",
    }  # fmt: skip


def test_its_template_names_the_facts_and_can_be_read_back(workshop: Path, run: Run) -> None:
    sheet = run("interview", "--guide", "whose-needs", "--template").out
    assert "facts: []" in sheet
    (workshop / "answers.yaml").write_text(sheet, encoding="utf-8")
    ended = run("interview", "--answers", "answers.yaml")
    assert ended.code == 2
    assert "still need an answer" in ended.err
