"""What a difference is told in: blocks of lines, each a run of phrases that stay, go or come.

Views differ in how they mark a phrase and in nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from customer_cli.diff.word_diff import Phrase, phrases

Phrases = tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is told."""

    label: str
    """What it is about, in a word or two; may be empty."""
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one title."""

    title: str
    lines: tuple[Line, ...]
    rank: str = ""
    """Where the title is a customer, their rank today."""


def same(text: Any) -> Phrases:
    """Return *text* as words that stay."""
    return (Phrase("same", str(text)),) if text else ()


def gone(text: Any) -> Phrases:
    """Return *text* as words that were there."""
    return (Phrase("gone", str(text)),) if text else ()


def new(text: Any) -> Phrases:
    """Return *text* as words that were not there."""
    return (Phrase("new", str(text)),) if text else ()


def between(old: Any, later: Any) -> Phrases:
    """Return what changed from *old* to *later*, texts or lists of words."""
    return phrases(_text(old), _text(later))


def _text(said: Any) -> str:
    return ", ".join(map(str, said)) if isinstance(said, list | tuple) else str(said or "")


def remark(*parts: Any) -> Phrases:
    """Return what is known beside a sentence, in brackets, or nothing."""
    known = "; ".join(str(part).rstrip(".") for part in parts if part)
    return same(f"({known})") if known else ()


def words(line: Iterable[Phrase]) -> str:
    """Return the phrases as one text without marks."""
    return " ".join(" ".join(phrase.text.split()) for phrase in line)


def spoken(key: str) -> str:
    """Return a key of the record as words."""
    return key.replace("_", " ")
