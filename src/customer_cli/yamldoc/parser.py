"""Bytes to events of YAML: size, encoding, invisible characters, then libyaml or PyYAML's own parser.

Each check names everything of its kind and its place, because none of it can be seen in an
editor. What an escape in double quotes stands for is not checked here: it is data.

Only events are taken from the parser, one at a time, so that depth and number are checked as they
come: what PyYAML builds from them recurses, and libyaml then ends the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from heapq import merge
from itertools import groupby, islice, takewhile
from typing import Any

from yaml import YAMLError
from yaml.events import Event, ScalarEvent, StreamEndEvent
from yaml.parser import Parser as _Parser
from yaml.reader import Reader as _Reader
from yaml.scanner import Scanner as _Scanner
from yaml.scanner import ScannerError

from customer_cli.errors import Problem, Unreadable
from customer_cli.text import INVISIBLE, without_flags

LARGEST = 1024 * 1024
"""Bytes; a record of a large workshop has 20,000."""
MOST_PROBLEMS = 20
"""Reported of one file; a file with more is another kind of file."""
LONGEST_EXCERPT = 160
"""Characters of a line shown in a message."""

_ASCII_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?= |$)", re.MULTILINE)
_OPENING = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
_COMMENT = re.compile(r"(?:^| )#")
_TO_TAB = re.compile(r"^[^\n\t]*\t", re.MULTILINE)
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)
_ENTRY = re.compile(r" *(?:- |[^\s#].*:(?: |\Z))")
# Checked in this order: the mark of UTF-32 begins with the mark of UTF-16.
_WIDE_MARKS = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
_SAVE_AS_UTF8 = "Save the file as UTF-8: most editors offer it under Save as, or Encoding."


def decode_text(data: bytes, name: str) -> str:
    """Return the text in *data* with LF line ends, or raise `Unreadable`; *name* is the file's."""
    if len(data) > LARGEST:
        message = f"The file has {len(data):,} bytes; at most {LARGEST:,} are read."
        raise Unreadable([Problem(name, 0, 0, message, "Is it the file you meant?")])
    text = _decode(data, name)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # Two tests that are quick where all is well; a conflict always has the middle marker.
    problems = find_conflicts(text, name) if "=======" in text or "<<<<<<<" in text else []
    if data.isascii():
        is_seen = len(data.translate(None, _ASCII_CONTROLS)) == len(data) and "\r" not in text
    else:
        is_seen = text.replace("\n", "").isprintable() or not _INVISIBLE.search(without_flags(text))
    if not problems and not is_seen:
        problems = _find_invisible(text, name)
    if problems:
        raise Unreadable(problems)
    return text


def narrow_utf16(data: bytes) -> bytes:
    """Return *data* as UTF-8 where it is UTF-16 with a byte order mark, else as it is."""
    if _find_wide(data) != "UTF-16" or data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError:
        return data  # refused by name


def excerpt(text: str, line: int) -> str:
    """Return *line* of *text*, counted from 1, cut where it is very long."""
    lines = text.split("\n", line)
    if not 0 < line <= len(lines):
        return ""
    return shorten(lines[line - 1])


def shorten(line: str) -> str:
    """Return *line* as a message shows it, cut where it is very long."""
    return line if len(line) <= LONGEST_EXCERPT else f"{line[:LONGEST_EXCERPT]}…"


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of the character at *index*."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def line_end(text: str, index: int) -> int:
    """Return where the line of *index* ends."""
    end = text.find("\n", index)
    return end if end >= 0 else len(text)


def blank_entry(text: str, index: int) -> str:
    """Return *text* with blanks in place of the line of *index* and all that belongs to it.

    To an entry belongs what is deeper, and a line of closing brackets; a line that is none stands
    for itself. No character behind changes its place.
    """
    start, end = text.rfind("\n", 0, index) + 1, line_end(text, index)
    line = text[start:end]
    column = len(line) - len(line.lstrip(" "))
    while _ENTRY.match(line) and end < len(text):
        below = text[end + 1 : line_end(text, end + 1)]
        deeper = len(below) - len(below.lstrip(" ")) > column
        if below.strip() and not deeper and below.strip(" ]},"):
            break
        end = line_end(text, end + 1)
    return text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]


def find_loose_tabs(text: str, quoted: Sequence[tuple[int, int]], end: int) -> Iterator[int]:
    """Yield the index of each tab that indents a line, or separates anything before *end*.

    *quoted* are the ranges of quoted texts and blocks up to *end*, in order; a tab in them or
    in a comment is safe, unless it begins a line, where it is mistaken for an indent.
    """
    if "\t" not in text:
        return
    pieces, last = [], 0
    for start, stop in quoted:
        pieces += [text[last:start], text[start:stop].replace("\t", " ").replace("#", " ")]
        last = stop
    bare = "".join([*pieces, text[last:]])[:end]
    separating = (
        match.end() - 1 for match in _TO_TAB.finditer(bare) if _COMMENT.search(match[0]) is None
    )
    indenting = (match.end() - 1 for match in _TAB_INDENT.finditer(text))
    for index, _ in groupby(merge(separating, indenting)):
        yield index


def find_conflicts(text: str, name: str) -> list[Problem]:
    """Return a problem for every unresolved git conflict in *text*."""
    # One problem a conflict; where its first line is gone, one for each marker left behind.
    opening = _OPENING if _OPENING.search(text) else _CONFLICT
    starts = [match.start() for match in islice(opening.finditer(text), MOST_PROBLEMS)]
    message = "A merge conflict that git left here is not resolved."
    remedy = (
        "Keep what is right of both sides and delete the lines of <<<<<<<, ======= and >>>>>>>."
    )
    return [_problem(text, name, index, message, remedy) for index in starts]


