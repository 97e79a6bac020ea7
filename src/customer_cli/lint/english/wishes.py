"""Sentences about what people value, and what is no evidence of it.

Who is speaking in a sentence about what customers value: they or we.

A sentence whose verb belongs to the customer is theirs, even where it says `our` or `us`.

A thing that somebody could build, in the place of what it is wanted for.

Figures that an organisation watches, said as if customers wanted them.

A rule of ours, said as if it were what somebody gets.

Praise that fits anything, because no situation stands beside it.

What people say to be kind: what they would do, and how good the idea is.
"""

from __future__ import annotations

import re

from customer_cli.lint.english.texts import plain, seen, thing, words

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


_VAGUE = frozenset([
    "good", "great", "high", "highest", "quality", "high-quality", "excellent", "excellence",
    "best", "better", "value", "service", "services", "support", "top", "first-class",
    "world-class", "outstanding", "superb", "effective", "engaging", "professional",
])  # fmt: skip
_WEAK = frozenset([
    "customer", "product", "products", "money", "experience", "overall", "very", "really",
    "most", "more", "of", "and", "for", "the", "a", "an", "our", "your", "to", "have", "get",
    "receive", ",", ".", "!", "&",
])  # fmt: skip
"""Words that make praise longer and no clearer."""


def praise_alone(text: str) -> str:
    """Return the words of *text* where all of them are praise without a situation, or nothing."""
    found = words(text.casefold())
    vague = [word for word in found if word in _VAGUE]
    return " ".join(vague) if vague and all(w in _VAGUE or w in _WEAK for w in found) else ""


_DO = (
    r"(?:use|buy|pay|come|recommend|like|love|sign|join|subscribe|want|try|attend|donate|give(?! up)|"
    r"download|switch|read|visit|prefer|appreciate|register|volunteer|order|be (?:happy|interested|"
    r"willing|glad))"
)
_SURELY = r"(?:definitely|probably|really|gladly|happily|certainly|surely|not)"
_I_WOULD = r"\b(?:i would|i'd|we would|we'd)"
# "I would come home crying" tells of a habit; an adverb, a wish or an "if" tells of no day at all.
_WOULD = re.compile(
    rf"{_I_WOULD} (?:{_SURELY} ){{1,2}}{_DO}\b|\b(?:i|we) wouldn't {_DO}\b"
    rf"|{_I_WOULD} (?:use|buy|recommend|like|love|want|prefer|appreciate|be (?:happy|interested|"
    rf"willing|glad))\b|{_I_WOULD} {_DO}\b(?=.{{0,80}}\bif\b)"
)
_OTHERS_WOULD = re.compile(
    rf"\b(?:they|he|she|people) would (?:{_SURELY} )?{_DO}\b(?=.{{0,80}}\bif\b)"
    rf"|\b(?:they|he|she|people) would (?:definitely|probably) {_DO}\b"
)
_REPORTED = re.compile(
    r"\b(?:said|thought|told|knew|feared|hoped|asked|whether|so that|promised)\b"
)
_OVER = re.compile(r"\b(?:until|then|ago|yesterday)\b")
_COMPLIMENT = re.compile(
    r"\blove (?:it|this|the idea|the concept)\b(?! when)|(?:^|\bwhat |\bis |'s )(?:an? )?"
    r"(?:great|good|brilliant|wonderful|lovely) idea(?= [.,!]|$)|\bsounds (?:great|good|wonderful|lovely|amazing)\b|\bkeep up the good work\b"
    r"|\blike the idea\b|\bcan't wait\b"
)
_HAPPENED = re.compile(r"\b(?:when|yesterday|last|ago|then|after|before|until|never|told|since)\b")


def no_story(text: str) -> str:
    """Return the words of *text* that promise or praise instead of telling, or nothing."""
    found = plain(text)
    if (
        not _REPORTED.search(found)
        and not _OVER.search(found)
        and (would := seen(_WOULD, found) or seen(_OTHERS_WOULD, found))
    ):
        return would
    return "" if _HAPPENED.search(found) else seen(_COMPLIMENT, found)
