"""What two people said differently about one thing: to be asked of whoever saves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from customer_cli.errors import ChangedUnderneath

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


class Conflicting(ChangedUnderneath):
    """Both sides changed the same thing, and nobody has said whose words stay; nothing was written."""

    def __init__(self, file: str, conflicts: Sequence[Conflict], remedy: str = "") -> None:
        told = [f"  {one.place}: {_said(one.theirs)} there, {_said(one.ours)} here"
                for one in conflicts]  # fmt: skip
        several = "one thing" if len(told) == 1 else f"{len(told)} things"
        super().__init__(
            f"{file} was changed by somebody else meanwhile, and {several} in another way than "
            "here. Nothing was written.\n" + "\n".join(told),
            remedy or "Look at what is there now, then try again.",
        )
        self.file = file
        self.conflicts = tuple(conflicts)


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f'"{", ".join(map(str, value))}"'
    if isinstance(value, dict):
        return f'"{value.get("name") or value.get("text") or ", ".join(map(str, value.values()))}"'
    return f'"{value}"'