def _problem(text: str, name: str, index: int, message: str, remedy: str) -> Problem:
    line, column = position(text, index)
    return Problem(name, line, column, message, remedy, excerpt(text, line))


def _decode(data: bytes, name: str) -> str:
    wide = _find_wide(data)
    if wide:
        raise Unreadable([Problem(name, 1, 1, f"The file is {wide}, not UTF-8.", _SAVE_AS_UTF8)])
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode().replace("\r\n", "\n")
        wrong = data[error.start : error.start + 1]
    line, column = position(before, len(before))
    guess = wrong.decode("cp1252", "replace")
    message = f"The byte 0x{wrong.hex().upper()} is not UTF-8; in Latin-1 it would be {guess}."
    shown = excerpt(data.decode(errors="replace").replace("\r\n", "\n"), line)
    raise Unreadable([Problem(name, line, column, message, _SAVE_AS_UTF8, shown)])


def _find_wide(data: bytes) -> str:
    for mark, kind in _WIDE_MARKS:
        if data.startswith(mark):
            return kind
    # Text holds no NUL, but of ASCII in UTF-16 every other byte is one.
    empty = [byte == 0 for byte in data[:4]]
    if empty in ([True, True, True, False], [False, True, True, True]):
        return "UTF-32"
    return "UTF-16" if empty in ([True, False, True, False], [False, True, False, True]) else ""


def _find_invisible(text: str, name: str) -> list[Problem]:
    from customer_cli.lookalikes import describe_character

    problems: list[Problem] = []
    bare = without_flags(text)
    found = _INVISIBLE.search(bare)
    while found and len(problems) < MOST_PROBLEMS:
        message = f"An invisible character stands here: {describe_character(found[0])}."
        remedy = "Delete it, or type that line anew."
        problems.append(_problem(text, name, found.start(), message, remedy))
        # One a line: whoever mends the first sees the others, or types the line anew.
        next_line = text.find("\n", found.end())
        found = _INVISIBLE.search(bare, next_line) if next_line >= 0 else None
    return problems


MOST_EVENTS = 50_000
"""Parts of a file; 1 MiB could hold half a million, and they would take a second to build."""
SHORT = 24_000
"""Characters of a text too short for so many parts: at worst, as in `[?,?]`, one has two."""
FAILURES = (YAMLError, ValueError, OverflowError)
"""What the parsers raise; the pure-Python one fails on an escape that names no character."""

_NOTHING_MORE = re.compile(
    r"(?:[ \n]|(?<![^ \n])#[^\n]*|^(?:---|\.\.\.)(?=[ \n]|\Z))*+\Z", re.MULTILINE
)


class PureParser(_Reader, _Scanner, _Parser):
    """PyYAML's parser in Python, for machines that have no libyaml."""

    def __init__(self, text: str) -> None:
        _Reader.__init__(self, text)
        _Scanner.__init__(self)
        _Parser.__init__(self)

    def scan_plain(self) -> Any:
        """Refuse inside brackets what libyaml refuses, and say what this parser does not take."""
        token = super().scan_plain()
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
            place = self.get_mark()
            raise ScannerError("while scanning a plain scalar", None, "found unexpected ':'", place)
        if self.flow_level and self.peek() == "?":
            place = token.start_mark
            raise ScannerError("while scanning a plain scalar", None, "found unexpected '?'", place)
        return token


Parser: Callable[[str], Any] = PureParser
with suppress(ImportError):
    from yaml._yaml import CParser

    Parser = CParser


def is_quick() -> bool:
    """Tell whether libyaml reads here, and not its twin in Python."""
    return Parser is not PureParser


def parse(text: str, parser: Callable[[str], Any] | None = None) -> Callable[[], Event]:
    """Return what gives the next event of *text* at each call, until its stream ends.

    A call raises one of `FAILURES`, or StopIteration where there are more than `MOST_EVENTS`.
    """
    get: Callable[[], Event] = (parser or Parser)(text).get_event
    return get if len(text) <= SHORT else islice(iter(get, None), MOST_EVENTS).__next__


def is_plain(event: Any) -> bool:
    """Tell whether *event* is a text without quotes."""
    return type(event) is ScalarEvent and not event.style


def is_over(event: Any, text: str) -> bool:
    """Tell whether *event*, behind the end of a document of *text*, begins no other one.

    A closing `---` does not, with nothing but comments behind it.
    """
    if type(event) is StreamEndEvent:
        return True
    return _NOTHING_MORE.match(text, event.start_mark.index) is not None


def find_odd_escape(text: str, start: int, end: int) -> int:
    """Return the index of the first escape that names no character, or -1.

    The range is that of a text in double quotes.
    """
    for match in _ESCAPE.finditer(text, start, end):
        code = int(match[1] or match[2] or "0", 16)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            return match.start()
    return -1


# The last choice takes a pair of backslashes, which escapes nothing further.
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\\)")


def find_directives(text: str) -> list[int]:
    """Return the lines, counted from 1, of the directives that stand before the document."""
    if not text.startswith("%") and "\n%" not in text:
        return []
    head = takewhile(lambda line: not line.strip() or line.lstrip()[0] in "#%", text.split("\n"))
    found = (number for number, line in enumerate(head, 1) if line.startswith("%"))
    return list(islice(found, MOST_PROBLEMS))
