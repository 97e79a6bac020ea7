"""English sentences about customers and about ourselves, by patterns of words.

A sentence whose verb belongs to the customer is theirs, even where it says `our` or `us`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from customer_cli.lint.english.people import ABSTRACT, is_person, singular
from customer_cli.lint.english.texts import find_words, head_words, normalize, split_words

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
OUR_VIEW = tuple(re.compile(pattern) for pattern in _PATTERNS)
"""The organisation speaks of itself where a customer should."""


def find_phrase(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """Return the words of *text* that one of *patterns* finds; nothing where a customer speaks."""
    found = normalize(text)
    if _SAYS_I.search(found):
        return ""
    return next(filter(None, (find_words(pattern, found) for pattern in patterns)), "")


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


def find_solution(text: str) -> str:
    """Return the solution that *text* names where it does not say what for, or nothing."""
    wish = _ASKING.sub("", normalize(text))
    found = _OFTEN.split(" ".join(head_words(wish)))[0].split()
    if (
        not found
        or found[-1] not in _SOLUTIONS
        or _WHY.search(wish)
        or _SAYS_I.search(normalize(text))
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
OUR_FIGURES = tuple(
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


_RULES = (
    r"(?:[a-z-]+ )?(?:rules|policy|policies|procedures?|guidelines|regulations|terms|standards|"
    r"requirements|criteria)"
)
OUR_RULES = tuple(
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


def find_praise(text: str) -> str:
    """Return the words of *text* where all of them are praise without a situation, or nothing."""
    found = split_words(text.casefold())
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


def find_kindness(text: str) -> str:
    """Return the words of *text* that promise or praise instead of telling, or nothing."""
    found = normalize(text)
    if (
        not _REPORTED.search(found)
        and not _OVER.search(found)
        and (would := find_words(_WOULD, found) or find_words(_OTHERS_WOULD, found))
    ):
        return would
    return "" if _HAPPENED.search(found) else find_words(_COMPLIMENT, found)


_MIDDLE = re.compile(
    r"\b([a-z']{1,30})(?: ?- ?| )(centric|centred|centered|focused|focussed)\b"
    r"|\b([a-z']{1,30})(?: ?- ?first\b| (?:always )?(?:come |comes )?first(?= [.,!;]|$| since))"
)
_NOBODY = frozenset(
    ["customer", "user", "person", "human", "client", "stakeholder", "consumer", "everybody"]
)
"""They can mean anyone, so they cannot differ from somebody."""


def find_centre(slogan: str) -> str:
    """Return the noun that *slogan* puts first or in the centre, or nothing."""
    for found in _MIDDLE.finditer(normalize(slogan)):
        noun = str(found[1] or found[3])
        who = (
            noun in ABSTRACT
            or is_person(noun)
            or (noun.endswith(("er", "or")) and is_person(f"{noun}s"))
        )
        if who and singular(noun) not in _NOBODY:
            return noun
    return ""


def is_named(noun: str, *texts: str) -> bool:
    """Tell whether one of *texts* names what *noun* names."""
    wanted = singular(noun)
    return any(singular(word) == wanted for text in texts for word in split_words(text.casefold()))


_DONE = (
    r"(?:delivered|published|launched|shipped|released|sent(?: out)?|handed over|completed|submitted|"
    r"finished|signed off|approved|issued)"
)
_DELIVERY = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:is|are|was|gets?|has been|have been|be) {_DONE}\b",
        rf"^(?:it is |{_DONE} and )?{_DONE}(?= on | in | by |$| and | to )",
        r"^we (?:deliver|publish|launch|ship|release|send|finish|hand)(?: [a-z]+){0,2}",
        r"\bgo(?:es)? live\b|^on time\b|\bon time and (?:on|in|within) budget\b",
    )
)
_SOMEBODY = re.compile(
    r"\b(?:they|them|their|she|he|her|his|nobody|somebody|who|i|my|so|because|without|where|when)\b"
)
_BEGINS = re.compile(
    r"^(?:to |we will |we'll |we |we want to )?(?:run|deliver|offer|provide|launch|open|publish|"
    r"organi[sz]e|hold|host|build|develop|expand|increase|produce|create|implement|roll out|grow|"
    r"distribute|establish)(?: [a-z\d'-]+){1,3}"
)
_CHANGE = re.compile(
    r"\b(?:so|until|where|who|that|nobody|everybody|everyone|because|without|can|no longer|their|"
    r"they|becomes?|whose)\b"
)


def find_delivery(text: str) -> str:
    """Return the words of *text* by which we are done, where nobody else is in it."""
    found = normalize(text)
    if _SOMEBODY.search(found) or any(is_person(word) for word in found.split()[:2]):
        return ""
    return next(filter(None, (find_words(pattern, found) for pattern in _DELIVERY)), "")


def find_activity(text: str) -> str:
    """Return the words of *text* for what we do, where it does not say what changes."""
    found = normalize(text)
    return "" if _CHANGE.search(found) else find_words(_BEGINS, found)


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


def find_superiority(text: str) -> str:
    """Return the words of *text* that look down on people, or nothing."""
    found = normalize(text)
    if _SAYS_I.search(found):
        return ""
    for pattern in _ANYWHERE:
        if words := find_words(pattern, found):
            return words
    lost = _LOST_ON.search(found)
    if lost and not _US.search(found) and (lost[1] == "they" or is_person(lost[1])):
        return lost[0]
    return ""


_GENERAL = re.compile(
    r"\b(?:customers?|clients?|consumers?|end users?|service users?|beneficiary|beneficiaries"
    r"|(?:our|all) users)\b"
)


def normalize_words(texts: Iterable[str]) -> frozenset[str]:
    """Return every word of *texts* as one of several, to compare others with."""
    return frozenset(singular(word) for text in texts for word in split_words(text.casefold()))


def find_other_word(text: str, known: Container[str]) -> str:
    """Return a general word for a customer in *text* that is not among the *known*, as `spelled`."""
    for found in _GENERAL.finditer(normalize(text)):
        if singular(found[0].split()[-1]) not in known:
            return found[0]
    return ""


_ORDERS = re.compile(
    r"\b(?:they're|you're|they are|you are|it is|is|are) (?:only |just )?(?:here|there) to "
    r"(?:support|serve|help) (?:us|our|my|the)(?: [a-z]+)?\b"
    r"|\b(?:have to|must) do (?:what we say|as (?:they are|they're) told)\b"
    r"|\bat our disposal\b|\btheir job is to (?:serve|support|obey) us\b"
    r"|\bworks? for us ?, not\b"
)


def find_orders(text: str) -> str:
    """Return the words of *text* that put colleagues below us, or nothing."""
    return find_words(_ORDERS, normalize(text))
