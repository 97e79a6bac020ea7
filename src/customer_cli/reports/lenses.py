"""Two lenses side by side: who is what under each, and why; and what each lens derives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from customer_cli.analysis.hierarchy import HierarchyRow, LensComparison
from customer_cli.analysis.lens import QUESTIONS, LensRule, list_rules
from customer_cli.record.format import LensName
from customer_cli.reports.hierarchy import name_column
from customer_cli.reports.page import (
    Block,
    Column,
    Group,
    Item,
    Items,
    Page,
    PageSection,
    Paragraph,
    Span,
    Table,
    cell,
    paragraph,
    section,
    words,
)

STAYS = "nothing"
"""Stands where a customer is the same under both lenses."""
_DECIDED_BY = {
    ("primary", "primary"): "named by the team",
    ("supporting", "primary"): "another is primary",
    ("supporting", ""): "nobody is primary yet",
    ("candidate", "decision"): "not decided yet",
}
_NO_FACT = "no fact that counts here"
HEADINGS = (
    "team", "label", "held", "customer", "name", "lens", "rank", "standing", "decided_by",
    "other_lens", "other_rank", "other_standing", "other_decided_by", "moves",
)  # fmt: skip
LIST_HEADINGS = ("lens", "question", "standing", "facts", "unless")


def build_lenses_page(lenses: LensComparison) -> Page:
    """Return what each lens answers, then the table, then whom it cannot place."""
    one = lenses.one
    title = f"{one.team}  {one.label}".rstrip()
    columns = (
        Column(name_column(one)),
        Column(one.lens, share=(1, 3), when_narrow="labelled"),
        Column(lenses.other.lens, share=(1, 3), when_narrow="labelled"),
        Column("What moves", share=(1, 5), of_page=True, least=13, when_narrow="labelled"),
    )
    groups: list[Group] = []
    for seen in lenses.customers:
        name = cell(Span(seen.one.name, "strong"))
        places = (cell(*describe_place(seen.one)), cell(*describe_place(seen.other)))
        groups.append(Group(((name, *places, cell(seen.moves or STAYS)),)))
    table = Table(columns, tuple(groups))
    not_placed = describe_not_placed(lenses)
    return Page(
        name=f"{one.team} {one.label}".strip() + f": {one.lens} and {lenses.other.lens}",
        title=words(Span(title, "title")),
        facts=f"held {one.held}, recorded under {one.record.lens}, {one.decision}",
        sections=(
            *(section(describe_lens(f.lens), paragraph(f.answer)) for f in (one, lenses.other)),
            PageSection((table,)),
            *([section("", paragraph(not_placed))] if not_placed else []),
        ),
    )


def build_lens_list_page(names: Sequence[LensName]) -> Page:
    """Return the lenses *names* with their questions; one alone with the facts that decide, too."""
    in_short = len(names) > 1
    sections: list[PageSection] = []
    for name in names:
        rules = list_rules(name)
        told: Block = Items(tuple(Item(words(describe_rule(rule, name))) for rule in rules))
        if in_short:
            standings = ", ".join(dict.fromkeys(rule.standing for rule in rules))
            told = Paragraph(words(standings), indent=1)
        sections.append(section(describe_lens(name), told))
    return Page("Lenses" if in_short else f"The lens {names[0]}", tuple(sections))


def describe_lens(lens: LensName) -> str:
    """Return the name of *lens* with what it asks."""
    return f"{lens}: {QUESTIONS[lens]}"


def describe_place(row: HierarchyRow) -> list[str]:
    """Return what the customer of *row* is, the fact that decided it, and the rank."""
    name, fact = row.standing.name, row.standing.decided_by
    reason = _DECIDED_BY.get((name, fact), fact.replace("_", " ") or _NO_FACT)
    rank = "not ranked" if row.rank is None else f"rank {row.rank}"
    return [f"{name}, {rank}", f"({reason})"]


def describe_not_placed(lenses: LensComparison) -> str:
    """Return who has no facts yet, as a sentence, or nothing."""
    if not lenses.without_facts:
        return ""
    names = ", ".join(lenses.without_facts)
    return f"No facts yet: {names}. Until it is written down what they are to us, no lens can tell."


def describe_rule(rule: LensRule, lens: LensName) -> str:
    """Return what makes a customer what *rule* says, as part of a sentence."""
    if rule.facts:
        facts = " or ".join(fact.replace("_", " ") for fact in rule.facts)
        unless = f", unless {rule.unless.replace('_', ' ')}" if rule.unless else ""
        also = "; and end user, if benefits or uses" if rule.standing == "impact group" else ""
        return f"{rule.standing}: {facts}{unless}{also}"
    if lens in ("drucker", "debate"):
        said = {
            "candidate": "everybody, until the team has decided",
            "primary": "the one whom the team named",
        }
        return f"{rule.standing}: {said.get(rule.standing, 'everybody else')}"
    return f"{rule.standing}: whoever is left"


def build_lenses_data(lenses: LensComparison) -> dict[str, Any]:
    """Return *lenses* for programs; each customer with both standings, as they were asked for."""
    one = lenses.one
    return {
        "team": one.team,
        "label": one.label,
        "held": one.held.isoformat(),
        "lenses": [
            {"lens": found.lens, "question": QUESTIONS[found.lens], "answer": found.answer}
            for found in (lenses.one, lenses.other)
        ],
        "customers": [
            {
                "id": seen.one.id,
                "name": seen.one.name,
                "under": [
                    {
                        "rank": row.rank,
                        "standing": row.standing.name,
                        "decided_by": row.standing.decided_by,
                    }
                    for row in (seen.one, seen.other)
                ],
                "moves": seen.moves,
            }
            for seen in lenses.customers
        ],
        "without_facts": list(lenses.without_facts),
    }


def list_lenses_rows(lenses: LensComparison) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each customer."""
    yield HEADINGS
    one, other = lenses.one, lenses.other
    for seen in lenses.customers:
        under = [
            [found.lens, str(row.rank or ""), row.standing.name, row.standing.decided_by]
            for found, row in ((one, seen.one), (other, seen.other))
        ]
        who = [one.team, one.label, str(one.held), seen.one.id, seen.one.name]
        yield [*who, *under[0], *under[1], seen.moves]


def build_lens_list_data(names: Sequence[LensName]) -> dict[str, Any]:
    """Return the lenses *names* for programs, each with what it derives."""
    return {
        "lenses": [
            {
                "lens": name,
                "question": QUESTIONS[name],
                "standings": [
                    {"standing": r.standing, "facts": list(r.facts), "unless": r.unless or None}
                    for r in list_rules(name)
                ],
            }
            for name in names
        ]
    }


def list_lens_rows(names: Sequence[LensName]) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each standing of the lenses *names*."""
    yield LIST_HEADINGS
    for name in names:
        for rule in list_rules(name):
            yield name, QUESTIONS[name], rule.standing, " ".join(rule.facts), rule.unless
