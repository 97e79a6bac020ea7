"""Where a command's data goes: standard output, or a file that is not there yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Literal, get_args

from customer_cli.errors import WrongUse, did_you_mean
from customer_cli.storage import disk
from customer_cli.text import visible

Format = Literal["text", "json", "csv", "markdown", "mermaid"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: dict[str, Format] = {
    ".txt": "text", ".json": "json", ".csv": "csv", ".md": "markdown", ".markdown": "markdown",
    ".mmd": "mermaid", ".mermaid": "mermaid",
}  # fmt: skip
STANDARD_OUTPUT = "-"

# Without it, the spreadsheet most people have takes UTF-8 for the letters of its own country.
_BOM = "\ufeff"


def format_of(asked: str | None, output: str | None) -> Format:
    """Return the format *asked* for, or the one that the ending of *output* chooses.

    Raise `WrongUse` where neither tells.
    """
    if asked is not None:
        known = next((name for name in FORMATS if name == asked), None)
        if known is None:
            hint = did_you_mean(asked, FORMATS) or f"There are: {', '.join(FORMATS)}."
            raise WrongUse(f'There is no format "{asked}".', hint)
        return known
    if output in (None, STANDARD_OUTPUT):
        return "text"
    ending = Path(str(output)).suffix.lower()
    if ending not in ENDINGS:
        raise WrongUse(
            f'The ending of "{output}" does not say which format is meant.',
            f"Use one of {' '.join(ENDINGS)}, or say --format.",
        )
    return ENDINGS[ending]


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


def save(text: str, output: Path, format: Format, *, source: Path, force: bool = False) -> None:
    """Write *text* to the new file *output*, and say so.

    Raise `WrongUse` where there is such a file, unless *force*; it is never the record *source*.
    """
    existing = None
    if output.exists():
        if output.samefile(source):
            raise WrongUse(f"{output} is the record itself.", "Choose another name.")
        if not force:
            raise WrongUse(
                f"{output} is there already.", "Choose another name, or remove the file first."
            )
        existing = disk.read(output)[1]
    data = (_BOM + text if format == "csv" else text).encode("utf-8", "backslashreplace")
    disk.save(output, data, existing)
    sys.stderr.write(f"Written: {visible(str(output))}\n")
