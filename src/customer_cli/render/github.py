"""The changes as notes that GitHub shows beside the lines they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from customer_cli.diff.change import Change
from customer_cli.diff.compare import Comparison, Selection, selected
from customer_cli.errors import Problem
from customer_cli.reports.changes import SENTENCES
from customer_cli.reports.check import MOST_NOTICES, notice
from customer_cli.reports.diff import Telling
from customer_cli.reports.diff_names import Names

Path = tuple[str | int, ...]
Placed = Callable[[Path, str], Problem]
"""Gives a sentence its place in the newer file."""

_KEYS = {"tie_break": "tie_breaks", "dissent": "decision", "learn": "learn",
         "not_served": "not_served", "expected": "expected", "parked": "parked",
         "decision": "decision", "rule": "decision"}  # fmt: skip


def render(both: Comparison, selection: Selection, telling: Telling, placed: Placed) -> str:
    """Return the primary customer and the changes that weigh most, as workflow commands."""
    if telling.nothing:
        return notice("notice", placed((), telling.nothing), "unchanged", "") + "\n"
    names = Names(both.old.record, both.new.record)
    primary = " ".join([telling.primary.sentence, *(
        f"{side}: {name}." for side, name in telling.primary.names
    )])  # fmt: skip
    lines = [notice("notice", placed(("primary",), primary), "primary customer", "")]
    told = [one for one in selected(both, selection)
            if one.kind not in ("primary", "shifted", "answer", "written")]  # fmt: skip
    told.sort(key=lambda one: one.kind == "flipped")  # who moved says it in fewer lines
    most = MOST_NOTICES - 1
    shown = told if len(told) <= most else told[: most - 1]
    for one in shown:
        place = placed(_path(both, one), SENTENCES[one.kind](names, one))
        lines.append(notice("notice", place, one.kind.replace("_", " "), ""))
    if len(told) > len(shown):
        more = f"{len(told) - len(shown)} more; `customer-cli diff` tells them all."
        lines.append(notice("notice", placed((), more), "more changes", ""))
    return "".join(f"{line}\n" for line in lines)


def _path(both: Comparison, one: Change) -> Path:
    """Return where the newer record has what *one* is about, as far as it has it."""
    if one.kind in ("moved", "flipped", "ranked", "unranked"):
        return ("order",)
    if one.kind in ("left", "question"):
        return ("left",)
    if one.kind in ("lens", "guide", "team", "word", "slogan", "result"):
        return (one.kind,)
    for kind, key in _KEYS.items():
        if one.kind.startswith(kind):
            return (key,)
    return ("customers", *_in_customers(both, one))


def _in_customers(both: Comparison, one: Change) -> Iterator[str | int]:
    said: dict[str, Any] = dict(one.said)
    named = [said.get("customer"), said.get("to"), said.get("id")]
    whose = [key for one in named for key in (one if isinstance(one, list) else [one])]
    key = next((key for key in whose if key in both.new.record.customers), None)
    if key is None:
        return
    yield key
    value = said.get("value") or said.get("id")
    for number, known in enumerate(both.new.record.customers[key].values):
        if value in (known.id, known.text):
            yield from ("values", number)
            return
