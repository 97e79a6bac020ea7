"""Interviews held from a file or in piped lines, as whole programs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from customer_cli.guide.files import load_guide
from customer_cli.interview.template import render_template
from customer_cli.record.documents import read_record
from customer_cli.record.format import is_flow
from customer_cli.yamldoc import reader, writer
from tests.conftest import ROOT, Run
from tests.strategies import record_data

EXAMPLES = sorted((ROOT / "workshops").glob("*/*.yaml"))
QUICK = """\
quick
Reading for All
Children who cannot read yet
Those who teach them

2
Without them nothing reaches a child.

Training that fits into one week
want
story

Somebody patient
need
guess


save
"""


def named(paths: list[Path]) -> list[str]:
    return ["/".join(path.parts[-2:]) for path in paths]


def test_there_are_examples_to_feed() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize("example", EXAMPLES, ids=named(EXAMPLES))
def test_a_record_fed_to_the_interview_comes_out_as_it_was(
    example: Path, workshop: Path, call: Run
) -> None:
    ended = call("interview", "--answers", str(example))
    assert ended.code == 0, ended.err
    assert (workshop / "workshops" / example.name).read_text() == example.read_text()


@pytest.mark.parametrize("guide", ["drucker", "hierarchy"])
def test_an_unfilled_template_answers_nothing_and_names_what_is_needed(
    guide: str, workshop: Path, call: Run
) -> None:
    blank = call("interview", "--template", "--guide", guide)
    assert blank.code == 0
    (workshop / "answers.yaml").write_text(blank.out)
    ended = call("interview", "--answers", "answers.yaml")
    assert ended.code == 2
    for key in ("team:", "customers:", "primary:"):
        assert f"  {key}" in ended.err
    assert not (workshop / "workshops").exists()


@pytest.mark.parametrize("guide", ["drucker", "hierarchy"])
def test_a_template_says_every_question_of_the_guide(guide: str) -> None:
    found = load_guide(guide).guide
    said = " ".join(render_template(found).replace("#", " ").split())
    # A second look at the same answer needs no second place in the file.
    firsts = {(q.fills, q.for_, q.id * (q.fills == "answers")): q for q in found.questions()[::-1]}
    for question in firsts.values():
        words = question.ask.partition("{")[0].rpartition(" ")[0]
        assert " ".join(words.split()) in said


def test_a_template_filled_in_by_hand_is_accepted(workshop: Path, call: Run) -> None:
    text = call("interview", "--template").out
    for blank, filled in (
        ("\nteam:", "\nteam: Reading for All"),
        ("the-primary-one:\n    name:", "teachers:\n    name: Those who teach them"),
        ("another-one:\n    name:", "children:\n    name: Children who cannot read yet"),
        ("\nprimary:", "\nprimary: teachers"),
        ("order: []", "order: [teachers, children]"),
        ("      - text:\n        kind:\n        evidence:\n          - kind:",
         "      - text: A week at most\n        kind: want\n        evidence:\n"
         "          - kind: story"),
        ("  - prefer:\n    over:", "  - prefer: teachers\n    over: children"),
    ):  # fmt: skip
        assert blank in text
        text = text.replace(blank, filled, 1)
    (workshop / "answers.yaml").write_text(text)
    ended = call("interview", "--answers", "answers.yaml", "--label", "2026")
    assert ended.code == 0, ended.err
    record = read_record((workshop / "workshops/2026.yaml").read_bytes(), "2026").record
    assert record.order == ("teachers", "children")
    assert record.customers["teachers"].values[0].text == "A week at most"
    assert "values-supporting.children" in record.skipped


def test_every_missing_answer_and_every_problem_is_told_at_once(workshop: Path, run: Run) -> None:
    assert run("interview", "--answers", "-", stdin="slogan: Onward\n").err.count("\n  ") >= 3
    wrong = "primary: nobody\norder: [a, a]\ncustomers: {a: {name: A}}\nheld: soon\n"
    ended = run("interview", "--answers", "-", stdin=wrong)
    assert ended.code == 3
    for place in ("standard input:1:10", "standard input:2:12", "standard input:4:7"):
        assert place in ended.err


def test_what_stays_open_is_named(workshop: Path, run: Run) -> None:
    answers = "team: A\ncustomers: {a: {name: A}}\nprimary: a\n"
    ended = run("interview", "--answers", "-", "--label", "2026", stdin=answers)
    assert ended.code == 0
    assert "Left open:" in ended.err
    assert "values.a" in ended.err


def test_unknown_keys_are_taken_as_they_are(workshop: Path, run: Run) -> None:
    answers = "team: A\ncustomers: {a: {name: A, colour: red}}\nprimary: a\nroom: 12\n"
    assert run("interview", "--answers", "-", "--label", "x", stdin=answers).code == 0
    text = (workshop / "workshops/x.yaml").read_text()
    assert "room: 12\n" in text
    assert "colour: red\n" in text


def test_without_a_terminal_and_without_answers_the_way_out_is_said(run: Run) -> None:
    ended = run("interview")
    assert ended.code == 2
    assert "--answers FILE" in ended.err


def test_answers_from_a_file_never_go_into_a_record_that_is_there(literacy: Path, run: Run) -> None:
    before = (literacy / "workshops/2024.yaml").read_bytes()
    ended = run("interview", "--answers", "-", "--label", "2024", stdin="team: A\n")
    assert ended.code == 2
    assert "--label 2024-2" in ended.err
    assert (literacy / "workshops/2024.yaml").read_bytes() == before


def test_the_quick_path_in_plain_lines_ends_in_a_record(workshop: Path, run: Run) -> None:
    ended = run("interview", "--plain", "--label", "2026", stdin=QUICK)
    assert ended.code == 0, ended.err
    record = read_record((workshop / "workshops/2026.yaml").read_bytes(), "2026").record
    assert record.primary == "those-who-teach-them"
    assert "Those who teach them" in ended.out
    assert (workshop / "workshops/.customer-cli/.gitignore").read_text() == "*\n"


def test_piped_lines_that_end_early_can_be_taken_up_again(workshop: Path, run: Run) -> None:
    first, second = QUICK[: QUICK.index("Training")], QUICK[QUICK.index("Training") :]
    stopped = run("interview", "--plain", "--label", "2026", stdin=first)
    assert stopped.code == 130
    assert "--resume" in stopped.err
    assert run("interview", "--plain", "--resume", stdin=second).code == 0
    whole = read_record((workshop / "workshops/2026.yaml").read_bytes(), "2026").record
    assert [len(c.values) for c in whole.customers.values()] == [1, 1]


def test_a_second_terminal_is_told_who_holds_the_interview(workshop: Path, run: Run) -> None:
    with _waiting("Reading for All\n", "Name") as holder:
        ended = run("interview", "--plain", "--label", "2026", stdin="\n")
        assert ended.code == 75
        assert str(holder.pid) in ended.err


def test_a_killed_interview_keeps_everything_acknowledged(workshop: Path, run: Run) -> None:
    with _waiting("Reading for All\nChildren\nTeachers\n", "3. A kind") as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    ended = run("interview", "--plain", "--resume", stdin="")
    assert "1. Children" in ended.err
    assert "2. Teachers" in ended.err


def _waiting(typed: str, until: str) -> subprocess.Popen[bytes]:
    """An interview in plain lines that has read *typed* and waits for more."""
    program = [sys.executable, "-m", "customer_cli", "interview", "--plain", "--quick"]
    process = subprocess.Popen(
        [*program, "--label", "2026"],
        stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stderr
    process.stdin.write(typed.encode())
    process.stdin.flush()
    os.set_blocking(process.stderr.fileno(), False)
    said, patience = b"", time.monotonic() + 120
    while until.encode() not in said and time.monotonic() < patience:
        said += process.stderr.read() or b""
        time.sleep(0.02)
    assert until.encode() in said, said
    return process


# ---- nothing typed vanishes


def told(value: Any) -> Iterator[str]:
    """Yield every key with something behind it, and every word, of *value* as it is written."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from () if below in (None, "", [], {}) else (str(key),)
            yield from told(below)
    elif isinstance(value, list):
        for below in value:
            yield from told(below)
    elif value not in (None, ""):
        yield str(value).lower() if isinstance(value, bool) else str(value)


