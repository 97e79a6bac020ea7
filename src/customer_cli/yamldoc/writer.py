"""New YAML files: pleasant to read, easy to compare in git, the same to every tool.

Block style, lists indented under their key, one entry a line, nothing ever wrapped. Text
with line breaks becomes a `|` block. A text is quoted where YAML 1.1 or 1.2 could take it
for anything else, because other tools read these files too; only a full date stays plain.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from customer_cli.text import FLAG, INVISIBLE, without_flags

Path = tuple[str | int, ...]
"""Keys, and indexes counted from 0, from the top of the file to one of its parts."""

# Words that some version of YAML takes for true, false or nothing, whatever their case.
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
# Numbers in any base, times, months, dates with times, such as 0x1f, 1_000, 1:30, 2026-06.
_NUMBER_LIKE = re.compile(
    r"(?:[0-9][0-9_.,:eE+-]*|0[xXoObB][0-9a-fA-F_]*|[0-9]+-[0-9]+-[0-9]+[tT ]+[0-9].*)\Z"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
# Most of what is written; the rest is looked at in detail.
_SURELY_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 _.;!()'/-]*[A-Za-z0-9_.;!()'/-])?\Z")
_BEGINS_ODDLY = re.compile(r"[-+.?:,\[\]{}#&*!|>'\"%@`=<~\s]")
_BREAKS_OFF = re.compile(r":\s|\s#|[:\s]\Z")
_FLOW_SIGN = re.compile(r"[,\[\]{}:?]")
_ODD = re.compile(f"[\t\n{INVISIBLE}]")
# Editors and git strip blanks at line ends, so such text is not left to a block.
_UNFIT_FOR_BLOCK = re.compile(f"[\t{INVISIBLE}]|[ ](?:\n|\\Z)|\n\n\\Z")
_ESCAPED = re.compile(f'{FLAG}|["\\\\\t\n{INVISIBLE}]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_LONGEST_KEY = 1000
"""Characters of a key that shares a line with its value; YAML looks no further than 1,024."""
_MOST_DIGITS = 18
"""Of a whole number, with its sign; the reader takes a longer one for text."""


def dump(
    data: Mapping[str, Any],
    flow: Callable[[Path], bool] = lambda _path: False,
    notes: Mapping[Path, str] | None = None,
) -> str:
    """Return *data* as YAML that `reader.read` gives back, or raise TypeError or ValueError.

    Lists and mappings for which *flow* says so are written on one line. *notes* become
    comments above the keys and entries at their paths; the one at `()` opens the file.
    A number or a half character that the reader would not give back is a ValueError.
    """
    writer = _Writer(flow, notes or {})
    writer.write_note((), 0)
    if data:
        writer.write_block(data, (), "", 0)
    else:
        writer.lines.append("{}")
    return "\n".join([*writer.lines, ""])


def write_entry(
    value: Any, before: str, path: Path, flow: Callable[[Path], bool], *, blocks: bool = True
) -> list[str]:
    """Return the lines of one entry of a file that is there already.

    *before* is its key with the colon, or its dash, with the indent. Without *blocks*, text with
    line breaks is quoted on one line, where a block would swallow a comment below.
    """
    writer = _Writer(flow, {}, blocks)
    writer.write_entry(value, path, before, len(before) - len(before.lstrip(" ")))
    return writer.lines


def write_inline(value: Any, *, is_flow: bool = True) -> str:
    """Return *value* on one line, collections in brackets; without *is_flow* as in a block."""
    if isinstance(value, str):
        return _scalar(value, is_flow=is_flow)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = str(value)
        if not _NUMBER.match(text) or (isinstance(value, int) and len(text) > _MOST_DIGITS):
            raise ValueError(f"{text} would be read back as text")
        return text
    if isinstance(value, Mapping):
        pairs = []
        for key, item in value.items():
            name = write_key(key, is_flow=True)
            mark = "? " if len(name) > _LONGEST_KEY else ""
            pairs.append(f"{mark}{name}: {write_inline(item)}")
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write_inline, value))}]"
    raise TypeError(f"{type(value).__name__} is not written to YAML")


@lru_cache(maxsize=1024)
def write_key(text: str, *, is_flow: bool = False) -> str:
    """Return *text* as a key; a date is quoted, because it would be a date to other tools."""
    return f'"{text}"' if _DATE.match(text) else _scalar(text, is_flow=is_flow)


@dataclass(slots=True)
class _Writer:
    """The lines written so far, and what is written on one line or with a note."""

    _flow: Callable[[Path], bool]
    _notes: Mapping[Path, str]
    _blocks: bool = True
    lines: list[str] = field(default_factory=list)

    def write_block(
        self, data: Mapping[str, Any] | Sequence[Any], path: Path, lead: str, indent: int
    ) -> None:
        """Write *data* at *indent*, its first line behind *lead*, the dashes of a list or none."""
        lead = lead or " " * indent
        for key, value in data.items() if isinstance(data, Mapping) else enumerate(data):
            here = (*path, key)
            if not path and self.lines and (self._is_block(value, here) or here in self._notes):
                self.lines.append("")
            self.write_note(here, len(lead) - len(lead.lstrip()))
            sign = "-"
            if isinstance(data, Mapping):
                name = write_key(key)
                if len(name) > _LONGEST_KEY:
                    self.lines.append(f"{lead}? {name}")
                    lead, name = " " * indent, ""
                sign = f"{name}:"
            self.write_entry(value, here, f"{lead}{sign}", indent)
            lead = " " * indent

    def write_note(self, path: Path, indent: int) -> None:
        """Write the note at *path*, if there is one, as comment lines."""
        if path in self._notes:
            for line in self._notes[path].split("\n"):
                self.lines.append(f"{' ' * indent}# {_ODD.sub(_escape, line)}".rstrip())

    def write_entry(self, value: Any, path: Path, before: str, indent: int) -> None:
        """Write *value* behind *before*, which ends in the colon of a key or in a dash."""
        if isinstance(value, str):
            is_broken = self._blocks and "\n" in value and value.strip("\n") != ""
            if not is_broken or _UNFIT_FOR_BLOCK.search(without_flags(value)):
                self.lines.append(f"{before} {_scalar(value, is_flow=False)}")
                return
            # Blanks that begin a text would be taken for its indent, unless that is given.
            cut = "" if value.endswith("\n") else "-"
            given = "2" if value.lstrip("\n").startswith(" ") else ""
            self.lines.append(f"{before} |{given}{cut}")
            for line in value.removesuffix("\n").split("\n"):
                self.lines.append(f"{' ' * (indent + 2)}{line}" if line else "")
        elif self._is_block(value, path):
            if before.endswith(":"):
                self.lines.append(before)
                self.write_block(value, path, "", indent + 2)
            else:
                self.write_block(value, path, f"{before} ", indent + 2)
        elif value is None and before.endswith(":"):
            self.lines.append(before)
        else:
            self.lines.append(f"{before} {write_inline(value, is_flow=False)}")

    def _is_block(self, value: Any, path: Path) -> bool:
        return isinstance(value, Mapping | list | tuple) and bool(value) and not self._flow(path)


def _scalar(text: str, *, is_flow: bool) -> str:
    if _SURELY_PLAIN.match(text):
        return text if text.lower() not in _WORDS else f'"{text}"'
    if _is_plain(text, is_flow=is_flow):
        return text
    if ('"' in text or "\\" in text) and not _ODD.search(without_flags(text)):
        return "'" + text.replace("'", "''") + "'"
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _is_plain(text: str, *, is_flow: bool) -> bool:
    if not text or _BEGINS_ODDLY.match(text) or _BREAKS_OFF.search(text):
        return False
    if text.lower() in _WORDS or (is_flow and _FLOW_SIGN.search(text)):
        return False
    if _NUMBER_LIKE.match(text):
        try:
            return _DATE.match(text) is not None and bool(dt.date.fromisoformat(text))
        except ValueError:
            return False
    return text.isprintable() or _ODD.search(without_flags(text)) is None


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if len(character) > 1:
        return character  # a flag
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        raise ValueError("half a character cannot be written")
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
