"""Promises of the lock that lets one terminal hold an interview."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from customer_cli.errors import Busy, NotSaved, WrongUse
from customer_cli.storage.lock import Lock

HOLD = """
import sys
from pathlib import Path
from customer_cli.storage.lock import Lock
with Lock(Path(sys.argv[1]), "03:47"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
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
