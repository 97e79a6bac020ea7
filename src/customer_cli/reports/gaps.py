"""Believed against heard, as a report.

The words in which evidence is told wherever it is told in short: who, when, how many.

The gaps for programs, spreadsheets and pages.
"""

from __future__ import annotations

import csv as sheets
import io
from collections.abc import Iterator, Sequence
from typing import Any

from customer_cli.analysis.gaps import Coverage, EvidenceView, Gap, Gaps, LearnResult
from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.render import csv, json, markdown
from customer_cli.reports.hierarchy import NOTHING_YET, Item

NOTHING_HEARD = "nothing heard yet"
"""Stands where the words of a customer would."""
NO_WORDS = "no words were written down"


def people(number: int) -> str:
    """Return how many people that is, in words."""
    return "1 person" if number == 1 else f"{number} people"


def origin(piece: EvidenceView) -> str:
    """Return where *piece* comes from: the source, the day, how many, and what speaks against."""
    said = [piece.source, str(piece.date or "no date"), people(piece.people)]
    if piece.kind == "behaviour":
        said.append("seen")
    if piece.says != "supports":
        said.append({"contradicts": "speaks against it", "mixed": "for and against"}[piece.says])
    if piece.of_old_words:
        said.append("before it was reworded")
    return ", ".join(filter(None, said))


def quoted(piece: EvidenceView) -> str:
    """Return the words of *piece* between quotation marks, or that there are none."""
    return f'"{piece.words}"' if piece.words else NO_WORDS


def believers(gap: Gap) -> list[str]:
    """Return who believes what *gap* is about: a sentence for each guess and each proxy."""
    if not gap.believed_by:
        return [] if gap.heard else ["we guess"]
    return [
        "we guess" + (f": {origin(piece)}" if piece.source or piece.date else "")
        if EVIDENCE_KINDS[piece.kind].comes_from == "us"
        else f"others say so: {origin(piece)}"
        for piece in gap.believed_by
    ]


def heard_sentence(gaps: Gaps) -> str:
    """Return how much was heard from customers, as a sentence."""
    many = gaps.hierarchy.word.many
    if not gaps.values:
        return f"No value of {many} is written down yet."
    against = sum(line.value.status == "contradicted" for line in gaps.lines)
    values = "1 value" if gaps.values == 1 else f"{gaps.values} values"
    of_them = f"; {against} more contradicted" if against else ""
    return f"Heard from {many}: {gaps.values_heard} of {values}{of_them}."


def coverage_sentence(gaps: Gaps) -> str:
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


def coverage_items(gaps: Gaps) -> Iterator[Item]:
    """Yield for each customer how much was heard, and none as such."""
    for line in gaps.coverage:
        rank = "" if line.row.rank is None else f"{line.row.rank}. "
        yield Item(f"{rank}{line.row.name}: {pieces(line)}", coverage_details(line))


def pieces(line: Coverage) -> str:
    """Return how many pieces of evidence come from the customer of *line*."""
    if not line.pieces:
        return "none"
    return "1 piece of evidence" if line.pieces == 1 else f"{line.pieces} pieces of evidence"


def coverage_details(line: Coverage) -> str:
    """Return what the pieces of *line* cover, how new they are, and what others say."""
    values = len(line.row.values)
    said = [f"{line.values_heard} of {values} values heard"] if values else ["no value written"]
    if line.newest:
        said.append(f"newest {line.newest}")
    if line.from_others:
        said.append(f"{line.from_others} from others or a guess")
    return "; ".join(said)


def learning_items(gaps: Gaps, *, answered: bool) -> Iterator[Item]:
    """Yield the questions that are open, or those that are answered with what answered them."""
    for lesson in gaps.learn:
        if bool(lesson.answered_by) == answered:
            yield Item(lesson.question, _outcome(lesson) if answered else _task(lesson))


def sections(gaps: Gaps) -> Iterator[tuple[str, Sequence[Item]]]:
    """Yield the titles of the lists below the table with their items; a list may be empty."""
    yield "What we will find out", list(learning_items(gaps, answered=False))
    yield "What we found out", list(learning_items(gaps, answered=True))
    yield "How much was heard from each", list(coverage_items(gaps))


def _task(lesson: LearnResult) -> str:
    due = str(lesson.due or "no date yet")
    if lesson.days_overdue:
        days = "1 day" if lesson.days_overdue == 1 else f"{lesson.days_overdue} days"
        due += f", OVERDUE by {days}"
    known = {"about": lesson.about, "how": lesson.how, "owner": lesson.owner or "nobody yet"}
    return "; ".join(f"{word}: {text}" for word, text in (known | {"due": due}).items() if text)


def _outcome(lesson: LearnResult) -> str:
    answers = [f"{quoted(piece)} ({origin(piece)})" for piece in lesson.answers]
    if len(lesson.answers) < len(lesson.answered_by):
        answers.append(f"answered by {', '.join(lesson.answered_by)}")
    about = f"about: {lesson.about}; " if lesson.about else ""
    return about + "; ".join(answers)


