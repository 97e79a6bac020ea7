"""Two versions of a record made into one, from the version that both began with.

What was added on either side is kept, what one side took out and the other left alone goes, and
what one side changed is the change. Where both changed the same thing differently nobody here
decides: it is a conflict, to be asked of whoever saves. Identity is by id (`identity`), through
new ids, splits and mergers (`successors`).
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from customer_cli.errors import ChangedUnderneath
from customer_cli.merge.entries import (
    KINDS,
    NOWHERE,
    Answers,
    Conflict,
    Data,
    Home,
    PlacedEntry,
    RecordParts,
    Side,
    identify,
    is_same,
    merge_rankings,
    merge_sequences,
    put_together,
    take_apart,
)
from customer_cli.merge.removal import LooseChange, settle_removals, unify_ids

_MISSING: Any = object()
"""Stands for a key that is not there; a key nobody knows may well say nothing (null)."""
_WHOLE = ("word", "read_back")
"""Mappings that mean something only together, and are one thing said."""
_NOTHING: tuple[Any, ...] = ("", None, [], {})


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What both sides make of a record together."""

    data: dict[str, Any]
    """The record; where something must be asked, with their words, or with those of whoever
    did not take it out."""
    conflicts: tuple[Conflict, ...] = ()
    """What must be asked before it may be written."""


class Conflicting(ChangedUnderneath):
    """Both sides changed the same thing, and nobody has said whose words stay; nothing was written."""

    def __init__(self, file: str, conflicts: Sequence[Conflict], remedy: str = "") -> None:
        told = [f"  {one.place}: {_quote_value(one.theirs)} there, {_quote_value(one.ours)} here"
                for one in conflicts]  # fmt: skip
        several = "one thing" if len(told) == 1 else f"{len(told)} things"
        super().__init__(
            f"{file} was changed by somebody else meanwhile, and {several} in another way than "
            "here. Nothing was written.\n" + "\n".join(told),
            remedy or "Look at what is there now, then try again.",
        )
        self.file = file
        self.conflicts = tuple(conflicts)


