"""Commits, blobs and the versions of a file.

The versions of one file over time, and what each of them held.

One process tells the versions and one their content, however many there are.

A repository as it is read: commits by name, files as they stood, the versions of one file.

A name that somebody typed reaches git only through `rev-parse --verify --end-of-options`, and
content only through `cat-file --batch`: as an argument of `git show`, a name such as
`--output=FILE` would write a file (the contracts are git's; measured with 2.39).
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from customer_cli.errors import NotHere, did_you_mean
from customer_cli.git.process import GitResult, run
from customer_cli.storage import disk

UNDATED = dt.date(1970, 1, 1)
"""What git itself says of a commit whose date it cannot read."""


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


def list_versions(name: str, top: Path) -> tuple[Version, ...]:
    """Return the versions of the file *name*, the newest first, through its renames.

    *name* is written from *top*, with slashes. A file that began as a copy of another one, as
    a new year's record does, begins there.
    """
    ended = run("log", "--follow", "--raw", "-z", "--no-abbrev", "--no-ext-diff", "--no-textconv",
                "--no-color", "--encoding=UTF-8", "--format=%H%x00%an%x00%as", "--", name,
                folder=top)  # fmt: skip
    return tuple(_listed(ended.out.decode("utf-8", "replace"))) if ended.code == 0 else ()


def read_blobs(blobs: Sequence[str], top: Path) -> list[bytes | None]:
    """Return what each of *blobs* holds, or None where it is empty, no file, or not here."""
    wanted = [blob for blob in dict.fromkeys(blobs) if blob]
    ended = _batch(wanted, top)
    found = dict(_held(ended.out))
    if ended.code != 0:
        # In a partial clone git gives up at the first blob that it cannot fetch.
        listed = run("cat-file", "--batch-all-objects", "--unordered",
                     "--batch-check=%(objectname)", folder=top)  # fmt: skip
        here = set(listed.out.decode("ascii", "replace").split())
        found |= _held(_batch([blob for blob in wanted if blob in here], top).out)
    return [found.get(blob) for blob in blobs]


def parse_day(text: str) -> dt.date:
    """Return the date that git wrote as *text*, or `UNDATED`: a commit can claim any number."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return UNDATED


def _listed(text: str) -> Iterator[Version]:
    # Fields are told by their number alone: an author or a file may hold any byte but the NUL.
    fields = iter(text.split("\0"))
    pending = next(fields, "")
    while pending:
        commit, author, date = pending, next(fields, ""), next(fields, "")
        pending = next(fields, "")
        while pending.startswith("\n:"):
            *_, blob, kind = pending.split()
            path = next(fields, "")
            if kind[0] in "RC":
                path = next(fields, "")
            yield Version(commit, author, parse_day(date), path, "" if kind == "D" else blob)
            if kind[0] == "C":
                return
            pending = next(fields, "")


def _batch(blobs: Sequence[str], top: Path) -> GitResult:
    return run("cat-file", "--batch", folder=top, given="".join(f"{b}\n" for b in blobs).encode())


