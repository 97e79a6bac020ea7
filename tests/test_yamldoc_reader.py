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
from customer_cli.text import INVISIBLE, clean, visible
from customer_cli.yamldoc import parser, reader, writer
from tests import hostile
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "documents" / "record.yaml").read_bytes()
PARSERS = [
    pytest.param(
        "libyaml",
        marks=pytest.mark.skipif(
            parser.Parser is parser.PureParser, reason="no libyaml on this machine"
        ),
    ),
    "python",
]
LIBYAML = parser.Parser


@contextmanager
def using_parser(name: str) -> Iterator[None]:
    parser.Parser = parser.PureParser if name == "python" else LIBYAML
    try:
        yield
    finally:
        parser.Parser = LIBYAML


@pytest.fixture(params=PARSERS)
def with_both_parsers(request: pytest.FixtureRequest) -> Iterator[None]:
    with using_parser(request.param):
        yield


both = pytest.mark.usefixtures("with_both_parsers")


def data(text: str) -> dict[str, Any]:
    return reader.read(text.encode(), "file.yaml").data


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as refused:
        reader.read(text if isinstance(text, bytes) else text.encode(), "file.yaml")
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
        with using_parser(name):
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
        with using_parser(name):
            try:
                document = reader.read(text.encode(), "file.yaml")
            except Unreadable:
                answers.append(None)
            else:
                places = [(path, document.place(path), document.place(path, at_key=True))
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
        ("{b: 1, c: , d: }", {"b": 1, "c": None, "d": None}), ("'<<'", "<<"), ("=", "="),
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
    document = reader.read(RECORD, "record.yaml")
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
    document = reader.read(text.encode(), "file.yaml")
    assert (document.place(path), document.place(path, at_key=True)) == (value, key)


def test_a_problem_carries_place_line_and_words() -> None:
    document = reader.read(PLACED.encode(), "file.yaml")
    line = '"é": {ö: 1, ü: 2}'
    assert document.problem(("é", "ü"), "M.", "R.") == Problem("file.yaml", 3, 16, "M.", "R.", line)
    at_key = document.problem(("é", "ü"), "M.", at_key=True)
    assert at_key == Problem("file.yaml", 3, 13, "M.", "", line)


def test_an_excerpt_is_the_line_as_it_stands_and_a_long_one_is_cut() -> None:
    document = reader.read(f"a: 1\nb: {'x' * 500}\n".encode(), "file.yaml")
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
        assert parser.decode_text(seen.encode(), "file.yaml") == seen
    for one in filter(invisible.match, everything):
        assert "invisible" in problems(f"a: {one}b\n")[0].message


def test_a_file_with_very_many_faults_shows_the_first_twenty() -> None:
    assert len(problems("a: \x00\n" * 1_000)) == parser.MOST_PROBLEMS
    assert len(problems("a: 1\n" * 1_000)) == parser.MOST_PROBLEMS
    assert len(problems("<<<<<<< a\n" * 1_000)) == parser.MOST_PROBLEMS


def test_a_large_sound_file_is_read_up_to_the_limit_of_its_parts() -> None:
    # Beside the items: a key, and the two ends of list, mapping, document and stream.
    items = parser.MOST_EVENTS - 9
    line = "  - a text of a length that makes the file large\n"
    text = "a:\n" + "".join(line for _ in range(items // 5))
    assert len(data(text)["a"]) == items // 5
    assert len(data("a:\n" + "- b\n" * (items))["a"]) == items
    assert problems("a:\n" + "- b\n" * (items + 1))[0].message == hostile.MANY


# Half sentences


@both
@pytest.mark.parametrize(
    ("text", "place", "lost", "line"),
    [
        ("a: {b: Rest, and more}", (1, 14), "and more", 'b: "Rest, and more"'),
        ("a: {b: Rest, and more, c: d}", (1, 14), "and more", 'b: "Rest, and more"'),
        ("a: {b: Rest, then, and more}", (1, 14), "then, and more", 'b: "Rest, then, and more"'),
        ("a: {b: Rest,\n  and more}", (2, 3), "and more", 'b: "Rest, and more"'),
        ("a: [{b: Rest, it's late}]", (1, 15), "it's late", 'b: "Rest, it\'s late"'),
        ('a: {b: "Rest, all" , c: x "y", and z}', (1, 32), "and z", "c: 'x \"y\", and z'"),
        ('{a: b, "and more" }', (1, 8), '"and more"', "a: 'b, \"and more\"'"),
    ],
)
def test_a_name_that_a_comma_makes_is_a_problem_with_the_whole_sentence(
    text: str, place: tuple[int, int], lost: str, line: str
) -> None:
    (found,) = problems(f"{text}\n")
    assert (found.line, found.column) == place
    assert found.message == f'"{lost}" is cut off from the text before it by a comma.'
    assert found.remedy.split("\n")[0] == f"Put the whole text in double quotes: {line}"


@both
@pytest.mark.parametrize("text", ["a: {b}", 'a: {b: "c", d}', "a: {b: [c], d}", "a: {b, c: d}"])
def test_a_name_alone_in_braces_needs_a_colon(text: str) -> None:
    (found,) = problems(f"{text}\n")
    assert found.message.endswith("has no colon behind it.")


@both
@pytest.mark.parametrize("text", ["a: {b: , c: d}", "a: {b: }", "a: {'b': , c : }", "a: {b : \n }"])
def test_a_name_with_its_colon_may_have_nothing_behind_it(text: str) -> None:
    assert data(f"{text}\n")["a"]["b"] is None


CUTS = [
    ("a: We are #1 here", ("a",), "#1 here", 'a: "We are #1 here"'),
    ("a: one  ##two", ("a",), "##two", 'a: "one ##two"'),
    ("a: five to four #close", ("a",), "#close", 'a: "five to four #close"'),
    ("a: this (see # 12) too", ("a",), "# 12) too", 'a: "this (see # 12) too"'),
    ("a: #9 is mine", ("a",), "#9 is mine", 'a: "#9 is mine"'),
    ("a:\n  - b\n  - c #3", ("a", 1), "#3", '- "c #3"'),
    ("a:\n  - #3", ("a", 0), "#3", '- "#3"'),
    ("a:\n  b: c\n    d #3", ("a", "b"), "#3", 'b: "c d #3"'),
    ("a: We\n  #1 say", ("a",), "#1 say", 'a: "We #1 say"'),
    ("a: {b: talk #3, c\n  , d: e}", ("a", "b"), "#3", 'b: "talk #3"'),
    ("a: [talk #3\n  , b]", ("a", 0), "#3", '"talk #3"'),
    ("a: [We read the log aloud, then we voted]", ("a", 1), "then we voted",
     '"We read the log aloud, then we voted"'),
]  # fmt: skip


@both
@pytest.mark.parametrize(("text", "path", "lost", "whole"), CUTS)
def test_a_text_that_goes_on_behind_its_end_is_told_with_the_line_to_write(
    text: str, path: tuple[str | int, ...], lost: str, whole: str
) -> None:
    (cut,) = reader.read(f"{text}\n".encode(), "file.yaml").cuts
    assert (cut.path, cut.lost) == (path, lost)
    assert cut.remedy.endswith(f"write: {whole}")


@both
@pytest.mark.parametrize(
    "text",
    ["a: b # c", "a: b #", "a: b #: c", "#a\na: b\n#c", "a: 'b' #1", 'a: "b (c" #1)', "a: [b] #1",
     "a: |\n  b #1\n  #2", "a: b\n#c", "a:\n  b: c\n  #d: e", "a: b\n  #c: d", "a: b#1", "a: #: b",
     "a: b (c) # d)", "a: [Rest, time off]", "a: [one two three, four]", "a: [A b c, D e]",
     "a: [A b c, 'd e']", "a: [Uses it, pays]"],
)  # fmt: skip
def test_a_comment_and_a_list_of_words_are_left_alone(text: str) -> None:
    assert reader.read(f"{text}\n".encode(), "file.yaml").cuts == []


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("a: [{b: c, d: talk #3, e: f}]\n", (1, 20), 'write: d: "talk #3"'),
        ("a: {b: talk #3}\nc: d\n", (1, 13), 'write: b: "talk #3"'),
        ("a: [talk # 3, b]\n", (1, 10), 'write: "talk # 3"'),
        ("a: b\nroom #9: 12\n", (2, 6), 'write: "room #9"'),
        ("a: we are #1 in\n  the league\nb: c\n", (1, 11), 'write: a: "we are #1 in"'),
    ],
)
def test_a_sign_that_hides_what_must_follow_is_blamed_for_it(
    text: str, place: tuple[int, int], remedy: str
) -> None:
    (found,) = problems(text)
    assert (found.line, found.column) == place
    assert "The sign # makes a comment" in found.message
    assert found.remedy.endswith(remedy)


# Signs that look like others


@both
@pytest.mark.parametrize(
    ("text", "place", "message", "remedy"),
    [
        ("a: b\nc\uff1a d\n", (2, 2), "U+FF1A, fullwidth colon", "Write it as: c: d"),
        ("a: b\nc:\u00a0d\ne: f\n", (2, 3), "U+00A0, no-break space", "Write it as: c: d"),
        ("a:\u3000b\nc: d\n", (1, 1), "U+3000, ideographic space", "Write it as: a: b"),
        ("a: b\nc:d\ne: f\n", (2, 2), "a blank is missing", "Write it as: c: d"),
        ("a:\n  b: c\n  d:e\n  f: g\n", (3, 4), "a blank is missing", "Write it as: d: e"),
        ("a:\n- b\n\u2022 c\n", (3, 1), "The sign \u2022", "Write it as: - c"),
        ("a:\n- b\n\u2013 c\n", (3, 1), "The sign \u2013", "Write it as: - c"),
        ("a:\n-b\nc: d\n", (2, 2), "Behind this hyphen a blank", "Write it as: - b"),
        ("a: b\n\u00a0c d\n", (2, 1), "U+00A0, no-break space", "Put plain blanks before: c d"),
    ],
)
def test_a_sign_that_looks_like_yaml_is_named_with_the_line_as_it_should_be(
    text: str, place: tuple[int, int], message: str, remedy: str
) -> None:
    found = problems(text)[0]
    assert (found.line, found.column) == place
    assert message in found.message
    assert found.remedy == remedy


# Several mistakes, and the end of a file


@both
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: b: c\nd: e\nf: @g\nh:\n  - [i\nj: 'k\n", [1, 3, 5, 6]),
        ("a:\n  - *b* c\n  - d: e: f\n    g: h\n  - i\nj: @k\n", [2, 3, 6]),
        ("a: {\n  b: c: d,\n}\ne: @f\n", [1, 4]),
        ("a: b\n\tc: d\ne: f: g\nh: i\n", [2, 3]),
        ("a: b\nno colon\nc: d: e\n", [2, 3]),
        ("a: @b\n" * 30, list(range(1, 21))),
    ],
)
def test_the_mistakes_behind_a_broken_entry_are_told_with_it(text: str, lines: list[int]) -> None:
    assert [problem.line for problem in problems(text)] == lines


