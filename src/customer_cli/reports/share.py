"""The sentence, the paragraph and the table for a page, a mail or a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from customer_cli.analysis.summary import ShareRow, ShareSummary
from customer_cli.render import json, markdown
from customer_cli.reports.hierarchy import NOTHING_YET


def to_json(shared: ShareSummary) -> str:
    """Return *shared* as JSON."""
    found = shared.hierarchy
    return json.dumped(
        {
            "schema": json.SCHEMA,
            "team": found.team,
            "label": found.label,
            "held": found.held.isoformat(),
            "as_of": found.as_of.isoformat(),
            "decision": found.decision,
            "lens": found.lens,
            "sentence": shared.sentence,
            "paragraph": shared.paragraph,
            "customers": [_data(line) for line in shared.lines],
        }
    )


def to_markdown(shared: ShareSummary) -> str:
    """Return *shared* as a Markdown page."""
    return "\n".join(_page(shared)) + "\n"


def said_value(line: ShareRow) -> str:
    """Return the value of *line* that is known best, or that there is none."""
    return line.value.text if line.value else NOTHING_YET


def said_heard(line: ShareRow) -> str:
    """Return how the value is known, and how many of all were heard."""
    if line.value is None:
        return "-"
    many = len(line.row.values)
    return f"{line.value.how}; {line.values_heard} of {many} heard"


def _page(shared: ShareSummary) -> Iterator[str]:
    found, escaped = shared.hierarchy, markdown.escaped
    word = found.word.one
    yield f"**{escaped(shared.sentence)}**"
    yield from ("", escaped(shared.paragraph), "")
    yield f"| Rank | {escaped(word[:1].upper() + word[1:])} | What they value | How we know |"
    yield "| ---: | --- | --- | --- |"
    for line in shared.lines:
        rank = "" if line.row.rank is None else str(line.row.rank)
        cells = [rank, line.row.name, said_value(line), said_heard(line)]
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |"


def _data(line: ShareRow) -> dict[str, Any]:
    row, value = line.row, line.value
    return {
        "id": row.id,
        "rank": row.rank,
        "name": row.name,
        "standing": row.standing.name,
        "values": len(row.values),
        "values_heard": line.values_heard,
        "best_known": value
        and {
            "text": value.text,
            "status": value.status,
            "old": value.old,
            "people": value.people,
        },
    }
