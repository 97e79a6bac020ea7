"""Old entries matched with new ones, so that each keeps its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WORDS = ("text", "name", "words", "question", "says")
"""Keys of the sentence that an entry is about."""


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same, type for type; the order of keys is none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


def match_entries(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return for each entry of *new* which of *old* it is, or None where it is a new one.

    First those that are equal, then those of one id and one text, then those of one id, then a
    text that has become part of an entry, then whatever stands in the same place between the others.
    """
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for find_marks in (lambda value, _is_old: [_freeze(value)], _twin, _one_id, _grown):
        index: dict[Any, list[int]] = {}
        for place in free:
            for mark in find_marks(old[place], True):
                index.setdefault(mark, []).append(place)
        for place, value in enumerate(new):
            if found[place] is None:
                fits = (
                    p for mark in find_marks(value, False) for p in index.get(mark, ()) if p in free
                )
                taken = next(fits, None)
                if taken is not None:
                    found[place] = taken
                    del free[taken]
    following = 0
    for place, value in enumerate(new):
        if (there := found[place]) is not None:
            following = there + 1
        elif following in free and _may_be(old[following], value):
            found[place] = following
            del free[following]
            following += 1
    return found


def place_new_keys(
    there: Sequence[str], new: Mapping[str, Any], order: Sequence[str]
) -> dict[str, list[str]]:
    """Return the keys of *new* that are not *there*, by the key they go behind ("" for none).

    That is the one before them in *order*, or in *new* where the order does not know them.
    """
    canonical = list(order)
    before: dict[str, str] = {}
    kept = {key for key in there if key in new}
    known = [key for key in canonical if key in new]
    last = ""
    for key in new:
        if key not in kept:
            before[key] = last
            if key in canonical:
                earlier = [k for k in known[: known.index(key)] if k in kept or k in before]
                before[key] = earlier[-1] if earlier else ""
            elif canonical and there:
                before[key] = last or there[-1]
        last = key
    found: dict[str, list[str]] = {}
    for key, other in before.items():
        found.setdefault(other, []).append(key)
    return found


def _one_id(value: Any, _is_old: bool) -> list[Any]:
    key = value.get("id") if isinstance(value, dict) else None
    return [key] if isinstance(key, str) else []


def _twin(value: Any, _is_old: bool) -> list[Any]:
    # An id may stand twice; then the words say which of the two it is.
    key = value.get("id") if isinstance(value, dict) else None
    texts = value.items() if isinstance(key, str) else ()
    return [(key, name, text) for name, text in texts if name in _WORDS and isinstance(text, str)]


def _grown(value: Any, is_old: bool) -> list[Any]:
    if is_old:
        return [] if isinstance(value, dict | list) else [str(value)]
    texts = value.values() if isinstance(value, dict) else ()
    return [text for text in texts if isinstance(text, str)]


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return (dict, frozenset((key, _freeze(below)) for key, below in value.items()))
    if isinstance(value, list):
        return (list, tuple(map(_freeze, value)))
    return (type(value), value)


def _may_be(old: Any, new: Any) -> bool:
    # Two entries with different ids are two entries, wherever they stand.
    if isinstance(old, dict) and isinstance(new, dict):
        return not (isinstance(old.get("id"), str) and isinstance(new.get("id"), str))
    return (
        isinstance(old, list) is isinstance(new, list)
        and not isinstance(old, dict)
        and (not isinstance(new, dict))
    )
