"""Typing a number key by key, for lists with more than nine entries."""

from __future__ import annotations


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
