"""Tell what changed between two records, the primary customer first."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer_cli.commands import output as outputs
from customer_cli.commands.chosen import customer_named, say, say_if_newer
from customer_cli.errors import CustomerError, NotHere, WrongUse
from customer_cli.storage import disk, folders
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.diff.compare import Comparison, Selection, Subject
    from customer_cli.errors import Problem
    from customer_cli.record.documents import RecordDocument
    from customer_cli.record.model import Record
    from customer_cli.reports.diff import DiffReport
    from customer_cli.workshop.folder import RecordEntry

FORMATS: tuple[outputs.Format, ...] = ("text", "markdown", "json", "html", "github")
STANDARD_INPUT = "-"
FORCED = "rev:"
"""Before a name that is meant as a revision although a record or a file is called so, too."""


@dataclass(frozen=True, slots=True)
class Given:
    """A record as one of the two that are compared, with what it was read from."""

    label: str
    read: RecordDocument
    path: Path | None = None
    """Its file; None where it came from elsewhere."""

    @property
    def record(self) -> Record:
        """The record itself."""
        return self.read.record

    def placed(self, path: tuple[str | int, ...], message: str) -> Problem:
        """Return *message* with the place of *path* in the file, or of the nearest above it."""
        document = self.read.document
        while path and not _is_there(document.data, path):
            path = path[:-1]
        if self.path is None:
            from customer_cli.errors import Problem

            return Problem("", 0, 0, message)
        return document.problem(path, message)


def diff(
    old: str | None = None,
    new: str | None = None,
    *,
    workshops: Path | None = None,
    team: str | None = None,
    customer: str | None = None,
    only: Subject | None = None,
    brief: bool = False,
    full: bool = False,
    exit_code: bool = False,
    format: str | None = None,
    output: str | None = None,
    color: str = "auto",
    force: bool = False,
) -> int:
    """Tell what changed from *old* to *new*, and return 0.

    Each is a label, a file, `-` for standard input, or a revision. One alone is compared with
    the record held before it, none is the newest. With *exit_code* return 1 where anything
    differs of what is asked for. Raise `WrongUse` for what cannot be asked, and what finding
    and reading a record raise.
    """
    from customer_cli.diff.compare import Selection, compare, selected
    from customer_cli.diff.side import sides

    written = outputs.format_of(format, output, FORMATS)
    before, now = _sides(Workshops.find(Path.cwd(), workshops), old, new, team)
    both = compare(*sides(before.record, now.record, before.label, now.label))
    meant = None if customer is None else _customer(both, customer)
    selection = Selection(only, meant)
    for side in (before, now):
        say_if_newer(side.record)
    shown = _Shown(both, selection, now, brief, full)
    sent = outputs.deliver(
        shown.rendered,
        shown.drawn,
        written,
        output,
        source=_in_the_way(output, before, now),
        force=force,
        color=color,
    )
    changes = selected(both, selection)
    if sent == "screen" and brief and changes:
        say("next: the same without --brief tells each change")
    return int(exit_code and any(one.kind != "written" for one in changes))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is told, in any format."""

    both: Comparison
    selection: Selection
    new: Given
    brief: bool
    full: bool

    def rendered(self, format: outputs.Format) -> str:
        """Return what is told in *format*, as it stands in a file."""
        if format == "text":
            return outputs.page(self.drawn())
        if format == "json":
            from customer_cli.reports.diff import to_json

            return to_json(self.both, self.selection)
        if format == "github":
            from customer_cli.render import github

            return github.render(self.both, self.selection, self._report(), self.new.placed)
        if format == "html":
            from customer_cli.render import diff_html

            return diff_html.render(self._report(), brief=self.brief)
        from customer_cli.render import diff_markdown

        return diff_markdown.render(self._report(), brief=self.brief)

    def drawn(self) -> RenderableType:
        """Return what a screen draws."""
        from customer_cli.render.diff_text import DifferenceSheet

        return DifferenceSheet(self._report(short=True), brief=self.brief)

    def _report(self, *, short: bool = False) -> DiffReport:
        from customer_cli.reports.diff import build_diff_report

        return build_diff_report(self.both, self.selection, full=self.full, short=short)


