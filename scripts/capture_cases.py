"""The cases that `scripts.capture` runs: command lines, the folder they begin in, and the width.

Commands, formats, choices, options and examples are read from the help, so that a new one is
captured without an edit; the tables here add what a help cannot say.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
WIDTHS = (40, 64, 100)
ENDINGS = ("txt", "json", "csv", "md", "markdown", "mmd", "mermaid", "html", "htm", "svg", "zip")
"""Those of files; the last is none that a command knows."""


@dataclass(frozen=True, slots=True)
class Case:
    """Command lines, run one after the other in a copy of the folder *setup*.

    A line that begins with `!` is one of the shell's; the others are the program's own.
    """

    setup: str
    lines: tuple[str, ...]
    given: str = ""
    widths: tuple[int, ...] = WIDTHS

    @property
    def name(self) -> str:
        """Return the folder and the beginning of the name of the file of this case."""
        command, _, rest = " ".join(self.lines).strip().partition(" ")
        told = re.sub(r" --format[ =](\w+)", r".\1", f"{self.setup} {rest}")
        slug = re.sub(r"[^\w.]+", "-", told).strip("-.")[:90]
        return f"{re.sub('[^a-z-]', '', command).strip('-') or 'program'}/{slug}"


def case(setup: str, *lines: str, given: str = "", widths: tuple[int, ...] = WIDTHS) -> Case:
    """Return the case of *lines* in *setup*."""
    return Case(setup, lines, given, widths)


BASES: Mapping[str, str] = {
    "show": "show {label}", "check": "check {label}", "gaps": "gaps {label}",
    "share": "share {label}", "lens": "lens --compare drucker whose-needs {label}",
    "hear": "hear {customer} --kind said --words 'We began at eight.' --source market",
    "interview": "interview --answers answers.yaml --label 2027",
    "guide show": "guide show drucker", "guide new": "guide new our-own",
    "schema": "schema record", "completion": "completion bash",
}  # fmt: skip
"""How a command is called that is not called by its name alone."""
VALUES: Mapping[str, tuple[str, ...]] = {
    "DATE": ("2024-06-01", "2026-13-01"), "TEAM": ("'Lamp and Page'", "nobody"),
    "ID": ("{customer}", "nobody"), "LANGUAGE": ("de",), "RULE": ("R05", "E01", "all", "XX"),
    "DIR": ("workshops", "nowhere"), "TEXT": ("'A quiet hour, = 1 + 1'",), "N": ("7", "none"),
    "WHO": ("Ratna",), "LABEL": ("2024", "1999"), "GUIDE": ("whose-needs", "nothing"),
    "[RECORD]": ("2023", "1999"), "RECORD": ("2023", "1999"),
    "FILE": tuple(f"out.{ending}" for ending in ENDINGS),
}  # fmt: skip
"""What is given to an option whose value the help calls so."""
OPTION = re.compile(r"^  (?:-\w, )?(--[\w-]+)(?: ([^\s-]\S*))?(?=\s{2}|$)", re.MULTILINE)
COMMAND = re.compile(r"^  ([a-z][\w-]*)  +\S", re.MULTILINE)
EXAMPLE = re.compile(r"^    customer-cli ?([^|>\n]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Helps:
    """The help of every command by its words, such as `guide show`; the program's own is empty."""

    texts: Mapping[str, str]

    def commands(self) -> list[str]:
        """Return the commands that have none below them."""
        return [one for one in self.texts if one and "\nCommands:" not in self.texts[one]]

    def options(self, command: str) -> list[tuple[str, str]]:
        """Return the options of *command*, each with the word for its value, or nothing."""
        return OPTION.findall(self.texts[command].partition("\nOptions:\n")[2])

    def choices(self, command: str, option: str = "") -> list[str]:
        """Return the words that *option* of *command* takes, or without it the argument."""
        if option:
            return dict(self.options(command)).get(option, "").split("|")
        found = re.search(r"\{([\w-]+(?:\|[\w-]+)+)\}", self.texts[command])
        return found[1].split("|") if found else []

    def formats(self, command: str) -> list[str]:
        """Return what chooses each format of *command*; the first is nothing."""
        names = dict(self.options(command))
        told = names.get("--format", "")
        return ["", *(f" --format {one}" for one in told.split("|") if one),
                *([" --json"] if "--json" in names else [])]  # fmt: skip

    def given(self, command: str) -> Iterator[str]:
        """Yield every option of *command* with every value that it may have."""
        for name, takes in self.options(command):
            words = takes.split("|") if "|" in takes else VALUES.get(takes, ())
            yield from ((f" {name} {word}" for word in words) if takes else [f" {name}"])


