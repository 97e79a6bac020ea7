"""Promises of files that are whole or not written."""

from __future__ import annotations

import errno
import functools
import grp
import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from customer_cli.errors import (
    ChangedUnderneath,
    CustomerError,
    NotHere,
    NotSaved,
    Unreadable,
    WrongUse,
)
from customer_cli.storage import disk
from customer_cli.storage.disk import ABSENT, Fingerprint
from customer_cli.storage.os_errors import not_saved
from customer_cli.workshop.session import Beginning, Drafts
from tests.conftest import Run

OLD = b"format: 1\nteam: Reading for All\n"
NEW = b"format: 1\nteam: Reading for Everybody\n"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "2024.yaml"
    path.write_bytes(OLD)
    return path


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Reading


def test_reading_gives_the_bytes_and_their_fingerprint(record: Path) -> None:
    assert disk.read(record) == (OLD, Fingerprint.of(OLD))
    assert disk.read(record)[1] != ABSENT


def test_a_fingerprint_is_of_the_content_and_not_of_the_date(record: Path) -> None:
    before = disk.read(record)[1]
    os.utime(record, (1, 1))
    assert disk.read(record)[1] == before
    record.write_bytes(OLD[:-1] + b" ")
    assert disk.read(record)[1] != before


def test_an_empty_file_is_not_an_absent_one(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    assert disk.read(tmp_path / "empty") == (b"", Fingerprint.of(b""))
    assert Fingerprint.of(b"") != ABSENT


def unreadables(folder: Path) -> list[tuple[Path, type[CustomerError], str]]:
    (folder / "gone-link").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "plain").write_text("x")
    os.mkfifo(folder / "pipe")
    return [
        (folder / "missing.yaml", NotHere, "There is no file {}."),
        (folder / "plain" / "below", NotHere, "There is no file {}."),
        (folder / ("x" * 300), NotHere, "There is no file {}."),
        (folder / "gone-link", NotHere, "{} is a link to a file that is gone."),
        (folder / "loop", WrongUse, "{} is a link where a plain file must be."),
        (folder, WrongUse, "{} is a folder, not a file."),
        (folder / "pipe", WrongUse, "{} is a device, not a file."),
        (Path("/dev/zero"), WrongUse, "{} is a device, not a file."),
        (folder / "nul\0", WrongUse, "{} cannot be the name of a file."),
    ]


def test_what_cannot_be_read_is_named_in_a_sentence(tmp_path: Path) -> None:
    for path, kind, sentence in unreadables(tmp_path):
        with pytest.raises(kind) as caught:
            disk.read(path)
        assert caught.type is kind
        assert caught.value.message == sentence.format(str(path).replace("\0", "^@"))
        assert caught.value.remedy


def test_a_name_full_of_escapes_reaches_no_terminal(tmp_path: Path) -> None:
    with pytest.raises(NotHere) as caught:
        disk.read(tmp_path / "\x1b]52;c;eA==\x07.yaml")
    assert "\x1b" not in caught.value.message
    assert "^[]52;c;eA==^G.yaml" in caught.value.message


def test_a_file_above_the_limit_is_refused_and_one_at_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * disk.LARGEST)
    assert len(disk.read(path)[0]) == 1024 * 1024
    path.write_bytes(b"x" * (disk.LARGEST + 1))
    with pytest.raises(Unreadable) as caught:
        disk.read(path)
    assert "larger than 1024 KiB" in caught.value.message
    assert [problem.place for problem in caught.value.problems] == [str(path)]


def test_a_link_is_read_through_unless_there_are_to_be_none(record: Path) -> None:
    link = record.with_name("link")
    link.symlink_to(record)
    assert disk.read(link)[0] == OLD
    with pytest.raises(WrongUse, match="is a link where a plain file must be"):
        disk.read(link, links=False)


# Saving


def test_saving_replaces_what_was_read(record: Path) -> None:
    _, found = disk.read(record)
    saved = disk.save(record, NEW, found)
    assert disk.read(record) == (NEW, saved)
    assert names(record.parent) == ["2024.yaml"]


