"""What happened to one customer, a sentence a change, as it is told to those who know whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from customer_cli.diff.change import Change
from customer_cli.diff.story import Chapter, Story
from customer_cli.diff.timeline import Chronicle
from customer_cli.reports.changes import worded
from customer_cli.reports.timeline import listed

if TYPE_CHECKING:
    from customer_cli.diff.compare import Comparison

QUIET = "nothing changed for them"


class _Telling:
    """The chapter that is told: whose it is, and the names behind ids."""

    def __init__(self, both: Comparison, chapter: Chapter, word: str) -> None:
        self.records = both.new.record, both.old.record
        self.ids = {place.id for place in chapter.places}
        self.word = word

    def name(self, key: str | None) -> str:
        for record in self.records:
            if key in record.customers:
                return str(record.customers[key].name or key)
        return str(key) if key else "nobody"

    def names(self, keys: list[str]) -> str:
        return listed([self.name(key) for key in keys])

    def value(self, key: str) -> str:
        for record in self.records:
            for customer in record.customers.values():
                for value in customer.values:
                    if key in (value.id, value.text):
                        return f'"{value.text}"'
        return f'"{key}"'


Say = Callable[[_Telling, Change], str]


def sentences(story: Story, chapter: Chapter) -> list[str]:
    """Return what *chapter* says that changed; evidence is counted and not listed."""
    chronicle = story.chronicle
    if chapter.is_first:
        return ["first named"]
    return list(_told(chronicle, chapter)) or [QUIET]


def known(chapter: Chapter) -> str:
    """Return how much was heard from them by then, or nothing where they value nothing yet."""
    if not chapter.values and not chapter.pieces:
        return ""
    values = "1 value" if chapter.values == 1 else f"{chapter.values} values"
    pieces = "1 piece" if chapter.pieces == 1 else f"{chapter.pieces} pieces"
    people = "1 person" if chapter.people == 1 else f"{chapter.people} people"
    return f"{chapter.heard} of {values} heard; {pieces} of evidence, {people} heard"


def standing(chapter: Chapter, word: str) -> str:
    """Return where they stood, in a few words; nothing where they were gone."""
    return listed([_stood(place.rank, place.is_primary, word) for place in chapter.places])


def _stood(rank: int | None, is_primary: bool, word: str) -> str:
    place = "not ranked" if rank is None else f"place {rank}"
    return f"{place}, the primary {word}" if is_primary else place


def _told(chronicle: Chronicle, chapter: Chapter) -> Iterator[str]:
    if not chapter.edition:
        return
    telling = _Telling(chronicle.comparisons[chapter.edition - 1], chapter, chronicle.word)
    evidence = {"evidence_added": 0, "evidence_dropped": 0, "evidence_changed": 0}
    wins: list[str] = []
    loses: list[str] = []
    for change in chapter.changes:
        if change.kind in evidence:
            evidence[change.kind] += 1
        elif change.kind == "flipped":
            if change["now_wins"] in telling.ids:
                wins.append(telling.name(change["over"]))
            else:
                loses.append(telling.name(change["now_wins"]))
        else:
            yield SENTENCES[change.kind](telling, change)
    if wins:
        yield f"now before {listed(wins)}"
    if loses:
        yield f"now behind {listed(loses)}"
    for kind, number in evidence.items():
        if number:
            pieces = "1 piece" if number == 1 else f"{number} pieces"
            yield f"{pieces} of evidence {_HEARD[kind]}"


_HEARD = {"evidence_added": "more", "evidence_dropped": "gone", "evidence_changed": "changed"}


def _primary(telling: _Telling, change: Change) -> str:
    if change["to"] in telling.ids:
        was = f", after {telling.name(change['from'])}" if change["from"] else ""
        return f"became the primary {telling.word}{was}"
    now = f"; that is {telling.name(change['to'])}" if change["to"] else ""
    return f"no longer the primary {telling.word}{now}"


def _facts(_: _Telling, change: Change) -> str:
    said = [f"+{_plain(fact)}" for fact in change["added"]]
    return f"facts: {', '.join(said + [f'-{_plain(fact)}' for fact in change['dropped']])}"


def _moved_value(telling: _Telling, change: Change) -> str:
    if change["to"] in telling.ids:
        return f"{telling.value(change['id'])} came from {telling.name(change['from'])}"
    return f"{telling.value(change['id'])} went to {telling.name(change['to'])}"


def _renamed(_: _Telling, change: Change) -> str:
    if change["from"] == change["to"]:
        return f"the id is {change['id']}, was {change['was']}"
    return f"renamed: {worded(change['from'], change['to'])}"


def _plain(said: Any) -> str:
    return ", ".join(said) if isinstance(said, list) else str(said or "").replace("_", " ")


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""


SENTENCES: Mapping[str, Say] = {
    "primary": _primary,
    "joined": lambda t, c: f"joined as {t.name(c['id'])}",
    "left": lambda t, c: f"left{_because(c['because'])}",
    "renamed": _renamed,
    "split": lambda t, c: f"{t.name(c['from'])}: split into {t.names(c['to'])}",
    "merged": lambda t, c: f"{t.names(c['from'])}: merged into {t.name(c['to'])}",
    "question": lambda t, c: "gone; nothing says what became of them",
    "moved": lambda t, c: f"from place {c['from']} to {c['to']}",
    "shifted": lambda t, c: f"from place {c['from']} to {c['to']}, because others came or went",
    "ranked": lambda t, c: f"ranked, place {c['to']}",
    "unranked": lambda t, c: f"not ranked any more, was place {c['from']}",
    "facts": _facts,
    "standing": lambda t, c: f"{c['to']}, was {c['from']} ({_plain(c['because'])})",
    "described": lambda t, c: f"{_plain(c['key'])}: {worded(_listed(c['from']), _listed(c['to']))}",
    "value_added": lambda t, c: f'also value "{c["text"]}"',
    "value_dropped": lambda t, c: f'dropped: "{c["text"]}"',
    "value_reworded": lambda t, c: f"reworded: {worded(c['from'], c['to'])}"
    + (" (taken for the same by its words)" if c["guessed"] else ""),
    "value_moved": _moved_value,
    "value_changed": lambda t, c: f"{t.value(c['id'])}, {_plain(c['key'])}: "
    + worded(c["from"], c["to"]),
    "status": lambda t, c: f"{c['to']}, was {c['from']}: {t.value(c['id'])}",
    "tie_break_added": lambda t, c: f"tie-break: {t.name(c['prefer'])} even over {t.name(c['over'])}",
    "tie_break_dropped": lambda t, c: f"no tie-break any more: {t.name(c['prefer'])} even over "
    + t.name(c["over"]),
    "tie_break_changed": lambda t, c: f"{t.name(c['prefer'])} even over {t.name(c['over'])}: "
    + worded(c["from"], c["to"]),
    "written": lambda t, c: "written differently: "
    + worded(_listed(c["from"]), _listed(c["to"])),
}  # fmt: skip
"""A sentence for each kind of change that concerns a customer, but for what is counted."""


def _listed(said: Any) -> Any:
    return ", ".join(said) if isinstance(said, list) else said
