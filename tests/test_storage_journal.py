"""Promises of the journal: what was acknowledged is there, whatever happened since."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from customer_cli.errors import ChangedUnderneath, NotHere, NotSaved, Unreadable, WrongUse
from customer_cli.storage import disk
from customer_cli.storage.journal import (
    Journal,
    Replay,
    decode_line,
    encode_line,
    parse_journal,
    replay,
)

Event = dict[str, Any]

FIRST: Event = {"guide": "drucker", "team": "Reading for All"}
LINE_ENDS = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\x0b", "\x00"]


def answered(number: int) -> Event:
    return {"event": "answered", "question": f"q{number}", "answer": "Die Lehrer – 教師 🧑‍🏫"}


@contextmanager
def full_disk(room: int, path: Path) -> Iterator[None]:
    """The disk takes *room* more bytes of the file at *path*, in a short write, then refuses."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".customer-cli" / "drafts" / "2026.journal"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.create(path, FIRST) as journal:
        yield journal


def test_a_new_journal_is_private_and_begins_with_its_version(journal: Journal) -> None:
    assert replay(journal.path) == Replay({"journal": 1, **FIRST}, (), 0, 0)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    private = journal.path.parents[1]
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert (private / ".gitignore").read_text() == "*\n"


def test_going_on_gives_every_event_in_order(journal: Journal) -> None:
    journal.append([answered(1), answered(2)])
    journal.append([])
    journal.append([answered(3)])
    journal.close()
    again, told = Journal.open(journal.path)
    assert told.events == (answered(1), answered(2), answered(3))
    again.append([answered(4)])
    again.close()
    assert replay(journal.path).events == tuple(answered(n) for n in range(1, 5))


def test_a_line_can_be_read_and_checked_without_the_tool(journal: Journal) -> None:
    journal.append([answered(1)])
    line = journal.path.read_bytes().splitlines(keepends=True)[1]
    digits, body = line[:16].decode(), line[17:-1]
    summed = subprocess.run(["sha256sum"], input=body, capture_output=True, check=True).stdout
    assert summed.decode().startswith(digits)
    assert json.loads(body) == answered(1)
    assert "Die Lehrer – 教師 🧑‍🏫" in body.decode()


def test_a_journal_that_is_there_is_never_made_anew(journal: Journal) -> None:
    journal.append([answered(1)])
    with pytest.raises(ChangedUnderneath, match="already"):
        Journal.create(journal.path, FIRST)
    assert replay(journal.path).events == (answered(1),)


TEXTS = st.lists(st.one_of(st.characters(), st.sampled_from(LINE_ENDS)), max_size=12).map("".join)
SURROGATES = st.lists(st.sampled_from(["\ud83e", "\uddd1", "x"]), max_size=4).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS | SURROGATES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(TEXTS | SURROGATES, JSON, max_size=4))
def test_reading_a_line_gives_back_what_was_written(event: Event) -> None:
    line = encode_line(event)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    assert decode_line(line[:-1]) == event


@given(st.dictionaries(TEXTS, JSON, max_size=3), st.data())
def test_a_line_with_one_byte_changed_is_damaged(event: Event, data: st.DataObject) -> None:
    line = bytearray(encode_line(event)[:-1])
    line[data.draw(st.integers(0, len(line) - 1))] ^= data.draw(st.integers(1, 255))
    assert decode_line(bytes(line)) is None


@pytest.mark.parametrize("body", [b"[1]", b'"x"', b"{", b"\xff", b"[" * 100_000, b""])
def test_a_line_with_a_right_checksum_around_nonsense_is_damaged(body: bytes) -> None:
    assert decode_line(hashlib.sha256(body).hexdigest()[:16].encode() + b" " + body) is None


def test_a_torn_last_line_is_cut_and_kept_beside(journal: Journal) -> None:
    journal.append([answered(1), answered(2)])
    journal.close()
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole[:-5])
    torn = whole.splitlines(keepends=True)[-1][:-5]
    assert replay(journal.path).cut == len(torn)
    assert journal.path.read_bytes() == whole[:-5]
    again, told = Journal.open(journal.path)
    assert (told.events, told.cut, told.bad) == ((answered(1),), len(torn), 0)
    assert journal.path.with_name("2026.journal.torn").read_bytes() == torn + b"\n"
    again.append([answered(3)])
    again.close()
    assert replay(journal.path) == Replay(told.first, (answered(1), answered(3)), 0, 0)


