"""Slots: rows of answers read from a record and written into it.

Reading and writing are inverse, and writing leaves alone whatever the rows do not name, so
a record can go through an interview without losing what the interview knows nothing about.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from customer_cli.record.spec import Data, Field, Row, Rows


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the record that a question can fill."""

    name: str
    fields: tuple[Field, ...]
    read: Callable[[Data, str], list[Row]]
    """Take the rows out of a record; the second argument is the customer talked about."""
    write: Callable[[Data, Rows, str], None]
    """Put the rows into a record, leaving everything else of it alone."""
    many: bool = False


def _read_at(data: Data, path: Sequence[str], about: str = "") -> Any:
    for key in path:
        data = data.get(about if key == "*" else key) or {}
    return data


def _home_at(data: Data, path: Sequence[str], about: str = "") -> Data:
    for key in path:
        data = data.setdefault(about if key == "*" else key, {})
    return data


def _text_of(value: Any) -> str | list[str]:
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    return "" if value is None else str(value)


def _put_field(home: Data, field: Field, value: str | Sequence[str] | None) -> None:
    if not value:
        home.pop(field.name, None)
    elif isinstance(value, str):
        home[field.name] = int(value) if field.widget == "number" else value
    else:
        home[field.name] = list(value)


def one_row(name: str, path: Sequence[str], *fields: Field) -> Slot:
    """One row, whose fields are keys of the mapping at *path* (`*` is the customer)."""

    def read(data: Data, about: str) -> list[Row]:
        home = _read_at(data, path, about)
        row = {f.name: _text_of(home[f.name]) for f in fields if home.get(f.name)}
        return [row] if row else []

    def write(data: Data, rows: Rows, about: str) -> None:
        home = _home_at(data, path, about)
        for field in fields:
            _put_field(home, field, rows[0].get(field.name) if rows else None)

    return Slot(name, fields, read, write)


def many_rows(name: str, path: Sequence[str], *fields: Field) -> Slot:
    """Several rows, each an entry of the list at *path*; what the fields do not name stays."""

    def read(data: Data, about: str) -> list[Row]:
        entries = _read_at(data, path[:-1], about).get(path[-1]) or []
        return [_row_from(entry, fields) for entry in entries]

    def write(data: Data, rows: Rows, about: str) -> None:
        home = _home_at(data, path[:-1], about)
        entries = _merge_rows(home.get(path[-1]) or [], rows, fields)
        if entries:
            home[path[-1]] = entries
        else:
            home.pop(path[-1], None)

    return Slot(name, fields, read, write, many=True)


def _row_from(entry: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, str | Sequence[str]]:
    row: dict[str, str | Sequence[str]] = {"id": str(entry["id"])} if entry.get("id") else {}
    for field in fields:
        if entry.get(field.name) is not None:
            row[field.name] = _text_of(entry[field.name])
    return row


def _merge_rows(entries: Sequence[Data], rows: Rows, fields: Sequence[Field]) -> list[Data]:
    # Rows meet their entries by id; where the format has no ids (tie-breaks), by what is
    # required of them, so that an edited file keeps what the fields do not name.
    def key(entry: Mapping[str, Any]) -> tuple[object, ...]:
        said = tuple(entry.get(field.name) for field in fields if field.required)
        return (entry["id"],) if entry.get("id") else said

    known: dict[tuple[object, ...], deque[Data]] = {}
    for entry in entries:
        known.setdefault(key(entry), deque()).append(entry)
    merged = []
    for row in rows:
        same = known.get(key(row))
        entry = dict(same.popleft() if same else {})
        if row.get("id"):
            entry = {"id": row["id"]} | entry
        for field in fields:
            _put_field(entry, field, row.get(field.name))
        merged.append(entry)
    return merged


def read_customers(data: Data, _about: str) -> list[Row]:
    """Return a row of id and name for each customer, in file order."""
    customers = data.get("customers") or {}
    return [{"id": key, "name": str((c or {}).get("name", key))} for key, c in customers.items()]


def write_customers(data: Data, rows: Rows, _about: str) -> None:
    """Put the customers named in *rows* into *data*, and take the others out."""
    # Customers keep their place in the file and new ones come last: moving a customer's text
    # would make a diff of nothing. `order` says who wins.
    before = data.get("customers") or {}
    names = {str(row["id"]): row["name"] for row in rows}
    places = [key for key in before if key in names]
    places += [key for key in names if key not in before]
    data["customers"] = {key: {**(before.get(key) or {}), "name": names[key]} for key in places}


