"""How an interview starts, from what, and how it is saved beside what others wrote meanwhile.

What a conversation starts from: a guide fit for the room, a base, and last year beside it.

A record opened again: every answer stands, and its file is edited where somebody spoke.

What the file said when it was opened is kept in the draft, so that what somebody else has written
there by the time of saving is merged with what was said here (`saving`).

What an interview has made, on its way to the disk, with what others have written meanwhile.

An interview lasts hours. The record it opened, or the one it goes on from, may hold more by the
time of saving than when it began; what it began with is in the draft, so both are merged.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse
from customer_cli.guide import files
from customer_cli.guide.files import Found
from customer_cli.guide.language import ENGLISH, Language
from customer_cli.guide.model import Guide
from customer_cli.interview.carry_over import REVIEW_GUIDE, carried, with_review_date
from customer_cli.interview.review_slots import open_questions
from customer_cli.merge.entries import Answers
from customer_cli.record.complete import complete_ids
from customer_cli.record.format import FORMAT
from customer_cli.record.model import Record
from customer_cli.record.spec import Data
from customer_cli.storage import disk
from customer_cli.workshop.drafts import Beginning, Left
from customer_cli.workshop.folder import Entry, LoadedRecord, Workshops
from customer_cli.workshop.guide_check import sound
from customer_cli.workshop.save import canonical, merged, said_before, save_changed, save_new

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


def reopened(
    place: Workshops, label: str, path: Path, *, guide: str | None, now: str,
    language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a conversation over the record *label* at *path*, with its own guide.

    Raise `Unreadable` where the file is no record, and `NotHere` where *guide* is not there.
    """
    _, base = opened(place, label, path)
    found = _guide(place, guide, str(base.get("guide", "")), language)
    named = full_name(found, guide or found.guide.guide)
    begun = Beginning(label, named, digest(found), base, at=now, reopens=True)
    return Start(begun, found.guide, {}, found.notes)


def asking(place: Workshops, start: Start) -> Start:
    """Return *start* with the question what came of whatever the record wanted to find out.

    Beside the fields stands the record that it went on from, where there is one.
    """
    start = replace(start, earlier=said_before(place, start.begun.base.get("previous")))
    asked = any(question.fills == "learned" for question in start.guide.questions())
    if asked or not open_questions(start.begun.base):
        return start
    spoken = Language(start.guide.language)
    for section in guide_found(place, REVIEW_GUIDE, spoken).guide.sections:
        for question in section.questions:
            if question.fills == "learned":
                first = section.model_copy(update={"questions": (question,), "minutes": {}})
                sections = (first, *start.guide.sections)
                return replace(start, guide=start.guide.model_copy(update={"sections": sections}))
    return start  # a team's own review need not ask it


def greeting(begun: Beginning) -> str:
    """Return what the room is told first."""
    held = str(begun.base.get("held", ""))
    return (
        f"Reopening {begun.label}, held {held}. Every answer stands until you change it; Enter "
        f"keeps it. For a new sitting stop here and give another label."
    )


def opened(place: Workshops, label: str, path: Path) -> tuple[LoadedRecord, Data]:
    """Return the record *label* at *path*, and what a conversation over it starts from."""
    team, _, _ = label.rpartition("/")
    loaded = place.load(Entry(label, team, path))
    data = complete_ids(loaded.record.to_data())
    # Who has nothing open has said so; it must not be counted anew by another guide.
    data.setdefault("skipped", [])
    return loaded, data


def _guide(place: Workshops, guide: str | None, recorded: str, language: Language) -> Found:
    if guide:
        return guide_found(place, guide, language)
    return guide_of_record(place, recorded, language)


@dataclass(frozen=True, slots=True)
class Saved:
    """A record on the disk."""

    record: Record
    path: Path
    before: Data | None = None
    """What the interview began with, and"""
    meanwhile: Data | None = None
    """what others have made of that until now; None where they changed nothing."""
    note: str = ""
    """What the room should know, as a sentence, or nothing."""


def save(
    place: Workshops, begun: Beginning, target: Path, data: Data, answers: Answers | None = None
) -> Saved:
    """Write the record of *data*, which an interview that *begun* has made, to *target*.

    A record that was opened again is edited, where something was said; one that has gone is
    written anew. What somebody else has written since it was opened is kept, and what they
    wrote into the record that a review goes on from is in the new one. Raise `Conflicting`
    where both changed the same thing and *answers* do not say whose words stay, `Unreadable`
    where what was opened is no record any more, and as `writing.save_changed` and
    `writing.save_new` do; then nothing is written.
    """
    if begun.reopens and target.exists():
        return _edited(place, begun, target, data, answers)
    data = data if begun.reopens else with_review_date(data)
    disk.make_folder(target.parent)
    with disk.writing(target):
        theirs, note = (None, "") if begun.reopens else _previous(place, begun)
        before = canonical(begun.base) if theirs else None
        if theirs and before:
            name = str(begun.base["previous"])
            data = merged(before, theirs, canonical(data), answers, name)
        record, path = save_new(data, target, said_before(place, data.get("previous")))
    return Saved(record, path, before, theirs, note)


def together(place: Workshops, begun: Beginning, target: Path, data: Data) -> Data:
    """Return *data*, which is to be saved at *target*, with what others wrote since it was *begun*.

    This is for reading it back, so where both changed the same thing ours stands there; `save` will
    ask. What cannot be read or merged yet is left out.
    """
    from customer_cli.merge.three_way import merge

    try:
        if begun.reopens:
            _, now = opened(place, begun.label, target)
            theirs: Data | None = canonical(now)
        else:
            theirs, _ = _previous(place, begun)
        if theirs is None:
            return data
        three = canonical(begun.base), theirs, canonical(data)
        ours: Answers = {one.place: "ours" for one in merge(*three).conflicts}
        return merge(*three, ours).data
    except CustomerError:
        return data


def _edited(
    place: Workshops, begun: Beginning, path: Path, data: Data, answers: Answers | None
) -> Saved:
    before = begun.base
    if data.get("decision") != before.get("decision"):
        data = with_review_date(data)
    with disk.writing(path):
        loaded, there = opened(place, begun.label, path)
        theirs = None if canonical(there) == canonical(before) else there
        if canonical(data) == canonical(before):
            return Saved(loaded.record, path, before, theirs)
        earlier = said_before(place, data.get("previous"))
        record = save_changed(loaded, data, earlier, base=before, answers=answers)
        return Saved(record, path, before, theirs)


def _previous(place: Workshops, begun: Beginning) -> tuple[Data | None, str]:
    """Return what a review would begin with today, where that is more than it began with.

    The second is a sentence where the record it went on from cannot be read any more.
    """
    previous, base = begun.base.get("previous"), begun.base
    if not previous:
        return None, ""
    try:
        earlier = place.load(place.resolve(str(previous))).record.to_data()
    except CustomerError:
        return None, (
            f"{previous} cannot be read any more; what was added there since this interview began "
            "is not in this record."
        )
    # What was still open then and is settled by now is told with its answer.
    asked = {str(one.get("id")) for one in base.get("learn") or []}
    asked |= {str(one.get("id")) for one in (base.get("decision") or {}).get("dissent") or []}
    now = carried(canonical(earlier), str(previous), str(base["held"]), still=asked)
    now = canonical(now | {key: base[key] for key in ("guide",) if key in base})
    return (None if now == canonical(base) else now), ""
