"""The fields of an answer on the screen: one row of them, or a list of rows.

A `RowForm` shows the fields of one row below each other, one of them active. A `ListForm` shows the
rows so far, and below them the line for the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer

from customer_cli.interview.answers import find_field_problem, summarize
from customer_cli.record.spec import Field, Row, Rows
from customer_cli.text import list_entries
from customer_cli.ui.terminal.choices import Input, input_for
from customer_cli.ui.terminal.inputs import Hints, Outcome, TextInput, Value
from customer_cli.ui.terminal.lines import (
    BLANK,
    StyledLine,
    TextBlock,
    stack_blocks,
    wrap_labelled,
    wrap_text,
)

_UP, _DOWN = ("k", "K", "s-up"), ("j", "J", "s-down")


class RowForm:
    """One row while it is filled in.

    Keys of *row* that no field shows, such as an id, stay as they are. With *strict*, a
    required field is not left empty, because the row would be of no use without it.
    """

    def __init__(
        self, fields: Sequence[Field], row: Row, *, at: int = 0, strict: bool = False
    ) -> None:
        self._fields = tuple(fields)
        self._rest: dict[str, Value] = dict(row)
        self._inputs = [input_for(field, row.get(field.name, "")) for field in fields]
        self._strict = strict
        self._at = at
        self.notice = ""

    @property
    def active(self) -> Input:
        """The input that the keys go to."""
        return self._inputs[self._at]

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into, if anything."""
        return self.active.buffer

    @property
    def row(self) -> Row:
        """The row as it is filled in now."""
        row: dict[str, Value] = dict(self._rest)
        for each in self._inputs:
            row.pop(each.field.name, None)
            if each.value:
                row[each.field.name] = each.value
        return row

    def _places(self) -> list[int]:
        """Return the places of the fields that apply to what the row holds now."""
        row = self.row
        return [at for at, field in enumerate(self._fields) if field.applies(row)]

    @property
    def hints(self) -> Hints:
        """What Enter does now, and the keys of the active field."""
        # Enter on nothing leaves open, here as everywhere: nobody should be caught in a blank.
        is_text = self.active.field.widget == "text" and self.active.value
        return (("Enter", "new line" if is_text else "next"), *self.active.hints)

    def draw(self, width: int) -> TextBlock:
        """Return every field that applies, the active one with its label above it."""
        places = self._places()
        if len(places) == 1 and len(self._fields) == 1:
            return self.active.draw(width)
        blocks: list[TextBlock] = []
        for at in places:
            each, field = self._inputs[at], self._fields[at]
            if at != self._at:
                words = (
                    each.buffer.text
                    if isinstance(each, TextInput)
                    else summarize([{field.name: each.value}], [field])
                )
                label = [("class:label", f"{field.label}: ")]
                blocks.append(wrap_labelled(label, words or "-", width))
                continue
            heading = wrap_text(field.label, width, "class:active")
            block = stack_blocks([heading, each.draw(width)])
            blocks.append(block if at == places[-1] else stack_blocks([block, BLANK]))
        return stack_blocks(blocks)

    def press(self, key: str) -> Outcome:
        """Take *key*: to the active field, or from field to field."""
        self.notice = ""
        each = self.active
        ends = key == "tab" or (key == "c-d" and each.field.widget == "text")
        if key == "s-tab":
            return self._step(-1) or "back"
        if not ends and each.press(key):
            return True
        if key in ("up", "down"):
            self._step(-1 if key == "up" else 1)
            return True
        if not ends and key != "enter":
            return False
        if each.field.default and not each.value:
            each.fill(each.field.default)  # what the screen says that Enter means
        if each.value:
            self.notice = find_field_problem(each.field, each.value)
        elif self._strict and each.field.required:
            self.notice = f'"{each.field.label}" is needed here. Shift-Tab goes back.'
        if self.notice:
            return True
        return self._step(1) or "done"

    def _step(self, by: int) -> bool:
        places = self._places()
        if self._at not in places:
            self._at = min(places, key=lambda at: abs(at - self._at))
        place = places.index(self._at) + by
        if not 0 <= place < len(places):
            return False
        self._at = places[place]
        return True

    def fill(self, rows: Rows) -> str:
        """Copy the first of *rows* into the fields that are empty.

        Return why the active one was left alone, or nothing.
        """
        is_left = False
        for at, each in enumerate(self._inputs):
            value = rows[0].get(each.field.name, "")
            if value and (not each.value or each.buffer is None):
                each.fill(value)
            elif value and at == self._at and each.value != value:
                is_left = True
        return "Your own words stand here. Ctrl-U takes a line of them away." if is_left else ""

    @property
    def text(self) -> str | None:
        """The active field for an editor, or None where there are no words to edit."""
        return self.buffer.text if self.buffer else None

    def take(self, text: str) -> None:
        """Take *text* from an editor into the active field."""
        self.active.fill(text)


