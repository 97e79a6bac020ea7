"""The command `schema`: the shape of files and of outputs, and its line in the records."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from customer_cli.cli.options import SCHEMAS, Dir, argument, option
from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse, error_lines

if TYPE_CHECKING:
    from customer_cli.workshop.folder import Workshops

DATA = Path(__file__).parent.parent / "data" / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]


def schema(
    kind: Annotated[str, argument(SCHEMAS, "What the schema is of.")],
    write: Annotated[
        bool, option(None, "Write it beside the records, and name it in each.", "--write")
    ] = False,
    dry_run: Annotated[bool, option(None, "Only say what --write would do.", "--dry-run")] = False,
    directory: Dir = None,
) -> int:
    """Print the JSON Schema of a file, or of what a command prints.

    `record` and `guide` are for editors, the others are for programs that read `--json`.

    \b
    Examples:
      customer-cli schema record
      customer-cli schema record --write
      customer-cli schema guide > guide.schema.json
      customer-cli schema show
    """
    if not write and not dry_run:
        sys.stdout.write(make_schema(kind))
        return 0
    if kind != "record":
        raise WrongUse(
            "Only the schema of a record is put beside the records.",
            f"`customer-cli schema {kind} > {kind}.schema.json` writes the other.",
        )
    return _write_schema(directory, dry_run=dry_run)


def make_schema(kind: str) -> str:
    """Return the JSON Schema of *kind*, one of `MAKERS`, as text."""
    import json

    made = MAKERS[kind]()
    made["title"] = f"customer-cli {kind}"
    return json.dumps({"$schema": DIALECT} | made, indent=2, ensure_ascii=False) + "\n"


def _record_schema() -> Json:
    from customer_cli.record.json_schema import json_schema
    from customer_cli.record.model import Record

    return json_schema(Record)


def _guide_schema() -> Json:
    from customer_cli.guide.model import Guide
    from customer_cli.record.json_schema import json_schema

    return json_schema(Guide)


def _read_schema(kind: str) -> Callable[[], Json]:
    """Return what reads the schema of *kind*, an output whose keys no model holds."""

    def read() -> Json:
        import json

        made: Json = json.loads((DATA / f"{kind}.json").read_text(encoding="utf-8"))
        return made

    return read


# What `show --json` prints: a record, and what is derived beside it


_DERIVED: dict[str, Json] = {
    "schema": {"const": 1, "description": "Raised only when a program would misread the output."},
    "label": {"type": "string", "description": "How the record is called beside its siblings."},
    "as_of": {
        "type": "string", "format": "date", "description": "The day the evidence is judged as of.",
    },
    "answer": {"type": "string", "description": "The team's answer in one sentence."},
}  # fmt: skip
_OF_A_CUSTOMER: dict[str, Json] = {
    "id": {"type": "string", "description": "The id of the customer."},
    "rank": {
        "type": ["integer", "null"], "minimum": 1,
        "description": "Who wins when wishes collide, from 1; null where unranked.",
    },
    "standing": {"type": "string", "description": "What the customer is under the lens."},
    "decided_by": {
        "type": "string",
        "description": "The fact that decided the standing, or the key of the record; may be empty.",
    },
}  # fmt: skip
_STATUS = {"description": "How well it is known, from evidence."}
_OF_A_VALUE: dict[str, Json] = {
    "old": {"type": "boolean", "description": "Whether the newest evidence is over 548 days old."},
    "people": {
        "type": "integer", "minimum": 0, "description": "How many customers were heard about it.",
    },
}  # fmt: skip


def _show_schema() -> Json:
    """Return the schema of a record as `show` prints it, made from that of a record."""
    from customer_cli.analysis.status import STATUSES

    made = _record_schema()
    models = made["$defs"]
    for model in (made, *models.values()):
        model.pop("propertyNames", None)  # of what people write; what is derived is no slip
    made["properties"] = _DERIVED | made["properties"]
    made["properties"]["customers"] = {
        "type": "array",
        "items": {"$ref": "#/$defs/Customer"},
        "description": "Everybody who must be satisfied, in order; the unranked come last.",
    }
    made["required"] = [*_DERIVED, "lens", "customers", "team", "held"]
    _derive(models["Customer"], _OF_A_CUSTOMER, ["name", "values"])
    status = {"status": {"enum": list(STATUSES), **_STATUS}}
    _derive(models["Value"], status | _OF_A_VALUE, ["id", "kind", "text"])
    # A value that was written by hand without an id has none here either.
    written = models["Value"]["properties"]["id"]
    if not any(option == {"type": "null"} for option in written.get("anyOf", [])):
        models["Value"]["properties"]["id"] = {
            "anyOf": [{"type": "string"}, {"type": "null"}],
            "description": written["description"],
        }
    made["description"] = "What `customer-cli show --json` prints: a record, and what is derived."
    return made


def _derive(model: Json, derived: Json, always: list[str]) -> None:
    model["properties"] = derived | model["properties"]
    model["required"] = [*derived, *always]


MAKERS: dict[str, Callable[[], Json]] = {
    "record": _record_schema,
    "guide": _guide_schema,
    "show": _show_schema,
    "check": _read_schema("check"),
    "diff": _read_schema("diff"),
}
"""What there is a schema of: two kinds of files, and the output of commands."""


# The schema beside the records, and in each the line by which an editor finds it


def _write_schema(directory: Path | None, *, dry_run: bool) -> int:
    """Put the schema into the `workshops` folder and its line into every record; say what was done.

    Records that cannot be read are left alone and named, and the exit code is then 3. With
    *dry_run* nothing is written. Raise `NotHere` where there is no such folder.
    """
    from customer_cli.text import visible
    from customer_cli.workshop import save
    from customer_cli.workshop.folder import Workshops

    place = Workshops.find(Path.cwd(), directory)
    if not place.exists:
        raise NotHere(
            f"There is no folder {place.display_path(place.folder)} here or above.",
            "Name it with --dir, or start with `customer-cli interview`.",
        )
    schema = place.folder / save.SCHEMA
    for done in _save_schema(place, schema, dry_run=dry_run):
        sys.stderr.write(f"{visible(done)}\n")
    code = 0
    for entry in place.entries():
        name = place.display_path(entry.path)
        try:
            done = _add_line(entry.path, name, schema, dry_run=dry_run)
        except CustomerError as refusal:
            code = max(code, refusal.exit_code)
            sys.stderr.write("\n".join(error_lines(refusal)) + "\n")
            done = "left alone"
        sys.stderr.write(f"{visible(name)}: {done}\n")
    return code


def _save_schema(place: "Workshops", schema: Path, *, dry_run: bool) -> Iterator[str]:
    from customer_cli.storage import disk
    from customer_cli.text import visible
    from customer_cli.workshop import save

    name, expected = place.display_path(schema), make_schema("record").encode()
    there, fingerprint = disk.read(schema) if schema.exists() else (b"", disk.ABSENT)
    if there and not save.is_our_schema(schema):
        raise WrongUse(
            f"{visible(name)} is another schema than that of a record.",
            "Move it away, then try again. Nothing was changed.",
        )
    if there == expected:
        yield f"{name}: there already"
        return
    if not dry_run:
        disk.save(schema, expected, fingerprint)
    yield f"{name}: {'would be ' if dry_run else ''}{'renewed' if there else 'written'}"


def _add_line(path: Path, name: str, schema: Path, *, dry_run: bool) -> str:
    from customer_cli.record import documents
    from customer_cli.storage import disk
    from customer_cli.workshop import save

    data, fingerprint = disk.read(path)
    expected = save.schema_line(path, schema)
    if found := save.find_schema_line(data):
        return "has the line already" if found == expected else "names another schema; left alone"
    before = documents.read_record(data, name)
    new = save.add_schema_line(data, expected)
    # The line is a comment; should it ever mean anything to the reader, nothing is written.
    if documents.read_record(new, name).document.data != before.document.data:
        raise Unreadable([before.document.problem((), "The line would change the record.")])
    if not dry_run:
        disk.save(path, new, fingerprint)
    return "would get the line" if dry_run else "got the line"
