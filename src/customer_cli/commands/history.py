"""Show all years of a team side by side, or one customer's story through them."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import say
from customer_cli.commands.editions import Found, of_versions, of_years
from customer_cli.diff.story import Story, line_of, story
from customer_cli.diff.timeline import Chronicle, chronicle
from customer_cli.errors import Unreadable, WrongUse, problem_lines
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from rich.console import RenderableType

FORMATS: tuple[outputs.Format, ...] = ("text", "markdown", "json", "csv", "svg")
OF_A_STORY = FORMATS[:-1]


def history(
    customer: str | None = None,
    *,
    workshops: Path | None = None,
    team: str | None = None,
    revisions: str | None = None,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
) -> int:
    """Show every record of a team side by side, or the story of *customer*, and return 0.

    With *revisions*, a label or nothing for the newest, show the versions of that one record in
    git. What cannot be read as a record is named and left out; raise `Unreadable` where nothing
    is left, `WrongUse` for an unknown customer or format, and `NotHere` without records or git.
    """
    written = outputs.format_of(format, output, FORMATS if customer is None else OF_A_STORY)
    place = Workshops.find(Path.cwd(), workshops)
    found = of_years(place, team) if revisions is None else of_versions(place, revisions, team)
    _say_problems(found)
    whole = chronicle(
        found.editions, found.left_out, is_cut=found.is_cut, versions_of=found.versions_of
    )
    told: Chronicle | Story = whole
    if customer is not None:
        told = story(whole, _line_named(place, whole, customer))
    sent = outputs.deliver(
        lambda made: rendered(told, made), lambda: _drawn(told), written, output,
        source=found.source, force=force, color=color,
    )  # fmt: skip
    where = ["--team", team] if team else []
    where += ["--dir", str(workshops)] if workshops else []
    if sent == "screen" and (step := _next_step(whole, customer, revisions, where)):
        say(f"next: {step}")
    return 0


def rendered(told: Chronicle | Story, format: outputs.Format) -> str:
    """Return *told* in *format*, as it stands in a file."""
    if format == "text":
        return outputs.page(_drawn(told))
    if format == "svg" and isinstance(told, Chronicle):
        from customer_cli.render import chart

        return chart.render(told)
    from customer_cli.render.csv import render_csv
    from customer_cli.render.json import render_report
    from customer_cli.render.markdown import render_markdown
    from customer_cli.reports import history

    if isinstance(told, Story):
        if format == "json":
            return render_report(history.build_story_data(told))
        if format == "csv":
            return render_csv(history.list_story_rows(told))
        return render_markdown(history.build_story_page(told))
    if format == "json":
        return render_report(history.build_history_data(told))
    if format == "csv":
        return render_csv(history.list_history_rows(told))
    return render_markdown(history.build_history_page(told))


def _drawn(told: Chronicle | Story) -> RenderableType:
    from customer_cli.render.text import Screen
    from customer_cli.reports.history import build_history_page, build_story_page

    page = build_story_page(told) if isinstance(told, Story) else build_history_page(told)
    return Screen(page)


def _say_problems(found: Found) -> None:
    if found.problems and not found.editions:
        raise Unreadable(found.problems)
    for problem in found.problems:
        for line in problem_lines(problem):
            say(line)


def _line_named(place: Workshops, whole: Chronicle, asked: str) -> int:
    try:
        return line_of(whole, asked)
    except WrongUse as unknown:
        if asked in [edition.label for edition in whole.editions]:
            remedy = f"`{place.command('show', asked)}` shows that record."
            raise WrongUse(unknown.message, remedy) from None
        raise


def _next_step(
    whole: Chronicle, customer: str | None, revisions: str | None, where: list[str]
) -> str:
    if len(whole.editions) == 1 and revisions is None:
        words = ["customer-cli", "interview", "--from", whole.editions[0].label, *where]
        return f"{shlex.join(words)}   when a year has passed"
    if customer is None and whole.lines:
        words = ["customer-cli", "history", whole.lines[0].newest.id, *where]
        words += (
            ["--revisions", *([revisions] if revisions else [])] if revisions is not None else []
        )
        return f"{shlex.join(words)}   one customer's story"
    return ""
