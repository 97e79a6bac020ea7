"""The fields of one row, one below the other, one of them active."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import BLANK, Block, labelled, stack, words
from customer_cli.drivers.terminal.widgets.made import widget
from customer_cli.drivers.terminal.widgets.widget import Hints, Outcome, Value, Widget
from customer_cli.interview.answers import field_problem
from customer_cli.interview.fields import Field, Row


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
