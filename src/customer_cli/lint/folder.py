"""Rules about a record's file among the others of its folder (F, H): which of them is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from customer_cli import ids
from customer_cli.lint.rule import Doubt, Subject, rule

MOST_NAMED = 3
"""Of other files, by name."""


@rule("F07", "info")
def its_name_is_a_label(subject: Subject) -> Iterator[Doubt]:
    """A record's file is named by a label.

    A label is made of small Latin letters, digits and hyphens. What is called otherwise is most
    often a copy that another program has left, such as `2026 (1).yaml`; no command takes it for a
    record unless somebody names its path.
    """
    if subject.file.name and not ids.is_id(subject.file.label):
        yield no_label(subject.file.label)


def no_label(stem: str) -> Doubt:
    """Return what is doubted about a file called *stem*, whatever is in it."""
    message = f'"{stem}" is no label, so this file is no record unless somebody names its path.'
    such = ids.slug(stem)
    question = "Is it a copy of another one that can go, or does it need a label"
    return Doubt((), message, f'{question}, such as "{such}"?' if such else f"{question}?")


@rule("F08", "warning")
def one_file_has_the_label(subject: Subject) -> Iterator[Doubt]:
    """A label is the name of one file.

    Where `2026.yaml` lies beside `2026.yml`, every command that is given the label takes the
    first, and what is written into the other is never seen.
    """
    if twins := subject.file.twins:
        message = f'The label "{subject.file.label}" is also that of {_named(twins)}.'
        yield Doubt((), message, "Which of them holds?")


@rule("H08", "warning")
def one_record_is_of_the_day(subject: Subject) -> Iterator[Doubt]:
    """Two records of a team are not held on one day.

    Which of them is the newest decides what every command shows, and of two on one day it is
    decided by their names.
    """
    if others := subject.file.same_day:
        held = subject.record.held
        message = f"{_named(others)} {'was' if len(others) == 1 else 'were'} held on {held}, too."
        yield Doubt(("held",), message, "Is one of them a copy, or was it another day?")


def _named(files: Sequence[str]) -> str:
    named = [f'"{name}"' for name in files[:MOST_NAMED]]
    if len(files) > MOST_NAMED:
        named.append("others")
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


RULES = (its_name_is_a_label, one_file_has_the_label, one_record_is_of_the_day)
