"""A meeting that answers every question of a guide, for how long its answers take."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.corpus import NEEDS, WHERE, WHO

GUIDE = "drucker"


def asked(
    customers: int,
    seed: int = 1,
    said: Sequence[str] = NEEDS,
    look: Callable[[Any, str], Any] | None = None,
) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Yield each question of a meeting about *customers*, and what answers it and shows the next.

    Call it once before going on. Sentences are made from *said*. *look* says what the method doubts; left out, its rules do.
    """
    from pathlib import Path

    from customer_cli.guide import files
    from customer_cli.interview import protocol
    from customer_cli.interview.engine import Interview
    from customer_cli.interview.push_back import rules_after

    rng = random.Random(seed)
    guide = files.load_guide(GUIDE, Path("nowhere")).guide
    base = {"format": 1, "held": "2026-03-14", "guide": GUIDE, "lens": guide.lens}
    talk = Interview(guide, base, run_rules=look or rules_after())

    def sending(command: Any) -> Callable[[], Any]:
        def sent() -> Any:
            talk.send(command)
            return talk.view()

        return sent

    while not isinstance(screen := talk.view(), protocol.Review):
        if isinstance(screen, protocol.PushBack):
            talk.send(protocol.Keep())
            continue
        rows = answer(screen, rng, customers, said)
        yield screen, sending(protocol.Answer(rows) if rows else protocol.Skip())


def answer(screen: Any, rng: random.Random, customers: int, said: Sequence[str]) -> tuple[Any, ...]:
    """Return rows that answer the question on *screen*, none where there is nothing to choose."""
    if screen.key == "plan":
        return ({"plan": "60"},)
    if screen.key.partition("-")[0] == "customers":
        names = (f"{rng.choice(WHO).capitalize()} {rng.choice(WHERE)}" for _ in range(customers))
        return tuple({"name": f"{name}, group {n}"} for n, name in enumerate(names, 1))
    row: dict[str, Any] = {}
    for field in screen.fields:
        if field.applies(row) and (typed := _typed(field, rng, said)):
            row[field.name] = typed
    return (row,) if row else ()


def _typed(field: Any, rng: random.Random, said: Sequence[str]) -> Any:
    choices = [choice.id for choice in field.choices]
    match field.widget:
        case "choice":
            return rng.choice(choices) if choices else ""
        case "several":
            return rng.sample(choices, min(2, len(choices)))
        case "order":
            return [*(field.proposed or choices)]
        case "date":
            return "2026-03-02"
        case "number":
            return str(rng.randint(1, 9))
    return f"{rng.choice(said).capitalize()}, {rng.choice(WHERE)} in {rng.randint(1, 999)} days"
