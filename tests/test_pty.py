"""The interview in a real terminal: what only a pseudo-terminal can show."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal to drive"),
]

PATIENCE = 120
"""Seconds; a busy machine still gets there."""
ESCAPED = 1
"""Seconds after which a key can be no part of what Esc began (`stage.ESCAPE` is a tenth)."""


class Terminal:
    """The program in a terminal, and what stands on its screen."""

    def __init__(
        self, folder: Path, *words: str, rows: int = 18, columns: int = 64, shell: bool = False
    ) -> None:
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        for name in ("COLUMNS", "LINES", "CI", "NO_COLOR", "VISUAL"):
            environment.pop(name, None)
        environment["EDITOR"] = str(folder / "editor")
        program, arguments = sys.executable, ["-m", "customer_cli", *words]
        if shell:
            environment["PS1"] = "SHELL> "
            program, arguments = "bash", ["--norc", "--noprofile", "-i"]
        self.child = pexpect.spawn(
            program, arguments, cwd=folder, env=environment, dimensions=(rows, columns),
            timeout=PATIENCE,
        )  # fmt: skip
        self.before = termios.tcgetattr(self.child.child_fd)
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)

    def read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.stream.feed(self.child.read_nonblocking(65536, 0.05))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    @property
    def text(self) -> str:
        return "\n".join(str(line).rstrip() for line in self.screen.display)

    def until(self, words: str) -> str:
        """Wait for *words* and for the hints below them, because only then keys are read."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.read(0.1)
            if words in self.text and "Ctrl-C stop" in self.text:
                return self.text
        raise AssertionError(f"no {words!r} in\n{self.text}")

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until the screen, or what is on disk, is as it must be."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, self.text
            self.read(0.1)

    def shows(self, words: str) -> str:
        """Wait for *words* anywhere on the screen."""
        self.wait(lambda: words in self.text)
        return self.text

    def send(self, keys: str) -> None:
        self.child.send(keys)

    def ended(self) -> int:
        self.read(PATIENCE if self.child.isalive() else 0.5)
        self.child.close()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)

    def resize(self, rows: int, columns: int) -> None:
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    (tmp_path / "workshops").mkdir()
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nstty -a | grep -q " icanon" && echo cooked >> "$1"\n')
    editor.chmod(0o755)
    open_: list[Any] = []

    def begin(*words: str, **size: Any) -> Terminal:
        terminal = Terminal(tmp_path, *(words or ("interview", "--label", "one")), **size)
        open_.append(terminal.child)
        return terminal

    yield begin
    for child in open_:
        child.close(force=True)


