"""Who is speaking in a sentence about what customers value: they or we.

A sentence whose verb belongs to the customer is theirs, even where it says `our` or `us`.
"""

from __future__ import annotations

import re

from customer_cli.lint.prose.words import plain, seen

_SAYS_I = re.compile(r"\b(i|i'm|i'd|me|my|mine|myself)\b")
_OURS = (
    r"(?:programs?|programmes?|services?|products?|quality|expertise|brand|mission|staff|reputation|"
    r"approach|impact|organi[sz]ation|offering|solutions?|platform|technology|innovation|"
    r"curriculum|collection|facilities|experience|leadership|values|vision|methods?|pricing|range|"
    r"heritage|commitment|strategy|professionalism|know-how|equipment|customer service)"
)
_WE_DO = (
    r"(?:improve|deliver|provide|offer|serve|support|help|teach|train|educate|transform|empower|"
    r"engage|reach|welcome|treat|design|strengthen)"
)
_GROWS = r"(?:grow|increase|expand|boost|maximi[sz]e|raise|strengthen|promote|extend)"
_GROWN = (
    r"(?:membership|brand|reach|income|revenue|impact|programmes?|programs?|audience|reputation|"
    r"services|profile|customer base|market share)"
)
_OPENING = r"^(?:it's |it is |that's |that is )?"
_BEST = (
    r"(?:the leaders?|leaders?|leading|the best|experts|the experts|award-winning|innovative|"
    r"number one|the number one|the only|specialists|the first choice|known for)"
)
_PATTERNS = (
    rf"{_OPENING}(?:the )?(?:quality|range|breadth|strength|reputation|impact|success|excellence|"
    rf"variety|value) of (?:all )?our [a-z-]+(?= |$)",
    rf"{_OPENING}(?:the way|how|what|everything|the fact that) we {_WE_DO}(?: [a-z'-]+){{0,3}}",
    rf"{_OPENING}our(?: [a-z\d'-]+| and| of){{0,4}}? {_OURS}(?= [.,;!]|$)",
    rf"{_OPENING}(?:knowing |to know )?(?:that )?(?:we are|we're|being) {_BEST}(?: [a-z-]+){{0,2}}",
    rf"{_OPENING}(?:that )?we have the (?:best|most|largest|biggest|widest|latest)(?: [a-z-]+){{0,2}}",
    r"^we (?:offer|provide|deliver|serve|strive|speciali[sz]e|are committed|are proud|help|"
    r"support)(?: [a-z'-]+){0,3}",
    rf"^(?:to )?{_GROWS} our(?: [a-z-]+){{0,1}}? {_GROWN}(?= |$)",
)
_OUR_VIEW = tuple(re.compile(pattern) for pattern in _PATTERNS)


def says_i(text: str) -> bool:
    """Tell whether one customer is speaking in *text*."""
    return _SAYS_I.search(plain(text)) is not None


def we_speak(text: str) -> str:
    """Return the words of *text* in which the organisation speaks of itself, or nothing."""
    found = plain(text)
    if _SAYS_I.search(found):
        return ""
    return next(filter(None, (seen(pattern, found) for pattern in _OUR_VIEW)), "")
