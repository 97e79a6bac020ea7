"""What a sitting is held against: the record it went on from, and the method's rules."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError

if TYPE_CHECKING:
    from customer_cli.interview.protocol import Doubt, Look
    from customer_cli.record.model import Record
    from customer_cli.record.spec import Data
    from customer_cli.workshop.drafts import Beginning
    from customer_cli.workshop.folder import Workshops
    from customer_cli.workshop.interviews import SavedRecord


def told(place: Workshops, label: str, data: Data, width: int, *, reopened: bool = False) -> str:
    """Return what *data*, not saved yet, changes in the record *label*, folded to *width*.

    It is a later sitting's, or that of the same record *reopened*.

    Nothing where one of the two cannot be read as a record; the review itself tells why.
    """
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import sides
    from customer_cli.record.complete import complete_ids
    from customer_cli.record.documents import validate
    from customer_cli.reports import changes

    try:
        old = validate(complete_ids(place.load(place.resolve(label)).record.to_data()))
        new = validate(complete_ids(data))
    except CustomerError:
        return ""
    lines = [f"Changed in {label}:" if reopened else f"Since {old.held}:", ""]
    for line in changes.render(
        compare(*sides(old, new, label)), "Nothing has changed."
    ).splitlines():
        lines += textwrap.wrap(line, width, initial_indent="- ", subsequent_indent="  ")
    return "".join(f"{line}\n" for line in [*lines, ""])


def meanwhile(begun: Beginning, saved: SavedRecord) -> list[str]:
    """Return what somebody else has written since the interview had *begun*, a sentence each.

    It is in the record that was *saved*; nothing where nobody wrote anything.
    """
    from customer_cli.diff.compare import compare
    from customer_cli.diff.side import DatedRecord
    from customer_cli.record.documents import validate
    from customer_cli.reports import changes

    if saved.before is None or saved.meanwhile is None:
        return []
    label = begun.label if begun.reopens else begun.base["previous"]
    sides = (DatedRecord(validate(one), str(label)) for one in (saved.before, saved.meanwhile))
    lines = changes.render(compare(*sides), "Something that no comparison tells.").splitlines()
    return [f"Somebody else wrote into {label} meanwhile. This is in the record too, where nobody chose otherwise:",
            *(f"- {line}" for line in lines)]  # fmt: skip


def looking(place: Workshops, base: Data) -> Look:
    """Return who says what the method doubts about a sitting that started from *base*.

    The rules, and the record before, are read when there is an answer to look at, so that the
    first question does not wait for them.
    """

    @cache
    def before() -> Record | None:
        previous = base.get("previous")
        try:
            return place.load(place.resolve(str(previous))).record if previous else None
        except CustomerError:
            return None

    def look(data: Data, slot: str) -> Sequence[Doubt]:
        from customer_cli.interview.rules import doubts

        return doubts(data, before(), slot=slot)

    return look
