"""Promises that hold when the system fails or kills us at any one of its calls.

A first run, traced, finds the system calls of a save; then one run per call and fault
injects that fault at exactly that call.
"""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

import customer_cli
from customer_cli.storage.journal import replay

VICTIMS = Path(__file__).parent / "victims"
FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC", "error=EINTR")
# What a program does to files, but for asking where it stands (lseek, ioctl); a question
# mark stands before what some machines lack.
CALLS = (
    "?open,openat,?creat,read,write,pread64,pwrite64,?readlink,readlinkat,getrandom,"
    "fsync,fdatasync,?rename,?renameat,renameat2,?link,linkat,?unlink,unlinkat,?mkdir,mkdirat,"
    "close,fstat,?newfstatat,?stat,?lstat,statx,fchmod,?chmod,fchown,?access,faccessat,faccessat2,"
    "ftruncate,flock"
)
MARKS = "?access,faccessat,faccessat2"
OLD = b"team: Reading for All\n" * 100
NEW = b"team: Reading for Everybody\n" * 100


@dataclass(frozen=True)
class Call:
    """One system call of the part that is watched, as the trace shows it."""

    name: str
    number: int
    """Which call of this name it is, counted from the start of the program."""
    text: str


@dataclass(frozen=True)
class Run:
    """How a victim ended, what it said, and the trace between its two marks."""

    code: int
    said: list[str]
    calls: list[Call]
    trace: str


class Bench:
    """Runs one victim, in a folder of its own each time."""

    def __init__(self, package: Path, folder: Path, victim: str, name: str, old: bytes | None):
        self.package = package
        self.folder = folder / f"{Path(victim).stem}-{'new' if old is None else 'old'}"
        self.folder.mkdir()
        self.victim = victim
        self.name = name
        self.old = old
        self.runs = 0

    def target(self) -> Path:
        self.runs += 1
        folder = self.folder / str(self.runs)
        folder.mkdir()
        if self.old is not None:
            (folder / self.name).write_bytes(self.old)
        return folder / self.name

    def command(self, target: Path) -> list[str]:
        # Without site-packages a victim starts in a third of the time.
        victim = str(VICTIMS / self.victim)
        return [sys.executable, "-I", "-S", "-B", victim, str(self.package), str(target)]

    def strace(self, target: Path, *options: str) -> list[str]:
        trace = str(target.with_name("trace"))
        # Not with --seccomp-bpf: strace 6.1 then kills nobody.
        return ["strace", "-f", "-y", "-qq", "-o", trace, *options]

    def run(self, target: Path, *options: str) -> Run:
        command = [*self.strace(target, *options), *self.command(target)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.stderr == "", done.stderr
        trace = target.with_name("trace")
        text = trace.read_text(errors="replace")
        trace.unlink()
        return Run(done.returncode, done.stdout.splitlines(), watched(text), text)

    def calls(self) -> list[Call]:
        run = self.run(self.target(), "-e", f"trace={CALLS}")
        assert run.code == 0
        # What the victim says is a call too, but none of ours.
        return [call for call in run.calls if not call.text.startswith("write(1<")]

    def inject(self, call: Call, fault: str, target: Path) -> Run:
        chosen = f"inject={call.name}:{fault}:when={call.number}"
        run = self.run(target, "-e", f"trace={MARKS},{call.name}", "-e", chosen)
        if fault == "signal=KILL":
            assert run.code in {-9, 137}, (call, run)
            assert '"/begin"' in run.trace
            assert '"/end"' not in run.trace
        else:
            assert any("(INJECTED)" in seen.text for seen in run.calls), (call, run.trace)
        return run


def watched(trace: str) -> list[Call]:
    counts: dict[str, int] = {}
    calls: list[Call] = []
    inside = False
    for line in trace.splitlines():
        found = re.match(r"(?:\d+ +)?((\w+)\(.*)", line)
        if not found:
            continue
        text, name = found[1], found[2]
        counts[name] = counts.get(name, 0) + 1
        if '"/end"' in text:
            inside = False
        if inside:
            calls.append(Call(name, counts[name], text))
        if '"/begin"' in text:
            inside = True
    return calls


def test_the_calls_between_the_marks_are_counted_from_the_start() -> None:
    trace = (
        '7 read(3) = 1\n7 access("/begin") = -1\n7 read(4) = 2\n7 access("/end") = -1\n7 read(5)'
    )
    assert watched(trace) == [Call("read", 2, "read(4) = 2")]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("strace"):
        pytest.skip("faults are injected with strace, which is not installed here")
    if subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], check=False).returncode:
        pytest.skip("this machine does not let strace trace a program")
    # Of its own, so that every run makes the same calls whoever edits or compiles the sources.
    folder = tmp_path_factory.mktemp("package")
    shutil.copytree(Path(customer_cli.__file__).parent, folder / "customer_cli")
    compileall.compile_dir(folder, quiet=2)
    return folder


