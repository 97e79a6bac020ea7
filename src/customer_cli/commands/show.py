"""Show who comes first, what they value and who says so."""

from __future__ import annotations

import datetime as dt
import io
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from customer_cli.commands import output as outputs
from customer_cli.errors import CustomerError, WrongUse, did_you_mean
from customer_cli.record import FORMAT, LENSES, LensName, Record
from customer_cli.text import visible
from customer_cli.workshop.store import Entry, Workshops

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.conversation.fields import Data
    from customer_cli.meaning.hierarchy import Hierarchy
    from customer_cli.views.console import Color

WIDTH_OF_A_FILE = 100
"""A text file has no width of its own; this many characters fit a printed page laid across."""


def show(
    record: str | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    lens: str | None = None,
    customer: str | None = None,
    as_of: dt.date | None = None,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
) -> int:
    """Show *record*, a label or a path or nothing for the newest, and return 0.

    A team's newest record is judged as of *today*, any other as of the day it was held, and
    any as of *as_of* where that is given. Raise `WrongUse` for an unknown lens, format or
    customer and for an *output* that is there already, and what reading a record raises.
    """
    chosen = outputs.format_of(format, output)
    place = Workshops.find(Path.cwd(), workshops)
    entry = place.resolve(record, team)
    loaded = place.load(entry, newer_too=True)
    if as_of is None:
        as_of = loaded.record.held
        if record is None or _is_newest(place, entry):
            as_of = max(as_of, today)
    found = judged(
        loaded.record, place, entry.label,
        lens=_lens(lens), as_of=as_of, in_words=chosen in ("text", "markdown"),
    )  # fmt: skip
    if customer is not None:
        found = found.only(_customer_id(found, customer))
    if loaded.record.format > FORMAT:
        _say("A newer version of customer-cli wrote this record; what it added is not shown.")
    if output not in (None, outputs.STANDARD_OUTPUT):
        text = rendered(found, chosen)
        outputs.save(text, Path(str(output)), chosen, source=entry.path, force=force)
    elif chosen == "text":
        on_screen(found, color)
        _say(f"next: {_next_step(found, record, team, workshops)}")
    else:
        outputs.send(rendered(found, chosen))
    return 0


def judged(
    record: Record,
    place: Workshops,
    label: str,
    *,
    lens: LensName | None = None,
    as_of: dt.date | None = None,
    in_words: bool = True,
) -> Hierarchy:
    """Return *record* as its views draw it.

    *in_words* reads the guide, if there are questions that stayed open, for their wording.
    """
    from customer_cli.meaning.hierarchy import hierarchy

    questions = _questions(record, place) if in_words and record.skipped else {}
    return hierarchy(record, lens=lens, as_of=as_of, label=label, questions=questions)


def on_screen(found: Hierarchy, color: str = "auto") -> None:
    """Draw *found* on standard output, as wide as it is."""
    from customer_cli.views.console import console

    console(sys.stdout, cast("Color", color)).print(_drawn(found))


def preview(data: Data, place: Workshops, label: str, width: int) -> str:
    """Return the table of *data* that is not saved yet, or nothing where it is no record yet."""
    from customer_cli.errors import Unreadable
    from customer_cli.reading.canonical import complete_ids
    from customer_cli.reading.documents import validate

    try:
        record = validate(complete_ids(data))
    except Unreadable:
        return ""  # what is missing stands in the review itself
    return _page(judged(record, place, label), width)


def rendered(found: Hierarchy, format: outputs.Format) -> str:
    """Return *found* in *format*, as it stands in a file."""
    if format == "text":
        return _page(found, WIDTH_OF_A_FILE)
    if format == "json":
        from customer_cli.views import json

        return json.render(found)
    if format == "csv":
        from customer_cli.views import csv

        return csv.render(found)
    if format == "markdown":
        from customer_cli.views import markdown

        return markdown.render(found)
    from customer_cli.views import mermaid

    return mermaid.render(found)


def _page(found: Hierarchy, width: int) -> str:
    from customer_cli.views.console import console

    page = io.StringIO()
    console(page, "never", width).print(_drawn(found))
    return page.getvalue()


def _drawn(found: Hierarchy) -> RenderableType:
    if found.about is not None:
        from customer_cli.views.customer import CustomerSheet

        return CustomerSheet(found)
    from customer_cli.views.table import Table

    return Table(found)


def _lens(name: str | None) -> LensName | None:
    known = next((lens for lens in LENSES if lens == name), None)
    if name is not None and known is None:
        hint = did_you_mean(name, LENSES) or f"There are: {', '.join(LENSES)}."
        raise WrongUse(f'There is no lens "{name}".', hint)
    return known


def _customer_id(found: Hierarchy, named: str) -> str:
    ids = {row.id: row.id for row in found.rows}
    names = {row.name: row.id for row in reversed(found.rows)}
    if match := {**names, **ids}.get(named):
        return match
    hint = did_you_mean(named, ids) or (f"There are: {', '.join(ids)}." if ids else "")
    raise WrongUse(f'There is no customer "{named}" in this record.', hint)


def _is_newest(place: Workshops, entry: Entry) -> bool:
    try:
        return place.newest(entry.team or None, readable_only=True).path == entry.path
    except CustomerError:
        return False  # a record from elsewhere, or a folder of several teams


def _questions(record: Record, place: Workshops) -> Mapping[str, str]:
    """Return the wording of each question, where the guide that asked is on this machine."""
    from customer_cli.guides import guide_store

    try:
        guide = guide_store.load(record.guide, place.folder).guide
    except CustomerError:
        return {}
    return {question.id: question.ask for part in guide.sections for question in part.questions}


def _next_step(
    found: Hierarchy, record: str | None, team: str | None, workshops: Path | None
) -> str:
    words = ["customer-cli", "show", *([record] if record else [])]
    words += ["--team", team] if team else []
    words += ["--dir", str(workshops)] if workshops else []
    if found.about is None and found.rows:
        words += ["--customer", found.rows[0].id]
        return f"{shlex.join(words)}   all that is known of them"
    return f"{shlex.join(words)}   the whole hierarchy" if found.rows else "customer-cli interview"


def _say(text: str) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")
