"""The command diff on revisions of git: the same changes as between files, in real repositories."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from customer_cli.cli.select import split_range
from tests.conftest import EXAMPLE, Run
from tests.test_git import Git, commit, git

__all__ = ["git"]

OLDER, NEWER = ((EXAMPLE / f"{year}.yaml").read_text(encoding="utf-8") for year in (2023, 2024))


@pytest.fixture
def committed(git: Git, workshop: Path) -> Path:
    """The example's two years as two commits of one record, and a third that leaves it alone."""
    record = workshop / "workshops" / "ours.yaml"
    commit(git, record, OLDER)
    git("tag", "first")
    commit(git, record, NEWER)
    commit(git, workshop / "notes" / "minutes.txt", "We met.\n")
    return record


def changes(call: Run, *arguments: str) -> list[dict[str, object]]:
    ended = call("diff", *arguments, "--json")
    assert ended.code == 0, ended.err
    told = json.loads(ended.out)["changes"]
    assert isinstance(told, list)
    return told


FORMS: list[tuple[str, ...]] = [
    ("HEAD~2",),
    ("first",),
    ("first", "ours"),
    ("HEAD~2", "HEAD"),
    ("HEAD~2..HEAD",),
    ("HEAD~2..",),
    ("rev:first", "rev:HEAD"),
    ("rev:first..HEAD",),
    ("HEAD~2:workshops/ours.yaml", "workshops/ours.yaml"),
    ("HEAD~2:workshops/ours.yaml", "HEAD:workshops/ours.yaml"),
]


@pytest.mark.parametrize("arguments", FORMS, ids=" ".join)
def test_revisions_files_and_labels_are_told_alike(
    arguments: tuple[str, ...], committed: Path, tmp_path: Path, call: Run
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    (aside / "old.yaml").write_text(OLDER, encoding="utf-8")
    (aside / "new.yaml").write_text(NEWER, encoding="utf-8")
    expected = changes(call, str(aside / "old.yaml"), str(aside / "new.yaml"))
    assert len(expected) > 20
    assert changes(call, *arguments) == expected


def test_the_order_of_revisions_is_the_order_asked_for(committed: Path, call: Run) -> None:
    there, back = (json.loads(call("diff", way, "--json").out) for way in
                   ("HEAD~2..HEAD", "HEAD..HEAD~2"))  # fmt: skip
    assert there["old"]["held"] == back["new"]["held"] == "2023-03-16"
    assert there["changes"] != back["changes"]


def test_a_record_is_found_at_a_revision_under_the_name_it_had(
    git: Git, committed: Path, call: Run
) -> None:
    before = changes(call, "first")
    git("mv", "workshops/ours.yaml", "workshops/theirs.yaml")
    git("commit", "-q", "-m", "Call it theirs")
    assert changes(call, "first", "theirs") == before
    told = json.loads(call("diff", "first", "--json").out)
    assert told["old"]["label"] == "first:workshops/ours.yaml"


def test_what_is_not_committed_yet_is_the_newer_side_of_one_revision(
    committed: Path, call: Run
) -> None:
    assert changes(call, "HEAD") == []
    committed.write_text(NEWER.replace("Lamp and Page", "Lamp, Page", 1), encoding="utf-8")
    assert [change["kind"] for change in changes(call, "HEAD")] == ["team"]


def test_a_label_wins_over_a_branch_unless_rev_is_written(
    git: Git, committed: Path, call: Run
) -> None:
    (committed.parent / "first.yaml").write_text(NEWER, encoding="utf-8")
    assert changes(call, "first", "ours") == []
    assert changes(call, "rev:first", "ours") != []


REFUSED: list[tuple[tuple[str, ...], str, str]] = [
    (("rev:nowhere",), 'There is no revision "nowhere"', ""),
    (("HEAD~7",), 'There is no revision "HEAD~7"', ""),
    (("rev:first:missing.yaml", "ours"), "missing.yaml", "first"),
    (("rev:--output=stolen", "ours"), "--output=stolen", ""),
    (("rev:first^{tree}", "ours"), "first^{tree}", ""),
]


@pytest.mark.parametrize(("arguments", "message", "also"), REFUSED, ids=lambda value: str(value))
def test_what_no_revision_holds_is_said(
    arguments: tuple[str, ...], message: str, also: str, committed: Path, call: Run
) -> None:
    ended = call("diff", *arguments)
    assert (ended.code, ended.out) == (4, "")
    assert message in ended.err
    assert also in ended.err
    assert not (committed.parent.parent / "stolen").exists()


def test_a_record_broken_at_a_revision_is_named_with_the_revision(
    git: Git, committed: Path, call: Run
) -> None:
    commit(git, committed, "customers: [\n")
    committed.write_text(NEWER, encoding="utf-8")
    ended = call("diff", "HEAD")
    assert (ended.code, ended.out) == (3, "")
    assert "HEAD:workshops/ours.yaml:2:1:" in ended.err


ENDS: list[tuple[str, tuple[str, str] | None]] = [
    ("a..b", ("a", "b")),
    ("a..", ("a", "HEAD")),
    ("..b", ("HEAD", "b")),
    ("a", None),
    ("a...b", None),
    ("../2023.yaml", None),
    ("records/../2023.yaml", None),
    ("HEAD:a..b", None),
]


@pytest.mark.parametrize(("text", "expected"), ENDS, ids=lambda value: str(value))
def test_two_dots_stand_between_two_revisions(text: str, expected: tuple[str, str] | None) -> None:
    assert split_range(text) == expected
