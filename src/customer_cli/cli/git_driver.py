"""The two commands that git starts: a record as text, and what changed between two versions of one.

Git starts a driver twice for each file and commit, so it must be up in the time in which git
itself would have drawn the difference: `__main__` comes here before anything else is imported.
Neither ever fails git: where a file is no record the lines of the file stand for it, with a
sentence that says why. Any repository can send any file here, so nothing is taken for granted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError, Unreadable
from customer_cli.storage import disk
from customer_cli.text import visible

if TYPE_CHECKING:
    from customer_cli.record.model import Record
    from customer_cli.yamldoc.reader import Document

NOTHING = os.devnull
NO_FILE = "."
"""What git says for the mode of a file that is not there."""
LARGEST = 4 * disk.LARGEST
"""Bytes of a file whose lines are shown; a larger one is no record anyway."""


def print_text(arguments: Sequence[str]) -> int:
    """Print the record in the file that *arguments* end with as lines, and return 0."""
    path = Path(arguments[-1]) if arguments else Path(NOTHING)
    return _print(lambda: _file_as_lines(path))


def print_diff(arguments: Sequence[str]) -> int:
    """Print what changed, given what git gives an external diff, and return 0.

    Seven words: path, old file, id and mode, new file, id and mode; two more for a renamed file;
    one for a file that is not merged yet.
    """
    return _print(lambda: _diff_with_head(arguments))


def _print(make: Callable[[], str]) -> int:
    try:
        sys.stdout.write(visible(make(), breaks=True))
        sys.stdout.flush()
    except OSError:
        # The reader went away, as a pager does; that is no failure of git's either.
        os.dup2(os.open(NOTHING, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _diff_with_head(arguments: Sequence[str]) -> str:
    if len(arguments) < 7:
        path = arguments[0] if arguments else "no file"
        return f"customer-cli diff  {visible(path)}\nnot merged yet\n"
    path, old, _, mode, new, _, now_mode = arguments[:7]
    now = arguments[7] if len(arguments) > 7 else path
    to = f" -> {visible(now)}" if now != path else ""
    modes = "" if NO_FILE in (mode, now_mode) or mode == now_mode else f"{mode} -> {now_mode}\n"
    return f"customer-cli diff  {visible(path)}{to}\n{modes}{_diff_files(Path(old), Path(new))}\n"


def _diff_files(before: Path, after: Path) -> str:
    if NOTHING in (str(before), str(after)):
        is_new = str(before) == NOTHING
        said, sign = ("a new record", "+") if is_new else ("the record is gone", "-")
        lines = _file_as_lines(after if is_new else before).splitlines()
        return "".join(f"{line}\n" for line in [said, *(f"{sign} {line}" for line in lines)])
    try:
        old, new = _read_file(before), _read_file(after)
        if said := _describe_changes(_shape_record(old), _shape_record(new)):
            return said
        if old.data != new.data:
            return f"What changed is not known to customer-cli.\n{_unified_diff(before, after)}"
    except Exception as error:
        return f"{_explain_error(error)} The lines of the files:\n{_unified_diff(before, after)}"
    return "Nothing changed but how it is written.\n"


def _file_as_lines(path: Path) -> str:
    from customer_cli.reports import record_lines

    try:
        data = disk.read(path)[0]
        return _conflict_as_lines(data, path.name) or record_lines.render_lines(
            _shape_record(_parse(data, path))
        )
    except Exception as error:
        # Whatever it is, git must go on; a bug of ours is named as one.
        return f"{_explain_error(error)} The file as it is:\n{_raw_lines(path)}"


def _conflict_as_lines(data: bytes, name: str) -> str:
    """Return a file with conflicts as lines with conflicts, or nothing where it has none.

    git sets the file beside both sides, which it shows as lines, too.
    """
    if b"<<<<<<<" not in data:
        return ""
    from customer_cli.git import repository
    from customer_cli.reports import record_lines

    if (found := repository.split_conflict(data.decode("utf-8", "replace"))) is None:
        return ""
    try:
        ours, theirs = (
            record_lines.render_lines(_shape_record(_parse(side.encode(), Path(name)))).splitlines()
            for side in (found.ours, found.theirs)
        )
    except CustomerError:
        return ""
    same = ["not merged yet: the sides differ only in how they are written"]
    lines = repository.join_sides(ours, theirs, found.names) if ours != theirs else [*same, *ours]
    return "".join(f"{visible(line)}\n" for line in lines)


def _read_file(path: Path) -> Document:
    return _parse(disk.read(path)[0], path)


def _parse(data: bytes, path: Path) -> Document:
    from customer_cli.yamldoc import reader

    return reader.read(data, path.name)


def _shape_record(document: Document) -> Record:
    from customer_cli.record import documents

    return documents.read_shape(document)


def _describe_changes(old: Record, new: Record) -> str:
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import date_records
    from customer_cli.reports import changes

    text = changes.write_changes(compare(*date_records(old, new)), unchanged="")
    aside = list(_diff_sitting(old, new))
    return text + "".join(f"{line}\n" for line in (["In this sitting:", *aside] if aside else []))


def _diff_sitting(old: Record, new: Record) -> Iterator[str]:
    from collections import Counter

    from customer_cli.reports.record_lines import sitting_lines

    before, after = sitting_lines(old), sitting_lines(new)
    yield from (f"- {line}" for line in (Counter(before) - Counter(after)).elements())
    yield from (f"+ {line}" for line in (Counter(after) - Counter(before)).elements())


def _explain_error(error: Exception) -> str:
    if isinstance(error, Unreadable):
        first = error.problems[0]
        place = f" (line {first.line})" if first.line else ""
        return f"{visible(first.message)}{place}"
    if isinstance(error, CustomerError | OSError):
        return visible(getattr(error, "message", "") or "The file cannot be read.")
    return f"This is a bug in customer-cli ({type(error).__name__})."


def _raw_lines(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError):
        return ""
    if len(data) > LARGEST:
        return f"{_describe_size(path)}\n"
    lines = data.decode("utf-8", "replace").splitlines()
    return "".join(f"{visible(line)}\n" for line in lines)


def _describe_size(path: Path) -> str:
    # Two versions that are not shown must still differ where they differ.
    import hashlib

    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return f"{path.stat().st_size} bytes, which are not shown, sha256 {digest}"


def _unified_diff(before: Path, after: Path) -> str:
    from customer_cli.git.process import run

    try:
        sizes = [path.stat().st_size for path in (before, after)]
        if max(sizes) > LARGEST:
            return f"- {_describe_size(before)}\n+ {_describe_size(after)}\n"
        ended = run("diff", "--no-index", "--no-ext-diff", "--no-textconv", "--no-color", "--text",
                    "--", str(before.absolute()), str(after.absolute()),
                    folder=Path(Path.cwd().anchor))  # fmt: skip
    except (CustomerError, OSError, ValueError) as error:
        return f"{_explain_error(error)}\n"
    lines = ended.out.decode("utf-8", "replace").split("\n")
    first = next((place for place, line in enumerate(lines) if line.startswith("@@")), len(lines))
    return "".join(f"{visible(line)}\n" for line in lines[first:] if line)


DRIVERS = {"git-text": print_text, "git-diff": print_diff}
"""The commands by the first word of the command line."""
