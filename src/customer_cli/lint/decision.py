"""Rules on the decision (D): its rule, its dissent, and that it was read back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from customer_cli.analysis.status import is_direct
from customer_cli.lint.rule import RuleFinding, Subject, rule
from customer_cli.record.finding import Severity

if TYPE_CHECKING:
    from customer_cli.record.model import Decision

CAN_LIVE_WITH_IT = 3
"""On the scale of five: supports it outside the room."""

_UNANIMOUS = ("consent", "everyone", "unanim")


@rule("D01", "error")
def the_rule_was_named_first(subject: Subject) -> Iterator[RuleFinding]:
    """How the team decides was named before it decided.

    Whoever names the rule after the answer is known can choose it to win (finding 14).
    """
    decision = _closed_decision(subject)
    if decision and not decision.rule:
        message = f"It is {decision.status}, and not said by which rule."
        yield RuleFinding(("decision",), message, "Who decides when we cannot agree?", at_key=True)


@rule("D02", "warning")
def serious_doubt_is_written_down(subject: Subject) -> Iterator[RuleFinding]:
    """Whoever cannot live with it has their reason in the record.

    A doubt that is not written down cannot be proved right (finding 7). One that is still open
    from an earlier sitting counts.
    """
    decision = subject.record.decision
    voices = {one.who for one in decision.dissent if one.state == "open"} if decision else set()
    for person, support in decision.support.items() if decision else ():
        name = subject.person(person)
        if support < CAN_LIVE_WITH_IT and not {person, name} & voices:
            message = f"{name} stands at {support} of 5, and the reason is not written down."
            question = "What do you see differently, and what would change your mind?"
            yield RuleFinding(("decision", "support", person), message, question)


@rule("D03", "warning")
def dissent_gets_an_answer(subject: Subject) -> Iterator[RuleFinding]:
    """An open disagreement says what the group does with it.

    Changed the wording, answered with a reason, will find out, or noted and stays open: an
    objection must be addressed, not accommodated. In a debate there is no close without it.
    """
    decision = subject.record.decision
    closing = subject.record.lens == "debate" and _closed_decision(subject) is not None
    for index, one in enumerate(decision.dissent if decision else ()):
        if one.state == "open" and not one.answer:
            who = subject.person(one.who) or "Somebody"
            message = f'{who} sees it differently ("{one.says}"), and nobody has answered.'
            question = "Do we change it, answer it, find out, or leave it open?"
            weight: Severity | None = "error" if closing else None
            yield RuleFinding(("decision", "dissent", index), message, question, severity=weight)


@rule("D05", "warning")
def most_people_can_live_with_it(subject: Subject) -> Iterator[RuleFinding]:
    """On average the room can live with what was decided.

    Below three of five a decision is one on paper. `contested`, with a day to return, is an
    honest outcome (C009).
    """
    decision = subject.record.decision
    if decision and decision.support and decision.status == "decided":
        average = sum(decision.support.values()) / len(decision.support)
        if average < CAN_LIVE_WITH_IT:
            message = f"Support is {average:.1f} of 5 on average, and it is called decided."
            yield RuleFinding(("decision", "support"), message, "Is it contested?", at_key=True)


@rule("D06", "error")
def nobody_blocks_where_everybody_must_agree(subject: Subject) -> Iterator[RuleFinding]:
    """Under consent or unanimity nobody says no to what is decided.

    Where everybody must agree, one "we should not go ahead" is a veto. Under majority, or where
    the leader decides, it is a disagreement.
    """
    decision = subject.record.decision
    if not decision or decision.status != "decided":
        return
    if not any(word in decision.rule.casefold() for word in _UNANIMOUS):
        return
    for person, support in decision.support.items():
        if support == 1:
            name = subject.person(person)
            message = f'{name} says no, the rule is "{decision.rule}", and it is called decided.'
            yield RuleFinding(
                ("decision", "support", person), message, "What would remove the harm?"
            )


@rule("D07", "info")
def a_customer_was_in_the_room_or_read_out(subject: Subject) -> Iterator[RuleFinding]:
    """Somebody could speak as a customer, or their words were read out.

    A room of insiders knows what insiders believe (C121). Evidence in the record counts as read.
    """
    record = subject.record
    heard = any(is_direct(piece) for _, _, value in subject.values() for piece in value.evidence)
    heard = heard or any(is_direct(p) for c in record.customers.values() for p in c.evidence)
    if not heard and not any(person.part == "customer voice" for person in record.people):
        message = f"Nobody there could speak as a {subject.word.one}, and none of them is quoted."
        yield RuleFinding((), message, "Whose words shall we read out?")


@rule("D08", "warning")
def it_was_read_back(subject: Subject) -> Iterator[RuleFinding]:
    """What is decided was read back, and somebody said: that is what we said.

    A scribe writes what a scribe understood. One minute of reading aloud settles it.
    """
    decision = subject.record.decision
    if decision and decision.status == "decided" and not decision.confirmed:
        message = "It is decided, and nobody has confirmed what is written here."
        yield RuleFinding(("decision",), message, "Is that what we said?", at_key=True)


@rule("D12", "warning")
def what_was_confirmed_stands(subject: Subject) -> Iterator[RuleFinding]:
    """The primary customer and the order are those that were confirmed.

    One person confirms on one branch, or changes the rule, and another re-ranks on a second: git
    merges both, and what somebody confirmed is not what stands there. Silent where the record does
    not say over what it was confirmed (`read_back`); a customer with a new id is the same.
    """
    record, decision = subject.record, subject.record.decision
    if not decision or not decision.confirmed or not decision.read_back:
        return
    then = decision.read_back
    heirs = {was: key for key, one in reversed(record.customers.items()) for was in one.was
             if was not in record.customers}  # fmt: skip
    order = list(dict.fromkeys(heirs.get(key, key) for key in then.order))
    primary = heirs.get(then.primary, then.primary) if then.primary else None
    question = "Do we confirm it as it stands now?"
    if primary != record.primary:
        was = subject.name(primary) if primary else "nobody"
        now = subject.name(record.primary) if record.primary else "nobody"
        message = f"The primary customer that was confirmed is {was}, and now it is {now}."
        yield RuleFinding(("decision", "read_back", "primary"), message, question)
    if then.order and order != list(record.order):
        told = [", ".join(subject.name(key) for key in keys) or "nobody"
                for keys in (order, record.order)]  # fmt: skip
        message = f"Confirmed was the order {told[0]}; now it is {told[1]}."
        yield RuleFinding(("decision", "read_back", "order"), message, question)


@rule("D11", "info")
def what_is_parked_has_an_owner(subject: Subject) -> Iterator[RuleFinding]:
    """Somebody takes along what was parked, or it is dropped at the close.

    A parking lot nobody drives out of teaches people not to park.
    """
    for index, item in enumerate(subject.record.parked):
        if not item.owner:
            message = f'"{item.text}" is parked, and nobody takes it along.'
            yield RuleFinding(("parked", index), message, "Who takes it, or do we drop it?")


def _closed_decision(subject: Subject) -> Decision | None:
    decision = subject.record.decision
    return decision if decision and decision.status != "draft" else None


RULES = (
    the_rule_was_named_first, serious_doubt_is_written_down, dissent_gets_an_answer,
    most_people_can_live_with_it, nobody_blocks_where_everybody_must_agree,
    a_customer_was_in_the_room_or_read_out, it_was_read_back, what_is_parked_has_an_owner,
    what_was_confirmed_stands,
)  # fmt: skip
