"""Validation errors of a record as sentences for people in a meeting.

Every problem has the path of what it is about as it stands in the file, whatever the model made
of it: shorthands are filled in before the model looks, so a path may end where the file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from customer_cli import ids, lookalikes
from customer_cli.errors import did_you_mean
from customer_cli.record.spec import LISTS

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails


Path = tuple[str | int, ...]
"""Keys and indexes, from the top of a document down."""


def type_at(model: type[BaseModel], path: Iterable[str | int]) -> Any:
    """Return the bare type that *model* wants at *path*, or None where it knows no such path."""
    shape: Any = model
    for step in path:
        if owner := model_in(shape):
            shape = (
                without_annotations(field_of(owner, step).annotation)
                if step in keys_of(owner)
                else None
            )
        elif inner := get_args(shape):
            shape = without_annotations(inner[0] if isinstance(step, int) else inner[-1])
        else:
            return None
    return shape


def model_at(model: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel]:
    """Return the model of the mapping at *path* of *model*, which must be one."""
    return model_in(type_at(model, path)) or model


def without_annotations(shape: Any) -> Any:
    """Return *shape* without its annotations and without its None."""
    while True:
        if get_origin(shape) is Annotated:
            shape = get_args(shape)[0]
        elif get_origin(shape) in (Union, UnionType):
            shape = next(one for one in get_args(shape) if one is not NoneType)
        else:
            return shape


def model_in(shape: Any) -> type[BaseModel] | None:
    """Return *shape* where it is a model, else None."""
    from pydantic import BaseModel  # a file that is sound needs none of this

    return shape if isinstance(shape, type) and issubclass(shape, BaseModel) else None


def fixed_words(shape: Any) -> list[str]:
    """Return the words that *shape* allows, or nothing where it allows more than a few."""
    shape = without_annotations(shape)
    return list(get_args(shape)) if get_origin(shape) is Literal else []


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that *model* knows, as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


@cache
def types_by_key(model: type[BaseModel]) -> dict[str, Any]:
    """Return the bare type that *model* wants at each key it knows."""
    return {key: without_annotations(field_of(model, key).annotation) for key in keys_of(model)}


@cache
def model_depths(model: type[BaseModel]) -> dict[type[BaseModel], int]:
    """Return *model* and every model inside it, with how many others it stands in at least."""
    found = {model: 0}
    for outer in (waiting := [model]):
        for shape in types_by_key(outer).values():
            while not model_in(shape) and get_args(shape):
                shape = without_annotations(get_args(shape)[-1 if get_origin(shape) is dict else 0])
            if (inner := model_in(shape)) and inner not in found:
                found[inner] = found[outer] + 1
                waiting.append(inner)
    return found


def field_of(model: type[BaseModel], key: str | int) -> FieldInfo:
    """Return what *model* says about *key*, which it must know."""
    return next(field for name, field in model.model_fields.items() if key == (field.alias or name))


@cache
def describe_keys(model: type[BaseModel]) -> dict[str, str]:
    """Return what is said of each key of *model*, by the key as it is written.

    It stands below the key in the source, or where it is made of a table in the field. Pydantic can keep these texts on the fields, at a tenth of the time that `show` takes; they
    are only wanted for a schema and for some of the messages about a file that is wrong.
    """
    import ast
    import inspect
    import textwrap

    source = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    fields = {one.alias or name: one for name, one in model.model_fields.items()}
    found = {key: one.description for key, one in fields.items() if one.description}
    for one, below in pairwise(source.body if isinstance(source, ast.ClassDef) else ()):
        match one, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(said))
            ):
                found[model.model_fields[name].alias or name] = inspect.cleandoc(said)
    return found


NAMES: Mapping[str, str] = {
    "Record": "a record",
    "Word": "the team's word",
    "Evidence": "a piece of evidence",
    "Value": "a value",
    "Customer": "a customer",
    "Decision": "the decision",
    "ReadBack": "what was read back",
    "Guide": "a guide",
    "Section": "a section",
    "Question": "a question",
} | {spec.model: spec.one for spec in LISTS}
"""What each model is called when it is spoken of."""

LONGEST_QUOTE = 60
"""Characters of a value quoted in a sentence; the excerpt shows the line as it stands."""


COLON = "Is it one sentence with a colon in it? Put quotes around all of it."
_OF_IDS = ("order", "was", "serves", "same_people_as", "confirmed", "answered_by")
_ID_BEGINS = "^[a-z0-9][a-z0-9"


@dataclass(frozen=True, slots=True)
class PathProblem:
    """What is wrong at one path of a document."""

    path: Path
    message: str
    remedy: str = ""
    at_key: bool = False
    """Whether the key at the path is meant, and not the value behind it."""


def explain_errors(
    model: type[BaseModel], data: object, error: ValidationError
) -> Iterator[PathProblem]:
    """Yield what *error* says about *data*, which is no *model*, in the order of the model."""
    keys_told: set[Path] = set()
    for detail in error.errors(include_url=False):
        # A list whose every entry is faulty is empty only to the model.
        if detail["type"] == "too_short" and detail["input"]:
            continue
        fault = _explain_error(model, data, detail)
        if fault.path not in keys_told or not fault.at_key:
            yield fault
        if fault.at_key:
            keys_told.add(fault.path)


def explain_unknown_key(path: Path, model: type[BaseModel]) -> PathProblem:
    """Return the fault of the key at the end of *path*, which *model* does not know."""
    key = str(path[-1])
    message = f'The key "{key}" is not known in {NAMES[model.__name__]}.'
    return PathProblem(path, message, did_you_mean(key, keys_of(model)), at_key=True)


def quote(value: object) -> str:
    """Return *value* as a sentence quotes it."""
    text = " ".join(value.split()) if isinstance(value, str) else str(value).lower()
    text = text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rstrip() + "..."
    return f'"{text}"' if isinstance(value, str) else text


def list_choices(choices: Sequence[str]) -> str:
    """Return *choices* as a remedy names them."""
    return f"Write one of: {', '.join(choices)}."


def _explain_error(model: type[BaseModel], data: object, detail: ErrorDetails) -> PathProblem:
    path, at_key = detail["loc"], False
    if path[-1:] == ("[key]",) and not _exists(data, path):
        path, at_key = path[:-1], True
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return _explain_missing_key(model, path, value)
    if kind == "extra_forbidden":
        return explain_unknown_key(path, model_at(model, path[:-1]))
    if at_key:
        return _explain_bad_key(model, path, kind)
    message, remedy = _explain_value(model, path, detail)
    # Nothing stands nowhere: what is empty is found by its key.
    return PathProblem(path, message, remedy, at_key=value is None and _ends_in_key(path))


def _exists(data: object, path: Sequence[str | int]) -> bool:
    for step in path:
        try:
            data = data[step]  # type: ignore[index]
        except (LookupError, TypeError):
            return False
    return True


def _explain_missing_key(model: type[BaseModel], path: Path, parent: Any) -> PathProblem:
    model_of_key = model_at(model, path[:-1])
    key = str(path[-1])
    name = NAMES[model_of_key.__name__].capitalize()
    known = keys_of(model_of_key)
    strange = [str(given) for given in parent if given not in known]
    for given in strange:
        if did_you_mean(given, [key]):
            message = f'{name} needs "{key}", and the key "{given}" is not known.'
            return PathProblem((*path[:-1], given), message, f'Did you mean "{key}"?', at_key=True)
    if len(parent) == 1 and strange and " " in strange[0] + str(parent[strange[0]]):
        # `- Proof: before the budget` is one sentence to whoever wrote it, and a key to YAML.
        return PathProblem(path[:-1], f'{name} needs "{key}".', COLON)
    what = describe_keys(model_of_key).get(key, "")
    remedy = f'Add "{key}:" there. {what}'.strip()
    return PathProblem(path[:-1], f'{name} needs "{key}".', remedy, at_key=_ends_in_key(path[:-1]))


def _ends_in_key(path: Path) -> bool:
    return bool(path) and isinstance(path[-1], str)


def _explain_bad_key(model: type[BaseModel], path: Path, kind: str) -> PathProblem:
    key = str(path[-1])
    if kind == "string_pattern_mismatch":
        message, remedy = _explain_bad_id(key)
        return PathProblem(path, message, remedy, at_key=True)
    choices = fixed_words(next(iter(get_args(type_at(model, path[:-1]))), None))
    message = f'The key "{key}" is not known in "{_last_key(path[:-1])}".'
    return PathProblem(
        path, message, did_you_mean(key, choices) or list_choices(choices), at_key=True
    )


def _explain_bad_id(text: str) -> tuple[str, str]:
    plain = lookalikes.use_plain_signs(text)
    better = ids.slug(plain)
    such = f', such as "{better}"' if better else ""
    remedy = f"Use small Latin letters, digits and hyphens{such}."
    # Only where nothing else is wrong with it is the sign what made it no id.
    sign = lookalikes.find_odd_sign(text) if ids.is_id(plain) else ""
    return f"{quote(text)} is no id{sign and f': {sign}'}.", remedy


def _explain_value(model: type[BaseModel], path: Path, detail: ErrorDetails) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    name = _last_key(path)
    match kind:
        case "value_error":
            return _split_reason(name, value, str(context["error"]))
        case "string_pattern_mismatch":
            if context["pattern"].startswith(_ID_BEGINS):
                return _explain_bad_id(value)
            what = describe_keys(model_at(model, path[:-1])).get(str(path[-1]), "")
            return f'"{name}" cannot be {quote(value)}.', what
        case "literal_error" if isinstance(value, str | int | float):
            choices = fixed_words(type_at(model, path))
            verb = "holds" if path and isinstance(path[-1], int) else "is"
            message = f'"{name}" {verb} {quote(value)}, which is none of: {", ".join(choices)}.'
            plain = lookalikes.use_plain_signs(str(value)).strip()
            if plain in choices and (sign := lookalikes.find_odd_sign(str(value))):
                message = f'"{name}" {verb} {quote(value)}, and {sign}.'
            return message, did_you_mean(plain, choices)
        case "greater_than_equal":
            return f'"{name}" is {value}, and must be at least {context["ge"]}.', ""
        case "less_than_equal":
            return f'"{name}" is {value}, and may be {context["le"]} at most.', ""
        case "too_short":
            return f'"{name}" is empty.', "Write at least one."
    return _explain_type(model, path, value)


def _split_reason(name: str, value: object, words: str) -> tuple[str, str]:
    """Split what one of our own validators says at its semicolon: reason; remedy."""
    reason, _, remedy = words.partition("; ")
    if reason.startswith("is ") and isinstance(value, str) and lookalikes.find_odd_sign(value):
        plain = lookalikes.use_plain_signs(value).strip()
        if re.fullmatch(r"[\w.-]+", plain, re.ASCII):
            reason = f"is {quote(value)}, and {lookalikes.find_odd_sign(value)}"
            return f'"{name}" {reason}.', f"Type it anew: {plain}"
    if reason.startswith("is "):
        reason = "is empty" if value is None else f"is {_describe_value(value)}, which {reason}"
    return f'"{name}" {reason}.', f"{remedy[:1].upper()}{remedy[1:]}." if remedy else ""


def _explain_type(model: type[BaseModel], path: Path, value: object) -> tuple[str, str]:
    kind, remedy = _describe_type(type_at(model, path), path, value)
    subject = f'"{_last_key(path)}"' if path else "The document"
    if path and isinstance(path[-1], int):
        subject = f"Entry {path[-1] + 1} of {subject}"
    if value is None:
        return f"{subject} is empty.", "Fill it, or take it out."
    return f"{subject} is {_describe_value(value)}, and must be {kind}.", remedy


def _describe_type(shape: Any, path: Path, value: object) -> tuple[str, str]:
    """Return what *shape* wants, and how *value* is written that way."""
    if owner := model_in(shape):
        first = ", ".join(keys_of(owner)[:3])
        needed = [key for key in keys_of(owner) if field_of(owner, key).is_required()]
        if isinstance(value, str) and (slip := lookalikes.find_slip(value)):
            return "a block of keys", f"{slip.message} {slip.remedy}"
        if isinstance(value, str) and needed:
            return "a block of keys", f"Write it below, as {needed[0]}: {value}"
        return f"a block of keys, such as {first}", "Write each key on a line of its own below it."
    if choices := fixed_words(shape):
        return "a word", list_choices(choices)
    origin = get_origin(shape) or shape
    if origin is tuple:
        if isinstance(value, str) and (slip := lookalikes.find_slip(value)):
            return "a list", f"{slip.message} {slip.remedy}"
        if isinstance(value, str) and (
            entries := lookalikes.split_entries(value, of_ids=path[-1] in _OF_IDS)
        ):
            return "a list", f"Write {_last_key(path)}: [{', '.join(entries)}]"
        return "a list", "Write one entry a line below it, each after a dash and a blank."
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if model_in(get_args(shape)[-1]):
            return "a block of ids", "Write each below an id of its own, such as school-heads:"
        return "a block of keys", "Write each key on a line of its own below it."
    if origin is str and isinstance(value, dict):
        return "text", COLON
    return _PLAIN.get(origin, "something else"), ""


_PLAIN: Mapping[Any, str] = {str: "text", int: "a whole number", bool: "true or false"}


def _describe_value(value: object) -> str:
    match value:
        case bool() | int() | float() | str():
            return quote(value)
        case Mapping():
            return "a block of keys"
        case list() | tuple():
            return "a list"
    return "empty"


def _last_key(path: Iterable[str | int]) -> str:
    """Return the last key of *path*: the place says the rest."""
    return next((step for step in reversed(tuple(path)) if isinstance(step, str)), "")
