"""How long git takes over the versions of one record: alone, asking the program, and keeping."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import corpus, measure

VERSIONS = 100
FORGET = "git update-ref -d refs/notes/textconv/customer-cli; git log -p"
GOALS = {
    "git log -p, as lines": "",
    "git log -p, asking for each version": "",
    "git log -p, asking and keeping": "",
    "git log -p, kept": "at most 2 times as lines",
}


def rows(rounds: int, room: Path) -> Iterator[tuple[str, float, str]]:
    """Yield what `git log -p` of many versions costs, in P of CPU with all that it starts."""
    if shutil.which("git") is None:
        return
    places = {how: _repository(room / how, how) for how in ("asking", "keeping")}
    lines, asking, keeping, kept = GOALS
    commands = {
        "P": [sys.executable, "-c", "pass"],
        lines: ["git", "-C", str(places["asking"]), "log", "-p", "--no-textconv"],
        asking: ["git", "-C", str(places["asking"]), "log", "-p"],
        keeping: ["sh", "-c", f"cd {places['keeping']} && {FORGET}"],
        kept: ["git", "-C", str(places["keeping"]), "log", "-p"],
    }
    taken = measure.processes(commands, max(1, rounds // 10), room)
    for what, goal in GOALS.items():
        yield f"{what}, {VERSIONS} versions", measure.ratio(taken, what, "P"), goal


def _repository(folder: Path, how: str) -> Path:
    file = folder / "workshops" / "2025.yaml"
    file.parent.mkdir(parents=True)
    ((_, text),) = corpus.texts(1, 1, 7)

    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.name", "A")
    git("config", "user.email", "a@example.org")
    program = Path(sys.executable).with_name("customer-cli")
    cached = ["--cache"] if how == "keeping" else []
    subprocess.run(
        [program, "git", "install", *cached], cwd=folder, check=True, capture_output=True
    )
    for number in range(VERSIONS):
        file.write_text(f"{text}slogan: Number {number}\n", encoding="utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", f"Number {number}")
    return folder
