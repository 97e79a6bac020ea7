"""Changes of the customers themselves: who they are, who is primary, who ranks where.

A rank says nothing by itself. Put one customer on top and every rank below changes although nobody
decided anything, so pairs are compared: a pair is flipped where the two stood the other way round.
Through a split or a merger a customer stands for all they came from, and a pair is flipped only
where all of them stood the other way.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from customer_cli.analysis import lens
from customer_cli.diff.change import Change, change
from customer_cli.diff.side import Lineage
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_DESCRIBED = ("about", "pays_with", "serves", "same_people_as")
_PEOPLE = ("serves", "same_people_as")
_BY_FACTS = ("hierarchy", "everybody", "whose-needs")
"""Lenses that read facts; under the others the primary customer says it all."""


def find_customer_changes(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    """Yield what changed between the customers of *old* and *new* but for the order."""
    yield from _find_primary(old, new, links)
    yield from _find_identities(old, new, links)
    for before, after in links.same.items():
        yield from _find_details(old, new, before, after, links)


def _find_primary(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    was, now = old.primary, new.primary
    same = links.same.get(was) if was else None
    if was != now and (same is None or same != now):
        yield change("primary", from_=was, to=now)
    elif was and was == now and same != now and was in links.successors:
        # The same id, and not the same people: a part of them, or they and others.
        yield change("primary", from_=was, to=now)


def _find_identities(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    gone = {entry.id: entry.because for entry in new.left}
    for before, after in links.successors.items():
        if len(after) > 1:
            yield change("split", from_=before, to=list(after))
        elif not after and before in gone:
            yield change("left", id=before, because=gone[before])
        elif not after:
            yield change("question", about=before)
    for key, origin in links.predecessors.items():
        if len(origin) > 1:
            yield change("merged", from_=list(origin), to=key)
        elif not origin:
            yield change("joined", id=key)
    for before, now in links.same.items():
        was, name = old.customers[before].name, new.customers[now].name
        if before != now and as_typed(was) == as_typed(name):
            was = name
        if before != now or was != name:
            yield change("renamed", id=now, from_=was, to=name, was=before)


def _find_details(
    old: Record, new: Record, before: str, after: str, links: Lineage
) -> Iterator[Change]:
    one, other = old.customers[before], new.customers[after]
    added = [fact for fact in other.facts if fact not in one.facts]
    dropped = [fact for fact in one.facts if fact not in other.facts]
    if added or dropped:
        yield change("facts", id=after, added=added, dropped=dropped)
    if new.lens in _BY_FACTS:
        stood, stands = (
            lens.find_standing(before, old, new.lens),
            lens.find_standing(after, new, new.lens),
        )
        if stood.name != stands.name:
            yield change("standing", id=after, from_=stood.name, to=stands.name,
                         because=stands.decided_by or stood.decided_by)  # fmt: skip
    for key in _DESCRIBED:
        was, now = (list(said) if isinstance(said, tuple) else said
                    for said in (getattr(one, key), getattr(other, key)))  # fmt: skip
        if was != now and not (key in _PEOPLE and _are_linked(was, now, links)):
            yield change("described", id=after, key=key, from_=was, to=now)


def _are_linked(was: Any, now: Any, links: Lineage) -> bool:
    """Tell whether two lists of customers name the same people under other ids."""
    return all(any(links.linked(a, b) for b in now) for a in was) and all(
        any(links.linked(a, b) for a in was) for b in now
    )


def find_order_changes(old: Record, new: Record, links: Lineage, pairs: Pairs) -> Iterator[Change]:
    """Yield who moved, who only shifted, who is ranked and who wins now.

    New, split and merged customers neither move nor shift; their flips are told all the same.
    """
    before, now = rank_customers(old), rank_customers(new)
    flipping = {key for pair in pairs.flipped for key in pair}
    for after in dict.fromkeys([*now, *links.before]):
        if after not in links.before:
            continue
        rank, stood = now.get(after), before.get(links.before[after])
        if rank is None and stood is not None:
            yield change("unranked", id=after, from_=stood)
        elif stood is None and rank is not None:
            yield change("ranked", id=after, to=rank)
        elif rank != stood:
            kind = "moved" if after in flipping else "shifted"
            yield change(kind, id=after, from_=stood, to=rank)
    # There are as many as pairs of customers where an order is turned around, so none is looked at.
    for wins, over in pairs.flipped:
        yield Change("flipped", {"now_wins": wins, "over": over})


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs that can be compared between two orders."""

    flipped: tuple[tuple[str, str], ...]
    """Who wins now, and over whom, by today's order."""
    compared: int
    """How many pairs there are of which both records say who wins."""


def rank_customers(record: Record) -> dict[str, int]:
    """Return the rank of each ranked customer of *record*, counted from 1."""
    there = [key for key in dict.fromkeys(record.order) if key in record.customers]
    return {key: rank for rank, key in enumerate(there, start=1)}


def compare_pairs(old: Record, new: Record, lineage: Lineage) -> Pairs:
    """Return which pairs of *new* stood the other way round in *old*, and how many are compared.

    A pair counts where all predecessors of both were ranked and the two share none.
    """
    before = rank_customers(old)
    stood: dict[str, tuple[int, int]] = {}
    for key in rank_customers(new):
        origin = lineage.predecessors[key]
        if origin and all(one in before for one in origin):
            stood[key] = (min(before[o] for o in origin), max(before[o] for o in origin))
    kin = set()
    for successors in lineage.successors.values():
        counted = [key for key in successors if key in stood]
        kin |= {frozenset(pair) for pair in combinations(counted, 2)}
    number = len(stood)
    return Pairs(tuple(_find_flipped(stood)), number * (number - 1) // 2 - len(kin))


def _find_flipped(stood: dict[str, tuple[int, int]]) -> list[tuple[str, str]]:
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


def find_movers(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return the fewest of those in both orders whose moves explain all the rest, risers first.

    Everybody else kept their place among themselves. Where several sets are as small, those who
    rose are named rather than those who were overtaken, and the longer way before the shorter.
    """
    both = set(before) & set(after)
    now = [key for key in after if key in both]
    places = {key: place for place, key in enumerate(now)}
    then = {key: place for place, key in enumerate(key for key in before if key in both)}
    rose = {key: then[key] - places[key] for key in now}
    # Whoever rose is the last to be taken for one who stayed, and the longer way the later.
    stay = _longest_rising(now, then, {key: (int(up <= 0), -abs(up)) for key, up in rose.items()})
    moving = [key for key in now if key not in stay]
    return sorted(moving, key=lambda key: (-(rose[key] > 0), -abs(rose[key]), places[key]))


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
