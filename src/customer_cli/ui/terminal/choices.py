"""Choose one, choose several.

One of a numbered list, or other words where they are taken.

Any number of a list, each with a mark that can be set and taken away.

Which widget a field gets.
"""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from customer_cli.record.spec import Choice, Field
from customer_cli.text import clean_line
from customer_cli.ui.terminal.inputs import Hints, Value, Widget, Words, typed
from customer_cli.ui.terminal.lines import Block, Line, labelled, stack
from customer_cli.ui.terminal.rank import Digits, Order, is_digit


class One:
    """One choice.

    Nothing is chosen at first, so that nobody chooses the first one by pressing Enter twice;
    where there is a default, the screen says what Enter means.
    """

    def __init__(self, field: Field, value: Value = "") -> None:
        self.field = field
        self._digits = Digits()
        self._at: int | None = None
        self._taken = False
        self._buffer = Buffer(multiline=False, on_text_changed=lambda _: self._typed())
        self.fill(value)

    def _typed(self) -> None:
        if self._buffer.text:
            self._at, self._taken = None, False

    @property
    def buffer(self) -> Buffer | None:
        """The other words, where they are taken."""
        return self._buffer if self.field.free else None

    @property
    def value(self) -> Value:
        """The id of what is chosen, or the other words."""
        if self._taken and self._at is not None:
            return self.field.choices[self._at].id
        text = clean_line(self._buffer.text)
        named = [c.id for c in self.field.choices if c.name.casefold() == text.casefold()]
        return named[0] if named else text

    @property
    def said(self) -> str:
        """The name of what is chosen."""
        names = {choice.id: choice.name for choice in self.field.choices}
        return names.get(str(self.value), str(self.value))

    @property
    def hints(self) -> Hints:
        """How to choose."""
        if self.field.free:
            return (("Up/Down or number", "choose"), ("or type", "other words"))
        none = (("x", "none"),) if self._taken else ()
        return (("Up/Down or number", "choose"), *none)

    def _offered(self) -> list[tuple[int, Choice]]:
        """The choices that fit what was typed, each with its place."""
        wanted = self._buffer.text.strip().casefold()
        offered = list(enumerate(self.field.choices))
        return [(at, c) for at, c in offered if wanted in c.name.casefold()]

    def draw(self, width: int) -> Block:
        """Return the list, with what Enter means, and the line for other words."""
        digits = len(str(len(self.field.choices)))
        blocks = [self._row(at, choice, digits, width) for at, choice in self._offered()]
        if self.field.free:
            line = typed(self._buffer, width, "  other words > " if self.field.choices else "> ")
            blocks.append(line)
        block = stack(blocks)
        cursor = block.cursor or (0, 0)
        return Block(block.lines, cursor, (0, max(block.height - 1, 0)))

    def _row(self, at: int, choice: Choice, digits: int, width: int) -> Block:
        here = at == self._at
        mark: Line = [
            ("class:mark", "> " if here else "  "),
            ("class:key", f"{at + 1:>{digits}}  "),
        ]
        enter = not self._taken and choice.id == self.field.default
        name = f"{choice.name} (Enter)" if enter else choice.name
        block = labelled(mark, name, width, "class:chosen" if here else "")
        return Block(block.lines, (0, 0) if here and not self._buffer.text else None)

    def press(self, key: str) -> bool:
        """Take the keys that choose; letters are typed where other words are taken."""
        if is_digit(key):
            return self._numbered(key)
        typed_before, self._digits.pressed = self._digits.pressed, ""
        if key in ("up", "down") or (key in ("j", "k") and not self.field.free):
            return self._moved(-1 if key in ("up", "k") else 1)
        if not self._buffer.text and key in ("backspace", "delete"):
            self._choose_nothing()
            return True
        if self.field.free:
            # "3 teachers": the digit was not meant as a number after all.
            if typed_before and len(key) == 1:
                self._buffer.insert_text(typed_before)
            return False
        if key == "x":
            self._choose_nothing()
        return len(key) == 1

    def _numbered(self, key: str) -> bool:
        if self._buffer.text:
            return False
        number = self._digits.press(key, len(self.field.choices))
        if number:
            self._at, self._taken = number - 1, True
        return bool(number) or not self.field.free

    def _moved(self, by: int) -> bool:
        places = [at for at, _ in self._offered()]
        if not places:
            return False
        if self._at not in places:
            if by < 0:
                return False
            here = 0
        else:
            here = places.index(self._at) + by
            if not 0 <= here < len(places):
                return False
        self._at, self._taken = places[here], True
        return True

    def _choose_nothing(self) -> None:
        ids = [choice.id for choice in self.field.choices]
        default = self.field.default
        self._at, self._taken = (ids.index(default) if default in ids else None), False

    def fill(self, value: Value) -> None:
        """Choose *value*, or put it in as other words."""
        ids = [choice.id for choice in self.field.choices]
        self._buffer.set_document(Document(""))
        self._choose_nothing()
        if value in ids:
            self._at, self._taken = ids.index(str(value)), True
        elif value and self.field.free:
            self._buffer.set_document(Document(str(value), len(str(value))))

    def settle(self) -> None:
        """Take the default where nothing was chosen."""
        if not self.value and self.field.default:
            self.fill(self.field.default)


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


def widget(field: Field, value: Value) -> Widget:
    """Return the widget for *field*, holding *value*."""
    match field.widget:
        case "choice":
            return One(field, value)
        case "several":
            return Several(field, value)
        case "order":
            return Order(field, value)
        case _:
            return Words(field, value)
