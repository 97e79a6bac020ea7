"""A text as words: in lower case, with punctuation marks as words of their own."""

from __future__ import annotations

import re
from functools import lru_cache

# One pass, and nothing in it can be read in two ways, so a long text costs its length.
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*'?|[^\w\s]")
_QUOTES = re.compile('["“”„«»]')
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": ",", "—": ","})
_ASIDE = re.compile(r"\([^()]*\)")

DESCRIBES = frozenset([
    "who", "whom", "whose", "that", "which", "with", "without", "in", "from", "of", "for", "at",
    "on", "aged", "living", "between", "under", "over", "by", "near", "to", "around", "across",
    "after", "before", "through", "into", "about", "below", "above", "beside", "where", "when",
    "since", "until", "if", "because",
])  # fmt: skip
"""Words that open a description; what stands before them is the thing itself."""


def words(text: str) -> list[str]:
    """Return the words of *text* as they are written, punctuation marks among them."""
    if not text.isascii():  # nothing else holds a sign that is typed in two ways
        text = text.translate(_APOSTROPHES)
    return _WORD.findall(_QUOTES.sub(" ", text))


@lru_cache(maxsize=128)
def plain(text: str) -> str:
    """Return the words of *text* in lower case with one blank between two of them."""
    return " ".join(words(text)).casefold()


def without_asides(text: str) -> str:
    """Return *text* without what stands in brackets."""
    return _ASIDE.sub(" ", text)


def thing(text: str) -> list[str]:
    """Return the words of *text* in lower case up to where a description begins."""
    found: list[str] = []
    for word in words(without_asides(text).casefold()):
        if word in DESCRIBES or word in ",.;:":
            break
        found.append(word)
    return found


def seen(pattern: re.Pattern[str], text: str) -> str:
    """Return the words of the plain *text* that *pattern* has found, or nothing."""
    found = pattern.search(text)
    return found[0].strip() if found else ""