def test_a_damaged_line_is_skipped_and_counted_and_stays_in_the_file(journal: Journal) -> None:
    journal.append([answered(1), answered(2), answered(3)])
    journal.close()
    damaged = journal.path.read_bytes().replace(b"q2", b"q7")
    journal.path.write_bytes(damaged)
    again, told = Journal.open(journal.path)
    again.append([answered(4)])
    again.close()
    assert (told.events, told.bad, told.cut) == ((answered(1), answered(3)), 1, 0)
    assert journal.path.read_bytes().startswith(damaged)
    assert replay(journal.path).events == (answered(1), answered(3), answered(4))


def test_a_damaged_first_line_loses_no_answer(journal: Journal) -> None:
    journal.append([answered(1)])
    journal.path.write_bytes(journal.path.read_bytes().replace(b"drucker", b"drunken"))
    assert replay(journal.path) == Replay({}, (answered(1),), 0, 1)


@pytest.mark.parametrize("content", [b"", b"\n", b"words\n", b"format: 1\nteam: x\n", b"\0" * 99])
def test_a_file_without_one_whole_line_is_no_draft_and_is_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "2026.journal"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match="There is no draft of an interview in this file"):
        Journal.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("version", [2, 99, "1", None])
def test_a_draft_of_a_newer_version_is_refused_with_a_remedy(
    tmp_path: Path, version: object
) -> None:
    path = tmp_path / "2026.journal"
    path.write_bytes(encode_line({"journal": version}) + b"torn")
    before = path.read_bytes()
    with pytest.raises(Unreadable) as caught:
        Journal.open(path)
    assert f"of version {version}; this customer-cli knows 1" in caught.value.message
    assert "Go on with the customer-cli that wrote it" in caught.value.problems[0].remedy
    assert path.read_bytes() == before


def test_a_journal_is_no_link_and_not_missing(journal: Journal) -> None:
    link = journal.path.with_name("link.journal")
    link.symlink_to(journal.path)
    with pytest.raises(WrongUse, match="is a link"):
        Journal.open(link)
    with pytest.raises(NotSaved, match="is a link"):
        Journal.create(link, FIRST)
    assert link.is_symlink()
    dangling = journal.path.with_name("dangling.journal")
    dangling.symlink_to(journal.path.with_name("nowhere"))
    with pytest.raises(NotSaved, match="is a link"):
        Journal.create(dangling, FIRST)
    assert not journal.path.with_name("nowhere").exists()
    with pytest.raises(NotHere, match="There is no file"):
        Journal.open(journal.path.with_name("missing.journal"))


# Refusals and what comes after


@pytest.mark.parametrize("room", [0, 1, 40, 90])
def test_a_full_disk_takes_no_half_line_and_the_next_attempt_works(
    journal: Journal, room: int
) -> None:
    journal.append([answered(1)])
    before = journal.path.read_bytes()
    with full_disk(room, journal.path), pytest.raises(NotSaved) as caught:
        journal.append([answered(2)])
    assert caught.value.message.startswith("Not saved: ")
    assert caught.value.remedy.startswith("Your answer is still on the screen; ")
    assert caught.value.remedy.endswith(" and press Enter again.")
    assert journal.path.read_bytes() == before
    inode = journal.path.stat().st_ino
    journal.append([answered(2)])
    assert replay(journal.path).events == (answered(1), answered(2))
    # Written on in place: on a disk that is nearly full there is no room for a second copy.
    assert journal.path.stat().st_ino == inode


