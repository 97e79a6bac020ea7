"""The YAML parser: libyaml where it is installed, PyYAML's parser in Python where it is not.

Only events are taken from it, one at a time, so that depth and number are checked as they
come: what PyYAML builds from them recurses, and libyaml then ends the process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import islice, takewhile
from typing import Any

from yaml import YAMLError
from yaml.events import Event, ScalarEvent, StreamEndEvent
from yaml.parser import Parser as _Parser
from yaml.reader import Reader as _Reader
from yaml.scanner import Scanner as _Scanner
from yaml.scanner import ScannerError

from customer_cli.yamldoc.limits import MOST_PROBLEMS

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
