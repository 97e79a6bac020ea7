"""Sentences about ourselves.

Whom a slogan puts in the middle.

What we do and finish, in the place of what is different for somebody afterwards.

Words by which a team says that it knows better than the people it serves.

Words for a customer in general, beside the one that a team has chosen.

Words by which somebody gives orders to colleagues.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from customer_cli.lint.english.people import ABSTRACT, is_person, singular
from customer_cli.lint.english.texts import plain, seen, words
from customer_cli.lint.english.wishes import says_i

_MIDDLE = re.compile(
    r"\b([a-z']{1,30})(?: ?- ?| )(centric|centred|centered|focused|focussed)\b"
    r"|\b([a-z']{1,30})(?: ?- ?first\b| (?:always )?(?:come |comes )?first(?= [.,!;]|$| since))"
)
_NOBODY = frozenset(
    ["customer", "user", "person", "human", "client", "stakeholder", "consumer", "everybody"]
)
"""They can mean anyone, so they cannot differ from somebody."""


def in_the_middle(slogan: str) -> str:
    """Return the noun that *slogan* puts first or in the centre, or nothing."""
    for found in _MIDDLE.finditer(plain(slogan)):
        noun = str(found[1] or found[3])
        who = (
            noun in ABSTRACT
            or is_person(noun)
            or (noun.endswith(("er", "or")) and is_person(f"{noun}s"))
        )
        if who and singular(noun) not in _NOBODY:
            return noun
    return ""


def names(noun: str, *texts: str) -> bool:
    """Tell whether one of *texts* names what *noun* names."""
    wanted = singular(noun)
    return any(singular(word) == wanted for text in texts for word in words(text.casefold()))


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


def our_delivery(text: str) -> str:
    """Return the words of *text* by which we are done, where nobody else is in it."""
    found = plain(text)
    if _SOMEBODY.search(found) or any(is_person(word) for word in found.split()[:2]):
        return ""
    return next(filter(None, (seen(pattern, found) for pattern in _DELIVERY)), "")


def our_activity(text: str) -> str:
    """Return the words of *text* for what we do, where it does not say what changes."""
    found = plain(text)
    return "" if _CHANGE.search(found) else seen(_BEGINS, found)


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


_GENERAL = re.compile(
    r"\b(?:customers?|clients?|consumers?|end users?|service users?|beneficiary|beneficiaries"
    r"|(?:our|all) users)\b"
)


def spelled(texts: Iterable[str]) -> frozenset[str]:
    """Return every word of *texts* as one of several, to compare others with."""
    return frozenset(singular(word) for text in texts for word in words(text.casefold()))


def another_word(text: str, known: Container[str]) -> str:
    """Return a general word for a customer in *text* that is not among the *known*, as `spelled`."""
    for found in _GENERAL.finditer(plain(text)):
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


def gives_orders(text: str) -> str:
    """Return the words of *text* that put colleagues below us, or nothing."""
    return seen(_ORDERS, plain(text))