def test_a_draft_that_was_cleaned_away_is_there_again_with_the_next_answer(
    journal: Journal,
) -> None:
    journal.append([answered(1)])
    shutil.rmtree(journal.path.parents[1])
    journal.append([answered(2)])
    journal.append([answered(3)])
    assert replay(journal.path).events == (answered(1), answered(2), answered(3))
    assert (journal.path.parents[1] / ".gitignore").exists()
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_a_draft_that_another_program_wrote_to_is_not_touched(journal: Journal) -> None:
    journal.append([answered(1)])
    theirs = encode_line(answered(7))
    with journal.path.open("ab") as file:
        file.write(theirs)
    before = journal.path.read_bytes()
    with pytest.raises(ChangedUnderneath, match="another program wrote to the draft"):
        journal.append([answered(2)])
    assert journal.path.read_bytes() == before
    journal.path.unlink()
    journal.path.write_bytes(before[: -len(theirs)])
    with pytest.raises(ChangedUnderneath):
        journal.append([answered(2)])


def test_what_json_cannot_hold_is_not_written(journal: Journal) -> None:
    before = journal.path.read_bytes()
    with pytest.raises(ValueError, match="not JSON compliant"):
        journal.append([answered(1), {"minutes": float("nan")}])
    assert journal.path.read_bytes() == before


# Putting away


def test_an_archived_journal_lies_in_the_backup_folder_whole(journal: Journal) -> None:
    journal.append([answered(1)])
    content = journal.path.read_bytes()
    backup = journal.path.parents[1] / "backup"
    new = journal.archive(backup)
    assert new == backup / "2026.1.journal"
    assert new.read_bytes() == content
    assert not journal.path.exists()


def test_the_latest_archived_journals_stay_and_others_are_not_counted(path: Path) -> None:
    backup = path.parents[1] / "backup"
    disk.make_folder(backup)
    for name in ("2025.1.journal", "2026.x.journal", "2026.1.yaml", "x2026.1.journal"):
        (backup / name).touch()
    others = set(backup.iterdir())
    for number in range(1, 14):
        journal = Journal.create(path, {**FIRST, "number": number})
        new = journal.archive(backup, keep=10)
        assert replay(new).first["number"] == number
    assert {p.name for p in set(backup.iterdir()) - others} == {
        f"2026.{number}.journal" for number in range(4, 14)
    }
    assert others < set(backup.iterdir())


def test_a_journal_cleaned_away_is_archived_all_the_same(journal: Journal) -> None:
    journal.append([answered(1)])
    shutil.rmtree(journal.path.parents[1])
    disk.make_folder(journal.path.parent)
    assert replay(journal.archive(journal.path.parents[1] / "backup")).events == (answered(1),)


def test_whatever_the_umask_says_only_the_owner_reads_what_was_said(path: Path) -> None:
    backup, before = path.parents[1] / "backup", os.umask(0)
    try:
        with Journal.create(path, FIRST) as journal:
            path.unlink()
            journal.append([answered(1)])  # anew, because the file is gone
        path.write_bytes(path.read_bytes() + b"torn")
        journal, _ = Journal.open(path)
        kept = journal.archive(backup)
        with Journal.create(path, FIRST) as journal:
            path.unlink()
            again = journal.archive(backup)
    finally:
        os.umask(before)
    files = (kept, again, path.with_name("2026.journal.torn"))
    assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3


def test_an_archived_journal_is_let_go_and_can_be_archived_once(journal: Journal) -> None:
    open_before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").exists() else 0  # noqa: PTH208
    journal.archive(journal.path.parents[1] / "backup")
    open_after = len(os.listdir("/proc/self/fd")) if open_before else -1  # noqa: PTH208
    assert open_after == open_before - 1


def test_what_is_no_draft_is_told_with_its_place(path: Path) -> None:
    path.parent.mkdir(parents=True)
    for content, place in (
        (b"", str(path)),
        (b"words\n", str(path)),
        (encode_line({"journal": 2}), f"{path}:1"),
    ):
        path.write_bytes(content)
        with pytest.raises(Unreadable) as caught:
            replay(path)
        assert [problem.place for problem in caught.value.problems] == [place]


# Death


KEEP_APPENDING = """
import sys
from pathlib import Path
from customer_cli.storage.journal import Journal
journal = Journal.create(Path(sys.argv[1]), {})
number = 0
while True:
    number += 1
    journal.append([{"number": number}, {"answer": "x" * 50}])
    print(number, flush=True)
"""


