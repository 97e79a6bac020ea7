"""What was heard is in the file, nothing else of the file has moved, and no word is ever lost."""

from __future__ import annotations

import datetime as dt
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.analysis.evidence import Hearing, add_evidence, complete_record
from customer_cli.cli.hear_options import (
    NOTHING_SAID,
    SAYS_CHOICES,
    HearOptions,
    HearTarget,
    UsageErrors,
    ask_for_missing,
    find_again,
    resolve_target,
)  # fmt: skip
from customer_cli.errors import ChangedUnderneath, Stopped
from customer_cli.interview.slots import HOW_CHOICES
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids, evidence_id
from customer_cli.ui.plain_form import FieldPrompt
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.save import save_changed
from customer_cli.yamldoc import reader
from tests import edits
from tests.conftest import Ended, Run
from tests.test_evidence import pieces, taken_out
from tests.test_plain import Typed
from tests.test_storage_lock import holder
from tests.test_views import OBEYED

TODAY = dt.date(2024, 6, 1)

WRITTEN = """\
# ours, and nobody else's
format: 1
team: "Reading for All"   # in quotes
held: 2024-03-14

customers:
  # who learns
  teachers:
    name:   People who teach them
    facts: [ uses,benefits ]

    values:
      - id: short
        text: 'A short course'  # said often
        evidence:
          - {id: 2024-01-x, kind: said, date: 2024-01-05}   # on one line
      # the next one is a guess
      - id: cards
        text: Cards
  heads: {name: Heads, facts: [pays]}  # they pay

x-ours: {keep: yes}

learn:
  - id: days
    question: How long?  # of the course
  - id: who
    question: Who pays?
    answered_by: 2024-01-x
# the end
"""


