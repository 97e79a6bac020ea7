"""Whatever the bytes are, they are read one way by everybody, or refused with every reason."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from customer_cli.errors import Problem, Unreadable
from customer_cli.text import INVISIBLE
from customer_cli.yamldoc import yamlevents, yamlgates, yamlread
from tests import hostile
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "documents" / "record.yaml").read_bytes()
PARSERS = [
    pytest.param(
        "libyaml",
        marks=pytest.mark.skipif(
            yamlevents.Parser is yamlevents.PureParser, reason="no libyaml on this machine"
        ),
    ),
    "python",
]
LIBYAML = yamlevents.Parser


@contextmanager
def parser(name: str) -> Iterator[None]:
    yamlevents.Parser = yamlevents.PureParser if name == "python" else LIBYAML
    try:
        yield
    finally:
        yamlevents.Parser = LIBYAML


@pytest.fixture(params=PARSERS)
def with_both_parsers(request: pytest.FixtureRequest) -> Iterator[None]:
    with parser(request.param):
        yield


both = pytest.mark.usefixtures("with_both_parsers")


def data(text: str) -> dict[str, Any]:
    return yamlread.read(text.encode(), "file.yaml").data


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as refused:
        yamlread.read(text if isinstance(text, bytes) else text.encode(), "file.yaml")
    return refused.value.problems


# Hostile files


@pytest.mark.parametrize("name", PARSERS)
def test_a_hostile_file_is_refused_by_name_and_place_and_costs_next_to_nothing(name: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile", name], cwd=ROOT, capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, b"")
    answers = json.loads(ended.stdout)
    files = hostile.files(name)
    assert len(answers) == len(files) > len(hostile.CASES)
    for (file, expected), (said, calls) in zip(files, answers, strict=True):
        assert (file[:60], said[: hostile.SHOWN]) == (file[:60], expected[: hostile.SHOWN])
        # Into and out of functions, at most 11 for a byte; a quadratic mistake makes millions.
        assert calls < 25_000 + 25 * len(file), file[:60]


@both
def test_every_refusal_says_what_to_do_and_shows_the_line() -> None:
    for file, _ in hostile.CASES:
        for problem in problems(file):
            assert problem.file == "file.yaml"
            assert problem.message.endswith(".")
            assert problem.remedy
            if isinstance(file, str):
                lines = file.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
                assert problem.excerpt == lines[problem.line - 1]


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_from_any_bytes_comes_data_or_a_refusal(raw: bytes) -> None:
    for name in ("libyaml", "python"):
        with parser(name):
            hostile.said(raw)


PIECES = [
    *" \n\n:-?,[]{}#&*!|>'\"%@`~=ab1.\\é", ": ", " #", "- ", "\n  ", "\n- ", "---", "...", "\n---\n",
    "\n...\n", "%YAML 1.1\n", "\\u", "\\ud800", "\\x1", "\\U00110000", "|\n", "|2", "|+\n", ">-\n",
    "<<: ", "&a ", "*a", "!t ", "''", "\r\n", "? ", ": x", "\n\t", "\t", "a: ", "{b: c}", "[d]",
]  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_both_parsers_take_the_same_texts_for_the_same_data(text: str) -> None:
    assert_alike(text)


@pytest.mark.parametrize("seed", range(4))
def test_both_parsers_agree_on_a_record_with_slips_of_the_hand(seed: int) -> None:
    chance = random.Random(seed)
    lines = RECORD.decode().split("\n")
    for _ in range(100):
        start = chance.randrange(len(lines))
        text = "team: x\n" + "\n".join(lines[start : start + 8])
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(text))
            cut = chance.choice([0, 0, 1, 3])
            text = text[:at] + chance.choice(PIECES) + text[at + cut :]
        assert_alike(text)


def assert_alike(text: str) -> None:
    answers: list[Any] = []
    for name in ("libyaml", "python"):
        with parser(name):
            try:
                document = yamlread.read(text.encode(), "file.yaml")
            except Unreadable:
                answers.append(None)
            else:
                places = [(path, document.place(path), document.key_place(path))
                          for path in paths(document.data)]  # fmt: skip
                answers.append((document.data, places))
    assert answers[0] == answers[1]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))


# What a text stands for


@both
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("0", 0), ("7", 7), ("-7", -7), ("9" * 18, int("9" * 18)), ("1.5", 1.5), ("-0.25", -0.25),
        ("9" * 19, "9" * 19), ("-0", "-0"), ("010", "010"), ("+1", "+1"), ("1_000", "1_000"),
        ("0x1f", "0x1f"), ("0o17", "0o17"), ("1.50", "1.50"), (".5", ".5"), ("1.", "1."),
        ("1e3", "1e3"), ("1.5e3", "1.5e3"), (".inf", ".inf"), (".nan", ".nan"), ("1:30", "1:30"),
        ("0." + "1" * 400, "0." + "1" * 400), ("1" * 400 + ".0", "1" * 400 + ".0"),
        ("2026-03-14", "2026-03-14"), ("2026-13-45", "2026-13-45"), ("12", 12), ("1２", "1２"),
        ("no", "no"), ("No", "No"), ("on", "on"), ("y", "y"), ("True", "True"), ("NULL", "NULL"),
        ("'true'", "true"), ('"7"', "7"), ('""', ""), ("|-\n  7", "7"), (">-\n  a\n  b", "a b"),
        ("'it''s'", "it's"), ('"a\\nb\\e\\u202e"', "a\nb\x1b\u202e"), ("a b # c", "a b"),
        ("a:b#c", "a:b#c"), ("a\n  b", "a b"), ("Why?", "Why?"), ("wow!", "wow!"), ("a & b", "a & b"),
        ("R&D", "R&D"), ("100 % of it", "100 % of it"), ('"a\tb"', "a\tb"), ("x # a\tb", "x"),
        ("|\n  a\tb\n", "a\tb\n"), ('"C:\\\\Users"', "C:\\Users"), ('"\\U0001F600"', "😀"),
        ("'['", "["), ("[]", []), ("{}", {}), ("[a, 'Why?']", ["a", "Why?"]),
        ("{b: 1, c: , d}", {"b": 1, "c": None, "d": None}), ("'<<'", "<<"), ("=", "="),
    ],
)  # fmt: skip
def test_a_value_is_what_it_looks_like_to_everybody(written: str, meant: Any) -> None:
    read = data(f"a: {written}\n")["a"]
    assert (read, type(read)) == (meant, type(meant))


@both
@pytest.mark.parametrize("name", ["1", "true", "null", "~", "2026-03-14", "1.5", "no", "'<<'"])
def test_a_key_is_always_text(name: str) -> None:
    assert data(f"{name}: 1\n") == {name.strip("'"): 1}


@both
def test_the_record_of_the_format_is_what_other_tools_take_it_for() -> None:
    document = yamlread.read(RECORD, "record.yaml")
    assert document.data["held"] == "2024-03-14"
    assert document.data["previous"] == "2023"
    assert document.data["people"][1]["part"] == "customer voice"
    assert document.data["decision"]["support"] == {"rina": 5, "pak-joko": 4}
    theirs = YAML(typ="safe", pure=True).load(RECORD.decode())
    assert json.loads(json.dumps(theirs, default=str)) == document.data
    other = yaml.load(RECORD, yaml.SafeLoader)  # noqa: TID251 (another tool's reading)
    assert json.loads(json.dumps(other, default=str)) == document.data


@both
@pytest.mark.parametrize(
    "text",
    ["a: 1\r\nb:\r\n  - x\r\n", "\ufeffa: 1\nb:\n  - x\n", "---\na: 1\nb: [x]\n...\n", "a: 1\nb: [x]",
     "# words\n\n{a: 1, b: [x]}", "? a\n: 1\n? b\n: - x\n"],
)  # fmt: skip
def test_line_ends_marks_and_frames_change_nothing(text: str) -> None:
    assert data(text) == {"a": 1, "b": ["x"]}


# Places


PLACED = """\
# ü
team: Ünï 😀
"é": {ö: 1, ü: 2}
list:
  - id: a
    text: |
      one
      two
  - plain
  -
