"""The commands about this machine: schemas, completion, what is set up."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from customer_cli.cli.options import (
    REPORTS,
    SCHEMAS,
    SHELLS,
    Dir,
    Json,
    argument,
    format_of,
    option,
)
from customer_cli.errors import WrongUse


def schema(
    kind: Annotated[str, argument(SCHEMAS, "What the schema is of.")],
    write: Annotated[
        bool, option(None, "Put it beside the records, and its line into each.", "--write")
    ] = False,
    dry_run: Annotated[bool, option(None, "Only say what --write would do.", "--dry-run")] = False,
    directory: Dir = None,
) -> int:
    """Print the JSON Schema of a file, or of what a command prints.

    `record` and `guide` are for editors, the others are for programs that read `--json`.

    \b
    Examples:
      customer-cli schema record
      customer-cli schema record --write
      customer-cli schema guide > guide.schema.json
      customer-cli schema show
    """
    if write or dry_run:
        from customer_cli.commands.schema_lines import write as write_lines

        if kind != "record":
            raise WrongUse(
                "Only the schema of a record is put beside the records.",
                f"`customer-cli schema {kind} > {kind}.schema.json` writes the other.",
            )
        return write_lines(directory, Path.cwd(), sys.stderr, dry_run=dry_run)
    from customer_cli.commands.schema import schema

    sys.stdout.write(schema(kind))
    return 0


def doctor(
    format: Annotated[str | None, option(REPORTS, "How it is written (default: text).")] = None,
    json: Json = False,
    directory: Dir = None,
) -> int:
    """Say what is set up here and what is not.

    Nothing is changed and nothing is asked of a network.

    \b
    Examples:
      customer-cli doctor
      customer-cli doctor --json
    """
    from customer_cli.commands.doctor import doctor

    asked = format_of(format, json)
    return doctor(directory, Path.cwd(), sys.stdout, json=asked == "json")


def completion(
    context: typer.Context, shell: Annotated[str, argument(SHELLS, "Your shell.")]
) -> int:
    """Print the script that completes commands in your shell.

    It only prints; which start-up file reads it is yours to say.

    \b
    Examples:
      customer-cli completion bash
      customer-cli completion zsh > _customer_cli
    """
    from customer_cli.cli.tree import tree
    from customer_cli.commands.completion import completion

    return completion(shell, tree(context.find_root().command, None))
