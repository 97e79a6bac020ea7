"""What is doubted about a record that can be read, and where in the record that is.

A finding names its rule and its place. A team that has seen one and keeps it says so in
`acknowledged`; that covers the place and everything below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from customer_cli.reading.shapes import Path
from customer_cli.record import Acknowledged

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt."""

    rule: str
    severity: Severity
    path: Path
    """The way to it in the data of the record."""
    message: str
    question: str = ""
    """The doubt, put to the room."""
    at_key: bool = False
    """Whether the key at the path is meant, and not the value behind it."""
    other: Path = ()
    """The way to what it does not agree with, where that is somewhere else."""


def where(data: Mapping[str, Any], path: Path) -> str:
    """Return *path* of *data* by id, such as `customers.teachers.values.short-training`.

    Entries without an id are counted from 1.
    """
    place: Any = data
    words: list[str] = []
    for step in path:
        place = place[step] if _holds(place, step) else None
        key = place.get("id") if isinstance(place, dict) and isinstance(step, int) else None
        words.append(str(key or (step + 1 if isinstance(step, int) else step)))
    return ".".join(words)


def _holds(place: object, step: str | int) -> bool:
    if isinstance(place, dict):
        return step in place
    return isinstance(place, list) and isinstance(step, int) and step < len(place)


def not_acknowledged(
    findings: Iterable[Finding], acknowledged: Iterable[Acknowledged], data: Mapping[str, Any]
) -> Iterator[Finding]:
    """Yield those of *findings* about *data* that nothing *acknowledged* covers."""
    seen = list(acknowledged)
    for finding in findings:
        place = f"{where(data, finding.path)}."
        covers = (f"{a.where}." if a.where else "" for a in seen if a.rule == finding.rule)
        if not any(place.startswith(covered) for covered in covers):
            yield finding
