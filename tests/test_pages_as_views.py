"""A page draws what the view before it drew, letter by letter; goes when the views go."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from rich.console import RenderableType

from customer_cli.format import LENSES
from customer_cli.meaning.gaps import gaps
from customer_cli.meaning.hierarchy import hierarchy
from customer_cli.meaning.lenses import compare
from customer_cli.meaning.sharing import share
from customer_cli.reading.documents import read_record
from customer_cli.record import Record
from customer_cli.render.text import Screen
from customer_cli.reports.gaps import build_gaps_page
from customer_cli.reports.hierarchy import build_hierarchy_page
from customer_cli.reports.lenses import build_lens_list_page, build_lenses_page
from customer_cli.reports.page import Page
from customer_cli.reports.share import build_share_page
from customer_cli.views.console import Color, console
from customer_cli.views.customer import CustomerSheet
from customer_cli.views.gaps import GapTable
from customer_cli.views.lenses import LensList, LensTable
from customer_cli.views.sharing_table import ShareSheet
from customer_cli.views.table import Table
from tests.conftest import ROOT
from tests.strategies import example_record

FILES = [*ROOT.glob("workshops/*/*.yaml"), *ROOT.glob("tests/handwriting/[!s]*.yaml")]
RECORDS = {
    "example": example_record(),
    **{f"{p.parent.name}-{p.stem}": read_record(p.read_bytes(), p.name).record for p in FILES},
}
TODAY = dt.date(2026, 1, 5)


def drawn(what: RenderableType, width: int, color: Color, encoding: str) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console(stream, color, width).print(what)
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(encoding)


def reports(record: Record) -> Iterator[tuple[str, RenderableType, Page]]:
    """Each report about *record*: its name, the view of it and the page of it."""
    for lens in LENSES:
        found = hierarchy(record, as_of=TODAY, lens=lens, label="2024")
        yield "show", Table(found), build_hierarchy_page(found)
        yield "gaps", GapTable(gaps(found)), build_gaps_page(gaps(found))
    for row in found.rows:
        one = found.only(row.id)
        yield "customer", CustomerSheet(one), build_hierarchy_page(one)
        yield "gaps", GapTable(gaps(one)), build_gaps_page(gaps(one))
    for others in LENSES[1:]:
        both = compare(record, LENSES[0], others, label="2024")
        yield "lens", LensTable(both), build_lenses_page(both)
    shared = share(record, label="2024")
    yield "share", ShareSheet(shared), build_share_page(shared)


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize(
    ("width", "color", "encoding"),
    [(64, "never", "utf-8"), (80, "never", "utf-8"), (100, "never", "utf-8"),
     (64, "always", "utf-8"), (64, "never", "ascii")],
)  # fmt: skip
def test_a_page_looks_as_its_view_did(name: str, width: int, color: Color, encoding: str) -> None:
    for report, view, page in reports(RECORDS[name]):
        # The view of one customer reverses the name behind a rank that stands out; a page does not.
        if not (report == "customer" and color == "always"):
            assert drawn(Screen(page), width, color, encoding) == drawn(
                view, width, color, encoding
            ), report


@pytest.mark.parametrize("width", [40, 64, 100])
def test_the_list_of_lenses_looks_as_it_did(width: int) -> None:
    for names in (LENSES, LENSES[:1]):
        page = Screen(build_lens_list_page(names))
        assert drawn(page, width, "never", "utf-8") == drawn(
            LensList(names), width, "never", "utf-8"
        )
