"""Who of an older record is who in a newer one.

By id first, then by declared lineage (`was`), and never by likeness: two different ids are two
groups. A declaration counts unless both records hold both ids, because then nobody became
anybody. A customer that is in both is its own predecessor. It does not matter which of the two
records declares it, so the way back is the way there, turned around.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from customer_cli.record.model import Record


@dataclass(frozen=True)
class Lineage:
    """The links between the customers of two records."""

    predecessors: Mapping[str, tuple[str, ...]]
    """For each customer of the newer record, whom they came from, in the older record's order."""
    successors: Mapping[str, tuple[str, ...]]
    """For each customer of the older record, whom they became, in the newer record's order."""

    def linked(self, old: str, new: str) -> bool:
        """Tell whether *new* names what became of *old*, or a part of it.

        A reference that did not change still names whom it named, wherever they are today.
        """
        return old == new or new in self.successors.get(old, ())

    @cached_property
    def same(self) -> dict[str, str]:
        """The customers who are one and the same in both: the newer id by the older one."""
        return {
            old: new[0]
            for old, new in self.successors.items()
            if len(new) == 1 and self.predecessors[new[0]] == (old,)
        }

    @cached_property
    def before(self) -> dict[str, str]:
        """The same the other way: the older id by the newer one."""
        return {new: old for old, new in self.same.items()}


def lineage(old: Record, new: Record) -> Lineage:
    """Return who became whom between the records *old* and *new*."""
    links = {(key, key) for key in old.customers if key in new.customers}
    for key, customer in new.customers.items():
        links |= {(was, key) for was in customer.was if was in old.customers}
    for key, customer in old.customers.items():
        links |= {(key, was) for was in customer.was if was in new.customers}
    # Both records hold both ids: they are two groups today as they were then.
    both = old.customers.keys() & new.customers.keys()
    links = {link for link in links if link[0] == link[1] or not both.issuperset(link)}
    came: dict[str, list[str]] = {key: [] for key in new.customers}
    became: dict[str, list[str]] = {key: [] for key in old.customers}
    then = {key: place for place, key in enumerate(old.customers)}
    now = {key: place for place, key in enumerate(new.customers)}
    for before, after in sorted(links, key=lambda link: (then[link[0]], now[link[1]])):
        became[before].append(after)
        came[after].append(before)
    return Lineage(
        {key: tuple(keys) for key, keys in came.items()},
        {key: tuple(keys) for key, keys in became.items()},
    )
