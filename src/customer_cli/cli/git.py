"""The commands that set up git."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from customer_cli.cli.options import Dir, one_of, option

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
    cache: Annotated[
        bool, option(None, "Let git keep the texts, so that git log is quick.", "--cache")
    ] = False,
    dry_run: Annotated[bool, option(None, "Only say what would be written.", "--dry-run")] = False,
    directory: Dir = None,
) -> int:
    """Write the settings and the attributes, in marked blocks.

    With --cache git keeps the text of each version that it was asked for in a commit of its own, refs/notes/textconv/customer-cli, which `git log --all` shows. `git uninstall` removes it, and an upgrade begins it anew.

    \b
    Examples:
      customer-cli git install --dry-run
    """
    from customer_cli.commands.git import install

    one_of(repo=repo, **{"global": everywhere})
    return install(directory, Path.cwd(), sys.stdout, everywhere=everywhere, dry=dry_run,
                   cache=cache)  # fmt: skip


def status(directory: Dir = None) -> int:
    """Say what is set up here and what is not.

    \b
    Examples:
      customer-cli git status
    """
    from customer_cli.commands.git import status

    return status(directory, Path.cwd(), sys.stdout)


def uninstall(repo: Repo = False, everywhere: Global = False, directory: Dir = None) -> int:
    """Take both out again, byte for byte.

    \b
    Examples:
      customer-cli git uninstall
    """
    from customer_cli.commands.git import uninstall

    one_of(repo=repo, **{"global": everywhere})
    return uninstall(directory, Path.cwd(), sys.stdout, everywhere=everywhere)


COMMANDS: Mapping[str, Callable[..., int]] = {
    "install": install, "status": status, "uninstall": uninstall,
}  # fmt: skip
"""The commands of the group by name, in the order of its help."""
