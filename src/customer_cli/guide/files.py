"""The files of guides, and the language in which one is asked.

A guide is a file `<id>.<language>.yaml`, or `<id>.yaml` where a team writes in one language.
The team's own lie in `workshops/guides/` and win over a built-in one of the same name; a guide
may also be named by its path. Whatever was taken instead of what was asked for is said in a
note, never silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli import ids
from customer_cli.errors import NotHere, Problem, Unreadable, WrongUse, did_you_mean

if TYPE_CHECKING:
    from customer_cli.guide.model import Guide


@dataclass(frozen=True, slots=True)
class Language:
    """The language a guide is wanted in."""

    tag: str
    """As guides name it: `de`, or `de-CH`."""
    is_asked: bool = False
    """Whether somebody named it; where only the machine does, English instead needs no word."""

    def is_served_by(self, spoken: str) -> bool:
        """Tell whether a wording in *spoken* serves who wants this language: de serves de-CH."""
        return spoken.split("-")[0].casefold() == self.tag.split("-")[0].casefold()


ENGLISH = Language("en")
"""The language a guide is taken in unless another is asked for."""


def choose_language(written: str | None, variables: Mapping[str, str]) -> Language:
    """Return the language *written*, or that of the environment *variables*, or English.

    POSIX ranks the variables. Raise `WrongUse` where what is written is no language.
    """
    if written is None:
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        locale = next((variables[name] for name in names if variables.get(name)), "")
        tag = re.split("[.@]", locale)[0].replace("_", "-")
        return Language(tag) if _is_tag(tag) else ENGLISH
    if not _is_tag(written):
        raise WrongUse(
            f'"{written}" is no language (--language).', "Languages are written as de, or pt-BR."
        )
    return Language(written, is_asked=True)


def _is_tag(text: str) -> bool:
    return re.match(ids.LANGUAGE, text) is not None and "\n" not in text


BUILT_IN = Path(__file__).parent.parent / "data" / "guides"
OWN = "guides"
"""The folder of the team's own guides, inside the `workshops` folder."""
ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class GuideSource:
    """A file that holds a guide in one language."""

    id: str
    """The guide's name, as the file's name gives it."""
    language: str
    """The language, as the file's name gives it; empty where it does not."""
    path: Path
    own: bool
    """Whether it is the team's own and not built in."""

    @property
    def full_id(self) -> str:
        """The guide's name with its language, where its file names one: it finds this file again."""
        return f"{self.id}.{self.language}" if self.language else self.id

    @property
    def origin(self) -> str:
        """Where the guide comes from, as people say it."""
        return str(self.path) if self.own else "built in"

    @property
    def name(self) -> str:
        """The file as a message names it."""
        return str(self.path) if self.own else f"{self.path.name} (built in)"

    def bytes(self) -> bytes:
        """Return what the file holds; raise `NotHere` where it cannot be read at all."""
        from customer_cli.storage import disk, folders

        if self.path.is_symlink() and (why := folders.explain_no_file(self.path, self.path.parent)):
            raise NotHere(f"{self.name}: {why[0]}", why[1])
        return disk.read(self.path)[0]


@dataclass(frozen=True, slots=True)
class LoadedGuide:
    """A guide, where it came from, and what has to be said about that."""

    guide: Guide
    source: GuideSource
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideListing:
    """One guide of the list: its name, its wording or why there is none, and its languages."""

    id: str
    title: str
    """Empty where the guide cannot be read."""
    source: GuideSource
    languages: tuple[str, ...]
    """Every language it can be had in, the one it would be asked in first."""
    instead: bool = False
    """Whether a built-in guide of the same name is hidden by it."""
    problems: tuple[Problem, ...] = ()


def find_sources(workshops: Path | None) -> tuple[GuideSource, ...]:
    """Return every guide file there is: by guide, the team's own first, then by language."""
    found = list(_sources_in(BUILT_IN, own=False))
    if workshops is not None:
        found += _sources_in(workshops / OWN, own=True)
    return tuple(sorted(found, key=lambda s: (s.id, not s.own, s.language, s.path.name)))


