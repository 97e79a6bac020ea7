"""What changed in a sentence, in whole words joined into phrases.

Crumbs between two changed words are read as part of the phrase: nobody reads a sentence in
which every third word is crossed out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mark = Literal["same", "gone", "new"]

SHORTEST_SAME = 3
"""Words between two edits that are worth leaving as they are."""
MOST_COMMON = 20_000
"""Pairs of equal words that are worth looking through. Prose of a page has some two thousand; a
text that says one word over and over has so many that the search would never end."""
_WORDS = re.compile(r"\s*\S+|\s+\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words with the blanks before them."""

    mark: Mark
    text: str


def phrases(old: str, new: str) -> tuple[Phrase, ...]:
    """Return the sentence as phrases: those marked same and gone are *old*, same and new *new*."""
    from difflib import SequenceMatcher

    before, after = _words(old), _words(new)
    if old != new and _is_endless(before, after):
        return tuple(_told([("gone", before, after)]))
    matcher = SequenceMatcher(None, [w.strip() for w in before], [w.strip() for w in after], False)
    runs: list[tuple[Mark, list[str], list[str]]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        same = kind == "equal" and before[a:b] == after[c:d]
        if same and not _is_crumb(b - a, a, b, len(before)):
            runs.append(("same", before[a:b], after[c:d]))
        elif runs and runs[-1][0] == "gone":
            runs[-1][1].extend(before[a:b])
            runs[-1][2].extend(after[c:d])
        else:
            runs.append(("gone", list(before[a:b]), list(after[c:d])))
    return tuple(_told(runs))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)


def _is_endless(before: list[str], after: list[str]) -> bool:
    old, new = Counter(map(str.strip, before)), Counter(map(str.strip, after))
    return sum(number * new[word] for word, number in old.items()) > MOST_COMMON


def _is_crumb(length: int, start: int, end: int, size: int) -> bool:
    # At either end of the sentence there is only one edit beside it, and nothing to join.
    return length < SHORTEST_SAME and start > 0 and end < size


def _told(runs: list[tuple[Mark, list[str], list[str]]]) -> Iterator[Phrase]:
    for mark, before, after in runs:
        if mark == "same":
            yield Phrase("same", "".join(before))
            continue
        if before:
            yield Phrase("gone", "".join(before))
        if after:
            yield Phrase("new", "".join(after))
