"""Praise that fits anything, because no situation stands beside it."""

from __future__ import annotations

from customer_cli.lint.prose.words import words

_VAGUE = frozenset([
    "good", "great", "high", "highest", "quality", "high-quality", "excellent", "excellence",
    "best", "better", "value", "service", "services", "support", "top", "first-class",
    "world-class", "outstanding", "superb", "effective", "engaging", "professional",
])  # fmt: skip
_WEAK = frozenset([
    "customer", "product", "products", "money", "experience", "overall", "very", "really",
    "most", "more", "of", "and", "for", "the", "a", "an", "our", "your", "to", "have", "get",
    "receive", ",", ".", "!", "&",
])  # fmt: skip
"""Words that make praise longer and no clearer."""


def praise_alone(text: str) -> str:
    """Return the words of *text* where all of them are praise without a situation, or nothing."""
    found = words(text.casefold())
    vague = [word for word in found if word in _VAGUE]
    return " ".join(vague) if vague and all(w in _VAGUE or w in _WEAK for w in found) else ""
