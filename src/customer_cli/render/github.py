"""The changes as notes that GitHub shows beside the lines they are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from customer_cli.diff.change import KINDS, Change
from customer_cli.diff.compare import Comparison, Selection, select_changes
from customer_cli.errors import Problem
from customer_cli.reports.changes import describe_change
from customer_cli.reports.check import MOST_NOTICES, notice
from customer_cli.reports.diff import DiffReport
from customer_cli.reports.wording import Names

Path = tuple[str | int, ...]
Placed = Callable[[Path, str], Problem]
"""Gives a sentence its place in the newer file."""


def render(both: Comparison, selection: Selection, report: DiffReport, placed: Placed) -> str:
    """Return the primary customer and the changes that weigh most, as workflow commands."""
    if report.nothing:
        return notice("notice", placed((), report.nothing), "unchanged", "") + "\n"
    names = Names(both)
    primary = " ".join([report.primary.sentence, *(
        f"{side}: {name}." for side, name in report.primary.names
    )])  # fmt: skip
    lines = [notice("notice", placed(("primary",), primary), "primary customer", "")]
    changes = [one for one in select_changes(both, selection) if KINDS[one.kind].notice]
    changes.sort(key=lambda one: KINDS[one.kind].notice)
    most = MOST_NOTICES - 1
    noted = changes if len(changes) <= most else changes[: most - 1]
    for one in noted:
        place = placed(_find_path(both, one), describe_change(one, names).sentence)
        lines.append(notice("notice", place, one.kind.replace("_", " "), ""))
    if len(changes) > len(noted):
        more = f"{len(changes) - len(noted)} more; `customer-cli diff` tells them all."
        lines.append(notice("notice", placed((), more), "more changes", ""))
    return "".join(f"{line}\n" for line in lines)


def _find_path(both: Comparison, one: Change) -> Path:
    """Return where the newer record has what *one* is about, as far as it has it."""
    key = KINDS[one.kind].key
    return (key,) if key else ("customers", *_find_in_customers(both, one))


def _find_in_customers(both: Comparison, one: Change) -> Iterator[str | int]:
    said: dict[str, Any] = dict(one.fields)
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
