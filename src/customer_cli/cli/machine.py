"""The commands about this machine: schemas, completion, what is set up."""

import sys
from typing import Annotated

import typer

from customer_cli.cli.options import SHELLS, argument


def schema(kind: Annotated[str, argument("record|guide", "What the schema is of.")]) -> int:
    """Print the JSON Schema of a record or guide, for editors.

    \b
    Examples:
      customer-cli schema record
      customer-cli schema guide > guide.schema.json
    """
    from customer_cli.commands.schema import schema

    sys.stdout.write(schema("guide" if kind == "guide" else "record"))
    return 0


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
