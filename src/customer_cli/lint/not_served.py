"""Rules about whom the team does not serve (N): said, with a reason, and told to them."""

from __future__ import annotations

from collections.abc import Iterator

from customer_cli.lint.rule import Doubt, Subject, rule


@rule("N01", "info")
def somebody_is_not_served(subject: Subject) -> Iterator[Doubt]:
    """A record says whom the team does not serve.

    Saying no protects the yes. A list of customers without an edge grows until nobody is first.
    """
    if not subject.record.not_served:
        message = "Nobody is named whom we do not serve, or should stop serving."
        yield Doubt((), message, "Who asks for us, and is better served elsewhere?")


@rule("N02", "warning")
def a_no_has_a_reason(subject: Subject) -> Iterator[Doubt]:
    """Whoever is not served is told why.

    The need is met, others do it better, we get no results, or it is outside what we are for:
    these are Drucker's four, and one of them should be written down.
    """
    for index, line in enumerate(subject.record.not_served):
        if not line.because:
            message = f"It is not said why we do not serve {line.who}."
            question = "Is the need met, better served elsewhere, without results, or not ours?"
            yield Doubt(("not_served", index), message, question)


@rule("N03", "warning")
def whoever_is_let_go_is_told_where_to_go(subject: Subject) -> Iterator[Doubt]:
    """Whoever was served and is so no longer hears it from somebody, and where to go instead.

    People who find out by themselves that they were dropped tell others, and are right to.
    """
    if subject.earlier is None:
        return
    before = {one.name.casefold() for one in subject.earlier.customers.values()}
    for index, line in enumerate(subject.record.not_served):
        if line.who.casefold() in before and not (line.told_by and line.instead):
            message = (
                f"We stop serving {line.who}, and it is not said who tells them and where they go."
            )
            yield Doubt(("not_served", index), message, "Who tells them? Where do they go instead?")


RULES = (
    somebody_is_not_served,
    a_no_has_a_reason,
    whoever_is_let_go_is_told_where_to_go,
)
