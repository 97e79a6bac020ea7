"""Every kind of change has one row and one phrase, and no kind can stop a report."""

from __future__ import annotations

from typing import Any

import pytest

from customer_cli.diff.change import FIELD_NOTES, KINDS, SHAPES, Change, ChangeKind, change
from customer_cli.diff.compare import SUBJECTS, compare
from customer_cli.diff.side import sides
from customer_cli.record.format import DEFAULT_WORD
from customer_cli.record.model import Record
from customer_cli.reports import changes
from customer_cli.reports.changes import WORDINGS, describe_change
from customer_cli.reports.diff import count_changes
from customer_cli.reports.wording import Names, Viewpoint, write_marks

SAMPLES: dict[str, Any] = {
    "text": "words", "text or null": "words", "texts": ["one_two"], "text or texts": ["a"],
    "rank": 2, "flag": True, "flag or null": None, "status": "heard", "decision": "decided",
    "customer": "a", "customer or null": "a", "customers": ["a", "b"], "old customer": "b",
    "old customer or null": None, "old customers": ["a", "b"], "mentioned customer": "a",
}  # fmt: skip
DATA = {
    "team": "T", "held": "2024-03-14", "customers": {"a": {"name": "Anna"}, "b": {"name": "Ben"}},
    "order": ["a", "b"],
}  # fmt: skip
TOP = {"primary", "shifted", "flipped", "moved", "ranked", "unranked", "written"}
"""What the report says in its first block, in the order or in a note, and in no line."""


def names() -> Names:
    record = Record.model_validate(DATA)
    return Names(compare(*sides(record, record)))


def sample(kind: str) -> Change:
    """Return a change that names what no record holds, as one does whose entry was taken out."""
    return change(kind, **{f: SAMPLES[shape] for f, shape in KINDS[kind].fields.items()})


def test_every_kind_has_one_row_and_one_phrase() -> None:
    assert WORDINGS.keys() == KINDS.keys()


def test_every_shape_has_its_sample() -> None:
    assert SAMPLES.keys() == SHAPES.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_names_what_there_is(kind: str) -> None:
    row, record = KINDS[kind], {*Record.model_fields}
    assert {*row.fields.values()} <= SHAPES.keys()
    assert {*row.fields} <= FIELD_NOTES.keys()
    assert row.subject in ("", *SUBJECTS)
    assert not row.key or row.key in record
    assert not row.is_text or {"from", "to"} <= row.fields.keys()
    assert row.section or kind == "written"


@pytest.mark.parametrize("viewpoint", [Viewpoint(), Viewpoint(frozenset("a"), "client")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_told_on_every_surface(kind: str, viewpoint: Viewpoint) -> None:
    phrase = describe_change(sample(kind), names(), viewpoint)
    assert phrase.subject
    assert phrase.predicate
    assert phrase.sentence.startswith(phrase.subject)
    assert all(write_marks(line.runs) for line in phrase.lines)
    assert bool(phrase.lines) == (kind not in TOP), kind


def test_a_kind_that_nobody_phrased_is_told_with_all_it_carries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ChangeKind("An output.", {"id": "text", "from": "text", "to": "text"}, "Outputs")
    monkeypatch.setitem(KINDS, "output_changed", row)
    news = change("output_changed", id="o1", from_="old", to="new")
    assert describe_change(news, names()).sentence == ("Output changed: id: o1; from: old; to: new")
    assert count_changes([news], DEFAULT_WORD, 0) == "1 change."


def test_git_is_told_of_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(WORDINGS, "team")
    other = Record.model_validate(DATA | {"team": "U"})
    both = compare(*sides(Record.model_validate(DATA), other))
    assert changes.render(both) == "Team: from: T; to: U\n"
