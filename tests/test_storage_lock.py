"""Promises of the locks: one terminal holds an interview, one program writes in a folder."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.concurrent import heard

from customer_cli import errors
from customer_cli.errors import Busy, NotSaved, WrongUse
from customer_cli.storage import disk, lock
from customer_cli.storage.lock import Lock

HOLD = """
import sys
from pathlib import Path
from customer_cli.storage.lock import Lock
with Lock(Path(sys.argv[1]), "03:47"):
    print("held", flush=True)
    sys.stdin.read()
"""


HOLD_FOLDER = """
import sys
from pathlib import Path
from customer_cli.storage import disk
with disk.writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path, code: str = HOLD) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_terminal_is_told_who_holds_the_interview(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    process = holder(path)
    who = f"pid {process.pid}, host {os.uname().nodename}, since 03:47"
    with pytest.raises(Busy) as caught, Lock(path, "03:48"):
        pytest.fail("two terminals held one interview")
    assert caught.value.message == f"Open in another terminal ({who})."
    assert caught.value.remedy
    process.communicate("")
    with Lock(path, "03:49") as lock:
        assert lock.warning == ""


def test_a_terminal_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    process = holder(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with Lock(path, "03:49"):
        assert f"{os.getpid()}\n" in path.read_text()


def test_being_refused_does_not_wipe_the_words_of_the_holder(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    with Lock(path, "a long while ago"):
        words = path.read_text()
        for _ in range(2):
            with pytest.raises(Busy, match="since a long while ago"), Lock(path, "now"):
                pass
        assert path.read_text() == words
    with Lock(path, "now"):
        assert path.read_text() == f"{os.getpid()}\n{os.uname().nodename}\nnow\n"


def test_a_lock_is_let_go_when_the_work_inside_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Lock(tmp_path / "a"):
        raise ZeroDivisionError
    with Lock(tmp_path / "a"):
        pass


def test_a_lock_file_that_was_removed_guards_nothing_but_the_next_one_does(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    with Lock(path):
        path.unlink()
        with Lock(path, "later"), pytest.raises(Busy, match="since later"), Lock(path):
            pass


def test_words_in_a_lock_file_reach_no_terminal_unfiltered(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    with Lock(path):
        path.write_bytes(b"\x1b[2J\nho\xffst\n")
        with pytest.raises(Busy) as caught, Lock(path):
            pass
    assert caught.value.message == "Open in another terminal (pid ^[[2J, host ho\ufffdst)."


def test_a_lock_file_without_words_still_refuses(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    with Lock(path):
        path.write_bytes(b"")
        with pytest.raises(Busy, match=r"^Open in another terminal\.$"), Lock(path):
            pass


def test_a_link_in_place_of_the_lock_file_is_refused_and_its_file_untouched(tmp_path: Path) -> None:
    (tmp_path / "record.yaml").write_text("words")
    (tmp_path / "2026.lock").symlink_to("record.yaml")
    with pytest.raises(WrongUse, match="is a link where a plain file must be"):
        Lock(tmp_path / "2026.lock").__enter__()
    assert (tmp_path / "record.yaml").read_text() == "words"


def test_a_lock_is_for_the_owner_alone_and_not_inherited_by_an_editor(tmp_path: Path) -> None:
    path = tmp_path / "2026.lock"
    with Lock(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        held = [link for link in Path("/proc/self/fd").iterdir() if same_file(link, path)]
        assert [os.get_inheritable(int(link.name)) for link in held] == [False]


def same_file(link: Path, path: Path) -> bool:
    return link.exists() and link.samefile(path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="there is no folder"):
        Lock(tmp_path / "gone" / "a.lock").__enter__()


# ---- one writer in a folder


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is told at once."""
    told: list[str] = []
    errors.notes.clear()
    monkeypatch.setattr(errors, "tell_note", told.append)
    return told


class Clock:
    """Counts the seconds that are slept, sleeps none, and does something after *seconds*."""

    def __init__(self, seconds: float, act: Callable[[], object]) -> None:
        self.slept, self._due, self._act = 0.0, seconds, act

    def sleep(self, seconds: float) -> None:
        self.slept += seconds
        if self.slept >= self._due:
            self._due = float("inf")
            self._act()


def waiting(
    monkeypatch: pytest.MonkeyPatch, record: Path, seconds: float = float("inf")
) -> tuple[Clock, subprocess.Popen[str]]:
    """Let another process write in the folder of *record* until *seconds* were waited for it."""
    process = holder(record, HOLD_FOLDER)
    clock = Clock(seconds, lambda: process.communicate(""))
    monkeypatch.setattr(lock, "sleep", clock.sleep)
    return clock, process


def test_whoever_writes_waits_for_the_other_one_without_a_word_for_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    record = tmp_path / "2026.yaml"
    clock, _ = waiting(monkeypatch, record, 0.5)
    disk.save(record, b"words", disk.ABSENT)
    assert record.read_bytes() == b"words"
    assert 0.5 <= clock.slept < 0.6
    assert said == []
    clock, _ = waiting(monkeypatch, record, 3)
    disk.save(record, b"more", disk.read(record)[1])
    assert record.read_bytes() == b"more"
    assert 3 <= clock.slept < 3.1
    assert said == [f"Another program is writing in {tmp_path}; waiting for it."]


def test_after_ten_seconds_the_one_who_waits_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:
    record = tmp_path / "2026.yaml"
    clock, process = waiting(monkeypatch, record)
    with pytest.raises(Busy) as caught:
        disk.save(record, b"words", disk.ABSENT)
    assert caught.value.message == (
        f"Another program has been writing in {tmp_path} for 10 seconds. Nothing was written."
    )
    assert caught.value.remedy == "Try again when it has ended."
    assert 10 <= clock.slept < 10.1
    assert len(said) == 1
    assert not record.exists()
    process.communicate("")
    disk.save(record, b"words", disk.ABSENT)


def test_a_writer_that_was_killed_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, process = waiting(monkeypatch, tmp_path / "2026.yaml")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    disk.save(tmp_path / "2026.yaml", b"words", disk.ABSENT)
    assert clock.slept == 0


def test_the_folder_is_let_go_at_the_outermost_end_and_nothing_is_left_in_it(
    tmp_path: Path,
) -> None:
    record = tmp_path / "2026.yaml"
    with disk.writing(record):
        with pytest.raises(ZeroDivisionError), disk.writing(tmp_path / "2025.yaml"):
            raise ZeroDivisionError
        disk.save(record, b"words", disk.ABSENT)
        assert taken_by_another(record) == "busy"
    assert taken_by_another(record) == "taken"
    assert [path.name for path in tmp_path.iterdir()] == ["2026.yaml"]


def taken_by_another(record: Path) -> str:
    command = [sys.executable, "-c", TAKE, str(record)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


TAKE = """
import sys
from pathlib import Path
from customer_cli.errors import Busy
from customer_cli.storage import disk, lock
lock.PATIENCE = 0.0
try:
    with disk.writing(Path(sys.argv[1])):
        print("taken")
except Busy:
    print("busy")
"""


def test_a_link_is_written_in_the_folder_of_the_file_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    record = tmp_path / "elsewhere" / "2026.yaml"
    record.write_bytes(b"old")
    link = tmp_path / "2026.yaml"
    link.symlink_to(record)
    clock, _ = waiting(monkeypatch, record, 2)
    disk.save(link, b"words", disk.read(link)[1])
    assert clock.slept >= 2
    assert (record.read_bytes(), link.is_symlink()) == (b"words", True)


def test_a_folder_that_is_put_in_the_place_of_another_while_it_is_waited_for_is_the_one_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "workshops"
    folder.mkdir()

    def switched() -> None:
        folder.rename(tmp_path / "old")
        folder.mkdir()

    process = holder(folder / "2026.yaml", HOLD_FOLDER)
    clock = Clock(2, switched)
    monkeypatch.setattr(lock, "sleep", clock.sleep)
    disk.save(folder / "2026.yaml", b"words", disk.ABSENT)
    assert 2 <= clock.slept < 2.1
    assert [path.name for path in folder.iterdir()] == ["2026.yaml"]
    process.communicate("")


def test_everything_that_several_people_hear_at_once_is_in_the_file(tmp_path: Path) -> None:
    told = heard(tmp_path, rounds=4, at_once=8, seed=1)
    assert (told.written, told.lost, told.refused) == (32, (), ())