def cases(helps: Helps) -> Iterator[Case]:
    """Yield every case."""
    for name, text in helps.texts.items():
        yield case("empty", f"{name} --help")
        yield case("literacy", name)
        yield case("empty", name)
        yield from (case("literacy", line) for line in EXAMPLE.findall(text) if line)
    teams = sorted(folder for folder in (ROOT / "workshops").iterdir() if folder.is_dir())
    for team in teams:
        yield from _of_team(helps, team)
    for command in helps.commands():
        base = _filled(BASES.get(command, command), "2024", "teachers")
        for given in helps.given(command):
            setup = "repository" if command.startswith("git") else "literacy"
            # A file is as wide as it is; the terminal has no say in it.
            widths = (64,) if " out." in given else WIDTHS
            yield case(setup, base + _filled(given, "2024", "teachers"), widths=widths)
        yield from (case("literacy", f"{command} {one}") for one in helps.choices(command))
        yield case("repository", base)
        yield case("all", base)
        yield case("conflict", base)
    yield from _differences(helps)
    yield from _files(helps)
    yield from _sittings()
    yield from _git()
    yield from (case("literacy", line) for line in MISTAKES)


def _filled(line: str, label: str, customer: str) -> str:
    return line.replace("{label}", label).replace("{customer}", customer)


def _of_team(helps: Helps, team: Path) -> Iterator[Case]:
    for path in sorted(team.glob("*.yaml")):
        customers = re.findall(r"^  ([\w-]+):\n    name:", path.read_text("utf-8"), re.MULTILINE)
        for command in ("show", "check", "gaps", "share", "lens", "diff", "history", "voice"):
            base = _filled(BASES.get(command, command), path.stem, customers[0])
            for form in helps.formats(command):
                yield case(team.name, base + form)
        lenses = helps.choices("show", "--lens")
        for one in lenses:
            yield case(team.name, f"show {path.stem} --lens {one}")
            yield case(team.name, f"share {path.stem} --lens {one}")
        for one, other in itertools.combinations(lenses, 2):
            yield case(team.name, f"lens {path.stem} --compare {one} {other}")
        for customer in customers:
            yield case(team.name, f"show {path.stem} --customer {customer}")
            yield case(team.name, f"gaps {path.stem} --customer {customer}")
            yield case(team.name, f"voice --of {customer}")
            yield case(team.name, f"history {customer}")
            yield case(team.name, _filled(BASES["hear"], path.stem, customer), widths=(64,))
        for form in helps.formats("history"):
            yield case(team.name, f"history {customers[0]}{form}")
        for form in helps.formats("show"):
            yield case(team.name, f"show {path.stem} --customer {customers[0]}{form}")


DIFFERENCES = (
    "diff 2023 2024", "diff 2024 2023", "diff 2023 2024 --full", "diff 2023 2024 --brief",
    "diff 2023 2024 --customer teachers", "diff HEAD~2..HEAD", "diff HEAD~1", "diff HEAD",
    "diff HEAD~1:workshops/2024.yaml 2024", "diff documents/before.yaml documents/after.yaml",
    "diff 2023 documents/after.yaml", "diff rev:HEAD~1 rev:HEAD", "history --revisions 2024",
    "history --revisions 2024 teachers",
)  # fmt: skip


def _differences(helps: Helps) -> Iterator[Case]:
    for line in DIFFERENCES:
        for form in helps.formats(line.partition(" ")[0]):
            yield case("repository", line + form)
    for one in helps.choices("diff", "--only"):
        yield case("repository", f"diff documents/before.yaml documents/after.yaml --only {one}")
    given = (ROOT / "workshops" / "literacy" / "2023.yaml").read_text(encoding="utf-8")
    yield case("repository", "diff - 2024", given=given)
    yield case("repository", "show -", given=given)


