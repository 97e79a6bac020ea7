"""The program: its commands in the order of the help, and how one of them is run."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from customer_cli import __version__
from customer_cli.cli import git, guide, machine, record, sitting, years
from customer_cli.cli.options import Command, option
from customer_cli.errors import WrongUse, did_you_mean


class Commands(TyperGroup):
    """A group of commands that says which one was meant."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that *args* begin with, or raise `WrongUse`."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            raise WrongUse(
                f'There is no command "{name}".',
                did_you_mean(name, self.commands) or f"`{ctx.command_path} --help` lists them.",
            )
        return super().resolve_command(ctx, args)


def group_of(name: str) -> typer.Typer:
    """Return an empty group of commands."""
    return typer.Typer(
        name=name,
        cls=Commands,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def start(
    context: typer.Context,
    version: Annotated[bool, option(None, "Show the version and exit.", "-V", "--version")] = False,
) -> int:
    """Ask a team who its customer is, show who comes first, and keep it in git.

    \b
    Examples:
      customer-cli demo
      customer-cli show
      customer-cli show --help
    """
    if version:
        typer.echo(f"customer-cli {__version__}")
    elif context.invoked_subcommand is None:
        from customer_cli.commands.start import start

        return start(context.get_help(), Path.cwd())
    return 0


COMMANDS: tuple[Callable[..., int], ...] = (
    sitting.interview, record.show, record.check, years.diff, years.history, sitting.hear,
    sitting.voice, record.gaps, record.lens, record.share, sitting.demo, machine.schema,
    machine.doctor, machine.completion,
)  # fmt: skip
GROUPS: Mapping[str, tuple[Callable[..., int], Mapping[str, Callable[..., int]]]] = {
    "guide": (guide.guides, guide.COMMANDS),
    "git": (git.git, git.COMMANDS),
}


def commands(only: str | None = None) -> typer.Typer:
    """Return the program, whole or as far as the command *only* and a list of all need it.

    To read what every option of every command is takes Typer as long as starting Python.
    """
    app = group_of("customer-cli")
    app.callback()(start)
    for name, (about, below) in GROUPS.items():
        group = group_of(name)
        group.callback()(about)
        app.add_typer(group)
        for one, command in below.items() if only in (None, name) else ():
            group.command(one)(command)
    for command in COMMANDS:
        is_wanted = only in (None, command.__name__)
        app.command(cls=Command)(command if is_wanted else _named(command))
    return app


def _named(command: Callable[..., int]) -> Callable[[], int]:
    """Return the name and the words of *command*, and nothing that it could do."""

    def named() -> int:
        raise AssertionError(f"{command.__name__} was not to be run")

    named.__name__, named.__doc__ = command.__name__, command.__doc__
    return named


def answer(arguments: Sequence[str], program: str) -> int:
    """Run the command in *arguments* and return its exit code, or raise what went wrong."""
    only = next((word for word in arguments if not word.startswith("-")), "")
    # The completion scripts are made from everything there is.
    app = commands(None if only == machine.completion.__name__ else only)
    try:
        with get_command(app).make_context(program, list(arguments)) as context:
            code = context.command.invoke(context)
    except typer.Exit as left:
        return left.exit_code
    except typer.TyperException as wrong:
        raise _wrong_use(wrong) from None
    return code if isinstance(code, int) else 0


def _wrong_use(wrong: Any) -> WrongUse:
    context = getattr(wrong, "ctx", None)
    remedy = f"`{context.command_path} --help` says how it is used." if context else ""
    if hasattr(wrong, "possibilities"):
        message = f'There is no option "{wrong.option_name}".'
        return WrongUse(
            message, did_you_mean(wrong.option_name, wrong.possibilities or ()) or remedy
        )
    return WrongUse(
        wrong.format_message() if hasattr(wrong, "format_message") else str(wrong), remedy
    )
