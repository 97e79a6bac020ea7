"""Changing what stands inside brackets, comments and all.

Without a comment inside, a list or mapping in brackets is written anew on one line. With one,
each entry gets a line of its own and takes its comments along.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from customer_cli.yamldoc import yamlmatch, yamlwrite
from customer_cli.yamldoc.yamlnodes import Entry, Layout, Node, Unsure


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
        return yamlwrite.one_line(new)
    opening = layout.text[node.start : node.start + 1]
    if opening not in "[{":
        raise Unsure(node.start, "A pair without braces inside brackets is not edited.")
    pieces, lead, rest = _pieces(layout, node)
    indent = " " * (layout.column(node.start) + 2)
    told = _chosen(layout, node, new, pieces)
    if not lead and not rest and not any(piece.above or piece.beside for piece in told):
        return yamlwrite.one_line(new)  # the comments went with their entries
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
            told.append(_renewed(layout, entry, new[key], piece, yamlwrite.flow_key(key)))
        return told
    places = yamlmatch.places([entry.node.value for entry in node.entries], new)
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
    if entry is not None and yamlmatch.same(entry.node.value, value):
        return piece
    if entry is not None and entry.node.kind != "text":
        text = changed(layout, entry.node, value)
    else:
        text = yamlwrite.one_line(value)
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
