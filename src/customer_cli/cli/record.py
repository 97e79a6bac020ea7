"""The commands that read one record and say something about it."""

import sys
from pathlib import Path
from typing import Annotated, Any, cast

from customer_cli.cli.options import (
    CHECKS,
    FORMATS,
    LENSES,
    Color,
    Dir,
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


def show(
    record: Record = None,
    lens: Annotated[str | None, option(LENSES, "Judge the facts by another lens.")] = None,
    customer: Annotated[str | None, option("ID", "Only this customer, with all evidence.")] = None,
    as_of: Annotated[
        str | None, option("DATE", "Judge evidence as of this day.", "--as-of")
    ] = None,
    format: Annotated[str | None, option(FORMATS, "How it is written (default: text).")] = None,
    json: Json = False,
    output: Output = None,
    force: Annotated[bool, option(None, "Write over a file that is there.", "--force")] = False,
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
        list[Path] | None, argument("[PATH]...", "Records, guides or folders (default: all).")
    ] = None,
    strict: Annotated[bool, option(None, "Any finding is an error.", "--strict")] = False,
    format: Annotated[str | None, option(CHECKS, "How it is written (default: text).")] = None,
    json: Json = False,
    directory: Dir = None,
) -> int:
    """Check that records can be read; silent when all is well.

    \b
    Examples:
      customer-cli check
      customer-cli check workshops/2024.yaml
      customer-cli check --json
      customer-cli check --format github
    """
    from customer_cli.commands.check import check

    return check(
        paths or [], directory, cast("Any", format_of(format, json) or "text"),
        out=sys.stdout, err=sys.stderr, here=Path.cwd(), strict=strict,
    )  # fmt: skip
