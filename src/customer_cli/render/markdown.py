"""A page for a pull request, a wiki or a mail, in GitHub's Markdown.

Nothing in a record becomes a link, an image, a tag or a heading of the page: rendered, every
text is the text of the record again, but that line breaks within a sentence become blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from customer_cli.reports.page import (
    Blanks,
    Block,
    Cell,
    Facts,
    Group,
    Items,
    Page,
    Paragraph,
    Role,
    Table,
    Words,
    name_page,
    plain_text,
    split_title,
)
from customer_cli.text import visible

_TAGS: Mapping[Role, tuple[str, str]] = {
    "strong": ("**", "**"), "badge": ("**", "**"),
    "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>"),
}  # fmt: skip
_BREAK = "<br>"
"""A table has no other way to begin a new line within a cell."""
_STEP = "&nbsp;&nbsp;"
"""A blank that a renderer keeps: a table has no other way to move a name to the right."""
_LINE = "\\_" * 40
# These mean something anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$#!]")
# A renderer that makes links of bare addresses looks for these inside a word.
_INSIDE_A_WORD = re.compile(r"(?<=\S)[.:@/](?=\S)|//")
# These open a list, a heading or a rule where a line begins.
_AT_THE_START = re.compile(r"[-+=]|[0-9]{1,9}(?=[.)])")


def render_markdown(page: Page) -> str:
    """Return *page* as Markdown, with a line break at its end."""
    return "\n\n".join("\n".join(part) for part in _list_parts(page)) + "\n"


def escape(text: str) -> str:
    """Return *text* on one line, so that Markdown renders it as it is."""
    text = " ".join(visible(text, breaks=True).split())
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _INSIDE_A_WORD.sub(lambda match: "".join(f"\\{c}" for c in match[0]), text)
    if opening := _AT_THE_START.match(text):
        mark = opening[0]
        text = (f"{mark}\\" if mark.isdigit() else f"\\{mark}") + text[len(mark) :]
    return text


def _list_parts(page: Page) -> Iterator[list[str]]:
    if page.title:
        yield [f"# {escape(name_page(page))}"]
    if page.notice:
        yield [_format_words(page.notice)]
    for line in filter(None, page.facts.split("\n")):
        yield [escape(line)]
    for section in page.sections:
        heading, behind = split_title(section.title)
        if heading:
            yield [f"## {_format_heading(heading)}"]
        if behind:
            yield [_format_words(behind)]
        for block in section.blocks:
            yield list(_list_lines(block))


def _format_heading(words: Words) -> str:
    """Return *words* as a heading, which is strong by itself."""
    rank = words[0].role in ("rank", "badge") and f"{escape(words[0].text)}\\. "
    return f"{rank or ''}{escape(plain_text(words[1:] if rank else words))}"


def _list_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"{'> ' if block.is_quoted else ''}{_format_words(block.words)}"
    elif isinstance(block, Facts):
        for label, words in block.pairs:
            yield f"- **{escape(label)}:** {_format_words(words)}"
    elif isinstance(block, Items):
        for item in block.items:
            details = f" ({_format_words(item.details)})" if item.details else ""
            yield f"- {_format_words(item.words)}{details}"
    elif isinstance(block, Blanks):
        for number in range(1, block.number + 1):
            yield from ([""] if number > 1 else [])
            yield f"{number}\\. {_LINE}" if block.is_numbered else _LINE
    else:
        yield from _list_rows(block)


def _list_rows(table: Table) -> Iterator[str]:
    heads = [
        _BREAK.join(filter(None, (escape(column.title), escape(column.detail))))
        for column in table.columns
    ]
    yield _format_row(heads)
    right = [column.kind in ("rank", "number") for column in table.columns]
    yield _format_row("---:" if is_right else "---" for is_right in right)
    rows = [cells for group in table.groups for cells in _list_cells(table, group)]
    rows += [[*map(_format_cell, total)] for total in table.totals]
    for cells in rows:
        yield _format_row([*cells, *[""] * (len(table.columns) - len(cells))])
    if table.legend:
        yield ""
        yield ", ".join(f"{escape(sign)} {escape(meaning)}" for sign, meaning in table.legend)


def _list_cells(table: Table, group: Group) -> Iterator[list[str]]:
    if group.heading:
        yield [f"**{_format_heading(group.heading)}**"]
    shared = [_format_cell(cell) for cell in group.shared]
    notes = table.columns[-1].kind == "notes"
    for row in group.rows:
        cells = [_format_cell(cell) for cell in row]
        if notes:
            cells[-1] = "; ".join(map(_format_words, row[-1]))
        first, *rest = [*shared, *cells]
        yield [_STEP * group.depth + first, *rest]
        shared = [""] * len(shared)


def _format_cell(cell: Cell) -> str:
    return _BREAK.join(map(_format_words, cell))


def _format_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _format_words(words: Words) -> str:
    """Return *words* with their marks, the blanks at the ends of a span outside of them."""
    pieces = []
    for span in words:
        if not (text := escape(span.text)):
            pieces.append(" " if span.text else "")
            continue
        before, behind = _TAGS.get(span.role, ("", ""))
        first = " " if span.text[0].isspace() else ""
        last = " " if span.text[-1].isspace() else ""
        pieces.append(f"{first}{before}{text}{behind}{last}")
    return re.sub(" +", " ", "".join(pieces)).strip()
