"""What a model wants at a path: the type, the keys and the fixed list that stand there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import BaseModel
    from pydantic.fields import FieldInfo

Path = tuple[str | int, ...]
"""Keys and indexes, from the top of a document down."""


def wanted(model: type[BaseModel], path: Iterable[str | int]) -> Any:
    """Return the bare type that *model* wants at *path*, or None where it knows no such path."""
    shape: Any = model
    for step in path:
        if owner := model_in(shape):
            shape = bare(field(owner, step).annotation) if step in keys(owner) else None
        elif inner := get_args(shape):
            shape = bare(inner[0] if isinstance(step, int) else inner[-1])
        else:
            return None
    return shape


def owner(model: type[BaseModel], path: Iterable[str | int]) -> type[BaseModel]:
    """Return the model of the mapping at *path* of *model*, which must be one."""
    return model_in(wanted(model, path)) or model


def bare(shape: Any) -> Any:
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


def fixed_list(shape: Any) -> list[str]:
    """Return the words that *shape* allows, or nothing where it allows more than a few."""
    shape = bare(shape)
    return list(get_args(shape)) if get_origin(shape) is Literal else []


def keys(model: type[BaseModel]) -> list[str]:
    """Return the keys that *model* knows, as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


@cache
def below(model: type[BaseModel]) -> dict[str, Any]:
    """Return the bare type that *model* wants at each key it knows."""
    return {key: bare(field(model, key).annotation) for key in keys(model)}


@cache
def models(model: type[BaseModel]) -> dict[type[BaseModel], int]:
    """Return *model* and every model inside it, with how many others it stands in at least."""
    found = {model: 0}
    for outer in (waiting := [model]):
        for shape in below(outer).values():
            while not model_in(shape) and get_args(shape):
                shape = bare(get_args(shape)[-1 if get_origin(shape) is dict else 0])
            if (inner := model_in(shape)) and inner not in found:
                found[inner] = found[outer] + 1
                waiting.append(inner)
    return found


def field(model: type[BaseModel], key: str | int) -> FieldInfo:
    """Return what *model* says about *key*, which it must know."""
    return next(field for name, field in model.model_fields.items() if key == (field.alias or name))


@cache
def described(model: type[BaseModel]) -> dict[str, str]:
    """Return what stands below each key of *model* in its source, by the key as it is written.

    Pydantic can keep these texts on the fields, at a tenth of the time that `show` takes; they
    are only wanted for a schema and for some of the messages about a file that is wrong.
    """
    import ast
    import inspect
    import textwrap

    source = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    found = {}
    for one, below in pairwise(source.body if isinstance(source, ast.ClassDef) else ()):
        match one, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(
                value=ast.Constant(value=str(said))
            ):
                found[model.model_fields[name].alias or name] = inspect.cleandoc(said)
    return found
