"""Several `hear` on one record at random intervals: is everything in the file that said "Written"?

    python -m bench.concurrent [--rounds 100] [--at-once 8] [--seed 0] [--fresh]

The program is imported once and each `hear` is a fork of it, so they meet more often than those
of people; with --fresh each starts a Python of its own.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpus

LONGEST = 0.3
"""Seconds within which those of a round begin."""
ROUNDS_OF_ONE = 10
"""Rounds after which the record begins anew, so that it stays as long as a team's."""
HEAR = "import sys; from customer_cli.__main__ import run; sys.exit(run(sys.argv[1:]))"


@dataclass(frozen=True)
class Outcome:
    """What became of what was said."""

    said: int
    written: int
    """How many were told "Written"."""
    lost: tuple[str, ...]
    """The words that were told "Written" and are not in the file, or not once."""
    refused: tuple[str, ...]
    """What the others were told."""
    waited: int
    """How many were told to wait."""


def heard(folder: Path, rounds: int, at_once: int, seed: int, *, fresh: bool = False) -> Outcome:
    """Run *rounds* of *at_once* `hear` on one record in *folder*, which is empty."""
    path = folder / "workshops" / "2025.yaml"
    path.parent.mkdir()
    if not fresh:
        for module in (
            "cli.hear",
            "cli.hear_options",
            "reports.voice",
            "workshop.save",
            "record.documents",
        ):
            importlib.import_module(f"customer_cli.{module}")
    ((_, text),) = corpus.texts(1, 1, 3)
    dice = random.Random(seed)
    told: dict[str, tuple[int, str]] = {}
    there = ""
    for number in range(rounds):
        if number % ROUNDS_OF_ONE == 0:
            path.write_text(text, encoding="utf-8")
        group = [f"Heard as {number} of {one}." for one in range(at_once)]
        told |= _together(group, [dice.uniform(0, LONGEST) for _ in group], folder, fresh=fresh)
        if (number + 1) % ROUNDS_OF_ONE == 0 or number + 1 == rounds:
            there += path.read_text(encoding="utf-8")
    written = [words for words, (code, _) in told.items() if code == 0]
    return Outcome(
        len(told),
        len(written),
        tuple(words for words in written if there.count(words) != 1),
        tuple(said for code, said in told.values() if code != 0),
        sum("waiting for it" in said for _, said in told.values()),
    )


def _together(
    group: Sequence[str], pauses: Sequence[float], folder: Path, *, fresh: bool
) -> dict[str, tuple[int, str]]:
    begin = _begin_fresh if fresh else _begin
    files = [folder / f"said-{number}" for number in range(len(group))]
    begun = [
        begin(words, pause, folder, file)
        for words, pause, file in zip(group, pauses, files, strict=True)
    ]
    ended = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in begun]
    return {
        words: (code, file.read_text(encoding="utf-8"))
        for words, code, file in zip(group, ended, files, strict=True)
    }


def _arguments(words: str) -> list[str]:
    return ["hear", "drivers-0", "--kind", "said", "--words", words]


def _begin(words: str, pause: float, folder: Path, file: Path) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    if process := os.fork():
        return process
    code = 70
    try:
        os.chdir(folder)
        time.sleep(pause)
        from customer_cli.__main__ import run

        with file.open("w", encoding="utf-8") as said:
            sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - ends with the process
            sys.stdout = sys.stderr = said
            code = run(_arguments(words))
    finally:
        os._exit(code)


def _begin_fresh(words: str, pause: float, folder: Path, file: Path) -> int:
    command = [sys.executable, "-c", f"import time; time.sleep({pause}); {HEAR}"]
    with file.open("wb") as said:
        return subprocess.Popen(
            [*command, *_arguments(words)],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd=folder,
        ).pid  # fmt: skip


def main() -> None:
    """Run all rounds and print what became of them; end with 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--at-once", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fresh", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        told = heard(Path(name), wanted.rounds, wanted.at_once, wanted.seed, fresh=wanted.fresh)
    print(
        f"{told.said} said, {told.written} written, {len(told.lost)} lost, "
        f"{len(told.refused)} refused, {told.waited} waited for more than a second"
    )
    for words in (*told.lost, *told.refused):
        print(f"  {words}")
    sys.exit(1 if told.lost else 0)


if __name__ == "__main__":
    main()
