"""From bytes to a record, answers or a guide; or every problem with its place.

Whatever is wrong is told at once: what the model doubts, what does not agree within the record
(`references`), each as a sentence at its line. Where the YAML itself cannot be read, the
reader's own problems are all there is to tell.

A record that is sound is recognised by `plain` and needs no model; the models read whatever is
in doubt, and everything that is to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from customer_cli.errors import Problem, Unreadable
from customer_cli.format import FORMAT
from customer_cli.reading import plain, references, sentences
from customer_cli.reading.sentences import Fault
from customer_cli.reading.shapes import Path
from customer_cli.yamldoc import yamlread
from customer_cli.yamldoc.yamlread import Document

if TYPE_CHECKING:
    from pydantic import ValidationError

    from customer_cli.guide import Guide
    from customer_cli.record import Record

MOST = 100
"""Problems told of one file; who has more of them made one mistake a hundred times."""


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """A record, and the file it was read from."""

    record: Record
    document: Document

    @property
    def is_newer(self) -> bool:
        """Whether a newer version wrote it, so that it may be shown and not be written."""
        return self.record.format > FORMAT


@dataclass(frozen=True, slots=True)
class AnswersDocument:
    """Answers to an interview, and the file they were read from."""

    data: dict[str, Any]
    """A record's data, whole or in part, without shorthands and without empty things."""
    document: Document


def read_record(data: bytes, name: str, *, newer_too: bool = False) -> RecordDocument:
    """Return the record in *data*, or raise `Unreadable` with every problem placed.

    *name* is the file as the person named it. A record in a newer format is a problem, unless
    *newer_too* and it can be understood all the same.
    """
    document = yamlread.read(data, name)
    record = _recognised(document.data) or _doubted(document, newer_too=newer_too)
    return RecordDocument(record, document)


def read_shape(document: Document) -> Record:
    """Return the record in *document* whatever its names lead to, or raise as `read_record` does.

    For what tells of many versions, some of them of another year's program.
    """
    if record := plain.recognised(document.data):
        return record
    from pydantic import ValidationError

    from customer_cli.record import Record

    try:
        return Record.model_validate(document.data)
    except ValidationError as error:
        raise Unreadable(_placed(document, _told(document.data, error))) from None


def _recognised(data: dict[str, Any]) -> Record | None:
    """Return the record of plain *data* where it is sound in every respect, else None."""
    record = plain.recognised(data)
    if record is None or record.format > FORMAT or next(references.faults(data), None):
        return None
    return record


def _doubted(document: Document, *, newer_too: bool) -> Record:
    """Return the record in *document* as the models read it, or raise what they say."""
    newer = _newer(document.data)
    if newer and not newer_too:
        raise Unreadable(_placed(document, newer))
    record, faults = _validated(document.data)
    if record is None or faults:
        raise Unreadable(_placed(document, newer or faults))
    return record


def validate(data: Mapping[str, Any], name: str = "the record") -> Record:
    """Return the record of plain *data*, or raise `Unreadable` with problems that name paths."""
    record, faults = _validated(data)
    faults = _newer(data) or faults
    if record is None or faults:
        raise Unreadable([_pathed(name, fault) for fault in faults])
    return record


def recognised_or_validated(data: dict[str, Any]) -> Record:
    """Return the record of plain *data* that is not written yet, or raise as `validate` does."""
    return _recognised(data) or validate(data)


def _validated(data: Mapping[str, Any], *, whole: bool = True) -> tuple[Record | None, list[Fault]]:
    """Return the record that the models make of *data*, if any, and everything that is wrong."""
    from pydantic import ValidationError

    from customer_cli.record import Record

    try:
        return Record.model_validate(data), _disagreeing(data, whole=whole)
    except ValidationError as error:
        return None, _told(data, error, whole=whole)


