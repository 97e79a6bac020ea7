"""Promises about what an interrupted save leaves: named, unseen by git, gone after a day."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from customer_cli import errors
from customer_cli.storage import disk, folders
from customer_cli.storage.leftovers import DAY, find_leftovers
from tests.conftest import Run

KILLED = """
import os, signal, sys
from pathlib import Path
from customer_cli.storage import disk
disk.fingerprint = lambda path: os.kill(os.getpid(), signal.SIGKILL)
path = Path(sys.argv[1])
disk.save(path, b"new", disk.read(path)[1])
"""


@pytest.fixture
def left(literacy: Path) -> Path:
    """What a save of the newest record left that was killed before the file had its name."""
    record = literacy / "workshops" / "2024.yaml"
    before = record.read_bytes()
    ended = subprocess.run([sys.executable, "-c", KILLED, str(record)], check=False)
    assert ended.returncode == -9
    assert record.read_bytes() == before
    (path,) = find_leftovers(record.parent)
    return path


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_git_does_not_see_it(left: Path) -> None:
    room = left.parent.parent
    git(room, "init", "-q")
    git(room, "add", "-A")
    assert left.name not in git(room, "ls-files")
    assert left.name not in git(room, "status", "--porcelain", "-uall")
    assert (left / "new").read_bytes() == b"new"


def test_check_and_doctor_name_it_and_neither_calls_it_an_error(left: Path, call: Run) -> None:
    clean = call("check", "workshops/2023.yaml").code
    checked = call("check")
    assert checked.code == clean == 0
    assert f"{left} was left when a save was interrupted." in checked.err
    assert left.name not in checked.out
    named = f"workshops/{left.name}"
    told = call("doctor")
    assert told.code == 0
    assert f"left by interrupted saves: {named}; no record needs them" in told.out
    subprocess.run(["sh", "-c", f"rm -r {named}"], check=True)
    assert f"rm -r {named}" in told.out
    assert "left over" not in call("doctor").out
    assert "interrupted" not in call("check").err


@pytest.mark.parametrize("age", [DAY - 60, DAY + 60])
def test_the_next_save_in_the_folder_removes_what_is_older_than_a_day(
    left: Path, age: float
) -> None:
    folder = left.parent
    made = left.stat().st_mtime
    plain = folder / ".2023.yaml.0123456789ab.tmp"  # as earlier versions left it
    plain.write_bytes(b"words")
    foreign = folder / ".2023.yaml.0123456789ax.tmp"
    foreign.write_bytes(b"theirs")
    link = folder / ".2023.yaml.ba9876543210.tmp"
    link.symlink_to(folder / "2024.yaml")
    for path in (left, plain, foreign, link):
        os.utime(path, (made - age, made - age), follow_symlinks=False)
    record = folder / "2024.yaml"
    disk.save(record, b"words", disk.read(record)[1])
    assert left.exists() is plain.exists() is (age < DAY)
    assert foreign.read_bytes() == b"theirs"
    assert link.is_symlink()
    assert record.read_bytes() == b"words"


def test_more_than_a_save_puts_there_is_not_removed(left: Path) -> None:
    (left / "mine").write_bytes(b"words")
    os.utime(left, (0, 0))
    record = left.parent / "2024.yaml"
    disk.save(record, b"words", disk.read(record)[1])
    assert [path.name for path in left.iterdir()] == ["mine"]


# ---- what is named as a record and is none


def odd(folder: Path) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    (folder / "gone.yaml").symlink_to("nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "device.yaml").symlink_to("/dev/null")
    (folder / "passwd.yaml").symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("pipe", "This is not a plain file; a record is one."),
        ("folder", "This is a folder; a record is a file."),
        ("gone", "This is a link to a file that is gone."),
        ("loop", "This is a link to a file that is gone."),
        ("device", "This is a link that leads out of its folder, so nothing of it is read."),
        ("passwd", "This is a link that leads out of its folder, so nothing of it is read."),
    ],
)
def test_a_folder_whose_only_record_is_no_plain_file_has_a_problem_with_its_place(
    name: str, reason: str, workshop: Path, call: Run
) -> None:
    folder = workshop / "workshops"
    folder.mkdir()
    odd(folder)
    for path in folder.iterdir():
        if path.stem != name:
            path.rmdir() if path.is_dir() else path.unlink()
    for arguments in ((), ("workshops",), (f"workshops/{name}.yaml",)):
        if arguments and arguments[0].endswith("folder.yaml"):
            continue  # a folder that is named is looked into
        ended = call("check", *arguments)
        assert (ended.code, ended.err) == (3, "1 problem.\n")
        assert ended.out.startswith(f"workshops/{name}.yaml: {reason}\nhint:  ")
    assert call("show").code == 4


@pytest.mark.parametrize(
    "command",
    ["check", "check workshops/passwd.yaml", "check link.yaml", "check --format github", "show",
     "show workshops/passwd.yaml", "show passwd", "show link.yaml", "diff link.yaml passwd",
     "check --json", "guide check", "guide show workshops/guides/passwd.yaml", "guide list",
     "gaps --record workshops/passwd.yaml", "history", "doctor", "hear x --record passwd --kind said"],
)  # fmt: skip
def test_no_word_of_a_file_that_a_link_leads_out_to_is_shown(
    command: str, literacy: Path, tmp_path: Path, call: Run
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("root:x:0\nheld: [secretly\n")
    (literacy / "workshops" / "guides").mkdir()
    for link in ("link.yaml", "workshops/passwd.yaml", "workshops/guides/passwd.yaml"):
        (literacy / link).symlink_to(secret)
    ended = call(*command.split())
    for word in ("root:x", "secretly"):
        assert word not in ended.out + ended.err


def test_a_link_to_a_record_of_the_same_folder_is_read(literacy: Path, call: Run) -> None:
    (literacy / "workshops" / "now.yaml").symlink_to("2024.yaml")
    assert call("show", "now").code == 0
    assert call("check", "workshops/now.yaml").code == 0


HOSTILE = "a%b:,::error file=x,line=1::pwned"


def test_nothing_of_a_file_or_its_name_begins_a_command_of_github(
    literacy: Path, call: Run
) -> None:
    folder = literacy / "workshops"
    for name in (f"{HOSTILE}.yaml", "two\nlines\r::error::x.yaml", "\x1b[31mred.yaml"):
        (folder / name.replace("/", "-")).write_text(f"team: [\n::error::{HOSTILE}\n")
    (folder / "2025.yaml").write_text(
        f'team: T\nheld: 2025-01-01\nprimary: "{HOSTILE}"\ncustomers:\n'
        f'  a: {{name: "::error::{HOSTILE}\\r\\n::warning::x %0A::error::y"}}\n'
    )
    told = call("check", "--format", "github")
    assert told.code == 3
    assert told.out
    for line in told.out.split("\n")[:-1]:
        level, _, message = line.removeprefix("::").partition("::")
        assert level.partition(" ")[0] in ("error", "warning", "notice"), line
        for one in filter(None, level.partition(" ")[2].split(",")):
            key, is_there, value = one.partition("=")
            assert key in ("file", "line", "col", "title"), line
            assert is_there
            assert ":" not in value
        assert message
        assert "\r" not in line
        assert "\x1b" not in line
    assert "%0A" not in told.out.replace("%250A", "")


def test_a_walk_keeps_its_word_about_each_leftover_once(left: Path) -> None:
    errors.notes.clear()
    for _ in range(2):
        list(folders.walk_files(left.parent))
    assert len(errors.notes) == 1
