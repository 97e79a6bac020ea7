"""Standings under two lenses, as a report.

The words in which a standing and the fact behind it are told when lenses are compared.

Two lenses for programs, spreadsheets and pages, and what each lens derives.
"""

from __future__ import annotations

import csv as sheets
import io
from collections.abc import Iterator, Sequence
from typing import Any

from customer_cli.analysis.hierarchy import HierarchyRow, LensComparison
from customer_cli.analysis.lens import QUESTIONS, LensRule, list_rules
from customer_cli.record.format import LensName
from customer_cli.render import csv, json, markdown

STAYS = "nothing"
"""Stands where a customer is the same under both lenses."""
_DECIDED_BY = {
    ("primary", "primary"): "named by the team",
    ("supporting", "primary"): "another is primary",
    ("supporting", ""): "nobody is primary yet",
    ("candidate", "decision"): "not decided yet",
}
_NO_FACT = "no fact that counts here"


def question(lens: LensName) -> str:
    """Return the name of *lens* with what it asks."""
    return f"{lens}: {QUESTIONS[lens]}"


def under(row: HierarchyRow) -> list[str]:
    """Return what the customer of *row* is, the fact that decided it, and the rank."""
    rank = "not ranked" if row.rank is None else f"rank {row.rank}"
    return [f"{row.standing.name}, {rank}", f"({decided_by(row)})"]


def decided_by(row: HierarchyRow) -> str:
    """Return what decided the standing of *row*, in words."""
    name, fact = row.standing.name, row.standing.decided_by
    return _DECIDED_BY.get((name, fact), fact.replace("_", " ") or _NO_FACT)


def not_placed(lenses: LensComparison) -> str:
    """Return who has no facts yet, as a sentence, or nothing."""
    if not lenses.without_facts:
        return ""
    names = ", ".join(lenses.without_facts)
    return f"No facts yet: {names}. Until it is written down what they are to us, no lens can tell."


def said_rule(rule: LensRule, lens: LensName) -> str:
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


HEADINGS = (
    "team", "label", "held", "customer", "name", "lens", "rank", "standing", "decided_by",
    "other_lens", "other_rank", "other_standing", "other_decided_by", "moves",
)  # fmt: skip


def to_json(lenses: LensComparison) -> str:
    """Return *lenses* as JSON; each customer with both standings, in a list as they were asked."""
    one = lenses.one
    return json.dumped(
        {
            "schema": json.SCHEMA,
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
                    "under": [_under(seen.one), _under(seen.other)],
                    "moves": seen.moves,
                }
                for seen in lenses.customers
            ],
            "without_facts": list(lenses.without_facts),
        }
    )


def to_csv(lenses: LensComparison) -> str:
    """Return *lenses* as CSV, a row for each customer."""
    sheet = io.StringIO(newline="")
    writer = sheets.writer(sheet)
    writer.writerow(HEADINGS)
    one, other = lenses.one, lenses.other
    for seen in lenses.customers:
        cells = [
            one.team, one.label, str(one.held), seen.one.id, seen.one.name,
            one.lens, *_cells(seen.one), other.lens, *_cells(seen.other), seen.moves,
        ]  # fmt: skip
        writer.writerow([csv.guarded(cell) for cell in cells])
    return sheet.getvalue()


def to_markdown(lenses: LensComparison) -> str:
    """Return *lenses* as a Markdown page."""
    return "\n".join(_page(lenses)) + "\n"


def list_to_json(names: Sequence[LensName]) -> str:
    """Return the lenses *names* as JSON, each with what it derives."""
    return json.dumped(
        {
            "schema": json.SCHEMA,
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
            ],
        }
    )


def list_to_csv(names: Sequence[LensName]) -> str:
    """Return the lenses *names* as CSV, a row for each standing."""
    sheet = io.StringIO(newline="")
    writer = sheets.writer(sheet)
    writer.writerow(["lens", "question", "standing", "facts", "unless"])
    for name in names:
        for rule in list_rules(name):
            facts = " ".join(rule.facts)
            writer.writerow([name, QUESTIONS[name], rule.standing, facts, rule.unless])
    return sheet.getvalue()


def list_to_markdown(names: Sequence[LensName]) -> str:
    """Return the lenses *names* as Markdown, a list below each question."""
    lines: list[str] = []
    for name in names:
        lines += [f"## {question(name)}", ""]
        lines += [f"- {said_rule(rule, name)}" for rule in list_rules(name)]
        lines += [""]
    return "\n".join(lines)


def _page(lenses: LensComparison) -> Iterator[str]:
    one, other, escaped = lenses.one, lenses.other, markdown.escaped
    yield f"# {escaped(f'{one.team} {one.label}'.strip())}: {one.lens} and {other.lens}"
    for found in (one, other):
        yield from ("", f"- {question(found.lens)} **{escaped(found.answer)}**")
    word = one.word.one
    yield ""
    yield f"| {escaped(word[:1].upper() + word[1:])} | {one.lens} | {other.lens} | What moves |"
    yield "| --- | --- | --- | --- |"
    for seen in lenses.customers:
        cells = [
            seen.one.name,
            " ".join(under(seen.one)),
            " ".join(under(seen.other)),
            seen.moves or STAYS,
        ]
        yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
    if said := not_placed(lenses):
        yield from ("", escaped(said))


def _under(row: HierarchyRow) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "standing": row.standing.name,
        "decided_by": row.standing.decided_by,
    }


def _cells(row: HierarchyRow) -> list[str]:
    return [str(row.rank or ""), row.standing.name, row.standing.decided_by]
