"""A voice as it is read aloud: the words, then who, when and how many."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from customer_cli.analysis.summary import Voice
from customer_cli.text import visible
from customer_cli.views import json

_AGAINST = {
    "supports": "",
    "contradicts": "speaks against what we believe",
    "mixed": "in two minds",
}


def line(voice: Voice) -> str:
    """Return *voice* on one line, as a prompt or a slide can take it."""
    words, origin = (" ".join(text.split()) for text in parts(voice))
    return visible(f"{words} - {origin}")


def parts(voice: Voice) -> tuple[str, str]:
    """Return the words as they were written down, and where they come from."""
    words = voice.words if voice.kind == "behaviour" else f'"{voice.words}"'
    return words, ", ".join(_origin(voice))


def to_json(voice: Voice) -> str:
    """Return *voice* as JSON."""
    data: dict[str, Any] = {
        "schema": json.SCHEMA,
        "customer": voice.customer,
        "name": voice.name,
        "primary": voice.is_primary,
        "words": voice.words,
        "kind": voice.kind,
        "source": voice.source,
        "date": voice.date.isoformat() if voice.date else None,
        "people": voice.people,
        "says": voice.says,
        "about": voice.about,
    }
    return json.dumped(data)


def _origin(voice: Voice) -> Iterator[str]:
    yield voice.name
    yield from filter(None, [voice.source])
    yield str(voice.date or "no date")
    yield "1 person" if voice.people == 1 else f"{voice.people} people"
    if voice.kind == "behaviour":
        yield "seen"
    yield from filter(None, [_AGAINST[voice.says]])
