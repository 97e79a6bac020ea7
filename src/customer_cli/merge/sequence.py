"""Orders that two people changed, merged: of a list, and of who wins when wishes collide."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item", bound=Hashable)


def merge_sequences(
    base: Sequence[Item], theirs: Sequence[Item], ours: Sequence[Item]
) -> list[Item]:
    """Return what stands in both *theirs* and *ours* or is new in one, in an order that fits both.

    What one side took out is gone. The side that moved something says the order, theirs where
    both did; what the other has added goes behind what it stood behind there. No item may stand
    in one of them twice.
    """
    before = set(base)
    first, second = (theirs, ours) if _is_reordered(base, theirs) else (ours, theirs)
    there = set(second)
    spine = [item for item in first if item in there or item not in before]
    return insert_new(spine, second, (item for item in second if item not in before))


def insert_new(spine: Sequence[Item], other: Sequence[Item], new: Iterable[Item]) -> list[Item]:
    """Return *spine* with those *new* items of *other* that it lacks, behind their neighbours."""
    there, wanted = set(spine), set(new)
    behind: dict[Any, list[Item]] = {}
    last: Any = None
    for item in other:
        if item in there:
            last = item
        elif item in wanted:
            behind.setdefault(last, []).append(item)
    found = behind.get(None, [])
    for item in spine:
        found += [item, *behind.get(item, ())]
    return found


def _is_reordered(base: Sequence[Item], side: Sequence[Item]) -> bool:
    there, before = set(side), set(base)
    return [one for one in base if one in there] != [one for one in side if one in before]


def merge_rankings(
    base: Sequence[str], theirs: Sequence[str], ours: Sequence[str]
) -> list[str] | None:
    """Return the order of customers that both want, or None where that is for people to say.

    Where one side re-ranked and the other only added or took out somebody, both are done, as
    long as it follows who comes before whom. Nobody's rank is made up: two who were both added
    in one place were never ranked against each other.
    """
    ends: tuple[Any, Any] = (object(), object())
    common = set(base) & set(theirs) & set(ours)
    kept = [[key for key in one if key in common] for one in (base, theirs, ours)]
    if kept[0] != kept[1] != kept[2] != kept[0]:
        return None
    # The one who re-ranked says where everybody stands.
    first, second = (theirs, ours) if kept[1] != kept[0] else (ours, theirs)
    spine = _sort_into_gaps(first, common, ends)
    other = _sort_into_gaps(second, common, ends)
    before = set(base)
    order = kept[1] if first is theirs else kept[2]
    extra = _find_gaps(other, order, before, ends)
    if extra is None:
        return None
    found: list[str] = []
    for above, below in zip([ends[0], *order], [*order, ends[1]], strict=True):
        kept_here = [key for key in spine.get((above, below), ()) if key not in before]
        if kept_here and extra.get(below):
            if kept_here != extra[below]:
                return None
            extra.pop(below)
        found += [*kept_here, *extra.pop(below, []), *([below] if below is not ends[1] else [])]
    return found if len(set(found)) == len(found) else None


def _find_gaps(
    gaps: dict[Any, list[str]], order: Sequence[str], before: set[str], ends: tuple[Any, Any]
) -> dict[Any, list[str]] | None:
    """Return who is new in *gaps*, by whom they come before in *order*; None where that is open."""
    following = dict(zip([ends[0], *order], [*order, ends[1]], strict=True))
    extra: dict[Any, list[str]] = {}
    for (above, below), keys in gaps.items():
        new = [key for key in keys if key not in before]
        if not new:
            continue
        gap = below if following.get(above) == below else None
        if above is ends[0] and below is not ends[1]:
            gap = order[0] if order else ends[1]
        elif below is ends[1]:
            gap = ends[1]
        if gap is None or gap in extra:
            return None
        extra[gap] = new
    return extra


def _sort_into_gaps(
    order: Sequence[str], common: set[str], ends: tuple[Any, Any]
) -> dict[Any, list[str]]:
    """Return who stands between which two of those in *common*."""
    found: dict[Any, list[str]] = {}
    here: list[str] = []
    above = ends[0]
    for key in order:
        if key in common:
            found[above, key] = here
            above, here = key, []
        else:
            here.append(key)
    found[above, ends[1]] = here
    return found
