"""Changes to the entries of an existing file, on lines of their own or inside brackets.

Changing what stands inside brackets, comments and all.

Without a comment inside, a list or mapping in brackets is written anew on one line. With one,
each entry gets a line of its own and takes its comments along.

The lines of a YAML text with other data: what did not change is taken over as it stands.

A collection is told anew entry by entry. An entry whose data is the same keeps its lines and its
comments; one that moved takes them along; blank lines and comments that belong to nobody stay
where they are. Nothing is checked here: `yamlupdate` reads the result again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from customer_cli.yamldoc import match, writer
from customer_cli.yamldoc.tree import Entry, Layout, Node, Span, Unsure


@dataclass(frozen=True, slots=True)
class _Piece:
    """An entry with what stands around it."""

    above: tuple[str, ...]
    """Comments on lines of their own before it."""
    text: str
    beside: str
    """The comment on its line, or nothing."""


def changed(layout: Layout, node: Node, new: Any) -> str:
    """Return the text of *node*, which stands in brackets, with the data *new* instead."""
    fits = isinstance(new, dict) if node.kind == "map" else isinstance(new, list)
    if not fits or not layout.comments(node.start, node.end):
        return writer.one_line(new)
    opening = layout.text[node.start : node.start + 1]
    if opening not in "[{":
        raise Unsure(node.start, "A pair without braces inside brackets is not edited.")
    pieces, lead, rest = _pieces(layout, node)
    indent = " " * (layout.column(node.start) + 2)
    told = _chosen(layout, node, new, pieces)
    if not lead and not rest and not any(piece.above or piece.beside for piece in told):
        return writer.one_line(new)  # the comments went with their entries
    lines = [f"{opening}{lead and f'  {lead}'}"]
    for number, piece in enumerate(told):
        lines += [f"{indent}{comment}" for comment in piece.above]
        comma = "," if number + 1 < len(told) else ""
        lines.append(f"{indent}{piece.text}{comma}{piece.beside and f'  {piece.beside}'}")
    lines += [f"{indent}{comment}" for comment in rest]
    closing = {"[": "]", "{": "}"}[opening]
    return "\n".join([*lines, f"{indent[:-2]}{closing}" if indent[:-2] else f" {closing}"])


def _chosen(layout: Layout, node: Node, new: Any, pieces: Sequence[_Piece]) -> list[_Piece]:
    if isinstance(new, dict):
        there = {
            str(entry.key): (entry, piece)
            for entry, piece in zip(node.entries, pieces, strict=True)
        }
        told = []
        for key in [*(k for k in there if k in new), *(k for k in new if k not in there)]:
            entry, piece = there.get(key, (None, _Piece((), "", "")))
            told.append(_renewed(layout, entry, new[key], piece, writer.flow_key(key)))
        return told
    places = match.places([entry.node.value for entry in node.entries], new)
    return [
        _renewed(
            layout,
            node.entries[place] if place is not None else None,
            value,
            pieces[place] if place is not None else _Piece((), "", ""),
            "",
        )
        for place, value in zip(places, new, strict=True)
    ]


def _renewed(layout: Layout, entry: Entry | None, value: Any, piece: _Piece, key: str) -> _Piece:
    if entry is not None and match.same(entry.node.value, value):
        return piece
    if entry is not None and entry.node.kind != "text":
        text = changed(layout, entry.node, value)
    else:
        text = writer.one_line(value)
    return _Piece(piece.above, f"{key}: {text}" if key else text, piece.beside)


def _pieces(layout: Layout, node: Node) -> tuple[list[_Piece], str, list[str]]:
    """Return the entries of *node*, the comment behind its bracket, and those before the last."""
    text = layout.text
    ends = [max(entry.node.end, entry.at) for entry in node.entries]
    starts = [entry.at for entry in node.entries]
    gaps = [
        text[a:b] for a, b in zip([node.start + 1, *ends], [*starts, node.end - 1], strict=True)
    ]
    lead, first = _split(gaps[0])
    pieces: list[_Piece] = []
    above = first
    for number in range(len(node.entries)):
        beside, below = _split(gaps[number + 1])
        pieces.append(_Piece(tuple(above), text[starts[number] : ends[number]], beside))
        above = below
    return pieces, lead, above


def _split(gap: str) -> tuple[str, list[str]]:
    """Return the comment on the first line of *gap*, and those on the lines below."""
    first, *below = gap.split("\n")
    beside = first[first.index("#") :].rstrip() if "#" in first else ""
    others = [line[line.index("#") :].rstrip() for line in below if "#" in line]
    return beside, others


Path = tuple[str | int, ...]
Order = Callable[[Path], Sequence[str]]


class Edit:
    """One change of the text of *layout*; see `yamlupdate.update` for *order* and *flow*.

    Without *blocks* no new text stands in a block. With *closed* a block of text at the end of
    a file without a last line end is told that it will get one.
    """

    def __init__(
        self, layout: Layout, order: Order, flow: Callable[[Path], bool], *,
        blocks: bool, closed: bool,
    ) -> None:  # fmt: skip
        self.lost: Counter[str] = Counter()
        """The comments that went with what was taken out."""
        self._layout = layout
        self._text = layout.text
        self._order = order
        self._flow = flow
        self._blocks = blocks
        self._lines = list(layout.lines)
        if closed and (header := layout.last_block()) is not None:
            line, column = layout.line(header), layout.column(header)
            opening = self._lines[line]
            sign = re.match(r"[|>][0-9]*", opening[column:])
            end = column + (len(sign[0]) if sign else 1)
            self._lines[line] = f"{opening[:end]}-{opening[end:].lstrip('+-')}"

    def lines(self, new: dict[str, Any]) -> list[str]:
        """Return the lines with *new*, or raise `Unsure` at what is not edited."""
        root = self._layout.root
        if root.is_flow:
            flow = changed(self._layout, root, new)
            return (self._text[: root.start] + flow + self._text[root.end :]).split("\n")
        return self._collection(root, new, (), 0, len(self._lines))

    def _collection(self, node: Node, new: Any, path: Path, above: int, below: int) -> list[str]:
        """Return the lines from *above* up to *below*, which *node* has to itself, with *new*."""
        spans = self._layout.spans(node, above, below)
        if node.kind == "map":
            return self._mapping(node, spans, new, path, above, below)
        return self._sequence(node, spans, new, path, above, below)

    def _mapping(
        self, node: Node, spans: list[Span], new: Any, path: Path, above: int, below: int
    ) -> list[str]:
        there = [str(entry.key) for entry in node.entries]
        behind = match.behind(there, new, self._order(path))
        indent = self._layout.column(node.entries[0].at)
        lines: list[str] = []
        place = above

        def added(key: str) -> None:
            for other in behind.get(key, ()):
                here = (*path, other)
                before = f"{' ' * indent}{writer.key(other)}:"
                written = self._written(new[other], before, here)
                if not path and len(written) > 1 and self._is_blank(place):
                    lines.append("")
                lines.extend(written)
                added(other)

        for entry, span in zip(node.entries, spans, strict=True):
            lines += self._lines[place : span.start]
            place = span.start
            if entry is node.entries[0]:
                # What opens a file, such as a line for editors, stays its first line.
                if not path and behind.get(""):
                    lines += self._lines[span.start : span.first]
                    added("")
                    lines += self._entry(entry, span, new, path)[span.first - span.start :]
                    place = span.end
                    added(str(entry.key))
                    continue
                added("")
            lines += self._entry(entry, span, new, path)
            place = span.end
            added(str(entry.key))
        return lines + self._lines[place:below]

    def _is_blank(self, line: int) -> bool:
        return line < len(self._lines) - 1 and not self._lines[line].strip()

    def _entry(self, entry: Entry, span: Span, new: Any, path: Path) -> list[str]:
        key = str(entry.key)
        if key in new:
            return self._changed(entry, span, new[key], (*path, key))
        self._drop(span)
        return []

    def _sequence(
        self, node: Node, spans: list[Span], new: Any, path: Path, above: int, below: int
    ) -> list[str]:
        indent = self._layout.column(node.entries[0].at)
        places = match.places(node.value, new)
        units: list[list[str]] = [[]]
        for number, (value, place) in enumerate(zip(new, places, strict=True)):
            here = (*path, number)
            if place is None:
                units[-1] += self._written(value, f"{' ' * indent}-", here)
            else:
                units.append(self._changed(node.entries[place], spans[place], value, here))
        first, *rest = units
        kept = {place for place in places if place is not None}
        lines: list[str] = []
        at = above
        for place, span in enumerate(spans):
            lines += self._lines[at : span.start]
            at = span.end
            if place == 0:
                lines += first
            if place in kept:
                # Kept entries fill the places of kept entries, in their new order.
                lines += rest.pop(0)
            else:
                self._drop(span)
        return lines + self._lines[at:below]

    # ---- one entry

    def _changed(self, entry: Entry, span: Span, new: Any, path: Path) -> list[str]:
        node = entry.node
        if match.same(node.value, new):
            return self._lines[span.start : span.end]
        above = self._lines[span.start : span.first]
        tail = self._lines[span.last + 1 : span.end]
        kinds = {"map": dict, "list": list}
        if node.is_block and isinstance(new, kinds[node.kind]):
            if new:
                return above + self._inside(entry, span, new, path)
            inside = range(span.first + 1, span.end)
            free = [self._lines[line] for line in inside if self._layout.is_comment(line)]
            self._lose(entry, span)
            return above + self._replaced(entry, span, new, path) + free
        if node.is_flow and not self._opens(node, new, path):
            flow = changed(self._layout, node, new)
            self._lose(entry, span)
            return above + self._set(entry, span, flow.split("\n")) + tail
        self._lose(entry, span)
        return above + self._replaced(entry, span, new, path) + tail

    def _opens(self, node: Node, new: Any, path: Path) -> bool:
        """Tell whether what stands in brackets goes on without them: it has outgrown one line."""
        if not new or not isinstance(new, dict | list) or self._flow(path):
            return False
        if self._layout.comments(node.start, node.end):
            return False
        grown = len(new) > len(node.value) if isinstance(new, type(node.value)) else True
        return grown or any(isinstance(below, dict | list) for below in _below(new))

    def _inside(self, entry: Entry, span: Span, new: Any, path: Path) -> list[str]:
        """Return the lines of a block whose data is *new*, from the line of its key or dash."""
        node = entry.node
        inner = self._layout.line(node.start)
        if inner > span.first:
            # Comments between a name and its block are the block's, or its first entry's.
            head = [self._lines[span.first]]
            return head + self._collection(node, new, path, span.first + 1, span.end)
        column = self._layout.column(entry.at)
        line = self._lines[span.first]
        # Without its dash the line is the first of the collection inside it.
        self._lines[span.first] = f"{line[:column]} {line[column + 1 :]}"
        lines = self._collection(node, new, path, span.first, span.end)
        self._lines[span.first] = line
        opening = lines[0] if lines else ""
        if opening[: column + 1].strip() or _is_comment(opening) or not opening.strip():
            return [f"{' ' * column}-", *lines]
        return [f"{opening[:column]}-{opening[column + 1 :]}", *lines[1:]]

    def _replaced(self, entry: Entry, span: Span, new: Any, path: Path) -> list[str]:
        """Return the lines of *entry* with *new* written in the place of all it held."""
        column = self._layout.column(entry.at)
        before = f"{' ' * column}{'-' if entry.key is None else 'k:'}"
        opening, *below = self._written(new, before, path)
        opening = opening[len(before) :].strip()
        if entry.key is not None or not below or opening.startswith("|"):
            return self._set(entry, span, [opening, *below])
        # A block in a list begins on the line of its dash; a comment there stays beside it.
        head = self._lines[span.first : self._layout.line(entry.node.start)]
        sign = f"{' ' * column}  " if head else self._lines[span.first][: column + 1] + " "
        beside = "" if head else self._suffix(entry)
        opening = f"{sign}{opening}"
        return [*head, f"{opening}  {beside}" if beside else opening, *below]

    def _set(self, entry: Entry, span: Span, value: list[str]) -> list[str]:
        """Return the lines of *entry* with the lines *value* instead of its value.

        The first of *value* goes behind the sign of the entry, or where the old value began;
        it is empty where a block stands below.
        """
        node = entry.node
        stands = node.start < node.end and not node.is_block
        place = node.start if stands else entry.behind
        line, column = self._layout.line(place), self._layout.column(place)
        head, before = self._lines[span.first : line], self._lines[line][:column]
        opening, *below = value
        if before.strip():
            before = before.rstrip(" ")
            opening = f"{before} {opening}" if opening else before
        else:
            opening = f"{before}{opening}" if opening else ""
        beside = self._suffix(entry)
        lines = [opening, *below]
        at = len(lines) - 1 if node.is_flow and below and lines[0].rstrip()[-1:] in "[{" else 0
        if beside:
            lines[at] = f"{lines[at]}  {beside}" if lines[at] else f"{before}{beside}"
        return [*head, *(lines if lines[0] else lines[1:])]

    def _suffix(self, entry: Entry) -> str:
        """Return the comment beside the value of *entry*, or beside its name for a block."""
        node = entry.node
        end = node.start if node.style in ("|", ">") else node.end
        if node.is_block:
            if self._layout.line(node.start) == self._layout.line(entry.at):
                return ""  # what stands on the line of a dash is the first entry's
            end = entry.behind
        stop = self._text.find("\n", end)
        rest = self._text[end : stop if stop >= 0 else len(self._text)]
        return rest[rest.index("#") :].rstrip() if " #" in f" {rest}" else ""

    def _written(self, value: Any, before: str, path: Path) -> list[str]:
        return writer.entry(value, before, path, self._flow, blocks=self._blocks)

    def _lose(self, entry: Entry, span: Span) -> None:
        """Note the comments inside the value of *entry*, which go with it."""
        node = entry.node
        end = self._layout.start_of(span.last + 1) if node.is_block else node.end
        self.lost += self._layout.comments(entry.behind, end)

    def _drop(self, span: Span) -> None:
        starts = self._layout.start_of(span.start), self._layout.start_of(span.end)
        self.lost += self._layout.comments(*starts)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _below(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value)
