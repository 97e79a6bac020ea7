"""What the data of a file becomes when a record has changed: what means the same stays.

A file may write a number without quotes, a word instead of a list, nothing instead of an empty
one. Wherever the record in canonical form says the same, the file's own way of saying it is
kept, so that an edit touches what it is about and nothing else.
"""

from __future__ import annotations

from typing import Any

from customer_cli.yamldoc import yamlmatch


def overlaid(raw: Any, new: Any) -> Any:
    """Return *new*, data in canonical form, said as *raw*, the data of the file, says it."""
    if _means_the_same(raw, new):
        return raw
    if isinstance(raw, dict) and isinstance(new, dict):
        kept = {key: raw[key] for key in raw if key not in new and _is_empty(raw[key])}
        return {key: overlaid(raw[key], below) if key in raw else below
                for key, below in new.items()} | kept  # fmt: skip
    if isinstance(raw, list) and isinstance(new, list):
        places = yamlmatch.places(raw, new)
        return [
            below if place is None else overlaid(raw[place], below)
            for place, below in zip(places, new, strict=True)
        ]
    return new


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _means_the_same(raw: Any, new: Any) -> bool:
    if isinstance(new, str) and not isinstance(raw, dict | list) and raw is not None:
        return new == (str(raw).lower() if isinstance(raw, bool) else str(raw))
    if isinstance(raw, str) and isinstance(new, list):
        return new == [raw]
    if isinstance(new, dict) and new.keys() in ({"text"}, {"name"}):
        return _means_the_same(raw, *new.values()) if not isinstance(raw, dict) else raw == new
    if isinstance(raw, str) and isinstance(new, dict) and new.keys() == {"one", "many"}:
        return new == {"one": raw, "many": f"{raw}s"}
    return yamlmatch.same(raw, new)
