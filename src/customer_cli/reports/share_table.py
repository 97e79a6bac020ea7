"""The sentence, the paragraph and the table on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.analysis.summary import ShareRow, ShareSummary
from customer_cli.render import text
from customer_cli.render.text import ACCENT, GAP, Column, beside, drawn, folded, shown
from customer_cli.reports.share import said_heard, said_value


@dataclass(frozen=True, slots=True)
class ShareSheet:
    """What a team repeats everywhere, drawn as wide as the console is."""

    shared: ShareSummary

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw the three from the shortest to the longest, a blank line between them."""
        yield from drawn(console, self._lines(console, options))

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = min(options.max_width, text.WIDEST)
        yield Text("To say", ACCENT)
        yield from folded(console, [shown(self.shared.sentence, "bold")], width)
        yield Text()
        yield Text("To write", ACCENT)
        yield from folded(console, [shown(self.shared.paragraph)], width)
        yield Text()
        yield Text("To show", ACCENT)
        glyphs = text.glyphs(options)
        rank = len(str(len(self.shared.lines))) + 2
        yield Text(glyphs.heavy * width)
        for line in self.shared.lines:
            mark = Column([text.rank_mark(line.row, rank)], rank)
            yield from beside([mark, *_columns(line, console, width - rank - GAP)])
            yield Text(glyphs.thin * width)


def _columns(line: ShareRow, console: Console, width: int) -> list[Column]:
    name, value = shown(line.row.name, "bold"), shown(said_value(line))
    known = shown(said_heard(line))
    if width + GAP < text.NARROWEST_TABLE - GAP:
        return [Column(folded(console, [name, value, known], width), width)]
    left = (width - GAP) // 3
    right = width - GAP - left
    return [
        Column(folded(console, [name], left), left),
        Column(folded(console, [value, known], right), right),
    ]
