"""Write the table of `record/fast.py` anew, from the models of `record/model.py`.

python -m scripts.plain_fields
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from customer_cli import ids
from customer_cli.record import explain, fast_fields, format
from customer_cli.record import model as record_model

Shape = Any
_OPENING = '''"""The fields of each part of a record, for `fast.py`.

Written by `python -m scripts.plain_fields` from the models of `record/model.py`; not to be edited.
"""

from __future__ import annotations

from typing import Any

# fmt: off
FIELDS: dict[str, dict[str, tuple[Any, ...]]] = {
'''
_SCALARS = {
    (str, "as_text"): "text",
    (dt.date, "as_date"): "day",
    (bool, "as_flag"): "flag",
}
_LISTS = {"as_list": "list", "as_ids": "one or more"}
_SHORT = {"as_value": "text", "as_person": "name", "as_word": "one and many"}
"""The shorthands, by what makes a whole part of one; a new one needs a line in `fast.py` too."""


def table() -> str:
    """Return the module; raise `TypeError` where a model holds what `fast.py` knows nothing of."""
    lines = [_OPENING]
    for model in _models():
        lines.append(f'    "{model.__name__}": {{\n')
        for name, field in model.model_fields.items():
            default = () if field.is_required() else (field.default,)
            lines.append(f"        {name!r}: {(_held(field), *default)!r},\n")
        lines.append("    },\n")
    return "".join([*lines, "}\n"])


def _held(field: FieldInfo) -> Shape:
    if field.alias or field.default_factory:
        raise TypeError("fast.py knows nothing of an alias or of a default that is made")
    # Pydantic takes the outermost annotations off.
    return _noted(field.annotation, field.metadata) if field.metadata else _shape(field.annotation)


def _models() -> list[type[BaseModel]]:
    every = [one for one in vars(record_model).values() if explain.model_in(one)]
    for one in every:
        decorators = one.__pydantic_decorators__
        if any(getattr(decorators, kind.name) for kind in dataclasses.fields(decorators)):
            raise TypeError(f"fast.py knows nothing of the validators of {one.__name__}")
    return [
        one
        for one in every
        if issubclass(one, record_model.RecordPart) and one is not record_model.RecordPart
    ]


def _shape(kind: Any) -> Shape:
    """Return *kind*, the type of a field with its annotations, as a shape of the table."""
    if get_origin(kind) is Annotated:
        bare, *notes = get_args(kind)
        return _noted(bare, notes)
    if get_origin(kind) in (Union, UnionType):
        (one,) = (one for one in get_args(kind) if one is not NoneType)
        return ("maybe", _shape(one))
    if get_origin(kind) is Literal:
        return ("word", next(name for name, known in vars(format).items() if known is kind))
    if explain.model_in(kind):
        return ("part", kind.__name__)
    raise TypeError(f"fast.py knows nothing of {kind}")


def _noted(bare: Any, notes: list[Any]) -> Shape:
    (before,) = (one.func.__name__ for one in notes if isinstance(one, BeforeValidator))
    # `Field(ge=1)` inside a type comes as a whole, on a field in pieces.
    limits = [piece for one in notes if not isinstance(one, BeforeValidator)
              for piece in (one.metadata if isinstance(one, FieldInfo) else [one])]  # fmt: skip
    if (bare, before) == (int, "as_number") and all(isinstance(one, Ge | Le) for one in limits):
        least = next((one.ge for one in limits if isinstance(one, Ge)), None)
        return ("number", least, next((one.le for one in limits if isinstance(one, Le)), None))
    if (bare, before) == (str, "as_text") and limits:
        if [getattr(one, "pattern", None) for one in limits] == [ids.PATTERN]:
            return "id"
    elif not limits:
        if (bare, before) in _SCALARS:
            return _SCALARS[bare, before]
        if get_origin(bare) is tuple and before in _LISTS:
            return (_LISTS[before], _shape(get_args(bare)[0]))
        if get_origin(bare) is dict and before == "as_map":
            return ("map", *map(_shape, get_args(bare)))
        if explain.model_in(bare) and before in _SHORT:
            return ("short", _SHORT[before], _shape(bare))
    raise TypeError(f"fast.py knows nothing of {before} before {bare} within {limits}")


def main() -> None:
    """Write `record/fast_fields.py`."""
    Path(fast_fields.__file__).write_text(table(), encoding="utf-8")


if __name__ == "__main__":
    main()
