"""What it costs to tell two records apart, beside reading the two files alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from bench import corpus, measure

SIZES = (20, 200, 2000)
GOAL = 1.3


def pair(customers: int) -> tuple[bytes, bytes]:
    """Return two years of one team: a tenth of the customers moved or changed their words.

    The customers have one value and no more, so that the largest size is still a file that is
    read. Of a larger team more pairs change places, in proportion and not in the square.
    """
    from customer_cli.record.format import is_flow
    from customer_cli.yamldoc.writer import dump

    old = corpus.record(customers, 2024, 1)
    for one in old["customers"].values():
        one.pop("because")
        one["values"] = [{k: one["values"][0][k] for k in ("id", "text")}]
    new: dict[str, Any] = old | {"held": "2025-03-14", "customers": dict(old["customers"])}
    new["order"] = order = list(old["order"])
    rng = random.Random(customers)
    for place in rng.sample(range(len(order) - 3), len(order) // 10):
        order.insert(place, order.pop(place + 2))
    new["primary"] = order[0]
    for key in rng.sample(sorted(old["customers"]), customers // 10):
        one = new["customers"][key]
        value = one["values"][0]
        new["customers"][key] = one | {"values": [value | {"text": f"{value['text']}, by noon"}]}
    return dump(old, is_flow).encode(), dump(new, is_flow).encode()


def rows(rounds: int) -> Iterator[tuple[str, float, str]]:
    """Yield what reading, comparing and telling costs for each size, in memory."""
    for customers in SIZES:
        old, new = pair(customers)
        taken = measure.calls(_calls(old, new), max(3, rounds // 3))
        for what in ("read and compare", "diff --json", "diff --format markdown", "diff as text"):
            goal = f"goal {GOAL}" if what in ("read and compare", "diff --json") else ""
            name = f"{what}, {customers} customers"
            yield name, measure.ratio(taken, what, "read"), goal


def _calls(old: bytes, new: bytes) -> dict[str, Callable[[], object]]:
    from customer_cli.cli.output import draw_page
    from customer_cli.diff.compare import Comparison, Selection, compare
    from customer_cli.diff.side import date_records
    from customer_cli.record.documents import read_record
    from customer_cli.render import pull_request
    from customer_cli.render.diff_text import DifferenceSheet
    from customer_cli.reports.diff import build_diff_report, to_json

    def read() -> Comparison:
        return compare(
            *date_records(read_record(old, "old").record, read_record(new, "new").record)
        )

    whole = Selection()
    return {
        "read": lambda: (read_record(old, "old"), read_record(new, "new")),
        "read and compare": lambda: read().changes,
        "diff --json": lambda: to_json(read(), whole),
        "diff --format markdown": lambda: pull_request.render_diff_comment(
            build_diff_report(read(), whole)
        ),
        "diff as text": lambda: draw_page(
            DifferenceSheet(build_diff_report(read(), whole, short=True))
        ),
    }
