"""Lists as the input of a field: to choose one, to choose several, and to rank."""

from __future__ import annotations

from collections.abc import Sequence

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.document import Document

from customer_cli.record.spec import Choice, Field
from customer_cli.text import clean_line
from customer_cli.ui.terminal.inputs import Hints, TextInput, Value, draw_typed
from customer_cli.ui.terminal.lines import TextBlock, draw_choice, stack_field, wrap_text

KEYS = "123456789abcdefghilmnopqrstuvwyz"
"""The keys that set the marks of several, in order; j and k move, x is taken by other lists."""
_DIGITS = frozenset("0123456789")
_UP, _DOWN = ("k", "K", "s-up"), ("j", "J", "s-down")


class ListInput:
    """A list with a cursor in it, and a line for other words where the field takes them.

    It holds nothing before it is filled, see `input_for`.
    """

    own_hints: Hints = ()
    """How to choose."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self._at = 0
        self._is_taken = False
        """Whether the cursor stands on what is chosen."""
        self._digits = ""
        """The digits pressed in a row; any other key starts anew."""
        self._line = Buffer(multiline=False)

    @property
    def buffer(self) -> Buffer | None:
        """The line for other words, where they are taken."""
        return self._line if self.field.free else None

    @property
    def hints(self) -> Hints:
        """The keys that are this list's own."""
        if self.field.free:
            return (*self.own_hints, ("or type", "other words"))
        return (*self.own_hints, ("x", "none")) if self._is_taken else self.own_hints

    def press_digit(self, digit: str, most: int) -> int:
        """Return the number that *digit* completes, from 1 to *most*, or 0 where there is none."""
        for number in (self._digits + digit, digit):
            if number[0] != "0" and int(number) <= most:
                self._digits = number
                return int(number)
        self._digits = ""
        return 0


class ChooseOne(ListInput):
    """One of a numbered list, or other words.

    Nothing is chosen at first, so that nobody chooses the first one by pressing Enter twice;
    where there is a default, the screen says what Enter means.
    """

    own_hints = (("Up/Down or number", "choose"),)

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._line.on_text_changed += self._forget_choice

    def _forget_choice(self, line: Buffer) -> None:
        if line.text:
            self._at, self._is_taken = -1, False

    @property
    def value(self) -> Value:
        """The id of what is chosen, or the other words."""
        if self._is_taken:
            return self.field.choices[self._at].id
        text = clean_line(self._line.text)
        named = [c.id for c in self.field.choices if c.name.casefold() == text.casefold()]
        return named[0] if named else text

    def _offered(self) -> list[tuple[int, Choice]]:
        """Return the choices that fit what was typed, each with its place."""
        wanted = self._line.text.strip().casefold()
        return [(n, c) for n, c in enumerate(self.field.choices) if wanted in c.name.casefold()]

    def draw(self, width: int) -> TextBlock:
        """Return the list, with what Enter means, and the line for other words."""
        digits = len(str(len(self.field.choices)))
        blocks: list[TextBlock] = []
        for at, choice in self._offered():
            enter = not self._is_taken and choice.id == self.field.default
            name = f"{choice.name} (Enter)" if enter else choice.name
            key = f"{at + 1:>{digits}}  "
            block = draw_choice(name, width, here=at == self._at, key=key)
            blocks.append(TextBlock(block.lines) if self._line.text else block)
        if self.field.free:
            mark = "  other words > " if self.field.choices else "> "
            blocks.append(draw_typed(self._line, width, mark))
        return stack_field(blocks)

    def press(self, key: str) -> bool:
        """Take the keys that choose; letters are typed where other words are taken."""
        if key in _DIGITS:
            if self._line.text:
                return False
            number = self.press_digit(key, len(self.field.choices))
            if number:
                self._at, self._is_taken = number - 1, True
            return bool(number) or not self.field.free
        pressed, self._digits = self._digits, ""
        if key in ("up", "down") or (key in ("j", "k") and not self.field.free):
            by = -1 if key in ("up", "k") else 1
            places = [at for at, _ in self._offered()]
            there = places.index(self._at) + by if self._at in places else min(by, 0)
            if not 0 <= there < len(places):
                return False
            self._at, self._is_taken = places[there], True
            return True
        if not self._line.text and key in ("backspace", "delete"):
            self._choose_nothing()
            return True
        if self.field.free:
            # "3 teachers": the digit was not meant as a number after all.
            if pressed and len(key) == 1:
                self._line.insert_text(pressed)
            return False
        if key == "x":
            self._choose_nothing()
        return len(key) == 1

    def _choose_nothing(self) -> None:
        ids = [choice.id for choice in self.field.choices]
        default = self.field.default
        self._at, self._is_taken = (ids.index(default) if default in ids else -1), False

    def fill(self, value: Value) -> None:
        """Choose *value*, or put it in as other words."""
        ids = [choice.id for choice in self.field.choices]
        self._line.set_document(Document(""))
        self._choose_nothing()
        if value in ids:
            self._at, self._is_taken = ids.index(str(value)), True
        elif value and self.field.free:
            self._line.set_document(Document(str(value), len(str(value))))


