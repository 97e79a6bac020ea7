"""The command `lens`: two definitions of "customer" on one record, or what the definitions are."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
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
from customer_cli.cli.output import Destination, Format, choose_destination, deliver, say
from customer_cli.errors import WrongUse

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.hierarchy import LensComparison
    from customer_cli.record.format import LensName

RecordOrLens = Annotated[
    str | None, argument("RECORD", "The record; without --compare, a lens to explain.")
]
Compare = Annotated[tuple[str, str] | None, option("LENS LENS", "The two lenses to compare.")]
FORMATS: tuple[Format, ...] = ("text", "json", "csv", "markdown")


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
    to = choose_destination(format, output, FORMATS, json=json, force=force, color=color)
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
    deliver(partial(render_comparison, seen), to, source=found.entry.path)
    return 0


def _explain_lenses(named: str | None, to: Destination) -> int:
    from customer_cli.cli.select import resolve_lens
    from customer_cli.record.format import LENSES

    names = LENSES if named is None else (resolve_lens(named),)
    sent = deliver(partial(_render_list, names), to)
    if sent == "screen" and named is None:
        say("next: customer-cli lens --compare drucker whose-needs")
    return 0


def render_comparison(seen: "LensComparison", format: Format) -> "RenderableType":
    """Return *seen* in *format*; as `text` it is something to draw."""
    if format == "text":
        from customer_cli.reports.lenses_table import LensTable

        return LensTable(seen)
    from customer_cli.reports import lenses

    made = {"json": lenses.to_json, "csv": lenses.to_csv, "markdown": lenses.to_markdown}
    return made[format](seen)


def _render_list(names: "Sequence[LensName]", format: Format) -> "RenderableType":
    if format == "text":
        from customer_cli.reports.lenses_table import LensList

        return LensList(names)
    from customer_cli.reports import lenses

    made = {"json": lenses.list_to_json, "csv": lenses.list_to_csv}
    return made.get(format, lenses.list_to_markdown)(names)
