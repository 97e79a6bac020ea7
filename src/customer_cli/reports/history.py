"""A chronicle for programs, spreadsheets and pages."""

from __future__ import annotations

import csv as sheets
import io
from collections.abc import Iterator
from typing import Any

from customer_cli.diff.timeline import (
    Chronicle,
    CustomerLine,
    CustomerPlace,
    Edition,
    VersionCounts,
)
from customer_cli.render import csv, json, markdown
from customer_cli.reports import timeline as words

HEADINGS = (
    "team", "label", "day", "commit", "author", "row", "customer", "name", "there", "rank",
    "primary", "end", "notes",
)  # fmt: skip


def to_json(chronicle: Chronicle) -> str:
    """Return *chronicle* as JSON: its editions, and every customer with a place in each."""
    return json.dumped(
        {
            "schema": json.SCHEMA,
            **frame(chronicle),
            "customers": [
                _line(chronicle, number, line) for number, line in enumerate(chronicle.lines)
            ],
        }
    )


def frame(chronicle: Chronicle) -> dict[str, Any]:
    """Return what JSON says of the whole: whose it is, its editions, and what is missing."""
    return {
        "team": chronicle.team,
        "of": chronicle.of,
        "record": chronicle.versions_of or None,
        "editions": [
            edition_data(edition) | _numbers(counts)
            for edition, counts in zip(chronicle.editions, chronicle.counts, strict=True)
        ],
        "left_out": list(chronicle.left_out),
        "shallow": chronicle.is_cut,
    }


def edition_data(edition: Edition) -> dict[str, Any]:
    """Return which edition is meant, as JSON carries it."""
    return {
        "label": edition.label,
        "held": edition.record.held.isoformat(),
        "commit": edition.commit or None,
        "date": edition.day.isoformat() if edition.commit else None,
        "author": edition.author or None,
    }


def place_data(place: CustomerPlace) -> dict[str, Any]:
    """Return where somebody stood, as JSON carries it."""
    return {
        "id": place.id, "name": place.name, "rank": place.rank, "primary": place.is_primary,
    }  # fmt: skip


def to_csv(chronicle: Chronicle) -> str:
    """Return *chronicle* as CSV: a row for each customer and edition, rows of one customer alike."""
    sheet = io.StringIO(newline="")
    writer = sheets.writer(sheet)
    writer.writerow(HEADINGS)
    for number, line in enumerate(chronicle.lines):
        notes = "; ".join(words.notes(chronicle, number))
        for edition, place in zip(chronicle.editions, line.places, strict=True):
            cells = [
                chronicle.team, edition.label, str(edition.day), edition.commit, edition.author,
                str(number + 1), *_cells(line, place), line.end, notes,
            ]  # fmt: skip
            writer.writerow([csv.guarded(cell) for cell in cells])
    return sheet.getvalue()


def to_markdown(chronicle: Chronicle) -> str:
    """Return *chronicle* as a Markdown page: a table with the numbers of each edition below."""
    return "\n".join(_page(chronicle)) + "\n"


def _page(chronicle: Chronicle) -> Iterator[str]:
    escaped, editions = markdown.escaped, chronicle.editions
    yield f"# {escaped(words.title(chronicle))}"
    yield ""
    labels = [escaped(edition.label) for edition in editions]
    yield f"| {' | '.join([escaped(words.capitalized(chronicle.word)), *labels, 'What happened'])} |"
    yield f"| {' | '.join(['---', *('---:' for _ in editions), '---'])} |"
    for number, line in enumerate(chronicle.lines):
        # A blank that a renderer keeps: a table has no other way to move a name to the right.
        name = "&nbsp;&nbsp;" * line.depth + escaped(line.newest.name)
        cells = [_marked(line, edition) for edition in range(len(editions))]
        note = escaped("; ".join(words.notes(chronicle, number)))
        yield f"| {' | '.join([name, *cells, note])} |"
    for head, cells in words.rows(chronicle):
        yield f"| {' | '.join([head.capitalize(), *cells, ''])} |"
    if legend := words.legend(chronicle):
        yield from ("", ", ".join(escaped(one) for one in legend.split("   ")))
    if chronicle.of == "versions":
        yield ""
        yield from (
            f"- {escaped(f'{edition.label}: {words.byline(edition)}')}" for edition in editions
        )
    for said_behind in words.behind(chronicle):
        yield from ("", escaped(said_behind))


def _marked(line: CustomerLine, edition: int) -> str:
    place = line.places[edition]
    sign = markdown.escaped(words.sign(line, edition))
    return f"**{sign}**" if place and place.is_primary else sign


def _numbers(counts: VersionCounts) -> dict[str, Any]:
    pairs = {"flipped": counts.flipped, "compared": counts.compared}
    return {
        "pairs": None if counts.flipped is None else pairs,
        "values": {"heard": counts.heard, "all": counts.values},
    }


def _line(chronicle: Chronicle, number: int, line: CustomerLine) -> dict[str, Any]:
    return {
        "row": number + 1,
        "id": line.newest.id,
        "name": line.newest.name,
        "places": [place_data(place) if place else None for place in line.places],
        "from": [one + 1 for one in line.parents],
        "into": [one + 1 for one in line.children],
        "end": line.end,
        "because": line.because or None,
        "notes": words.notes(chronicle, number),
    }


def _cells(line: CustomerLine, place: CustomerPlace | None) -> list[str]:
    if place is None:
        return [line.newest.id, line.newest.name, "no", "", ""]
    rank = "" if place.rank is None else str(place.rank)
    return [place.id, place.name, "yes", rank, "yes" if place.is_primary else "no"]
