"""Changes of customers from one sitting to the next: renamed, split, merged, gone.

Names lead to the same people for years, so nothing here is guessed and nothing is dropped in
silence: what was valued and heard goes along with the people, whoever refers to them is
pointed to their successors, and who is gone leaves an entry behind that says so.

Every function changes *data*, a record in canonical form, in place. Of an id that the data
does not hold it says nothing.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Container, Iterable, Sequence
from typing import Any

from customer_cli import ids
from customer_cli.record.spec import LISTS, Data
from customer_cli.text import as_typed

REVIEW_GUIDE = "review"
"""The guide that goes on from an older record, where none is named."""
_SHARED = ("facts", "pays_with", "serves")
"""What every part of a group starts with; what they value is given to one and then divided."""
_JOINED = ("facts", "pays_with", "serves", "same_people_as", "values", "evidence")
"""Lists of a customer that a merger puts together."""


def next_record(earlier: Data, label: str, held: str, still: Container[str] = ()) -> Data:
    """Return what a sitting held on *held* starts from, after the record *earlier* of *label*.

    Reasons and acknowledgements belong to the sitting that gave them and start empty, and so do
    support, confirmation and the day to look again; what was learned or settled stays behind in
    the older record, but for questions and disagreements with ids in *still*.
    """
    data = copy.deepcopy(earlier)
    data |= {"held": held, "previous": label}
    data.pop("acknowledged", None)
    for customer in (data.get("customers") or {}).values():
        customer.pop("because", None)
    learn = data.get("learn") or []
    open_now = [one for one in learn if not one.get("answered_by") or one.get("id") in still]
    _set_list(data, "learn", open_now)
    if decision := data.get("decision"):
        dissent = decision.get("dissent") or []
        stands = [d for d in dissent if d.get("state", "open") == "open" or d.get("id") in still]
        _set_list(decision, "dissent", stands)
        for bound in ("because", "support", "confirmed", "read_back", "review_by"):
            decision.pop(bound, None)
    return data


def set_review_date(data: Data) -> Data:
    """Return *data* with the day to look again, a year after the sitting unless one is named."""
    decision = data.get("decision") or {}
    if decision.get("review_by"):
        return data
    held = dt.date.fromisoformat(str(data["held"]))
    # There is no 29th of February a year later.
    day = min(held.day, 28) if held.month == 2 else held.day
    review = held.replace(year=held.year + 1, day=day).isoformat()
    return data | {"decision": {**decision, "review_by": review}}


def _set_list(home: Data, name: str, entries: list[Any]) -> None:
    home.pop(name, None)
    if entries:
        home[name] = entries


def rename_customer(data: Data, customer_id: str, name: str) -> None:
    """Give the customer a better name; the id, and with it the history, stays."""
    if customer_id in data["customers"]:
        data["customers"][customer_id]["name"] = name


def split_customer(data: Data, customer_id: str, names: Sequence[str], because: str = "") -> None:
    """Make several customers, called *names*, of one.

    A part with the old name, or one that makes the old id, keeps the id and the place in the
    file; the others come last.
    The first part takes along what was valued and heard. If the customer was primary, nobody
    is until that is answered anew: the parts may not come first together.
    """
    customers = data["customers"]
    whole = customers.get(customer_id)
    if whole is None:
        return
    parts = _part_ids(customers, customer_id, names)
    origin = list(dict.fromkeys([*(whole.get("was") or []), customer_id]))
    shared = {key: list(whole[key]) for key in _SHARED if whole.get(key)}
    for number, (part, name) in enumerate(parts.items()):
        if part == customer_id:
            made = (
                whole
                if number == 0
                else {k: v for k, v in whole.items() if k not in ("values", "evidence")}
            )
            made["name"] = name
        else:
            rest = {k: v for k, v in whole.items() if k not in ("name", "was", "because")}
            made = copy.deepcopy(rest if number == 0 else shared)
            made = {"name": name, **made, "was": list(origin)}
        if because:
            made["because"] = because
        customers[part] = made
    if customer_id not in parts:
        del customers[customer_id]
    first = next(iter(parts))
    _replace_in_order(data, customer_id, list(parts))
    _redirect(data, customer_id, customer_id if customer_id in parts else first)
    if data.get("primary") == customer_id:
        del data["primary"]


def _part_ids(customers: Data, customer_id: str, names: Sequence[str]) -> dict[str, str]:
    old = as_typed(str(customers[customer_id]["name"])).casefold()
    parts: dict[str, str] = {}
    for name in names:
        keeps = as_typed(name).casefold() == old or ids.from_name(name) == customer_id
        if keeps and customer_id not in parts:
            parts[customer_id] = name
        else:
            # A name that is not spelled in Latin letters is told apart by where it came from.
            wanted = ids.from_name(name) or ids.with_digest(f"{customer_id}-part", name)
            taken = {key: str(customer["name"]) for key, customer in customers.items()} | parts
            parts[ids.mint_id(wanted, name, taken, {})] = name
    return parts


def merge_customers(
    data: Data, customer_id: str, into: str, name: str = "", because: str = ""
) -> None:
    """Put the customer and the one called *into* together, under a *name* for both or the old."""
    customers = data["customers"]
    if customer_id not in customers or into not in customers or customer_id == into:
        return
    gone, whole = customers.pop(customer_id), customers[into]
    origin = [*(whole.get("was") or []), *(gone.get("was") or []), customer_id]
    whole["was"] = list(dict.fromkeys(origin))
    for key in _JOINED:
        both = [*(whole.get(key) or []), *(gone.get(key) or [])]
        if both:
            whole[key] = [item for n, item in enumerate(both) if item not in both[:n]]
    if name:
        whole["name"] = name
    if because:
        whole["because"] = because
    _replace_in_order(data, customer_id, [])
    if data.get("primary") == customer_id:
        data["primary"] = into
    _redirect(data, customer_id, into)


def remove_customer(data: Data, customer_id: str, because: str = "") -> None:
    """Take the customer out; what was heard of them stays in an entry that says why they left."""
    gone = data["customers"].pop(customer_id, None)
    if gone is None:
        return
    heard = [*(gone.get("evidence") or [])]
    for value in gone.get("values") or []:
        heard += value.get("evidence") or []
    entry = {"id": customer_id, "because": because, "evidence": heard}
    data.setdefault("left", []).append({key: said for key, said in entry.items() if said})
    _replace_in_order(data, customer_id, [])
    if data.get("primary") == customer_id:
        del data["primary"]
    _redirect(data, customer_id, "")


def give_values(data: Data, to: str, value_ids: Iterable[str], evidence_ids: Iterable[str]) -> None:
    """Move values, and evidence about a group as a whole, to the customer called *to*."""
    home = data["customers"].get(to)
    if home is None:
        return
    for key, wanted in (("values", set(value_ids)), ("evidence", set(evidence_ids))):
        moved: list[Any] = []
        for customer in data["customers"].values():
            if customer is not home:
                there = customer.get(key) or []
                moved += [item for item in there if item.get("id") in wanted]
                stays = [item for item in there if item.get("id") not in wanted]
                _set_list(customer, key, stays)
        if moved:
            home[key] = [*(home.get(key) or []), *moved]


def _replace_in_order(data: Data, customer_id: str, instead: list[str]) -> None:
    order = data.get("order") or []
    if customer_id in order:
        place = order.index(customer_id)
        data["order"] = list(dict.fromkeys([*order[:place], *instead, *order[place + 1 :]]))


def _redirect(data: Data, customer_id: str, successor: str) -> None:
    """Point whatever refers to *customer_id* to *successor*, or to nobody where that is empty."""
    if successor == customer_id:
        return
    for key, customer in data["customers"].items():
        for name in ("serves", "same_people_as"):
            if customer_id in (customer.get(name) or []):
                there = [successor if one == customer_id else one for one in customer[name]]
                customer[name] = [one for one in dict.fromkeys(there) if one and one != key]
                if not customer[name]:
                    del customer[name]
    for spec in LISTS:
        named = [field.name for field in spec.referring("customers")]
        needed = [field.name for field in spec.referring("customers") if field.required]
        for entry in spec.of_data(data):
            for name in named:
                if entry.get(name) == customer_id:
                    entry[name] = successor
                if entry.get(name) == "" and name not in needed:
                    del entry[name]
        if needed:
            # An entry about nobody says nothing, nor does one of somebody beside themselves.
            home = data[spec.above[0]] if spec.above else data
            found = [([entry[name] for name in needed], entry) for entry in spec.of_data(data)]
            stays = [entry for names, entry in found if all(names) and len({*names}) == len(names)]
            _set_list(home, spec.key, stays)
