"""The program: its commands in the order of the help, and how one of them is run."""

from collections.abc import Sequence
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


app = group_of("customer-cli")
guides = group_of("guide")
app.add_typer(guides)
in_git = group_of("git")
app.add_typer(in_git)


@app.callback()
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


for command in (
    sitting.interview, record.show, record.check, years.diff, years.history, sitting.hear,
    sitting.voice, record.gaps, record.lens, record.share, sitting.demo, machine.schema,
    machine.doctor, machine.completion,
):  # fmt: skip
    app.command(cls=Command)(command)
guides.callback()(guide.guides)
for name, about_guides in guide.COMMANDS.items():
    guides.command(name)(about_guides)
in_git.callback()(git.git)
for name, about_git in git.COMMANDS.items():
    in_git.command(name)(about_git)


def answer(arguments: Sequence[str], program: str) -> int:
    """Run the command in *arguments* and return its exit code, or raise what went wrong."""
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
