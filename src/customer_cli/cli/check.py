"""The command `check`: every problem of every file and every finding; silent when all is well."""

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol, TextIO, cast

from customer_cli.cli.options import (
    REPORTS,
    SEVERITIES,
    Dir,
    Force,
    Json,
    Output,
    ReportFormat,
    argument,
    option,
    today,
)
from customer_cli.cli.output import STANDARD_OUTPUT, Report, choose_destination, save_file

if TYPE_CHECKING:
    from customer_cli.cli.check_run import CheckOptions, FileReport, Format
    from customer_cli.record.finding import Severity
    from customer_cli.reports.check import Piece

Paths = Annotated[
    list[Path] | None,
    argument("[PATH]...", "Records by label or file, guides, folders (default: all)."),
]
Rules = Annotated[list[str] | None, option("RULE", "Only this rule; may be repeated.")]
Least = Annotated[str, option(SEVERITIES, "Leave out what weighs less (default: info).")]
Strict = Annotated[bool, option(None, "Any finding is an error.", "--strict")]
Explain = Annotated[str | None, option("RULE", "Explain a rule, or `all` of them.")]


def check(
    paths: Paths = None,
    rule: Rules = None,
    severity: Least = "info",
    strict: Strict = False,
    explain: Explain = None,
    format: ReportFormat = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
    directory: Dir = None,
) -> int:
    """Name every problem and every finding; silent when all is well.

    \b
    Examples:
      customer-cli check
      customer-cli check workshops/2024.yaml --severity warning
      customer-cli check --explain R05
      customer-cli check --json
      customer-cli check -o findings.html
    """
    from customer_cli.cli.check_run import CheckOptions

    if explain is not None:
        return explain_rule(explain, sys.stdout)
    options = CheckOptions(
        today=today(), rules=rule or (), severity=cast("Severity", severity), strict=strict
    )
    to = choose_destination(format, output, REPORTS, json=json, force=force)
    is_file = to.output not in (None, STANDARD_OUTPUT)
    out = io.StringIO() if is_file else sys.stdout
    code = check_files(
        paths or [], directory, cast("Format", to.format), options, out=out, err=sys.stderr,
        here=Path.cwd(),
    )  # fmt: skip
    if isinstance(out, io.StringIO):
        save_file(out.getvalue(), Path(str(to.output)), to.format, force=force)
    return code


def check_files(
    paths: Sequence[Path],
    directory: Path | None,
    format: "Format",
    options: "CheckOptions",
    *,
    out: TextIO,
    err: TextIO,
    here: Path,
    workers: int | None = None,
) -> int:
    """Print what is wrong with the files and folders *paths*, and return the exit code.

    Each is a path or the label of a record. Without any it is the `workshops` folder
    *directory*, or the nearest to *here*. What is printed is the same whatever the number of
    *workers*.
    """
    from customer_cli.cli.check_run import FileChecker, check_all, find_files
    from customer_cli.reports import check as report
    from customer_cli.workshop.folder import Workshops
    from customer_cli.workshop.judging import DatedFiles

    workshops = Workshops.find(here, directory)
    files = find_files(paths, workshops)
    homes = dict.fromkeys(path.parent for path in files.records)
    dated = {home: DatedFiles.of(home) for home in homes}
    checker = FileChecker(options, format, workshops.start, workshops.folder, dated, files.strays)
    with closing(check_all(checker, files, workshops, workers)) as batches:
        progress = Progress(err, len(files.records))
        numbers, code = write_batches(batches, WRITERS[format](out), progress)
    if format == "text" and (count := report.count(numbers)):
        err.write(f"{count}\n")
    return code


def explain_rule(named: str, out: TextIO) -> int:
    """Print the manual page of the rule *named*, or a line for each with `all`; return 0."""
    from customer_cli.lint.registry import RULES, find_rule
    from customer_cli.reports import check as report

    if named.casefold() == "all":
        out.write(report.list_rules(RULES.values()))
    else:
        out.write(report.explained(find_rule(named)))
    return 0


IN_MEMORY = 1024 * 1024
"""Bytes of each weight that wait in memory; what is more waits on the disk."""