@given(st.binary(max_size=200), st.binary(max_size=200))
@settings(max_examples=25, deadline=None)
def test_reading_gives_back_what_was_saved(
    tmp_path_factory: pytest.TempPathFactory, first: bytes, second: bytes
) -> None:
    path = tmp_path_factory.mktemp("save") / "a"
    found = disk.save(path, first, ABSENT)
    assert disk.read(path) == (first, found)
    assert disk.save(path, second, found) == disk.read(path)[1]
    assert path.read_bytes() == second


@pytest.mark.parametrize("expected", [ABSENT, None])
def test_a_new_file_is_made_only_where_there_is_none(
    record: Path, expected: Fingerprint | None
) -> None:
    with pytest.raises(ChangedUnderneath, match=r"There is a file .*2024\.yaml already"):
        disk.save(record, NEW, expected)
    assert record.read_bytes() == OLD
    new = record.with_name("2025.yaml")
    assert disk.save(new, NEW, expected) == Fingerprint.of(NEW)
    assert new.read_bytes() == NEW
    assert names(record.parent) == ["2024.yaml", "2025.yaml"]


def test_a_file_that_changed_underneath_is_left_alone(record: Path) -> None:
    _, found = disk.read(record)
    record.write_bytes(b"their words")
    with pytest.raises(ChangedUnderneath, match="was changed by another program since it was read"):
        disk.save(record, NEW, found)
    assert record.read_bytes() == b"their words"
    assert names(record.parent) == ["2024.yaml"]


def test_a_file_that_went_away_is_not_brought_back(record: Path) -> None:
    _, found = disk.read(record)
    record.unlink()
    with pytest.raises(ChangedUnderneath, match="is gone since it was read"):
        disk.save(record, NEW, found)
    assert names(record.parent) == []


def test_trying_again_after_the_last_step_failed_is_no_conflict(record: Path) -> None:
    _, found = disk.read(record)
    disk.save(record, NEW, found)
    assert disk.save(record, NEW, found) == Fingerprint.of(NEW)
    new = record.with_name("2025.yaml")
    disk.save(new, NEW, ABSENT)
    assert disk.save(new, NEW, ABSENT) == Fingerprint.of(NEW)


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_an_existing_file_keeps_its_mode(record: Path, mode: int) -> None:
    record.chmod(mode)
    disk.save(record, NEW, disk.read(record)[1])
    assert stat.S_IMODE(record.stat().st_mode) == mode


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_new_file_has_the_mode_of_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        disk.save(tmp_path / "new", NEW, ABSENT)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can own a file of somebody else's")
def test_an_existing_file_keeps_its_owner(record: Path) -> None:
    os.chown(record, 65534, 65534)
    disk.save(record, NEW, disk.read(record)[1])
    assert (record.stat().st_uid, record.stat().st_gid) == (65534, 65534)


def test_a_link_stays_and_the_file_it_names_is_replaced(record: Path) -> None:
    folder = record.parent / "elsewhere"
    folder.mkdir()
    link = folder / "link"
    link.symlink_to("../2024.yaml")
    disk.save(link, NEW, disk.read(link)[1])
    assert link.is_symlink()
    assert record.read_bytes() == NEW
    assert names(folder) == ["link"]


def test_a_hard_link_keeps_the_old_words(record: Path) -> None:
    second = record.with_name("second")
    second.hardlink_to(record)
    disk.save(record, NEW, disk.read(record)[1])
    assert (record.read_bytes(), second.read_bytes()) == (NEW, OLD)


def test_a_name_as_long_as_a_name_may_be_is_saved(tmp_path: Path) -> None:
    for name in ("x" * 255, "字" * 85):
        disk.save(tmp_path / name, NEW, ABSENT)
        disk.save(tmp_path / name, OLD, Fingerprint.of(NEW))
        assert (tmp_path / name).read_bytes() == OLD


# Refusals


def test_a_file_larger_than_the_machine_allows_leaves_the_old_one(record: Path) -> None:
    _, found = disk.read(record)
    with largest_file(20), pytest.raises(NotSaved) as caught:
        disk.save(record, NEW, found)
    assert caught.value.message == f"Not saved: {record} would be larger than this machine allows."
    assert caught.value.remedy == "Raise the limit (ulimit -f), then try again."
    assert record.read_bytes() == OLD
    assert names(record.parent) == ["2024.yaml"]


