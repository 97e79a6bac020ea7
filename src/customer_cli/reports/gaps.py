"""The report of `gaps`: what is believed beside what was heard, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from customer_cli.analysis.gaps import EvidenceView, Gap, Gaps, LearnResult
from customer_cli.analysis.hierarchy import HierarchyRow
from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.reports.hierarchy import (
    NOTHING_YET,
    build_list,
    build_page,
    describe_standing,
    join_details,
)
from customer_cli.reports.page import (
    Column,
    Group,
    Page,
    PageSection,
    Paragraph,
    Row,
    Span,
    Table,
    cell,
    paragraph,
    ranked,
    words,
)
from customer_cli.text import count

NOTHING_HEARD = "nothing heard yet"
"""Stands where the words of a customer would."""
NO_WORDS = "no words were written down"
HEADINGS = (
    "team", "label", "held", "as_of", "rank", "customer", "name", "value", "kind", "text",
    "status", "old", "people", "believed_by", "heard_words", "heard_from", "heard_date",
    "heard_people", "heard_says",
)  # fmt: skip


def build_gaps_page(gaps: Gaps) -> Page:
    """Return *gaps* as a page: the table, and the lists below it."""
    first: list[Paragraph] = [paragraph(Span(describe_heard(gaps), "strong"))]
    if said := describe_who_was_heard(gaps):
        first.append(paragraph(said))
    of_row = {row: list(found) for row, found in groupby(gaps.lines, lambda one: one.row)}
    columns = (
        Column("What we believe", share=(1, 2)),
        Column("What they said", when_narrow="indented"),
    )
    groups = tuple(_build_group(row, of_row.get(row, [])) for row in gaps.hierarchy.rows)
    return build_page(gaps.hierarchy, "believed and heard", (
        PageSection(tuple(first)),
        PageSection((Table(columns, groups),)),
        *build_list("What we will find out", list(list_learn_items(gaps, answered=False))),
        *build_list("What we found out", list(list_learn_items(gaps, answered=True))),
        *build_list("How much was heard from each", list(list_coverage(gaps))),
    ))  # fmt: skip


def describe_heard(gaps: Gaps) -> str:
    """Return how much was heard from customers, as a sentence."""
    many = gaps.hierarchy.word.many
    if not gaps.values:
        return f"No value of {many} is written down yet."
    against = sum(line.value.status == "contradicted" for line in gaps.lines)
    values = count(gaps.values, "value")
    of_them = f"; {against} more contradicted" if against else ""
    return f"Heard from {many}: {gaps.values_heard} of {values}{of_them}."


def describe_who_was_heard(gaps: Gaps) -> str:
    """Return whether both kinds were heard, the primary and the supporting; or nothing."""
    one, heard = gaps.hierarchy.word.one, [line for line in gaps.coverage if line.pieces]
    primary = [line for line in gaps.coverage if line.row.is_primary]
    if gaps.hierarchy.about is not None or not gaps.coverage:
        return ""
    if not primary:
        return f"{len(heard)} of {len(gaps.coverage)} were heard; no {one} is primary yet."
    first = "was heard" if primary[0].pieces else "was not heard"
    others = len(gaps.coverage) - 1
    if not others:
        return f"The primary {one} {first}; there is nobody else."
    number = sum(not line.row.is_primary for line in heard)
    # Under some lenses whoever is not primary is no customer at all, so no standing is named.
    rest = "other" if others == 1 else "others"
    return f"The primary {one} {first}, and {number or 'none'} of {others} {rest}."


def list_coverage(gaps: Gaps) -> Iterator[tuple[str, str]]:
    """Yield for each customer how much was heard, and none as such, with what the pieces cover."""
    for line in gaps.coverage:
        rank = "" if line.row.rank is None else f"{line.row.rank}. "
        pieces = count(line.pieces, "piece of evidence", "pieces of evidence")
        values = len(line.row.values)
        said = [f"{line.values_heard} of {values} values heard" if values else "no value written"]
        if line.newest:
            said.append(f"newest {line.newest}")
        if line.from_others:
            said.append(f"{line.from_others} from others or a guess")
        yield f"{rank}{line.row.name}: {pieces if line.pieces else 'none'}", "; ".join(said)


def list_learn_items(gaps: Gaps, *, answered: bool) -> Iterator[tuple[str, str]]:
    """Yield the questions that are open, or those that are answered with what answered them."""
    for lesson in gaps.learn:
        if bool(lesson.answered_by) == answered:
            yield lesson.question, _describe_outcome(lesson) if answered else _describe_task(lesson)


def describe_origin(piece: EvidenceView) -> str:
    """Return where *piece* comes from: the source, the day, how many, and what speaks against."""
    said = [piece.source, str(piece.date or "no date"), count(piece.people, "person", "people")]
    if piece.kind == "behaviour":
        said.append("seen")
    if piece.says != "supports":
        said.append({"contradicts": "speaks against it", "mixed": "for and against"}[piece.says])
    if piece.of_old_words:
        said.append("before it was reworded")
    return ", ".join(filter(None, said))


def quote(piece: EvidenceView) -> str:
    """Return the words of *piece* between quotation marks, or that there are none."""
    return f'"{piece.words}"' if piece.words else NO_WORDS


def describe_believers(gap: Gap) -> list[str]:
    """Return who believes what *gap* is about: a sentence for each guess and each proxy."""
    if not gap.believed_by:
        return [] if gap.heard else ["we guess"]
    return [
        "we guess" + (f": {describe_origin(piece)}" if piece.source or piece.date else "")
        if EVIDENCE_KINDS[piece.kind].comes_from == "us"
        else f"others say so: {describe_origin(piece)}"
        for piece in gap.believed_by
    ]


def _build_group(row: HierarchyRow, gaps: list[Gap]) -> Group:
    name = f"{row.name}, {', '.join(describe_standing(row))}"
    rank = ranked(row.rank, stands_out=row.is_primary)
    rows: list[Row] = []
    for gap in gaps:
        said = "; ".join([gap.value.kind, *describe_believers(gap)])
        quotes = [f'"{piece.words}"' for piece in gap.believed_by if piece.words]
        belief, status = cell(gap.value.text, *quotes, f"({said})"), gap.value.status
        answer = cell(Span(NOTHING_HEARD, status))
        if heard := gap.heard:
            known = Span(gap.value.how, status)
            answer = cell(known, quote(heard), f"({describe_origin(heard)})")
        rows.append((belief, answer))
    if not rows:
        rows.append((cell(f"What they value: {NOTHING_YET}"),))
    return Group(tuple(rows), heading=words(rank, " ", Span(name, "strong")))


def _describe_task(lesson: LearnResult) -> str:
    due = str(lesson.due or "no date yet")
    if lesson.days_overdue:
        due += f", OVERDUE by {count(lesson.days_overdue, 'day')}"
    owner = lesson.owner or "nobody yet"
    return join_details(
        [("about", lesson.about), ("how", lesson.how), ("owner", owner), ("due", due)]
    )


def _describe_outcome(lesson: LearnResult) -> str:
    answers = [f"{quote(piece)} ({describe_origin(piece)})" for piece in lesson.answers]
    if len(lesson.answers) < len(lesson.answered_by):
        answers.append(f"answered by {', '.join(lesson.answered_by)}")
    about = f"about: {lesson.about}; " if lesson.about else ""
    return about + "; ".join(answers)


def build_gaps_data(gaps: Gaps) -> dict[str, Any]:
    """Return *gaps* for programs: the lines, the learning list and the coverage."""
    found = gaps.hierarchy
    return {
        "team": found.team,
        "label": found.label,
        "held": found.held.isoformat(),
        "as_of": found.as_of.isoformat(),
        "heard": {"values": gaps.values_heard, "of": gaps.values},
        "gaps": [_build_gap_data(gap) for gap in gaps.lines],
        "learn": [
            {
                "question": lesson.question,
                "about": lesson.about,
                "how": lesson.how,
                "owner": lesson.owner,
                "due": lesson.due.isoformat() if lesson.due else None,
                "days_overdue": lesson.days_overdue,
                "answered_by": list(lesson.answered_by),
                "answers": [_build_evidence_data(piece) for piece in lesson.answers],
            }
            for lesson in gaps.learn
        ],
        "coverage": [
            {
                "customer": line.row.id,
                "rank": line.row.rank,
                "primary": line.row.is_primary,
                "pieces": line.pieces,
                "from_others": line.from_others,
                "newest": line.newest.isoformat() if line.newest else None,
                "values": len(line.row.values),
                "values_heard": line.values_heard,
            }
            for line in gaps.coverage
        ],
    }


def list_gaps_rows(gaps: Gaps) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each value."""
    yield HEADINGS
    found = gaps.hierarchy
    for gap in gaps.lines:
        of_the_value = [
            found.team, found.label, str(found.held), str(found.as_of), str(gap.row.rank or ""),
            gap.row.id, gap.row.name, gap.value.id or "", gap.value.kind, gap.value.text,
            gap.value.status, "yes" if gap.value.old else "no", str(gap.value.people),
            "; ".join(describe_believers(gap)),
        ]  # fmt: skip
        of_the_answer = [""] * 5
        if heard := gap.heard:
            day = str(heard.date or "")
            of_the_answer = [heard.words, heard.source, day, str(heard.people), heard.says]
        yield [*of_the_value, *of_the_answer]


def _build_gap_data(gap: Gap) -> dict[str, Any]:
    return {
        "customer": gap.row.id,
        "rank": gap.row.rank,
        "value": gap.value.id,
        "kind": gap.value.kind,
        "text": gap.value.text,
        "status": gap.value.status,
        "old": gap.value.old,
        "people": gap.value.people,
        "believed_by": [_build_evidence_data(piece) for piece in gap.believed_by],
        "heard": _build_evidence_data(gap.heard) if gap.heard else None,
    }


def _build_evidence_data(piece: EvidenceView) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "source": piece.source,
        "date": piece.date.isoformat() if piece.date else None,
        "people": piece.people,
        "says": piece.says,
        "words": piece.words,
        "of_old_words": piece.of_old_words,
    }
