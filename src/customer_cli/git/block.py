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
    rf"(\n?)^{re.escape(_BEGIN)}({re.escape(_NEW)}|{re.escape(_JOINED)}|)\)(\r?)\n"
    rf"((?:(?!{re.escape(_BEGIN)}|{_END}\r?$).*\n)*){_END}(?:\r?\n|\Z)",
    re.MULTILINE,
)
"""The lines between hold no second beginning: an end that somebody deleted ends nothing else.
Where git writes the lines of a work tree with CR, those of the block have one, too."""


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
    """Return *text* without its blocks, or None where nothing but a block made the file."""
    is_ours = False
    while found := _BLOCK.search(text):
        before = text[: found.start()] + (found[1] if found[2] != _JOINED else "")
        if found[2] == _JOINED:
            before = before.removesuffix(found[3])
        text = before + text[found.end() :]
        is_ours = is_ours or found[2] == _NEW
    return None if is_ours and not text else text


def held(text: str) -> list[str] | None:
    """Return the lines of the block in *text*, or None where there is none."""
    found = _BLOCK.search(text)
    return found[4].replace("\r\n", "\n").split("\n")[:-1] if found else None
