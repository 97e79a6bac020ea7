"""The terminal at the other end: what it can do, and which driver of an interview fits it.

Imports no prompt_toolkit, and rich only for a console: what is decided here comes before the first
question.
"""

from __future__ import annotations

import os
import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, TextIO

from customer_cli.errors import WrongUse
from customer_cli.text import visible

if TYPE_CHECKING:
    from rich.console import Console


Color = Literal["auto", "always", "never"]

SMALLEST_WIDTH = 20
"""Narrower terminals are drawn to as if they had this width; they fold the lines themselves."""


def console(stream: TextIO, color: Color = "auto", width: int | None = None) -> Console:
    """Return a console that writes to *stream* and takes nothing in the data as markup.

    *color* is what the person asked for; `auto` honours `NO_COLOR` (no colour), `FORCE_COLOR`
    (colour in a pipe, none when it is 0), and `TERM=dumb`, and is plain in a pipe. `never` sends
    no escape sequence at all. A stream that cannot write every character replaces it.
    """
    from rich.console import Console

    styled = _is_styled(stream, color)
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and not (stream.encoding or "utf-8").lower().startswith("utf"):
        reconfigure(errors="replace")
    made = Console(
        file=stream,
        width=width,
        force_terminal=styled,
        color_system="standard" if styled else None,
        no_color=color != "always" and bool(os.environ.get("NO_COLOR")),
        markup=False,
        emoji=False,
        highlight=False,
    )
    if made.width < SMALLEST_WIDTH:
        made.width = SMALLEST_WIDTH
    return made


def _is_styled(stream: TextIO, color: Color) -> bool:
    if color != "auto":
        return color == "always"
    forced = os.environ.get("FORCE_COLOR")
    if forced == "0":
        return False
    if forced and not os.environ.get("NO_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM", "").lower() not in ("dumb", "unknown")


DriverKind = Literal["terminal", "plain"]


def choose_driver(
    plain: bool, source: TextIO, shown: TextIO, environment: Mapping[str, str]
) -> DriverKind:
    """Return the driver for the streams *source* and *shown*; raise `WrongUse` where none fits.

    Plain lines are taken from anything, when asked for.
    """
    if plain or environment.get("CUSTOMER_CLI_PLAIN"):
        return "plain"
    if not is_interactive(source, shown, environment):
        raise WrongUse(
            "The interview needs a terminal, or answers.",
            "customer-cli interview --answers FILE takes them from a file (--template prints "
            "one to fill in); --plain reads them line by line.",
        )
    return "plain" if environment.get("TERM", "") in ("", "dumb") else "terminal"


def is_interactive(source: TextIO, shown: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether there is a person to ask at the streams *source* and *shown*.

    The only place that asks: both are terminals, and no machine is building something (`CI`).
    """
    return source.isatty() and shown.isatty() and not environment.get("CI")


def announce(lines: Sequence[str], stream: TextIO) -> int:
    """Print *lines* on *stream* and return how many rows they take.

    Give the number to `TerminalDriver`, which puts its first screen in their place.
    """
    size = shutil.get_terminal_size()
    rows: list[str] = []
    for line in lines:
        rows += textwrap.wrap(visible(line), max(size.columns - 1, 10)) or [""]
    rows = rows[: size.lines - 1]
    stream.write("".join(f"{row}\n" for row in rows))
    stream.flush()
    return len(rows)
