"""Words for a customer in general, beside the one that a team has chosen."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from customer_cli.lint.prose.people import singular
from customer_cli.lint.prose.words import plain, words

_GENERAL = re.compile(
    r"\b(?:customers?|clients?|consumers?|end users?|service users?|beneficiary|beneficiaries"
    r"|(?:our|all) users)\b"
)


def spelled(texts: Iterable[str]) -> frozenset[str]:
    """Return every word of *texts* as one of several, to compare others with."""
    return frozenset(singular(word) for text in texts for word in words(text.casefold()))


def another_word(text: str, known: Container[str]) -> str:
    """Return a general word for a customer in *text* that is not among the *known*, as `spelled`."""
    for found in _GENERAL.finditer(plain(text)):
        if singular(found[0].split()[-1]) not in known:
            return found[0]
    return ""
