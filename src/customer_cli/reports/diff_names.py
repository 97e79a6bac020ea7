"""The names and words behind the ids of two records, whichever of the two holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from customer_cli.text import join_names, one_line

if TYPE_CHECKING:
    from customer_cli.record.model import Customer, Evidence, Record, Value

MOST_NAMES = 3
"""More names than this are not kept in mind when a sentence is read aloud."""


class Names:
    """What ids stand for; the newer record is asked first."""

    def __init__(self, old: Record, new: Record) -> None:
        self.old, self.new = old, new

    def customer(self, key: str | None) -> str:
        """Return the name of a customer; an id that nobody has stays as it is."""
        for record in (self.new, self.old):
            if key in record.customers:
                return one_line(record.customers[str(key)].name)
        return str(key) if key else "nobody"

    def before(self, key: str) -> str:
        """Return the name that a customer had in the older record."""
        known = self.old.customers.get(key)
        return one_line(known.name) if known else self.customer(key)

    def customers(self, keys: Iterable[str]) -> str:
        """Return the names of all of *keys*."""
        return listed([self.customer(key) for key in keys])

    def value(self, key: str | None) -> str:
        """Return the text of a value in quotes, or its id where no record holds it."""
        found = self.value_itself(key)
        return f'"{one_line(found.text)}"' if found else str(key)

    def value_itself(self, key: str | None) -> Any:
        """Return the value that an id or a text stands for, or None."""
        return self._new_values.get(key) or self._old_values.get(key)

    def new_value(self, key: str | None) -> Any:
        """Return the value as the newer record has it, or None."""
        return self._new_values.get(key)

    def old_value(self, key: str | None) -> Any:
        """Return the value as the older record has it, or None."""
        return self._old_values.get(key)

    def person(self, key: str) -> str:
        """Return the name of one of the people; one without any is somebody."""
        return self._people.get(key, key) or "Somebody"

    def new_evidence(self, key: str, customer: str) -> Any:
        """Return the piece of evidence as the newer record has it, or None."""
        return _closest(self._new_evidence, key, customer)

    def old_evidence(self, key: str, customer: str) -> Any:
        """Return the piece of evidence as the older record had it, or None."""
        return _closest(self._old_evidence, key, customer)

    @cached_property
    def _new_values(self) -> dict[str | None, Value]:
        return dict(_values(self.new))

    @cached_property
    def _old_values(self) -> dict[str | None, Value]:
        return dict(_values(self.old))

    @cached_property
    def _new_evidence(self) -> dict[tuple[str, str], Evidence]:
        return dict(_evidence(self.new))

    @cached_property
    def _old_evidence(self) -> dict[tuple[str, str], Evidence]:
        return dict(_evidence(self.old))

    @cached_property
    def _people(self) -> dict[str, str]:
        people = [*self.old.people, *self.new.people]
        return {str(one.id): one_line(one.name) for one in people if one.id}


def listed(names: list[str], most: int | None = None) -> str:
    """Return *names* as they are read aloud; from *most* on the rest is counted."""
    if most is not None and len(names) > most + 1:
        names = [*names[:most], f"{len(names) - most} more"]
    return join_names(names)


def _closest(pieces: dict[tuple[str, str], Evidence], key: str, customer: str) -> Evidence | None:
    # Without an id of its own a piece is called by its words, and only its customer tells it
    # from another that says the same.
    return pieces.get((customer, key)) or pieces.get(("", key))


def _values(record: Record) -> Iterator[tuple[str | None, Value]]:
    for customer in record.customers.values():
        for value in customer.values:
            yield str(value.id or value.text), value


def _evidence(record: Record) -> Iterator[tuple[tuple[str, str], Evidence]]:
    owned: list[tuple[str, Customer | Any]] = [*record.customers.items()]
    owned += [(entry.id, entry) for entry in record.left]
    for key, owner in owned:
        pieces = [*owner.evidence]
        for value in getattr(owner, "values", ()):
            pieces += value.evidence
        for piece in pieces:
            name = str(piece.id or piece.words or piece.source or piece.kind)
            yield (key, name), piece
            yield ("", name), piece
