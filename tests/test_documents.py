"""Bytes become a record, answers or a guide, or every problem with its place."""

from __future__ import annotations

import copy
import datetime as dt
import inspect
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from customer_cli.analysis.hierarchy import build_hierarchy
from customer_cli.errors import Problem, Unreadable, find_mistyped
from customer_cli.guide import model as guide_model
from customer_cli.guide.files import read_guide
from customer_cli.lint.format import every_key_is_known
from customer_cli.lint.registry import RULES, find_all
from customer_cli.lint.rule import Subject
from customer_cli.record import documents, explain
from customer_cli.record import model as record_model
from customer_cli.record.documents import (
    RecordDocument,
    read_answers,
    read_record,
    validate,
)
from tests.strategies import example_data

EXAMPLE = Path(__file__).parent / "documents" / "record.yaml"
HEAD = "team: Reading for All\nheld: 2024-03-14\n"


def document(test: Callable[..., object]) -> bytes:
    """Return the YAML in the docstring of *test*."""
    return dedent(inspect.getdoc(test) or "").encode()


def problems(reading: Callable[..., object], data: bytes | str) -> tuple[Problem, ...]:
    with pytest.raises(Unreadable) as caught:
        reading(data.encode() if isinstance(data, str) else data, "2024.yaml")
    return caught.value.problems


def places(found: tuple[Problem, ...]) -> list[tuple[int, int]]:
    return [(problem.line, problem.column) for problem in found]


def record_of(text: str, **options: Any) -> RecordDocument:
    return read_record((HEAD + text).encode(), "2024.yaml", **options)


# ---- records


def test_the_example_of_the_format_is_a_record() -> None:
    read = read_record(EXAMPLE.read_bytes(), "record.yaml")
    assert read.record.primary == "teachers"
    assert read.record.held == dt.date(2024, 3, 14)
    assert read.record.customers["heads"].values[0].text.startswith("Proof before the budget")
    assert read.document.name == "record.yaml"


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    """
    team: Reading for All
    held: 2024-14-03
    lens: druker
    order: [teachers, teachers]
    people:
      - {id: rina, name: Rina, part: chair}
      - {id: rina, name: Rina}
    customers:
      teachers:
        facts: [uses, sings]
    """
    found = problems(
        read_record, document(test_all_problems_are_told_at_once_in_the_order_of_the_file)
    )
    assert places(found) == [(2, 7), (3, 7), (4, 19), (6, 34), (9, 3), (10, 19)]
    assert all(problem.file == "2024.yaml" for problem in found)
    assert found[1].excerpt == "lens: druker"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("customers:\n  heads:\n    name: Heads\n    values:\n      - kind: want\n", 7, 9),
        ("customers:\n  heads:\n    values: []\n", 4, 3),
        ("people:\n  - Rina\n  - role: scribe\n", 5, 5),
        ("decision:\n  dissent:\n    - who: rina\n", 5, 7),
        ("word: {one: learner}\n", 3, 1),
        ("slogan:\n", 3, 1),
        ("word: 5\n", 3, 7),
    ],
    ids=["value", "customer", "person after a shorthand", "dissent", "word", "empty", "number"],
)
def test_what_is_missing_is_told_where_it_is_missing(text: str, line: int, column: int) -> None:
    assert places(problems(read_record, HEAD + text)) == [(line, column)]


def test_a_missing_key_says_what_belongs_there() -> None:
    (found,) = problems(read_record, "held: 2024-03-14\n")
    assert found.message == 'A record needs "team".'
    assert found.remedy.endswith("Whose record it is: an organisation, a team, a product.")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("primary: techers\n", 'Did you mean "teachers"?'),
        ("primary: Those who teach\n", 'Did you mean "teachers" (Those who teach)?'),
        ("primary: those who taech\n", 'Did you mean "teachers" (Those who teach)?'),
        ("primary: foundations\n", "The customers are: teachers, heads."),
        ("order: [heads, techers]\n", 'Did you mean "teachers"?'),
    ],
    ids=["nearly an id", "a name", "nearly a name", "nothing near", "in the order"],
)
def test_a_customer_who_is_not_there_is_told_with_who_may_be_meant(text: str, remedy: str) -> None:
    customers = "customers:\n  teachers: {name: Those who teach}\n  heads: {name: Heads}\n"
    (found,) = problems(read_record, HEAD + text + customers)
    assert found.remedy == remedy
    assert found.line == 3


