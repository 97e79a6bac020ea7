"""The driver that fits the person who is there, and the first question before it is loaded.

The first question is printed plainly while the real screen is still being imported, so nothing
here may import prompt_toolkit, nor anything that does.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Mapping, Sequence
from typing import Literal, TextIO

from customer_cli.errors import WrongUse
from customer_cli.text import visible

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
