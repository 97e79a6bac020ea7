"""YAML errors as sentences for somebody who does not know YAML.

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
from customer_cli.yamldoc import cuts, parser
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
TIGHT_COLON: Words = (
    "Behind this colon a blank is missing.",
    "Add it; if the colon belongs to a text, put the whole text in double quotes.",
)
_QUOTE_TOO = "a text that begins with this sign goes in double quotes."
NO_ENTRY: Words = (
    "A list entry cannot begin here.",
    f"Begin a list on a line of its own, two blanks deeper than its name; {_QUOTE_TOO}",
)
NO_CHARACTER: Words = (
    "This escape does not name a whole character.",
    "Write the character itself in its place.",
)


def explain_reference(sign: str, name: str) -> Words:
    """Return the words for the text *name* behind an asterisk or an ampersand."""
    does, remedy = "repeats another part of the file", "Write it out"
    if sign == "&":
        does, remedy = "marks a part of the file for repeating", "Delete it"
    message = f"{sign}{name} {does}, which is not read here."
    return message, f'{remedy}; if it belongs to a text, quote the text: "{sign}{name} …".'


@dataclass(frozen=True, slots=True)
class ParseProblem:
    """The problem at which the parser gave up."""

    index: int
    """The character it is about, counted from 0."""
    message: str
    remedy: str


def explain_error(error: Exception, text: str) -> ParseProblem:
    """Return what the parser's *error* says about *text*, and where."""
    if not isinstance(error, MarkedYAMLError):
        return ParseProblem(max(parser.find_odd_escape(text, 0, len(text)), 0), *NO_CHARACTER)
    # What the parser in Python found instead is cut: it is named in the words of other problems.
    words = re.split("but (?:found|got)", f"{error.context or ''}|{error.problem or ''}")[0]
    begin = error.context_mark.index if error.context_mark else 0
    index = min(error.problem_mark.index if error.problem_mark else begin, len(text))
    for fragment, describe in _DESCRIBERS:
        if re.search(fragment, words):
            return describe(text, begin, index)
    return ParseProblem(index, *UNKNOWN)


def _explain_colon(text: str, _begin: int, index: int) -> ParseProblem:
    before = _line_before(text, index)
    if re.search(r":\s", before):
        message = "A second colon with a blank behind it stands in this line."
        return ParseProblem(
            index, message, 'Put the text in double quotes, as in name: "first: second".'
        )
    if found := find_lookalike(text, text.rfind("\n", 0, index)) or _find_broken_off(text, index):
        return found
    message = "A name with a colon stands here inside a text that began above."
    return ParseProblem(
        index, message, "Begin the line in the column of the name it should stand beside."
    )


def _explain_no_colon(text: str, begin: int, _index: int) -> ParseProblem:
    if (place := cuts.find_comment(text, begin, parser.line_end(text, begin))) >= 0:
        return ParseProblem(place, *cuts.explain_hidden(text, begin, place))
    if found := find_lookalike(text, begin) or _find_broken_off(text, begin):
        return found
    message = "This line has no name with a colon and a blank behind it."
    remedy = "Add them; if the line goes on with the text above, indent it deeper than its name."
    return ParseProblem(begin, message, remedy)


def find_lookalike(text: str, index: int) -> ParseProblem | None:
    """Return the problem of a sign that looks like another in the line of *index*."""
    if index < 0:
        return None
    start = text.rfind("\n", 0, index) + 1
    slip = lookalikes.find_slip(text[start : parser.line_end(text, index)])
    return ParseProblem(start + slip.at, slip.message, slip.remedy) if slip else None


def _find_broken_off(text: str, index: int) -> ParseProblem | None:
    """Return the problem of a comment that ends the text which goes on in the line of *index*."""
    end = max(text.rfind("\n", 0, index), 0)
    place = cuts.find_comment(text, text.rfind("\n", 0, end) + 1, end)
    is_beside = place >= 0 and _line_before(text, place).strip()
    return ParseProblem(place, *cuts.explain_hidden(text, place, place)) if is_beside else None


def _explain_start(text: str, _begin: int, index: int) -> ParseProblem:
    sign = text[index : index + 1]
    if sign == "\t":
        return ParseProblem(index, *TAB)
    if not sign.strip():
        return ParseProblem(index, "Something is missing at the end of the line before.", QUOTE)
    return ParseProblem(index, f"A text cannot begin with {sign} unless it is quoted.", QUOTE)


