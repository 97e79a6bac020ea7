"""The program: a table of its commands, and how one of them is run."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from customer_cli import __version__
from customer_cli.cli.options import ProgramCommand, option
from customer_cli.errors import WrongUse, did_you_mean

if TYPE_CHECKING:
    from customer_cli.workshop.folder import Workshops


@dataclass(frozen=True, slots=True)
class CommandRow:
    """A command as the help of the program lists it; its module is imported when it runs."""

    name: str
    summary: str
    """The first line of the docstring of its function."""
    group: str = ""
    """The command that it stands below, or nothing; both are in one module."""
    function: str = ""
    """The name of its function, where that is another."""

    @property
    def module(self) -> str:
        """The module of the command in this package."""
        return self.group or self.name

    def load(self) -> Callable[..., int]:
        """Import the module and return the function that is the command."""
        module = import_module(f"customer_cli.cli.{self.module}")
        command: Callable[..., int] = getattr(module, self.function or self.name)
        return command


COMMANDS = (
    CommandRow("interview", "Ask the questions of a guide and save what is said."),
    CommandRow("show", "Show who comes first, what they value and who says so."),
    CommandRow("check", "Name every problem and every finding; silent when all is well."),
    CommandRow("diff", "Tell what changed between two records."),
    CommandRow("history", "Show all years side by side, or one customer's story."),
    CommandRow("hear", "Write down one thing heard, in half a minute."),
    CommandRow("voice", "Print one thing a customer said, to open any meeting with."),
    CommandRow("gaps", "Show what is believed beside what was heard."),
    CommandRow("lens", 'Compare two definitions of "customer" on one record.'),
    CommandRow("share", "Print the one sentence to repeat everywhere."),
    CommandRow("demo", "Run a whole workshop from the bundled example."),
    CommandRow("schema", "Print the JSON Schema of a file, or of what a command prints."),
    CommandRow("doctor", "Say what is set up here and what is not."),
    CommandRow("completion", "Print the script that completes commands in your shell."),
    CommandRow("guide", "List, print, check and write guides: what is asked."),
    CommandRow(
        "list", "List the guides: the team's own and those that come along.", "guide", "list_guides"
    ),
    CommandRow("show", "Print a guide as a sheet to hold in the hand.", "guide", "show_guide"),
    CommandRow(
        "check", "Check that guides can be asked; silent when all is well.", "guide", "check_guides"
    ),
    CommandRow("new", "Write a small working guide to change into your own.", "guide", "new_guide"),
    CommandRow("git", "Let git diff, log and blame tell records in sentences."),
    CommandRow("install", "Write the settings and the attributes, in marked blocks.", "git"),
    CommandRow("status", "Say what is set up here and what is not.", "git"),
    CommandRow("uninstall", "Take both out again, byte for byte.", "git"),
)
"""Every command, in the order of the help; a test holds the summaries."""
GROUPS = {row.group for row in COMMANDS if row.group}
MADE_FROM_ALL = "completion"
"""The command whose output names every option of every other."""


class CommandGroup(TyperGroup):
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


def build_program(only: str | None = None) -> typer.Typer:
    """Return the program, with *only* that command imported, or every one where it is None.

    The help of the program needs none of them. To read what every option of every command is
    takes Typer as long as starting Python.
    """
    app = _group("customer-cli", start)
    groups = {"": app}
    for row in COMMANDS:
        is_wanted = only in (None, row.group or row.name)
        function = row.load() if is_wanted else _placeholder(row)
        if row.name in GROUPS and not row.group:
            groups[row.name] = _group(row.name, function)
            app.add_typer(groups[row.name])
        elif not row.group:
            app.command(cls=ProgramCommand)(function)
        elif is_wanted:
            groups[row.group].command(row.name)(function)
    return app


def _group(name: str, function: Callable[..., int]) -> typer.Typer:
    group = typer.Typer(
        name=name,
        cls=CommandGroup,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group.callback()(function)
    return group


def _placeholder(row: CommandRow) -> Callable[[], int]:
    """Return a function with the name and the summary of a command that is not run."""

    def placeholder() -> int:
        raise AssertionError(f"{row.name} was not to be run")

    placeholder.__name__, placeholder.__doc__ = row.name, row.summary
    return placeholder


def run_command(arguments: Sequence[str], program: str) -> int:
    """Run the command in *arguments* and return its exit code, or raise what went wrong."""
    only = next((word for word in arguments if not word.startswith("-")), "")
    app = build_program(None if only == MADE_FROM_ALL else only)
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
        from customer_cli.workshop.folder import Workshops

        sys.stdout.write(f"{context.get_help()}\n")
        sys.stdout.flush()
        sys.stderr.write(f"\nnext: {_next_step(Workshops.find(Path.cwd()))}\n")
    return 0


def _next_step(workshops: "Workshops") -> str:
    """Return what somebody in front of *workshops* most likely wants to do now."""
    if any(workshops.drafts.glob("*.journal")):
        return "customer-cli interview --resume   an interview waits to be finished"
    if len(workshops.teams()) > 1:
        return workshops.command("show", "--team", workshops.teams()[0])
    if workshops.entries():
        return "customer-cli show   or customer-cli interview"
    return "customer-cli demo   or customer-cli interview"
