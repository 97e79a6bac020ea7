"""English texts: their words, and whether a text is English at all.

Words are in lower case, with punctuation marks as words of their own. The rules that read sentences
leave every other language alone. Small words tell: `the` and `who` against `der`, `les` and `yang`.
Words that two languages share (`die`, `in`, `an`) are counted for neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

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


def split_words(text: str) -> list[str]:
    """Return the words of *text* as they are written, punctuation marks among them."""
    if not text.isascii():  # nothing else holds a sign that is typed in two ways
        text = text.translate(_APOSTROPHES)
    return _WORD.findall(_QUOTES.sub(" ", text))


@lru_cache(maxsize=128)
def normalize(text: str) -> str:
    """Return the words of *text* in lower case with one blank between two of them."""
    return " ".join(split_words(text)).casefold()


def drop_asides(text: str) -> str:
    """Return *text* without what stands in brackets."""
    return _ASIDE.sub(" ", text)


def head_words(text: str) -> list[str]:
    """Return the words of *text* in lower case up to where a description begins."""
    found: list[str] = []
    for word in split_words(drop_asides(text).casefold()):
        if word in DESCRIBES or word in ",.;:":
            break
        found.append(word)
    return found


def find_words(pattern: re.Pattern[str], text: str) -> str:
    """Return the words of the plain *text* that *pattern* has found, or nothing."""
    found = pattern.search(text)
    return found[0].strip() if found else ""


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
    english, other = _count_words(text)
    head = text[:LONGEST]
    latin_letters = any(letter.isascii() and letter.isalpha() for letter in head)
    foreign_letters = not head.isascii() and any(
        letter.isalpha() and not letter.isascii() for letter in head
    )
    return latin_letters and (english > 0 or not foreign_letters) and other <= english


def are_english(texts: Iterable[str]) -> bool:
    """Tell whether *texts* together hold no more of other languages than of English."""
    counted = [_count_words(text) for text in islice(texts, MOST_TEXTS)]
    return sum(other for _, other in counted) <= sum(english for english, _ in counted)


def _count_words(text: str) -> tuple[int, int]:
    found = [word.casefold() for word in split_words(text[:LONGEST])]
    return sum(map(_ENGLISH.__contains__, found)), sum(map(_OTHER.__contains__, found))
