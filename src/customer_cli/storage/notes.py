"""What a person should hear although nothing failed: a disk that lacks something, a wait.

Here nothing is printed. Whoever talks to somebody listens, and takes what was kept.
"""

from __future__ import annotations

from collections.abc import Callable

listener: Callable[[str], object] | None = None
"""Called at once with what cannot wait; where it is None, that is kept as the rest is."""
_kept: dict[str, bool] = {}
"""The sentences of this command, and whether each was taken."""


def keep(sentence: str) -> None:
    """Keep *sentence* for the end of the command, once, however often it is true."""
    _kept.setdefault(sentence, False)


def tell(sentence: str) -> None:
    """Tell *sentence* to the listener now."""
    if listener is None:
        keep(sentence)
    else:
        listener(sentence)


def take() -> list[str]:
    """Return what was kept and not taken yet."""
    new = [sentence for sentence, taken in _kept.items() if not taken]
    _kept.update(dict.fromkeys(new, True))
    return new


def clear() -> None:
    """Forget everything that was kept, because another command begins."""
    _kept.clear()
