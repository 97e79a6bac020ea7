"""The language in which somebody wants to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from customer_cli import ids
from customer_cli.errors import WrongUse


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
