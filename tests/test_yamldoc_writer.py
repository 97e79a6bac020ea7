"""What is written is pleasant to read, and every YAML reader takes it for the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from customer_cli.record.format import is_flow
from customer_cli.yamldoc import parser, reader, writer
from tests.conftest import ROOT

RECORD = (ROOT / "tests" / "documents" / "record.yaml").read_text(encoding="utf-8")
SURELY_TEXT = [
    "", " ", "no", "y", "N", "Yes", "ON", "off", "true", "False", "null", "NULL", "~", "=", "<<",
    "7", "-7", "+7", "010", "0o17", "0x1f", "0b1", "1_000", "1,000", "1.5", ".5", "5.", "1e3",
    "1.5e+3", ".inf", "-.Inf", ".NaN", "1:30", "12:30:45", "190:20:30.15", "2026-06", "2026-6-1",
    "2026-13-45", "0000-00-00", "2001-12-14 21:59:43.10 -5", "2001-12-14t21:59:43Z", "2024",
]  # fmt: skip
"""What some YAML takes for no text, or for another."""
NASTY = [
    *SURELY_TEXT, "2026-03-14", "2024-02-exit-talks", " a", "a ", "a: b", "a:", ":a", "a :b", "a #b",
    "#a", "a#b", "- a", "-", "-a", "? a", "?", "Why?", "%a", "@a", "`a`", "&a", "*a", "!a", "a!",
    "---", "--- a", "...", "... a", "[a]", "{a}", "a]", "a, b", "{{ a }}", "|", "> a", "'", '"',
    "it's", "'a' b", '"a" b', "it's \"so\"", "\\", "C:\\Users", "\\n", "a\nb", "a\nb\n", "a\n\n",
    "\n", "\n\n\n", "\na", "\n\n a\n", " a\nb", "  a\n b\n", "a\n  b\n c", "a \nb", "a\n \nb",
    "a\n\n\nb", "#a\nb", "- a\n- b", "a: b\nc: d", "---\na", "...\n", "a\tb", "\ta\nb", "a\n\tb",
    "a\r\nb", "a\rb", "\x00", "\x1b[31m", "\x7f", "\x85", "\x9b", "\u2028", "a\u2029b\n", "\ufeff",
    "\u202eevil", "\u2067", "\u200d", "\u00a0a", "a\u00a0", "\ufffe", "\U000e0041", "é ü 日本語",
    "👩‍🏫 reads", "عربي", "x" * 3_000, "word " * 400 + "end", "line\n" * 100,
    "<<<<<<< ours", "=======", ">>>>>>> theirs", "||||||| base", "http://a.example/b?c=d&e#f",
]  # fmt: skip
"""What tries to be read as something else."""

signs = st.sampled_from([*" \n\t-?:,[]{}#&*!|>'\"%@`=<~.\\_+019eExonyTZ", ": ", " #", "\r", "\u0085",
                         "\u2028", "\ufeff", "é", "😀", "---", "null", "2024-03-14"])  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    st.lists(signs, max_size=8).map("".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)
keys = texts.filter(lambda text: text != "")
numbers = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**16), 10**16),
    st.decimals(-999, 999, places=2, allow_nan=False).map(float),
)
values = st.recursive(
    st.one_of(texts, numbers),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
notes = st.dictionaries(
    st.sampled_from([(), ("a",), ("b",), ("a", 0), ("a", "b"), ("a", 0, "b")]), texts, max_size=3
)


def without_dates(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: without_dates(item) for key, item in value.items()}
    return [without_dates(item) for item in value] if isinstance(value, list) else value


def readings(text: str) -> dict[str, Any]:
    """What each reader that people have takes *text* for."""
    usual = {"SafeLoader": yaml.SafeLoader, "CSafeLoader": getattr(yaml, "CSafeLoader", None)}
    read = {
        name: without_dates(yaml.load(text, loader))  # noqa: TID251 (other tools' reading)
        for name, loader in usual.items()
        if loader
    }
    read["YAML 1.2"] = without_dates(YAML(typ="safe", pure=True).load(text))
    read["ours"] = reader.read(text.encode(), "file.yaml").data
    libyaml = parser.Parser
    parser.Parser = parser.PureParser
    try:
        read["ours in Python"] = reader.read(text.encode(), "file.yaml").data
    finally:
        parser.Parser = libyaml
    return read


def exact(value: Any) -> Any:
    """Return *value* so that order, and 1 and True and 1.0, tell apart."""
    if isinstance(value, dict):
        return [(key, exact(item)) for key, item in value.items()]
    return [exact(item) for item in value] if isinstance(value, list) else (type(value), value)


def assert_everybody_reads(text: str, data: Mapping[str, Any]) -> None:
    for name, read in readings(text).items():
        assert (name, exact(read)) == (name, exact(data))


@settings(max_examples=300)
@given(
    st.dictionaries(st.sampled_from(["a", "b"]) | keys, values, max_size=4),
    st.integers(1, 4),
    notes,
)
def test_every_reader_gives_back_what_was_written(
    data: dict[str, Any], depth: int, comments: dict[tuple[str | int, ...], str]
) -> None:
    text = writer.dump(data, lambda path: len(path) >= depth, comments)
    assert_everybody_reads(text, data)


def test_every_nasty_text_is_read_back_wherever_it_stands() -> None:
    named = {name: 1 for name in NASTY if name}
    data = {
        "values": dict.fromkeys(["one"]) | {f"v{n}": text for n, text in enumerate(NASTY)},
        "items": NASTY,
        "groups": [{"text": text, "after": 1} for text in NASTY],
        "names": named,
        "flow items": NASTY,
        "flow names": named,
    }
    text = writer.dump(data, lambda path: str(path[0]).startswith("flow"))
    assert_everybody_reads(text, data)
    assert_everybody_reads(writer.dump(named), named)


@pytest.mark.parametrize("text", SURELY_TEXT)
def test_what_some_reader_takes_for_no_text_is_quoted(text: str) -> None:
    assert writer.dump({"a": text}) == f'a: "{text}"\n'
    assert writer.dump({"a": [text]}, lambda _: True) == f'a: ["{text}"]\n'
    if text:
        assert writer.dump({text: 1}) == f'"{text}": 1\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Reading for All", "Reading for All"), ("2024-03-14", "2024-03-14"),
        ("2024-02-exit-talks", "2024-02-exit-talks"), ("six to nine, at most", "six to nine, at most"),
        ("14 of 19", "14 of 19"), ("Why?", "Why?"), ("R&D", "R&D"), ('say "no" now', 'say "no" now'),
        ("it's fine", "it's fine"), ("children—all of them", "children—all of them"),
        ("Ünï", "Ünï"), ("👩‍🏫", "👩‍🏫"), ("a:b", "a:b"), ("a: b", '"a: b"'), ('"a" b', "'\"a\" b'"),
        ("C:\\a: it's", "'C:\\a: it''s'"), ("'tis", "\"'tis\""), ("a\tb", '"a\\tb"'),
        ("\x1b\x85\u202e\ufeff\U000e0041", '"\\x1b\\x85\\u202e\\ufeff\\U000e0041"'),
        ("a\nb", "|-\n  a\n  b"), ("a\nb\n", "|\n  a\n  b"), (" a\nb\n", "|2\n   a\n  b"),
        ("\n a\n\nb", "|2-\n\n   a\n\n  b"), ("a\n\n", '"a\\n\\n"'), ("\n", '"\\n"'),
        ("a \nb", '"a \\nb"'), ("x" * 500, "x" * 500), (True, "true"), (False, "false"), (7, "7"),
        (-1.5, "-1.5"), ([], "[]"), ({}, "{}"), (("a", "b"), "\n  - a\n  - b"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_a_person_would(value: Any, written: str) -> None:
    assert writer.dump({"a": value}) == f"a: {written}\n".replace("a: \n", "a:\n")


def test_a_date_as_a_name_is_quoted_because_other_tools_make_a_date_of_it() -> None:
    assert writer.dump({"2024-03-14": 1}) == '"2024-03-14": 1\n'
    flow = writer.dump({"a": {"2024-03-14": 1}}, lambda _: True)
    assert flow == 'a: {"2024-03-14": 1}\n'


def test_the_record_of_the_format_is_written_as_it_stands_but_for_blank_lines() -> None:
    data = reader.read(RECORD.encode(), "record.yaml").data
    written = writer.dump(data, is_flow)
    assert [line for line in written.split("\n") if line] == RECORD.strip().split("\n")
    assert_everybody_reads(written, data)
    for part in ("people", "customers", "learn"):
        assert f"\n\n{part}:\n" in written
    assert "\n\norder:" not in written


def test_collections_inside_one_another_are_indented_and_flow_stays_on_its_line() -> None:
    data = {
        "one": {"two": [{"a": 1, "b": ["x", {"c": None}]}, [["z"], []]]},
        "people": [{"id": "rina", "name": "Rina, the director"}],
        "empty": None,
    }
    flow = writer.dump(data, lambda path: path[0] == "people" and len(path) == 2)
    assert flow == (
        "one:\n  two:\n    - a: 1\n      b:\n        - x\n        - c:\n    - - - z\n      - []\n"
        '\npeople:\n  - {id: rina, name: "Rina, the director"}\nempty:\n'
    )


def test_notes_become_comments_above_what_they_are_about() -> None:
    data = {"a": 1, "b": [{"c": "x", "d": 2}, "e"]}
    comments = {
        (): "Head\n\nof the file",
        ("a",): "one",
        ("b",): "two",
        ("b", 0): "first",
        ("b", 0, "c"): "its name",
        ("b", 0, "d"): "inner",
        ("b", 1): "second: a\u2028b: \x1b",
        ("nobody",): "lost",
    }
    assert writer.dump(data, notes=comments) == (
        "# Head\n#\n# of the file\n\n# one\na: 1\n\n# two\nb:\n  # first\n  # its name\n  - c: x\n"
        "    # inner\n    d: 2\n  # second: a\\u2028b: \\x1b\n  - e\n"
    )


def test_an_empty_mapping_is_written_as_one() -> None:
    assert writer.dump({}) == "{}\n"
    assert writer.dump({}, notes={(): "nothing yet"}) == "# nothing yet\n{}\n"


@pytest.mark.parametrize("value", [1e16, 1e-7, float("nan"), float("inf"), 10**18, "a\ud83d"])
def test_what_would_not_be_read_back_is_not_written(value: Any) -> None:
    with pytest.raises(ValueError, match=r"text|character"):
        writer.dump({"a": value})


@pytest.mark.parametrize("value", [dt.date(2024, 3, 14), b"x", {1}, object()])
def test_what_yaml_is_not_read_as_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError, match="is not written to YAML"):
        writer.dump({"a": value})
