"""The command `history`: all years of a team side by side, or one customer's story through them."""

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    CHARTS,
    FORMAT_HELP,
    TABLES,
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
from customer_cli.cli.output import Report, choose_destination, deliver, say
from customer_cli.errors import Unreadable, WrongUse, problem_lines

if TYPE_CHECKING:
    from customer_cli.cli.select import TimelineRecords
    from customer_cli.diff.story import Story
    from customer_cli.diff.timeline import Chronicle
    from customer_cli.workshop.folder import Workshops


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
    from customer_cli.cli.select import find_guide_language
    from customer_cli.workshop.folder import Workshops

    among = CHARTS if customer is None else TABLES
    to = choose_destination(format, output, among, json=json, force=force, color=color)
    place = Workshops.find(Path.cwd(), directory)
    found, whole = _read_timeline(place, team, revisions)
    seen = whole if customer is None else _tell_story(place, whole, customer)
    language = partial(find_guide_language, found.editions[-1].record.guide, place)
    sent = deliver(report_history(seen, language).render, to, source=found.source)
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


def report_history(seen: "Chronicle | Story", language: Callable[[], str] = lambda: "en") -> Report:
    """Return all that is said of *seen*, in a *language* that is asked for where it matters."""
    from customer_cli.diff.story import Story
    from customer_cli.reports import history

    if isinstance(seen, Story):
        return Report(
            partial(history.build_story_page, seen), partial(history.build_story_data, seen),
            partial(history.list_story_rows, seen), language=language,
        )  # fmt: skip

    def draw_chart() -> str:
        from customer_cli.render import chart

        return chart.render_chart(seen)

    return Report(
        partial(history.build_history_page, seen), partial(history.build_history_data, seen),
        partial(history.list_history_rows, seen), {"svg": draw_chart}, language,
    )  # fmt: skip


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
