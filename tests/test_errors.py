"""What an error looks like on standard error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_cli.errors import (
    WIDEST_EXCERPT,
    CustomerError,
    NotHere,
    Problem,
    Unreadable,
    WrongUse,
    error_lines,
    problem_lines,
)

TOLD: list[tuple[CustomerError, str]] = [
    (WrongUse("There is no lens."), "error: There is no lens."),
    (
        NotHere('There is no record "2O24".', 'Did you mean "2024"?'),
        'error: There is no record "2O24".\nhint:  Did you mean "2024"?',
    ),
    (
        WrongUse("Two lines\nof it.", "First this,\nthen that."),
        "error: Two lines\nof it.\nhint:  First this,\n       then that.",
    ),
    (
        Unreadable(
            [
                Problem(
                    "2026.yaml", 6, 11, '"primry" is no kind.', "Write need.", "    kind: primry"
                ),
                Problem("2026.yaml", 0, 0, "It is empty."),
            ]
        ),
        '2026.yaml:6:11: "primry" is no kind.\n'
        "    6 |     kind: primry\n"
        "      |           ^\n"
        "hint:  Write need.\n\n"
        "2026.yaml: It is empty.",
    ),
]


@pytest.mark.parametrize(("error", "told"), TOLD)
def test_an_error_is_told_with_place_excerpt_reason_and_remedy(
    error: CustomerError, told: str
) -> None:
    assert "\n".join(error_lines(error)) == told


PLACES = [("name: Ärzte !", 13), ("name: 読む人 !", 11), ("a\x07b !", 5), ("e\u0301 !", 4)]


@pytest.mark.parametrize(("excerpt", "column"), PLACES)
def test_the_caret_stands_under_the_place_in_any_script(excerpt: str, column: int) -> None:
    from rich.cells import cell_len

    _, shown, caret = problem_lines(Problem("f", 1, column, "m", "", excerpt))
    assert excerpt[column - 1] == "!"
    assert cell_len(caret[: caret.index("^")]) == cell_len(shown[: shown.index("!")])


def test_a_long_line_is_cut_around_the_place_that_is_meant() -> None:
    excerpt = "word " * 100 + "HERE" + " word" * 100
    _, shown, caret = problem_lines(Problem("f", 1, 501, "m", "", excerpt))
    assert len(shown) <= WIDEST_EXCERPT + len("    1 | ")
    assert shown[caret.index("^") :].startswith("HERE")


@given(st.text(), st.text(), st.text(), st.integers(1, 200))
def test_nothing_in_a_message_reaches_the_terminal_as_a_command(
    message: str, remedy: str, excerpt: str, column: int
) -> None:
    problem = Problem(message, 1, column, message, remedy, excerpt)
    for error in (WrongUse(message, remedy), Unreadable([problem])):
        said = "\n".join(error_lines(error))
        assert not any(ord(letter) < 32 for letter in said if letter != "\n")
        assert not any(letter in said for letter in "\x7f\x9b\u202e\u2066")
