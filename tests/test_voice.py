"""A voice is a customer's own, not the same twice in a row, and fails no meeting."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from customer_cli.analysis.summary import PRIMARY_WEIGHT, collect_quotes, draw_quote
from customer_cli.cli.voice import voice as command
from customer_cli.record.model import Record
from customer_cli.render.data import render_report
from customer_cli.reports import voice as view
from tests.conftest import Run
from tests.strategies import records
from tests.test_views import OBEYED

DAY = dt.date(2024, 6, 1)
WORDS = {"words": "Half in July, yes.", "date": "2024-01-01"}


def record(**evidence: list[dict[str, Any]]) -> Record:
    customers = {
        key: {"name": key.title(), "values": [{"text": "x", "evidence": pieces}]}
        for key, pieces in evidence.items()
    }
    return Record.model_validate(
        {"team": "T", "held": "2024-03-14", "primary": "children", "customers": customers}
    )


COUNTS: list[tuple[dict[str, Any], int]] = [
    ({"kind": "said", **WORDS}, 1),
    ({"kind": "story", **WORDS}, 1),
    ({"kind": "behaviour", **WORDS}, 1),
    ({"kind": "said", "words": "Undated."}, 1),
    ({"kind": "proxy", **WORDS}, 0),
    ({"kind": "guess", **WORDS}, 0),
    ({"kind": "story", "from_them": False, **WORDS}, 0),
    ({"kind": "said", "date": "2024-01-01"}, 0),
    ({"kind": "said", "words": "Not yet.", "date": "2024-07-01"}, 0),
]


@pytest.mark.parametrize(("piece", "number"), COUNTS)
def test_only_what_customers_said_themselves_is_a_voice(piece: dict[str, Any], number: int) -> None:
    assert len(collect_quotes(record(children=[piece]), DAY)) == number


def test_the_primary_customer_is_heard_more_often() -> None:
    heard = collect_quotes(
        record(children=[{"kind": "said", **WORDS}], heads=[{"kind": "said", **WORDS}]), DAY
    )
    drawn = Counter(one.customer for seed in range(400) if (one := draw_quote(heard, str(seed))))
    assert drawn["heads"] > 50
    assert PRIMARY_WEIGHT * 0.7 < drawn["children"] / drawn["heads"] < PRIMARY_WEIGHT * 1.4


def test_a_voice_comes_twice_in_a_row_only_where_it_is_the_only_one() -> None:
    one = {"kind": "said", **WORDS}
    heard = collect_quotes(record(children=[{**one, "id": "a"}, {**one, "id": "b"}]), DAY)
    for seed in map(str, range(40)):
        for last in heard:
            assert draw_quote(heard, seed, last.key) != last
        assert draw_quote(heard[:1], seed, heard[0].key) == heard[0]
    assert draw_quote((), "1") is None


@given(records())
def test_a_voice_is_one_line_that_no_terminal_obeys(record: Record) -> None:
    for one in collect_quotes(record, dt.date(2030, 1, 1)):
        assert not OBEYED.search(view.line(one))
        assert "\n" not in view.line(one)
        assert not OBEYED.search(render_report(view.build_voice_data(one)))


def test_the_words_are_told_as_they_were_said_with_who_when_and_how_many() -> None:
    pieces = [{"kind": "said", "source": "market", "people": 6, "says": "contradicts", **WORDS}]
    (said,) = collect_quotes(record(heads=pieces), DAY)
    assert view.line(said) == (
        '"Half in July, yes." - Heads, market, 2024-01-01, 6 people, speaks against what we believe'
    )


def said(call: Run, *more: str) -> str:
    ended = call("voice", *more)
    assert ended.code == 0
    return ended.out


def test_the_command_never_says_the_same_twice_in_a_row(literacy: Path, call: Run) -> None:
    lines = [said(call) for _ in range(12)]
    assert all(one != other for one, other in itertools.pairwise(lines))
    assert all(line.count("\n") == 1 for line in lines)
    kept = literacy / "workshops" / ".customer-cli"
    # The turn is part of the draw: without it the same few voices would come round.
    assert (kept / "voice").read_text(encoding="utf-8").startswith("12 ")
    assert (kept / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_the_same_day_and_memory_give_the_same_voice(
    literacy: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", DAY.isoformat())
    told = []
    for _ in range(2):
        (literacy / "workshops" / ".customer-cli" / "voice").unlink(missing_ok=True)
        assert command() == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_one_customer_can_be_named(literacy: Path, call: Run) -> None:
    for _ in range(6):
        assert json.loads(said(call, "--of", "sisters", "--json"))["customer"] == "sisters"
    ended = call("voice", "--of", "sistres")
    assert ended.code == 2
    assert 'Did you mean "sisters"?' in ended.err


MEMORIES: list[bytes] = [b"", b"x y", b"\xff\xfe", b"1" * 5000, b"-3 \x1b[31m", b"9" * 4090]


@pytest.mark.parametrize(
    "memory", MEMORIES, ids=["empty", "words", "bytes", "long", "escape", "big"]
)
def test_a_memory_that_was_spoilt_is_no_reason_to_fail(
    memory: bytes, literacy: Path, call: Run
) -> None:
    folder = literacy / "workshops" / ".customer-cli"
    folder.mkdir()
    (folder / "voice").write_bytes(memory)
    assert said(call) != said(call)


def test_where_nothing_can_be_remembered_a_voice_is_heard_all_the_same(
    literacy: Path, call: Run
) -> None:
    elsewhere = literacy / "elsewhere"
    elsewhere.mkdir()
    (literacy / "workshops" / ".customer-cli").symlink_to(elsewhere)
    assert said(call)
    assert list(elsewhere.iterdir()) == []
    (literacy / "workshops" / ".customer-cli").unlink()
    (literacy / "workshops" / ".customer-cli").write_text("in the way", encoding="utf-8")
    assert said(call)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_fails_no_meeting(literacy: Path, call: Run) -> None:
    (literacy / "workshops").chmod(0o500)
    try:
        assert said(call)
    finally:
        (literacy / "workshops").chmod(0o700)


def test_where_nothing_was_heard_it_says_so_and_how_to_change_it(workshop: Path, call: Run) -> None:
    (workshop / "workshops").mkdir()
    (workshop / "workshops" / "2024.yaml").write_text(
        "team: A\nheld: 2024-03-14\ncustomers:\n  heads: {name: Heads}\n", encoding="utf-8"
    )
    assert call("voice") == call("voice")
    ended = call("voice", "--of", "heads")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith(
        "Nothing was heard from Heads yet.\nhint:  `customer-cli hear heads`"
    )
