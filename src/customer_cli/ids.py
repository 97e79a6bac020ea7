"""Ids: short, made of words, never of the next number.

Two branches that both add `h10` merge cleanly into an unreadable file; two that add words
do not meet. An id keeps its meaning across years and is never given to other people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from functools import lru_cache

PATTERN = r"^[a-z0-9][a-z0-9-]*$"
LONGEST = 40
"""Characters of an id made from a sentence; enough to tell two apart in a diff."""

# Windows cannot keep a file of these names, whatever its ending; labels become file names.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
# Letters that NFKD does not take apart, as German, Nordic, Polish and Turkish write them out.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SMALL_WORDS = frozenset(["a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our", "that", "the", "their", "them", "they", "this", "to", "us", "we", "who", "with"])  # fmt: skip


def is_id(text: str) -> bool:
    """Tell whether *text* may serve as an id."""
    return re.match(PATTERN, text) is not None and "\n" not in text


def slug(text: str) -> str:
    """Return *text* as an id, or an empty string where it has no Latin letter or digit."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "-", re.sub("['’]", "", plain)).strip("-")
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST].strip("-")
    return f"{words}-1" if _RESERVED.match(words) else words


@lru_cache(maxsize=4096)  # an interview asks for the same sentences after every answer
def from_sentence(sentence: str, most_words: int = 4) -> str:
    """Return an id from the telling words of *sentence*, or an empty string."""
    words = slug_words(sentence)
    telling = [word for word in words if word not in _SMALL_WORDS] or words
    return slug(" ".join(telling[:most_words]))


def slug_words(sentence: str) -> list[str]:
    """Return the words of *sentence* as an id would spell them."""
    return [word for word in (slug(part) for part in sentence.split()) if word]


def unique(wanted: str, taken: Container[str]) -> str:
    """Return *wanted*, or with a number behind it where somebody has it already."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
