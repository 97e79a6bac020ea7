"""A page for a pull request, a wiki or a mail, in GitHub's Markdown.

Nothing in a record becomes a link, an image, a tag or a heading of the page: rendered, every
text is the text of the record again, but that line breaks within a sentence become blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from customer_cli.reports.page import (
    Block,
    Facts,
    Group,
    Item,
    Items,
    Page,
    Paragraph,
    Role,
    Span,
    Table,
    Words,
    plain_text,
)
from customer_cli.text import visible

_TAGS: Mapping[Role, tuple[str, str]] = {
    "strong": ("**", "**"), "badge": ("**", "**"),
    "removed": ("<del>", "</del>"), "added": ("<ins>", "</ins>"),
}  # fmt: skip
_BREAK = "<br>"
"""A table has no other way to begin a new line within a cell."""
# These mean something anywhere in a line.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>&|~$#!]")
# A renderer that makes links of bare addresses looks for these inside a word.
_INSIDE_A_WORD = re.compile(r"(?<=\S)[.:@/](?=\S)|//")
# These open a list, a heading or a rule where a line begins.
_AT_THE_START = re.compile(r"[-+=]|[0-9]{1,9}(?=[.)])")


def render_markdown(page: Page) -> str:
    """Return *page* as Markdown, with a line break at its end."""
    return "\n\n".join("\n".join(part) for part in _parts(page)) + "\n"


def escaped(text: str) -> str:
    """Return *text* on one line, so that Markdown renders it as it is."""
    text = " ".join(visible(text, breaks=True).split())
    text = _ANYWHERE.sub(r"\\\g<0>", text)
    text = _INSIDE_A_WORD.sub(lambda match: "".join(f"\\{c}" for c in match[0]), text)
    return _AT_THE_START.sub(_kept_from_starting, text, count=1) if text else text


def _kept_from_starting(match: re.Match[str]) -> str:
    if match.start():
        return match[0]
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]


def _parts(page: Page) -> Iterator[list[str]]:
    if page.title:
        yield [f"# {escaped(plain_text(page.title))}"]
    if page.notice:
        yield [_line(page.notice)]
    if page.facts:
        yield [escaped(page.facts)]
    for section in page.sections:
        if section.title:
            yield [f"## {_heading(section.title)}"]
        for block in section.blocks:
            yield _block(block)


def _heading(words: Words) -> str:
    """Return *words* as a heading, which is strong by itself."""
    rank = words[0].role in ("rank", "badge") and f"{escaped(words[0].text)}\\. "
    return f"{rank or ''}{escaped(plain_text(words[1:] if rank else words))}"


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [_line(block.words)]
    if isinstance(block, Facts):
        return [f"- **{escaped(label)}:** {_line(words)}" for label, words in block.pairs]
    if isinstance(block, Items):
        return [f"- {_item(item)}" for item in block.items]
    return list(_table(block))


def _item(item: Item) -> str:
    if not item.details:
        return _line(item.words)
    return f"{_line(item.words)} ({_line(item.details)})"


def _table(table: Table) -> Iterator[str]:
    yield _row([escaped(column.title) for column in table.columns])
    yield _row(["---" if column.kind == "text" else "---:" for column in table.columns])
    for group in table.groups:
        yield from (
            _row([*cells, *[""] * (len(table.columns) - len(cells))]) for cells in _cells(group)
        )


def _cells(group: Group) -> Iterator[list[str]]:
    if group.heading:
        yield [_line(group.heading)]
    shared = [_cell(cell) for cell in group.shared]
    for row in group.rows:
        yield [*shared, *map(_cell, row)]
        shared = [""] * len(shared)


def _cell(cell: tuple[Words, ...]) -> str:
    return _BREAK.join(map(_line, cell))


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _line(words: Words) -> str:
    return " ".join("".join(map(_span, words)).split(" ")).strip()


def _span(span: Span) -> str:
    """Return *span* with its marks, the blanks at its ends outside of them."""
    text = escaped(span.text)
    if not text:
        return " " if span.text else ""
    before, behind = _TAGS.get(span.role, ("", ""))
    first = " " if span.text[0].isspace() else ""
    last = " " if span.text[-1].isspace() else ""
    return f"{first}{before}{text}{behind}{last}"
