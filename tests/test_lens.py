"""Every clause of every lens."""

from __future__ import annotations

import pytest
from hypothesis import given

from customer_cli.analysis.lens import Standing, find_standing, is_ranked
from customer_cli.record.format import LENSES, LensName
from customer_cli.record.model import Record
from tests.strategies import records


def record(*facts: str, primary: str | None = None, status: str | None = None) -> Record:
    data: dict[str, object] = {
        "team": "Team",
        "held": "2024-03-14",
        "customers": {"them": {"name": "Them", "facts": facts}, "others": {"name": "Others"}},
    }
    if primary:
        data["primary"] = primary
    if status:
        data["decision"] = {"status": status}
    return Record.model_validate(data)


FROM_FACTS: list[tuple[LensName, tuple[str, ...], str, str]] = [
    ("hierarchy", (), "affected", ""),
    ("hierarchy", ("must_comply",), "affected", "must_comply"),
    ("hierarchy", ("affected", "must_comply"), "affected", "affected"),
    ("hierarchy", ("pays",), "funder", "pays"),
    ("hierarchy", ("pays", "affected"), "funder", "pays"),
    ("hierarchy", ("pays", "paid_by_us"), "partner", "paid_by_us"),
    ("hierarchy", ("paid_by_us", "delivers"), "partner", "delivers"),
    ("hierarchy", ("delivers", "refers"), "gatekeeper", "refers"),
    ("hierarchy", ("refers", "blocks"), "gatekeeper", "blocks"),
    ("hierarchy", ("refers", "blocks", "approves"), "gatekeeper", "approves"),
    ("hierarchy", ("approves", "chooses", "pays"), "buyer", "chooses"),
    ("hierarchy", ("chooses", "uses"), "end user", "uses"),
    ("hierarchy", ("uses", "benefits"), "end user", "benefits"),
    ("hierarchy", ("life_changed",), "impact group", "life_changed"),
    ("hierarchy", ("life_changed", "pays"), "impact group", "life_changed"),
    ("hierarchy", ("life_changed", "benefits"), "impact group and end user", "life_changed"),
    ("hierarchy", ("uses", "life_changed"), "impact group and end user", "life_changed"),
    ("hierarchy", ("life_changed", "benefits", "works_here"), "works here", "works_here"),
    ("everybody", (), "none", ""),
    ("everybody", ("life_changed", "works_here", "approves"), "none", ""),
    ("everybody", ("chooses",), "payer", "chooses"),
    ("everybody", ("chooses", "pays"), "payer", "pays"),
    ("everybody", ("pays", "benefits"), "final user", "benefits"),
    ("everybody", ("benefits", "uses", "works_here"), "customer", "uses"),
    ("whose-needs", (), "other party", ""),
    ("whose-needs", ("approves", "affected"), "other party", ""),
    ("whose-needs", ("life_changed", "uses"), "other party", ""),
    ("whose-needs", ("chooses",), "buying side", "chooses"),
    ("whose-needs", ("chooses", "pays"), "buying side", "pays"),
    ("whose-needs", ("pays", "benefits"), "customer", "benefits"),
    ("whose-needs", ("benefits", "delivers"), "customer", "benefits"),
    ("whose-needs", ("delivers", "pays"), "partner", "delivers"),
    ("whose-needs", ("paid_by_us", "benefits"), "partner", "paid_by_us"),
    ("whose-needs", ("paid_by_us", "delivers"), "partner", "paid_by_us"),
    ("whose-needs", ("works_here", "paid_by_us", "benefits"), "colleague", "works_here"),
]


@pytest.mark.parametrize(("lens", "facts", "name", "decided_by"), FROM_FACTS)
def test_the_first_clause_that_applies_decides_and_is_named(
    lens: LensName, facts: tuple[str, ...], name: str, decided_by: str
) -> None:
    assert find_standing("them", record(*facts), lens) == Standing(name, decided_by)


FROM_THE_RECORD: list[tuple[LensName, str | None, str | None, str, str]] = [
    ("drucker", "them", None, "primary", "primary"),
    ("drucker", "others", None, "supporting", "primary"),
    ("drucker", None, None, "supporting", ""),
    ("debate", "them", None, "candidate", "decision"),
    ("debate", "them", "draft", "candidate", "decision"),
    ("debate", "them", "contested", "candidate", "decision"),
    ("debate", "them", "decided", "primary", "primary"),
    ("debate", "others", "decided", "supporting", "primary"),
]


@pytest.mark.parametrize(("lens", "primary", "status", "name", "decided_by"), FROM_THE_RECORD)
def test_what_the_team_chose_decides_where_no_fact_does(
    lens: LensName, primary: str | None, status: str | None, name: str, decided_by: str
) -> None:
    found = find_standing("them", record("pays", primary=primary, status=status), lens)
    assert found == Standing(name, decided_by)


def test_only_customers_are_ranked_when_the_question_is_whose_needs() -> None:
    assert is_ranked(Standing("customer", "benefits"), "whose-needs")
    for name in ("partner", "colleague", "buying side", "other party"):
        assert not is_ranked(Standing(name, ""), "whose-needs")
    assert is_ranked(Standing("none", ""), "everybody")


@given(records())
def test_every_customer_has_a_standing_decided_by_something_said_of_them(record: Record) -> None:
    for customer_id, customer in record.customers.items():
        for lens in LENSES:
            found = find_standing(customer_id, record, lens)
            assert found.name
            assert found.decided_by in {"", "primary", "decision", *customer.facts}


def test_nobody_has_a_standing_who_is_not_in_the_record() -> None:
    with pytest.raises(KeyError):
        find_standing("nobody", record(), "drucker")