def read_answers(data: bytes, name: str) -> AnswersDocument:
    """Return the answers in *data*, or raise `Unreadable` with every problem placed.

    Answers are a record, whole or in part; what is empty there answers nothing.
    """
    document = yamlread.read(data, name)
    origins: dict[Path, list[int]] = {}
    given = _without_empties(document.data, (), origins) or {}
    # The interview asks for these, or knows them already.
    needed = {"team": "-", "held": "2000-01-01"}
    record, faults = _validated(needed | given, whole=False)
    faults = _newer(given) or faults
    if record is None or faults:
        there = (replace(fault, path=_origin(fault.path, origins)) for fault in faults)
        raise Unreadable(_placed(document, there))
    said = {key: value for key, value in record.to_data().items() if key in given}
    return AnswersDocument(said, document)


def read_guide(data: bytes, name: str) -> Guide:
    """Return the guide in *data*, or raise `Unreadable` with every problem placed.

    This is the shape of a guide; whether it is fit for the room is another question.
    """
    from pydantic import ValidationError

    from customer_cli.guide import Guide

    document = yamlread.read(data, name)
    try:
        return Guide.model_validate(document.data)
    except ValidationError as error:
        raise Unreadable(_placed(document, sentences.faults(Guide, document.data, error))) from None


def _newer(data: Mapping[str, Any]) -> list[Fault]:
    """Return the one fault that makes all others doubtful, where a newer version wrote *data*."""
    version = data.get("format")
    if not isinstance(version, int) or version <= FORMAT:
        return []
    message = f"This is format {version}, and this customer-cli knows format {FORMAT} only."
    return [Fault(("format",), message, "Update customer-cli. Nothing was changed.")]


def _disagreeing(data: Mapping[str, Any], *, whole: bool = True) -> list[Fault]:
    return list(islice(references.faults(data, whole=whole), MOST + 1))


def _told(data: Mapping[str, Any], error: ValidationError, *, whole: bool = True) -> list[Fault]:
    from customer_cli.record import Record

    # Where both have something to say, who knows the customers says it better.
    disagreeing = _disagreeing(data, whole=whole)
    places = {fault.path for fault in disagreeing}
    doubts = sentences.faults(Record, data, error)
    return [*(fault for fault in doubts if fault.path not in places), *disagreeing]


def _placed(document: Document, faults: Iterable[Fault]) -> list[Problem]:
    faults = iter(faults)
    found = sorted(
        (_problem(document, fault) for fault in islice(faults, MOST)),
        key=lambda problem: (problem.line, problem.column),
    )
    if next(faults, None):
        message = "There are more problems in this file."
        found.append(Problem(document.name, 0, 0, message, "Mend these first."))
    return found


def _problem(document: Document, fault: Fault) -> Problem:
    remedy = fault.remedy
    if fault.other:
        remedy = f"{remedy} The other is in line {document.place(fault.other)[0]}."
    return document.problem(fault.path, fault.message, remedy, at_key=fault.at_key)


def _pathed(name: str, fault: Fault) -> Problem:
    place = ".".join(str(step) for step in fault.path)
    return Problem(
        name, 0, 0, f"{place}: {fault.message}" if place else fault.message, fault.remedy
    )


def _without_empties(value: object, path: Path, origins: dict[Path, list[int]]) -> Any:
    """Return *value* without what is empty, noting in *origins* which entries of lists are left."""
    if isinstance(value, dict):
        inner = (
            (key, _without_empties(below, (*path, key), origins)) for key, below in value.items()
        )
        return {key: below for key, below in inner if below not in ("", None, [], {})}
    if not isinstance(value, list):
        return value
    kept: list[Any] = []
    origins[path] = []
    for index, below in enumerate(value):
        said = _without_empties(below, (*path, len(kept)), origins)
        if said not in ("", None, [], {}):
            kept.append(said)
            origins[path].append(index)
    return kept


def _origin(path: Path, origins: Mapping[Path, list[int]]) -> Path:
    """Return where *path*, counted without what is empty, stands in the file."""
    return tuple(
        origins[path[:depth]][step] if isinstance(step, int) and path[:depth] in origins else step
        for depth, step in enumerate(path)
    )
