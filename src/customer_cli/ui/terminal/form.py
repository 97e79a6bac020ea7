"""One row on the screen, or many.

The fields of one row, one below the other, one of them active.

Building a list: the rows so far, and below them the line for the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer

from customer_cli.interview.answers import field_problem, summary
from customer_cli.record.spec import Field, Row
from customer_cli.text import list_entries
from customer_cli.ui.terminal.choices import widget
from customer_cli.ui.terminal.inputs import Hints, Outcome, Value, Widget
from customer_cli.ui.terminal.lines import BLANK, Block, Line, labelled, stack, words


class Form:
    """One row while it is filled in.

    Keys of *row* that no field shows, such as an id, stay as they are. With *strict*, a
    required field is not left empty, because the row would be of no use without it.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        row: Row,
        *,
        at: int = 0,
        strict: bool = False,
    ) -> None:
        self._fields = tuple(fields)
        self._rest: dict[str, Value] = dict(row)
        self._widgets = [widget(field, row.get(field.name, "")) for field in fields]
        self._strict = strict
        self._at = at
        self.notice = ""

    @property
    def active(self) -> Widget:
        """The widget that the keys go to."""
        return self._widgets[self._at]

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into, if anything."""
        return self.active.buffer

    @property
    def row(self) -> Row:
        """The row as it is filled in now."""
        row: dict[str, Value] = dict(self._rest)
        for each in self._widgets:
            row.pop(each.field.name, None)
            if each.value:
                row[each.field.name] = each.value
        return row

    def _shown(self) -> list[int]:
        row = self.row
        return [at for at, field in enumerate(self._fields) if field.applies(row)]

    @property
    def hints(self) -> Hints:
        """The keys of the active field."""
        return self.active.hints

    @property
    def enter(self) -> str:
        """What Enter does now."""
        # Enter on nothing leaves open, here as everywhere: nobody should be caught in a blank.
        return "new line" if self.active.field.widget == "text" and self.active.value else "next"

    def draw(self, width: int) -> Block:
        """Return every field that applies, the active one with its label above it."""
        shown = self._shown()
        if len(shown) == 1 and len(self._fields) == 1:
            return self.active.draw(width)
        blocks: list[Block] = []
        for at in shown:
            each = self._widgets[at]
            if at != self._at:
                label = [("class:label", f"{each.field.label}: ")]
                blocks.append(labelled(label, each.said or "-", width))
                continue
            field = each.draw(width)
            heading = words(each.field.label, width, "class:active")
            block = stack([heading, field])
            blocks += [block if at == shown[-1] else stack([block, BLANK])]
        return stack(blocks)

    def press(self, key: str) -> Outcome:
        """Take *key*: to the active field, or from field to field."""
        self.notice = ""
        long = self.active.field.widget == "text"
        if key == "tab" or (key == "c-d" and long):
            return self._forward()
        if key == "s-tab":
            return self._step(-1) or "back"
        if self.active.press(key):
            return True
        if key == "enter":
            return self._forward()
        if key in ("up", "down"):
            self._step(-1 if key == "up" else 1)
            return True
        return False

    def _forward(self) -> Outcome:
        each = self.active
        each.settle()
        if each.value:
            self.notice = field_problem(each.field, each.value)
        elif self._strict and each.field.required:
            self.notice = f'"{each.field.label}" is needed here. Shift-Tab goes back.'
        if self.notice:
            return True
        return self._step(1) or "done"

    def _step(self, by: int) -> bool:
        shown = self._shown()
        if self._at not in shown:
            self._at = min(shown, key=lambda at: abs(at - self._at))
        place = shown.index(self._at) + by
        if not 0 <= place < len(shown):
            return False
        self._at = shown[place]
        return True

    def fill(self, row: Row) -> str:
        """Copy *row* into the fields that are empty; return why the active one was left alone."""
        kept = False
        for at, each in enumerate(self._widgets):
            value = row.get(each.field.name, "")
            if value and (not each.value or each.buffer is None):
                each.fill(value)
            elif value and at == self._at and each.value != value:
                kept = True
        return "Your own words stand here. Ctrl-U takes a line of them away." if kept else ""


_UP, _DOWN = ("k", "K", "s-up"), ("j", "J", "s-down")


class Listing:
    """The rows of a question that takes many.

    Keys go to the line for the next row, to the list (after Up), or to the form of one row.
    """

    def __init__(self, fields: Sequence[Field], rows: Sequence[Row]) -> None:
        self._fields = tuple(fields)
        self._rows: list[Row] = list(rows)
        self._gone: list[tuple[int, Row]] = []
        self._at: int | None = None
        self._form: Form | None = None
        self._new = False
        self._entry = self._fresh()
        self.notice = ""

    def _fresh(self) -> Widget:
        # Enter on the empty line answers the question, so here nothing has a default.
        return widget(self._fields[0]._replace(default=""), "")

    @property
    def buffer(self) -> Buffer | None:
        """What is typed into, if anything."""
        if self._form:
            return self._form.buffer
        return self._entry.buffer if self._at is None else None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, and what stands on the line for the next one."""
        rows = [row for row in self._now() if row]
        if self._entry.value:
            rows.append({self._fields[0].name: self._entry.value})
        return tuple(rows)

    def _now(self) -> list[Row]:
        if self._form is None or self._at is None:
            return self._rows
        return [*self._rows[: self._at], self._form.row, *self._rows[self._at + 1 :]]

    @property
    def hints(self) -> Hints:
        """The keys that are of use now."""
        if self._form:
            return self._form.hints
        if self._at is not None:
            undo = (("u", "undo"),) if self._gone else ()
            return (("k/j", "move it"), ("x", "delete"), *undo, ("Tab", "add more"))
        keys = self._entry.hints
        return (("Up", "into the list"), *keys) if self._rows else keys

    @property
    def enter(self) -> str:
        """What Enter does now."""
        if self._form:
            return self._form.enter
        if self._at is not None:
            return "edit" if self._rows else "next"
        return "add" if self._entry.value else "next"

    def draw(self, width: int) -> Block:
        """Return the list and the line for the next row."""
        blocks = [self._row(at, width) for at in range(len(self._rows))]
        if not blocks and self._at is not None:
            blocks.append(Block(words("Nothing is left. u brings it back.", width).lines, (0, 0)))
        if self._at is None:
            number: Line = [("class:key", f"{len(self._rows) + 1:>2}  ")]
            heading = labelled(number, self._fields[0].label, width, "class:active")
            entry = self._entry.draw(width - 4).indented(4)
            blocks.append(stack([heading, entry]).gathered())
        return stack(blocks)

    def _row(self, at: int, width: int) -> Block:
        here = at == self._at
        if here and self._form:
            block = self._form.draw(width - 4).indented(4)
            block.lines[0][0] = ("class:key", f"{at + 1:>2}  ")
            return block
        row = self._rows[at]
        parts = [summary([row], [field]) for field in self._fields if field.applies(row)]
        said = " · ".join(part for part in parts if part)
        mark: Line = [("class:mark", ">" if here else " "), ("class:key", f"{at + 1:>2} ")]
        block = labelled(mark, said, width, "class:chosen" if here else "")
        return Block(block.lines, (0, 0) if here else None).gathered()

    def press(self, key: str) -> Outcome:
        """Take *key*: to a row's form, to the list, or to the line for the next row."""
        self.notice = ""
        if self._form:
            return self._in_form(key)
        if self._at is not None:
            return self._in_list(key)
        return self._on_line(key)

    # ---- on the line for the next row

    def _on_line(self, key: str) -> Outcome:
        if key == "s-tab":
            return "back"
        if self._entry.press(key):
            return True
        if key == "up" and self._rows:
            self._at = len(self._rows) - 1
        elif key in ("enter", "tab"):
            return self._add()
        return key in ("up", "down")

    def _add(self) -> Outcome:
        first = self._fields[0]
        value = self._entry.value
        if not value:
            return "done"
        self.notice = field_problem(first, value)
        if self.notice:
            return True
        self._rows.append({first.name: value})
        self._entry = self._fresh()
        self._open(len(self._rows) - 1, new=True)
        return True

    def paste(self, text: str) -> bool:
        """Take *text* of several lines as several rows; return False for anything else."""
        lines = list_entries(text)
        if self._form or len(lines) < 2 or self._fields[0].choices:
            return False
        self._at = None
        head = str(self._entry.value)
        lines[0] = f"{head.rstrip()} {lines[0]}".strip()
        self._rows += [{self._fields[0].name: line} for line in lines]
        self._entry = self._fresh()
        return True

    # ---- in the list

    def _in_list(self, key: str) -> Outcome:
        at = self._at or 0
        if key == "s-tab":
            return "back"
        if not self._rows and key != "u":
            # Everything is deleted. Enter means that; any other key goes on adding.
            self._at = None
            return "done" if key == "enter" else self._on_line(key)
        if key in ("up", "down", "tab"):
            at = max(at - 1, 0) if key == "up" else at + 1
            self._at = at if at < len(self._rows) and key != "tab" else None
        elif key in _UP or key in _DOWN:
            self._move(at, at + (-1 if key in _UP else 1))
        elif key in ("e", "enter"):
            self._open(at, new=False)
        elif key in ("x", "delete", "backspace"):
            self._gone.append((at, self._rows.pop(at)))
            self._at = max(min(at, len(self._rows) - 1), 0)
        elif key == "u" and self._gone:
            place, row = self._gone.pop()
            self._rows.insert(place, row)
            self._at = place
        return True

    def _move(self, at: int, to: int) -> None:
        if 0 <= to < len(self._rows):
            self._rows.insert(to, self._rows.pop(at))
            self._at = to

    # ---- in the form of one row

    def _open(self, at: int, *, new: bool) -> None:
        row = self._rows[at]
        further = [n for n, field in enumerate(self._fields) if field.applies(row)]
        if new and len(further) < 2:
            return
        self._at, self._new = at, new
        self._form = Form(self._fields, row, at=further[1] if new else 0, strict=True)

    def _in_form(self, key: str) -> Outcome:
        if self._form is None or self._at is None:
            return False
        outcome = self._form.press(key)
        self.notice = self._form.notice
        if outcome not in ("done", "back"):
            return outcome
        self._rows[self._at] = self._form.row
        if not self._form.row.get(self._fields[0].name):
            self._gone.append((self._at, self._rows.pop(self._at)))
        new, self._form = self._new, None
        self._at = None if new or not self._rows else min(self._at, len(self._rows) - 1)
        return True

    # ---- everything at once

    @property
    def in_form(self) -> bool:
        """Whether the fields of one row are being filled in."""
        return self._form is not None

    def fill_active(self, text: str) -> None:
        """Put *text* into the active field of the row that is being filled in."""
        if self._form:
            self._form.active.fill(text)

    def fill(self, rows: Sequence[Row]) -> str:
        """Add those of *rows* that are not in the list yet."""
        for row in rows:
            if row not in self._rows:
                self._rows.append(row)
        return ""

    @property
    def text(self) -> str | None:
        """The list for an editor, one row a line; None where its rows are not words."""
        name = self._fields[0].name
        if self._fields[0].choices:
            return None
        return "".join(f"{row.get(name, '')}\n" for row in self.rows)

    def take(self, text: str) -> None:
        """Take the lines that came back from an editor as the rows.

        A line that is a row already is that row, with all its fields; where only words were
        changed and no line came or went, the place says which row it is.
        """
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
        self._rows, self._form, self._at, self._entry = rows, None, None, self._fresh()
