"""A chronicle on a screen: a row for each customer, a column for each year, the words beside.

Digits and words only, so that it prints and copies. Where there is no room the notes stand
below the row, and where there is none for columns each customer is told in a few lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.diff.timeline import Chronicle
from customer_cli.render.text import ACCENT, GAP, Column, beside, drawn, folded, indented, shown
from customer_cli.reports import timeline as words
from customer_cli.text import visible

WIDEST = 120
"""Lines longer than this lose the eye on the way back; a history has many columns."""
NARROWEST_NAME = 18
"""Cells below which a name becomes a ribbon of syllables."""
NOTES = 26
"""Cells that notes need beside a row."""
DEEPEST = 3
"""Steps that parts are moved in; a name needs the rest."""


@dataclass(frozen=True, slots=True)
class HistoryTable:
    """All editions side by side, drawn as wide as the console is."""

    chronicle: Chronicle

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the table, the numbers of each edition, and what must be known of the whole."""
        yield from drawn(console, self._lines(console, min(options.max_width, WIDEST)))

    def _lines(self, console: Console, width: int) -> Iterator[Text]:
        whole = self.chronicle
        yield from folded(console, [shown(words.title(whole), f"bold {ACCENT}")], width)
        yield Text()
        columns = len(whole.editions)
        narrow = max(3, *(cell_len(visible(one.label)) for one in whole.editions))
        wide = max(narrow, *(len(said) for _, counted in words.rows(whole) for said in counted))
        if len(words.PAIRS) + columns * (wide + GAP) + GAP + NOTES <= width:
            yield from _with_notes(whole, console, width, wide)
        elif NARROWEST_NAME + columns * (narrow + GAP) <= width:
            yield from _notes_below(whole, console, width, narrow)
        else:
            yield from _stacked(whole, console, width)
        for said in words.behind(whole):
            yield Text()
            yield from folded(console, [shown(said)], width)


def _with_notes(whole: Chronicle, console: Console, width: int, cell: int) -> Iterator[Text]:
    columns = len(whole.editions)
    names = [cell_len(visible(line.newest.name)) + 2 * line.depth for line in whole.lines]
    room = width - columns * (cell + GAP) - GAP - NOTES
    name = max(len(words.PAIRS), min(room, max(names, default=0)))
    rest = width - name - columns * (cell + GAP) - GAP
    yield from _heads(whole, console, name, cell)
    for number in range(len(whole.lines)):
        said = [shown("; ".join(words.notes(whole, number)))]
        row = _row(whole, number, console, name, cell)
        yield from beside([*row, Column(folded(console, said, rest), rest)])
    yield Text()
    for head, counted in words.rows(whole):
        cells = [Column([Text(f"{said:>{cell}}")], cell) for said in counted]
        yield from beside([Column(folded(console, [Text(head)], name), name), *cells])
    yield from _legend(whole, console, width)


def _notes_below(whole: Chronicle, console: Console, width: int, cell: int) -> Iterator[Text]:
    name = width - len(whole.editions) * (cell + GAP)
    yield from _heads(whole, console, name, cell)
    for number, line in enumerate(whole.lines):
        yield from beside(_row(whole, number, console, name, cell))
        margin = " " * (2 * min(line.depth, DEEPEST) + 2)
        for note in words.notes(whole, number):
            yield from indented(console, margin, [shown(note)], width)
    yield from _counted(whole, console, width)
    yield from _legend(whole, console, width)


def _stacked(whole: Chronicle, console: Console, width: int) -> Iterator[Text]:
    for number, line in enumerate(whole.lines):
        margin = "  " * min(line.depth, DEEPEST)
        yield from indented(console, margin, [shown(line.newest.name, "bold")], width)
        said = [
            "" if place is None else "not ranked" if place.rank is None else str(place.rank)
            for place in line.places
        ]
        ranks = [f"{labels} {rank}" for labels, rank in _runs(whole, said)]
        margin += "  "
        for row in _packed(ranks, width - len(margin)):
            yield from indented(console, margin, [shown(row)], width)
        for note in words.notes(whole, number):
            yield from indented(console, margin, [shown(note)], width)
    yield from _counted(whole, console, width)


def _runs(whole: Chronicle, said: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield labels and what is *said* of them; versions that follow each other and say the same
    are one. Who is not there is left out.
    """
    labelled = zip([one.label for one in whole.editions], said, strict=True)
    for _, run in groupby(
        enumerate(labelled), lambda at: (whole.of == "years" and at[0], at[1][1])
    ):
        first, *_, last = [labelled for _, labelled in run] * 2
        if first[1]:
            yield first[0] if first[0] == last[0] else f"{first[0]} to {last[0]}", first[1]


def _packed(pieces: Sequence[str], width: int) -> Iterator[str]:
    """Yield rows of *pieces* with commas, each piece whole: a year stays with its rank."""
    row = ""
    for number, piece in enumerate(pieces, start=1):
        said = piece if number == len(pieces) else f"{piece},"
        longer = f"{row} {said}".strip()
        if row and cell_len(visible(longer)) > width:
            yield row
            longer = said
        row = longer
    yield row


def _heads(whole: Chronicle, console: Console, name: int, cell: int) -> Iterator[Text]:
    cells = [Column([_right(shown(one.label, "bold"), cell)], cell) for one in whole.editions]
    title = Text(words.capitalized(visible(whole.word)), "bold")
    yield from beside([Column(folded(console, [title], name), name), *cells])


def _row(whole: Chronicle, number: int, console: Console, name: int, cell: int) -> list[Column]:
    line = whole.lines[number]
    style = "bold" if line.newest.is_primary and line.end == "there" else ""
    margin = "  " * min(line.depth, DEEPEST)
    row = [Column(indented(console, margin, [shown(line.newest.name, style)], name), name)]
    for edition, place in enumerate(line.places):
        said = Text(words.sign(line, edition), "bold" if place and place.is_primary else "")
        row.append(Column([_right(said, cell)], cell))
    return row


def _right(text: Text, cell: int) -> Text:
    return Text(" " * (cell - text.cell_len)).append_text(text)


def _counted(whole: Chronicle, console: Console, width: int) -> Iterator[Text]:
    yield Text()
    for labels, said in _runs(whole, [words.counted(counts) for counts in whole.counts]):
        yield from indented(console, "- ", [shown(f"{labels}: {said}")], width)


def _legend(whole: Chronicle, console: Console, width: int) -> Iterator[Text]:
    if said := words.legend(whole):
        yield Text()
        yield from folded(console, [Text(said)], width)
