"""Draw the README's picture from what `customer-cli show` really prints.

python scripts/picture.py
"""

from __future__ import annotations

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
WIDTH = 92


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
        console.print(Text.from_ansi(ended.stdout.rstrip("\n")))
        drawn = console.export_svg(title=COMMAND)
    # Rich asks a font server for its typeface; whoever opens a README has not agreed to that.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def words(svg: str) -> list[str]:
    """Return what can be read in *svg*, without how it is drawn."""
    body = re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)
    return re.sub(r"<[^>]*>|&#160;", " ", body).split()


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
