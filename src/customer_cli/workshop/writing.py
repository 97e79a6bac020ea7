"""A finished interview as a new record: validated, with its ids, whole on disk."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

from customer_cli.conversation.fields import Data
from customer_cli.errors import ChangedUnderneath
from customer_cli.reading import documents
from customer_cli.reading.canonical import complete_ids
from customer_cli.record import Record, is_flow
from customer_cli.storage import disk
from customer_cli.yamldoc import yamlwrite


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
    for path in _names(target):
        try:
            disk.save(path, text.encode(), None)
        except ChangedUnderneath:
            continue
        return record, path
    raise AssertionError("there is always a next name")


def _names(target: Path) -> Iterator[Path]:
    yield target
    for number in itertools.count(2):
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
