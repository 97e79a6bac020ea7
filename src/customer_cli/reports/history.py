"""All records of a team side by side, and one customer's story through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from customer_cli.diff.story import Chapter, Story
from customer_cli.diff.timeline import Chronicle, CustomerPlace, Edition
from customer_cli.reports import timeline
from customer_cli.reports.changes import describe_knowledge, describe_places, story_sentences
from customer_cli.reports.page import (
    Column,
    Group,
    Item,
    Items,
    Page,
    PageSection,
    Paragraph,
    Row,
    Span,
    Table,
    cell,
    paragraph,
    words,
)
from customer_cli.text import join_names, one_line

HEADINGS = (
    "team", "label", "day", "commit", "author", "row", "customer", "name", "there", "rank",
    "primary", "end", "notes",
)  # fmt: skip
STORY_HEADINGS = (
    "team", "label", "day", "commit", "author", "customer", "name", "rank", "primary", "values",
    "heard", "pieces", "people", "what_changed",
)  # fmt: skip


def build_history_page(chronicle: Chronicle) -> Page:
    """Return a row for each customer and a column for each edition, with what happened beside."""
    title = timeline.title(chronicle)
    return Page(
        name=one_line(title),
        title=words(Span(title, "title")),
        sections=(
            PageSection((_build_table(chronicle),)),
            *(PageSection((paragraph(told),)) for told in timeline.behind(chronicle)),
        ),
        widest=120,
    )


def build_story_page(story: Story) -> Page:
    """Return who they are and were, then a chapter for each edition, the newest first."""
    name, *earlier = story.names
    title = timeline.title(story.chronicle)
    before = f"\nbefore: {'; '.join(earlier)}" if earlier else ""
    return Page(
        name=one_line(f"{title}: {name}"),
        title=words(Span(name, "title")),
        facts=f"{title}{before}",
        sections=(
            *(_build_chapter(story, chapter) for chapter in story.chapters),
            *(PageSection((paragraph(told),)) for told in timeline.behind(story.chronicle)),
        ),
        widest=100,
    )


def build_history_data(chronicle: Chronicle) -> dict[str, Any]:
    """Return *chronicle* for programs: its editions, and every customer with a place in each."""
    customers = [
        {
            "row": number + 1,
            "id": line.newest.id,
            "name": line.newest.name,
            "places": [_build_place_data(place) if place else None for place in line.places],
            "from": [one + 1 for one in line.parents],
            "into": [one + 1 for one in line.children],
            "end": line.end,
            "because": line.because or None,
            "notes": timeline.notes(chronicle, number),
        }
        for number, line in enumerate(chronicle.lines)
    ]
    return _build_frame(chronicle) | {"customers": customers}


def build_story_data(story: Story) -> dict[str, Any]:
    """Return *story* for programs, the newest chapter first, its changes as `diff --json` has them."""
    line, whole = story.chronicle.lines[story.line], _build_frame(story.chronicle)
    chapters = [
        {
            **_build_edition_data(story.chronicle.editions[chapter.edition]),
            "places": [_build_place_data(place) for place in chapter.places],
            "first": chapter.is_first,
            "changes": [change.to_data() for change in chapter.changes],
            "sentences": story_sentences(story, chapter),
            "values": {"heard": chapter.heard, "all": chapter.values},
            "evidence": {"pieces": chapter.pieces, "people": chapter.people},
        }
        for chapter in story.chapters
    ]
    return {
        "team": whole["team"],
        "of": whole["of"],
        "record": whole["record"],
        "customer": {"id": line.newest.id, "names": list(story.names)},
        "chapters": chapters,
        "left_out": whole["left_out"],
        "shallow": whole["shallow"],
    }


def list_history_rows(chronicle: Chronicle) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each customer and edition, those of one customer alike."""
    yield HEADINGS
    for number, line in enumerate(chronicle.lines):
        notes = "; ".join(timeline.notes(chronicle, number))
        for edition, place in zip(chronicle.editions, line.places, strict=True):
            there = [line.newest.id, line.newest.name, "no", "", ""]
            if place:
                rank = "" if place.rank is None else str(place.rank)
                there = [place.id, place.name, "yes", rank, "yes" if place.is_primary else "no"]
            yield [
                chronicle.team, edition.label, str(edition.day), edition.commit, edition.author,
                str(number + 1), *there, line.end, notes,
            ]  # fmt: skip


def list_story_rows(story: Story) -> Iterator[Sequence[str]]:
    """Yield the headings, then a row for each thing that changed."""
    yield STORY_HEADINGS
    for chapter in story.chapters:
        edition, places = story.chronicle.editions[chapter.edition], chapter.places
        known = [
            story.chronicle.team, edition.label, str(edition.day), edition.commit, edition.author,
            " ".join(place.id for place in places),
            join_names(place.name for place in places),
            " ".join("-" if place.rank is None else str(place.rank) for place in places),
            "yes" if any(place.is_primary for place in places) else "no",
            str(chapter.values), str(chapter.heard), str(chapter.pieces), str(chapter.people),
        ]  # fmt: skip
        for told in story_sentences(story, chapter):
            yield [*known, told]


