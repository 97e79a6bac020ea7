"""Git as a door: what is read through it, what is never run, and what is taken out again whole."""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import functools
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from customer_cli.cli import git_driver
from customer_cli.diff.compare import compare
from customer_cli.diff.side import date_records
from customer_cli.errors import NotHere, WrongUse
from customer_cli.git import process, settings, setup
from customer_cli.git.repository import Repository, split_revision
from customer_cli.record import documents
from customer_cli.record.model import Record
from customer_cli.yamldoc import reader
from customer_cli.yamldoc.writer import dump
from tests.conftest import EXAMPLE, ROOT, Run
from tests.transcript import agrees, play, steps, written

Git = Callable[..., str]
RECORD = (EXAMPLE / "2023.yaml").read_text(encoding="utf-8")


@pytest.fixture
def git(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository in the folder to work in, and git in it."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")

    def git(*arguments: str, cwd: Path = workshop) -> str:
        who = ["-c", "user.name=Sari", "-c", "user.email=sari@example.org"]
        ended = subprocess.run(["git", *who, *arguments], cwd=cwd, capture_output=True, text=True,
                               stdin=subprocess.DEVNULL, check=False)  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    git("init", "-q", "-b", "main", ".")
    return git


def commit(git: Git, path: Path, text: str, message: str = "Say it") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", message)


def repository(start: Path) -> Repository:
    found = Repository.find(start)
    assert found is not None
    return found


# ---- reading


