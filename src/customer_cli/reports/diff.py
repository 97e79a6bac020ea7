"""The report on what changed between two records, in the order in which a board must hear it.

First the primary customer and what the record leaves open, then the order, then customer by
customer, then what was settled, and the frame and the answers last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from customer_cli.diff.change import ANSWERS, KINDS, Change
from customer_cli.diff.compare import Comparison, Selection, find_kin, select_changes
from customer_cli.diff.customers import rank_customers
from customer_cli.record.format import DEFAULT_WORD
from customer_cli.reports.changes import WORDINGS, count_respelled, describe_change
from customer_cli.reports.diff_order import OrderReport, report_order
from customer_cli.reports.page import (
    Block,
    Column,
    Facts,
    Group,
    Page,
    PageSection,
    Role,
    Span,
    Table,
    cell,
    paragraph,
    section,
    words,
)
from customer_cli.reports.wording import Names, ReportLine, Viewpoint, join_most, mark_words
from customer_cli.text import count, one_line

if TYPE_CHECKING:
    from customer_cli.diff.side import DatedRecord
    from customer_cli.record.model import Customer, Word

_NEWS = ("primary", "joined", "split", "merged", "moved", "ranked", "unranked")
"""After these somebody who was not in the room asks why."""
_CUSTOMERS = ("customer", "value", "evidence")
"""Sections that are told customer by customer."""
_READING = ("value_added", "value_dropped", "value_reworded")
"""After these nobody has to be told how the value reads."""
_COUNTED: Mapping[str, tuple[str, str]] = {
    "value": ("value", "values"), "evidence": ("piece of evidence", "pieces of evidence")
}  # fmt: skip
_MOST_ANSWERS = 5
_STATES = {"draft": "not decided", "contested": "contested"}
_SUBJECTS = {"order": "in the order", "values": "in what is valued", "evidence": "in the evidence"}


@dataclass(frozen=True, slots=True)
class PrimaryReport:
    """What is said of the primary customer."""

    sentence: str
    names: tuple[tuple[str, str], ...] = ()
    """Side and name, where there were two."""
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """Lines under one title."""

    title: str
    lines: tuple[ReportLine, ...]
    rank: str = ""
    """Where the title is a customer, their rank today."""


@dataclass(frozen=True, slots=True)
class DiffReport:
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
    primary: PrimaryReport
    questions: tuple[str, ...]
    """Identities that the newer record leaves open."""
    counts: str
    because: str
    """Why the newer record was decided as it was."""
    order: OrderReport
    blocks: tuple[ReportBlock, ...]
    notes: tuple[str, ...]
    """What is there and not told."""


def build_diff_report(
    both: Comparison, selection: Selection, *, full: bool = False, short: bool = False
) -> DiffReport:
    """Return what is told of *both*, with the answers too if *full*.

    *short* names the fewest who moved; only a report that is read line by line does that.
    """
    changes = select_changes(both, selection)
    names = Names(both)
    labels = _label(both.old), _label(both.new)
    order = OrderReport((), ())
    if selection.subject in (None, "order"):
        meant = None if selection.customer is None else find_kin(both, selection.customer)
        order = report_order(names, meant, short=short)
    word = both.new.record.word or DEFAULT_WORD
    notes = [] if full else _name_hidden_answers(changes)
    notes += [note] if (note := count_respelled(changes)) else []
    nothing = all(one.kind == "written" for one in changes)
    decision = both.new.record.decision
    teams = [one_line(side.record.team) for side in (both.old, both.new)]
    asked = [one for one in changes if one.kind == "question"]
    return DiffReport(
        team=" and ".join(dict.fromkeys(teams)),
        word=word.one,
        old=_describe_side(both.old),
        new=_describe_side(both.new),
        labels=labels,
        nothing=" ".join([_describe_nothing(labels, selection), *notes]) if nothing else "",
        primary=_report_primary(names, labels),
        questions=tuple(describe_change(one, names).sentence for one in asked),
        counts=count_changes(changes, word, order.moved),
        because=decision.because if decision else "",
        order=order,
        blocks=(*_report_customers(names, changes, full=full),
                *_report_sections(names, changes, full=full)),
        notes=tuple(notes),
    )  # fmt: skip


def build_diff_page(report: DiffReport, *, brief: bool = False) -> Page:
    """Return *report* as a page; *brief* its first part alone."""
    name = f"{one_line(report.team)}: {' to '.join(map(one_line, report.labels))}"
    if report.nothing:
        return Page(name, (section("", paragraph(report.nothing)),))
    primary = report.primary
    facts = tuple((one_line(a), words(Span(one_line(b), "strong"))) for a, b in primary.names)
    first: list[Block] = [paragraph(Span(one_line(primary.sentence), "strong"))]
    first += [Facts(facts)] if facts else []
    first += [paragraph(f"Why: {one_line(primary.because)}")] if primary.because else []
    first += [paragraph(Span("OPEN", "badge"), f"  {one_line(q)}") for q in report.questions]
    first.append(paragraph(one_line(report.counts)))
    if report.because:
        first.append(paragraph(f"Why it was decided so: {one_line(report.because)}"))
    sections = [PageSection(tuple(first))]
    if not brief:
        sections += [_build_order(report)] if report.order.rows else []
        sections += map(_build_section, report.blocks)
        sections += [section("", paragraph(note)) for note in report.notes]
    facts_of_both = f"{one_line(report.old)} to {one_line(report.new)}"
    return Page(name, tuple(sections), words(Span(name, "title")), facts_of_both, widest=100)


def _build_order(report: DiffReport) -> PageSection:
    word = report.word[:1].upper() + report.word[1:]
    columns = (
        Column("Now", "number"),
        Column(word),
        Column("Then", "number"),
        Column("What moved"),
    )
    rows = tuple(
        (
            cell(row.rank),
            cell(one_line(row.name)),
            cell(row.before) if row.before.strip() else (),
            cell(one_line(row.word)) if row.word else (),
        )
        for row in report.order.rows
    )
    notes = [paragraph(one_line(note)) for note in report.order.notes]
    table = Table(columns, tuple(Group((row,)) for row in rows))
    return section("The order", table, *notes)


def _build_section(block: ReportBlock) -> PageSection:
    roles: Mapping[str, Role] = {"same": "plain", "removed": "removed", "added": "added"}
    pairs = []
    for line in block.lines:
        told: list[str | Span] = []
        for run in line.runs:
            if text := one_line(run.text):
                told += [" "] if told else []
                told.append(Span(text, roles[run.mark]))
        pairs.append((one_line(line.label), words(*told)))
    rank: list[str | Span] = [Span(block.rank, "rank"), " "] if block.rank.isdigit() else []
    return PageSection((Facts(tuple(pairs)),), words(*rank, Span(one_line(block.title), "strong")))


def to_json(both: Comparison, selection: Selection) -> str:
    """Return the *selection* of what differs between *both* as JSON; keys are only added.

    The summary counts what is in the list, but tells of the primary customer and of the pairs
    whatever was selected.
    """
    from customer_cli.render.data import SCHEMA, render_json

    changes = select_changes(both, selection)
    summary: dict[str, Any] = dict(Counter(one.kind for one in changes))
    summary["pairs"] = {"flipped": len(both.pairs.flipped), "of": both.pairs.compared}
    summary["primary_changed"] = any(one.kind == "primary" for one in both.changes)
    old, new = (
        {"label": side.label, "team": side.record.team, "held": side.record.held.isoformat()}
        for side in (both.old, both.new)
    )
    data = [one.to_data() for one in changes]
    return render_json({"schema": SCHEMA, "old": old, "new": new, "summary": summary,
                        "changes": data})  # fmt: skip


def _label(side: DatedRecord) -> str:
    return side.label or str(side.record.held)


def _describe_side(side: DatedRecord) -> str:
    decision = side.record.decision
    state = decision.status if decision else "draft"
    held = [] if side.label == str(side.record.held) else [f"held {side.record.held}"]
    return ", ".join([_label(side), *held, _STATES.get(state, state)])


def _describe_nothing(labels: tuple[str, str], selection: Selection) -> str:
    of = f" of {selection.customer}" if selection.customer else ""
    subject = f" {_SUBJECTS[selection.subject]}" if selection.subject else ""
    return f"Nothing{of} changed{subject} between {labels[0]} and {labels[1]}."


def _name_hidden_answers(changes: Iterable[Change]) -> list[str]:
    questions = [one["question"] for one in changes if one.kind == "answer"]
    told = join_most(questions, _MOST_ANSWERS)
    said = f"The answers to {told} differ, too; customer-cli diff --full shows them."
    return [said] if questions else []


def _report_primary(names: Names, labels: tuple[str, str]) -> PrimaryReport:
    was, now = names.old.primary, names.new.primary
    known = names.new.customers.get(now or "")
    because = known.because if known else ""
    if not any(one.kind == "primary" for one in names.both.changes):
        same = f"The primary customer is the same: {names.customer(now)}."
        return PrimaryReport(same if now else "Neither record names a primary customer.")
    if was is None:
        first = f"A primary customer is named now: {names.customer(now)}."
        return PrimaryReport(first, because=because)
    before = names.before(was)
    if now is None:
        return PrimaryReport(f"No primary customer is named any more; it was {before}.")
    how, origins = "", names.both.lineage.predecessors.get(now, ())
    if was in origins:
        is_merged = len(origins) > 1
        how = "a group that holds more people now" if is_merged else "a part of who it was"
    changed = f"The primary customer changed: it is {how}." if how else (
        "The primary customer changed.")  # fmt: skip
    sides = ((labels[0], before), (labels[1], names.customer(now)))
    return PrimaryReport(changed, sides, because)


def count_changes(changes: Iterable[Change], word: Word, moved: int) -> str:
    """Return how many *changes* there are of which kind, in the team's *word* for a customer.

    Of those who moved *moved* are named and counted; the order tells of those who only shifted.
    """
    counted = Counter(one.kind for one in changes)
    if counted["moved"]:
        counted["moved"] = moved
    groups: dict[str, list[str]] = {}
    # Who is gone is counted together, whether or not somebody says why.
    places = {kind: place for place, kind in enumerate(KINDS)}
    places["question"] = places["left"]
    for kind in sorted(KINDS, key=places.__getitem__):
        said = WORDINGS[kind].counted if kind in WORDINGS else ""
        if said and (number := counted.pop(kind, 0)):
            section = KINDS[kind].section
            parts = groups.setdefault("customer" if section == "order" else section, [])
            one, many = _COUNTED.get(section, (word.one, word.many))
            what = f"{number}" if parts else count(number, one, many)
            parts.append(f"{what} {said.format(one=word.one)}")
    rest = sum(counted[kind] for kind in counted if KINDS[kind].section not in ("order", ""))
    told = [", ".join(parts) for parts in groups.values()]
    told += [count(rest, "other change" if told else "change")] if rest else []
    return f"{'; '.join(told)}." if told else ""


# ---- customer by customer


@dataclass(slots=True)
class CustomerChanges:
    """The changes of one customer, sorted by what they are about."""

    itself: list[Change] = field(default_factory=list)
    values: dict[str | None, list[Change]] = field(default_factory=dict)
    """By id or words of the value; None for what is about the customer."""
    is_news: bool = False


def _report_customers(
    names: Names, changes: Iterable[Change], *, full: bool
) -> Iterator[ReportBlock]:
    """Yield a block for each customer of whom *changes* tell, in today's order.

    With *full* also for those of whom there is nothing to tell.
    """
    told = _sort_by_customer(names.both, changes)
    places = rank_customers(names.new)
    for key in dict.fromkeys([*places, *names.new.customers, *names.old.customers, *told]):
        customer = names.new.customers.get(key)
        lines = tuple(_report_customer(names, told[key], key, customer)) if key in told else ()
        if lines or (full and customer):
            rank = str(places.get(key, "-" if customer else ""))
            nothing = (ReportLine("", mark_words("same", "nothing changed")),)
            yield ReportBlock(names.customer(key), lines or nothing, rank)


def _sort_by_customer(both: Comparison, changes: Iterable[Change]) -> dict[str, CustomerChanges]:
    found: dict[str, CustomerChanges] = {}

    def changes_of(keys: Iterable[str]) -> Iterator[CustomerChanges]:
        for key in dict.fromkeys(keys):
            here = key if key in both.new.record.customers else both.lineage.same.get(key, key)
            yield found.setdefault(here, CustomerChanges())

    for one in changes:
        section = KINDS[one.kind].section
        if section not in _CUSTOMERS and one.kind not in _NEWS:
            continue
        newer = one.customers("new")
        whose = one.customers() if one.kind == "split" else newer or one.customers("old")
        for of in changes_of(whose if section in _CUSTOMERS else ()):
            if section == "customer":
                of.itself.append(one)
            else:
                value = one["id" if section == "value" else "value"]
                of.values.setdefault(value, []).append(one)
        for of in changes_of(newer if one.kind in _NEWS else ()):
            of.is_news = True
    return found


def _report_customer(
    names: Names, told: CustomerChanges, key: str, customer: Customer | None
) -> Iterator[ReportLine]:
    viewpoint = Viewpoint(frozenset((key,)))
    for one in told.itself:
        yield from describe_change(one, names, viewpoint).lines
    if customer and customer.because and told.is_news:
        yield ReportLine("why here", mark_words("same", customer.because))
    values = [str(value.id or value.text) for value in (customer.values if customer else ())]
    places: dict[str | None, int] = {None: 0}
    places.update((value, place) for place, value in enumerate(values, start=1))
    for name in sorted(told.values, key=lambda value: places.get(value, len(places))):
        yield from _report_value(names, name, told.values[name])


def _report_value(
    names: Names, name: str | None, changes: Sequence[Change]
) -> Iterator[ReportLine]:
    """Yield how the value reads, or that it was added or dropped, then what else changed."""
    lines: list[ReportLine] = []
    if name is not None and not any(one.kind in _READING for one in changes):
        known = names.find("value", name)
        label, text = (known.kind, known.text) if known else ("value", name)
        lines.append(ReportLine(label, mark_words("same", text)))
    for line in (line for one in changes for line in describe_change(one, names).lines):
        if line.label or not lines:
            lines.append(line)
        else:
            lines[-1] = replace(lines[-1], runs=lines[-1].runs + line.runs)
    yield from lines


# ---- what was settled, what stays open, and the frame


def _report_sections(
    names: Names, changes: Iterable[Change], *, full: bool
) -> Iterator[ReportBlock]:
    """Yield a block for each other section of which *changes* tell; the answers only with *full*."""
    lines: dict[str, list[ReportLine]] = {}
    for one in changes:
        title = KINDS[one.kind].section
        if title not in ("", "order", *_CUSTOMERS) and (full or title != ANSWERS):
            lines.setdefault(title, []).extend(describe_change(one, names).lines)
    for title, found in lines.items():
        yield ReportBlock(title, tuple(found))
