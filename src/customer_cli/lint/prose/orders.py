"""Words by which somebody gives orders to colleagues."""

from __future__ import annotations

import re

from customer_cli.lint.prose.words import plain, seen

_ORDERS = re.compile(
    r"\b(?:they're|you're|they are|you are|it is|is|are) (?:only |just )?(?:here|there) to "
    r"(?:support|serve|help) (?:us|our|my|the)(?: [a-z]+)?\b"
    r"|\b(?:have to|must) do (?:what we say|as (?:they are|they're) told)\b"
    r"|\bat our disposal\b|\btheir job is to (?:serve|support|obey) us\b"
    r"|\bworks? for us ?, not\b"
)


def gives_orders(text: str) -> str:
    """Return the words of *text* that put colleagues below us, or nothing."""
    return seen(_ORDERS, plain(text))
