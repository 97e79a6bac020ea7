"""Words by which a team says that it knows better than the people it serves."""

from __future__ import annotations

import re

from customer_cli.lint.prose.people import is_person
from customer_cli.lint.prose.speakers import says_i
from customer_cli.lint.prose.words import plain, seen

_ANYWHERE = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bwrongly (?:think|believe|assume)\b(?: they [a-z]+)?",
        r"\b(?:don't|do not|doesn't|does not) know what (?:they (?:need|want)|is good for them|"
        r"is best for them)\b",
        r"\b(?:should|ought to) want\b",
        r"\b(?:needs?|have|has) to be educated (?:about|on|in|that)\b|\bmust be educated\b"
        r"|\bthey need to be educated$",
        r"\b(?:we|educators|teachers|experts|professionals|doctors|staff) (?:simply |usually |often )?"
        r"know better\b(?! than to)",
        r"\bresistant to (?:change|new (?:ideas|things|ways|methods|technology)|our|learning|advice|help|innovation)\b",
        r"\bjust (?:don't|do not) get it\b",
        r"\b(?:are|is|being|their|so|they're) irrational(?:ly)?\b",
    )
)
_LOST_ON = re.compile(
    r"\b([a-z'-]{1,30}) (?:just |often |simply )?(?:don't|do not|doesn't|does not) understand\b"
)
_US = re.compile(r"\b(?:us|our|we)\b")


def knows_better(text: str) -> str:
    """Return the words of *text* that look down on people, or nothing."""
    if says_i(text):
        return ""
    found = plain(text)
    for pattern in _ANYWHERE:
        if words := seen(pattern, found):
            return words
    lost = _LOST_ON.search(found)
    if lost and not _US.search(found) and (lost[1] == "they" or is_person(lost[1])):
        return lost[0]
    return ""
