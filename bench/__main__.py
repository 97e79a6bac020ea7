"""Print how long customer-cli takes, as ratios measured in one run.

    python -m bench [--rounds 15]

P is one `python -c pass` in the same round; libyaml is its parser alone, which makes no
objects. A ratio holds on another machine to some ten percent, milliseconds do not.
"""

from __future__ import annotations

import argparse
import compileall
import gc
import importlib
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import comparison, conversation, corpus, measure

START = {
    "customer-cli --version": 1.15,
    "customer-cli --help": 6.0,
    "customer-cli show --help": 6.0,
    "customer-cli show": 16.0,
    "customer-cli show --json": 16.0,
    "customer-cli check FILE": 14.0,
}
"""The goals, in P of CPU; the same design that says where they come from sets them."""
SIZES = (7, 70)
"""Customers: as many as most teams have, and ten times as many."""


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
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
            ("one record, in libyaml's parse of it", documents(rounds)),
            ("diff of two records, in reading the two alone", comparison.rows(rounds)),
            ("interview, in P of wall time", conversation.rows(rounds, room)),
        ):
            print(f"\n{heading}")
            for what, ratio, goal in rows:
                print(f"  {what:<44}{ratio:>8.2f}   {goal}", flush=True)


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

    from customer_cli.format import is_flow
    from customer_cli.reading import documents
    from customer_cli.yamldoc import yamlread, yamlwrite

    data = text.encode()
    record = documents.read_record(data, "bench").record
    return {
        "libyaml": lambda: CParser(text).raw_parse(),
        "load": lambda: yamlread.read(data, "bench"),
        "load and validate": lambda: documents.read_record(data, "bench"),
        "write": lambda: yamlwrite.dump(record.to_data(), is_flow),
        "PyYAML CSafeLoader": lambda: CSafeLoader(text).get_single_data(),
        "PyYAML SafeLoader": lambda: SafeLoader(text).get_single_data(),
    }


if __name__ == "__main__":
    main()
