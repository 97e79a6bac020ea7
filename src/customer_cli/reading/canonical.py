"""A record's data in canonical form: no shorthands, every id in place.

Hand-written files may leave out ids and write a value or a person as plain words. An id that
is made here comes from words and dates, so that two branches which both add something seldom
meet in one id; an id that is there is never touched.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from customer_cli import ids
from customer_cli.reading.references import listed
from customer_cli.reading.shapes import Path

Entry = Mapping[str, Any]
_MONTH = len("2024-02")


def complete_ids(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of *data*, a sound record as plain data or a part of one, in canonical form.

    What is in canonical form already comes back as it is.
    """
    whole = copy.deepcopy(dict(data))
    if isinstance(word := whole.get("word"), str):
        whole["word"] = {"one": word, "many": f"{word}s"}
    _spell_out(whole)
    entries = list(listed(whole))
    taken: dict[str, set[str]] = {}
    for kind, _, entry in entries:
        taken.setdefault(kind, set()).add(str(entry.get("id") or ""))
    for kind, path, entry in entries:
        if not entry.get("id"):
            wanted = _WORDS[kind](entry) or _of_customer(kind, path, entry)
            key = ids.unique(wanted, taken[kind])
            taken[kind].add(key)
            rest = {name: value for name, value in entry.items() if name != "id"}
            entry.clear()
            entry |= {"id": key, **rest}
    return whole


def _spell_out(whole: dict[str, Any]) -> None:
    for kind, path, entry in list(listed(whole)):
        if not isinstance(entry, dict):
            home: Any = whole
            for step in path[:-1]:
                home = home[step]
            home[path[-1]] = {"name" if kind == "people" else "text": str(entry)}


def _person(person: Entry) -> str:
    return ids.slug(str(person["name"])) or ids.from_sentence(str(person.get("role") or ""))


def _value(value: Entry) -> str:
    return ids.from_sentence(str(value["text"]))


def _evidence(evidence: Entry) -> str:
    words = (ids.from_sentence(str(evidence.get(key) or "")) for key in ("source", "words"))
    about = next(filter(None, words), "")
    month = str(evidence.get("date") or "")[:_MONTH]
    return f"{month}-{about or evidence['kind']}" if month else about


def _learn(learn: Entry) -> str:
    return ids.from_sentence(str(learn["question"]))


def _dissent(dissent: Entry) -> str:
    return ids.from_sentence(str(dissent["says"]))


_WORDS: Mapping[str, Callable[[Entry], str]] = {
    "people": _person,
    "values": _value,
    "evidence": _evidence,
    "learn": _learn,
    "dissent": _dissent,
}
"""The words an id is made from, by kind; empty where they hold no Latin letter."""


def _of_customer(kind: str, path: Path, entry: Entry) -> str:
    """Return an id that says what it is, and of whom, where no words tell more."""
    called = {"people": "person", "values": "value", "evidence": str(entry.get("kind"))}
    customer = str(path[1]) if path[0] == "customers" else str(entry.get("about") or "")
    return "-".join(filter(None, (customer, called.get(kind, kind))))
