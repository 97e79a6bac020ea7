"""The read-back of a review: what differs from the record it went on from, in sentences."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from customer_cli.errors import CustomerError

if TYPE_CHECKING:
    from customer_cli.conversation.fields import Data
    from customer_cli.workshop.store import Workshops


def told(place: Workshops, label: str, data: Data, width: int) -> str:
    """Return what *data*, not saved yet, changes in the record *label*, folded to *width*.

    Nothing where one of the two cannot be read as a record; the review itself tells why.
    """
    from customer_cli.changes.comparison import compare
    from customer_cli.changes.side import sides
    from customer_cli.reading.canonical import complete_ids
    from customer_cli.reading.documents import validate
    from customer_cli.views import change_lines

    try:
        old = validate(complete_ids(place.load(place.resolve(label)).record.to_data()))
        new = validate(complete_ids(data))
    except CustomerError:
        return ""
    lines = [f"Since {old.held}:", ""]
    for line in change_lines.render(
        compare(*sides(old, new, label)), "Nothing has changed."
    ).splitlines():
        lines += textwrap.wrap(line, width, initial_indent="- ", subsequent_indent="  ")
    return "".join(f"{line}\n" for line in [*lines, ""])
