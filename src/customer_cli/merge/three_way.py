"""Two versions of a record made into one, from the version that both began with.

What was added on either side is kept, what one side took out and the other left alone goes, and
what one side changed is the change. Where both changed the same thing differently nobody here
decides: it is a conflict, to be asked of whoever saves. Identity is by id (`identity`), through
new ids, splits and mergers (`successors`).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from customer_cli.merge.entries import (
    KINDS,
    NOWHERE,
    Answers,
    Conflict,
    Data,
    Home,
    Merged,
    Part,
    Parts,
    Side,
    identify,
    put_together,
    same,
    taken_apart,
)
from customer_cli.merge.removal import Loose, one_language, settle_removals
from customer_cli.merge.sequence import ranking, sequence

_MISSING: Any = object()
"""Stands for a key that is not there; a key nobody knows may well say nothing (null)."""
_WHOLE = ("word", "read_back")
"""Mappings that mean something only together, and are one thing said."""
_NOTHING: tuple[Any, ...] = ("", None, [], {})


def merge(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any],
    answers: Answers | None = None,
) -> Merged:  # fmt: skip
    """Return what *theirs* and *ours*, both made from *base*, are together.

    All three are `Record.to_data()`; *base* may be empty, where both began with nothing.
    *answers* are those given to the conflicts of an earlier call. Nothing given is changed.
    """
    for whole, other in ((theirs, base), (ours, base), (theirs, ours)):
        if same(dict(whole), dict(other)):
            kept = ours if whole is theirs and other is base else theirs
            return Merged(copy.deepcopy(dict(kept)))
    parts = taken_apart(base), taken_apart(theirs), taken_apart(ours)
    loose = one_language(*parts)
    identify(*parts)
    merging = _Merging(answers or {})
    settle_removals(*parts, merging.removed)
    made = merging.whole(*parts)
    merging.put_loose(made, loose)
    return Merged(put_together(made), tuple(merging.conflicts))


class _Merging:
    """One merge, with the questions it leaves."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.conflicts: list[Conflict] = []

    def asked(self, place: str, base: Any, theirs: Any, ours: Any) -> Any:
        """Return whose words stay at *place*: theirs, unless the answer says ours."""
        if place not in self.answers:
            said = (None if one is _MISSING else one for one in (base, theirs, ours))
            self.conflicts.append(Conflict(place, *said))
        return ours if self.answers.get(place) == "ours" else theirs

    def removed(self, place: str, base: Any, kept: Any, by: Side) -> bool:
        """Tell whether what the side *by* took out at *place*, and the other changed, goes."""
        theirs, ours = (None, kept) if by == "theirs" else (kept, None)
        if place not in self.answers:
            self.conflicts.append(Conflict(place, base, theirs, ours))
        return self.answers.get(place) == by

    def whole(self, base: Parts, theirs: Parts, ours: Parts) -> Parts:
        """Return the parts of the merged record; every home they name is there."""
        customers = {}
        for key in sequence(*(list(one.customers) for one in (base, theirs, ours))):
            people = (one.customers.get(key) for one in (base, theirs, ours))
            customers[key] = self.mapping(f"customers.{key}", *people)
        made = Parts({}, customers)
        named: dict[Home, str] = {}
        for kind in KINDS:
            places = _places(kind, (base, theirs, ours), named)
            made.entries[kind] = self.entries(kind, (base, theirs, ours), places)
        made.frame = self.frame(base.frame, theirs.frame, ours.frame, customers)
        _house(made, base)
        return made

    def frame(self, base: Data, theirs: Data, ours: Data, customers: Mapping[str, Any]) -> Data:
        """Return what is no list of entries; nobody is ranked who is not among *customers*."""
        orders = [one.pop("order", None) or [] for one in (base, theirs, ours)]
        found = self.mapping("", base, theirs, ours)
        order = [key for key in self.order(*orders) if key in customers]
        if order:
            found["order"] = order
        if found.get("primary") not in customers:
            found.pop("primary", None)
        return found

    def order(self, base: list[str], theirs: list[str], ours: list[str]) -> list[str]:
        """Return who wins when wishes collide, in both or as asked."""
        if ours == base or theirs == ours:
            return theirs
        if theirs == base:
            return ours
        found = ranking(base, theirs, ours)
        if found is not None:
            return found
        # Whoever is chosen, nobody drops out whom the other side alone has ranked.
        one = theirs + [k for k in ours if k not in {*theirs, *base}]
        other = ours + [k for k in theirs if k not in {*ours, *base}]
        return list(self.asked("order", base, one, other))

    def entries(self, kind: str, sides: Sequence[Parts], places: Mapping[int, str]) -> list[Part]:
        """Return the entries of *kind* that both sides have together."""
        there = [one.at(kind) for one in sides]
        found = []
        for key in sequence(*map(list, there)):
            parts = [one.get(key) for one in there]
            entry = self.mapping(places[key], *(part and part.entry for part in parts))
            found.append(Part(entry, self.home(places[key], *parts), key))
        for key, before in there[0].items():
            if (key in there[1]) == (key in there[2]):
                continue
            by: Side = "ours" if key in there[1] else "theirs"
            kept = there[1].get(key) or there[2][key]
            stays = not same(kept.entry, before.entry)
            if stays and not self.removed(places[key], before.entry, kept.entry, by):
                found.append(kept)
        return found

    def home(self, place: str, base: Part | None, theirs: Part | None, ours: Part | None) -> Home:
        """Return whose an entry is now that one side may have moved."""
        if theirs is None or ours is None:
            return (theirs or ours or Part({})).home
        if theirs.home == ours.home or (base and base.home == ours.home):
            return theirs.home
        if base and base.home == theirs.home:
            return ours.home
        homes = {".".join(map(str, part.home)): part.home for part in (theirs, ours)}
        was = ".".join(map(str, base.home)) if base else None
        return homes[self.asked(place, was, *homes)]

    def mapping(self, place: str, base: Any, theirs: Any, ours: Any) -> Data:
        """Return what both mappings are together, key by key; what one side lacks is the other's."""
        if theirs is None or ours is None:
            return dict(ours if theirs is None else theirs)
        found = {}
        for key in dict.fromkeys([*theirs, *ours]):
            said = [(one or {}).get(key, _MISSING) for one in (base, theirs, ours)]
            value = self.keyed(f"{place}.{key}".lstrip("."), key, *said)
            if value is not _MISSING and (value not in _NOTHING or value in said[1:]):
                found[key] = value
        return found

    def keyed(self, place: str, key: str, base: Any, theirs: Any, ours: Any) -> Any:
        """Return what both say behind *key*."""
        if key == "reworded" and isinstance(theirs, str) and isinstance(ours, str):
            return max(theirs, ours)  # what was heard before either speaks of old words
        return self.value(place, base, theirs, ours, whole=key in _WHOLE)

    def value(self, place: str, base: Any, theirs: Any, ours: Any, *, whole: bool = False) -> Any:
        """Return what both say at *place*, *whole* or as far as it can be taken apart."""
        if same(theirs, ours) or same(ours, base):
            return theirs
        if same(theirs, base):
            return ours
        there = [one for one in (base, theirs, ours) if one is not _MISSING]
        if all(isinstance(one, dict) for one in there) and not whole:
            maps = ({} if one is _MISSING else one for one in (base, theirs, ours))
            return self.mapping(place, *maps)
        if all(isinstance(one, list) for one in there):
            return self.members(*([] if one is _MISSING else one for one in (base, theirs, ours)))
        return self.asked(place, base, theirs, ours)

    def members(self, *lists: list[Any]) -> list[Any]:
        """Return what stands in a list of words, or of anything nobody knows, on both sides."""
        marked = [_marked(one) for one in lists]
        every = marked[2] | marked[1]
        return [every[mark] for mark in sequence(*map(list, marked))]

    def put_loose(self, made: Parts, loose: tuple[list[Loose], list[Loose]]) -> None:
        """Ask about what was changed of somebody who was put together with others meanwhile."""
        for side, found in zip(("theirs", "ours"), loose, strict=True):
            for one in found:
                there = made.customers.get(one.customer)
                if there is None or there.get(one.key) == one.said:
                    continue
                place = f"customers.{one.customer}.{one.key}"
                if any(known.place == place for known in self.conflicts) or place in self.answers:
                    place = f"{place} (before: {one.base})"
                pair = (one.said, there.get(one.key))
                said = pair if side == "theirs" else pair[::-1]
                there[one.key] = self.asked(place, one.base, *said)


