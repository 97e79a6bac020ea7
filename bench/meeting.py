"""A meeting that answers every question of a guide, for how long its answers take."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from bench.corpus import NEEDS, WHERE, WHO

GUIDE = "drucker"


def asked(
    customers: int, plan: str = "60", seed: int = 1, look: Callable[[Any], Any] | None = None
) -> Iterator[tuple[Any, Callable[[], Any]]]:
    """Yield each question of a meeting about *customers*, and what answers it and shows the next.

    Call it once before going on. *look* says what the method doubts; left out, its rules do.
    """
    from pathlib import Path

    from customer_cli.conversation import turns
    from customer_cli.conversation.doubting import looking
    from customer_cli.conversation.interview import Interview
    from customer_cli.guides import guide_store

    rng = random.Random(seed)
    guide = guide_store.load(GUIDE, Path("nowhere")).guide
    base = {"format": 1, "held": "2026-03-14", "guide": GUIDE, "lens": guide.lens}
    talk = Interview(guide, base, look=look or looking())

    def sent(command: Any) -> Any:
        talk.send(command)
        return talk.view()

    while not isinstance(screen := talk.view(), turns.Review):
        if isinstance(screen, turns.PushBack):
            talk.send(turns.Keep())
            continue
        rows = answer(screen, rng, customers, plan)
        command = turns.Answer(rows) if rows else turns.Skip()
        yield screen, lambda command=command: sent(command)


def answer(screen: Any, rng: random.Random, customers: int, plan: str) -> tuple[Any, ...]:
    """Return rows that answer the question on *screen*, none where there is nothing to choose."""
    if screen.key == "plan":
        return ({"plan": plan},)
    if screen.key.partition("-")[0] == "customers":
        names = (f"{rng.choice(WHO).capitalize()} {rng.choice(WHERE)}" for _ in range(customers))
        return tuple({"name": f"{name}, group {n}"} for n, name in enumerate(names, 1))
    row: dict[str, Any] = {}
    for field in screen.fields:
        if field.applies(row) and (said := _said(field, rng)):
            row[field.name] = said
    return (row,) if row else ()


def _said(field: Any, rng: random.Random) -> Any:
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
    return f"{rng.choice(NEEDS).capitalize()}, {rng.choice(WHERE)} in {rng.randint(1, 999)} days."