OWN = st.dictionaries(
    st.sampled_from(["room", "weather", "ordr", "values", "Result"]),
    st.sampled_from(["sunny", 7, None, ["a", ""], {"name": "C", "why": "x"}]),
    max_size=2,
)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(record_data(), OWN, st.booleans())
def test_what_is_typed_stands_in_the_record_or_in_a_problem(
    workshop: Path, call: Run, data: dict[str, Any], own: dict[str, Any], inside: bool
) -> None:
    given_ = json.loads(json.dumps(data, default=str))
    home = next(iter(given_["customers"].values()), given_) if inside else given_
    home.update(own)
    text = writer.dump(given_, flow=is_flow)
    (workshop / "answers.yaml").write_text(text, encoding="utf-8")
    saved = workshop / "workshops/x.yaml"
    saved.unlink(missing_ok=True)
    ended = call("interview", "--answers", "answers.yaml", "--label", "x")
    if ended.code:
        assert ended.code in (2, 3), ended.err
        assert not saved.exists()
        return
    assert not own.keys() & {"ordr", "values", "Result"} or (inside and "ordr" not in own)
    there = set(told(reader.read(saved.read_bytes(), "x").data))
    assert set(told(reader.read(text.encode(), "x").data)) <= there


def test_answers_are_refused_with_every_key_and_every_half_sentence(
    workshop: Path, run: Run
) -> None:
    answers = (
        "team: A\nordr: [a]\nresult: We are #1\nprimary: a\n"
        "customers: {a: {name: A, because: We read, then we voted}}\n"
    )
    ended = run("interview", "--answers", "-", stdin=answers)
    assert (ended.code, 'because: "We read, then we voted"' in ended.err) == (3, True)
    ended = run("interview", "--answers", "-", stdin=answers.replace(", then we voted", ""))
    assert ended.code == 3
    assert 'Did you mean "order"?' in ended.err
    assert 'write: result: "We are #1"' in ended.err
    assert not (workshop / "workshops").exists()