@pytest.mark.parametrize("answers", [1, 5, 17])
def test_what_a_killed_process_acknowledged_is_there(path: Path, answers: int) -> None:
    command = [sys.executable, "-c", KEEP_APPENDING, str(path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(answers):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0].split()
    acknowledged = int(rest[-1]) if rest else answers
    journal, told = Journal.open(path)
    journal.close()
    numbers = [event["number"] for event in told.events if "number" in event]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= acknowledged
    assert told.bad == 0


EVENTS = st.lists(st.fixed_dictionaries({"answer": TEXTS, "n": st.integers()}), max_size=3)


class Deaths(RuleBasedStateMachine):
    """A journal whose process dies at any byte, whose bytes rot and whose disk is full."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "2026.journal"
        self.journal = Journal.create(self.path, FIRST)
        self.spans: list[tuple[int, int, Event]] = [(0, self.size(), {"journal": 1, **FIRST})]

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    def size(self) -> int:
        return self.path.stat().st_size

    def acknowledge(self, events: list[Event]) -> None:
        end = self.size()
        for event in reversed(events):
            start = end - len(encode_line(event))
            self.spans.append((start, end, event))
            end = start
        self.spans.sort(key=lambda span: span[0])

    @rule(events=EVENTS)
    def answer(self, events: list[Event]) -> None:
        before = self.size()
        self.journal.append(events)
        assert self.size() == before + sum(len(encode_line(event)) for event in events)
        self.acknowledge(events)

    @rule(events=EVENTS.filter(bool), data=st.data())
    def answer_onto_a_full_disk(self, events: list[Event], data: st.DataObject) -> None:
        size = sum(len(encode_line(event)) for event in events)
        room = data.draw(st.integers(0, size - 1))
        with full_disk(room, self.path), pytest.raises(NotSaved):
            self.journal.append(events)

    @rule(events=EVENTS.filter(bool))
    def answer_after_a_cleaning(self, events: list[Event]) -> None:
        self.path.unlink()
        self.journal.append(events)
        self.acknowledge(events)

    @precondition(lambda self: self.spans)
    @rule(data=st.data())
    def die(self, data: st.DataObject) -> None:
        size = data.draw(st.integers(self.spans[0][1], self.size()))
        os.truncate(self.path, size)
        self.spans = [span for span in self.spans if span[1] <= size]
        self.go_on()

    @precondition(lambda self: len(self.spans) > 3)
    @rule(data=st.data())
    def rot(self, data: st.DataObject) -> None:
        content = bytearray(self.path.read_bytes())
        # Among the living, because a byte that rots twice may be sound again.
        start, end, _ = data.draw(st.sampled_from(self.spans))
        at = data.draw(st.integers(start, end - 1))
        content[at] ^= data.draw(st.integers(1, 255))
        self.path.write_bytes(content)
        # The line end before a line is its own too: without it two lines are one.
        self.spans = [span for span in self.spans if not span[0] - 1 <= at < span[1]]
        self.go_on()

    def go_on(self) -> None:
        self.journal.close()
        self.journal, _ = Journal.open(self.path)

    @invariant()
    def everything_acknowledged_is_there(self) -> None:
        told = replay(self.path)
        found = [told.first, *told.events] if told.first else list(told.events)
        assert found == [event for _, _, event in self.spans]
        assert told.cut == 0


Deaths.TestCase.settings = settings(max_examples=40, stateful_step_count=20)
TestDeaths = Deaths.TestCase


@given(st.lists(EVENTS, min_size=1, max_size=4), st.data())
@settings(max_examples=40)
def test_cut_at_any_byte_the_journal_holds_every_line_before_it(
    answers: list[list[Event]], data: st.DataObject
) -> None:
    lines = [encode_line(event) for events in [[{"journal": 1}], *answers] for event in events]
    whole = b"".join(lines)
    size = data.draw(st.integers(len(lines[0]), len(whole)))
    told = parse_journal(whole[:size], Path("a"))
    ends = [len(b"".join(lines[: n + 1])) for n in range(len(lines))]
    count = sum(end <= size for end in ends)
    assert list(told.events) == [event for events in answers for event in events][: count - 1]
    assert told.cut == size - ends[count - 1]
