"""What every test may use: the program as a process or in this one, and a folder to work in."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import engine

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "customer_cli"
EXAMPLE = ROOT / "workshops" / "literacy"

PLAIN_ENVIRONMENT = {
    "COLUMNS": "80",
    "LINES": "24",
    "LC_ALL": "C.UTF-8",
    "TERM": "xterm-256color",
    "TZ": "UTC",
}
UNWANTED = (
    "CLICOLOR", "CLICOLOR_FORCE", "EDITOR", "FORCE_COLOR", "GITHUB_ACTIONS", "NO_COLOR",
    "PY_COLORS", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING", "PYTHONUTF8", "TTY_COMPATIBLE",
    "TTY_INTERACTIVE", "VISUAL",
)  # fmt: skip


def pytest_configure() -> None:
    # Once and for the whole run, so that a test sees the same program whoever starts it.
    for name in list(os.environ):
        if name in UNWANTED or name.startswith(("CUSTOMER_CLI_", "GIT_")):
            del os.environ[name]
    os.environ.update(PLAIN_ENVIRONMENT)
    # A program started without its .pyc files takes four times as long.
    compileall.compile_dir(PACKAGE, quiet=2)


# The same examples for everybody. `fresh` looks at others every time, `long` at twenty times as many.
settings.register_profile(
    "default", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow],
    derandomize=True, database=None,
)  # fmt: skip
settings.register_profile("fresh", settings.get_profile("default"), derandomize=False)
settings.register_profile("long", settings.get_profile("fresh"))
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "default")
LONG = 20
settings.load_profile(PROFILE)
engine.MAX_SHRINKING_SECONDS = 30  # of 300: two records are small enough to read by then


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # A test that says how many examples it needs says it before any profile is heard.
    if PROFILE != "long":
        return
    for test in {item.function for item in items if isinstance(item, pytest.Function)}:
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own is not None:
            more = settings(own, max_examples=LONG * own.max_examples)
            test._hypothesis_internal_use_settings = more


@dataclass(frozen=True)
class Ended:
    """How a program ended and what it said."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without `workshops`, made the current one."""
    folder = tmp_path / "room"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return folder


@pytest.fixture
def literacy(workshop: Path) -> Path:
    """A folder to work in whose `workshops` are those of the literacy example."""
    shutil.copytree(EXAMPLE, workshop / "workshops")
    return workshop


@pytest.fixture
def run() -> Run:
    """Run the program as a process of its own, with arguments, input and variables."""

    def run(
        *arguments: str,
        stdin: str | bytes | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout: float = 300,
    ) -> Ended:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        ended = subprocess.run(
            [sys.executable, "-m", "customer_cli", *arguments],
            input=data,
            stdin=subprocess.DEVNULL if data is None else None,
            capture_output=True,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            timeout=timeout,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program in this process: a tenth of the time, for what needs no streams."""

    def call(*arguments: str) -> Ended:
        from customer_cli.__main__ import run

        capsys.readouterr()
        code = run(arguments)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return call
