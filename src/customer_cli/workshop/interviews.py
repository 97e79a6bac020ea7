"""Interviews begun, reopened, taken up again, and saved beside what others wrote meanwhile.

An interview starts from a guide fit for the room, a base, and the year before beside it. In a
record opened again every answer stands, and its file is edited where somebody spoke. An interview
lasts hours: the record it opened, or the one it goes on from, may hold more by the time of saving.
What it began with is in the draft, so both are merged.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse
from customer_cli.guide import files
from customer_cli.guide.files import ENGLISH, Language
from customer_cli.guide.model import Guide
from customer_cli.interview.carry_over import REVIEW_GUIDE, next_record, set_review_date
from customer_cli.interview.review_slots import open_questions
from customer_cli.merge.entries import Answers
from customer_cli.record.format import FORMAT
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids
from customer_cli.record.spec import Data
from customer_cli.storage import disk
from customer_cli.workshop.folder import LoadedRecord, RecordEntry, Workshops
from customer_cli.workshop.guide_check import require_usable
from customer_cli.workshop.save import (
    load_earlier,
    make_canonical,
    merge_data,
    save_changed,
    save_new,
)
from customer_cli.workshop.session import Beginning, UnfinishedInterview

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


def start_new(
    place: Workshops, label: str, *, guide: str | None, team: str | None, held: dt.date, now: str,
    language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a new conversation that will be saved as *label*.

    Raise `NotHere` where there is no such guide, `Unreadable` where it is not fit for the room.
    """
    named = guide or DEFAULT_GUIDE
    found = load_guide(place, named, language)
    earlier, earlier_label, notes = _load_newest(place, team)
    base = make_base(found.guide, held, team)
    begun = Beginning(
        label, guide_reference(found, named), digest_guide(found), base, earlier_label, now
    )
    return Start(begun, found.guide, earlier, (*found.notes, *notes))


