"""Differences between two sentences, in whole words joined into phrases.

Crumbs between two changed words are read as part of the phrase: nobody reads a sentence in
which every third word is crossed out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

Mark = Literal["same", "removed", "added"]

SHORTEST_SAME = 3
"""Words between two edits that are worth leaving as they are."""
MOST_COMMON = 20_000
"""Pairs of equal words that are worth looking through. Prose of a page has some two thousand; a
text that says one word over and over has so many that the search would never end."""
_WORDS = re.compile(r"\s*\S+|\s+\Z")


@dataclass(frozen=True, slots=True)
class WordRun:
    """A run of words with the blanks before them."""

    mark: Mark
    text: str


def compare_words(old: str, new: str) -> tuple[WordRun, ...]:
    """Return the sentence as runs: those marked same and removed are *old*, same and added *new*."""
    from difflib import SequenceMatcher

    before, after = _WORDS.findall(old), _WORDS.findall(new)
    edits: list[tuple[bool, list[str], list[str]]] = []
    if old != new and _is_endless(before, after):
        edits.append((False, before, after))
    else:
        was, now = ([word.strip() for word in side] for side in (before, after))
        for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
            # At either end of the sentence there is only one edit beside it, and nothing to join.
            is_crumb = b - a < SHORTEST_SAME and a > 0 and b < len(before)
            if kind == "equal" and before[a:b] == after[c:d] and not is_crumb:
                edits.append((True, before[a:b], after[c:d]))
            elif edits and not edits[-1][0]:
                edits[-1][1].extend(before[a:b])
                edits[-1][2].extend(after[c:d])
            else:
                edits.append((False, before[a:b], after[c:d]))
    runs: list[WordRun] = []
    for is_same, old_words, new_words in edits:
        if is_same:
            runs.append(WordRun("same", "".join(old_words)))
            continue
        runs += [WordRun("removed", "".join(old_words))] if old_words else []
        runs += [WordRun("added", "".join(new_words))] if new_words else []
    return tuple(runs)


def _is_endless(before: list[str], after: list[str]) -> bool:
    old, new = Counter(map(str.strip, before)), Counter(map(str.strip, after))
    return sum(number * new[word] for word, number in old.items()) > MOST_COMMON