def test_what_cannot_be_saved_is_told_in_a_sentence(record: Path) -> None:
    folder = record.parent
    (folder / "loop").symlink_to("loop")
    (folder / "sub").mkdir()
    table = {
        folder / "gone" / "a": f"there is no folder {folder / 'gone'}.",
        record / "a": f"a part of {record / 'a'} is a file, not a folder.",
        folder / "sub": f"{folder / 'sub'} is a folder.",
        folder / ("x" * 300): f"{folder / ('x' * 300)} cannot be the name of a file here.",
        folder / "nul\0": f"{folder / 'nul^@'} cannot be the name of a file here.",
        folder / "loop": f"{folder / 'loop'} is a link where a plain file must be.",
        Path("/dev/null"): "/dev/null is a device, not a file.",
    }
    for path, sentence in table.items():
        with pytest.raises(NotSaved) as caught:
            disk.save(path, NEW, ABSENT)
        assert caught.value.message == f"Not saved: {sentence}"
        assert caught.value.remedy.endswith(", then try again.")
    assert names(folder) == ["2024.yaml", "loop", "sub"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "Not saved: the disk is full."),
        (errno.EDQUOT, "Not saved: the disk is full."),
        (errno.EROFS, "Not saved: notes is on a disk that can only be read."),
        (errno.EACCES, "Not saved: there is no permission to write notes/a.yaml."),
        (errno.EIO, "Not saved: the disk reports an error for notes/a.yaml (input/output error)."),
    ],
)
def test_every_refusal_of_a_disk_has_its_sentence(number: int, sentence: str) -> None:
    refusal = not_saved(OSError(number, os.strerror(number)), Path("notes/a.yaml"))
    assert refusal.message == sentence
    assert refusal.remedy.endswith(", then try again.")


AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
TRY_TO_SAVE = """
from pathlib import Path
from customer_cli.storage import disk
from customer_cli.errors import CustomerError
path = Path(sys.argv[1])
try:
    disk.save(path, b"new", disk.read(path)[1])
except CustomerError as error:
    print(error.message, error.remedy)
"""


@functools.cache
def python_of_nobody() -> list[str]:
    """Return the words that run Python as another user, for code of the standard library and ours."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, so another user is needed, from root by setpriv")
    first = f"import sys; assert sys.version_info >= (3, 11); {SOURCES}; import customer_cli.workshop.session"
    for interpreter in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
        python = [*AS_NOBODY, interpreter, "-I", "-S", "-B", "-c"]
        if subprocess.run([*python, first], capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip("another user cannot read any interpreter here, or not these sources")


SOURCES = f"import sys; sys.path.insert(0, {str(Path(disk.__file__).parents[2])!r})"


def as_nobody(code: str, path: Path) -> str:
    """Return what *code* prints, run by another user with *path* as its argument."""
    command = [*python_of_nobody(), f"{SOURCES}\n{code}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.strip()


def save_as_nobody(path: Path) -> str:
    return as_nobody(TRY_TO_SAVE, path)


@pytest.fixture
def shared() -> Iterator[Path]:
    # The folders of pytest are closed to other users.
    folder = Path(os.path.realpath("/tmp")) / f"customer-cli-test-{os.urandom(6).hex()}"
    folder.mkdir()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_folder_that_may_not_be_written_is_named_and_stays_as_it_is(shared: Path) -> None:
    path = shared / "2024.yaml"
    path.write_bytes(OLD)
    path.chmod(0o666)
    assert save_as_nobody(path) == (
        f"Not saved: there is no permission to write {path}. {shared} belongs to root. "
        "Ask root for the right to do so, then try again."
    )
    assert (path.read_bytes(), names(shared)) == (OLD, ["2024.yaml"])


def test_a_file_that_may_not_be_written_is_not_replaced_either(shared: Path) -> None:
    path = shared / "2024.yaml"
    path.write_bytes(OLD)
    path.chmod(0o444)
    shared.chmod(0o777)
    assert save_as_nobody(path) == (
        f"Not saved: there is no permission to write {path}. It belongs to root. "
        "Ask root for the right to do so, then try again."
    )
    assert (path.read_bytes(), names(shared)) == (OLD, ["2024.yaml"])


def test_a_file_that_may_not_be_read_is_told_as_that(shared: Path) -> None:
    path = shared / "2024.yaml"
    path.write_bytes(OLD)
    path.chmod(0o600)
    assert save_as_nobody(path) == (
        f"There is no permission to read {path}. It belongs to root. "
        "Ask root for the right to do so, then try again."
    )


def test_ones_own_file_is_opened_with_a_command(shared: Path) -> None:
    path = shared / "a b.yaml"
    path.write_bytes(OLD)
    path.chmod(0o400)
    os.chown(path, 65534, 65534)
    shared.chmod(0o777)
    command = f"chmod u+rwX '{path}'"
    assert save_as_nobody(path) == (
        f"Not saved: there is no permission to write {path}. It belongs to you. "
        f"Run `{command}`, then try again."
    )
    subprocess.run([*AS_NOBODY, "sh", "-c", command], check=True)
    assert save_as_nobody(path) == ""
    assert path.read_bytes() == b"new"


# A folder of a group

BEGIN = """
import os
os.umask(0o022)
from pathlib import Path
from customer_cli.errors import CustomerError
from customer_cli.workshop.session import Beginning, Drafts
try:
    drafts = Drafts(Path(sys.argv[1]) / ".customer-cli" / "drafts")
    with drafts.lock("2026", "now"):
        if left := drafts.load("2026"):
            print("left", left.begun.guide)
        else:
            with drafts.begin(Beginning("2026", "drucker", "", {})) as journal:
                journal.archive(drafts.backups)
            print("begun")
