"""How long a room waits for the interview, through a real terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import measure, meeting

START = "from customer_cli.__main__ import main; main()"
"""As the installed script does it."""
FIRST = "How long"
UNTIL_FIRST = f"""
import os, sys
from customer_cli.__main__ import main
class Room:
    # A terminal that ends the program when the question stands on it.
    encoding = "utf-8"
    isatty = flush = staticmethod(lambda: True)
    def write(self, text):
        if {FIRST!r} in text:
            print(*sys.modules, file=sys.__stdout__, flush=True)
            os._exit(0)
sys.stdin = sys.stdout = sys.stderr = Room()
main()
"""
"""What is imported, and the time that passes, before the first question stands there."""
SECOND = "Whose"


def rows(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield the wait for the first question and for the next, as ratios to a bare start."""
    first: list[float] = []
    following: list[float] = []
    for plain in (False, True):
        first.clear()
        following.clear()
        for _ in range(max(3, rounds // 3)):
            shutil.rmtree(room / "asked", ignore_errors=True)
            (room / "asked" / "workshops").mkdir(parents=True)
            bare = _bare(room)
            until_first, until_next = _ask(room / "asked", plain)
            first.append(until_first / bare)
            following.append(until_next / bare)
        name = "plain lines" if plain else "terminal"
        yield f"first question, {name}", statistics.median(first), ""
        yield f"Enter to next question, {name}", statistics.median(following), ""

    bare = statistics.median(_bare(room) for _ in range(rounds))
    yield "save a record, synced to disk", _save(room, rounds) / bare, ""


def starts(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield the CPU until the first question stands there, as ratios to a bare start."""
    (room / "begun" / "workshops").mkdir(parents=True)
    code = [sys.executable, "-c", UNTIL_FIRST, "interview"]
    names = {"first question, terminal": code, "first question, plain lines": [*code, "--plain"]}
    commands = {"P": [sys.executable, "-c", "pass"], **names}
    with_room = {**os.environ}
    os.environ.pop("CI", None)  # a machine that builds something has nobody to ask
    os.environ["TERM"] = "xterm-256color"
    try:
        taken = measure.processes(commands, rounds, room / "begun")
    finally:
        os.environ.clear()
        os.environ.update(with_room)
    for name in names:
        yield name, measure.ratio(taken, name, "P"), "goal 6.5"


def answers(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what an answer costs early, late and at most, in meetings of two sizes."""
    for customers in (7, 20, 60):
        early, late, most = [], [], []
        for _ in range(max(2, rounds // 5)):
            bare = measure.processes({"P": [sys.executable, "-c", "pass"]}, 3, room)["P"]
            # Of the first answer the rules are imported, while the room reads the next question.
            taken = [_cpu_of(go) / statistics.median(bare) for _, go in meeting.asked(customers)][
                2:
            ]
            tenth = max(1, len(taken) // 10)
            early.append(statistics.median(taken[:tenth]))
            late.append(statistics.median(taken[-tenth:]))
            most.append(max(taken))
        goal = "" if customers > 20 else "goal 2"
        yield f"an early answer, {customers} customers", statistics.median(early), goal
        yield f"a late answer, {customers} customers", statistics.median(late), goal
        yield f"the dearest answer, {customers} customers", statistics.median(most), goal


def _cpu_of(go: Callable[[], object]) -> float:
    start = time.process_time()
    go()
    return time.process_time() - start


def _save(room: Path, rounds: int) -> float:
    from customer_cli.storage import disk

    record = (room / "workshops" / "2025.yaml").read_bytes()
    taken = []
    for number in range(rounds):
        start = time.perf_counter()
        disk.save(room / f"saved-{number}.yaml", record, disk.ABSENT)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _bare(room: Path) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], cwd=room, check=True)
    return time.perf_counter() - start


def _ask(room: Path, plain: bool) -> tuple[float, float]:
    arguments = ["interview", *(["--plain"] if plain else [])]
    start = time.perf_counter()
    process, terminal = _spawn([sys.executable, "-c", START, *arguments], room)
    try:
        _read_until(terminal, FIRST)
        waited = time.perf_counter() - start
        os.write(terminal, b"2")
        time.sleep(1)  # somebody reads; what is imported meanwhile costs nobody anything
        entered = time.perf_counter()
        os.write(terminal, b"\r")
        _read_until(terminal, SECOND)
        return waited, time.perf_counter() - entered
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def _spawn(command: Sequence[str], room: Path) -> tuple[subprocess.Popen[bytes], int]:
    terminal, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    environment.pop("CI", None)  # where nobody is asked
    process = subprocess.Popen(
        command, stdin=child, stdout=child, stderr=child, cwd=room, env=environment,
        start_new_session=True,
    )  # fmt: skip
    os.close(child)
    return process, terminal


def _read_until(terminal: int, words: str, patience: float = 20) -> None:
    seen = ""
    deadline = time.monotonic() + patience
    while words not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen):
        if not select.select([terminal], [], [], max(0, deadline - time.monotonic()))[0]:
            raise SystemExit(f'no "{words}" in {patience:g} seconds, but: {seen[-500:]!r}')
        seen += os.read(terminal, 65536).decode(errors="replace")
        if "\x1b[6n" in seen:  # where is the cursor? at the top
            os.write(terminal, b"\x1b[1;1R")
            seen = seen.replace("\x1b[6n", "")
