"""A record on its way to the disk: validated, with its ids, new or into the file there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from customer_cli.conversation.fields import Data
from customer_cli.errors import ChangedUnderneath
from customer_cli.format import is_flow
from customer_cli.reading import documents, shapes
from customer_cli.reading.canonical import complete_ids
from customer_cli.reading.overlay import overlaid
from customer_cli.record import Record
from customer_cli.storage import disk
from customer_cli.workshop import schema_line
from customer_cli.workshop.store import LoadedRecord
from customer_cli.yamldoc import yamlupdate, yamlwrite


def written(data: Data) -> tuple[Record, str]:
    """Return the record of *data*, complete with ids, and its text in canonical form.

    Raise `Unreadable` where the data is no record, which an interview's never is.
    """
    record = documents.validate(complete_ids(data))
    return record, yamlwrite.dump(record.to_data(), flow=is_flow)


def save_new(data: Data, target: Path) -> tuple[Record, Path]:
    """Write the record of *data* to *target* and return it with the path it got.

    Where somebody wrote *target* while the room was talking, theirs stays and this one takes
    the next free name. Raise `NotSaved` where the disk refuses.
    """
    record, text = written(data)
    disk.make_folder(target.parent)
    whole, schema = text.encode(), schema_line.schema_of(target)
    if schema:
        whole = schema_line.with_line(whole, schema_line.line(target, schema))
    for path in _names(target):
        try:
            disk.save(path, whole, None)
        except ChangedUnderneath:
            continue
        return record, path
    raise AssertionError("there is always a next name")


def save_changed(loaded: LoadedRecord, data: Data) -> Record:
    """Edit the file of *loaded* so that it holds *data*, a whole record, and return that.

    What means the same keeps its text, byte for byte; ids that are missing are added. Raise
    `Unreadable` where the file is in a newer format or *data* is no record, `CannotEdit` where
    something would be lost, `ChangedUnderneath` where somebody wrote the file meanwhile and
    `NotSaved` where the disk refuses; then nothing is written.
    """
    path, name = loaded.entry.path, loaded.document.name
    raw, fingerprint = disk.read(path)
    if fingerprint != loaded.fingerprint:
        raise ChangedUnderneath(
            f"{name} was changed by somebody else meanwhile; nothing was written.",
            "Look at what is there now, then try again.",
        )
    # Also refuses what a newer program wrote.
    record = documents.validate(complete_ids(data), name)
    text = raw.decode("utf-8")
    new = overlaid(loaded.document.data, record.to_data())
    if "format" not in loaded.document.data:
        del new["format"]  # as it is understood where nothing is written
    made = yamlupdate.update(text, new, order=_keys, flow=is_flow, name=name)
    if made != text:
        disk.save(path, made.encode(), fingerprint)
    return record


def _keys(path: yamlwrite.Path) -> list[str]:
    model = shapes.model_in(shapes.wanted(Record, path))
    return shapes.keys(model) if model else []


def _names(target: Path) -> Iterator[Path]:
    yield target
    for number in itertools.count(2):
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