@both
def test_a_long_file_is_not_read_again_and_again() -> None:
    broken = "a: @b\n" * 20_000
    assert len(problems(broken)) == 1


@both
@pytest.mark.parametrize(
    "end", ["---", "---\n", "...\n", "...\n...\n", "---\n---\n", "--- # the end\n# of it\n\n", "---\n...\n"]
)  # fmt: skip
def test_a_closing_line_begins_no_second_document(end: str) -> None:
    assert data(f"---\na: 1\n{end}") == {"a": 1}


@both
@pytest.mark.parametrize("end", ["---\n~", "---\n''", "--- x", "---\n{}\n", "---\n--- x\n"])
def test_a_second_document_is_one_however_little_it_holds(end: str) -> None:
    assert problems(f"---\na: 1\n{end}\n")[0].message == hostile.SECOND


SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@both
def test_a_flag_of_tags_is_read_and_written_as_it_stands_and_a_loose_tag_is_not() -> None:
    assert data(f"a: 'of {SCOTLAND}'\n") == {"a": f"of {SCOTLAND}"}
    assert writer.dump({"a": f"of {SCOTLAND}"}) == f"a: of {SCOTLAND}\n"
    assert writer.dump({"a": f"{SCOTLAND}: b"}) == f'a: "{SCOTLAND}: b"\n'
    assert clean(f" {SCOTLAND}\U000e0067x") == f"{SCOTLAND}x"
    assert visible(f"{SCOTLAND}\U000e0067") == f"{SCOTLAND}<U+E0067>"
    for loose in (
        SCOTLAND[1:],
        SCOTLAND[:-1],
        SCOTLAND[:3] + SCOTLAND[-1],
        f"{SCOTLAND}\U000e0067",
    ):
        found = problems(f"a: 'of {SCOTLAND} {loose}'\n")[0]
        assert found.message.startswith("An invisible character stands here: U+E00")
