"""The entries of a record that are merged: which of three are the same, and their order.

A record is taken apart, every entry by itself with the home it belongs to. Values and evidence stand
in lists of their own, so that a value that moves to another customer takes along what somebody else
has heard of it meanwhile. Entries of the three records are the same by id, and only where an id is
missing by words, as when two years are compared. What both sides have added is one thing where it
says the same; one id for different words is two.
"""

from __future__ import annotations

import copy
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal, TypeVar

from customer_cli import ids
from customer_cli.diff.matching import match_entries
from customer_cli.record.format import EVIDENCE_FIELDS
from customer_cli.record.model import Record
from customer_cli.record.spec import LISTS

Data = dict[str, Any]
Home = tuple[str, Any]
"""The kind of what an entry belongs to, and its id or key; `NOWHERE` for what stands by itself."""
NOWHERE: Home = ("", "")
KINDS = ("people", "values", "evidence", *(one.key for one in LISTS if one.key != "people"))
"""The lists of entries, values before the evidence that belongs to them."""
_OWN = tuple(spec.key for spec in LISTS if not spec.above)


@dataclass(slots=True)
class PlacedEntry:
    """An entry of one of the lists, without what belongs to it."""

    entry: Data
    home: Home = NOWHERE
    key: int = -1
    """The same for the same entry of all three records (`identity`)."""

    @property
    def id(self) -> str:
        """The id it was given, or nothing."""
        return str(self.entry.get("id") or "")


@dataclass(slots=True)
class RecordParts:
    """A record taken apart."""

    frame: Data
    """Whatever is no list of entries."""
    customers: dict[str, Data]
    """By id, without what they value and what was heard of them."""
    entries: dict[str, list[PlacedEntry]] = field(
        default_factory=lambda: {kind: [] for kind in KINDS}
    )

    def at(self, kind: str) -> dict[int, PlacedEntry]:
        """Return the entries of *kind* by key."""
        return {part.key: part for part in self.entries[kind]}


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same, type for type; the order of keys is none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


def take_apart(data: Mapping[str, Any]) -> RecordParts:
    """Return the parts of *data*, which is `Record.to_data()` or empty; nothing of it is shared."""
    frame = copy.deepcopy(dict(data))
    parts = RecordParts(frame, frame.pop("customers", None) or {})
    for key, customer in parts.customers.items():
        for value in customer.pop("values", None) or ():
            heard = value.pop("evidence", None) or ()
            _add_entries(parts, "evidence", heard, ("values", len(parts.entries["values"])))
            _add_entries(parts, "values", [value], ("customers", key))
        _add_entries(parts, "evidence", customer.pop("evidence", None) or (), ("customers", key))
    for kind in _OWN:
        _add_entries(parts, kind, frame.pop(kind, None) or ())
    for gone in parts.entries["left"]:
        _add_entries(parts, "evidence", gone.entry.pop("evidence", None) or (), ("left", gone.id))
    if decision := frame.get("decision"):
        _add_entries(parts, "dissent", decision.pop("dissent", None) or ())
    return parts


def _add_entries(
    parts: RecordParts, kind: str, entries: Iterable[Data], home: Home = NOWHERE
) -> None:
    parts.entries[kind] += [PlacedEntry(entry, home) for entry in entries]


def put_together(parts: RecordParts) -> Data:
    """Return the record of *parts*, whose homes must all be there; the parts are used up."""
    data = parts.frame
    values = {part.key: part.entry for part in parts.entries["values"]}
    left = {part.id: part.entry for part in parts.entries["left"]}
    homes: dict[str, Mapping[Any, Data]] = {
        "values": values, "customers": parts.customers, "left": left,
    }  # fmt: skip
    for kind in ("evidence", "values"):
        for part in parts.entries[kind]:
            homes[part.home[0]][part.home[1]].setdefault(kind, []).append(part.entry)
    for customer in parts.customers.values():
        if "evidence" in customer and "values" in customer:  # as the format puts them
            customer["evidence"] = customer.pop("evidence")
    if parts.customers:
        data["customers"] = parts.customers
    for kind in _OWN:
        if parts.entries[kind]:
            data[kind] = [part.entry for part in parts.entries[kind]]
    if parts.entries["dissent"]:
        dissent = [part.entry for part in parts.entries["dissent"]]
        data.setdefault("decision", {})["dissent"] = dissent
    known = [key for key in Record.model_fields if key in data]
    return {key: data[key] for key in dict.fromkeys([*known, *data])}


