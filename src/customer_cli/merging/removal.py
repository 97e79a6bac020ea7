"""Who was taken out by one side while the other went on speaking of them.

A customer who left and a value that was dropped go, unless the other side changed them or added
to them meanwhile: then whoever saves is asked, and either both sides have them or neither.
What was heard of somebody who has left is no question; it goes into their `left` entry.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from customer_cli.merging.conflict import Side
from customer_cli.merging.parts import Data, Home, Part, Parts, same
from customer_cli.merging.sequence import inserted

Goes = Callable[[str, Any, Any, Side], bool]
"""Told the place, what was there and what it is now to the side that kept it, and who took it
out: whether it goes."""


def settle_removals(base: Parts, theirs: Parts, ours: Parts, goes: Goes) -> None:
    """Change *theirs* and *ours* so that a customer or value that only one has left is untouched."""
    sides: tuple[tuple[Side, Parts, Parts], ...] = (
        ("theirs", theirs, ours),
        ("ours", ours, theirs),
    )
    for by, without, kept in sides:
        touched = _touched(base, kept)
        left = {part.id for part in without.entries["left"]}
        for key in base.customers:
            if key in without.customers or key not in kept.customers:
                continue
            if _is_about(base, kept, key, touched, has_left=key in left):
                here = _told(kept, ("customers", key), kept.customers[key])
                was = _told(base, ("customers", key), base.customers[key])
                if goes(f"customers.{key}", was, here, by):
                    _let_go(kept, key, without.frame.get("primary"))
                else:
                    _bring_back(base, without, key)
        _settle_values(base, without, kept, touched, goes, by)


def _settle_values(
    base: Parts, without: Parts, kept: Parts, touched: set[Home], goes: Goes, by: Side
) -> None:
    here, there = kept.at("values"), without.at("values")
    for key, before in base.at("values").items():
        if key in there or key not in here or here[key].home[1] not in without.customers:
            continue
        part = here[key]
        if (
            ("values", key) in touched
            or part.home != before.home
            or not same(part.entry, before.entry)
        ):
            place = f"customers.{part.home[1]}.values.{part.id or part.entry['text']}"
            home = ("values", key)
            if goes(place, _told(base, home, before.entry), _told(kept, home, part.entry), by):
                _take_out(kept, {("values", key)})
            else:
                _give_back(base, without, {("values", key)}, before)


def _touched(base: Parts, kept: Parts) -> set[Home]:
    """Return those of whom *kept* has heard something that is not in *base*, or is other there."""
    before = base.at("evidence")
    return {
        part.home
        for key, part in kept.at("evidence").items()
        if key not in before or not same(part.entry, before[key].entry)
    }


def _is_about(base: Parts, kept: Parts, key: str, touched: set[Home], *, has_left: bool) -> bool:
    """Tell whether *kept* has said something of the customer that would be lost with them."""
    if not same(kept.customers[key], base.customers[key]):
        return True
    if kept.frame.get("primary") == key != base.frame.get("primary"):
        return True
    before = base.at("values")
    home = ("customers", key)
    for part in kept.entries["values"]:
        known = before.get(part.key)
        if part.home == home and (known is None or known.home != home):
            return True
        if part.home == home and known is not None and not same(part.entry, known.entry):
            return True
    heard = {home} | {("values", part.key) for part in base.entries["values"] if part.home == home}
    return not has_left and bool(heard & touched)


def _told(parts: Parts, home: Home, entry: Mapping[str, Any]) -> Data:
    """Return *entry* with what belongs to it, as a record has it."""
    told = copy.deepcopy(dict(entry))
    for kind in ("values", "evidence"):
        below = [part for part in parts.entries[kind] if part.home == home]
        if below:
            told[kind] = [_told(parts, ("values", part.key), part.entry) if kind == "values"
                          else copy.deepcopy(part.entry) for part in below]  # fmt: skip
    return told


def _let_go(kept: Parts, key: str, primary: str | None) -> None:
    """Take the customer out of *kept* too; what was heard of them is housed later (`merge`)."""
    home = ("customers", key)
    values = {("values", part.key) for part in kept.entries["values"] if part.home == home}
    for part in kept.entries["evidence"]:
        if part.home in values:
            part.home = home
    _take_out(kept, values)
    del kept.customers[key]
    if kept.frame.get("primary") == key:
        kept.frame.pop("primary")
        if primary:
            kept.frame["primary"] = primary


def _bring_back(base: Parts, without: Parts, key: str) -> None:
    """Put the customer into *without* as in *base*, as if nobody had taken them out."""
    entries = without.entries
    without.customers = {
        name: without.customers.get(name) or copy.deepcopy(base.customers[key])
        for name in inserted(list(without.customers), list(base.customers), [key])
    }
    entries["left"] = [part for part in entries["left"] if part.id != key]
    home = ("customers", key)
    homes = {home} | {("values", part.key) for part in base.entries["values"] if part.home == home}
    for part in base.entries["values"]:
        if part.home == home:
            _give_back(base, without, homes, part)
    _heard_back(base, without, homes)
    order = base.frame.get("order") or []
    if key in order:
        without.frame["order"] = inserted(without.frame.get("order") or [], order, [key])
    if base.frame.get("primary") == key and not without.frame.get("primary"):
        without.frame["primary"] = key


def _give_back(base: Parts, without: Parts, homes: set[Home], value: Part) -> None:
    if value.key not in without.at("values"):
        without.entries["values"].append(copy.deepcopy(value))
    _heard_back(base, without, homes)


def _heard_back(base: Parts, without: Parts, homes: set[Home]) -> None:
    there = without.at("evidence")
    for part in base.entries["evidence"]:
        if part.home not in homes:
            continue
        if part.key in there:
            there[part.key].home = part.home
        else:
            without.entries["evidence"].append(copy.deepcopy(part))


def _take_out(kept: Parts, homes: Iterable[Home]) -> None:
    gone = set(homes)
    kept.entries["values"] = [p for p in kept.entries["values"] if ("values", p.key) not in gone]
    kept.entries["evidence"] = [p for p in kept.entries["evidence"] if p.home not in gone]
