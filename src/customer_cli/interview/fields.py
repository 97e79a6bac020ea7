"""What an answer looks like: rows of fields, whatever the question.

An answer to any question has one shape: a list of rows, each row a mapping of field names to
text or to a list of ids; a slot that is not `many` has one row. So one way of asking, one way
of checking and one way of journaling serve every question, and a driver needs to know
widgets, never slots.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Row = Mapping[str, "str | Sequence[str]"]
Rows = tuple[Row, ...]
Data = dict[str, Any]
"""A record as plain data in canonical form: no shorthands, every id in place."""

Widget = Literal["line", "text", "choice", "several", "order", "date", "number"]
Source = Literal["", "customers", "others", "people", "values", "kin"]


def _always(_row: Row) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is kept, and how it is said."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a row."""

    name: str
    label: str
    """How it is asked for, unless the guide words it."""
    widget: Widget = "line"
    choices: tuple[Choice, ...] = ()
    source: Source = ""
    """Where further choices come from: the record's customers or people, the customers beside the
    one talked about, what that one values, or what they share with others they came from."""
    proposed: tuple[str, ...] = ()
    """The choices that an order begins with; none where it begins with all of them."""
    free: bool = False
    """Whether other words than the choices are taken."""
    required: bool = False
    default: str = ""
    """What an empty answer means, said on the screen."""
    applies: Callable[[Row], bool] = _always
    """Whether the field is asked at all, given what the row holds so far."""
    quick: bool = True
    """Whether the quick path asks it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the record that a question can fill."""

    name: str
    fields: tuple[Field, ...]
    read: Callable[[Data, str], list[Row]]
    """Take the rows out of a record; the second argument is the customer talked about."""
    write: Callable[[Data, Rows, str], None]
    """Put the rows into a record, leaving everything else of it alone."""
    many: bool = False
