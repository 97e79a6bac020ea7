"""Everything that is told of two records, in the order in which a board must hear it.

First the primary customer and what the record leaves open, then the order, then customer by
customer, then what was settled, and the frame and the answers last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from customer_cli.diff.change import Change
from customer_cli.diff.compare import Comparison, Selection, kin, selected
from customer_cli.diff.side import Side
from customer_cli.record.format import DEFAULT_WORD
from customer_cli.reports import diff_counts, diff_customers, diff_lists
from customer_cli.reports.changes import written
from customer_cli.reports.diff_names import Names
from customer_cli.reports.diff_order import Order, order
from customer_cli.reports.diff_phrasing import Block
from customer_cli.text import one_line

_NO_ORDER = Order((), ())


@dataclass(frozen=True, slots=True)
class Primary:
    """What is said of the primary customer."""

    sentence: str
    names: tuple[tuple[str, str], ...] = ()
    """Side and name, where there were two."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """Two records beside each other, ready to be drawn."""

    team: str
    word: str
    """The team's word for one customer."""
    old: str
    """The older side: its label, its day, and whether it was decided."""
    new: str
    labels: tuple[str, str]
    nothing: str
    """The sentence where there is nothing to tell, or nothing."""
    primary: Primary
    questions: tuple[str, ...]
    """Identities that the newer record leaves open."""
    counts: str
    because: str
    """Why the newer record was decided as it was."""
    order: Order
    blocks: tuple[Block, ...]
    notes: tuple[str, ...]
    """What is there and not told."""


def tell(
    both: Comparison, selection: Selection, *, full: bool = False, short: bool = False
) -> Telling:
    """Return what is told of *both*, with the answers too if *full*.

    *short* names the fewest who moved; only a view that is read line by line does that.
    """
    changes = selected(both, selection)
    names = Names(both.old.record, both.new.record)
    labels = _label(both.old), _label(both.new)
    shown = _order(both, names, selection, short=short)
    word = both.new.record.word or DEFAULT_WORD
    hidden = "" if full else diff_lists.hidden_answers(changes)
    nothing = all(one.kind == "written" for one in changes)
    notes = tuple(note for note in (hidden, written(changes)) if note)
    decision = both.new.record.decision
    return Telling(
        team=_team(both),
        word=word.one,
        old=_side(both.old),
        new=_side(both.new),
        labels=labels,
        nothing=" ".join([_nothing(labels, selection), *notes]) if nothing else "",
        primary=_primary(both, names, labels),
        questions=tuple(_questions(changes, names)),
        counts=diff_counts.sentence(changes, word, shown.moved),
        because=decision.because if decision else "",
        order=shown,
        blocks=(*diff_customers.blocks(both, changes, names, full=full),
                *diff_lists.blocks(changes, names, full=full)),
        notes=notes,
    )  # fmt: skip


def _order(both: Comparison, names: Names, selection: Selection, *, short: bool) -> Order:
    if selection.subject not in (None, "order"):
        return _NO_ORDER
    meant = None if selection.customer is None else kin(both, selection.customer)
    return order(both, names, meant, short=short)


def _team(both: Comparison) -> str:
    teams = [one_line(side.record.team) for side in (both.old, both.new)]
    return " and ".join(dict.fromkeys(teams))


def _label(side: Side) -> str:
    return side.label or str(side.record.held)


def _side(side: Side) -> str:
    decision = side.record.decision
    state = decision.status if decision else "draft"
    said = {"draft": "not decided", "contested": "contested"}.get(state, state)
    held = [] if side.label == str(side.record.held) else [f"held {side.record.held}"]
    return ", ".join([_label(side), *held, said])


def _nothing(labels: tuple[str, str], selection: Selection) -> str:
    between = f"between {labels[0]} and {labels[1]}"
    if selection.is_whole:
        return f"Nothing changed {between}."
    of = f" of {selection.customer}" if selection.customer else ""
    what = {"order": "in the order", "values": "in what is valued", "evidence": "in the evidence"}
    said = f" {what[selection.subject]}" if selection.subject else ""
    return f"Nothing{of} changed{said} {between}."


def _primary(both: Comparison, names: Names, labels: tuple[str, str]) -> Primary:
    was, now = both.old.record.primary, both.new.record.primary
    found = next((one for one in both.changes if one.kind == "primary"), None)
    known = both.new.record.customers.get(now or "")
    because = known.because if known else ""
    if found is None:
        if now is None:
            return Primary("Neither record names a primary customer.")
        return Primary(f"The primary customer is the same: {names.customer(now)}.")
    if was is None:
        return Primary(f"A primary customer is named now: {names.customer(now)}.", (), because)
    before = names.before(was)
    if now is None:
        return Primary(f"No primary customer is named any more; it was {before}.")
    sides = ((labels[0], before), (labels[1], names.customer(now)))
    return Primary(_changed(both, was, now), sides, because)


def _changed(both: Comparison, was: str, now: str) -> str:
    if was not in both.lineage.predecessors.get(now, ()):
        return "The primary customer changed."
    if len(both.lineage.predecessors.get(now, ())) > 1:
        return "The primary customer changed: it is a group that holds more people now."
    return "The primary customer changed: it is a part of who it was."


def _questions(changes: tuple[Change, ...], names: Names) -> Iterator[str]:
    for one in changes:
        if one.kind == "question":
            yield f"What became of {names.customer(one['about'])}? Nothing says."
