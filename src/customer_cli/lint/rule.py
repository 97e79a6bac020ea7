"""What a rule is: a function that looks at a record and yields what it doubts.

The docstring of the function is its manual page: the first sentence says what must hold, the
rest why, and whose idea it is. How much a doubt weighs depends on the lens, because what one
definition of "customer" forbids, another asks for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from customer_cli.meaning.headline import in_a_sentence
from customer_cli.meaning.lists import customer_name
from customer_cli.reading.findings import Severity
from customer_cli.reading.shapes import Path
from customer_cli.record import DEFAULT_WORD, LENSES, LensName, Record, Value, Word


@dataclass(frozen=True, slots=True)
class Subject:
    """A record as the rules look at it."""

    record: Record
    as_of: dt.date
    """The day it is judged as of: its `held`, for a team's newest record today."""
    today: dt.date
    """For the few rules that look at the calendar whatever the record's age."""
    is_newest: bool = True
    """Whether no later record of the team is known."""
    earlier: Record | None = None
    """The record that its `previous` names, where that lies beside it."""

    @property
    def word(self) -> Word:
        """The team's own word for a customer."""
        return self.record.word or DEFAULT_WORD

    def name(self, customer_id: str) -> str:
        """Return the name of a customer as it stands inside a sentence."""
        return in_a_sentence(customer_name(self.record, customer_id), self.word)

    def values(self, only: str | None = None) -> Iterator[tuple[Path, str, Value]]:
        """Yield everything customers value, with its path and whose it is; of *only* one."""
        for key, customer in self.record.customers.items():
            if only in (None, key):
                for index, value in enumerate(customer.values):
                    yield ("customers", key, "values", index), key, value

    def at_customer(self, customer_id: str) -> Path:
        """Return the place of whatever concerns a customer as a whole."""
        return ("customers", customer_id)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule has seen at one place."""

    path: Path
    """The way to it in the record's data."""
    message: str
    """What was seen and why it matters, each a sentence."""
    question: str = ""
    """One question to answer in the room."""
    at_key: bool = False
    """Whether the key at the path is meant, and not the value behind it."""
    severity: Severity | None = None
    """Where this place weighs more or less than the rule usually does."""
    other: Path = ()
    """The way to what it does not agree with, where that is somewhere else."""


Look = Callable[[Subject], Iterator[Doubt]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    id: str
    """A letter for what it is about and a number, such as `P02`; never given to another rule."""
    severities: Mapping[LensName, Severity]
    """How much its doubts weigh; it does not look under a lens that is not here."""
    look: Look

    @property
    def title(self) -> str:
        """What must hold, in a sentence."""
        return self.explanation.split("\n\n")[0].replace("\n", " ")

    @property
    def explanation(self) -> str:
        """The manual page."""
        import inspect

        return inspect.getdoc(self.look) or ""


def rule(
    id: str, always: Severity | None = None, **by_lens: Severity | None
) -> Callable[[Look], Rule]:
    """Return a decorator that makes a rule of a function.

    *always* is the severity under every lens that *by_lens* does not name (`whose_needs` for
    `whose-needs`); None means that the rule does not look under that lens.
    """
    named = {lens.replace("-", "_"): lens for lens in LENSES}
    weights = dict.fromkeys(LENSES, always) | {named[key]: says for key, says in by_lens.items()}
    found = {lens: severity for lens, severity in weights.items() if severity}

    def made(look: Look) -> Rule:
        return Rule(id, found, look)

    return made
