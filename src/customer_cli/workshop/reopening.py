"""A record opened again: every answer stands, and its file is edited where somebody spoke.

What the file said when it was opened is kept in the draft. Where it says something else by the
time of saving, somebody was at work there, and nothing is written over them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.conversation.fields import Data
from customer_cli.conversation.learned import open_questions
from customer_cli.conversation.succession import REVIEW_GUIDE, with_review_date
from customer_cli.errors import ChangedUnderneath, CustomerError
from customer_cli.guides.guide_store import Found
from customer_cli.reading.canonical import complete_ids
from customer_cli.reading.documents import validate
from customer_cli.workshop import beginning
from customer_cli.workshop.beginning import Start
from customer_cli.workshop.drafts import Beginning
from customer_cli.workshop.store import Entry, LoadedRecord, Workshops
from customer_cli.workshop.writing import save_changed, save_new

if TYPE_CHECKING:
    from customer_cli.record import Record


def reopened(place: Workshops, label: str, path: Path, *, guide: str | None, now: str) -> Start:
    """Return the start of a conversation over the record *label* at *path*, with its own guide.

    Raise `Unreadable` where the file is no record, and `NotHere` where *guide* is not there.
    """
    loaded = _load(place, label, path)
    base = _said(loaded)
    found = _guide(place, guide, str(base.get("guide", "")))
    named = guide or found.guide.guide
    begun = Beginning(label, named, beginning.digest(found), base, at=now, reopens=True)
    return Start(begun, found.guide, {}, found.notes)


def asking(place: Workshops, start: Start) -> Start:
    """Return *start* with the question what came of whatever the record wanted to find out.

    Beside the fields stands the record that it went on from, where there is one.
    """
    start = replace(start, earlier=_before(place, start.begun.base))
    asked = any(question.fills == "learned" for question in start.guide.questions())
    if asked or not open_questions(start.begun.base):
        return start
    for section in beginning.guide_found(place, REVIEW_GUIDE).guide.sections:
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


def save(place: Workshops, begun: Beginning, path: Path, data: Data) -> tuple[Record, Path]:
    """Edit the file at *path* so that it says *data*; return the record with its path.

    Where nothing was changed nothing is written, and where the file has gone it is written
    anew. Raise `ChangedUnderneath` where it says something else than when it was opened,
    `Unreadable` where it is no record any more, and as `writing.save_changed` does.
    """
    before = begun.base
    if data.get("decision") != before.get("decision"):
        data = with_review_date(data)
    if not path.exists():
        return save_new(data, path)
    loaded = _load(place, begun.label, path)
    if _said(loaded) != before:
        raise ChangedUnderneath(
            f"{place.named(path)} was changed by somebody else since it was opened here; nothing "
            "was written.",
            "Nothing that was said is lost: it is in the draft. Look at what they changed, then "
            f"begin over their version with customer-cli interview --label {begun.label} --new, "
            "which keeps the draft.",
        )
    if validate(complete_ids(data)) == validate(before):
        return loaded.record, path
    return save_changed(loaded, data), path


def _load(place: Workshops, label: str, path: Path) -> LoadedRecord:
    team, _, _ = label.rpartition("/")
    return place.load(Entry(label, team, path))


def _said(loaded: LoadedRecord) -> Data:
    data = complete_ids(loaded.record.to_data())
    # Who has nothing open has said so; it must not be counted anew by another guide.
    data.setdefault("skipped", [])
    return data


def _guide(place: Workshops, guide: str | None, recorded: str) -> Found:
    if guide:
        return beginning.guide_found(place, guide)
    return beginning.guide_of_record(place, recorded)


def _before(place: Workshops, base: Data) -> Data:
    previous = base.get("previous")
    if not previous:
        return {}
    try:
        return complete_ids(place.load(place.resolve(str(previous))).record.to_data())
    except CustomerError:
        return {}
