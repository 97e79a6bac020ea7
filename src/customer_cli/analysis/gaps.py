"""The gaps between what the team believes and what customers said, and what is to be found out.

Line by line and not in a total, because the difference is in the words. Within a customer the
contradicted values come first: whoever acts on them acts against what they were told. The
untested follow, because nobody knows; then what was heard, and what was confirmed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.analysis import status
from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow, ValueLine
from customer_cli.analysis.lists import customer_name, person_name
from customer_cli.analysis.status import HEARD, Status
from customer_cli.record.format import EvidenceKind, Says

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence, Learn, Record, Value

ORDER: tuple[Status, ...] = ("contradicted", "untested", "heard", "confirmed")
"""The statuses by how much a customer's next sentence could change."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence, as a report shows it."""

    kind: EvidenceKind
    source: str
    date: dt.date | None
    people: int
    says: Says
    words: str
    of_old_words: bool = False
    """Whether it was heard before the value was reworded and not read again since."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A value: what is believed, who says so, and what customers said themselves."""

    row: HierarchyRow
    value: ValueLine
    believed_by: tuple[EvidenceView, ...]
    """The guesses, and what others say; empty where nobody wrote down who believes it."""
    heard: EvidenceView | None
    """The newest that counts; None where customers said nothing."""


@dataclass(frozen=True, slots=True)
class LearnResult:
    """A question of the learning list, with what came of it."""

    question: str
    about: str
    how: str
    owner: str
    due: dt.date | None
    days_overdue: int
    """0 where it is answered, has no date, or has time."""
    answers: tuple[EvidenceView, ...]
    answered_by: tuple[str, ...]
    """The ids of what answered it, known or not; empty while the question is open."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was heard from one customer, and how much from others about them."""

    row: HierarchyRow
    pieces: int
    """Pieces of evidence that come from the customer, about a value or the group."""
    from_others: int
    newest: dt.date | None
    values_heard: int
    """Those that customers stand behind; a contradicted one is not among them."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is believed and what was heard, in one record as of one day."""

    hierarchy: Hierarchy
    lines: tuple[Gap, ...]
    learn: tuple[LearnResult, ...]
    coverage: tuple[Coverage, ...]
    values: int
    values_heard: int

    @property
    def questions_left(self) -> bool:
        """Whether a value is not known from customers, or something is still to be found out."""
        unknown = any(line.value.status in ("untested", "contradicted") for line in self.lines)
        return unknown or any(not lesson.answered_by for lesson in self.learn)


def find_gaps(hierarchy: Hierarchy) -> Gaps:
    """Return the gaps of *hierarchy*; of one customer where it is about one."""
    lines = tuple(line for row in hierarchy.rows for line in _list_gaps(hierarchy, row))
    known = _index_evidence(hierarchy.record)
    about = hierarchy.about
    learn = [
        _build_learn_result(item, hierarchy, known)
        for item in hierarchy.record.learn
        if about is None or about == item.about
    ]
    return Gaps(
        hierarchy=hierarchy,
        lines=lines,
        learn=tuple(sorted(learn, key=lambda one: (bool(one.answered_by), one.due or dt.date.max))),
        coverage=tuple(_build_coverage(hierarchy, row) for row in hierarchy.rows),
        values=len(lines),
        values_heard=sum(line.value.status in HEARD for line in lines),
    )


def pick_newest(pieces: Sequence[Evidence]) -> Evidence | None:
    """Return the piece that is believed: of one day, the contradiction, then the one with words."""
    return max(
        pieces,
        key=lambda piece: (status.day_of(piece), piece.says == "contradicts", bool(piece.words)),
        default=None,
    )


def view_evidence(piece: Evidence, value: Value | None = None) -> EvidenceView:
    """Return *piece* for a report; with the *value* it is about, whether the words are the old."""
    return EvidenceView(
        kind=piece.kind,
        source=piece.source,
        date=piece.date,
        people=piece.people,
        says=piece.says,
        words=piece.words,
        of_old_words=value is not None and status.is_outdated(piece, value),
    )


def is_known(piece: Evidence, as_of: dt.date) -> bool:
    """Tell whether *piece* was there on the day *as_of*."""
    return piece.date is None or piece.date <= as_of


def _list_gaps(hierarchy: Hierarchy, row: HierarchyRow) -> list[Gap]:
    values = hierarchy.record.customers[row.id].values
    found = [
        _build_gap(row, value, line, hierarchy.as_of)
        for value, line in zip(values, row.values, strict=True)
    ]
    # What was heard long ago may be asked again before what was heard lately.
    return sorted(found, key=lambda one: (ORDER.index(one.value.status), not one.value.old))


def _build_gap(row: HierarchyRow, value: Value, line: ValueLine, as_of: dt.date) -> Gap:
    believed = (
        piece for piece in value.evidence if not status.is_direct(piece) and is_known(piece, as_of)
    )
    counting = status.select_counting(value, as_of)
    # What speaks of the words as they stand now is told before what spoke of the old ones.
    present = [piece for piece in counting if not status.is_outdated(piece, value)]
    heard = pick_newest(present or counting)
    return Gap(
        row=row,
        value=line,
        believed_by=tuple(view_evidence(piece) for piece in believed),
        heard=view_evidence(heard, value) if heard else None,
    )


def _index_evidence(record: Record) -> dict[str, tuple[Evidence, Value | None]]:
    heard: list[tuple[Evidence, Value | None]] = []
    for customer in record.customers.values():
        heard += status.list_evidence(customer)
    heard += [(piece, None) for left in record.left for piece in left.evidence]
    known: dict[str, tuple[Evidence, Value | None]] = {}
    for piece, value in heard:
        known.setdefault(piece.id or "", (piece, value))  # an id that stands twice means the first
    return known


def _build_learn_result(
    item: Learn, hierarchy: Hierarchy, known: Mapping[str, tuple[Evidence, Value | None]]
) -> LearnResult:
    # An answer that came after the judging day had not been given yet.
    answered = [
        key
        for key in item.answered_by
        if key not in known or is_known(known[key][0], hierarchy.as_of)
    ]
    late = (hierarchy.as_of - item.due).days if item.due and not answered else 0
    return LearnResult(
        question=item.question,
        about=customer_name(hierarchy.record, item.about) if item.about else "",
        how=item.how,
        owner=person_name(hierarchy.record, item.owner),
        due=item.due,
        days_overdue=max(0, late),
        answers=tuple(view_evidence(*known[key]) for key in answered if key in known),
        answered_by=tuple(answered),
    )


def _build_coverage(hierarchy: Hierarchy, row: HierarchyRow) -> Coverage:
    pieces = [
        piece
        for piece, _ in status.list_evidence(hierarchy.record.customers[row.id])
        if is_known(piece, hierarchy.as_of)
    ]
    direct = [piece for piece in pieces if status.is_direct(piece)]
    return Coverage(
        row=row,
        pieces=len(direct),
        from_others=len(pieces) - len(direct),
        newest=max((piece.date for piece in direct if piece.date), default=None),
        values_heard=sum(value.status in HEARD for value in row.values),
    )
