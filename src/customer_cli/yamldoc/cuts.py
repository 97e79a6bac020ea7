"""Sentences that YAML ends too early, at a comma or at the sign #.

Inside brackets a comma ends an unquoted text, and a blank with the sign # ends one everywhere.
What stands behind is a name without a value, an entry of its own or a comment, and the file
reads well with half a sentence in it.

A comment has a blank behind its sign. One whose sign is glued to a letter or a digit was most
likely meant as text, and so was one that closes a round bracket of the text before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from yaml.events import ScalarEvent

from customer_cli.yamldoc import parser

Path = tuple[str | int, ...]
COLON = re.compile(r"\s*:")
"""Behind a name in braces; where it is missing a comma has made the name."""
# Compiled where they are used: a sound file without these signs waits for none of them.
_BEHIND = r"[ \t]+(#[^\n]*)"
_BELOW = r"[ \t]*\n( +)(#[^\n]*)"
_GLUED = r"#+\w"
_LEFT_OUT = r"#+[\w-]+:(?:\s|\Z)"
"""An entry that somebody has made a comment of."""
_IN_BRACKETS = r"[^,\[\]{}]*"
_LISTS = r"\[[^\[\]]*\]"
_FEWEST_WORDS = 3
"""Of the first half of a sentence; lists of shorter texts are written in brackets all the time."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text that may go on behind the place where it ends for YAML."""

    path: Path
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
class TornSentence:
    """A sentence in braces of which a comma has made a name."""

    index: int
    """Where that name begins."""
    lost: str
    whole: str
    """The line to write instead, quoted; nothing where the name belongs to no text."""

    @property
    def words(self) -> tuple[str, str]:
        """The message and its remedy."""
        if not self.whole:
            message = f'The name "{shorten_name(self.lost)}" has no colon behind it.'
            return message, "Add the colon and what belongs there, or take the name out."
        message = f'"{shorten_name(self.lost)}" is cut off from the text before it by a comma.'
        is_word = " " not in self.lost
        or_name = f"\nIf it is a name, put a colon behind it: {self.lost}: ..." if is_word else ""
        return message, f"Put the whole text in double quotes: {self.whole}{or_name}"


@dataclass(slots=True)
class SentenceScan:
    """Finds the sentences in braces that go on over several entries: names without a colon."""

    _text: str
    _name: str = ""
    _start: int = 0
    """Where the unquoted text began that was last, and"""
    _end: int = 0
    """where what goes on from it ends; both 0 where none was."""
    _torn: int = -1

    def take(self, key: Any, event: Any) -> TornSentence | None:
        """Take the next entry, and return the torn sentence that ended before it."""
        start, end = key.start_mark.index, key.end_mark.index
        is_lone = type(event) is ScalarEvent and not event.value and not event.style
        if is_lone and not COLON.match(self._text, end):
            self._torn = start if self._torn < 0 else self._torn
            self._end = end
            return None
        ended = self.end()
        if parser.is_plain(event) and event.value:
            self._name = str(key.value)
            self._start, self._end = event.start_mark.index, event.end_mark.index
        return ended

    def end(self) -> TornSentence | None:
        """Return the torn sentence that ends here, if one does."""
        torn, start, self._torn, self._start = self._torn, self._start, -1, 0
        if torn < 0:
            return None
        lost = " ".join(self._text[torn : self._end].split())
        whole = quote_line(self._name, self._text[start : self._end]) if start else ""
        return TornSentence(torn, lost, whole)


def may_cut(text: str) -> bool:
    """Tell whether *text* may hold a cut sentence; where it may not, nobody has to look."""
    return ("#" in text and re.search(r"[ \t]#", text) is not None) or any(
        is_rest(*pair) for found in re.compile(_LISTS).finditer(text) if "," in found[0] for pair in
        pairwise(text.strip() for text in found[0][1:-1].split(","))
    )  # fmt: skip


def is_rest(first: str, second: str) -> bool:
    """Tell whether *second*, in a list in brackets, is likely the rest of a sentence.

    Then the *first* begins with a capital letter and has a few words, and *second* does not.
    """
    return second[:1].islower() and first[:1].isupper() and len(first.split()) >= _FEWEST_WORDS


def find_commented(
    text: str, event: Any, path: Path, column: int | None, *, is_flow: bool
) -> list[Cut]:
    """Return the sentence that a comment has cut off the unquoted text of *event* at *path*.

    *column* is that of its key, counted from 0; an entry of a list has none. A comment on the
    next line is meant only if it is deeper.
    """
    begin = event.start_mark.column - 1 if column is None else column
    lost, found = "", re.compile(_BEHIND).match(text, event.end_mark.index)
    if found:
        closes = event.value.count("(") > event.value.count(")") and ")" in found[1]
        lost = found[0] if closes or re.compile(_GLUED).match(found[1]) else ""
    elif not is_flow and (below := re.compile(_BELOW).match(text, event.end_mark.index)):
        is_text = len(below[1]) > begin and re.compile(_GLUED).match(below[2])
        lost = f" {below[2]}" if is_text and not re.compile(_LEFT_OUT).match(below[2]) else ""
    if is_flow and lost:
        rest = re.compile(_IN_BRACKETS).match(lost, len(lost) - len(lost.lstrip()))
        lost = lost[: rest.end()] if rest else lost
    lost = lost.rstrip()
    name = path[-1] if path and not (is_flow and isinstance(path[-1], int)) else ""
    return [Cut(path, lost.strip(), quote_line(name, event.value + lost))] if lost else []


def find_comment(text: str, begin: int, end: int) -> int:
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


def explain_hidden(text: str, begin: int, index: int) -> tuple[str, str]:
    """Return what to say of a comment at *index* that hides what stands at *begin* needs."""
    is_bracket = text[begin] in "[{"
    what = "what goes on behind it has no beginning"
    if is_bracket:
        what = f"the bracket {text[begin]} before it is never closed"
    start = text.rfind("\n", 0, index) + 1
    before = re.search(r"(?:([\w-]+): +)?([^,{}\[\]:]*)\Z", text[start:index])
    behind = re.match(r"[^,{}\[\]:\n]*", text[index:])
    sentence = (before[2] if before else "") + (behind[0] if behind else "")
    line = quote_line(before[1] if before and before[1] else "", sentence)
    message = f"The sign # makes a comment of the rest of this line, so {what}."
    return message, f"If the sign belongs to the text, write: {line.rstrip()}"


def shorten_name(name: str) -> str:
    """Return *name* on one line, cut where it is long."""
    name = " ".join(name.split())
    return name if len(name) <= 60 else f"{name[:60]}…"


def quote_line(name: str | int, sentence: str) -> str:
    """Return the line that holds *sentence* in quotes: under its *name*, in a list, or by itself."""
    from customer_cli.yamldoc import writer

    value = writer.write_inline(" ".join(sentence.split()))
    if isinstance(name, int):
        return f"- {value}"
    return f"{writer.write_key(name, is_flow=True)}: {value}" if name else value