def test_a_primary_without_any_customers_is_a_problem() -> None:
    (found,) = problems(read_record, HEAD + "primary: teachers\ncustomers:\n")
    assert found.remedy == "The record has no customers yet; add them first."


def test_an_id_may_dangle_where_a_clean_merge_can_leave_it() -> None:
    read = record_of(
        "tie_breaks: [{prefer: a, over: b}]\nlearn: [{question: When, about: c}]\n"
        "customers: {heads: {name: Heads, serves: [d], was: [e]}}\n"
    )
    assert read.record.tie_breaks[0].prefer == "a"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("people: [{id: x, name: A}, {id: x, name: B}]", ""),
        ("learn: [{id: x, question: A}, {id: x, question: B}]", ""),
        ("decision: {dissent: [{id: x, says: A}, {id: x, says: B}]}", ""),
        ("customers:\n  a: {name: A, values: [{id: x, text: T}]}",
         "  b: {name: B, values: [{id: x, text: T}]}"),
        ("customers:\n  a: {name: A, evidence: [{id: x, kind: said}]}",
         "  b: {name: B, values: [{text: T, evidence: [{id: x, kind: said}]}]}"),
        ("customers: {a: {name: A, evidence: [{id: x, kind: said}]}}",
         "left: [{id: b, evidence: [{id: x, kind: said}]}]"),
    ],
    ids=["people", "learn", "dissent", "values", "evidence", "evidence of who left"],
)  # fmt: skip
def test_two_of_a_kind_may_have_one_id_and_it_is_doubted(first: str, second: str) -> None:
    record = record_of(f"{first}\n{second}\n").record
    subject = Subject(record, record.held, record.held)
    (found,) = find_all(subject, [RULES["F03"]])
    assert 'the id "x"' in found.message
    assert found.severity == "error"
    assert found.path[-1] == found.other[-1] == "id"
    assert found.path != found.other


def test_one_id_may_serve_different_kinds() -> None:
    record_of("people: [{id: x, name: A}]\ncustomers: {x: {name: B, values: [{id: x, text: T}]}}\n")


def test_a_newer_format_is_the_only_problem_told() -> None:
    newer = "format: 2\nteam: x\nheld: {day: 2031}\n"
    (found,) = problems(read_record, newer)
    assert (found.line, found.column) == (1, 9)
    assert "Nothing was changed." in found.remedy


def test_a_newer_record_is_shown_where_it_is_understood() -> None:
    read = read_record(f"format: 2\n{HEAD}".encode(), "2031.yaml", newer_too=True)
    assert read.is_newer
    assert not record_of("").is_newer
    with pytest.raises(Unreadable, match="format 2"):
        read_record(b"format: 2\nteam: x\nheld: {day: 2031}\n", "2031.yaml", newer_too=True)


def test_a_hundred_mistakes_are_told_and_the_rest_is_counted_as_more() -> None:
    many = ", ".join(f"stranger-{number}" for number in range(5000))
    found = problems(read_record, f"{HEAD}customers: {{a: {{name: A}}}}\norder: [{many}]\n")
    assert len(found) == documents.MOST_PROBLEMS + 1
    assert found[-1].message == "There are more problems in this file."


def test_unknown_keys_are_kept_and_named_with_a_guess() -> None:
    read = record_of(
        "outputs: []\n"
        "customers:\n"
        "  heads: {name: Heads, evidnce: [], values: [Proof, {text: Price, kund: want}]}\n"
    )
    doubts = every_key_is_known.find(Subject(read.record, read.record.held, read.record.held))
    assert [(doubt.path, doubt.question) for doubt in doubts] == [
        (("customers", "heads", "evidnce"), 'Did you mean "evidence"?'),
        (("customers", "heads", "values", 1, "kund"), 'Did you mean "kind"?'),
    ]
    assert read.record.to_data()["customers"]["heads"]["evidnce"] == []


