"""Commits, blobs and versions of a file, and the two sides of one that git could not merge.

A name that somebody typed reaches git only through `rev-parse --verify --end-of-options`, and
content only through `cat-file --batch`: as an argument of `git show`, a name such as
`--output=FILE` would write a file (the contracts are git's; measured with 2.39). One process
lists the versions and one reads their content, however many there are.
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
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


def _parse_log(text: str) -> Iterator[Version]:
    # Fields are told by their number alone: an author or a file may hold any byte but the NUL.
    fields = iter(text.split("\0"))
    pending = next(fields, "")
    while pending:
        commit, author, written = pending, next(fields, ""), next(fields, "")
        try:
            date = dt.date.fromisoformat(written)
        except ValueError:
            date = UNDATED  # a commit can claim any number
        pending = next(fields, "")
        while pending.startswith("\n:"):
            *_, blob, kind = pending.split()
            path = next(fields, "")
            if kind[0] in "RC":
                path = next(fields, "")
            yield Version(commit, author, date, path, "" if kind == "D" else blob)
            if kind[0] == "C":
                return
            pending = next(fields, "")


def _read_batch(blobs: Sequence[str], top: Path) -> tuple[dict[str, bytes], bool]:
    """Return the content of those of *blobs* that git gave, and whether it went through them all."""
    given = "".join(f"{blob}\n" for blob in blobs).encode()
    ended = run("cat-file", "--batch", folder=top, given=given)
    found: dict[str, bytes] = {}
    out, place = ended.out, 0
    while (end := out.find(b"\n", place)) >= 0:
        head = out[place:end].decode("ascii", "replace").split()
        place = end + 1
        if len(head) == 3 and head[2].isdigit():
            size = int(head[2])
            if head[1] == "blob" and len(out) > place + size - 1:
                found[head[0]] = out[place : place + size]
            place += size + 1
    return found, ended.code == 0


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
        if "must be run in a work tree" in ended.error:
            if _line(run("rev-parse", "--is-bare-repository", folder=folder)) != "true":
                return None  # inside .git, where nobody keeps a record
            top = Path(_line(run("rev-parse", "--absolute-git-dir", folder=folder)))
            return cls(top, top, is_bare=True)
        if "dubious ownership" in ended.error:
            reason, _, command = ended.error.partition("\nTo add an exception")
            remedy = command.partition("\n\n")[2].strip()
            raise NotHere(f"git refuses to read this repository:\n{reason}", remedy)
        reason = ended.error
        if "not a git repository (or any" in reason:
            left = _find_left_over(folder)
            if left is None or "mount point" in reason:
                return None
            reason = f"{left} is no repository, or not all of one."
        command = shlex.join(["git", "-C", str(folder), "status"])
        raise NotHere(f"git cannot read the repository here:\n{reason}", f"Try `{command}`.")

    @classmethod
    def around(cls, folder: Path, start: Path) -> Repository | None:
        """Return the repository of what lies in *folder*, for people who are in *start*.

        From elsewhere, paths that begin with ./ are meant from *folder*. Raise as `find` does.
        """
        found = cls.find(folder)
        if found is None or not start.resolve().is_relative_to(found.top.resolve()):
            return found
        return cls(found.top, start.absolute(), found.is_bare)

    @property
    def is_shallow(self) -> bool:
        """Whether this clone has only the last part of its history."""
        return _line(run("rev-parse", "--is-shallow-repository", folder=self.top)) == "true"

    def read(self, named: str, path: Path | None = None) -> tuple[bytes, str]:
        """Return the file that *named* means, `REV:path`, or at `REV` alone *path*; and its name.

        What stands behind the colon is meant from the top, or where there is none such, and with
        ./ or ../ before it always, from the folder people are in; *path* is followed to the name
        it had then. Raise `NotHere` where there is no such revision or file.
        """
        revision, inner = split_revision(named)
        commit = self._require_commit(revision)
        if inner is not None:
            paths = self._list_candidates(inner)
        elif path is not None:
            paths = [self._path_from_top(path), *(v.path for v in self.list_versions(path))]
        else:
            raise NotHere(
                f'"{named}" is a commit, and not one file of it.',
                f"Name the file, too: {named}:path/of/the/record.yaml",
            )
        for candidate in dict.fromkeys(paths):
            if blob := self._find_blob(commit, candidate):
                return self._read_blob(blob, f"{revision}:{candidate}"), f"{revision}:{candidate}"
        ended = run("ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, folder=self.top)
        names = ended.out.decode("utf-8", "replace").split("\0")[:5000]
        by_end = {name.rpartition("/")[2]: name for name in names}
        close = by_end.get(paths[0].rpartition("/")[2])
        hint = f'Did you mean "{close}"?' if close else did_you_mean(paths[0], names)
        raise NotHere(f'There is no file "{paths[0]}" at {revision}.', hint)

    def list_versions(self, path: Path) -> tuple[Version, ...]:
        """Return the versions of the file *path*, the newest first, through its renames.

        A file that began as a copy of another one, as a new year's record does, begins there.
        In a shallow clone the older ones are missing without a word: see `is_shallow`.
        """
        ended = run("log", "--follow", "--raw", "-z", "--no-abbrev", "--no-ext-diff",
                    "--no-textconv", "--no-color", "--encoding=UTF-8", "--format=%H%x00%an%x00%as",
                    "--", self._path_from_top(path), folder=self.top)  # fmt: skip
        return tuple(_parse_log(ended.out.decode("utf-8", "replace"))) if ended.code == 0 else ()

    def read_blobs(self, blobs: Sequence[str]) -> list[bytes | None]:
        """Return what each of *blobs* holds, or None where it is empty, no file, or not here."""
        wanted = [blob for blob in dict.fromkeys(blobs) if blob]
        found, is_whole = _read_batch(wanted, self.top)
        if not is_whole:
            # In a partial clone git gives up at the first blob that it cannot fetch.
            listed = run("cat-file", "--batch-all-objects", "--unordered",
                         "--batch-check=%(objectname)", folder=self.top)  # fmt: skip
            here = set(listed.out.decode("ascii", "replace").split())
            found |= _read_batch([blob for blob in wanted if blob in here], self.top)[0]
        return [found.get(blob) for blob in blobs]

    def _path_from_top(self, path: Path) -> str:
        whole = path if path.is_absolute() else self.start / path
        try:
            return whole.resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError:
            raise NotHere(f"{path} is not in the repository {self.top}.") from None

    def find_commit(self, revision: str) -> str:
        """Return the id of the commit that *revision* names, or nothing where it names none."""
        if not revision or set("\0\n") & set(revision):
            return ""
        ended = run("rev-parse", "--verify", "--quiet", "--end-of-options",
                    f"{revision}^{{commit}}", folder=self.top)  # fmt: skip
        return _line(ended) if ended.code == 0 else ""

    def _require_commit(self, revision: str) -> str:
        if found := self.find_commit(revision):
            return found
        if self.is_shallow:
            hint = "This clone has only the last part of its history: git fetch --unshallow"
        elif not self.find_commit("HEAD"):
            hint = "Nothing is committed here yet."
        else:
            listed = run("for-each-ref", "--format=%(refname:short)", folder=self.top)
            known = listed.out.decode("utf-8", "replace").splitlines()
            usual = "`git log --oneline` and `git branch` name what there is."
            hint = did_you_mean(revision, known) or usual
        raise NotHere(f'There is no revision "{revision}" here.', hint)

    def _list_candidates(self, path: str) -> list[str]:
        """Return from the top what *path* may mean, at least one."""
        here = self.start.resolve().relative_to(self.top.resolve()).as_posix()
        whole = posixpath.normpath(posixpath.join(here, path))
        paths = [] if path.startswith(("./", "../")) else [path]
        if whole != path and not whole.startswith("../"):
            paths.append(whole)
        return paths or [path]

    def _find_blob(self, commit: str, path: str) -> str:
        if not path or "\0" in path:
            return ""
        ended = run("ls-tree", "-z", "--full-tree", commit, "--", path, folder=self.top)
        entry, _, name = _line(ended).split("\0")[0].partition("\t")
        mode, _, blob = entry.partition(" blob ")
        # With a slash behind it, a folder is listed by what is in it; a link holds no record.
        return blob if ended.code == 0 and name == path and mode.startswith("100") else ""

    def _read_blob(self, blob: str, name: str) -> bytes:
        size = run("cat-file", "-s", blob, folder=self.top)
        if size.code == 0 and int(size.out) > disk.LARGEST:
            # Before it is fetched and read: anything may lie in a repository.
            message = f"{name} is larger than {disk.LARGEST // 1024} KiB, the most that is read."
            raise NotHere(message, "Is it the file you meant?")
        (content,) = self.read_blobs([blob])
        if content is None:
            message = f"The content of {name} is not on this machine."
            raise NotHere(
                message, "Where the network is there, git fetches it when it is asked for."
            )
        return content


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


def _find_left_over(folder: Path) -> Path | None:
    """Return the nearest `.git` in or above *folder*, where git would have looked for one."""
    if os.environ.get("GIT_CEILING_DIRECTORIES"):
        return None
    whole = folder.absolute()
    above = (one / ".git" for one in (whole, *whole.parents))
    return next((one for one in above if os.path.lexists(one)), None)


def _line(ended: GitResult) -> str:
    return ended.out.decode("utf-8", "surrogateescape").removesuffix("\n")


_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: (.*))?")
_AFTER = {"": "<", "<": "|=", "|": "=", "=": ">"}
"""Which mark may stand behind which, by their first letters; nothing stands outside of a conflict."""
LONGEST = 2000
"""Lines between which single changes are looked for; more are set against each other whole."""


@dataclass(frozen=True, slots=True)
class ConflictSides:
    """What a file would be, were every conflict in it settled for one side."""

    ours: str
    theirs: str
    names: tuple[str, str]
    """What git calls the two, as a branch or a commit."""


def split_conflict(text: str) -> ConflictSides | None:
    """Return the two sides of *text*, or None where it holds no conflict or half of one."""
    ours: list[str] = []
    theirs: list[str] = []
    at, names = "", ["", ""]
    for line in re.split(r"(?<=\n)", text):
        mark = _MARK.fullmatch(line.rstrip("\r\n"))
        if mark is None:
            ours += [line] * (at in ("", "<"))
            theirs += [line] * (at in ("", "="))
            continue
        if mark[1][0] not in _AFTER[at]:
            return None
        at = mark[1][0].replace(">", "")
        if mark[1][0] in "<>":
            names["<>".index(mark[1][0])] = mark[2] or ""
    is_whole = not at and any(names)
    return ConflictSides("".join(ours), "".join(theirs), (names[0], names[1])) if is_whole else None


def join_sides(ours: Sequence[str], theirs: Sequence[str], names: tuple[str, str]) -> list[str]:
    """Return both as one, with git's marks around what differs."""
    if max(len(ours), len(theirs)) <= LONGEST:
        from difflib import SequenceMatcher

        alike: Sequence[tuple[int, int, int]]
        alike = SequenceMatcher(None, ours, theirs).get_matching_blocks()
    else:
        least = min(len(ours), len(theirs))
        head = next((n for n in range(least) if ours[n] != theirs[n]), least)
        rest = range(least - head)
        tail = next((n for n in rest if ours[-1 - n] != theirs[-1 - n]), len(rest))
        alike = [(0, 0, head), (len(ours) - tail, len(theirs) - tail, tail)]
        alike.append((len(ours), len(theirs), 0))
    lines: list[str] = []
    one = other = 0
    for place, also, size in alike:
        if one < place or other < also:
            lines += [f"<<<<<<< {names[0]}", *ours[one:place], "======="]
            lines += [*theirs[other:also], f">>>>>>> {names[1]}"]
        one, other = place + size, also + size
        lines += ours[place:one]
    return lines
