"""The command `show`: who comes first, what they value and who says so."""

import datetime as dt
import shlex
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    FORMAT_HELP,
    FORMATS,
    AsOf,
    Color,
    Dir,
    Force,
    Json,
    Lens,
    Output,
    Record,
    Team,
    option,
    repeat_place,
)
from customer_cli.cli.output import Report, choose_destination, deliver, draw, draw_page, say
from customer_cli.errors import CustomerError

if TYPE_CHECKING:
    from customer_cli.analysis.hierarchy import Hierarchy
    from customer_cli.record.format import LensName
    from customer_cli.record.model import Record as RecordModel
    from customer_cli.record.spec import Data
    from customer_cli.workshop.folder import Workshops


def show(
    record: Record = None,
    lens: Lens = None,
    customer: Annotated[str | None, option("ID", "Only this customer, with all evidence.")] = None,
    as_of: AsOf = None,
    format: Annotated[str | None, option(FORMATS, FORMAT_HELP)] = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Show who comes first, what they value and who says so.

    \b
    Examples:
      customer-cli show
      customer-cli show 2024 --lens hierarchy
      customer-cli show --customer teachers
      customer-cli show --format markdown -o customers.md
    """
    from customer_cli.cli.select import resolve_customer, resolve_lens, say_if_newer, select_record

    to = choose_destination(format, output, json=json, force=force, color=color)
    selected = select_record(record, team, directory, as_of)
    found = rank_record(
        selected.record, selected.place, selected.entry.label,
        lens=resolve_lens(lens) if lens else None, as_of=selected.as_of,
        in_words=to.format in ("text", "markdown", "html"),
    )  # fmt: skip
    if customer is not None:
        found = found.only(resolve_customer(((row.id, row.name) for row in found.rows), customer))
    say_if_newer(selected.record)
    report = report_hierarchy(found, selected.find_language)
    if deliver(report.render, to, source=selected.entry.path) == "screen":
        say(f"next: {_next_step(found, record, repeat_place(team, directory))}")
    return 0


def rank_record(
    record: "RecordModel",
    place: "Workshops",
    label: str,
    *,
    lens: "LensName | None" = None,
    as_of: dt.date | None = None,
    in_words: bool = True,
) -> "Hierarchy":
    """Return *record*, ranked and judged, ready to report.

    *in_words* reads the guide, if there are questions that stayed open, for their wording.
    """
    from customer_cli.analysis.hierarchy import build_hierarchy

    questions = _read_questions(record, place) if in_words and record.skipped else {}
    return build_hierarchy(record, lens=lens, as_of=as_of, label=label, questions=questions)


def rank_record_at(
    record: "RecordModel", place: "Workshops", path: Path, today: dt.date
) -> "Hierarchy":
    """Return *record*, the one at *path*, ranked and judged on the day *today*."""
    from customer_cli.workshop import judging

    label = path.relative_to(place.folder).with_suffix("").as_posix()
    return rank_record(record, place, label, as_of=judging.judge_record(record, path, today).as_of)


def draw_hierarchy(found: "Hierarchy", color: str = "auto") -> None:
    """Draw *found* on standard output, as wide as it is."""
    draw(report_hierarchy(found).render("text"), color)


def preview_record(data: "Data", place: "Workshops", path: Path, width: int, today: dt.date) -> str:
    """Return the table of *data* that is not saved at *path* yet, judged on the day *today*.

    Nothing is returned where it is no record yet.
    """
    from customer_cli.errors import Unreadable
    from customer_cli.record.documents import validate
    from customer_cli.record.references import complete_ids

    try:
        record = validate(complete_ids(data))
    except Unreadable:
        return ""  # what is missing stands in the review itself
    report = report_hierarchy(rank_record_at(record, place, path, today))
    return draw_page(report.render("text"), width)


def report_hierarchy(found: "Hierarchy", language: Callable[[], str] = lambda: "en") -> Report:
    """Return all that is said of *found*, in a *language* that is asked for where it matters."""
    from customer_cli.reports import hierarchy

    def draw_flowchart() -> str:
        from customer_cli.render import chart

        return chart.render_mermaid(found)

    return Report(
        partial(hierarchy.build_hierarchy_page, found),
        partial(hierarchy.build_hierarchy_data, found),
        partial(hierarchy.list_hierarchy_rows, found),
        {"mermaid": draw_flowchart},
        language,
    )


def _read_questions(record: "RecordModel", place: "Workshops") -> Mapping[str, str]:
    """Return the wording of each question, where the guide that asked is on this machine."""
    from customer_cli.guide import files

    try:
        guide = files.load_guide(record.guide, place.folder).guide
    except CustomerError:
        return {}
    return {question.id: question.ask for part in guide.sections for question in part.questions}


def _next_step(found: "Hierarchy", record: str | None, where: list[str]) -> str:
    words = ["customer-cli", "show", *([record] if record else []), *where]
    if found.about is None and found.rows:
        words += ["--customer", found.rows[0].id]
        return f"{shlex.join(words)}   all that is known of them"
    return f"{shlex.join(words)}   the whole hierarchy" if found.rows else "customer-cli interview"
