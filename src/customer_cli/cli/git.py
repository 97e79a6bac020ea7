"""The commands that set up git."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from customer_cli.cli.options import one_of, option

Repo = Annotated[bool, option(None, "In this repository (the default).", "--repo")]
Global = Annotated[bool, option(None, "For all repositories of this person.", "--global")]


def git(context: typer.Context) -> int:
    """Let git diff, log and blame tell records in sentences.

    \b
    Examples:
      customer-cli git status
      customer-cli git install --dry-run
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
    return 0


def install(
    repo: Repo = False,
    everywhere: Global = False,
    dry_run: Annotated[bool, option(None, "Only say what would be written.", "--dry-run")] = False,
) -> int:
    """Write the settings and the attributes, in marked blocks.

    \b
    Examples:
      customer-cli git install --dry-run
    """
    from customer_cli.commands.git import install

    one_of(repo=repo, **{"global": everywhere})
    return install(Path.cwd(), sys.stdout, everywhere=everywhere, dry=dry_run)


def status() -> int:
    """Say what is set up here and what is not.

    \b
    Examples:
      customer-cli git status
    """
    from customer_cli.commands.git import status

    return status(Path.cwd(), sys.stdout)


def uninstall(repo: Repo = False, everywhere: Global = False) -> int:
    """Take both out again, byte for byte.

    \b
    Examples:
      customer-cli git uninstall
    """
    from customer_cli.commands.git import uninstall

    one_of(repo=repo, **{"global": everywhere})
    return uninstall(Path.cwd(), sys.stdout, everywhere=everywhere)


COMMANDS: Mapping[str, Callable[..., int]] = {
    "install": install, "status": status, "uninstall": uninstall,
}  # fmt: skip
"""The commands of the group by name, in the order of its help."""
