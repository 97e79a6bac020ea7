"""Exceptions, exit codes and notes, and how they are printed.

    CustomerError
      WrongUse           2   the command cannot do what was asked, or needs a terminal
      Unreadable         3   a file is not what it should be; carries every problem
      NotHere            4   something is missing on this machine, or a disk refuses
        NotSaved         4   a file could not be written; says where the words are
          CannotEdit     4   a change would lose something of a hand-written file
      ChangedUnderneath  4   somebody else wrote the file meanwhile; nothing was changed
        Conflicting      4   and changed the same things; see `merge.entries`
      Busy              75   another terminal holds this interview, or goes on writing
      Stopped          130   Ctrl-C; everything answered is saved

A message has a place, an excerpt, a reason and a remedy. The exit codes are the README's. What is
printed passes `text.visible` here, so a message can quote any file or command line. A note is what
a person should hear although nothing failed: a disk that lacks something, a wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from customer_cli.text import visible


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
    close = find_closest(word, choices)
    return f'Did you mean "{close}"?' if close else ""


def find_closest(word: str, choices: Iterable[str]) -> str:
    """Return the one of *choices* that *word* is most like, or an empty string."""
    import difflib

    known = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(word.casefold(), known, n=1, cutoff=0.6)
    return known[close[0]] if close else ""


def find_mistyped(word: str, choices: Iterable[str]) -> str:
    """Return the one of *choices* of which *word* is surely a slip of the hand, or an empty string.

    That is one letter left out, doubled, changed or exchanged with its neighbour, two of these in
    a long word, or other capitals and hyphens. In a short word the first letter is right, because
    `rate` is no mistyped `date`.
    """
    plain = word.casefold().translate(_ONE_WRITING)
    if len(plain) > _LONGEST_CHOICE:
        return ""
    known = ((choice, choice.casefold().translate(_ONE_WRITING)) for choice in choices)
    return next((choice for choice, same in known if _is_slip(plain, same)), "")


_ONE_WRITING = str.maketrans("- ", "__")
_LONGEST_CHOICE = 20
"""Letters of a word that is compared; no key and no command is longer."""
SHORT = 3
"""Letters up to which only an exchange is a slip: `how` is no mistyped `who`."""
LONG = 6
"""Letters from which a word may hold two slips."""


def _is_slip(word: str, choice: str) -> bool:
    if word == choice:
        return True
    if len(choice) <= SHORT:
        return sorted(word) == sorted(choice) and _count_edits(word, choice) == 1
    if len(choice) < LONG:
        same_start = word[:1] == choice[:1] or word == choice[1::-1] + choice[2:]
        return same_start and _count_edits(word, choice) == 1
    return _count_edits(word, choice) <= 2


def _count_edits(one: str, other: str) -> int:
    """Return how many letters to add, take out, change or exchange with the next make the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


WIDEST_EXCERPT = 72
"""Columns of a quoted line; a longer one is cut around the place that is meant."""


def error_lines(error: CustomerError) -> list[str]:
    """Return *error* as the lines standard error shows, each problem with its place."""
    if isinstance(error, Unreadable):
        return [line for problem in error.problems for line in ("", *problem_lines(problem))][1:]
    if isinstance(error, Stopped):  # somebody's wish, and no error
        return [visible(text, breaks=True) for text in (error.message, error.remedy) if text]
    lines = [f"error: {visible(error.message, breaks=True)}"]
    return [*lines, *hint_lines(error.remedy)]


def problem_lines(problem: Problem) -> list[str]:
    """Return *problem* as `place: reason`, the line it is about, and what to do."""
    lines = [f"{visible(problem.place)}: {visible(problem.message)}"]
    if problem.excerpt.strip():
        start = max(0, problem.column - WIDEST_EXCERPT * 2 // 3)
        shown = visible(problem.excerpt[start : start + WIDEST_EXCERPT])
        margin = f"{problem.line:>5} | "
        lines.append(f"{margin}{shown}".rstrip())
        if problem.column:
            # Counted on what is shown: a control character before the place takes two columns.
            before = visible(problem.excerpt[start : problem.column - 1])
            lines.append(" " * (len(margin) - 2) + "| " + " " * _count_columns(before) + "^")
    return [*lines, *hint_lines(problem.remedy)]


def hint_lines(remedy: str) -> list[str]:
    """Return *remedy* behind the word `hint`, or nothing."""
    if not remedy:
        return []
    first, *rest = visible(remedy, breaks=True).split("\n")
    return [f"hint:  {first}", *(f"       {line}" for line in rest)]


def _count_columns(text: str) -> int:
    import unicodedata

    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


notes: dict[str, None] = {}
"""What is to be told at the end of this command, each sentence once, in the order it came up."""


def keep_note(sentence: str) -> None:
    """Keep *sentence* for the end of the command, once, however often it is true."""
    notes[sentence] = None


tell_note: Callable[[str], object] = keep_note
"""Called with a note that cannot wait; kept as the rest is until the program gives it a voice."""