def _held(out: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while (end := out.find(b"\n", place)) >= 0:
        head = out[place:end].decode("ascii", "replace").split()
        place = end + 1
        if len(head) == 3 and head[2].isdigit():
            size = int(head[2])
            if head[1] == "blob" and len(out) > place + size - 1:
                yield head[0], out[place : place + size]
            place += size + 1


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit, with who wrote it and when."""

    id: str
    author: str
    date: dt.date
    """The day it was written, where the author was."""

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.id[:7]


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder."""

    top: Path
    """The folder of its work tree; of a bare one the repository itself."""
    start: Path
    """The folder people are in; paths that begin with ./ are meant from there."""
    is_bare: bool = False
    """Whether it has no work tree."""

    @classmethod
    def find(cls, start: Path) -> Repository | None:
        """Return the repository around *start*, or None where there is none.

        Raise `NotHere` where git is missing, refuses to open a repository of another owner, or
        cannot read the one that is there: three answers to three questions.
        """
        folder = start if start.is_dir() else start.parent
        if not folder.is_dir():
            return None
        ended = run("rev-parse", "--show-toplevel", folder=folder)
        if ended.code == 0:
            return cls(Path(_line(ended)), folder.absolute())
        if "must be run in a work tree" in ended.said:
            return cls._bare(folder)
        if "dubious ownership" in ended.said:
            said, _, command = ended.said.partition("\nTo add an exception")
            remedy = command.partition("\n\n")[2].strip()
            raise NotHere(f"git refuses to read this repository:\n{said}", remedy)
        if "not a git repository (or any" not in ended.said:
            raise _broken(ended.said, folder)
        if (left := _left_over(folder)) and "mount point" not in ended.said:
            raise _broken(f"{left} is no repository, or not all of one.", folder)
        return None

    @classmethod
    def around(cls, folder: Path, start: Path) -> Repository | None:
        """Return the repository of what lies in *folder*, for people who are in *start*.

        From elsewhere, paths that begin with ./ are meant from *folder*. Raise as `find` does.
        """
        found = cls.find(folder)
        if found is None or not start.resolve().is_relative_to(found.top.resolve()):
            return found
        return cls(found.top, start.absolute(), found.is_bare)

    @classmethod
    def _bare(cls, folder: Path) -> Repository | None:
        if not _said_yes(run("rev-parse", "--is-bare-repository", folder=folder)):
            return None  # inside .git, where nobody keeps a record
        top = Path(_line(run("rev-parse", "--absolute-git-dir", folder=folder)))
        return cls(top, top, is_bare=True)

    @property
    def is_shallow(self) -> bool:
        """Whether this clone has only the last part of its history."""
        return _said_yes(run("rev-parse", "--is-shallow-repository", folder=self.top))

    def names(self, revision: str) -> bool:
        """Tell whether *revision* names a commit."""
        return bool(self._id(revision))

    def commit(self, revision: str) -> Commit:
        """Return the commit that *revision* names, or raise `NotHere`."""
        named = self._known(revision)
        said = run("log", "-1", "-z", "--no-color", "--encoding=UTF-8", "--format=%an%x00%as",
                   named, folder=self.top)  # fmt: skip
        author, date, *_ = [*said.out.decode("utf-8", "replace").split("\0"), "", ""]
        return Commit(named, author, parse_day(date))

    def read(self, revision: str, path: str) -> bytes:
        """Return the file *path* as it stood at *revision*, or raise `NotHere`.

        *path* is meant from the top, or where there is none such, and with ./ or ../ before it
        always, from the folder people are in.
        """
        return self._first(revision, list(self._meant(path)) or [path])[0]

    def at(self, named: str, path: Path | None = None) -> tuple[bytes, str]:
        """Return the file that *named* means, `REV:path`, or at `REV` alone *path*; and its name.

        What stands behind the colon is meant as `read` means it; *path* is followed to the name
        it had then. Raise `NotHere` where there is no such revision or file.
        """
        revision, inner = split_revision(named)
        if inner is not None:
            return self._first(revision, list(self._meant(inner)) or [inner])
        self._known(revision)
        if path is None:
            raise NotHere(
                f'"{named}" is a commit, and not one file of it.',
                f"Name the file, too: {named}:path/of/the/record.yaml",
            )
        return self._first(revision, [self.named(path), *(v.path for v in self.versions(path))])

    def _first(self, revision: str, paths: Sequence[str]) -> tuple[bytes, str]:
        commit = self._known(revision)
        for path in dict.fromkeys(paths):
            if blob := self._blob(commit, path):
                return self._content(blob, f"{revision}:{path}"), f"{revision}:{path}"
        message = f'There is no file "{paths[0]}" at {revision}.'
        raise NotHere(message, self._close(commit, paths[0]))

    def blob(self, commit: Commit, path: str) -> bytes:
        """Return the file *path*, written from the top, as it stood at *commit*.

        Raise `NotHere` where there was none.
        """
        if blob := self._blob(commit.id, path):
            return self._content(blob, f"{commit.short}:{path}")
        message = f'There is no file "{path}" at {commit.short}.'
        raise NotHere(message, self._close(commit.id, path))

    def versions(self, path: Path) -> tuple[Version, ...]:
        """Return the versions of the file *path*, the newest first, through its renames.

        A file that began as a copy of another one, as a new year's record does, begins there.
        In a shallow clone the older ones are missing without a word: see `is_shallow`.
        """
        return list_versions(self.named(path), self.top)

    def contents(self, versions: Sequence[Version]) -> list[bytes | None]:
        """Return what each of *versions* held, or None where the file was deleted or is not here."""
        return read_blobs([version.blob for version in versions], self.top)

    def named(self, path: Path) -> str:
        """Return *path* from the top of the repository, with slashes, or raise `NotHere`."""
        whole = path if path.is_absolute() else self.start / path
        try:
            return whole.resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError:
            raise NotHere(f"{path} is not in the repository {self.top}.") from None

    def _id(self, revision: str) -> str:
        if not revision or set("\0\n") & set(revision):
            return ""
        ended = run("rev-parse", "--verify", "--quiet", "--end-of-options",
                    f"{revision}^{{commit}}", folder=self.top)  # fmt: skip
        return _line(ended) if ended.code == 0 else ""

    def _known(self, revision: str) -> str:
        if found := self._id(revision):
            return found
        raise NotHere(f'There is no revision "{revision}" here.', self._other(revision))

    def _other(self, revision: str) -> str:
        if self.is_shallow:
            return "This clone has only the last part of its history: git fetch --unshallow"
        if not self._id("HEAD"):
            return "Nothing is committed here yet."
        listed = run("for-each-ref", "--format=%(refname:short)", folder=self.top)
        known = listed.out.decode("utf-8", "replace").splitlines()
        usual = "`git log --oneline` and `git branch` name what there is."
        return did_you_mean(revision, known) or usual

    def _meant(self, path: str) -> Iterator[str]:
        here = self.start.resolve().relative_to(self.top.resolve()).as_posix()
        if not path.startswith(("./", "../")):
            yield path
        whole = posixpath.normpath(posixpath.join(here, path))
        if whole != path and not whole.startswith("../"):
            yield whole

    def _blob(self, commit: str, path: str) -> str:
        if not path or "\0" in path:
            return ""
        ended = run("ls-tree", "-z", "--full-tree", commit, "--", path, folder=self.top)
        entry, _, name = _line(ended).split("\0")[0].partition("\t")
        mode, _, blob = entry.partition(" blob ")
        # With a slash behind it, a folder is listed by what is in it; a link holds no record.
        return blob if ended.code == 0 and name == path and mode.startswith("100") else ""

    def _content(self, blob: str, name: str) -> bytes:
        said = run("cat-file", "-s", blob, folder=self.top)
        if said.code == 0 and int(said.out) > disk.LARGEST:
            # Before it is fetched and read: anything may lie in a repository.
            message = f"{name} is larger than {disk.LARGEST // 1024} KiB, the most that is read."
            raise NotHere(message, "Is it the file you meant?")
        (content,) = read_blobs([blob], self.top)
        if content is None:
            message = f"The content of {name} is not on this machine."
            raise NotHere(
                message, "Where the network is there, git fetches it when it is asked for."
            )
        return content

    def _close(self, commit: str, path: str) -> str:
        ended = run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, folder=self.top)
        names = ended.out.decode("utf-8", "replace").split("\0")[:5000]
        by_end = {name.rpartition("/")[2]: name for name in names}
        close = by_end.get(path.rpartition("/")[2])
        return f'Did you mean "{close}"?' if close else did_you_mean(path, names)


