"""Answers as rows: what is offered, checked, cleaned and summed up.

Everything here holds for every slot and every driver, so an answer is judged in the same way
whether it was typed, pasted, or read from a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import product

from customer_cli import ids
from customer_cli.interview.store import Slot
from customer_cli.record.spec import Choice, Data, Field, Row, Rows
from customer_cli.text import as_typed, clean, clean_line, list_entries

NAMED = ("customers", "people", "newcomers")
"""Slots whose rows need an id, which is made from the name."""


EVIDENCE_PREFIX = "evidence."
"""Before the id of evidence about a group as a whole, among things that can be given."""


def with_wording(field: Field, labels: Mapping[str, str]) -> Field:
    """Return *field* in the words of *labels*: its own, and those of its choices.

    What a guide words is what the room talks about, so these choices come first, in its order.
    """
    known = {choice.id for choice in field.choices}
    first = [Choice(key, said) for key, said in labels.items() if key in known]
    rest = [choice for choice in field.choices if choice.id not in labels]
    return field._replace(label=labels.get(field.name, field.label), choices=(*first, *rest))


def with_choices(field: Field, data: Data, about: str = "") -> Field:
    """Return *field* with the choices that the record has to offer for it."""
    if not field.source:
        return field
    if field.source == "people":
        people = data.get("people") or []
        found = [Choice(str(p["id"]), str(p["name"])) for p in people if p.get("id")]
    elif field.source in ("values", "kin"):
        found = value_choices(field.source, data, about)
    else:
        customers = data.get("customers") or {}
        found = [Choice(key, str(customer["name"])) for key, customer in customers.items()]
        if field.source == "others":
            found = [choice for choice in found if choice.id != about]
        if field.widget == "order":
            # The ranking starts from what is known already: the primary customer comes first.
            found.sort(key=lambda choice: choice.id != data.get("primary"))
    return field._replace(choices=tuple(found) + field.choices)


def value_choices(source: str, data: Data, about: str) -> list[Choice]:
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
            Choice(
                EVIDENCE_PREFIX + str(e["id"]), str(e.get("words") or e.get("source") or e["id"])
            )
            for e in customer.get("evidence") or []
        ]
    return found


def split_names(row: Row) -> list[str]:
    """Return the names of the parts that *row* of the slot `lineage` splits a customer into."""
    return list(dict.fromkeys(list_entries(str(row.get("parts", "")))))


def normalize(slot: Slot, rows: Sequence[Row]) -> Rows:
    """Return *rows* as they are kept: cleaned, without empty blanks, with the ids they need.

    A customer or a person gets an id from the name; one with letters that are not Latin gets
    none here, and `problem` asks for it.
    """
    normal = (_normalize_row(slot, row) for row in rows)
    kept = [row for row in normal if any(value for name, value in row.items() if name != "id")]
    if slot.name in NAMED:
        taken = {str(row["id"]): str(row.get("name", "")) for row in kept if row.get("id")}
        for row in kept:
            name = str(row.get("name", ""))
            if not row.get("id") and (wanted := ids.from_name(name)):
                row["id"] = made = ids.mint_id(wanted, name, taken, {})
                taken[made] = name
    return tuple(kept)


def _normalize_row(slot: Slot, row: Row) -> dict[str, str | Sequence[str]]:
    kept: dict[str, str | Sequence[str]] = {}
    if row.get("id") and isinstance(row["id"], str):
        kept["id"] = row["id"].strip()
    for field in slot.fields:
        value = row.get(field.name, "")
        if isinstance(value, str):
            value = clean(value) if field.widget == "text" else clean_line(value)
        else:
            value = list(dict.fromkeys(clean_line(item) for item in value))
        if value:
            kept[field.name] = value
    return kept


def find_problem(slot: Slot, rows: Rows, fields: Sequence[Field]) -> str:
    """Return why *rows* cannot be the answer, with a remedy, or an empty string.

    *fields* are the slot's, with their choices (see `with_choices`); *rows* are settled.
    """
    if not slot.many and len(rows) > 1:
        return "This question takes one answer."
    for row, field in product(rows, fields):
        if field.applies(row) and (found := find_field_problem(field, row.get(field.name, ""))):
            return found
    if slot.name in NAMED and (found := _name_problem(rows, namesakes=slot.name == "people")):
        return found
    splits = slot.name == "lineage" and rows and rows[0].get("becomes") == "split"
    if splits and len(split_names(rows[0])) < 2:
        return "A split needs two groups at least. Write each on a line of its own."
    if slot.name == "tie_breaks" and any(row.get("prefer") == row.get("over") for row in rows):
        return "A tie-break needs two different customers: who wins, and over whom?"
    return ""


def find_field_problem(field: Field, value: str | Sequence[str]) -> str:
    """Return why *value* cannot stand in *field*, with a remedy, or an empty string."""
    if not value:
        return f'"{field.label}" is still empty. {_remedy(field)}' if field.required else ""
    if field.widget in ("choice", "several", "order") and not field.free:
        known = {choice.id for choice in field.choices}
        for item in [value] if isinstance(value, str) else value:
            if item not in known:
                return f'"{item}" cannot be chosen here. {_remedy(field)}'
    if field.widget == "date" and not is_date(str(value)):
        return f'"{value}" is not a date. Write year-month-day, such as 2026-03-14.'
    if field.widget == "number" and not (str(value).isascii() and str(value).isdigit()):
        return f'"{value}" is not a number. Write it in digits, such as 12.'
    return ""


def _remedy(field: Field) -> str:
    if not field.choices:
        return "A few words are enough."
    names = [f'"{choice.name}"' for choice in field.choices]
    return f"Choose {', '.join(names[:-1])} or {names[-1]}." if names[1:] else f"Choose {names[0]}."


def _name_problem(rows: Rows, *, namesakes: bool) -> str:
    seen: dict[str, str] = {}
    for row in rows:
        name = str(row.get("name", ""))
        if not row.get("id"):
            return (f'No short name can be made of "{name}", which is not all in Latin letters. '
                    "Give one in small letters, such as readers.")  # fmt: skip
        key = str(row["id"])
        if not ids.is_id(key):
            return (f'"{key}" cannot be a short name. '
                    "Use small Latin letters, digits and hyphens, such as school-heads.")  # fmt: skip
        # Two people may share a name, two groups may not: nobody could tell who wins.
        for known in (f"id {key}", *([] if namesakes else [f"name {as_typed(name).casefold()}"])):
            if known in seen:
                return f'"{name}" is there twice. Take one out, or say what sets them apart.'
            seen[known] = name
    return ""


def is_date(value: str) -> bool:
    """Tell whether *value* is a day, written year-month-day."""
    try:
        return len(value) == 10 and bool(dt.date.fromisoformat(value))
    except ValueError:
        return False


def summarize(rows: Sequence[Row], fields: Sequence[Field]) -> str:
    """Return *rows* in a few words, with the names of what was chosen instead of ids."""
    telling = fields[:2] if fields and fields[0].widget == "choice" else fields[:1]
    between = " > " if all(field.widget == "choice" for field in telling) else ": "
    parts = [
        between.join(filter(None, (_field_text(row, field) for field in telling))) for row in rows
    ]
    return "; ".join(part for part in parts if part)


def _field_text(row: Row, field: Field) -> str:
    value = row.get(field.name, "")
    names = {choice.id: choice.name for choice in field.choices}
    if isinstance(value, str):
        return names.get(value, value) if field.widget == "choice" else " ".join(value.split())
    between = " > " if field.widget == "order" else ", "
    return between.join(names.get(item, item) for item in value)
