"""A record saved: validated, with its ids, as a new file or into the file there is.

The first line of a record may tell an editor where the schema is. That lies once in the `workshops`
folder, for the records of every team; the path in the line is relative, so that it holds in every
clone.
"""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path

from customer_cli.errors import ChangedUnderneath, CustomerError
from customer_cli.merge.entries import Answers
from customer_cli.record import documents, explain
from customer_cli.record.documents import RecordDocument, overlay
from customer_cli.record.format import is_flow
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids, keep_file_ids
from customer_cli.record.spec import Data
from customer_cli.storage import disk
from customer_cli.workshop.folder import LoadedRecord, Workshops
from customer_cli.yamldoc import edit, writer

SCHEMA = "record.schema.json"
"""The name of the schema; no record, because records end in `.yaml`."""
TITLE = "customer-cli record"
"""What the schema calls itself, by which it is known to be ours."""
MARK = b"# yaml-language-server: $schema="
_BOM = b"\xef\xbb\xbf"


def schema_line(record: Path, schema: Path) -> bytes:
    """Return the line of *record* for *schema*, which lies in its folder or the one above."""
    name = SCHEMA if record.parent == schema.parent else f"../{SCHEMA}"
    return MARK + name.encode()


def is_our_schema(schema: Path) -> bool:
    """Tell whether there is a schema of ours at *schema*."""
    try:
        return f'"title": "{TITLE}"'.encode() in disk.read(schema)[0]
    except CustomerError:
        return False


def find_schema_line(data: bytes) -> bytes:
    """Return the line of this kind among the comments that *data* begins with, or nothing."""
    for found in data.removeprefix(_BOM).splitlines():
        if found.startswith(MARK):
            return found.rstrip()
        if found.strip() and not found.startswith(b"#"):
            break
    return b""


def add_schema_line(data: bytes, wanted: bytes) -> bytes:
    """Return *data* with the line *wanted* before everything else, and no other byte changed.

    What names a schema already is returned as it is.
    """
    if find_schema_line(data):
        return data
    mark, text = (_BOM, data[len(_BOM) :]) if data.startswith(_BOM) else (b"", data)
    first = text.split(b"\n", 1)[0]
    end = b"\r\n" if first.endswith(b"\r") else b"\n"
    return mark + wanted + end + text


def load_earlier(place: Workshops, label: object) -> Data:
    """Return the data of the record called *label*, in canonical form; nothing where it is not there.

    It stands beside what is said now, and a record that cannot be read is told by its own check.
    """
    if not label:
        return {}
    try:
        return complete_ids(place.load(place.resolve(str(label))).record.to_data())
    except CustomerError:
        return {}


def write_record(data: Data, earlier: Data | None = None) -> tuple[Record, str]:
    """Return the record of *data*, complete with ids, and its text in canonical form.

    *earlier* is what the team said before, where it is at hand (see `references.complete_ids`).

    Raise `Unreadable` where the data is no record, which an interview's never is.
    """
    record = documents.validate(complete_ids(data, earlier))
    return record, writer.dump(record.to_data(), flow=is_flow)


def save_new(data: Data, target: Path, earlier: Data | None = None) -> tuple[Record, Path]:
    """Write the record of *data* to *target* and return it with the path it got; see `write_record`.

    Where somebody wrote *target* while the room was talking, theirs stays and this one takes
    the next free name. Raise `NotSaved` where the disk refuses.
    """
    record, text = write_record(data, earlier)
    disk.make_folder(target.parent)
    whole = text.encode()
    for schema in (target.parent / SCHEMA, target.parent.parent / SCHEMA):
        if is_our_schema(schema):
            whole = add_schema_line(whole, schema_line(target, schema))
            break
    others = (target.with_name(f"{target.stem}-{number}{target.suffix}") for number in count(2))
    for path in chain([target], others):
        try:
            disk.save(path, whole, None)
        except ChangedUnderneath:
            continue
        return record, path
    raise AssertionError("there is always a next name")


def save_changed(
    loaded: LoadedRecord, data: Data, earlier: Data | None = None, *,
    base: Data | None = None, answers: Answers | None = None,
) -> Record:  # fmt: skip
    """Edit the file of *loaded* so that it holds *data*, a whole record, and return what it holds.

    *data* was made from *base*, or from the record of *loaded*. Whatever the file has become
    since then is merged with it; *answers* say whose words stay where both changed the same.
    *earlier* is what the team said before, where it is at hand (see `references.complete_ids`).

    What means the same keeps its text, byte for byte; of the ids that are missing those are added
    that the change refers to. The record that is returned has every id in place. Raise
    `Unreadable` where the file is no record, or in a newer format, or *data* is none,
    `Conflicting` where there are no answers, `CannotEdit` where something would be lost and
    `NotSaved` where the disk refuses; then nothing is written.
    """
    path, name = loaded.entry.path, loaded.document.name
    with disk.writing(path):
        raw, fingerprint = disk.read(path)
        read = RecordDocument(loaded.record, loaded.document)
        if base is not None or fingerprint != loaded.fingerprint:
            read = documents.read_record(raw, name)
            before = make_canonical(loaded.record.to_data() if base is None else base)
            ours = make_canonical(complete_ids(data, earlier))
            data = merge_data(before, make_canonical(read.record.to_data()), ours, answers, name)
        # Also refuses what a newer program wrote.
        record = documents.validate(complete_ids(data, earlier), name)
        text = raw.decode("utf-8")
        there = read.document.data
        new = overlay(there, keep_file_ids(record.to_data(), read.record.to_data()))
        if "format" not in there:
            del new["format"]  # as it is understood where nothing is written
        edited = edit.update_text(text, new, order=_order_keys, flow=is_flow, name=name)
        if edited != text:
            disk.save(path, edited.encode(), fingerprint)
        return record


def merge_data(base: Data, theirs: Data, ours: Data, answers: Answers | None, name: str) -> Data:
    """Return what *theirs*, in the file *name*, and *ours* are together, both made from *base*.

    All three are canonical. Raise `Conflicting` where *answers* leave something to be asked.
    """
    from customer_cli.merge.three_way import Conflicting, merge

    made = merge(base, theirs, ours, answers)
    if made.conflicts:
        raise Conflicting(name, made.conflicts)
    return made.data


def make_canonical(data: Data) -> Data:
    """Return *data*, a record's, without shorthands and empty things, and with every id."""
    return documents.validate(complete_ids(data)).to_data()


def _order_keys(path: writer.Path) -> list[str]:
    model = explain.model_in(explain.type_at(Record, path))
    return explain.keys_of(model) if model else []
