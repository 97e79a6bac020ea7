"""Matching of the entries of an older list with those of a newer one.

By id where both have one. Only where an id is missing on a side: the same words, and then the best
match of the words, which is a guess and says so. Two different ids are two things, however much
they read alike. Turned around, every match is the same match.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from customer_cli.text import as_typed

ALIKE = 0.45
"""Share of common words from which two texts without an id are taken for one. Measured on
reworded needs: half the words stay in most, and hardly a third agree in two different ones."""


MOST_COMPARED = 10_000
"""Pairs of entries held against each other; a hundred on either side are no edit any more."""

Kin = Mapping[str, Sequence[str]]
"""For each customer, those whose entries theirs can have been."""
Origins = Callable[[str], Sequence[str]]
"""Gives those customers; nobody's entries, where there are none, come from nobody's."""
_Pair = tuple[int, int]
"""The place of an entry in the older list, and that of its match in the newer one."""
_Placed = tuple[int, Any]
"""The place of an entry in its list, and what is known of it."""
_Both = tuple[list[_Placed], list[_Placed]]


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of either list, or of both."""

    old: Any
    new: Any
    guessed: bool = False
    """Whether only the words say that the two are one."""


@dataclass(frozen=True, slots=True)
class MatchKey:
    """What is asked of an entry to find it in the other list."""

    id: str | None
    words: str
    customer: str


def match_entries(
    old: Sequence[Any], new: Sequence[Any], words: Callable[[Any], str], kin: Kin | None = None
) -> Iterator[Match]:
    """Yield every entry of *new* with its match, in their order, then what is left of *old*.

    With *kin* entries belong to a customer, and without an id they are matched only with those of
    the customers that theirs came from.
    """

    origins: Origins = (lambda _: ("",)) if kin is None else (lambda key: kin.get(key, ()))

    def key_of(one: Any) -> MatchKey:
        customer = "" if kin is None else one.customer
        return MatchKey(str(one.id) if one.id else None, as_typed(words(one)), customer)

    then, now = list(enumerate(map(key_of, old))), list(enumerate(map(key_of, new)))
    # Where an id stands twice, the same words say which of them it is.
    sure = {*_match_by_key(then, now, lambda one: one.id and (one.id, one.words))}
    sure |= {*_match_by_key(*_find_unmatched(then, now, sure), lambda one: one.id)}
    sure |= {*_match_by_words(*_find_unmatched(then, now, sure), origins)}
    guessed = {*_match_by_likeness(*_find_unmatched(then, now, sure), origins)}
    yield from _yield_matches(old, new, sure, guessed)


def pair_entries(
    old: Sequence[Any],
    new: Sequence[Any],
    *keys: Callable[[Any], Hashable],
    fits: Callable[[Any, Any], bool] | None = None,
) -> Iterator[Match]:
    """Yield the same of entries that are known by *keys*, the key that says most first.

    What is left is matched where it *fits*, the older entry given before the newer one.
    """
    then, now = list(enumerate(old)), list(enumerate(new))
    sure: set[_Pair] = set()
    for key in keys:
        sure |= {*_match_by_key(*_find_unmatched(then, now, sure), key)}
    then, now = _find_unmatched(then, now, sure)
    if fits and len(then) * len(now) <= MOST_COMPARED:
        sure |= {
            *_match_closest((0, a, b) for a, one in then for b, other in now if fits(one, other))
        }
    yield from _yield_matches(old, new, sure, set())


def _yield_matches(
    old: Sequence[Any], new: Sequence[Any], sure: set[_Pair], guessed: set[_Pair]
) -> Iterator[Match]:
    known = {place: number for number, place in sure | guessed}
    for place, entry in enumerate(new):
        number = known.get(place)
        if number is None:
            yield Match(None, entry)
        else:
            yield Match(old[number], entry, (number, place) in guessed)
    taken = set(known.values())
    for number, entry in enumerate(old):
        if number not in taken:
            yield Match(entry, None)


