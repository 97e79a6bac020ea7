"""The strict reader: the only door through which YAML comes in.

It takes a small, bounded part of the language, which means the same to everybody: no anchors, tags or merge keys, no
word that one tool takes for a date and another for a number, no name twice. A file that
holds anything else is refused with every reason and its place, and nothing but `Unreadable`
leaves this module, whatever the bytes are.

A sound file is built in one quick pass over libyaml's events. Only where that pass stops, or
somebody asks where something stands, are the events read again with their places (`positions`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from customer_cli.errors import Problem, Unreadable
from customer_cli.yamldoc import cuts, explain, parser, positions
from customer_cli.yamldoc.cuts import Cut
from customer_cli.yamldoc.positions import DEEPEST, LONGEST_TEXT, Path, Place, Positions

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?\Z")
_MOST_DIGITS = 18
"""With the minus sign; every other tool can hold such a number too."""
# What may be an anchor or a tag; an alias is an event of its own.
_MARKUP = re.compile(r"(?:^|[\s\[{,:?])(?:&\S|!)")
# The pure-Python parser makes half a character of these, or fails on them.
_ODD_ESCAPE = re.compile(r"\\(?:u[dD]|U)")


@dataclass(frozen=True)
class Document:
    """A YAML file as it was read: plain data, and where each part of it stands."""

    name: str
    """The file as the person named it."""
    text: str
    """The whole text, with LF line ends and without a byte order mark."""
    data: dict[str, Any]
    """Dicts, lists, text, int, float, bool and None; keys are always text."""

    def place(self, path: Path, *, at_key: bool = False) -> Place:
        """Return line and column of the value at *path*, or with *at_key* of its key.

        What has no place of its own, as an empty value, stands where the nearest thing above does.
        """
        values, keys = self._positions.values, self._positions.keys
        if at_key and path in keys:
            return keys[path]
        while path not in values and path not in keys and path:
            path = path[:-1]
        return values.get(path) or keys.get(path) or (1, 1)

    def excerpt(self, line: int) -> str:
        """Return *line*, counted from 1, as it stands in the file; a long one is cut."""
        return parser.shorten(self._lines[line - 1]) if 0 < line <= len(self._lines) else ""

    def problem(self, path: Path, message: str, remedy: str = "", at_key: bool = False) -> Problem:
        """Return a problem at the value at *path*, or with *at_key* at its key."""
        line, column = self.place(path, at_key=at_key)
        return Problem(self.name, line, column, message, remedy, self.excerpt(line))

    @property
    def cuts(self) -> list[Cut]:
        """The texts that may go on behind the place where they end for YAML, in file order."""
        return self._positions.cuts if cuts.may_cut(self.text) else []

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def _positions(self) -> Positions:
        return positions.find_positions(self.text, self.name)


def read(data: bytes, name: str) -> Document:
    """Return the document in *data*, or raise `Unreadable` with every problem placed.

    *name* is the file as the person named it. The file holds one mapping.
    """
    text = parser.decode_text(data, name)
    try:
        built = _build_document(text)
    except StopIteration:
        raise Unreadable([Problem(name, 0, 0, *explain.TOO_MANY)]) from None
    if built is None or _is_rare(text):
        problems = positions.find_positions(text, name).problems
        if built is None and not problems:
            problems = [Problem(name, 0, 0, *explain.UNKNOWN)]
        if problems:
            raise Unreadable(problems)
    return Document(name, text, built or {})


def _is_rare(text: str) -> bool:
    """Tell whether *text* may hold what the quick pass does not look for."""
    return (
        len(text) > LONGEST_TEXT
        or "\t" in text
        or "<<" in text
        or ("\\" in text and _ODD_ESCAPE.search(text) is not None)
        or ("%" in text and parser.find_directives(text) != [])
        or ("#" in text and explain.TIGHT_COMMENT_SIGN.search(text) is not None)
        or (("&" in text or "!" in text) and _MARKUP.search(text) is not None)
    )


_Get = Callable[[], Event]


class _NotBuilt(Exception):
    """The quick pass met something that it does not build."""


def _build_document(text: str) -> dict[str, Any] | None:
    """Return the data of *text*, or None where in doubt; raise StopIteration at too many parts."""
    try:
        get = parser.parse(text)
        get()  # the stream starts
        get()  # the document starts, unless there is none
        first = get()
        if type(first) is not MappingStartEvent:
            return None
        data: dict[str, Any] = _build_collection(first, get, 1, text)
        get()  # the document ends
        return data if parser.is_over(get(), text) else None
    except (_NotBuilt, *parser.FAILURES):
        return None


def _build_mapping(get: _Get, depth: int, whole: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    while type(key := get()) is ScalarEvent:
        name = key.value
        if name in data:
            raise _NotBuilt
        event = get()
        if type(event) is ScalarEvent:
            text = event.value
            data[name] = (
                text if event.style or (text > ":" and text not in _WORDS) else plain_value(text)
            )
        else:
            data[name] = _build_collection(event, get, depth + 1, whole)
    if type(key) is not MappingEndEvent or "" in data:
        raise _NotBuilt
    return data


def _build_sequence(get: _Get, depth: int, whole: str) -> list[Any]:
    data: list[Any] = []
    while type(event := get()) is not SequenceEndEvent:
        if type(event) is ScalarEvent:
            text = event.value
            data.append(
                text if event.style or (text > ":" and text not in _WORDS) else plain_value(text)
            )
        else:
            data.append(_build_collection(event, get, depth + 1, whole))
    return data


def _build_collection(event: Any, get: _Get, depth: int, whole: str) -> Any:
    if depth > DEEPEST or isinstance(event, AliasEvent):
        raise _NotBuilt
    if event.flow_style:
        get = _check_brackets(get, whole)
    build = _build_mapping if type(event) is MappingStartEvent else _build_sequence
    return build(get, depth, whole)


def _check_brackets(get: _Get, whole: str) -> _Get:
    """Return *get*, which raises `_NotBuilt` at what is not read in brackets.

    That is a plain question mark, which only libyaml takes there, and a name without a colon.
    """
    end = 0

    def checked() -> Any:
        nonlocal end
        event: Any = get()
        if parser.is_plain(event) and (
            "?" in event.value or not (event.value or cuts.COLON.match(whole, end))
        ):
            raise _NotBuilt
        end = event.end_mark.index
        return event

    return checked


def plain_value(text: str) -> str | int | float | bool | None:
    """Return what an unquoted *text* stands for."""
    if text in _WORDS:
        return _WORDS[text]
    number = _NUMBER.match(text)
    if number is None:
        return text
    if number[1] is None:
        return int(text) if len(text) <= _MOST_DIGITS and text != "-0" else text
    # Only a number that is written back as it stands: 1.50 stays text, as a version is.
    return float(text) if str(float(text)) == text else text
