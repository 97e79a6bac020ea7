"""Random changes of hand-written files, and a judge of what became of them.

The judge shares no code with the editor: it asks PyYAML's own nodes where every entry stands,
and finds by their indent whose the comments are.
"""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from customer_cli.errors import CannotEdit, Unreadable
from customer_cli.record.format import is_flow
from customer_cli.yamldoc import reader
from customer_cli.yamldoc.edit import update_text

Steps = tuple[str | int, ...]
HANDWRITING = sorted((Path(__file__).parent / "handwriting").glob("*.yaml"))
HOSTILE = [
    "no", "yes", "on", "~", "null", "2024", "1_000", "1:30", "010", "0x1f", "2026-06", "- x", "a #b",
    "# c", "a: b", "a:", ":", "|", ">", "|-", "&a", "*a", "!t", "%d", "@x", "`x`", "[", "]", "{x}",
    "a, b", "x  ", "  x", "'", '"', "it's", 'say "x"', "\\", "\\n", "a\nb", "a\n\nb", "\n", "a\n",
    "a\n\n", "  a\nb", "a\n  b", "a\n# b", "a\n- b", "...", "---", "<<", "=", "?", "? a", "-", "\ttab",
    "bell\x07", "\ufeff", "\u2028", "\u85fb", "夜間 クリニック", "👩‍🏫", "e\u0301", "true", "1.5", "-0", "",
]  # fmt: skip
WORDS = ["training", "that", "fits", "into", "one", "school", "week", "and", "works", "the", "next"]


def bases() -> list[str]:
    """Return the hand-written files, some as Windows writes them and some with a mark."""
    texts = [path.read_text(encoding="utf-8") for path in HANDWRITING]
    return [*texts, *(t.replace("\n", "\r\n") for t in texts), *("\ufeff" + t for t in texts[:2])]


@dataclass(frozen=True)
class Change:
    """One change of data, and where in the old data it was made."""

    data: dict[str, Any]
    kind: str
    path: Steps


def value(rng: random.Random, depth: int = 0) -> Any:
    """Return something that might be written."""
    kind = rng.random()
    if kind < 0.45:
        return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 8)))
    if kind < 0.7:
        return rng.choice(HOSTILE)
    if kind < 0.78 or depth > 2:
        return rng.choice([1, 0, 42, True, False, 2.5, None])
    if kind < 0.9:
        return {
            rng.choice(["id", "text", "kind", "words", "note", "no"]): value(rng, depth + 1)
            for _ in range(rng.randint(1, 3))
        }
    return [value(rng, depth + 1) for _ in range(rng.randint(1, 3))]


def paths(data: Any, path: Steps = ()) -> Iterator[Steps]:
    """Yield the way to every part of *data*."""
    if path:
        yield path
    if isinstance(data, dict):
        for key, below in data.items():
            yield from paths(below, (*path, key))
    elif isinstance(data, list):
        for index, below in enumerate(data):
            yield from paths(below, (*path, index))


def at(data: Any, path: Steps) -> Any:
    """Return the part of *data* at *path*."""
    for step in path:
        data = data[step]
    return data


def change(rng: random.Random, before: dict[str, Any]) -> Change:
    """Return a random change of *before*."""
    data = copy.deepcopy(before)
    every = list(paths(data))
    path = rng.choice(every)
    home = at(data, path[:-1])
    kind = rng.choice(["set", "set", "delete", "add", "insert", "insert", "move", "reword"])
    if kind == "reword":
        texts = [p for p in every if isinstance(at(data, p), str)]
        path = rng.choice(texts or every)
        at(data, path[:-1])[path[-1]] = f"{rng.choice(WORDS)} {rng.choice(HOSTILE[:20])}"
    elif kind == "set":
        home[path[-1]] = value(rng)
    elif kind == "delete" and len(data) > 1:
        del home[path[-1]]
    elif kind == "add":
        maps = [p for p in [(), *every] if isinstance(at(data, p), dict)]
        path = (*rng.choice(maps), rng.choice(["id", "text", "because", "zz", "x-y", "no", "k k"]))
        at(data, path[:-1]).setdefault(path[-1], value(rng))
    else:
        lists = [p for p in every if isinstance(at(data, p), list)]
        if not lists:
            return change(rng, before)
        path = rng.choice(lists)
        entries = at(data, path)
        if kind == "move" and len(entries) > 1:
            entries.insert(rng.randrange(len(entries)), entries.pop(rng.randrange(len(entries))))
        else:
            kind = "insert"
            entries.insert(rng.randint(0, len(entries)), value(rng))
    return Change(data, kind, path)


# ---- random documents in random handwriting


