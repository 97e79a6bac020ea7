"""Who somebody in a review came from, and what may be given to them or is news about them.

Asked of plain data, so that the agenda can plan the questions that a split, a swap in the
order or an old disagreement makes room for.
"""

from __future__ import annotations

from customer_cli.record.spec import Choice, Data, Row
from customer_cli.text import list_entries

EVIDENCE = "evidence."
"""Before the id of evidence about a group as a whole, among things that can be given."""


def part_names(row: Row) -> list[str]:
    """Return the names of the parts that *row* of the slot `lineage` splits a customer into."""
    return list(dict.fromkeys(list_entries(str(row.get("parts", "")))))


def parts(data: Data, base: Data) -> list[str]:
    """Return the customers of *data* that a split of one in *base* made, but the first of each."""
    before = base.get("customers") or {}
    made: dict[str, list[str]] = {}
    for key, customer in (data.get("customers") or {}).items():
        for origin in (customer or {}).get("was") or []:
            if key not in before and origin in before:
                made.setdefault(origin, []).append(key)
    later = [
        key
        for origin, keys in made.items()
        for key in (keys if origin in (data.get("customers") or {}) else keys[1:])
    ]
    return list(dict.fromkeys(later))


def risers(data: Data, base: Data) -> list[str]:
    """Return who wins in *data* against somebody who won against them in *base*, by rank."""
    before = {key: rank for rank, key in enumerate(base.get("order") or [])}
    order = [key for key in data.get("order") or [] if key in before]
    return [
        key
        for rank, key in enumerate(order)
        if any(before[other] < before[key] for other in order[rank + 1 :])
    ]


def open_dissent(data: Data) -> list[str]:
    """Return the ids of the disagreements of *data* that are still open."""
    dissent = (data.get("decision") or {}).get("dissent") or []
    return [str(one["id"]) for one in dissent if one.get("id") and one.get("state") != "closed"]


def choices(source: str, data: Data, about: str) -> list[Choice]:
    """Return what the customer *about* values, or for `kin` what they and those share with whom
    they came from one group."""
    customers = data.get("customers") or {}
    here = customers.get(about) or {}
    if source == "values":
        return [Choice(str(v["id"]), str(v["text"])) for v in here.get("values") or []]
    origin = set(here.get("was") or [])
    kin = [
        customer
        for key, customer in customers.items()
        if key == about or key in origin or origin & set((customer or {}).get("was") or [])
    ]
    found = []
    for customer in kin:
        found += [Choice(str(v["id"]), str(v["text"])) for v in customer.get("values") or []]
        found += [
            Choice(EVIDENCE + str(e["id"]), str(e.get("words") or e.get("source") or e["id"]))
            for e in customer.get("evidence") or []
        ]
    return found


def spoken(data: Data, about: str, kind: str | None = None) -> str:
    """Return the name of the customer *about*, or nothing.

    Of *kind* `dissent` and `learn`, it is the disagreement or the question with that id.
    """
    if kind == "dissent":
        dissent = (data.get("decision") or {}).get("dissent") or []
        return next((_said(data, one) for one in dissent if one.get("id") == about), "")
    if kind == "learn":
        learn = data.get("learn") or []
        return next((str(one["question"]) for one in learn if one.get("id") == about), "")
    return str(((data.get("customers") or {}).get(about) or {}).get("name", ""))


def _said(data: Data, dissent: Data) -> str:
    people = {p.get("id"): p.get("name") for p in data.get("people") or []}
    who = str(people.get(dissent.get("who")) or dissent.get("who") or "")
    return f"{who}: {dissent['says']}" if who else str(dissent["says"])