def _explain_quote(text: str, begin: int, _index: int) -> ParseProblem:
    remedy = "Close it, or leave it out."
    if text[begin] == "'":
        remedy = 'Close it; a text that begins with an apostrophe goes in double quotes: "…".'
    return ParseProblem(begin, f"The quote {text[begin]} that opens here is never closed.", remedy)


def _explain_escape(text: str, begin: int, index: int) -> ParseProblem:
    place = max(text.rfind("\\", begin, index + 1), begin)
    if parser.find_odd_escape(text, place, place + 10) == place:
        return ParseProblem(place, *NO_CHARACTER)
    message = "Inside double quotes this backslash and the sign behind it mean nothing."
    return ParseProblem(place, message, "Write two backslashes, or single quotes around the text.")


def _explain_block(text: str, begin: int, _index: int) -> ParseProblem:
    tight = TIGHT_COMMENT_SIGN.match(text, begin)
    if tight:
        return ParseProblem(tight.end() - 1, *TIGHT_COMMENT)
    remedy = "Begin the text on the next line, two blanks deeper; " + _QUOTE_TOO
    return ParseProblem(begin, "Behind the signs | and > the line must end.", remedy)


def _explain_bracket(text: str, begin: int, index: int) -> ParseProblem:
    if (place := cuts.find_comment(text, begin, index)) >= 0:
        return ParseProblem(place, *cuts.explain_hidden(text, begin, place))
    message = f"The bracket {text[begin]} opens here, and then a comma or its closing is missing."
    return ParseProblem(begin, message, QUOTE_BRACKETS)


def _explain_layout(text: str, _begin: int, index: int) -> ParseProblem:
    before = _line_before(text, index).rstrip()
    if text[index : index + 1] == ":":
        return ParseProblem(index, *NO_NAME)
    if before.endswith(("'", '"')):
        remedy = "Quote the whole text; inside single quotes an apostrophe is written twice."
        return ParseProblem(index, "The text goes on behind its closing quote.", remedy)
    if before.endswith(("]", "}")):
        return ParseProblem(index, "The text goes on behind its closing bracket.", QUOTE_BRACKETS)
    if found := _find_broken_off(text, index):
        return found
    message = "This line does not begin in the column of the lines it belongs to."
    return ParseProblem(
        index, message, "Names of one group, and entries of one list, share a column."
    )


def _explain_behind(text: str, _begin: int, index: int) -> ParseProblem:
    if re.search(r"^\.\.\.", text[:index], re.MULTILINE):
        return ParseProblem(index, *SECOND_DOCUMENT)
    return _explain_layout(text, 0, index)


def _line_before(text: str, index: int) -> str:
    return text[text.rfind("\n", 0, index) + 1 : index]


_NO_SIGN = "The sign {} at the beginning of a text means something else to YAML."
# What libyaml and PyYAML have in common in what they say, the narrower first.
_DESCRIBERS: tuple[tuple[str, Callable[[str, int, int], ParseProblem]], ...] = (
    (r"quoted scalar.*(?:end of stream|document)", _explain_quote),
    (r"\ba tag\b|undefined tag", lambda _text, begin, _index: ParseProblem(begin, *TAG)),
    (r"escape|hexa?de", _explain_escape),
    (r"mapping values are not allowed", _explain_colon),
    (r"simple key", _explain_no_colon),
    (r"unexpected ':'", lambda _text, _begin, index: ParseProblem(index, *TIGHT_COLON)),
    (r"unexpected '\?'", lambda _text, _begin, index: ParseProblem(index, *QUESTION)),
    (r"any token|node content", _explain_start),
    (
        r"sequence entries are not allowed",
        lambda _text, _begin, index: ParseProblem(index, *NO_ENTRY),
    ),
    (r"block scalar", _explain_block),
    (
        r"an anchor|an alias",
        lambda text, begin, _index: ParseProblem(begin, _NO_SIGN.format(text[begin]), QUOTE),
    ),
    (r"document start", _explain_behind),
    (r"flow (?:sequence|mapping)", _explain_bracket),
    (r"block (?:mapping|collection|sequence)", _explain_layout),
)
