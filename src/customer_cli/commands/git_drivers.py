"""What git asks for: a record as text, and what changed between two versions of one.

Neither ever fails git: where a file is no record the lines of the file stand for it, with a
sentence that says why. Any repository can send any file here, so nothing is taken for granted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError, Unreadable
from customer_cli.storage import disk
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record import Record

NOTHING = os.devnull
_HELPER = "git-difftool--helper"
MOST_LINES = 20_000
"""Of a file that is no record; a longer one is not worth comparing in Python."""


def text(arguments: Sequence[str]) -> int:
    """Print the record in the file that *arguments* end with as lines, and return 0."""
    path = Path(arguments[-1]) if arguments else Path(NOTHING)
    try:
        _write(_lines_of(_record(path)))
    except (CustomerError, OSError, RecursionError):
        _write(_raw(path))
    return 0


def diff(arguments: Sequence[str]) -> int:
    """Print what changed, given what git gives an external diff, and return 0.

    Seven words: path, old file, id and mode, new file, id and mode; two more for a renamed file;
    one for a file that is not merged yet.
    """
    if os.environ.get("GIT_EXTERNAL_DIFF") == _HELPER:
        # `git difftool` works through the same door; the person asked for their own tool.
        os.execvp("git", ["git", "difftool--helper", *arguments])  # noqa: S606, S607
    if len(arguments) < 7:
        _write(f"{arguments[0] if arguments else ''}: not merged yet\n")
        return 0
    path, old, _, _, new, *_ = arguments
    now = arguments[7] if len(arguments) > 7 else path
    before, after = Path(old), Path(new)
    _write(f"customer-cli diff  {path}{f' -> {now}' if now != path else ''}\n")
    _write(f"{_told(before, after)}\n")
    return 0


def _told(before: Path, after: Path) -> str:
    if str(before) == NOTHING or str(after) == NOTHING:
        is_new = str(before) == NOTHING
        there = after if is_new else before
        said = "a new record" if is_new else "the record is gone"
        try:
            return f"{said}\n{_marked(_lines_of(_record(there)), '+' if is_new else '-')}"
        except (CustomerError, OSError, RecursionError):
            return f"{said}\n{_marked(_raw(there), '+' if is_new else '-')}"
    try:
        return _changes(_record(before), _record(after))
    except Unreadable as unreadable:
        reason = unreadable.problems[0].message
        return f"{reason} The lines of the files:\n{''.join(_unified(before, after))}"
    except (CustomerError, OSError, RecursionError) as refused:
        return f"{refused} The lines of the files:\n{''.join(_unified(before, after))}"


def _record(path: Path) -> Record:
    from customer_cli.reading import plain
    from customer_cli.yamldoc import yamlread

    return plain.record(yamlread.read(disk.read(path)[0], path.name))


def _lines_of(record: Record) -> str:
    from customer_cli.views import record_lines

    return record_lines.render(record)


def _changes(old: Record, new: Record) -> str:
    from customer_cli.changes.comparison import compare
    from customer_cli.changes.side import sides
    from customer_cli.views import change_lines

    return change_lines.render(compare(*sides(old, new)))


def _raw(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError:
        return ""
    lines = data.decode("utf-8", "replace").splitlines()[:MOST_LINES]
    return "".join(f"{visible(line)}\n" for line in lines)


def _marked(text: str, sign: str) -> str:
    return "".join(f"{sign} {line}\n" for line in text.splitlines())


def _unified(before: Path, after: Path) -> Iterator[str]:
    import difflib

    old, new = _raw(before).splitlines(), _raw(after).splitlines()
    for line in difflib.unified_diff(old, new, lineterm="", n=3):
        yield f"{line}\n"


def _write(told: str) -> None:
    sys.stdout.write(visible(told, breaks=True))
