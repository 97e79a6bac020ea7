"""Rules about outputs (O): what we make, and what success is for those who use it.

The key is reserved and not yet part of the format, so it is read with care.
"""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.prose.doings import our_delivery
from customer_cli.lint.rule import Doubt, Subject, rule
from customer_cli.record.explain import Path, quoted

_DEEPEST = 4
"""Levels below an output that are looked at; whatever is deeper was not written by hand."""


@rule("O02", "warning")
def success_is_theirs(subject: Subject) -> Iterator[Doubt]:
    """Success is what those who use the output can do, not that we are done.

    Delivered, published or launched on time measures work by its mere creation (C309). Seen are
    such words under `success` where nobody else is in the sentence.
    """
    outputs = (subject.record.model_extra or {}).get("outputs")
    for path, text in _successes(outputs, ("outputs",)):
        if done := our_delivery(subject.english_line(text)):
            message = f"{quoted(done)} is when we are done. Nobody has used it yet."
            yield Doubt(path, message, "That is when we are done. When are they done?")


def _successes(data: object, path: Path) -> Iterator[tuple[Path, str]]:
    if len(path) > _DEEPEST + 1:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and str(key).startswith("success"):
                yield (*path, str(key)), value
            else:
                yield from _successes(value, (*path, str(key)))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _successes(value, (*path, index))


RULES = (success_is_theirs,)
