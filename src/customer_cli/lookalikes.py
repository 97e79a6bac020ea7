"""Signs that look like those of YAML and are others, and blanks left out.

Such a line is most often valid, as a part of the text above it or as a text of its own, so a
message about what YAML has made of it would lead away from the one sign that is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from customer_cli import ids

_BLANKS = "\u00a0\u00ad\u1680\u180e\u2000-\u200f\u202f\u205f\u2060\u3000"
_COLONS = "\u02d0\u2236\ua789\ufe13\ufe55\uff1a"
_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_ODD = f"[{_BLANKS}{_COLONS}{_DASHES}\uff01-\uff5e]"
"""Wide forms of signs, letters and digits too."""
_BULLET = r"[ ]*([•‣◦▪▫●○■□▸►➢✓·∙*\u2012-\u2015\uf0b7\uf0a7])[\s\u00a0]+(\S.*)"
_NAME = r"[ ]*([A-Za-z_][\w-]*)"


@dataclass(frozen=True, slots=True)
class Slip:
    """A sign that is not the one it looks like, or a blank that is missing."""

    at: int
    """Its place in the line, counted from 0."""
    message: str
    remedy: str


def find_slip(line: str) -> Slip | None:
    """Return what in *line* looks like the sign of an entry and is none, or None."""
    indent = re.match(rf" *([{_BLANKS}])[{_BLANKS} ]*(.*)", line)
    if indent:
        sign = describe_character(indent[1])
        message = f"The character {sign}, indents this line, where YAML takes only plain blanks."
        return Slip(indent.start(1), message, f"Put plain blanks before: {indent[2]}")
    if bullet := re.match(_BULLET, line):
        message = f"The sign {bullet[1]} begins this line, where YAML takes a hyphen and a blank."
        # YAML may have joined the lines of a list.
        first = re.split(rf"\s{re.escape(bullet[1])}\s", bullet[2])[0].strip()
        return Slip(bullet.start(1), message, f"Write it as: - {first}")
    if dash := re.match(r" *-(?=[^\W\d])(.*)", line):
        return Slip(dash.start(1), "Behind this hyphen a blank is missing.", f"Write it as: - {dash[1]}")  # fmt: skip
    if colon := re.match(rf"{_NAME}[{_BLANKS} ]*([{_COLONS}])\s*(.*)", line):
        sign = describe_character(colon[2])
        message = f"The character {sign}, stands here, where YAML takes a plain colon and a blank."
        return Slip(colon.start(2), message, f"Write it as: {colon[1]}: {_cut_entry(colon[3])}")
    if blank := re.match(rf"{_NAME}:([{_BLANKS}])[{_BLANKS} ]*(.*)", line):
        sign = describe_character(blank[2])
        message = f"The character {sign}, stands behind the colon, where YAML takes a plain blank."
        return Slip(blank.start(2), message, f"Write it as: {blank[1]}: {_cut_entry(blank[3])}")
    if tight := re.match(rf"{_NAME}:(?=[^\s:/])(.*)", line):
        message = "Behind this colon a blank is missing."
        return Slip(tight.end(1), message, f"Write it as: {tight[1]}: {_cut_entry(tight[2])}")
    return None


def find_odd_sign(text: str) -> str:
    """Return the words for the first sign of *text* that looks like another, or nothing."""
    found = re.search(_ODD, text)
    return f"the character {describe_character(found[0])}, stands in it" if found else ""


def use_plain_signs(text: str) -> str:
    """Return *text* with plain signs in place of those that look like them."""
    import unicodedata

    text = re.sub(f"[{_DASHES}]", "-", re.sub("[\u00ad\u180e\u200b-\u200f\u2060]", "", text))
    return re.sub(f"[{_COLONS}]", ":", unicodedata.normalize("NFKC", text))


def split_entries(text: str, *, of_ids: bool) -> list[str]:
    """Return the words of a list that somebody wrote with other signs, or nothing.

    In a list *of_ids* a name stands for the id that would be made of it.
    """
    parts = [part.strip() for part in re.split(r"[>,;/|+→»]|\s-+\s", text.strip("<>()"))]
    if all(ids.is_id(part.replace("_", "-")) for part in parts):
        return parts
    entries = [ids.slug(part) for part in parts]
    return entries if of_ids and all(entries) and len(parts) > 1 else []


def describe_character(character: str) -> str:
    """Return the code of *character* and what it is called."""
    import unicodedata

    code = f"U+{ord(character):04X}"
    if character == "\r":
        return f"{code}, the line end of old Macintosh files"
    if character == "\ufeff":
        return f"{code}, a byte order mark, which may only begin a file"
    words = unicodedata.name(character, "").lower()
    if not words:
        words = "a control character" if unicodedata.category(character) == "Cc" else "no character"
    return f"{code}, {words}"


def _cut_entry(text: str) -> str:
    """Return *text* up to the next name, which stood on a line of its own."""
    return re.split(rf"\s(?={_NAME}:)", text)[0].strip()
