"""A finding about a record that can be read, and its place by id.

A finding names its rule and its place. A team that has seen one and keeps it says so in
`acknowledged`; that covers the place and everything below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal

from customer_cli.record.explain import Path

if TYPE_CHECKING:
    from customer_cli.record.model import Acknowledged

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule finds at one place."""

    rule: str
    severity: Severity
    path: Path
    """The way to it in the data of the record."""
    message: str
    question: str = ""
    """The finding as a question to the room."""
    at_key: bool = False
    """Whether the key at the path is meant, and not the value behind it."""
    other: Path = ()
    """The way to what it does not agree with, where that is somewhere else."""


def place_by_id(data: Mapping[str, Any], path: Path) -> str:
    """Return *path* of *data* by id, such as `customers.teachers.values.short-training`.

    Entries without an id are counted from 1.
    """
    return ".".join(_steps(data, path))


def _steps(data: Mapping[str, Any], path: Path) -> Iterator[str]:
    place: Any = data
    for step in path:
        place = place[step] if _holds(place, step) else None
        key = place.get("id") if isinstance(place, dict) and isinstance(step, int) else None
        yield str(key or (step + 1 if isinstance(step, int) else step))


def _holds(place: object, step: str | int) -> bool:
    if isinstance(place, dict):
        return step in place
    return isinstance(place, list) and isinstance(step, int) and step < len(place)


def unacknowledged(
    findings: Iterable[Finding], acknowledged: Iterable[Acknowledged], data: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield those of *findings* about *data* that nothing *acknowledged* covers."""
    seen: dict[str, set[str]] = {}
    for one in acknowledged:
        seen.setdefault(one.rule, set()).add(one.where)
    for finding in findings:
        covered = seen.get(finding.rule)
        if covered is None or covered.isdisjoint(_around(data, finding.path)):
            yield finding


def _around(data: Mapping[str, Any], path: Path) -> Iterator[str]:
    """Yield the place of *path* and of everything it lies in, from the whole record down."""
    yield ""
    yield from accumulate(_steps(data, path), "{}.{}".format)
