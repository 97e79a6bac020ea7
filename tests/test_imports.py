"""Which third-party packages a command has imported when it ends: exact where a timer is not.

Start-up is nearly all imports, so this table guards the speed of a command on any machine.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from bench.conversation import UNTIL_FIRST

from tests.conftest import PACKAGE

FAMILY = {
    "annotated_doc": "typer", "shellingham": "typer", "pydantic_core": "pydantic",
    "annotated_types": "pydantic", "typing_extensions": "pydantic", "typing_inspection": "pydantic",
    "pygments": "rich", "markdown_it": "rich", "markupsafe": "jinja2", "mdurl": "rich", "wcwidth": "prompt_toolkit",
}  # fmt: skip
"""Packages that only come with another one."""

PROBE = """
import json, sys
from customer_cli.__main__ import run
code = run(sys.argv[1:])
sys.stdout.flush()
names = {name.split(".")[0] for name in sys.modules}
print(json.dumps([code, sorted(names - sys.stdlib_module_names)]), file=sys.stderr)
"""

SOUND = {"typer", "yaml"}
"""For files that are sound; the models are for those in doubt, and for what is written."""
READING = SOUND | {"pydantic"}
PAGE = READING | {"jinja2"}
"""For a browser; which language a page is in stands in a guide, which the models read."""
ANSWERS = str(PACKAGE / "data" / "demo" / "literacy.yaml")
IMPORTED: list[tuple[str, set[str], int]] = [
    ("", {"typer"}, 0),
    ("--help", {"typer"}, 0),
    ("show --help", {"typer"}, 0),
    ("interview --help", {"typer"}, 0),
    ("shwo", {"typer"}, 2),
    ("show --lens x", {"typer"}, 2),
    ("completion bash", {"typer"}, 0),
    ("schema record", {"typer", "pydantic"}, 0),
    ("schema record --write", READING, 0),
    ("doctor", READING, 0),
    ("schema show", {"typer", "pydantic"}, 0),
    ("check", SOUND, 0),
    ("show", SOUND | {"rich"}, 0),
    ("show --json", SOUND, 0),
    ("show --format csv", SOUND, 0),
    ("show --format markdown", SOUND, 0),
    ("show --format mermaid", SOUND, 0),
    ("show --format html", PAGE, 0),
    ("diff", SOUND | {"rich"}, 0),
    ("diff --json", SOUND, 0),
    ("diff --format markdown", SOUND, 0),
    ("diff --format html", PAGE, 0),
    ("diff --format github", SOUND, 0),
    ("diff --exit-code --json", SOUND, 1),
    ("history", SOUND | {"rich"}, 0),
    ("history teachers", SOUND | {"rich"}, 0),
    ("history --format markdown", SOUND, 0),
    ("history teachers --json", SOUND, 0),
    ("history --format csv", SOUND, 0),
    ("history --format html", PAGE, 0),
    ("history --format svg", SOUND, 0),
    ("gaps", SOUND | {"rich"}, 0),
    ("gaps --exit-code --json", SOUND, 1),
    ("gaps --format markdown", SOUND, 0),
    ("gaps --format html", PAGE, 0),
    ("gaps --format csv", SOUND, 0),
    ("lens --compare drucker whose-needs", SOUND | {"rich"}, 0),
    ("lens --compare drucker whose-needs --json", SOUND, 0),
    ("lens --format html", {"typer", "jinja2"}, 0),
    ("share", SOUND | {"rich"}, 0),
    ("share --format markdown", SOUND, 0),
    ("share --format html", PAGE, 0),
    ("hear --help", {"typer"}, 0),
    ("hear teachers", READING, 2),
    ("hear teachers can-do --kind said --words Yes", READING, 0),
    ("voice", SOUND, 0),
    ("voice --json", SOUND, 0),
    ("guide list", READING, 0),
    ("guide show drucker", READING, 0),
    ("guide check", READING, 0),
    ("interview", {"typer"}, 2),
    ("interview --template", READING, 0),
    (f"interview --answers {ANSWERS} --label answered", READING | {"rich"}, 0),
    ("demo", READING | {"rich"}, 0),
]


@pytest.mark.parametrize(("command", "packages", "code"), IMPORTED, ids=[c for c, _, _ in IMPORTED])
def test_a_command_imports_what_it_needs_and_nothing_else(
    command: str, packages: set[str], code: int, literacy: Path
) -> None:
    assert imported(command) == (code, packages)


@pytest.mark.parametrize("command", ["show", "check", "diff", "voice"])
def test_a_file_that_is_in_doubt_is_read_by_the_models(command: str, literacy: Path) -> None:
    newest = literacy / "workshops" / "2024.yaml"
    newest.write_text(newest.read_text(encoding="utf-8") + "outputs: []\n", encoding="utf-8")
    code, packages = imported(command)
    assert (code, "pydantic" in packages) == (0, True)


@pytest.mark.parametrize("how", ["", "--plain"])
def test_the_first_question_stands_before_anything_is_imported_that_it_does_not_need(
    how: str, workshop: Path
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", UNTIL_FIRST, "interview", *how.split()],
        capture_output=True, text=True, check=True,
        env={name: value for name, value in os.environ.items() if name != "CI"},
    )  # fmt: skip
    modules = set(ended.stdout.split())
    assert {one for one in PACKAGES if one in modules} == {"typer"}
    ours = {name for name in modules if name.startswith("customer_cli.interview")}
    assert ours == {"customer_cli.interview"}


PACKAGES = {"typer", "yaml", "pydantic", "rich", "prompt_toolkit"}


def imported(command: str) -> tuple[int, set[str]]:
    """How *command* ended, and the packages that it had imported by then."""
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, *command.split()],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    end, names = json.loads(ended.stderr.splitlines()[-1])
    known = {"customer_cli", "__main__", *_there_from_the_start()}
    found = {FAMILY.get(name, name) for name in names if _is_package(name) and name not in known}
    return end, found


def _is_package(name: str) -> bool:
    # Compiled modules leave traces of what compiled them; Python, of how it was built.
    return not name.startswith(("_", "cython"))


@functools.cache
def _there_from_the_start() -> set[str]:
    # An editable install puts a finder of its own on the path before any program starts.
    code = "import sys; print(' '.join({name.split('.')[0] for name in sys.modules}))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    return set(told.stdout.split())
