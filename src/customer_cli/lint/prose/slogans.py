"""Whom a slogan puts in the middle."""

from __future__ import annotations

import re

from customer_cli.lint.prose.labels import ABSTRACT
from customer_cli.lint.prose.people import is_person, singular
from customer_cli.lint.prose.words import plain, words

_MIDDLE = re.compile(
    r"\b([a-z']{1,30})(?: ?- ?| )(centric|centred|centered|focused|focussed)\b"
    r"|\b([a-z']{1,30})(?: ?- ?first\b| (?:always )?(?:come |comes )?first(?= [.,!;]|$| since))"
)
_NOBODY = frozenset(
    ["customer", "user", "person", "human", "client", "stakeholder", "consumer", "everybody"]
)
"""They can mean anyone, so they cannot differ from somebody."""


def in_the_middle(slogan: str) -> str:
    """Return the noun that *slogan* puts first or in the centre, or nothing."""
    for found in _MIDDLE.finditer(plain(slogan)):
        noun = str(found[1] or found[3])
        who = (
            noun in ABSTRACT
            or is_person(noun)
            or (noun.endswith(("er", "or")) and is_person(f"{noun}s"))
        )
        if who and singular(noun) not in _NOBODY:
            return noun
    return ""


def names(noun: str, *texts: str) -> bool:
    """Tell whether one of *texts* names what *noun* names."""
    wanted = singular(noun)
    return any(singular(word) == wanted for text in texts for word in words(text.casefold()))