def _quote_value(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f'"{", ".join(map(str, value))}"'
    if isinstance(value, dict):
        return f'"{value.get("name") or value.get("text") or ", ".join(map(str, value.values()))}"'
    return f'"{value}"'


def merge(
    base: Mapping[str, Any], theirs: Mapping[str, Any], ours: Mapping[str, Any],
    answers: Answers | None = None,
) -> MergeResult:  # fmt: skip
    """Return what *theirs* and *ours*, both made from *base*, are together.

    All three are `Record.to_data()`; *base* may be empty, where both began with nothing.
    *answers* are those given to the conflicts of an earlier call. Nothing given is changed.
    """
    for whole, other in ((theirs, base), (ours, base), (theirs, ours)):
        if is_same(dict(whole), dict(other)):
            kept = ours if whole is theirs and other is base else theirs
            return MergeResult(copy.deepcopy(dict(kept)))
    parts = take_apart(base), take_apart(theirs), take_apart(ours)
    loose = unify_ids(*parts)
    identify(*parts)
    merging = ThreeWayMerge(answers or {})
    settle_removals(*parts, merging.ask_removal)
    made = merging.merge_parts(*parts)
    merging.put_loose(made, loose)
    return MergeResult(put_together(made), tuple(merging.conflicts))


class ThreeWayMerge:
    """One merge, with the questions it leaves."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.conflicts: list[Conflict] = []

    def ask(self, place: str, base: Any, theirs: Any, ours: Any) -> Any:
        """Return whose words stay at *place*: theirs, unless the answer says ours."""
        if place not in self.answers:
            said = (None if one is _MISSING else one for one in (base, theirs, ours))
            self.conflicts.append(Conflict(place, *said))
        return ours if self.answers.get(place) == "ours" else theirs

    def ask_removal(self, place: str, base: Any, kept: Any, by: Side) -> bool:
        """Tell whether what the side *by* took out at *place*, and the other changed, goes."""
        theirs, ours = (None, kept) if by == "theirs" else (kept, None)
        if place not in self.answers:
            self.conflicts.append(Conflict(place, base, theirs, ours))
        return self.answers.get(place) == by

    def merge_parts(self, base: RecordParts, theirs: RecordParts, ours: RecordParts) -> RecordParts:
        """Return the parts of the merged record; every home they name is there."""
        customers = {}
        for key in merge_sequences(*(list(one.customers) for one in (base, theirs, ours))):
            people = (one.customers.get(key) for one in (base, theirs, ours))
            customers[key] = self.merge_mapping(f"customers.{key}", *people)
        made = RecordParts({}, customers)
        named: dict[Home, str] = {}
        for kind in KINDS:
            places = _find_places(kind, (base, theirs, ours), named)
            made.entries[kind] = self.merge_entries(kind, (base, theirs, ours), places)
        made.frame = self.merge_frame(base.frame, theirs.frame, ours.frame, customers)
        _house_evidence(made, base)
        return made

    def merge_frame(
        self, base: Data, theirs: Data, ours: Data, customers: Mapping[str, Any]
    ) -> Data:
        """Return what is no list of entries; nobody is ranked who is not among *customers*."""
        orders = [one.pop("order", None) or [] for one in (base, theirs, ours)]
        found = self.merge_mapping("", base, theirs, ours)
        order = [key for key in self.merge_order(*orders) if key in customers]
        if order:
            found["order"] = order
        if found.get("primary") not in customers:
            found.pop("primary", None)
        return found

    def merge_order(self, base: list[str], theirs: list[str], ours: list[str]) -> list[str]:
        """Return who wins when wishes collide, in both or as asked."""
        if ours == base or theirs == ours:
            return theirs
        if theirs == base:
            return ours
        found = merge_rankings(base, theirs, ours)
        if found is not None:
            return found
        # Whoever is chosen, nobody drops out whom the other side alone has ranked.
        one = theirs + [k for k in ours if k not in {*theirs, *base}]
        other = ours + [k for k in theirs if k not in {*ours, *base}]
        return list(self.ask("order", base, one, other))

    def merge_entries(
        self, kind: str, sides: Sequence[RecordParts], places: Mapping[int, str]
    ) -> list[PlacedEntry]:
        """Return the entries of *kind* that both sides have together."""
        there = [one.at(kind) for one in sides]
        found = []
        for key in merge_sequences(*map(list, there)):
            parts = [one.get(key) for one in there]
            entry = self.merge_mapping(places[key], *(part and part.entry for part in parts))
            found.append(PlacedEntry(entry, self.merge_home(places[key], *parts), key))
        for key, before in there[0].items():
            if (key in there[1]) == (key in there[2]):
                continue
            by: Side = "ours" if key in there[1] else "theirs"
            kept = there[1].get(key) or there[2][key]
            stays = not is_same(kept.entry, before.entry)
            if stays and not self.ask_removal(places[key], before.entry, kept.entry, by):
                found.append(kept)
        return found

    def merge_home(
        self,
        place: str,
        base: PlacedEntry | None,
        theirs: PlacedEntry | None,
        ours: PlacedEntry | None,
    ) -> Home:
        """Return whose an entry is now that one side may have moved."""
        if theirs is None or ours is None:
            return (theirs or ours or PlacedEntry({})).home
        if theirs.home == ours.home or (base and base.home == ours.home):
            return theirs.home
        if base and base.home == theirs.home:
            return ours.home
        homes = {".".join(map(str, part.home)): part.home for part in (theirs, ours)}
        was = ".".join(map(str, base.home)) if base else None
        return homes[self.ask(place, was, *homes)]

    def merge_mapping(self, place: str, base: Any, theirs: Any, ours: Any) -> Data:
        """Return what both mappings are together, key by key; what one side lacks is the other's."""
        if theirs is None or ours is None:
            return dict(ours if theirs is None else theirs)
        found = {}
        for key in dict.fromkeys([*theirs, *ours]):
            said = [(one or {}).get(key, _MISSING) for one in (base, theirs, ours)]
            if key == "reworded" and all(isinstance(one, str) for one in said[1:]):
                value = max(said[1:])  # what was heard before either speaks of old words
            else:
                way = f"{place}.{key}".lstrip(".")
                value = self.merge_values(way, *said, whole=key in _WHOLE)
            if value is not _MISSING and (value not in _NOTHING or value in said[1:]):
                found[key] = value
        return found

    def merge_values(
        self, place: str, base: Any, theirs: Any, ours: Any, *, whole: bool = False
    ) -> Any:
        """Return what both say at *place*, *whole* or as far as it can be taken apart."""
        if is_same(theirs, ours) or is_same(ours, base):
            return theirs
        if is_same(theirs, base):
            return ours
        there = [one for one in (base, theirs, ours) if one is not _MISSING]
        if all(isinstance(one, dict) for one in there) and not whole:
            maps = ({} if one is _MISSING else one for one in (base, theirs, ours))
            return self.merge_mapping(place, *maps)
        if all(isinstance(one, list) for one in there):
            return self.merge_lists(
                *([] if one is _MISSING else one for one in (base, theirs, ours))
            )
        return self.ask(place, base, theirs, ours)

    def merge_lists(self, *lists: list[Any]) -> list[Any]:
        """Return what stands in a list of words, or of anything nobody knows, on both sides."""
        marked = [_mark_items(one) for one in lists]
        every = marked[2] | marked[1]
        return [every[mark] for mark in merge_sequences(*map(list, marked))]

    def put_loose(
        self, made: RecordParts, loose: tuple[list[LooseChange], list[LooseChange]]
    ) -> None:
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
                there[one.key] = self.ask(place, one.base, *said)


def _mark_items(items: list[Any]) -> dict[tuple[str, int], Any]:
    times: dict[str, int] = {}
    found = {}
    for item in items:
        mark = f"{type(item).__name__} {item!r}"
        times[mark] = times.get(mark, 0) + 1
        found[mark, times[mark]] = item
    return found


def _house_evidence(made: RecordParts, base: RecordParts) -> None:
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


def _find_places(kind: str, sides: Sequence[RecordParts], named: dict[Home, str]) -> dict[int, str]:
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
