"""Count what becomes of two people's edits of one record on two branches.

    python -m bench.branches [--pairs 200] [--edits 3] [--seed 0]

Both write with the program from one commit: they hear something, reword, re-rank, name a new
customer, disagree. What plain `git merge` makes of it is held against what both have said, and so
is what `merge=union` and the program's own merge make of the same pair.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from tests import branches


def main() -> None:
    """Make the pairs, merge each in three ways, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--edits", type=int, default=3, help="the most on one branch")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    counts: dict[str, Counter[str]] = {
        way: Counter() for way in ("git merge", "merge=union", "our merge")
    }
    with tempfile.TemporaryDirectory() as name:
        rooms = [
            branches.Branches.begin(Path(name) / str(number), base)
            for number, base in enumerate(branches.BASES)
        ]
        for pair in range(wanted.pairs):
            room, rng = rooms[pair % len(rooms)], random.Random(f"{wanted.seed} {pair}")
            before = room.read()
            one, other = (room.write(side, rng, wanted.edits) for side in ("one", "other"))
            room.git("branch", "-qf", "kept", "other")
            for way, attribute in (("git merge", ""), ("merge=union", "merge=union")):
                room.git("checkout", "-q", "-B", "other", "kept")
                clean = room.merge(attribute)
                fate = room.fate(before, one, other, clean=clean)
                counts[way][fate] += 1
                if fate in ("unreadable", "silently wrong") and not attribute:
                    print(f"pair {pair}: {fate}: {one.what} beside {other.what}", flush=True)
            counts["our merge"][branches.pure(before, one, other)] += 1
    fates = ("conflict", "right", "unreadable", "silently wrong")
    print(f"{'of ' + str(wanted.pairs) + ' pairs':<14}" + "".join(f"{fate:>16}" for fate in fates))
    for way, count in counts.items():
        print(f"{way:<14}" + "".join(f"{count[fate]:>16}" for fate in fates))


if __name__ == "__main__":
    main()
