"""A chronicle in words: what stands beside a line, below a column, and behind the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from customer_cli.diff.timeline import (
    Chronicle,
    CustomerLine,
    CustomerPlace,
    Edition,
    VersionCounts,
)
from customer_cli.text import as_typed, join_names

NOT_YET, GONE, UNRANKED = ".", "-", "*"
LEGEND = {
    NOT_YET: "not there yet",
    GONE: "not there any more",
    UNRANKED: "there, but not ranked",
}
"""What a sign says in the place of a rank."""
PAIRS = "pairs that changed places"
HEARD = "values heard"
NONE = "none"
"""Stands where there is nothing to count."""


def title(chronicle: Chronicle) -> str:
    """Return whose history it is, and from when to when."""
    first, last = chronicle.editions[0].label, chronicle.editions[-1].label
    span = first if first == last else f"{first} to {last}"
    record = f"{chronicle.versions_of}, " if chronicle.versions_of else ""
    return f"{chronicle.team}  {record}{span}"


def sign(line: CustomerLine, number: int) -> str:
    """Return the rank of *line* in the edition *number*, or the sign that stands for it."""
    place = line.places[number]
    if place is None:
        return NOT_YET if number < line.first else GONE
    return UNRANKED if place.rank is None else str(place.rank)


def list_signs(chronicle: Chronicle) -> Iterator[tuple[str, str]]:
    """Yield the signs that are in the table, each with what it says."""
    count = range(len(chronicle.editions))
    there = {sign(line, number) for line in chronicle.lines for number in count}
    return ((one, said) for one, said in LEGEND.items() if one in there)


def pairs(counts: VersionCounts) -> str:
    """Return how many pairs changed places, or nothing for the oldest edition."""
    if counts.flipped is None:
        return ""
    return f"{counts.flipped} of {counts.compared}" if counts.compared else NONE


def heard(counts: VersionCounts) -> str:
    """Return how many of the values are heard or confirmed."""
    return f"{counts.heard} of {counts.values}" if counts.values else NONE


def rows(chronicle: Chronicle) -> list[tuple[str, list[str]]]:
    """Return what is counted, each with a number for every edition."""
    found = [(HEARD, [heard(counts) for counts in chronicle.counts])]
    if chronicle.comparisons:
        found.insert(0, (PAIRS, [pairs(counts) for counts in chronicle.counts]))
    return found


def counted(counts: VersionCounts) -> str:
    """Return the numbers of an edition as a sentence."""
    said = []
    if counts.compared is not None:
        said = [
            f"{pairs(counts)} pairs changed places" if counts.compared else "no pairs to compare"
        ]
    said.append(f"{heard(counts)} values heard" if counts.values else "no values yet")
    return "; ".join(said)


def byline(edition: Edition) -> str:
    """Return when *edition* was held, or who wrote that version and when."""
    if not edition.commit:
        return f"held {edition.day}"
    return ", ".join(filter(None, [str(edition.day), edition.author]))


def notes(chronicle: Chronicle, number: int) -> list[str]:
    """Return what happened to the line *number*, a few words each."""
    line = chronicle.lines[number]
    labels = [edition.label for edition in chronicle.editions]
    told: list[str] = []
    parents = [chronicle.lines[one].newest.name for one in line.parents]
    if line.is_split_off:
        told.append(f"split off in {labels[line.first]}")
    elif parents:
        told.append(f"merged from {join_names(parents)} in {labels[line.first]}")
    elif line.first:
        told.append(f"joined in {labels[line.first]}")
    there = [(at, place) for at, place in enumerate(line.places) if place]
    for (_, before), (at, after) in pairwise(there):
        if as_typed(before.name) != as_typed(after.name):
            told.append(f"renamed in {labels[at]}, was {before.name}")
        elif before.id != after.id:
            told.append(f"new id in {labels[at]}, was {before.id}")
    for (last, _), (at, _) in pairwise(there):
        if at > last + 1:
            told.append(f"came back in {labels[at]}")
    return [*told, *_primary(line, labels), *_end(chronicle, line, labels)]


def behind(chronicle: Chronicle) -> list[str]:
    """Return what must be known of the whole: what is missing from it, and what it lacks."""
    said = []
    if len(chronicle.editions) == 1:
        one = "version" if chronicle.of == "versions" else "record"
        only = f"Only one {one} can be read" if chronicle.left_out else f"There is one {one} so far"
        said.append(f"{only}; a history begins with the second.")
    if chronicle.left_out:
        said.append(f"Left out, because it cannot be read: {', '.join(chronicle.left_out)}.")
    if chronicle.is_cut:
        oldest = chronicle.editions[0].day
        said.append(f"History before {oldest} is not here: git fetch --unshallow")
    return said


def _primary(line: CustomerLine, labels: Sequence[str]) -> Iterator[str]:
    for start, end in _runs(line.places):
        begins, ends = start == line.first, end == line.last
        if begins and ends:
            yield (
                "primary" if start != end or line.end == "there" else f"primary in {labels[start]}"
            )
        elif ends and line.end == "there":
            yield f"primary since {labels[start]}"
        elif begins:
            yield f"primary until {labels[end]}"
        elif start == end:
            yield f"primary in {labels[start]}"
        else:
            yield f"primary from {labels[start]} to {labels[end]}"


def _runs(places: Sequence[CustomerPlace | None]) -> Iterator[tuple[int, int]]:
    start = None
    for number, place in enumerate([*places, None]):
        is_primary = place is not None and place.is_primary
        if is_primary and start is None:
            start = number
        elif not is_primary and start is not None:
            yield start, number - 1
            start = None


def _end(chronicle: Chronicle, line: CustomerLine, labels: Sequence[str]) -> Iterator[str]:
    if line.end == "there":
        return
    when = labels[line.last + 1]
    became = [chronicle.lines[one].newest.name for one in line.children]
    if line.end == "split":
        # Parts that stand right below need no names; one that is also part of a merger does.
        apart = any(not chronicle.lines[one].is_split_off for one in line.children)
        yield f"split into {join_names(became)} in {when}" if apart else f"split in {when}"
    elif line.end == "merged":
        yield f"merged into {join_names(became)} in {when}"
    elif line.end == "left":
        yield f"left in {when}"
    else:
        yield f"gone in {when}, nothing says why"
