"""Format and destination of a report: standard output, or a file that is not there yet."""

import io
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from customer_cli.cli.options import FORMATS, merge_formats
from customer_cli.errors import WrongUse, did_you_mean

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.reports.page import Page
    from customer_cli.ui.console import Color

Format = Literal["text", "json", "csv", "markdown", "mermaid", "html", "github", "svg"]
ENDINGS: dict[str, Format] = {
    ".txt": "text", ".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown",
    ".mmd": "mermaid", ".mermaid": "mermaid", ".html": "html", ".htm": "html", ".svg": "svg",
}  # fmt: skip
STANDARD_OUTPUT = "-"
WIDTH_OF_A_FILE = 100
"""A text file has no width of its own; this many characters fit a printed page laid across."""

# Without it, the spreadsheet most people have takes UTF-8 for the letters of its own country.
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Report:
    """All that a command has to say: as a page, as data, as rows, and drawn in other ways."""

    page: "Callable[[], Page]"
    data: Callable[[], Mapping[str, Any]] = dict
    rows: Callable[[], Iterable[Sequence[str]]] = tuple
    others: Mapping[Format, Callable[[], str]] = field(default_factory=dict)
    language: Callable[[], str] = lambda: "en"
    """The language of the words, as far as it is known."""

    def render(self, format: Format) -> "RenderableType":
        """Return what is said in *format*; as `text` it is something to draw."""
        if format == "text":
            from customer_cli.render.text import Screen

            return Screen(self.page())
        if format == "markdown":
            from customer_cli.render.markdown import render_markdown

            return render_markdown(self.page())
        if format == "html":
            from customer_cli.render.html import render_html

            return render_html(replace(self.page(), language=self.language()))
        if format == "json":
            from customer_cli.render.data import render_report

            return render_report(self.data())
        if format == "csv":
            from customer_cli.render.data import render_csv

            return render_csv(self.rows())
        return self.others[format]()


@dataclass(frozen=True, slots=True)
class Destination:
    """The format that a report is written in, and where it goes."""

    format: Format
    output: str | None = None
    """A file; None or `-` is standard output."""
    force: bool = False
    """Whether a file that is there is written over."""
    color: str = "auto"


def choose_destination(
    format: str | None,
    output: str | None,
    among: str = FORMATS,
    *,
    json: bool = False,
    force: bool = False,
    color: str = "auto",
) -> Destination:
    """Return where a report goes that has the formats *among*, as `a|b`, or raise `WrongUse`."""
    chosen = choose_format(merge_formats(format, json), output, among)
    return Destination(chosen, output, force, color)


def choose_format(asked: str | None, output: str | None, among: str = FORMATS) -> Format:
    """Return the format *asked* for, or the one that the ending of *output* chooses.

    Raise `WrongUse` where neither tells, and where it is none of those *among* which to choose.
    """
    offered = among.split("|")
    if asked is not None:
        known = next((name for name in get_args(Format) if name == asked), None)
        if known is None:
            hint = did_you_mean(asked, offered) or f"There are: {', '.join(offered)}."
            raise WrongUse(f'There is no format "{asked}".', hint)
        chosen = cast("Format", known)
    elif output in (None, STANDARD_OUTPUT):
        chosen = "text"
    else:
        ending = Path(str(output)).suffix.lower()
        if ending not in ENDINGS:
            endings = [known for known, format in ENDINGS.items() if format in offered]
            raise WrongUse(
                f'The ending of "{output}" does not say which format is meant.',
                f"Use one of {' '.join(endings)}, or say --format.",
            )
        chosen = ENDINGS[ending]
    if chosen not in offered:
        raise WrongUse(f"This cannot be written as {chosen}.", f"There are: {', '.join(offered)}.")
    return chosen


def deliver(
    render: "Callable[[Format], RenderableType]", to: Destination, *, source: Path | None = None
) -> Literal["file", "screen", "stream"]:
    """Send what *render* makes to its destination, and return where it went.

    Of the format `text` it is something to draw, of every other a string. Raise as `save_file`.
    """
    made = render(to.format)
    if to.output not in (None, STANDARD_OUTPUT):
        text = draw_page(made) if to.format == "text" else str(made)
        save_file(text, Path(str(to.output)), to.format, source=source, force=to.force)
        return "file"
    if to.format == "text":
        draw(made, to.color)
        return "screen"
    write_text(str(made))
    return "stream"


def draw(drawn: "RenderableType", color: str = "auto") -> None:
    """Draw on standard output, as wide as it is."""
    from customer_cli.ui.console import console

    console(sys.stdout, cast("Color", color)).print(drawn)


def draw_page(drawn: "RenderableType", width: int = WIDTH_OF_A_FILE) -> str:
    """Return what is *drawn* as text of *width* cells, without colour."""
    from customer_cli.ui.console import console

    paper = io.StringIO()
    console(paper, "never", width).print(drawn)
    return paper.getvalue()


def write_text(text: str) -> None:
    """Write *text* to standard output as it is, line ends included."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(text)
        return
    # The text layer would turn the line ends of CSV into others on some systems.
    sys.stdout.flush()
    encoding = sys.stdout.encoding or "utf-8"
    binary.write(text.encode(encoding, sys.stdout.errors or "backslashreplace"))
    binary.flush()


def save_file(
    text: str, output: Path, format: Format, *, source: Path | None = None, force: bool = False
) -> None:
    """Write *text* to the new file *output*, and say so.

    Raise `WrongUse` where there is such a file, unless *force*; it is never the record *source*.
    """
    from customer_cli.storage import disk

    existing = None
    if output.exists():
        if source and output.samefile(source):
            raise WrongUse(f"{output} is the record itself.", "Choose another name.")
        if not force:
            raise WrongUse(
                f"{output} is there already.", "Choose another name, or write over it with --force."
            )
        existing = disk.read(output)[1]
    data = (_BOM + text if format == "csv" else text).encode("utf-8", "backslashreplace")
    disk.save(output, data, existing)
    say(f"Written: {output}")


def say(text: str) -> None:
    """Write *text* to standard error, behind what went to standard output."""
    from customer_cli.text import visible

    sys.stdout.flush()
    sys.stderr.write(f"{visible(text)}\n")
