"""What two people said differently about one thing: to be asked of whoever saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Side = Literal["theirs", "ours"]
Answers = Mapping[str, Side]
"""Whose words stay, by the place of the conflict."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed, each in another way."""

    place: str
    """The way to it in the record, by id, such as `customers.teachers.name`."""
    base: Any
    """What was there before; None where nothing was."""
    theirs: Any
    """What it is to them; None where they took it out."""
    ours: Any
    """What it is to us; None where we took it out."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What both sides make of a record together."""

    data: dict[str, Any]
    """The record; where something must be asked, with their words, or with those of whoever
    did not take it out."""
    conflicts: tuple[Conflict, ...] = ()
    """What must be asked before it may be written."""
