"""Count what becomes of many random edits of hand-written files and random documents.

    python -m bench.edits [--edits 20000] [--seed 0]

The judge shares no code with the editor (see tests/edits.py). Wrong data and lost comments are
to be none; a refused edit leaves the file as it is and says why.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from tests import edits

from customer_cli.yamldoc import reader


def main() -> None:
    """Run the edits and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    rng = random.Random(wanted.seed)
    bases = edits.bases()
    counts: Counter[str] = Counter()
    while counts["edits"] < wanted.edits:
        text = rng.choice(bases) if rng.random() < 0.5 else edits.document(rng)
        data = reader.read(text.encode(), "document").data
        for _ in range(rng.randint(1, 4)):
            change = edits.change(rng, data)
            verdict = edits.judged(text, change)
            counts["edits"] += 1
            counts["wrong data"] += bool(verdict.wrong)
            counts["lost comments"] += bool(verdict.lost)
            counts["other lines touched"] += bool(verdict.touched)
            counts["refused"] += bool(verdict.refused)
            if verdict.refused or verdict.wrong:
                break
            text, data = verdict.text, change.data
    for what in ("edits", "wrong data", "lost comments", "other lines touched", "refused"):
        print(f"{what:<22}{counts[what]:>8}   {100 * counts[what] / counts['edits']:.3f} %")


if __name__ == "__main__":
    main()
