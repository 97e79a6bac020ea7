"""Every kind of change has one row and one phrase, and no kind can stop a report."""

from __future__ import annotations

from typing import Any

import pytest

from customer_cli.diff.change import FIELD_NOTES, KINDS, SHAPES, Change, ChangeKind, change
from customer_cli.diff.compare import SUBJECTS, Selection, compare
from customer_cli.diff.side import date_records
from customer_cli.record.format import DEFAULT_WORD, EVIDENCE_KINDS, EvidenceKind
from customer_cli.record.model import Record
from customer_cli.reports import changes
from customer_cli.reports.changes import WORDINGS, describe_change
from customer_cli.reports.diff import build_diff_report, count_changes
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
    return Names(compare(*date_records(record, record)))


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


@pytest.mark.parametrize("kind", EVIDENCE_KINDS)
def test_every_kind_of_evidence_is_told(kind: EvidenceKind) -> None:
    piece = {"id": "e", "kind": kind, "date": "2024-05-01"}
    told = Record.model_validate(
        DATA
        | {
            "held": "2025-03-14",
            "customers": {"a": {"name": "Anna", "evidence": [piece]}, "b": {"name": "Ben"}},
        }
    )
    both = compare(*date_records(Record.model_validate(DATA), told))
    (added,) = both.changes
    (line,) = describe_change(added, Names(both)).lines
    assert write_marks(line.runs).startswith(f"{{+{EVIDENCE_KINDS[kind].phrase}+}} (2024-05-01; ")


def test_a_kind_that_nobody_phrased_is_told_with_all_it_carries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = ChangeKind("An output.", {"id": "text", "from": "text", "to": "text"}, "Outputs")
    monkeypatch.setitem(KINDS, "output_changed", row)
    news = change("output_changed", id="o1", from_="old", to="new")
    assert describe_change(news, names()).sentence == ("Output changed: id: o1; from: old; to: new")
    assert count_changes([news], DEFAULT_WORD, 0) == "1 change."


def test_an_order_turned_around_names_few_however_many_it_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    name = Names.customer

    def counted(self: Names, key: str | None) -> str:
        asked.append(str(key))
        return name(self, key)

    monkeypatch.setattr(Names, "customer", counted)
    people = {f"c{number}": {"name": f"Name {number}"} for number in range(100)}
    data = DATA | {"customers": people, "order": [*people]}
    turned = data | {"held": "2025-03-14", "order": [*people][::-1]}
    both = compare(*(date_records(Record.model_validate(data), Record.model_validate(turned))))
    assert len(both.pairs.flipped) == 4950
    build_diff_report(both, Selection(), short=True)
    assert len(asked) < 10 * len(people)


def test_git_is_told_of_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(WORDINGS, "team")
    other = Record.model_validate(DATA | {"team": "U"})
    both = compare(*date_records(Record.model_validate(DATA), other))
    assert changes.write_changes(both) == "Team: from: T; to: U\n"


def test_a_story_keeps_the_blanks_of_a_name_and_a_sentence_does_not() -> None:
    named = DATA | {"customers": {"a": {"name": "Anna\n  and Eva"}, "b": {"name": "Ben"}}}
    record = Record.model_validate(named)
    both = compare(*date_records(record, record))
    assert Names(both).customer("a") == "Anna and Eva"
    assert Names(both, as_written=True).customer("a") == "Anna\n  and Eva"
