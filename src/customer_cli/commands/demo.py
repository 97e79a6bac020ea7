"""The command `demo`: a whole workshop from bundled answers, without a terminal."""

from __future__ import annotations

import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import cast

from customer_cli.commands import show
from customer_cli.guide import files as guide_files
from customer_cli.interview.engine import Interview
from customer_cli.record.complete import complete_ids
from customer_cli.record.documents import read_answers
from customer_cli.storage import disk
from customer_cli.text import visible
from customer_cli.ui.console import Color, console
from customer_cli.ui.scripted import DemonstrationDriver
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.save import write_record
from customer_cli.workshop.session import MemoryLog, Session

ANSWERS = "data/demo/literacy.yaml"


def demo(color: str = "auto") -> int:
    """Play the literacy team's interview into a temporary folder and show what came of it."""
    source = files("customer_cli").joinpath(ANSWERS)
    answers = complete_ids(read_answers(source.read_bytes(), source.name).data)
    guide = guide_files.load(str(answers["guide"])).guide
    aloud = console(sys.stderr, cast(Color, color))

    def say(title: str, ask: str, answer: str) -> None:
        aloud.print(visible(title), style="bold")
        aloud.print(f"  {visible(ask)}")
        aloud.print(f"  > {visible(answer)}\n")

    aloud.print(f"{visible(guide.title)} {visible(guide.purpose)}\n")
    driver = DemonstrationDriver(say)
    record, text = write_record(Session(Interview(guide, answers), MemoryLog()).drive(driver))
    folder = Path(tempfile.mkdtemp(prefix="customer-cli-demo-")) / "workshops"
    path = disk.make_folder(folder) / f"{record.held.year}.yaml"
    disk.save(path, text.encode(), None)
    show.on_screen(show.judged(record, Workshops.find(folder.parent), path.stem), color)
    aloud.print(f"\nSaved: {visible(str(path))}")
    aloud.print("next: customer-cli interview", style="bold")
    return 0
