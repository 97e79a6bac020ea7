"""A record taken apart for a merge: every entry by itself, with the home it belongs to.

Values and evidence stand in lists of their own, so that a value that moves to another customer
takes along what somebody else has heard of it meanwhile.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from customer_cli.record.model import Record

Data = dict[str, Any]
Home = tuple[str, Any]
"""The kind of what an entry belongs to, and its id or key; `NOWHERE` for what stands by itself."""
NOWHERE: Home = ("", "")
KINDS = ("people", "values", "evidence", "tie_breaks", "not_served", "expected", "learn", "parked",
         "left", "acknowledged", "dissent")  # fmt: skip
"""The lists of entries, values before the evidence that belongs to them."""
_OWN = tuple(kind for kind in KINDS if kind not in ("values", "evidence", "dissent"))


@dataclass(slots=True)
class Part:
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
class Parts:
    """A record taken apart."""

    frame: Data
    """Whatever is no list of entries."""
    customers: dict[str, Data]
    """By id, without what they value and what was heard of them."""
    entries: dict[str, list[Part]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def at(self, kind: str) -> dict[int, Part]:
        """Return the entries of *kind* by key."""
        return {part.key: part for part in self.entries[kind]}


def same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same, type for type; the order of keys is none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def taken_apart(data: Mapping[str, Any]) -> Parts:
    """Return the parts of *data*, which is `Record.to_data()` or empty; nothing of it is shared."""
    frame = copy.deepcopy(dict(data))
    parts = Parts(frame, frame.pop("customers", None) or {})
    for key, customer in parts.customers.items():
        for value in customer.pop("values", None) or ():
            heard = value.pop("evidence", None) or ()
            _add(parts, "evidence", heard, ("values", len(parts.entries["values"])))
            _add(parts, "values", [value], ("customers", key))
        _add(parts, "evidence", customer.pop("evidence", None) or (), ("customers", key))
    for kind in _OWN:
        _add(parts, kind, frame.pop(kind, None) or ())
    for gone in parts.entries["left"]:
        _add(parts, "evidence", gone.entry.pop("evidence", None) or (), ("left", gone.id))
    if decision := frame.get("decision"):
        _add(parts, "dissent", decision.pop("dissent", None) or ())
    return parts


def _add(parts: Parts, kind: str, entries: Iterable[Data], home: Home = NOWHERE) -> None:
    parts.entries[kind] += [Part(entry, home) for entry in entries]


def put_together(parts: Parts) -> Data:
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
