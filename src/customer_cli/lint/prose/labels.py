"""What a group is called that is no group of people: a thing, everybody, a role, a code."""

from __future__ import annotations

import re

from customer_cli.lint.prose.people import ANIMALS, is_person
from customer_cli.lint.prose.words import plain, thing, words

ABSTRACT = frozenset([
    "learning", "education", "quality", "excellence", "innovation", "mission", "programme",
    "programmes", "program", "programs", "project", "projects", "market", "markets", "brand",
    "brands", "science", "economy", "growth", "sustainability", "progress", "knowledge",
    "research", "technology", "revenue", "profit", "democracy", "curriculum", "literacy",
])  # fmt: skip
"""What nobody can meet."""
_BROAD = frozenset([
    "everyone", "everybody", "anyone", "public", "society", "community", "communities", "users",
    "customers", "stakeholders", "people", "citizens", "humanity", "mankind", "consumers",
    "world", "nation",
])  # fmt: skip
_WIDENING = frozenset([
    "the", "our", "all", "every", "general", "wider", "whole", "entire", "as", "a", "at",
    "large", "in", "we", "serve", "who", "use", "us", "of",
])  # fmt: skip
_ROLES = frozenset([
    "user", "users", "end user", "end users", "stakeholder", "stakeholders", "client", "clients",
    "customer", "customers", "consumer", "consumers", "beneficiary", "beneficiaries", "recipients",
    "service users", "target group", "target groups", "target audience", "audience", "audiences",
    "decision makers", "decision-makers", "influencers", "buyers", "payers", "gatekeepers",
    "internal customers", "external customers", "key accounts",
])  # fmt: skip
_NOT_BORN = re.compile(r"\b(future generations?|not yet born|unborn|the next generation)\b")
_KNOWN = frozenset([
    "UK", "US", "USA", "EU", "UN", "TV", "IT", "HR", "PC", "DIY", "LGBT", "LGBTQ", "LGBTQI",
    "HIV", "AIDS", "GP", "GPS", "NHS", "NGO", "NGOS", "CEO", "CEOS", "ID", "WC", "BBC", "DVD",
    "CD", "FM", "AM", "PM", "OK", "GPs", "NGOs", "CEOs", "PCs", "MPS", "USB", "DJ", "DJs",
])  # fmt: skip
_CODE = re.compile(r"[A-Z]{2,5}s?|(?=[A-Z\d]*[A-Z])(?=[A-Z\d]*\d)[A-Z\d]{2,5}")
_ROMAN = re.compile(r"[IVX]+")
_NUMBERED = re.compile(r"\b(tier|segment|cohort|cluster|band|persona|category) ([a-z]|\d{1,3})\b")
_AGE = re.compile(r"[UO]\d+s?")


def not_people(name: str) -> str:
    """Return the word of *name* that is a thing instead of people, or nothing."""
    found = thing(name)
    return found[-1] if found and found[-1] in ABSTRACT else ""


def without_a_voice(name: str) -> str:
    """Return the words of *name* for those who cannot speak: animals, the unborn."""
    if unborn := _NOT_BORN.search(plain(name)):
        return unborn[0]
    found = thing(name)
    return found[-1] if found and found[-1] in ANIMALS else ""


def too_many(name: str) -> str:
    """Return the word of *name* that could mean anybody, or nothing where somebody is meant."""
    left = [word for word in words(name.casefold()) if word not in _WIDENING]
    return left[0] if len(left) == 1 and left[0] in _BROAD else ""


def role(name: str) -> str:
    """Return *name* where it is the word for a role and nothing else."""
    left = " ".join(w for w in words(name.casefold()) if w not in ("the", "our", "all", "other"))
    return left if left in _ROLES else ""


def insider_word(name: str, about: str = "") -> str:
    """Return the short form or code in *name* that neither it nor *about* spells out."""
    found = words(name)
    if numbered := _NUMBERED.search(plain(name)):
        return numbered[0]
    if len(found) > 1 and name.isupper():
        return ""  # shouted, not shortened
    letters = "".join(word[0] for word in words(f"{name} {about}".casefold()))
    for word in found:
        known = word in _KNOWN or _ROMAN.fullmatch(word) or _AGE.fullmatch(word)
        if known or not _CODE.fullmatch(word) or (word.isupper() and is_person(word.casefold())):
            continue
        if word.removesuffix("s").casefold() not in letters:
            return word
    return ""
