"""What people say to be kind: what they would do, and how good the idea is."""

from __future__ import annotations

import re

from customer_cli.lint.prose.words import plain, seen

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
