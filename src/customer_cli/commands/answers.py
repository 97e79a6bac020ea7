"""Answers from a file instead of a room, and the file to fill in."""

from __future__ import annotations

import datetime as dt
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from customer_cli.commands.sitting import Wanted, say, shown, target
from customer_cli.errors import problem_lines
from customer_cli.workshop.folder import Workshops

if TYPE_CHECKING:
    from customer_cli.guide.language import Language
    from customer_cli.guide.model import Guide
    from customer_cli.record.spec import Data
    from customer_cli.workshop.drafts import Beginning


def answers(wanted: Wanted, workshops: Path | None, source: str) -> int:
    """Take the answers from *source*, a file or `-`, save the record, and show it."""
    from customer_cli.interview.engine import Interview
    from customer_cli.record.complete import complete_ids
    from customer_cli.record.documents import read_answers
    from customer_cli.storage import disk
    from customer_cli.ui.scripted import ScriptDriver
    from customer_cli.workshop import interviews
    from customer_cli.workshop.save import load_earlier, save_new
    from customer_cli.workshop.session import MemoryLog, Session

    if source == "-":
        name, said = "standard input", sys.stdin.buffer.read(disk.LARGEST + 1)
    else:
        name, said = source, disk.read(Path(source))[0]
    read = read_answers(said, name)
    given = complete_ids(read.data)
    place = Workshops.find(Path.cwd(), workshops)
    begun, guide, base, notes = _begun(wanted, place, given)
    cuts = (read.document.problem(cut.path, cut.message, cut.remedy) for cut in read.document.cuts)
    say(*notes, *("\n".join(problem_lines(cut)) for cut in cuts))
    if wanted.held:
        base["held"] = wanted.held.isoformat()
    planned = target(place, replace(wanted, held=dt.date.fromisoformat(str(base["held"]))))
    driver = ScriptDriver("quick" if wanted.quick else "60")
    data = Session(Interview(guide, base), MemoryLog()).drive(driver)
    if begun:
        saved = interviews.save(place, begun, planned, data)
        record, path = saved.record, saved.path
        say(saved.note)
    else:
        record, path = save_new(data, planned, load_earlier(place, data.get("previous")))
    if record.skipped and "skipped" not in given:
        say(f"Left open: {', '.join(record.skipped)}")
    return shown(record, path, planned, place, wanted)


def _begun(
    wanted: Wanted, place: Workshops, given: Data
) -> tuple[Beginning | None, Guide, Data, tuple[str, ...]]:
    """Return how a review began, the guide, what the answers are laid over, and what to know."""
    from customer_cli.workshop import interviews

    held = wanted.held or wanted.today
    if wanted.reviews:
        start = interviews.start_review(
            place, "", of=wanted.of, guide=wanted.guide, team=wanted.team, held=held, now="",
            language=wanted.language,
        )  # fmt: skip
        from customer_cli.interview.carry_over import with_review_date

        base = interviews.lay_over(start.begun.base, given)
        return start.begun, start.guide, with_review_date(base), start.notes
    if wanted.guide:
        found = interviews.load_guide(place, wanted.guide, wanted.language)
    else:
        found = interviews.load_guide_of_record(place, str(given.get("guide", "")), wanted.language)
    base = interviews.make_base(found.guide, held, wanted.team) | given
    return None, found.guide, base, found.notes


def template(guide: str | None, workshops: Path | None, *, quick: bool, language: Language) -> str:
    """Return an answers file to fill in."""
    from customer_cli.interview.template import template as filled_with_questions
    from customer_cli.workshop import interviews

    place = Workshops.find(Path.cwd(), workshops)
    found = interviews.load_guide(place, guide or interviews.DEFAULT_GUIDE, language)
    return filled_with_questions(found.guide, "quick" if quick else "60")
