"""What we do and finish, in the place of what is different for somebody afterwards."""

from __future__ import annotations

import re

from customer_cli.lint.prose.people import is_person
from customer_cli.lint.prose.words import plain, seen

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
