"""Ids: made of words and never of the next number, so that two branches do not meet in one.

Where an id holds every word of a text, equal ids are equal words. Where words were cut off or
letters have no Latin spelling, a digest of the whole text stands behind it. An id keeps its
meaning across years and is never given to other people or other words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache

PATTERN = r"^[a-z0-9][a-z0-9-]*$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
"""A language as BCP 47 writes it, as far as guides need it."""
LONGEST = 40
"""Characters of an id made from words; enough to tell two apart in a diff."""
MOST_WORDS = 4
"""Words of a sentence that its id holds."""
DIGITS = 5
"""Characters of a digest: one of 33 million, so two texts of one record do not meet in practice."""

# Crockford's: no letter that is taken for a digit, and no u, without which few words are spelled.
_SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
# Windows cannot keep a file of these names, whatever its ending; labels become file names.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])$")
# Letters that NFKD does not take apart, as German, Nordic, Polish and Turkish write them out.
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_SMALL_WORDS = frozenset(["a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "our", "that", "the", "their", "them", "they", "this", "to", "us", "we", "who", "with"])  # fmt: skip
_PLAIN = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Signs around a word that do not make it another one; inside a word, as in 1.5, they may.
_AROUND = ".,;:!?\"'()[]…“”„‘’«»"


def is_id(text: str) -> bool:
    """Tell whether *text* may serve as an id."""
    return re.match(PATTERN, text) is not None and "\n" not in text


def slug(text: str) -> str:
    """Return *text* as an id, or an empty string where it has no Latin letter or digit."""
    words = shorten_words(_spell(text))
    return f"{words}-1" if _RESERVED.match(words) else words


def from_name(name: str) -> str:
    """Return the id of somebody called *name*, or nothing where that would lose a letter of it."""
    whole = "" if name.isascii() else unicodedata.normalize("NFC", name)
    for sign in whole:
        # A modifier (Lm), such as an okina, only says how the letter beside it is spoken.
        category = unicodedata.category(sign)
        if category[0] in "LN" and category != "Lm" and not _spell(sign):
            return ""
    return slug(name) if len(_spell(name)) <= LONGEST else with_digest(_spell(name), name)


@lru_cache(maxsize=4096)  # an interview asks for the same sentences after every answer
def from_sentence(sentence: str, unnamed: str) -> str:
    """Return an id that holds all words of *sentence*, or its telling ones and a digest.

    *unnamed* stands where no word of it can be spelled in Latin letters.
    """
    plain = normalize_words(sentence).split()
    whole = "-".join(plain)
    is_whole = len(plain) <= MOST_WORDS and len(whole) <= LONGEST and _PLAIN.fullmatch(whole)
    if is_whole and not _RESERVED.match(whole) and all(map(_PLAIN.fullmatch, plain)):
        return whole
    words = [word for word in map(_spell, sentence.split()) if word]
    telling = [word for word in words if word not in _SMALL_WORDS] or words
    return with_digest("-".join(telling[:MOST_WORDS]) or unnamed, sentence)


def with_digest(readable: str, *texts: str) -> str:
    """Return the words *readable*, as far as there is room, and a digest of *texts* behind them."""
    return f"{shorten_words(readable, LONGEST - DIGITS - 1)}-{digest(*texts)}"


def digest(*texts: str) -> str:
    """Return a few signs for *texts*, the same on every machine and for every way to encode them."""
    import hashlib

    same = (" ".join(unicodedata.normalize("NFC", text).split()) for text in texts)
    bits = hashlib.sha256("\0".join(same).encode("utf-8", "backslashreplace")).digest()
    number = int.from_bytes(bits[:8], "big")
    return "".join(_SIGNS[number >> 5 * place & 31] for place in range(DIGITS))


def normalize_words(text: str) -> str:
    """Return the words of *text*: what two texts have in common that say the same."""
    parts = unicodedata.normalize("NFC", text).casefold().split()
    return " ".join(filter(None, (part.strip(_AROUND) for part in parts)))


def shorten_words(words: str, most: int = LONGEST) -> str:
    """Return of *words*, spelled as an id, the first that fit into *most* characters."""
    if len(words) <= most:
        return words
    return words[: most + 1].rsplit("-", 1)[0][:most].strip("-")


def make_unique(wanted: str, taken: Container[str]) -> str:
    """Return *wanted*, or with a number behind it where the same words have it already."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def mint_id(wanted: str, words: str, taken: Mapping[str, str], held: Mapping[str, str]) -> str:
    """Return the id of something new that says *words*: *wanted*, where it is free.

    *taken* are the ids of the record and *held* those of an earlier one, each with the words it
    was given to. Where those are others, a digest is added; where the same words stand twice in
    the record, a number.
    """
    if any(
        normalize_words(known.get(wanted, words)) != normalize_words(words)
        for known in (taken, held)
    ):
        wanted = with_digest(wanted, words)
    return make_unique(wanted, taken)


def _spell(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = plain.encode("ascii", "ignore").decode()
    return re.sub("[^a-z0-9]+", "-", re.sub("['’]", "", plain)).strip("-")
