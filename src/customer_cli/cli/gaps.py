"""The command `gaps`: what is believed beside what was heard, and what is still to be found out."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    TABLES,
    AsOf,
    Color,
    Dir,
    Force,
    Json,
    Output,
    Record,
    TableFormat,
    Team,
    option,
)
from customer_cli.cli.output import Report, choose_destination, deliver

if TYPE_CHECKING:
    from customer_cli.analysis.gaps import Gaps


def gaps(
    record: Record = None,
    customer: Annotated[str | None, option("ID", "Only this customer.")] = None,
    as_of: AsOf = None,
    exit_code: Annotated[
        bool, option(None, "Exit 1 while questions are left.", "--exit-code")
    ] = False,
    format: TableFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Show what is believed beside what was heard.

    Then what is still to be found out, by whom and by when, and how much was heard from each.

    \b
    Examples:
      customer-cli gaps
      customer-cli gaps 2023 --customer children
      customer-cli gaps --format markdown -o gaps.md
    """
    from customer_cli.analysis.gaps import find_gaps
    from customer_cli.analysis.hierarchy import build_hierarchy
    from customer_cli.cli.select import resolve_customer, say_if_newer, select_record

    to = choose_destination(format, output, TABLES, json=json, force=force, color=color)
    selected = select_record(record, team, directory, as_of)
    found = build_hierarchy(selected.record, as_of=selected.as_of, label=selected.entry.label)
    if customer is not None:
        found = found.only(resolve_customer(((row.id, row.name) for row in found.rows), customer))
    seen = find_gaps(found)
    say_if_newer(selected.record)
    report = report_gaps(seen, selected.find_language)
    deliver(report.render, to, source=selected.entry.path)
    return int(exit_code and seen.questions_left)


def report_gaps(found: "Gaps", language: Callable[[], str] = lambda: "en") -> Report:
    """Return all that is said of *found*, in a *language* that is asked for where it matters."""
    from customer_cli.reports.gaps import build_gaps_data, build_gaps_page, list_gaps_rows

    return Report(
        partial(build_gaps_page, found), partial(build_gaps_data, found),
        partial(list_gaps_rows, found), language=language,
    )  # fmt: skip
