"""Changes between two records as sentences: a line each for git, and the story of a customer.

Every kind of change has its row in `WORDINGS`, which names the function that phrases it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from customer_cli.diff.change import KINDS, Change
from customer_cli.reports import phrases
from customer_cli.reports.wording import (
    NOBODYS,
    ChangePhrase,
    Names,
    ReportLine,
    Viewpoint,
    mark_words,
    spell,
)
from customer_cli.text import count, join_names, visible

if TYPE_CHECKING:
    from customer_cli.diff.compare import Comparison
    from customer_cli.diff.story import Chapter, Story

UNCHANGED = "Nothing changed but how it is written."
QUIET = "nothing changed for them"
_HEARD = {"evidence_added": "more", "evidence_dropped": "gone", "evidence_changed": "changed"}


@dataclass(frozen=True, slots=True)
class KindWording:
    """The words for all changes of a kind."""

    describe: Callable[[Change, Names, Viewpoint], ChangePhrase]
    counted: str = ""
    """What is said of so many of them: `3 renamed`; `{one}` is the team's word for a customer."""


WORDINGS: dict[str, KindWording] = {
    "primary": KindWording(phrases.describe_primary),
    "joined": KindWording(phrases.describe_identity, "joined"),
    "left": KindWording(phrases.describe_identity, "left"),
    "renamed": KindWording(phrases.describe_identity, "renamed"),
    "split": KindWording(phrases.describe_lineage, "split"),
    "merged": KindWording(phrases.describe_lineage, "merged"),
    "question": KindWording(phrases.describe_identity, "not mentioned any more"),
    "moved": KindWording(phrases.describe_rank, "moved"),
    "shifted": KindWording(phrases.describe_rank),
    "ranked": KindWording(phrases.describe_rank, "ranked now"),
    "unranked": KindWording(phrases.describe_rank, "not ranked any more"),
    "flipped": KindWording(phrases.describe_rank),
    "facts": KindWording(phrases.describe_facts),
    "standing": KindWording(phrases.describe_standing),
    "described": KindWording(phrases.describe_detail),
    "value_added": KindWording(phrases.describe_new_value, "added"),
    "value_dropped": KindWording(phrases.describe_new_value, "dropped"),
    "value_reworded": KindWording(phrases.describe_value, "reworded"),
    "value_moved": KindWording(phrases.describe_value, "with another {one}"),
    "value_changed": KindWording(phrases.describe_value, "told more closely"),
    "status": KindWording(phrases.describe_status, "with another status"),
    "evidence_added": KindWording(phrases.describe_evidence, "added"),
    "evidence_dropped": KindWording(phrases.describe_evidence, "taken out"),
    "evidence_changed": KindWording(phrases.describe_evidence, "read again"),
    "tie_break_added": KindWording(phrases.describe_tie_break),
    "tie_break_dropped": KindWording(phrases.describe_tie_break),
    "tie_break_changed": KindWording(phrases.describe_tie_break),
    "decision": KindWording(phrases.describe_setting),
    "rule": KindWording(phrases.describe_setting),
    "dissent_opened": KindWording(phrases.describe_dissent),
    "dissent_closed": KindWording(phrases.describe_dissent),
    "dissent_dropped": KindWording(phrases.describe_dissent),
    "learn_opened": KindWording(phrases.describe_learning),
    "learn_answered": KindWording(phrases.describe_learning),
    "learn_dropped": KindWording(phrases.describe_learning),
    "not_served_added": KindWording(phrases.describe_not_served),
    "not_served_dropped": KindWording(phrases.describe_not_served),
    "not_served_changed": KindWording(phrases.describe_not_served),
    "expected_added": KindWording(phrases.describe_expected),
    "expected_dropped": KindWording(phrases.describe_expected),
    "parked_added": KindWording(phrases.describe_parked),
    "parked_dropped": KindWording(phrases.describe_parked),
    "lens": KindWording(phrases.describe_setting),
    "guide": KindWording(phrases.describe_setting),
    "team": KindWording(phrases.describe_setting),
    "word": KindWording(phrases.describe_setting),
    "slogan": KindWording(phrases.describe_setting),
    "result": KindWording(phrases.describe_setting),
    "answer": KindWording(phrases.describe_text),
    "written": KindWording(phrases.describe_text),
}
WORDINGS |= {kind: KindWording(phrases.describe_entry) for kind in KINDS if kind not in WORDINGS}


