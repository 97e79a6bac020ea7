"""The hierarchy as a Mermaid flowchart, for pages that draw one.

Ids are numbers of ours and labels hold letters, digits, blanks and entities, so nothing in a
record can end a label and begin something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow
from customer_cli.text import visible


def render(hierarchy: Hierarchy) -> str:
    """Return *hierarchy* as a flowchart: the ranked from top to bottom, and who serves whom."""
    return "\n".join(_lines(hierarchy)) + "\n"


def label(text: str) -> str:
    """Return *text* as the inside of a quoted label."""
    text = " ".join(visible(text, breaks=True).split())
    return "".join(c if c.isalpha() or c in " 0123456789" else f"#{ord(c)};" for c in text)


def _lines(hierarchy: Hierarchy) -> Iterator[str]:
    nodes = {row.id: f"c{number}" for number, row in enumerate(hierarchy.rows, start=1)}
    yield "flowchart TD"
    for row in hierarchy.rows:
        yield f'  {nodes[row.id]}["{label(_describe_row(row))}"]'
    ranked = [row.id for row in hierarchy.rows if row.rank is not None]
    for higher, lower in pairwise(ranked):
        yield f"  {nodes[higher]} --> {nodes[lower]}"
    for row in hierarchy.rows:
        for served in hierarchy.record.customers[row.id].serves:
            if served in nodes:
                yield f"  {nodes[row.id]} -. serves .-> {nodes[served]}"
    for row in hierarchy.rows:
        if row.is_primary:
            yield f"  style {nodes[row.id]} stroke-width:4px"


def _describe_row(row: HierarchyRow) -> str:
    rank = "" if row.rank is None else f"{row.rank} "
    return f"{rank}{row.name} ({row.standing.name})"
