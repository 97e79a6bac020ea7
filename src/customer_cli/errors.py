"""What can go wrong, each with the sentence and the exit code that belong to it.

    CustomerError
      WrongUse           2   the command cannot do what was asked, or needs a terminal
      Unreadable         3   a file is not what it should be; carries every problem
      NotHere            4   something is missing on this machine, or a disk refuses
        NotSaved         4   a file could not be written; says where the words are
          CannotEdit     4   a change would lose something of a hand-written file
      ChangedUnderneath  4   somebody else wrote the file meanwhile; nothing was changed
        Conflicting      4   and changed the same things; see `merging.conflict`
      Busy              75   another terminal holds this interview, or goes on writing
      Stopped          130   Ctrl-C; everything answered is saved

A message has a place, an excerpt, a reason and a remedy. The exit codes are the README's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why a file cannot be read as what it should be, with its place."""

    file: str
    """The file as the person named it."""
    line: int
    """Counted from 1; 0 where no line can be named."""
    column: int
    """Counted from 1 in characters; 0 where no column can be named."""
    message: str
    """What is wrong, as a sentence."""
    remedy: str = ""
    """What to do about it, as a sentence."""
    excerpt: str = ""
    """The line as it stands in the file, or nothing."""

    @property
    def place(self) -> str:
        """`file:line:column`, shortened where a number is not known."""
        if not self.line:
            return self.file
        if not self.column:
            return f"{self.file}:{self.line}"
        return f"{self.file}:{self.line}:{self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class CustomerError(Exception):
    """The family of everything customer-cli says no to."""

    exit_code = 70

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class WrongUse(CustomerError):
    """The command cannot do what was asked, or a terminal was needed."""

    exit_code = 2


class Unreadable(CustomerError):
    """A file is not what it should be; `problems` holds every reason, in file order."""

    exit_code = 3

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class NotHere(CustomerError):
    """Something is missing on this machine."""

    exit_code = 4


class NotSaved(NotHere):
    """A file could not be written; the message says what failed, the remedy where the words are."""


class CannotEdit(NotSaved):
    """A file cannot be changed without losing something; nothing was written."""

    def __init__(self, file: str, line: int, column: int, reason: str, excerpt: str) -> None:
        place = Problem(file, line, column, reason).place
        super().__init__(
            f"{place}: {reason}\n{line:>5} | {excerpt}",
            "Nothing was changed. Write that line in a plainer way, then try again.",
        )
        self.line = line


class ChangedUnderneath(CustomerError):
    """A file is not the one that was read; nothing was written."""

    exit_code = 4


class Busy(CustomerError):
    """Another terminal holds this interview, or goes on writing in this folder."""

    exit_code = 75


class Stopped(CustomerError):
    """The person stopped; everything answered is saved."""

    exit_code = 130


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return `Did you mean "x"?` for the closest of *choices*, or an empty string."""
    close = closest(word, choices)
    return f'Did you mean "{close}"?' if close else ""


def closest(word: str, choices: Iterable[str]) -> str:
    """Return the one of *choices* that *word* is most like, or an empty string."""
    import difflib

    known = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return known[close[0]] if close else ""