empty:
last: "x"
"""


@both
@pytest.mark.parametrize("text", [PLACED, PLACED.replace("\n", "\r\n"), "\ufeff" + PLACED])
@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("team",), (2, 7), (2, 1)),
        (("é",), (3, 6), (3, 1)),
        (("é", "ü"), (3, 16), (3, 13)),
        (("list",), (5, 3), (4, 1)),
        (("list", 0), (5, 5), (5, 5)),
        (("list", 0, "text"), (6, 11), (6, 5)),
        (("list", 1), (9, 5), (9, 5)),
        (("list", 1, "id"), (9, 5), (9, 5)),
        (("list", 2), (5, 3), (5, 3)),
        (("list", 7), (5, 3), (5, 3)),
        (("empty",), (11, 1), (11, 1)),
        (("empty", "x"), (11, 1), (11, 1)),
        (("last",), (12, 7), (12, 1)),
        (("nobody", "x"), (2, 1), (2, 1)),
    ],
)
def test_a_place_is_counted_in_characters_and_falls_back_to_what_is_above(
    text: str, path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    document = yamlread.read(text.encode(), "file.yaml")
    assert (document.place(path), document.key_place(path)) == (value, key)


def test_a_problem_carries_place_line_and_words() -> None:
    document = yamlread.read(PLACED.encode(), "file.yaml")
    line = '"é": {ö: 1, ü: 2}'
    assert document.problem(("é", "ü"), "M.", "R.") == Problem("file.yaml", 3, 16, "M.", "R.", line)
    at_key = document.problem(("é", "ü"), "M.", at_key=True)
    assert at_key == Problem("file.yaml", 3, 13, "M.", "", line)


def test_an_excerpt_is_the_line_as_it_stands_and_a_long_one_is_cut() -> None:
    document = yamlread.read(f"a: 1\nb: {'x' * 500}\n".encode(), "file.yaml")
    assert document.excerpt(1) == "a: 1"
    assert document.excerpt(2) == f"b: {'x' * 157}…"
    assert [document.excerpt(line) for line in (0, 3, 4)] == ["", "", ""]


# Gates


def test_the_gate_refuses_exactly_the_characters_that_are_named_invisible() -> None:
    invisible = re.compile(f"[{INVISIBLE}]")
    everything = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for start in range(0, len(everything), 0x10000):
        some = everything[start : start + 0x10000]
        seen = "a" + "".join(one for one in some if not invisible.match(one))
        assert yamlgates.text_of(seen.encode(), "file.yaml") == seen
    for one in filter(invisible.match, everything):
        assert "invisible" in problems(f"a: {one}b\n")[0].message


def test_a_file_with_very_many_faults_shows_the_first_twenty() -> None:
    assert len(problems("a: \x00\n" * 1_000)) == yamlgates.MOST_PROBLEMS
    assert len(problems("a: 1\n" * 1_000)) == yamlgates.MOST_PROBLEMS
    assert len(problems("<<<<<<< a\n" * 1_000)) == yamlgates.MOST_PROBLEMS


def test_a_large_sound_file_is_read_up_to_the_limit_of_its_parts() -> None:
    # Beside the items: a key, and the two ends of list, mapping, document and stream.
    items = yamlevents.MOST_EVENTS - 9
    line = "  - a text of a length that makes the file large\n"
    text = "a:\n" + "".join(line for _ in range(items // 5))
    assert len(data(text)["a"]) == items // 5
    assert len(data("a:\n" + "- b\n" * (items))["a"]) == items
    assert problems("a:\n" + "- b\n" * (items + 1))[0].message == hostile.MANY
