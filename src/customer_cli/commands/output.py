"""Where a command's data goes: standard output, or a file that is not there yet."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast, get_args

from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.storage import disk
from customer_cli.text import visible

if TYPE_CHECKING:
    from rich.console import RenderableType

    from customer_cli.ui.console import Color

Format = Literal["text", "json", "csv", "markdown", "mermaid", "html", "github", "svg"]
FORMATS: tuple[Format, ...] = ("text", "json", "csv", "markdown", "mermaid")
"""Those of one record; a command with others names its own."""
ENDINGS: dict[str, Format] = {
    ".txt": "text", ".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown",
    ".mmd": "mermaid", ".mermaid": "mermaid", ".html": "html", ".htm": "html", ".svg": "svg",
}  # fmt: skip
STANDARD_OUTPUT = "-"
WIDTH_OF_A_FILE = 100
"""A text file has no width of its own; this many characters fit a printed page laid across."""

# Without it, the spreadsheet most people have takes UTF-8 for the letters of its own country.
_BOM = "\ufeff"


def format_of(asked: str | None, output: str | None, among: Sequence[Format] = FORMATS) -> Format:
    """Return the format *asked* for, or the one that the ending of *output* chooses.

    Raise `WrongUse` where neither tells, and where it is none of those *among* which to choose.
    """
    found = _format_of(asked, output, among)
    if found not in among:
        raise WrongUse(f"This cannot be written as {found}.", f"There are: {', '.join(among)}.")
    return found


def _format_of(asked: str | None, output: str | None, among: Sequence[Format]) -> Format:
    if asked is not None:
        known = next((name for name in get_args(Format) if name == asked), None)
        if known is None:
            hint = did_you_mean(asked, among) or f"There are: {', '.join(among)}."
            raise WrongUse(f'There is no format "{asked}".', hint)
        return cast("Format", known)
    if output in (None, STANDARD_OUTPUT):
        return "text"
    ending = Path(str(output)).suffix.lower()
    if ending not in ENDINGS:
        offered = [known for known, format in ENDINGS.items() if format in among]
        raise WrongUse(
            f'The ending of "{output}" does not say which format is meant.',
            f"Use one of {' '.join(offered)}, or say --format.",
        )
    return ENDINGS[ending]


def deliver(
    render: Callable[[Format], str],
    drawn: Callable[[], RenderableType],
    format: Format,
    output: str | None,
    *,
    source: Path | None = None,
    force: bool = False,
    color: str = "auto",
) -> Literal["file", "screen", "stream"]:
    """Send what *render* makes in *format* to *output*, or draw it, and say where it went.

    Raise as `save` does.
    """
    if output not in (None, STANDARD_OUTPUT):
        save(render(format), Path(str(output)), format, source=source, force=force)
        return "file"
    if format == "text":
        draw(drawn(), color)
        return "screen"
    send(render(format))
    return "stream"


def draw(drawn: RenderableType, color: str = "auto") -> None:
    """Draw on standard output, as wide as it is."""
    from customer_cli.ui.console import console

    console(sys.stdout, cast("Color", color)).print(drawn)


def page(drawn: RenderableType, width: int = WIDTH_OF_A_FILE) -> str:
    """Return what is *drawn* as text of *width* cells, without colour."""
    from customer_cli.ui.console import console

    paper = io.StringIO()
    console(paper, "never", width).print(drawn)
    return paper.getvalue()


def send(text: str) -> None:
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


def save(
    text: str, output: Path, format: Format, *, source: Path | None = None, force: bool = False
) -> None:
    """Write *text* to the new file *output*, and say so.

    Raise `WrongUse` where there is such a file, unless *force*; it is never the record *source*.
    """
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
    sys.stderr.write(f"Written: {visible(str(output))}\n")
