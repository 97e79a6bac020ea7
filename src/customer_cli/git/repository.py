"""A repository as it is read: commits by name, files as they stood, the versions of one file.

A name that somebody typed reaches git only through `rev-parse --verify --end-of-options`, and
content only through `cat-file --batch`: as an argument of `git show`, a name such as
`--output=FILE` would write a file (the contracts are git's; measured with 2.39).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from customer_cli.errors import NotHere, did_you_mean
from customer_cli.git.program import Ended, run


@dataclass(frozen=True, slots=True)
class Version:
    """One file as one commit left it."""

    commit: str
    author: str
    date: dt.date
    """The day it was written, where the author was."""
    path: str
    """From the top of the repository, with slashes; another one before a rename."""
    blob: str
    """The id of its content; empty where the commit deleted it."""

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.commit[:7]


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder."""

    top: Path
    """The folder of its work tree; of a bare one the repository itself."""
    start: Path
    """The folder people are in; paths that begin with ./ are meant from there."""

    @classmethod
    def find(cls, start: Path) -> Repository | None:
        """Return the repository around *start*, or None where there is none.

        Raise `NotHere` where git is missing, or refuses to open a repository of another owner.
        """
        folder = start if start.is_dir() else start.parent
        if not folder.is_dir():
            return None
        ended = run("rev-parse", "--show-toplevel", folder=folder)
        if ended.code == 0:
            return cls(Path(_line(ended)), folder.absolute())
        if "dubious ownership" in ended.said:
            raise NotHere("git refuses to read this repository:\n" + ended.said)
        if _said_yes(run("rev-parse", "--is-bare-repository", folder=folder)):
            return cls(folder.absolute(), folder.absolute())
        return None

    @property
    def is_shallow(self) -> bool:
        """Whether this clone has only the last part of its history."""
        return _said_yes(run("rev-parse", "--is-shallow-repository", folder=self.top))

    def commit(self, revision: str) -> str:
        """Return the id of the commit that *revision* names, or raise `NotHere`."""
        ended = run("rev-parse", "--verify", "--quiet", "--end-of-options",
                    f"{revision}^{{commit}}", folder=self.start) if _is_a_word(revision) else None  # fmt: skip
        if ended is None or ended.code != 0:
            hint = "`git log --oneline` and `git branch` name what there is."
            if self.is_shallow:
                hint = "This clone has only the last part of its history: git fetch --unshallow"
            raise NotHere(f'There is no revision "{revision}" here.', hint)
        return _line(ended)

    def names(self, revision: str) -> bool:
        """Tell whether *revision* names a commit."""
        if not _is_a_word(revision):
            return False
        ended = run("rev-parse", "--verify", "--quiet", "--end-of-options",
                    f"{revision}^{{commit}}", folder=self.start)  # fmt: skip
        return ended.code == 0

    def read(self, revision: str, path: str) -> bytes:
        """Return the file *path* as it stood at *revision*, or raise `NotHere`.

        *path* is meant from the top, or where there is none such, and with ./ before it always,
        from the folder people are in.
        """
        commit = self.commit(revision)
        tried = [self._from_here(path)] if path.startswith("./") else [path, self._from_here(path)]
        for whole in dict.fromkeys(tried):
            if blob := self._blob(commit, whole):
                content = next(self._contents([blob]))
                if content is not None:
                    return content
        raise NotHere(f'There is no file "{path}" at {revision}.', self._close(commit, path))

    def versions(self, path: Path) -> tuple[Version, ...]:
        """Return the versions of the file *path*, the newest first, through its renames.

        A file that began as a copy of another one, as a new year's record does, begins there.
        """
        name = self.named(path)
        ended = run("log", "--follow", "--raw", "-z", "--no-abbrev", "--no-ext-diff",
                    "--no-textconv", "--format=%x01%H%x00%an%x00%as", "--", name,
                    folder=self.top)  # fmt: skip
        return tuple(_versions(ended.out.decode("utf-8", "replace"))) if ended.code == 0 else ()

    def contents(self, versions: Sequence[Version]) -> list[bytes | None]:
        """Return what each of *versions* held, or None where the file was deleted or is not here."""
        return list(self._contents([version.blob for version in versions]))

    def named(self, path: Path) -> str:
        """Return *path* from the top of the repository, with slashes."""
        whole = path if path.is_absolute() else self.start / path
        try:
            return whole.resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError:
            raise NotHere(f"{path} is not in the repository {self.top}.") from None

    def _from_here(self, path: str) -> str:
        here = self.start.resolve().relative_to(self.top.resolve()).as_posix()
        parts: list[str] = []
        for part in (PurePosixPath(here) / path).parts:
            if part == "..":
                parts[-1:] = []
            elif part != ".":
                parts.append(part)
        return "/".join(parts)

    def _blob(self, commit: str, path: str) -> str:
        if not path or "\0" in path or "\n" in path:
            return ""
        ended = run("ls-tree", "-z", "--full-tree", commit, "--", path, folder=self.top)
        found = ended.out.decode("utf-8", "replace").split("\0")[0].partition("\t")[0].split()
        return found[2] if ended.code == 0 and len(found) == 3 and found[1] == "blob" else ""

    def _contents(self, blobs: Sequence[str]) -> Iterator[bytes | None]:
        there = [blob for blob in blobs if blob]
        ended = run("cat-file", "--batch", folder=self.top,
                    given="".join(f"{blob}\n" for blob in there).encode())  # fmt: skip
        found: dict[str, bytes] = {}
        place, out = 0, ended.out
        while (end := out.find(b"\n", place)) >= 0:
            head = out[place:end].decode("ascii", "replace").split()
            place = end + 1
            if len(head) == 3 and head[2].isdigit():
                found[head[0]] = out[place : place + int(head[2])]
                place += int(head[2]) + 1
        for blob in blobs:
            yield found.get(blob) if blob else None

    def _close(self, commit: str, path: str) -> str:
        ended = run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, folder=self.top)
        names = ended.out.decode("utf-8", "replace").split("\0")[:5000]
        by_end = {name.rpartition("/")[2]: name for name in names}
        close = by_end.get(path.rpartition("/")[2])
        return f'Did you mean "{close}"?' if close else did_you_mean(path, names)


def _versions(text: str) -> Iterator[Version]:
    for part in text.split("\x01")[1:]:
        commit, author, date, *rest = part.split("\0")
        change = next((n for n, one in enumerate(rest) if one.lstrip("\n").startswith(":")), None)
        if change is None:
            continue  # a merge, which changed nothing by itself
        *_, blob, kind = rest[change].lstrip("\n").split()
        paths = rest[change + 1 :]
        path = paths[1] if kind[0] in "RC" and len(paths) > 1 else paths[0]
        gone = kind == "D"
        day = dt.date.fromisoformat(date)
        yield Version(commit, author, day, path, "" if gone else blob)
        if kind[0] == "C":
            return


def _is_a_word(revision: str) -> bool:
    return bool(revision) and not set("\0\n") & set(revision)


def _said_yes(ended: Ended) -> bool:
    return ended.code == 0 and _line(ended) == "true"


def _line(ended: Ended) -> str:
    return ended.out.decode("utf-8", "surrogateescape").removesuffix("\n")
