"""Make small mistakes in some modules and print those that their tests do not notice.

python -m scripts.mutations --number 50 --seed 7 analysis/status.py diff

Each mistake is one line, made in a copy of the tree: a comparison turned, a `not` taken away, a
number one too high or too low, a statement left out, `and` for `or`. Not every survivor is a fault
of the tests; some mistakes nobody could see.
"""

from __future__ import annotations

import argparse
import ast
import itertools
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = Path("src", "customer_cli")
TESTS: Mapping[str, tuple[str, ...]] = {
    "diff": ("changes", "difference", "history"),
    "interview": ("slots", "review", "interview", "workshop_interviews"),
    "interview/slots.py": ("slots", "guides"),
    "lint": ("lint", "english", "check"),
    "analysis": ("hierarchy", "views", "sharing", "voice"),
    "analysis/gaps.py": ("gaps",),
    "analysis/evidence.py": ("evidence", "hear"),
    "analysis/lens.py": ("lens", "lenses"),
    "analysis/status.py": ("status",),
    "merge": ("merging", "workshop_interviews"),
    "record": ("canonical", "documents", "faults", "schema", "spec"),
    "storage": ("storage_disk", "storage_journal", "storage_lock", "storage_leftovers"),
    "workshop": ("workshop_folder", "workshop_interviews", "answers"),
    "yamldoc": ("yamldoc_reader", "yamldoc_edit", "yamldoc_writer"),
}
"""The tests of a module or of a folder, without `test_` and `.py`; the longest name that fits."""
TURNED: Mapping[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
}  # fmt: skip
"""How a comparison is written, and what is written for it."""
LEFT_OUT = (ast.Expr, ast.AugAssign, ast.Continue, ast.Break, ast.Delete, ast.Raise)


@dataclass(frozen=True, slots=True)
class Mutation:
    """One mistake: a place in a line, what stands there, and what is written instead."""

    module: Path
    line: int
    start: int
    end: int
    instead: str

    def made_in(self, text: str) -> str:
        """Return *text* with the mistake."""
        lines = text.splitlines(keepends=True)
        before = lines[self.line - 1].encode()
        after = before[: self.start] + self.instead.encode() + before[self.end :]
        lines[self.line - 1] = after.decode()
        return "".join(lines)


def mutations(module: Path, text: str) -> Iterator[Mutation]:
    """Yield every mistake that can be made in *text*, the source of *module*."""
    lines = [line.encode() for line in text.splitlines()]
    tree = ast.parse(text)
    docstrings = {id(node) for node in ast.walk(tree)
                  if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = itertools.pairwise([node.left, *node.comparators])
            for op, (one, other) in zip(node.ops, sides, strict=True):
                yield from _between(module, lines, one, other, *TURNED[type(op)])
        elif isinstance(node, ast.BoolOp):
            words = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            for one, other in itertools.pairwise(node.values):
                yield from _between(module, lines, one, other, *words)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            start = node.col_offset
            yield Mutation(module, node.lineno, start, start + len("not "), "")
        elif isinstance(node, ast.Constant) and type(node.value) is int:
            end = node.end_col_offset or 0
            for number in (node.value - 1, node.value + 1):
                yield Mutation(module, node.lineno, node.col_offset, end, str(number))
        elif isinstance(node, LEFT_OUT) and id(node) not in docstrings:
            end = node.end_col_offset or 0
            if node.lineno == node.end_lineno:
                yield Mutation(module, node.lineno, node.col_offset, end, "pass")


def _between(
    module: Path, lines: Sequence[bytes], one: ast.expr, other: ast.expr, was: str, instead: str
) -> Iterator[Mutation]:
    # The sign stands between its two sides; if the line breaks there, with one of them.
    for line in range(one.end_lineno or 0, other.lineno + 1):
        first = (one.end_col_offset or 0) if line == one.end_lineno else 0
        last = other.col_offset if line == other.lineno else len(lines[line - 1])
        at = lines[line - 1].find(was.encode(), first, last)
        if at >= 0:
            yield Mutation(module, line, at, at + len(was), instead)
            return


def tests_of(module: Path) -> list[str]:
    """Return the test files of *module*."""
    name = module.relative_to(PACKAGE).as_posix()
    fitting = [key for key in TESTS if name == key or name.startswith(f"{key}/")]
    if not fitting:
        raise SystemExit(f"{name} has no tests in {Path(__file__).name}; say there which it has.")
    return [f"tests/test_{test}.py" for test in TESTS[max(fitting, key=len)]]


def are_green(tests: Sequence[str], tree: Path, seconds: float) -> bool:
    """Tell whether all *tests* of *tree* pass in so many *seconds*."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree / "src")}
    try:
        ended = subprocess.run(
            command, cwd=tree, env=environment, timeout=seconds, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def is_noticed(mutation: Mutation, tree: Path, seconds: float, times: Iterator[int]) -> bool:
    """Tell whether a test fails, or takes longer than *seconds*, with *mutation* in *tree*."""
    path = tree / mutation.module
    sound = path.read_text(encoding="utf-8")
    try:
        path.write_text(mutation.made_in(sound), encoding="utf-8")
        # A .pyc is believed that is as old as its source to the second.
        os.utime(path, (next(times),) * 2)
        return not are_green(tests_of(mutation.module), tree, seconds)
    finally:
        path.write_text(sound, encoding="utf-8")
        os.utime(path, (next(times),) * 2)


def main() -> int:
    """Make the mistakes, and return 1 where one was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("modules", nargs="+", help="files or folders below src/customer_cli")
    parser.add_argument("--number", type=int, default=50, help="mistakes to make")
    parser.add_argument("--seed", type=int, default=0, help="which of them")
    parser.add_argument("--seconds", type=float, default=600, help="for the tests of one mistake")
    asked = parser.parse_args()
    every = [
        mutation
        for name in asked.modules
        for path in sorted((ROOT / PACKAGE / name).rglob("*.py") if not name.endswith(".py")
                           else [ROOT / PACKAGE / name])
        for mutation in mutations(path.relative_to(ROOT), path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    chosen = random.Random(asked.seed).sample(every, min(asked.number, len(every)))
    times = itertools.count(int(time.time()))
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        left_out = shutil.ignore_patterns(
            ".git", ".*venv", "__pycache__", ".*_cache", ".hypothesis"
        )
        shutil.copytree(ROOT, tree, ignore=left_out, symlinks=True)
        every_test = sorted({test for mutation in chosen for test in tests_of(mutation.module)})
        if not are_green(every_test, tree, 10 * asked.seconds):
            raise SystemExit("The tests are red without any mistake.")
        for mutation in chosen:
            if is_noticed(mutation, tree, asked.seconds, times):
                continue
            survived += 1
            wrong = mutation.made_in((ROOT / mutation.module).read_text(encoding="utf-8"))
            line = wrong.splitlines()[mutation.line - 1].strip()
            print(f"{mutation.module}:{mutation.line}: {line}", flush=True)
    print(f"{survived} of {len(chosen)} mistakes were not noticed, of {len(every)} there could be.")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main())
