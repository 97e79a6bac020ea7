"""What must agree within one record: names that lead somewhere, each once.

Looked for in plain data, so that it is told together with everything else that is wrong. A
dangling id anywhere but in `primary` and `order`, and one id for two things, is a finding and no
fault: a clean git merge can leave one, and the record still shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from customer_cli import lookalikes
from customer_cli.errors import did_you_mean, find_closest
from customer_cli.record.explain import Fault, Path, quoted
from customer_cli.record.format import FORMAT
from customer_cli.record.spec import LISTS

_WITH_IDS = tuple(spec for spec in LISTS if spec.has_ids)
KINDS = ("values", "evidence", *(spec.key for spec in _WITH_IDS))
"""What has ids of its own, by the key of its list."""
MOST_COMPARED = 500
"""Customers a strange id is compared with; a file of strangers must not keep a meeting waiting."""
MOST_NAMED = 12
"""Customers named in a remedy."""


def faults(data: Mapping[str, Any], *, whole: bool = True) -> Iterator[Fault]:
    """Yield what does not agree in *data*, which need not be a record yet.

    A part of a record (not *whole*) may rank customers that stand elsewhere.
    """
    if whole or data.get("customers"):
        yield from _strangers(data)
    yield from _ranked_twice(data)
    version = data.get("format")
    if isinstance(version, int) and version < 1:
        yield Fault(("format",), f"There is no format {version}.", f"Write format: {FORMAT}")


def listed(data: Mapping[str, Any]) -> Iterator[tuple[str, Path, Any]]:
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


def referred(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
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


def _strangers(data: Mapping[str, Any]) -> Iterator[Fault]:
    customers = data.get("customers")
    names = _names(customers if isinstance(customers, dict) else {})
    if (primary := _written(data.get("primary"))) and primary not in names:
        yield _stranger(("primary",), primary, names)
    for index, key in enumerate(_order(data)):
        if (key := _written(key)) and key not in names:
            yield _stranger(("order", index), key, names)


def _written(key: object) -> str:
    """Return *key* as the text it was written as, or nothing where it is no id."""
    text = str(key).lower() if isinstance(key, bool | int) else key
    return text if isinstance(text, str) else ""


def _stranger(path: Path, key: str, names: Mapping[str, str]) -> Fault:
    message = f'"{path[0]}" names {quoted(key)}, which is no customer of this record.'
    if sign := lookalikes.find_odd_sign(key):
        message = f"{message[:-1]}: {sign}."
    ids_by_name = {name: known for known, name in islice(names.items(), MOST_COMPARED)}
    remedy = did_you_mean(key, ids_by_name.values())
    if not remedy and (name := find_closest(key, ids_by_name)):
        remedy = f'Did you mean "{ids_by_name[name]}" ({name})?'
    return Fault(path, message, remedy or _customers_are(list(names)))


def _customers_are(known: list[str]) -> str:
    if not known:
        return "The record has no customers yet; add them first."
    rest = "." if len(known) <= MOST_NAMED else " ..."
    return f"The customers are: {', '.join(known[:MOST_NAMED])}{rest}"


def _names(customers: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: str(customer.get("name") or key) if isinstance(customer, dict) else key
        for key, customer in customers.items()
    }


def _order(data: Mapping[str, Any]) -> list[Any]:
    order = data.get("order")
    return order if isinstance(order, list) else []


def _ranked_twice(data: Mapping[str, Any]) -> Iterator[Fault]:
    first: dict[str, Path] = {}
    for index, key in enumerate(_order(data)):
        key = _written(key)
        if key and first.setdefault(key, ("order", index)) != ("order", index):
            yield Fault(("order", index), f'"{key}" stands twice in the order.', "Take one out.")
