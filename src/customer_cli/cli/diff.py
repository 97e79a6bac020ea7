"""The command `diff`: what changed between two records, the primary customer first."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

from customer_cli.cli.options import (
    REPORTS,
    SUBJECTS,
    Color,
    Dir,
    Force,
    Json,
    Output,
    ReportFormat,
    Team,
    allow_one,
    argument,
    option,
)
from customer_cli.cli.output import STANDARD_OUTPUT, Format, choose_destination, deliver, say

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.cli.select import DiffSide
    from customer_cli.diff.change import Change
    from customer_cli.diff.compare import Comparison, Selection, Subject
    from customer_cli.reports.diff import DiffReport
    from customer_cli.workshop.folder import Workshops

Old = Annotated[str | None, argument("RECORD", "The older side (default: the one held before).")]
New = Annotated[str | None, argument("RECORD", "The newer side (default: the newest).")]
Brief = Annotated[bool, option(None, "Only the primary customer and the counts.", "--brief")]
Full = Annotated[bool, option(None, "Free answers too, and customers with no change.", "--full")]
Customer = Annotated[str | None, option("ID", "Only what concerns this customer.")]
Only = Annotated[str | None, option(SUBJECTS, "Only this subject.")]
ExitCode = Annotated[bool, option(None, "Exit 1 where anything differs.", "--exit-code")]


def diff(
    old: Old = None,
    new: New = None,
    brief: Brief = False,
    full: Full = False,
    customer: Customer = None,
    only: Only = None,
    exit_code: ExitCode = False,
    format: ReportFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Tell what changed between two records.

    The primary customer first, then the order, and customer by customer. A record is a label, a file, a revision of git (`HEAD~1`, `REV:path`), or `-` for standard input; `rev:` before a name says that it is a revision. One label is compared with the record held before it, one revision with the file as it is now.

    \b
    Examples:
      customer-cli diff
      customer-cli diff 2023 2024
      customer-cli diff HEAD
      customer-cli diff 2024 --customer teachers
      customer-cli diff 2023 2024 --format markdown -o changes.md
    """
    from customer_cli.cli.select import select_sides
    from customer_cli.workshop.folder import Workshops

    allow_one(brief=brief, full=full)
    to = choose_destination(format, output, REPORTS, json=json, force=force, color=color)
    place = Workshops.find(Path.cwd(), directory)
    before, now = select_sides(place, old, new, team)
    asked = AskedDiff.of(before, now, customer, only, brief=brief, full=full)
    sent = deliver(partial(asked.render, place), to, source=_find_target(output, before, now))
    if sent == "screen" and brief and asked.changes:
        say("next: the same without --brief tells each change")
    return int(exit_code and any(one.kind != "written" for one in asked.changes))


def _find_target(output: str | None, *sides: "DiffSide") -> Path | None:
    """Return the file of the one of *sides* that *output* is, which is never written over."""
    written = Path(output or STANDARD_OUTPUT)
    there = (one.path for one in sides if one.path and written.exists())
    return next((path for path in there if written.samefile(path)), None)


@dataclass(frozen=True, slots=True)
class AskedDiff:
    """The report of a comparison, in any format."""

    both: "Comparison"
    selection: "Selection"
    new: "DiffSide"
    brief: bool
    full: bool

    @classmethod
    def of(
        cls,
        old: "DiffSide",
        new: "DiffSide",
        customer: str | None,
        only: str | None,
        *,
        brief: bool,
        full: bool,
    ) -> "AskedDiff":
        """Return the report of two records, of one *customer* or subject *only* where one is named.

        Raise `WrongUse` for a customer of neither, whichever name they had.
        """
        from customer_cli.cli.select import resolve_customer, say_if_newer
        from customer_cli.diff.compare import Selection, compare
        from customer_cli.diff.side import date_records

        both = compare(*date_records(old.record, new.record, old.label, new.label))
        if customer is not None:
            customers = (both.new.record.customers, both.old.record.customers)
            known = [(key, one.name) for some in customers for key, one in some.items()]
            customer = resolve_customer(known, customer)
        for side in (old, new):
            say_if_newer(side.record)
        return cls(both, Selection(cast("Subject | None", only), customer), new, brief, full)

    @property
    def changes(self) -> "tuple[Change, ...]":
        """The changes that are asked for."""
        from customer_cli.diff.compare import select_changes

        return select_changes(self.both, self.selection)

    def render(self, place: "Workshops", format: Format) -> "RenderableType":
        """Return the report in *format*, with the guides of *place*; `text` is to be drawn."""
        if format == "text":
            from customer_cli.render.diff_text import DifferenceSheet

            return DifferenceSheet(self._report(short=True), brief=self.brief)
        if format == "json":
            from customer_cli.reports.diff import to_json

            return to_json(self.both, self.selection)
        if format == "github":
            from customer_cli.render import pull_request

            return pull_request.render_github(
                self.both, self.selection, self._report(), self.new.locate
            )
        if format == "html":
            from customer_cli.cli.select import find_guide_language
            from customer_cli.render.html import render_html
            from customer_cli.reports.diff import build_diff_page

            language = find_guide_language(self.new.record.guide, place)
            page = build_diff_page(self._report(), brief=self.brief)
            return render_html(replace(page, language=language))
        from customer_cli.render import pull_request

        return pull_request.render_diff_comment(self._report(), brief=self.brief)

    def _report(self, *, short: bool = False) -> "DiffReport":
        from customer_cli.reports.diff import build_diff_report

        return build_diff_report(self.both, self.selection, full=self.full, short=short)