_SAID = {"values": ("text",), "evidence": EVIDENCE_FIELDS} | {
    spec.key: spec.identity for spec in LISTS
}
"""What an entry says, by kind: what tells it from others where ids do not."""
_NAMED = ("tie_breaks", "acknowledged", "left")
"""Kinds whose words are names: other words are another entry, however alike."""
_SAME_PEOPLE = ("people", "left")
"""Kinds whose ids mean somebody: one id is one person, whatever they are called."""


def identify(base: RecordParts, theirs: RecordParts, ours: RecordParts) -> None:
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
            _keep_keys(kind, before, side)
        _key_additions(kind, (theirs, ours), numbers)


def describe_entry(kind: str, part: PlacedEntry) -> str:
    """Return what an entry of *kind* says, the same for two that say the same."""
    return "\n".join(str(part.entry.get(key, "")) for key in _SAID[kind])


def _set_homes(parts: RecordParts) -> None:
    values = parts.entries["values"]
    for part in parts.entries["evidence"]:
        if part.home[0] == "values":
            part.home = ("values", values[part.home[1]].key)


def _mark_entries(kind: str, parts: Iterable[PlacedEntry]) -> dict[tuple[str, int], PlacedEntry]:
    """Return those of *parts* with an id, by it and how often it stood before."""
    times: dict[str, int] = {}
    found = {}
    for part in parts:
        name = describe_entry(kind, part) if kind in _NAMED else part.id
        if name:
            times[name] = times.get(name, 0) + 1
            found[name, times[name]] = part
    return found


def _keep_keys(kind: str, before: Sequence[PlacedEntry], side: Sequence[PlacedEntry]) -> None:
    """Give those of *side* that stood in the record *before* the key they had there."""
    old, new = _mark_entries(kind, before), _mark_entries(kind, side)
    for mark, part in new.items():
        if mark in old:
            part.key = old[mark].key
    if kind in _NAMED:
        return
    taken = {part.key for part in side}
    homes: dict[object, tuple[list[PlacedEntry], list[PlacedEntry]]] = {}
    for part in before:
        if part.key not in taken:
            homes.setdefault(part.home, ([], []))[0].append(part)
    for part in side:
        if part.key < 0 and part.home in homes:
            homes[part.home][1].append(part)
    for there, here in homes.values():
        for match in match_entries(there, here, lambda part: describe_entry(kind, part)):
            if match.old is not None and match.new is not None:
                match.new.key = match.old.key


def _key_additions(
    kind: str, both: tuple[RecordParts, RecordParts], numbers: Iterator[int]
) -> None:
    """Give keys to what was added, one where both sides have added the same."""
    fresh = [[part for part in parts.entries[kind] if part.key < 0] for parts in both]
    by_id = _mark_entries(kind, fresh[0])
    by_words: dict[object, list[PlacedEntry]] = {}
    for part in fresh[0]:
        part.key = next(numbers)
        by_words.setdefault((part.home, describe_entry(kind, part)), []).append(part)
    met: set[int] = set()
    for mark, part in _mark_entries(kind, fresh[1]).items():
        other = by_id.get(mark)
        if other and (
            kind in _SAME_PEOPLE or describe_entry(kind, other) == describe_entry(kind, part)
        ):
            part.key = other.key
            met.add(other.key)
        elif other:
            _separate_ids(kind, (both[0], other), (both[1], part), both)
    for part in fresh[1]:
        if part.key < 0:
            alike = by_words.get((part.home, describe_entry(kind, part)), ())
            fits = (one for one in alike if one.key not in met and not (one.id and part.id))
            one = next(fits, None)
            part.key = one.key if one else next(numbers)
            met.add(part.key)


def _separate_ids(
    kind: str,
    one: tuple[RecordParts, PlacedEntry],
    other: tuple[RecordParts, PlacedEntry],
    both: tuple[RecordParts, RecordParts],
) -> None:
    """Give another id to one of two entries that took the same one for different words."""
    _, (parts, part) = sorted((one, other), key=lambda pair: describe_entry(kind, pair[1]))
    old = part.id
    taken = {entry.id for side in both for entry in side.entries[kind]}
    new = ids.make_unique(old, taken)
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