def document(rng: random.Random) -> str:
    """Return a random document, written the way one of many hands would."""
    data: dict[str, Any] = {}
    for number in range(rng.randint(2, 6)):
        data[rng.choice(["team", "order", "customers", "a", "b-c", "notes"]) + str(number)] = value(
            rng
        )
    hand = _Hand(rng)
    hand.mapping(data, 0)
    text = "\n".join(hand.lines)
    return text if rng.random() < 0.1 else text + "\n"


class _Hand:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[str] = []
        self.step = rng.choice([2, 2, 4])
        self.number = 0

    def comment(self) -> str:
        self.number += 1
        return f"# {self.number} note"

    def around(self, indent: int) -> None:
        if self.rng.random() < 0.12:
            self.lines.append("")
        if self.rng.random() < 0.15:
            self.lines.append(" " * indent + self.comment())
        if self.rng.random() < 0.04:
            self.lines.append("")

    def scalar(self, one: Any) -> str:
        if isinstance(one, str):
            safe = re.fullmatch(r"[A-Za-z][A-Za-z ]*[A-Za-z]", one) and one not in HOSTILE
            if safe and self.rng.random() < 0.7:
                return one
            from customer_cli.yamldoc import writer

            return writer.write_inline(one)
        known = {None: "null", True: "true", False: "false"}
        return known[one] if one is None or isinstance(one, bool) else str(one)

    def beside(self) -> str:
        return f"   {self.comment()}" if self.rng.random() < 0.2 else ""

    def mapping(self, data: dict[str, Any], indent: int, lead: str = "") -> None:
        from customer_cli.yamldoc import writer

        for key, below in data.items():
            if not lead:
                self.around(indent)
            self.entry(f"{lead or ' ' * indent}{writer.write_key(key)}:", below, indent)
            lead = ""

    def sequence(self, data: list[Any], indent: int) -> None:
        for below in data:
            self.around(indent)
            dash = " " * indent + "-"
            if isinstance(below, dict) and below:
                self.mapping(below, indent + 2, f"{dash} ")
            else:
                self.entry(dash, below, indent)

    def entry(self, before: str, below: Any, indent: int) -> None:
        from customer_cli.yamldoc import writer

        if isinstance(below, dict | list) and (not below or self.rng.random() < 0.25):
            self.lines.append(f"{before} {writer.write_inline(below)}{self.beside()}")
        elif isinstance(below, dict):
            self.lines.append(before + self.beside())
            self.mapping(below, indent + self.step)
        elif isinstance(below, list):
            self.lines.append(before + self.beside())
            flat = before.endswith(":") and self.rng.random() < 0.3
            self.sequence(below, indent if flat else indent + self.step)
        elif (
            isinstance(below, str)
            and re.fullmatch(r"\w[^\x07\u2028\ufeff\t]*\n?", below)
            and "\n" in below
        ):
            sign = "|" if below.endswith("\n") else "|-"
            self.lines.append(f"{before} {sign}{self.beside()}")
            for line in below.removesuffix("\n").split("\n"):
                self.lines.append(" " * (indent + self.step) + line if line else "")
        else:
            self.lines.append(f"{before} {self.scalar(below)}{self.beside()}")


# ---- the judge


@dataclass(frozen=True)
class Verdict:
    """What became of one change."""

    text: str
    wrong: str = ""
    lost: tuple[str, ...] = ()
    touched: tuple[str, ...] = ()
    refused: str = ""


def judged(text: str, wanted: Change) -> Verdict:
    """Change *text* as *wanted* and say what became of it."""
    try:
        made = update_text(text, wanted.data, flow=is_flow)
    except CannotEdit as refusal:
        return Verdict(text, refused=str(refusal))
    try:
        read = reader.read(made.encode(), "made").data
    except Unreadable as unreadable:
        return Verdict(text, wrong=str(unreadable))
    wrong = "" if repr(_sorted(read)) == repr(_sorted(wanted.data)) else "other data"
    if ("\r\n" in text) != ("\r\n" in made) and "\n" in made:
        wrong = "other line ends"
    if text.startswith("\ufeff") != made.startswith("\ufeff"):
        wrong = "another mark"
    before = text.replace("\r\n", "\n").removeprefix("\ufeff")
    after = made.replace("\r\n", "\n").removeprefix("\ufeff")
    owners = _Owners(before)
    safe = [
        n
        for n, owner in enumerate(owners.of_line)
        if not any(owners.may_change(o, wanted) for o in (owner, *owners.on_line.get(n, ())))
    ]
    kept = [owners.lines[n] for n in safe if owners.lines[n].strip()]
    if not before.endswith("\n"):
        # A block that ends a file without a line end must be told when it gets one.
        kept = [line for line in kept if not re.search(r": [|>]", line)]
    there = after.split("\n")
    comments = [c for c in map(_comment, kept) if c]
    lost = tuple(c for c in comments if c not in after)
    if wanted.kind == "move":
        touched = tuple(line for line in kept if line not in there)
    else:
        touched = tuple(_not_in_order(kept, there))
    return Verdict(made, wrong, lost, touched)


