"""Changes to an existing YAML file that leave everything else as it is.

Where old and new data are equal the text stays, byte for byte. What has changed is cut out and
written anew; an entry that moved takes its text and its comments along; blank lines and comments
that belong to nobody stay where they are, and nothing is reordered. In brackets without comments
a list or mapping is written anew on one line; with comments each entry gets a line of its own.

The result is read again and compared with the data and the comments it should have. Where
something would be lost, this raises and names the line that is the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from customer_cli.errors import CannotEdit, Unreadable
from customer_cli.yamldoc import parser, reader, writer
from customer_cli.yamldoc.tree import (
    EntryLines,
    FlowEntry,
    Node,
    NodeEntry,
    Unsure,
    YamlTree,
    is_same,
    match_entries,
    place_new_keys,
    read_flow_entries,
)
from customer_cli.yamldoc.writer import Path


def edit_flow(tree: YamlTree, node: Node, new: Any) -> str:
    """Return the text of *node*, which stands in brackets, with the data *new* instead."""
    fits = isinstance(new, dict) if node.kind == "map" else isinstance(new, list)
    if not fits or not tree.comments(node.start, node.end):
        return writer.write_inline(new)
    opening = tree.text[node.start : node.start + 1]
    if opening not in "[{":
        raise Unsure(node.start, "A pair without braces inside brackets is not edited.")
    pieces, lead, rest = read_flow_entries(tree, node)
    indent = " " * (tree.column(node.start) + 2)
    entries = _write_entries(tree, node, new, pieces)
    if not lead and not rest and not any(entry.above or entry.beside for entry in entries):
        return writer.write_inline(new)  # the comments went with their entries
    lines = [f"{opening}{lead and f'  {lead}'}"]
    for number, entry in enumerate(entries):
        lines += [f"{indent}{comment}" for comment in entry.above]
        comma = "," if number + 1 < len(entries) else ""
        lines.append(f"{indent}{entry.text}{comma}{entry.beside and f'  {entry.beside}'}")
    lines += [f"{indent}{comment}" for comment in rest]
    closing = {"[": "]", "{": "}"}[opening]
    return "\n".join([*lines, f"{indent[:-2]}{closing}" if indent[:-2] else f" {closing}"])


def _write_entries(
    tree: YamlTree, node: Node, new: Any, pieces: Sequence[FlowEntry]
) -> list[FlowEntry]:
    """Return the entries of *new*, with the comments of those that are among *pieces* already."""
    pairs = list(zip(node.entries, pieces, strict=True))
    wanted: list[tuple[tuple[NodeEntry, FlowEntry] | None, Any, str]]
    if isinstance(new, dict):
        there = {str(entry.key): (entry, piece) for entry, piece in pairs}
        keys = [*(key for key in there if key in new), *(key for key in new if key not in there)]
        wanted = [
            (there.get(key), new[key], f"{writer.write_key(key, is_flow=True)}: ") for key in keys
        ]
    else:
        places = match_entries([entry.node.value for entry in node.entries], new)
        wanted = [
            (pairs[place] if place is not None else None, value, "")
            for place, value in zip(places, new, strict=True)
        ]
    entries = []
    for pair, value, name in wanted:
        entry, piece = pair or (None, FlowEntry((), "", ""))
        if entry is not None and is_same(entry.node.value, value):
            entries.append(piece)
            continue
        if entry is not None and entry.node.kind != "text":
            text = edit_flow(tree, entry.node, value)
        else:
            text = writer.write_inline(value)
        entries.append(FlowEntry(piece.above, f"{name}{text}", piece.beside))
    return entries


KeyOrder = Callable[[Path], Sequence[str]]


class FileEdit:
    """One change of the text of *tree*; see `update_text` for *order* and *flow*.

    Without *blocks* no new text stands in a block. With *closed* a block of text at the end of
    a file without a last line end is told that it will get one.
    """

    def __init__(
        self, tree: YamlTree, order: KeyOrder, flow: Callable[[Path], bool], *,
        blocks: bool, closed: bool,
    ) -> None:  # fmt: skip
        self.lost: Counter[str] = Counter()
        """The comments that went with what was taken out."""
        self._tree = tree
        self._text = tree.text
        self._order = order
        self._flow = flow
        self._write = partial(writer.write_entry, flow=flow, blocks=blocks)
        self._lines = list(tree.lines)
        last = tree.root
        while last.entries and not last.is_flow:
            last = last.entries[-1].node
        if closed and last.style in ("|", ">") and not self._text.endswith("\n"):
            line, column = tree.line(last.start), tree.column(last.start)
            opening = self._lines[line]
            sign = re.match(r"[|>][0-9]*", opening[column:])
            end = column + (len(sign[0]) if sign else 1)
            self._lines[line] = f"{opening[:end]}-{opening[end:].lstrip('+-')}"

    def edit_lines(self, new: dict[str, Any]) -> list[str]:
        """Return the lines with *new*, or raise `Unsure` at what is not edited."""
        root = self._tree.root
        if root.is_flow:
            flow = edit_flow(self._tree, root, new)
            return (self._text[: root.start] + flow + self._text[root.end :]).split("\n")
        return self._edit_mapping(root, new, (), 0, len(self._lines))

    def _edit_mapping(self, node: Node, new: Any, path: Path, above: int, below: int) -> list[str]:
        """Return the lines from *above* up to *below*, which *node* has to itself, with *new*."""
        spans = self._tree.spans(node, above, below)
        there = [str(entry.key) for entry in node.entries]
        behind = place_new_keys(there, new, self._order(path))
        indent = self._tree.column(node.entries[0].at)
        lines: list[str] = []
        place = above

        def add_behind(key: str) -> None:
            for other in behind.get(key, ()):
                here = (*path, other)
                before = f"{' ' * indent}{writer.write_key(other)}:"
                written = self._write(new[other], before, here)
                is_apart = place < len(self._lines) - 1 and not self._lines[place].strip()
                if not path and len(written) > 1 and is_apart:
                    lines.append("")
                lines.extend(written)
                add_behind(other)

        for entry, span in zip(node.entries, spans, strict=True):
            key, is_first = str(entry.key), entry is node.entries[0]
            lines += self._lines[place : span.start]
            place = span.start
            # What opens a file, such as a line for editors, stays its first line.
            opens = is_first and not path and bool(behind.get(""))
            if opens:
                lines += self._lines[span.start : span.first]
            if is_first:
                add_behind("")
            if key in new:
                own = self._change_entry(entry, span, new[key], (*path, key))
                lines += own[span.first - span.start :] if opens else own
            else:
                self._note_lost(span)
            place = span.end
            add_behind(key)
        return lines + self._lines[place:below]

    def _edit_sequence(self, node: Node, new: Any, path: Path, above: int, below: int) -> list[str]:
        """Return the lines from *above* up to *below*, which *node* has to itself, with *new*."""
        spans = self._tree.spans(node, above, below)
        indent = self._tree.column(node.entries[0].at)
        places = match_entries(node.value, new)
        units: list[list[str]] = [[]]
        for number, (value, place) in enumerate(zip(new, places, strict=True)):
            here = (*path, number)
            if place is None:
                units[-1] += self._write(value, f"{' ' * indent}-", here)
            else:
                units.append(self._change_entry(node.entries[place], spans[place], value, here))
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
                self._note_lost(span)
        return lines + self._lines[at:below]

    # ---- one entry

    def _change_entry(self, entry: NodeEntry, span: EntryLines, new: Any, path: Path) -> list[str]:
        node = entry.node
        if is_same(node.value, new):
            return self._lines[span.start : span.end]
        above = self._lines[span.start : span.first]
        tail = self._lines[span.last + 1 : span.end]
        kinds = {"map": dict, "list": list}
        if node.is_block and isinstance(new, kinds[node.kind]):
            if new:
                return above + self._change_block(entry, span, new, path)
            inside = range(span.first + 1, span.end)
            free = [
                self._lines[line] for line in inside if self._tree.comment_column(line) is not None
            ]
            self._note_lost(span, entry)
            return above + self._replace_value(entry, span, new, path) + free
        if node.is_flow and not self._leaves_brackets(node, new, path):
            flow = edit_flow(self._tree, node, new)
            self._note_lost(span, entry)
            return above + self._set_value(entry, span, flow.split("\n")) + tail
        self._note_lost(span, entry)
        return above + self._replace_value(entry, span, new, path) + tail

    def _leaves_brackets(self, node: Node, new: Any, path: Path) -> bool:
        """Tell whether what stands in brackets goes on without them: it has outgrown one line."""
        if not new or not isinstance(new, dict | list) or self._flow(path):
            return False
        if self._tree.comments(node.start, node.end):
            return False
        grown = len(new) > len(node.value) if isinstance(new, type(node.value)) else True
        below = new.values() if isinstance(new, dict) else new
        return grown or any(isinstance(value, dict | list) for value in below)

    def _change_block(self, entry: NodeEntry, span: EntryLines, new: Any, path: Path) -> list[str]:
        """Return the lines of a block whose data is *new*, from the line of its key or dash."""
        node = entry.node
        write = self._edit_mapping if node.kind == "map" else self._edit_sequence
        inner = self._tree.line(node.start)
        if inner > span.first:
            # Comments between a name and its block are the block's, or its first entry's.
            head = [self._lines[span.first]]
            return head + write(node, new, path, span.first + 1, span.end)
        column = self._tree.column(entry.at)
        line = self._lines[span.first]
        # Without its dash the line is the first of the collection inside it.
        self._lines[span.first] = f"{line[:column]} {line[column + 1 :]}"
        lines = write(node, new, path, span.first, span.end)
        self._lines[span.first] = line
        opening = lines[0] if lines else ""
        if opening[: column + 1].strip() or opening.lstrip().startswith("#") or not opening.strip():
            return [f"{' ' * column}-", *lines]
        return [f"{opening[:column]}-{opening[column + 1 :]}", *lines[1:]]

    def _replace_value(self, entry: NodeEntry, span: EntryLines, new: Any, path: Path) -> list[str]:
        """Return the lines of *entry* with *new* written in the place of all it held."""
        column = self._tree.column(entry.at)
        before = f"{' ' * column}{'-' if entry.key is None else 'k:'}"
        opening, *below = self._write(new, before, path)
        opening = opening[len(before) :].strip()
        if entry.key is not None or not below or opening.startswith("|"):
            return self._set_value(entry, span, [opening, *below])
        # A block in a list begins on the line of its dash; a comment there stays beside it.
        head = self._lines[span.first : self._tree.line(entry.node.start)]
        sign = f"{' ' * column}  " if head else self._lines[span.first][: column + 1] + " "
        beside = "" if head else self._find_beside(entry)
        opening = f"{sign}{opening}"
        return [*head, f"{opening}  {beside}" if beside else opening, *below]

    def _set_value(self, entry: NodeEntry, span: EntryLines, value: list[str]) -> list[str]:
        """Return the lines of *entry* with the lines *value* instead of its value.

        The first of *value* goes behind the sign of the entry, or where the old value began;
        it is empty where a block stands below.
        """
        node = entry.node
        stands = node.start < node.end and not node.is_block
        place = node.start if stands else entry.behind
        line, column = self._tree.line(place), self._tree.column(place)
        head, before = self._lines[span.first : line], self._lines[line][:column]
        opening, *below = value
        if before.strip():
            before = before.rstrip(" ")
            opening = f"{before} {opening}" if opening else before
        else:
            opening = f"{before}{opening}" if opening else ""
        beside = self._find_beside(entry)
        lines = [opening, *below]
        at = len(lines) - 1 if node.is_flow and below and lines[0].rstrip()[-1:] in "[{" else 0
        if beside:
            lines[at] = f"{lines[at]}  {beside}" if lines[at] else f"{before}{beside}"
        return [*head, *(lines if lines[0] else lines[1:])]

    def _find_beside(self, entry: NodeEntry) -> str:
        """Return the comment beside the value of *entry*, or beside its name for a block."""
        node = entry.node
        end = node.start if node.style in ("|", ">") else node.end
        if node.is_block:
            if self._tree.line(node.start) == self._tree.line(entry.at):
                return ""  # what stands on the line of a dash is the first entry's
            end = entry.behind
        stop = self._text.find("\n", end)
        rest = self._text[end : stop if stop >= 0 else len(self._text)]
        return rest[rest.index("#") :].rstrip() if " #" in f" {rest}" else ""

    def _note_lost(self, span: EntryLines, entry: NodeEntry | None = None) -> None:
        """Note the comments that go: those on the lines of *span*, or inside the value of *entry*."""
        begin, end = self._tree.start_of(span.start), self._tree.start_of(span.end)
        if entry is not None:
            node = entry.node
            begin = entry.behind
            end = self._tree.start_of(span.last + 1) if node.is_block else node.end
        self.lost += self._tree.comments(begin, end)


_BOM = "\ufeff"
_WAYS = ((True, False), (False, False), (True, True), (False, True))
"""Tried one after the other: whether new text may stand in a block, which would swallow a
comment below that is indented as deep; and whether a block at the very end of a file, which has
no line end yet, is told that it will get one."""


def update_text(
    text: str,
    new: dict[str, Any],
    *,
    order: KeyOrder = lambda _path: (),
    flow: Callable[[Path], bool] = lambda _path: False,
    name: str = "the file",
) -> str:
    """Return *text* changed so that reading it gives *new*, or raise `CannotEdit`.

    *text* is a file as it stands, with its own line ends and mark, that `reader.read` reads;
    *new* is data as that gives it, so what did not change must be equal to what was read, type
    for type. *order* is the order of the keys at a path, for keys that are not there yet, and
    *flow* says what is written on one line (see `writer.dump`).
    """
    mark, plain = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    has_returns = "\r\n" in plain
    plain = plain.replace("\r\n", "\n")
    refused: CannotEdit | None = None
    for blocks, closed in _WAYS:
        try:
            tree = YamlTree(plain)
            edit = FileEdit(tree, order, flow, blocks=blocks, closed=closed)
            made = plain
            if not is_same(tree.root.value, new):
                lines = edit.edit_lines(new)
                made = "\n".join(lines)
                # It ends as the old one did, if with the same entry.
                is_closed = tree.lines[-1] == "" or lines[-1] != tree.lines[-1]
                made += "\n" if is_closed and not made.endswith("\n") else ""
            _check_result(tree, made, new, edit.lost)
        except Unsure as unsure:
            line, column = parser.position(plain, unsure.index)
            excerpt = parser.excerpt(plain, line)
            refused = refused or CannotEdit(name, line, column, unsure.reason, excerpt)
        else:
            return mark + (made.replace("\n", "\r\n") if has_returns else made)
    raise refused or AssertionError("one way at least was tried")


def _check_result(tree: YamlTree, made: str, new: dict[str, Any], lost: Counter[str]) -> None:
    """Raise `Unsure` where *made* does not hold *new*, or a comment too few or too many."""
    unfit = "The change does not fit into the file as it is written."
    try:
        data = reader.read(made.encode(), "").data
        comments = YamlTree(made).comments()
    except (Unreadable, UnicodeEncodeError):
        raise Unsure(0, unfit) from None
    if not is_same(data, new):
        raise Unsure(0, unfit)
    before = tree.comments()
    for comment in before - comments - lost:
        index = max(tree.text.find(comment), 0)
        raise Unsure(index, f"The comment {comment} would be lost.")
    if comments - before:
        raise Unsure(0, "A part of a text would become a comment.")
