"""Print the one sentence to repeat everywhere, with its paragraph and its table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import choose, lens_named, say_if_newer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.summary import ShareSummary

FORMATS: tuple[outputs.Format, ...] = ("text", "json", "markdown")


def share(
    record: str | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    lens: str | None = None,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
) -> int:
    """Print what there is to repeat about *record*, and return 0.

    *today* chooses nothing: the words are the same whenever they are asked for. Raise as
    `show` does.
    """
    from customer_cli.analysis.summary import build_summary

    written = outputs.format_of(format, output, FORMATS)
    chosen = choose(record, workshops=workshops, today=today, team=team)
    seen = build_summary(
        chosen.record, lens=lens_named(lens) if lens else None, label=chosen.entry.label
    )
    say_if_newer(chosen.record)
    outputs.deliver(
        lambda made: rendered(seen, made), lambda: _drawn(seen), written, output,
        source=chosen.entry.path, force=force, color=color,
    )  # fmt: skip
    return 0


def rendered(seen: ShareSummary, format: outputs.Format) -> str:
    """Return *seen* in *format*, as it stands in a file."""
    if format == "text":
        return outputs.page(_drawn(seen))
    from customer_cli.render.json import render_report
    from customer_cli.render.markdown import render_markdown
    from customer_cli.reports.share import build_share_data, build_share_page

    if format == "json":
        return render_report(build_share_data(seen))
    return render_markdown(build_share_page(seen))


def _drawn(seen: ShareSummary) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.share import build_share_page

    return Screen(build_share_page(seen))
