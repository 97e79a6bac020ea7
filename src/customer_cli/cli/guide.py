"""The commands about guides: what is asked."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from customer_cli.cli.options import (
    PLANS,
    Dir,
    Spoken,
    argument,
    language_of,
    option,
    workshops,
)


def guides(context: typer.Context) -> int:
    """List, print, check and write guides: what is asked.

    \b
    Examples:
      customer-cli guide list
      customer-cli guide show drucker
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return 0


def list_guides(language: Spoken = None, directory: Dir = None) -> int:
    """List the guides: the team's own and those that come along.

    \b
    Examples:
      customer-cli guide list
      customer-cli guide list --language de
    """
    from customer_cli.commands.guide import list_guides

    return list_guides(workshops(directory), sys.stdout, language_of(language))


def show_guide(
    name: Annotated[str, argument("GUIDE", "A guide's name or file.")] = "drucker",
    plan: Annotated[str, option(PLANS, "For how many minutes (default: 60).")] = "60",
    language: Spoken = None,
    directory: Dir = None,
) -> int:
    """Print a guide as a sheet to hold in the hand.

    \b
    Examples:
      customer-cli guide show drucker
      customer-cli guide show drucker --plan 90
    """
    from customer_cli.commands.guide import show_guide

    return show_guide(
        name, workshops(directory), sys.stdout, sys.stderr, plan=plan,
        language=language_of(language),
    )  # fmt: skip


def check_guides(
    paths: Annotated[
        list[Path] | None, argument("[PATH]...", "Guides or folders (default: the team's own).")
    ] = None,
    directory: Dir = None,
) -> int:
    """Check that guides can be asked; silent when all is well.

    \b
    Examples:
      customer-cli guide check
    """
    from customer_cli.commands.guide import check_guides

    return check_guides(paths or [], workshops(directory))


def new_guide(
    name: Annotated[str, argument("NAME", "The new guide's name.")], directory: Dir = None
) -> int:
    """Write a small working guide to change into your own.

    \b
    Examples:
      customer-cli guide new our-own
    """
    from customer_cli.commands.guide import new_guide

    return new_guide(name, workshops(directory), sys.stderr)


COMMANDS: Mapping[str, Callable[..., int]] = {
    "list": list_guides,
    "show": show_guide,
    "check": check_guides,
    "new": new_guide,
}
"""The commands of the group by name, in the order of its help."""
