"""The commands that read one record and say something about it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

from customer_cli.cli.options import (
    FORMATS,
    LENSES,
    PAGES,
    REPORTS,
    SEVERITIES,
    TABLES,
    AsOf,
    Color,
    Dir,
    Force,
    Json,
    Output,
    Record,
    Team,
    argument,
    day,
    format_of,
    option,
    today,
)  # fmt: skip

if TYPE_CHECKING:
    from customer_cli.record.finding import Severity


def show(
    record: Record = None,
    lens: Annotated[str | None, option(LENSES, "Judge the facts by another lens.")] = None,
    customer: Annotated[str | None, option("ID", "Only this customer, with all evidence.")] = None,
    as_of: AsOf = None,
    format: Annotated[str | None, option(FORMATS, "How it is written (default: text).")] = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Show who comes first, what they value and who says so.

    \b
    Examples:
      customer-cli show
      customer-cli show 2024 --lens hierarchy
      customer-cli show --customer teachers
      customer-cli show --format markdown -o customers.md
    """
    from customer_cli.commands.show import show

    return show(
        record, lens=lens, customer=customer, as_of=day(as_of), format=format_of(format, json),
        output=output, force=force, color=color, team=team, workshops=directory, today=today(),
    )  # fmt: skip


def check(
    paths: Annotated[
        list[Path] | None,
        argument("[PATH]...", "Records by label or file, guides, folders (default: all)."),
    ] = None,
    rule: Annotated[list[str] | None, option("RULE", "Only this rule; may be repeated.")] = None,
    severity: Annotated[
        str, option(SEVERITIES, "Nothing that weighs less (default: info).")
    ] = "info",
    strict: Annotated[bool, option(None, "Any finding is an error.", "--strict")] = False,
    explain: Annotated[str | None, option("RULE", "Say what a rule holds, or `all`.")] = None,
    format: Annotated[str | None, option(REPORTS, "How it is written (default: text).")] = None,
    json: Json = False,
    directory: Dir = None,
) -> int:
    """Name every problem and every doubt; silent when all is well.

    \b
    Examples:
      customer-cli check
      customer-cli check workshops/2024.yaml --severity warning
      customer-cli check --explain R05
      customer-cli check --json
    """
    from customer_cli.commands import check as commands
    from customer_cli.commands.check_file import Format, Wanted

    if explain is not None:
        return commands.explain(explain, sys.stdout)
    wanted = Wanted(
        today=today(), rules=rule or (), severity=cast("Severity", severity), strict=strict
    )
    chosen = cast("Format", format_of(format, json) or "text")
    return commands.check(
        paths or [], directory, chosen, wanted, out=sys.stdout, err=sys.stderr, here=Path.cwd()
    )


def gaps(
    record: Record = None,
    customer: Annotated[str | None, option("ID", "Only this customer.")] = None,
    as_of: AsOf = None,
    exit_code: Annotated[
        bool, option(None, "Exit 1 while questions are left.", "--exit-code")
    ] = False,
    format: Annotated[str | None, option(TABLES, "How it is written (default: text).")] = None,
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
    from customer_cli.commands.gaps import gaps

    return gaps(
        record, customer=customer, as_of=day(as_of), exit_code=exit_code,
        format=format_of(format, json), output=output, force=force, color=color, team=team,
        workshops=directory, today=today(),
    )  # fmt: skip


def lens(
    named: Annotated[
        str | None, argument("RECORD", "The record; without --compare, a lens to explain.")
    ] = None,
    compare: Annotated[
        tuple[str, str] | None, option("LENS LENS", "The two lenses to compare.")
    ] = None,
    format: Annotated[str | None, option(TABLES, "How it is written (default: text).")] = None,
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
    from customer_cli.commands.lens import lens

    return lens(
        named, compare, format=format_of(format, json), output=output, force=force, color=color,
        team=team, workshops=directory, today=today(),
    )  # fmt: skip


def share(
    record: Record = None,
    lens: Annotated[str | None, option(LENSES, "Judge the facts by another lens.")] = None,
    format: Annotated[str | None, option(PAGES, "How it is written (default: text).")] = None,
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
    from customer_cli.commands.share import share

    return share(
        record, lens=lens, format=format_of(format, json), output=output, force=force,
        color=color, team=team, workshops=directory, today=today(),
    )  # fmt: skip
