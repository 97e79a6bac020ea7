"""Every clause of what makes a value untested, heard, confirmed or contradicted."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given

from customer_cli.analysis.status import (
    CONFIRMED_BY_PEOPLE,
    OLD_AFTER_DAYS,
    Status,
    VoiceCounts,
    count_voices,
    is_old,
    status,
)
from customer_cli.cli import options
from customer_cli.interview.review_slots import HEARD_KINDS
from customer_cli.interview.slots import HOW_CHOICES
from customer_cli.record import format
from customer_cli.record.format import EVIDENCE_KINDS, EvidenceKind
from customer_cli.record.model import Record, Value
from tests.conftest import PACKAGE
from tests.strategies import dates, values

TODAY = dt.date(2024, 3, 14)


def value(*evidence: dict[str, Any], reworded: str | None = None) -> Value:
    data = {"text": "To be taught with patience", "evidence": evidence, "reworded": reworded}
    return Value.model_validate({key: item for key, item in data.items() if item is not None})


def piece(
    kind: str, date: str | None = "2024-01-10", people: int = 3, says: str = "supports", **more: Any
) -> dict[str, Any]:
    dated = {"date": date} if date else {}
    return {"kind": kind, "people": people, "says": says} | dated | more


CASES: list[tuple[str, Value, Status]] = [
    ("nothing was heard", value(), "untested"),
    ("a guess", value(piece("guess", people=40)), "untested"),
    ("proxies only", value(*[piece("proxy", people=40)] * 5), "untested"),
    ("a proxy called theirs", value(piece("proxy", from_them=True)), "untested"),
    ("a guess called theirs", value(piece("guess", from_them=True)), "untested"),
    ("a story not from them", value(piece("story", people=40, from_them=False)), "untested"),
    ("contradicted, not by them", value(piece("story", says="contradicts", from_them=False)),
     "untested"),
    ("one person said it", value(piece("said", people=1)), "heard"),
    ("many said it when asked", value(piece("said", people=40)), "heard"),
    ("two told of it", value(piece("story", people=2)), "heard"),
    ("three told of it", value(piece("story", people=3)), "confirmed"),
    ("three did it", value(piece("behaviour", people=3)), "confirmed"),
    ("three together, from several pieces",
     value(piece("story", people=1), piece("behaviour", "2023-12-01", people=1),
           piece("story", "2023-11-01", people=1)), "confirmed"),
    ("what is said does not add up with what is told",
     value(piece("said", people=5), piece("story", people=2)), "heard"),
    ("mixed only", value(piece("story", people=40, says="mixed")), "heard"),
    ("mixed is no confirmation", value(piece("story", people=2), piece("story", says="mixed")),
     "heard"),
    ("contradicted once", value(piece("said", people=1, says="contradicts")), "contradicted"),
    ("contradicted by the newest",
     value(piece("story", "2023-01-10", people=40), piece("said", people=1, says="contradicts")),
     "contradicted"),
    ("a tie on one day", value(piece("story", people=40), piece("said", says="contradicts")),
     "contradicted"),
    ("a tie of mixed and contradicted",
     value(piece("story", says="mixed"), piece("said", says="contradicts")), "contradicted"),
    ("contradicted, then supported by one",
     value(piece("story", "2023-01-10", says="contradicts"), piece("story", people=1)), "heard"),
    ("contradicted, then supported by three",
     value(piece("story", "2023-01-10", says="contradicts"), piece("story", people=3)),
     "confirmed"),
    ("what came before the contradiction confirms no more",
     value(piece("story", "2022-01-10", people=40),
           piece("story", "2023-01-10", says="contradicts"), piece("story", people=2)), "heard"),
    ("what came on the day of the contradiction confirms no more",
     value(piece("story", "2023-01-10", people=40),
           piece("story", "2023-01-10", says="contradicts"), piece("story", people=2)), "heard"),
    ("contradicted, then mixed",
     value(piece("story", "2023-01-10", says="contradicts"), piece("story", says="mixed")),
     "heard"),
    ("contradicted by a proxy after them",
     value(piece("story", "2023-01-10"), piece("proxy", says="contradicts")), "confirmed"),
    ("reworded since", value(piece("story", people=40), reworded="2024-02-01"), "heard"),
    ("reworded on that day", value(piece("story"), reworded="2024-01-10"), "confirmed"),
    ("reworded, read again and still fits",
     value(piece("story", still_fits=True), reworded="2024-02-01"), "confirmed"),
    ("contradicted before it was reworded",
     value(piece("story", says="contradicts"), reworded="2024-02-01"), "untested"),
    ("contradicted before, heard before",
     value(piece("story", says="contradicts"), piece("said", "2023-01-10"), reworded="2024-02-01"),
     "heard"),
    ("mixed before it was reworded",
     value(piece("story", says="mixed"), reworded="2024-02-01"), "heard"),
    ("old support does not add to new",
     value(piece("story", people=2), piece("story", "2024-02-02", people=2),
           reworded="2024-02-01"), "heard"),
    ("heard on the judging day", value(piece("story", "2024-03-14")), "confirmed"),
    ("heard after the judging day", value(piece("story", "2024-03-15")), "untested"),
    ("contradicted after the judging day",
     value(piece("story"), piece("story", "2024-03-15", says="contradicts")), "confirmed"),
    ("undated support", value(piece("story", None)), "confirmed"),
    ("undated support before a rewording",
     value(piece("story", None), reworded="2024-02-01"), "heard"),
    ("undated support is older than any contradiction",
     value(piece("story", None, people=40), piece("said", "1999-01-01", says="contradicts")),
     "contradicted"),
    ("an undated contradiction is older than any support",
     value(piece("said", None, says="contradicts"), piece("story", "1999-01-01")), "confirmed"),
    ("both undated",
     value(piece("said", None, says="contradicts"), piece("story", None)), "contradicted"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given_value", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_status_follows_from_what_customers_said_and_did(
    given_value: Value, expected: Status
) -> None:
    assert status(given_value, TODAY) == expected


def test_a_value_is_old_when_the_newest_voice_is() -> None:
    last_day = TODAY - dt.timedelta(days=OLD_AFTER_DAYS)
    too_late = last_day - dt.timedelta(days=1)
    assert not is_old(value(piece("story", str(last_day))), TODAY)
    assert is_old(value(piece("story", str(too_late))), TODAY)
    assert not is_old(value(piece("story", str(too_late)), piece("said", str(last_day))), TODAY)


def test_nobody_can_say_that_undated_evidence_is_old() -> None:
    assert not is_old(value(piece("story", None)), TODAY)
    assert is_old(value(piece("story", None), piece("story", "2020-01-01")), TODAY)


@pytest.mark.parametrize(
    "given_value",
    [
        value(),
        value(piece("proxy", "2019-01-01")),
        value(piece("story", "2019-01-01", from_them=False)),
        value(piece("story", "2024-03-15")),
    ],
)
def test_what_was_never_heard_does_not_grow_old(given_value: Value) -> None:
    assert not is_old(given_value, TODAY)


def test_a_newer_proxy_makes_nothing_young() -> None:
    assert is_old(value(piece("story", "2019-01-01"), piece("proxy", "2024-01-01")), TODAY)


def test_only_customers_are_counted() -> None:
    several = value(
        piece("story", people=4),
        piece("said", people=2, says="contradicts"),
        piece("proxy", people=9),
        piece("story", people=9, from_them=False),
        piece("story", "2024-03-15", people=9),
    )
    assert count_voices(several, TODAY) == VoiceCounts(people=6, against=2)
    assert count_voices(several, TODAY).people == 6


def test_who_contradicted_the_old_words_is_counted_no_more() -> None:
    reworded = value(piece("story", people=5, says="contradicts"), reworded="2024-02-01")
    assert count_voices(reworded, TODAY) == VoiceCounts(people=0, against=0)


@given(values(), dates())
def test_untested_means_that_nobody_was_heard(data: dict[str, Any], as_of: dt.date) -> None:
    judged = Value.model_validate(data)
    if status(judged, as_of) == "untested":
        assert count_voices(judged, as_of).people == 0
        assert not is_old(judged, as_of)


@given(values(), dates(), dates())
def test_later_evidence_is_unknown_earlier(
    data: dict[str, Any], as_of: dt.date, later: dt.date
) -> None:
    judged = Value.model_validate(data)
    known = [e for e in judged.evidence if e.date is None or e.date <= as_of]
    assert status(judged, as_of) == status(
        judged.model_copy(update={"evidence": tuple(known)}), max(as_of, later)
    )


@given(values(), dates())
def test_only_enough_people_confirm(data: dict[str, Any], as_of: dt.date) -> None:
    judged = Value.model_validate(data)
    if status(judged, as_of) == "confirmed":
        assert count_voices(judged, as_of).people >= CONFIRMED_BY_PEOPLE


def test_the_type_checker_and_the_handbook_know_every_kind_of_evidence() -> None:
    source = ast.parse(Path(format.__file__).read_text(encoding="utf-8"))
    (typed,) = (
        ast.literal_eval(node.value.slice)
        for node in ast.walk(source)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Subscript)
        and ast.unparse(node.targets[0]) == "EvidenceKind"
        and isinstance(node.value.slice, ast.Tuple)
    )
    assert typed == tuple(EVIDENCE_KINDS)
    handbook = (PACKAGE.parent.parent / "docs" / "record.md").read_text(encoding="utf-8")
    table = handbook.split("| kind of evidence |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(EVIDENCE_KINDS)


@pytest.mark.parametrize("kind", EVIDENCE_KINDS)
def test_a_kind_of_evidence_is_read_judged_asked_for_and_told_by_its_row(kind: str) -> None:
    row = EVIDENCE_KINDS[cast("EvidenceKind", kind)]
    one = value(piece(kind, people=3))
    judged = {True: "confirmed", False: "heard"}[row.confirms]
    assert status(one, TODAY) == (judged if row.comes_from == "them" else "untested")
    assert kind in [choice.id for choice in HOW_CHOICES]
    assert (kind in [choice.id for choice in HEARD_KINDS]) is (row.comes_from != "us")
    assert kind in options.KINDS.split("|")
    schema = Record.model_json_schema()["$defs"]["Evidence"]["properties"]["kind"]
    assert kind in schema["enum"]
    assert f"{kind}: {row.meaning}." in " ".join(schema["description"].split())
