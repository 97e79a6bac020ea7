"""The entries of a YAML text with their lines and comments, and old ones matched with new.

Whose a comment is: a block of comment lines glued above an entry, in its column, is the
entry's; a comment indented deeper than an entry is the one's above; a comment that a blank
line sets apart is nobody's, and stays where it is whatever happens around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
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


_WORDS = ("text", "name", "words", "question", "says")
"""Keys of the sentence that an entry is about."""


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two pieces of data are the same, type for type; the order of keys is none."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return bool(one == other)


def match_entries(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """Return for each entry of *new* which of *old* it is, or None where it is a new one.

    First those that are equal, then those of one id and one text, then those of one id, then a
    text that has become part of an entry, then whatever stands in the same place between the others.
    """
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for find_marks in (lambda value, _is_old: [_freeze(value)], _twin, _one_id, _grown):
        index: dict[Any, list[int]] = {}
        for place in free:
            for mark in find_marks(old[place], True):
                index.setdefault(mark, []).append(place)
        for place, value in enumerate(new):
            if found[place] is None:
                fits = (
                    p for mark in find_marks(value, False) for p in index.get(mark, ()) if p in free
                )
                taken = next(fits, None)
                if taken is not None:
                    found[place] = taken
                    del free[taken]
    following = 0
    for place, value in enumerate(new):
        if (there := found[place]) is not None:
            following = there + 1
        elif following in free and _may_be(old[following], value):
            found[place] = following
            del free[following]
            following += 1
    return found


def place_new_keys(
    there: Sequence[str], new: Mapping[str, Any], order: Sequence[str]
) -> dict[str, list[str]]:
    """Return the keys of *new* that are not *there*, by the key they go behind ("" for none).

    That is the one before them in *order*, or in *new* where the order does not know them.
    """
    canonical = list(order)
    before: dict[str, str] = {}
    kept = {key for key in there if key in new}
    known = [key for key in canonical if key in new]
    last = ""
    for key in new:
        if key not in kept:
            before[key] = last
            if key in canonical:
                earlier = [k for k in known[: known.index(key)] if k in kept or k in before]
                before[key] = earlier[-1] if earlier else ""
            elif canonical and there:
                before[key] = last or there[-1]
        last = key
    found: dict[str, list[str]] = {}
    for key, other in before.items():
        found.setdefault(other, []).append(key)
    return found


def _one_id(value: Any, _is_old: bool) -> list[Any]:
    key = value.get("id") if isinstance(value, dict) else None
    return [key] if isinstance(key, str) else []


def _twin(value: Any, _is_old: bool) -> list[Any]:
    # An id may stand twice; then the words say which of the two it is.
    key = value.get("id") if isinstance(value, dict) else None
    texts = value.items() if isinstance(key, str) else ()
    return [(key, name, text) for name, text in texts if name in _WORDS and isinstance(text, str)]


def _grown(value: Any, is_old: bool) -> list[Any]:
    if is_old:
        return [] if isinstance(value, dict | list) else [str(value)]
    texts = value.values() if isinstance(value, dict) else ()
    return [text for text in texts if isinstance(text, str)]


def _freeze(value: Any) -> Any:
    if isinstance(value, dict):
        return (dict, frozenset((key, _freeze(below)) for key, below in value.items()))
    if isinstance(value, list):
        return (list, tuple(map(_freeze, value)))
    return (type(value), value)


def _may_be(old: Any, new: Any) -> bool:
    # Two entries with different ids are two entries, wherever they stand.
    if isinstance(old, dict) and isinstance(new, dict):
        return not (isinstance(old.get("id"), str) and isinstance(new.get("id"), str))
    return (
        isinstance(old, list) is isinstance(new, list)
        and not isinstance(old, dict)
        and (not isinstance(new, dict))
    )


@dataclass(frozen=True, slots=True)
class FlowEntry:
    """An entry with what stands around it."""

    above: tuple[str, ...]
    """Comments on lines of their own before it."""
    text: str
    beside: str
    """The comment on its line, or nothing."""


def read_flow_entries(tree: YamlTree, node: Node) -> tuple[list[FlowEntry], str, list[str]]:
    """Return the entries of *node*, the comment behind its bracket, and those before the last."""
    text = tree.text
    ends = [max(entry.node.end, entry.at) for entry in node.entries]
    starts = [entry.at for entry in node.entries]
    gaps = zip([node.start + 1, *ends], [*starts, node.end - 1], strict=True)
    pieces: list[FlowEntry] = []
    lead = ""
    above: list[str] = []
    for number, (start, end) in enumerate(gaps):
        first, *below = text[start:end].split("\n")
        beside = first[first.index("#") :].rstrip() if "#" in first else ""
        if number == 0:
            lead = beside
        else:
            own = text[starts[number - 1] : ends[number - 1]]
            pieces.append(FlowEntry(tuple(above), own, beside))
        above = [line[line.index("#") :].rstrip() for line in below if "#" in line]
    return pieces, lead, above
