"""What is believed on the left, what was heard on the right, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from customer_cli.meaning.gaps import Coverage, Gap, Gaps, Lesson, Told
from customer_cli.meaning.hierarchy import Row
from customer_cli.reports.hierarchy import (
    NOTHING_YET,
    build_list,
    build_page,
    describe_standing,
    join_details,
)
from customer_cli.reports.page import (
    Cell,
    Column,
    Group,
    Page,
    Paragraph,
    Section,
    Span,
    Table,
    cell,
    paragraph,
    ranked,
    words,
)

NOTHING_HEARD = "nothing heard yet"
"""Stands where the words of a customer would."""
NO_WORDS = "no words were written down"


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
        Section(tuple(first)),
        Section((Table(columns, groups),)),
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
    values = "1 value" if gaps.values == 1 else f"{gaps.values} values"
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
    """Yield for each customer how much was heard, and none as such."""
    for line in gaps.coverage:
        rank = "" if line.row.rank is None else f"{line.row.rank}. "
        yield f"{rank}{line.row.name}: {count_pieces(line)}", describe_coverage(line)


def count_pieces(line: Coverage) -> str:
    """Return how many pieces of evidence come from the customer of *line*."""
    if not line.pieces:
        return "none"
    return "1 piece of evidence" if line.pieces == 1 else f"{line.pieces} pieces of evidence"


def describe_coverage(line: Coverage) -> str:
    """Return what the pieces of *line* cover, how new they are, and what others say."""
    values = len(line.row.values)
    said = [f"{line.values_heard} of {values} values heard"] if values else ["no value written"]
    if line.newest:
        said.append(f"newest {line.newest}")
    if line.from_others:
        said.append(f"{line.from_others} from others or a guess")
    return "; ".join(said)


def list_learn_items(gaps: Gaps, *, answered: bool) -> Iterator[tuple[str, str]]:
    """Yield the questions that are open, or those that are answered with what answered them."""
    for lesson in gaps.learn:
        if bool(lesson.answered_by) == answered:
            yield lesson.question, _describe_outcome(lesson) if answered else _describe_task(lesson)


def describe_origin(piece: Told) -> str:
    """Return where *piece* comes from: the source, the day, how many, and what speaks against."""
    people = "1 person" if piece.people == 1 else f"{piece.people} people"
    said = [piece.source, str(piece.date or "no date"), people]
    if piece.kind == "behaviour":
        said.append("seen")
    if piece.says != "supports":
        said.append({"contradicts": "speaks against it", "mixed": "for and against"}[piece.says])
    if piece.of_old_words:
        said.append("before it was reworded")
    return ", ".join(filter(None, said))


def quote(piece: Told) -> str:
    """Return the words of *piece* between quotation marks, or that there are none."""
    return f'"{piece.words}"' if piece.words else NO_WORDS


def describe_believers(gap: Gap) -> list[str]:
    """Return who believes what *gap* is about: a sentence for each guess and each proxy."""
    if not gap.believed_by:
        return [] if gap.heard else ["we guess"]
    return [
        "we guess" + (f": {describe_origin(piece)}" if piece.source or piece.date else "")
        if piece.kind == "guess"
        else f"others say so: {describe_origin(piece)}"
        for piece in gap.believed_by
    ]


def _build_group(row: Row, gaps: list[Gap]) -> Group:
    name = f"{row.name}, {', '.join(describe_standing(row))}"
    rank = ranked(row.rank, stands_out=row.is_primary)
    rows = tuple((_describe_belief(gap), _describe_answer(gap)) for gap in gaps)
    nothing = ((cell(f"What they value: {NOTHING_YET}"),),)
    return Group(rows or nothing, heading=words(rank, " ", Span(name, "strong")))


def _describe_belief(gap: Gap) -> Cell:
    said = "; ".join([gap.value.kind, *describe_believers(gap)])
    quotes = [f'"{piece.words}"' for piece in gap.believed_by if piece.words]
    return cell(gap.value.text, *quotes, f"({said})")


def _describe_answer(gap: Gap) -> Cell:
    if gap.heard is None:
        return cell(Span(NOTHING_HEARD, gap.value.status))
    known = Span(gap.value.how, gap.value.status)
    return cell(known, quote(gap.heard), f"({describe_origin(gap.heard)})")


def _describe_task(lesson: Lesson) -> str:
    due = str(lesson.due or "no date yet")
    if lesson.days_overdue:
        days = "1 day" if lesson.days_overdue == 1 else f"{lesson.days_overdue} days"
        due += f", OVERDUE by {days}"
    return join_details(
        about=lesson.about, how=lesson.how, owner=lesson.owner or "nobody yet", due=due
    )


def _describe_outcome(lesson: Lesson) -> str:
    answers = [f"{quote(piece)} ({describe_origin(piece)})" for piece in lesson.answers]
    if len(lesson.answers) < len(lesson.answered_by):
        answers.append(f"answered by {', '.join(lesson.answered_by)}")
    about = f"about: {lesson.about}; " if lesson.about else ""
    return about + "; ".join(answers)
