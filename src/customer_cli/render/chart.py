"""Pictures: the chart of a history as SVG, and a hierarchy as a Mermaid diagram.

The chart has one line for each customer, from the oldest version to the newest. It is written
without a library, a script or a font that may be missing. It brings its own background and follows
the light or dark of whoever looks; nothing is said by colour, only by weight, by numbers and by
words, and the description says all of it again for those who listen.

In a diagram ids are numbers of ours and labels hold letters, digits, blanks and entities, so nothing
in a record can end a label and begin something else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from customer_cli.analysis.hierarchy import Hierarchy
from customer_cli.diff.timeline import Chronicle, CustomerLine
from customer_cli.reports import timeline as words
from customer_cli.text import visible

ROW, COLUMN = 46, 116
"""From one rank to the next, and from one edition to the next."""
NARROW, WIDE = 72, 135
"""A letter in tenths of a pixel: rather too wide, because nobody knows the font. Tenths, because
a sum of fractions differs between versions of Python."""
LONGEST, ROWS = 30, 2
"""Letters of a name in one row beside a line, and the rows it may take."""
SHORT = 15
"""Letters of a name between two columns."""
_TITLE = 44


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the picture, in pixels from its top left."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The picture without its lines."""

    width: int
    height: int
    top: int
    """Where the first rank is."""
    bottom: int
    """Where the last row is."""
    columns: tuple[int, ...]
    """Where each edition is, from left to right."""
    unranked_at: int | None
    """The row of the first who is not ranked, if there is one."""
    title: tuple[str, ...]
    behind: tuple[str, ...]
    notes_at: int
    rows: tuple[tuple[int, ...], ...]
    """For each edition the rows of those who are not ranked, by the number of the line."""
    lines: tuple[CustomerLine, ...]

    def point(self, line: CustomerLine, edition: int) -> Point:
        """Return where *line* is in *edition*, in which they must be there."""
        place = line.places[edition]
        if place is not None and place.rank is not None:
            return Point(self.columns[edition], self.top + ROW * (place.rank - 1))
        row = self.rows[edition].index(self.lines.index(line))
        return Point(self.columns[edition], (self.unranked_at or 0) + ROW * row)