def _files(helps: Helps) -> Iterator[Case]:
    """Yield the files with problems, checked in every way and shown in one."""
    for path in sorted((ROOT / "tests" / "problems").glob("*.yaml")):
        yield case("files", f"check problems/{path.name}")
        for form in helps.formats("check"):
            yield case("files", f"check problems/{path.name}{form}", widths=(64,))
        yield case("files", f"show problems/{path.name}", widths=(64,))
        yield case("files", f"guide check problems/{path.name}", widths=(64,))
        yield case("files", f"git-text problems/{path.name}", widths=(64,))
        yield case("files", f"interview --answers problems/{path.name} --label 2027",
                   widths=(64,))  # fmt: skip
    for form in helps.formats("check"):
        yield case("files", f"check problems{form}")
        yield case("conflict", f"check{form}")


GUIDES = ("drucker", "hierarchy", "review", "whose-needs", "our-own", "nothing")
SPOKEN = "1\nReading for All\n" + "1\nTeachers\n\nChildren\n\n2\n\n\n" * 20
"""What comes in from somebody who answers whatever is asked; it fits here and there."""


def _sittings() -> Iterator[Case]:
    for guide in GUIDES:
        yield case("literacy", "guide new our-own", f"guide show {guide}")
        yield case("literacy", "guide new our-own", f"guide show {guide} --plan quick")
        yield case("literacy", "guide new our-own", f"interview --template --guide {guide}",
                   widths=(64,))  # fmt: skip
        yield case("literacy", f"interview --plain --guide {guide} --label 2027",
                   "interview --resume --plain", "doctor", given=SPOKEN)  # fmt: skip
    yield case("literacy", "interview --template -o a.yaml", "interview --answers a.yaml")
    yield case("literacy", "interview --answers answers.yaml", "interview --answers answers.yaml")
    yield case("empty", "interview --answers -", "show", given="team: Town Kitchen\n")
    yield case("literacy", "interview --plain --from 2024", "show", given=SPOKEN)
    yield case("literacy", "hear teachers", given=SPOKEN)
    yield case("literacy", f"{_filled(BASES['hear'], '2024', 'teachers')} --ask 'Who else?' "
               "--owner Ratna --due 2026-05-01", "gaps", "check")  # fmt: skip
    yield case("literacy", "hear teachers --new 'A quiet hour' --kind said --source market",
               "show --customer teachers", "diff 2023 2024")  # fmt: skip
    yield case("literacy", "schema record --write", "schema record --write", "doctor")


GIT = (
    "!git diff HEAD~1", "!git show HEAD", "!git log -p", "!git blame workshops/2024.yaml",
    "!git diff --word-diff HEAD~1", "!git merge other; git diff; cat workshops/2024.yaml",
)  # fmt: skip


def _git() -> Iterator[Case]:
    for line in GIT:
        yield case("repository", "git install", line, widths=(64,))
    yield case("repository", "git install --cache", "!git log -p", "git status", "git uninstall",
               "git status", widths=(64,))  # fmt: skip
    yield case("repository", "git install --global", "git status", "doctor",
               "git uninstall --global", widths=(64,))  # fmt: skip
    for command in ("show", "check", "diff", "history", "git-text workshops/2024.yaml"):
        yield case("repository", "!git merge other", command)
    record, gone = "workshops/2024.yaml", "/dev/null . ."
    for old, new in (("answers.yaml 0 100644", f"{record} 0 100644"),
                     (gone, f"{record} 0 100644"), (f"{record} 0 100644", gone)):  # fmt: skip
        yield case("literacy", f"git-diff {record} {old} {new}", widths=(64,))
    yield case("literacy", f"git-diff {record}", f"git-text {record}", widths=(64,))


MISTAKES = (
    "shwo", "show --fromat json", "show 1999", "show --format xml", "show --json --format csv",
    "show --customer nobody", "show -o 2024.yaml", "show --lens debat", "gaps --as-of soon",
    "lens --compare drucker drucker", "lens nobody", "diff 2023 2024 2025", "diff nowhere..HEAD",
    "hear", "hear nobody --kind said --words x", "hear teachers --kind said --people none",
    "hear teachers --from-them --not-from-them", "interview --new --resume", "schema nothing",
    "completion tcsh", "guide show nothing", "check nowhere.yaml", "check --rule XX", "-V",
)  # fmt: skip
