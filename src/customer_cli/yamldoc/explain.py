"""What is wrong with a YAML text, in words for somebody who does not know YAML.

PyYAML speaks of block mappings and simple keys, and libyaml and its twin in Python do so in
different words. Here each of their errors, and everything the reader refuses by itself,
becomes a sentence about the line as it stands, and what to do about it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from yaml import MarkedYAMLError

from customer_cli import lookalikes
from customer_cli.yamldoc import cuts, limits, parser
from customer_cli.yamldoc.parser import MOST_EVENTS

Words = tuple[str, str]
"""A message and its remedy."""

QUOTE = 'If it belongs to a text, put the whole text in double quotes: "…".'
QUOTE_BRACKETS = 'If the brackets belong to a text, put the whole text in double quotes: "…".'
_ONE_DOCUMENT = "Keep one record or guide in a file: move the rest to a file of its own."

EMPTY: Words = ("The file is empty.", "Is it the file you meant?")
NO_MAPPING: Words = (
    "The file does not begin with a name and a colon.",
    "Begin it with a line such as: team: Reading for All",
)
SECOND_DOCUMENT: Words = ("A second document begins here.", _ONE_DOCUMENT)
DIRECTIVE: Words = ("A line that begins with % gives YAML an order.", "Delete the line.")
UNKNOWN: Words = ("The file cannot be read as YAML from here on.", QUOTE)
TOO_MANY: Words = (
    f"The file has more than {MOST_EVENTS:,} names, texts and lists; it is not read.",
    "Is it the file you meant?",
)
TAB: Words = (
    "A tab stands here, where YAML takes only blanks.",
    "Replace it with blanks; if it belongs to a text, put the whole text in double quotes.",
)
NO_TEXT_AS_NAME: Words = (
    "A list or a group stands where a name is expected.",
    'If the brackets belong to a text, put the whole text in double quotes: "{{ name }}".',
)
NO_NAME: Words = ("A colon stands here without a name before it.", QUOTE)
MERGE: Words = (
    "The sign << takes over entries from elsewhere, which is not read here.",
    "Write the entries out.",
)
TAG: Words = (
    "A word that begins with an exclamation mark is a type to YAML, which is not read here.",
    QUOTE,
)
QUESTION: Words = (
    "A text inside brackets holds a question mark, which not every YAML tool takes there.",
    'Put the text in double quotes: "…?".',
)
TIGHT_COMMENT: Words = (
    "A comment begins here without a blank before it.",
    "Put a blank before the sign #.",
)
TIGHT_COMMENT_SIGN = re.compile(r"[|>][-+0-9]*#")
"""Such a comment behind the signs that begin a block of text; only libyaml takes it."""
NO_CHARACTER: Words = (
    "This escape does not name a whole character.",
    "Write the character itself in its place.",
)


def alias(name: str) -> Words:
    """Return the words for a text that begins with an asterisk."""
    message = f"*{name} repeats another part of the file, which is not read here."
    return message, f'Write it out; if it belongs to a text, quote the text: "*{name} …".'


def anchor(name: str) -> Words:
    """Return the words for a text that begins with an ampersand."""
    message = f"&{name} marks a part of the file for repeating, which is not read here."
    return message, f'Delete it; if it belongs to a text, quote the text: "&{name} …".'


def beginning(text: str, index: int) -> Words:
    """Return the words for a text that begins at *index* with something else than a name."""
    found = _looks(text, index)
    return (found.message, found.remedy) if found else NO_MAPPING


def twice(name: str, line: int) -> Words:
    """Return the words for a *name* that stands on *line* already."""
    message = (
        f'The name "{cuts.short(name)}" stands here a second time; it is on line {line} already.'
    )
    return message, "Keep one of the two, or join what they say."


@dataclass(frozen=True, slots=True)
class Fault:
    """What ended the reading of a text."""

    index: int
    """The character it is about, counted from 0."""
    message: str
    remedy: str


def explain(error: Exception, text: str) -> Fault:
    """Return what the parser's *error* says about *text*, and where."""
    if not isinstance(error, MarkedYAMLError):
        return Fault(max(parser.odd_escape(text, 0, len(text)), 0), *NO_CHARACTER)
    # What the parser in Python found instead is cut: it is named in the words of other faults.
    said = re.split("but (?:found|got)", f"{error.context or ''}|{error.problem or ''}")[0]
    begin = error.context_mark.index if error.context_mark else 0
    index = min(error.problem_mark.index if error.problem_mark else begin, len(text))
    for fragment, judge in _JUDGES:
        if re.search(fragment, said):
            return judge(text, begin, index)
    return Fault(index, *UNKNOWN)


def _colon(text: str, _begin: int, index: int) -> Fault:
    before = _before(text, index)
    if re.search(r":\s", before):
        message = "A second colon with a blank behind it stands in this line."
        return Fault(index, message, 'Put the text in double quotes, as in name: "first: second".')
    if found := _looks(text, text.rfind("\n", 0, index)) or _broken_off(text, index):
        return found
    message = "A name with a colon stands here inside a text that began above."
    return Fault(index, message, "Begin the line in the column of the name it should stand beside.")


def _no_colon(text: str, begin: int, _index: int) -> Fault:
    if (place := cuts.comment_within(text, begin, limits.line_end(text, begin))) >= 0:
        return Fault(place, *cuts.hidden(text, begin, place))
    if found := _looks(text, begin) or _broken_off(text, begin):
        return found
    message = "This line has no name with a colon and a blank behind it."
    remedy = "Add them; if the line goes on with the text above, indent it deeper than its name."
    return Fault(begin, message, remedy)


