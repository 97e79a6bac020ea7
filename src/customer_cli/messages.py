"""How a problem and an error are told: place, excerpt, reason and remedy, as lines.

Every word from a file or a command line passes the output gate here, so a message can
quote anything.
"""

from __future__ import annotations

from customer_cli.errors import CustomerError, Problem, Stopped, Unreadable
from customer_cli.text import visible

WIDEST_EXCERPT = 72
"""Columns of a quoted line; a longer one is cut around the place that is meant."""


def error_lines(error: CustomerError) -> list[str]:
    """Return *error* as the lines standard error shows, each problem with its place."""
    if isinstance(error, Unreadable):
        return [line for problem in error.problems for line in ("", *problem_lines(problem))][1:]
    if isinstance(error, Stopped):  # somebody's wish, and no error
        return [visible(said, breaks=True) for said in (error.message, error.remedy) if said]
    lines = [f"error: {visible(error.message, breaks=True)}"]
    return [*lines, *hint_lines(error.remedy)]


def problem_lines(problem: Problem) -> list[str]:
    """Return *problem* as `place: reason`, the line it is about, and what to do."""
    lines = [f"{visible(problem.place)}: {visible(problem.message)}"]
    if problem.excerpt.strip():
        lines += _excerpt(problem)
    return [*lines, *hint_lines(problem.remedy)]


def hint_lines(remedy: str) -> list[str]:
    """Return *remedy* behind the word `hint`, or nothing."""
    if not remedy:
        return []
    first, *rest = visible(remedy, breaks=True).split("\n")
    return [f"hint:  {first}", *(f"       {line}" for line in rest)]


def _excerpt(problem: Problem) -> list[str]:
    start = max(0, problem.column - WIDEST_EXCERPT * 2 // 3)
    shown = visible(problem.excerpt[start : start + WIDEST_EXCERPT])
    margin = f"{problem.line:>5} | "
    lines = [f"{margin}{shown}".rstrip()]
    if problem.column:
        # Counted on what is shown: a control character before the place takes two columns.
        before = visible(problem.excerpt[start : problem.column - 1])
        lines.append(" " * (len(margin) - 2) + "| " + " " * _columns(before) + "^")
    return lines


def _columns(text: str) -> int:
    import unicodedata

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)