@pytest.fixture
def over_old(package: Path, tmp_path: Path) -> Bench:
    return Bench(package, tmp_path, "save.py", "2026.yaml", OLD)


@pytest.fixture
def as_new(package: Path, tmp_path: Path) -> Bench:
    return Bench(package, tmp_path, "save.py", "2026.yaml", None)


@pytest.fixture
def answers(package: Path, tmp_path: Path) -> Bench:
    return Bench(package, tmp_path, "append.py", "2026.journal", None)


def every_fault(bench: Bench, judge: Callable[[Call, str, Path, Run], None]) -> int:
    cases = [(call, fault, bench.target()) for call in bench.calls() for fault in FAULTS]

    def one(case: tuple[Call, str, Path]) -> None:
        call, fault, target = case
        judge(call, fault, target, bench.inject(call, fault, target))

    with ThreadPoolExecutor(2) as both:
        for _ in both.map(one, cases):
            pass
    return len(cases)


def leftovers(target: Path) -> list[str]:
    return [file.name for file in target.parent.iterdir() if file != target]


@pytest.mark.parametrize("bench_name", ["over_old", "as_new"])
def test_a_record_is_whole_old_or_whole_new_after_a_fault_at_any_call(
    bench_name: str, request: pytest.FixtureRequest
) -> None:
    bench: Bench = request.getfixturevalue(bench_name)

    def judge(call: Call, fault: str, target: Path, run: Run) -> None:
        where = (call, fault, run.said)
        found = target.read_bytes() if target.exists() else None
        assert found in (bench.old, NEW), where
        temporary = re.compile(r"\.2026\.yaml\.[0-9a-f]+\.tmp")
        assert all(temporary.fullmatch(name) for name in leftovers(target)), where
        if fault == "signal=KILL":
            assert "saved" not in run.said or found == NEW, where
            return
        # One failure, told in a sentence, and trying again works and leaves nothing behind.
        assert run.said[-1] == "saved", where
        assert found == NEW, where
        assert len(run.said) <= 2, where
        for line in run.said[:-1]:
            assert re.match(r"refused (old|new) Not saved: .+\.$", line), where
        if not call.name.startswith("unlink"):
            assert leftovers(target) == [], where

    assert every_fault(bench, judge) > 60


def test_every_acknowledged_answer_is_there_after_a_fault_at_any_call(answers: Bench) -> None:
    def judge(call: Call, fault: str, target: Path, run: Run) -> None:
        where = (call, fault, run.said)
        kept = [line for line in run.said if line.startswith("kept")]
        assert not any(line.startswith("stopped") for line in run.said), where
        if fault != "signal=KILL":
            assert kept == ["kept 1", "kept 2", "kept 3"], where
            assert len(run.said) <= 4, where
        if not target.exists():
            assert kept == [], where
            return
        told = replay(target)
        numbers = [event["number"] for event in told.events if "number" in event]
        # A killed victim may have had one more on disk than it came to say.
        assert numbers == list(range(1, len(numbers) + 1)), where
        assert len(kept) <= len(numbers) <= len(kept) + (fault == "signal=KILL"), where
        assert told.first == {"journal": 1, "guide": "drucker"}, where
        assert (told.cut, told.bad) == (0, 0), where

    assert every_fault(answers, judge) > 60


