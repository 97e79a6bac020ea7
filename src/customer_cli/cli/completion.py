"""The command `completion`: scripts made from the command tree, so that TAB starts no Python.

What an option takes is read off the word that stands for it in the help: `csv|json` offers
those two, `FILE` files, `DIR` folders, `RECORD` the labels in the nearest `workshops/`,
`GUIDE` the guides that come along. A script only defines; no start-up file is edited.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from customer_cli.cli.options import SHELLS, argument

DATA = Path(__file__).parent.parent / "data"
KINDS = {"FILE": "files", "PATH": "files", "DIR": "folders", "RECORD": "labels", "GUIDE": "files"}
"""The words of the help that stand for something on the disk."""

Words = tuple[tuple[str, str], ...]
"""Words, each with what it means."""


@dataclass(frozen=True, slots=True)
class CommandOption:
    """One option of a command."""

    names: tuple[str, ...]
    takes: str
    """The word for its value in the help, or nothing for a flag."""
    help: str


@dataclass(frozen=True, slots=True)
class CommandTree:
    """One command as completion needs it; the program itself is one that has commands."""

    name: str
    help: str
    options: tuple[CommandOption, ...] = ()
    takes: str = ""
    """The word for its argument in the help, or nothing."""
    commands: "tuple[CommandTree, ...]" = ()


@dataclass(frozen=True, slots=True)
class CompletionPlace:
    """Somewhere on a command line, and what can stand there."""

    at: str
    """The command so far, such as `guide show`."""
    after: str
    """The option whose value is being written, or nothing."""
    words: Words = ()
    options: Words = ()
    kind: str = ""
    """What else is offered: files, folders, labels, or nothing."""


def completion(
    context: typer.Context, shell: Annotated[str, argument(SHELLS, "Your shell.")]
) -> int:
    """Print the script that completes commands in your shell.

    It only prints it; add it to the start-up file of your shell.

    \b
    Examples:
      customer-cli completion bash
      customer-cli completion zsh > _customer_cli
    """
    program = describe_command(context.find_root().command, None)
    script = (DATA / "completion" / shell).read_text(encoding="utf-8")
    steps = ["'" + step + "'" for step in _steps(program)]
    script = script.replace("@STEPS@", SEPARATORS[shell].join(steps))
    margin = "" if shell == "fish" else " " * 8
    script = script.replace("@PLACES@", f"\n{margin}".join(PLACES[shell](program)))
    sys.stdout.write(script)
    return 0


def describe_command(command: Any, parent: Any) -> CommandTree:
    """Return *command* and all below it as plain data, with what their help says."""
    with command.make_context(command.name, [], parent=parent, resilient_parsing=True) as context:
        parameters = command.get_params(context)
        below = tuple(
            describe_command(one, context) for one in getattr(command, "commands", {}).values()
        )
    # The names of the help come out of a set, in another order at every start.
    options = tuple(
        CommandOption(
            tuple(sorted(p.opts, key=len)),
            "" if p.is_flag else str(p.metavar).strip("[]"),
            p.help or "",
        )
        for p in parameters
        if p.param_type_name == "option"
    )
    taken = [str(p.metavar).strip("[].") for p in parameters if p.param_type_name == "argument"]
    return CommandTree(command.name, command.get_short_help_str(78), options, "".join(taken), below)


def places(command: CommandTree, at: str = "") -> Iterator[CompletionPlace]:
    """Yield every place on a command line of *command*, the values of options first."""
    for option in command.options:
        if option.takes:
            for name in option.names:
                yield CompletionPlace(
                    at, name, _choices(option.takes), (), KINDS.get(option.takes, "")
                )
    words = tuple((below.name, below.help) for below in command.commands)
    options = tuple((name, option.help) for option in command.options for name in option.names)
    kind = KINDS.get(command.takes, "")
    yield CompletionPlace(at, "", words or _choices(command.takes), options, kind)
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


def _steps(command: CommandTree, at: str = "") -> Iterator[str]:
    for below in command.commands:
        yield f"{at}:{below.name}"
        yield from _steps(below, f"{at} {below.name}".strip())


def _names(words: Words) -> str:
    return " ".join(word for word, _ in words)


def _quoted(text: str, quote: str = "'\\''") -> str:
    return "'" + text.replace("'", quote) + "'"


def _bash(program: CommandTree) -> Iterator[str]:
    for place in places(program):
        key = f"'{place.at}:{place.after}'" + ("" if place.after else "*")
        yield (
            f"{key}) offered='{_names(place.words)}'"
            f" options='{_names(place.options)}' kind='{place.kind}' ;;"
        )


def _zsh(program: CommandTree) -> Iterator[str]:
    def describe(words: Words) -> str:
        return " ".join(_quoted(f"{word}:{help}" if help else word) for word, help in words)

    for place in places(program):
        key = f"'{place.at}:{place.after}'" + ("" if place.after else "*")
        yield (
            f"({key}) offered=({describe(place.words)})"
            f" options=({describe(place.options)}) kind='{place.kind}' ;;"
        )


def _fish(command: CommandTree, at: str = "") -> Iterator[str]:
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


def _powershell(program: CommandTree) -> Iterator[str]:
    for place in places(program):
        words = [word for word, _ in (*place.words, *place.options)]
        words += ["@labels"] if place.kind == "labels" else []
        yield f"'{place.at}:{place.after}' = @({', '.join(map(_quoted, words))})"


PLACES: dict[str, Callable[[CommandTree], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
}
SEPARATORS = {"bash": "|", "zsh": "|", "fish": " ", "powershell": ", "}
