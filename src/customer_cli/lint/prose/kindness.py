"""What people say to be kind: what they would do, and how good the idea is."""

from __future__ import annotations

import re

from customer_cli.lint.prose.words import plain, seen

_DO = (
    r"(?:use|buy|pay|come|recommend|like|love|sign|join|subscribe|want|try|attend|donate|give|"
    r"download|switch|read|visit|prefer|appreciate|register|volunteer|order|be (?:happy|interested|"
    r"willing|glad))"
)
_SURELY = r"(?:definitely|probably|really|gladly|happily|certainly|surely|not|never|always|also)"
_WOULD = re.compile(rf"\b(?:i would|i'd|we would|we'd|i wouldn't) (?:{_SURELY} ){{0,2}}{_DO}\b")
_OTHERS_WOULD = re.compile(
    rf"\b(?:they|he|she|people) would (?:{_SURELY} )?{_DO}\b(?=.{{0,80}}\bif\b)"
    rf"|\b(?:they|he|she|people) would (?:definitely|probably) {_DO}\b"
)
_REPORTED = re.compile(
    r"\b(?:said|thought|told|knew|feared|hoped|asked|whether|so that|promised)\b"
)
_COMPLIMENT = re.compile(
    r"\blove (?:it|this|the idea|the concept)\b(?! when)|\b(?:great|good|brilliant|wonderful|lovely) "
    r"idea\b|\bsounds (?:great|good|wonderful|lovely|amazing)\b|\bkeep up the good work\b"
    r"|\blike the idea\b|\bcan't wait\b"
)
_HAPPENED = re.compile(r"\b(?:when|yesterday|last|ago|then|after|before|until|never|told|since)\b")


def no_story(text: str) -> str:
    """Return the words of *text* that promise or praise instead of telling, or nothing."""
    found = plain(text)
    if not _REPORTED.search(found) and (would := seen(_WOULD, found) or seen(_OTHERS_WOULD, found)):
        return would
    return "" if _HAPPENED.search(found) else seen(_COMPLIMENT, found)
