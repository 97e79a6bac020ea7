"""A page says the same on a screen, in Markdown and in a browser, and nothing gets out of it."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from customer_cli.analysis.status import STATUSES
from customer_cli.render import html
from customer_cli.render.html import render_html
from customer_cli.render.markdown import render_markdown
from customer_cli.render.text import Screen, column_widths
from customer_cli.reports.page import (
    Blanks,
    Column,
    Facts,
    Group,
    Item,
    Items,
    Page,
    PageSection,
    Paragraph,
    Role,
    Span,
    Table,
    cell,
    paragraph,
    ranked,
    section,
    words,
)
from customer_cli.text import visible
from customer_cli.ui.console import Color, console
from tests.conftest import Run
from tests.strategies import texts

OUR_SGR = re.compile(r"\x1b\[(?:0|[1-9][0-9]?)(?:;[0-9]{1,2})*m")
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
ROLES: tuple[Role, ...] = (
    "plain", "title", "strong", "accent", "rank", "badge", "series", "added", "removed",
    *STATUSES,
)  # fmt: skip


def screen(page: Page, width: int = 64, color: Color = "never", encoding: str = "utf-8") -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console(stream, color, width).print(Screen(page))
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(encoding)


def page_of(*sections: PageSection) -> Page:
    return Page("Page", sections)


def body(page: Page) -> str:
    """What a browser shows below the title."""
    return render_html(page).partition("</h1>\n")[2].rpartition("</body>")[0]


RANKED = Table(
    (
        Column("Rank", "rank", least=3),
        Column("Customer", share=(2, 5), least=14, most=30),
        Column("What they value"),
        Column("How we know", share=(24, 100), of_page=True, least=15, most=24),
    ),
    (
        Group(
            (
                (cell("Time"), cell(Span("confirmed, 19 people", "confirmed"))),
                (cell("Why here: They asked."), cell()),
            ),
            shared=(cell(ranked(1, stands_out=True)), cell(Span("Teachers", "strong"), "primary")),
        ),
        Group(
            ((cell("nothing yet"), cell()),),
            shared=(cell(ranked(None)), cell(Span("Heads", "strong"))),
        ),
    ),
)
TWO = Table(
    (Column("Believed", share=(1, 2)), Column("Heard", when_narrow="indented")),
    (
        Group(
            ((cell("Time", "(need)"), cell(Span("we guess", "untested"))), (cell("No value"),)),
            heading=words(ranked(2), " ", Span("Heads", "strong")),
        ),
    ),
)
NUMBERS = Table(
    (Column("Now", "number"), Column("Customer"), Column("Then", "number")),
    (
        Group(
            ((cell("1"), cell("Heads"), cell("12")), (cell("2"), cell("Pupils"), cell("1"))),
        ),
    ),
    is_ruled=False,
)

DRAWN: list[tuple[str, PageSection, str, str, str]] = [
    (
        "a paragraph under a title",
        section("When", paragraph("Said ", Span("now", "strong"), ".")),
        "When\nSaid now.\n",
        "## When\n\nSaid **now**.\n",
        "<section>\n<h2><strong>When</strong></h2>\n<p>Said <strong>now</strong>.</p>\n</section>\n",
    ),
    (
        "words that went and words that came",
        section("", paragraph("A ", Span("week", "removed"), " ", Span("day", "added"))),
        "A [-week-] {+day+}\n",
        "A <del>week</del> <ins>day</ins>\n",
        "<section>\n<p>A <del>week</del> <ins>day</ins></p>\n</section>\n",
    ),
    (
        "an answer and what is known of it",
        PageSection((
            paragraph(Span("They win.", "strong")),
            Facts((("kind", words("need")), ("met when", words("it is quiet"))), indent=1),
        )),
        "They win.\n  kind: need\n  met when: it is quiet\n",
        "**They win.**\n\n- **kind:** need\n- **met when:** it is quiet\n",
        '<section>\n<p class="answer"><strong>They win.</strong></p>\n<dl class="indent-1">\n'
        "<dt>kind</dt><dd>need</dd>\n<dt>met when</dt><dd>it is quiet</dd>\n</dl>\n</section>\n",
    ),
    (
        "a list",
        PageSection((Items((Item(words("When?"), words("due: 2024-09-30")), Item(words("Who?")))),)),
        "- When?\n  due: 2024-09-30\n- Who?\n",
        "- When? (due: 2024-09-30)\n- Who?\n",
        '<section>\n<ul>\n<li>When?<div class="details">due: <time>2024-09-30</time></div></li>\n'
        "<li>Who?</li>\n</ul>\n</section>\n",
    ),
    (
        "a table with cells that rows share",
        PageSection((RANKED,)),
        "     Customer          What they value           How we know\n"
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n"
        " 1   Teachers          Time                      ✓ confirmed,\n"
        "     primary                                       19 people\n"
        "\n"
        "                       Why here: They asked.\n"
        "────────────────────────────────────────────────────────────────\n"
        " -   Heads             nothing yet\n"
        "────────────────────────────────────────────────────────────────\n",
        "| Rank | Customer | What they value | How we know |\n| ---: | --- | --- | --- |\n"
        "| **1** | **Teachers**<br>primary | Time | confirmed, 19 people |\n"
        "|  |  | Why here: They asked. |  |\n| \\- | **Heads** | nothing yet |  |\n",
        '<section>\n<table class="apart">\n<colgroup><col><col width="24%"></colgroup>\n'
        '<thead>\n<tr class="titles"><th scope="col">What they value</th><th scope="col">How we know</th></tr>\n'
        '<tr class="group"><th scope="colgroup" colspan="2"><span class="badge">1</span> '
        '<strong>Teachers</strong>  <span class="details">primary</span></th></tr></thead>\n'
        '<tbody>\n<tr><td><div>Time</div></td><td><div><span class="status confirmed">'
        '<span class="sign" aria-hidden="true">✓</span><span class="part">confirmed, </span>'
        '<span class="part">19 people</span></span></div></td></tr>\n'
        '<tr><td colspan="2"><div>Why here: They asked.</div></td></tr>\n</tbody>\n</table>\n'
        '<table class="apart">\n<colgroup><col><col width="24%"></colgroup>\n<thead>\n'
        '<tr class="group"><th scope="colgroup" colspan="2"><span class="rank">-</span> '
        '<strong>Heads</strong> </th></tr></thead>\n<tbody>\n'
        '<tr><td colspan="2"><div>nothing yet</div></td></tr>\n</tbody>\n</table>\n</section>\n',
    ),
    (
        "a table with headings between its rows",
        PageSection((TWO,)),
        "Believed                         Heard\n"
        "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━\n"
        " 2  Heads\n"
        "Time                             ○ we guess\n"
        "(need)\n"
        "\n"
        "No value\n"
        "────────────────────────────────────────────────────────────────\n",
        "| Believed | Heard |\n| --- | --- |\n| **2\\. Heads** |  |\n| Time<br>\\(need) | we guess |\n"
        "| No value |  |\n".replace("\\(", "("),
        '<section>\n<table class="apart">\n<colgroup><col width="50%"><col></colgroup>\n<thead>\n'
        '<tr class="titles"><th scope="col">Believed</th>'
        '<th scope="col" class="below">Heard</th></tr>\n'
        '<tr class="group"><th scope="colgroup" colspan="2"><span class="rank">2</span> '
        '<strong>Heads</strong></th></tr></thead>\n<tbody>\n<tr><td><div>Time</div>'
        '<div>(need)</div></td><td class="below"><div><span class="status untested">'
        '<span class="sign" aria-hidden="true">○</span><span class="part">we guess</span></span>'
        '</div></td></tr>\n<tr><td colspan="2"><div>No value</div></td></tr>\n</tbody>\n</table>\n'
        '</section>\n',
    ),
    (
        "a table of numbers",
        PageSection((NUMBERS,)),
        "Now  Customer                                               Then\n"
        "  1  Heads                                                    12\n"
        "  2  Pupils                                                    1\n",
        "| Now | Customer | Then |\n| ---: | --- | ---: |\n| 1 | Heads | 12 |\n| 2 | Pupils | 1 |\n",
        '<section>\n<table>\n<colgroup><col><col><col></colgroup>\n<thead>\n<tr class="titles"><th scope="col" '
        'class="number">Now</th><th scope="col">Customer</th><th scope="col" class="number">Then'
        '</th></tr>\n</thead>\n<tbody>\n<tr><td class="number"><div>1</div></td><td><div>Heads'
        '</div></td><td class="number" data-title="Then"><div>12</div></td></tr>\n<tr><td class="number"><div>2</div>'
        '</td><td><div>Pupils</div></td><td class="number" data-title="Then"><div>1</div></td></tr>\n</tbody>\n'
        '</table>\n</section>\n',
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "text", "markdown", "browser"), [row[1:] for row in DRAWN], ids=[d[0] for d in DRAWN]
)
def test_each_part_of_a_page_is_drawn_as_the_table_says(
    part: PageSection, text: str, markdown: str, browser: str
) -> None:
    page = page_of(part)
    assert screen(page) == text
    assert render_markdown(page) == markdown
    assert body(page) == browser


def test_a_page_begins_with_what_it_is_and_what_must_be_seen_first() -> None:
    page = Page(
        name="Team: draft", title=words(Span("Team", "title"), Span("  2024", "title")),
        facts="held 2024-03-14", notice=words(Span("DRAFT", "badge"), "  not decided yet"),
        sections=(section("", paragraph("Who?")), section("Then", paragraph("What?"))),
    )  # fmt: skip
    assert screen(page) == (
        "Team  2024\nheld 2024-03-14\n\n DRAFT   not decided yet\n\nWho?\n\nThen\nWhat?\n"
    )
    assert render_markdown(page) == (
        "# Team 2024\n\n**DRAFT** not decided yet\n\nheld 2024-03-14\n\nWho?\n\n## Then\n\nWhat?\n"
    )
    assert "<title>Team: draft</title>" in render_html(page)
    assert "<h1>Team 2024</h1>" in render_html(page)


def test_a_page_without_a_title_has_its_name_for_one_in_a_browser_alone() -> None:
    page = page_of(section("", paragraph("Who?")))
    assert "<h1>Page</h1>" in render_html(page)
    assert screen(page) == render_markdown(page) == "Who?\n"


@pytest.mark.parametrize(
    ("table", "drawn"),
    [
        (
            RANKED,
            " 1   Teachers\n     primary\n\n     Time\n     ✓ confirmed, 19 people\n\n"
            "     Why here: They asked.\n",
        ),
        (TWO, " 2  Heads\nTime\n(need)\n  ○ we guess\n\nNo value\n"),
    ],
    ids=["ranked", "two"],
)
def test_a_narrow_screen_gets_the_same_words_one_below_the_other(table: Table, drawn: str) -> None:
    lines = screen(page_of(PageSection((table,))), 40).splitlines(keepends=True)
    assert "".join(lines[1 : 1 + drawn.count("\n")]) == drawn
    assert all(len(line.rstrip("\n")) <= 40 for line in lines)


@pytest.mark.parametrize(
    ("width", "widths"),
    [(60, [3, 14, 22, 15]), (64, [3, 16, 24, 15]), (100, [3, 26, 41, 24]), (110, [3, 30, 47, 24])],
)
def test_columns_share_what_there_is(width: int, widths: list[int]) -> None:
    assert column_widths(RANKED, width) == widths
    assert sum(widths) + 2 * 3 == width


def test_a_stream_that_cannot_write_a_sign_gets_one_that_it_can() -> None:
    drawn = screen(page_of(PageSection((RANKED,))), encoding="ascii")
    assert "+ confirmed," in drawn
    assert drawn.splitlines()[1] == "=" * 64
    assert "?" not in drawn


def test_no_status_and_no_change_is_told_by_colour_alone() -> None:
    spans = [paragraph(Span("same words", role)) for role in ROLES[-6:]]
    lines = screen(page_of(PageSection(tuple(spans)))).splitlines()
    assert len(set(lines)) == len(lines)
    assert (
        OUR_SGR.sub("", screen(page_of(PageSection(tuple(spans))), color="always")).splitlines()
        == lines
    )


# --- Hostile text


def spans() -> st.SearchStrategy[Span]:
    return st.builds(Span, texts(), st.sampled_from(ROLES))


def pages() -> st.SearchStrategy[Page]:
    """Pages that hold a stranger's text wherever there is text."""
    runs = st.lists(spans(), min_size=1, max_size=3).map(tuple)
    cells = st.lists(runs, max_size=2).map(tuple)
    columns = st.tuples(
        st.just(Column("Rank", "rank")),
        st.builds(Column, texts(), share=st.just((1, 3)),
                  when_narrow=st.sampled_from(["plain", "labelled", "indented"])),
        st.builds(Column, texts()),
    )  # fmt: skip
    rank = st.builds(lambda n: cell(ranked(n)), st.integers(1, 12))
    groups = st.one_of(
        st.builds(Group, st.tuples(st.tuples(cells, cells)), shared=st.tuples(rank)),
        st.builds(Group, st.tuples(st.tuples(rank, cells, cells)), heading=runs),
    )
    blocks = st.one_of(
        st.builds(Paragraph, runs, st.integers(0, 4), st.booleans()),
        st.builds(Facts, st.tuples(st.tuples(texts(), runs)), st.integers(0, 4)),
        st.builds(Items, st.tuples(st.builds(Item, runs, runs))),
        st.builds(Blanks, st.integers(1, 3), st.booleans()),
        st.builds(
            Table,
            columns,
            st.lists(groups, max_size=2).map(tuple),
            legend=st.just(()) | st.tuples(st.tuples(texts(), texts())),
        ),
    )
    parts = st.builds(PageSection, st.lists(blocks, max_size=2).map(tuple), runs)
    return st.builds(
        Page,
        texts(),
        st.lists(parts, max_size=2).map(tuple),
        title=runs,
        facts=texts(),
        notice=runs,
    )


