"""The format of a record without its models: its number, its fixed words, the kinds of evidence.

Nothing here needs Pydantic, so that a file which is sound can be read and told without it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast, get_args

if TYPE_CHECKING:
    from customer_cli.record.model import Word

FORMAT = 1
"""Raised only when an older program would misread the file."""

FactName = Literal[
    "life_changed", "benefits", "uses", "chooses", "pays", "approves", "blocks", "refers",
    "delivers", "paid_by_us", "works_here", "must_comply", "affected",
]  # fmt: skip
LensName = Literal["drucker", "hierarchy", "everybody", "whose-needs", "debate"]
ValueKind = Literal["need", "want", "aspiration"]
Says = Literal["supports", "contradicts", "mixed"]
Part = Literal["facilitator", "scribe", "decider", "participant", "customer voice", "absent"]
DecisionStatus = Literal["draft", "decided", "contested"]
DissentState = Literal["open", "closed"]


class KindOfEvidence(NamedTuple):
    """How one kind of evidence is judged, asked for and told."""

    comes_from: Literal["us", "others", "them"]
    """Whose word it is: the team's own, somebody else's, or that of the customers."""
    confirms: bool
    """Whether it shows what people did; what they say when asked is often kindness."""
    meaning: str
    """As the schema explains it."""
    choice: str
    """As it is offered to whoever answers "How do we know?"."""
    phrase: str
    """In a few words, as a difference tells it."""


if TYPE_CHECKING:
    EvidenceKind = Literal["guess", "proxy", "said", "story", "behaviour"]
EVIDENCE_KINDS: Mapping[EvidenceKind, KindOfEvidence] = {
    "guess": KindOfEvidence(
        comes_from="us",
        confirms=False,
        meaning="we think so",
        choice="we are guessing",
        phrase="our guess",
    ),
    "proxy": KindOfEvidence(
        comes_from="others",
        confirms=False,
        meaning="someone close to them says so",
        choice="someone close to them says so",
        phrase="others say so",
    ),
    "said": KindOfEvidence(
        comes_from="them",
        confirms=False,
        meaning="they said it when asked",
        choice="they said so when asked",
        phrase="said when asked",
    ),
    "story": KindOfEvidence(
        comes_from="them",
        confirms=True,
        meaning="they told of a specific past occasion",
        choice="they told of a time it mattered",
        phrase="told of what happened",
    ),
    "behaviour": KindOfEvidence(
        comes_from="them",
        confirms=True,
        meaning="it was observed",
        choice="we saw it in what they do",
        phrase="seen",
    ),
}
"""Every kind of evidence: whatever reads, judges, asks or tells one takes it from here."""
if not TYPE_CHECKING:
    # A kind is whatever has a row; the list above is for the type checker alone.
    EvidenceKind = Literal[tuple(EVIDENCE_KINDS)]

EVIDENCE_FIELDS = ("kind", "date", "people", "source", "says", "from_them", "words")
"""What a piece of evidence says: another one of these, and it is another piece."""

FACTS: tuple[FactName, ...] = get_args(FactName)
LENSES: tuple[LensName, ...] = get_args(LensName)
VALUE_KINDS: tuple[ValueKind, ...] = get_args(ValueKind)
SAYS: tuple[Says, ...] = get_args(Says)

DEFAULT_WORD = cast("Word", SimpleNamespace(one="customer", many="customers"))
"""Drucker's, where a team has not said its own."""

FLOW = frozenset({"word", "order", "facts", "pays_with", "serves", "was", "same_people_as",
                  "answered_by", "support", "confirmed", "skipped"})  # fmt: skip
"""Keys written on one line, wherever they stand; each entry of `people` is one line too."""


def is_flow(path: tuple[str | int, ...]) -> bool:
    """Tell whether what stands at *path* is written on one line (the format's rule)."""
    if not path:
        return False
    if path[0] == "people":
        return len(path) == 2
    return path[0] != "answers" and path[-1] in FLOW


def written(part: Any, keys: Iterable[str]) -> dict[str, Any]:
    """Return *part* of a record as plain data in the order of its *keys*, without empty things.

    Unknown keys follow the known ones, in the order in which they were read.
    """
    data: dict[str, Any] = {}
    for name in keys:
        if name in part.model_fields_set or name == "format":
            value = _plain(getattr(part, name))
            if value not in ("", None, [], {}):
                data[name] = value
    return data | dict(part.model_extra or {})


def _plain(value: Any) -> object:
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        # A customer of whom nothing is said yet is still a customer.
        return {key: _plain(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, dt.date) else value.to_data()


def describe_evidence_kinds() -> str:
    """Return every kind of evidence with its meaning, as the schema has it."""
    import textwrap  # for the schema alone

    said = " ".join(f"{kind}: {one.meaning}." for kind, one in EVIDENCE_KINDS.items())
    return textwrap.fill(said, 94)


# ---- What stands in a file, before a model looks at it; whatever else it is stays as it is.


def as_text(value: object) -> object:
    """Return a number or a truth value as the text it was written as."""
    # `label: 2026` and `label: "2026"` mean the same to the person who wrote it; the reader
    # only makes numbers of text that str() gives back unchanged.
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def as_date(value: object) -> object:
    """Return the day that is written year-month-day; raise `ValueError` for anything else."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("is not a date; dates are written year-month-day, such as 2026-03-14")


def as_flag(value: object) -> object:
    """Return true or false; raise `ValueError` for anything else."""
    # Lax pydantic would take "on", "y" and 1, which other YAML tools read differently.
    if isinstance(value, bool):
        return value
    raise ValueError("is neither true nor false; write one of the two words, without quotes")


def as_number(value: object) -> object:
    """Return a whole number; raise `ValueError` for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError("is not a whole number")


def as_list(value: object) -> object:
    """Return an empty list where nothing is written."""
    return () if value is None else value


def as_map(value: object) -> object:
    """Return no entries where nothing is written."""
    return {} if value is None else value


def as_ids(value: object) -> object:
    """Return one id as a list of it."""
    return (value,) if isinstance(value, str) else as_list(value)


def as_value(value: object) -> object:
    """Return the value that is written as a plain sentence."""
    return {"text": value} if isinstance(value, str | int | float) else value


def as_person(value: object) -> object:
    """Return the person who is written as a plain name."""
    return {"name": value} if isinstance(value, str | int | float) else value


def as_word(value: object) -> object:
    """Return the word, with an s for many, that is written as one word."""
    return {"one": value, "many": f"{value}s"} if isinstance(value, str) else value
