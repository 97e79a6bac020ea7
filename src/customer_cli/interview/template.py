"""The questions as a file to fill in: the record's own shape, with the wording as comments.

The shape is not written down a second time: each slot writes a marked answer into an empty
record, and what comes out is printed with blanks where the marks are.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from customer_cli.guide.model import Guide
from customer_cli.interview import PLAN
from customer_cli.interview.agenda import Prompt, plan_agenda
from customer_cli.interview.review_slots import REVIEW_SLOTS
from customer_cli.record.spec import Data, Row
from customer_cli.text import visible

_BLANK = "?"
_BLANK_NUMBER = "7777"
_FIRST, _SECOND = "the-primary-one", "another-one"
_WIDTH = 88
_HEAD = """\
Answers for customer-cli interview --answers FILE
Fill in what you know and leave the rest; needed: {needed}.
Each customer has an id of small letters and hyphens, such as school-heads, in place of
"{first}" and "{second}"; copy the block for each further one.
"""


def render_template(guide: Guide, plan: str = "60") -> str:
    """Return an answers file for *guide* with every question as a comment and nothing filled in.

    Read back as it is, it answers nothing.
    """
    groups = {key: {"name": key.replace("-", " ")} for key in (_FIRST, _SECOND)}
    there = {"customers": groups, "primary": _FIRST, "people": [{"id": "one", "name": "one"}]}
    planned = plan_agenda(guide, there, {}, plan)
    prompts = planned.prompts
    shape: Data = {}
    notes: dict[tuple[str, ...], list[str]] = {}
    for prompt in prompts:
        if prompt.key == PLAN or prompt.slot.name in REVIEW_SLOTS:
            continue  # what is told of an earlier record has no place in an empty one
        before = _paths(shape)
        _mark_blanks(prompt, shape)
        if prompt.slot.name == "confirm":
            shape["decision"].pop("read_back", None)  # no blank: it follows from who confirms
        added = [path for path in _paths(shape) if path not in before]
        if added:
            place = (prompt.slot.name,) if (prompt.slot.name,) in added else added[0]
            asked = planned.wording(prompt.question.ask, prompt.named)
            told = notes.setdefault(place, [])
            told.append(f"{asked} (needed)" if prompt.required else asked)
            told += [
                f"{field.name}: {', '.join(choice.id for choice in field.choices)}"
                for field in prompt.fields
                if field.choices and not field.source
            ]
    needed = [prompt.slot.name for prompt in prompts if prompt.required and prompt.key != PLAN]
    head = _HEAD.format(needed=", ".join(dict.fromkeys(needed)), first=_FIRST, second=_SECOND)
    lines = [f"# {line}" for line in head.splitlines()]
    return "\n".join([*lines, f"guide: {guide.guide}", *_lines(shape, notes, (), 0)]) + "\n"


def _mark_blanks(prompt: Prompt, shape: Data) -> None:
    row: Row = {
        field.name: [_BLANK] if field.widget in ("several", "order")
        else _BLANK_NUMBER if field.widget == "number" else _BLANK
        for field in prompt.slot.fields if field.name != "id"
    }  # fmt: skip
    rows: tuple[Row, ...] = (row,)
    if prompt.slot.name == "customers":
        rows = ({"id": _FIRST, **row}, {"id": _SECOND, **row})
    if prompt.slot.name == "primary":
        row = {**row, "primary": _FIRST}
        shape["primary"] = _BLANK
        shape.setdefault("customers", {}).setdefault(_FIRST, {})["because"] = row["because"]
        return
    prompt.slot.write(shape, rows, prompt.about)


def _paths(shape: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(shape, list):
        shape = dict(enumerate(shape)) if shape and isinstance(shape[0], dict) else {}
    if not isinstance(shape, dict):
        return []
    found = []
    for key, value in shape.items():
        found += [(*path, str(key)), *_paths(value, (*path, str(key)))]
    return found


def _lines(
    shape: Mapping[str, Any], notes: Mapping[tuple[str, ...], list[str]], path: tuple[str, ...],
    depth: int,
) -> Iterator[str]:  # fmt: skip
    indent = "  " * depth
    for key, value in shape.items():
        here = (*path, key)
        if here in notes:
            if not depth:
                yield ""
            for sentence in notes[here]:
                yield from textwrap.wrap(
                    visible(sentence), _WIDTH, initial_indent=f"{indent}# ",
                    subsequent_indent=f"{indent}# ",
                )  # fmt: skip
        if isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _lines(value, notes, here, depth + 1)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{indent}{key}:"
            first, *rest = _lines(value[0], notes, (*here, "0"), depth + 2)
            yield f"{indent}  - {first.strip()}"
            yield from rest
        else:
            yield f"{indent}{key}: []" if isinstance(value, list) else f"{indent}{key}:"
