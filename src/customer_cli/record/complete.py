"""A record's data in canonical form: no shorthands, and for every entry an id of its own.

Hand-written files may leave out ids and write a value or a person as plain words, and a merge
in git may leave one id to two entries. An id that is made here comes from what the entry says,
whatever stands beside it, so that two branches which both add something do not meet in one id;
the first entry of an id keeps it.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from customer_cli import ids
from customer_cli.record.explain import Path
from customer_cli.record.format import EVIDENCE_FIELDS
from customer_cli.record.references import listed, referred
from customer_cli.record.spec import LISTS

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
    _spell_out(whole)
    taken, without = _given(whole)
    held, _ = _given(earlier or {})
    for kind, path, entry in without:
        wanted, words = _wanted(whole, kind, path, entry), _said(kind, entry)
        key = ids.mint_id(wanted, words, taken.setdefault(kind, {}), held.get(kind, {}))
        taken[kind][key] = words
        rest = {name: value for name, value in entry.items() if name != "id"}
        entry.clear()
        entry |= {"id": key, **rest}
    return whole


def file_ids(data: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of *data*, in canonical form, with the ids of the file it is written into.

    *before* is what that file holds. An entry that has no id there, or one that stands twice, goes
    without its own again, unless something refers to it that did not before.
    """
    whole = copy.deepcopy(dict(data))
    lent = {
        (kind, entry["id"]): there.get("id") if isinstance(there, dict) else None
        for (kind, _, entry), (_, _, there) in zip(
            listed(complete_ids(before)), listed(before), strict=True
        )
        if not isinstance(there, dict) or there.get("id") != entry["id"]
    }
    needed = set(referred(whole)) - set(referred(before))
    for kind, _, entry in listed(whole):
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


def _given(data: Entry) -> tuple[dict[str, dict[str, str]], list[tuple[str, Path, Any]]]:
    """Return the ids in *data* by kind, each with what it was given to, and who has none of its own."""
    given: dict[str, dict[str, str]] = {}
    without = []
    for kind, path, entry in listed(data):
        key = entry.get("id") if isinstance(entry, dict) else None
        known = given.setdefault(kind, {})
        if key and str(key) not in known:
            known[str(key)] = _said(kind, entry)
        else:
            without.append((kind, path, entry))
    return given, without


def _spell_out(whole: dict[str, Any]) -> None:
    for kind, path, entry in list(listed(whole)):
        if not isinstance(entry, dict):
            home: Any = whole
            for step in path[:-1]:
                home = home[step]
            home[path[-1]] = {"name" if kind == "people" else "text": str(entry)}


def _said(kind: str, entry: Entry) -> str:
    if kind == "evidence":
        return "\n".join(str(entry.get(key) or "") for key in EVIDENCE_FIELDS)
    return str(entry.get(_WORDS[kind]) or "")


_WORDS = {"values": "text"} | {one.key: one.identity[0] for one in LISTS if one.has_ids}
"""The key of the words an id is made from, by kind."""
_UNNAMED = {"values": "value"} | {spec.key: spec.kind for spec in LISTS}
"""What stands for words that cannot be spelled in Latin letters."""


def _wanted(whole: Entry, kind: str, path: Path, entry: Entry) -> str:
    if kind == "evidence":
        return evidence_id(entry, _about(whole, path))
    words = _said(kind, entry)
    if kind != "people":
        return ids.from_sentence(words, _UNNAMED[kind])
    role = str(entry.get("role") or "")
    readable = ids.slug(words) or ids.slug(role) or _UNNAMED[kind]
    return ids.from_name(words) or ids.with_digest(readable, words, role)


def _about(whole: Entry, path: Path) -> str:
    """Return the id of the value, or the customer, that the evidence at *path* belongs to."""
    home: Any = whole
    for step in path[:-2]:
        home = home[step]
    return str(home["id"] if isinstance(path[-3], int) else path[-3])
