"""A finding as a conversation knows it: which rule, at which place by id, and how it is put.

It is part of a fact in the journal, so it holds words and needs no rule to be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from customer_cli.conversation.fields import Data, Row


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the method doubts about the answers so far, at one place."""

    rule: str
    where: str
    """The path in the record by id, such as `customers.teachers`."""
    severity: str
    message: str
    question: str

    @property
    def customer(self) -> str:
        """The customer that it is about, or nothing."""
        first, _, rest = self.where.partition(".")
        return rest.partition(".")[0] if first == "customers" else ""

    def to_row(self) -> Row:
        """Return it as a row of an event."""
        return {name: getattr(self, name) for name in self.__slots__}


def doubt_from(row: Row) -> Doubt:
    """Return the doubt that `Doubt.to_row` turned into *row*."""
    return Doubt(*(str(row.get(name, "")) for name in Doubt.__slots__))


Look = Callable[[Data, str], Sequence[Doubt]]
"""Says what is doubted about a record's data, acknowledged doubts left out, the heaviest first.

The second is the slot that was answered: of what an answer to it cannot raise nothing need be said.
Where it is empty everything is asked for.
"""


def nobody_doubts(_data: Data, _slot: str) -> Sequence[Doubt]:
    """Return nothing: a conversation whose answers are on disk already is told by `check`."""
    return ()