def _sorted(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _sorted(data[key]) for key in sorted(data)}
    return [_sorted(one) for one in data] if isinstance(data, list) else data


def _comment(line: str) -> str:
    found = re.search(r"(?:^|\s)(# \d+\b.*)$", line)
    return found[1].rstrip() if found else ""


def _not_in_order(kept: list[str], there: list[str]) -> Iterator[str]:
    place = 0
    for line in kept:
        try:
            place = there.index(line, place) + 1
        except ValueError:
            yield line


class _Owners:
    """For each line of a text, the path of the entry it belongs to."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.data = reader.read(text.encode(), "x").data
        self.places: list[tuple[int, int, Steps]] = []
        self.flow: set[Steps] = set()
        self._visit(yaml.compose(text, Loader=yaml.SafeLoader), ())
        self.places.sort()
        self.on_line: dict[int, list[Steps]] = {}
        for line, _, path in self.places:
            self.on_line.setdefault(line, []).append(path)
        self.of_line = [self._owner(n) for n in range(len(self.lines))]

    def _visit(self, node: Any, path: Steps) -> None:
        if isinstance(node, yaml.ScalarNode):
            return
        if node.flow_style:
            self.flow.add(path)
        if isinstance(node, yaml.MappingNode):
            for key, below in node.value:
                here = (*path, str(key.value))
                self.places.append((key.start_mark.line, key.start_mark.column, here))
                self._visit(below, here)
        else:
            column = node.start_mark.column
            for index, below in enumerate(node.value):
                here = (*path, index)
                line = below.start_mark.line
                if not node.flow_style:
                    while self.lines[line][column : column + 1] != "-":
                        line -= 1
                    self.places.append((line, column, here))
                else:
                    self.places.append((line, below.start_mark.column, here))
                self._visit(below, here)

    def _owner(self, number: int) -> Steps:
        line = self.lines[number]
        if line.lstrip().startswith("#"):
            indent = len(line) - len(line.lstrip())
            below = number
            while (
                below < len(self.lines)
                and self.lines[below].lstrip().startswith("#")
                and len(self.lines[below]) - len(self.lines[below].lstrip()) == indent
            ):
                below += 1
            for at_line, column, path in self.places:
                if at_line == below and column == indent:
                    return path
            above = [p for p in self.places if p[0] < number and p[1] < indent]
            over = number
            while over > 0 and self.lines[over].lstrip().startswith("#"):
                over -= 1
            blank = not self.lines[over].strip()
            return above[-1][2] if above and not blank else self._around(number)
        found = [p for p in self.places if p[0] <= number]
        if not found:
            return ()
        last = found[-1]
        on_line = [p for p in found if p[0] == last[0]]
        return on_line[0][2] if on_line else ()

    def _around(self, number: int) -> Steps:
        """The entry that a comment stands inside which a blank line sets apart."""
        above = [p for p in self.places if p[0] < number]
        below = [p for p in self.places if p[0] > number]
        if not above or not below:
            return ()
        one, other = above[-1][2], below[0][2]
        shared = 0
        while shared < min(len(one), len(other)) and one[shared] == other[shared]:
            shared += 1
        return one[:shared]

    def may_change(self, owner: Steps, wanted: Change) -> bool:
        path = wanted.path
        if owner == ():
            return False
        roots = {path}
        # What stands in brackets is one line, and one entry.
        roots |= {f for f in self.flow if f and path[: len(f)] == f}
        parent = path[:-1]
        if wanted.kind in ("add", "delete", "set", "reword") and parent:
            home = at(self.data, parent)
            first = isinstance(home, dict) and parent and isinstance(parent[-1], int)
            if first or path[-1] == "id" or not home or len(home) <= 1:
                roots.add(parent)
            if isinstance(home, list):
                roots |= {
                    (*parent, n) for n, one in enumerate(home)
                    if isinstance(path[-1], int) and path[-1] < len(home) and one == home[path[-1]]
                }  # fmt: skip
        if wanted.kind in ("insert", "move"):
            home = at(self.data, path)
            if home and wanted.kind == "insert" and path not in self.flow:
                # A first entry may share its line with the list around it.
                roots = roots - {path} | {(*path, 0)}
        return any(owner[: len(root)] == root for root in roots)