def said(page: Page) -> Iterator[str]:
    """Every text of *page* but its name, the labels of facts and the titles of columns."""
    runs = [page.title, page.notice, words(page.facts)]
    for part in page.sections:
        runs.append(part.title)
        for block in part.blocks:
            if isinstance(block, Paragraph):
                runs.append(block.words)
            elif isinstance(block, Facts):
                runs += [words(label) + told for label, told in block.pairs]
            elif isinstance(block, Items):
                runs += [one for item in block.items for one in (item.words, item.details)]
            elif isinstance(block, Table):
                for group in block.groups:
                    runs.append(group.heading)
                    runs += [one for row in (group.shared, *group.rows) for c in row for one in c]
    yield from (span.text for run in runs for span in run)


def letters(text: str) -> Counter[str]:
    return Counter("".join(visible(text, breaks=True).split()))


@given(pages(), st.sampled_from([20, 40, 64, 100]), st.sampled_from(["always", "never"]))
def test_no_terminal_obeys_a_page_and_no_letter_is_lost(
    page: Page, width: int, color: Color
) -> None:
    drawn = screen(page, width, color)
    if color == "always":
        drawn = OUR_SGR.sub("", drawn)
    assert not OBEYED.search(drawn)
    assert not letters(" ".join(said(page))) - letters(drawn)


