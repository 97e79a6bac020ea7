"""One language for three records: an id that one side changed, carried into the other two.

A customer who got another id, or went into a merger or a split, is the same people still (`was`
says so). Before anything is merged, all three records call them alike, and whatever refers to
them does, also what the other side has added under the old id.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from customer_cli.merging.parts import Data, Parts

_REFERRING: Mapping[str, tuple[str, ...]] = {
    "tie_breaks": ("prefer", "over"), "expected": ("about",), "learn": ("about",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loose:
    """What one side changed of a customer whom the other put together with somebody else."""

    customer: str
    """The id that all of them have now."""
    key: str
    base: Any
    said: Any


def one_language(base: Parts, theirs: Parts, ours: Parts) -> tuple[list[Loose], list[Loose]]:
    """Give each customer one id in all three; return what found no place, of theirs and of ours."""
    before = base.customers
    renamed = _renamed(before, theirs, ours)
    picked: dict[tuple[str, str], str] = {}
    loose: list[list[Loose]] = []
    for parts, names in ((theirs, renamed[1]), (ours, renamed[2])):
        found = list(_join(parts, names, before, picked))
        loose.append(found)
        _point(parts, names)
    list(_join(base, renamed[0], before, picked))
    _point(base, renamed[0])
    return loose[0], loose[1]


def _became(before: Mapping[str, Data], side: Parts) -> dict[str, str]:
    """Return who took over from the customers that *side* has under that id no more.

    Of several parts it is the first, who takes along what was heard (`succession.split`).
    """
    heirs: dict[str, str] = {}
    for key, customer in side.customers.items():
        for origin in customer.get("was") or ():
            if origin in before and origin not in side.customers:
                heirs.setdefault(origin, key)
    return heirs


def _renamed(
    before: Mapping[str, Data], theirs: Parts, ours: Parts
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return for base, theirs and ours which ids are called what from now on."""
    one, other = _became(before, theirs), _became(before, ours)
    names: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    for key in before:
        became = [heirs[key] for heirs in (one, other) if key in heirs]
        if not became:
            continue
        # Two new ids for one group: the one that is somebody else's already, or the first.
        new = min(became, key=lambda heir: (heir not in before, heir))
        for name in names:
            name[key] = new
        for heir, name in zip((one.get(key), other.get(key)), names[1:], strict=True):
            if heir and heir != new and heir not in before:
                name[heir] = new
    return names


def _join(
    parts: Parts, names: Mapping[str, str], before: Mapping[str, Data],
    picked: dict[tuple[str, str], str],
) -> Iterator[Loose]:  # fmt: skip
    """Give the customers of *parts* their new ids, and put together those who now share one.

    Of two sentences the changed one stays; what else was changed is returned. *picked* keeps
    whose sentence was taken, so that the record before takes the same.
    """
    sources: dict[str, list[str]] = {}
    for key in parts.customers:
        sources.setdefault(names.get(key, key), []).append(key)
    customers = {}
    for new, keys in sources.items():
        several = [parts.customers[key] for key in keys]
        if len(keys) == 1:
            customers[new] = several[0]
            continue
        whole: Data = {}
        for name in dict.fromkeys(name for one in several for name in one):
            if any(isinstance(one.get(name), list) for one in several):
                every = [item for one in several for item in one.get(name) or ()]
                whole[name] = [item for n, item in enumerate(every) if item not in every[:n]]
                continue
            there = [key for key in keys if name in parts.customers[key]]
            changed = [
                key for key in there
                if parts.customers[key][name] != before.get(key, {}).get(name)
            ]  # fmt: skip
            first = picked.setdefault((new, name), (changed or there)[0])
            taken = first if first in there else there[0]
            whole[name] = parts.customers[taken][name]
            for key in changed:
                if key != taken:
                    yield Loose(
                        new, name, before.get(key, {}).get(name), parts.customers[key][name]
                    )
        customers[new] = whole
    parts.customers = customers


def _point(parts: Parts, names: Mapping[str, str]) -> None:
    """Point whatever refers to customers in *parts* to the ids they have from now on."""
    if not names:
        return
    for kind in ("values", "evidence"):
        for part in parts.entries[kind]:
            if part.home[0] == "customers":
                part.home = ("customers", names.get(part.home[1], part.home[1]))
    for kind, keys in _REFERRING.items():
        for part in parts.entries[kind]:
            for key in keys:
                if key in part.entry:
                    part.entry[key] = names.get(part.entry[key], part.entry[key])
    for part in parts.entries["acknowledged"]:
        steps = str(part.entry.get("where", "")).split(".")
        if len(steps) > 1 and steps[0] == "customers":
            part.entry["where"] = ".".join([steps[0], names.get(steps[1], steps[1]), *steps[2:]])
    for key, customer in parts.customers.items():
        for name in ("serves", "same_people_as"):
            if customer.get(name):
                customer[name] = _pointed(customer[name], names, key)
                if not customer[name]:
                    del customer[name]  # a record holds no empty list
    _point_frame(parts.frame, names)


def _point_frame(frame: Data, names: Mapping[str, str]) -> None:
    for ranked in (frame, (frame.get("decision") or {}).get("read_back") or {}):
        if ranked.get("order"):
            # Whoever joins somebody who is ranked takes that rank (`succession.merge`).
            there = set(ranked["order"])
            stay = [key for key in ranked["order"] if names.get(key) not in there - {key}]
            ranked["order"] = _pointed(stay, names)
        if ranked.get("primary"):
            ranked["primary"] = names.get(ranked["primary"], ranked["primary"])
    if frame.get("skipped"):
        frame["skipped"] = list(dict.fromkeys(_asked(key, names) for key in frame["skipped"]))
    if frame.get("answers"):
        frame["answers"] = {_asked(key, names): said for key, said in frame["answers"].items()}


def _pointed(keys: list[str], names: Mapping[str, str], itself: str = "") -> list[str]:
    new = (names.get(key, key) for key in keys)
    return [key for key in dict.fromkeys(new) if key != itself]


def _asked(key: str, names: Mapping[str, str]) -> str:
    """Return the key of a question that was asked about a customer under the new id."""
    question, dot, about = key.partition(".")
    return f"{question}{dot}{names.get(about, about)}"