class ChooseMany(ListInput):
    """Any number of a list, each with a mark that can be set and taken away, and further words."""

    own_hints = (("Space", "mark"), ("Up/Down", "move"))

    _items: list[Choice]
    _chosen: set[str]

    @property
    def buffer(self) -> Buffer | None:
        """The line for further words, while the cursor is on it."""
        return self._line if self._at == len(self._items) and self.field.free else None

    @property
    def value(self) -> Value:
        """The ids of what is chosen, in the order of the list, then the words being typed."""
        text = clean_line(self._line.text)
        chosen = [item.id for item in self._items if item.id in self._chosen]
        return [*chosen, text] if text and text not in chosen else chosen

    def draw(self, width: int) -> TextBlock:
        """Return the list with its marks, and the line for further words."""
        keys = KEYS[:9] if self.field.free else KEYS
        blocks = [
            draw_choice(
                item.name, width, here=at == self._at, key=f"{keys[at : at + 1] or ' '} ",
                mark="[x] " if item.id in self._chosen else "[ ] ",
            )
            for at, item in enumerate(self._items)
        ]  # fmt: skip
        if self.field.free:
            line = draw_typed(self._line, width, "  other words > ")
            blocks.append(line if self.buffer else TextBlock(line.lines))
        return stack_field(blocks)

    def press(self, key: str) -> bool:
        """Take the keys that move and mark; letters begin further words where they are taken."""
        # Letters are words where further words are taken.
        keys, on_line = KEYS[:9] if self.field.free else KEYS, self.buffer is not None
        if key in ("up", "down") or (key in ("j", "k") and not self.field.free):
            there = self._at + (-1 if key in ("up", "k") else 1)
            if not 0 <= there <= len(self._items) - (not self.field.free):
                return False
            self._at = there
            return True
        if key == "enter":
            text = clean_line(self._line.text)
            if text:
                known = {item.name.casefold(): item for item in self._items}
                item = known.get(text.casefold(), Choice(text, text))
                self._items += [] if item in self._items else [item]
                self._chosen.add(item.id)
                self._line.reset()
                self._at = len(self._items)
            return bool(text)
        if len(key) != 1 or (on_line and self._line.text):
            return False
        place = self._at if key == " " and not on_line else keys.find(key)
        if 0 <= place < len(self._items):
            self._at = place
            self._chosen ^= {self._items[place].id}
        elif self.field.free:
            self._at = len(self._items)
            return False
        return True

    def fill(self, value: Value) -> None:
        """Mark exactly *value*."""
        wanted = [value] if isinstance(value, str) and value else list(value)
        known = {choice.id for choice in self.field.choices}
        further = [Choice(word, word) for word in wanted if word not in known]
        self._items = [*self.field.choices, *(further if self.field.free else [])]
        self._chosen = set(wanted) & {item.id for item in self._items}
        self._at = min(self._at, len(self._items))


class RankChoices(ListInput):
    """The choices in an order, and below a line those that are not ranked.

    Where there is no order yet, those that are proposed are ranked, or else every choice, so that
    one is ready without typing. An order says who is in it: the others wait below the line.
    """

    own_hints = (("k/j", "move"), ("1-9", "place"), ("x", "rank or not"), ("Up/Down", "choose"))

    _names: dict[str, str]
    _ranked: list[str]
    _aside: list[str]

    @property
    def value(self) -> Sequence[str]:
        """The ids of those that are ranked, first to last."""
        return list(self._ranked)

    def draw(self, width: int) -> TextBlock:
        """Return the order with its numbers, and those that are not ranked."""
        digits, first = len(str(len(self._names))), len(self._ranked)
        blocks: list[TextBlock] = []
        for at, key in enumerate(self._ranked + self._aside):
            if at == first:
                blocks.append(wrap_text("  not ranked:", width, "class:label"))
            number = f"{at + 1 if at < first else '-':>{digits}}  "
            blocks.append(draw_choice(self._names[key], width, here=at == self._at, key=number))
        return stack_field(blocks)

    def press(self, key: str) -> bool:
        """Take the keys that choose and move."""
        if key in _DIGITS:
            rank = self.press_digit(key, len(self._names))
            if rank and self._at >= len(self._ranked):
                self._toggle_ranked()
            self._move_to(min(rank, len(self._ranked)))
            return True
        self._digits = ""
        if key in ("up", "down"):
            at = self._at + (-1 if key == "up" else 1)
            if not 0 <= at < len(self._names):
                return False
            self._at = at
        elif key in _UP:
            self._move_to(self._at)
        elif key in _DOWN:
            self._move_to(self._at + 2)
        elif key in ("x", " "):
            self._toggle_ranked()
        return key in (*_UP, *_DOWN, "up", "down") or len(key) == 1

    def _move_to(self, rank: int) -> None:
        if self._at < len(self._ranked) and 1 <= rank <= len(self._ranked):
            self._ranked.insert(rank - 1, self._ranked.pop(self._at))
            self._at = rank - 1

    def _toggle_ranked(self) -> None:
        if self._at < len(self._ranked):
            self._aside.insert(0, self._ranked.pop(self._at))
        elif self._aside:
            self._ranked.append(self._aside.pop(self._at - len(self._ranked)))
            self._at = len(self._ranked) - 1

    def fill(self, value: Value) -> None:
        """Rank *value* in that order and nobody else; where it names nobody, what is proposed."""
        self._names = {choice.id: choice.name for choice in self.field.choices}
        begin = self.field.proposed or self._names
        self._ranked = [key for key in value or begin if key in self._names] or list(self._names)
        self._aside = [key for key in self._names if key not in self._ranked]


Input = TextInput | ChooseOne | ChooseMany | RankChoices
"""The input of one field."""
_INPUTS: dict[str, type[Input]] = {
    "choice": ChooseOne,
    "several": ChooseMany,
    "order": RankChoices,
}


def input_for(field: Field, value: Value) -> Input:
    """Return the input for *field*, holding *value*."""
    made = _INPUTS.get(field.widget, TextInput)(field)
    made.fill(value)
    return made