@pytest.fixture
def written(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record written by hand, on a day soon after its sitting."""
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", TODAY.isoformat())
    path = workshop / "workshops" / "2024.yaml"
    path.parent.mkdir()
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def block(text: str, indent: int) -> str:
    return "".join(f"{' ' * indent}{line}\n" for line in text.splitlines())


STORY = ("--kind", "story", "--words", "Two days.", "--date", "2024-05-02")
HEARD = {"kind": "story", "date": "2024-05-02", "words": "Two days."}
AT_SHORT = evidence_id(HEARD, "short")


def piece(about: str) -> str:
    """Return the lines of what STORY tells *about* a value or a customer."""
    key = evidence_id(HEARD, about)
    return f"- id: {key}\n  kind: story\n  date: 2024-05-02\n  words: Two days."


CARDS, HEADS, WHO = (
    "        text: Cards\n",
    "  heads: {name: Heads, facts: [pays]}  # they pay\n",
    "    answered_by: 2024-01-x\n",
)
ONE_LINE = "          - {id: 2024-01-x, kind: said, date: 2024-01-05}   # on one line\n"
LENGTH = "    question: How long?  # of the course\n"

EDITS: list[tuple[list[str], list[tuple[str, str]]]] = [
    (["teachers", "short", *STORY], [(ONE_LINE, ONE_LINE + block(piece("short"), 10))]),
    (["teachers", "cards", *STORY], [(CARDS, CARDS + "        evidence:\n" + block(piece("cards"), 10))]),
    (["teachers", *STORY], [(CARDS, CARDS + "    evidence:\n" + block(piece("teachers"), 6))]),
    (["teachers", "--new", "A map", "--value-kind", "want", *STORY],
     [(CARDS, CARDS + block("- id: a-map\n  kind: want\n  text: A map\n  evidence:", 6) + block(piece("a-map"), 10))]),
    (["heads", *STORY],
     [(HEADS, "  heads:  # they pay\n    name: Heads\n    facts: [pays]\n    evidence:\n" + block(piece("heads"), 6))]),
    (["teachers", "short", *STORY, "--answers", "days", "--answers", "who"],
     [(ONE_LINE, ONE_LINE + block(piece("short"), 10)),
      (LENGTH, LENGTH + f"    answered_by: [{AT_SHORT}]\n"),
      (WHO, f"    answered_by: [2024-01-x, {AT_SHORT}]\n")]),
    (["teachers", "short", *STORY, "--ask", "Who else?", "--owner", "Ana", "--due", "2024-07-01"],
     [(ONE_LINE, ONE_LINE + block(piece("short"), 10)),
      (WHO, WHO + block("- id: who-else\n  question: Who else?\n  about: teachers\n"
                        "  owner: Ana\n  due: 2024-07-01", 2))]),
]  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("arguments", "changes"), EDITS, ids=[" ".join(e[:3]) for e, _ in EDITS])
def test_no_other_byte_of_a_hand_written_file_changes(
    arguments: list[str], changes: list[tuple[str, str]], ends: str, written: Path, call: Run
) -> None:
    expected = WRITTEN
    for old, new in changes:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    written.write_bytes(WRITTEN.replace("\n", ends).encode())
    ended = call("hear", *arguments)
    assert ended.code == 0, ended.err
    assert written.read_bytes().decode() == expected.replace("\n", ends)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk") / "workshops"
    folder.mkdir()
    return folder


RECORDS = [path for path in edits.HANDWRITING if path.stem != "shop"]
"""Those that are read as a record; the shop's has an empty slogan."""


@pytest.mark.parametrize("base", RECORDS, ids=lambda path: path.stem)
@settings(max_examples=25)
@given(data=st.data())
def test_any_evidence_leaves_every_comment_and_all_other_data_of_a_file(
    base: Path, data: st.DataObject, desk: Path
) -> None:
    path = desk / "2024.yaml"
    path.write_bytes(base.read_bytes())
    place = Workshops.find(desk.parent)
    loaded = place.load(place.resolve("2024"))
    record = complete_record(loaded.record)
    customer = data.draw(st.sampled_from(sorted(record.customers)))
    values = [str(value.id) for value in record.customers[customer].values]
    hearing = Hearing(customer, data.draw(pieces), data.draw(st.sampled_from([None, *values])))
    made = add_evidence(record, hearing)
    save_changed(loaded, made.data)
    again = place.load(place.resolve("2024"))
    read = complete_ids(again.record.to_data())
    assert taken_out(read, hearing, made.evidence, made.value) == complete_ids(
        loaded.record.to_data()
    )
    assert comments(base) - comments(path) == Counter()


def comments(path: Path) -> Counter[str]:
    return Counter(re.findall(r"# \d+\b.*", path.read_text(encoding="utf-8")))


# ---- what is said


def test_what_the_status_was_and_is_now_is_data_and_the_next_step_is_talk(
    written: Path, call: Run
) -> None:
    ended = call("hear", "teach", "short", *STORY, "--people", "3")
    assert ended.out == (
        "People who teach them: A short course\n  ● heard, 1 person -> ✓ confirmed, 4 people\n"
    )
    assert ended.err == (
        "Written: workshops/2024.yaml, as 2024-05-02-short-06nbb\n"
        "next: git add workshops/2024.yaml && git commit -m 'Heard from teachers'\n"
    )


def test_today_is_the_day_it_was_heard_unless_another_is_named(written: Path, call: Run) -> None:
    assert call("hear", "heads", "--kind", "said", "--source", "a call").code == 0
    assert re.search(
        "- id: 2024-06-01-heads-.....\n        kind: said\n        date: 2024-06-01\n",
        written.read_text(encoding="utf-8"),
    )


def test_the_newest_record_is_meant_and_another_where_it_is_named(
    literacy: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", "2024-06-01")
    older, newest = (literacy / "workshops" / f"{year}.yaml" for year in (2023, 2024))
    before = older.read_bytes()
    assert call("hear", "teachers", "can-do", *STORY).code == 0
    assert older.read_bytes() == before
    assert "2024-05-02-can-do" in newest.read_text(encoding="utf-8")
    ended = call("hear", "teachers", "can-do", *STORY, "--record", "2023")
    assert ended.code == 0
    assert "2024-05-02-can-do" in older.read_text(encoding="utf-8")
    assert "judged as of 2023-03-16; what was heard later counts in a newer one" in ended.out


def test_a_question_may_be_due_today_and_be_answered_under_two_names_once(
    written: Path, call: Run
) -> None:
    more = ("--answers", "days", "--answers", "how long", "--ask", "Why?", "--due", str(TODAY))
    ended = call("hear", "heads", *STORY, *more)
    assert ended.out.endswith("\nAnswered: How long?\nTo find out: Why? (by 2024-06-01)\n")
    assert f"answered_by: [{evidence_id(HEARD, 'heads')}]\n" in written.read_text(encoding="utf-8")


def test_hostile_words_are_cleaned_in_the_file_and_obeyed_by_no_terminal(
    written: Path, call: Run
) -> None:
    hostile = "a\x1b[31m\u202eb\r\nc: [x # y\ud800"
    ended = call("hear", "heads", "--new", hostile, "--kind", "said", "--words", hostile,
                 "--source", hostile, "--ask", hostile, "--owner", hostile)  # fmt: skip
    assert ended.code == 0, ended.err
    assert not OBEYED.search(ended.out.replace("\n", "") + ended.err.replace("\n", ""))
    data = reader.read(written.read_bytes(), "x").data
    (value,) = data["customers"]["heads"]["values"]
    assert value["text"] == value["evidence"][0]["source"] == "a[31mb c: [x # y"
    assert value["evidence"][0]["words"] == "a[31mb\nc: [x # y"
    assert data["learn"][-1]["question"] == data["learn"][-1]["owner"] == "a[31mb c: [x # y"


# ---- what is not written

NOW = ("--kind", "said", "--words", "x")
WRONG: list[tuple[list[str], list[str]]] = [
    (["teachers"], ["needs a terminal", "--kind, and --words or --source."]),
    (["teachers", "--kind", "said"], ["missing: --words or --source."]),
    (["teachers", "--words", "x"], ["missing: --kind."]),
    (["teachers", "--kind", "said", "--words", " \t\n"], ["missing: --words or --source."]),
    (["teachers", "--kind", "saif", "--words", "x"], ['Did you mean "said"?']),
    (["teechers", *NOW], ['no customer "teechers"', 'Did you mean "teachers"?']),
    (["xyz", *NOW], ["There are: teachers, heads."]),
    (["e", *NOW], ['no customer "e"']),
    (["teachers", "shrt", *NOW], ['Did you mean "short"?']),
    (["teachers", "xyz", *NOW], ["There are: short, cards. --new writes down something new."]),
    (["heads", "short", *NOW], ["valued by teachers (People who teach them)"]),
    (["teachers", *NOW, "--answers", "dais"], ['no question "dais"', 'Did you mean "days"?']),
    (["teachers", *NOW, "--new", "a short COURSE"], ['already: "A short course" (short)']),
    (["teachers", "short", *NOW, "--new", "x"], ["name two values"]),
    (["teachers", *NOW, "--new", "\x1b"], ["--new"]),
    (["teachers", *NOW, "--value-kind", "want"], ["--value-kind says"]),
    (["teachers", *NOW, "--owner", "ana"], ["belong to a new question"]),
    (["teachers", *NOW, "--due", "2024-07-01"], ["belong to a new question"]),
    (["teachers", *NOW, "--ask", "x", "--due", "2024-05-31"], ["2024-05-31 (--due) is over"]),
    (["teachers", *NOW, "--date", "2024-06-02"], ["2024-06-02 is still to come"]),
    (["teachers", *NOW, "--date", "yesterday"], ["is no date"]),
    (["teachers", *NOW, "--people", "0"], ['"0" is no number of people']),
    (["teachers", *NOW, "--people", "-1"], ['"-1" is no number of people']),
    (["teachers", *NOW, "--people", "٣"], ["is no number of people"]),
    (["teachers", *NOW, "--people", "9" * 5000], ["is no number of people"]),
    (["teachers", *NOW, "--from-them", "--not-from-them"], ["--from-them and --not-from-them do"]),
    (["teachers", "--kind", "guess", "--words", "x", "--from-them"], ["A guess does not come"]),
    (["x", "--people", "0", "--answers", "y", "--date", "2025-01-01", "--owner", "z"],
     ["missing: --kind, and", '"0" is', "2025-01-01 is", "--owner and", 'question "y"',
      'customer "x"']),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=[" ".join(a)[:60] for a, _ in WRONG])
def test_wrong_use_is_told_all_at_once_and_writes_nothing(
    arguments: list[str], said: list[str], written: Path, call: Run
) -> None:
    ended = call("hear", *arguments)
    assert (ended.code, ended.out) == (2, "")
    for words in said:
        assert words in ended.err
    assert written.read_text(encoding="utf-8") == WRITTEN


def test_a_name_that_fits_several_names_them_all(literacy: Path, call: Run) -> None:
    ended = call("hear", "who", *NOW)
    assert ended.code == 2
    assert '"who" fits several:\n  children: Children who cannot read yet\n' in ended.err
    assert "\n  sisters: Older sisters who" in ended.err
    assert call("hear", "give", *NOW).code == 0  # only one group gives


def told_back(ended: Ended) -> dict[str, Any]:
    """The YAML in what was said."""
    text = re.split(r"\n(?=\S+:\d|error: )", ended.err.split("\n\n", 1)[1])[0]
    return reader.read(text.encode(), "told").data


ODD = "team: T\nheld: 2024-03-14\ncustomers:\n  ? teachers\n  : {name: Teachers}\n"
REFUSED: list[tuple[str, int, str]] = [
    ("team: [\n", 3, "2024.yaml:"),
    (WRITTEN.replace("format: 1", "format: 2"), 3, "format 2"),
    (ODD, 4, "question mark"),
]


@pytest.mark.parametrize(("text", "code", "why"), REFUSED, ids=["unreadable", "newer", "odd"])
def test_whatever_keeps_a_file_from_being_written_no_word_is_lost(
    text: str, code: int, why: str, written: Path, call: Run
) -> None:
    written.write_text(text, encoding="utf-8")
    more = ("--new", "Rest", "--ask", "Who: else?", "--people", "4", "--says", "mixed")
    ended = call("hear", "teachers", *STORY, *more)
    assert (ended.code, ended.out) == (code, "")
    assert why in ended.err
    assert "Nothing was written. This is what was said" in ended.err
    assert written.read_text(encoding="utf-8") == text
    piece = {"kind": "story", "date": "2024-05-02", "people": 4, "says": "mixed"}
    assert told_back(ended) == {
        "values": [{"kind": "need", "text": "Rest", "evidence": [piece | {"words": "Two days."}]}],
        "learn": [{"question": "Who: else?"}],
    }


def test_where_there_is_no_record_yet_the_words_are_told_back(workshop: Path, call: Run) -> None:
    ended = call("hear", "teachers", *STORY)
    assert ended.code == 4
    assert told_back(ended)["evidence"][0]["words"] == "Two days."
    assert list(workshop.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_may_only_be_read_is_left_alone(written: Path, call: Run) -> None:
    written.chmod(0o444)
    ended = call("hear", "teachers", "short", *STORY)
    assert ended.code == 4
    assert told_back(ended)["evidence"][0]["words"] == "Two days."
    assert written.read_text(encoding="utf-8") == WRITTEN


def test_an_interview_on_the_same_record_keeps_nobody_from_writing_down_what_was_heard(
    written: Path, call: Run
) -> None:
    drafts = written.parent / ".customer-cli" / "drafts"
    drafts.mkdir(parents=True)
    process = holder(drafts / "2024.lock")
    try:
        ended = call("hear", "teachers", "short", *STORY)
    finally:
        process.communicate("")
    assert ended.code == 0, ended.err
    assert "words: Two days." in written.read_text(encoding="utf-8")


def test_no_folder_is_made_to_write_down_what_was_heard(written: Path, call: Run) -> None:
    assert call("hear", "heads", *STORY).code == 0
    assert [path.name for path in written.parent.iterdir()] == ["2024.yaml"]


CHOSEN = """\
team: T
held: 2024-03-14
customers:
  teachers:
    name: Teachers
    values:
      - {text: Time}
      - {text: "Time!"}
      - {id: maps, text: Maps}
learn:
  - question: Who pays?
"""


def read(text: str) -> Record:
    return Record.model_validate(reader.read(text.encode(), "x").data)


@pytest.mark.parametrize(
    ("old", "new", "value", "expected"),
    [
        ("      - {text: Time}\n", "", "time-2", "time"),  # the id is made from the words
        ("      - {text: Time}\n", "", "time", None),
        ("{text: Time}", "{id: hours, text: Time}", "time", "hours"),
        ("text: Maps", "text: Charts", "maps", "maps"),
        ("id: maps", "id: charts", "maps", None),
        ("text: Time}", "text: Hours}", "time", None),
    ],
)
def test_what_was_chosen_is_found_again_in_a_file_that_was_written_meanwhile(
    old: str, new: str, value: str, expected: str | None
) -> None:
    seen, now = read(CHOSEN), complete_record(read(CHOSEN.replace(old, new)))
    about = HearTarget("teachers", value, ("who-pays",))
    if expected is None:
        with pytest.raises(ChangedUnderneath, match="is no longer there"):
            find_again(about, seen, now, "2024.yaml")
    else:
        assert find_again(about, seen, now, "2024.yaml") == replace(about, value=expected)


def test_a_question_that_went_away_meanwhile_is_named() -> None:
    now = complete_record(read(CHOSEN.replace("Who pays?", "Who else?")))
    with pytest.raises(ChangedUnderneath, match=r'^2024.yaml was .* "Who pays\?" is no longer'):
        find_again(HearTarget("teachers", None, ("who-pays",)), read(CHOSEN), now, "2024.yaml")


# ---- asking


def talked(
    typed: Sequence[str | tuple[str, ...]], customer: str = "teachers", **given: Any
) -> tuple[HearOptions, HearTarget, str]:
    record = complete_record(Record.model_validate(reader.read(WRITTEN.encode(), "x").data))
    wanted, said = HearOptions(today=TODAY, customer=customer, **given), io.StringIO()
    lines = Typed(typed)
    wanted, about = ask_for_missing(
        wanted, resolve_target(record, wanted, UsageErrors()), record, FieldPrompt(lines, said)
    )
    assert lines.rest == []
    return wanted, about, said.getvalue()


def test_enter_everywhere_is_the_usual_answer() -> None:
    wanted, about, said = talked(["", "", "In a week.", "", "", "", ""])
    assert about == HearTarget("teachers", None, ())
    assert (wanted.kind, wanted.people, wanted.date) == ("said", "1", TODAY)
    assert (wanted.words, wanted.source, wanted.says) == ("In a week.", "", None)
    for words in ("  1. A short course", "  3. the group as a whole", "  4. something new"):
        assert f"{words}\n" in said
    assert all(f". {choice.name}\n" in said for choice in HOW_CHOICES)
    assert "  Enter: 2024-06-01\n" in said


def test_everything_can_be_answered_by_number_and_a_paste_is_one_text() -> None:
    wanted, about, said = talked(["1", "5", ("Two days.", "", "Then home."), "12", "2024-05-02",
                                  "a  ferry", "2", "1"])  # fmt: skip
    assert about == HearTarget("teachers", "short", ("days",))
    assert (wanted.kind, wanted.people, wanted.says) == ("behaviour", "12", "contradicts")
    assert wanted.words == "Two days.\n\nThen home."
    assert wanted.date == dt.date(2024, 5, 2)
    assert wanted.source == "a ferry"
    assert all(f". {choice.name}\n" in said for choice in SAYS_CHOICES)
    assert "How long?" in said
    assert "Who pays?" not in said  # it has an answer


def test_what_cannot_be_is_said_and_asked_again() -> None:
    typed = ["9", "new", "something new", "", "cards", "A map", "", "nobody", "said",
             "", "0", "many", "3", "1.5.", "2024-06-02", "2024-02-30", "", "", "at sea", "7", ""]  # fmt: skip
    wanted, about, said = talked(typed)
    assert about.value is None
    assert (wanted.new, wanted.value_kind, wanted.people) == ("A map", "need", "3")
    assert (wanted.words, wanted.source) == ("", "at sea")
    for words in (
        '"9" is not on the list', '"new" is not on the list', "is still empty", "already",
        '"0" is no number', '"many" is no number', '"1.5." is not a date',
        "2024-06-02 is still to come", '"2024-02-30" is not a date', NOTHING_SAID,
        '"7" is not on the list',
    ):  # fmt: skip
        assert f"! {words}" in said or words in said


def test_what_was_given_is_not_asked_and_of_a_guess_nothing_is_asked_but_itself() -> None:
    wanted, _, said = talked(["They are tired.", ""], value="short", kind="guess")
    assert wanted.words == "They are tired."
    assert said == "People who teach them\n"
    whole: dict[str, Any] = {"kind": "said", "words": "x", "people": "2", "source": "y", "date": TODAY,
             "says": "mixed", "value": "short", "answers": ("days",)}  # fmt: skip
    assert talked([], **whole)[2] == "People who teach them\n"


def test_whoever_stops_is_told_that_nothing_was_written() -> None:
    with pytest.raises(Stopped, match="Nothing was written"):
        talked(["", ""])


# ---- in a real terminal

pexpect = pytest.importorskip("pexpect")
in_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")


@pytest.fixture
def child(written: Path) -> Iterator[Any]:
    environment = {k: v for k, v in os.environ.items() if k not in ("CI", "COLUMNS", "LINES")}
    spawned = pexpect.spawn(
        sys.executable, ["-m", "customer_cli", "hear", "teachers"], timeout=120, encoding="utf-8",
        cwd=written.parent.parent, env=environment, dimensions=(24, 100),
    )  # fmt: skip
    yield spawned
    spawned.close(force=True)


def answer(child: Any, prompt: str, typed: str) -> None:
    child.expect_exact(prompt)
    child.send(f"{typed}\r")


def half_way(child: Any) -> None:
    answer(child, "What is it about?", "1")
    answer(child, "How do we know?", "4")
    # One paste: read line by line, the second would be the number of people.
    answer(child, "in their words?", "Two days.\rThen home.")
    answer(child, "How many people?", "3")
    answer(child, "When?", "")
    answer(child, "come from?", "the ferry")


@pytest.mark.terminal
@in_a_terminal
def test_in_a_terminal_it_asks_and_writes(child: Any, written: Path) -> None:
    half_way(child)
    answer(child, "what we wrote?", "")
    answer(child, "does it answer?", "1")
    child.expect_exact("● heard, 1 person -> ✓ confirmed, 4 people")
    child.expect_exact("Answered: How long?")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    piece = (
        "- id: 2024-06-01-short-yq6cz\n  kind: story\n  date: 2024-06-01\n  people: 3\n"
        "  source: the ferry\n  words: |-\n    Two days.\n    Then home."
    )
    expected = WRITTEN.replace(ONE_LINE, ONE_LINE + block(piece, 10))
    expected = expected.replace(LENGTH, LENGTH + "    answered_by: [2024-06-01-short-yq6cz]\n")
    assert written.read_text(encoding="utf-8") == expected


@pytest.mark.terminal
@in_a_terminal
def test_ctrl_c_writes_nothing_and_says_so(child: Any, written: Path) -> None:
    half_way(child)
    child.expect_exact("what we wrote?")
    child.sendintr()
    child.expect_exact("Nothing was written.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert written.read_text(encoding="utf-8") == WRITTEN


MEANWHILE: list[tuple[str, str]] = [
    ("# the end\n", "# the end\n# theirs\n"),
    ("text: 'A short course'  # said often", "text: 'A course of two days'"),
    ("  # who learns\n", "  parents: {name: Parents}\n"),
]


@pytest.mark.terminal
@in_a_terminal
@pytest.mark.parametrize(("old", "new"), MEANWHILE, ids=["remark", "reworded", "customer"])
def test_what_somebody_else_writes_meanwhile_is_added_to(
    old: str, new: str, child: Any, written: Path
) -> None:
    half_way(child)
    child.expect_exact("what we wrote?")
    theirs = WRITTEN.replace(old, new)
    written.write_text(theirs, encoding="utf-8")
    child.send("\r")
    answer(child, "does it answer?", "")
    child.expect_exact("Written: workshops/2024.yaml")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    now = written.read_text(encoding="utf-8")
    assert "Then home." in now
    left = iter(now.splitlines())
    assert all(line in left for line in theirs.splitlines())


@pytest.mark.terminal
@in_a_terminal
@pytest.mark.parametrize("gone", ["value", "customer"])
def test_where_what_was_chosen_is_gone_meanwhile_the_words_are_told_back(
    gone: str, child: Any, written: Path
) -> None:
    half_way(child)
    child.expect_exact("what we wrote?")
    value = WRITTEN[WRITTEN.index("      - id: short") : WRITTEN.index("      # the next one")]
    theirs = {
        "value": WRITTEN.replace(value, ""),
        "customer": WRITTEN.replace("  teachers:", "  tutors:"),
    }[gone]
    written.write_text(theirs, encoding="utf-8")
    child.send("\r")
    answer(child, "does it answer?", "")
    child.expect_exact("Nothing was written. This is what was said")
    child.expect_exact("about teachers, short")
    for line in ("kind: story", "people: 3", "source: the ferry", "Two days.", "Then home."):
        child.expect_exact(line)
    child.expect_exact("was changed by somebody else meanwhile, and")
    child.expect_exact({"value": '"A short course"', "customer": '"teachers"'}[gone])
    child.expect_exact("is no longer there")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 4
    assert written.read_text(encoding="utf-8") == theirs
