"""The command `lens`: two definitions of "customer" on one record, or what the definitions are."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    TABLES,
    Color,
    Dir,
    Force,
    Json,
    Output,
    TableFormat,
    Team,
    argument,
    option,
)
from customer_cli.cli.output import Destination, Report, choose_destination, deliver, say
from customer_cli.errors import WrongUse

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import LensComparison

RecordOrLens = Annotated[
    str | None, argument("RECORD", "The record; without --compare, a lens to explain.")
]
Compare = Annotated[tuple[str, str] | None, option("LENS LENS", "The two lenses to compare.")]


def lens(
    named: RecordOrLens = None,
    compare: Compare = None,
    format: TableFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Compare two definitions of "customer" on one record.

    One table: who is what under each, the fact that decided, and what moves. Alone it lists the five lenses; with the name of one, what that one derives.

    \b
    Examples:
      customer-cli lens
      customer-cli lens whose-needs
      customer-cli lens --compare drucker whose-needs
      customer-cli lens --compare hierarchy whose-needs 2023
    """
    to = choose_destination(format, output, TABLES, json=json, force=force, color=color)
    if compare is None:
        return _explain_lenses(named, to)
    from customer_cli.analysis.hierarchy import compare_lenses
    from customer_cli.cli.select import resolve_lens, say_if_newer, select_record

    one, other = (resolve_lens(typed) for typed in compare)
    if one == other:
        raise WrongUse(f'"{one}" is compared with itself.', "Name two lenses.")
    found = select_record(named, team, directory)
    seen = compare_lenses(found.record, one, other, as_of=found.as_of, label=found.entry.label)
    say_if_newer(found.record)
    report = report_comparison(seen, found.find_language)
    deliver(report.render, to, source=found.entry.path)
    return 0


def _explain_lenses(named: str | None, to: Destination) -> int:
    from customer_cli.cli.select import resolve_lens
    from customer_cli.record.format import LENSES
    from customer_cli.reports import lenses

    names = LENSES if named is None else (resolve_lens(named),)
    report = Report(
        partial(lenses.build_lens_list_page, names), partial(lenses.build_lens_list_data, names),
        partial(lenses.list_lens_rows, names),
    )  # fmt: skip
    sent = deliver(report.render, to)
    if sent == "screen" and named is None:
        say("next: customer-cli lens --compare drucker whose-needs")
    return 0


def report_comparison(seen: "LensComparison", language: Callable[[], str] = lambda: "en") -> Report:
    """Return all that is said of *seen*, in a *language* that is asked for where it matters."""
    from customer_cli.reports import lenses

    return Report(
        partial(lenses.build_lenses_page, seen), partial(lenses.build_lenses_data, seen),
        partial(lenses.list_lenses_rows, seen), language=language,
    )  # fmt: skip
