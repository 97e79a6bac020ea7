"""The folders in which saves write a file before it has its name, and those that were left.

Each ignores itself, so git never sees what a killed program leaves; the next save in the same
folder a day later removes it.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

FILE = "new"
"""The name of the file while it is written."""
DAY = 24 * 60 * 60
"""Seconds after which nobody is still writing there."""
_IGNORE = ".gitignore"
# Characters of a name that go into the folder's: at four bytes each, with the rest of it, they
# stay below the 255 bytes every file system takes.
_NAME_PART = 40
_NAME = re.compile(r"\..+\.[0-9a-f]{12}\.tmp", re.DOTALL)


def make_room(target: Path) -> Path:
    """Return a new folder beside *target*, for this process alone; raise OSError."""
    room = target.with_name(f".{target.name[:_NAME_PART]}.{os.urandom(6).hex()}.tmp")
    room.mkdir(mode=0o700)
    with contextlib.suppress(OSError):
        (room / _IGNORE).write_bytes(b"*\n")
    return room


def remove_room(room: Path) -> None:
    """Remove *room* with what a save puts into it, or the file that was left; nothing else."""
    with contextlib.suppress(OSError):
        if room.is_symlink() or not room.is_dir():
            room.unlink()
            return
    for name in (FILE, _IGNORE):
        with contextlib.suppress(OSError):
            (room / name).unlink()
    with contextlib.suppress(OSError):
        room.rmdir()


def find_leftovers(folder: Path) -> list[Path]:
    """Return what interrupted saves left in *folder*, by name; one that is running is among it."""
    with contextlib.suppress(OSError):
        return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    return []


def remove_old(folder: Path, now: float) -> None:
    """Remove what saves left in *folder* more than a day before *now*, by the clock of its disk."""
    for path in find_leftovers(folder):
        with contextlib.suppress(OSError):
            file = path.lstat()
            is_ours = stat.S_ISDIR(file.st_mode) or stat.S_ISREG(file.st_mode)
            if is_ours and now - file.st_mtime > DAY:
                remove_room(path)
