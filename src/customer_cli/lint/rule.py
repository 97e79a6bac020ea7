"""A rule of the method: a function that looks at a record and yields what it has found.

The docstring of the function is its manual page: the first sentence says what must hold, the
rest why, and whose idea it is. How much a finding weighs depends on the lens, because what one
definition of "customer" forbids, another asks for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from customer_cli.analysis.hierarchy import name_in_sentence
from customer_cli.analysis.lists import customer_name
from customer_cli.record.explain import Path
from customer_cli.record.finding import Severity
from customer_cli.record.format import DEFAULT_WORD, LENSES, LensName

if TYPE_CHECKING:
    from customer_cli.diff.compare import Comparison
    from customer_cli.record.model import Customer, Record, Value, Word


@dataclass(frozen=True, slots=True)
class File:
    """The file a record is in, among the others of its folder."""

    name: str = ""
    """Empty where the record is in none."""
    twins: tuple[str, ...] = ()
    """The names of other files with the same label."""
    same_day: tuple[str, ...] = ()
    """The names of other records that were held on the same day, or of the first of many."""

    @property
    def label(self) -> str:
        """The name without its ending."""
        return self.name.rpartition(".")[0]


NO_FILE = File()


@dataclass(frozen=True)
class Subject:
    """A record as the rules look at it; what many of them ask is found out once."""

    record: Record
    as_of: dt.date
    """The day it is judged as of: its `held`, for a team's newest record today."""
    today: dt.date
    """For the few rules that look at the calendar whatever the record's age."""
    is_newest: bool = True
    """Whether no later record of the team is known."""
    earlier: Record | None = None
    """The record that its `previous` names, where that lies beside it."""
    cuts: Sequence[RuleFinding] = ()
    """What was found in its file, where a text may go on behind the place where it ends."""
    file: File = NO_FILE

    @property
    def word(self) -> Word:
        """The team's own word for a customer."""
        return self.record.word or DEFAULT_WORD

    def name(self, customer_id: str) -> str:
        """Return the name of a customer as it stands inside a sentence."""
        return name_in_sentence(customer_name(self.record, customer_id), self.word)

    def person(self, person_id: str) -> str:
        """Return the name of a person who was there, or the word itself where nobody has that id."""
        return self._people.get(person_id, person_id)

    @cached_property
    def _people(self) -> dict[str, str]:
        return {one.id: one.name for one in reversed(self.record.people) if one.id}

    @cached_property
    def comparison(self) -> Comparison | None:
        """The record beside the one before, where that is known."""
        if self.earlier is None:
            return None
        from customer_cli.diff.compare import compare
        from customer_cli.diff.side import date_records

        return compare(*date_records(self.earlier, self.record))

    @cached_property
    def is_english(self) -> bool:
        """Whether its texts are, all in all, in the language that the rules about words read."""
        from customer_cli.lint.english.texts import are_english

        return are_english(_list_texts(self.record))

    @cached_property
    def english_customers(self) -> tuple[tuple[str, Customer], ...]:
        """Those customers whose names can be read, by id."""
        from customer_cli.lint.english.texts import is_english

        customers = self.record.customers.items() if self.is_english else ()
        return tuple(one for one in customers if is_english(one[1].name))

    @property
    def english_primary(self) -> tuple[tuple[str, Customer], ...]:
        """The primary customer by id, where there is one and its name can be read."""
        return tuple(one for one in self.english_customers if one[0] == self.record.primary)

    @cached_property
    def english_values(self) -> tuple[tuple[Path, str, Value], ...]:
        """Those of its values whose texts can be read, as `values` yields them."""
        from customer_cli.lint.english.texts import is_english

        values = self.values() if self.is_english else ()
        return tuple(one for one in values if is_english(one[2].text))

    def english_line(self, text: str) -> str:
        """Return *text* where it can be read, and nothing otherwise."""
        from customer_cli.lint.english.texts import is_english

        return text if text and self.is_english and is_english(text) else ""

    def values(self, only: str | None = None) -> Iterator[tuple[Path, str, Value]]:
        """Yield everything customers value, with its path and whose it is; of *only* one."""
        for key, customer in self.record.customers.items():
            if only in (None, key):
                for index, value in enumerate(customer.values):
                    yield ("customers", key, "values", index), key, value

    def at_customer(self, customer_id: str) -> Path:
        """Return the place of whatever concerns a customer as a whole."""
        return ("customers", customer_id)


def _list_texts(record: Record) -> Iterator[str]:
    yield from (record.team, record.slogan, record.result)
    for customer in record.customers.values():
        yield from (customer.name, customer.about, customer.because)
        for value in customer.values:
            yield value.text
            yield from (piece.words for piece in value.evidence)
    yield from record.answers.values()


@dataclass(frozen=True, slots=True)
class RuleFinding:
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


RuleCheck = Callable[[Subject], Iterator[RuleFinding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue."""

    id: str
    """A letter for what it is about and a number, such as `P02`; never given to another rule."""
    severities: Mapping[LensName, Severity]
    """How much its findings weigh; it does not look under a lens that is not here."""
    find: RuleCheck

    @property
    def title(self) -> str:
        """What must hold, in a sentence."""
        return self.explanation.split("\n\n")[0].replace("\n", " ")

    @property
    def explanation(self) -> str:
        """The manual page."""
        import inspect

        return inspect.getdoc(self.find) or ""


def rule(
    id: str, always: Severity | None = None, **by_lens: Severity | None
) -> Callable[[RuleCheck], Rule]:
    """Return a decorator that makes a rule of a function.

    *always* is the severity under every lens that *by_lens* does not name (`whose_needs` for
    `whose-needs`); None means that the rule does not look under that lens.
    """
    named = {lens.replace("-", "_"): lens for lens in LENSES}
    weights = dict.fromkeys(LENSES, always) | {named[key]: says for key, says in by_lens.items()}
    found = {lens: severity for lens, severity in weights.items() if severity}

    return lambda find: Rule(id, found, find)
