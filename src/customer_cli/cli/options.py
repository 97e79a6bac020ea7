"""Options and arguments: how they are made, and those that several commands share.

The word that stands for a value in the help (`FILE`, `RECORD`, `csv|json`) is also what an
answer is held against and what completion offers; see `cli/completion.py`.
"""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
import typer.core

from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.record import format

if TYPE_CHECKING:
    from customer_cli.guide.files import Language

LENSES = "|".join(format.LENSES)
SHEETS = "text|markdown|html"
PAGES = f"{SHEETS}|json"
TABLES = f"{PAGES}|csv"
FORMATS = f"{TABLES}|mermaid"
CHARTS = f"{TABLES}|svg"
REPORTS = f"{PAGES}|github"
"""The formats of a command: what a page says, every page format can say."""
CHECKLISTS = "text|json|github"
SEVERITIES = "error|warning|info"
SUBJECTS = "order|values|evidence"
COLORS = "auto|always|never"
PLANS = "quick|60|90"
KINDS = "|".join(format.EVIDENCE_KINDS)
SAYS = "|".join(format.SAYS)
VALUE_KINDS = "|".join(format.VALUE_KINDS)
SCHEMAS = "record|guide|show|check|diff"
SHELLS = "bash|zsh|fish|powershell"
FORMAT_HELP = "How it is written (default: text)."


def _among(parameter: typer.CallbackParam, value: str | None) -> str | None:
    known = str(parameter.metavar).split("|")
    if value is None or value in known:
        return value
    begun = [word for word in known if value and word.startswith(value)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        fits = f'"{value}" fits several: {", ".join(begun)} ({parameter.opts[0]}).'
        raise WrongUse(fits, "Write more of it.")
    none = f'"{value}" is none of {", ".join(known)} ({parameter.opts[0]}).'
    raise WrongUse(none, did_you_mean(value, known))


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


class ProgramCommand(typer.core.TyperCommand):
    """A command whose options in brackets, such as `[RECORD]`, may stand without their value."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read *args*; an option without its value is given an empty one."""
        bare = {
            name for p in self.params if p.param_type_name == "option"
            and str(p.metavar).startswith("[") for name in p.opts
        }  # fmt: skip
        behind = [*args[1:], "--"]
        given = [f"{one}=" if one in bare and after.startswith("-") else one
                 for one, after in zip(args, behind, strict=False)]  # fmt: skip
        return super().parse_args(ctx, given)


def option(metavar: str | None, help: str, *names: str) -> Any:
    """Return an option whose value is held against its *metavar*; None makes it a flag."""
    check: Callable[..., str | None] | None = None
    if metavar is not None:
        check = _among if "|" in metavar else _date if metavar == "DATE" else None
    return typer.Option(*names, metavar=metavar, help=help, callback=check, show_default=False)


def argument(metavar: str, help: str) -> Any:
    """Return an argument whose value is held against its *metavar*."""
    check = _among if "|" in metavar else None
    return typer.Argument(metavar=metavar, help=help, callback=check, show_default=False)


Record = Annotated[str | None, argument("RECORD", "A label or a file (default: the newest).")]
Dir = Annotated[
    Path | None, option("DIR", "The workshops folder itself (default: the nearest).", "--dir")
]
Team = Annotated[str | None, option("TEAM", "Whose record, where there are several teams.")]
Output = Annotated[
    str | None, option("FILE", "Write there; the ending chooses the format.", "-o", "--output")
]
Color = Annotated[str, option(COLORS, "Whether to use colour (default: auto).")]
AsOf = Annotated[str | None, option("DATE", "Judge evidence as of this day.", "--as-of")]
Force = Annotated[bool, option(None, "Write over a file that is there.", "--force")]
Spoken = Annotated[
    str | None,
    option("LANGUAGE", "The language to ask in, such as de (default: LANG).", "--language"),
]
Json = Annotated[bool, option(None, "Short for --format json.", "--json")]
TableFormat = Annotated[str | None, option(TABLES, FORMAT_HELP)]
PageFormat = Annotated[str | None, option(PAGES, FORMAT_HELP)]
ChecklistFormat = Annotated[str | None, option(CHECKLISTS, FORMAT_HELP)]
ReportFormat = Annotated[str | None, option(REPORTS, FORMAT_HELP)]
Lens = Annotated[str | None, option(LENSES, "Judge the facts by another lens.")]


def merge_formats(format: str | None, json: bool) -> str | None:
    """Return the format asked for in either way, or raise `WrongUse` where two are."""
    if json and format not in (None, "json"):
        raise WrongUse(f"--json and --format {format} ask for two formats.", "Leave one out.")
    return "json" if json else format


def allow_one(**asked: bool) -> None:
    """Raise `WrongUse` where more than one of the options *asked* for is there."""
    both = [f"--{name.replace('_', '-')}" for name, is_asked in asked.items() if is_asked]
    if len(both) > 1:
        raise WrongUse(f"{both[0]} and {both[1]} do not go together.", "Leave one out.")


def today() -> dt.date:
    """Return the day on the wall of the room, or the one that CUSTOMER_CLI_TODAY names.

    Raise `WrongUse` where that is no date; empty is as good as not set.

    A page printed for a board, or a session that is written down, stays true with a day of its own.
    """
    if named := os.environ.get("CUSTOMER_CLI_TODAY", "").strip():
        try:
            return dt.date.fromisoformat(named)
        except ValueError:
            raise WrongUse(
                f'CUSTOMER_CLI_TODAY is "{named}", which is no date.',
                "export CUSTOMER_CLI_TODAY=2026-03-14, or unset CUSTOMER_CLI_TODAY",
            ) from None
    # The date on the wall of the room, not in Greenwich.
    return dt.datetime.now().astimezone().date()


def find_language(written: str | None) -> "Language":
    """Return the language that was asked for, or else the machine's."""
    from customer_cli.guide.files import choose_language

    return choose_language(written, os.environ)


def parse_day(written: str | None) -> dt.date | None:
    """Return the day that an option named."""
    return None if written is None else dt.date.fromisoformat(written)


def repeat_place(team: str | None, directory: Path | None) -> list[str]:
    """Return the options that mean the same records again, for a command that is printed."""
    where = ["--team", team] if team else []
    return [*where, "--dir", str(directory)] if directory else where


def find_workshops(directory: Path | None) -> Path:
    """Return the `workshops` folder, as people here write it."""
    from customer_cli.workshop.folder import Workshops

    found = Workshops.find(Path.cwd(), directory)
    return Path(found.display_path(found.folder))
