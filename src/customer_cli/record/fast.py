"""A record that is sound, recognised without Pydantic; whatever else it is, is in doubt.

Pydantic takes longer to start than everything else that shows a record. What is recognised here
has the values that the models of `model.py` would give, held to them field by field by
`tests/test_recognised.py`, and their attributes as far as anybody reads them. Nothing is
said of what is in doubt: that is for the models, which have the sentences for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Set
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn, cast, get_args

from customer_cli import ids
from customer_cli.record import format
from customer_cli.record.fast_fields import FIELDS

if TYPE_CHECKING:
    from customer_cli.record.model import Record

Read = Callable[[Any], Any]

_ID = re.compile(ids.PATTERN)
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_TEXT = (int, float, bool)
"""What the reader makes of text that may as well be a number, such as the label 2026."""


class InDoubt(Exception):
    """Something that a model may take or not."""


class PlainPart:
    """A part of a record; below it is a class for each model, of the same name."""

    model_extra: Mapping[str, Any] = MappingProxyType({})
    """Keys that nobody knows; a part that has any is in doubt."""
    _keys: tuple[str, ...] = ()

    @property
    def model_fields_set(self) -> Set[str]:
        """The keys that were written; the others have what goes without saying."""
        return self.__dict__.keys()

    def to_data(self) -> dict[str, Any]:
        """Return the part as plain data in the order of the format, without empty things."""
        return format.written(self, self._keys)

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, key) for key in self._keys])

    def __eq__(self, other: object) -> bool:
        # The model of the other record, where that one was in doubt, counts as well.
        if type(other).__name__ != type(self).__name__ or getattr(other, "model_extra", None):
            return False
        return all(getattr(self, key) == getattr(other, key) for key in self._keys)

    def __hash__(self) -> int:
        return hash(self._values())

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a record is read once and never changed: {name}")


def recognise(data: Any) -> Record | None:
    """Return the record in *data* as it was read from YAML, or None where that is in doubt."""
    try:
        return cast("Record", _RECORD(data))
    except InDoubt:
        return None


# ---- single words


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    if type(value) is bool:
        return "true" if value else "false"
    if type(value) in _LIKE_TEXT:
        return str(value)
    raise InDoubt


def _id(value: Any) -> str:
    text = _text(value)
    if _ID.fullmatch(text) is None:
        raise InDoubt
    return text


def _day(value: Any) -> dt.date:
    if type(value) is str and _DAY.fullmatch(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise InDoubt from None
    raise InDoubt


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise InDoubt
    return value


def _number(least: int | None, most: int | None) -> Read:
    def number(value: Any) -> int:
        if type(value) is not int or (least is not None and value < least):
            raise InDoubt
        if most is not None and value > most:
            raise InDoubt
        return value

    return number


def _word(name: str) -> Read:
    known = frozenset(get_args(getattr(format, name)))

    def word(value: Any) -> str:
        if type(value) is not str or value not in known:
            raise InDoubt
        return value

    return word


# ---- what holds others


def _maybe(shape: Any) -> Read:
    read = _reader(shape)
    return lambda value: None if value is None else read(value)


def _list(shape: Any) -> Read:
    read = _reader(shape)

    def read_list(value: Any) -> tuple[Any, ...]:
        if value is None:
            return ()
        if type(value) is not list:
            raise InDoubt
        return tuple([read(one) for one in value])

    return read_list


def _one_or_more(shape: Any) -> Read:
    several = _list(shape)
    return lambda value: several([value] if type(value) is str else value)


def _map(key: Any, shape: Any) -> Read:
    read_key, read = _reader(key), _reader(shape)

    def mapped(value: Any) -> dict[str, Any]:
        if value is None:
            return {}
        if type(value) is not dict:
            raise InDoubt
        return {read_key(name): read(one) for name, one in value.items()}

    return mapped


def _short(how: str, shape: Any) -> Read:
    read, written_out = _reader(shape), _SHORT[how]
    kinds = (str,) if how == "one and many" else (str, *_LIKE_TEXT)
    return lambda value: read(written_out(value) if type(value) in kinds else value)


_SHORT: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "text": lambda value: {"text": value},
    "name": lambda value: {"name": value},
    "one and many": lambda value: {"one": value, "many": f"{value}s"},
}
"""What a whole part is, where it was written as one word or sentence."""


@cache
def _part(name: str) -> Read:
    fields = FIELDS[name]
    reads = {key: _reader(field[0]) for key, field in fields.items()}
    needed = {key for key, field in fields.items() if len(field) == 1}
    defaults = {key: field[1] for key, field in fields.items() if len(field) == 2}
    made = type(name, (PlainPart,), {**defaults, "_keys": tuple(fields)})
    new, give = object.__new__, object.__setattr__

    def part(data: Any) -> PlainPart:
        if type(data) is not dict:
            raise InDoubt
        try:
            given = {key: reads[key](value) for key, value in data.items()}
        except KeyError:
            raise InDoubt from None
        if not needed <= given.keys():
            raise InDoubt
        one: PlainPart = new(made)
        give(one, "__dict__", given)
        return one

    return part


_SCALARS: Mapping[str, Read] = {"text": _text, "id": _id, "day": _day, "flag": _flag}
_MAKERS: Mapping[str, Callable[..., Read]] = {
    "number": _number, "word": _word, "maybe": _maybe, "list": _list,
    "one or more": _one_or_more, "map": _map, "short": _short, "part": _part,
}  # fmt: skip


def _reader(shape: Any) -> Read:
    """Return what reads a *shape* of the table."""
    if isinstance(shape, str):
        return _SCALARS[shape]
    name, *of_what = shape
    return _MAKERS[name](*of_what)


_RECORD = _part("Record")
