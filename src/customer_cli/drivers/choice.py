"""Which driver can talk to the person who is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TextIO

from customer_cli.errors import WrongUse

Kind = Literal["terminal", "plain"]


def choose(plain: bool, source: TextIO, shown: TextIO, environment: Mapping[str, str]) -> Kind:
    """Return the driver for the streams *source* and *shown*; raise `WrongUse` where none fits.

    The only place that asks whether somebody is there: both streams are terminals, and no
    machine is building something (`CI`). Plain lines are taken from anything, when asked for.
    """
    if plain or environment.get("CUSTOMER_CLI_PLAIN"):
        return "plain"
    if not (source.isatty() and shown.isatty()) or environment.get("CI"):
        raise WrongUse(
            "The interview needs a terminal, or answers.",
            "customer-cli interview --answers FILE takes them from a file (--template prints "
            "one to fill in); --plain reads them line by line.",
        )
    return "plain" if environment.get("TERM", "") in ("", "dumb") else "terminal"
