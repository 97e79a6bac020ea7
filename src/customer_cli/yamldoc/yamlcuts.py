"""Where a sentence ends for YAML and not for whoever wrote it: at a comma, or at the sign #.

Inside brackets a comma ends an unquoted text, and a blank with the sign # ends one everywhere.
What stands behind is a name without a value, an entry of its own or a comment, and the file
reads well with half a sentence in it.

A comment has a blank behind its sign. One whose sign is glued to a letter or a digit was most
likely meant as text, and so was one that closes a round bracket of the text before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from yaml.events import ScalarEvent

COLON = re.compile(r"\s*:")
"""Behind a name in braces; where it is missing a comma has made the name."""
_BEHIND = re.compile(r"[ \t]+(#[^\n]*)")
_BELOW = re.compile(r"[ \t]*\n( +)(#[^\n]*)")
_GLUED = re.compile(r"#+\w")
_LEFT_OUT = re.compile(r"#+[\w-]+:(?:\s|\Z)")
"""An entry that somebody has made a comment of."""
_IN_BRACKETS = re.compile(r"[^,\[\]{}]*")
_LISTS = re.compile(r"\[[^\[\]]*\]")
_FEWEST_WORDS = 3
"""Of the first half of a sentence; lists of shorter texts are written in brackets all the time."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that may go on behind the place where it ends for YAML."""

    path: tuple[str | int, ...]
    lost: str
    """What stands behind that place."""
    whole: str
    """The line to write instead, quoted."""
    is_split: bool = False
    """Whether a comma has made two entries of a list of it, so that no word is missing."""

    @property
    def message(self) -> str:
        """What has happened, as a sentence."""
        if self.is_split:
            return f'"{self.lost}" is an entry of its own, because of the comma before it.'
        return f'"{self.lost}" is a comment to YAML and no part of the text.'

    @property
    def remedy(self) -> str:
        """What to write if it was not meant so, as a sentence."""
        if self.is_split:
            return f"If it is one sentence with the entry before it, write: {self.whole}"
        return f"If it belongs to the text, write: {self.whole}"


@dataclass(frozen=True, slots=True)
class Torn:
    """A sentence in braces of which a comma has made a name."""

    index: int
    """Where that name begins."""
    lost: str
    whole: str
    """The line to write instead, quoted; nothing where the name belongs to no text."""


class Sentence:
    """What goes on from entry to entry of braces, because names without a colon are no names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._name = ""
        self._start = self._end = 0
        """The unquoted text that was last, and what goes on from it; empty where none was."""
        self._torn = -1

    def take(self, key: Any, event: Any) -> Torn | None:
        """Take the next entry, and return the torn sentence that ended before it."""
        start, end = key.start_mark.index, key.end_mark.index
        is_lone = type(event) is ScalarEvent and not event.value and not event.style
        if is_lone and not COLON.match(self._text, end):
            self._torn = start if self._torn < 0 else self._torn
            self._end = end
            return None
        ended = self.end()
        if is_plain(event) and event.value:
            self._name = str(key.value)
            self._start, self._end = event.start_mark.index, event.end_mark.index
        return ended

    def end(self) -> Torn | None:
        """Return the torn sentence that ends here, if one does."""
        torn, start, self._torn, self._start = self._torn, self._start, -1, 0
        if torn < 0:
            return None
        lost = " ".join(self._text[torn : self._end].split())
        whole = quoted_line(self._name, self._text[start : self._end]) if start else ""
        return Torn(torn, lost, whole)


def is_plain(event: Any) -> bool:
    """Tell whether *event* is a text without quotes."""
    return type(event) is ScalarEvent and not event.style


def may_cut(text: str) -> bool:
    """Tell whether *text* may hold a cut sentence; where it may not, nobody has to look."""
    return ("#" in text and re.search(r"[ \t]#", text) is not None) or any(
        is_rest(*pair) for found in _LISTS.finditer(text) if "," in found[0] for pair in
        _pairs(found[0][1:-1])
    )  # fmt: skip


def _pairs(inside: str) -> list[tuple[str, str]]:
    texts = [text.strip() for text in inside.split(",")]
    return list(zip(texts, texts[1:], strict=False))


def is_rest(first: str, second: str) -> bool:
    """Tell whether *second*, in a list in brackets, is likely the rest of a sentence.

    Then the *first* begins with a capital letter and has a few words, and *second* does not.
    """
    return second[:1].islower() and first[:1].isupper() and len(first.split()) >= _FEWEST_WORDS


def comment_behind(text: str, value: str, end: int, column: int, *, is_flow: bool) -> str:
    """Return the words that a comment took from the *value*, an unquoted text that ends at *end*.

    They come with the blanks before them. *column* is that of the entry, counted from 0; a
    comment on the next line is meant only if it is deeper.
    """
    found = _BEHIND.match(text, end)
    if found:
        comment = found[1]
        closes = value.count("(") > value.count(")") and ")" in comment
        lost = found[0] if closes or _GLUED.match(comment) else ""
    else:
        below = None if is_flow else _BELOW.match(text, end)
        is_text = below and len(below[1]) > column and _GLUED.match(below[2])
        lost = f" {below[2]}" if below and is_text and not _LEFT_OUT.match(below[2]) else ""
    if is_flow and lost:
        blanks = len(lost) - len(lost.lstrip())
        rest = _IN_BRACKETS.match(lost, blanks)
        lost = lost[: rest.end()] if rest else lost
    return lost.rstrip()


def comment_within(text: str, begin: int, end: int) -> int:
    """Return the index of the first sign between *begin* and *end* that begins a comment, or -1.

    A sign inside quotes is none.
    """
    quote = ""
    for index in range(begin, end):
        sign = text[index]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and text[index - 1 : index] in "{[,: \n":
            quote = sign
        elif sign == "#" and text[index - 1 : index] in " \t\n":
            return index
    return -1


def quoted_line(name: str | int, sentence: str) -> str:
    """Return the line that holds *sentence*, under its *name* or in a list, with quotes."""
    from customer_cli.yamldoc import yamlwrite

    value = yamlwrite.one_line(" ".join(sentence.split()))
    return f"{yamlwrite.flow_key(name)}: {value}" if isinstance(name, str) else f"- {value}"
