"""The commands of a sitting: what is done while people are in the room."""

import sys
from typing import Annotated, Any

from customer_cli.cli.options import (
    KINDS,
    SAYS,
    VALUE_KINDS,
    AsOf,
    Color,
    Dir,
    Json,
    Spoken,
    Team,
    argument,
    day,
    language_of,
    one_of,
    option,
    today,
)


def interview(
    guide: Annotated[str | None, option("GUIDE", "Which questions (default: drucker).")] = None,
    team: Team = None,
    label: Annotated[str | None, option("LABEL", "The record's name (default: the year).")] = None,
    held: Annotated[str | None, option("DATE", "The day of the sitting (default: today).")] = None,
    from_: Annotated[
        str | None, option("LABEL", "Go on from this record: a review.", "--from")
    ] = None,
    quick: Annotated[bool, option(None, "Only the short path, ten minutes.", "--quick")] = False,
    plain: Annotated[bool, option(None, "Plain lines, for screen readers.", "--plain")] = False,
    answers: Annotated[
        str | None, option("FILE", "Take the answers from a record, or - for stdin.")
    ] = None,
    template: Annotated[bool, option(None, "Print a file to fill in.", "--template")] = False,
    resume: Annotated[bool, option(None, "Go on where you stopped.", "--resume")] = False,
    new: Annotated[bool, option(None, "Begin again; the draft is kept.", "--new")] = False,
    language: Spoken = None,
    color: Color = "auto",
    directory: Dir = None,
) -> int:
    """Ask the questions of a guide and save what is said.

    Every answer is on disk before the next question; stop whenever you like.

    \b
    Examples:
      customer-cli interview
      customer-cli interview --quick --team "Reading for All"
      customer-cli interview --from 2024
      customer-cli interview --template > answers.yaml
      customer-cli interview --answers answers.yaml --label 2027
    """
    from customer_cli.commands.sitting import Wanted

    one_of(resume=resume, new=new, answers=answers is not None, template=template)
    if template:
        from customer_cli.commands.answers import template as filled

        spoken = language_of(language)
        sys.stdout.write(filled(guide, directory, quick=quick, language=spoken))
        return 0
    wanted = Wanted(
        today=today(), guide=guide, team=team, label=label, held=day(held), of=from_, quick=quick,
        plain=plain, resume=resume, new=new, color=color, language=language_of(language),
    )  # fmt: skip
    if answers is not None:
        from customer_cli.commands.answers import answers as taken

        return taken(wanted, directory, answers)
    from customer_cli.commands.interview import interview

    return interview(wanted, directory)


def demo(color: Color = "auto") -> int:
    """Run a whole workshop from the bundled example.

    \b
    Examples:
      customer-cli demo
    """
    from customer_cli.commands.demo import demo

    return demo(color)


def hear(
    customer: Annotated[str, argument("CUSTOMER", "Who said it: an id, or words of the name.")],
    value: Annotated[str | None, argument("VALUE", "What it is about.")] = None,
    kind: Annotated[str | None, option(KINDS, "How you know.")] = None,
    words: Annotated[str, option("TEXT", "What they said or did, in their words.")] = "",
    people: Annotated[str | None, option("N", "How many people (default: 1).")] = None,
    source: Annotated[str, option("TEXT", "A place, an occasion, a study.")] = "",
    date: Annotated[str | None, option("DATE", "When (default: today).")] = None,
    says: Annotated[str | None, option(SAYS, "What it does to what is written.")] = None,
    answers: Annotated[
        list[str] | None, option("ID", "The open question it answers; may be repeated.")
    ] = None,
    from_them: Annotated[bool, option(None, "It comes from them.", "--from-them")] = False,
    not_from_them: Annotated[bool, option(None, "It does not.", "--not-from-them")] = False,
    new: Annotated[str | None, option("TEXT", "Something they value, not written yet.")] = None,
    value_kind: Annotated[str | None, option(VALUE_KINDS, "Of what kind that is.")] = None,
    ask: Annotated[str, option("TEXT", "A new question that it raises.")] = "",
    owner: Annotated[str, option("WHO", "Who finds that out.")] = "",
    due: Annotated[str | None, option("DATE", "By when.")] = None,
    record: Annotated[str | None, option("RECORD", "Another record than the newest.")] = None,
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Write down one thing heard, in half a minute.

    Asks for what is missing. The file is edited; nothing else in it moves.

    \b
    Examples:
      customer-cli hear teachers
      customer-cli hear teachers monday --kind story --words "We began at eight."
      customer-cli hear sisters --new "A quiet hour" --kind said --source market
      customer-cli hear buyers --kind said --source calls --ask "Who else pays?"
    """
    from customer_cli.commands.hear import hear
    from customer_cli.commands.hear_options import Wanted

    one_of(from_them=from_them, not_from_them=not_from_them)
    # Each word was held against the same list that the record has.
    listed: Any = {"kind": kind, "says": says, "value_kind": value_kind}
    wanted = Wanted(
        today=today(), customer=customer, value=value, words=words, people=people, source=source,
        date=day(date), answers=tuple(answers or ()), new=new, ask=ask, owner=owner, due=day(due),
        from_them=from_them or (False if not_from_them else None), record=record, team=team,
        **listed,
    )  # fmt: skip
    return hear(wanted, directory)


def voice(
    of: Annotated[str | None, option("ID", "Only from this customer.")] = None,
    plain: Annotated[bool, option(None, "On one line, for a prompt or slide.", "--plain")] = False,
    as_of: AsOf = None,
    json: Json = False,
    color: Color = "auto",
    team: Team = None,
    directory: Dir = None,
) -> int:
    """Print one thing a customer said, to open any meeting with.

    The primary customer is heard more often, and no voice twice in a row.

    \b
    Examples:
      customer-cli voice
      customer-cli voice --of teachers --plain
    """
    from customer_cli.commands.voice import voice

    return voice(
        of, plain=plain, as_of=day(as_of), json=json, color=color, team=team,
        workshops=directory, today=today(),
    )  # fmt: skip
