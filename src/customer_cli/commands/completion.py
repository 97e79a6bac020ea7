"""Completion scripts, written out from the command tree so that TAB starts no Python.

What an option takes is read off the word that stands for it in the help: `csv|json` offers
those two, `FILE` files, `DIR` folders, `RECORD` the labels in the nearest `workshops/`,
`GUIDE` the guides that come along. A script only defines; no start-up file is edited.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import WrongUse, did_you_mean

DATA = Path(__file__).parent.parent / "data"
KINDS = {"FILE": "files", "PATH": "files", "DIR": "folders", "RECORD": "labels", "GUIDE": "files"}
"""The words of the help that stand for something on the disk."""

Words = tuple[tuple[str, str], ...]
"""Words, each with what it means."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a command."""

    names: tuple[str, ...]
    takes: str
    """The word for its value in the help, or nothing for a flag."""
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command as completion needs it; the program itself is one that has commands."""

    name: str
    help: str
    options: tuple[Option, ...] = ()
    takes: str = ""
    """The word for its argument in the help, or nothing."""
    commands: tuple[Command, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere on a command line, and what can stand there."""

    at: str
    """The command so far, such as `guide show`."""
    after: str
    """The option whose value is being written, or nothing."""
    words: Words = ()
    options: Words = ()
    kind: str = ""
    """What else is offered: files, folders, labels, or nothing."""


def completion(shell: str, program: Command) -> int:
    """Print the script that completes *program* in *shell* and return 0, or raise `WrongUse`."""
    if shell not in PLACES:
        known = f"There is one for {', '.join(PLACES)}."
        raise WrongUse(
            f'there is no completion for "{shell}"', did_you_mean(shell, PLACES) or known
        )
    script = (DATA / "completion" / shell).read_text(encoding="utf-8")
    steps = ["'" + step + "'" for step in _steps(program)]
    script = script.replace("@STEPS@", SEPARATORS[shell].join(steps))
    margin = "" if shell == "fish" else " " * 8
    script = script.replace("@PLACES@", f"\n{margin}".join(PLACES[shell](program)))
    sys.stdout.write(script)
    return 0


def places(command: Command, at: str = "") -> Iterator[Place]:
    """Yield every place on a command line of *command*, the values of options first."""
    for option in command.options:
        if option.takes:
            for name in option.names:
                yield Place(at, name, _choices(option.takes), (), KINDS.get(option.takes, ""))
    words = tuple((below.name, below.help) for below in command.commands)
    options = tuple((name, option.help) for option in command.options for name in option.names)
    kind = KINDS.get(command.takes, "")
    yield Place(at, "", words or _choices(command.takes), options, kind)
    for below in command.commands:
        yield from places(below, f"{at} {below.name}".strip())


def _choices(takes: str) -> Words:
    if takes == "GUIDE":
        files = (DATA / "guides").glob("*.yaml")
        return tuple((name, "") for name in sorted({file.name.split(".")[0] for file in files}))
    if takes.startswith("LENS"):
        from customer_cli.analysis.lens import QUESTIONS

        return tuple(QUESTIONS.items())
    return tuple((word, "") for word in takes.split("|")) if "|" in takes else ()


def _steps(command: Command, at: str = "") -> Iterator[str]:
    for below in command.commands:
        yield f"{at}:{below.name}"
        yield from _steps(below, f"{at} {below.name}".strip())


def _names(words: Words) -> str:
    return " ".join(word for word, _ in words)


def _quoted(text: str, quote: str = "'\\''") -> str:
    return "'" + text.replace("'", quote) + "'"


def _bash(program: Command) -> Iterator[str]:
    for place in places(program):
        key = f"'{place.at}:{place.after}'" + ("" if place.after else "*")
        yield (
            f"{key}) offered='{_names(place.words)}'"
            f" options='{_names(place.options)}' kind='{place.kind}' ;;"
        )


def _zsh(program: Command) -> Iterator[str]:
    def told(words: Words) -> str:
        return " ".join(_quoted(f"{word}:{help}" if help else word) for word, help in words)

    for place in places(program):
        key = f"'{place.at}:{place.after}'" + ("" if place.after else "*")
        yield (
            f"({key}) offered=({told(place.words)})"
            f" options=({told(place.options)}) kind='{place.kind}' ;;"
        )


def _fish(command: Command, at: str = "") -> Iterator[str]:
    condition = f"__customer_cli_at {at}".strip()
    start = f"complete -c customer-cli -n '{condition}'"
    for option in command.options:
        names = " ".join(
            f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names
        )
        value = f" -r{_fish_offer(option.takes)}" if option.takes else ""
        yield f"{start} {names}{value} -d {_quoted(option.help, FISH_QUOTE)}"
    for below in command.commands:
        yield f"{start} -a {below.name} -d {_quoted(below.help, FISH_QUOTE)}"
    if _fish_offer(command.takes):
        yield start + _fish_offer(command.takes)
    for below in command.commands:
        yield from _fish(below, f"{at} {below.name}".strip())


def _fish_offer(takes: str) -> str:
    words, kind = _names(_choices(takes)), KINDS.get(takes, "")
    if kind == "labels":
        words = "(__customer_cli_labels)"
    return (f" -a '{words}'" if words else "") + (" -F" if kind else "")


FISH_QUOTE = "\\'"


def _powershell(program: Command) -> Iterator[str]:
    for place in places(program):
        words = [word for word, _ in (*place.words, *place.options)]
        words += ["@labels"] if place.kind == "labels" else []
        yield f"'{place.at}:{place.after}' = @({', '.join(map(_quoted, words))})"


PLACES: dict[str, Callable[[Command], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
}
SEPARATORS = {"bash": "|", "zsh": "|", "fish": " ", "powershell": ", "}
