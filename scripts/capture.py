"""Write what every command prints and leaves behind into a folder, one file for each case.

python -m scripts.capture FOLDER

A refactoring changed nothing where `diff -r before after` is silent. Nothing of the package is
named here but its entry point. Each case runs in a process and a folder of its own, without a
terminal; what a terminal shows is held by the transcripts in `tests/`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import itertools
import multiprocessing
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import customer_cli
from customer_cli.__main__ import main as program
from scripts.capture_cases import COMMAND, ROOT, Case, Helps, cases

TODAY = "2026-03-14"
LONGEST = 60
"""Seconds after which a case is ended; its exit code is then that of the signal."""
FIXED = {
    "LC_ALL": "C.UTF-8", "TZ": "UTC", "TERM": "xterm-256color", "LINES": "24", "EDITOR": "cat",
    "CUSTOMER_CLI_TODAY": TODAY, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONHASHSEED": "0",
    "GIT_AUTHOR_DATE": "2025-05-01T09:00:00Z", "GIT_COMMITTER_DATE": "2025-05-01T09:00:00Z",
}  # fmt: skip
WHO = "[user]\n\tname = Ratna\n\temail = ratna@example.org\n[init]\n\tdefaultBranch = main\n"


# Where and how it is run.


def furnish(base: Path) -> None:
    """Make the folders that cases begin with, below *base*, and the program that git starts."""
    examples, folders = ROOT / "workshops", base / "setups"
    for team in examples.iterdir():
        shutil.copytree(team, folders / team.name / "workshops")
    shutil.copytree(examples, folders / "all" / "workshops")
    for name in ("empty", "conflict/workshops"):
        (folders / name).mkdir(parents=True)
    conflict = ROOT / "tests" / "problems" / "merge-conflict.yaml"
    shutil.copy(conflict, folders / "conflict" / "workshops" / "2024.yaml")
    for name in ("files", "repository"):
        shutil.copytree(examples / "literacy", folders / name / "workshops")
        shutil.copytree(ROOT / "tests" / "documents", folders / name / "documents")
        shutil.copytree(ROOT / "tests" / "problems", folders / name / "problems")
    for folder in folders.iterdir():
        if folder.name != "empty":
            shutil.copy(examples / "literacy" / "2023.yaml", folder / "answers.yaml")
    started = base / "bin" / "customer-cli"
    started.parent.mkdir()
    started.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m customer_cli "$@"\n')
    started.chmod(0o755)
    (base / "home").mkdir()
    (base / "home" / ".gitconfig").write_text(WHO)
    _make_repository(folders / "repository", _environment(base, base, 80))


def _make_repository(folder: Path, environment: Mapping[str, str]) -> None:
    """Make three commits and a branch `other` that changed the same line; one change is not in."""
    record = folder / "workshops" / "2024.yaml"
    now = record.read_text(encoding="utf-8")
    primary = re.compile(r"^primary: .*$", re.MULTILINE)

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=folder, env=environment, check=True,
                       capture_output=True)  # fmt: skip

    def commit(text: str | None, subject: str) -> None:
        if text is not None:
            record.write_text(text, encoding="utf-8")
        git("add", "workshops")
        git("commit", "-q", "-m", subject)

    git("init", "-q")
    git("config", "user.name", "Ratna")
    git("config", "user.email", "ratna@example.org")
    record.unlink()
    commit(None, "Hold 2023")
    commit((folder / "workshops" / "2023.yaml").read_text("utf-8"), "Begin 2024 with 2023")
    git("checkout", "-q", "-b", "other")
    commit(primary.sub("primary: buyers", record.read_text("utf-8")), "Put buyers first")
    git("checkout", "-q", "main")
    commit(now, "Hold 2024")


def _environment(base: Path, folder: Path, columns: int) -> dict[str, str]:
    git = str(Path(shutil.which("git") or "git").parent)
    path = os.pathsep.join([str(base / "bin"), git, os.defpath])
    return FIXED | {
        "PATH": path, "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"),
        "COLUMNS": str(columns),
    }  # fmt: skip


def run(words: Sequence[str], given: str, base: Path, folder: Path, columns: int) -> list[bytes]:
    """Run one command in *folder* and return its exit code, its output and its errors."""
    streams = [folder / "stdin", folder / "stdout", folder / "stderr"]
    streams[0].write_text(given, encoding="utf-8")
    if (child := os.fork()) == 0:
        try:
            _become(words, streams, base, folder, columns)
        finally:
            os._exit(99)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    said = [path.read_bytes() for path in streams[1:]]
    for path in streams:
        path.unlink()
    return [str(code).encode(), *said]


def _become(
    words: Sequence[str], streams: Sequence[Path], base: Path, folder: Path, columns: int
) -> None:
    os.setsid()  # leaves the terminal that this was started from
    signal.alarm(LONGEST)
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND * (number > 0)), number)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, "w" if number else "r", encoding="utf-8")  # noqa: SIM115, PTH123
        for number in range(3)
    )
    os.environ.clear()
    os.environ.update(_environment(base, folder, columns))
    os.chdir(folder / "room")
    os.environ["PWD"] = str(folder / "room")
    tempfile.tempdir = None
    vars(tempfile)["_name_sequence"] = map("{:08}".format, itertools.count())
    if words and words[0].startswith("!"):
        os.execv("/bin/sh", ["sh", "-c", " ".join(words)[1:]])
    sys.argv = [str(base / "bin" / "customer-cli"), *words]
    program()


# What is written down of it.


def capture(base: Path, number: int, one: Case, columns: int) -> bytes:
    """Run the case *one* in a new folder and return all that it said and left there."""
    folder = base / f"c{number:05}"
    shutil.copytree(base / "setups" / one.setup, folder / "room", symlinks=True)
    shutil.copytree(base / "home", folder / "home")
    (folder / "tmp").mkdir()
    parts: list[bytes] = []
    for line in one.lines:
        before = _held(folder)
        words = [line] if line.startswith("!") else shlex.split(line)
        code, out, err = run(words, one.given, base, folder, columns)
        parts += [f"$ {line}\n[".encode(), code, b"]\n", *_part("output", out),
                  *_part("errors", err)]  # fmt: skip
        after = _held(folder)
        for name in sorted(before.keys() | after.keys()):
            if name not in after:
                parts.append(f"--- {name} is gone\n".encode())
            elif before.get(name) != after[name]:
                parts += _part(name, after[name])
    shutil.rmtree(folder)
    return scrubbed(b"".join(parts), base)


def _part(name: str, data: bytes) -> list[bytes]:
    if not data:
        return [f"--- {name}: nothing\n".encode()]
    return [f"--- {name}\n".encode(), data, b"" if data.endswith(b"\n") else b"\n\\ no line end\n"]


def _held(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below *folder*, of what is git's own only the settings."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = ((str(path.relative_to(folder)), path) for path in paths)
    # A lock holds the number of a process, and only matters by being there.
    return {name: b"" if name.endswith(".lock") else path.read_bytes() for name, path in names
            if ".git/" not in name or name.endswith((".git/config", ".git/info/attributes"))}  # fmt: skip


def scrubbed(data: bytes, base: Path) -> bytes:
    """Return *data* without what another machine, folder or hour would have made different."""
    text = data.decode("utf-8", "surrogateescape")
    paths = {f"{base}/c#####": "/CASE", str(base): "/BASE", sys.prefix: "/PYTHON"}
    for path, instead in (paths | {str(ROOT): "/ROOT"}).items():
        # A path may be broken at the end of a line, always at the same letter.
        letters = (r"\d" if letter == "#" else re.escape(letter) for letter in path)
        text = re.sub(r"(?:\n *)?".join(letters), instead, text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?", "TIME", text)
    # A line of a journal begins with a sum of what follows, the time included.
    text = re.sub(r"^[0-9a-f]{16} (?=\{)", "SUM ", text, flags=re.MULTILINE)
    text = re.sub(r"\b\d+\.\d+\.\d+\b", "VERSION", text)
    text = text.replace(dt.datetime.now().astimezone().date().isoformat(), "TODAY")
    return text.encode("utf-8", "surrogateescape")


def helps(base: Path, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the command *name* and all below it, each with its help."""
    said = capture(base, 0, Case("empty", (f"{name} --help",)), 100).decode()
    yield name, said
    for below in COMMAND.findall(said.partition("\nCommands:\n")[2]):
        yield from helps(base, f"{name} {below}".strip())


