"""Bytes to a record or to answers, or every problem with its place.

Whatever is wrong is told at once: what the models do not take, what does not agree within the
record (`references`), each as a sentence at its line. Where the YAML itself cannot be read, the
reader's own problems are all there is to tell. A sound record is recognised by `fast` and needs no
model; the models read whatever is in doubt, and everything that is to be written.

A file may write a number without quotes, a word instead of a list, nothing instead of an empty
one. Wherever the record in canonical form says the same, `overlay` keeps the file's own way of
saying it, so that an edit touches what it is about and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from customer_cli.errors import Problem, Unreadable
from customer_cli.record import explain, fast, references
from customer_cli.record.explain import Path, PathProblem
from customer_cli.record.format import FORMAT
from customer_cli.yamldoc import parser, reader, tree
from customer_cli.yamldoc.reader import Document

if TYPE_CHECKING:
    from pydantic import ValidationError

    from customer_cli.record.model import Record


MOST_PROBLEMS = 100
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
    document = reader.read(data, name)
    record = _read_fast(document.data) or _read_with_models(document, newer_too=newer_too)
    return RecordDocument(record, document)


def read_shape(document: Document) -> Record:
    """Return the record in *document* whatever its names lead to, or raise as `read_record` does.

    For what tells of many versions, some of them of another year's program.
    """
    if record := fast.recognise(document.data):
        return record
    from pydantic import ValidationError

    from customer_cli.record.model import Record

    try:
        return Record.model_validate(document.data)
    except ValidationError as error:
        raise Unreadable(
            place_problems(document, _collect_problems(document.data, error))
        ) from None


def _read_fast(data: dict[str, Any]) -> Record | None:
    """Return the record of plain *data* where it is sound in every respect, else None."""
    record = fast.recognise(data)
    if record is None or record.format > FORMAT or next(references.find_problems(data), None):
        return None
    return record


def _read_with_models(document: Document, *, newer_too: bool) -> Record:
    """Return the record in *document* as the models read it, or raise what they say."""
    newer = _format_problems(document.data)
    if newer and not newer_too:
        raise Unreadable(place_problems(document, newer))
    from customer_cli.record import keys

    record, faults = _validate_data(document.data)
    if record is not None and faults:
        faults += keys.misplaced_keys(document.data)
    if record is None or faults:
        raise Unreadable(place_problems(document, newer or faults))
    return record


def validate(data: Mapping[str, Any], name: str = "the record") -> Record:
    """Return the record of plain *data*, or raise `Unreadable` with problems that name paths."""
    record, faults = _validate_data(data)
    faults = _format_problems(data) or faults
    if record is None or faults:
        raise Unreadable([_name_path(name, fault) for fault in faults])
    return record


def read_data(data: dict[str, Any]) -> Record:
    """Return the record of plain *data* that is not written yet, or raise as `validate` does."""
    return _read_fast(data) or validate(data)


def _validate_data(
    data: Mapping[str, Any], *, whole: bool = True
) -> tuple[Record | None, list[PathProblem]]:
    """Return the record that the models make of *data*, if any, and everything that is wrong."""
    from pydantic import ValidationError

    from customer_cli.record.model import Record

    try:
        return Record.model_validate(data), _reference_problems(data, whole=whole)
    except ValidationError as error:
        return None, _collect_problems(data, error, whole=whole)


def read_answers(data: bytes, name: str) -> AnswersDocument:
    """Return the answers in *data*, or raise `Unreadable` with every problem placed.

    Answers are a record, whole or in part; what is empty there answers nothing. They may be
    UTF-16, which some shells make of what a program prints.
    """
    from customer_cli.record import keys

    document = reader.read(parser.narrow_utf16(data), name)
    origins: dict[Path, list[int]] = {}
    own = {path for path, _ in keys.unknown_keys(document.data)}
    given = _without_empties(document.data, (), origins, own) or {}
    # The interview asks for these, or knows them already.
    needed = {"team": "-", "held": "2000-01-01"}
    record, faults = _validate_data(needed | given, whole=False)
    if record is not None:
        faults += keys.misplaced_keys(given)
    there = [
        replace(one, path=_origin(one.path, origins)) for one in _format_problems(given) or faults
    ]
    # A record keeps its comments; what is made of answers has none of theirs.
    told = {fault.path for fault in there}
    lost = (cut for cut in document.cuts if not cut.is_split and cut.path not in told)
    there += [PathProblem(cut.path, cut.message, cut.remedy) for cut in lost]
    if record is None or there:
        raise Unreadable(place_problems(document, there))
    said = {key: value for key, value in record.to_data().items() if key in given}
    return AnswersDocument(said, document)


def _format_problems(data: Mapping[str, Any]) -> list[PathProblem]:
    """Return the one fault that makes all others doubtful, where a newer version wrote *data*."""
    version = data.get("format")
    if not isinstance(version, int) or version <= FORMAT:
        return []
    message = f"This is format {version}, and this customer-cli knows format {FORMAT} only."
    return [PathProblem(("format",), message, "Update customer-cli. Nothing was changed.")]


def _reference_problems(data: Mapping[str, Any], *, whole: bool = True) -> list[PathProblem]:
    return list(islice(references.find_problems(data, whole=whole), MOST_PROBLEMS + 1))


def _collect_problems(
    data: Mapping[str, Any], error: ValidationError, *, whole: bool = True
) -> list[PathProblem]:
    from customer_cli.record import keys
    from customer_cli.record.model import Record

    # Where both have something to say, who knows the customers or the place says it better.
    better = [*_reference_problems(data, whole=whole), *keys.keys_among_customers(data)]
    places = {fault.path for fault in better}
    doubts = list(explain.explain_errors(Record, data, error))
    told = {fault.path for fault in doubts}
    doubts += (fault for fault in keys.misplaced_keys(data) if fault.path not in told)
    return [*(fault for fault in doubts if not _is_below(fault.path, places)), *better]


def _is_below(path: Path, places: Collection[Path]) -> bool:
    return any(path[:depth] in places for depth in range(1, len(path) + 1))


def place_problems(document: Document, faults: Iterable[PathProblem]) -> list[Problem]:
    """Return *faults* as problems of *document*, each at its line, `MOST` at the most."""
    faults = iter(faults)
    found = sorted(
        (_place_problem(document, fault) for fault in islice(faults, MOST_PROBLEMS)),
        key=lambda problem: (problem.line, problem.column),
    )
    if next(faults, None):
        message = "There are more problems in this file."
        found.append(Problem(document.name, 0, 0, message, "Mend these first."))
    return found


def _place_problem(document: Document, fault: PathProblem) -> Problem:
    if cut := next((cut for cut in document.cuts if cut.path == fault.path), None):
        message = f"{fault.message} {cut.message}" if fault.message != cut.message else cut.message
        return document.problem(fault.path, message, cut.remedy, at_key=fault.at_key)
    return document.problem(fault.path, fault.message, fault.remedy, at_key=fault.at_key)


def _name_path(name: str, fault: PathProblem) -> Problem:
    place = ".".join(str(step) for step in fault.path)
    return Problem(
        name, 0, 0, f"{place}: {fault.message}" if place else fault.message, fault.remedy
    )


def _without_empties(
    value: object, path: Path, origins: dict[Path, list[int]], own: Collection[Path]
) -> Any:
    """Return *value* without what is empty, noting in *origins* which entries of lists are left.

    What is not of the format, below the paths in *own* in the file, stays as it is.
    """
    if isinstance(value, dict):
        kept_keys: dict[str, Any] = {}
        for key, below in value.items():
            if _origin((*path, key), origins) in own:
                kept_keys[key] = below
            elif (said := _without_empties(below, (*path, key), origins, own)) not in _EMPTY:
                kept_keys[key] = said
        return kept_keys
    if not isinstance(value, list):
        return value
    kept: list[Any] = []
    origins[path] = []
    for index, below in enumerate(value):
        origins[path].append(index)
        said = _without_empties(below, (*path, len(kept)), origins, own)
        if said in _EMPTY:
            origins[path].pop()
        else:
            kept.append(said)
    return kept


_EMPTY: tuple[Any, ...] = ("", None, [], {})


def _origin(path: Path, origins: Mapping[Path, list[int]]) -> Path:
    """Return where *path*, counted without what is empty, stands in the file."""
    return tuple(
        origins[path[:depth]][step] if isinstance(step, int) and path[:depth] in origins else step
        for depth, step in enumerate(path)
    )


def overlay(raw: Any, new: Any) -> Any:
    """Return *new*, data in canonical form, said as *raw*, the data of the file, says it."""
    if _means_the_same(raw, new):
        return raw
    if isinstance(raw, dict) and isinstance(new, dict):
        kept = {key: raw[key] for key in raw if key not in new and _is_empty(raw[key])}
        return {key: overlay(raw[key], below) if key in raw else below
                for key, below in new.items()} | kept  # fmt: skip
    if isinstance(raw, list) and isinstance(new, list):
        places = tree.match_entries(raw, new)
        return [
            below if place is None else overlay(raw[place], below)
            for place, below in zip(places, new, strict=True)
        ]
    return new


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _means_the_same(raw: Any, new: Any) -> bool:
    if isinstance(new, str) and not isinstance(raw, dict | list) and raw is not None:
        return new == (str(raw).lower() if isinstance(raw, bool) else str(raw))
    if isinstance(raw, str) and isinstance(new, list):
        return new == [raw]
    if isinstance(new, dict) and new.keys() in ({"text"}, {"name"}):
        return _means_the_same(raw, *new.values()) if not isinstance(raw, dict) else raw == new
    if isinstance(raw, str) and isinstance(new, dict) and new.keys() == {"one", "many"}:
        return new == {"one": raw, "many": f"{raw}s"}
    return tree.is_same(raw, new)
