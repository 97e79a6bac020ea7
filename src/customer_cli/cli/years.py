"""The commands that set two or more records of a team beside each other."""

from typing import TYPE_CHECKING, Annotated, cast

from customer_cli.cli.options import (
    CHARTS,
    DIFFERENCES,
    SUBJECTS,
    Color,
    Dir,
    Force,
    Json,
    Output,
    Team,
    argument,
    format_of,
    one_of,
    option,
)

if TYPE_CHECKING:
    from customer_cli.diff.compare import Subject


def diff(
    old: Annotated[
        str | None, argument("RECORD", "The older side (default: the one held before).")
    ] = None,
    new: Annotated[str | None, argument("RECORD", "The newer side (default: the newest).")] = None,
    brief: Annotated[
        bool, option(None, "Only the primary customer and the counts.", "--brief")
    ] = False,
    full: Annotated[
        bool, option(None, "The answers too, and those of whom there is no news.", "--full")
    ] = False,
    customer: Annotated[str | None, option("ID", "Only what concerns this customer.")] = None,
    only: Annotated[str | None, option(SUBJECTS, "Only this subject.")] = None,
    exit_code: Annotated[
        bool, option(None, "Exit 1 where anything differs.", "--exit-code")
    ] = False,
    format: Annotated[str | None, option(DIFFERENCES, "How it is written (default: text).")] = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Tell what changed between two records.

    The primary customer first, then the order, and customer by customer. A record is a label, a file, a revision of git (`HEAD~1`, `REV:path`), or `-` for standard input; `rev:` before a name says that it is a revision. One label is compared with the record held before it, one revision with the file as it is now.

    \b
    Examples:
      customer-cli diff
      customer-cli diff 2023 2024
      customer-cli diff HEAD
      customer-cli diff 2024 --customer teachers
      customer-cli diff 2023 2024 --format markdown -o changes.md
    """
    from customer_cli.commands.diff import diff

    one_of(brief=brief, full=full)
    return diff(
        old, new, brief=brief, full=full, customer=customer, only=cast("Subject | None", only),
        exit_code=exit_code, format=format_of(format, json), output=output, force=force,
        color=color, team=team, workshops=directory,
    )  # fmt: skip


def history(
    customer: Annotated[
        str | None, argument("ID", "A customer, by any id or name they ever had.")
    ] = None,
    revisions: Annotated[
        str | None, option("[RECORD]", "The commits of one record (default: the newest).")
    ] = None,
    format: Annotated[str | None, option(CHARTS, "How it is written (default: text).")] = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Show all years side by side, or one customer's story.

    A customer keeps one line through every name; a split or a merger ends it and begins others. With --revisions a column is a commit, with its author and day in the story.

    \b
    Examples:
      customer-cli history
      customer-cli history teachers
      customer-cli history --format svg -o history.svg
      customer-cli history teachers --format markdown
    """
    from customer_cli.commands.history import history

    return history(
        customer, revisions=revisions, format=format_of(format, json), output=output, force=force,
        color=color, team=team, workshops=directory,
    )  # fmt: skip
