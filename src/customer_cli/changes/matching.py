"""Which entry of an older list is which of a newer one.

By id where both have one. Only where an id is missing on a side: equal words, and then the best
match of the words, which is a guess and says so. Two different ids are two things, however much
they read alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

ALIKE = 0.45
"""Share of common words from which two texts without an id are taken for one. Measured on
reworded needs: half the words stay in most, and hardly a third agree in two different ones."""


MOST_COMPARED = 10_000
"""Pairs of texts held against each other; a hundred on either side are no edit any more."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of either list, or of both."""

    old: Any
    new: Any
    guessed: bool = False
    """Whether only the words say that the two are one."""


def matched(old: Sequence[Any], new: Sequence[Any], words: Callable[[Any], str]) -> Iterator[Match]:
    """Yield every entry of *new* with its match, in their order, then what is left of *old*."""
    by_id = {entry.id: entry for entry in old if entry.id}
    pairs: dict[int, Match] = {}
    taken: set[int] = set()
    for place, entry in enumerate(new):
        known = by_id.get(entry.id) if entry.id else None
        if known is not None:
            pairs[place] = Match(known, entry)
            taken.add(id(known))
    for place, known, guessed in _alike(old, new, pairs, taken, words):
        pairs[place] = Match(known, new[place], guessed)
        taken.add(id(known))
    for place, entry in enumerate(new):
        yield pairs.get(place, Match(None, entry))
    for entry in old:
        if id(entry) not in taken:
            yield Match(entry, None)


def _alike(
    old: Sequence[Any],
    new: Sequence[Any],
    pairs: dict[int, Match],
    taken: set[int],
    words: Callable[[Any], str],
) -> Iterator[tuple[int, Any, bool]]:
    rest = [entry for entry in old if id(entry) not in taken]
    free = dict.fromkeys(range(len(rest)))
    places = [place for place in range(len(new)) if place not in pairs]
    equal: dict[str, list[int]] = {}
    for number, known in enumerate(rest):
        equal.setdefault(words(known), []).append(number)
    for place in list(places):
        same = equal.get(words(new[place]), ())
        fits = (n for n in same if n in free and not (rest[n].id and new[place].id))
        taken_now = next(fits, None)
        if taken_now is not None:
            del free[taken_now]
            places.remove(place)
            yield place, rest[taken_now], False
    if len(places) * len(free) > MOST_COMPARED:
        return
    found = []
    for place in places:
        for number in free:
            likeness = alike(words(rest[number]), words(new[place]))
            if likeness >= ALIKE and not (rest[number].id and new[place].id):
                found.append((-likeness, place, number))
    # The best pair first is the best assignment where likeness is as rare as it is here.
    for _, place, number in sorted(found):
        if place in places and number in free:
            places.remove(place)
            del free[number]
            yield place, rest[number], True


def alike(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, 1 where they have the same."""
    a, b = _counted(one), _counted(other)
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else float(a == b)


def _counted(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
