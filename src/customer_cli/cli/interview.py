"""The command `interview`: the questions of a guide, asked in a room or answered from a file."""

import datetime as dt
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from customer_cli.cli.options import (
    Color,
    Dir,
    Force,
    Spoken,
    Team,
    allow_one,
    find_language,
    option,
    parse_day,
    today,
)
from customer_cli.cli.output import STANDARD_OUTPUT, save_file
from customer_cli.errors import WrongUse, problem_lines

if TYPE_CHECKING:
    from customer_cli.guide.files import Language
    from customer_cli.guide.model import Guide
    from customer_cli.record.spec import Data
    from customer_cli.workshop.folder import Workshops
    from customer_cli.workshop.session import Beginning

GuideName = Annotated[str | None, option("GUIDE", "Which questions (default: drucker).")]
Label = Annotated[str | None, option("LABEL", "The record's name (default: the year).")]
Held = Annotated[str | None, option("DATE", "The day of the sitting (default: today).")]
From = Annotated[str | None, option("LABEL", "Go on from this record: a review.", "--from")]
Quick = Annotated[bool, option(None, "Only the short path, ten minutes.", "--quick")]
Plain = Annotated[bool, option(None, "Plain lines, for screen readers.", "--plain")]
Answers = Annotated[str | None, option("FILE", "Take the answers from a record, or - for stdin.")]
Template = Annotated[bool, option(None, "Print a file to fill in.", "--template")]
TemplateFile = Annotated[str | None, option("FILE", "Write the template there.", "-o", "--output")]
Resume = Annotated[bool, option(None, "Go on where you stopped.", "--resume")]
New = Annotated[bool, option(None, "Begin again; the draft is kept.", "--new")]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewOptions:
    """The options of an interview, read."""

    today: dt.date
    language: "Language"
    """The language of the questions, where the guide has it."""
    guide: str | None = None
    team: str | None = None
    label: str | None = None
    """The record's name; left out, the year in which it is held."""
    held: dt.date | None = None
    of: str | None = None
    """The record that a review goes on from."""
    quick: bool = False
    plain: bool = False
    resume: bool = False
    new: bool = False
    color: str = "auto"

    @property
    def is_review(self) -> bool:
        """Whether an earlier record is gone on from in a new one."""
        if self.of is not None or self.guide is None:
            return self.of is not None
        from customer_cli.interview.carry_over import REVIEW_GUIDE

        return self.guide == REVIEW_GUIDE

    @property
    def draft(self) -> str | None:
        """The label of the draft that is meant, with the team where one is named."""
        return f"{self.team}/{self.label}" if self.team and self.label else self.label


def interview(
    guide: GuideName = None, team: Team = None, label: Label = None, held: Held = None,
    from_: From = None, quick: Quick = False, plain: Plain = False, answers: Answers = None,
    template: Template = False, output: TemplateFile = None, force: Force = False,
    resume: Resume = False, new: New = False, language: Spoken = None, color: Color = "auto",
    directory: Dir = None,
) -> int:  # fmt: skip
    """Ask the questions of a guide and save what is said.

    Every answer is on disk before the next question; stop whenever you like.

    \b
    Examples:
      customer-cli interview
      customer-cli interview --quick --team "Reading for All"
      customer-cli interview --from 2024
      customer-cli interview --template -o answers.yaml
      customer-cli interview --answers answers.yaml --label 2027
    """
    allow_one(resume=resume, new=new, answers=answers is not None, template=template)
    if template:
        text = make_template(guide, directory, quick=quick, language=find_language(language))
        return _write_template(text, output, force=force)
    if output or force:
        raise WrongUse(
            "-o and --force belong to --template.",
            "Add --template, or leave them out.",
        )
    options = InterviewOptions(
        today=today(), guide=guide, team=team, label=label, held=parse_day(held), of=from_,
        quick=quick, plain=plain, resume=resume, new=new, color=color,
        language=find_language(language),
    )  # fmt: skip
    if answers is not None:
        return answer_from_file(options, directory, answers)
    from customer_cli.cli.session import run_interview

    return run_interview(options, directory)


def make_template(
    guide: str | None, directory: Path | None, *, quick: bool, language: "Language"
) -> str:
    """Return an answers file to fill in."""
    from customer_cli.interview.template import render_template
    from customer_cli.workshop import interviews
    from customer_cli.workshop.folder import Workshops

    place = Workshops.find(Path.cwd(), directory)
    found = interviews.load_guide(place, guide or interviews.DEFAULT_GUIDE, language)
    return render_template(found.guide, "quick" if quick else "60")


def _write_template(text: str, output: str | None, *, force: bool) -> int:
    if output in (None, STANDARD_OUTPUT):
        sys.stdout.write(text)
    else:
        save_file(text, Path(str(output)), "text", force=force)
    return 0


def answer_from_file(options: InterviewOptions, directory: Path | None, source: str) -> int:
    """Take the answers from *source*, a file or `-`, save the record, and show it."""
    from customer_cli.cli.session import choose_target, finish_interview, say_each
    from customer_cli.interview.engine import Interview
    from customer_cli.record.documents import read_answers
    from customer_cli.record.references import complete_ids
    from customer_cli.storage import disk
    from customer_cli.ui.plain import ScriptDriver
    from customer_cli.workshop import interviews
    from customer_cli.workshop.folder import Workshops
    from customer_cli.workshop.save import load_earlier, save_new
    from customer_cli.workshop.session import Session

    if source == "-":
        name, said = "standard input", sys.stdin.buffer.read(disk.LARGEST + 1)
    else:
        name, said = source, disk.read(Path(source))[0]
    read = read_answers(said, name)
    given = complete_ids(read.data)
    place = Workshops.find(Path.cwd(), directory)
    begun, guide, base, notes = _begin_from(options, place, given)
    cuts = (read.document.problem(cut.path, cut.message, cut.remedy) for cut in read.document.cuts)
    say_each(*notes, *("\n".join(problem_lines(cut)) for cut in cuts))
    if options.held:
        base["held"] = options.held.isoformat()
    planned = choose_target(place, replace(options, held=dt.date.fromisoformat(str(base["held"]))))
    driver = ScriptDriver("quick" if options.quick else "60")
    data = Session(Interview(guide, base), []).drive(driver)
    if begun:
        saved = interviews.save(place, begun, planned, data)
        record, path = saved.record, saved.path
        say_each(saved.note)
    else:
        record, path = save_new(data, planned, load_earlier(place, data.get("previous")))
    if record.skipped and "skipped" not in given:
        say_each(f"Left open: {', '.join(record.skipped)}")
    return finish_interview(record, path, planned, place, options)


def _begin_from(
    options: InterviewOptions, place: "Workshops", given: "Data"
) -> "tuple[Beginning | None, Guide, Data, tuple[str, ...]]":
    """Return how a review began, the guide, what the answers are laid over, and what to know."""
    from customer_cli.workshop import interviews

    held = options.held or options.today
    if options.is_review:
        start = interviews.start_review(
            place, "", of=options.of, guide=options.guide, team=options.team, held=held, now="",
            language=options.language,
        )  # fmt: skip
        from customer_cli.interview.carry_over import set_review_date

        base = interviews.lay_over(start.begun.base, given)
        return start.begun, start.guide, set_review_date(base), start.notes
    if options.guide:
        found = interviews.load_guide(place, options.guide, options.language)
    else:
        found = interviews.load_guide_of_record(
            place, str(given.get("guide", "")), options.language
        )
    base = interviews.make_base(found.guide, held, options.team) | given
    return None, found.guide, base, found.notes
