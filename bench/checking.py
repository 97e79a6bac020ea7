"""What `check` costs: from ten records to ten thousand, and one record of up to 2,000 customers."""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench import comparison, conversation, corpus

MANY = (10, 100, 1_000)
ALL = (*MANY, 10_000)
CUSTOMERS = (7, 70, 1_000, 2_000)
YEARS = 5
WITHIN = 1.2
"""A record among many may cost so much more than one among a hundred."""
GROWTH = 2.2
"""A record of twice as many customers, in CPU of the whole process."""
OF_THE_PEER = 0.25
"""All rules, in what check-jsonschema takes for the schema alone."""
MEMORY = 2.0
"""The memory of a thousand records, in that of ten."""

Rows = Iterator[tuple[str, float, str]]


@dataclass(slots=True)
class Taken:
    """CPU seconds and the most memory of a command's process, a figure each round."""

    cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def rows(rounds: int, room: Path, *, everything: bool = False) -> Rows:
    """Yield what checking costs; ten thousand records only where *everything* is asked for."""
    rounds = max(3, rounds // 5)
    check = [sys.executable, "-c", conversation.START, "check"]
    numbers = ALL if everything else MANY
    commands = {
        "P": ([sys.executable, "-c", "pass"], room),
        "start": ([*check, "--explain", "all"], room),
    }
    for number in numbers:
        commands[f"{number}"] = (check, _folder(room, number))
    for number in CUSTOMERS:
        commands[f"of {number}"] = (check, _large(room, number))
    peer = _peer(room / "many-1000")
    if peer:
        commands["peer"] = (peer, room / "many-1000")
    taken = {name: Taken() for name in commands}
    for _ in range(rounds):
        for name, (command, folder) in commands.items():
            _run(command, folder, taken[name])
    yield from _many(taken, numbers)
    yield from _one(taken)


def _many(taken: Mapping[str, Taken], numbers: Sequence[int]) -> Rows:
    start = taken["start"].cpu

    def each(number: int) -> list[float]:
        return [
            (cpu - less) / number for cpu, less in zip(taken[f"{number}"].cpu, start, strict=True)
        ]

    for number in numbers:
        yield f"check, {number:,} records, in P", _ratio(taken[f"{number}"].cpu, taken["P"].cpu), ""
    for number in numbers[2:]:
        ratio = _ratio(each(number), each(100))
        yield f"a record of {number:,}, in one of 100", ratio, f"goal {WITHIN:g}"
    if "peer" in taken:
        ratio = _ratio(taken["1000"].cpu, taken["peer"].cpu)
        yield "check, 1,000 records, in check-jsonschema", ratio, f"goal {OF_THE_PEER:g}"
    else:
        yield "check, 1,000 records, in check-jsonschema", float("nan"), "is not installed here"
    ratio = _ratio(taken[f"{numbers[-1]}"].memory, taken["10"].memory)
    yield f"memory of {numbers[-1]:,} records, in that of 10", ratio, f"goal {MEMORY:g}"


def _one(taken: Mapping[str, Taken]) -> Rows:
    for number in CUSTOMERS:
        ratio = _ratio(taken[f"of {number}"].cpu, taken["P"].cpu)
        yield f"check, one record of {number:,} customers, in P", ratio, ""
    ratio = _ratio(taken["of 2000"].cpu, taken["of 1000"].cpu)
    yield "2,000 customers, in 1,000", ratio, f"goal {GROWTH:g}"


def _ratio(one: Sequence[float], other: Sequence[float]) -> float:
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def _folder(room: Path, number: int) -> Path:
    folder = room / f"many-{number}"
    for label, text in corpus.texts(number // YEARS, YEARS, 7):
        path = folder / "workshops" / f"{label}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _large(room: Path, customers: int) -> Path:
    folder = room / f"of-{customers}"
    (folder / "workshops").mkdir(parents=True)
    (folder / "workshops" / "2024.yaml").write_bytes(comparison.pair(customers)[0])
    return folder


def _peer(folder: Path) -> list[str] | None:
    """Return how check-jsonschema checks *folder* by the schema alone, where it is installed."""
    from customer_cli.cli.schema import make_schema

    program = [sys.executable, "-m", "check_jsonschema"]
    if importlib.util.find_spec("check_jsonschema") is None:
        found = os.environ.get("CHECK_JSONSCHEMA") or shutil.which("check-jsonschema")
        if not found:
            return None
        program = [found]
    path = folder / "record.schema.json"
    path.write_text(make_schema("record"), encoding="utf-8")
    files = sorted(str(file) for file in (folder / "workshops").rglob("*.yaml"))
    return [*program, "--schemafile", str(path), *files]


def _run(command: Sequence[str], folder: Path, taken: Taken) -> None:
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:6])} ended with {process.returncode}")
    taken.cpu.append(used.ru_utime + used.ru_stime)
    taken.memory.append(used.ru_maxrss)
