"""A list brought into an order.

Typing a number key by key, for lists with more than nine entries.

An order made with keys: who comes first, who after, and who is not ranked.
"""

from __future__ import annotations

from prompt_toolkit.buffer import Buffer

from customer_cli.record.spec import Field
from customer_cli.ui.terminal.inputs import Hints, Value
from customer_cli.ui.terminal.lines import Block, Line, labelled, stack, words


class Digits:
    """The digits pressed in a row; any other key starts anew."""

    def __init__(self) -> None:
        self.pressed = ""

    def press(self, digit: str, most: int) -> int:
        """Return the number that *digit* completes, from 1 to *most*, or 0 where there is none."""
        for number in (self.pressed + digit, digit):
            if number[0] != "0" and int(number) <= most:
                self.pressed = number
                return int(number)
        self.pressed = ""
        return 0

    def forget(self) -> None:
        """Start anew with the next digit."""
        self.pressed = ""


def is_digit(key: str) -> bool:
    """Tell whether *key* is a digit on the keyboard."""
    return len(key) == 1 and key in "0123456789"


_UP, _DOWN = ("k", "K", "s-up"), ("j", "J", "s-down")


class Order:
    """The choices in an order, and below a line those that are not ranked.

    Where there is no order yet, those that are proposed are ranked, or else every choice, so that
    one is ready without typing. An order says who is in it: the others wait below the line.
    """

    def __init__(self, field: Field, value: Value = ()) -> None:
        self.field = field
        self._digits = Digits()
        self._ranked: list[str] = []
        self._aside: list[str] = []
        self._at = 0
        self._names = {choice.id: choice.name for choice in field.choices}
        self.fill(value)

    @property
    def buffer(self) -> Buffer | None:
        """Nothing is typed here."""
        return None

    @property
    def value(self) -> Value:
        """The ids of those that are ranked, first to last."""
        return list(self._ranked)

    @property
    def said(self) -> str:
        """The names of those that are ranked."""
        return " > ".join(self._names[key] for key in self._ranked)

    @property
    def hints(self) -> Hints:
        """How to move something."""
        return (("k/j", "move"), ("1-9", "place"), ("x", "rank or not"),
                ("Up/Down", "choose"))  # fmt: skip

    def draw(self, width: int) -> Block:
        """Return the order with its numbers, and those that are not ranked."""
        digits = len(str(len(self._names)))
        rows = [self._row(at, f"{at + 1:>{digits}}  ", width) for at in range(len(self._ranked))]
        if self._aside:
            rows.append(words("  not ranked:", width, "class:label"))
            places = range(len(self._ranked), len(self._names))
            rows += [self._row(at, f"{'-':>{digits}}  ", width) for at in places]
        block = stack(rows)
        return Block(block.lines, block.cursor or (0, 0), (0, max(block.height - 1, 0)))

    def _row(self, at: int, number: str, width: int) -> Block:
        here = at == self._at
        label: Line = [("class:mark", "> " if here else "  "), ("class:key", number)]
        name = self._names[(self._ranked + self._aside)[at]]
        block = labelled(label, name, width, "class:chosen" if here else "")
        return Block(block.lines, (0, 0) if here else None)

    def press(self, key: str) -> bool:
        """Take the keys that choose and move."""
        if is_digit(key):
            self._number(self._digits.press(key, len(self._names)))
            return True
        self._digits.forget()
        if key in ("up", "down"):
            at = self._at + (-1 if key == "up" else 1)
            if not 0 <= at < len(self._names):
                return False
            self._at = at
        elif key in _UP:
            self._to(self._at)
        elif key in _DOWN:
            self._to(self._at + 2)
        elif key in ("x", " "):
            self._ranked_or_not()
        return key in (*_UP, *_DOWN, "up", "down") or len(key) == 1

    def _to(self, rank: int) -> None:
        if self._at < len(self._ranked) and 1 <= rank <= len(self._ranked):
            self._ranked.insert(rank - 1, self._ranked.pop(self._at))
            self._at = rank - 1

    def _number(self, rank: int) -> None:
        if rank and self._at >= len(self._ranked):
            self._ranked_or_not()
        self._to(min(rank, len(self._ranked)))

    def _ranked_or_not(self) -> None:
        if self._at < len(self._ranked):
            self._aside.insert(0, self._ranked.pop(self._at))
        elif self._aside:
            self._ranked.append(self._aside.pop(self._at - len(self._ranked)))
            self._at = len(self._ranked) - 1

    def fill(self, value: Value) -> None:
        """Rank *value* in that order and nobody else; where it names nobody, what is proposed."""
        begin = self.field.proposed or self._names
        self._ranked = [key for key in value or begin if key in self._names] or list(self._names)
        self._aside = [key for key in self._names if key not in self._ranked]

    def settle(self) -> None:
        """The order that is seen is the order."""