def _find_unmatched(old: list[_Placed], new: list[_Placed], found: set[_Pair]) -> _Both:
    olds, news = {pair[0] for pair in found}, {pair[1] for pair in found}
    return [one for one in old if one[0] not in olds], [one for one in new if one[0] not in news]


def _match_by_key(
    old: list[_Placed], new: list[_Placed], key: Callable[[Any], Hashable]
) -> Iterator[_Pair]:
    """Yield the pairs of one key, in their order; an entry whose key is None is nobody's."""
    shelves: dict[Hashable, deque[int]] = {}
    for number, one in old:
        shelves.setdefault(key(one), deque()).append(number)
    for place, one in new:
        if (wanted := key(one)) is not None and (shelf := shelves.get(wanted)):
            yield shelf.popleft(), place


def _match_by_words(old: list[_Placed], new: list[_Placed], origins: Origins) -> Iterator[_Pair]:
    # Whole shelves against each other, so that a thousand equal entries are no million of pairs.
    before, after = _shelve(old), _shelve(new)
    beside = (
        (0, before[origin][0], rank)
        for (words, customer, has_id), (rank, _) in after.items()
        for other in ((False,) if has_id else (True, False))
        for origin in ((words, home, other) for home in origins(customer))
        if origin in before
    )
    olds, news = (dict(half.values()) for half in (before, after))
    for one, other in _sort_nearest(beside):
        while olds[one] and news[other]:
            yield olds[one].popleft(), news[other].popleft()


def _shelve(entries: list[_Placed]) -> dict[tuple[str, str, bool], tuple[int, deque[int]]]:
    """Return the places of equal entries, with the rank of the first of them, by what they say."""
    shelves: dict[tuple[str, str, bool], tuple[int, deque[int]]] = {}
    for rank, (place, one) in enumerate(entries):
        shelf = shelves.setdefault((one.words, one.customer, one.id is not None), (rank, deque()))
        shelf[1].append(place)
    return shelves


def _match_by_likeness(old: list[_Placed], new: list[_Placed], origins: Origins) -> Iterator[_Pair]:
    homes: dict[str, list[int]] = {}
    for rank, (_, one) in enumerate(old):
        homes.setdefault(one.customer, []).append(rank)
    beside = [(homes.get(origin, []), rank)
              for rank, (_, one) in enumerate(new) for origin in origins(one.customer)]  # fmt: skip
    if sum(len(home) for home, _ in beside) > MOST_COMPARED:
        return
    said = [[_count_words(one.words) for _, one in half] for half in (old, new)]
    edges = (
        (-likeness, number, rank)
        for home, rank in beside
        for number in home
        if not (old[number][1].id and new[rank][1].id)
        and (likeness := _compare_bags(said[0][number], said[1][rank])) >= ALIKE
    )
    # The best pair first is the best assignment where likeness is as rare as it is here.
    for number, rank in _match_closest(edges):
        yield old[number][0], new[rank][0]


def _match_closest(edges: Iterable[tuple[float, int, int]]) -> Iterator[_Pair]:
    """Yield the pairs of *edges* that are free when their turn comes, the lowest first."""
    olds: set[int] = set()
    news: set[int] = set()
    for one, other in _sort_nearest(edges):
        if one not in olds and other not in news:
            olds.add(one)
            news.add(other)
            yield one, other


def _sort_nearest(edges: Iterable[tuple[float, int, int]]) -> Iterator[_Pair]:
    # By what both directions see alike: two edges as near as each other have no end in common.
    for _, one, other in sorted(edges, key=lambda e: (e[0], abs(e[1] - e[2]), e[1] + e[2])):
        yield one, other


def measure_likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, 1 where they have the same."""
    return _compare_bags(_count_words(one), _count_words(other))


def _compare_bags(one: Counter[str], other: Counter[str]) -> float:
    both = sum((one & other).values())
    return 2 * both / (one.total() + other.total()) if both else float(one == other)


def _count_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
