"""Text as people type it and as a screen may show it.

Two gates, one each way: `clean` is for every answer that comes in, `visible` for every
word that goes out. Neither ever interprets what it is given. Two texts are compared `as_read`,
or `as_typed` where it does not matter what a word processor made of quotes and dashes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Directional overrides and isolates can make a line read as its opposite (Trojan Source);
# marks (U+200E, U+200F, U+061C) are left alone because Arabic and Hebrew names need them.
BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LINE_SEPARATORS = "\u0085\u2028\u2029"
INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + BIDI_CONTROLS
)
"""What no file of ours holds raw, as the inside of a character class: LF and tab are not in it."""
FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
"""The flag of a part of a country: a black flag, its code in tags, and the tag that ends it. No
other tag is let through, because tags are letters that nobody sees."""
_LAST_TAG = "\U000e007f"
_JOINER = "\u200d"
_SHOWN = (
    f"({FLAG})|"
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\U000e0000-\U000e007f" + BIDI_CONTROLS + "]"
)
_DROPPED = (
    f"({FLAG})|"
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\U000e0000-\U000e007f"
    + BIDI_CONTROLS
    + "]"
)

_UNSEEN = "[\u00ad\u200b\u200e\u200f\u2060\u061c\ufeff]"
"""What nobody sees on paper: where a word may break or may not, and which way a line runs."""
_LIGATURES = "[\ufb00-\ufb06\ufb13-\ufb17]"
_TYPOGRAPHIC = (
    ('"', "[\u00ab\u00bb\u201c-\u201f\u2033\u300c-\u300f]"),
    ("'", "[\u2018-\u201b\u2032\u2039\u203a\u02bc\u00b4`]"),
    ("-", "-*[\u2010-\u2015\u2212][-\u2010-\u2015\u2212]*|--+"),
    ("...", "\u2026|(?:\\. ){2}\\."),
)
"""What a plain keyboard types, and what word processors and printers make of it."""


def as_read(text: str) -> str:
    """Return *text* as it is for whoever reads it: one form for the same words in other bytes.

    Accents and ligatures have one spelling, blanks of any kind and number are one, and what cannot
    be seen is not there.
    """
    if not text.isascii():
        text = re.sub(_LIGATURES, lambda m: unicodedata.normalize("NFKC", m[0]), text)
        text = unicodedata.normalize("NFC", re.sub(_UNSEEN, "", text)).replace("\u2011", "-")
    return " ".join(text.split())


def as_typed(text: str) -> str:
    """Return *text* as it is read, with quotes, dashes and dots as a plain keyboard types them."""
    if not text.isascii() or any(sign in text for sign in ("--", ". .", "`")):
        for plain, typographic in _TYPOGRAPHIC:
            text = re.sub(typographic, plain, text)
    return as_read(text)


def clean(text: str) -> str:
    """Return *text* as it is kept: NFC, LF, no control characters, no trailing blanks.

    Tabs become blanks, because YAML block text with tabs cannot be read back by everyone.
    A joiner left dangling by a deleted half of an emoji is cut.
    """
    text = re.sub("\r\n?|[" + LINE_SEPARATORS + "]", "\n", text)
    text = re.sub(_DROPPED, lambda m: m[1] or "", text.replace("\t", "    "))
    text = re.sub(f"{_JOINER}+(?=\\s|$)", "", text)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n").strip(" ")


def clean_line(text: str) -> str:
    """Return *text* as `clean` does, on one line: breaks become blanks."""
    return " ".join(clean(text).split())


# Word processors put U+F0A7 and U+F0B7 of a symbol font, and a bare "o" before a tab.
_BULLET = (
    "^\\s*(?:(?:[-+*•·‣◦●○■□▪▫◆◇➢➤→✓✔☐☑☒\uf0a7\uf0b7–—−]|o(?=\\t))\\s+(?:\\[[ xX]\\]\\s+)?"
    "|\\(?(?:\\d{1,3}|[a-z]|[ivx]{1,4})\\)\\s+)"
)
_NUMBER = r"^\s*(\d{1,3})\.\s+"
_SHORTEST_RUN = 3
"""Numbered lines that are surely a numbered list; "1. Team, 2. Team" may be what they are called."""


def list_entries(text: str) -> list[str]:
    """Return the entries of a list that was pasted, one a line, without bullets and empty lines.

    A single line is what somebody typed, and is taken as it is. A number with a full stop may
    belong to a name ("1. Klasse" is a German school year), so it goes only where every such
    number of the list counts on from 1 and what is left behind them differs.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2:
        return lines
    numbered = [match for line in lines if (match := re.match(_NUMBER, line))]
    names = {match.string[match.end() :].casefold() for match in numbered}
    counts_on = [int(match[1]) for match in numbered] == list(range(1, len(numbered) + 1))
    if counts_on and len(numbered) >= _SHORTEST_RUN and len(names) == len(numbered):
        lines = [re.sub(_NUMBER, "", line) for line in lines]
    lines = [re.sub(_BULLET, "", line).strip() for line in lines]
    return [line for line in lines if line]


def one_line(text: str) -> str:
    """Return *text* without line breaks, each run of blanks as one."""
    return " ".join(text.split())


def count(number: int, one: str, many: str = "") -> str:
    """Return *number* with the word for what is counted; *many* defaults to *one* with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def join_names(names: Iterable[str], last: str = "and") -> str:
    """Return *names* as a list in a sentence: `a`, `a and b`, `a, b and c`; *last* may be `or`."""
    each = list(names)
    return f" {last} ".join(filter(None, [", ".join(each[:-1]), *each[-1:]]))


def visible(text: str, *, breaks: bool = False) -> str:
    """Return *text* with everything a terminal would obey shown instead of sent.

    Controls appear as `^[`, others as `<U+202E>`. Line breaks pass only with *breaks*.
    """
    if text.isascii() and text.isprintable():
        return text
    return re.sub(
        _SHOWN,
        lambda m: m[1] or (m[0] if breaks and m[0] == "\n" else _escape_character(m[0])),
        text,
    )


def without_flags(text: str) -> str:
    """Return *text* with blanks in place of flags, so that the tags they are made of are no fault.

    No character changes its place.
    """
    if _LAST_TAG not in text:
        return text
    return re.sub(FLAG, lambda m: " " * len(m[0]), text)


def _escape_character(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return "^" + chr(code + 0x40)
    return "^?" if code == 0x7F else f"<U+{code:04X}>"