def _in_the_way(output: str | None, *sides: Given) -> Path | None:
    """Return the file of the one of *sides* that *output* is, which is never written over."""
    written = Path(output or STANDARD_INPUT)
    there = (one.path for one in sides if one.path and written.exists())
    return next((path for path in there if written.samefile(path)), None)


def _sides(
    place: Workshops, old: str | None, new: str | None, team: str | None
) -> tuple[Given, Given]:
    if old == new == STANDARD_INPUT:
        raise WrongUse("Standard input can be one side only.", "Name a record for the other.")
    if old is not None and new is not None:
        return _two(place, old, new, team)
    if old == STANDARD_INPUT:
        raise WrongUse("Standard input has no year before it.", "Name the other: diff OLD -")
    if old is not None and (ends := _ends(place, old, team)):
        return _two(place, *ends, team)
    entry = _entry(place, old, team, None)
    if not isinstance(entry, Given):
        return _loaded(place, place.before(entry)), _loaded(place, entry)
    return entry, _loaded(place, place.newest(team))


def _two(place: Workshops, old: str, new: str, team: str | None) -> tuple[Given, Given]:
    """Return both sides; a revision alone means the record that the other side is."""
    beside = _file(place, new, team) or _file(place, old, team)
    return _side(place, old, team, beside), _side(place, new, team, beside)


def _file(place: Workshops, text: str, team: str | None) -> Path | None:
    try:
        return None if _is_forced(text) else place.resolve(text, team).path
    except CustomerError:
        return None


def _ends(place: Workshops, text: str, team: str | None) -> tuple[str, str] | None:
    from customer_cli.commands.revisions import both_ends

    plain = text.removeprefix(FORCED)
    ends = None if _file(place, text, team) else both_ends(plain)
    return (f"{FORCED}{ends[0]}", f"{FORCED}{ends[1]}") if ends else None


def _side(place: Workshops, text: str, team: str | None, beside: Path | None) -> Given:
    if text == STANDARD_INPUT:
        return _read("standard input", sys.stdin.buffer.read(disk.LARGEST + 1))
    found = _entry(place, text, team, beside)
    return found if isinstance(found, Given) else _loaded(place, found)


def _entry(
    place: Workshops, text: str | None, team: str | None, beside: Path | None
) -> RecordEntry | Given:
    """Return the record that *text* names: a label before a file before a revision."""
    if text is not None and _is_forced(text):
        return _at_revision(place, text.removeprefix(FORCED), team, beside, None)
    place.entries(team)  # an unknown team is no revision
    try:
        return place.resolve(text, team)
    except NotHere as missing:
        if not text:
            raise
        return _at_revision(place, text, team, beside, None if _is_gits(text) else missing)


def _is_gits(text: str) -> bool:
    """Tell whether only git would write *text*: `HEAD~3`, `v1^`, `main@{yesterday}`."""
    return any(sign in text for sign in ("~", "^", "@{"))


def _is_forced(text: str) -> bool:
    return text.startswith(FORCED)


def _at_revision(
    place: Workshops, text: str, team: str | None, beside: Path | None, missing: NotHere | None
) -> Given:
    """Return the record at the revision *text*; *missing* is raised where it names none."""
    from customer_cli.commands.revisions import at_revision

    file = beside
    if file is None and ":" not in text:
        file = place.newest(team).path
    found = at_revision(text, file, place, must=missing is None)
    if found is None:
        raise missing or NotHere(f'There is no revision "{text}" here.')
    return _read(*found)


def _read(name: str, data: bytes) -> Given:
    from customer_cli.record.documents import read_record

    return Given(name, read_record(data, name, newer_too=True))


def _loaded(place: Workshops, entry: RecordEntry) -> Given:
    from customer_cli.record.documents import read_record

    data, _ = folders.read(entry.path, place.folder)
    read = read_record(data, place.display_path(entry.path), newer_too=True)
    return Given(entry.label, read, entry.path)


def _customer(both: Comparison, named: str) -> str:
    """Return the id of the customer *named* in either record, whichever name they had."""
    both_years = (both.new.record.customers, both.old.record.customers)
    known = [(key, one.name) for customers in both_years for key, one in customers.items()]
    return customer_named(known, named)


def _is_there(data: object, path: tuple[str | int, ...]) -> bool:
    for key in path:
        known: Any = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(known, dict) or key not in known:
            return False
        data = known[key]
    return True
