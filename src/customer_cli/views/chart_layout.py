"""Where everything stands in the picture of a chronicle, and how much of a name fits there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from customer_cli.diff.timeline import Chronicle, Line
from customer_cli.text import visible
from customer_cli.views import chronicle_words as words

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
    lines: tuple[Line, ...]

    def point(self, line: Line, edition: int) -> Point:
        """Return where *line* is in *edition*, in which they must be there."""
        place = line.places[edition]
        if place is not None and place.rank is not None:
            return Point(self.columns[edition], self.top + ROW * (place.rank - 1))
        row = self.rows[edition].index(self.lines.index(line))
        return Point(self.columns[edition], (self.unranked_at or 0) + ROW * row)

    def label(self, name: str) -> list[str]:
        """Return *name* in as many rows as there is room for."""
        return folded(name, LONGEST, ROWS)

    def shortened(self, name: str) -> str:
        """Return as much of *name* as fits between two columns."""
        return folded(name, SHORT, 1)[0]


def layout(chronicle: Chronicle) -> Layout:
    """Return where everything of *chronicle* stands."""
    lines, count = chronicle.lines, len(chronicle.editions)
    margin = max([_margin(line) for line in lines], default=0) // 10 + 40
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


def _margin(line: Line) -> int:
    ends = (line.there[0].name, line.newest.name)
    return max(width_of(part) for name in ends for part in folded(name, LONGEST, ROWS))


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
