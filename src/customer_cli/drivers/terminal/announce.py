"""The first question, printed plainly while the real screen is still being imported.

It must not import prompt_toolkit, nor anything here that does.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence
from typing import TextIO

from customer_cli.text import visible


def announce(lines: Sequence[str], stream: TextIO) -> int:
    """Print *lines* on *stream* and return how many rows they take.

    Give the number to `TerminalDriver`, which puts its first screen in their place.
    """
    size = shutil.get_terminal_size()
    rows: list[str] = []
    for line in lines:
        rows += textwrap.wrap(visible(line), max(size.columns - 1, 10)) or [""]
    rows = rows[: size.lines - 1]
    stream.write("".join(f"{row}\n" for row in rows))
    stream.flush()
    return len(rows)
