"""Conflict markers: a file that git could not merge as its two sides, and two texts joined so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*))?")
_AFTER = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which mark may stand behind which, by their first letters; nothing stands outside of a conflict."""
LONGEST = 2000
"""Lines between which single changes are looked for; more are set against each other whole."""


@dataclass(frozen=True, slots=True)
class ConflictSides:
    """What a file would be, were every conflict in it settled for one side."""

    ours: str
    theirs: str
    names: tuple[str, str]
    """What git calls the two, as a branch or a commit."""


def split_conflict(text: str) -> ConflictSides | None:
    """Return the two sides of *text*, or None where it holds no conflict or half of one."""
    ours: list[str] = []
    theirs: list[str] = []
    at, names = "", ["", ""]
    for line in re.split(r"(?<=\n)", text):
        mark = _MARK.fullmatch(line.rstrip("\r\n"))
        if mark is None:
            ours += [line] * (at in ("", "<"))
            theirs += [line] * (at in ("", "="))
            continue
        if mark[1][0] not in _AFTER[at]:
            return None
        at = mark[1][0].replace(">", "")
        if mark[1][0] in "<>":
            names["<>".index(mark[1][0])] = mark[2] or ""
    is_whole = not at and any(names)
    return ConflictSides("".join(ours), "".join(theirs), (names[0], names[1])) if is_whole else None


def join_sides(ours: Sequence[str], theirs: Sequence[str], names: tuple[str, str]) -> list[str]:
    """Return both as one, with git's marks around what differs."""
    if max(len(ours), len(theirs)) <= LONGEST:
        from difflib import SequenceMatcher

        alike: Sequence[tuple[int, int, int]]
        alike = SequenceMatcher(None, ours, theirs).get_matching_blocks()
    else:
        least = min(len(ours), len(theirs))
        head = next((n for n in range(least) if ours[n] != theirs[n]), least)
        rest = range(least - head)
        tail = next((n for n in rest if ours[-1 - n] != theirs[-1 - n]), len(rest))
        alike = [(0, 0, head), (len(ours) - tail, len(theirs) - tail, tail)]
        alike.append((len(ours), len(theirs), 0))
    lines: list[str] = []
    one = other = 0
    for place, also, size in alike:
        if one < place or other < also:
            lines += [f"<<<<<<< {names[0]}", *ours[one:place], "======="]
            lines += [*theirs[other:also], f">>>>>>> {names[1]}"]
        one, other = place + size, also + size
        lines += ours[place:one]
    return lines
