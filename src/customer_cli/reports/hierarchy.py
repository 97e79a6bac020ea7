"""The report of `show`: the order with what each values and how the team knows, or one customer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from customer_cli.analysis import status
from customer_cli.analysis.hierarchy import Hierarchy, HierarchyRow
from customer_cli.analysis.lists import customer_name
from customer_cli.reports.page import (
    Column,
    Facts,
    Group,
    Item,
    Items,
    Page,
    PageSection,
    Span,
    Table,
    cell,
    paragraph,
    ranked,
    section,
    words,
)
from customer_cli.text import count

if TYPE_CHECKING:
    from customer_cli.record.model import Evidence

NOTHING_YET = "nothing written down yet"
"""Stands where a customer's values would; a gap that is not seen is never asked about."""
HEADINGS = (
    "team", "label", "held", "as_of", "lens", "rank", "customer", "name", "standing",
    "decided_by", "value", "kind", "text", "status", "old", "people", "how_we_know", "because",
)  # fmt: skip
_UNDECIDED = {
    "draft": ("DRAFT", "not decided yet"),
    "contested": ("CONTESTED", "the team does not agree"),
}


def build_hierarchy_page(hierarchy: Hierarchy) -> Page:
    """Return *hierarchy* as a page; where it is about one customer, everything about them."""
    if hierarchy.about is not None:
        return build_customer_page(hierarchy)
    columns = (
        build_rank_column(hierarchy.rows),
        Column(name_column(hierarchy), share=(2, 5), least=14, most=30),
        Column("What they value"),
        Column("How we know", share=(24, 100), of_page=True, least=15, most=24),
    )
    table = Table(columns, tuple(map(_build_group, hierarchy.rows)))
    return build_page(hierarchy, "who comes first", (
        PageSection((paragraph(Span(hierarchy.answer, "strong")),)),
        *([PageSection((paragraph(hierarchy.heard),))] if hierarchy.heard else []),
        PageSection((table,)) if hierarchy.rows
        else section("", paragraph(f"No {hierarchy.word.one} is named yet.")),
        *build_lists(hierarchy),
    ))  # fmt: skip


def build_customer_page(hierarchy: Hierarchy) -> Page:
    """Return everything the record holds about the only customer of *hierarchy*."""
    (row,) = hierarchy.rows
    customer = hierarchy.record.customers[row.id]
    name = words(ranked(row.rank, stands_out=row.is_primary), " ", Span(row.name, "strong"))
    sections = [PageSection((_build_facts(hierarchy, row),), name)]
    for value, line in zip(customer.values, row.values, strict=True):
        details = {
            "kind": value.kind, "id": value.id or "", "met when": value.met_when,
            "takes": value.takes, "reworded": str(value.reworded or ""),
        }  # fmt: skip
        told = (paragraph(Span(line.how, line.status)), _keep_known(details, indent=1))
        heard = _list_evidence(value.evidence, hierarchy.as_of)
        sections.append(section(value.text, *told, *heard))
    if not customer.values:
        sections.append(section("", paragraph(f"What they value: {NOTHING_YET}")))
    if customer.evidence:
        heard = _list_evidence(customer.evidence, hierarchy.as_of)
        sections.append(section("Heard or seen of the group as a whole", *heard))
    expected = [
        (line.change, f"sign: {line.sign}" if line.sign else "")
        for line in hierarchy.record.expected
        if line.about == row.id
    ]
    sections += build_list("What will change about them", expected)
    return build_page(hierarchy, row.name, (*sections, *build_lists(hierarchy)))


def build_page(hierarchy: Hierarchy, about: str, sections: tuple[PageSection, ...]) -> Page:
    """Return *sections* below whose record it is, of when, under which lens, and if it is decided."""
    facts = [f"held {hierarchy.held}", f"lens {hierarchy.lens}"]
    if hierarchy.lens != hierarchy.record.lens:
        facts[-1] += f" (recorded under {hierarchy.record.lens})"
    if hierarchy.as_of != hierarchy.held:
        facts.append(f"judged as of {hierarchy.as_of}")
    if hierarchy.decision == "decided":
        facts.append("decided")
    label = [Span(f"  {hierarchy.label}", "title")] if hierarchy.label else []
    mark, told = _UNDECIDED.get(hierarchy.decision, ("", ""))
    return Page(
        name=f"{hierarchy.team} {hierarchy.label}".strip() + f": {about}",
        title=words(Span(hierarchy.team, "title"), *label),
        facts=", ".join(facts),
        notice=words(Span(mark, "badge"), f"  {told}") if mark else (),
        sections=sections,
    )


def describe_standing(row: HierarchyRow) -> list[str]:
    """Return what the customer of *row* is, with the fact that decided it, in a few words each."""
    fact = row.standing.decided_by.replace("_", " ")
    known = fact in ("", "primary", "decision", row.standing.name)
    said = [row.standing.name if known else f"{row.standing.name} ({fact})"]
    if row.is_primary and said != ["primary"]:
        said.append("primary")
    if row.rank is None:
        said.append("not ranked")
    return said


def build_rank_column(rows: Sequence[object]) -> Column:
    """Return the column of the ranks, as wide as the number of *rows* needs."""
    return Column("Rank", "rank", least=len(str(len(rows))) + 2)


