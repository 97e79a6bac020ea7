"""What a list from a word processor becomes, and what of a name must never go with its bullet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_cli.record.spec import Field
from customer_cli.text import list_entries
from customer_cli.ui.terminal.form import ListForm

PASTED: list[tuple[str, list[str]]] = [
    # As word processors, web pages and chats put lists on the clipboard.
    ("•\tChildren who eat with us\no\tCooks and servers\n▪\tSchool heads\n☐ Landlords\na) Drivers\n"
     "(1) Neighbours\n",
     ["Children who eat with us", "Cooks and servers", "School heads", "Landlords", "Drivers",
      "Neighbours"]),
    ("·\tChildren\no\tTeachers\n— Drivers\n(2) Heads\na) Board",
     ["Children", "Teachers", "Drivers", "Heads", "Board"]),
    ("- [ ] Cooks\n- [x] Heads\n\n+ Board", ["Cooks", "Heads", "Board"]),
    ("\uf0b7 Cooks\n\uf0a7\u00a0Heads", ["Cooks", "Heads"]),
    ("1. Cooks\n2. Heads\n3. Board", ["Cooks", "Heads", "Board"]),
    ("Ours:\n1. Cooks\n2. Heads\n3. Board", ["Ours:", "Cooks", "Heads", "Board"]),
    # What may be a part of the name stays.
    ("1. Klasse\n2. Klasse\n10. Jahrgang", ["1. Klasse", "2. Klasse", "10. Jahrgang"]),
    ("1. Klasse\n2. Klasse\n3. Klasse", ["1. Klasse", "2. Klasse", "3. Klasse"]),
    ("1. Mannschaft\n2. Mannschaft", ["1. Mannschaft", "2. Mannschaft"]),
    ("2. Cooks\n3. Heads\n4. Board", ["2. Cooks", "3. Heads", "4. Board"]),
    ("1. Cooks\n3. Heads\n2. Board", ["1. Cooks", "3. Heads", "2. Board"]),
    ("O Neill\nOur own people", ["O Neill", "Our own people"]),
    ("o clock people\nA man (old)", ["o clock people", "A man (old)"]),
    ("24/7 callers\n-5 degrees and colder", ["24/7 callers", "-5 degrees and colder"]),
    # One line is what somebody typed.
    ("1. Mannschaft", ["1. Mannschaft"]),
    ("- Cooks", ["- Cooks"]),
    ("a) Board\n\n", ["a) Board"]),
    ("", []), ("\n \n", []), ("-\n•\n", ["-", "•"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entries"), PASTED)
def test_a_pasted_list_loses_its_bullets_and_nothing_of_a_name(
    text: str, entries: list[str]
) -> None:
    assert list_entries(text) == entries


@given(st.lists(st.text(st.sampled_from("12ab. )(-•o\tKé")), max_size=5))
def test_what_goes_is_the_beginning_of_a_line_and_holds_no_word(lines: list[str]) -> None:
    kept = [line.strip() for line in "\n".join(lines).splitlines() if line.strip()]
    entries = list_entries("\n".join(lines))
    assert len(entries) == len(kept)
    for whole, entry in zip(kept, entries, strict=True):
        gone = whole.removesuffix(entry)
        assert whole == gone + entry
        assert sum(map(str.isalnum, gone)) <= 4  # xvii) is the longest


@pytest.mark.parametrize(("text", "entries"), [one for one in PASTED if len(one[1]) > 1])
def test_the_terminal_takes_a_paste_as_plain_lines_do(text: str, entries: list[str]) -> None:
    listing = ListForm([Field("name", "Who")], [])
    assert listing.paste(text)
    assert [row["name"] for row in listing.rows] == entries