def named(found: Iterator[Case]) -> Iterator[tuple[str, Case]]:
    """Yield every case once, with a name that no other has."""
    taken: dict[str, Case] = {}
    for one in found:
        names = itertools.chain([one.name], (f"{one.name}-{n}" for n in itertools.count(2)))
        name = next(name for name in names if taken.get(name, one) == one)
        if name not in taken:
            taken[name] = one
            yield name, one


def captured(asked: tuple[Path, Path, int, str, Case, int]) -> None:
    """Write the file of one case."""
    base, folder, number, name, one, columns = asked
    path = folder / f"{name}.{columns}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(capture(base, number, one, columns))


def main() -> None:
    """Capture every case at every width, and say how many there are and how long it took."""
    parser = argparse.ArgumentParser(description="Write what every command prints, case by case.")
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    folder = parser.parse_args().folder.absolute()
    if not (there := Path(customer_cli.__file__)).is_relative_to(ROOT):
        parser.error(f"this Python runs another tree: {there.parent}")
    if os.environ.get("PYTHONHASHSEED") != FIXED["PYTHONHASHSEED"]:
        again = [sys.executable, "-m", "scripts.capture", str(folder)]
        # What a set is printed in the order of would be another in every process.
        os.execve(sys.executable, again, os.environ | FIXED)
    folder.mkdir(parents=True)
    started = time.perf_counter()
    for module in walk_packages(customer_cli.__path__, "customer_cli."):
        import_module(module.name)
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="capture-") as made:
        base = Path(made).resolve()
        furnish(base)
        every = [(name, one, columns) for name, one in named(cases(Helps(dict(helps(base)))))
                 for columns in one.widths]  # fmt: skip
        asked = [(base, folder, number, *rest) for number, rest in enumerate(every)]
        with multiprocessing.get_context("fork").Pool() as pool:
            pool.map(captured, asked, chunksize=8)
    print(f"{len(asked)} cases in {time.perf_counter() - started:.0f} s: {folder}")


if __name__ == "__main__":
    main()