def read_primary(data: Data, _about: str) -> list[Row]:
    """Return the row of the primary customer and the reason."""
    primary = data.get("primary")
    if not primary:
        return []
    because = _read_at(data, ["customers", primary]).get("because")
    return [{"primary": primary, "because": because} if because else {"primary": primary}]


def write_primary(data: Data, rows: Rows, _about: str) -> None:
    """Make the customer of *rows* the primary one, with the reason."""
    if not rows:
        data.pop("primary", None)
        return
    data["primary"] = rows[0]["primary"]
    if rows[0].get("because"):
        _home_at(data, ["customers", str(rows[0]["primary"])])["because"] = rows[0]["because"]


def with_read_back(slot: Slot) -> Slot:
    """Return *slot*, which keeps who confirmed, with what it was that they confirmed."""

    def write(data: Data, rows: Rows, about: str) -> None:
        slot.write(data, rows, about)
        decision = data["decision"]
        decision.pop("read_back", None)
        if decision.get("confirmed") and (said := read_back(data)):
            decision["read_back"] = said

    return replace(slot, write=write)


def read_back(data: Data) -> Data:
    """Return what is read back: the primary customer and the order, as far as there are any."""
    return {key: data[key] for key in ("primary", "order") if data.get(key)}


def write_word(data: Data, rows: Rows, _about: str) -> None:
    """Put the team's word into *data*; a missing plural gets an s, as in English."""
    if rows:
        one = str(rows[0]["one"])
        data["word"] = {"one": one, "many": rows[0].get("many") or f"{one}s"}
    else:
        data.pop("word", None)


def values_with_evidence(name: str, fields: Sequence[Field], how: Sequence[Field]) -> Slot:
    """Return the slot of a customer's values: *fields* of the value, *how* of its evidence.

    A row shows a value with its first piece of evidence, whose kind is the field `how`; further
    pieces stay as they are.
    """

    def read(data: Data, about: str) -> list[Row]:
        rows: list[Row] = []
        for value in _read_at(data, ["customers", about]).get("values") or []:
            row = _row_from(value, fields)
            for piece in (value.get("evidence") or [])[:1]:
                row["how"] = str(piece["kind"])
                said = {f.name: _text_of(piece.get(f.name)) for f in how}
                row |= {name: text for name, text in said.items() if text}
            rows.append(row)
        return rows

    def write(data: Data, rows: Rows, about: str) -> None:
        home = _home_at(data, ["customers", about])
        # A value that went to another customer since this was answered is theirs now.
        everybody = data.get("customers") or {}
        others = (one or {} for key, one in everybody.items() if key != about)
        theirs = {value.get("id") for other in others for value in other.get("values") or []}
        rows = tuple(row for row in rows if not row.get("id") or row["id"] not in theirs)
        values = _merge_rows(home.get("values") or [], rows, fields)
        for value, row in zip(values, rows, strict=True):
            if row.get("how"):
                first, *further = value.get("evidence") or [{}]
                value["evidence"] = [_update_evidence(first, row, how), *further]
        if values:
            home["values"] = values
        else:
            home.pop("values", None)

    return Slot(name, (*fields, *how), read, write, many=True)


def _update_evidence(before: Data, row: Row, how: Sequence[Field]) -> Data:
    piece = {**before, "kind": row["how"]}
    for field in how:
        # What a field was not asked for may stand there all the same, and stays.
        if field.name != "how" and field.applies(row):
            _put_field(piece, field, row.get(field.name))
    return piece


def free_answer_slot(key: str) -> Slot:
    """Return the slot of a question that fills nothing but `answers` under *key*."""

    def read(data: Data, _about: str) -> list[Row]:
        said = (data.get("answers") or {}).get(key)
        return [{"answer": str(said)}] if said else []

    def write(data: Data, rows: Rows, _about: str) -> None:
        _put_field(_home_at(data, ["answers"]), Field(key, ""), rows[0]["answer"] if rows else None)

    return Slot("answers", (Field("answer", "Answer", "text", required=True),), read, write)
