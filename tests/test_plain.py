"""The conversation in plain lines, typed from a list."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from customer_cli.errors import NotHere, NotSaved, Stopped
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import Answer, event_from
from customer_cli.record.spec import Data
from customer_cli.ui.plain import PlainDriver
from customer_cli.ui.plain_form import LineReader
from customer_cli.workshop.session import Session
from tests.test_interview import GUIDE, VALUED, row, walk


class Typed(LineReader):
    """Lines typed one after the other; a tuple is a paste."""

    def __init__(self, typed: Sequence[str | tuple[str, ...]]) -> None:
        self.rest = list(typed)

    def read(self, prompt: str) -> list[str]:
        if not self.rest:
            raise EOFError
        line = self.rest.pop(0)
        return [line] if isinstance(line, str) else list(line)


class Listed:
    """A log in memory, which can be told to refuse."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.full = False

    def append(self, events: Sequence[dict[str, Any]]) -> None:
        if self.full:
            raise NotSaved("Not saved: the disk is full.")
        self.events += events


def talk(*typed: str | tuple[str, ...], interview: Interview | None = None) -> tuple[Data, str]:
    """Return the record and everything said, for the lines *typed*."""
    said = io.StringIO()
    driver = PlainDriver(Typed(typed), said, preview=lambda _data: "PREVIEW", edit=_no_editor)
    sitting = Session(interview or Interview(GUIDE), Listed())
    try:
        return sitting.drive(driver), said.getvalue()
    except Stopped:
        return {}, said.getvalue()


def _no_editor(_text: str) -> str:
    raise NotHere("There is no editor on this machine.", "Set EDITOR.")


WHOLE = (
    "2", "Reading for All", "", "",
    ("- Children", "", "2) Teachers", "• Donors"), "",
    "2", "Without them nothing", "reaches a child.", "",
    "Short training", "2", "4", "I liked it.", "19", "2024-02-09", "talks", "",
    "To read", "", "", "",
    "", "move 3 2", "", "save",
)  # fmt: skip


def test_a_whole_interview_by_words() -> None:
    data, said = talk(*WHOLE)
    assert data["order"] == ["teachers", "donors", "children"]
    assert data["customers"]["teachers"] == {
        "name": "Teachers",
        "because": "Without them nothing\nreaches a child.",
        "values": [
            {
                "text": "Short training",
                "kind": "want",
                "evidence": [
                    {"kind": "story", "words": "I liked it.", "people": 19,
                     "date": "2024-02-09", "source": "talks"},
                ],
            },
        ],
    }  # fmt: skip
    assert data["customers"]["children"]["values"] == [
        {"text": "To read", "kind": "need", "evidence": [{"kind": "guess"}]}
    ]
    assert data["skipped"] == ["slogan", "opening", "values-supporting.donors"]
    assert "PREVIEW" in said


def test_a_paste_of_many_lines_into_a_list_becomes_many_rows() -> None:
    lines = tuple(f"* Group {number}" for number in range(200))
    data, _ = talk("1", "A", lines, "", "Group 7", "", "", "", "save")
    assert len(data["customers"]) == 200
    assert data["primary"] == "group-7"


def test_a_paste_into_a_single_line_stays_in_it() -> None:
    interview = Interview(GUIDE)
    talk("1", ("Reading", "for All"), interview=interview)
    assert interview.conclusion()["team"] == "Reading for All"


def test_back_shows_what_was_said_and_enter_keeps_it() -> None:
    interview = Interview(GUIDE)
    _, said = talk("2", "A", ":back", "", "", interview=interview)
    assert "Now: A. Enter keeps it." in said
    assert interview.conclusion()["team"] == "A"


def test_rows_are_moved_deleted_and_edited_by_number() -> None:
    interview = Interview(GUIDE)
    talk("1", "A", "One", "Two", "Three", "move 3 1", "del 2", "edit 2", "Too", "",
         interview=interview)  # fmt: skip
    assert [c["name"] for c in interview.conclusion()["customers"].values()] == ["Three", "Too"]


def test_every_line_is_kept_before_the_next_is_asked_for() -> None:
    log = Listed()
    driver = PlainDriver(Typed(WHOLE[:-14]), io.StringIO(), lambda _data: "", _no_editor)
    with pytest.raises(Stopped):
        Session(Interview(GUIDE), log).drive(driver)
    again = Interview.replay(GUIDE, [event_from(event) for event in log.events])
    screen = again.view()
    assert getattr(screen, "rows", ()) == ({"text": "Short training", "kind": "want"},)


def test_an_editor_that_fails_says_so_and_the_question_stays() -> None:
    _, said = talk("1", ":edit", "A")
    assert "! There is no editor on this machine. Set EDITOR." in said


