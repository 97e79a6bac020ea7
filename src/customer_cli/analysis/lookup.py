"""A customer, value or question found by a few letters: an id, a beginning of one, a name or words.

The surest way of naming is tried first, and the first that finds anything decides. So an id that is
written in full is never in doubt, and a beginning that fits two is two answers and no choice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.text import as_typed

MOST_NAMED = 12
"""Ids named in one message."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has an id and words."""

    id: str
    name: str


def find_matches(typed: str, among: Sequence[Named]) -> tuple[Named, ...]:
    """Return those *among* which *typed* may mean: one where it is clear, none where nothing fits.

    A text of blanks means nothing.
    """
    wanted = _plain(typed)
    if not wanted:
        return ()
    ranks = [_rank_match(wanted, one) for one in among]
    surest = min(ranks, default=_NO_MATCH)
    if surest == _NO_MATCH:
        return ()
    return tuple(one for one, rank in zip(among, ranks, strict=True) if rank == surest)


def resolve(typed: str, among: Sequence[Named], none: str, hint: str = "") -> str:
    """Return the id of the one *among* which *typed* means; entries with one id are one thing.

    Raise `WrongUse`, with the message *none* and the remedy *hint* where nothing comes close, and
    with everything that fits where that is more than one: nobody but the asker can choose.
    """
    fitting = {one.id: one.name for one in reversed(find_matches(typed, among))}
    if len(fitting) == 1:
        return next(iter(fitting))
    if not fitting:
        known = [*(one.name for one in among), *(one.id for one in among)]
        raise WrongUse(none, did_you_mean(typed, known) or hint or list_ids(among))
    told = [f"  {key}: {' '.join(name.split())}" for key, name in reversed(fitting.items())]
    if len(told) > MOST_NAMED:
        told[MOST_NAMED:] = [f"  and {len(told) - MOST_NAMED} more"]
    message = "\n".join([f'"{typed}" fits several:', *told])
    raise WrongUse(message, "Write the id, or more of it.")


def list_ids(among: Sequence[Named]) -> str:
    """Return a sentence that names the ids of *among*, or nothing where there is none."""
    ids = list(dict.fromkeys(one.id for one in among))
    rest = " ..." if len(ids) > MOST_NAMED else "."
    return f"There are: {', '.join(ids[:MOST_NAMED])}{rest}" if ids else ""


def find_exact(typed: str, among: Sequence[Named]) -> tuple[Named, ...]:
    """Return those *among* whose whole id or whole name is *typed*."""
    wanted = _plain(typed)
    ranks = [(one, _rank_match(wanted, one)) for one in among] if wanted else []
    by_id = tuple(one for one, rank in ranks if rank == 0)
    return by_id or tuple(one for one, rank in ranks if rank == 1)


def _plain(text: str) -> str:
    return as_typed(unicodedata.normalize("NFKC", text)).casefold()


def _words(text: str) -> list[str]:
    bare = "".join(sign if sign.isalnum() else " " for sign in _plain(text))
    return bare.split()


_NO_MATCH = 6


def _rank_match(wanted: str, one: Named) -> int:
    """Return how *wanted* names *one*: 0 by its id is the surest, `_NO_MATCH` not at all."""
    name = _plain(one.name)
    there, asked = _words(one.name), _words(wanted)
    ways = (
        wanted == one.id,
        wanted == name,
        one.id.startswith(wanted),
        bool(asked) and set(asked) <= set(there),
        bool(asked) and all(any(word.startswith(part) for word in there) for part in asked),
        # Scripts without blanks between words have no other part to name. Latin letters do, and
        # there "art" is no way to say "heart".
        not wanted.isascii() and wanted in name,
    )
    return ways.index(True) if True in ways else _NO_MATCH
