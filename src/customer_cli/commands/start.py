"""What is said to somebody who only typed the name: the help, and what to do next here."""

from __future__ import annotations

import sys
from pathlib import Path

from customer_cli.workshop.folder import Workshops


def start(help: str, here: Path) -> int:
    """Print *help* and, beside it, what comes next in the folder *here*; return 0."""
    sys.stdout.write(f"{help}\n")
    sys.stdout.flush()
    sys.stderr.write(f"\nnext: {next_step(Workshops.find(here))}\n")
    return 0


def next_step(workshops: Workshops) -> str:
    """Return what somebody in front of *workshops* most likely wants to do now."""
    if any(workshops.drafts.glob("*.journal")):
        return "customer-cli interview --resume   an interview waits to be finished"
    if len(workshops.teams()) > 1:
        return workshops.command("show", "--team", workshops.teams()[0])
    if workshops.entries():
        return "customer-cli show   or customer-cli interview"
    return "customer-cli demo   or customer-cli interview"
