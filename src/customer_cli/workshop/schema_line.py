"""The first line of a record that tells an editor where its schema is.

The schema lies once in the `workshops` folder, for the records of every team. The path in the
line is relative, so that it holds in every clone.
"""

from __future__ import annotations

from pathlib import Path

from customer_cli.errors import CustomerError
from customer_cli.storage import disk

SCHEMA = "record.schema.json"
"""The name of the schema; no record, because records end in `.yaml`."""
TITLE = "customer-cli record"
"""What the schema calls itself, by which it is known to be ours."""
MARK = b"# yaml-language-server: $schema="
_BOM = b"\xef\xbb\xbf"


def line(record: Path, schema: Path) -> bytes:
    """Return the line of *record* for *schema*, which lies in its folder or the one above."""
    name = SCHEMA if record.parent == schema.parent else f"../{SCHEMA}"
    return MARK + name.encode()


def schema_of(record: Path) -> Path | None:
    """Return the schema that a record at *record* would name, or None where none was put there."""
    places = (record.parent / SCHEMA, record.parent.parent / SCHEMA)
    return next((place for place in places if is_ours(place)), None)


def is_ours(schema: Path) -> bool:
    """Tell whether there is a schema of ours at *schema*."""
    try:
        return f'"title": "{TITLE}"'.encode() in disk.read(schema)[0]
    except CustomerError:
        return False


def named(data: bytes) -> bytes:
    """Return the line of this kind among the comments that *data* begins with, or nothing."""
    for found in data.removeprefix(_BOM).splitlines():
        if found.startswith(MARK):
            return found.rstrip()
        if found.strip() and not found.startswith(b"#"):
            break
    return b""


def with_line(data: bytes, wanted: bytes) -> bytes:
    """Return *data* with the line *wanted* before everything else, and no other byte changed.

    What names a schema already is returned as it is.
    """
    if named(data):
        return data
    mark, text = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    first = text.split(b"\n", 1)[0]
    end = b"\r\n" if first.endswith(b"\r") else b"\n"
    return mark + wanted + end + text