class ListForm:
    """The rows of a question that takes many.

    Keys go to the line for the next row, to the list (after Up), or to the form of one row.
    """

    def __init__(self, fields: Sequence[Field], rows: Sequence[Row]) -> None:
        self._fields = tuple(fields)
        self._rows: list[Row] = list(rows)
        self._gone: list[tuple[int, Row]] = []
        self._at: int | None = None
        self._form: RowForm | None = None
        self._is_new = False
        self._entry = self._new_entry()
        self.notice = ""

    def _new_entry(self) -> Input:
        # Enter on the empty line answers the question, so here nothing has a default.
        return input_for(self._fields[0]._replace(default=""), "")

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into, if anything."""
        if self._form:
            return self._form.buffer
        return self._entry.buffer if self._at is None else None

    @property
    def rows(self) -> Rows:
        """Every row, and what stands on the line for the next one."""
        rows = list(self._rows)
        if self._form is not None and self._at is not None:
            rows[self._at] = self._form.row
        rows = [row for row in rows if row]
        if self._entry.value:
            rows.append({self._fields[0].name: self._entry.value})
        return tuple(rows)

    @property
    def hints(self) -> Hints:
        """What Enter does now, and the keys that are of use."""
        if self._form:
            return self._form.hints
        if self._at is not None:
            undo = (("u", "undo"),) if self._gone else ()
            enter = "edit" if self._rows else "next"
            return (("Enter", enter), ("k/j", "move it"), ("x", "delete"), *undo,
                    ("Tab", "add more"))  # fmt: skip
        up = (("Up", "into the list"),) if self._rows else ()
        return (("Enter", "add" if self._entry.value else "next"), *up, *self._entry.hints)

    def draw(self, width: int) -> TextBlock:
        """Return the list and the line for the next row."""
        blocks: list[TextBlock] = []
        for at, row in enumerate(self._rows):
            here = at == self._at
            if here and self._form:
                block = self._form.draw(width - 4).indented(4)
                block.lines[0][0] = ("class:key", f"{at + 1:>2}  ")
                blocks.append(block)
                continue
            parts = [summarize([row], [field]) for field in self._fields if field.applies(row)]
            words = " · ".join(part for part in parts if part)
            mark = [("class:mark", ">" if here else " "), ("class:key", f"{at + 1:>2} ")]
            block = wrap_labelled(mark, words, width, "class:chosen" if here else "")
            blocks.append(TextBlock(block.lines, (0, 0) if here else None).gathered())
        if not blocks and self._at is not None:
            nothing = wrap_text("Nothing is left. u brings it back.", width)
            blocks.append(TextBlock(nothing.lines, (0, 0)))
        if self._at is None:
            number: StyledLine = [("class:key", f"{len(self._rows) + 1:>2}  ")]
            heading = wrap_labelled(number, self._fields[0].label, width, "class:active")
            entry = self._entry.draw(width - 4).indented(4)
            blocks.append(stack_blocks([heading, entry]).gathered())
        return stack_blocks(blocks)

    def press(self, key: str) -> Outcome:
        """Take *key*: to a row's form, to the list, or to the line for the next row."""
        self.notice = ""
        if self._form and self._at is not None:
            outcome = self._form.press(key)
            self.notice = self._form.notice
            if outcome not in ("done", "back"):
                return outcome
            row = self._form.row
            self._rows[self._at], self._form = row, None
            if not row.get(self._fields[0].name):
                self._gone.append((self._at, self._rows.pop(self._at)))
            is_over = self._is_new or not self._rows
            self._at = None if is_over else min(self._at, len(self._rows) - 1)
            return True
        if key == "s-tab":
            return "back"
        if self._at is not None and (self._rows or key == "u"):
            self._press_list(self._at, key)
            return True
        if self._at is not None:
            # Everything is deleted. Enter means that; any other key goes on adding.
            self._at = None
            if key == "enter":
                return "done"
        return self._press_line(key)

    def _press_line(self, key: str) -> Outcome:
        if self._entry.press(key):
            return True
        if key == "up" and self._rows:
            self._at = len(self._rows) - 1
        if key not in ("enter", "tab"):
            return key in ("up", "down")
        if not self._entry.value:
            return "done"
        self.notice = find_field_problem(self._fields[0], self._entry.value)
        if not self.notice:
            self._rows.append({self._fields[0].name: self._entry.value})
            self._entry = self._new_entry()
            self._open(len(self._rows) - 1, is_new=True)
        return True

    def _press_list(self, at: int, key: str) -> None:
        if key in ("up", "down", "tab"):
            at = max(at - 1, 0) if key == "up" else at + 1
            self._at = at if at < len(self._rows) and key != "tab" else None
        elif key in (*_UP, *_DOWN):
            to = at + (-1 if key in _UP else 1)
            if 0 <= to < len(self._rows):
                self._rows.insert(to, self._rows.pop(at))
                self._at = to
        elif key in ("e", "enter"):
            self._open(at, is_new=False)
        elif key in ("x", "delete", "backspace"):
            self._gone.append((at, self._rows.pop(at)))
            self._at = max(min(at, len(self._rows) - 1), 0)
        elif key == "u" and self._gone:
            self._at, row = self._gone.pop()
            self._rows.insert(self._at, row)

    def _open(self, at: int, *, is_new: bool) -> None:
        row = self._rows[at]
        further = [n for n, field in enumerate(self._fields) if field.applies(row)]
        if is_new and len(further) < 2:
            return
        self._at, self._is_new = at, is_new
        self._form = RowForm(self._fields, row, at=further[1] if is_new else 0, strict=True)

    def paste(self, text: str) -> bool:
        """Take *text* of several lines as several rows; return False for anything else."""
        lines = list_entries(text)
        if self._form or len(lines) < 2 or self._fields[0].choices:
            return False
        self._at = None
        head = str(self._entry.value)
        lines[0] = f"{head.rstrip()} {lines[0]}".strip()
        self._rows += [{self._fields[0].name: line} for line in lines]
        self._entry = self._new_entry()
        return True

    def fill(self, rows: Rows) -> str:
        """Add those of *rows* that are not in the list yet; return nothing to be said about it."""
        for row in rows:
            if row not in self._rows:
                self._rows.append(row)
        return ""

    @property
    def text(self) -> str | None:
        """The list for an editor, one row a line; None where its rows are not words.

        While one row is filled in, its active field.
        """
        if self._form:
            return self._form.text
        name = self._fields[0].name
        if self._fields[0].choices:
            return None
        return "".join(f"{row.get(name, '')}\n" for row in self.rows)

    def take(self, text: str) -> None:
        """Take the lines that came back from an editor as the rows.

        A line that is a row already is that row, with all its fields; where only words were
        changed and no line came or went, the place says which row it is.
        """
        if self._form:
            self._form.take(text)
            return
        name = self._fields[0].name
        before = list(self.rows)
        lines = list_entries(text)
        known = {str(row.get(name)): row for row in before}
        rows: list[Row] = []
        for place, line in enumerate(lines):
            same = known.pop(line, None)
            if same is None and len(lines) == len(before) and before[place].get(name) not in lines:
                same = before[place]
            rows.append({**(same or {}), name: line})
        self._rows, self._form, self._at, self._entry = rows, None, None, self._new_entry()
