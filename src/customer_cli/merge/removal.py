"""Customers and values that one side took out, and customers who have another id by now.

A customer who left and a value that was dropped go, unless the other side changed them or added
to them meanwhile: then whoever saves is asked, and either both sides have them or neither.
What was heard of somebody who has left is no question; it goes into their `left` entry.

A customer who got another id, or went into a merger or a split, is the same people still (`was`
says so). Before anything is merged, all three records call them alike, and whatever refers to
them does, also what the other side has added under the old id.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from customer_cli.merge.entries import (
    Data,
    Home,
    PlacedEntry,
    RecordParts,
    Side,
    insert_new,
    is_same,
)
from customer_cli.record.spec import LISTS

Goes = Callable[[str, Any, Any, Side], bool]
"""Told the place, what was there and what it is now to the side that kept it, and who took it
out: whether it goes."""


def settle_removals(base: RecordParts, theirs: RecordParts, ours: RecordParts, goes: Goes) -> None:
    """Change *theirs* and *ours* so that a customer or value that only one has left is untouched."""
    sides: tuple[tuple[Side, RecordParts, RecordParts], ...] = (
        ("theirs", theirs, ours),
        ("ours", ours, theirs),
    )
    for by, without, kept in sides:
        touched = _find_touched(base, kept)
        left = {part.id for part in without.entries["left"]}
        for key in base.customers:
            if key in without.customers or key not in kept.customers:
                continue
            if _is_about(base, kept, key, touched, has_left=key in left):
                here = _gather_entry(kept, ("customers", key), kept.customers[key])
                was = _gather_entry(base, ("customers", key), base.customers[key])
                if goes(f"customers.{key}", was, here, by):
                    _let_go(kept, key, without.frame.get("primary"))
                else:
                    _bring_back(base, without, key)
        _settle_values(base, without, kept, touched, goes, by)


def _settle_values(
    base: RecordParts,
    without: RecordParts,
    kept: RecordParts,
    touched: set[Home],
    goes: Goes,
    by: Side,
) -> None:
    here, there = kept.at("values"), without.at("values")
    for key, before in base.at("values").items():
        if key in there or key not in here or here[key].home[1] not in without.customers:
            continue
        part = here[key]
        if (
            ("values", key) in touched
            or part.home != before.home
            or not is_same(part.entry, before.entry)
        ):
            place = f"customers.{part.home[1]}.values.{part.id or part.entry['text']}"
            home = ("values", key)
            if goes(
                place,
                _gather_entry(base, home, before.entry),
                _gather_entry(kept, home, part.entry),
                by,
            ):
                _take_out(kept, {("values", key)})
            else:
                _give_back(base, without, {("values", key)}, before)


def _find_touched(base: RecordParts, kept: RecordParts) -> set[Home]:
    """Return those of whom *kept* has heard something that is not in *base*, or is other there."""
    before = base.at("evidence")
    return {
        part.home
        for key, part in kept.at("evidence").items()
        if key not in before or not is_same(part.entry, before[key].entry)
    }


def _is_about(
    base: RecordParts, kept: RecordParts, key: str, touched: set[Home], *, has_left: bool
) -> bool:
    """Tell whether *kept* has said something of the customer that would be lost with them."""
    if not is_same(kept.customers[key], base.customers[key]):
        return True
    if kept.frame.get("primary") == key != base.frame.get("primary"):
        return True
    before = base.at("values")
    home = ("customers", key)
    for part in kept.entries["values"]:
        known = before.get(part.key)
        if part.home == home and (known is None or known.home != home):
            return True
        if part.home == home and known is not None and not is_same(part.entry, known.entry):
            return True
    heard = {home} | {("values", part.key) for part in base.entries["values"] if part.home == home}
    return not has_left and bool(heard & touched)


def _gather_entry(parts: RecordParts, home: Home, entry: Mapping[str, Any]) -> Data:
    """Return *entry* with what belongs to it, as a record has it."""
    told = copy.deepcopy(dict(entry))
    for kind in ("values", "evidence"):
        below = [part for part in parts.entries[kind] if part.home == home]
        if below:
            told[kind] = [_gather_entry(parts, ("values", part.key), part.entry) if kind == "values"
                          else copy.deepcopy(part.entry) for part in below]  # fmt: skip
    return told


def _let_go(kept: RecordParts, key: str, primary: str | None) -> None:
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


def _bring_back(base: RecordParts, without: RecordParts, key: str) -> None:
    """Put the customer into *without* as in *base*, as if nobody had taken them out."""
    entries = without.entries
    without.customers = {
        name: without.customers.get(name) or copy.deepcopy(base.customers[key])
        for name in insert_new(list(without.customers), list(base.customers), [key])
    }
    entries["left"] = [part for part in entries["left"] if part.id != key]
    home = ("customers", key)
    homes = {home} | {("values", part.key) for part in base.entries["values"] if part.home == home}
    for part in base.entries["values"]:
        if part.home == home:
            _give_back(base, without, homes, part)
    _give_evidence_back(base, without, homes)
    order = base.frame.get("order") or []
    if key in order:
        without.frame["order"] = insert_new(without.frame.get("order") or [], order, [key])
    if base.frame.get("primary") == key and not without.frame.get("primary"):
        without.frame["primary"] = key


def _give_back(
    base: RecordParts, without: RecordParts, homes: set[Home], value: PlacedEntry
) -> None:
    if value.key not in without.at("values"):
        without.entries["values"].append(copy.deepcopy(value))
    _give_evidence_back(base, without, homes)


def _give_evidence_back(base: RecordParts, without: RecordParts, homes: set[Home]) -> None:
    there = without.at("evidence")
    for part in base.entries["evidence"]:
        if part.home not in homes:
            continue
        if part.key in there:
            there[part.key].home = part.home
        else:
            without.entries["evidence"].append(copy.deepcopy(part))


def _take_out(kept: RecordParts, homes: Iterable[Home]) -> None:
    gone = set(homes)
    kept.entries["values"] = [p for p in kept.entries["values"] if ("values", p.key) not in gone]
    kept.entries["evidence"] = [p for p in kept.entries["evidence"] if p.home not in gone]


_REFERRING = {spec.key: [one.name for one in spec.referring("customers")] for spec in LISTS}


@dataclass(frozen=True, slots=True)
class LooseChange:
    """What one side changed of a customer whom the other put together with somebody else."""

    customer: str
    """The id that all of them have now."""
    key: str
    base: Any
    said: Any


def unify_ids(
    base: RecordParts, theirs: RecordParts, ours: RecordParts
) -> tuple[list[LooseChange], list[LooseChange]]:
    """Give each customer one id in all three; return what found no place, of theirs and of ours."""
    before = base.customers
    renamed = _choose_names(before, theirs, ours)
    picked: dict[tuple[str, str], str] = {}
    loose: list[list[LooseChange]] = []
    for parts, names in ((theirs, renamed[1]), (ours, renamed[2])):
        found = list(_join_customers(parts, names, before, picked))
        loose.append(found)
        _point_entries(parts, names)
    list(_join_customers(base, renamed[0], before, picked))
    _point_entries(base, renamed[0])
    return loose[0], loose[1]


def _find_heirs(before: Mapping[str, Data], side: RecordParts) -> dict[str, str]:
    """Return who took over from the customers that *side* has under that id no more.

    Of several parts it is the first, who takes along what was heard (`succession.split`).
    """
    heirs: dict[str, str] = {}
    for key, customer in side.customers.items():
        for origin in customer.get("was") or ():
            if origin in before and origin not in side.customers:
                heirs.setdefault(origin, key)
    return heirs


def _choose_names(
    before: Mapping[str, Data], theirs: RecordParts, ours: RecordParts
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Return for base, theirs and ours which ids are called what from now on."""
    one, other = _find_heirs(before, theirs), _find_heirs(before, ours)
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


