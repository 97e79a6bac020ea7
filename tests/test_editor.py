"""The hand-off to the person's editor: what it gets, what comes back, what is never lost."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from customer_cli.editor import edit
from customer_cli.errors import NotHere, NotSaved

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the editors here are scripts")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    script = tmp_path / "my editor"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{script}' --wait")
    _write(script, r'printf "%s\n" "$1" >> "$2"; echo more >> "$2"')
    return script


def _write(script: Path, line: str) -> None:
    script.write_text(f"#!/bin/sh\n{line}\n")
    script.chmod(0o755)


def test_the_editor_is_started_with_its_own_options_and_its_text_comes_back(
    editor: Path, tmp_path: Path
) -> None:
    seen: list[str] = []

    def kept(text: str) -> bool:
        seen.append(text)
        return True

    path = tmp_path / "drafts" / "a.txt"
    assert edit("Zoë's words", path, kept) == "Zoë's words\n--wait\nmore"
    assert seen == ["Zoë's words\n--wait\nmore"]
    assert not path.exists()


def test_the_file_is_the_owners_alone_and_stays_until_its_text_is_kept(
    editor: Path, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    edit("one", path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    edit("two", path, lambda _: True)
    assert path.read_text() == "one\n--wait\nmore\n"
    assert not (tmp_path / "a-2.txt").exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("exit 3", "ended with an error (3)"),
        (r"printf '\377' > $2", "not UTF-8"),
    ],
)
def test_a_failing_editor_keeps_the_file_and_says_where(
    editor: Path, tmp_path: Path, line: str, reason: str
) -> None:
    _write(editor, line)
    path = tmp_path / "a.txt"
    with pytest.raises(NotHere, match=reason.replace("(", r"\(").replace(")", r"\)")) as refusal:
        edit("words", path, lambda _: True)
    assert str(path) in refusal.value.remedy
    assert path.exists()


def test_an_editor_that_deletes_the_file_is_heard_of(editor: Path, tmp_path: Path) -> None:
    _write(editor, 'rm "$2"')
    with pytest.raises(NotHere, match="cannot be read"):
        edit("words", tmp_path / "a.txt")


def test_windows_marks_and_line_ends_are_not_words(editor: Path, tmp_path: Path) -> None:
    _write(editor, r"printf '\357\273\277a\r\nb\r\n' > " + '"$2"')
    assert edit("", tmp_path / "a.txt") == "a\nb"


def test_visual_comes_before_editor(
    editor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "true")
    assert edit("as it was", tmp_path / "a.txt") == "as it was"


@pytest.mark.parametrize("setting", ["no-such-editor-here", "'unfinished"])
def test_a_missing_editor_says_what_to_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", setting)
    with pytest.raises(NotHere) as refusal:
        edit("words", tmp_path / "a.txt")
    assert "Set EDITOR" in refusal.value.remedy
    assert not list(tmp_path.iterdir())


def test_no_editor_at_all_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotHere, match="No editor"):
        edit("words", tmp_path / "a.txt")


def test_a_folder_that_refuses_is_heard_of(editor: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotSaved, match="cannot be written"):
        edit("words", tmp_path / "file" / "a.txt")


def test_ctrl_c_in_the_editor_is_the_editors(editor: Path, tmp_path: Path) -> None:
    _write(editor, f'kill -INT {os.getpid()}; echo later >> "$2"')
    assert edit("words", tmp_path / "a.txt") == "words\nlater"