def test_a_list_that_may_be_one_sentence_is_saved_and_told(workshop: Path, run: Run) -> None:
    answers = (
        "team: A\nprimary: a\n"
        "customers: {a: {name: A, values: [A table where nobody asks, and soup]}}\n"
    )
    ended = run("interview", "--answers", "-", "--label", "x", stdin=answers)
    assert ended.code == 0
    assert '"and soup" is an entry of its own' in ended.err
    assert 'write: "A table where nobody asks, and soup"' in ended.err


def test_a_template_is_written_to_a_file_and_over_none(workshop: Path, call: Run) -> None:
    printed = call("interview", "--template").out
    assert call("interview", "--template", "-o", "answers.yaml").code == 0
    assert (workshop / "answers.yaml").read_text(encoding="utf-8") == printed
    ended = call("interview", "--template", "--quick", "--output", "answers.yaml")
    assert (ended.code, "--force" in ended.err) == (2, True)
    assert (workshop / "answers.yaml").read_text(encoding="utf-8") == printed
    assert call("interview", "--template", "--quick", "-o", "answers.yaml", "--force").code == 0
    assert (workshop / "answers.yaml").read_text(encoding="utf-8") != printed
    assert call("interview", "--template", "-o", "-").out == printed
    assert call("interview", "-o", "answers.yaml").code == 2


def test_answers_as_an_old_powershell_writes_them_are_taken(workshop: Path, call: Run) -> None:
    text = "team: Ünï\r\nprimary: a\r\ncustomers: {a: {name: A}}\r\n"
    (workshop / "answers.yaml").write_bytes(text.encode("utf-16"))
    assert call("interview", "--answers", "answers.yaml", "--label", "x").code == 0
    assert "team: Ünï" in (workshop / "workshops/x.yaml").read_text(encoding="utf-8")
