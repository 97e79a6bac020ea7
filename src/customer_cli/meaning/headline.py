"""The team's answer in one sentence, in its own word for a customer.

Each lens asks another question, so each has its own sentence. Where the record does not answer
it, the sentence says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from customer_cli.meaning.lens import Standing, is_decided
from customer_cli.record.format import LensName

if TYPE_CHECKING:
    from customer_cli.record.model import Record, Word

MOST_NAMES = 3
"""More names than this cannot be kept in mind when a sentence is read aloud."""

# Words that may open the name of a group and are written small inside a sentence. Any other
# first word keeps its capital: it may be the name of a place, a people or an organisation.
_SMALL_INSIDE = frozenset(
    ["adults", "all", "an", "any", "anyone", "boys", "carers", "children", "clients",
     "everybody", "everyone", "families", "farmers", "girls", "heads", "learners", "local",
     "members", "men", "mothers", "older", "our", "parents", "patients", "people", "pupils",
     "readers", "schools", "small", "staff", "students", "teachers", "the", "those", "tenants",
     "users", "visitors", "volunteers", "whoever", "women", "young"]
)  # fmt: skip


def headline(
    record: Record, lens: LensName, word: Word, customers: Sequence[tuple[str, Standing]]
) -> str:
    """Return the sentence that answers the question *lens* asks of *record*.

    *customers* are the names and standings in the order of the hierarchy.
    """
    team, one = one_line(record.team), one_line(word.one)
    if lens == "everybody":
        users = _names(customers, "customer", word)
        if users:
            return f"Whoever uses what {team} makes is its {one}: {users}."
        return f"Nobody here uses what {team} makes, so it has no {one} yet."
    if lens == "whose-needs":
        served = _names(customers, "customer", word)
        if served:
            return f"{team} exists to meet the needs of {served}; nobody else is its {one}."
        return f"Nobody here benefits from using what {team} makes, so it has no {one} yet."
    if lens == "debate" and not is_decided(record):
        number = len(customers)
        named = {0: "nobody is named yet", 1: "one candidate is named"}
        said = named.get(number, f"{number} candidates are named")
        return f"{team} has not decided yet who its {one} is; {said}."
    if lens == "hierarchy" and (first := _first(record)):
        name = in_a_sentence(record.customers[first].name, word)
        return f"{team} puts {name} first; when wishes collide, the higher rank wins."
    if lens != "hierarchy" and record.primary in record.customers:
        name = in_a_sentence(record.customers[record.primary].name, word)
        return f"{team} exists first for {name}; when wishes collide, they win."
    return f"{team} has not said yet which {one} comes first."


def in_a_sentence(name: str, word: Word) -> str:
    """Return the *name* of a group as it is written inside a sentence."""
    name = one_line(name)
    first, blank, rest = name.partition(" ")
    own = {word.one.casefold(), word.many.casefold()}
    if first.istitle() and first.casefold() in _SMALL_INSIDE | own:
        return f"{first.lower()}{blank}{rest}"
    return name


def _first(record: Record) -> str | None:
    return next((key for key in (*record.order, record.primary) if key in record.customers), None)


def _names(customers: Sequence[tuple[str, Standing]], standing: str, word: Word) -> str:
    names = [in_a_sentence(name, word) for name, found in customers if found.name == standing]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def one_line(text: str) -> str:
    """Return *text* without line breaks."""
    return " ".join(line.strip(" ") for line in text.split("\n"))
