"""What a record says in plain English, with its place; other languages are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.lint.prose.language import is_english
from customer_cli.lint.rule import Subject
from customer_cli.record.explain import Path

if TYPE_CHECKING:
    from customer_cli.record.model import Customer, Value


def customers(subject: Subject) -> Iterator[tuple[str, Customer]]:
    """Yield the customers whose names can be read, by id."""
    yield from subject.english_customers


def primary(subject: Subject) -> Iterator[tuple[str, Customer]]:
    """Yield the primary customer by id, where there is one and its name can be read."""
    for key, customer in customers(subject):
        if key == subject.record.primary:
            yield key, customer


def values(subject: Subject) -> Iterator[tuple[Path, str, Value]]:
    """Yield the values whose texts can be read, with their paths and whose they are."""
    yield from subject.english_values


def line(subject: Subject, text: str) -> str:
    """Return *text* where it can be read, and nothing otherwise."""
    return text if text and subject.is_english and is_english(text) else ""
