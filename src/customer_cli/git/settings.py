"""The lines that make git ask this program, in a marked block of a file of somebody else.

git ends a whole `git diff` with 128 where a driver is missing, fails or prints nothing. So what
git runs is a line of POSIX shell, which Git for Windows brings along, too: it takes the program
where it was when this was set up, then the one on the PATH, and without either shows the file
itself.

Taking the block out gives back the file byte for byte, also where that had no last line end, or was
not there at all: the first line of the block remembers which.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from customer_cli import __version__

DRIVER = "customer-cli"
CACHE = f"refs/notes/textconv/{DRIVER}"
"""Where git keeps the texts of versions, in a commit of its own."""
CACHE_FILE = Path(__file__).parent.parent / "data" / "git" / f"{__version__}.config"
"""The file of this installation and version that switches git's cache on."""

_FOUND = (
    't=$("$c" {command} "$@" 2>/dev/null && echo .) && [ "$t" != . ] && '
    '{{ printf %s "${{t%.}}" 2>/dev/null; return 0; }}; '
)
"""The point keeps the line ends, which a shell cuts off. A pager that was left early fails
`printf`, and must fail nothing else."""
_TEXT = (
    'f() {{ trap "" PIPE; for c in {programs}; do {found}done; '
    'echo "customer-cli cannot be run here: {instead}" >&2; {cached}cat <"$1" || :; }}; f'
)
_DIFF = (
    'f() {{ [ "$GIT_EXTERNAL_DIFF" = git-difftool--helper ] && exec git difftool--helper "$@"; '
    'trap "" PIPE; for c in {programs}; do {found}done; '
    'trap - PIPE; echo "customer-cli cannot be run here: {instead}" >&2; '
    '[ $# -ge 7 ] || {{ printf "%s\\n" "* Unmerged path $1"; return 0; }}; '
    'git diff --no-index --no-ext-diff --no-textconv -- "$2" "$5" || :; }}; f'
)
"""`git difftool` works through the same door: there the person asked for a tool of their own."""
_INSTEAD = "these are the lines of the file"
_MARK = f'echo "({_INSTEAD}; customer-cli git install --cache asks again)"; '
"""Where git keeps what is said, it keeps this, too; so the text itself says what it is."""


def driver_lines(program: str | None, *, cached: bool = False) -> tuple[str, ...]:
    """Return the settings of the driver, which starts *program*, or else the one on the PATH.

    *cached* lets git keep the texts of versions for as long as this version is installed: git
    forgets them when the command changes, which names the version, and no longer looks for them
    when the included file is gone. It needs to know who commits, or it ends with 128.
    """
    both = [program, DRIVER] if program else [DRIVER]
    # What is kept was said by the one program whose version the command names.
    text = _fill_command(_TEXT, "git-text", both[:1] if cached else both, _MARK if cached else "")
    if cached:
        text = f": {DRIVER} {__version__}; {text}"
    settings = [
        f'[diff "{DRIVER}"]',
        f"\ttextconv = {quote_value(text)}",
        f"\tcommand = {quote_value(_fill_command(_DIFF, 'git-diff', both))}",
        '\txfuncname = "^  ([a-z0-9][a-z0-9-]*):$"',
        '\twordRegex = "[^[:space:]]+"',
    ]
    if cached:
        settings += ["[include]", f"\tpath = {quote_value(CACHE_FILE.as_posix())}"]
    return tuple(settings)


def _fill_command(shell: str, command: str, programs: Sequence[str], cached: str = "") -> str:
    return shell.format(
        programs=" ".join(map(shlex.quote, programs)), found=_FOUND.format(command=command),
        instead=_INSTEAD, cached=cached,
    )  # fmt: skip


def quote_value(value: str) -> str:
    """Return *value* as git's configuration reads it back, whatever is in it."""
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        value = value.replace(plain, written)
    return f'"{value}"'


def is_cache(line: str) -> bool:
    """Tell whether *line* of a block includes such a file of any version."""
    return re.fullmatch(r'\s*path = ".*/customer_cli/data/git/[^/]+\.config"', line) is not None


def find_program() -> str | None:
    """Return the file that starts this program, or None where only the PATH knows one."""
    # The one that was called; a module or a test is started by Python, beside which it stands.
    started = Path(sys.argv[0] or ".")
    beside = [Path(sys.executable or ".").with_name(f"{DRIVER}{end}") for end in ("", ".exe")]
    for path in ([started] if started.stem == DRIVER else []) + beside:
        if path.is_file():
            return path.absolute().as_posix()
    found = shutil.which(DRIVER)
    return Path(found).absolute().as_posix() if found else None


def find_running(command: str) -> str | None:
    """Return the first program that *command*, a setting of any version, would find now."""
    listed = re.search(r"; for c in (.*?); do t=", command, flags=re.DOTALL)
    try:
        programs = shlex.split(listed[1]) if listed else command.split()[:1]
    except ValueError:
        return None
    return next((found for one in programs if (found := shutil.which(one))), None)


_BEGIN = "# customer-cli begin (`customer-cli git uninstall` takes it out"
_END = "# customer-cli end"
_NEW, _JOINED = "; the file is its own", "; no line end before"
_BLOCK = re.compile(
    rf"(\n?)^{re.escape(_BEGIN)}({re.escape(_NEW)}|{re.escape(_JOINED)}|)\)(\r?)\n"
    rf"((?:(?!{re.escape(_BEGIN)}|{_END}\r?$).*\n)*){_END}(?:\r?\n|\Z)",
    re.MULTILINE,
)
"""The lines between hold no second beginning: an end that somebody deleted ends nothing else.
Where git writes the lines of a work tree with CR, those of the block have one, too."""


def add_block(text: str | None, lines: Sequence[str]) -> str:
    """Return *text*, None for no file yet, with a block of *lines* at its end."""
    block = "".join(f"{line}\n" for line in lines)
    if text is None:
        return f"{_BEGIN}{_NEW})\n{block}{_END}\n"
    joined = bool(text) and not text.endswith("\n")
    mark = _JOINED if joined else ""
    end = "\n" if joined else ""
    return f"{text}{end}{_BEGIN}{mark})\n{block}{_END}\n"


def remove_block(text: str) -> str | None:
    """Return *text* without its blocks, or None where nothing but a block made the file."""
    is_ours = False
    while found := _BLOCK.search(text):
        before = text[: found.start()] + (found[1] if found[2] != _JOINED else "")
        if found[2] == _JOINED:
            before = before.removesuffix(found[3])
        text = before + text[found.end() :]
        is_ours = is_ours or found[2] == _NEW
    return None if is_ours and not text else text


def find_block(text: str) -> list[str] | None:
    """Return the lines of the block in *text*, or None where there is none."""
    found = _BLOCK.search(text)
    return found[4].replace("\r\n", "\n").split("\n")[:-1] if found else None
