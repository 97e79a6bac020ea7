"""Whether a text is English; the rules that read sentences leave every other language alone.

Small words tell: `the` and `who` against `der`, `les` and `yang`. Words that two languages
share (`die`, `in`, `an`) are counted for neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from customer_cli.lint.prose.words import words

MOST_TEXTS = 200
"""Texts of a record that are looked at; the rest is in the same language."""
LONGEST = 400
"""Characters of each that are looked at."""

_ENGLISH = frozenset([
    "the", "of", "and", "who", "they", "with", "for", "that", "to", "is", "are", "their", "our",
    "we", "my", "it", "from", "by", "be", "have", "not", "when", "what", "how", "this", "does",
    "us", "them", "i", "you", "your", "can",
])  # fmt: skip
_OTHER = frozenset([
    "und", "der", "das", "ist", "nicht", "mit", "für", "von", "ein", "eine", "einen", "zu",
    "den", "dem", "wir", "sie", "ich", "auf", "les", "des", "une", "et", "pour", "dans", "avec",
    "nous", "vous", "qui", "est", "aux", "du", "la", "le", "sont", "leur", "leurs", "el", "los",
    "las", "para", "con", "una", "por", "del", "que", "y", "ser", "yang", "dan", "untuk",
    "dengan", "dari", "tidak", "ke", "ini", "itu", "kami", "mereka", "anak", "di", "pada",
    "dapat", "het", "een", "van", "met", "voor", "niet", "zijn", "il", "che", "gli", "della",
    "dei", "os", "uma", "não", "com", "och", "att", "som", "w", "z", "na", "dla", "jest",
])  # fmt: skip


def is_english(text: str) -> bool:
    """Tell whether nothing in *text* says that it is in another language."""
    english, other = _counts(text)
    head = text[:LONGEST]
    latin_letters = any(letter.isascii() and letter.isalpha() for letter in head)
    foreign_letters = not head.isascii() and any(
        letter.isalpha() and not letter.isascii() for letter in head
    )
    return latin_letters and (english > 0 or not foreign_letters) and other <= english


def are_english(texts: Iterable[str]) -> bool:
    """Tell whether *texts* together hold no more of other languages than of English."""
    counted = [_counts(text) for text in islice(texts, MOST_TEXTS)]
    return sum(other for _, other in counted) <= sum(english for english, _ in counted)


def _counts(text: str) -> tuple[int, int]:
    found = [word.casefold() for word in words(text[:LONGEST])]
    return sum(map(_ENGLISH.__contains__, found)), sum(map(_OTHER.__contains__, found))
