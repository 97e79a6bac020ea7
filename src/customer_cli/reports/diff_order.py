"""The order today beside the order then: who stands where, and what moved them.

A number alone says nothing, because one who rises gives everybody below another number. So a row
says a word only where somebody decided something, and the rest is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from customer_cli.analysis.hierarchy import name_in_sentence
from customer_cli.diff.change import Change
from customer_cli.diff.compare import Comparison
from customer_cli.diff.customers import find_movers, rank_customers
from customer_cli.record.format import DEFAULT_WORD
from customer_cli.reports.wording import MOST_NAMES, Names, join_most
from customer_cli.text import count, join_names, one_line

_STIRRED = ("shifted", "joined", "left", "split", "merged", "ranked", "unranked")
"""After these the numbers look as if somebody had been put before somebody else."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One customer of either record."""

    rank: str
    name: str
    before: str
    """The rank they had, or those of all they came from."""
    word: str
    """What happened to them, in a few words; empty where nothing did."""


@dataclass(frozen=True, slots=True)
class OrderReport:
    """The order of both records."""

    rows: tuple[OrderRow, ...]
    notes: tuple[str, ...]
    """Sentences below the rows."""
    moved: int = 0
    """How many are named as having moved."""


def report_order(names: Names, meant: Iterable[str] | None, *, short: bool) -> OrderReport:
    """Return the order, of those *meant* alone where they are named.

    With *short*, of those who moved only the fewest are named whose moves explain the rest.
    """
    moved = [one for one in names.both.changes if one.kind == "moved"]
    named = _choose_movers(names.both, moved) if short else [str(one["id"]) for one in moved]
    rows = tuple(_write_rows(names, set(named), None if meant is None else set(meant)))
    notes = () if meant is not None else tuple(_write_notes(names, named, len(moved)))
    return OrderReport(rows, notes, len(named))


def _choose_movers(both: Comparison, moved: list[Change]) -> list[str]:
    """Return who is named as having moved, the risers first."""
    same = both.lineage.same
    before = [same[key] for key in rank_customers(both.old.record) if key in same]
    fewest = find_movers(before, list(rank_customers(both.new.record)))
    explained: set[str] = set(fewest)
    # A pair with one who is new, split or merged is explained by nobody's move but their own.
    alone = {one for pair in both.pairs.flipped if not explained.intersection(pair) for one in pair}
    ids = dict.fromkeys(str(one["id"]) for one in moved)
    return [*(k for k in fewest if k in ids), *(k for k in ids if k in alone - explained)]


def _write_rows(names: Names, named: set[str], meant: set[str] | None) -> Iterator[OrderRow]:
    both = names.both
    now, before = rank_customers(names.new), rank_customers(names.old)
    words: dict[str, list[str]] = {}
    for one in both.changes:
        for key, word in _describe_move(names, one, named):
            words.setdefault(key, []).append(word)
    gone = [k for k, successors in both.lineage.successors.items() if not successors]
    for key in dict.fromkeys([*now, *names.new.customers]):
        if meant is None or key in meant:
            origins = both.lineage.predecessors[key]
            stood = ", ".join(str(before[one]) for one in origins if one in before)
            if not stood and origins:
                stood = "-"
            rank = str(now[key]) if key in now else "-"
            yield OrderRow(rank, names.customer(key), stood, ", ".join(words.get(key, [])))
    for key in sorted(gone, key=lambda one: before.get(one, len(before) + 1)):
        if meant is None or key in meant:
            word = ", ".join(words.get(key, []))
            yield OrderRow("", names.before(key), str(before.get(key, "-")), word)


def _describe_move(names: Names, one: Change, named: set[str]) -> Iterator[tuple[str, str]]:
    """Yield whom a change moved, and a word for it."""
    if one.kind == "moved" and one["id"] in named:
        places = one["from"] - one["to"]
        yield one["id"], f"up {places}" if places > 0 else f"down {-places}"
    elif one.kind == "primary":
        if one["to"]:
            yield one["to"], "now primary"
        was = names.both.lineage.same.get(one["from"] or "")
        if was and was != one["to"]:
            yield was, "was primary"
    elif one.kind == "question":
        yield one["about"], "nothing says what became of them"
    elif one.kind == "renamed" and one["from"] != one["to"]:
        yield one["id"], f"renamed, was {one_line(one['from'])}"
    elif one.kind == "split":
        for part in one["to"]:
            yield part, f"split from {names.before(one['from'])}"
    elif one.kind == "merged":
        came = join_names(map(names.before, one["from"]))
        yield one["to"], f"merged from {came}"
    elif one.kind in _WORDS:
        yield one["id"], _WORDS[one.kind]


_WORDS = {
    "joined": "new",
    "left": "left",
    "ranked": "ranked now",
    "unranked": "not ranked any more",
}


def _write_notes(names: Names, named: list[str], moved: int) -> Iterator[str]:
    both = names.both
    shifted = sum(one.kind == "shifted" for one in both.changes)
    if numbers := shifted + moved - len(named):
        differ = "number differs" if numbers == 1 else "numbers differ"
        yield f"{numbers} {differ} only because others moved, came or went."
    yield from _write_wins(names, named)
    flipped, of = len(both.pairs.flipped), both.pairs.compared
    if flipped:
        yield f"{flipped} of {count(of, 'pair')} changed places."
    elif of and any(one.kind in _STIRRED for one in both.changes):
        yield f"None of {count(of, 'pair')} changed places."


def _write_wins(names: Names, named: list[str]) -> Iterator[str]:
    """Yield who wins now over whom, each pair once, under whoever is named as having moved."""
    place = {key: number for number, key in enumerate(named)}
    wins: dict[str, list[str]] = {}
    loses: dict[str, list[str]] = {}
    for winner, over in names.both.pairs.flipped:
        first = place.get(winner, len(place)), place.get(over, len(place))
        if first[1] < first[0]:
            loses.setdefault(over, []).append(winner)
        else:
            wins.setdefault(winner, []).append(over)
    word = names.new.word or DEFAULT_WORD

    def name(key: str) -> str:
        return name_in_sentence(names.customer(key), word)

    for key in dict.fromkeys([*named, *wins, *loses]):
        for others, says in ((wins, "now win over"), (loses, "now give way to")):
            if key in others:
                told = join_most(others[key], MOST_NAMES, name)
                yield f"When wishes collide, {name(key)} {says} {told}."
