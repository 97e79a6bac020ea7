"""The command `voice`: one thing a customer said, never the same twice in a row.

The last one is remembered beside the records, in the folder of the drafts; where that cannot be
written, it may come again.
"""

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import AsOf, Color, Dir, Json, Team, option, today
from customer_cli.cli.output import draw, say, write_text
from customer_cli.errors import CustomerError

if TYPE_CHECKING:
    from customer_cli.analysis.summary import Quote
    from customer_cli.cli.select import SelectedRecord

MEMORY = "voice"
"""The file that remembers: how many quotes were printed, and which one last."""
LONGEST_MEMORY = 4096
"""Bytes of the memory; whatever is longer was not written by us and is forgotten."""
MOST_COUNTED = 1_000_000
"""Where counting begins anew, so that what is remembered never outgrows its file."""


def voice(
    of: Annotated[str | None, option("ID", "Only from this customer.")] = None,
    plain: Annotated[bool, option(None, "On one line, for a prompt or slide.", "--plain")] = False,
    as_of: AsOf = None,
    json: Json = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Print one thing a customer said, to open any meeting with.

    The primary customer is heard more often, and no voice twice in a row.

    \b
    Examples:
      customer-cli voice
      customer-cli voice --of teachers --plain
    """
    from customer_cli.analysis.summary import collect_quotes, draw_quote
    from customer_cli.cli.select import resolve_customer, say_if_newer, select_record

    found = select_record(None, team, directory, as_of)
    if of is not None:
        customers = found.record.customers.items()
        of = resolve_customer(((key, one.name) for key, one in customers), of)
    say_if_newer(found.record)
    memory = _memory_of(found)
    count, last = _read_memory(memory)
    # The same day and the same memory give the same voice.
    chosen = draw_quote(collect_quotes(found.record, found.as_of, of), f"{today()} {count}", last)
    if chosen is None:
        return _say_nothing_heard(found, of)
    _print_voice(chosen, color, json=json, plain=plain)
    _write_memory(memory, count + 1, chosen.key)
    return 0


def _say_nothing_heard(found: "SelectedRecord", of: str | None) -> int:
    who = found.record.customers[of].name if of else "a customer"
    say(f"Nothing was heard from {who} yet.")
    whose = ["--team", found.entry.team] if found.entry.team else []
    step = found.place.command("hear", of or "CUSTOMER", *whose)
    say(f"hint:  `{step}` writes down what one of them said.")
    return 1


def _print_voice(voice: "Quote", color: str, *, json: bool, plain: bool) -> None:
    from customer_cli.reports import voice as report

    if json:
        from customer_cli.render.data import render_report

        write_text(render_report(report.build_voice_data(voice)))
    elif plain or not sys.stdout.isatty():
        write_text(f"{report.line(voice)}\n")
    else:
        from customer_cli.render.text import Screen

        draw(Screen(report.build_voice_page(voice)), color)


def _memory_of(found: "SelectedRecord") -> Path:
    from customer_cli.storage.disk import PRIVATE_NAME

    team = found.entry.team
    return found.place.folder / PRIVATE_NAME / (f"{MEMORY}-{team}" if team else MEMORY)


def _read_memory(memory: Path) -> tuple[int, str]:
    from customer_cli.storage import disk
    from customer_cli.text import visible

    with contextlib.suppress(CustomerError, ValueError):
        data, _ = disk.read(memory, LONGEST_MEMORY, links=False)
        count, _, last = data.decode().strip().partition(" ")
        return int(count) % MOST_COUNTED, visible(last)
    return 0, ""


def _write_memory(memory: Path, count: int, last: str) -> None:
    from customer_cli.storage import disk

    # To forget which voice was last is no reason to fail a meeting that has heard it.
    with contextlib.suppress(CustomerError, OSError):
        disk.make_private_folder(memory.parent)
        there = disk.read(memory, links=False)[1] if os.path.lexists(memory) else None
        disk.save(memory, f"{count} {last}\n".encode(), there)