def layout(chronicle: Chronicle) -> Layout:
    """Return where everything of *chronicle* stands."""
    lines, count = chronicle.lines, len(chronicle.editions)
    names = [name for line in lines for name in (line.there[0].name, line.newest.name)]
    parts = [part for name in names for part in folded(name, LONGEST, ROWS)]
    margin = max(map(width_of, parts), default=0) // 10 + 40
    ranked = [place.rank or 0 for line in lines for place in line.there]
    rows = tuple(
        tuple(
            number for number, line in enumerate(lines)
            if (place := line.places[edition]) and place.rank is None
        )
        for edition in range(count)
    )  # fmt: skip
    width = 2 * margin + COLUMN * (count - 1)
    title = tuple(folded(words.title(chronicle), max(20, (width - 40) // 10), 3))
    top = 28 + 22 * len(title) + _TITLE
    most = max(ranked, default=0)
    after = top + ROW * most
    below = max(map(len, rows))
    bottom = after + ROW * (below - 1) if below else after - ROW
    behind = tuple(
        part for said in words.behind(chronicle) for part in folded(said, (width - 40) // 7, 9)
    )
    notes_at = bottom + 92
    return Layout(
        width, notes_at + 16 * len(behind), top, bottom,
        tuple(margin + COLUMN * number for number in range(count)),
        after if below else None, title, behind, notes_at, rows, lines,
    )  # fmt: skip


def width_of(text: str) -> int:
    """Return about how many tenths of a pixel *text* takes."""
    return sum(WIDE if unicodedata.east_asian_width(c) in "WF" else NARROW for c in text)


def folded(text: str, letters: int, rows: int) -> list[str]:
    """Return *text* in at most *rows* rows of so many *letters*; the last one may end in dots."""
    found: list[str] = [""]
    for word in _pieces(text, letters):
        longer = f"{found[-1]} {word}".strip()
        if _letters(longer) <= letters:
            found[-1] = longer
        else:
            found.append(word)
    if len(found) > rows:
        last = found[rows - 1]
        while _letters(last) > letters - 1:
            last = last[:-1]
        found = [*found[: rows - 1], f"{last.rstrip()}…"]
    return found


def _pieces(text: str, letters: int) -> Sequence[str]:
    pieces = []
    for word in visible(text, breaks=True).split():
        rest = word
        while _letters(rest) > letters:
            size = next(
                n for n in range(len(rest), 0, -1) if _letters(rest[:n]) <= letters or n == 1
            )
            pieces.append(rest[:size])
            rest = rest[size:]
        pieces.append(rest)
    return pieces


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


_NOT_XML = re.compile("[\ufffe\uffff]")
_INK, _QUIET, _GROUND = ("#1b1b1b", "#f2f2f2"), ("#666666", "#a8a8a8"), ("#ffffff", "#161616")
"""Each in light and in dark. Whoever knows no dark, such as a slide, shows the light."""
_SHAPES = """\
text { font-family: system-ui, sans-serif; font-size: 13px; }
.title { font-size: 17px; font-weight: 700; }
.small, .rank { font-size: 11px; }
.halo { stroke-width: 4px; stroke-linejoin: round; }
.line, .branch { fill: none; stroke-width: 2; }
.branch { stroke-dasharray: 5 4; }
.line.primary { stroke-width: 6; }
.dot { stroke-width: 2; }
.rank.primary, .name.primary { font-weight: 700; }
.end { text-anchor: end; }
.middle, .rank { text-anchor: middle; }
"""


def _colours(place: int) -> str:
    ink, quiet, ground = _INK[place], _QUIET[place], _GROUND[place]
    return (
        f".ground, .dot {{ fill: {ground}; }}\n"
        f"text, .dot.primary {{ fill: {ink}; }}\n"
        f".line, .branch, .dot {{ stroke: {quiet}; }}\n"
        f".line.primary, .dot.primary {{ stroke: {ink}; }}\n"
        f".halo {{ stroke: {ground}; }}\n"
        f".rank.primary {{ fill: {ground}; }}\n"
    )


_STYLE = f"{_SHAPES}{_colours(0)}@media (prefers-color-scheme: dark) {{\n{_colours(1)}}}"


def render_chart(chronicle: Chronicle) -> str:
    """Return *chronicle* as an SVG picture that explains itself."""
    return "\n".join(_picture(chronicle, layout(chronicle))) + "\n"


def escaped(text: str) -> str:
    """Return *text* on one line as XML carries it."""
    # Two characters are text everywhere but in XML.
    text = _NOT_XML.sub(lambda match: f"<U+{ord(match[0]):04X}>", visible(text, breaks=True))
    return escape(" ".join(text.split()))


def description(chronicle: Chronicle) -> str:
    """Return all that the picture shows in sentences."""
    said = []
    for number, line in enumerate(chronicle.lines):
        ranks = [
            f"{edition.label} {'not ranked' if place.rank is None else place.rank}"
            for edition, place in zip(chronicle.editions, line.places, strict=True)
            if place
        ]
        notes = "".join(f"; {note}" for note in words.notes(chronicle, number))
        said.append(f"{line.newest.name}: {', '.join(ranks)}{notes}.")
    for edition, counts in zip(chronicle.editions, chronicle.counts, strict=True):
        said.append(f"{edition.label}: {words.counted(counts)}.")
    return " ".join([*said, *words.behind(chronicle)])


def _picture(chronicle: Chronicle, where: Layout) -> Iterator[str]:
    width, height = where.width, where.height
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-labelledby="title description">'
    )
    yield f'<title id="title">{escaped(words.title(chronicle))}</title>'
    yield f'<desc id="description">{escaped(description(chronicle))}</desc>'
    yield f"<style>\n{_STYLE}\n</style>"
    yield f'<rect class="ground" width="{width}" height="{height}"/>'
    for place, part in enumerate(where.title):
        yield _text(part, 20, 28 + 22 * place, "title")
    yield from _columns(chronicle, where)
    for line in chronicle.lines:
        start = where.point(line, line.first)
        for before in (chronicle.lines[parent] for parent in line.parents):
            path = _curve(where.point(before, before.last), start)
            yield f'<path class="branch" d="{path}"/>'
    for number in range(len(chronicle.lines)):
        yield from _line(chronicle, number, where)
    for place, said in enumerate(where.behind):
        yield _text(said, 20, where.notes_at + 16 * place, "small")
    yield "</svg>"


def _columns(chronicle: Chronicle, where: Layout) -> Iterator[str]:
    for number, edition in enumerate(chronicle.editions):
        x, counts = where.columns[number], chronicle.counts[number]
        yield _text(edition.label, x, where.top - 34, "middle")
        if counts.values:
            yield _text(f"{words.heard(counts)} heard", x, where.bottom + 34, "small middle")
        if counts.compared:
            yield _text(f"{words.pairs(counts)} pairs", x, where.bottom + 50, "small middle")
            yield _text("changed places", x, where.bottom + 64, "small middle")
    if where.unranked_at is not None:
        yield _text("not ranked", 20, where.unranked_at, "small")


def _line(chronicle: Chronicle, number: int, where: Layout) -> Iterator[str]:
    line = chronicle.lines[number]
    there = [one for one, place in enumerate(line.places) if place]
    notes = "".join(f"; {note}" for note in words.notes(chronicle, number))
    yield f"<g><title>{escaped(line.newest.name + notes)}</title>"
    for one, other in pairwise(there):
        is_primary = all(_is_primary(line, edition) for edition in (one, other))
        kind = "line primary" if is_primary else "line" if other == one + 1 else "branch"
        yield f'<path class="{kind}" d="{_curve(where.point(line, one), where.point(line, other))}"/>'
    for edition in there:
        at, kind = where.point(line, edition), " primary" if _is_primary(line, edition) else ""
        yield f'<circle class="dot{kind}" cx="{at.x}" cy="{at.y}" r="11"/>'
        rank = line.places[edition].rank  # type: ignore[union-attr]
        if rank is not None:
            yield _text(str(rank), at.x, at.y + 4, f"rank{kind}")
    yield from _labels(chronicle, line, where)
    yield "</g>"


def _labels(chronicle: Chronicle, line: CustomerLine, where: Layout) -> Iterator[str]:
    newest = len(chronicle.editions) - 1
    first, last = line.first, line.last
    kind = "name primary" if _is_primary(line, first) else "name"
    oldest = line.there[0].name
    if first == 0:
        yield from _beside(oldest, where.point(line, 0), -20, f"{kind} end")
    elif first != last or last != newest:
        yield from _above(oldest, where.point(line, first))
    kind = "name primary" if _is_primary(line, last) else "name"
    if last == newest:
        yield from _beside(line.newest.name, where.point(line, last), 20, kind)
    elif first != last:
        yield from _above(line.newest.name, where.point(line, last))


def _beside(name: str, at: Point, step: int, kind: str) -> Iterator[str]:
    parts = folded(name, LONGEST, ROWS)
    for number, part in enumerate(parts):
        y = at.y + 5 + 15 * number - 7.5 * (len(parts) - 1)
        yield _text(part, at.x + step, y, kind)


def _above(name: str, at: Point) -> Iterator[str]:
    # Between two columns there is room for a few letters; the title has all of them.
    part = folded(name, SHORT, 1)[0]
    # Twice, because not everybody who draws knows how to paint the ground around letters first.
    yield _text(part, at.x, at.y - 16, "small halo middle", 'aria-hidden="true" ')
    yield _text(part, at.x, at.y - 16, "small middle")


def _curve(one: Point, other: Point) -> str:
    half = round((one.x + other.x) / 2, 1)
    return f"M{one.x} {one.y}C{half} {one.y} {half} {other.y} {other.x} {other.y}"


def _is_primary(line: CustomerLine, edition: int) -> bool:
    place = line.places[edition]
    return place is not None and place.is_primary


def _text(said: str, x: float, y: float, kind: str, more: str = "") -> str:
    return f'<text {more}class="{kind}" x="{x}" y="{y}">{escaped(said)}</text>'


def render_mermaid(hierarchy: Hierarchy) -> str:
    """Return *hierarchy* as a flowchart: the ranked from top to bottom, and who serves whom."""
    nodes = {row.id: f"c{number}" for number, row in enumerate(hierarchy.rows, start=1)}
    lines = ["flowchart TD"]
    for row in hierarchy.rows:
        rank = "" if row.rank is None else f"{row.rank} "
        told = label(f"{rank}{row.name} ({row.standing.name})")
        lines.append(f'  {nodes[row.id]}["{told}"]')
    ranked = [row.id for row in hierarchy.rows if row.rank is not None]
    lines += [f"  {nodes[higher]} --> {nodes[lower]}" for higher, lower in pairwise(ranked)]
    for row in hierarchy.rows:
        for served in hierarchy.record.customers[row.id].serves:
            if served in nodes:
                lines.append(f"  {nodes[row.id]} -. serves .-> {nodes[served]}")
    for row in hierarchy.rows:
        if row.is_primary:
            lines.append(f"  style {nodes[row.id]} stroke-width:4px")
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """Return *text* as the inside of a quoted label."""
    text = " ".join(visible(text, breaks=True).split())
    return "".join(c if c.isalpha() or c in " 0123456789" else f"#{ord(c)};" for c in text)
