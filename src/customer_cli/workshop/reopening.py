"""A record opened again: every answer stands, and its file is edited where somebody spoke.

What the file said when it was opened is kept in the draft, so that what somebody else has written
there by the time of saving is merged with what was said here (`saving`).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from customer_cli.guide.files import Found
from customer_cli.guide.language import ENGLISH, Language
from customer_cli.interview.carry_over import REVIEW_GUIDE
from customer_cli.interview.fields import Data
from customer_cli.interview.review_slots import open_questions
from customer_cli.record.complete import complete_ids
from customer_cli.workshop import beginning
from customer_cli.workshop.beginning import Start
from customer_cli.workshop.drafts import Beginning
from customer_cli.workshop.store import Entry, LoadedRecord, Workshops
from customer_cli.workshop.writing import said_before


def reopened(
    place: Workshops, label: str, path: Path, *, guide: str | None, now: str,
    language: Language = ENGLISH,
) -> Start:  # fmt: skip
    """Return the start of a conversation over the record *label* at *path*, with its own guide.

    Raise `Unreadable` where the file is no record, and `NotHere` where *guide* is not there.
    """
    _, base = opened(place, label, path)
    found = _guide(place, guide, str(base.get("guide", "")), language)
    named = beginning.full_name(found, guide or found.guide.guide)
    begun = Beginning(label, named, beginning.digest(found), base, at=now, reopens=True)
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
    for section in beginning.guide_found(place, REVIEW_GUIDE, spoken).guide.sections:
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
        return beginning.guide_found(place, guide, language)
    return beginning.guide_of_record(place, recorded, language)
