"""What is handed on as an archive of the source holds all that its own tests need."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_the_archive_of_the_source_holds_every_file_of_the_repository(tmp_path: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True,
                            check=False)  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("this is no repository")
    wanted = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)],
                   cwd=ROOT, capture_output=True, check=True)  # fmt: skip
    (archive,) = tmp_path.iterdir()
    with tarfile.open(archive) as packed:
        held = {name.partition("/")[2] for name in packed.getnames()}
    assert wanted - held == set()
