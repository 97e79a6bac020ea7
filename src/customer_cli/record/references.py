"""Ids within a record: which entries have one, what refers to it, and those that are made.

Names must lead somewhere, each once. That is looked for in plain data, so that it is told together
with everything else that is wrong. A dangling id anywhere but in `primary` and `order`, and one id
for two things, is a finding and no problem: a clean git merge can leave one, and the record still
shows.

In canonical form a record has no shorthands, and every entry an id of its own. Hand-written files
may leave out ids and write a value or a person as plain words, and a merge in git may leave one id
to two entries. An id that is made here comes from what the entry says, whatever stands beside it,
so that two branches which both add something do not meet in one id; the first entry of an id
keeps it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from customer_cli import ids, lookalikes
from customer_cli.errors import did_you_mean, find_closest
from customer_cli.record.explain import Path, PathProblem, quote
from customer_cli.record.format import EVIDENCE_FIELDS, FORMAT
from customer_cli.record.spec import LISTS

_WITH_IDS = tuple(spec for spec in LISTS if spec.has_ids)
KINDS = ("values", "evidence", *(spec.key for spec in _WITH_IDS))
"""What has ids of its own, by the key of its list."""
MOST_COMPARED = 500
"""Customers a strange id is compared with; a file of strangers must not keep a meeting waiting."""
MOST_NAMED = 12
"""Customers named in a remedy."""


def find_problems(data: Mapping[str, Any], *, whole: bool = True) -> Iterator[PathProblem]:
    """Yield what does not agree in *data*, which need not be a record yet.

    A part of a record (not *whole*) may rank customers that stand elsewhere.
    """
    if whole or data.get("customers"):
        yield from _unknown_customers(data)
    yield from _ranked_twice(data)
    version = data.get("format")
    if isinstance(version, int) and version < 1:
        yield PathProblem(("format",), f"There is no format {version}.", f"Write format: {FORMAT}")


def entries_with_ids(data: Mapping[str, Any]) -> Iterator[tuple[str, Path, Any]]:
    """Yield every entry of *data* that may have an id: its kind, its path and what it is."""
    yield from _entries(data, "people", ())
    customers = data.get("customers")
    for key, customer in customers.items() if isinstance(customers, dict) else ():
        for kind, path, value in _entries(customer, "values", ("customers", key)):
            yield kind, path, value
            yield from _entries(value, "evidence", path)
        yield from _entries(customer, "evidence", ("customers", key))
    for _, path, left in _entries(data, "left", ()):
        yield from _entries(left, "evidence", path)
    for spec in _WITH_IDS:
        if spec.key != "people":
            home: object = data
            for key in spec.above:
                home = home.get(key) if isinstance(home, dict) else None
            yield from _entries(home, spec.key, spec.above)


def references_in(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what *data*, in canonical form, refers to by an id beside customers: its kind and id."""
    for spec in LISTS:
        for field in spec.referring("people", "evidence"):
            for entry in spec.of_data(data):
                said = entry.get(field.name) or ""
                for key in said if isinstance(said, list) else [said]:
                    yield field.source, str(key)
    decision = data.get("decision") or {}
    for key in (*(decision.get("support") or ()), *(decision.get("confirmed") or ())):
        yield "people", str(key)
    for seen in data.get("acknowledged") or ():
        yield from ((kind, step) for step in str(seen.get("where")).split(".") for kind in KINDS)


def _entries(data: object, kind: str, above: Path) -> Iterator[tuple[str, Path, Any]]:
    entries = data.get(kind) if isinstance(data, dict) else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        yield kind, (*above, kind, index), entry


def _unknown_customers(data: Mapping[str, Any]) -> Iterator[PathProblem]:
    customers = data.get("customers")
    names = _customer_names(customers if isinstance(customers, dict) else {})
    if (primary := _as_written(data.get("primary"))) and primary not in names:
        yield _unknown_customer(("primary",), primary, names)
    for index, key in enumerate(_order(data)):
        if (key := _as_written(key)) and key not in names:
            yield _unknown_customer(("order", index), key, names)


def _as_written(key: object) -> str:
    """Return *key* as the text it was written as, or nothing where it is no id."""
    text = str(key).lower() if isinstance(key, bool | int) else key
    return text if isinstance(text, str) else ""


def _unknown_customer(path: Path, key: str, names: Mapping[str, str]) -> PathProblem:
    message = f'"{path[0]}" names {quote(key)}, which is no customer of this record.'
    if sign := lookalikes.find_odd_sign(key):
        message = f"{message[:-1]}: {sign}."
    ids_by_name = {name: known for known, name in islice(names.items(), MOST_COMPARED)}
    remedy = did_you_mean(key, ids_by_name.values())
    if not remedy and (name := find_closest(key, ids_by_name)):
        remedy = f'Did you mean "{ids_by_name[name]}" ({name})?'
    if not remedy and not names:
        remedy = "The record has no customers yet; add them first."
    if not remedy:
        rest = "." if len(names) <= MOST_NAMED else " ..."
        remedy = f"The customers are: {', '.join(islice(names, MOST_NAMED))}{rest}"
    return PathProblem(path, message, remedy)