def steps(calls: list[Call], wanted: dict[str, str]) -> list[str]:
    """Return the steps of *wanted*, patterns by name, in the order the calls took them."""
    return [
        name for call in calls for name, pattern in wanted.items() if re.match(pattern, call.text)
    ]


SAVING = {
    "write": r"write\(\d+<[^>]*\.tmp/new>",
    "sync": r"fsync\(\d+<[^>]*\.tmp/new>",
    "look": r"openat\([^)]*2026\.yaml\", O_RDONLY",
    "name": r"(rename|link)\w*\([^)]*\.tmp",
    "sync folder": r"fsync\(\d+<[^>]*/\d+>",
}


@pytest.mark.parametrize("bench_name", ["over_old", "as_new"])
def test_a_record_is_synced_looked_at_named_and_synced_in_this_order(
    bench_name: str, request: pytest.FixtureRequest
) -> None:
    bench: Bench = request.getfixturevalue(bench_name)
    # A power cut cannot be had here; it is this order that makes it harmless.
    assert steps(bench.calls(), SAVING) == ["write", "sync", "look", "name", "sync folder"]


def test_an_answer_is_one_write_and_one_sync_before_it_is_acknowledged(answers: Bench) -> None:
    run = answers.run(answers.target(), "-e", f"trace={CALLS}")
    wanted = {
        "write": r"write\(\d+<[^>]*2026\.journal>",
        "sync": r"fsync\(\d+<[^>]*2026\.journal>",
        "say": r'write\(1<[^>]*>, "kept',
    }
    assert steps(run.calls, wanted) == ["write", "sync", "say"] * 3


def test_a_journal_is_put_away_for_good_before_an_older_one_goes(
    package: Path, tmp_path: Path
) -> None:
    bench = Bench(package, tmp_path, "archive.py", "2026.journal", None)
    run = bench.run(bench.target(), "-e", f"trace={CALLS}")
    assert run.said == ["['2026.2.journal', '2026.3.journal']"]
    wanted = {
        "move": r"rename\w*\(.*2026\.journal.*2026\.3\.journal",
        "sync new": r"fsync\(\d+<[^>]*/backup>",
        "sync old": r"fsync\(\d+<[^>]*/\d+>",
        "remove": r"unlink\w*\(.*2026\.1\.journal",
    }
    assert steps(run.calls, wanted) == ["move", "sync new", "sync old", "remove"]


def test_a_disk_that_loses_bytes_without_a_word_is_caught(over_old: Bench, answers: Bench) -> None:
    for bench in (over_old, answers):
        for call in bench.calls():
            if call.name != "write" or "/.gitignore>" in call.text:  # which holds no words
                continue
            target = bench.target()
            run = bench.inject(call, "retval=7", target)
            assert len([line for line in run.said if line.startswith("refused")]) == 1
            assert run.said[-1] in {"saved", "kept 3"}
            if bench is over_old:
                assert target.read_bytes() == NEW
            else:
                told = replay(target)
                assert (len(told.events), told.cut, told.bad) == (6, 0, 0)


def test_after_a_failed_sync_the_journal_is_written_to_a_new_file(answers: Bench) -> None:
    journal_sync = re.compile(r"fsync\(\d+<[^>]*2026\.journal>")
    sync = [call for call in answers.calls() if journal_sync.match(call.text)][1]
    target = answers.target()
    chosen = f"inject=fsync:error=EIO:when={sync.number}"
    run = answers.run(target, "-e", f"trace={CALLS}", "-e", chosen)
    sentence = f"refused Not saved: the disk reports an error for {target} (input/output error)."
    assert run.said == ["kept 1", sentence, "kept 2", "kept 3"]
    wanted = {"failed": r"fsync.*\(INJECTED\)", "say": r'write\(1<[^>]*>, "kept', **SAVING}
    told = steps(run.calls, wanted)
    after = told[told.index("failed") + 1 :]
    assert after[: after.index("say")] == ["write", "sync", "name", "sync folder"]
    assert len(replay(target).events) == 6


