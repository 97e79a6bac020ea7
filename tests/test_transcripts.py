"""Whole sessions at a terminal, as they are in `transcripts/`: the program as people meet it.

`UPDATE_TRANSCRIPTS=1` writes down what is said now, for a person to read in the diff.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.transcript import agrees, play, rewritten, steps, written

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="sessions are bash's")


def test_there_are_sessions() -> None:
    assert len(FILES) >= 5


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_session_goes_as_it_is_written_down(file: Path, workshop: Path) -> None:
    shutil.copytree(ROOT / "workshops", workshop / "workshops")
    session = file.read_text(encoding="utf-8")
    wanted = steps(session)
    played = [play(step, workshop) for step in wanted]
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        file.write_text(rewritten(session, played), encoding="utf-8")
    for step, really in zip(wanted, played, strict=True):
        assert agrees(step, really), written(really)
