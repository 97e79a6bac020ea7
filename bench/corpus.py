"""Made-up records of any size, the same for the same seed.

python -m bench.corpus FOLDER --teams 200 --years 5 --customers 7
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from customer_cli.record.format import EVIDENCE_KINDS, FACTS, is_flow
from customer_cli.yamldoc.writer import dump

WHO = ("children", "teachers", "parents", "nurses", "drivers", "farmers", "tenants", "builders")
WHERE = ("in the valley", "on the islands", "at night", "in small towns", "without a phone")
NEEDS = (
    "somebody who answers before the day is over",
    "training that fits into one week",
    "to be asked before it is decided",
    "a price that stays what it was",
    "to see what became of it",
    "help without a form of nine pages",
    "that it works when the line is down",
)
KINDS = tuple(EVIDENCE_KINDS)


def record(customers: int, year: int, seed: int, team: str = "A team") -> dict[str, Any]:
    """Return the data of a record with *customers* customers, ranked and unranked."""
    rng = random.Random(f"{seed} {team}")  # the same people every year
    ids = [f"{rng.choice(WHO)}-{number}" for number in range(customers)]
    rng.seed(f"{seed} {team} {year}")
    order = rng.sample(ids, max(1, customers * 5 // 7))
    return {
        "format": 1,
        "team": team,
        "held": f"{year}-03-{rng.randint(10, 28)}",
        "guide": "hierarchy",
        "lens": "hierarchy",
        "primary": order[0],
        "order": order,
        "customers": {
            one: {
                "name": f"{one.split('-')[0].capitalize()} {rng.choice(WHERE)}",
                "facts": rng.sample(FACTS, 2),
                "because": f"They {rng.choice(('come', 'ask', 'wait', 'pay'))} first.",
                "values": [_value(rng, year, number) for number in range(rng.randint(1, 3))],
            }
            for one in ids
        },
        "decision": {"status": "decided", "rule": "leader decides after discussion"},
    }


def _value(rng: random.Random, year: int, number: int) -> dict[str, Any]:
    day = dt.date(year, 3, 1) - dt.timedelta(days=rng.randint(1, 700))
    return {
        "id": f"value-{number}-{rng.randint(1, 10**6)}",
        "text": rng.choice(NEEDS).capitalize(),
        "evidence": [
            {
                "id": f"{day}-{rng.randint(1, 10**6)}",
                "kind": rng.choice(KINDS),
                "date": str(day),
                "people": rng.randint(1, 20),
                "words": f"It was {rng.choice(NEEDS)} that I missed.",
            }
        ],
    }


def texts(teams: int, years: int, customers: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Yield `team/label` and the YAML text of each record."""
    for team in range(teams):
        for year in range(2026 - years, 2026):
            data = record(customers, year, seed, f"Team {team}")
            yield f"team-{team}/{year}", dump(data, is_flow)


def main() -> None:
    """Write a corpus to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    for name, default in (("teams", 200), ("years", 5), ("customers", 7), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    for label, text in texts(wanted.teams, wanted.years, wanted.customers, wanted.seed):
        path = wanted.folder / f"{label}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