def test_a_disk_without_second_names_gets_its_new_file_too(as_new: Bench) -> None:
    link = next(call for call in as_new.calls() if call.name.startswith("link"))
    target = as_new.target()
    run = as_new.inject(link, "error=EPERM", target)
    assert run.said == ["saved"]
    assert target.read_bytes() == NEW
    assert leftovers(target) == []


def folder_sync(bench: Bench) -> Call:
    return [call for call in bench.calls() if call.name == "fsync"][-1]


def test_a_name_the_disk_did_not_confirm_is_not_called_saved(over_old: Bench) -> None:
    run = over_old.inject(folder_sync(over_old), "error=EIO", over_old.target())
    assert [line.split(":")[0] for line in run.said] == ["refused new Not saved", "saved"]


def test_a_disk_that_cannot_sync_folders_is_no_reason_to_refuse(over_old: Bench) -> None:
    target = over_old.target()
    run = over_old.inject(folder_sync(over_old), "error=EINVAL", target)
    assert run.said == ["saved", UNCONFIRMED.format(target.parent)]


# ---- disks that lack something

MODE = "note {0}/2026.yaml has the permissions that its disk gives it."
UNCONFIRMED = (
    "note The disk of {0} does not confirm what it has written: "
    "a power cut may take the last of it."
)
UNLOCKED = "note {0} cannot be locked: do not write there from two terminals at the same time."
LACKING: list[tuple[str, str, str, str]] = [
    ("over_old", "fchmod", "EPERM EOPNOTSUPP ENOSYS EINVAL", MODE),
    ("over_old", "fchown", "EPERM EINVAL ENOSYS", ""),
    ("over_old", "fsync", "EPERM EINVAL ENOSYS", UNCONFIRMED),
    ("over_old", "flock", "EPERM ENOLCK EOPNOTSUPP ENOSYS EBADF", UNLOCKED),
    ("as_new", "?link,linkat", "EPERM EOPNOTSUPP ENOSYS EMLINK", ""),
    ("answers", "fsync", "EPERM EINVAL", UNCONFIRMED),
    ("answers", "?link,linkat", "EPERM", ""),
]


@pytest.mark.parametrize(
    ("bench_name", "name", "errors", "note"), LACKING, ids=[f"{b}-{n}" for b, n, *_ in LACKING]
)
def test_what_a_disk_lacks_is_done_without_and_told_once(
    bench_name: str, name: str, errors: str, note: str, request: pytest.FixtureRequest
) -> None:
    bench: Bench = request.getfixturevalue(bench_name)
    for answer in errors.split():
        target = bench.target()
        if target.exists():
            target.chmod(0o606)  # not what a new file gets
            if os.geteuid() == 0:
                os.chown(target, 65534, 65534)
        run = bench.run(target, "-e", f"inject={name}:error={answer}")
        assert "(INJECTED)" in run.trace, answer
        done = ["kept 1", "kept 2", "kept 3"] if bench_name == "answers" else ["saved"]
        assert run.said == done + ([note.format(target.parent)] if note else []), answer
        assert leftovers(target) == []
        if bench_name == "answers":
            assert len(replay(target).events) == 6
        else:
            assert target.read_bytes() == NEW


@pytest.mark.parametrize("answer", ["EPERM", "EACCES", "EXDEV", "EROFS", "ENOSYS"])
def test_a_disk_that_does_not_rename_keeps_the_old_file(over_old: Bench, answer: str) -> None:
    target = over_old.target()
    run = over_old.run(target, "-e", f"inject=?rename,?renameat,renameat2:error={answer}")
    assert "(INJECTED)" in run.trace
    assert [line[:23] for line in run.said] == ["refused old Not saved: "] * 3
    assert (target.read_bytes(), leftovers(target)) == (OLD, [])


