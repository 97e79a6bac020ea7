"""Line and column of every value of a file, and every problem of it at once.

This is the slow and thorough pass over the parser's events: it builds no data, and runs only for
a file that has problems or findings. A parser stops at the first thing that is no YAML. The entry
that holds it is then blanked out and the rest is read again, so that a file of five mistakes
takes one round and not five.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from customer_cli.errors import Problem
from customer_cli.yamldoc import cuts, explain, parser
from customer_cli.yamldoc.cuts import Cut, TornSentence
from customer_cli.yamldoc.parser import (
    FAILURES,
    MOST_PROBLEMS,
    PureParser,
    find_directives,
    is_over,
    is_plain,
    parse,
)

Path = tuple[str | int, ...]
"""Keys, and indexes counted from 0, from the top of the file to one of its parts."""
Place = tuple[int, int]
"""Line and column, both counted from 1, the column in characters."""

DEEPEST = 32
"""Collections inside one another; the format of a record needs 6."""
LONGEST_TEXT = 100_000
"""Characters of one text: forty pages."""


@dataclass(slots=True)
class Positions:
    """Places and problems of a text."""

    values: dict[Path, Place] = field(default_factory=dict)
    """Where each value begins; an empty one is not in it."""
    keys: dict[Path, Place] = field(default_factory=dict)
    """Where the key of each value in a mapping begins."""
    problems: list[Problem] = field(default_factory=list)
    """Everything that is not read, in file order."""
    cuts: list[Cut] = field(default_factory=list)
    """Texts that may go on behind the place where they end, in file order."""


class _Enough(Exception):
    """A limit is reached, or there are more problems than anybody reads; the pass ends."""


class PositionScan:
    """One pass over the events of a text, which writes down places and problems."""

    def __init__(self, text: str, name: str, bare: str, after: int = 0) -> None:
        self.positions = Positions()
        self.problem: explain.ParseProblem | None = None
        """What ended the pass, unless a limit did or everything is unsure behind it."""
        self._text = text
        self._bare = bare
        self._after = after
        """The line of the problem before, where this pass is not the first."""
        self._name = name
        self._get: Callable[[], Event] = Event
        self._here: Place = (1, 1)
        self._has_comments = "#" in text
        self._brackets = 0
        self._odd_names = 0
        self._quoted: list[tuple[int, int]] = []
        self._twice: set[Path] = set()

    def run(self) -> None:
        """Go through all of it, as far as it can be parsed."""
        problem = None
        with suppress(_Enough):
            for line in find_directives(self._text):
                self._add((line, 1), *explain.DIRECTIVE)
            try:
                self._get = parse(self._bare)
                self._read_stream()
            except FAILURES as error:
                if "nesting depth" in str(getattr(error, "problem", "")):
                    # libyaml gave up at its own depth, before anybody else could. From 0.2.6 on
                    # it looks so far ahead that it sees no first bracket.
                    self._get = parse(self._bare, PureParser)
                    self._read_stream()
                problem = explain.explain_error(error, self._text)
            end = problem.index if problem else len(self._text)
            for index in parser.find_loose_tabs(self._text, self._quoted, end):
                self._add(parser.position(self._text, index), *explain.TAB)
            if problem:
                self._report(problem)

    def _read_stream(self) -> None:
        self._next()
        if type(self._next()) is StreamEndEvent:
            return self._add((1, 1), *explain.EMPTY)
        event = self._next()
        if is_plain(event) and not event.value and event.anchor is None and event.tag is None:
            return self._add((1, 1), *explain.EMPTY)
        if type(event) is not MappingStartEvent:
            found = explain.find_lookalike(self._text, event.start_mark.index)
            words = (found.message, found.remedy) if found else explain.NO_MAPPING
            self._add(_place(event), *words)
        self._read_value(event, (), 1)
        self._next()
        event = self._next()
        if not is_over(event, self._bare):
            self._add(_place(event), *explain.SECOND_DOCUMENT)
        return None

    def _next(self) -> Any:
        try:
            event = self._get()
        except StopIteration:
            self._add(self._here, *explain.TOO_MANY)
            raise _Enough from None
        self._here = _place(event)
        return event

    def _add(self, place: Place, message: str, remedy: str) -> None:
        excerpt = parser.excerpt(self._text, place[0])
        self.positions.problems.append(Problem(self._name, *place, message, remedy, excerpt))
        if len(self.positions.problems) == MOST_PROBLEMS:
            raise _Enough

    def _read_value(self, event: Any, path: Path, depth: int) -> None:
        if type(event) is AliasEvent:
            return self._add(_place(event), *explain.explain_reference("*", str(event.anchor)))
        self._read_properties(event)
        if not is_plain(event) or event.value:
            self.positions.values.setdefault(path, _place(event))
        if type(event) is ScalarEvent:
            if self._has_comments and not event.style and (event.value or not self._brackets):
                # A comment may have taken words from an unquoted text.
                column = self.positions.keys[path][1] - 1 if path in self.positions.keys else None
                self.positions.cuts += cuts.find_commented(
                    self._text, event, path, column, is_flow=self._brackets > 0
                )
            return self._read_scalar(event)
        if depth > DEEPEST:
            message = f"More than {DEEPEST} lists or groups stand inside one another."
            self._add(_place(event), message, explain.QUOTE_BRACKETS)
            raise _Enough
        self._brackets += bool(event.flow_style)
        if type(event) is MappingStartEvent:
            self._read_mapping(path, depth)
        else:
            self._read_sequence(path, depth)
        self._brackets -= bool(event.flow_style)
        return None

    def _read_sequence(self, path: Path, depth: int) -> None:
        before = ""
        for index in count():
            event = self._next()
            if type(event) is SequenceEndEvent:
                return
            here = (*path, index)
            if self._brackets:
                text = event.value if is_plain(event) else ""
                if cuts.is_rest(before, text):
                    whole = cuts.quote_line("", f"{before}, {text}")
                    self.positions.cuts.append(Cut(here, text, whole, is_split=True))
                before = text
            self._read_value(event, here, depth + 1)

    def _read_mapping(self, path: Path, depth: int) -> None:
        sentence = cuts.SentenceScan(self._text)
        while type(key := self._next()) is not MappingEndEvent:
            here = (*path, "")
            if type(key) is ScalarEvent:
                here = (*path, str(key.value))
                self._read_key(key, here)
            else:
                self._add(_place(key), *explain.NO_TEXT_AS_NAME)
                self._odd_names += 1
                self._read_value(key, here, depth + 1)
                self._odd_names -= 1
            event = self._next()
            if self._brackets and type(key) is ScalarEvent and not self._odd_names:
                self._add_torn(sentence.take(key, event))
            self._read_value(event, here, depth + 1)
        self._add_torn(sentence.end())

    def _add_torn(self, torn: TornSentence | None) -> None:
        if torn:
            self._add(parser.position(self._text, torn.index), *torn.words)

    def _read_key(self, key: Any, path: Path) -> None:
        self._read_properties(key)
        self._read_scalar(key)
        name, place = str(path[-1]), _place(key)
        first = self.positions.keys.setdefault(path, place)
        # What is below the second of two names has the path of what is below the first.
        is_below = any(path[:length] in self._twice for length in range(1, len(path)))
        if first != place and not is_below:
            self._twice.add(path)
            title = f'The name "{cuts.shorten_name(name)}" stands here a second time'
            message = f"{title}; it is on line {first[0]} already."
            self._add(place, message, "Keep one of the two, or join what they say.")
        if not name:
            self._add(place, *explain.NO_NAME)
        if name == "<<" and not key.style:
            self._add(place, *explain.MERGE)

    def _read_properties(self, event: Any) -> None:
        # An event begins where its anchor or its tag begins, whichever comes first.
        if event.anchor is not None:
            self._add(_place(event), *explain.explain_reference("&", event.anchor))
        if event.tag is not None:
            self._add(_place(event), *explain.TAG)

    def _read_scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if event.style in ("|", ">"):
            # Only what stands below the signs is text.
            end = max(end, start + 1)
            start = self._text.find("\n", start, end) if "\n" in self._text[start:end] else end
            tight = explain.TIGHT_COMMENT_SIGN.search(self._text, event.start_mark.index, start)
            if tight:
                place = parser.position(self._text, tight.end() - 1)
                self._add(place, *explain.TIGHT_COMMENT)
        if event.style:
            self._quoted.append((start, end))
        elif self._brackets and "?" in event.value:
            self._add(_place(event), *explain.QUESTION)
        if len(event.value) > LONGEST_TEXT:
            length = len(event.value)
            message = f"This text has {length:,} characters; at most {LONGEST_TEXT:,} are read."
            self._add(_place(event), message, "Keep long documents in files of their own.")
        if event.style == '"' and (index := parser.find_odd_escape(self._text, start, end)) >= 0:
            self._add(parser.position(self._text, index), *explain.NO_CHARACTER)

    def _report(self, problem: explain.ParseProblem) -> None:
        """Report what ended the pass, unless something reported already explains it."""
        line, column = parser.position(self._text, problem.index)
        conflicts = parser.find_conflicts(self._text, self._name)
        self.positions.problems.extend(conflicts)
        if conflicts:
            return
        self.problem = problem
        reported = self.positions.problems
        # Behind an indent of tabs nothing is sure, until what follows is looked at by itself.
        since = line if self._after else 0
        tabbed = any(p.message == explain.TAB[0] and since <= p.line <= line for p in reported)
        if not tabbed and all(p.line != line for p in reported):
            self._add((line, column), problem.message, problem.remedy)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


_ABOUT_ALL = {words[0] for words in (explain.EMPTY, explain.NO_MAPPING)}
_MOST_READ_AGAIN = 100_000
"""Characters read again behind entries that are broken; a long file is mended in rounds."""


def find_positions(text: str, name: str) -> Positions:
    """Return where everything stands in *text* and what is wrong; *name* is the file's."""
    # The parsers part company over tabs: with blanks in their place both go on alike.
    bare = text.replace("\t", " ")
    first = PositionScan(text, name, bare)
    first.run()
    problems, problem = first.positions.problems, first.problem
    for _ in range(min(MOST_PROBLEMS, _MOST_READ_AGAIN // (len(text) + 1))):
        if problem is None or len(problems) >= MOST_PROBLEMS:
            break
        line = parser.position(text, problem.index)[0]
        bare = parser.blank_entry(bare, problem.index)
        again = PositionScan(text, name, bare, line)
        again.run()
        # Up to here everything is told already, and what was blanked out is missed for nothing.
        problems += [
            new
            for new in again.positions.problems
            if new.line > line and new not in problems and new.message not in _ABOUT_ALL
        ]
        problem = again.problem
    problems.sort(key=lambda problem: (problem.line, problem.column))
    del problems[MOST_PROBLEMS:]
    return first.positions
