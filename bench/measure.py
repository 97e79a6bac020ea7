"""Time things in turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def processes(
    commands: Mapping[str, Sequence[str]], rounds: int, cwd: Path
) -> dict[str, list[float]]:
    """Return the CPU seconds of each command's process, one figure a round."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(rounds + 1):
        for name, command in commands.items():
            seconds = _cpu(command, cwd)
            if round_:  # the first round fills the caches
                taken[name].append(seconds)
    return taken


def memory(command: Sequence[str], cwd: Path) -> int:
    """Return the most kilobytes that the process of *command* held."""
    # A process begins with the memory of the one that starts it, so that one must be small.
    starter = (
        "import resource, subprocess, sys; "
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    told = subprocess.run(
        [sys.executable, "-c", starter, *command], cwd=cwd, capture_output=True, check=True
    )
    return int(told.stdout)


def _cpu(command: Sequence[str], cwd: Path) -> float:
    process = subprocess.Popen(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used.ru_utime + used.ru_stime


def calls(
    functions: Mapping[str, Callable[[], object]], rounds: int, least: float = 0.02
) -> dict[str, list[float]]:
    """Return the CPU seconds of one call of each function, one figure a round.

    A function is called as often as fills *least* seconds, so that the clock can tell.
    """
    often = {}
    for name, function in functions.items():
        function()
        often[name] = max(1, round(least / max(_once(function, 1), 1e-6)))
    taken: dict[str, list[float]] = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            taken[name].append(_once(function, often[name]))
    return taken


def _once(function: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        function()
    return (time.process_time() - start) / times


def ratio(taken: Mapping[str, Sequence[float]], what: str, to: str) -> float:
    """Return the median, over the rounds, of *what* divided by *to* in the same round."""
    pairs = zip(taken[what], taken[to], strict=True)
    return statistics.median(one / other for one, other in pairs)
