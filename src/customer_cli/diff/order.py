"""What a change of the order means: who wins now that did not win before.

Numbers say nothing by themselves. Put one group on top and every number below changes although
nobody decided anything, so pairs are compared: a pair is flipped where the two stood the other
way round. Through a split or a merger a customer stands for all they came from, and a pair is
flipped only where all of them stood the other way.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from customer_cli.diff.side import Lineage

if TYPE_CHECKING:
    from customer_cli.record.model import Record


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that can be compared between two orders."""

    flipped: tuple[tuple[str, str], ...]
    """Who wins now, and over whom, by today's order."""
    compared: int
    """How many pairs there are of which both records say who wins."""


def ranks(record: Record) -> dict[str, int]:
    """Return the rank of each ranked customer of *record*, counted from 1."""
    there = [key for key in dict.fromkeys(record.order) if key in record.customers]
    return {key: rank for rank, key in enumerate(there, start=1)}


def pairs(old: Record, new: Record, lineage: Lineage) -> Pairs:
    """Return which pairs of *new* stood the other way round in *old*, and how many are compared.

    A pair counts where all predecessors of both were ranked and the two share none.
    """
    before = ranks(old)
    stood: dict[str, tuple[int, int]] = {}
    for key in ranks(new):
        origin = lineage.predecessors[key]
        if origin and all(one in before for one in origin):
            stood[key] = (min(before[o] for o in origin), max(before[o] for o in origin))
    kin = set()
    for successors in lineage.successors.values():
        counted = [key for key in successors if key in stood]
        kin |= {frozenset(pair) for pair in combinations(counted, 2)}
    number = len(stood)
    return Pairs(tuple(_flipped(stood)), number * (number - 1) // 2 - len(kin))


def _flipped(stood: dict[str, tuple[int, int]]) -> list[tuple[str, str]]:
    # From the last to the first, so that those who come after are known, sorted by the best
    # rank any of their predecessors had; as many steps as there are flips, and few more.
    places = {key: place for place, key in enumerate(stood)}
    after: list[tuple[int, int, str]] = []
    found: list[tuple[str, str]] = []
    for key in reversed(stood):
        best, worst = stood[key]
        end = bisect_left(after, (best, -1, ""))
        found += [(key, other) for _, _, other in after[:end]]
        insort(after, (worst, places[key], key))
    return sorted(found, key=lambda pair: (places[pair[0]], places[pair[1]]))


def movers(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the fewest of those in both orders whose moves explain all the rest, risers first.

    Everybody else kept their place among themselves. Where several sets are as small, those who
    rose are named rather than those who were overtaken, and the longer way before the shorter.
    """
    both = set(before) & set(after)
    now = [key for key in after if key in both]
    places = {key: place for place, key in enumerate(now)}
    then = {key: place for place, key in enumerate(key for key in before if key in both)}
    rose = {key: then[key] - places[key] for key in now}
    stay = _longest_rising(now, then, {key: _reluctance(rose[key]) for key in now})
    moving = [key for key in now if key not in stay]
    return sorted(moving, key=lambda key: (-(rose[key] > 0), -abs(rose[key]), places[key]))


def _reluctance(rose: int) -> tuple[int, int]:
    """How much somebody who *rose* so many places is to be named as one who stayed."""
    return (int(rose <= 0), -abs(rose))


def _longest_rising(
    now: Sequence[str], then: dict[str, int], weight: dict[str, tuple[int, int]]
) -> set[str]:
    # A longest rising run of old places; among equally long ones the heaviest by *weight*.
    # Best runs by the old place they end at, in a tree of prefix maxima: n log n.
    size = len(now)
    nothing = (0, 0, 0, -1)
    tree = [nothing] * (size + 1)
    link: list[int] = [-1] * size
    best_end = nothing
    for index, key in enumerate(now):
        place = then[key]
        found = nothing
        step = place
        while step > 0:
            found = max(found, tree[step])
            step -= step & -step
        link[index] = found[3]
        length, staying, distance, _ = found
        run = (length + 1, staying + weight[key][0], distance + weight[key][1], index)
        best_end = max(best_end, run)
        step = place + 1
        while step <= size:
            tree[step] = max(tree[step], run)
            step += step & -step
    stay: set[str] = set()
    index = best_end[3]
    while index >= 0:
        stay.add(now[index])
        index = link[index]
    return stay