HEADINGS = (
    "team", "label", "held", "as_of", "rank", "customer", "name", "value", "kind", "text",
    "status", "old", "people", "believed_by", "heard_words", "heard_from", "heard_date",
    "heard_people", "heard_says",
)  # fmt: skip


def to_json(gaps: Gaps) -> str:
    """Return *gaps* as JSON: the lines, the learning list and the coverage."""
    found = gaps.hierarchy
    return json.dumped(
        {
            "schema": json.SCHEMA,
            "team": found.team,
            "label": found.label,
            "held": found.held.isoformat(),
            "as_of": found.as_of.isoformat(),
            "heard": {"values": gaps.values_heard, "of": gaps.values},
            "gaps": [_gap(gap) for gap in gaps.lines],
            "learn": [_lesson(lesson) for lesson in gaps.learn],
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
    )


def to_csv(gaps: Gaps) -> str:
    """Return the lines of *gaps* as CSV, as safe in a spreadsheet as the hierarchy's."""
    sheet = io.StringIO(newline="")
    writer = sheets.writer(sheet)
    writer.writerow(HEADINGS)
    for gap in gaps.lines:
        writer.writerow([csv.guarded(cell) for cell in _cells(gaps, gap)])
    return sheet.getvalue()


def to_markdown(gaps: Gaps) -> str:
    """Return *gaps* as a Markdown page: the table, and the lists below it."""
    return "\n".join(_page(gaps)) + "\n"


def _page(gaps: Gaps) -> Iterator[str]:
    found, escaped = gaps.hierarchy, markdown.escaped
    yield f"# {escaped(f'{found.team} {found.label}'.strip())}: believed and heard"
    yield ""
    yield f"**{escaped(heard_sentence(gaps))}** {escaped(coverage_sentence(gaps))}"
    yield ""
    yield f"Held {found.held}, judged as of {found.as_of}, {found.decision}."
    yield ""
    one = found.word.one
    yield f"| Rank | {escaped(one[:1].upper() + one[1:])} | What we believe | What they said |"
    yield "| ---: | --- | --- | --- |"
    for row in found.rows:
        of_row: list[Gap | None] = [gap for gap in gaps.lines if gap.row.id == row.id]
        for number, gap in enumerate(of_row or [None]):
            first = [str(row.rank or ""), row.name] if number == 0 else ["", ""]
            cells = [*first, *(_two(gap) if gap else (NOTHING_YET, ""))]
            yield f"| {' | '.join(escaped(cell) for cell in cells)} |"
    for title, items in sections(gaps):
        if items:
            yield from ("", f"## {title}", "")
            yield from (f"- {_item(item)}" for item in items)


def _two(gap: Gap) -> tuple[str, str]:
    said = "; ".join([gap.value.kind, *believers(gap)])
    believed = f"{gap.value.text} ({said})"
    if gap.heard is None:
        return believed, NOTHING_HEARD
    return believed, f"{gap.value.how}: {quoted(gap.heard)} ({origin(gap.heard)})"


def _item(item: Item) -> str:
    return markdown.escaped(f"{item.sentence} ({item.details})" if item.details else item.sentence)


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "customer": gap.row.id,
        "rank": gap.row.rank,
        "value": gap.value.id,
        "kind": gap.value.kind,
        "text": gap.value.text,
        "status": gap.value.status,
        "old": gap.value.old,
        "people": gap.value.people,
        "believed_by": [_told(piece) for piece in gap.believed_by],
        "heard": _told(gap.heard) if gap.heard else None,
    }


def _told(piece: EvidenceView) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "source": piece.source,
        "date": piece.date.isoformat() if piece.date else None,
        "people": piece.people,
        "says": piece.says,
        "words": piece.words,
        "of_old_words": piece.of_old_words,
    }


def _lesson(lesson: LearnResult) -> dict[str, Any]:
    return {
        "question": lesson.question,
        "about": lesson.about,
        "how": lesson.how,
        "owner": lesson.owner,
        "due": lesson.due.isoformat() if lesson.due else None,
        "days_overdue": lesson.days_overdue,
        "answered_by": list(lesson.answered_by),
        "answers": [_told(piece) for piece in lesson.answers],
    }


def _cells(gaps: Gaps, gap: Gap) -> list[str]:
    found, heard = gaps.hierarchy, gap.heard
    of_the_value = [
        found.team, found.label, str(found.held), str(found.as_of), str(gap.row.rank or ""),
        gap.row.id, gap.row.name, gap.value.id or "", gap.value.kind, gap.value.text,
        gap.value.status, "yes" if gap.value.old else "no", str(gap.value.people),
        "; ".join(believers(gap)),
    ]  # fmt: skip
    if heard is None:
        return [*of_the_value, *[""] * 5]
    day = str(heard.date or "")
    return [*of_the_value, heard.words, heard.source, day, str(heard.people), heard.says]
