"""A rule of ours, said as if it were what somebody gets."""

from __future__ import annotations

import re

from customer_cli.lint.prose.speakers import says_i
from customer_cli.lint.prose.words import plain, seen

_RULES = (
    r"(?:[a-z-]+ )?(?:rules|policy|policies|procedures?|guidelines|regulations|terms|standards|"
    r"requirements|criteria)"
)
_OUR_RULE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!to )\b(?:comply|complies|complying|compliance|in line|in accordance) with "
        rf"(?:our|the) {_RULES}\b",
        r"\bfit(?:s|ting)? (?:our (?:rules|policy|profile|criteria)|the (?:rules|criteria|policy))\b",
        rf"^(?:meets?|meeting|follows?|following|keeps? to|keeping to) our {_RULES}\b",
        rf"^(?:that )?(?:they|members|people|patients|customers|parents) (?:follow|meet|keep to|"
        rf"obey|respect) our {_RULES}\b",
        rf"^(?:adheres?|adhering|adherence) to (?:our|the) {_RULES}\b",
        r"^(?:that )?(?:they |members |people |parents )?(?:fills?|filling|completes?) (?:in |out )?"
        r"(?:the|our) (?:[a-z]+ )?forms? (?:correctly|properly|completely|in full)\b",
    )
)


def our_rule(text: str) -> str:
    """Return the words of *text* that ask whether a rule is kept, or nothing."""
    if says_i(text):
        return ""
    found = plain(text)
    return next(filter(None, (seen(pattern, found) for pattern in _OUR_RULE)), "")
