"""The command `hear`: one thing heard goes into the newest record, in half a minute.

The file is edited and not rewritten, and read again before that: others may write while somebody
types. Whatever keeps it from being written, no word is lost: what was said is told back as YAML,
to keep or to paste.
"""

import contextlib
import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from customer_cli.cli.options import (
    KINDS,
    SAYS,
    VALUE_KINDS,
    Dir,
    Team,
    allow_one,
    argument,
    option,
    parse_day,
    today,
)
from customer_cli.cli.output import say
from customer_cli.errors import CustomerError

if TYPE_CHECKING:
    from customer_cli.analysis.evidence import Hearing
    from customer_cli.cli.hear_options import HearOptions, HearTarget
    from customer_cli.record.model import Record
    from customer_cli.workshop.folder import LoadedRecord, Workshops

Customer = Annotated[str, argument("CUSTOMER", "Who said it: an id, or words of the name.")]
Value = Annotated[str | None, argument("VALUE", "What it is about.")]
Kind = Annotated[str | None, option(KINDS, "How you know.")]
Words = Annotated[str, option("TEXT", "What they said or did, in their words.")]
People = Annotated[str | None, option("N", "How many people (default: 1).")]
Source = Annotated[str, option("TEXT", "A place, an occasion, a study.")]
Date = Annotated[str | None, option("DATE", "When (default: today).")]
Says = Annotated[str | None, option(SAYS, "Whether it supports what is written.")]
Answers = Annotated[
    list[str] | None, option("ID", "The open question it answers; may be repeated.")
]
FromThem = Annotated[bool, option(None, "They said or did it themselves.", "--from-them")]
NotFromThem = Annotated[bool, option(None, "Somebody else said it about them.", "--not-from-them")]
New = Annotated[str | None, option("TEXT", "Something they value, not written yet.")]
ValueKind = Annotated[str | None, option(VALUE_KINDS, "The kind of what they value.")]
Ask = Annotated[str, option("TEXT", "A new question that it raises.")]
Owner = Annotated[str, option("WHO", "Who finds that out.")]
Due = Annotated[str | None, option("DATE", "By when.")]
NamedRecord = Annotated[str | None, option("RECORD", "Another record than the newest.")]


def hear(
    customer: Customer, value: Value = None, kind: Kind = None, words: Words = "",
    people: People = None, source: Source = "", date: Date = None, says: Says = None,
    answers: Answers = None, from_them: FromThem = False, not_from_them: NotFromThem = False,
    new: New = None, value_kind: ValueKind = None, ask: Ask = "", owner: Owner = "",
    due: Due = None, record: NamedRecord = None, team: Team = None, directory: Dir = None,
) -> int:  # fmt: skip
    """Write down one thing heard, in half a minute.

    Asks for what is missing. The file is edited; nothing else in it moves.

    \b
    Examples:
      customer-cli hear teachers
      customer-cli hear teachers monday --kind story --words "We began at eight."
      customer-cli hear sisters --new "A quiet hour" --kind said --source market
      customer-cli hear buyers --kind said --source calls --ask "Who else pays?"
    """
    from customer_cli.cli.hear_options import HearOptions

    allow_one(from_them=from_them, not_from_them=not_from_them)
    # Each word was held against the same list that the record has.
    listed: Any = {"kind": kind, "says": says, "value_kind": value_kind}
    options = HearOptions(
        today=today(), customer=customer, value=value, words=words, people=people, source=source,
        date=parse_day(date), answers=tuple(answers or ()), new=new, ask=ask, owner=owner,
        due=parse_day(due), from_them=from_them or (False if not_from_them else None),
        record=record, team=team, **listed,
    )  # fmt: skip
    return add_hearing(options.clean_texts(), directory)


def add_hearing(options: "HearOptions", directory: Path | None) -> int:
    """Add what was heard to the record, say what it has changed, and return 0.

    What *options* leaves open is asked for where somebody is there. Raise `WrongUse` with
    everything that is wrong or missing, `Stopped` where the person stops, and what reading,
    locking and changing a record raise; then nothing is written. No lock is held while
    somebody types, and no interview on the same record is waited for: it adds what it holds to
    what is in the file, too.
    """
    from customer_cli.analysis import evidence
    from customer_cli.cli.hear_options import UsageErrors, find_errors, resolve_target
    from customer_cli.ui import console
    from customer_cli.workshop.folder import Workshops

    is_asked = console.is_interactive(sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), directory)
    with _tell_back_on_failure(options):
        loaded = place.load(place.resolve(options.record, options.team))
    record = evidence.complete_record(loaded.record)
    errors = UsageErrors(list(find_errors(options, is_asked=is_asked)))
    about = resolve_target(record, options, errors)
    if is_asked:
        from customer_cli.cli.hear_options import ask_for_missing
        from customer_cli.ui.plain_form import FieldPrompt, LineReader

        options, about = ask_for_missing(
            options, about, record, FieldPrompt(LineReader(), sys.stderr)
        )
    return _write_hearing(options, about, place, loaded)


