"""The lines of a journal: how an event becomes one, and what damaged ones leave.

A line is sixteen hex digits of the SHA-256 of the rest, a blank, and one JSON object.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from customer_cli.errors import Problem, Unreadable
from customer_cli.storage import disk
from customer_cli.storage.refusal import shown

VERSION = 1
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest journal that is read: a guard against another kind of file, far above
what a day of typing makes."""
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Replay:
    """What a journal holds."""

    first: dict[str, Any]
    """The first line: the version as `journal`, and what `create` was given; empty if damaged."""
    events: tuple[dict[str, Any], ...]
    """The other lines, in the order of writing."""
    cut: int
    """Bytes of a torn last line, not among the events."""
    bad: int
    """Damaged lines, not among the events."""


def replay(path: Path) -> Replay:
    """Return what the journal at *path* holds, changing nothing, whoever writes to it.

    Raise `NotHere`, `WrongUse` where it is no plain file, and `Unreadable` where it has no
    readable line or comes from a newer customer-cli.
    """
    data, _ = disk.read(path, LARGEST, links=False)
    return parse(data, path)


def parse(data: bytes, path: Path) -> Replay:
    """Return what *data*, the content of the journal at *path*, holds; raise `Unreadable`."""
    # Split at LF only: JSON leaves U+2028 and U+0085 inside a text as they are.
    *lines, torn = data.split(b"\n")
    read = [decode(line) for line in lines]
    events = [event for event in read if event is not None]
    if not events:
        message = "There is no draft of an interview in this file."
        raise Unreadable([Problem(shown(path), 0, 0, message, "Move it away to start again.")])
    first = events.pop(0) if read[0] is not None and "journal" in read[0] else {}
    version = first.get("journal", VERSION)
    if version != VERSION:
        message = f"This draft is of version {version}; this customer-cli knows {VERSION}."
        remedy = "Nothing was changed. Go on with the customer-cli that wrote it, or a newer one."
        raise Unreadable([Problem(shown(path), 1, 0, message, remedy)])
    return Replay(first, tuple(events), len(torn), read.count(None))


def encode(event: Mapping[str, Any]) -> bytes:
    """Return *event* as a line that `decode` gives back; raise ValueError for what JSON lacks."""
    text = json.dumps(event, ensure_ascii=False, allow_nan=False)
    # Half a surrogate pair cannot be typed, but must not lose the answer it is in.
    body = text.encode("utf-8", "surrogatepass")
    return _checksum(body) + b" " + body + b"\n"


def decode(line: bytes) -> dict[str, Any] | None:
    """Return the event in *line*, given without its LF, or None where it is damaged."""
    body = line[_DIGITS + 1 :]
    if line[: _DIGITS + 1] != _checksum(body) + b" ":
        return None
    try:
        event = json.loads(body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_DIGITS].encode()
