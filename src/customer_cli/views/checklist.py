"""A list of what is set up and what is not, each with the command that changes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from customer_cli.text import visible

Word = Literal["ok", "not set up", "problem"]
WIDTH = len("not set up")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    word: Word
    told: str
    """What is there, or what is missing."""
    command: str = ""
    """What to type to change it, where there is something to change."""


def text(lines: Sequence[Line]) -> str:
    """Return *lines* one below the other, each with its command beneath it."""
    names = max((len(line.name) for line in lines), default=0)
    rows: list[str] = []
    for line in lines:
        rows.append(f"{line.word:<{WIDTH}}  {line.name:<{names}}  {visible(line.told)}")
        if line.command:
            rows.append(f"{'':<{WIDTH}}  {'':<{names}}  > {visible(line.command)}")
    return "".join(f"{row}\n" for row in rows)


def data(lines: Iterable[Line]) -> str:
    """Return *lines* for programs."""
    return json.dumps({"lines": [asdict(line) for line in lines]}, indent=2) + "\n"
