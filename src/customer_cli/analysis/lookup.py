"""Who or what is meant by a few letters: an id, a beginning of one, a name or words of it.

The surest way of naming is tried first, and the first that finds anything decides. So an id that is
written in full is never in doubt, and a beginning that fits two is two answers and no choice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
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


def meant(typed: str, among: Sequence[Named]) -> tuple[Named, ...]:
    """Return those *among* which *typed* may mean: one where it is clear, none where nothing fits.

    A text of blanks means nothing.
    """
    wanted = _plain(typed)
    if not wanted:
        return ()
    for fits in _WAYS:
        found = tuple(one for one in among if fits(wanted, one))
        if found:
            return found
    return ()


def the_one(typed: str, among: Sequence[Named], none: str, hint: str = "") -> str:
    """Return the id of the one *among* which *typed* means; entries with one id are one thing.

    Raise `WrongUse`, with the message *none* and the remedy *hint* where nothing comes close, and
    with everything that fits where that is more than one: nobody but the asker can choose.
    """
    fitting = {one.id: one.name for one in reversed(meant(typed, among))}
    if len(fitting) == 1:
        return next(iter(fitting))
    if not fitting:
        known = [*(one.name for one in among), *(one.id for one in among)]
        raise WrongUse(none, did_you_mean(typed, known) or hint or there_are(among))
    told = [f"  {key}: {' '.join(name.split())}" for key, name in reversed(fitting.items())]
    if len(told) > MOST_NAMED:
        told[MOST_NAMED:] = [f"  and {len(told) - MOST_NAMED} more"]
    message = "\n".join([f'"{typed}" fits several:', *told])
    raise WrongUse(message, "Write the id, or more of it.")


def there_are(among: Sequence[Named]) -> str:
    """Return a sentence that names the ids of *among*, or nothing where there is none."""
    ids = list(dict.fromkeys(one.id for one in among))
    rest = " ..." if len(ids) > MOST_NAMED else "."
    return f"There are: {', '.join(ids[:MOST_NAMED])}{rest}" if ids else ""


def exactly(typed: str, among: Sequence[Named]) -> tuple[Named, ...]:
    """Return those *among* whose whole id or whole name is *typed*."""
    wanted = _plain(typed)
    by_id = tuple(one for one in among if wanted and _is_id(wanted, one))
    return by_id or tuple(one for one in among if wanted and _is_name(wanted, one))


def _plain(text: str) -> str:
    return as_typed(unicodedata.normalize("NFKC", text)).casefold()


def _words(text: str) -> list[str]:
    bare = "".join(sign if sign.isalnum() else " " for sign in _plain(text))
    return bare.split()


def _is_id(wanted: str, one: Named) -> bool:
    return wanted == one.id


def _is_name(wanted: str, one: Named) -> bool:
    return wanted == _plain(one.name)


def _begins_id(wanted: str, one: Named) -> bool:
    return one.id.startswith(wanted)


def _has_words(wanted: str, one: Named) -> bool:
    return bool(_words(wanted)) and set(_words(wanted)) <= set(_words(one.name))


def _begins_words(wanted: str, one: Named) -> bool:
    there, asked = _words(one.name), _words(wanted)
    return bool(asked) and all(any(word.startswith(part) for word in there) for part in asked)


def _is_inside(wanted: str, one: Named) -> bool:
    # Scripts without blanks between words have no other part to name. Latin letters do, and
    # there "art" is no way to say "heart".
    return not wanted.isascii() and wanted in _plain(one.name)


_WAYS: tuple[Callable[[str, Named], bool], ...] = (
    _is_id, _is_name, _begins_id, _has_words, _begins_words, _is_inside,
)  # fmt: skip
"""The ways of naming, the surest first."""
