"""Many files checked at once: by one process or by several, told in one order either way.

Each of several workers takes every nth batch and sends back what is to be written, and nothing
else; it waits while nobody has taken what it sent, so that no more is in memory than is on its
way. What a worker does not send, because it failed or was killed, is checked here, so that an error
is told as it is told of a single file.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands.check_file import Checked, Checking

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkContext, SpawnContext
    from multiprocessing.process import BaseProcess

BATCH = 25
"""Files that are checked before anything of them is told."""
WORTH_FORKING = 300
"""Files from which several processes take less time than one; measured."""
WORTH_SPAWNING = 1_000
"""The same where each process starts anew and imports everything again."""
MOST_WORKERS = 8

Batch = Sequence[Path]


def all_checked(
    checking: Checking, files: Sequence[Path], workers: int | None = None
) -> Iterator[list[Checked]]:
    """Yield what is told of *files*, in their order, a batch at a time.

    As many *workers* do it as are worth it, where nobody says how many.
    """
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    number = min(_worth(len(files)) if workers is None else workers, len(batches))
    if number < 2:
        yield from ([checking.checked(path) for path in batch] for batch in batches)
    else:
        yield from _by_several(checking, batches, number)


def _worth(files: int) -> int:
    if files < (WORTH_FORKING if _forks() else WORTH_SPAWNING):
        return 1
    mine = getattr(os, "sched_getaffinity", None)
    return min(len(mine(0)) if mine else os.cpu_count() or 1, MOST_WORKERS)


def _forks() -> bool:
    # Elsewhere a copy of a running process may hang in what the system keeps of its own.
    return sys.platform == "linux"


def _by_several(
    checking: Checking, batches: Sequence[Batch], number: int
) -> Iterator[list[Checked]]:
    import multiprocessing

    begin = multiprocessing.get_context
    context: ForkContext | SpawnContext = begin("fork") if _forks() else begin("spawn")
    pipes: list[Connection] = []
    crew: list[BaseProcess] = []
    try:
        for first in range(number):
            pipe, crewman = _hired(context, checking, batches[first::number], pipes)
            pipes.append(pipe)
            crew.append(crewman)
        for place, batch in enumerate(batches):
            checked = _received(pipes[place % number])
            yield checked or [checking.checked(path) for path in batch]
    finally:
        for pipe in pipes:
            pipe.close()
        for crewman in crew:
            crewman.terminate()
            crewman.join()


def _hired(
    context: ForkContext | SpawnContext,
    checking: Checking,
    share: Sequence[Batch],
    others: Sequence[Connection],
) -> tuple[Connection, BaseProcess]:
    """Return the pipe of a worker that has begun with its *share*, and the worker."""
    ours, theirs = context.Pipe(duplex=False)
    # A forked process has every pipe that was open; while it holds ours, no end is ever seen.
    inherited = (*others, ours) if _forks() else ()
    crewman = context.Process(target=_work, args=(checking, share, theirs, inherited), daemon=True)
    crewman.start()
    theirs.close()
    return ours, crewman


def _work(
    checking: Checking, share: Sequence[Batch], pipe: Connection, inherited: Sequence[Connection]
) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who began it all ends it
    for other in inherited:
        other.close()
    with suppress(OSError):  # nobody wants the rest
        for batch in share:
            pipe.send(_tried(checking, batch))


def _tried(checking: Checking, batch: Batch) -> list[Checked] | None:
    try:
        return [checking.checked(path) for path in batch]
    except Exception:
        return None


def _received(pipe: Connection) -> list[Checked] | None:
    try:
        checked: list[Checked] | None = pipe.recv()
    except (EOFError, OSError):
        return None
    return checked
