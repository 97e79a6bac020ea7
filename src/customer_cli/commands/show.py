"""Show who comes first, what they value and who says so."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import choose, customer_named, lens_named, say, say_if_newer
from customer_cli.errors import CustomerError
from customer_cli.record.format import LensName
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.hierarchy import Hierarchy
    from customer_cli.record.model import Record
    from customer_cli.record.spec import Data


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
    written = outputs.format_of(format, output)
    chosen = choose(record, workshops=workshops, today=today, team=team, as_of=as_of)
    found = judged(
        chosen.record, chosen.place, chosen.entry.label, lens=lens_named(lens) if lens else None,
        as_of=chosen.as_of, in_words=written in ("text", "markdown"),
    )  # fmt: skip
    if customer is not None:
        found = found.only(customer_named(((row.id, row.name) for row in found.rows), customer))
    say_if_newer(chosen.record)
    sent = outputs.deliver(
        lambda made: rendered(found, made), lambda: _drawn(found), written, output,
        source=chosen.entry.path, force=force, color=color,
    )  # fmt: skip
    if sent == "screen":
        say(f"next: {_next_step(found, record, team, workshops)}")
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
    from customer_cli.analysis.hierarchy import build_hierarchy

    questions = _questions(record, place) if in_words and record.skipped else {}
    return build_hierarchy(record, lens=lens, as_of=as_of, label=label, questions=questions)


def on_screen(found: Hierarchy, color: str = "auto") -> None:
    """Draw *found* on standard output, as wide as it is."""
    outputs.draw(_drawn(found), color)


def preview(data: Data, place: Workshops, path: Path, width: int, today: dt.date) -> str:
    """Return the table of *data* that is not saved at *path* yet, judged on the day *today*.

    Nothing is returned where it is no record yet.
    """
    from customer_cli.errors import Unreadable
    from customer_cli.record.complete import complete_ids
    from customer_cli.record.documents import validate

    try:
        record = validate(complete_ids(data))
    except Unreadable:
        return ""  # what is missing stands in the review itself
    return outputs.page(_drawn(judged_at(record, place, path, today)), width)


def judged_at(record: Record, place: Workshops, path: Path, today: dt.date) -> Hierarchy:
    """Return *record*, the one at *path*, as its views draw it on the day *today*."""
    from customer_cli.workshop import judging

    label = path.relative_to(place.folder).with_suffix("").as_posix()
    return judged(record, place, label, as_of=judging.judge_record(record, path, today).as_of)


def rendered(found: Hierarchy, format: outputs.Format) -> str:
    """Return *found* in *format*, as it stands in a file."""
    if format == "text":
        return outputs.page(_drawn(found))
    if format == "json":
        from customer_cli.render.json import render_report
        from customer_cli.reports.hierarchy import build_hierarchy_data

        return render_report(build_hierarchy_data(found))
    if format == "csv":
        from customer_cli.render.csv import render_csv
        from customer_cli.reports.hierarchy import list_hierarchy_rows

        return render_csv(list_hierarchy_rows(found))
    if format == "markdown":
        from customer_cli.render.markdown import render_markdown
        from customer_cli.reports.hierarchy import build_hierarchy_page

        return render_markdown(build_hierarchy_page(found))
    from customer_cli.render import mermaid

    return mermaid.render(found)


def _drawn(found: Hierarchy) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.hierarchy import build_hierarchy_page

    return Screen(build_hierarchy_page(found))


def _questions(record: Record, place: Workshops) -> Mapping[str, str]:
    """Return the wording of each question, where the guide that asked is on this machine."""
    from customer_cli.guide import files

    try:
        guide = files.load(record.guide, place.folder).guide
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