def _build_table(chronicle: Chronicle) -> Table:
    editions = chronicle.editions
    are_versions = chronicle.of == "versions"
    columns = (
        Column(chronicle.word[:1].upper() + chronicle.word[1:], least=len(timeline.PAIRS)),
        *(
            Column(
                edition.label,
                "number",
                least=3,
                detail=timeline.byline(edition) if are_versions else "",
            )
            for edition in editions
        ),
        Column("What happened", "notes", least=26),
    )
    totals = tuple(
        (cell(head), *(cell(said) if said else () for said in counted), ())
        for head, counted in timeline.rows(chronicle)
    )
    counted = [timeline.counted(counts) for counts in chronicle.counts]
    return Table(
        columns,
        tuple(_build_group(chronicle, number) for number in range(len(chronicle.lines))),
        is_ruled=False,
        legend=tuple(timeline.list_signs(chronicle)),
        totals=totals,
        totals_in_words=Items(
            tuple(
                Item(words(f"{labels}: {said}")) for labels, said in _join_equal(chronicle, counted)
            )
        ),
        in_words=tuple(_tell_lines(chronicle)),
    )


def _build_group(chronicle: Chronicle, number: int) -> Group:
    line = chronicle.lines[number]
    is_primary = line.newest.is_primary and line.end == "there"
    row: Row = (
        cell(Span(line.newest.name, "strong" if is_primary else "plain")),
        *(
            cell(
                Span(
                    timeline.sign(line, edition),
                    "strong" if place and place.is_primary else "plain",
                )
            )
            for edition, place in enumerate(line.places)
        ),
        cell(*timeline.notes(chronicle, number)),
    )
    return Group((row,), depth=line.depth)


def _tell_lines(chronicle: Chronicle) -> Iterator[Paragraph]:
    """Yield the lines in words: the name, the rank in each edition, what happened."""
    for number, line in enumerate(chronicle.lines):
        indent = min(line.depth, 3)
        yield Paragraph(words(Span(line.newest.name, "strong")), indent)
        ranks = [
            "" if place is None else "not ranked" if place.rank is None else str(place.rank)
            for place in line.places
        ]
        told = [f"{labels} {rank}" for labels, rank in _join_equal(chronicle, ranks)]
        yield Paragraph((Span(", ".join(told), "series"),), indent + 1)
        for note in timeline.notes(chronicle, number):
            yield Paragraph(words(note), indent + 1)


def _join_equal(chronicle: Chronicle, told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield labels and what is *told* of them, but where that is nothing.

    Versions that follow each other and say the same are one.
    """
    labelled = zip([one.label for one in chronicle.editions], told, strict=True)
    for _, run in groupby(
        enumerate(labelled), lambda at: (chronicle.of == "years" and at[0], at[1][1])
    ):
        first, *_, last = [labelled for _, labelled in run] * 2
        if first[1]:
            yield first[0] if first[0] == last[0] else f"{first[0]} to {last[0]}", first[1]


def _build_chapter(story: Story, chapter: Chapter) -> PageSection:
    edition = story.chronicle.editions[chapter.edition]
    standing = describe_places(chapter, story.chronicle.word)
    facts = "; ".join(filter(None, [timeline.byline(edition), standing]))
    told = Items(tuple(Item(words(one)) for one in story_sentences(story, chapter)))
    known = describe_knowledge(chapter)
    return PageSection(
        (told, *([Paragraph(words(known), 1)] if known else [])),
        title=words(Span(edition.label, "strong"), f"  {facts}"),
    )


def _build_frame(chronicle: Chronicle) -> dict[str, Any]:
    """Return what is said of the whole: whose it is, its editions, and what is missing."""
    editions = []
    for edition, counts in zip(chronicle.editions, chronicle.counts, strict=True):
        pairs = {"flipped": counts.flipped, "compared": counts.compared}
        numbers = {
            "pairs": None if counts.flipped is None else pairs,
            "values": {"heard": counts.heard, "all": counts.values},
        }
        editions.append(_build_edition_data(edition) | numbers)
    return {
        "team": chronicle.team,
        "of": chronicle.of,
        "record": chronicle.versions_of or None,
        "editions": editions,
        "left_out": list(chronicle.left_out),
        "shallow": chronicle.is_cut,
    }


def _build_edition_data(edition: Edition) -> dict[str, Any]:
    return {
        "label": edition.label,
        "held": edition.record.held.isoformat(),
        "commit": edition.commit or None,
        "date": edition.day.isoformat() if edition.commit else None,
        "author": edition.author or None,
    }


def _build_place_data(place: CustomerPlace) -> dict[str, Any]:
    return {
        "id": place.id, "name": place.name, "rank": place.rank, "primary": place.is_primary,
    }  # fmt: skip
