"""Which driver can talk to the person who is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TextIO

from customer_cli.errors import WrongUse

Kind = Literal["terminal", "plain"]


def choose(plain: bool, source: TextIO, shown: TextIO, environment: Mapping[str, str]) -> Kind:
    """Return the driver for the streams *source* and *shown*; raise `WrongUse` where none fits.

    Plain lines are taken from anything, when asked for.
    """
    if plain or environment.get("CUSTOMER_CLI_PLAIN"):
        return "plain"
    if not somebody_is_there(source, shown, environment):
        raise WrongUse(
            "The interview needs a terminal, or answers.",
            "customer-cli interview --answers FILE takes them from a file (--template prints "
            "one to fill in); --plain reads them line by line.",
        )
    return "plain" if environment.get("TERM", "") in ("", "dumb") else "terminal"


def somebody_is_there(source: TextIO, shown: TextIO, environment: Mapping[str, str]) -> bool:
    """Tell whether there is a person to ask at the streams *source* and *shown*.

    The only place that asks: both are terminals, and no machine is building something (`CI`).
    """
    return source.isatty() and shown.isatty() and not environment.get("CI")
