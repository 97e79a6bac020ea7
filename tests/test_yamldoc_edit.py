"""A hand-written file is changed where it changes, and nowhere else."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from customer_cli.errors import CannotEdit, ChangedUnderneath, Unreadable
from customer_cli.record.documents import overlay
from customer_cli.record.format import is_flow
from customer_cli.storage import disk
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.save import save_changed
from customer_cli.yamldoc import parser, reader
from customer_cli.yamldoc.edit import update_text
from customer_cli.yamldoc.tree import is_same
from tests import edits
from tests.conftest import ROOT

Edit = Callable[[Any], object]


def data_of(text: str) -> dict[str, Any]:
    return reader.read(text.encode(), "x").data


def edited(text: str, edit: Edit, **how: Any) -> str:
    data = copy.deepcopy(data_of(text))
    edit(data)
    made = update_text(text, data, flow=is_flow, **how)
    assert is_same(data_of(made), data)
    return made


TABLE: list[tuple[str, str, Edit, str]] = [
    ("nothing", "a: 1 # x\n\n", lambda d: d, "a: 1 # x\n\n"),
    ("a text keeps its comment", "a: x  # why\nb: y\n", lambda d: d.update(a="z"), "a: z  # why\nb: y\n"),
    ("a text that was nothing", "a:   # why\nb: y\n", lambda d: d.update(a="z"), "a: z  # why\nb: y\n"),
    ("a text that becomes nothing", "a: x  # why\n", lambda d: d.update(a=None), "a:  # why\n"),
    ("a new key behind its neighbour", "a: 1\n# of c\nc: 3\n",
     lambda d: (d.clear(), d.update(a=1, b=2, c=3)), "a: 1\nb: 2\n# of c\nc: 3\n"),
    ("a key goes with what is glued to it", "a: 1\n\n# free\n\n# glued\nb: 2\n  # deeper\nc: 3\n",
     lambda d: d.pop("b"), "a: 1\n\n# free\n\nc: 3\n"),
    ("an entry goes with its comments", "l:\n  # one\n  - x\n  # two\n  - y  # beside\n  - z\n",
     lambda d: d["l"].pop(1), "l:\n  # one\n  - x\n  - z\n"),
    ("a moved entry takes its comments along", "l:\n  # one\n  - x\n\n  - y  # two\n",
     lambda d: d["l"].reverse(), "l:\n  - y  # two\n\n  # one\n  - x\n"),
    ("a shorthand is spelled out beside its comment", "l:\n  - Bread  # said by Ana\n  - Milk\n",
     lambda d: d["l"].__setitem__(0, {"id": "bread", "text": "Bread"}),
     "l:\n  - id: bread  # said by Ana\n    text: Bread\n  - Milk\n"),
    ("an id is put first", "l:\n  - text: x  # why\n",
     lambda d: d.update(l=[{"id": "x", "text": "x"}]), "l:\n  - id: x\n    text: x  # why\n"),
    ("the first key of an entry goes", "l:\n  - id: x\n    # of text\n    text: y\n",
     lambda d: d["l"][0].pop("id"), "l:\n  -\n    # of text\n    text: y\n"),
    ("brackets stay brackets", "order: [a, b]  # first wins\n", lambda d: d["order"].reverse(),
     "order: [b, a]  # first wins\n"),
    ("brackets with comments keep them", "order: [a,  # one\n        b]\n",
     lambda d: d["order"].append("c"),
     "order: [\n         a,  # one\n         b,\n         c\n       ]\n"),
    ("what outgrows its brackets leaves them", "c: {a: {name: x}}  # who\n",
     lambda d: d["c"]["a"].update(values=[{"text": "bread"}]),
     "c:  # who\n  a:\n    name: x\n    values:\n      - text: bread\n"),
    ("a block of text keeps the comment on its sign", "a: |  # told\n  x\n  y\nb: 1\n",
     lambda d: d.update(a="z\nw\n"), "a: |  # told\n  z\n  w\nb: 1\n"),
    ("a block would swallow the comment below", "a: x\n  # deeper\nb: 1\n",
     lambda d: d.update(a="x\ny"), 'a: "x\\ny"\n  # deeper\nb: 1\n'),
    ("an emptied list says that it is empty", "l:\n  - x\n\n  # free\n\n  - y\nb: 1\n",
     lambda d: d.update(l=[]), "l: []\n  # free\nb: 1\n"),
    ("line ends and mark stay", "\ufeffa: 1\r\nb: 2\r\n", lambda d: d.update(b=3), "\ufeffa: 1\r\nb: 3\r\n"),
    ("a missing line end stays while the last entry does", "a: 1\nb: 2", lambda d: d.update(a=3),
     "a: 3\nb: 2"),
    ("a missing line end comes with a new last entry", "a: 1\nb: |\n  x", lambda d: d.update(c=3),
     "a: 1\nb: |-\n  x\nc: 3\n"),
    ("the first line of a file stays its first line", "# for editors\nteam: x\n",
     lambda d: (d.clear(), d.update(format=1, team="x")), "# for editors\nformat: 1\nteam: x\n"),
    ("hostile text is quoted", "a: x\n", lambda d: d.update(a="no"), 'a: "no"\n'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "edit", "after"), [r[1:] for r in TABLE], ids=[r[0] for r in TABLE]
)
def test_what_becomes_of_a_text(before: str, edit: Edit, after: str) -> None:
    assert edited(before, edit) == after


def test_a_new_key_goes_where_the_caller_says_it_goes() -> None:
    made = edited("b: 2\nd: 4\n", lambda d: d.update(c=3, a=1), order=lambda _: "abcd")
    assert made == "a: 1\nb: 2\nc: 3\nd: 4\n"


@pytest.mark.parametrize(
    ("text", "edit", "line", "reason"),
    [
        ("a: 1\n? b\n: 1\n", lambda d: d.update(b=3), 2, "question mark"),
        ("a: [b: [1, # x\n  2]]\n", lambda d: d["a"][0]["b"].append(3), 1, "pair without braces"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_its_line(
    text: str, edit: Edit, line: int, reason: str
) -> None:
    with pytest.raises(CannotEdit) as refused:
        edited(text, edit, name="2024.yaml")
    assert refused.value.line == line
    assert reason in refused.value.message
    assert refused.value.message.startswith(f"2024.yaml:{line}:")
    assert "Nothing was changed" in refused.value.remedy


# ---- any edit of any file


@pytest.mark.parametrize("base", range(len(edits.bases())))
@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_any_edits_of_a_hand_written_file_are_exact_and_lose_nothing(base: int, seed: int) -> None:
    session(random.Random(seed), edits.bases()[base])


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_any_edits_of_any_document_are_exact_and_lose_nothing(seed: int) -> None:
    rng = random.Random(seed)
    session(rng, edits.document(rng))


def session(rng: random.Random, text: str) -> None:
    data = data_of(text)
    for _ in range(rng.randint(1, 4)):
        wanted = edits.change(rng, data)
        verdict = edits.judged(text, wanted)
        assert verdict.wrong == ""
        assert verdict.lost == ()
        text, data = (text, data) if verdict.refused else (verdict.text, wanted.data)


@settings(max_examples=40)
@given(st.integers(0, 2**32))
def test_other_readers_read_the_same(seed: int) -> None:
    rng = random.Random(seed)
    text = edits.document(rng)
    wanted = edits.change(rng, data_of(text))
    made = edits.judged(text, wanted).text.removeprefix("\ufeff")
    expected = data_of(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "Parser", parser.PureParser)
        assert is_same(data_of(made), expected)
    yaml = YAML(typ="safe")
    yaml.version = (1, 2)
    assert is_same(yaml.load(made), expected)


# ---- what means the same


@pytest.mark.parametrize(
    ("raw", "new", "expected"),
    [
        ({"label": 2026}, {"label": "2026"}, {"label": 2026}),
        ({"met": True}, {"met": "true"}, {"met": True}),
        ({"parked": [], "x": 1}, {"x": 2}, {"parked": [], "x": 2}),
        ({"gone": 1, "x": 1}, {"x": 1}, {"x": 1}),
        ({"answered_by": "e"}, {"answered_by": ["e"]}, {"answered_by": "e"}),
        ({"word": "guest"}, {"word": {"one": "guest", "many": "guests"}}, {"word": "guest"}),
        ({"l": [{"id": "a", "n": 1}]}, {"l": [{"id": "b"}, {"id": "a", "n": "1"}]},
         {"l": [{"id": "b"}, {"id": "a", "n": 1}]}),
    ],
)  # fmt: skip
def test_what_means_the_same_is_said_as_the_file_says_it(raw: Any, new: Any, expected: Any) -> None:
    assert is_same(overlay(raw, new), expected)


# ---- the files of a workshop


def test_saving_a_record_as_it_was_read_changes_no_byte(literacy: Path) -> None:
    place = Workshops.find(literacy)
    for entry in place.entries():
        before = entry.path.read_bytes()
        loaded = place.load(entry)
        save_changed(loaded, loaded.record.to_data())
        assert entry.path.read_bytes() == before


def hand_written(folder: Path, name: str) -> Path:
    path = folder / "workshops" / "2024.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((ROOT / "tests" / "handwriting" / name).read_bytes())
    return path


def test_a_save_touches_the_line_that_changes_and_adds_no_id(workshop: Path) -> None:
    path = hand_written(workshop, "office.yaml")
    place = Workshops.find(workshop)
    loaded = place.load(place.resolve("2024"))
    data = loaded.record.to_data()
    data["slogan"] = "Once, and right"
    before = path.read_text(encoding="utf-8").splitlines()
    save_changed(loaded, data)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines.remove("slogan: Once, and right")
    assert lines == before


def test_whoever_was_faster_keeps_their_words_and_nothing_is_written_where_both_changed_one(
    workshop: Path,
) -> None:
    path = hand_written(workshop, "garden.yaml")
    place = Workshops.find(workshop)
    loaded = place.load(place.resolve("2024"))
    data = loaded.record.to_data() | {"slogan": "x"}
    path.write_bytes(path.read_bytes() + b"# theirs\n")
    save_changed(loaded, data)
    assert b"slogan: x" in disk.read(path)[0]
    with pytest.raises(ChangedUnderneath, match='slogan: "x" there, "y" here'):
        save_changed(loaded, data | {"slogan": "y"})
    assert disk.read(path)[0].endswith(b"# theirs\n")


def test_nothing_is_written_where_the_program_is_too_old_or_it_is_no_record(
    workshop: Path,
) -> None:
    path = hand_written(workshop, "garden.yaml")
    place = Workshops.find(workshop)
    loaded = place.load(place.resolve("2024"))
    data = loaded.record.to_data() | {"slogan": "x"}
    before = path.stat()
    with pytest.raises(Unreadable, match="format 2"):
        save_changed(loaded, data | {"format": 2})
    with pytest.raises(Unreadable):
        save_changed(loaded, data | {"primary": "nobody"})
    assert (path.stat().st_mtime_ns, path.stat().st_size) == (before.st_mtime_ns, before.st_size)
