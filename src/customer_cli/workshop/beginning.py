"""What a conversation starts from: a guide fit for the room, a base, and last year beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from customer_cli.errors import NotHere, Unreadable, WrongUse
from customer_cli.guide import files
from customer_cli.guide.language import ENGLISH, Language
from customer_cli.guide.model import Guide
from customer_cli.interview.carry_over import REVIEW_GUIDE, carried
from customer_cli.interview.fields import Data
from customer_cli.record.complete import complete_ids
from customer_cli.record.format import FORMAT
from customer_cli.workshop.drafts import Beginning, Left
from customer_cli.workshop.guide_check import sound
from customer_cli.workshop.store import Workshops

DEFAULT_GUIDE = "drucker"


@dataclass(frozen=True, slots=True)
class Start:
    """A conversation about to begin, or to go on."""

    begun: Beginning
    guide: Guide
    earlier: Data
    """The team's newest record, in canonical form; empty where there is none."""
    notes: tuple[str, ...] = ()
    """What the room should know before the first question."""

    @property
    def is_review(self) -> bool:
        """Whether it goes on from an earlier record instead of an empty page."""
        return bool(self.begun.base.get("previous")) and not self.begun.reopens


def anew(
    place: Workshops, label: str, *, guide: str | None, team: str | None, held: dt.date, now: str,
    language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a new conversation that will be saved as *label*.

    Raise `NotHere` where there is no such guide, `Unreadable` where it is not fit for the room.
    """
    named = guide or DEFAULT_GUIDE
    found = guide_found(place, named, language)
    earlier, earlier_label, notes = _earlier(place, team)
    base = base_of(found.guide, held, team)
    begun = Beginning(label, full_name(found, named), digest(found), base, earlier_label, now)
    return Start(begun, found.guide, earlier, (*found.notes, *notes))


def review(
    place: Workshops, label: str, *, of: str | None, guide: str | None, team: str | None,
    held: dt.date, now: str, language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a conversation over the record *of*, or the team's newest.

    Everything said there stands until somebody changes it. The record keeps the guide whose
    answers it takes up, unless *guide* asks anew. Raise `NotHere` where there is no such record.
    """
    entry = place.resolve(of, team)
    earlier = complete_ids(place.load(entry).record.to_data())
    named = guide or REVIEW_GUIDE
    found = guide_found(place, named, language)
    base = carried(earlier, entry.label, held.isoformat())
    if not found.guide.reviews:
        base["guide"] = found.guide.guide
    begun = Beginning(label, full_name(found, named), digest(found), base, entry.label, now)
    return Start(begun, found.guide, {}, found.notes)


def laid_over(base: Data, given: Data) -> Data:
    """Return *base* with what is *given*: mappings are joined, everything else is replaced."""
    joined = dict(base)
    for key, value in given.items():
        there = joined.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            value = laid_over(there, value)
        joined[key] = value
    return joined


def again(place: Workshops, left: Left) -> Start:
    """Return the start of a conversation that was *left*, over its guide as it is today."""
    found = guide_found(place, left.begun.guide)
    notes = list(found.notes)
    if left.begun.digest != digest(found):
        notes.append(
            "The guide has changed since this interview began. Everything said is there; "
            "what no longer fits is marked in the overview."
        )
    if left.damaged:
        notes.append(f"{left.damaged} lines of the draft cannot be read; see the overview.")
    earlier: Data = {}
    if left.begun.earlier and not left.begun.base.get("previous"):
        earlier, _, told = _earlier(place, left.label.rpartition("/")[0] or None)
        notes += told
    return Start(left.begun, found.guide, earlier, tuple(notes))


def guide_found(place: Workshops, named: str, language: Language = ENGLISH) -> files.Found:
    """Return the guide *named*, checked for the room."""
    return sound(files.load(named, place.folder, language))


def full_name(found: files.Found, named: str) -> str:
    """Return what finds the guide of *named* again in the language it was taken in."""
    return named if files.is_path(named) else found.source.full_id


def guide_of_record(place: Workshops, recorded: str, language: Language = ENGLISH) -> files.Found:
    """Return the guide that a record names, or the default one, with a note, where it is gone.

    A record whose guide this machine does not have is still a record (the format's rule).
    """
    try:
        return guide_found(place, recorded or DEFAULT_GUIDE, language)
    except NotHere:
        found = guide_found(place, DEFAULT_GUIDE, language)
        note = f'The guide "{recorded}" is not on this machine; "{DEFAULT_GUIDE}" asks instead.'
        return files.Found(found.guide, found.source, (note, *found.notes))


def base_of(guide: Guide, held: dt.date, team: str | None) -> Data:
    """Return what a record holds before anything was said."""
    base: Data = {
        "format": FORMAT, "held": held.isoformat(), "guide": guide.guide, "lens": guide.lens,
    }  # fmt: skip
    return base | {"team": team} if team else base


def _earlier(place: Workshops, team: str | None) -> tuple[Data, str, tuple[str, ...]]:
    try:
        newest = place.newest(team, readable_only=True)
        return complete_ids(place.load(newest).record.to_data()), newest.label, ()
    except (NotHere, WrongUse):
        return {}, "", ()
    except Unreadable as unreadable:
        note = f"The earlier record cannot be shown beside the questions: {unreadable}"
        return {}, "", (note,)


def digest(found: files.Found) -> str:
    """Return what tells one state of a guide's file from another."""
    return hashlib.sha256(found.source.bytes()).hexdigest()[:16]
