"""Where every entry of a YAML text begins and ends, with the comments that belong to it.

Whose a comment is: a block of comment lines glued above an entry, in its column, is the
entry's; a comment indented deeper than an entry is the one's above; a comment that a blank
line sets apart is nobody's, and stays where it is whatever happens around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from customer_cli.yamldoc import parser, reader

_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*", re.MULTILINE)


class Unsure(Exception):
    """The text holds something that is not edited; says at which character and why."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index
        self.reason = reason


@dataclass(slots=True)
class Node:
    """A value as it stands in the text."""

    kind: Literal["text", "map", "list"]
    start: int
    """The character it begins at, counted from 0."""
    end: int
    """The character behind its last one; comments and blank lines below are not in it."""
    value: Any
    style: str = ""
    """The sign that opens a quoted text or a block of text."""
    is_flow: bool = False
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it is a collection with one entry a line."""
        return self.kind != "text" and not self.is_flow


@dataclass(slots=True)
class Entry:
    """One entry of a mapping or a list."""

    key: str | None
    """None in a list."""
    at: int
    """The character its key begins at, or its dash."""
    behind: int
    """The character behind its colon or its dash."""
    node: Node


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of an entry, counted from 0."""

    start: int
    """The first line of the comments glued above it, or its own."""
    first: int
    """The line of its key or dash."""
    last: int
    """The line on which its value ends."""
    end: int
    """The line behind the deeper comments that follow it."""


class Layout:
    """A text, cut into lines and parsed into nodes with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._get: Any = parser.parse(text)
        self._next()  # the stream starts
        self._next()  # the document starts
        self._texts: list[tuple[int, int]] = []
        self.root = self._node(self._next())

    # ---- places

    def line(self, index: int) -> int:
        """Return the line of the character *index*."""
        return bisect_right(self._starts, index) - 1

    def start_of(self, line: int) -> int:
        """Return the first character of *line*, or the end of the text behind the last one."""
        return min(self._starts[line], len(self.text))

    def column(self, index: int) -> int:
        """Return the column of the character *index*, counted from 0."""
        return index - self._starts[self.line(index)]

    def span(self, entry: Entry, above: int, below: int) -> Span:
        """Return the lines of *entry*, which has those from *above* up to *below* to itself."""
        first, column = self.line(entry.at), self.column(entry.at)
        node = entry.node
        last = max(self.line(max(node.end - 1, entry.at)), first)
        start = first
        while start > above and self._comment_column(start - 1) == column:
            start -= 1
        end = last + 1
        while end < below and (self._comment_column(end) or -1) > column:
            end += 1
        return Span(start, first, last, end)

    def spans(self, node: Node, above: int, below: int) -> list[Span]:
        """Return the lines of each entry of *node*, a block within *above* and *below*."""
        firsts = [self.line(entry.at) for entry in node.entries]
        found: list[Span] = []
        for place, entry in enumerate(node.entries):
            limit = firsts[place + 1] if place + 1 < len(firsts) else below
            span = self.span(entry, found[-1].end if found else above, limit)
            found.append(span)
        return found

    def is_comment(self, line: int) -> bool:
        """Tell whether *line* holds a comment and nothing else; a line of a text is none."""
        return self._comment_column(line) is not None

    def _comment_column(self, line: int) -> int | None:
        stripped = self.lines[line].lstrip(" ")
        if not stripped.startswith("#"):
            return None
        column = len(self.lines[line]) - len(stripped)
        index = self._starts[line] + column
        place = bisect_right(self._texts, (index, len(self.text))) - 1
        is_text = place >= 0 and self._texts[place][0] <= index < self._texts[place][1]
        return None if is_text else column

    def last_block(self) -> int | None:
        """Return where the block of text begins that a text without a last line end ends in."""
        node = self.root
        while node.entries and not node.is_flow:
            node = node.entries[-1].node
        return node.start if node.style in ("|", ">") and not self.text.endswith("\n") else None

    # ---- comments

    def comments(self, start: int = 0, end: int | None = None) -> Counter[str]:
        """Return the comments between two characters, each with how often it is there."""
        end = len(self.text) if end is None else end
        found: Counter[str] = Counter()
        place = start
        for begin, stop in self._outside(start, end):
            place = begin
            for match in _COMMENT.finditer(self.text, place, stop):
                found[match[0].rstrip()] += 1
        return found

    def _outside(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        place = start
        for begin, stop in self._texts:
            if stop <= start or begin >= end:
                continue
            if begin > place:
                yield place, begin
            place = max(place, stop)
        if place < end:
            yield place, end

    # ---- nodes

    def _next(self) -> Any:
        event = self._get()
        self._end = event.end_mark.index
        return event

    def _node(self, event: Any) -> Node:
        if type(event) is ScalarEvent:
            return self._scalar(event)
        start = event.start_mark.index
        is_map = type(event) is MappingStartEvent
        node = Node("map" if is_map else "list", start, start, None)
        node.is_flow = bool(event.flow_style)
        (self._mapping if is_map else self._sequence)(node)
        return node

    def _scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style if event.style and event.style in "'\"|>" else ""
        value = event.value if style else reader.plain(event.value)
        if style in ("|", ">"):
            end = self._block_end(start, end)
            header = _HEADER.match(self.text, start)
            below = self.text.find("\n", start)
            self._texts.append((start, header.end() if header else start + 1))
            if 0 <= below < end:
                self._texts.append((below, end))
        elif end > start:
            self._texts.append((start, end))
        return Node("text", start, end, value, style)

    def _block_end(self, start: int, end: int) -> int:
        header = _HEADER.match(self.text, start)
        keeps = header is not None and "+" in header[0]
        block = self.text[start:end]
        if keeps and block.endswith("\n"):
            return start + len(block)
        return start + len(block.rstrip(" \n")) if "\n" in block else min(end, start + len(block))

    def _mapping(self, node: Node) -> None:
        node.value = {}
        while type(key := self._next()) is not MappingEndEvent:
            start, end = key.start_mark.index, key.end_mark.index
            if self.text[start - self.column(start) : start].rstrip().endswith("?"):
                raise Unsure(start, "A name with a question mark before it is not edited.")
            self._texts.append((start, end))
            below = self._node(self._next())
            behind = self._colon(end) + 1
            node.entries.append(Entry(str(key.value), start, behind, below))
            node.value[str(key.value)] = below.value
            node.end = max(below.end, behind)
        if node.is_flow:
            node.end = self._end

    def _colon(self, end: int) -> int:
        place = self.text.find(":", end)
        return place if place >= 0 else end

    def _sequence(self, node: Node) -> None:
        node.value = []
        place = node.start
        while type(event := self._next()) is not SequenceEndEvent:
            at = event.start_mark.index if node.is_flow else self._dash(place)
            below = self._node(event)
            node.entries.append(Entry(None, at, at + 1, below))
            node.value.append(below.value)
            node.end = place = max(below.end, at + 1)
        if node.is_flow:
            node.end = self._end

    def _dash(self, place: int) -> int:
        while place < len(self.text) and self.text[place] != "-":
            if self.text[place] == "#":
                place = self.text.find("\n", place)
            place += 1
        return place