def _looks(text: str, index: int) -> Fault | None:
    """Return the fault of a sign that looks like another in the line of *index*."""
    if index < 0:
        return None
    start = text.rfind("\n", 0, index) + 1
    slip = lookalikes.slip(text[start : limits.line_end(text, index)])
    return Fault(start + slip.at, slip.message, slip.remedy) if slip else None


def _broken_off(text: str, index: int) -> Fault | None:
    """Return the fault of a comment that ends the text which goes on in the line of *index*."""
    end = max(text.rfind("\n", 0, index), 0)
    place = cuts.comment_within(text, text.rfind("\n", 0, end) + 1, end)
    is_beside = place >= 0 and _before(text, place).strip()
    return Fault(place, *cuts.hidden(text, place, place)) if is_beside else None


def _cannot_begin(text: str, _begin: int, index: int) -> Fault:
    sign = text[index : index + 1]
    if sign == "\t":
        return Fault(index, *TAB)
    if not sign.strip():
        return Fault(index, "Something is missing at the end of the line before.", QUOTE)
    return Fault(index, f"A text cannot begin with {sign} unless it is quoted.", QUOTE)


def _unclosed(text: str, begin: int, _index: int) -> Fault:
    remedy = "Close it, or leave it out."
    if text[begin] == "'":
        remedy = 'Close it; a text that begins with an apostrophe goes in double quotes: "…".'
    return Fault(begin, f"The quote {text[begin]} that opens here is never closed.", remedy)


def _escape(text: str, begin: int, index: int) -> Fault:
    place = max(text.rfind("\\", begin, index + 1), begin)
    if parser.odd_escape(text, place, place + 10) == place:
        return Fault(place, *NO_CHARACTER)
    message = "Inside double quotes this backslash and the sign behind it mean nothing."
    return Fault(place, message, "Write two backslashes, or single quotes around the text.")


def _dash(_text: str, _begin: int, index: int) -> Fault:
    remedy = "Begin a list on a line of its own, two blanks deeper than its name; " + _QUOTE_TOO
    return Fault(index, "A list entry cannot begin here.", remedy)


def _block(text: str, begin: int, _index: int) -> Fault:
    tight = TIGHT_COMMENT_SIGN.match(text, begin)
    if tight:
        return Fault(tight.end() - 1, *TIGHT_COMMENT)
    remedy = "Begin the text on the next line, two blanks deeper; " + _QUOTE_TOO
    return Fault(begin, "Behind the signs | and > the line must end.", remedy)


def _sign(text: str, begin: int, _index: int) -> Fault:
    message = f"The sign {text[begin]} at the beginning of a text means something else to YAML."
    return Fault(begin, message, QUOTE)


def _tag(_text: str, begin: int, _index: int) -> Fault:
    return Fault(begin, *TAG)


def _tight(_text: str, _begin: int, index: int) -> Fault:
    remedy = "Add it; if the colon belongs to a text, put the whole text in double quotes."
    return Fault(index, "Behind this colon a blank is missing.", remedy)


def _question(_text: str, _begin: int, index: int) -> Fault:
    return Fault(index, *QUESTION)


def _bracket(text: str, begin: int, index: int) -> Fault:
    if (place := cuts.comment_within(text, begin, index)) >= 0:
        return Fault(place, *cuts.hidden(text, begin, place))
    message = f"The bracket {text[begin]} opens here, and then a comma or its closing is missing."
    return Fault(begin, message, QUOTE_BRACKETS)


def _layout(text: str, _begin: int, index: int) -> Fault:
    before = _before(text, index).rstrip()
    if text[index : index + 1] == ":":
        return Fault(index, *NO_NAME)
    if before.endswith(("'", '"')):
        remedy = "Quote the whole text; inside single quotes an apostrophe is written twice."
        return Fault(index, "The text goes on behind its closing quote.", remedy)
    if before.endswith(("]", "}")):
        return Fault(index, "The text goes on behind its closing bracket.", QUOTE_BRACKETS)
    if found := _broken_off(text, index):
        return found
    message = "This line does not begin in the column of the lines it belongs to."
    return Fault(index, message, "Names of one group, and entries of one list, share a column.")


def _behind(text: str, _begin: int, index: int) -> Fault:
    if re.search(r"^\.\.\.", text[:index], re.MULTILINE):
        return Fault(index, *SECOND_DOCUMENT)
    return _layout(text, 0, index)


def _before(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 : index]


_QUOTE_TOO = "a text that begins with this sign goes in double quotes."
# What libyaml and PyYAML have in common in what they say, the narrower first.
_JUDGES: tuple[tuple[str, Callable[[str, int, int], Fault]], ...] = (
    (r"quoted scalar.*(?:end of stream|document)", _unclosed),
    (r"\ba tag\b|undefined tag", _tag),
    (r"escape|hexa?de", _escape),
    (r"mapping values are not allowed", _colon),
    (r"simple key", _no_colon),
    (r"unexpected ':'", _tight),
    (r"unexpected '\?'", _question),
    (r"any token|node content", _cannot_begin),
    (r"sequence entries are not allowed", _dash),
    (r"block scalar", _block),
    (r"an anchor|an alias", _sign),
    (r"document start", _behind),
    (r"flow (?:sequence|mapping)", _bracket),
    (r"block (?:mapping|collection|sequence)", _layout),
)