def _customer_names(customers: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: str(customer.get("name") or key) if isinstance(customer, dict) else key
        for key, customer in customers.items()
    }


def _order(data: Mapping[str, Any]) -> list[Any]:
    order = data.get("order")
    return order if isinstance(order, list) else []


def _ranked_twice(data: Mapping[str, Any]) -> Iterator[PathProblem]:
    first: dict[str, Path] = {}
    for index, key in enumerate(_order(data)):
        key = _as_written(key)
        if key and first.setdefault(key, ("order", index)) != ("order", index):
            yield PathProblem(
                ("order", index), f'"{key}" stands twice in the order.', "Take one out."
            )


Entry = Mapping[str, Any]


def complete_ids(
    data: Mapping[str, Any], earlier: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return a copy of *data*, a sound record as plain data or a part of one, in canonical form.

    What is in canonical form already comes back as it is. No id is made that *earlier*, the
    data of a record this one goes on from, gave to other words.
    """
    whole = copy.deepcopy(dict(data))
    if isinstance(word := whole.get("word"), str):
        whole["word"] = {"one": word, "many": f"{word}s"}
    _expand_shorthands(whole)
    taken, without = _find_ids(whole)
    held, _ = _find_ids(earlier or {})
    for kind, path, entry in without:
        wanted, words = _propose_id(whole, kind, path, entry), _words_of(kind, entry)
        key = ids.mint_id(wanted, words, taken.setdefault(kind, {}), held.get(kind, {}))
        taken[kind][key] = words
        rest = {name: value for name, value in entry.items() if name != "id"}
        entry.clear()
        entry |= {"id": key, **rest}
    return whole


def keep_file_ids(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of *data*, in canonical form, with the ids of the file it is written into.

    *before* is what that file holds. An entry that has no id there, or one that stands twice, goes
    without its own again, unless something refers to it that did not before.
    """
    whole = copy.deepcopy(dict(data))
    lent = {
        (kind, entry["id"]): there.get("id") if isinstance(there, dict) else None
        for (kind, _, entry), (_, _, there) in zip(
            entries_with_ids(complete_ids(before)), entries_with_ids(before), strict=True
        )
        if not isinstance(there, dict) or there.get("id") != entry["id"]
    }
    needed = set(references_in(whole)) - set(references_in(before))
    for kind, _, entry in entries_with_ids(whole):
        given = kind, entry["id"]
        if given in lent and given not in needed:
            if lent[given]:
                entry["id"] = lent[given]
            else:
                del entry["id"]
    return whole


def evidence_id(piece: Entry, about: str) -> str:
    """Return the id of *piece*, heard of the value or customer *about*: its day and a digest."""
    heard = (str(piece.get(key) or "") for key in EVIDENCE_FIELDS)
    readable = "-".join(filter(None, (str(piece.get("date") or ""), about)))
    return ids.with_digest(readable, about, *heard)


def _find_ids(data: Entry) -> tuple[dict[str, dict[str, str]], list[tuple[str, Path, Any]]]:
    """Return the ids in *data* by kind, each with what it was given to, and who has none of its own."""
    given: dict[str, dict[str, str]] = {}
    without = []
    for kind, path, entry in entries_with_ids(data):
        key = entry.get("id") if isinstance(entry, dict) else None
        known = given.setdefault(kind, {})
        if key and str(key) not in known:
            known[str(key)] = _words_of(kind, entry)
        else:
            without.append((kind, path, entry))
    return given, without


def _expand_shorthands(whole: dict[str, Any]) -> None:
    for kind, path, entry in list(entries_with_ids(whole)):
        if not isinstance(entry, dict):
            home: Any = whole
            for step in path[:-1]:
                home = home[step]
            home[path[-1]] = {"name" if kind == "people" else "text": str(entry)}


def _words_of(kind: str, entry: Entry) -> str:
    if kind == "evidence":
        return "\n".join(str(entry.get(key) or "") for key in EVIDENCE_FIELDS)
    return str(entry.get(_WORDS[kind]) or "")


_WORDS = {"values": "text"} | {one.key: one.identity[0] for one in LISTS if one.has_ids}
"""The key of the words an id is made from, by kind."""
_UNNAMED = {"values": "value"} | {spec.key: spec.kind for spec in LISTS}
"""What stands for words that cannot be spelled in Latin letters."""


def _propose_id(whole: Entry, kind: str, path: Path, entry: Entry) -> str:
    if kind == "evidence":
        return evidence_id(entry, _owner_id(whole, path))
    words = _words_of(kind, entry)
    if kind != "people":
        return ids.from_sentence(words, _UNNAMED[kind])
    role = str(entry.get("role") or "")
    readable = ids.slug(words) or ids.slug(role) or _UNNAMED[kind]
    return ids.from_name(words) or ids.with_digest(readable, words, role)


def _owner_id(whole: Entry, path: Path) -> str:
    """Return the id of the value, or the customer, that the evidence at *path* belongs to."""
    home: Any = whole
    for step in path[:-2]:
        home = home[step]
    return str(home["id"] if isinstance(path[-3], int) else path[-3])
