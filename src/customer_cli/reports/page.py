"""A report as data: a page of sections, whose words say which part they play.

A page holds text as it stands in a record. Each renderer decides how it looks and makes it safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from customer_cli.analysis.status import STATUSES, Status
from customer_cli.text import one_line, visible

Role = (
    Literal["plain", "title", "strong", "accent", "rank", "badge", "series", "added", "removed"]
    | Status
)
"""The part that words play: a rank is a number in front of a name, a badge is one that stands
out; a line of a series ends at a comma. A status is drawn with a sign, and always said in words
as well."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one role."""

    text: str
    role: Role = "plain"


Words: TypeAlias = tuple[Span, ...]
"""Spans that follow each other; blanks between them are part of their text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; a quoted one is read aloud."""

    words: Words
    indent: int = 0
    """Steps to the right of the others."""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Short things that are known, each with a label."""

    pairs: tuple[tuple[str, Words], ...]
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, and what is known about it in short."""

    words: Words
    details: Words = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A list with a bullet before each entry."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """Empty lines to write on by hand."""

    number: int
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, and how much of a screen it takes.

    A column of ranks or numbers is as wide as its longest cell, or *least*. Any other takes its
    *share* of the cells those leave, between *least* and *most*; one that has no share takes what
    remains. Notes stand one behind the other in their cell, or one below the other under the row
    where there is no room for their column.
    """

    title: str
    kind: Literal["text", "rank", "number", "notes"] = "text"
    share: tuple[int, int] | None = None
    """A fraction: (1, 3) is a third."""
    of_page: bool = False
    """Whether the share is one of the whole width, taken before the other shares."""
    least: int = 1
    most: int | None = None
    when_narrow: Literal["plain", "labelled", "indented"] = "plain"
    """How its cells stand below the others where there is no room for columns."""
    detail: str = ""
    """What else is said of the column, below its title; a screen has no room for it."""


Cell: TypeAlias = tuple[Words, ...]
"""Paragraphs, one below the other; may be empty."""
Row: TypeAlias = tuple[Cell, ...]
"""Cells from left to right. Where there are fewer than columns, the last spans the others."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together, under a heading or to the right of the cells they share."""

    rows: tuple[Row, ...]
    shared: Row = ()
    """The first cells of the group, which stand once beside all of its rows."""
    heading: Words = ()
    depth: int = 0
    """Steps that its first column stands to the right, below the group it is a part of."""


@dataclass(frozen=True, slots=True)
class Table:
    """Groups of rows in columns."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    is_headed: bool = True
    """Whether a screen shows the titles of the columns; pages always do."""
    is_ruled: bool = True
    """Whether lines are drawn between the groups."""
    legend: tuple[tuple[str, str], ...] = ()
    """Signs that stand in its cells, each with its meaning."""
    totals: tuple[Row, ...] = ()
    """Rows below all others, apart from them."""
    totals_in_words: Items | None = None
    """The totals where there is no room for their rows."""
    in_words: tuple[Paragraph, ...] = ()
    """The rows where there is no room for columns; without it each cell stands below the last."""


Block: TypeAlias = Paragraph | Facts | Items | Blanks | Table


@dataclass(frozen=True, slots=True)
class PageSection:
    """Blocks that belong together, under a title or none."""

    blocks: tuple[Block, ...]
    title: Words = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report."""

    name: str
    """What the page is called where it has no title to show, as in the tab of a browser."""
    sections: tuple[PageSection, ...]
    title: Words = ()
    facts: str = ""
    """What must be known of the whole: when, under which lens, judged as of when."""
    notice: Words = ()
    """What must be seen before anything else, such as that nothing is decided."""
    language: str = "en"
    """The language of the words, as BCP 47 writes it."""
    widest: int = 110
    """Cells of a line on a screen; a longer one loses the eye on the way back."""


def words(*parts: str | Span) -> Words:
    """Return *parts* as words; a text alone is plain."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts if part)


def cell(*paragraphs: str | Span | Words) -> Cell:
    """Return *paragraphs* as a cell."""
    return tuple(one if isinstance(one, tuple) else words(one) for one in paragraphs)


def paragraph(*parts: str | Span) -> Paragraph:
    """Return *parts* as one paragraph."""
    return Paragraph(words(*parts))


def section(title: str, *blocks: Block) -> PageSection:
    """Return *blocks* under a *title*, which may be empty."""
    return PageSection(blocks, words(Span(title, "strong")) if title else ())


def ranked(rank: int | None, *, stands_out: bool = False) -> Span:
    """Return the number before a name, `-` where there is none."""
    return Span("-" if rank is None else str(rank), "badge" if stands_out else "rank")


def status_of(spans: Words) -> Status | None:
    """Return the status that *spans* tell and nothing else, if they do."""
    alone = len(spans) == 1 and spans[0].role in STATUSES
    return cast("Status", spans[0].role) if alone else None


def name_page(page: Page) -> str:
    """Return the heading of *page* where it stands alone: what is shown, and what it is about."""
    # Some controls are blanks to Python, and would be lost.
    title = one_line(visible(plain_text(page.title), breaks=True))
    return page.name if page.name.startswith(f"{title}: ") else title


def split_title(spans: Words) -> tuple[Words, Words]:
    """Return the words of a title, and those behind them that are no part of it."""
    number = next(
        (n for n, one in enumerate(spans) if n and one.role == "plain" and one.text.strip()), None
    )
    return spans[:number], spans[number:] if number else ()


def plain_text(spans: Words) -> str:
    """Return *spans* as one text."""
    return "".join(span.text for span in spans)
