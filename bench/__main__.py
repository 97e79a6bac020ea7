"""Print how long customer-cli takes, as ratios measured in one run.

    python -m bench [--rounds 15] [--all]

P is one `python -c pass` in the same round; libyaml is its parser alone, which makes no
objects. A ratio holds on another machine to some ten percent, milliseconds do not.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import importlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import checking, comparison, conversation, corpus, measure, versions

START = {
    "customer-cli --version": 1.15,
    "customer-cli --help": 6.0,
    "customer-cli show --help": 6.0,
    "customer-cli show": 12.0,
    "customer-cli show --json": 12.0,
    "customer-cli check FILE": 12.0,
}
"""The goals, in P of CPU; the same design that says where they come from sets them."""
SIZES = (7, 70)
"""Customers: as many as most teams have, and ten times as many."""


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--all", action="store_true", help="10,000 records, too")
    wanted = parser.parse_args()
    rounds, everything = wanted.rounds, wanted.all
    gc.set_threshold(200_000, 20, 100)  # as the program itself does
    for package in ("customer_cli", "typer", "rich", "pydantic", "yaml", "prompt_toolkit"):
        # A missing .pyc file costs four starts; pip writes them, other installers do not.
        folder = Path(importlib.import_module(package).__file__ or "").parent
        compileall.compile_dir(folder, quiet=2)
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        (room / "workshops").mkdir()
        ((_, text),) = corpus.texts(1, 1, 7)
        (room / "workshops" / "2025.yaml").write_text(text, encoding="utf-8")
        for heading, rows in (
            ("start, in P of CPU", start(rounds, room)),
            ("what else is started, in P of CPU", started(rounds, room)),
            ("memory of one command, in MB above a bare start", memory(room)),
            ("one record, in libyaml's parse of it", documents(rounds)),
            ("diff of two records, in reading the two alone", comparison.rows(rounds)),
            ("check, CPU of whole processes", checking.rows(rounds, room, everything=everything)),
            ("interview, in P of CPU", conversation.starts(rounds, room)),
            ("interview, in P of wall time", conversation.rows(rounds, room)),
            ("one answer of a meeting, in P of CPU", conversation.answers(rounds, room)),
            ("git, in P of CPU", versions.rows(rounds, room)),
        ):
            print(f"\n{heading}")
            for what, ratio, goal in rows:
                print(f"  {what:<44}{ratio:>8.2f}   {goal}{_missed(ratio, goal)}", flush=True)


def _missed(ratio: float, goal: str) -> str:
    """Return a word where *ratio* is above *goal*, such as "goal 6"; anything else is a remark."""
    number = goal.removeprefix("goal ")
    return "   missed" if number != goal and ratio > float(number) else ""


def start(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what each command's process costs."""
    python = [sys.executable, "-c", "pass"]
    commands = {"P": python}
    for line in START:
        words = line.replace("FILE", "workshops/2025.yaml").split()[1:]
        # Not `python -m`, which would add its own way of finding the program.
        commands[line] = [sys.executable, "-c", conversation.START, *words]
    taken = measure.processes(commands, rounds, room)
    for line, goal in START.items():
        yield line, measure.ratio(taken, line, "P"), f"goal {goal:g}"


def started(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what the installed script costs beside Python, and what TAB costs in a shell."""
    commands: dict[str, Sequence[str]] = {"P": [sys.executable, "-c", "pass"]}
    script = Path(sys.executable).with_name("customer-cli")
    if script.exists():
        commands["the installed script, --version"] = [str(script), "--version"]
        commands["the installed script, --help"] = [str(script), "--help"]
    if bash := shutil.which("bash"):
        completion = [sys.executable, "-c", conversation.START, "completion", "bash"]
        words = subprocess.run(completion, capture_output=True, text=True, check=True).stdout
        (room / "completion.bash").write_text(words, encoding="utf-8")
        # Nothing that the script calls is on an empty PATH, so it starts no Python.
        pressed = "PATH= COMP_WORDS=(customer-cli show --l) COMP_CWORD=2; _customer_cli"
        pressed = f'source completion.bash; {pressed}; [[ "${{COMPREPLY[*]}}" == *--lens* ]]'
        commands["TAB in bash, with starting bash"] = [bash, "--norc", "-c", pressed]
    goals = {"the installed script, --version": 1.15, "the installed script, --help": 6.0,
             "TAB in bash, with starting bash": 1.0}  # fmt: skip
    taken = measure.processes(commands, rounds, room)
    for what in commands:
        if what != "P":
            yield what, measure.ratio(taken, what, "P"), f"goal {goals[what]:g}"


def memory(room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what two commands keep in memory at most."""
    bare = measure.memory([sys.executable, "-c", "pass"], room)
    for words in (["--help"], ["show"]):
        used = measure.memory([sys.executable, "-c", conversation.START, *words], room)
        yield f"customer-cli {words[0]}", (used - bare) / 1024, ""


def documents(rounds: int) -> Iterator[tuple[str, float, str]]:
    """Yield what reading and writing a record costs, in memory."""
    for customers in SIZES:
        ((_, text),) = corpus.texts(1, 1, customers)
        taken = measure.calls(_readers(text), max(3, rounds // 3))
        for what in taken:
            if what != "libyaml":
                goal = "goal 5" if what == "load and validate" and customers == 7 else ""
                name = f"{what}, {len(text) // 1000} kB, {customers} customers"
                yield name, measure.ratio(taken, what, "libyaml"), goal


def _readers(text: str) -> dict[str, Callable[[], object]]:
    from yaml import CSafeLoader, SafeLoader
    from yaml._yaml import CParser

    from customer_cli.record import documents
    from customer_cli.record.format import is_flow
    from customer_cli.yamldoc import reader, writer

    data = text.encode()
    record = documents.read_record(data, "bench").record
    return {
        "libyaml": lambda: CParser(text).raw_parse(),
        "load": lambda: reader.read(data, "bench"),
        "load and validate": lambda: documents.read_record(data, "bench"),
        "write": lambda: writer.dump(record.to_data(), is_flow),
        "PyYAML CSafeLoader": lambda: CSafeLoader(text).get_single_data(),
        "PyYAML SafeLoader": lambda: SafeLoader(text).get_single_data(),
    }


if __name__ == "__main__":
    main()