def test_sixty_versions_are_read_through_a_rename_by_two_processes(
    git: Git, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = workshop / "our year" / "x.yaml", workshop / "our year" / "the customers' year.yaml"
    for number in range(30):
        commit(git, old, f"{RECORD}# {number}\n")
    git("mv", str(old), str(new))
    for number in range(30, 60):
        commit(git, new, f"{RECORD}# {number}\n")
    started: list[tuple[str, ...]] = []
    run = process.run

    def counted(*arguments: str, folder: Path, given: bytes | None = None) -> process.GitResult:
        started.append(arguments)
        return run(*arguments, folder=folder, given=given)

    monkeypatch.setattr("customer_cli.git.repository.run", counted)
    monkeypatch.setattr("customer_cli.git.repository.run", counted)
    here = Repository(workshop, workshop / "our year")
    versions = here.list_versions(Path("the customers' year.yaml"))
    contents = here.read_blobs([version.blob for version in versions])
    assert len(started) == 2
    numbers = [int((data or b"").splitlines()[-1].removeprefix(b"# ")) for data in contents]
    assert numbers == list(range(59, -1, -1))
    assert {version.author for version in versions} == {"Sari"}
    assert versions[0].path == "our year/the customers' year.yaml"
    assert versions[-1].path == "our year/x.yaml"


def test_a_copy_is_where_a_new_year_begins(git: Git, workshop: Path) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    commit(git, workshop / "2023.yaml", RECORD + "# a\n")
    (workshop / "2024.yaml").write_text(RECORD + "# a\n# new\n", encoding="utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "Next year")
    here = repository(workshop)
    assert [version.path for version in here.list_versions(Path("2024.yaml"))] == ["2024.yaml"]
    assert len(here.list_versions(Path("2023.yaml"))) == 2


def test_a_deleted_version_has_no_content(git: Git, workshop: Path) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    git("rm", "-q", "2023.yaml")
    git("commit", "-q", "-m", "Away")
    here = repository(workshop)
    gone, first = here.list_versions(Path("2023.yaml"))
    assert here.read_blobs([gone.blob, first.blob]) == [None, RECORD.encode()]


@pytest.mark.parametrize(
    ("start", "path"),
    [("", "a b/x.yaml"), ("a b", "x.yaml"), ("a b", "./x.yaml"), ("a b/c", "../x.yaml"),
     ("a b", "a b/x.yaml")],
)  # fmt: skip
def test_a_path_is_meant_from_the_top_or_from_here(
    git: Git, workshop: Path, start: str, path: str
) -> None:
    (workshop / "a b" / "c").mkdir(parents=True)
    commit(git, workshop / "a b" / "x.yaml", RECORD)
    read = repository(workshop / start).read(f"HEAD:{path}")
    assert read == (RECORD.encode(), "HEAD:a b/x.yaml")


NAMES = ["a b.yaml", "it's \"so\".yaml", "Jahr für Jahr/顧客.yaml", "-x.yaml", ":(top)x.yaml",
         "*.yaml", "tab\there.yaml", "line\nbreak.yaml", "back\\slash.yaml", "x: y.yaml"]  # fmt: skip


def test_any_name_of_a_file_is_read_as_it_is_written(git: Git, workshop: Path) -> None:
    for number, name in enumerate(NAMES):
        path = workshop / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{RECORD}# {number}\n", encoding="utf-8")
    commit(git, workshop / "other.yaml", RECORD)
    here = repository(workshop)
    for number, name in enumerate(NAMES):
        wanted = f"{RECORD}# {number}\n".encode()
        assert here.read(f"HEAD:{name}")[0] == wanted
        assert here.read("HEAD", Path(name))[0] == wanted
        assert [version.path for version in here.list_versions(Path(name))] == [name]


def test_a_folder_a_link_and_a_file_too_large_are_no_record(git: Git, workshop: Path) -> None:
    (workshop / "link.yaml").symlink_to("years/2023.yaml")
    (workshop / "large.yaml").write_bytes(b"x" * (1024 * 1024 + 1))
    commit(git, workshop / "years" / "2023.yaml", RECORD)
    here = repository(workshop)
    for name in ("years", "years/", "link.yaml", ".", "", "/", "../x"):
        with pytest.raises(NotHere, match="no file"):
            here.read(f"HEAD:{name}")
    with pytest.raises(NotHere, match="larger than 1024 KiB"):
        here.read("HEAD:large.yaml")
    with pytest.raises(NotHere, match="is a commit, and not one file of it"):
        here.read("HEAD")


def test_a_file_of_today_is_found_under_the_name_it_had(git: Git, workshop: Path) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    git("mv", "2023.yaml", "first year.yaml")
    git("commit", "-q", "-m", "Another name")
    here = repository(workshop)
    assert here.read("HEAD~1", Path("first year.yaml")) == (RECORD.encode(), "HEAD~1:2023.yaml")
    with pytest.raises(NotHere, match=r'no file "first year\.yaml" at HEAD~1'):
        here.read("HEAD~1:first year.yaml")
    git("rm", "-q", "first year.yaml")
    git("commit", "-q", "-m", "Away")
    assert here.read("HEAD~1", Path("first year.yaml"))[0] == RECORD.encode()


@pytest.mark.parametrize(
    ("named", "revision", "path"),
    [
        ("HEAD", "HEAD", None),
        ("HEAD:a.yaml", "HEAD", "a.yaml"),
        ("HEAD:./a: b.yaml", "HEAD", "./a: b.yaml"),
        ("HEAD^{/fix: it}", "HEAD^{/fix: it}", None),
        ("HEAD^{/fix: it}:a.yaml", "HEAD^{/fix: it}", "a.yaml"),
        ("main@{1 hour ago}:a", "main@{1 hour ago}", "a"),
        (":/fix: it", ":/fix: it", None),
        ("", "", None),
        ("HEAD:", "HEAD", ""),
        ("a}b:c", "a}b", "c"),
    ],
)
def test_the_colon_before_a_path_is_the_one_that_git_takes(
    named: str, revision: str, path: str | None
) -> None:
    assert split_revision(named) == (revision, path)


def test_what_is_not_there_is_told_apart(git: Git, workshop: Path) -> None:
    commit(git, workshop / "workshops" / "2023.yaml", RECORD)
    here = repository(workshop)
    with pytest.raises(NotHere, match='no revision "yesterday"'):
        here.read("yesterday:workshops/2023.yaml")
    for close in ("workshop/2023.yaml", "2023.yaml", "workshops/2032.yaml"):
        with pytest.raises(NotHere, match="no file") as refused:
            here.read(f"HEAD:{close}")
        assert refused.value.remedy == 'Did you mean "workshops/2023.yaml"?'
    with pytest.raises(NotHere) as refused:
        here.read("mian:workshops/2023.yaml")
    assert refused.value.remedy == 'Did you mean "main"?'
    assert refused.value.exit_code == 4
    assert Repository.find(workshop.parent) is None
    assert Repository.find(workshop / "not" / "there") is None


def test_a_repository_without_a_commit_and_a_broken_one_say_so(git: Git, workshop: Path) -> None:
    with pytest.raises(NotHere) as refused:
        repository(workshop).read("HEAD:2023.yaml")
    assert refused.value.remedy == "Nothing is committed here yet."
    assert repository(workshop).list_versions(workshop / "2023.yaml") == ()
    (workshop / ".git" / "config").write_text("[core\x1b]\n", encoding="utf-8")
    with pytest.raises(NotHere, match="cannot read the repository here:\nfatal: bad config"):
        Repository.find(workshop)


def test_a_repository_of_somebody_else_is_refused_in_the_words_of_git(
    git: Git, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    monkeypatch.setattr(process, "_KEPT", process._KEPT | {"GIT_TEST_ASSUME_DIFFERENT_OWNER"})
    with pytest.raises(NotHere, match=r"refuses to read this(.|\n)*dubious ownership") as refused:
        Repository.find(workshop)
    assert refused.value.remedy == f"git config --global --add safe.directory {workshop}"


def test_a_bare_repository_is_read_from_any_folder_of_it(
    git: Git, workshop: Path, tmp_path: Path
) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    git("clone", "-q", "--bare", str(workshop), str(tmp_path / "bare.git"))
    for start in ("bare.git", "bare.git/refs"):
        bare = repository(tmp_path / start)
        assert (bare.is_bare, bare.top) == (True, tmp_path / "bare.git")
        assert bare.read("HEAD:2023.yaml")[0] == RECORD.encode()
    assert Repository.find(workshop / ".git" / "refs") is None


def test_a_version_is_told_by_its_author_and_day(git: Git, workshop: Path) -> None:
    path = workshop / "2023.yaml"
    commit(git, path, RECORD)
    path.write_text(f"{RECORD}# later\n", encoding="utf-8")
    git("commit", "-q", "-a", "-m", "x", "--author", "Ayu \x01 Lestari <a@b>",
        "--date", "2024-03-14T23:30:00+0900")  # fmt: skip
    here = repository(workshop)
    made, _ = here.list_versions(path)
    assert (made.author, made.date) == ("Ayu \x01 Lestari", dt.date(2024, 3, 14))
    assert made.commit.startswith(made.short)
    assert here.find_commit(made.short)
    assert here.find_commit("HEAD~1")
    assert not here.find_commit("HEAD~2")


def test_a_commit_that_claims_an_odd_date_or_author_is_still_a_version(
    git: Git, workshop: Path
) -> None:
    path = workshop / "2023.yaml"
    commit(git, path, RECORD)
    tree = git("rev-parse", "HEAD^{tree}").strip()
    odd = workshop / "odd"
    for number, who in enumerate(["<> 99999999999999 +0000", "a\x01b <x> -5 +0000", "<x>"]):
        odd.write_text(f"tree {tree}\nauthor {who}\ncommitter {who}\n\n{number}\n")
        made = git("hash-object", "-t", "commit", "-w", "--literally", "odd").strip()
        git("update-ref", "refs/heads/main", made)
        (version,) = repository(workshop).list_versions(path)
        assert version.commit == made
        assert version.date == dt.date(1970, 1, 1)


def test_what_a_partial_clone_does_not_have_is_the_only_thing_missing(
    git: Git, workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workshop / "2023.yaml"
    for number in range(3):
        commit(git, path, f"{RECORD}# {number}\n")
    git("config", "uploadpack.allowFilter", "true")
    git("clone", "-q", "--filter=blob:none", f"file://{workshop}", str(tmp_path / "part"))
    part = repository(tmp_path / "part")
    versions = part.list_versions(Path("2023.yaml"))
    monkeypatch.setenv("GIT_NO_LAZY_FETCH", "1")
    for order in (versions, versions[::-1]):
        there = dict(zip(order, part.read_blobs([version.blob for version in order]), strict=True))
        assert [there[version] for version in versions] == [f"{RECORD}# 2\n".encode(), None, None]
    with pytest.raises(NotHere, match=r"content of HEAD~2:2023\.yaml is not on this machine"):
        part.read("HEAD~2:2023.yaml")
    monkeypatch.delenv("GIT_NO_LAZY_FETCH")
    assert part.read_blobs([version.blob for version in versions]) == [
        f"{RECORD}# {n}\n".encode() for n in (2, 1, 0)
    ]


def test_a_repository_with_long_ids_is_read(git: Git, workshop: Path, tmp_path: Path) -> None:
    long = tmp_path / "long"
    git("init", "-q", "--object-format=sha256", str(long))
    (long / "2023.yaml").write_text(RECORD, encoding="utf-8")
    git("add", "-A", cwd=long)
    git("commit", "-q", "-m", "Say it", cwd=long)
    here = repository(long)
    (version,) = here.list_versions(Path("2023.yaml"))
    assert len(version.commit) == len(version.blob) == 64
    assert here.read_blobs([version.blob]) == [here.read("HEAD:2023.yaml")[0]] == [RECORD.encode()]


def test_a_worktree_and_a_shallow_clone_are_read_and_a_shallow_one_says_so(
    git: Git, workshop: Path, tmp_path: Path
) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    commit(git, workshop / "2023.yaml", RECORD + "# a\n")
    git("worktree", "add", "-q", str(tmp_path / "side"), "HEAD~1")
    side = repository(tmp_path / "side")
    assert side.read("HEAD:2023.yaml")[0] == RECORD.encode()
    assert not side.is_shallow
    git("clone", "-q", "--depth", "1", f"file://{workshop}", str(tmp_path / "short"))
    short = repository(tmp_path / "short")
    assert short.is_shallow
    with pytest.raises(NotHere) as refused:
        short.read("HEAD~1:2023.yaml")
    assert "unshallow" in refused.value.remedy


@pytest.mark.parametrize("revision", ["--output=made", "-Omade", "--help", "HEAD\n", "", "HEAD:x",
                                      "HEAD --output=made", "@{--output=made}", "^HEAD",
                                      "HEAD..HEAD"])  # fmt: skip
def test_no_revision_is_an_option(git: Git, workshop: Path, revision: str) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    before = sorted(workshop.iterdir())
    with pytest.raises(NotHere):
        repository(workshop).read(revision, Path("2023.yaml"))
    assert sorted(workshop.iterdir()) == before


def test_nothing_that_a_repository_configures_is_run_by_reading(git: Git, workshop: Path) -> None:
    path = workshop / "2023.yaml"
    commit(git, path, RECORD)
    trap = workshop / "trap"
    trap.write_text("#!/bin/sh\ntouch sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.x.textconv",
                "diff.x.command", "core.sshCommand", "core.editor", "gpg.program"):  # fmt: skip
        git("config", key, str(trap))
    git("config", "log.showSignature", "true")
    git("config", "log.showRoot", "false")
    git("config", "diff.renames", "false")
    git("config", "color.ui", "always")
    (workshop / ".git" / "hooks" / "post-checkout").write_text(trap.read_text(), encoding="utf-8")
    (workshop / ".gitattributes").write_text("*.yaml diff=x\n", encoding="utf-8")
    here = repository(workshop)
    assert here.read("HEAD:2023.yaml")[0] == RECORD.encode()
    (version,) = here.list_versions(path)
    assert here.read_blobs([version.blob]) == [RECORD.encode()]
    assert process.list_uncommitted(workshop) == [".gitattributes", "trap"]
    assert not (workshop / "sprung").exists()


def test_a_hook_means_its_own_repository_and_not_this_folder(
    git: Git, workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(git, workshop / "2023.yaml", RECORD)
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert repository(workshop).read("HEAD:2023.yaml")[0] == RECORD.encode()


def test_a_machine_without_git_is_told_so(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(workshop))
    with pytest.raises(NotHere, match="git is not on this machine"):
        Repository.find(workshop)


# ---- blocks

TEXTS = st.one_of(
    st.none(), st.text(), st.sampled_from(["", "\n", "a", "a\n", "# customer-cli end\n"])
)


@given(TEXTS, st.lists(st.text(st.characters(exclude_characters="\n\r"), min_size=1), max_size=3))
def test_a_block_is_taken_out_to_the_byte(text: str | None, lines: list[str]) -> None:
    lines = [line for line in lines if "customer-cli" not in line]
    whole = settings.add_block(text, lines)
    assert settings.find_block(whole) == lines
    assert settings.remove_block(whole) == text


def test_what_was_written_behind_the_block_stays() -> None:
    whole = settings.add_block("a", ["x"]) + "theirs\n"
    assert (
        settings.remove_block(whole) == "atheirs\n" or settings.remove_block(whole) == "a\ntheirs\n"
    )
    assert settings.remove_block(settings.add_block(None, ["x"]) + "theirs\n") == "theirs\n"


def test_an_end_that_somebody_deleted_takes_nothing_else_with_it() -> None:
    orphan = settings.add_block("[core]\n", ["x"]).replace("# customer-cli end\n", "")
    whole = settings.add_block(f"{orphan}[user]\n\tname = Sari\n", ["y"])
    assert settings.find_block(whole) == ["y"]
    assert settings.remove_block(whole) == f"{orphan}[user]\n\tname = Sari\n"


@pytest.mark.parametrize("text", [None, "", "a", "a\n"])
def test_a_block_is_known_when_git_has_given_its_lines_a_cr(text: str | None) -> None:
    whole = settings.add_block(text, ["x", "y"]).replace("\n", "\r\n")
    assert settings.find_block(whole) == ["x", "y"]
    assert settings.remove_block(whole) == (text and text.replace("\n", "\r\n"))


def test_two_blocks_are_both_taken_out() -> None:
    assert (
        settings.remove_block(settings.add_block(settings.add_block("a\n", ["x"]), ["y"])) == "a\n"
    )


# ---- installing

CONFIGS = [
    None,
    "",
    '[core]\n\trepositoryformatversion = 0\n# mine\n[alias]   \n\tst = status ; odd',
    '[diff "meld"]\n\tcommand = meld\n[difftool]\n\tprompt = false\n[merge]\n\ttool = meld\n\n\n',
    '[mergetool "x"]\r\n  cmd = "x \\"$LOCAL\\"" # mine\r\n[alias]\n\tlong = log \\\n  --oneline',
]  # fmt: skip


ATTRIBUTES = [None, "", "*.png binary", "*.png binary\n\n# mine\n", "*.png binary\r\n"]


@pytest.mark.parametrize(
    ("extra", "attributes"),
    [*zip(CONFIGS, ATTRIBUTES, strict=True), *((CONFIGS[2], one) for one in ATTRIBUTES[:2])],
)
def test_installing_and_undoing_leaves_every_byte(
    git: Git, workshop: Path, call: Run, extra: str | None, attributes: str | None
) -> None:
    config, file = workshop / ".git" / "config", workshop / ".gitattributes"
    config.write_text(config.read_text(encoding="utf-8") + (extra or ""), encoding="utf-8")
    if attributes is not None:
        file.write_text(attributes, encoding="utf-8")
    before = config.read_bytes(), file.read_bytes() if file.exists() else None
    assert call("git", "install").code == 0
    program = Path(sys.executable).with_name("customer-cli")
    for key, name in (("textconv", "git-text"), ("command", "git-diff")):
        started = git("config", "--get", f"diff.customer-cli.{key}")
        assert f'for c in {program} customer-cli; do t=$("$c" {name} ' in started
    assert git("check-attr", "diff", "--", "workshops/a/2024.yaml").endswith(": customer-cli\n")
    assert git("check-attr", "diff", "--", "workshops/guides/x.yaml").endswith(": unspecified\n")
    once = config.read_bytes()
    assert "set up already" in call("git", "install").out
    assert config.read_bytes() == once
    assert call("git", "uninstall").code == 0
    assert (config.read_bytes(), file.read_bytes() if file.exists() else None) == before
    assert "Nothing of ours" in call("git", "uninstall").out


def test_a_dry_run_says_each_line_with_its_reason_and_writes_nothing(
    git: Git, workshop: Path, call: Run
) -> None:
    before = (workshop / ".git" / "config").read_bytes()
    said = call("git", "install", "--dry-run").out
    assert re.search(
        r"^ +command = .*git-diff.*   # git diff asks what changed", said, re.MULTILINE
    )
    assert (workshop / ".git" / "config").read_bytes() == before
    assert not (workshop / ".gitattributes").exists()


def test_a_dry_run_names_only_what_is_missing_and_refuses_what_install_refuses(
    git: Git, workshop: Path, call: Run
) -> None:
    assert call("git", "install").code == 0
    assert "set up already" in call("git", "install", "--dry-run").out
    (workshop / ".gitattributes").unlink()
    said = call("git", "install", "--dry-run").out
    assert ".gitattributes: would be added" in said
    assert "textconv" not in said
    before = (workshop / ".git" / "config").read_bytes()
    git("config", "diff.customer-cli.binary", "true")
    for command in (["install", "--dry-run"], ["install"], ["uninstall"]):
        refused = call("git", *command)
        assert refused.code == 2
        assert "config: this line in the block is not ours: binary = true" in refused.err
    git("config", "--unset", "diff.customer-cli.binary")
    assert (workshop / ".git" / "config").read_bytes() == before
    assert call("git", "uninstall").code == 0


@pytest.mark.parametrize("first", ["--repo", "--global"])
def test_what_is_set_up_everywhere_is_no_stranger_in_a_repository(
    git: Git, workshop: Path, call: Run, tmp_path: Path, first: str
) -> None:
    config = workshop / ".git" / "config"
    before = config.read_bytes()
    then = {"--repo": "--global", "--global": "--repo"}[first]
    assert call("git", "install", first).code == 0
    assert call("git", "install", then).code == 0
    assert call("git", "uninstall", first).code == 0
    assert call("git", "status").code == 0
    assert call("git", "uninstall", then).code == 0
    assert config.read_bytes() == before
    assert not (tmp_path / ".gitconfig").exists()


def test_settings_that_came_later_stay_when_ours_go(git: Git, workshop: Path, call: Run) -> None:
    config, other = workshop / ".git" / "config", workshop / "other"
    other.write_bytes(config.read_bytes())
    assert call("git", "install").code == 0
    for file in (".git/config", "other"):
        git("config", "-f", file, "user.name", "Sari")
        git("config", "-f", file, "core.autocrlf", "input")
        git("config", "-f", file, "diff.tool", "meld")
    assert call("git", "uninstall").code == 0
    assert config.read_bytes() == other.read_bytes()


def test_a_linked_worktree_shares_the_settings_and_has_its_own_attributes(
    git: Git, workshop: Path, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(git, workshop / "workshops" / "2023.yaml", RECORD)
    before = (workshop / ".git" / "config").read_bytes()
    side = tmp_path / "by the side"
    git("worktree", "add", "-q", "-b", "side", str(side))
    monkeypatch.chdir(side)
    assert call("git", "install").code == 0
    assert "git-text" in (workshop / ".git" / "config").read_text()
    assert (side / ".gitattributes").exists()
    assert not (workshop / ".gitattributes").exists()
    assert call("git", "status").code == 0
    assert call("git", "uninstall").code == 0
    assert (workshop / ".git" / "config").read_bytes() == before
    assert git("status", "--porcelain", cwd=side) == ""


def test_settings_of_a_person_are_written_where_git_reads_them(
    git: Git, workshop: Path, call: Run, tmp_path: Path
) -> None:
    real = tmp_path / "dotfiles" / "gitconfig"
    real.parent.mkdir()
    real.write_text("[include]\n\tpath = more\n", encoding="utf-8")
    (tmp_path / "dotfiles" / "more").write_text("[core]\n\tattributesFile = ~/my attributes\n")
    (tmp_path / "more").symlink_to(real.with_name("more"))
    (tmp_path / ".gitconfig").symlink_to(real)
    mine, before = tmp_path / "my attributes", real.read_bytes()
    mine.write_bytes(b"*.png binary")
    assert call("git", "install", "--global").code == 0
    assert call("git", "status").code == 0
    assert b"workshops" in mine.read_bytes()
    assert call("git", "uninstall", "--global").code == 0
    assert (real.read_bytes(), mine.read_bytes()) == (before, b"*.png binary")
    assert (tmp_path / ".gitconfig").is_symlink()


def test_outside_of_a_repository_status_speaks_of_the_person(
    workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert call("git", "status").code == 1
    assert call("git", "install", "--global").code == 0
    said = call("git", "status")
    assert (said.code, "no git repository here" in said.out) == (0, True)


def test_a_bare_repository_has_nothing_to_compare(
    git: Git, workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    git("init", "-q", "--bare", "bare.git")
    monkeypatch.chdir(workshop / "bare.git")
    assert "This repository is bare" in call("git", "install").err


@pytest.mark.parametrize(
    ("key", "value"),
    [("diff.customer-cli.command", "theirs"), ("diff.customer-cli.binary", "true")],
)
def test_a_driver_of_somebody_else_is_never_written_over(
    git: Git, workshop: Path, key: str, value: str
) -> None:
    git("config", key, value)
    with pytest.raises(WrongUse, match="driver of this name already"):
        setup.install(setup.find_setup_files(workshop, everywhere=False), workshop)
    assert not (workshop / ".gitattributes").exists()


def test_another_driver_of_these_files_stays(git: Git, workshop: Path) -> None:
    (workshop / ".gitattributes").write_text("*.yaml diff=theirs\n", encoding="utf-8")
    with pytest.raises(WrongUse, match='another diff driver already: "theirs"'):
        setup.install(setup.find_setup_files(workshop, everywhere=False), workshop)
    assert git("config", "--list").count("customer-cli") == 0
    (workshop / ".gitattributes").write_text("*.yaml -diff\n", encoding="utf-8")
    with pytest.raises(WrongUse, match="not to be compared"):
        setup.install(setup.find_setup_files(workshop, everywhere=False), workshop)


def test_it_is_set_up_from_a_folder_below_and_for_all_repositories(
    git: Git, workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    below = workshop / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert call("git", "install").code == 0
    assert (workshop / ".gitattributes").exists()
    assert call("git", "status").code == 0
    assert call("git", "uninstall").code == 0
    assert call("git", "install", "--global").code == 0
    assert "git-text" in (tmp_path / ".gitconfig").read_text(encoding="utf-8")
    assert git("check-attr", "diff", "--", "workshops/2024.yaml").endswith(": customer-cli\n")
    assert call("git", "uninstall", "--global").code == 0
    assert not (tmp_path / ".gitconfig").exists()


def test_half_of_it_is_named_with_the_way_out(git: Git, workshop: Path, call: Run) -> None:
    assert call("git", "install").code == 0
    config = workshop / ".git" / "config"
    config.write_text(settings.remove_block(config.read_text()) or "", encoding="utf-8")
    said = call("git", "status")
    assert said.code == 1
    assert (
        "the attributes are here, and this clone is not set up: customer-cli git install"
        in said.out
    )
    assert call("git", "install").code == 0
    (workshop / ".gitattributes").unlink()
    assert "the settings are here, and no attribute uses them" in call("git", "status").out


def test_without_a_repository_it_says_how_to_begin_one(workshop: Path, call: Run) -> None:
    ended = call("git", "install")
    assert ended.code == 2
    assert "no git repository here" in ended.err


# ---- what git then says


@pytest.fixture
def told(git: Git, workshop: Path, call: Run) -> Path:
    """A record in a repository that is set up, with a change that is not committed."""
    path = workshop / "our work" / "workshops" / "2023.yaml"
    commit(git, path, RECORD)
    assert call("git", "install").code == 0
    git("add", "-A")
    git("commit", "-q", "-m", "Set up")
    path.write_text(
        RECORD.replace("primary: children", "primary: teachers")
        .replace("order: [children, teachers", "order: [teachers, children"),
        encoding="utf-8",
    )  # fmt: skip
    return path


SENTENCE = (
    "The primary customer is People who teach them to read, and was Children who cannot read yet."
)


def test_git_diff_is_told_in_sentences(git: Git, told: Path) -> None:
    assert SENTENCE in git("diff")
    assert SENTENCE in git("diff", cwd=told.parent)


def test_git_log_show_and_blame_are_told_in_sentences(git: Git, told: Path) -> None:
    git("commit", "-qam", "Teachers first")
    for said in (git("show"), git("log", "-p", "-1")):
        assert "-primary: Children who cannot read yet" in said
        assert "+primary: People who teach them to read" in said
    assert ") primary: People who teach them to read" in git(
        "blame", "our work/workshops/2023.yaml"
    )


def test_new_gone_and_renamed_records_are_told(git: Git, told: Path) -> None:
    git("commit", "-qam", "Teachers first")
    git("mv", "our work/workshops/2023.yaml", "our work/workshops/first.yaml")
    moved = told.with_name("first.yaml")
    moved.write_text(moved.read_text().replace("Lamp and Page", "Lamp"), encoding="utf-8")
    said = git("diff", "-M", "HEAD")
    assert "2023.yaml -> our work/workshops/first.yaml" in said
    assert "The team: Lamp [-and Page-]" in said
    git("rm", "-qf", "our work/workshops/first.yaml")
    assert "the record is gone\n- team: Lamp and Page\n- held: 2023-03-16" in git("diff", "HEAD")
    commit(git, told.with_name("next.yaml"), RECORD)
    assert "a new record\n+ team: Lamp and Page" in git(
        "diff", "HEAD~1", "--", "our work/workshops/next.yaml"
    )


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("team: [x\n", "The bracket [ opens here"),
        ("a: 1\n", 'A record needs "team". (line 1)'),
        ("held: \x1b]0;evil\x07\n", "(line 1)"),
        ("\0\1\2", "(line 1)"),
        ("x" * 2_000_000, "The file is larger than 1024 KiB, the most that is read."),
        ("y\n" * 4_000_000, "8000000 bytes, which are not shown, sha256 "),
    ],
)
def test_a_file_that_is_no_record_never_fails_git(
    git: Git, told: Path, broken: str, why: str
) -> None:
    told.write_text(broken, encoding="utf-8")
    said = git("diff")
    assert why in said
    assert ("\n-primary: children\n" in said) == (len(broken) < 4_000_000)
    assert "\x1b" not in said
    git("commit", "-qam", "Broken")
    said = git("show")
    assert why in said
    assert "-primary: Children who cannot read yet" in said
    assert "\x1b" not in said
    told.write_text(broken + "z\n", encoding="utf-8")
    git("commit", "-qam", "Still broken")
    assert "\n@@" in git("show")


def test_nobody_needs_a_name_to_look_at_a_record(git: Git, told: Path) -> None:
    git("commit", "-qam", "Teachers first")
    git("config", "user.useConfigOnly", "true")
    for words in (["show"], ["log", "-p"], ["blame", str(told)], ["diff", "HEAD~1"]):
        ended = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "primary" in ended.stdout
    assert git("for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_one_who_moves_is_one_line_under_the_name_of_a_customer(git: Git, told: Path) -> None:
    git("commit", "-qam", "Teachers first")
    text = told.read_text(encoding="utf-8")
    order = next(line for line in text.splitlines() if line.startswith("order: "))
    first, *rest = order.removeprefix("order: [").removesuffix("]").split(", ")
    text = text.replace(order, f"order: [{', '.join([*rest, first])}]")
    told.write_text(text.replace("they read to a visitor", "they read"), encoding="utf-8")
    git("commit", "-qam", "Others first")
    lines = git("show").splitlines()
    changed = [
        line for line in lines if line.startswith(("+", "-")) and line[:3] not in ("+++", "---")
    ]
    assert [line[0] for line in changed] == ["-", "+", "-", "+"]
    assert any(line.startswith("@@") and line.endswith("@@ children") for line in lines)


# ---- the drivers alone


def leaves(data: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a record holds one thing: a text, a number, or a list of words."""
    if isinstance(data, dict):
        for key, one in data.items():
            yield from leaves(one, (*path, key))
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for place, one in enumerate(data):
            yield from leaves(one, (*path, place))
    else:
        yield path


FULL = reader.read((ROOT / "tests" / "documents" / "record.yaml").read_bytes(), "x").data


def other(value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return value[:-1]
    days = re.sub(r"^(\d{4}-\d\d-)\d\d$", r"\g<1>01", str(value))
    return days if days != value else f"{value}-other"


def test_a_driver_hides_no_fact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(dump(FULL), encoding="utf-8")

    def said(arguments: list[str], run: Callable[[list[str]], int]) -> str:
        assert run(arguments) == 0
        return capsys.readouterr().out

    before = said([str(old)], git_driver.print_text)
    hidden = []
    for path in leaves(FULL):
        data: Any = copy.deepcopy(FULL)
        inside = functools.reduce(lambda at, key: at[key], path[:-1], data)
        inside[path[-1]] = other(inside[path[-1]])
        new.write_text(dump(data), encoding="utf-8")
        changed = said(["x", str(old), "0", "0", str(new), "0", "0"], git_driver.print_diff)
        if said([str(new)], git_driver.print_text) == before or len(changed.splitlines()) < 3:
            hidden.append(path)
        assert "Nothing changed" not in changed, path
        assert "is a bug" not in changed, path
    assert hidden == []
    assert len(list(leaves(FULL))) > 100


def between(old: str, new: str, folder: Path, run: Run, *modes: str) -> str:
    for name, text in (("old", old), ("new", new)):
        (folder / name).write_text(text, encoding="utf-8")
    before, now = modes or ("100644", "100644")
    ended = run("git-diff", "x", str(folder / "old"), "0", before, str(folder / "new"), "0", now)
    assert (ended.code, ended.err) == (0, "")
    return ended.out.removeprefix("customer-cli diff  x\n")


def test_what_differs_and_is_no_change_is_named(tmp_path: Path, call: Run) -> None:
    quoted = RECORD.replace("team: Lamp and Page", 'team: "Lamp and Page" # ours')
    assert between(RECORD, quoted, tmp_path, call) == "Nothing changed but how it is written.\n\n"
    unknown = f"{RECORD}colour: blue\n"
    told = between(RECORD, unknown, tmp_path, call)
    assert told.startswith("What changed is not known to customer-cli.\n@@")
    assert "\n+colour: blue\n" in told
    told = between(RECORD, RECORD, tmp_path, call, "100644", "100755")
    assert told.startswith("100644 -> 100755\n")


def test_a_name_cannot_write_lines_of_its_own(tmp_path: Path, call: Run) -> None:
    path = "x\nThe primary customer is nobody.\x1b[2J"
    for words in ([path], [path, "/dev/null", ".", ".", "/dev/null", ".", ".", f"{path}2", "y"]):
        said = call("git-diff", *words)
        assert said.code == 0
        assert ("not merged yet" in said.out) == (len(words) == 1)
        assert said.out.startswith("customer-cli diff  x^JThe primary customer is nobody.^[[2J")


@given(st.binary(max_size=200), st.binary(max_size=200), st.booleans())
def test_no_bytes_fail_a_driver(before: bytes, after: bytes, is_inside: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as out:
        old, new = Path(folder) / "old", Path(folder) / "new"
        for path, data in ((old, before), (new, after)):
            path.write_bytes(RECORD.encode() + data if is_inside else data)
        assert git_driver.print_text([str(old)]) == 0
        assert git_driver.print_diff(["x", str(old), "0", "0", str(new), "0", "0"]) == 0
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]", out.getvalue())
    assert "is a bug" not in out.getvalue()


@pytest.mark.parametrize("words", [["git-text", "{}"], ["git-diff", "x", *["{}", "0", "0"] * 2]])
def test_a_pager_that_is_left_early_is_no_failure(told: Path, words: list[str]) -> None:
    here = [word.format(told) for word in words]
    program = subprocess.Popen(
        [sys.executable, "-c", "import os, sys; sys.stdin.read(); from customer_cli.__main__ import "
         "main; main()", *here],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert program.stdout is not None
    program.stdout.close()
    _, err = program.communicate(b"")
    assert (program.returncode, err) == (0, b"")


def test_files_that_are_gone_or_no_files_fail_no_driver(tmp_path: Path, call: Run) -> None:
    for path in (tmp_path, tmp_path / "nothing", Path("\0"), Path("/dev/null")):
        assert call("git-text", str(path)).code == 0
        assert call("git-diff", "x", str(path), "0", "0", str(tmp_path / "no"), "0", "0").code == 0
    assert call("git-text").code == call("git-diff").code == 0


def test_the_difftool_of_the_person_is_handed_the_files(
    git: Git, told: Path, workshop: Path
) -> None:
    seen = workshop / "seen"
    git("config", "difftool.theirs.cmd", f'echo "$LOCAL" "$REMOTE" > "{seen}"')
    git("difftool", "-y", "-t", "theirs")
    assert "2023.yaml" in seen.read_text(encoding="utf-8")


def test_the_drivers_start_without_model_colours_and_command_line(
    told: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(RECORD, encoding="utf-8")
    for words in (
        ["git-text", str(told)],
        ["git-diff", "x", str(other), "0", "0", str(told), "0", "0"],
    ):
        code = (
            "import sys; from customer_cli.__main__ import run; "
            f"assert run({words!r}) == 0; "
            "print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr)"
        )
        ended = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert {"pydantic", "rich", "typer", "subprocess"}.isdisjoint(ended.stderr.split())
        assert "teach" in ended.stdout


def test_two_revisions_and_two_files_give_the_same_changes(git: Git, workshop: Path) -> None:
    path = workshop / "workshops" / "2023.yaml"
    commit(git, path, RECORD)
    newer = (EXAMPLE / "2024.yaml").read_text(encoding="utf-8")
    commit(git, path, newer)
    here = repository(workshop)

    def record(data: bytes) -> Record:
        return documents.read_shape(reader.read(data, "x"))

    old, new = (record(here.read(f"{rev}:workshops/2023.yaml")[0]) for rev in ("HEAD~1", "HEAD"))
    files = compare(*date_records(record(RECORD.encode()), record(newer.encode())))
    assert compare(*date_records(old, new)).changes == files.changes
    assert files.changes


@pytest.mark.skipif(shutil.which("bash") is None, reason="sessions are bash's")
def test_the_session_of_the_manual_goes_as_it_is_written(workshop: Path) -> None:
    shutil.copytree(ROOT / "workshops", workshop / "workshops")
    manual = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
    (session,) = re.findall(r"^```console\n(.*?)^```", manual, flags=re.MULTILINE | re.DOTALL)
    for step in steps(session):
        played = play(step, workshop)
        assert agrees(step, played), written(played)
