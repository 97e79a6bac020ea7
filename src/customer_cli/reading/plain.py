"""A record as bare values, for what starts too often to check it first.

Git starts a driver twice for each file and commit, and a history reads every year: neither can
wait for a model that checks every word. What is read here has the attributes of `record.Record`
and its defaults, and nothing else of it; what does not have the shape of a record is refused
as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from customer_cli.errors import Problem, Unreadable
from customer_cli.yamldoc.yamlread import Document

if TYPE_CHECKING:
    from customer_cli.record import Record

Make = Callable[[Any], Any]


class _Odd(Exception):
    """Something does not have the shape it has in a record."""


def record(document: Document) -> Record:
    """Return the record in *document*, or raise `Unreadable` where it has not that shape."""
    try:
        return cast("Record", _made(document.data, _RECORD))
    except _Odd as odd:
        message = f"This is no record: {odd}."
        remedy = "`customer-cli check` names every problem with its line."
        raise Unreadable([Problem(document.name, 0, 0, message, remedy)]) from None


def _made(data: Any, shape: Mapping[str, Make]) -> SimpleNamespace:
    if not isinstance(data, dict):
        raise _Odd("a block of keys is missing")
    return SimpleNamespace(**{name: make(data.get(name)) for name, make in shape.items()})


def _text(value: Any) -> str:
    if isinstance(value, dict | list):
        raise _Odd("a list stands where a text should")
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _name(value: Any) -> str | None:
    return None if value is None else _text(value)


def _texts(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _Odd("a text stands where a list should")
    return tuple(map(_text, value))


def _one_or_more(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else _texts(value)


def _day(value: Any) -> dt.date | None:
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(_text(value))
    except ValueError:
        raise _Odd("a date is no date") from None


def _held(value: Any) -> dt.date:
    day = _day(value)
    if day is None:
        raise _Odd("it does not say when it was held")
    return day


def _number(default: int) -> Make:
    def number(value: Any) -> int:
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise _Odd("a number is no number")
        return value

    return number


def _flag(default: bool | None) -> Make:
    return lambda value: default if value is None else bool(value)


def _word_of(words: str) -> Make:
    return lambda value: _text(value) or words


def _list_of(shape: Mapping[str, Make], short: str = "") -> Make:
    def listed(value: Any) -> tuple[SimpleNamespace, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise _Odd("a list is no list")
        whole = ({short: one} if short and not isinstance(one, dict) else one for one in value)
        return tuple(_made(one, shape) for one in whole)

    return listed


def _map_of(make: Make) -> Make:
    def mapped(value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise _Odd("a block of keys is no block of keys")
        return {key: make(one) for key, one in value.items()}

    return mapped


def _maybe(shape: Mapping[str, Make]) -> Make:
    return lambda value: None if value is None else _made(value, shape)


def _word(value: Any) -> SimpleNamespace | None:
    if isinstance(value, str):
        value = {"one": value, "many": f"{value}s"}
    return None if value is None else _made(value, {"one": _text, "many": _text})


_EVIDENCE: Mapping[str, Make] = {
    "id": _name, "kind": _text, "date": _day, "people": _number(1), "source": _text,
    "says": _word_of("supports"), "from_them": _flag(None), "still_fits": _flag(False),
    "words": _text,
}  # fmt: skip
_VALUE: Mapping[str, Make] = {
    "id": _name, "kind": _word_of("need"), "text": _text, "met_when": _text, "reworded": _day,
    "takes": _text, "evidence": _list_of(_EVIDENCE),
}  # fmt: skip
_CUSTOMER: Mapping[str, Make] = {
    "name": _text, "about": _text, "was": _texts, "same_people_as": _texts, "facts": _texts,
    "pays_with": _texts, "serves": _texts, "because": _text, "values": _list_of(_VALUE, "text"),
    "evidence": _list_of(_EVIDENCE),
}  # fmt: skip
_DISSENT: Mapping[str, Make] = {
    "id": _name, "who": _text, "says": _text, "would_change": _text, "answer": _text,
    "owner": _text, "due": _day, "state": _word_of("open"), "was_right": _flag(None),
}  # fmt: skip
_DECISION: Mapping[str, Make] = {
    "status": _word_of("draft"), "rule": _text, "because": _text, "support": _map_of(_number(0)),
    "confirmed": _texts, "read_back": _maybe({"primary": _name, "order": _texts}), "dissent": _list_of(_DISSENT), "review_by": _day,
}  # fmt: skip
_RECORD: Mapping[str, Make] = {
    "format": _number(1), "team": _text, "held": _held, "guide": _text, "lens": _word_of("drucker"),
    "word": _word, "slogan": _text, "result": _text, "previous": _text,
    "people": _list_of({"id": _name, "name": _text, "role": _text,
                        "part": _word_of("participant")}, "name"),
    "primary": _name, "order": _texts, "customers": _map_of(lambda one: _made(one, _CUSTOMER)),
    "tie_breaks": _list_of({"prefer": _text, "over": _text, "example": _text}),
    "not_served": _list_of({"who": _text, "because": _text, "instead": _text, "told_by": _text}),
    "expected": _list_of({"about": _text, "change": _text, "sign": _text}),
    "learn": _list_of({"id": _name, "question": _text, "about": _name, "how": _text,
                       "owner": _text, "due": _day, "answered_by": _one_or_more}),
    "parked": _list_of({"text": _text, "owner": _text}),
    "left": _list_of({"id": _text, "because": _text, "evidence": _list_of(_EVIDENCE)}),
    "decision": _maybe(_DECISION), "skipped": _texts, "answers": _map_of(_text),
    "acknowledged": _list_of({"rule": _text, "where": _text, "because": _text, "date": _day}),
}  # fmt: skip