def test_a_file_keeps_its_group_where_it_cannot_be_given_to_its_owner(over_old: Bench) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file to somebody else")
    target = over_old.target()
    os.chown(target, 65534, 65534)
    run = over_old.run(target, "-e", "trace=fchown", "-e", "inject=fchown:error=EPERM:when=1")
    assert run.said == ["saved"]
    assert (target.stat().st_uid, target.stat().st_gid) == (0, 65534)


def delayed(
    bench: Bench, target: Path, inject: str, ready: Callable[[], bool], act: Callable[[], object]
) -> str:
    """Return what a victim says that waits at one call while *act* happens."""
    options = ["-e", f"trace={inject.split(':')[0]}", "-e", f"inject={inject}"]
    command = [*bench.strace(target, *options), *bench.command(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        end = time.monotonic() + 120
        while not ready():
            assert time.monotonic() < end, "the victim never came so far"
            time.sleep(0.005)
        act()
        return process.communicate()[0]


@pytest.mark.parametrize("bench_name", ["over_old", "as_new"])
def test_what_an_editor_saves_while_we_write_is_not_overwritten(
    bench_name: str, request: pytest.FixtureRequest
) -> None:
    bench: Bench = request.getfixturevalue(bench_name)
    sync = next(call for call in bench.calls() if call.name == "fsync")
    target = bench.target()
    said = delayed(
        bench,
        target,
        f"fsync:delay_enter=700000:when={sync.number}",
        lambda: any(name.endswith(".tmp") for name in leftovers(target)),
        lambda: target.write_bytes(b"their words"),
    )
    assert said.startswith("stopped ChangedUnderneath")
    assert "Nothing was written." in said
    assert target.read_bytes() == b"their words"
    assert leftovers(target) == ["trace"]


@pytest.mark.parametrize("outcome", ["", ":error=EPERM"])
def test_a_file_that_appears_in_the_last_moment_is_not_overwritten(
    as_new: Bench, outcome: str
) -> None:
    # With EPERM the disk knows no second names, and a look has to do.
    link = next(call for call in as_new.calls() if call.name.startswith("link"))
    target = as_new.target()
    said = delayed(
        as_new,
        target,
        f"{link.name}{outcome}:delay_enter=700000:when={link.number}",
        # The victim reaches the call when its trace names it, before the delay is over.
        lambda: f"{link.name}(" in trace_of(target),
        lambda: target.write_bytes(b"their words"),
    )
    assert said.startswith("stopped ChangedUnderneath")
    assert target.read_bytes() == b"their words"
    assert leftovers(target) == ["trace"]


def trace_of(target: Path) -> str:
    trace = target.with_name("trace")
    return trace.read_text(errors="replace") if trace.exists() else ""


def test_a_lock_file_removed_before_it_was_locked_is_made_again(
    package: Path, tmp_path: Path
) -> None:
    bench = Bench(package, tmp_path, "hold.py", "2026.lock", None)
    target = bench.target()
    said = delayed(
        bench,
        target,
        "flock:delay_enter=500000:when=1",
        target.exists,
        target.unlink,
    )
    # The victim asks for its own lock a second time: only a file that is there refuses.
    assert said == "held True\nbusy\n"


def test_a_full_disk_keeps_what_was_acknowledged_and_takes_more_once_there_is_room(
    package: Path, tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = f'mount -t tmpfs -o size=64k none "{small}"'
    if subprocess.run(["unshare", "-Urm", "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine does not let a test mount a small disk of its own")
    victim = [sys.executable, "-I", "-S", str(VICTIMS / "fill.py"), str(package), str(small)]
    run = ["unshare", "-Urm", "sh", "-c", mount + ' && exec "$@"', "sh", *victim]
    done = subprocess.run(run, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.splitlines() == [
        "Not saved: the disk is full. "
        "Your answer is still on the screen; free some space and press Enter again.",
        "Not saved: the disk is full. Free some space, then try again.",
        "old ['2026.journal', '2026.yaml', 'ballast']",
        "True True 0 0",
    ]
