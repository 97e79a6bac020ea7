"""What an interview has made, on its way to the disk, with what others have written meanwhile.

An interview lasts hours. The record it opened, or the one it goes on from, may hold more by the
time of saving than when it began; what it began with is in the draft, so both are merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import CustomerError
from customer_cli.interview.carry_over import carried, with_review_date
from customer_cli.interview.fields import Data
from customer_cli.merge.entries import Answers
from customer_cli.record.model import Record
from customer_cli.storage import disk
from customer_cli.workshop import reopening
from customer_cli.workshop.drafts import Beginning
from customer_cli.workshop.store import Workshops
from customer_cli.workshop.writing import canonical, merged, said_before, save_changed, save_new


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
            _, now = reopening.opened(place, begun.label, target)
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
        loaded, there = reopening.opened(place, begun.label, path)
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
