"""What lies in a folder: YAML files, teams, and nothing that a link to a folder leads to.

Names that begin with a dot are somebody else's; files may be links, folders may not, so that a
walk ends and stays where it began.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from customer_cli.storage.refusal import not_read

GUIDES = "guides"
"""The folder of the team's own guides, inside `workshops`."""
ENDINGS = (".yaml", ".yml")
BALLOTS = ".ballots"
"""The ending of a folder with one file per participant, which holds no records."""


def shown(path: Path, start: Path) -> str:
    """Return *path* as it is written in the folder *start*: from there where it is below."""
    path = start / path
    return str(path.relative_to(start)) if path.is_relative_to(start) else str(path)


def files(folder: Path) -> list[Path]:
    """Return the YAML files in *folder*, by name."""
    return [path for path in _visible(folder) if path.suffix in ENDINGS and path.is_file()]


def files_below(folder: Path) -> Iterator[Path]:
    """Yield the YAML files in *folder* and in every folder below it."""
    yield from files(folder)
    for path in _visible(folder):
        if _is_folder(path):
            yield from files_below(path)


def team_folders(folder: Path) -> list[Path]:
    """Return the folders in *folder* that can be a team's."""
    return [
        path
        for path in _visible(folder)
        if _is_folder(path) and path.name != GUIDES and path.suffix != BALLOTS
    ]


def _visible(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise not_read(error, folder) from None


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
