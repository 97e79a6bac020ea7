"""How many changes there are of which kind, as one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from customer_cli.diff.change import Change
from customer_cli.text import count

if TYPE_CHECKING:
    from customer_cli.record.model import Word

_OF_CUSTOMERS: Mapping[str, str] = {
    "joined": "joined", "left": "left", "question": "not mentioned any more", "renamed": "renamed",
    "split": "split", "merged": "merged", "moved": "moved", "ranked": "ranked now",
    "unranked": "not ranked any more",
}  # fmt: skip
_OF_VALUES: Mapping[str, str] = {
    "value_added": "added", "value_dropped": "dropped", "value_reworded": "reworded",
    "value_moved": "with another {one}", "value_changed": "told more closely",
    "status": "with another status",
}  # fmt: skip
_OF_EVIDENCE: Mapping[str, str] = {
    "evidence_added": "added", "evidence_dropped": "taken out", "evidence_changed": "read again",
}  # fmt: skip
_ALREADY_TOLD = ("primary", "shifted", "flipped", "written")


def sentence(changes: Iterable[Change], word: Word, moved: int) -> str:
    """Return the counts of *changes* in the team's *word*, *moved* of whom are named as such."""
    counted = Counter(one.kind for one in changes if one.kind not in _ALREADY_TOLD)
    if counted["moved"]:
        counted["moved"] = moved
    said = [
        *_counted(counted, _OF_CUSTOMERS, word.one, word.many, word),
        *_counted(counted, _OF_VALUES, "value", "values", word),
        *_counted(counted, _OF_EVIDENCE, "piece of evidence", "pieces of evidence", word),
    ]
    told = {*_OF_CUSTOMERS, *_OF_VALUES, *_OF_EVIDENCE}
    if rest := sum(number for kind, number in counted.items() if kind not in told):
        said.append(count(rest, "other change" if said else "change"))
    return f"{'; '.join(said)}." if said else ""


def _counted(
    counted: Counter[str], kinds: Mapping[str, str], one: str, many: str, word: Word
) -> Iterator[str]:
    there = [(counted[kind], words) for kind, words in kinds.items() if counted[kind]]
    if not there:
        return
    parts = [f"{number} {words.format(one=word.one)}" for number, words in there]
    first, _, rest = parts[0].partition(" ")
    yield ", ".join([f"{first} {_word(there, one, many)} {rest}", *parts[1:]])


def _word(there: Sequence[tuple[int, str]], one: str, many: str) -> str:
    return one if there[0][0] == 1 else many
