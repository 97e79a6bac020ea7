"""The table of contents: every command with its options, each body one call.

The word that stands for a value in the help (`FILE`, `RECORD`, `csv|json`) is also what an
answer is held against and what completion offers; see `commands/completion.py`.
"""

# No `from __future__ import annotations` here: Typer reads the annotations at every start, and
# evaluating them again from text is a twentieth of the time that `--help` takes.

import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from customer_cli import __version__
from customer_cli.errors import WrongUse, did_you_mean

if TYPE_CHECKING:
    from customer_cli.commands.completion import Command

LENSES = "drucker|hierarchy|everybody|whose-needs|debate"
FORMATS = "text|json|csv|markdown|mermaid"
REPORTS = "text|json"
COLORS = "auto|always|never"
PLANS = "quick|60|90"
SHELLS = "bash|zsh|fish|powershell"


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


def _group(name: str) -> typer.Typer:
    return typer.Typer(
        name=name,
        cls=Commands,
        invoke_without_command=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _among(parameter: typer.CallbackParam, value: str | None) -> str | None:
    known = str(parameter.metavar).split("|")
    if value is not None and value not in known:
        raise WrongUse(
            f'"{value}" is none of {", ".join(known)} ({parameter.opts[0]}).',
            did_you_mean(value, known),
        )
    return value


def _date(parameter: typer.CallbackParam, value: str | None) -> str | None:
    # Checked here and read in the body: Typer has no date without a time.
    try:
        if value is not None:
            dt.date.fromisoformat(value)
    except ValueError:
        raise WrongUse(
            f'"{value}" is no date ({parameter.opts[0]}).',
            "Dates are written year-month-day, such as 2026-03-14.",
        ) from None
    return value


def _option(metavar: str | None, help: str, *names: str) -> Any:
    check: Callable[..., str | None] | None = None
    if metavar is not None:
        check = _among if "|" in metavar else _date if metavar == "DATE" else None
    return typer.Option(*names, metavar=metavar, help=help, callback=check, show_default=False)


def _argument(metavar: str, help: str) -> Any:
    check = _among if "|" in metavar else None
    return typer.Argument(metavar=metavar, help=help, callback=check, show_default=False)


Record = Annotated[str | None, _argument("RECORD", "A label or a file (default: the newest).")]
Dir = Annotated[
    Path | None, _option("DIR", "The workshops folder itself (default: the nearest).", "--dir")
]
Team = Annotated[str | None, _option("TEAM", "Whose record, where there are several teams.")]
Output = Annotated[
    str | None, _option("FILE", "Write there; the ending chooses the format.", "-o", "--output")
]
Color = Annotated[str, _option(COLORS, "Whether to use colour (default: auto).")]
Json = Annotated[bool, _option(None, "Short for --format json.", "--json")]


app = _group("customer-cli")
guide = _group("guide")
app.add_typer(guide)


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


def tree(command: Any, parent: Any) -> "Command":
    """Return *command* and all below it as plain data, for the completion scripts."""
    from customer_cli.commands.completion import Command, Option

    with command.make_context(command.name, [], parent=parent, resilient_parsing=True) as context:
        parameters = command.get_params(context)
        below = tuple(tree(one, context) for one in getattr(command, "commands", {}).values())
    options = tuple(
        Option(tuple(p.opts), "" if p.is_flag else str(p.metavar), p.help or "")
        for p in parameters
        if p.param_type_name == "option"
    )
    taken = [str(p.metavar).strip("[].") for p in parameters if p.param_type_name == "argument"]
    return Command(command.name, command.get_short_help_str(78), options, "".join(taken), below)


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


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[
        bool, _option(None, "Show the version and exit.", "-V", "--version")
    ] = False,
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


@app.command()
def interview(
    guide: Annotated[str | None, _option("GUIDE", "Which questions (default: drucker).")] = None,
    team: Team = None,
    label: Annotated[str | None, _option("LABEL", "The record's name (default: the year).")] = None,
    held: Annotated[str | None, _option("DATE", "The day of the sitting (default: today).")] = None,
    quick: Annotated[bool, _option(None, "Only the short path, ten minutes.", "--quick")] = False,
    plain: Annotated[bool, _option(None, "Plain lines, for screen readers.", "--plain")] = False,
    answers: Annotated[
        str | None, _option("FILE", "Take the answers from a record, or - for stdin.")
    ] = None,
    template: Annotated[bool, _option(None, "Print a file to fill in.", "--template")] = False,
    resume: Annotated[bool, _option(None, "Go on where you stopped.", "--resume")] = False,
    new: Annotated[bool, _option(None, "Begin again; the draft is kept.", "--new")] = False,
    color: Color = "auto",
    directory: Dir = None,
) -> int:
    """Ask the questions of a guide and save what is said.

    Every answer is on disk before the next question; stop whenever you like.

    \b
    Examples:
      customer-cli interview
      customer-cli interview --quick --team "Reading for All"
      customer-cli interview --template > answers.yaml
      customer-cli interview --answers answers.yaml --label 2027
    """
    from customer_cli.commands import interview as commands

    _one_of(resume=resume, new=new, answers=answers is not None, template=template)
    if template:
        sys.stdout.write(commands.template(guide, directory, quick=quick))
        return 0
    wanted = commands.Wanted(
        today=_today(), guide=guide, team=team, label=label, held=_day(held), quick=quick,
        plain=plain, resume=resume, new=new, color=color,
    )  # fmt: skip
    if answers is not None:
        return commands.answers(wanted, directory, answers)
    return commands.interview(wanted, directory)


@app.command()
def show(
    record: Record = None,
    lens: Annotated[str | None, _option(LENSES, "Judge the facts by another lens.")] = None,
    customer: Annotated[str | None, _option("ID", "Only this customer, with all evidence.")] = None,
    as_of: Annotated[
        str | None, _option("DATE", "Judge evidence as of this day.", "--as-of")
    ] = None,
    format: Annotated[str | None, _option(FORMATS, "How it is written (default: text).")] = None,
    json: Json = False,
    output: Output = None,
    force: Annotated[bool, _option(None, "Write over a file that is there.", "--force")] = False,
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
        record, lens=lens, customer=customer, as_of=_day(as_of), format=_format(format, json),
        output=output, force=force, color=color, team=team, workshops=directory, today=_today(),
    )  # fmt: skip


@app.command()
def check(
    paths: Annotated[
        list[Path] | None, _argument("[PATH]...", "Records, guides or folders (default: all).")
    ] = None,
    strict: Annotated[bool, _option(None, "Any finding is an error.", "--strict")] = False,
    format: Annotated[str | None, _option(REPORTS, "How it is written (default: text).")] = None,
    json: Json = False,
    directory: Dir = None,
) -> int:
    """Check that records can be read; silent when all is well.

    \b
    Examples:
      customer-cli check
      customer-cli check workshops/2024.yaml
      customer-cli check --json
    """
    from customer_cli.commands.check import check

    return check(
        paths or [], directory, "json" if _format(format, json) == "json" else "text",
        out=sys.stdout, err=sys.stderr, here=Path.cwd(), strict=strict,
    )  # fmt: skip


@guide.callback()
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


@guide.command("list")
def list_guides(directory: Dir = None) -> int:
    """List the guides: the team's own and those that come along.

    \b
    Examples:
      customer-cli guide list
    """
    from customer_cli.commands.guide import list_guides

    return list_guides(_workshops(directory), sys.stdout)


@guide.command("show")
def show_guide(
    name: Annotated[str, _argument("GUIDE", "A guide's name or file.")] = "drucker",
    plan: Annotated[str, _option(PLANS, "For how many minutes (default: 60).")] = "60",
    directory: Dir = None,
) -> int:
    """Print a guide as a sheet to hold in the hand.

    \b
    Examples:
      customer-cli guide show drucker
      customer-cli guide show drucker --plan 90
    """
    from customer_cli.commands.guide import show_guide

    return show_guide(name, _workshops(directory), sys.stdout, sys.stderr, plan=plan)


@guide.command("check")
def check_guides(
    paths: Annotated[
        list[Path] | None, _argument("[PATH]...", "Guides or folders (default: the team's own).")
    ] = None,
    directory: Dir = None,
) -> int:
    """Check that guides can be asked; silent when all is well.

    \b
    Examples:
      customer-cli guide check
    """
    from customer_cli.commands.guide import check_guides

    return check_guides(paths or [], _workshops(directory))


@guide.command("new")
def new_guide(
    name: Annotated[str, _argument("NAME", "The new guide's name.")], directory: Dir = None
) -> int:
    """Write a small working guide to change into your own.

    \b
    Examples:
      customer-cli guide new our-own
    """
    from customer_cli.commands.guide import new_guide

    return new_guide(name, _workshops(directory), sys.stderr)


@app.command()
def schema(kind: Annotated[str, _argument("record|guide", "What the schema is of.")]) -> int:
    """Print the JSON Schema of a record or guide, for editors.

    \b
    Examples:
      customer-cli schema record
      customer-cli schema guide > guide.schema.json
    """
    from customer_cli.commands.schema import schema

    sys.stdout.write(schema("guide" if kind == "guide" else "record"))
    return 0


@app.command()
def demo(color: Color = "auto") -> int:
    """Run a whole workshop from the bundled example.

    \b
    Examples:
      customer-cli demo
    """
    from customer_cli.commands.demo import demo

    return demo(color)


@app.command()
def completion(
    context: typer.Context, shell: Annotated[str, _argument(SHELLS, "Your shell.")]
) -> int:
    """Print the script that completes commands in your shell.

    It only prints; which start-up file reads it is yours to say.

    \b
    Examples:
      customer-cli completion bash
      customer-cli completion zsh > _customer_cli
    """
    from customer_cli.commands.completion import completion

    return completion(shell, tree(context.find_root().command, None))


def _format(format: str | None, json: bool) -> str | None:
    if json and format not in (None, "json"):
        raise WrongUse(f"--json and --format {format} ask for two formats.", "Leave one out.")
    return "json" if json else format


def _one_of(**asked: bool) -> None:
    both = [f"--{name}" for name, is_asked in asked.items() if is_asked]
    if len(both) > 1:
        raise WrongUse(f"{both[0]} and {both[1]} do not go together.", "Leave one out.")


def _today() -> dt.date:
    # The date on the wall of the room, not in Greenwich.
    return dt.datetime.now().astimezone().date()


def _day(written: str | None) -> dt.date | None:
    return None if written is None else dt.date.fromisoformat(written)


def _workshops(directory: Path | None) -> Path:
    from customer_cli.workshop.store import Workshops

    found = Workshops.find(Path.cwd(), directory)
    return Path(found.named(found.folder))