def split_revision(named: str) -> tuple[str, str | None]:
    """Return the revision and the path in `REV:path`, the path None where there is none.

    As git does, a colon in braces belongs to the revision, and so does one at the beginning.
    """
    depth = 0
    for place, character in enumerate(named):
        depth += (character == "{") - (character == "}" and depth > 0)
        if character == ":" and depth == 0 and place > 0:
            return (named, None) if named[0] == ":" else (named[:place], named[place + 1 :])
    return named, None


def _broken(said: str, folder: Path) -> NotHere:
    command = shlex.join(["git", "-C", str(folder), "status"])
    return NotHere(f"git cannot read the repository here:\n{said}", f"Try `{command}`.")


def _left_over(folder: Path) -> Path | None:
    """Return the nearest `.git` in or above *folder*, where git would have looked for one."""
    if os.environ.get("GIT_CEILING_DIRECTORIES"):
        return None
    whole = folder.absolute()
    above = (one / ".git" for one in (whole, *whole.parents))
    return next((one for one in above if os.path.lexists(one)), None)


def _said_yes(ended: GitResult) -> bool:
    return ended.code == 0 and _line(ended) == "true"


def _line(ended: GitResult) -> str:
    return ended.out.decode("utf-8", "surrogateescape").removesuffix("\n")
