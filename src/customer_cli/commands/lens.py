"""Compare two definitions of "customer" on one record, or say what the definitions are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import choose, lens_named, say, say_if_newer
from customer_cli.errors import WrongUse
from customer_cli.record.format import LENSES, LensName

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.analysis.hierarchy import LensComparison

FORMATS: tuple[outputs.Format, ...] = ("text", "json", "csv", "markdown")


def lens(
    named: str | None = None,
    compare: tuple[str, str] | None = None,
    *,
    workshops: Path | None = None,
    today: dt.date,
    team: str | None = None,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
) -> int:
    """Show the record *named* under the two lenses to *compare*, and return 0.

    Without two to compare, tell what the lens *named* derives, or what every lens asks. No
    record is changed. Raise `WrongUse` for an unknown lens or twice the same, and as `show`
    does.
    """
    written = outputs.format_of(format, output, FORMATS)
    if compare is None:
        names = LENSES if named is None else (lens_named(named),)
        sent = outputs.deliver(
            lambda made: _listed(names, made), lambda: _list_drawn(names), written, output,
            force=force, color=color,
        )  # fmt: skip
        if sent == "screen" and named is None:
            say("next: customer-cli lens --compare drucker whose-needs")
        return 0
    from customer_cli.analysis import hierarchy

    one, other = lens_named(compare[0]), lens_named(compare[1])
    if one == other:
        raise WrongUse(f'"{one}" is compared with itself.', "Name two lenses.")
    chosen = choose(named, workshops=workshops, today=today, team=team)
    seen = hierarchy.compare_lenses(
        chosen.record, one, other, as_of=chosen.as_of, label=chosen.entry.label
    )
    say_if_newer(chosen.record)
    outputs.deliver(
        lambda made: rendered(seen, made), lambda: _drawn(seen), written, output,
        source=chosen.entry.path, force=force, color=color,
    )  # fmt: skip
    return 0


def rendered(seen: LensComparison, format: outputs.Format) -> str:
    """Return *seen* in *format*, as it stands in a file."""
    if format == "text":
        return outputs.page(_drawn(seen))
    from customer_cli.render.csv import render_csv
    from customer_cli.render.json import render_report
    from customer_cli.render.markdown import render_markdown
    from customer_cli.reports import lenses

    if format == "json":
        return render_report(lenses.build_lenses_data(seen))
    if format == "csv":
        return render_csv(lenses.list_lenses_rows(seen))
    return render_markdown(lenses.build_lenses_page(seen))


def _listed(names: Sequence[LensName], format: outputs.Format) -> str:
    if format == "text":
        return outputs.page(_list_drawn(names))
    from customer_cli.render.csv import render_csv
    from customer_cli.render.json import render_report
    from customer_cli.render.markdown import render_markdown
    from customer_cli.reports import lenses

    if format == "json":
        return render_report(lenses.build_lens_list_data(names))
    if format == "csv":
        return render_csv(lenses.list_lens_rows(names))
    return render_markdown(lenses.build_lens_list_page(names))


def _drawn(seen: LensComparison) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.lenses import build_lenses_page

    return Screen(build_lenses_page(seen))


def _list_drawn(names: Sequence[LensName]) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.lenses import build_lens_list_page

    return Screen(build_lens_list_page(names))
