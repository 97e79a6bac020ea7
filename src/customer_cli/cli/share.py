"""The command `share`: the one sentence to repeat everywhere, with its paragraph and its table."""

from functools import partial
from typing import TYPE_CHECKING

from customer_cli.cli.options import (
    Color,
    Dir,
    Force,
    Json,
    Lens,
    Output,
    PageFormat,
    Record,
    Team,
)
from customer_cli.cli.output import Format, choose_destination, deliver

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.summary import ShareSummary

FORMATS: tuple[Format, ...] = ("text", "json", "markdown")


def share(
    record: Record = None,
    lens: Lens = None,
    format: PageFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Print the one sentence to repeat everywhere.

    With it come a paragraph and a table. The words are the same every time until somebody changes the record.

    \b
    Examples:
      customer-cli share
      customer-cli share 2023 --format markdown
    """
    from customer_cli.analysis.summary import build_summary
    from customer_cli.cli.select import resolve_lens, say_if_newer, select_record

    to = choose_destination(format, output, FORMATS, json=json, force=force, color=color)
    selected = select_record(record, team, directory)
    chosen = resolve_lens(lens) if lens else None
    seen = build_summary(selected.record, lens=chosen, label=selected.entry.label)
    say_if_newer(selected.record)
    deliver(partial(render_share, seen), to, source=selected.entry.path)
    return 0


def render_share(seen: "ShareSummary", format: Format) -> "RenderableType":
    """Return *seen* in *format*; as `text` it is something to draw."""
    if format == "text":
        from customer_cli.reports.share_table import ShareSheet

        return ShareSheet(seen)
    from customer_cli.reports import share

    return share.to_json(seen) if format == "json" else share.to_markdown(seen)