def _marked(items: list[Any]) -> dict[tuple[str, int], Any]:
    times: dict[str, int] = {}
    found = {}
    for item in items:
        mark = f"{type(item).__name__} {item!r}"
        times[mark] = times.get(mark, 0) + 1
        found[mark, times[mark]] = item
    return found


def _house(made: Parts, base: Parts) -> None:
    """Put what was heard of somebody who has left where the format keeps it."""
    values = made.at("values")
    left = {part.id for part in made.entries["left"]}
    before = {part.key: part.home for part in base.entries["values"]}
    housed = []
    for part in made.entries["evidence"]:
        if part.home[0] == "values" and part.home[1] not in values:
            part.home = before.get(part.home[1], NOWHERE)
        kind, where = part.home
        if kind == "customers" and where not in made.customers:
            part.home = ("left", where)
        # Whose home is nowhere was let go together with it, by whoever was asked.
        if part.home[0] != "left" or part.home[1] in left:
            housed.append(part)
    made.entries["evidence"] = housed


def _places(kind: str, sides: Sequence[Parts], named: dict[Home, str]) -> dict[int, str]:
    """Return by key the way to each entry of *kind*: by its id, or else counting from 1.

    *named* is told the ways to values, and asked for them where something belongs to one.
    """
    found: dict[int, str] = {}
    for side in reversed(sides):
        for number, part in enumerate(side.entries[kind], 1):
            above = named.get(part.home, ".".join(map(str, filter(None, part.home))))
            above = "decision" if kind == "dissent" else above
            found[part.key] = f"{above}.{kind}.{part.id or number}".lstrip(".")
    if kind == "values":
        named |= {("values", key): place for key, place in found.items()}
    return found
