"""Words for a customer in general, beside the one that a team has chosen."""

from __future__ import annotations

import re

from customer_cli.lint.prose.people import singular
from customer_cli.lint.prose.words import plain, words

_GENERAL = re.compile(
    r"\b(?:customers?|clients?|consumers?|end users?|service users?|beneficiary|beneficiaries"
    r"|(?:our|all) users)\b"
)


def another_word(text: str, named: str) -> str:
    """Return a general word for a customer in *text* that does not occur in *named*."""
    known = {singular(word) for word in words(named.casefold())}
    for found in _GENERAL.finditer(plain(text)):
        if singular(found[0].split()[-1]) not in known:
            return found[0]
    return ""
