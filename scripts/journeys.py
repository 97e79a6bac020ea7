"""Count the files of the package that a reader follows on a few journeys through it.

python -m scripts.journeys

A file counts where one of its functions runs; what is only imported does not.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "customer_cli"
EXAMPLE = ROOT / "workshops" / "literacy"
WORDS = "We began at eight."
JOURNEYS: Mapping[str, tuple[tuple[str, ...], int]] = {
    "a label until `show` has drawn it": (("show", "2024"), 20),
    "two labels until `diff` is printed": (("diff", "2023", "2024"), 28),
    "`hear`'s words until the file is edited": (
        ("hear", "teachers", "can-do", "--kind", "said", "--words", WORDS), 30,
    ),
}  # fmt: skip
"""What is typed, and how many files should be enough."""
ANSWER = ("a typed answer until it is on disk", 20)


@dataclass(slots=True)
class Trace:
    """The files of the package in which a function has run since `start`."""

    files: dict[str, set[str]] = field(default_factory=dict)

    def start(self) -> None:
        """Note every function that runs from now on."""
        sys.setprofile(self._note)

    def stop(self) -> None:
        """Note nothing more."""
        sys.setprofile(None)

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        is_function = frame.f_code.co_flags & inspect.CO_OPTIMIZED  # a class body is none
        if event == "call" and is_function and file.startswith(str(PACKAGE)):
            self.files.setdefault(file[len(str(PACKAGE)) + 1 :], set()).add(name)


class OneAnswer(io.StringIO):
    """Lines of somebody who answers; from the *first* one on until the next question it is traced."""

    def __init__(self, trace: Trace, lines: Sequence[str], first: int) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self.trace, self.asked, self.first = trace, 0, first

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Return the next line, as a terminal in plain lines does."""
        self.asked += 1
        self.trace.stop()
        line = super().readline(size)
        if self.asked == self.first:
            self.trace.start()
        return line


@contextlib.contextmanager
def copied_example() -> Iterator[None]:
    """Stand in a folder with a copy of the example."""
    with tempfile.TemporaryDirectory() as room:
        shutil.copytree(EXAMPLE, Path(room, "workshops"))
        back = Path.cwd()
        os.chdir(room)
        try:
            yield
        finally:
            os.chdir(back)


def follow(arguments: Sequence[str]) -> Trace:
    """Return what runs while the command *arguments* does."""
    from customer_cli.__main__ import run

    trace = Trace()
    quiet = contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO())
    with quiet[0], quiet[1]:
        with copied_example():
            run(arguments)  # what is imported is imported now
        with copied_example():
            trace.start()
            run(arguments)
            trace.stop()
    return trace


def follow_answer() -> Trace:
    """Return what runs from the first answer in plain lines until the second question is there."""
    from customer_cli.__main__ import run

    trace, stdin = Trace(), sys.stdin
    with copied_example(), contextlib.redirect_stdout(io.StringIO()) as out:
        sys.stdin = OneAnswer(trace, ["1", "Lamp and Page"], first=2)
        with contextlib.redirect_stderr(out):
            run(["interview", "--guide", "drucker", "--plain", "--label", "new"])
        sys.stdin = stdin
    trace.stop()
    return trace


def main() -> int:
    """Print the number of files and of functions of every journey."""
    traced = {name: (follow(words), aim) for name, (words, aim) in JOURNEYS.items()}
    traced[ANSWER[0]] = (follow_answer(), ANSWER[1])
    for name, (trace, aim) in traced.items():
        lines = sum(len((PACKAGE / file).read_text("utf-8").splitlines()) for file in trace.files)
        functions = sum(len(names) for names in trace.files.values())
        print(f"{name}: {len(trace.files)} files ({lines} lines), {functions} functions, aim {aim}")
        if "-v" in sys.argv:
            print("\n".join(f"  {file}: {', '.join(sorted(names))}"
                            for file, names in sorted(trace.files.items())))  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
