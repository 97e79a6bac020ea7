"""A page for a browser or a printer, with nothing in it that runs or loads.

Nothing is said by colour alone: it reads the same on grey paper.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from customer_cli.analysis.status import MARKS
from customer_cli.reports.page import (
    Cell,
    Column,
    Facts,
    Group,
    Page,
    Paragraph,
    Table,
    name_page,
    split_title,
)
from customer_cli.text import visible

if TYPE_CHECKING:
    from markupsafe import Markup

STYLE = """
:root { color: #1a1a1a; background: #fff; }
body { font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
  "Liberation Sans", sans-serif; max-width: 62rem; margin: 2.5rem auto; padding: 0 1.25rem;
  overflow-wrap: break-word; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; }
p, dl, ul { margin: .4rem 0; max-width: 46rem; }
p, li, dd, td, th { white-space: pre-line; overflow-wrap: anywhere; }
section { margin: 1.25rem 0; }
.facts { color: #555; }
.notice { margin: .75rem 0; }
.answer { font-size: 1.25rem; line-height: 1.4; font-weight: 600; }
.indent-1 { padding-left: 1.5rem; } .indent-2 { padding-left: 3rem; }
.indent-3 { padding-left: 4.5rem; }
blockquote { margin: .8rem 0; padding-left: .9rem; border-left: .2rem solid; font-size: 1.125rem; }
.legend { color: #555; font-size: .9375rem; }
.legend span { margin-right: 1.5em; white-space: nowrap; }
.blank { border-bottom: 1px solid; height: 2.2rem; color: #555; display: flex;
  align-items: end; max-width: 46rem; break-inside: avoid; }
.details { color: #555; }
ul { padding-left: 1.25rem; }
li { margin: .35rem 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .15rem 1rem; }
dt { color: #555; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; border-top: .15rem solid; margin: .75rem 0; }
th, td { text-align: start; vertical-align: top; padding: .45rem .8rem .45rem 0; font-weight: 400; }
td:last-child { padding-right: 0; }
thead th div { font-weight: 400; color: #555; font-size: .8125rem; }
thead th { font-weight: 600; font-size: .9375rem; border-bottom: 1px solid; }
tbody { border-bottom: 1px solid #bbb; }
.apart { border-top: 0; margin: 0 0 1.1rem; }
.apart tbody { border-bottom: 0; }
.group > th { font-weight: 600; padding-top: .6rem; border-bottom: 1px solid; }
.group .details { font-weight: 400; }
.depth-1 > tr > :first-child { padding-left: 1.5rem; }
.depth-2 > tr > :first-child { padding-left: 3rem; }
.depth-3 > tr > :first-child { padding-left: 4.5rem; }
.totals td { color: #555; }
.number { width: 1%; text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.rank, .badge { display: inline-block; min-width: 1.1em; padding: 0 .3em; text-align: center;
  border: 1px solid transparent; font-weight: 600; }
.badge { background: #1a1a1a; border-color: #1a1a1a; color: #fff; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
/* A line ends where there is a comma, and not within a day: a number stays with what it counts. */
time { white-space: nowrap; }
.part { display: inline-block; text-indent: 0; white-space: pre-wrap; }
.status { display: inline-block; padding-left: 1.4em; text-indent: -1.4em; font-size: .9375em; }
.sign { display: inline-block; width: 1.4em; text-indent: 0; }
.confirmed, .contradicted { font-weight: 600; }
.contradicted { border: 1px solid; padding-right: .4em; margin-left: -.3em; padding-left: 1.7em; }
.untested { color: #555; }
ins { text-decoration: none; font-weight: 700; background: #e4efe0; padding: 0 .15em; }
del { color: #555; }
h1, h2, .group, dt { break-after: avoid; }
tr, li, dd, p { break-inside: avoid; }
thead { display: table-header-group; break-inside: avoid; }
@media screen and (max-width: 40rem) {
  body { margin: 1.25rem auto; padding: 0 1rem; }
  table, tbody, tr, th, td { display: block; }
  thead { display: block; }
  .titles { display: none; }
  tbody { padding: .5rem 0; }
  .apart tbody { padding: 0; }
  th, td { padding: .15rem 0; }
  .number { float: left; text-align: start; }
  tr + tr { padding-top: .5rem; }
  .number:not(:first-child) { float: none; display: inline-block; width: auto;
    margin: 0 1.1rem 0 0; }
  .number:first-child ~ .number { margin-left: 2.4rem; }
  .number:not(:first-child) + * { margin-left: 0; }
  .number:first-child ~ .number + * { margin-left: 2.4rem; }
  .number[data-title]::before { content: attr(data-title) " "; display: inline; }
  .number div { display: inline; }
  td:empty { display: none !important; }
  .number + * { margin-left: 2.4rem; }
  .below { padding-left: 1.25rem; }
  [data-title]::before { content: attr(data-title); display: block; color: #555;
    font-size: .875rem; }
  dl { display: block; } dd { margin: 0 0 .35rem; }
}
@media print {
  body { font-size: 10.5pt; line-height: 1.4; max-width: none; margin: 0; padding: 0; }
  h1 { font-size: 17pt; } h2 { font-size: 12.5pt; margin-top: 1.4em; } .answer { font-size: 13pt; }
  .facts, .details, .untested, dt, del { color: #333; }
  /* A heading is not left alone above a grid. */
  dl { display: block; } dt { float: left; clear: left; width: 7rem; } dd { margin-left: 8rem; }
}
@page { margin: 18mm 16mm 20mm; @bottom-right { content: counter(page) " / " counter(pages);
  font: 9pt sans-serif; } }
"""
_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")
_Drawn: TypeAlias = tuple[str, dict[str, Any], Cell]
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"

_TEMPLATE = """\
{% macro words(spans) %}
{% for one in spans %}
{% if one.role == "strong" %}<strong>{{ one.text | shown }}</strong>
{%- elif one.role == "added" %}<ins>{{ one.text | shown }}</ins>
{%- elif one.role == "removed" %}<del>{{ one.text | shown }}</del>
{%- elif one.role in signs %}<span class="status {{ one.role }}"><span class="sign" \
aria-hidden="true">{{ signs[one.role] }}</span>
{%- for part in one.text | parts %}<span class="part">{{ part | shown }}</span>{% endfor %}</span>
{%- elif one.role in ("rank", "badge") %}<span class="{{ one.role }}">{{ one.text | shown }}</span>
{%- else %}{{ one.text | shown }}
{%- endif %}
{% endfor %}
{% endmacro %}
{% macro cell(tag, attributes, paragraphs) %}
<{{ tag }}{{ attributes | xmlattr }}>
{%- for spans in paragraphs %}<div>{{ words(spans) }}</div>{% endfor -%}
</{{ tag }}>
{%- endmacro %}
{% macro titles(columns) %}
<tr class="titles">
{%- for column in columns %}
<th scope="col"{{ {"class": column | class} | xmlattr }}>{{ column.title | shown }}
{%- if column.detail %}<div>{{ column.detail | shown }}</div>{% endif %}</th>
{%- endfor -%}
</tr>
{% endmacro %}
{% macro rows(list) %}
{% for row in list %}
<tr>{% for one in row %}{{ cell(*one) }}{% endfor %}</tr>
{% endfor %}
{% endmacro %}
{% macro widths(columns, all) %}
<colgroup>
{%- for part in columns | parts_of_width(all) -%}
<col{{ {"width": part} | xmlattr }}>
{%- endfor -%}
</colgroup>
{%- endmacro %}
{% macro table(block) %}
<table{{ {"class": block | class} | xmlattr }}>
{{ widths(block.columns, block.columns) }}
{% if block.is_headed %}
<thead>
{{ titles(block.columns) }}</thead>
{% endif %}
{% for group in block.groups %}
<tbody{{ {"class": "depth-%s" | format(group.depth) if group.depth} | xmlattr }}>
{{ rows(group | rows(block.columns)) }}</tbody>
{% endfor %}
{% if block.totals %}
<tbody class="totals">
{{ rows(block | totals) }}</tbody>
{% endif %}
</table>
{% if block.legend %}
<p class="legend">
{%- for sign, meaning in block.legend %}<span>{{ sign | shown }} {{ meaning | shown }}</span> {% endfor %}
</p>
{% endif %}
{% endmacro %}
{% macro tables(block) %}
{% for group in block.groups %}
{% set columns = block.columns[group.shared | length:] %}
<table class="apart">
{{ widths(columns, block.columns) }}
<thead>
{% if loop.first %}
{{ titles(columns) }}
{%- endif %}
<tr class="group"><th scope="colgroup" colspan="{{ columns | length }}">
{%- if group.heading %}{{ words(group.heading) }}{% endif %}
{%- for paragraph in group | who %}{{ words(paragraph) }} {% endfor %}
{%- for paragraph in group | about %}
{%- if loop.first %} <span class="details">{% endif %}{{ words(paragraph) }}
{%- if loop.last %}</span>{% else %}, {% endif %}{% endfor -%}
</th></tr></thead>
<tbody>
{{ rows(group | rows(columns)) }}</tbody>
</table>
{% endfor %}
{% endmacro %}
{% macro draw(block) %}
{% set kind = block | kind %}
{% if kind == "Paragraph" and block.is_quoted %}
<blockquote><p>{{ words(block.words) }}</p></blockquote>
{% elif kind == "Paragraph" %}
<p{{ {"class": block | class} | xmlattr }}>{{ words(block.words) }}</p>
{% elif kind == "Blanks" %}
{% for number in range(block.number) %}
<div class="blank">{% if block.is_numbered %}{{ number + 1 }}.{% endif %}</div>
{% endfor %}
{% elif kind == "Facts" %}
<dl{{ {"class": block | class} | xmlattr }}>
{% for label, spans in block.pairs %}
<dt>{{ label | shown }}</dt><dd>{{ words(spans) }}</dd>
{% endfor %}
</dl>
{% elif kind == "Items" %}
<ul>
{% for item in block.items %}
<li>{{ words(item.words) }}
{%- if item.details %}<div class="details">{{ words(item.details) }}</div>{% endif %}</li>
{% endfor %}
</ul>
{% elif block | stands_apart %}
{{ tables(block) }}
{%- else %}
{{ table(block) }}
{%- endif %}
{% endmacro %}
<!DOCTYPE html>
<html lang="{{ page.language }}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ page.name | plain }}</title><style>{{ style }}</style></head>
<body dir="auto">
<h1>{% if page.title %}{{ page | name | shown }}{% else %}{{ page.name | shown }}{% endif %}</h1>
{% if page.facts %}
<p class="facts">{{ page.facts | shown }}</p>
{% endif %}
{% if page.notice %}
<p class="notice">{{ words(page.notice) }}</p>
{% endif %}
{% for section in page.sections %}
<section>
{% if section.title %}
{% set heading, behind = section.title | split_title %}
<h2>{{ words(heading) }}{% if behind %} <span class="details">{{ words(behind) }}</span>{% endif %}</h2>
{% endif %}
{% for block in section.blocks %}
{{ draw(block) }}
{%- endfor %}
</section>
{% endfor %}
</body>
</html>
"""


def render_html(page: Page) -> str:
    """Return *page* as one HTML file."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    room = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        undefined=StrictUndefined,
    )  # fmt: skip
    room.filters.update(
        about=lambda group: [words for cell in group.shared for words in cell[1:]],
        name=name_page,
        who=lambda group: [cell[0] for cell in group.shared if cell],
        kind=lambda block: type(block).__name__,
        parts=_cut_behind_commas,
        parts_of_width=_list_widths,
        plain=_make_plain,
        rows=_list_rows,
        shown=_mark_days,
        split_title=split_title,
        stands_apart=lambda table: any(
            g.heading or (g.shared and len(g.rows) > 1) for g in table.groups
        ),
        totals=lambda table: _list_rows(Group(table.totals), table.columns),
    )
    room.filters["class"] = _name_class
    return room.from_string(_TEMPLATE).render(
        page=page,
        policy=Markup(POLICY),  # noqa: S704 - it is ours
        signs=MARKS,
        style=Markup(STYLE),  # noqa: S704 - it is ours
    )


def _mark_days(text: str) -> Markup:
    """Return *text* escaped, its days marked as such."""
    from markupsafe import Markup, escape

    pieces = (
        Markup("<time>{}</time>").format(piece) if number % 2 else escape(piece)
        for number, piece in enumerate(_DAY.split(_make_plain(text)))
    )
    return Markup("").join(pieces)


def _make_plain(text: str) -> str:
    return visible(text, breaks=True)


def _cut_behind_commas(text: str) -> list[str]:
    *parts, last = text.split(", ")
    return [*(f"{part}, " for part in parts), last]


def _name_class(part: Paragraph | Facts | Column | Table) -> str | None:
    """Return the class of *part*; a paragraph that is strong all over is what the page answers."""
    if isinstance(part, Table):
        return "series" if part.in_words else None
    if isinstance(part, Column):
        kind = "number" if part.kind in ("rank", "number") else part.kind
        return kind if kind != "text" else "below" if part.when_narrow == "indented" else None
    if part.indent:
        return f"indent-{min(part.indent, 3)}"
    is_answer = isinstance(part, Paragraph) and all(one.role == "strong" for one in part.words)
    return "answer" if is_answer else None


def _list_rows(group: Group, columns: Sequence[Column]) -> Iterator[list[_Drawn]]:
    """Yield the rows of *group*, each cell with its tag and attributes.

    The cells that rows share are the heads of the first where *columns* have them; empty cells at
    the end are spanned.
    """
    heads = group.shared if len(columns) == len(group.shared) + len(group.rows[0]) else ()
    for row in group.rows:
        last = max((n for n, cell in enumerate(row) if cell), default=0)
        if columns[len(heads) + last].kind != "text":
            last = len(row) - 1
        cells: list[_Drawn] = []
        for place, cell in enumerate((*heads, *row[: last + 1])):
            column, is_last = columns[place], place == len(heads) + last
            attributes: dict[str, Any] = {"class": _name_class(column)}
            if column.when_narrow == "labelled" or (place and column.kind == "number"):
                attributes["data-title"] = _make_plain(column.title)
            if is_last and place + 1 < len(columns):
                attributes["colspan"] = len(columns) - place
            if place < len(heads):
                attributes["scope"] = "row"
            cells.append(("th" if place < len(heads) else "td", attributes, cell))
        yield cells


def _list_widths(columns: Sequence[Column], of: Sequence[Column]) -> list[str | None]:
    """Return the part of the width that each of *columns* asks for, none where it asks for none.

    They are some *of* the columns of their table, or all.
    """
    taken = sum(
        column.share[0] / column.share[1] for column in of if column.of_page and column.share
    )
    return [
        f"{100 * column.share[0] / column.share[1] * (1 if column.of_page else 1 - taken):.0f}%"
        if column.share
        else None
        for column in columns
    ]
