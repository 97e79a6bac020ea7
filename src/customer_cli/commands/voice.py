"""Print one thing a customer said, never the same twice in a row.

Which one was told last is remembered beside the records, where drafts are; a folder that cannot
be written to only means that it may come again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from pathlib import Path

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import choose, customer_named, say, say_if_newer
from customer_cli.errors import CustomerError
from customer_cli.storage import disk
from customer_cli.text import visible
from customer_cli.workshop.folder import Workshops

MEMORY = "voice"
"""The file that remembers: how often a voice was told, and which one last."""
LONGEST_MEMORY = 4096
"""Bytes of the memory; whatever is longer was not written by us and is forgotten."""
MOST_TOLD = 1_000_000
"""Where counting begins anew, so that what is remembered never outgrows its file."""


def voice(
    of: str | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    as_of: dt.date | None = None,
    plain: bool = False,
    json: bool = False,
    color: str = "auto",
) -> int:
    """Print a voice from the newest record, of the customer *of* alone if one is named; return 0.

    Return 1 where nothing was heard. The same day and the same memory give the same voice.
    Raise what finding and reading a record raise, and `WrongUse` for an unknown customer.
    """
    from customer_cli.analysis.summary import collect_quotes, draw_quote
    from customer_cli.reports import voice as view

    chosen = choose(workshops=workshops, today=today, team=team, as_of=as_of)
    customers = chosen.record.customers
    if of is not None:
        of = customer_named(((key, one.name) for key, one in customers.items()), of)
    say_if_newer(chosen.record)
    memory = _memory(chosen.place, chosen.entry.team)
    told, last = _remembered(memory)
    found = draw_quote(collect_quotes(chosen.record, chosen.as_of, of), f"{today} {told}", last)
    if found is None:
        who = customers[of].name if of else "a customer"
        say(f"Nothing was heard from {who} yet.")
        whose = ["--team", chosen.entry.team] if chosen.entry.team else []
        step = chosen.place.command("hear", of or "CUSTOMER", *whose)
        say(f"hint:  `{step}` writes down what one of them said.")
        return 1
    if json:
        from customer_cli.render.json import render_report

        outputs.send(render_report(view.build_voice_data(found)))
    elif plain or not sys.stdout.isatty():
        outputs.send(f"{view.line(found)}\n")
    else:
        words, origin = view.parts(found)
        _draw(words, origin, color)
    _remember(memory, told + 1, found.key)
    return 0


def _draw(words: str, origin: str, color: str) -> None:
    from customer_cli.render.text import Screen
    from customer_cli.reports.page import Page, Span, paragraph, section

    page = Page("A voice", (section("", paragraph(Span(words, "strong")), paragraph(origin)),))
    outputs.draw(Screen(page), color)


def _memory(place: Workshops, team: str) -> Path:
    return place.folder / disk.PRIVATE_NAME / (f"{MEMORY}-{team}" if team else MEMORY)


def _remembered(memory: Path) -> tuple[int, str]:
    with contextlib.suppress(CustomerError, ValueError):
        data, _ = disk.read(memory, LONGEST_MEMORY, links=False)
        told, _, last = data.decode().strip().partition(" ")
        return int(told) % MOST_TOLD, visible(last)
    return 0, ""


def _remember(memory: Path, told: int, last: str) -> None:
    # To forget which voice was last is no reason to fail a meeting that has heard it.
    with contextlib.suppress(CustomerError, OSError):
        disk.make_private_folder(memory.parent)
        there = disk.read(memory, links=False)[1] if os.path.lexists(memory) else None
        disk.save(memory, f"{told} {last}\n".encode(), there)