def _join_customers(
    parts: RecordParts, names: Mapping[str, str], before: Mapping[str, Data],
    picked: dict[tuple[str, str], str],
) -> Iterator[LooseChange]:  # fmt: skip
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
                    yield LooseChange(
                        new, name, before.get(key, {}).get(name), parts.customers[key][name]
                    )
        customers[new] = whole
    parts.customers = customers


def _point_entries(parts: RecordParts, names: Mapping[str, str]) -> None:
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
                customer[name] = _rename_keys(customer[name], names, key)
                if not customer[name]:
                    del customer[name]  # a record holds no empty list
    _point_frame(parts.frame, names)


def _point_frame(frame: Data, names: Mapping[str, str]) -> None:
    for ranked in (frame, (frame.get("decision") or {}).get("read_back") or {}):
        if ranked.get("order"):
            # Whoever joins somebody who is ranked takes that rank (`succession.merge`).
            there = set(ranked["order"])
            stay = [key for key in ranked["order"] if names.get(key) not in there - {key}]
            ranked["order"] = _rename_keys(stay, names)
        if ranked.get("primary"):
            ranked["primary"] = names.get(ranked["primary"], ranked["primary"])
    if frame.get("skipped"):
        frame["skipped"] = list(
            dict.fromkeys(_rename_question(key, names) for key in frame["skipped"])
        )
    if frame.get("answers"):
        frame["answers"] = {
            _rename_question(key, names): said for key, said in frame["answers"].items()
        }


def _rename_keys(keys: list[str], names: Mapping[str, str], itself: str = "") -> list[str]:
    new = (names.get(key, key) for key in keys)
    return [key for key in dict.fromkeys(new) if key != itself]


def _rename_question(key: str, names: Mapping[str, str]) -> str:
    """Return the key of a question that was asked about a customer under the new id."""
    question, dot, about = key.partition(".")
    return f"{question}{dot}{names.get(about, about)}"
