"""The sentence, the paragraph and the table that a team repeats everywhere."""

from __future__ import annotations

from typing import Any

from customer_cli.analysis.summary import ShareRow, ShareSummary
from customer_cli.reports.hierarchy import NOTHING_YET, build_rank_column, name_column
from customer_cli.reports.page import (
    Block,
    Column,
    Group,
    Page,
    PageSection,
    Span,
    Table,
    cell,
    paragraph,
    ranked,
    words,
)


def build_share_page(shared: ShareSummary) -> Page:
    """Return the three from the shortest to the longest."""
    found = shared.hierarchy
    columns = (
        build_rank_column(shared.lines),
        Column(name_column(found), share=(1, 3)),
        Column("What they value, and how we know"),
    )
    groups: list[Group] = []
    for line in shared.lines:
        rank = cell(ranked(line.row.rank, stands_out=line.row.is_primary))
        name = cell(Span(line.row.name, "strong"))
        value = cell(describe_value(line), describe_heard(line))
        groups.append(Group(((name, value),), shared=(rank,)))
    table = Table(columns, tuple(groups), is_headed=False)
    return Page(
        name=f"{found.team} {found.label}".strip() + ": who comes first",
        sections=(
            _build_part("To say", paragraph(Span(shared.sentence, "strong"))),
            _build_part("To write", paragraph(shared.paragraph)),
            _build_part("To show", table),
        ),
    )


def describe_value(line: ShareRow) -> str:
    """Return the value of *line* that is known best, or that there is none."""
    return line.value.text if line.value else NOTHING_YET


def describe_heard(line: ShareRow) -> str:
    """Return how the value is known, and how many of all were heard."""
    if line.value is None:
        return "-"
    return f"{line.value.how}; {line.values_heard} of {len(line.row.values)} heard"


def _build_part(title: str, block: Block) -> PageSection:
    return PageSection((block,), words(Span(title, "accent")))


def build_share_data(shared: ShareSummary) -> dict[str, Any]:
    """Return *shared* for programs."""
    found = shared.hierarchy
    return {
        "team": found.team,
        "label": found.label,
        "held": found.held.isoformat(),
        "as_of": found.as_of.isoformat(),
        "decision": found.decision,
        "lens": found.lens,
        "sentence": shared.sentence,
        "paragraph": shared.paragraph,
        "customers": [
            {
                "id": line.row.id,
                "rank": line.row.rank,
                "name": line.row.name,
                "standing": line.row.standing.name,
                "values": len(line.row.values),
                "values_heard": line.values_heard,
                "best_known": line.value
                and {
                    "text": line.value.text,
                    "status": line.value.status,
                    "old": line.value.old,
                    "people": line.value.people,
                },
            }
            for line in shared.lines
        ],
    }