class Browser(HTMLParser):
    """What a browser makes of a page: its tags with their attributes, and its text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


OUR_TAGS = {
    "html", "head", "meta", "title", "style", "body", "section", "h1", "h2", "p", "dl", "dt", "dd",
    "ul", "li", "div", "span", "strong", "ins", "del", "time", "table", "colgroup", "col", "thead",
    "tbody", "tr", "th", "td", "blockquote",
}  # fmt: skip
OUR_ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "dir", "class", "scope", "rowspan",
    "colspan", "width", "data-title", "aria-hidden",
}  # fmt: skip


@given(pages())
def test_a_browser_gets_our_tags_alone_and_every_letter(page: Page) -> None:
    source = render_html(page)
    assert not OBEYED.search(source)
    found = Browser(source)
    assert {tag for tag, _ in found.tags} <= OUR_TAGS
    assert {name for _, attributes in found.tags for name in attributes} <= OUR_ATTRIBUTES
    assert not letters(" ".join(said(page))) - letters(found.text)


RENDERER = MarkdownIt("gfm-like", {"html": True, "linkify": True, "typographer": False})


@given(pages())
def test_markdown_renders_to_our_tags_alone_and_every_letter(page: Page) -> None:
    source = render_markdown(page)
    assert not OBEYED.search(source)
    found = Browser(RENDERER.render(source))
    ours = {"h1", "h2", "p", "strong", "em", "ins", "del", "br", "ul", "li", "table", "thead",
            "tbody", "tr", "th", "td", "blockquote"}  # fmt: skip
    assert {tag for tag, _ in found.tags} <= ours
    assert {name for _, attributes in found.tags for name in attributes} <= {"style"}
    assert not letters(" ".join(said(page))) - letters(found.text)


# --- HTML


def test_a_page_loads_nothing_and_runs_nothing() -> None:
    source = render_html(page_of(PageSection((RANKED, TWO))))
    assert not re.search(r"<script|<link|<img|<iframe|\bsrc=|\bhref=|url\(|@import|://", source)
    styles = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    assert styles == [html.STYLE]
    digest = base64.b64encode(hashlib.sha256(styles[0].encode()).digest()).decode()
    policy = next(a["content"] for _, a in Browser(source).tags if "http-equiv" in a)
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "style=" not in source


def test_a_page_says_its_language() -> None:
    assert '<html lang="en">' in render_html(page_of())
    assert '<html lang="id">' in render_html(Page("Halaman", (), language="id"))


def test_paper_keeps_rows_whole_and_repeats_the_heads() -> None:
    assert re.search(r"tr, .*\{ break-inside: avoid; \}", html.STYLE)
    assert "thead { display: table-header-group;" in html.STYLE
    assert "@page {" in html.STYLE


def test_words_that_came_do_not_look_like_a_link() -> None:
    (rule,) = re.findall(r"^ins \{.*\}$", html.STYLE, re.MULTILINE)
    assert "text-decoration: none" in rule
    assert "font-weight: 700" in rule


def test_the_template_engine_is_imported_by_a_page_that_is_written_and_by_nothing_else() -> None:
    code = (
        "import sys; from customer_cli.render.html import render_html; "
        "from customer_cli.reports.page import Page; "
        "print('jinja2' in sys.modules); render_html(Page('x', ())); print('jinja2' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]


# --- Every report


REPORTS = [
    "show", "show --customer teachers", "gaps", "share", "lens",
    "lens --compare drucker whose-needs", "history", "history teachers", "diff", "check",
    "guide show drucker",
]  # fmt: skip


@pytest.mark.parametrize("command", REPORTS)
def test_every_report_can_be_written_as_a_page(command: str, literacy: Path, call: Run) -> None:
    told = call(*command.split(), "--format", "html")
    assert call(*command.split(), "-o", "page.html").out == ""
    page = (literacy / "page.html").read_text(encoding="utf-8")
    assert page == told.out
    assert re.match(r'<!DOCTYPE html>\n<html lang="en">\n', page)
    assert page.endswith("</body>\n</html>\n")
    found = Browser(page)
    assert {tag for tag, _ in found.tags} <= OUR_TAGS
    assert {name for _, attributes in found.tags for name in attributes} <= OUR_ATTRIBUTES
    markdown = call(*command.split(), "--format", "markdown").out
    assert "\n## " in markdown or "\n| " in markdown


def test_a_page_is_in_the_language_of_the_guide_that_asked(literacy: Path, call: Run) -> None:
    record = literacy / "workshops" / "2024.yaml"
    text = record.read_text(encoding="utf-8").replace("guide: hierarchy", "guide: urutan")
    record.write_text(text, encoding="utf-8")
    assert '<html lang="en">' in call("show", "--format", "html").out
    call("guide", "new", "urutan")
    guide = literacy / "workshops" / "guides" / "urutan.yaml"
    wording = guide.read_text(encoding="utf-8")
    guide.write_text(re.sub("(?m)^language: .*$", "language: id", wording), encoding="utf-8")
    for command in ("show", "gaps", "diff", "history", "history teachers", "share"):
        assert '<html lang="id">' in call(*command.split(), "--format", "html").out
