"""One of a numbered list, or other words where they are taken."""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from customer_cli.drivers.terminal.drawing import Block, Line, labelled, stack
from customer_cli.drivers.terminal.widgets.numbered import Digits, is_digit
from customer_cli.drivers.terminal.widgets.widget import Hints, Value
from customer_cli.drivers.terminal.widgets.words import typed
from customer_cli.interview.fields import Choice, Field
from customer_cli.text import clean_line


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
