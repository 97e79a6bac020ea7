"""The command `demo`: a whole workshop from bundled answers, without a terminal."""

import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from customer_cli.cli.options import Color

if TYPE_CHECKING:
    from rich.console import Console

ANSWERS = "data/demo/literacy.yaml"


def demo(color: Color = "auto") -> int:
    """Run a whole workshop from the bundled example.

    \b
    Examples:
      customer-cli demo
    """
    from importlib.resources import files

    from customer_cli.cli.show import draw_hierarchy, rank_record
    from customer_cli.guide import files as guide_files
    from customer_cli.interview.engine import Interview
    from customer_cli.record.documents import read_answers
    from customer_cli.record.references import complete_ids
    from customer_cli.storage import disk
    from customer_cli.text import visible
    from customer_cli.ui.console import Color, console
    from customer_cli.ui.plain import DemonstrationDriver
    from customer_cli.workshop.folder import Workshops
    from customer_cli.workshop.save import write_record
    from customer_cli.workshop.session import Session

    source = files("customer_cli").joinpath(ANSWERS)
    answers = complete_ids(read_answers(source.read_bytes(), source.name).data)
    guide = guide_files.load_guide(str(answers["guide"])).guide
    aloud = console(sys.stderr, cast(Color, color))

    aloud.print(f"{visible(guide.title)} {visible(guide.purpose)}\n")
    driver = DemonstrationDriver(partial(_print_answer, aloud))
    record, text = write_record(Session(Interview(guide, answers), []).drive(driver))
    folder = Path(tempfile.mkdtemp(prefix="customer-cli-demo-")) / "workshops"
    path = disk.make_folder(folder) / f"{record.held.year}.yaml"
    disk.save(path, text.encode(), None)
    draw_hierarchy(rank_record(record, Workshops.find(folder.parent), path.stem), color)
    aloud.print(f"\nSaved: {visible(str(path))}")
    aloud.print("next: customer-cli interview", style="bold")
    return 0


def _print_answer(aloud: "Console", title: str, ask: str, answer: str) -> None:
    from customer_cli.text import visible

    aloud.print(visible(title), style="bold")
    aloud.print(f"  {visible(ask)}")
    aloud.print(f"  > {visible(answer)}\n")
