"""Questions one below the other with what was said to each, to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from customer_cli.drivers.terminal.drawing import BLANK, Block, labelled, shortened, stack, words
from customer_cli.drivers.terminal.drawing import Line as Styled
from customer_cli.interview.protocol import Line, LineState

MARKS: dict[LineState, str] = {
    "answered": "[x]",
    "open": "[ ]",
    "draft": "[~]",
    "look again": "[!]",
    "doubt": "[?]",
}
LONGEST = 400
"""Cells of an answer; two hundred pasted names would hide every other question."""


def entry(line: Line, width: int, *, here: bool) -> Block:
    """Return *line*: its mark and state in words, the question, and below it what was said."""
    state = f"{MARKS[line.state]} {line.state}"
    needed = ", needed" if line.required and line.state == "open" else ""
    label: Styled = [("class:mark", "> " if here else "  "), ("class:key", f"{state}{needed}  ")]
    parts = [labelled(label, line.ask, width, "class:chosen" if here else "")]
    if line.summary:
        parts.append(words(shortened(line.summary, LONGEST), width - 6).indented(6))
    if line.notice:
        parts.append(labelled([("class:notice", "    ! ")], line.notice, width, "class:notice"))
    block = stack(parts)
    return Block(block.lines, (0, 0), (0, block.height - 1)) if here else block


def entries(lines: Sequence[Line], at: int | None, width: int) -> Block:
    """Return *lines* under the headings of their sections; the one *at* has the cursor."""
    blocks: list[Block] = []
    title = ""
    for place, line in enumerate(lines):
        if line.title != title:
            title = line.title
            blocks += [BLANK] if blocks else []
            blocks.append(words(title, width, "class:active"))
        blocks.append(entry(line, width, here=place == at))
    return stack(blocks)


def step(key: str, at: int, last: int) -> int | None:
    """Return the place that *key* moves to from *at*, or None where it moves nowhere."""
    moves = {"up": -1, "k": -1, "down": 1, "j": 1}
    if key in moves:
        return min(max(at + moves[key], 0), last)
    return {"home": 0, "end": last}.get(key)
