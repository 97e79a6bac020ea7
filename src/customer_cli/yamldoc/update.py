"""A hand-written file with other data, and otherwise as it was.

Where old and new data are equal the text stays, byte for byte; what has changed is cut out and
written anew, a moved entry takes its text and its comments along, and nothing is reordered. The
result is read again and held against the data and the comments it should have: rather than
return a text that lost something, this raises and says which line is the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from customer_cli.errors import CannotEdit, Unreadable
from customer_cli.yamldoc import limits, reader
from customer_cli.yamldoc.edit import Edit, Order, Path
from customer_cli.yamldoc.match import same
from customer_cli.yamldoc.tree import Layout, Unsure

_BOM = "\ufeff"


_WAYS = ((True, False), (False, False), (True, True), (False, True))
"""Tried one after the other: whether new text may stand in a block, which would swallow a
comment below that is indented as deep; and whether a block at the very end of a file, which has
no line end yet, is told that it will get one."""


def no_order(_path: Path) -> Sequence[str]:
    """Return no order of keys: a new key goes behind the one before it in the data."""
    return ()


def never(_path: Path) -> bool:
    """Say of nothing that it is written on one line."""
    return False


def update(
    text: str,
    new: dict[str, Any],
    *,
    order: Order = no_order,
    flow: Callable[[Path], bool] = never,
    name: str = "the file",
) -> str:
    """Return *text* changed so that reading it gives *new*, or raise `CannotEdit`.

    *text* is a file as it stands, with its own line ends and mark, that `yamlread.read` reads;
    *new* is data as that gives it, so what did not change must be equal to what was read, type
    for type. *order* is the order of the keys at a path, for keys that are not there yet, and
    *flow* says what is written on one line (see `yamlwrite.dump`).
    """
    mark, plain = (_BOM, text[1:]) if text.startswith(_BOM) else ("", text)
    has_returns = "\r\n" in plain
    plain = plain.replace("\r\n", "\n")
    refused: CannotEdit | None = None
    for blocks, closed in _WAYS:
        try:
            layout = Layout(plain)
            edit = Edit(layout, order, flow, blocks=blocks, closed=closed)
            made = _ended(layout, edit.lines(new)) if not same(layout.root.value, new) else plain
            _check(layout, made, new, edit.lost)
        except Unsure as unsure:
            refused = refused or _refusal(plain, name, unsure)
        else:
            return mark + (made.replace("\n", "\r\n") if has_returns else made)
    raise refused or AssertionError("one way at least was tried")


def _ended(layout: Layout, lines: list[str]) -> str:
    """Return *lines* as a text that ends as the old one did, if with the same entry."""
    made = "\n".join(lines)
    is_closed = layout.lines[-1] == "" or lines[-1] != layout.lines[-1]
    return f"{made}\n" if is_closed and not made.endswith("\n") else made


def _check(layout: Layout, made: str, new: dict[str, Any], lost: Counter[str]) -> None:
    """Raise `Unsure` where *made* does not hold *new*, or a comment too few or too many."""
    unfit = "The change does not fit into the file as it is written."
    try:
        data = reader.read(made.encode(), "").data
        comments = Layout(made).comments()
    except (Unreadable, UnicodeEncodeError):
        raise Unsure(0, unfit) from None
    if not same(data, new):
        raise Unsure(0, unfit)
    before = layout.comments()
    for comment in before - comments - lost:
        index = max(layout.text.find(comment), 0)
        raise Unsure(index, f"The comment {comment} would be lost.")
    if comments - before:
        raise Unsure(0, "A part of a text would become a comment.")


def _refusal(text: str, name: str, unsure: Unsure) -> CannotEdit:
    line, column = limits.position(text, unsure.index)
    return CannotEdit(name, line, column, unsure.reason, limits.excerpt(text, line))
