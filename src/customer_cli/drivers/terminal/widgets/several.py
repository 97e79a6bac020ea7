"""Any number of a list, each with a mark that can be set and taken away."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import Block, Line, labelled, stack
from customer_cli.drivers.terminal.widgets.widget import Hints, Value
from customer_cli.drivers.terminal.widgets.words import typed
from customer_cli.interview.fields import Choice, Field
from customer_cli.text import clean_line

KEYS = "123456789abcdefghilmnopqrstuvwyz"
"""The keys that set the marks, in order; j and k move, x is taken by other widgets."""


class Several:
    """Any number of choices, and further words where they are taken."""

    def __init__(self, field: Field, value: Value = ()) -> None:
        self.field = field
        self._items: list[Choice] = []
        self._chosen: set[str] = set()
        self._at = 0
        self._buffer = Buffer(multiline=False)
        self.fill(value)

    @property
    def buffer(self) -> Buffer | None:
        """The line for further words, while the cursor is on it."""
        return self._buffer if self._at == len(self._items) and self.field.free else None

    @property
    def value(self) -> Value:
        """The ids of what is chosen, in the order of the list, then the words being typed."""
        text = clean_line(self._buffer.text)
        chosen = [item.id for item in self._items if item.id in self._chosen]
        return [*chosen, text] if text and text not in chosen else chosen

    @property
    def said(self) -> str:
        """The names of what is chosen."""
        names = {item.id: item.name for item in self._items}
        return ", ".join(names.get(key, key) for key in self.value)

    @property
    def hints(self) -> Hints:
        """How to set a mark."""
        hints: Hints = (("Space", "mark"), ("Up/Down", "move"))
        return (*hints, ("or type", "other words")) if self.field.free else hints

    def draw(self, width: int) -> Block:
        """Return the list with its marks, and the line for further words."""
        blocks = [self._row(at, item, width) for at, item in enumerate(self._items)]
        if self.field.free:
            line = typed(self._buffer, width, "  other words > ")
            blocks.append(line if self.buffer else Block(line.lines))
        block = stack(blocks)
        return Block(block.lines, block.cursor or (0, 0), (0, max(block.height - 1, 0)))

    def _row(self, at: int, item: Choice, width: int) -> Block:
        here = at == self._at
        key = KEYS[at] if at < self._keys else " "
        mark = "[x] " if item.id in self._chosen else "[ ] "
        label: Line = [("class:mark", "> " if here else "  "), ("class:key", f"{key} "), ("", mark)]
        block = labelled(label, item.name, width, "class:chosen" if here else "")
        return Block(block.lines, (0, 0) if here else None)

    @property
    def _keys(self) -> int:
        """How many items have a key: letters are words where further words are taken."""
        return 9 if self.field.free else len(KEYS)

    def press(self, key: str) -> bool:
        """Take the keys that move and mark; letters begin further words where they are taken."""
        last = len(self._items) - (not self.field.free)
        on_line, moving = self.buffer is not None, key in ("j", "k") and not self.field.free
        if key in ("up", "down") or moving:
            by = -1 if key in ("up", "k") else 1
            if not 0 <= self._at + by <= last:
                return False
            self._at += by
            return True
        if key == "enter":
            return self._added()
        if len(key) != 1 or (on_line and self._buffer.text):
            return False
        place = KEYS.find(key)
        if key == " " and not on_line:
            self._toggle(self._at)
        elif 0 <= place < min(self._keys, len(self._items)):
            self._toggle(place)
        elif self.field.free:
            self._at = len(self._items)
            return False
        return True

    def _toggle(self, place: int) -> None:
        if place < len(self._items):
            self._at = place
            self._chosen ^= {self._items[place].id}

    def _added(self) -> bool:
        text = clean_line(self._buffer.text)
        if not text:
            return False
        known = {item.name.casefold(): item for item in self._items}
        item = known.get(text.casefold(), Choice(text, text))
        if item not in self._items:
            self._items.append(item)
        self._chosen.add(item.id)
        self._buffer.reset()
        self._at = len(self._items)
        return True

    def fill(self, value: Value) -> None:
        """Mark exactly *value*."""
        wanted = [value] if isinstance(value, str) and value else list(value)
        known = {choice.id for choice in self.field.choices}
        further = [Choice(word, word) for word in wanted if word not in known]
        self._items = [*self.field.choices, *(further if self.field.free else [])]
        self._chosen = set(wanted) & {item.id for item in self._items}
        self._at = min(self._at, len(self._items))

    def settle(self) -> None:
        """Nothing marked means nothing."""