def start_review(
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
    found = load_guide(place, named, language)
    base = next_record(earlier, entry.label, held.isoformat())
    if not found.guide.reviews:
        base["guide"] = found.guide.guide
    begun = Beginning(
        label, guide_reference(found, named), digest_guide(found), base, entry.label, now
    )
    return Start(begun, found.guide, {}, found.notes)


def lay_over(base: Data, given: Data) -> Data:
    """Return *base* with what is *given*: mappings are joined, everything else is replaced."""
    joined = dict(base)
    for key, value in given.items():
        there = joined.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            value = lay_over(there, value)
        joined[key] = value
    return joined


def resume(place: Workshops, left: UnfinishedInterview) -> Start:
    """Return the start of a conversation that was *left*, over its guide as it is today."""
    found = load_guide(place, left.begun.guide)
    notes = list(found.notes)
    if left.begun.digest != digest_guide(found):
        notes.append(
            "The guide has changed since this interview began. Everything said is there; "
            "what no longer fits is marked in the overview."
        )
    if left.damaged:
        notes.append(f"{left.damaged} lines of the draft cannot be read; see the overview.")
    earlier: Data = {}
    if left.begun.earlier and not left.begun.base.get("previous"):
        earlier, _, more = _load_newest(place, left.label.rpartition("/")[0] or None)
        notes += more
    return Start(left.begun, found.guide, earlier, tuple(notes))


def load_guide(place: Workshops, named: str, language: Language = ENGLISH) -> files.LoadedGuide:
    """Return the guide *named*, checked for the room."""
    return require_usable(files.load_guide(named, place.folder, language))


def guide_reference(found: files.LoadedGuide, named: str) -> str:
    """Return what finds the guide of *named* again in the language it was taken in."""
    return named if files.is_path(named) else found.source.full_id


def load_guide_of_record(
    place: Workshops, recorded: str, language: Language = ENGLISH
) -> files.LoadedGuide:
    """Return the guide that a record names, or the default one, with a note, where it is gone.

    A record whose guide this machine does not have is still a record (the format's rule).
    """
    try:
        return load_guide(place, recorded or DEFAULT_GUIDE, language)
    except NotHere:
        found = load_guide(place, DEFAULT_GUIDE, language)
        note = f'The guide "{recorded}" is not on this machine; "{DEFAULT_GUIDE}" asks instead.'
        return files.LoadedGuide(found.guide, found.source, (note, *found.notes))


def make_base(guide: Guide, held: dt.date, team: str | None) -> Data:
    """Return what a record holds before anything was said."""
    base: Data = {
        "format": FORMAT, "held": held.isoformat(), "guide": guide.guide, "lens": guide.lens,
    }  # fmt: skip
    return base | {"team": team} if team else base


def _load_newest(place: Workshops, team: str | None) -> tuple[Data, str, tuple[str, ...]]:
    try:
        newest = place.newest(team, readable_only=True)
        return complete_ids(place.load(newest).record.to_data()), newest.label, ()
    except (NotHere, WrongUse):
        return {}, "", ()
    except Unreadable as unreadable:
        note = f"The earlier record cannot be shown beside the questions: {unreadable}"
        return {}, "", (note,)


def digest_guide(found: files.LoadedGuide) -> str:
    """Return what tells one state of a guide's file from another."""
    return hashlib.sha256(found.source.bytes()).hexdigest()[:16]


def start_reopened(
    place: Workshops, label: str, path: Path, *, guide: str | None, now: str,
    language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a conversation over the record *label* at *path*, with its own guide.

    Raise `Unreadable` where the file is no record, and `NotHere` where *guide* is not there.
    """
    _, base = open_record(place, label, path)
    if guide:
        found = load_guide(place, guide, language)
    else:
        found = load_guide_of_record(place, str(base.get("guide", "")), language)
    named = guide_reference(found, guide or found.guide.guide)
    begun = Beginning(label, named, digest_guide(found), base, at=now, reopens=True)
    return Start(begun, found.guide, {}, found.notes)


def add_learn_question(place: Workshops, start: Start) -> Start:
    """Return *start* with the question what came of whatever the record wanted to find out.

    Beside the fields stands the record that it went on from, where there is one.
    """
    start = replace(start, earlier=load_earlier(place, start.begun.base.get("previous")))
    asked = any(question.fills == "learned" for question in start.guide.questions())
    if asked or not open_questions(start.begun.base):
        return start
    spoken = Language(start.guide.language)
    for section in load_guide(place, REVIEW_GUIDE, spoken).guide.sections:
        for question in section.questions:
            if question.fills == "learned":
                first = section.model_copy(update={"questions": (question,), "minutes": {}})
                sections = (first, *start.guide.sections)
                return replace(start, guide=start.guide.model_copy(update={"sections": sections}))
    return start  # a team's own review need not ask it


def open_record(place: Workshops, label: str, path: Path) -> tuple[LoadedRecord, Data]:
    """Return the record *label* at *path*, and what a conversation over it starts from."""
    team, _, _ = label.rpartition("/")
    loaded = place.load(RecordEntry(label, team, path))
    data = complete_ids(loaded.record.to_data())
    # Who has nothing open has said so; it must not be counted anew by another guide.
    data.setdefault("skipped", [])
    return loaded, data


@dataclass(frozen=True, slots=True)
class SavedRecord:
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
) -> SavedRecord:
    """Write the record of *data*, which an interview that *begun* has made, to *target*.

    A record that was opened again is edited, where something was said; one that has gone is
    written anew. What somebody else has written since it was opened is kept, and what they
    wrote into the record that a review goes on from is in the new one. Raise `Conflicting`
    where both changed the same thing and *answers* do not say whose words stay, `Unreadable`
    where what was opened is no record any more, and as `save_changed` and
    `save_new` do; then nothing is written.
    """
    if begun.reopens and target.exists():
        return _save_edited(place, begun, target, data, answers)
    data = data if begun.reopens else set_review_date(data)
    disk.make_folder(target.parent)
    with disk.writing(target):
        theirs, note = (None, "") if begun.reopens else _load_previous(place, begun)
        before = make_canonical(begun.base) if theirs else None
        if theirs and before:
            name = str(begun.base["previous"])
            data = merge_data(before, theirs, make_canonical(data), answers, name)
        record, path = save_new(data, target, load_earlier(place, data.get("previous")))
    return SavedRecord(record, path, before, theirs, note)


def preview_merge(place: Workshops, begun: Beginning, target: Path, data: Data) -> Data:
    """Return *data*, which is to be saved at *target*, with what others wrote since it was *begun*.

    This is for reading it back, so where both changed the same thing ours stands there; `save` will
    ask. What cannot be read or merged yet is left out.
    """
    from customer_cli.merge.three_way import merge

    try:
        if begun.reopens:
            _, now = open_record(place, begun.label, target)
            theirs: Data | None = make_canonical(now)
        else:
            theirs, _ = _load_previous(place, begun)
        if theirs is None:
            return data
        three = make_canonical(begun.base), theirs, make_canonical(data)
        ours: Answers = {one.place: "ours" for one in merge(*three).conflicts}
        return merge(*three, ours).data
    except CustomerError:
        return data


def _save_edited(
    place: Workshops, begun: Beginning, path: Path, data: Data, answers: Answers | None
) -> SavedRecord:
    before = begun.base
    if data.get("decision") != before.get("decision"):
        data = set_review_date(data)
    with disk.writing(path):
        loaded, there = open_record(place, begun.label, path)
        theirs = None if make_canonical(there) == make_canonical(before) else there
        if make_canonical(data) == make_canonical(before):
            return SavedRecord(loaded.record, path, before, theirs)
        earlier = load_earlier(place, data.get("previous"))
        record = save_changed(loaded, data, earlier, base=before, answers=answers)
        return SavedRecord(record, path, before, theirs)


def _load_previous(place: Workshops, begun: Beginning) -> tuple[Data | None, str]:
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
    now = next_record(make_canonical(earlier), str(previous), str(base["held"]), still=asked)
    now = make_canonical(now | {key: base[key] for key in ("guide",) if key in base})
    return (None if now == make_canonical(base) else now), ""
