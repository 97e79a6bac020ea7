"""Two lenses side by side on a screen: who is what under each, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from customer_cli.analysis.hierarchy import ComparedCustomer, LensComparison
from customer_cli.analysis.lens import list_rules
from customer_cli.record.format import LensName
from customer_cli.render import text
from customer_cli.render.text import ACCENT, GAP, Column, beside, drawn, folded, indented, shown
from customer_cli.reports import lenses as lens_report


@dataclass(frozen=True, slots=True)
class LensTable:
    """One record under two lenses, drawn as wide as the console is."""

    lenses: LensComparison

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw what each lens answers, then the table, then whom it cannot place."""
        yield from drawn(console, self._lines(console, options))

    def _lines(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        width = min(options.max_width, text.WIDEST)
        glyphs = text.glyphs(options)
        one = self.lenses.one
        title = shown(f"{one.team}  {one.label}".rstrip(), f"bold {ACCENT}")
        held = Text(f"held {one.held}, recorded under {one.record.lens}, {one.decision}")
        yield from folded(console, [title, held], width)
        for found in (self.lenses.one, self.lenses.other):
            yield Text()
            words = [shown(lens_report.question(found.lens), "bold"), shown(found.answer)]
            yield from folded(console, words, width)
        yield Text()
        draw = _side_by_side if width >= text.NARROWEST_TABLE else _stacked
        yield from draw(self.lenses, console, width, glyphs)
        if said := lens_report.not_placed(self.lenses):
            yield Text()
            yield from folded(console, [shown(said)], width)


@dataclass(frozen=True, slots=True)
class LensList:
    """Lenses with their questions; one alone with the facts that decide, too."""

    names: Sequence[LensName]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw a paragraph for each lens."""
        yield from drawn(console, self._lines(console, min(options.max_width, text.WIDEST)))

    def _lines(self, console: Console, width: int) -> Iterator[Text]:
        for number, name in enumerate(self.names):
            if number:
                yield Text()
            yield from folded(console, [Text(lens_report.question(name), "bold")], width)
            if len(self.names) > 1:
                told = ", ".join(dict.fromkeys(rule.standing for rule in list_rules(name)))
                yield from indented(console, "  ", [Text(told)], width)
            else:
                for rule in list_rules(name):
                    said = [Text(lens_report.said_rule(rule, name))]
                    yield from indented(console, "- ", said, width)


def _side_by_side(
    lenses: LensComparison, console: Console, width: int, glyphs: text.Glyphs
) -> Iterator[Text]:
    moves = max(13, width // 5)
    each = (width - moves - 3 * GAP) // 3
    widths = [width - moves - 3 * GAP - 2 * each, each, each, moves]
    one, other = lenses.one, lenses.other
    word = one.word.one[:1].upper() + one.word.one[1:]
    yield from _line(console, [[shown(head, "bold")] for head in (
        word, f"{one.lens}", f"{other.lens}", "What moves",
    )], widths)  # fmt: skip
    yield Text(glyphs.heavy * width)
    for seen in lenses.customers:
        cells = [
            [shown(seen.one.name, "bold")],
            [Text(line) for line in lens_report.under(seen.one)],
            [Text(line) for line in lens_report.under(seen.other)],
            [shown(seen.moves or lens_report.STAYS)],
        ]
        yield from _line(console, cells, widths)
        yield Text(glyphs.thin * width)


def _line(console: Console, cells: list[list[Text]], widths: list[int]) -> Iterator[Text]:
    yield from beside(
        [Column(folded(console, c, w), w) for c, w in zip(cells, widths, strict=True)]
    )


def _stacked(
    lenses: LensComparison, console: Console, width: int, glyphs: text.Glyphs
) -> Iterator[Text]:
    yield Text(glyphs.heavy * width)
    for seen in lenses.customers:
        yield from folded(console, _words(lenses, seen), width)
        yield Text(glyphs.thin * width)


def _words(lenses: LensComparison, seen: ComparedCustomer) -> list[Text]:
    return [
        shown(seen.one.name, "bold"),
        Text(f"{lenses.one.lens}: {' '.join(lens_report.under(seen.one))}"),
        Text(f"{lenses.other.lens}: {' '.join(lens_report.under(seen.other))}"),
        shown(f"What moves: {seen.moves or lens_report.STAYS}"),
    ]
