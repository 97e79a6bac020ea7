"""What a record or a folder costs grows as they do: counted in calls, never in seconds."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from customer_cli.cli.check import check_files
from customer_cli.cli.check_run import CheckOptions
from customer_cli.record.format import is_flow
from customer_cli.yamldoc.writer import dump

TODAY = dt.date(2026, 11, 27)
MOST = 2.3
"""Times the calls for twice as much; what a list does inside one call is not seen, so that the
lists that were searched in the past are of a kind that says when it is searched."""


def calls(folder: Path, *paths: Path) -> int:
    """Return how many functions are called, Python's and its own, while *folder* is checked."""
    number = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal number
        number += event in ("call", "c_call")

    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder):
        sys.setprofile(count)
        try:
            check_files(
                paths, None, "text", CheckOptions(TODAY), out=out, err=err, here=folder, workers=1
            )  # fmt: skip
        finally:
            sys.setprofile(None)
    assert out.getvalue()
    return number


def cost(folder: Path, data: Mapping[str, Any], name: str = "2024.yaml") -> int:
    """Return the calls that a record of *data* costs, alone in its folder."""
    home = folder / "workshops"
    home.mkdir(parents=True)
    (home / name).write_text(dump(dict(data), is_flow), encoding="utf-8")
    return calls(folder)


# ---- one large record

BASE = {"team": "T", "held": "2024-03-14", "lens": "hierarchy"}


def customers(number: int, one: Callable[[int], dict[str, Any]]) -> dict[str, Any]:
    people = {f"c{index}": one(index) for index in range(number)}
    return {**BASE, "primary": "c0", "order": list(people), "customers": people}


def ordinary(number: int) -> dict[str, Any]:
    return customers(number, lambda index: {
        "name": f"Children of street {index}", "facts": ["uses", "paid_by_us"],
        "values": [{"id": f"v{index}", "text": f"To be asked before it is decided {index}"}],
    })  # fmt: skip


def chained(number: int) -> dict[str, Any]:
    data = customers(number, lambda index: {
        "name": f"People {index}", "serves": [f"c{index + 1}"] if index + 1 < number else [],
    })  # fmt: skip
    ties = [{"prefer": f"c{one}", "over": f"c{one + 1}"} for one in range(number - 1)]
    return data | {"primary": f"c{number - 1}", "tie_breaks": ties}


def people(number: int) -> dict[str, Any]:
    who = [f"p{one}" for one in range(number)]
    doubts = [{"who": one, "says": "no"} for one in who]
    decision = {"status": "decided", "rule": "consent", "support": dict.fromkeys(who, 1),
                "confirmed": who, "dissent": doubts}  # fmt: skip
    learn = [{"question": "q", "owner": one, "due": "2020-01-01"} for one in who]
    return customers(2, lambda index: {"name": f"Group {index}"}) | {
        "people": [{"id": one, "name": f"Name {one}"} for one in who],
        "decision": decision, "learn": learn,
    }  # fmt: skip


def acknowledged(number: int) -> dict[str, Any]:
    seen = [{"rule": rule, "where": f"customers.c{one}", "because": "x"}
            for one in range(number) for rule in ("G05", "G06")]  # fmt: skip
    given = {"skipped": [f"facts.c{one}" for one in range(number)], "acknowledged": seen}
    return customers(number, lambda index: {"name": f"Group {index}", "about": "x"}) | given


LARGE: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "ordinary": ordinary,
    "the same name": lambda n: customers(n, lambda i: {"name": "Children", "about": "tall"}),
    "the same people": lambda n: customers(n, lambda i: {
        "name": "Children", "same_people_as": [f"c{one}" for one in range(n)] if i == 0 else [],
    }),
    "the same words": lambda n: customers(1, lambda i: {
        "name": "Children", "values": [{"text": "To be asked in time"} for _ in range(5 * n)],
    }),
    "a chain": chained,
    "strangers": lambda n: customers(2, lambda i: {"name": f"Group {i}"}) | {
        "tie_breaks": [{"prefer": f"x{one}", "over": "c0"} for one in range(n)],
    },
    "people": people,
    "acknowledged": acknowledged,
    "a word of their own": lambda n: customers(n, lambda i: {
        "name": f"Group {i}", "because": "Our clients ask for it.",
    }) | {"word": "client"},
    "short lines": lambda n: {**BASE, "answers": {f"a{one}": "x" for one in range(20 * n)}},
    "unknown keys": lambda n: customers(1, lambda i: {"name": "Children"}) | {
        f"key{one}": 1 for one in range(n)
    },
}  # fmt: skip