def test_everything_typed_ahead_arrives_and_the_record_is_saved(
    start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    # Between two pages keys meet a raw terminal; a cooked one would swallow some of them.
    terminal.send("1\rReading\rTeachers\rHeads\r\r1\r\tTime\r\r\r\r")
    terminal.until("Heads: what matters")
    terminal.send("\r")
    terminal.until("first wins")
    terminal.send("j\r")
    # The primary customer is another one than the first; whoever just goes on keeps the answer.
    terminal.until("Which is right?")
    terminal.send("\r")
    terminal.until("Read it back")
    terminal.send("s")
    assert terminal.ended() == 0
    assert "order: [heads, teachers]" in (tmp_path / "workshops" / "one.yaml").read_text()


def test_ctrl_c_ends_with_130_a_cooked_terminal_and_everything_saved(start: Start) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("1\rRea\x13\x11ding")
    terminal.until("Reading")
    terminal.send("\x03")
    terminal.wait(lambda: "interview --resume" in terminal.text)
    terminal.wait(lambda: termios.tcgetattr(terminal.child.child_fd) == terminal.before)
    assert terminal.ended() == 130
    again = start("interview", "--resume")
    assert "> Reading" in again.until("Whose customers")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_being_told_to_go_saves_what_was_typed_last(start: Start, name: str) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("1\r")
    terminal.until("Whose customers")
    terminal.send("Reading")
    terminal.until("Reading")
    terminal.child.kill(getattr(signal, name))
    assert terminal.ended() == 130
    assert "> Reading" in start("interview", "--resume").until("Whose customers")


def is_kept(folder: Path, words: str) -> bool:
    """Tell whether a draft below *folder* holds *words*."""
    drafts = (folder / "workshops" / ".customer-cli" / "drafts").iterdir()
    return any(words.encode() in draft.read_bytes() for draft in drafts)


def test_killed_in_the_middle_of_typing_the_words_come_back(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("1\rRead")
    terminal.until("> Read")
    terminal.wait(lambda: is_kept(tmp_path, "Read"))
    terminal.child.kill(signal.SIGKILL)
    terminal.ended()
    assert "> Read" in start("interview", "--resume").until("Whose customers")


def test_esc_does_nothing_and_the_next_letter_is_a_letter(start: Start) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("1\rtwo words")
    terminal.until("> two words")
    terminal.send("\x1b")
    terminal.read(ESCAPED)
    terminal.send("d")
    terminal.until("> two wordsd")


def test_esc_closes_help(start: Start) -> None:
    terminal = start(rows=30)
    terminal.until("How long do you have?")
    terminal.send("1\r?")
    terminal.wait(lambda: "Esc close help" in terminal.text and "Why:" in terminal.text)
    terminal.send("\x1b")
    terminal.wait(lambda: "Why:" not in terminal.text)
    terminal.until("Whose customers")


def test_a_resize_while_typing_keeps_the_field_in_sight(start: Start) -> None:
    terminal = start(rows=30, columns=100)
    terminal.until("How long do you have?")
    terminal.send("1\rReading for All")
    terminal.until("> Reading for All")
    terminal.resize(12, 40)
    terminal.send(" of us")
    for words in ("> Reading for All of us", "Whose customers", "Shift-Tab back"):
        terminal.wait(lambda words=words: words in terminal.text)  # type: ignore[misc]
    terminal.resize(18, 64)
    assert "> Reading for All of us" in terminal.until("Whose customers")


def test_the_cursor_stands_where_the_next_letter_will(start: Start) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("2\r")
    terminal.until("talking about today?")

    def cursor() -> tuple[str, int, bool]:
        at = terminal.screen.cursor
        return terminal.text.splitlines()[at.y][:1], at.x, at.hidden

    for words, column in (("", 2), ("名a", 5), ("\x1b[D", 4)):
        terminal.send(words)
        terminal.wait(lambda column=column: cursor() == (">", column, False))  # type: ignore[misc]


def test_the_editor_gets_a_cooked_terminal_and_gives_its_words_back(
    start: Start, tmp_path: Path
) -> None:
    terminal = start()
    terminal.until("How long do you have?")
    terminal.send("1\rReading\x18\x05")
    terminal.until("> Reading cooked")
    terminal.send("!")
    terminal.until("> Reading cooked!")
    assert not list((tmp_path / "workshops").rglob("*.txt"))


DOUBTED = """\
guide: doubted
title: Doubted
purpose: Two groups that are named alike.
sections:
  - id: who
    title: Who
    questions:
      - {id: team, ask: "Whose answer is this?", quick: true}
      - {id: customers, ask: "Who must be satisfied?", quick: true}
      - {id: primary, ask: "Who is primary?", quick: true}
"""


def test_killed_while_an_answer_is_questioned_the_question_and_the_reason_come_back(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "doubted.yaml").write_text(DOUBTED, encoding="utf-8")
    terminal = start("interview", "--label", "one", "--guide", "doubted.yaml")
    terminal.until("How long do you have?")
    terminal.send("1\rReading\rTeachers\rThe teacher\r\r")
    terminal.until("What sets the two apart?")
    terminal.send("2\rThey teach on")
    terminal.until("Why it stays: They teach on")
    terminal.wait(lambda: is_kept(tmp_path, "They teach on"))
    terminal.child.kill(signal.SIGKILL)
    terminal.ended()
    again = start("interview", "--resume")
    again.until("Why it stays: They teach on")
    again.send(" other days\r")
    again.until("Who is primary?")
    again.send("1\r\t")
    again.until("Read it back")
    again.send("s")
    assert again.ended() == 0
    assert "because: They teach on other days" in (tmp_path / "workshops/one.yaml").read_text()


def test_a_record_is_opened_again_with_a_clear_first_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "workshops" / "one.yaml").write_text(
        "# ours\nformat: 1\nteam: Reading\nheld: 2025-03-14\nguide: drucker\nprimary: a\n"
        "customers:\n  a: {name: Anna}  # first\n", encoding="utf-8",
    )  # fmt: skip
    terminal = start()
    assert "Reopening one, held 2025-03-14." in " ".join(
        terminal.until("How long do you have?").split()
    )
    terminal.send("1\r")
    terminal.until("Whose customers")
    terminal.send(" for All\r\x0f")
    terminal.until("All questions")
    terminal.send("q\x03")
    assert terminal.ended() == 130
    again = start("interview", "--resume", rows=30)
    again.until("Anna")
    again.send("\x0f")
    again.until("All questions")
    again.send("q")
    assert (
        "Reading for All" in (tmp_path / "workshops/.customer-cli/drafts/one.journal").read_text()
    )
    assert (tmp_path / "workshops" / "one.yaml").read_text().startswith("# ours\nformat: 1")


@pytest.mark.parametrize("how", ["key", "signal"])
def test_a_suspended_interview_leaves_the_terminal_to_the_shell_and_comes_back(
    start: Start, tmp_path: Path, how: str
) -> None:
    drafts = tmp_path / "workshops" / ".customer-cli" / "drafts"
    room = start(shell=True)
    room.shows("SHELL>")
    room.send(f"clear; {sys.executable} -m customer_cli interview --quick --label one\r")
    room.until("Whose customers")
    room.send("Town Kit")
    room.until("Town Kit")
    if how == "key":
        room.send("\x1a")
    else:
        os.kill(int((drafts / "one.lock").read_text().split()[0]), signal.SIGTSTP)
    room.shows("Stopped")
    room.send("echo li''ne\r")  # the shell has its terminal: it echoes, and runs what is typed
    room.shows("\nline")
    assert "Town Kit" in (drafts / "one.journal").read_text(encoding="utf-8")
    room.send("fg; echo =$?\r")
    room.until("Town Kit")
    room.send("chen\r")
    room.until("question 1 of 1")
    room.send("\x03")
    room.shows("=130")
    assert "Town Kitchen" in (drafts / "one.journal").read_text(encoding="utf-8")