except CustomerError as error:
    print(error.message, error.remedy)
"""


@pytest.fixture
def theirs(shared: Path) -> Path:
    """The folder of a group in which nobody is; it belongs to root."""
    os.chown(shared, 0, 65534)
    shared.chmod(0o2775)
    return shared


def begin_as_root(folder: Path) -> str:
    command = [sys.executable, "-c", f"{SOURCES}\n{BEGIN}", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("mode", [0o2775, 0o775], ids=["setgid", "plain"])
def test_where_one_of_a_group_began_the_others_may_begin_too(shared: Path, mode: int) -> None:
    python_of_nobody()
    os.chown(shared, 0, 65534)
    shared.chmod(mode)
    for _ in range(2):
        assert begin_as_root(shared) == "begun"
        assert as_nobody(BEGIN, shared) == "begun"
    private = shared / ".customer-cli"
    modes = {
        str(path.relative_to(shared)): (
            stat.S_IMODE(path.stat().st_mode) & 0o777,
            path.stat().st_gid,
        )
        for path in (private, *private.iterdir(), *private.glob("drafts/*"))
    }
    assert modes == {
        ".customer-cli": (0o770, 65534),
        ".customer-cli/.gitignore": (0o644, 65534 if mode & stat.S_ISGID else 0),
        ".customer-cli/drafts": (0o770, 65534),
        ".customer-cli/backup": (0o770, 65534),
        ".customer-cli/drafts/2026.lock": (0o660, 65534),
    }


def test_a_folder_closed_to_the_group_is_named_with_its_owner_and_a_command_that_opens_it(
    theirs: Path,
) -> None:
    private = theirs / ".customer-cli"
    disk.make_folder(private / "drafts")
    private.chmod(0o700)
    os.chown(private, 0, 0)
    group = grp.getgrgid(65534).gr_name
    command = f"chgrp -R {group} {private} && chmod -R g+rwX {private}"
    assert as_nobody(BEGIN, theirs) == (
        f"Not saved: there is no permission to write {private / 'drafts'}. "
        f"{private} belongs to root. Ask root to run `{command}`, then try again."
    )
    subprocess.run(["sh", "-c", command], check=True)
    assert as_nobody(BEGIN, theirs) == "begun"


def test_a_draft_is_its_owners_until_they_open_it(theirs: Path) -> None:
    drafts = Drafts(theirs / ".customer-cli" / "drafts")
    with drafts.lock("2026", "now"), drafts.begin(Beginning("2026", "drucker", "", {})):
        pass
    path = drafts.path("2026")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    command = f"chmod g+rwX {path}"
    assert as_nobody(BEGIN, theirs) == (
        f"Not saved: there is no permission to write {path}. It belongs to root. "
        f"Ask root to run `{command}`, then try again."
    )
    subprocess.run(["sh", "-c", command], check=True)
    assert as_nobody(BEGIN, theirs) == "left drucker"


def test_a_folder_that_others_only_read_keeps_its_drafts_closed(tmp_path: Path) -> None:
    for mode, private in ((0o755, 0o700), (0o700, 0o700), (0o775, 0o770), (0o777, 0o770)):
        folder = tmp_path / f"{mode:o}"
        folder.mkdir()
        folder.chmod(mode)
        made = disk.make_folder(folder / ".customer-cli" / "drafts")
        with disk.Lock(made / "2026.lock"):
            modes = [
                stat.S_IMODE(path.stat().st_mode)
                for path in (made.parent, made, made / "2026.lock")
            ]
            assert modes == [private, private, private & 0o666]


# Folders


def test_folders_are_made_with_those_above_them(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "c"
    assert disk.make_folder(folder) == folder
    assert disk.make_folder(folder).is_dir()


def test_a_folder_that_cannot_be_made_is_told(record: Path) -> None:
    for path in (record, record / "below"):
        with pytest.raises(NotSaved, match="is a file, not a folder"):
            disk.make_folder(path)


@pytest.mark.parametrize("make", [disk.make_private_folder, disk.make_folder])
def test_the_private_folder_is_closed_and_ignored_by_git(
    tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    folder = tmp_path / "workshops" / ".customer-cli"
    make(folder)
    (folder / "draft").write_text("words")
    status = ["git", "-C", str(tmp_path), "status", "--porcelain", "-uall"]
    assert subprocess.run(status, check=True, capture_output=True).stdout == b""
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_private_folder_half_made_is_completed_and_a_whole_one_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / ".customer-cli"
    folder.mkdir()
    disk.make_private_folder(folder)
    assert (folder / ".gitignore").read_text() == "*\n"
    (folder / ".gitignore").write_text("drafts\n")
    disk.make_private_folder(folder)
    assert (folder / ".gitignore").read_text() == "drafts\n"


@pytest.mark.parametrize("name", [".customer-cli", ".customer-cli/drafts", ".customer-cli/backup"])
@pytest.mark.parametrize("there", [True, False], ids=["there", "dangling"])
def test_a_link_in_place_of_a_private_folder_is_not_followed(
    tmp_path: Path, name: str, there: bool
) -> None:
    secret = tmp_path / "secret"
    if there:
        secret.mkdir()
        (secret / "2025.journal").write_text("theirs")
    link = tmp_path / "workshops" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    with pytest.raises(NotSaved, match="is a link; drafts are kept in a folder") as caught:
        disk.make_folder(link)
    assert caught.value.message.startswith(f"{link} is")
    drafts = Drafts(tmp_path / "workshops" / ".customer-cli" / "drafts")
    for act in (drafts.labels, lambda: drafts.choose(None), lambda: drafts.lock("2026", "now")):
        with pytest.raises(NotSaved, match="is a link; drafts are kept in a folder"):
            act()
    assert names(secret) == ["2025.journal"] if there else not secret.exists()


def begun(drafts: Drafts) -> None:
    with drafts.lock("2026", "now"):
        if not drafts.load("2026"):
            drafts.begin(Beginning("2026", "drucker", "", {})).close()


@pytest.mark.parametrize("name", ["drafts/2026.journal", "drafts/2026.lock", "voice"])
@pytest.mark.parametrize("there", [True, False], ids=["there", "dangling"])
def test_a_link_in_place_of_a_private_file_is_not_followed(
    literacy: Path, call: Run, name: str, there: bool
) -> None:
    secret = literacy / "secret"
    if there:
        secret.write_text("theirs")
    link = literacy / "workshops" / ".customer-cli" / name
    disk.make_folder(link.parent)
    link.symlink_to(secret)
    drafts = Drafts(literacy / "workshops" / ".customer-cli" / "drafts")
    if name == "voice":
        assert call("voice").code == 0
    else:
        with pytest.raises((NotSaved, WrongUse), match="is a link where a plain file must be"):
            begun(drafts)
    assert link.is_symlink()
    assert secret.read_text() == "theirs" if there else not secret.exists()
