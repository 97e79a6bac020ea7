"""One customer with everything the record holds about them, evidence and all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.analysis import status
from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow
from customer_cli.analysis.lists import customer_name
from customer_cli.render import text as text_page
from customer_cli.render.text import drawn, folded, indented, shown
from customer_cli.reports.hierarchy import NOTHING_YET, Item, said_standing, sections

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Value


@dataclass(frozen=True, slots=True)
class CustomerSheet:
    """The only customer of *hierarchy* (see `Hierarchy.only`), in full."""

    hierarchy: Hierarchy

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the parts from top to bottom, a blank line between them."""
        yield from drawn(console, self._lines(console, options))

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = min(options.max_width, text_page.WIDEST)
        glyphs = text_page.glyphs(options)
        (row,) = self.hierarchy.rows
        yield from text_page.head(self.hierarchy, console, width)
        name = text_page.rank_mark(row, len(str(row.rank or 0)) + 2).append(" ")
        yield from folded(console, [name.append_text(shown(row.name, "bold"))], width)
        yield from folded(console, list(_facts(self.hierarchy, row)), width)
        customer = self.hierarchy.record.customers[row.id]
        for value, line in zip(customer.values, row.values, strict=True):
            yield Text()
            heading = [shown(value.text, "bold"), *text_page.how_mark(line, glyphs, width)]
            yield from folded(console, heading, width)
            yield from indented(console, "  ", list(_details(value)), width)
            yield from _pieces(console, value.evidence, self.hierarchy.as_of, width)
        if not customer.values:
            yield Text()
            yield Text(f"What they value: {NOTHING_YET}")
        if customer.evidence:
            yield Text()
            yield Text("Heard or seen of the group as a whole", "bold")
            yield from _pieces(console, customer.evidence, self.hierarchy.as_of, width)
        expected = [
            Item(line.change, f"sign: {line.sign}" if line.sign else "")
            for line in self.hierarchy.record.expected
            if line.about == row.id
        ]
        yield from text_page.section(console, "What will change about them", expected, width)
        for title, items in sections(self.hierarchy):
            yield from text_page.section(console, title, items, width)


def _facts(hierarchy: Hierarchy, row: HierarchyRow) -> Iterator[Text]:
    customer = hierarchy.record.customers[row.id]

    def names(ids: Sequence[str]) -> str:
        return ", ".join(customer_name(hierarchy.record, other) for other in ids)

    known = {
        "id": row.id,
        "standing": ", ".join(said_standing(row)),
        "about": customer.about,
        "what they are to us": ", ".join(fact.replace("_", " ") for fact in customer.facts),
        "they pay with": ", ".join(customer.pays_with),
        "they serve": names(customer.serves),
        "same people as": names(customer.same_people_as),
        "was": ", ".join(customer.was),
        "why here": customer.because,
    }
    return (shown(f"{word}: {text}") for word, text in known.items() if text)


def _details(value: Value) -> Iterator[Text]:
    known = {
        "kind": value.kind,
        "id": value.id,
        "met when": value.met_when,
        "takes": value.takes,
        "reworded": value.reworded and str(value.reworded),
    }
    return (shown(f"{word}: {text}") for word, text in known.items() if text)


def _pieces(
    console: Console, evidence: Sequence[Evidence], as_of: dt.date, width: int
) -> Iterator[Text]:
    for piece in evidence:
        yield from indented(console, "- ", [shown(_piece(piece, as_of))], width)


def _piece(piece: Evidence, as_of: dt.date) -> str:
    """Return *piece* as it is told; what does not count yet or at all says why."""
    people = "1 person" if piece.people == 1 else f"{piece.people} people"
    told = [piece.kind, str(piece.date or "no date"), people, piece.source, piece.says]
    if piece.kind in status.DIRECT_KINDS and not status.is_direct(piece):
        told.append("not from them")
    if piece.still_fits:
        told.append("still fits the new words")
    if piece.date and piece.date > as_of:
        told.append(f"not known yet on {as_of}")
    if piece.id:
        told.append(f"id {piece.id}")
    words = f'"{piece.words}"' if piece.words else ""
    return "\n".join(filter(None, [", ".join(filter(None, told)), words]))
