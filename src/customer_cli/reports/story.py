"""One customer's story for programs, spreadsheets and pages."""

from __future__ import annotations

import csv as sheets
import io
from collections.abc import Iterator
from typing import Any

from customer_cli.diff.story import Chapter, Story
from customer_cli.render import csv, json, markdown
from customer_cli.reports import timeline as words
from customer_cli.reports.changes import describe_knowledge, describe_places, story_sentences
from customer_cli.reports.history import edition_data, frame, place_data

HEADINGS = (
    "team", "label", "day", "commit", "author", "customer", "name", "rank", "primary", "values",
    "heard", "pieces", "people", "what_changed",
)  # fmt: skip


def to_json(story: Story) -> str:
    """Return *story* as JSON, the newest chapter first, its changes as `diff --json` has them."""
    line = story.chronicle.lines[story.line]
    whole = frame(story.chronicle)
    return json.dumped(
        {
            "schema": json.SCHEMA,
            "team": whole["team"],
            "of": whole["of"],
            "record": whole["record"],
            "customer": {"id": line.newest.id, "names": list(story.names)},
            "chapters": [_chapter(story, chapter) for chapter in story.chapters],
            "left_out": whole["left_out"],
            "shallow": whole["shallow"],
        }
    )


def to_csv(story: Story) -> str:
    """Return *story* as CSV, a row for each thing that changed."""
    sheet = io.StringIO(newline="")
    writer = sheets.writer(sheet)
    writer.writerow(HEADINGS)
    for chapter in story.chapters:
        edition = story.chronicle.editions[chapter.edition]
        cells = [
            story.chronicle.team, edition.label, str(edition.day), edition.commit, edition.author,
            *_standing(chapter), str(chapter.values), str(chapter.heard), str(chapter.pieces),
            str(chapter.people),
        ]  # fmt: skip
        for said in story_sentences(story, chapter):
            writer.writerow([csv.guarded(cell) for cell in [*cells, said]])
    return sheet.getvalue()


def to_markdown(story: Story) -> str:
    """Return *story* as a Markdown page, a heading for each chapter."""
    return "\n".join(_page(story)) + "\n"


def _page(story: Story) -> Iterator[str]:
    escaped, whole = markdown.escaped, story.chronicle
    name, *earlier = story.names
    yield f"# {escaped(name)}"
    yield from ("", escaped(words.title(whole)))
    if earlier:
        yield from ("", escaped(f"Before: {'; '.join(earlier)}"))
    for chapter in story.chapters:
        edition = whole.editions[chapter.edition]
        yield from ("", f"## {escaped(edition.label)}", "")
        said = [words.byline(edition), describe_places(chapter, whole.word)]
        yield from (escaped("; ".join(filter(None, said))), "")
        yield from (f"- {escaped(one)}" for one in story_sentences(story, chapter))
        if known := describe_knowledge(chapter):
            yield from ("", escaped(known))
    for said_behind in words.behind(whole):
        yield from ("", escaped(said_behind))


def _chapter(story: Story, chapter: Chapter) -> dict[str, Any]:
    return {
        **edition_data(story.chronicle.editions[chapter.edition]),
        "places": [place_data(place) for place in chapter.places],
        "first": chapter.is_first,
        "changes": [change.to_data() for change in chapter.changes],
        "sentences": story_sentences(story, chapter),
        "values": {"heard": chapter.heard, "all": chapter.values},
        "evidence": {"pieces": chapter.pieces, "people": chapter.people},
    }


def _standing(chapter: Chapter) -> list[str]:
    places = chapter.places
    return [
        " ".join(place.id for place in places),
        words.listed([place.name for place in places]),
        " ".join("-" if place.rank is None else str(place.rank) for place in places),
        "yes" if any(place.is_primary for place in places) else "no",
    ]
