"""An id is made of words, and two texts that say different things never share one."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from customer_cli import ids

TYPED = """
time rest quiet seat money proof budget budgets closes opens june zoom word school train 3D 5
no not children's naïve café Größe Schön schon año ano C++ C# 1.5 1,5 >5 <5 -5 50% R&D
Мы Дети помощь уроки место без 我 喜欢 短い 研修 安い वक़्त وقت זמן ώρα 시간 😀 ☕
"""
WORDS = TYPED.split()
BEGINNING = "People who teach the children of our town to read and to write and to count with"


def text(dice: Random) -> str:
    words = " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 7)))
    return f"{BEGINNING} {words}" if dice.random() < 0.3 else words


def test_two_texts_that_say_different_things_have_two_ids() -> None:
    dice = Random(8)
    made: dict[str, str] = {}
    for said in sorted({text(dice) for _ in range(4000)}):
        key = ids.from_sentence(said, "value")
        assert ids.is_id(key)
        assert len(key) <= ids.LONGEST
        assert ids.normalize_words(made.setdefault(key, said)) == ids.normalize_words(said)
    assert len(made) > 3000


def test_two_pieces_of_evidence_have_two_ids() -> None:
    dice = Random(8)
    said = {(text(dice), text(dice)) for _ in range(3000)}
    made = {ids.with_digest("2026-11-20-time", *one) for one in said}
    assert len(made) == len(said)


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("Time", "time"),
        ("A way out.", "a-way-out"),
        ("“Who would come?”", "who-would-come"),
        ("Well-known names", "well-known-names"),
        ("Proof before the budget closes in June", "proof-before-budget-closes-cj2b0"),
        ("Proof before the budget closes in May", "proof-before-budget-closes-cv586"),
        ("Schön", "schon-wfnt2"),
        ("C++", "c-72ft1"),
        ("Помощь с Word", "word-a60qv"),
        ("Место на занятии 5", "5-es4ab"),
        ("短い研修", "value-1bnhc"),
        ("Con", "con-f3dan"),
    ],
)
def test_a_digest_stands_where_words_or_letters_were_lost(sentence: str, key: str) -> None:
    assert ids.from_sentence(sentence, "value") == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Élodie's Großmutter", "elodies-grossmutter"),
        ("Hawaiʻi", "hawaii"),
        ("R&D", "r-d"),
        ("Клуб 3D", ""),
        ("Anna 李", ""),
        ("☕", ""),
        ("People who teach the children to read and write",
         "people-who-teach-the-children-to-bh6v8"),
    ],
)  # fmt: skip
def test_a_name_that_would_lose_a_letter_makes_no_id(name: str, key: str) -> None:
    assert ids.from_name(name) == key


def test_the_same_words_in_other_bytes_have_one_digest() -> None:
    said = "Größe  und\u00a0Café"
    assert ids.digest(unicodedata.normalize("NFD", said)) == ids.digest("Größe und Café")
    assert ids.digest("a", "b") != ids.digest("a b") != ids.digest("b", "a")


def test_only_the_same_words_get_a_number() -> None:
    taken = {"time": "Time", "seat": "A seat of my own"}
    assert ids.mint_id("time", "time!", taken, {}) == "time-2"
    assert ids.mint_id("seat", "Seat", taken, {}) == ids.with_digest("seat", "Seat")
    assert ids.mint_id("rest", "Rest", taken, {"rest": "Sleep"}) == ids.with_digest("rest", "Rest")
    assert ids.mint_id("rest", "Rest", taken, {"rest": "rest"}) == "rest"