@pytest.mark.parametrize("shape", LARGE)
def test_twice_as_large_a_record_costs_twice_as_much(tmp_path: Path, shape: str) -> None:
    cost(tmp_path / "first", LARGE[shape](3))  # whatever is imported once
    once = cost(tmp_path / "once", LARGE[shape](100))
    twice = cost(tmp_path / "twice", LARGE[shape](200))
    assert twice / once < MOST


SENTENCES = (
    "the quality of our services and ", "who or ", "(", "- ", "a-", "we would use it if ", "A1B ",
    "small and ", "people first ", "run a-", "is are delivered ", "to have ", "more ", "'",
)  # fmt: skip


@pytest.mark.parametrize("words", SENTENCES)
def test_a_sentence_twice_as_long_costs_no_more_than_twice_as_much(
    tmp_path: Path, words: str
) -> None:
    def data(length: int) -> dict[str, Any]:
        text = (words * length)[:length].strip()
        story = [{"kind": "story", "words": text}]
        value = {"text": text, "evidence": story}
        return customers(1, lambda i: {"name": text, "about": text, "values": [value]}) | {
            "slogan": text, "result": text, "word": "learner", "outputs": [{"success": text}],
        }  # fmt: skip

    cost(tmp_path / "first", data(1_000))
    once, twice = cost(tmp_path / "a", data(5_000)), cost(tmp_path / "b", data(10_000))
    assert twice / once < MOST


def test_no_rule_searches_the_order_for_each_customer() -> None:
    from customer_cli.lint.registry import find_all
    from customer_cli.lint.rule import Subject
    from customer_cli.record.documents import validate

    class Searched(tuple[str, ...]):
        times = 0

        def __contains__(self, key: object) -> bool:
            Searched.times += 1
            return super().__contains__(key)

    record = validate(ordinary(100))
    record = record.model_copy(update={"order": Searched(record.order)})
    for lens in ("drucker", "hierarchy", "whose-needs"):
        subject = Subject(record.model_copy(update={"lens": lens}), TODAY, TODAY)
        assert list(find_all(subject))
    assert Searched.times < 10


# ---- many records


def folder_of(home: Path, number: int, *, teams: int, held: str = "20{:02}-03-14") -> Path:
    for index in range(number):
        path = home / "workshops" / f"t{index % teams}" / f"y{index}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        day = held.format(index % 90)
        path.write_text(
            f"team: T\nheld: {day}\ncustomers: {{a: {{name: Children}}}}\n", encoding="utf-8"
        )
    return home


@pytest.mark.parametrize("teams", [1, 20])
@pytest.mark.parametrize("held", ["20{:02}-03-14", "2024-03-14", "soon"])
def test_twice_as_many_records_cost_twice_as_much(tmp_path: Path, teams: int, held: str) -> None:
    calls(folder_of(tmp_path / "first", 2, teams=1, held=held))
    once = calls(folder_of(tmp_path / "a", 40, teams=teams, held=held))
    twice = calls(folder_of(tmp_path / "b", 80, teams=teams * 2 if teams > 1 else 1, held=held))
    assert twice / once < MOST


def test_one_record_among_many_is_checked_without_reading_the_others(tmp_path: Path) -> None:
    few, many = folder_of(tmp_path / "a", 20, teams=1), folder_of(tmp_path / "b", 80, teams=1)
    calls(few)
    one = Path("workshops/t0/y3.yaml")
    by_record = (calls(many, one) - calls(few, one)) / 60
    # To check a record takes some five thousand calls, and a look at its day a hundred.
    assert by_record < 150