def _write_hearing(
    options: "HearOptions", about: "HearTarget", place: "Workshops", seen: "LoadedRecord"
) -> int:
    from customer_cli.analysis import evidence
    from customer_cli.analysis.status import marks
    from customer_cli.cli.hear_options import find_again
    from customer_cli.reports import voice as report
    from customer_cli.storage import disk
    from customer_cli.workshop.judging import judge_record
    from customer_cli.workshop.save import load_earlier, save_changed

    entry, name = seen.entry, place.display_path(seen.entry.path)
    with _tell_back_on_failure(options, about), disk.writing(entry.path):
        loaded = place.load(entry)
        record = evidence.complete_record(loaded.record)
        if loaded.fingerprint != seen.fingerprint:
            about = find_again(about, seen.record, record, name)
            options, about = _add_to_known(options, about, record)
        heard = _make_hearing(options, about, record)
        before = load_earlier(place, record.previous) if heard.new or heard.asks else {}
        addition = evidence.add_evidence(record, heard, before)
        after = save_changed(loaded, addition.data)
    as_of = judge_record(record, entry.path, options.today).as_of
    became = evidence.judge_outcome(record, after, heard, addition, as_of)
    for line in report.lines(became, marks(sys.stdout.encoding)):
        sys.stdout.write(f"{line}\n")
    say(f"Written: {name}, as {addition.evidence}")
    message = shlex.quote(f"Heard from {about.customer}")
    say(f"next: git add {shlex.quote(name)} && git commit -m {message}")
    return 0


def _add_to_known(
    options: "HearOptions", about: "HearTarget", record: "Record"
) -> "tuple[HearOptions, HearTarget]":
    """Return both; a new value that somebody else wrote into *record* meanwhile is a known one."""
    from customer_cli.cli.hear_options import find_value

    known = options.new and find_value(record, about.customer, options.new)
    if not known:
        return options, about
    say(
        f'"{known.name}" ({known.id}) was written down by somebody else meanwhile; this is added to it.'
    )
    return replace(options, new=None, value_kind=None), replace(about, value=known.id)


def _make_hearing(options: "HearOptions", about: "HearTarget", record: "Record") -> "Hearing":
    from customer_cli.analysis.evidence import (
        Hearing,
        NewEvidence,
        NewQuestion,
        NewValue,
        find_owner,
    )

    assert options.kind is not None  # noqa: S101 - it was asked for, or is among the errors
    piece = NewEvidence(
        kind=options.kind,
        date=options.date or options.today,
        words=options.words,
        source=options.source,
        people=int(options.people or 1),
        says=options.says or "supports",
        from_them=options.from_them,
    )
    owner = find_owner(record, options.owner)
    return Hearing(
        about.customer,
        piece,
        about.value,
        NewValue(options.new, options.value_kind or "need") if options.new else None,
        about.answers,
        NewQuestion(options.ask, owner, options.due) if options.ask else None,
    )


@contextlib.contextmanager
def _tell_back_on_failure(
    options: "HearOptions", about: "HearTarget | None" = None
) -> Iterator[None]:
    """Tell what was said, as YAML, where something in the block keeps it from being written."""
    try:
        yield
    except (CustomerError, OSError):
        if options.words or options.source or options.new or options.ask:
            _tell_back(options, about)
        raise


def _tell_back(options: "HearOptions", about: "HearTarget | None") -> None:
    from customer_cli.text import visible
    from customer_cli.yamldoc import writer

    value = about.value if about else options.value
    answers = about.answers if about else options.answers
    say("Nothing was written. This is what was said, to keep or to paste:")
    say(f"  about {about.customer if about else options.customer}{f', {value}' if value else ''}")
    if answers:
        say(f"  it answers {', '.join(answers)}")
    text = writer.dump(_entry_of(options))
    sys.stderr.write(f"\n{visible(text, breaks=True)}\n")


def _entry_of(options: "HearOptions") -> dict[str, Any]:
    """Return what was said as a record would hold it, as far as it was said."""
    people = options.people or "1"
    piece = {
        "kind": options.kind,
        "date": str(options.date or options.today),
        "people": int(people) if people.isascii() and people.isdigit() else people,
        "source": options.source,
        "says": options.says,
        "from_them": options.from_them,
        "words": options.words,
    }
    piece = {key: value for key, value in piece.items() if value not in ("", None)}
    entry: dict[str, Any] = {"evidence": [piece]}
    if options.new:
        entry = {"values": [{"kind": options.value_kind or "need", "text": options.new, **entry}]}
    if options.ask:
        due = str(options.due) if options.due else ""
        asks = {"question": options.ask, "owner": options.owner, "due": due}
        entry["learn"] = [{key: value for key, value in asks.items() if value}]
    return entry
