"""The entries of a YAML text with their lines and their comments.

Whose a comment is: a block of comment lines glued above an entry, in its column, is the
entry's; a comment indented deeper than an entry is the one's above; a comment that a blank
line sets apart is nobody's, and stays where it is whatever happens around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Literal

from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from customer_cli.yamldoc import parser, reader

_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMENT = re.compile(r"(?:(?<=\s)|^)#.*", re.MULTILINE)


@dataclass(eq=False)
class Unsure(Exception):
    """The text holds something that is not edited; says at which character and why."""

    index: int
    reason: str


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
    entries: list[NodeEntry] = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """Whether it is a collection with one entry a line."""
        return self.kind != "text" and not self.is_flow


@dataclass(slots=True)
class NodeEntry:
    """One entry of a mapping or a list."""

    key: str | None
    """None in a list."""
    at: int
    """The character its key begins at, or its dash."""
    behind: int
    """The character behind its colon or its dash."""
    node: Node


@dataclass(frozen=True, slots=True)
class EntryLines:
    """The lines of an entry, counted from 0."""

    start: int
    """The first line of the comments glued above it, or its own."""
    first: int
    """The line of its key or dash."""
    last: int
    """The line on which its value ends."""
    end: int
    """The line behind the deeper comments that follow it."""


class YamlTree:
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
        self.root = self._read_node(self._next())

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

    def spans(self, node: Node, above: int, below: int) -> list[EntryLines]:
        """Return the lines of each entry of *node*, a block within *above* and *below*."""
        firsts = [self.line(entry.at) for entry in node.entries]
        spans: list[EntryLines] = []
        for entry, first, limit in zip(node.entries, firsts, [*firsts[1:], below], strict=True):
            column = self.column(entry.at)
            start, last = first, max(self.line(max(entry.node.end - 1, entry.at)), first)
            while start > above and self.comment_column(start - 1) == column:
                start -= 1
            end = last + 1
            while end < limit and (self.comment_column(end) or -1) > column:
                end += 1
            spans.append(EntryLines(start, first, last, end))
            above = end
        return spans

    def comment_column(self, line: int) -> int | None:
        """Return the column of the comment that *line* is, None where it is anything else."""
        stripped = self.lines[line].lstrip(" ")
        if not stripped.startswith("#"):
            return None
        column = len(self.lines[line]) - len(stripped)
        index = self._starts[line] + column
        place = bisect_right(self._texts, (index, len(self.text))) - 1
        is_text = place >= 0 and self._texts[place][0] <= index < self._texts[place][1]
        return None if is_text else column

    # ---- comments

    def comments(self, start: int = 0, end: int | None = None) -> Counter[str]:
        """Return the comments between two characters, each with how often it is there."""
        end = len(self.text) if end is None else end
        found: Counter[str] = Counter()
        place = start
        within = (text for text in self._texts if text[1] > start and text[0] < end)
        for begin, stop in (*within, (end, end)):
            if begin > place:
                found.update(m[0].rstrip() for m in _COMMENT.finditer(self.text, place, begin))
            place = max(place, stop)
        return found

    # ---- nodes

    def _next(self) -> Any:
        event = self._get()
        self._end = event.end_mark.index
        return event

    def _read_node(self, event: Any) -> Node:
        if type(event) is ScalarEvent:
            return self._read_scalar(event)
        start = event.start_mark.index
        is_map = type(event) is MappingStartEvent
        node = Node("map" if is_map else "list", start, start, None)
        node.is_flow = bool(event.flow_style)
        (self._read_mapping if is_map else self._read_sequence)(node)
        return node

    def _read_scalar(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style if event.style and event.style in "'\"|>" else ""
        value = event.value if style else reader.plain_value(event.value)
        if style in ("|", ">"):
            header = _HEADER.match(self.text, start)
            below, block = self.text.find("\n", start), self.text[start:end]
            if not (header and "+" in header[0] and block.endswith("\n")):
                block = block.rstrip(" \n") if "\n" in block else block
            end = start + len(block)
            self._texts.append((start, header.end() if header else start + 1))
            if 0 <= below < end:
                self._texts.append((below, end))
        elif end > start:
            self._texts.append((start, end))
        return Node("text", start, end, value, style)

    def _read_mapping(self, node: Node) -> None:
        node.value = {}
        while type(key := self._next()) is not MappingEndEvent:
            start, end = key.start_mark.index, key.end_mark.index
            if self.text[start - self.column(start) : start].rstrip().endswith("?"):
                raise Unsure(start, "A name with a question mark before it is not edited.")
            self._texts.append((start, end))
            below = self._read_node(self._next())
            colon = self.text.find(":", end)
            behind = (colon if colon >= 0 else end) + 1
            node.entries.append(NodeEntry(str(key.value), start, behind, below))
            node.value[str(key.value)] = below.value
            node.end = max(below.end, behind)
        if node.is_flow:
            node.end = self._end

    def _read_sequence(self, node: Node) -> None:
        node.value = []
        place = node.start
        while type(event := self._next()) is not SequenceEndEvent:
            while not node.is_flow and place < len(self.text) and self.text[place] != "-":
                place = (self.text.find("\n", place) if self.text[place] == "#" else place) + 1
            at = event.start_mark.index if node.is_flow else place
            below = self._read_node(event)
            node.entries.append(NodeEntry(None, at, at + 1, below))
            node.value.append(below.value)
            node.end = place = max(below.end, at + 1)
        if node.is_flow:
            node.end = self._end
