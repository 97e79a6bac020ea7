"""Who may use what: one room for each library, no circles, and nothing hidden in between.

That imports point down the layers is held beside the table of `CONTRIBUTING.md`, which names
them (`test_examples.py`).
"""

from __future__ import annotations

import ast
import fnmatch
import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from customer_cli.cli.program import COMMANDS
from tests.conftest import PACKAGE

MODULES = {
    ".".join(file.relative_to(PACKAGE).with_suffix("").parts): file
    for file in sorted(PACKAGE.rglob("*.py"))
}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in MODULES.items()}

TALKING = ("__main__", "cli.*", "ui.*")
ROOMS = {
    "typer": ("cli.*",),
    "yaml": ("yamldoc.*",),
    "prompt_toolkit": ("ui.terminal.*",),
    "rich": ("render.text", "render.diff_text", "ui.*", "cli.*"),
    "jinja2": ("render.html",),
    "markupsafe": ("render.html",),
    "pydantic": ("record.*", "guide.*"),
    "pydantic_core": ("record.*",),
    "subprocess": ("editor", "git.*"),
    "socket": (),
    "threading": ("ui.terminal.*", "cli.*"),
    "time": ("storage.lock",),
    "argparse": (),
    "logging": (),
    "pickle": (),
    "locale": (),
}
"""A library, and the only modules that may know it."""

PURE = (
    "errors", "text", "ids", "record.model", "record.finding", "record.explain", "guide.model",
    "analysis.*", "diff.*", "merge.*", "lint.*", "interview.*", "reports.*", "render.*",
)  # fmt: skip
"""Modules that are functions of what they are given."""
WORLD = ("os", "sys", "pathlib", "tempfile", "subprocess", "shutil", "socket")


def matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(tree: ast.AST) -> Iterator[str]:
    """The modules of the package that *tree* imports, at its top or inside a function."""
    for name in imported(tree):
        if name.startswith("customer_cli."):
            _, _, inner = name.partition(".")
            known = [inner, inner.rpartition(".")[0]]
            yield from itertools.islice((one for one in known if one in MODULES), 1)


def without_typing(tree: ast.Module) -> ast.Module:
    """A copy of *tree* without what is imported for the type checker alone."""

    class Skip(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if ast.unparse(node.test) == "TYPE_CHECKING" else node

    copy = ast.parse(ast.unparse(tree))
    Skip().visit(copy)
    return copy


def test_the_modules_that_are_looked_at_are_those_of_the_package() -> None:
    assert {
        "cli.program",
        "record.model",
        "render.text",
        "ui.terminal.driver",
    } < MODULES.keys()


@pytest.mark.parametrize("library", ROOMS)
def test_a_library_is_known_in_its_room_only(library: str) -> None:
    users = [
        name
        for name, tree in TREES.items()
        if any(one.split(".")[0] == library for one in imported(tree))
    ]
    assert [name for name in users if not matches(name, ROOMS[library])] == []
    assert ROOMS[library] == () or library == "threading" or users


def test_every_other_library_is_pythons_own() -> None:
    known = {*sys.stdlib_module_names, *ROOMS, "customer_cli"}
    foreign = {one.split(".")[0] for tree in TREES.values() for one in imported(tree)} - known
    assert foreign == set()


def test_imports_never_go_in_a_circle() -> None:
    below = {name: set(ours(without_typing(tree))) for name, tree in TREES.items()}
    while free := [name for name, needed in below.items() if not needed & below.keys()]:
        for name in free:
            del below[name]
    assert below == {}


@pytest.mark.parametrize("name", [name for name in MODULES if matches(name, PURE)])
def test_a_pure_module_knows_no_disk_and_no_process(name: str) -> None:
    used = {one.split(".")[0] for one in imported(TREES[name])}
    assert used & set(WORLD) == set()
    doors = ("storage.*", "git.*", "workshop.*", "guide.files", "yamldoc.*", *TALKING)
    assert [one for one in ours(TREES[name]) if matches(one, doors)] == []


def test_only_the_commands_know_what_day_it_is() -> None:
    clock = re.compile(r"\b(datetime\.(now|today|utcnow)|date\.today)")
    asking = {name for name, tree in TREES.items() if clock.search(ast.unparse(tree))}
    assert [name for name in sorted(asking) if not matches(name, ("cli.*",))] == []
    assert "cli.options" in asking


def test_only_those_who_talk_to_somebody_touch_the_streams() -> None:
    streams = re.compile(r"\bsys\.(stdin|stdout|stderr)\b|(?<![.\w])print\(")
    users = {name for name, tree in TREES.items() if streams.search(ast.unparse(tree))}
    assert [name for name in sorted(users) if not matches(name, TALKING)] == []


def test_the_help_of_a_command_imports_nothing_of_ours_but_errors_and_the_command_line() -> None:
    waiting = ["__main__", "cli.program", *(f"cli.{row.module}" for row in COMMANDS)]
    needed = set(waiting)
    while waiting:
        top = [
            node
            for node in without_typing(TREES[waiting.pop()]).body
            if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        found = {name for node in top for name in ours(node)} - needed
        needed |= found
        waiting += found
    assert [name for name in sorted(needed) if not matches(name, HELP)] == []
    assert len(needed) > len({row.module for row in COMMANDS})


HELP = ("__main__", "__init__", "errors", "text", "record.format", "cli.*")


def test_commands_are_called_from_the_entry_point_alone() -> None:
    used = {
        one: name
        for name, tree in TREES.items()
        for one in ours(tree)
        if one.startswith("cli.") and not matches(name, ("cli.*", "__main__"))
    }
    assert used == {}


QUESTION = re.compile(r"(What|Where|Which|Who|Whom|Whose|How|When|Why)\b")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_opens_with_one_plain_statement(name: str) -> None:
    first = (ast.get_docstring(TREES[name]) or "").split("\n\n")[0]
    assert re.search(r"[.:!]$", first), first
    assert not QUESTION.match(first), first


SHORTEST, LONGEST = 40, 400
"""Lines of a module: a shorter one belongs to another, a longer one has two things in it."""


@pytest.mark.parametrize("name", [one for one in MODULES if not one.endswith("__")])
def test_a_module_is_neither_a_scrap_nor_a_heap(name: str) -> None:
    assert SHORTEST <= len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_a_class_name_stands_for_one_class() -> None:
    classes = Counter(
        node.name.lstrip("_")
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, number in classes.items() if number > 1] == []


def test_a_function_is_named_after_what_it_does() -> None:
    participles = re.compile(r"_?(said|told|shown|kept|listed|named)")
    functions = [
        f"{name}.{node.name}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and participles.fullmatch(node.name)
    ]
    assert functions == []


MOST_LINES = 40
"""Lines of a function, from `def` to its end."""


def test_a_function_can_be_read_at_one_glance() -> None:
    long = [
        f"{name}.{node.name}"
        for name, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= MOST_LINES
    ]
    assert long == []


def test_ruff_holds_what_a_test_need_not() -> None:
    rules = (PACKAGE.parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    for banned in ("yaml.load", "yaml.safe_load"):
        assert f'"{banned}".msg' in rules
    assert '"T20"' in rules
    assert Path(PACKAGE / "py.typed").is_file()
