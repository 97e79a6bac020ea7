"""Show what is believed beside what was heard, and what is still to be found out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import choose, customer_named, say_if_newer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.gaps import Gaps

FORMATS: tuple[outputs.Format, ...] = ("text", "json", "csv", "markdown")


def gaps(
    record: str | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    customer: str | None = None,
    as_of: dt.date | None = None,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
    exit_code: bool = False,
) -> int:
    """Show the gaps of *record*, judged as `show` judges it, and return 0.

    With *exit_code* return 1 where a value is untested or contradicted, or a question of the
    learning list is open. Raise as `show` does.
    """
    from customer_cli.analysis.gaps import find_gaps
    from customer_cli.analysis.hierarchy import build_hierarchy

    written = outputs.format_of(format, output, FORMATS)
    chosen = choose(record, workshops=workshops, today=today, team=team, as_of=as_of)
    found = build_hierarchy(chosen.record, as_of=chosen.as_of, label=chosen.entry.label)
    if customer is not None:
        found = found.only(customer_named(((row.id, row.name) for row in found.rows), customer))
    seen = find_gaps(found)
    say_if_newer(chosen.record)
    outputs.deliver(
        lambda made: rendered(seen, made), lambda: _drawn(seen), written, output,
        source=chosen.entry.path, force=force, color=color,
    )  # fmt: skip
    return int(exit_code and seen.questions_left)


def rendered(found: Gaps, format: outputs.Format) -> str:
    """Return *found* in *format*, as it stands in a file."""
    if format == "text":
        return outputs.page(_drawn(found))
    from customer_cli.render.csv import render_csv
    from customer_cli.render.json import render_report
    from customer_cli.render.markdown import render_markdown
    from customer_cli.reports.gaps import build_gaps_data, build_gaps_page, list_gaps_rows

    if format == "json":
        return render_report(build_gaps_data(found))
    if format == "csv":
        return render_csv(list_gaps_rows(found))
    return render_markdown(build_gaps_page(found))


def _drawn(found: Gaps) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.gaps import build_gaps_page

    return Screen(build_gaps_page(found))
