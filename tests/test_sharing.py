"""What is repeated everywhere is short, the same every time, and never claims too much."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from customer_cli.analysis.summary import MOST_WORDS, NOT_DICTATING, build_summary
from customer_cli.cli.output import Format, draw_page
from customer_cli.cli.share import report_share
from customer_cli.cli.share import share as command
from customer_cli.record.format import LENSES, LensName
from customer_cli.record.model import Record
from customer_cli.render.text import Screen
from customer_cli.reports.share import build_share_page, describe_heard, describe_value
from tests.strategies import example_record, lenses, records
from tests.test_views import OBEYED, golden, letters


def exported(seen: Any, format: Format) -> str:
    """What a file of another format than text holds."""
    return str(report_share(seen).render(format))


def record(status: str | None, **more: Any) -> Record:
    data: dict[str, Any] = {
        "team": "Lamp and Page",
        "held": "2024-03-14",
        "primary": "children",
        "order": ["children", "heads"],
        "customers": {
            "children": {"name": "Children who cannot read", "facts": ["benefits"]},
            "heads": {"name": "Heads", "facts": ["pays"]},
        },
        "decision": {"status": status} if status else None,
    }
    return Record.model_validate(data | more)


SENTENCES = [
    ("decided", "Lamp and Page exists first for children who cannot read; when wishes collide, "
                "they win."),
    ("contested", "Lamp and Page works first for children who cannot read, and does not agree "
                  "about it yet."),
    ("draft", "Draft: Lamp and Page has not decided yet whether children who cannot read come "
              "first."),
    (None, "Draft: Lamp and Page has not decided yet whether children who cannot read come first."),
]  # fmt: skip


@pytest.mark.parametrize(("status", "sentence"), SENTENCES)
def test_the_sentence_says_no_more_than_was_decided(status: str | None, sentence: str) -> None:
    assert build_summary(record(status)).sentence == sentence


@pytest.mark.parametrize("status", ["draft", "contested"])
def test_where_nobody_is_primary_no_customer_is_said_to_come_first(status: str) -> None:
    said = build_summary(record(status, primary=None)).sentence
    assert said == "Lamp and Page has not decided yet which customer comes first."


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("status", ["draft", "contested", "decided"])
def test_the_sentence_can_be_said_from_memory(lens: LensName, status: str) -> None:
    assert len(build_summary(record(status), lens=lens).sentence.split()) <= MOST_WORDS


def test_a_draft_gives_no_reasons_for_an_order_nobody_decided() -> None:
    assert "After them" in build_summary(record("decided")).paragraph
    assert "After them" not in build_summary(record("draft")).paragraph


@given(records(), lenses())
@settings(max_examples=25)
def test_coming_first_is_never_said_to_be_dictating(record: Record, lens: LensName) -> None:
    said = build_summary(record, lens=lens)
    assert NOT_DICTATING in said.paragraph
    until = said.hierarchy.as_of
    heard = "" if until == record.held else f", with what was heard until {until}"
    assert said.paragraph.endswith(f"Said on {record.held}{heard}.")


def test_it_is_judged_as_of_the_newest_evidence_where_that_is_newer_than_the_sitting() -> None:
    def as_of(date: str) -> dt.date:
        piece = {"kind": "said", "date": date}
        value = {"text": "A page", "evidence": [piece]}
        customers = {"children": {"name": "Children", "values": [value]}}
        made = record("decided", customers=customers, order=["children"])
        return build_summary(made).hierarchy.as_of

    assert as_of("2024-05-02") == dt.date(2024, 5, 2)
    assert as_of("2023-05-02") == dt.date(2024, 3, 14)


def test_of_each_customer_the_value_that_is_known_best_is_told() -> None:
    heard = {"text": "Heard", "evidence": [{"kind": "said", "date": "2024-01-01"}]}
    values = ["Guessed", heard]
    made = record(
        "decided",
        customers={"children": {"name": "Children", "values": values}},
        order=["children"],
    )
    (line,) = build_summary(made).lines
    assert describe_value(line) == "Heard"
    assert "What they value (heard, 1 person): Heard." in build_summary(made).paragraph


def test_the_words_are_the_same_on_any_day(
    literacy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = set()
    for today in (dt.date(2024, 4, 1), dt.date(2031, 1, 1)):
        monkeypatch.setenv("CUSTOMER_CLI_TODAY", today.isoformat())
        for _ in range(2):
            assert command() == 0
            said.add(capsys.readouterr().out)
    assert len(said) == 1


@pytest.mark.parametrize("width", [100, 64, 40])
def test_the_example_looks_as_it_did(width: int) -> None:
    golden(
        f"share-{width}.txt",
        draw_page(Screen(build_share_page(build_summary(example_record(), label="2024"))), width),
    )


def test_the_example_is_exported_as_it_was() -> None:
    seen = build_summary(example_record(), label="2024")
    golden("share.json", exported(seen, "json"))
    golden("share.md", exported(seen, "markdown"))
    told = json.loads(exported(seen, "json"))
    assert (told["sentence"], told["paragraph"]) == (seen.sentence, seen.paragraph)


@settings(max_examples=25)
@given(records(), lenses())
def test_nothing_gets_out_of_a_view_and_no_letter_gets_lost(record: Record, lens: LensName) -> None:
    seen = build_summary(record, lens=lens)
    said = letters(seen.sentence + seen.paragraph)
    for line in seen.lines:
        said += letters(line.row.name + describe_value(line) + describe_heard(line))
    for width in (20, 40, 64, 100):
        drawn = draw_page(Screen(build_share_page(seen)), width)
        assert not OBEYED.search(drawn)
        assert not said - letters(drawn)
    for format in ("markdown", "html", "json"):
        assert not OBEYED.search(exported(seen, format))