def test_a_disk_that_refuses_is_said_and_nothing_is_lost_when_it_recovers() -> None:
    log, said = Listed(), io.StringIO()
    sitting = Session(Interview(GUIDE), log)
    log.full = True
    assert sitting.take(Answer(row(plan="60"))) == "Not saved: the disk is full."
    log.full = False
    driver = PlainDriver(Typed(["A"]), said, lambda _data: "", _no_editor)
    with pytest.raises(Stopped):
        sitting.drive(driver)
    again = Interview.replay(GUIDE, [event_from(event) for event in log.events])
    assert again.conclusion()["team"] == "A"
    assert "! Not saved" in said.getvalue()


def test_the_review_names_what_is_needed() -> None:
    _, said = talk("2", ":review", "save")
    assert "! Still needed: Whose answer is this?" in said
    assert "! Before this can be written" in said


def test_a_number_in_the_review_changes_that_answer_and_comes_back() -> None:
    data, _ = talk("3", "Onward", "save", interview=walk(*VALUED))
    assert data["slogan"] == "Onward"


def test_nothing_the_terminal_would_obey_is_said() -> None:
    interview = walk(Answer(row(team="A")), earlier={"slogan": "a\x1b]0;title\x07b\u202e"})
    _, said = talk(interview=interview)
    assert "a^[]0;title^Gb<U+202E>" in said
    assert "\x1b" not in said


def test_nobody_leaves_words_behind_without_having_been_told() -> None:
    log, said = Listed(), io.StringIO()
    log.full = True
    driver = PlainDriver(Typed(["1", "A", ":stop", ":stop"]), said, lambda _data: "", _no_editor)
    with pytest.raises(NotSaved, match="the disk is full"):
        Session(Interview(GUIDE), log).drive(driver)
    assert "Stop again to leave without the last answers." in said.getvalue()


def test_a_stop_that_can_be_kept_after_all_loses_nothing() -> None:
    log = Listed()
    log.full = True
    lines = Typed(["1", "A", ":stop", ":stop"])

    class Recovering(PlainDriver):
        def say(self, text: str) -> None:
            log.full = log.full and "Stop again" not in text

    with pytest.raises(Stopped):
        Session(Interview(GUIDE), log).drive(
            Recovering(lines, io.StringIO(), lambda _data: "", _no_editor)
        )
    again = Interview.replay(GUIDE, [event_from(event) for event in log.events])
    assert again.conclusion()["team"] == "A"


READ = """
import select
waits, wait = [], select.select
select.select = lambda *given: (waits.append(given[3]), wait(*given))[1]
from customer_cli.ui.plain_form import LineReader
print("READ", repr(LineReader().read("Words: ")), max(waits, default=None), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize(
    ("kind", "typed", "read", "waited"),
    [
        ("xterm-256color", [b"one\r"], ["one"], 0),
        ("xterm-256color", [b"\x1b[200~one\ntwo\rthree\x1b[201~", b"\r"], ["one", "two", "three"], 0),
        ("xterm-256color", [b"\x1b[200~one\ntwo\n\x1b[201~\r"], ["one", "two"], 0),
        ("xterm-256color", [b"one\rtwo\r"], ["one", "two"], 0),
        ("xterm-256color", [b"\r"], [""], 0),
        ("dumb", [b"one\rtwo\r"], ["one", "two"], 0.03),
        ("dumb", [b"one\r"], ["one"], 0.03),
    ],
)  # fmt: skip
def test_a_paste_is_one_answer_and_nobody_waits_for_one_who_says_where_it_ends(
    kind: str, typed: list[bytes], read: list[str], waited: float
) -> None:
    pexpect = pytest.importorskip("pexpect")
    environment = {**os.environ, "TERM": kind}
    with pexpect.spawn(sys.executable, ["-c", READ], env=environment, timeout=60) as child:
        child.expect_exact("Words: ")
        for keys in typed:
            child.send(keys)
        child.expect("READ (.*)\r\n")
        assert child.match.group(1).decode() == f"{read!r} {waited}"


def test_a_pipe_is_never_waited_for() -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], input="one\ntwo\n", capture_output=True, text=True, check=True
    )
    assert done.stdout == "READ ['one'] None\n"


def test_the_first_question_is_not_read_out_twice_where_it_stands_already() -> None:
    said = io.StringIO()
    driver = PlainDriver(
        Typed(["2", ":back"]), said, lambda _data: "", _no_editor, is_announced=True
    )
    with pytest.raises(Stopped):
        Session(Interview(GUIDE), Listed()).drive(driver)
    first, again = said.getvalue().split("(part 1 of", 1)[0], said.getvalue()
    assert first == ""
    assert again.count("How long do you have?") == 1
