"""The command `share`: the one sentence to repeat everywhere, with its paragraph and its table."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from customer_cli.cli.options import (
    PAGES,
    Color,
    Dir,
    Force,
    Json,
    Lens,
    Output,
    PageFormat,
    Record,
    Team,
)
from customer_cli.cli.output import Report, choose_destination, deliver

if TYPE_CHECKING:
    from customer_cli.analysis.summary import ShareSummary


def share(
    record: Record = None,
    lens: Lens = None,
    format: PageFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Print the one sentence to repeat everywhere.

    With it come a paragraph and a table. The words are the same every time until somebody changes the record.

    \b
    Examples:
      customer-cli share
      customer-cli share 2023 --format markdown
    """
    from customer_cli.analysis.summary import build_summary
    from customer_cli.cli.select import resolve_lens, say_if_newer, select_record

    to = choose_destination(format, output, PAGES, json=json, force=force, color=color)
    selected = select_record(record, team, directory)
    chosen = resolve_lens(lens) if lens else None
    seen = build_summary(selected.record, lens=chosen, label=selected.entry.label)
    say_if_newer(selected.record)
    report = report_share(seen, selected.find_language)
    deliver(report.render, to, source=selected.entry.path)
    return 0


def report_share(seen: "ShareSummary", language: Callable[[], str] = lambda: "en") -> Report:
    """Return all that is said of *seen*, in a *language* that is asked for where it matters."""
    from customer_cli.reports.share import build_share_data, build_share_page

    return Report(
        partial(build_share_page, seen), partial(build_share_data, seen), language=language
    )