def describe_change(change: Change, names: Names, viewpoint: Viewpoint = NOBODYS) -> ChangePhrase:
    """Return *change* in words; of a kind without a row, everything that it carries."""
    wording = WORDINGS.get(change.kind)
    if wording is not None:
        return wording.describe(change, names, viewpoint)
    carried = "; ".join(f"{spell(name)}: {said}" for name, said in change.fields.items() if said)
    line = ReportLine(spell(change.kind), mark_words("same", carried))
    return ChangePhrase(spell(change.kind).capitalize(), carried, stop="", lines=(line,))


def write_changes(both: Comparison, unchanged: str = UNCHANGED) -> str:
    """Return *both* as sentences, or the one for *unchanged*, which may be nothing."""
    names = Names(both)
    lines = [
        describe_change(change, names).sentence
        for change in both.changes
        if change.kind not in ("shifted", "answer", "written")
    ]
    if shifted := sum(change.kind == "shifted" for change in both.changes):
        differ = "number differs" if shifted == 1 else "numbers differ"
        lines.append(f"{shifted} {differ} only because others moved.")
    if answers := [change["question"] for change in both.changes if change.kind == "answer"]:
        lines.append(f"Answers in other words: {', '.join(answers)}.")
    if note := count_respelled(both.changes):
        lines.append(note)
    if not lines and unchanged:
        lines.append(unchanged)
    return "".join(f"{visible(line)}\n" for line in lines)


def count_respelled(changes: Iterable[Change]) -> str:
    """Return a sentence for the texts of which only quotes, dashes and dots differ, or nothing."""
    number = sum(change.kind == "written" for change in changes)
    texts = "1 text differs" if number == 1 else f"{number} texts differ"
    return f"{texts} only in how quotes, dashes or dots are written." if number else ""


def story_sentences(story: Story, chapter: Chapter) -> list[str]:
    """Return what *chapter* says that changed; evidence is counted and not listed."""
    if chapter.is_first:
        return ["first named"]
    if not chapter.edition:
        return [QUIET]
    chronicle = story.chronicle
    both = chronicle.comparisons[chapter.edition - 1]
    names = Names(both, as_written=True)
    viewpoint = Viewpoint(frozenset(place.id for place in chapter.places), chronicle.word)
    told: list[str] = []
    wins: list[str] = []
    loses: list[str] = []
    for change in chapter.changes:
        if change.kind == "flipped":
            won = change["now_wins"] in viewpoint.ids
            (wins if won else loses).append(names.customer(change["over" if won else "now_wins"]))
        elif change.kind not in _HEARD:
            phrase = describe_change(change, names, viewpoint)
            told.append(phrase.story or phrase.predicate)
    told += [f"now before {join_names(wins)}"] if wins else []
    told += [f"now behind {join_names(loses)}"] if loses else []
    for kind, how in _HEARD.items():
        if number := sum(change.kind == kind for change in chapter.changes):
            told.append(f"{count(number, 'piece')} of evidence {how}")
    return told or [QUIET]


def describe_knowledge(chapter: Chapter) -> str:
    """Return how much was heard from them by then, or nothing where they value nothing yet."""
    if not chapter.values and not chapter.pieces:
        return ""
    values, pieces = count(chapter.values, "value"), count(chapter.pieces, "piece")
    people = count(chapter.people, "person", "people")
    return f"{chapter.heard} of {values} heard; {pieces} of evidence, {people} heard"


def describe_places(chapter: Chapter, word: str) -> str:
    """Return where they stood, in a few words; nothing where they were gone."""
    return join_names(
        ("not ranked" if place.rank is None else f"place {place.rank}")
        + (f", the primary {word}" if place.is_primary else "")
        for place in chapter.places
    )
