"""Figures that an organisation watches, said as if customers wanted them."""

from __future__ import annotations

import re

from customer_cli.lint.prose.speakers import says_i
from customer_cli.lint.prose.words import plain, seen

_FIGURE = (
    r"(?:retention|engagement|footfall|readmissions?|conversion|churn|throughput|occupancy|uptake|"
    r"utili[sz]ation|click-through)"
)
_WHOSE = r"(?:bed|user|customer|student|member|donor|staff|patient|volunteer|visitor|reader|client)"
_MORE = (
    r"(?:more|higher|high|better|improved|increased|increasing|lower|low|reduced|reducing|strong|"
    r"good|a|the)"
)
_RATE = r"(?: rates?| figures?| numbers?| targets?| scores?| levels?)"
_MEASURES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:{_MORE} ){{0,3}}(?:{_WHOSE} )?{_FIGURE}{_RATE}?(?= (?:of|with|in|from|by|at|among|and)|"
        rf" [.,;]|$)",
        rf"\b(?:{_FIGURE}|attendance){_RATE}(?= |$)",
        rf"^(?:{_MORE} ){{0,2}}{_WHOSE}{_RATE}$",
        rf"^(?:{_MORE} ){{0,2}}(?:{_WHOSE} |product |system |feature |technology |app )?adoption"
        rf"(?: rates?| of (?:our|the)(?: new)? [a-z]+)?$",
        r"\b(?:market share|net promoter score|customer lifetime value|page views|kpis?|"
        r"satisfaction scores?)\b",
    )
)


def our_figure(text: str) -> str:
    """Return the words of *text* for a figure of the organisation, or nothing."""
    if says_i(text):
        return ""
    found = plain(text)
    return next(filter(None, (seen(pattern, found) for pattern in _MEASURES)), "")
