"""A thing that somebody could build, in the place of what it is wanted for."""

from __future__ import annotations

import re

from customer_cli.lint.prose.speakers import says_i
from customer_cli.lint.prose.words import plain, thing

_SOLUTIONS = frozenset([
    "app", "apps", "portal", "portals", "dashboard", "dashboards", "training", "newsletter",
    "newsletters", "system", "systems", "website", "websites", "platform", "platforms",
    "chatbot", "chatbots", "software", "database", "databases", "webinar", "webinars",
    "intranet", "leaflet", "leaflets", "brochure", "brochures", "toolkit", "api", "wiki",
    "e-learning", "crm",
])  # fmt: skip
_NO_SOLUTION = frozenset([
    "immune", "nervous", "solar", "school", "health", "legal", "support", "heating", "circuit",
    "strength", "root",
])  # fmt: skip
_ASKING = re.compile(
    r"^(?:to have |to get |to receive |access to |we need |they need |they want )+"
)
_OFTEN = re.compile(r"\b(?:every|each|once)\b")
_LESS = re.compile(r"^(?:less|fewer|no)\b")
_WHY = re.compile(
    r"\b(?:that|which|so|because|to|where|when|who|without|instead|before|after|if|while|until|"
    r"works?|fits?|near|on|in|at)\b"
)


def without_a_why(text: str) -> str:
    """Return the solution that *text* names where it does not say what for, or nothing."""
    wish = _ASKING.sub("", plain(text))
    found = _OFTEN.split(" ".join(thing(wish)))[0].split()
    if (
        not found
        or found[-1] not in _SOLUTIONS
        or _WHY.search(wish)
        or says_i(text)
        or _LESS.match(wish)
    ):
        return ""
    return "" if len(found) > 1 and found[-2] in _NO_SOLUTION else found[-1]
