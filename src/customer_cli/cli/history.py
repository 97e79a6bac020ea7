"""The command `history`: all years of a team side by side, or one customer's story through them."""

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    CHARTS,
    FORMAT_HELP,
    Color,
    Dir,
    Force,
    Json,
    Output,
    Team,
    argument,
    option,
    repeat_place,
)
from customer_cli.cli.output import Format, choose_destination, deliver, say
from customer_cli.errors import Unreadable, WrongUse, problem_lines

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.cli.select import TimelineRecords
    from customer_cli.diff.story import Story
    from customer_cli.diff.timeline import Chronicle
    from customer_cli.workshop.folder import Workshops

FORMATS: tuple[Format, ...] = ("text", "markdown", "json", "csv", "svg")
STORY_FORMATS = FORMATS[:-1]


def history(
    customer: Annotated[
        str | None, argument("ID", "A customer, by any id or name they ever had.")
    ] = None,
    revisions: Annotated[
        str | None, option("[RECORD]", "The commits of one record (default: the newest).")
    ] = None,
    format: Annotated[str | None, option(CHARTS, FORMAT_HELP)] = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Show all years side by side, or one customer's story.

    A customer keeps one line through every name; a split or a merger ends it and begins others. With --revisions a column is a commit, with its author and day in the story.

    \b
    Examples:
      customer-cli history
      customer-cli history teachers
      customer-cli history --format svg -o history.svg
      customer-cli history teachers --format markdown
    """
    from customer_cli.workshop.folder import Workshops

    among = FORMATS if customer is None else STORY_FORMATS
    to = choose_destination(format, output, among, json=json, force=force, color=color)
    place = Workshops.find(Path.cwd(), directory)
    found, whole = _read_timeline(place, team, revisions)
    seen = whole if customer is None else _tell_story(place, whole, customer)
    sent = deliver(partial(render_history, seen), to, source=found.source)
    step = _next_step(whole, customer, revisions, repeat_place(team, directory))
    if sent == "screen" and step:
        say(f"next: {step}")
    return 0


def _read_timeline(
    place: "Workshops", team: str | None, revisions: str | None
) -> "tuple[TimelineRecords, Chronicle]":
    """Return the records of every year, or the versions of one, and the timeline they make.

    What cannot be read as a record is named and left out; raise `Unreadable` where nothing is left.
    """
    from customer_cli.cli.select import read_versions, read_years
    from customer_cli.diff.timeline import chronicle

    versions = None if revisions is None else read_versions(place, revisions, team)
    found = versions or read_years(place, team)
    if found.problems and not found.editions:
        raise Unreadable(found.problems)
    for problem in found.problems:
        for line in problem_lines(problem):
            say(line)
    return found, chronicle(
        found.editions, found.left_out, is_cut=found.is_cut, versions_of=found.versions_of
    )


def _tell_story(place: "Workshops", whole: "Chronicle", asked: str) -> "Story":
    from customer_cli.diff.story import line_of, story

    try:
        return story(whole, line_of(whole, asked))
    except WrongUse as unknown:
        if asked in [edition.label for edition in whole.editions]:
            remedy = f"`{place.command('show', asked)}` shows that record."
            raise WrongUse(unknown.message, remedy) from None
        raise


def render_history(seen: "Chronicle | Story", format: Format) -> "RenderableType":
    """Return *seen* in *format*; as `text` it is something to draw."""
    from customer_cli.diff.story import Story

    if isinstance(seen, Story):
        return _render_story(seen, format)
    if format == "text":
        from customer_cli.reports.history_table import HistoryTable

        return HistoryTable(seen)
    if format == "svg":
        from customer_cli.render import chart

        return chart.render(seen)
    from customer_cli.reports import history

    made = {"json": history.to_json, "csv": history.to_csv, "markdown": history.to_markdown}
    return made[format](seen)


def _render_story(seen: "Story", format: Format) -> "RenderableType":
    if format == "text":
        from customer_cli.reports.story_table import StorySheet

        return StorySheet(seen)
    from customer_cli.reports import story

    made = {"json": story.to_json, "csv": story.to_csv, "markdown": story.to_markdown}
    return made[format](seen)


def _next_step(
    whole: "Chronicle", customer: str | None, revisions: str | None, where: list[str]
) -> str:
    if len(whole.editions) == 1 and revisions is None:
        words = ["customer-cli", "interview", "--from", whole.editions[0].label, *where]
        return f"{shlex.join(words)}   when a year has passed"
    if customer is None and whole.lines:
        words = ["customer-cli", "history", whole.lines[0].newest.id, *where]
        if revisions is not None:
            words += ["--revisions", *([revisions] if revisions else [])]
        return f"{shlex.join(words)}   one customer's story"
    return ""