def choose_source(name: str, workshops: Path | None, language: Language = ENGLISH) -> GuideSource:
    """Return the file of the guide *name* in *language*, or as nearly as there is.

    *name* is an id, one with its language (`drucker.de`), or a path, which is not looked at before
    it is read. Raise `NotHere` where no guide is called so.
    """
    if is_path(name):
        path = Path(name)
        return _source(path, own=path.resolve().parent != BUILT_IN.resolve())
    every = find_sources(workshops)
    candidates = [one for one in every if name in (one.id, one.full_id)]
    if not candidates:
        known = sorted({source.id for source in every})
        hint = did_you_mean(name.partition(".")[0], known) or f"There are: {', '.join(known)}."
        raise NotHere(f'There is no guide called "{name}".', hint)
    return min(candidates, key=lambda source: _distance(source, language))


def is_path(name: str) -> bool:
    """Tell whether *name* is a guide's file and no id."""
    return name.endswith(ENDINGS) or "/" in name or "\\" in name


def load_guide(
    name: str, workshops: Path | None = None, language: Language = ENGLISH
) -> LoadedGuide:
    """Return the guide *name*, as `choose` finds it.

    Raise `NotHere` where there is no such guide, `Unreadable` with every problem where the
    file is none. A note tells which of two guides was taken, and which language instead of one
    that was asked for.
    """
    source = choose_source(name, workshops, language)
    guide = read_source(source)
    notes = []
    hidden = [s for s in find_sources(None) if s.id == source.id and source.path != s.path]
    if source.own and hidden and not is_path(name):
        notes.append(
            f'The guide "{source.id}" is the team\'s own, {source.origin}, not the built-in one.'
        )
    if language.is_asked and name == source.id and not language.is_served_by(guide.language):
        notes.append(
            f'The guide "{name}" is not there in the language "{language.tag}"; '
            f'this is the one in "{guide.language}".'
        )
    return LoadedGuide(guide, source, tuple(notes))


def read_source(source: GuideSource) -> Guide:
    """Return the guide in the file *source*, or raise `Unreadable` with every problem."""
    return read_guide(source.bytes(), source.name)


def read_guide(data: bytes, name: str) -> Guide:
    """Return the guide in *data*, or raise `Unreadable` with every problem placed.

    This is the shape of a guide; whether it is fit for the room is another question.
    """
    from pydantic import ValidationError

    from customer_cli.guide.model import Guide
    from customer_cli.record import explain
    from customer_cli.record.documents import place_problems
    from customer_cli.yamldoc import reader

    document = reader.read(data, name)
    try:
        return Guide.model_validate(document.data)
    except ValidationError as error:
        raise Unreadable(
            place_problems(document, explain.explain_errors(Guide, document.data, error))
        ) from None


def list_guides(workshops: Path | None, language: Language = ENGLISH) -> tuple[GuideListing, ...]:
    """Return every guide once, as `load` would take it; an unreadable one with its problems."""
    every = find_sources(workshops)
    found = []
    for guide in sorted({source.id for source in every}):
        candidates = [one for one in every if one.id == guide]
        source = min(candidates, key=lambda one: _distance(one, language))
        instead = source.own and any(not one.own for one in candidates)
        spoken = [one.language for one in candidates if one.language]
        title, problems = "", tuple[Problem, ...]()
        try:
            wording = read_source(source)
            title, spoken = wording.title, [wording.language, *spoken]
        except Unreadable as unreadable:
            problems = unreadable.problems
        languages = tuple(dict.fromkeys(spoken))
        found.append(GuideListing(guide, title, source, languages, instead, problems))
    return tuple(found)


def _sources_in(folder: Path, *, own: bool) -> list[GuideSource]:
    if not folder.is_dir():
        return []
    files = (path for path in folder.iterdir() if path.suffix in ENDINGS and path.is_file())
    return [_source(path, own=own) for path in files if not path.name.startswith(".")]


def _source(path: Path, *, own: bool) -> GuideSource:
    stem, _, language = path.stem.partition(".")
    return GuideSource(stem, language, path, own)


def _distance(source: GuideSource, language: Language) -> tuple[int, int, str]:
    # A wording people understand comes before whose it is: a team that translated a guide
    # into German has not thereby replaced the English one. A file that names no language is
    # meant for everyone.
    if not source.language or source.language == language.tag:
        nearness = 0
    elif language.is_served_by(source.language):
        nearness = 1
    else:
        nearness = 2 if source.language == ENGLISH.tag else 3
    return nearness, not source.own, source.language
