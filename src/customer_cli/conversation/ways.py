"""Where a conversation goes from where it is: onward, back, or to a question and home again."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.conversation.agenda import Agenda, Prompt
from customer_cli.conversation.state import State
from customer_cli.conversation.turns import OVERVIEW, REVIEW

Move = tuple[str, tuple[str, ...]]
"""A place, and where it returns to, innermost first."""


def onward(state: State, agenda: Agenda, prompt: Prompt) -> Move:
    """Return the way from *prompt*, which is dealt with."""
    if state.returns:
        return home(state)
    keys = [p.key for p in agenda.prompts]
    place = keys.index(prompt.key) + 1
    return (keys[place] if place < len(keys) else REVIEW), ()


def home(state: State) -> Move:
    """Return the way to where this place was opened from."""
    return state.returns[0], state.returns[1:]


def back(state: State, agenda: Agenda, prompt: Prompt | None) -> Move | None:
    """Return the way back from *prompt*, or from the last page; None at the first question."""
    if state.returns:
        return home(state)
    keys = [p.key for p in agenda.prompts]
    place = keys.index(prompt.key) if prompt else len(keys)
    return (keys[place - 1], ()) if place else None


def to(state: State, agenda: Agenda, key: str) -> Iterator[Move]:
    """Yield the ways that lead to *key*, each taken before the next; none where it is not there."""
    here, returns = state.place, state.returns
    if key in (here, *returns):
        # Coming home: whatever was opened on the way is closed.
        while key != state.place:
            yield home(state)
    elif key in (OVERVIEW, REVIEW) or agenda.at(key) is not None:
        opened = key == OVERVIEW or here in (OVERVIEW, REVIEW)
        yield key, ((here, *returns) if opened else ())
