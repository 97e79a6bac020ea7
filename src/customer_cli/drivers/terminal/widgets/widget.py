"""What every widget is: one field of an answer, on the screen and under the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from prompt_toolkit.buffer import Buffer

from customer_cli.drivers.terminal.drawing import Block
from customer_cli.interview.fields import Field

Value = str | Sequence[str]
Hints = tuple[tuple[str, str], ...]
"""Keys and what they do, the most important first."""
Outcome = Literal["done", "back"] | bool
"""What a key led to: past the end, before the beginning, somewhere, or (False) nothing."""


class Widget(Protocol):
    """One field that a person fills in."""

    field: Field

    @property
    def buffer(self) -> Buffer | None:
        """What keys are typed into now, or None where letters are commands."""

    @property
    def value(self) -> Value:
        """What the field holds, empty where nothing was said."""

    @property
    def said(self) -> str:
        """The value in words, as it is shown while another field is active."""

    @property
    def hints(self) -> Hints:
        """The keys that are this widget's own."""

    def draw(self, width: int) -> Block:
        """Return the active field, with the cursor."""

    def press(self, key: str) -> bool:
        """Take *key* by its name, or return False where it means nothing here."""

    def fill(self, value: Value) -> None:
        """Put *value* in the place of what is there."""

    def settle(self) -> None:
        """Take what an untouched field means, because Enter was pressed on it."""
