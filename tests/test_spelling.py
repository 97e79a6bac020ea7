"""Texts that say the same are known to, however they were typed, and no others are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_cli.text import as_read, as_typed

READ_ALIKE = [
    ("\u00c9l\u00e8ves \u00e0 midi", "E\u0301le\u0300ves a\u0300 midi"),
    ("A seat at 7 pm", "A seat at 7\u00a0pm"),
    ("A seat  at 7 pm", " A seat at\u3000\u20097\npm "),
    ("Donaudampfschiff", "Donau\u00addampf\u200bschiff"),
    ("office flats", "o\ufb03ce \ufb02ats"),
    ("full-time", "full\u2011time"),
    ("\u05e9\u05dc\u05d5\u05dd x", "\u05e9\u05dc\u05d5\u05dd\u200e x"),
]
TYPED_ALIKE = [
    ("The board's guests", "The board\u2019s guests"),
    ("I don't wait - ever...", "I don\u2019t wait \u2013 ever\u2026"),
    ('the "good" fish', "the \u201cgood\u201d fish"),
    ('the "good" fish', "the \u201egood\u201c fish"),
    ('the "good" fish', "the \u00abgood\u00bb fish"),
    ("fish -- fresh", "fish \u2014 fresh"),
    ("fish - fresh", "fish -- fresh"),
    ("wait...", "wait. . ."),
]
APART = [
    ("m\u00b2", "m2"), ("\u00bd", "1/2"), ("resume", "r\u00e9sum\u00e9"), ("Fish", "fish"),
    ("a b", "ab"), ("its", "it's"), ("well-known", "well known"), ("wait.", "wait..."),
    ("\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0646\u0645\u06cc\u062e\u0648\u0627\u0647\u0645"),
    ("who?", "who!"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), READ_ALIKE)
def test_the_same_words_in_other_bytes_read_alike(one: str, other: str) -> None:
    assert as_read(one) == as_read(other)


@pytest.mark.parametrize(("one", "other"), TYPED_ALIKE)
def test_what_a_word_processor_makes_of_signs_is_typed_alike_and_read_otherwise(
    one: str, other: str
) -> None:
    assert as_typed(one) == as_typed(other)
    assert as_read(one) != as_read(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert as_typed(one) != as_typed(other)


@given(st.text())
def test_a_text_reads_as_it_reads_in_either_form_and_once_is_enough(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert as_read(unicodedata.normalize(form, text)) == as_read(text)
    assert as_read(as_read(text)) == as_read(text)
    assert as_typed(as_typed(text)) == as_typed(text) == as_typed(as_read(text))
