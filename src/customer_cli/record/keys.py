"""Keys that do not belong where they stand: mistyped, in the wrong place, with signs nobody sees.

A key that is like none of the format is the team's own and is kept; `misfit` says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from customer_cli import lookalikes
from customer_cli.errors import find_mistyped
from customer_cli.record import explain
from customer_cli.record.explain import NAMES, Path, PathProblem, quote
from customer_cli.record.finding import place_by_id
from customer_cli.record.model import Customer, Record

RESERVED = ("outputs", "positions", "voices")
"""Keys that the format keeps free for what comes next."""
_MOST_HOMES = 3
"""Places named for a key that belongs in several."""


def misplaced_keys(data: Mapping[str, Any]) -> Iterator[PathProblem]:
    """Yield the faults of all keys of *data*, a record in whole or in part, that belong elsewhere.

    A key that the team has acknowledged is none of them.
    """
    known = data.get("acknowledged")
    seen = [one for one in known if isinstance(one, dict)] if isinstance(known, list) else []
    places = [str(one.get("where", "")) for one in seen if one.get("rule") == "F01"]
    for path, value in unknown_keys(data):
        fault = explain_key(path, value)
        if fault and not any(f"{place_by_id(data, path)}.".startswith(f"{at}.") for at in places):
            yield fault


def unknown_keys(data: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    """Yield every key of *data* that the format does not know where it stands, with its value."""
    yield from _unknown_keys(Record, data, ())


def _unknown_keys(shape: Any, value: object, path: Path) -> Iterator[tuple[Path, Any]]:
    inner = get_args(shape)
    if isinstance(value, dict) and (model := explain.model_in(shape)):
        below = explain.types_by_key(model)
        for key, entry in value.items():
            if key in below:
                yield from _unknown_keys(below[key], entry, (*path, key))
            elif path or key not in RESERVED:
                yield (*path, key), entry
    elif isinstance(value, dict) and inner:
        for key, entry in value.items():
            yield from _unknown_keys(explain.without_annotations(inner[-1]), entry, (*path, key))
    elif isinstance(value, list) and inner:
        for index, entry in enumerate(value):
            yield from _unknown_keys(explain.without_annotations(inner[0]), entry, (*path, index))


def keys_among_customers(data: Mapping[str, Any]) -> Iterator[PathProblem]:
    """Yield the faults of keys of *data* that stand where the ids of customers do.

    Somebody called `values` may be a customer, with a name; a list of values is none.
    """
    customers = data.get("customers")
    for key, value in customers.items() if isinstance(customers, dict) else ():
        homes = [] if isinstance(value, dict) and "name" in value else _find_homes(key, Customer)
        if homes:
            message = (
                f'The key "{key}" belongs in {_name_homes(homes)}, and stands among the customers.'
            )
            yield PathProblem(("customers", key), message, _move_remedy(homes, None), at_key=True)


def explain_key(path: Path, value: object) -> PathProblem | None:
    """Return the fault of the unknown key at the end of *path* of a record, with its *value*.

    None is returned where it is like no key of the format.
    """
    key, owner = str(path[-1]), explain.model_at(Record, path[:-1])
    if fault := _explain_odd_sign(key, path, owner):
        return fault
    here = f"in {NAMES[owner.__name__]}"
    if meant := find_mistyped(key, explain.keys_of(owner)):
        message = f'The key "{key}" is not known {here}.'
        return PathProblem(path, message, f'Did you mean "{meant}"?', at_key=True)
    if homes := _find_homes(key, owner):
        here = here if len(path) > 1 else "at the top"
        message = f'The key "{key}" belongs in {_name_homes(homes)}, and stands {here}.'
        return PathProblem(path, message, _move_remedy(homes, owner), at_key=True)
    if is_customer(value):
        message = f'{quote(key)} looks like a customer, and stands outside of "customers".'
        return PathProblem(
            path, message, 'Move it below "customers", beside the others.', at_key=True
        )
    return None


def is_customer(value: object) -> bool:
    """Tell whether *value* has the keys of a customer and no other."""
    return (
        isinstance(value, dict)
        and "name" in value
        and value.keys() <= set(explain.keys_of(Customer))
    )


def _explain_odd_sign(key: str, path: Path, owner: type[BaseModel]) -> PathProblem | None:
    slip = lookalikes.find_slip(key)
    if slip and not key.isascii():
        return PathProblem(path, slip.message, slip.remedy, at_key=True)
    plain = lookalikes.use_plain_signs(key).strip()
    sign = lookalikes.find_odd_sign(key)
    if not sign or plain == key or plain not in explain.keys_of(owner):
        return None
    message = f"{sign[:1].upper()}{sign[1:]}, so that this is not the key {quote(plain)}."
    return PathProblem(path, message, f"Type it anew: {plain}:", at_key=True)


def _find_homes(key: str, near: type[BaseModel]) -> list[type[BaseModel]]:
    """Return the parts of a record that know *key*, those as deep as *near* first."""
    depths = explain.model_depths(Record)
    found = [model for model in depths if key in explain.keys_of(model)]
    return sorted(found, key=lambda model: abs(depths[model] - depths[near]))


def _name_homes(homes: list[type[BaseModel]]) -> str:
    names = [NAMES[home.__name__] for home in homes]
    if len(names) > _MOST_HOMES:
        return f"{', '.join(names[:_MOST_HOMES])} or another part"
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _move_remedy(homes: list[type[BaseModel]], owner: type[BaseModel] | None) -> str:
    """Return where to move a key that *owner*, or what is no part by itself, has by mistake."""
    depths = explain.model_depths(Record)
    name = NAMES[homes[0].__name__]
    if depths[homes[0]] > (depths[owner] if owner else 0):
        return f"Indent it deeper, below {name}, if that is what it is about."
    return f"Begin it further left, in the column of the keys of {name}."
