"""The schema beside the records, and in each record the line by which an editor finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse, error_lines
from customer_cli.storage import disk
from customer_cli.text import visible
from customer_cli.workshop import save
from customer_cli.workshop.folder import Workshops


def write(directory: Path | None, here: Path, talk: TextIO, *, dry_run: bool = False) -> int:
    """Put the schema into the `workshops` folder and its line into every record; say what was done.

    Records that cannot be read are left alone and named, and the exit code is then 3. With
    *dry_run* nothing is written. Raise `NotHere` where there is no such folder.
    """
    place = Workshops.find(here, directory)
    if not place.exists:
        raise NotHere(
            f"There is no folder {place.display_path(place.folder)} here or above.",
            "Name it with --dir, or start with `customer-cli interview`.",
        )
    schema = place.folder / save.SCHEMA
    talk.writelines(f"{visible(said)}\n" for said in _schema(place, schema, dry_run=dry_run))
    code = 0
    for entry in place.entries():
        name = place.display_path(entry.path)
        try:
            said = _record(entry.path, name, schema, dry_run=dry_run)
        except CustomerError as refusal:
            code = max(code, refusal.exit_code)
            talk.write("\n".join(error_lines(refusal)) + "\n")
            said = "left alone"
        talk.write(f"{visible(name)}: {said}\n")
    return code


def _schema(place: Workshops, schema: Path, *, dry_run: bool) -> Iterator[str]:
    from customer_cli.commands.schema import schema as made

    name, wanted = place.display_path(schema), made("record").encode()
    there, fingerprint = disk.read(schema) if schema.exists() else (b"", disk.ABSENT)
    if there and not save.is_our_schema(schema):
        raise WrongUse(
            f"{visible(name)} is another schema than that of a record.",
            "Move it away, then try again. Nothing was changed.",
        )
    if there == wanted:
        yield f"{name}: there already"
        return
    if not dry_run:
        disk.save(schema, wanted, fingerprint)
    yield f"{name}: {'would be ' if dry_run else ''}{'renewed' if there else 'written'}"


def _record(path: Path, name: str, schema: Path, *, dry_run: bool) -> str:
    from customer_cli.record import documents

    data, fingerprint = disk.read(path)
    wanted = save.schema_line(path, schema)
    if found := save.find_schema_line(data):
        return "has the line already" if found == wanted else "names another schema; left alone"
    before = documents.read_record(data, name)
    new = save.add_schema_line(data, wanted)
    # The line is a comment; should it ever mean anything to the reader, nothing is written.
    if documents.read_record(new, name).document.data != before.document.data:
        raise Unreadable([before.document.problem((), "The line would change the record.")])
    if not dry_run:
        disk.save(path, new, fingerprint)
    return "would get the line" if dry_run else "got the line"