def test_every_part_of_a_record_and_a_guide_has_a_name_in_sentences() -> None:
    def below(model: type[BaseModel]) -> Iterator[str]:
        for part in model.__subclasses__():
            yield part.__name__
            yield from below(part)

    assert {*below(record_model.RecordPart), *below(guide_model.GuidePart)} == set(explain.NAMES)


def paths_of(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()  # fmt: skip
    for step, below in inner:
        yield from paths_of(below, (*path, step))


EXAMPLE_DATA: dict[str, Any] = json.loads(json.dumps(example_data(), default=str))
JUNK = st.sampled_from([None, True, 0, -7, 4.5, "", "x y", "Ä", [], {}, [None], ["x y"], {"x": 1}])


@given(path=st.sampled_from(sorted(paths_of(EXAMPLE_DATA), key=len)[1:]), junk=JUNK)
@settings(max_examples=150)
def test_whatever_is_put_anywhere_is_read_or_placed(
    path: tuple[str | int, ...], junk: object
) -> None:
    data = copy.deepcopy(EXAMPLE_DATA)
    home: Any = data
    for step in path[:-1]:
        home = home[step]
    home[path[-1]] = junk
    # JSON is YAML, and one entry a line shows whether a place is right.
    text = json.dumps(data, indent=1)
    try:
        read_record(text.encode(), "x.yaml")
    except Unreadable as unreadable:
        for problem in unreadable.problems:
            assert 1 <= problem.line <= text.count("\n") + 1
            assert problem.message.endswith(".")
            assert "something else" not in problem.message
            assert "nput" not in problem.message


def test_plain_data_is_validated_and_problems_name_the_way() -> None:
    assert validate(EXAMPLE_DATA).primary == "teachers"
    data = copy.deepcopy(EXAMPLE_DATA)
    data["customers"]["teachers"]["values"][0]["kind"] = "wants"
    data["order"].append("nobody")
    with pytest.raises(Unreadable) as caught:
        validate(data, "the interview")
    first, second = caught.value.problems
    assert str(first).startswith('the interview: customers.teachers.values.0.kind: "kind" is')
    assert str(second).startswith('the interview: order.5: "order" names "nobody"')


# ---- answers


def test_answers_are_a_record_in_part_without_what_is_empty() -> None:
    """
    team:
    slogan: ""
    word:
      one:
      many:
    order: []
    people:
      - name:
        role:
      - name: Rina
        part:
      - Pak Joko
    customers:
      the-primary-one:
        name:
        values:
          - text:
            evidence:
              - kind:
      teachers:
        name: 42
        facts: []
        values:
          -
          - Training
    answers:
      opening:
      closing: It was good.
    colour: blue
    """
    text = document(test_answers_are_a_record_in_part_without_what_is_empty)
    assert read_answers(text, "answers.yaml").data == {
        "people": [{"name": "Rina"}, {"name": "Pak Joko"}],
        "customers": {"teachers": {"name": "42", "values": [{"text": "Training"}]}},
        "answers": {"closing": "It was good."},
        "colour": "blue",
    }


def test_a_whole_record_may_be_given_as_answers() -> None:
    data = read_answers(EXAMPLE.read_bytes(), "record.yaml").data
    assert validate(data) == read_record(EXAMPLE.read_bytes(), "record.yaml").record
    assert (data["team"], data["held"]) == ("Reading for All", "2024-03-14")


def test_nothing_filled_in_answers_nothing() -> None:
    assert read_answers(b"team:\ncustomers:\n  one:\n    name:\n", "x").data == {}


def test_problems_of_answers_stand_where_the_file_has_them() -> None:
    """
    people:
      - name:
      - name: Rina
        part: chair
    customers:
      heads:
        name: Heads
        values:
          - text:
          - text: Proof
            evidence:
              - kind:
              - kind: gess
    primary: haeds
    """
    found = problems(read_answers, document(test_problems_of_answers_stand_where_the_file_has_them))
    assert places(found) == [(4, 11), (13, 19), (14, 10)]


def test_answers_may_rank_customers_that_stand_elsewhere() -> None:
    given_ = read_answers(b"primary: heads\norder: [heads, teachers]\n", "x").data
    assert given_ == {"primary": "heads", "order": ["heads", "teachers"]}
    (found,) = problems(read_answers, "order: [heads, heads]\n")
    assert found.message == '"heads" stands twice in the order.'


def test_answers_in_a_newer_format_are_refused() -> None:
    (found,) = problems(read_answers, "format: 2\nheld: soon\n")
    assert "format 2" in found.message


# ---- guides

GUIDE = """\
guide: ours
title: Ours
purpose: To see.
sections:
  - id: one
    title: One
    questions:
      - id: team
        ask: Who are we?
"""


def test_a_guide_is_read() -> None:
    assert read_guide(GUIDE.encode(), "ours.yaml").questions()[0].fills == "team"


@pytest.mark.parametrize(
    ("more", "message", "remedy", "place"),
    [
        ("        hlep: x\n", 'The key "hlep" is not known in a question.',
         'Did you mean "help"?', (10, 9)),
        ("        ask_: x\n", 'The key "ask_" is not known in a question.',
         'Did you mean "ask"?', (10, 9)),
        ("        for: all\n", '"for" is "all", which is none of: primary, supporting, each, new, '
         "parts, risers, dissent, learn, customer, partner, colleague, other.", "", (10, 14)),
        ("        probes: {x: y z}\n", '"probes" is a block of keys, and must be a list.',
         "Write one entry a line below it, each after a dash and a blank.", (10, 17)),
        ("        probes: [First: and then]\n", 'Entry 1 of "probes" is a block of keys, and '
         "must be text.", explain.COLON, (10, 18)),
        ("colour: blue\n", 'The key "colour" is not known in a guide.', "", (10, 1)),
    ],
    ids=["key", "key nearly", "fixed list", "shape", "sentence with a colon", "top"],
)  # fmt: skip
def test_a_slip_in_a_guide_is_placed(
    more: str, message: str, remedy: str, place: tuple[int, int]
) -> None:
    (found,) = problems(read_guide, GUIDE + more)
    assert (found.message, found.remedy, places((found,))) == (message, remedy, [place])


# ---- keys that stand where they do not belong


@pytest.mark.parametrize(
    ("text", "line", "message", "remedy"),
    [
        ("ordr: [a]", 3, 'The key "ordr" is not known in a record.', 'Did you mean "order"?'),
        ("custmers: {}", 3, 'The key "custmers" is not', 'Did you mean "customers"?'),
        ("Result: x", 3, 'The key "Result" is not', 'Did you mean "result"?'),
        ("tie-breaks: []", 3, 'The key "tie-breaks" is not', 'Did you mean "tie_breaks"?'),
        ("learn: [{question: When, hwo: so}]", 3, 'The key "hwo" is not', 'Did you mean "how"?'),
        ("customers:\n  a: {name: A, evidense: []}", 4, 'The key "evidense"', 'Did you mean "evidence"?'),
        ("status: decided", 3, 'The key "status" belongs in the decision, and stands at the top.',
         "Indent it deeper, below the decision"),
        ("facts: [uses]", 3, 'The key "facts" belongs in a customer', "Indent it deeper"),
        ("customers:\n  a: {name: A}\n  values: [Rest]", 5,
         'The key "values" belongs in a customer, and stands among the customers.', "Indent it"),
        ("customers:\n  a:\n  name: A", 5, 'The key "name" belongs in', "Indent it deeper"),
        ("customers:\n  a: {name: A}\n  decision: {status: draft}", 5,
         'The key "decision" belongs in a record', "Begin it further left"),
        ("customers:\n  a:\n    name: A\n    b: {name: B}", 6, '"b" looks like a customer',
         'Move it below "customers"'),
        ("customers:\n  a: {name: A}\nb:\n  name: B\n  because: x", 5, '"b" looks like a customer', "Move"),
        ("te\u200bam: x", 3, "The character U+200B, zero width space, stands in it", "Type it anew: team:"),
        ("\u00a0result: x", 3, "The character U+00A0, no-break space, indents", "Put plain blanks before"),
    ],
)  # fmt: skip
def test_a_key_that_belongs_elsewhere_is_told_beside_everything_else(
    text: str, line: int, message: str, remedy: str
) -> None:
    found = problems(read_record, f"{HEAD}{text}\nlens: druker\n")
    (one,) = (problem for problem in found if problem.line == line)
    assert one.message.startswith(message)
    assert one.remedy.startswith(remedy)
    assert found[-1].message.startswith('"lens" is "druker"')


@pytest.mark.parametrize(
    "text",
    ["colour: x", "outputs: []", "rate: 5", "roles: []", "notes: x", "contact: {name: A, phone: 1}",
     "answers: {facts: x, ordr: y}", "customers: {values: {name: A}}",
     "acknowledged: [{rule: F01, where: ordr, because: ours}]\nordr: x"],
)  # fmt: skip
def test_a_key_of_the_teams_own_is_no_problem_beside_others(text: str) -> None:
    (found,) = problems(read_record, f"{HEAD}{text}\nlens: druker\n")
    assert found.message.startswith('"lens" is')


@pytest.mark.parametrize(
    ("word", "meant"),
    [("ordr", "order"), ("oorder", "order"), ("odrer", "order"), ("ordes", "order"), ("rder", ""),
     ("nmae", "name"), ("anme", "name"), ("game", ""), ("hwo", "how"), ("now", ""), ("hows", ""),
     ("becuase", "because"), ("becus", "because"), ("beca", ""), ("NAME", "name"), ("x" * 21, "")],
)  # fmt: skip
def test_a_slip_of_the_hand_is_told_from_a_word_of_ones_own(word: str, meant: str) -> None:
    assert find_mistyped(word, ["order", "name", "how", "because"]) == meant


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("held: 2026\u201303-14", 'and the character U+2013, en dash, stands in it.', "Type it anew: 2026-03-14"),
        ("held: 2026-03-1\uff14", "U+FF14, fullwidth digit four", "Type it anew: 2026-03-14"),
        ("primary: \u2010a", "U+2010, hyphen, stands in it.", ""),
        ("order: [a\u00a0]", "U+00A0, no-break space", ""),
        ("lens: \uff44rucker", "U+FF44, fullwidth latin small letter d", 'Did you mean "drucker"?'),
        ("customers:\n  a\u2011b: {name: A}", "U+2011, non-breaking hyphen", "Use small Latin"),
        ("customers:\n  a:\n    name:A", '"a" is "name:A"', "Behind this colon a blank is missing. Write it as: name: A"),
        ("order: a > b", '"order" is "a > b"', "Write order: [a, b]"),
        ("order: School heads; b", '"order" is', "Write order: [school-heads, b]"),
        ("customers: {a: {name: A, facts: 'uses, life_changed'}}", '"facts" is', "Write facts: [uses, life_changed]"),
        ("customers:\n  a: {name: A, values: \u2022 Rest}", '"values" is', "The sign \u2022 begins"),
        ("customers: {a: {name: A, pays_with: time and money}}", '"pays_with" is', "Write one entry a line"),
    ],
)  # fmt: skip
def test_the_hint_shows_the_line_as_it_should_be(text: str, message: str, remedy: str) -> None:
    head = "team: x\n" if text.startswith("held") else HEAD
    found = problems(read_record, f"{head}{text}\n")
    assert any(message in one.message and one.remedy.startswith(remedy) for one in found), found


