"""Which entry of one record is which of the other two.

By id, and only where an id is missing by words, as when two years are compared. What both
sides have added is one thing where it says the same; one id for different words is two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from customer_cli import ids
from customer_cli.diff.matching import matched
from customer_cli.merging.parts import KINDS, Part, Parts

_HEARD = ("kind", "date", "people", "source", "says", "from_them", "words")
_SAID: Mapping[str, tuple[str, ...]] = {
    "people": ("name",), "values": ("text",), "evidence": _HEARD, "not_served": ("who",),
    "expected": ("about", "change"), "learn": ("question",), "parked": ("text",),
    "dissent": ("says",), "tie_breaks": ("prefer", "over"), "acknowledged": ("rule", "where"),
    "left": ("id",),
}  # fmt: skip
"""What an entry says, by kind: what tells it from others where ids do not."""
_NAMED = ("tie_breaks", "acknowledged", "left")
"""Kinds whose words are names: other words are another entry, however alike."""
_SAME_PEOPLE = ("people", "left")
"""Kinds whose ids mean somebody: one id is one person, whatever they are called."""


def identify(base: Parts, theirs: Parts, ours: Parts) -> None:
    """Give every entry its key in all three; one of two that took one id for other words gets a
    new id, and what refers to it does."""
    numbers = count()
    for kind in KINDS:
        before, sides = base.entries[kind], (theirs.entries[kind], ours.entries[kind])
        if kind == "evidence":
            for parts in (base, theirs, ours):
                _set_homes(parts)
        for part in before:
            part.key = next(numbers)
        for side in sides:
            _follow(kind, before, side)
        _meet(kind, (theirs, ours), numbers)


def said(kind: str, part: Part) -> str:
    """Return what an entry of *kind* says, the same for two that say the same."""
    return "\n".join(str(part.entry.get(key, "")) for key in _SAID[kind])


def _set_homes(parts: Parts) -> None:
    values = parts.entries["values"]
    for part in parts.entries["evidence"]:
        if part.home[0] == "values":
            part.home = ("values", values[part.home[1]].key)


def _marks(kind: str, parts: Iterable[Part]) -> dict[tuple[str, int], Part]:
    """Return those of *parts* with an id, by it and how often it stood before."""
    times: dict[str, int] = {}
    found = {}
    for part in parts:
        name = said(kind, part) if kind in _NAMED else part.id
        if name:
            times[name] = times.get(name, 0) + 1
            found[name, times[name]] = part
    return found


def _follow(kind: str, before: Sequence[Part], side: Sequence[Part]) -> None:
    """Give those of *side* that stood in the record *before* the key they had there."""
    old, new = _marks(kind, before), _marks(kind, side)
    for mark, part in new.items():
        if mark in old:
            part.key = old[mark].key
    if kind in _NAMED:
        return
    taken = {part.key for part in side}
    homes: dict[object, tuple[list[Part], list[Part]]] = {}
    for part in before:
        if part.key not in taken:
            homes.setdefault(part.home, ([], []))[0].append(part)
    for part in side:
        if part.key < 0 and part.home in homes:
            homes[part.home][1].append(part)
    for there, here in homes.values():
        for match in matched(there, here, lambda part: said(kind, part)):
            if match.old is not None and match.new is not None:
                match.new.key = match.old.key


def _meet(kind: str, both: tuple[Parts, Parts], numbers: Iterator[int]) -> None:
    """Give keys to what was added, one where both sides have added the same."""
    fresh = [[part for part in parts.entries[kind] if part.key < 0] for parts in both]
    by_id = _marks(kind, fresh[0])
    by_words: dict[object, list[Part]] = {}
    for part in fresh[0]:
        part.key = next(numbers)
        by_words.setdefault((part.home, said(kind, part)), []).append(part)
    met: set[int] = set()
    for mark, part in _marks(kind, fresh[1]).items():
        other = by_id.get(mark)
        if other and (kind in _SAME_PEOPLE or said(kind, other) == said(kind, part)):
            part.key = other.key
            met.add(other.key)
        elif other:
            _part_ways(kind, (both[0], other), (both[1], part), both)
    for part in fresh[1]:
        if part.key < 0:
            alike = by_words.get((part.home, said(kind, part)), ())
            fits = (one for one in alike if one.key not in met and not (one.id and part.id))
            one = next(fits, None)
            part.key = one.key if one else next(numbers)
            met.add(part.key)


def _part_ways(
    kind: str, one: tuple[Parts, Part], other: tuple[Parts, Part], both: tuple[Parts, Parts]
) -> None:
    """Give another id to one of two entries that took the same one for different words."""
    _, (parts, part) = sorted((one, other), key=lambda pair: said(kind, pair[1]))
    old = part.id
    taken = {entry.id for side in both for entry in side.entries[kind]}
    new = ids.unique(old, taken)
    part.entry["id"] = new
    if kind == "evidence":
        for item in parts.entries["learn"]:
            answers = item.entry.get("answered_by")
            if answers:
                item.entry["answered_by"] = [new if key == old else key for key in answers]
    for seen in parts.entries["acknowledged"]:
        steps = str(seen.entry.get("where", "")).split(".")
        if kind in steps and old in steps[steps.index(kind) + 1 :]:
            seen.entry["where"] = ".".join(new if step == old else step for step in steps)
