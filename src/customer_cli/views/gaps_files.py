"""The gaps for programs, spreadsheets and pages."""

from __future__ import annotations

import csv as sheets
import io
from collections.abc import Iterator
from typing import Any

from customer_cli.analysis.gaps import Gap, Gaps, Lesson, Told
from customer_cli.views import csv, json, markdown, voices
from customer_cli.views.sections import NOTHING_YET, Item

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
    yield f"**{escaped(voices.heard_sentence(gaps))}** {escaped(voices.coverage_sentence(gaps))}"
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
    for title, items in voices.sections(gaps):
        if items:
            yield from ("", f"## {title}", "")
            yield from (f"- {_item(item)}" for item in items)


def _two(gap: Gap) -> tuple[str, str]:
    said = "; ".join([gap.value.kind, *voices.believers(gap)])
    believed = f"{gap.value.text} ({said})"
    if gap.heard is None:
        return believed, voices.NOTHING_HEARD
    return believed, f"{gap.value.how}: {voices.quoted(gap.heard)} ({voices.origin(gap.heard)})"


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


def _told(piece: Told) -> dict[str, Any]:
    return {
        "kind": piece.kind,
        "source": piece.source,
        "date": piece.date.isoformat() if piece.date else None,
        "people": piece.people,
        "says": piece.says,
        "words": piece.words,
        "of_old_words": piece.of_old_words,
    }


def _lesson(lesson: Lesson) -> dict[str, Any]:
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
        "; ".join(voices.believers(gap)),
    ]  # fmt: skip
    if heard is None:
        return [*of_the_value, *[""] * 5]
    day = str(heard.date or "")
    return [*of_the_value, heard.words, heard.source, day, str(heard.people), heard.says]