def test_a_value_that_a_comment_took_is_told_as_what_it_is() -> None:
    (found,) = problems(read_record, f"{HEAD}result: #1 in the league\n")
    assert found.message.startswith('"result" is empty. "#1 in the league" is a comment to YAML')
    assert found.remedy.endswith('write: result: "#1 in the league"')


# ---- the wrong thing at every key

WRONG: list[Any] = [7, 1.5, True, None, "2026-03-14", "x y", [], [1, 2], [None], {"a": "b"}, [{"a": 1}]]  # fmt: skip


def known_paths(model: type[BaseModel], value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:  # fmt: skip
    """Yield the path of every key that *model* knows, also those that *value* leaves out."""
    for key, shape in explain.types_by_key(model).items():
        yield (*path, key)
        inner, below = value.get(key), (*path, key)
        while inner and not explain.model_in(shape) and get_args(shape):
            step = next(iter(inner)) if isinstance(inner, dict) else next(
                (index for index, one in enumerate(inner) if isinstance(one, dict)), 0)  # fmt: skip
            shape = explain.without_annotations(
                get_args(shape)[-1 if isinstance(inner, dict) else 0]
            )
            inner, below = inner[step], (*below, step)
        if isinstance(inner, dict) and (part := explain.model_in(shape)):
            yield from known_paths(part, inner, below)


QUICK = [
    RULES[name] for name in ("F01", "F02", "P01", "P05", "P06", "P07", "P09", "R03", "N01", "L01")
]
"""Rules that look at ids and names; those that read sentences take a second for all of this."""
KNOWN = list(known_paths(record_model.Record, EXAMPLE_DATA, ()))


def test_the_example_has_every_part_of_a_record() -> None:
    assert len(KNOWN) > 90


@pytest.mark.parametrize("path", KNOWN, ids=lambda path: ".".join(map(str, path)))
def test_the_wrong_thing_at_a_key_is_read_or_placed_and_ends_in_no_accident(
    path: tuple[str | int, ...],
) -> None:
    lost: list[tuple[Any, int]] = []
    for wrong in WRONG:
        data = copy.deepcopy(EXAMPLE_DATA)
        home: Any = data
        for step in path[:-1]:
            home = home[step]
        home[path[-1]] = wrong
        text = json.dumps(data, indent=1)
        try:
            read = read_record(text.encode(), "x.yaml")
        except Unreadable as unreadable:
            lines = {one.line for one in unreadable.problems}
            lost += [(wrong, line) for line in lines if not 1 <= line <= text.count("\n") + 1]
            continue
        for rule in QUICK:
            list(rule.find(Subject(read.record, read.record.held, read.record.held)))
        build_hierarchy(read.record, label="x")
    assert lost == []


@pytest.mark.parametrize(
    ("text", "named"),
    [("primary: 2026", "2026"), ("primary: true", "true"), ("order: [a, 2, 2]", "2"), ("order: [false]", "false")],
)  # fmt: skip
def test_a_number_for_an_id_is_held_against_the_customers(text: str, named: str) -> None:
    found = problems(read_record, f"{HEAD}{text}\ncustomers: {{a: {{name: A}}}}\n")
    assert f'names "{named}", which is no customer' in found[0].message
    once = text.replace("2, 2", "2")
    assert record_of(f"{once}\ncustomers: {{a: {{name: A}}, {named}: {{name: B}}}}\n")


# ---- what answers must not lose


def test_answers_in_the_wide_letters_of_some_shells_are_read() -> None:
    text = "team: Ünï\r\ncustomers: {a: {name: A}}\r\n"
    for kind in ("utf-16", "utf-16-le", "utf-16-be"):
        mark = "" if kind == "utf-16" else "\ufeff"
        assert read_answers((mark + text).encode(kind), "x").data["team"] == "Ünï"
    assert "UTF-16" in problems(read_answers, text.encode("utf-16-le"))[0].message
    assert "UTF-16" in problems(read_answers, b"\xff\xfeabc")[0].message
    assert "UTF-16" in problems(read_record, text.encode("utf-16"))[0].message


def test_answers_drop_no_key_and_no_comment_in_silence() -> None:
    """
    ordr: [a]
    result: We are #1
    people:
      - name:
      - {name: Rina, rol: scribe}
    customers:
      a:
        name: A
        values: [{text: "", knd: need}]
      facts: [uses]
    """
    found = problems(read_answers, document(test_answers_drop_no_key_and_no_comment_in_silence))
    assert places(found) == [(1, 1), (2, 9), (5, 18), (9, 14), (9, 25), (10, 3)]


def test_a_key_of_the_teams_own_stays_in_answers_with_whatever_it_holds() -> None:
    text = b"weather:\nroom: {empty: , list: [, ''] }\ncustomers: {a: {name: A, shade: ''}}\n"
    text = text.replace(b"[, '']", b"['']")
    given_ = read_answers(text, "x").data
    assert given_["weather"] is None
    assert given_["room"] == {"empty": None, "list": [""]}
    assert given_["customers"]["a"]["shade"] == ""