def name_column(hierarchy: Hierarchy) -> str:
    """Return the team's word for one customer, as it heads a column."""
    one = hierarchy.word.one
    return one[:1].upper() + one[1:]


def build_list(title: str, items: Sequence[tuple[str, str]]) -> list[PageSection]:
    """Return *items*, sentences with what is known about each, under *title*; nothing for none."""
    told = tuple(Item(words(sentence), words(details)) for sentence, details in items)
    return [section(title, Items(told))] if told else []


def build_lists(hierarchy: Hierarchy) -> Iterator[PageSection]:
    """Yield the lists of *hierarchy* that are not empty."""
    for one in hierarchy.lists.values():
        entries = [(entry.sentence, join_details(entry.details)) for entry in one.entries]
        yield from build_list(one.title, entries)
    yield from build_list("Questions that stayed open", [(one, "") for one in hierarchy.open])


def join_details(details: Iterable[tuple[str, str]]) -> str:
    """Return *details*, each behind its label, but for those that are empty."""
    return "; ".join(f"{label}: {text}" for label, text in details if text)


def _build_group(row: HierarchyRow) -> Group:
    rows = [(cell(value.text), cell(Span(value.how, value.status))) for value in row.values]
    if not row.values:
        rows.append((cell(NOTHING_YET), cell()))
    if row.because:
        rows.append((cell(f"Why here: {row.because}"), cell()))
    rank = cell(ranked(row.rank, stands_out=row.is_primary))
    who = cell(Span(row.name, "strong"), *describe_standing(row))
    return Group(tuple(rows), shared=(rank, who))


def _build_facts(hierarchy: Hierarchy, row: HierarchyRow) -> Facts:
    customer = hierarchy.record.customers[row.id]

    def names(ids: Sequence[str]) -> str:
        return ", ".join(customer_name(hierarchy.record, other) for other in ids)

    return _keep_known({
        "id": row.id,
        "standing": ", ".join(describe_standing(row)),
        "about": customer.about,
        "what they are to us": ", ".join(fact.replace("_", " ") for fact in customer.facts),
        "they pay with": ", ".join(customer.pays_with),
        "they serve": names(customer.serves),
        "same people as": names(customer.same_people_as),
        "was": ", ".join(customer.was),
        "why here": customer.because,
    })  # fmt: skip


def _keep_known(pairs: dict[str, str], *, indent: int = 0) -> Facts:
    return Facts(tuple((label, words(text)) for label, text in pairs.items() if text), indent)


def _list_evidence(evidence: Sequence[Evidence], as_of: dt.date) -> tuple[Items, ...]:
    """Return *evidence* as a list, if there is any; what does not count yet or at all says why."""
    items: list[Item] = []
    for piece in evidence:
        people = count(piece.people, "person", "people")
        told = [piece.kind, str(piece.date or "no date"), people, piece.source, piece.says]
        if piece.kind in status.DIRECT_KINDS and not status.is_direct(piece):
            told.append("not from them")
        if piece.still_fits:
            told.append("still fits the new words")
        if piece.date and piece.date > as_of:
            told.append(f"not known yet on {as_of}")
        if piece.id:
            told.append(f"id {piece.id}")
        quote = f'"{piece.words}"' if piece.words else ""
        items.append(Item(words("\n".join(filter(None, [", ".join(filter(None, told)), quote])))))
    return (Items(tuple(items)),) if items else ()


def list_hierarchy_rows(hierarchy: Hierarchy) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each customer and each thing they value."""
    yield HEADINGS
    found = hierarchy
    for row in found.rows:
        of_the_row = [
            found.team, found.label, str(found.held), str(found.as_of), found.lens,
            "" if row.rank is None else str(row.rank), row.id, row.name, row.standing.name,
            row.standing.decided_by,
        ]  # fmt: skip
        for value in row.values or (None,):
            of_the_value = [""] * 7
            if value:
                old, people = "yes" if value.old else "no", str(value.people)
                of_the_value = [
                    value.id or "", value.kind, value.text, value.status, old, people, value.how,
                ]  # fmt: skip
            yield [*of_the_row, *of_the_value, row.because]


def build_hierarchy_data(hierarchy: Hierarchy) -> dict[str, Any]:
    """Return *hierarchy* for programs, the texts exactly as they are in the record.

    What is derived takes the place of a key of the record with the same name.
    """
    derived = {
        "label": hierarchy.label,
        "as_of": hierarchy.as_of.isoformat(),
        "answer": hierarchy.answer,
        "lens": hierarchy.lens,
        "customers": [_build_customer_data(hierarchy, row) for row in hierarchy.rows],
    }
    return derived | {k: v for k, v in hierarchy.record.to_data().items() if k not in derived}


def _build_customer_data(hierarchy: Hierarchy, row: HierarchyRow) -> dict[str, Any]:
    customer = hierarchy.record.customers[row.id]
    derived = {
        "id": row.id,
        "rank": row.rank,
        "name": row.name,
        "standing": row.standing.name,
        "decided_by": row.standing.decided_by,
    }
    values = []
    for value, line in zip(customer.values, row.values, strict=True):
        known = {"id": value.id, "kind": value.kind, "text": value.text,
                 "status": line.status, "old": line.old, "people": line.people}  # fmt: skip
        values.append(known | {k: v for k, v in value.to_data().items() if k not in known})
    rest = {k: v for k, v in customer.to_data().items() if k not in derived}
    return derived | rest | {"values": values}