class Progress:
    """One line on a terminal that says how far it is, and is gone before anything is written."""

    def __init__(self, stream: TextIO, number: int) -> None:
        self._stream = stream
        self._number = number
        self._shown = 0
        self._is_watched = stream.isatty()

    def at(self, done: int) -> None:
        """Show that *done* files have been checked."""
        if self._is_watched and done < self._number:
            self._write(f"checking {done} of {self._number}")

    def gone(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r{' ' * self._shown}\r{text}")
        self._stream.flush()
        self._shown = len(text)


class CheckWriter(Protocol):
    """A format, while it is being written."""

    def add(self, pieces: "Iterable[Piece]") -> None:
        """Take the report of one file."""

    def end(self) -> None:
        """Write what had to wait for the last file."""


class TextWriter:
    """Problems at once, and then errors, warnings and notes, each kind in the order of the files."""

    def __init__(self, out: TextIO) -> None:
        from customer_cli.lint.registry import SEVERITIES

        self._out = out
        self._waiting: dict[str, Any] = {
            weight: tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed in `end`
                IN_MEMORY, "w+", encoding="utf-8", errors="backslashreplace", newline=""
            )
            for weight in SEVERITIES
        }
        self._begun = False

    def add(self, pieces: "Iterable[Piece]") -> None:
        """Write the problems; everything else waits for its turn."""
        for weight, block in pieces:
            if weight == "problem":
                self._write(block)
            else:
                file = self._waiting[weight]
                # Blocks stand apart; notes, a line each, do not.
                file.write(block if weight == "info" or not file.tell() else f"\n{block}")

    def end(self) -> None:
        """Write what has waited."""
        for file in self._waiting.values():
            file.seek(0)
            if text := file.read(IN_MEMORY):
                self._write(text)
            while text := file.read(IN_MEMORY):
                self._out.write(text)
            file.close()

    def _write(self, block: str) -> None:
        self._out.write(f"\n{block}" if self._begun else block)
        self._begun = True


class JsonWriter:
    """One document at the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._found: Mapping[str, list[Any]] = {"problems": [], "findings": []}

    def add(self, pieces: "Iterable[Piece]") -> None:
        """Keep it for the end."""
        for key, entry in pieces:
            self._found[key].append(entry)

    def end(self) -> None:
        """Write everything."""
        from customer_cli.reports.check import whole_json

        self._out.write(whole_json(**self._found))


class GithubWriter:
    """As many workflow commands of each level as GitHub shows, the heaviest first."""

    def __init__(self, out: TextIO) -> None:
        from customer_cli.reports.check import NOTICES

        self._out = out
        self._shown: Mapping[str, list[str]] = {level: [] for level in NOTICES.values()}
        self._number: Counter[str] = Counter()

    def add(self, pieces: "Iterable[Piece]") -> None:
        """Keep the first of each level, and count the others."""
        from customer_cli.reports.check import MOST_NOTICES

        for level, line in pieces:
            self._number[level] += 1
            if self._number[level] <= MOST_NOTICES:
                self._shown[level].append(line)

    def end(self) -> None:
        """Write them, and how many more there are."""
        from customer_cli.reports.check import MOST_NOTICES, more_notices

        for level, lines in self._shown.items():
            if (more := self._number[level] - MOST_NOTICES) > 0:
                lines[-1] = more_notices(level, more + 1)
            self._out.writelines(lines)


class PageWriter:
    """A page at the end, for Markdown or a browser."""

    def __init__(self, out: TextIO, format: "Literal['markdown', 'html']") -> None:
        self._out = out
        self._format = format
        self._pieces: list[Piece] = []
        self._numbers: Counter[str] = Counter()

    def add(self, pieces: "Iterable[Piece]") -> None:
        """Keep it for the end."""
        for file, row in pieces:
            self._pieces.append((file, row))
            self._numbers[row[1]] += 1

    def end(self) -> None:
        """Write everything."""
        from customer_cli.reports.check import build_check_page

        report = Report(lambda: build_check_page(self._pieces, self._numbers))
        self._out.write(str(report.render(self._format)))


WRITERS: "Mapping[Format, Callable[[TextIO], CheckWriter]]" = {
    "text": TextWriter, "json": JsonWriter, "github": GithubWriter,
    "markdown": lambda out: PageWriter(out, "markdown"),
    "html": lambda out: PageWriter(out, "html"),
}  # fmt: skip


def write_batches(
    batches: "Iterable[list[FileReport]]", writer: CheckWriter, progress: Progress
) -> tuple[Counter[str], int]:
    """Write the reports of all files; return how many findings of each weight, and the exit code."""
    numbers: Counter[str] = Counter()
    code = done = 0
    for batch in batches:
        progress.gone()
        for checked in batch:
            writer.add(checked.pieces)
            numbers.update(checked.numbers)
            code = max(code, checked.exit_code)
        done += len(batch)
        progress.at(done)
    progress.gone()
    writer.end()
    return numbers, code
