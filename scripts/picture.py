"""Draw the README's picture from what `customer-cli show` really prints.

python scripts/picture.py
"""

from __future__ import annotations

import html
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "show.svg"
COMMAND = "customer-cli show --team literacy --as-of 2024-03-21"
WIDTH = 100
BLANK = "\u00a0"
SHOWN = 3
"""Customers in the picture: the room sees all of them, a README the first few."""


def picture() -> str:
    """Return the picture as SVG that refers to nothing outside itself."""
    ended = subprocess.run(
        [sys.executable, "-m", "customer_cli", *COMMAND.split()[1:], "--color", "always"],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": ""},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi("\n".join(_top(ended.stdout.splitlines()))))
        drawn = console.export_svg(title=COMMAND)
    # Rich asks a font server for its typeface; whoever opens a README has not agreed to that.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = re.sub(r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="([\d.]+)"([^>]*)>([^<]*)</text>',
                   _anchored, drawn)  # fmt: skip
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def _top(lines: list[str]) -> list[str]:
    rules = [number for number, line in enumerate(lines) if "───" in line]
    return lines[: rules[SHOWN - 1] + 1]


def _anchored(text: re.Match[str]) -> str:
    # Some viewers drop blanks in front of a word, so each run of words gets its own place.
    before, x, between, length, after, content = text.groups()
    line = html.unescape(content)
    cell = float(length) / max(1, len(line))
    return "".join(
        f'{before}x="{float(x) + run.start() * cell:.1f}"{between}'
        f'textLength="{len(run[0]) * cell:.1f}"{after}>{html.escape(run[0])}</text>'
        for run in re.finditer(f"[^{BLANK}]+(?:{BLANK}[^{BLANK}]+)*", line)
    )


def words(svg: str) -> list[str]:
    """Return what can be read in *svg*, without how it is drawn."""
    body = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", body)).split()


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
