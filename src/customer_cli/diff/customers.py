"""What changed about the customers themselves: who they are, who is primary, who ranks where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from customer_cli.analysis import lens
from customer_cli.diff.change import Change, change
from customer_cli.diff.order import Pairs
from customer_cli.diff.side import Lineage
from customer_cli.text import as_typed

if TYPE_CHECKING:
    from customer_cli.record.model import Record

_DESCRIBED = ("about", "pays_with", "serves", "same_people_as")
_PEOPLE = ("serves", "same_people_as")
_BY_FACTS = ("hierarchy", "everybody", "whose-needs")
"""Lenses that read facts; under the others the primary customer says it all."""


def changes(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    """Yield what changed between the customers of *old* and *new* but for the order."""
    yield from _primary(old, new, links)
    yield from _identities(old, new, links)
    for before, after in links.same.items():
        yield from _same(old, new, before, after, links)


def _primary(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
    was, now = old.primary, new.primary
    same = links.same.get(was) if was else None
    if was != now and (same is None or same != now):
        yield change("primary", from_=was, to=now)
    elif was and was == now and same != now and was in links.successors:
        # The same id, and not the same people: a part of them, or they and others.
        yield change("primary", from_=was, to=now)


def _identities(old: Record, new: Record, links: Lineage) -> Iterator[Change]:
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


def _same(old: Record, new: Record, before: str, after: str, links: Lineage) -> Iterator[Change]:
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
        was, now = _plain(getattr(one, key)), _plain(getattr(other, key))
        if was != now and not (key in _PEOPLE and _are_linked(was, now, links)):
            yield change("described", id=after, key=key, from_=was, to=now)


def _are_linked(was: Any, now: Any, links: Lineage) -> bool:
    """Tell whether two lists of customers name the same people under other ids."""
    return all(any(links.linked(a, b) for b in now) for a in was) and all(
        any(links.linked(a, b) for a in was) for b in now
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def order_changes(
    before: dict[str, int], now: dict[str, int], links: Lineage, pairs: Pairs
) -> Iterator[Change]:
    """Yield who moved, who only shifted, who is ranked and who wins now, given both orders' ranks.

    New, split and merged customers neither move nor shift; their flips are told all the same.
    """
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
    for wins, over in pairs.flipped:
        yield change("flipped", now_wins=wins, over=over)
