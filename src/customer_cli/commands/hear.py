"""The command `hear`: one thing heard goes into the newest record, in half a minute.

The file is edited and not rewritten, and read again before that: others may write while somebody
types. Whatever keeps it from being written, no word is lost: what was said is told back as YAML,
to keep or to paste.
"""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from customer_cli.analysis import evidence
from customer_cli.analysis.evidence import Hearing, NewEvidence, NewQuestion, NewValue
from customer_cli.commands.chosen import say
from customer_cli.commands.hear_options import Doubts, Wanted, doubts
from customer_cli.commands.hear_target import Target, still_there, target, value_called
from customer_cli.errors import CustomerError
from customer_cli.storage import disk
from customer_cli.text import visible
from customer_cli.ui import select
from customer_cli.workshop.folder import LoadedRecord, Workshops
from customer_cli.workshop.judging import judge_record

if TYPE_CHECKING:
    from customer_cli.record.model import Record


def hear(wanted: Wanted, workshops: Path | None) -> int:
    """Add what was heard to the newest record, say what it has changed, and return 0.

    What *wanted* leaves open is asked for where somebody is there. Raise `WrongUse` with
    everything that is wrong or missing, `Stopped` where the person stops, and what reading,
    locking and changing a record raise; then nothing is written. No lock is held while
    somebody types, and no interview on the same record is waited for: it adds what it holds to
    what is in the file, too.
    """
    wanted = wanted.cleaned()
    is_asked = select.somebody_is_there(sys.stdin, sys.stdout, os.environ)
    place = Workshops.find(Path.cwd(), workshops)
    with _told_back(wanted):
        entry = place.resolve(wanted.record, wanted.team)
        loaded = place.load(entry)
    record = evidence.complete_record(loaded.record)
    about = target(record, wanted, Doubts(list(doubts(wanted, is_asked=is_asked))))
    if is_asked:
        from customer_cli.commands.hear_questions import asked
        from customer_cli.ui.plain_form import Asking, Lines

        wanted, about = asked(wanted, about, record, Asking(Lines(), sys.stderr))
    return _written(wanted, about, place, loaded)


def _written(wanted: Wanted, about: Target, place: Workshops, seen: LoadedRecord) -> int:
    from customer_cli.analysis.evidence import judge_outcome
    from customer_cli.analysis.status import marks
    from customer_cli.reports import voice as view
    from customer_cli.workshop.save import load_earlier, save_changed

    entry, name = seen.entry, place.display_path(seen.entry.path)
    with _told_back(wanted, about), disk.writing(entry.path):
        loaded = place.load(entry)
        record = evidence.complete_record(loaded.record)
        if loaded.fingerprint != seen.fingerprint:
            wanted, about = _again(wanted, still_there(about, seen.record, record, name), record)
        heard = _hearing(wanted, about, record)
        before = load_earlier(place, record.previous) if heard.new or heard.asks else {}
        addition = evidence.add_evidence(record, heard, before)
        after = save_changed(loaded, addition.data)
    as_of = judge_record(record, entry.path, wanted.today).as_of
    became = judge_outcome(record, after, heard, addition, as_of)
    for line in view.lines(became, marks(sys.stdout.encoding)):
        sys.stdout.write(f"{line}\n")
    say(f"Written: {name}, as {addition.evidence}")
    message = shlex.quote(f"Heard from {about.customer}")
    say(f"next: git add {shlex.quote(name)} && git commit -m {message}")
    return 0


def _again(wanted: Wanted, about: Target, record: Record) -> tuple[Wanted, Target]:
    """Return both as they are now in *record*, which somebody else wrote while this one was made."""
    known = wanted.new and value_called(record, about.customer, wanted.new)
    if not known:
        return wanted, about
    say(
        f'"{known.name}" ({known.id}) was written down by somebody else meanwhile; this is added to it.'
    )
    return replace(wanted, new=None, value_kind=None), replace(about, value=known.id)


def _hearing(wanted: Wanted, about: Target, record: Record) -> Hearing:
    assert wanted.kind is not None  # noqa: S101 - it was asked for, or is among the doubts
    piece = NewEvidence(
        kind=wanted.kind,
        date=wanted.date or wanted.today,
        words=wanted.words,
        source=wanted.source,
        people=int(wanted.people or 1),
        says=wanted.says or "supports",
        from_them=wanted.from_them,
    )
    owner = evidence.find_owner(record, wanted.owner)
    return Hearing(
        about.customer,
        piece,
        about.value,
        NewValue(wanted.new, wanted.value_kind or "need") if wanted.new else None,
        about.answers,
        NewQuestion(wanted.ask, owner, wanted.due) if wanted.ask else None,
    )


@contextlib.contextmanager
def _told_back(wanted: Wanted, about: Target | None = None) -> Iterator[None]:
    """Tell what was said, as YAML, where something in the block keeps it from being written."""
    try:
        yield
    except (CustomerError, OSError):
        if wanted.words or wanted.source or wanted.new or wanted.ask:
            _tell_back(wanted, about)
        raise


def _tell_back(wanted: Wanted, about: Target | None) -> None:
    from customer_cli.yamldoc import writer

    value = about.value if about else wanted.value
    answers = about.answers if about else wanted.answers
    say("Nothing was written. This is what was said, to keep or to paste:")
    say(f"  about {about.customer if about else wanted.customer}{f', {value}' if value else ''}")
    if answers:
        say(f"  it answers {', '.join(answers)}")
    text = writer.dump(_said(wanted))
    sys.stderr.write(f"\n{visible(text, breaks=True)}\n")


def _said(wanted: Wanted) -> dict[str, Any]:
    """Return what was said as a record would hold it, as far as it was said."""
    people = wanted.people or "1"
    piece = {
        "kind": wanted.kind,
        "date": str(wanted.date or wanted.today),
        "people": int(people) if people.isascii() and people.isdigit() else people,
        "source": wanted.source,
        "says": wanted.says,
        "from_them": wanted.from_them,
        "words": wanted.words,
    }
    piece = {key: value for key, value in piece.items() if value not in ("", None)}
    said: dict[str, Any] = {"evidence": [piece]}
    if wanted.new:
        said = {"values": [{"kind": wanted.value_kind or "need", "text": wanted.new, **said}]}
    if wanted.ask:
        due = str(wanted.due) if wanted.due else ""
        asks = {"question": wanted.ask, "owner": wanted.owner, "due": due}
        said["learn"] = [{key: value for key, value in asks.items() if value}]
    return said