Item = TypeVar("Item", bound=Hashable)


def merge_sequences(
    base: Sequence[Item], theirs: Sequence[Item], ours: Sequence[Item]
) -> list[Item]:
    """Return what stands in both *theirs* and *ours* or is new in one, in an order that fits both.

    What one side took out is gone. The side that moved something says the order, theirs where
    both did; what the other has added goes behind what it stood behind there. No item may stand
    in one of them twice.
    """
    before = set(base)
    first, second = (theirs, ours) if _is_reordered(base, theirs) else (ours, theirs)
    there = set(second)
    spine = [item for item in first if item in there or item not in before]
    return insert_new(spine, second, (item for item in second if item not in before))


def insert_new(spine: Sequence[Item], other: Sequence[Item], new: Iterable[Item]) -> list[Item]:
    """Return *spine* with those *new* items of *other* that it lacks, behind their neighbours."""
    there, wanted = set(spine), set(new)
    behind: dict[Any, list[Item]] = {}
    last: Any = None
    for item in other:
        if item in there:
            last = item
        elif item in wanted:
            behind.setdefault(last, []).append(item)
    found = behind.get(None, [])
    for item in spine:
        found += [item, *behind.get(item, ())]
    return found


def _is_reordered(base: Sequence[Item], side: Sequence[Item]) -> bool:
    there, before = set(side), set(base)
    return [one for one in base if one in there] != [one for one in side if one in before]


def merge_rankings(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> list[str] | None:
    """Return the order of customers that both want, or None where that is for people to say.

    Where one side re-ranked and the other only added or took out somebody, both are done, as
    long as it follows who comes before whom. Nobody's rank is made up: two who were both added
    in one place were never ranked against each other.
    """
    ends: tuple[Any, Any] = (object(), object())
    common = set(base) & set(theirs) & set(ours)
    kept = [[key for key in one if key in common] for one in (base, theirs, ours)]
    if kept[0] != kept[1] != kept[2] != kept[0]:
        return None
    # The one who re-ranked says where everybody stands.
    first, second = (theirs, ours) if kept[1] != kept[0] else (ours, theirs)
    spine = _sort_into_gaps(first, common, ends)
    other = _sort_into_gaps(second, common, ends)
    before = set(base)
    order = kept[1] if first is theirs else kept[2]
    extra = _find_gaps(other, order, before, ends)
    if extra is None:
        return None
    found: list[str] = []
    for above, below in zip([ends[0], *order], [*order, ends[1]], strict=True):
        kept_here = [key for key in spine.get((above, below), ()) if key not in before]
        if kept_here and extra.get(below):
            if kept_here != extra[below]:
                return None
            extra.pop(below)
        found += [*kept_here, *extra.pop(below, []), *([below] if below is not ends[1] else [])]
    return found if len(set(found)) == len(found) else None


def _find_gaps(
    gaps: dict[Any, list[str]], order: Sequence[str], before: set[str], ends: tuple[Any, Any]
) -> dict[Any, list[str]] | None:
    """Return who is new in *gaps*, by whom they come before in *order*; None where that is open."""
    following = dict(zip([ends[0], *order], [*order, ends[1]], strict=True))
    extra: dict[Any, list[str]] = {}
    for (above, below), keys in gaps.items():
        new = [key for key in keys if key not in before]
        if not new:
            continue
        gap = below if following.get(above) == below else None
        if above is ends[0] and below is not ends[1]:
            gap = order[0] if order else ends[1]
        elif below is ends[1]:
            gap = ends[1]
        if gap is None or gap in extra:
            return None
        extra[gap] = new
    return extra


def _sort_into_gaps(
    order: Sequence[str], common: set[str], ends: tuple[Any, Any]
) -> dict[Any, list[str]]:
    """Return who stands between which two of those in *common*."""
    found: dict[Any, list[str]] = {}
    here: list[str] = []
    above = ends[0]
    for key in order:
        if key in common:
            found[above, key] = here
            above, here = key, []
        else:
            here.append(key)
    found[above, ends[1]] = here
    return found
