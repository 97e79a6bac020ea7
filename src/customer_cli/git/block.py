"""A marked block at the end of a text file that belongs to somebody else.

Taking it out gives back the file byte for byte, also where that had no last line end, or was not
there at all: the first line of the block remembers which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BEGIN = "# customer-cli begin (`customer-cli git uninstall` takes it out"
_END = "# customer-cli end"
_NEW, _JOINED = "; the file is its own", "; no line end before"
_BLOCK = re.compile(
    rf"(\n?)^{re.escape(_BEGIN)}({re.escape(_NEW)}|{re.escape(_JOINED)}|)\)\n.*?^{_END}\n",
    re.MULTILINE | re.DOTALL,
)


def added(text: str | None, lines: Sequence[str]) -> str:
    """Return *text*, None for no file yet, with a block of *lines* at its end."""
    block = "".join(f"{line}\n" for line in lines)
    if text is None:
        return f"{_BEGIN}{_NEW})\n{block}{_END}\n"
    joined = bool(text) and not text.endswith("\n")
    mark = _JOINED if joined else ""
    end = "\n" if joined else ""
    return f"{text}{end}{_BEGIN}{mark})\n{block}{_END}\n"


def removed(text: str) -> str | None:
    """Return *text* without the block, or None where nothing but the block made the file."""
    found = _BLOCK.search(text)
    if found is None:
        return text
    before = text[: found.start()] + (found[1] if found[2] != _JOINED else "")
    rest = before + text[found.end() :]
    return None if found[2] == _NEW and not rest else rest


def held(text: str) -> list[str] | None:
    """Return the lines of the block in *text*, or None where there is none."""
    found = _BLOCK.search(text)
    return found[0].strip("\n").split("\n")[1:-1] if found else None
