"""The slots of a yearly review: customers that changed, the lens, and what was left open.

A review starts from an earlier record. These slots change who the customers are, so they are
read from what the earlier record holds and never from what they have written themselves:
answering one again starts from the same people.

A question that was answered stays in the record with the evidence that answered it, and is no
longer on the list that is talked about; one that nobody will ask any more leaves the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from customer_cli import ids
from customer_cli.interview import carry_over
from customer_cli.interview.answers import EVIDENCE_PREFIX, split_names
from customer_cli.interview.store import Slot, many_rows, one_row
from customer_cli.record.format import EVIDENCE_FIELDS, EVIDENCE_KINDS
from customer_cli.record.references import entries_with_ids, evidence_id
from customer_cli.record.spec import SHORT_NAME, Choice, Data, Field, Row, Rows

OUTCOMES = (
    Choice("open", "it is still open"),
    Choice("answered", "it is answered"),
    Choice("dropped", "nobody will ask it any more"),
)
HEARD_KINDS = tuple(
    Choice(kind, one.choice)
    for whose in ("them", "others")
    for kind, one in EVIDENCE_KINDS.items()
    if one.comes_from == whose
)
"""The kinds of what was heard: a guess answers no question."""


def open_questions(data: Data) -> list[str]:
    """Return the ids of what *data* says must be found out and was not yet."""
    return [str(one["id"]) for one in data.get("learn") or [] if one.get("id") and _is_open(one)]


def _is_open(item: Data) -> bool:
    return not item.get("answered_by")


def learn_slot(name: str, path: Sequence[str], *fields: Field) -> Slot:
    """Return the slot of the list of questions, with *fields*; it holds the open ones."""
    every = many_rows(name, path, *fields)

    def read(data: Data, about: str) -> list[Row]:
        still = [item for item in data.get("learn") or [] if _is_open(item)]
        return every.read({"learn": still}, about)

    def write(data: Data, rows: Rows, about: str) -> None:
        before = data.get("learn") or []
        answered = [(at, item) for at, item in enumerate(before) if not _is_open(item)]
        home = {"learn": [item for item in before if _is_open(item)]}
        every.write(home, rows, about)
        now = home.get("learn") or []
        for at, item in answered:
            now.insert(at, item)
        data["learn"] = now
        if not now:
            del data["learn"]

    return replace(every, read=read, write=write)


def _read_nothing(_data: Data, _about: str) -> list[Row]:
    return []


def _when(name: str, *words: str) -> Callable[[Row], bool]:
    return lambda row: row.get(name) in words


def _write_learned(data: Data, rows: Rows, about: str) -> None:
    outcome = rows[0].get("outcome") if rows else ""
    item = next((one for one in data.get("learn") or [] if one.get("id") == about), None)
    if item is None:
        return
    if outcome == "dropped":
        data["learn"] = [one for one in data["learn"] if one is not item]
        if not data["learn"]:
            del data["learn"]
    elif outcome == "answered":
        customers = data.get("customers") or {}
        named = (rows[0].get("who"), item.get("about"), data.get("primary"), *customers)
        who = next((key for key in map(str, named) if key in customers), None)
        if who is not None:
            home, piece = customers[who], _evidence_from(rows[0])
            taken = {str(one.get("id")) for kind, _, one in entries_with_ids(data)
                     if kind == "evidence" and isinstance(one, dict)}  # fmt: skip
            piece = {"id": ids.make_unique(evidence_id(piece, who), taken), **piece}
            home["evidence"] = [*(home.get("evidence") or []), piece]
            item["answered_by"] = [piece["id"]]


def _evidence_from(row: Row) -> Data:
    piece: Data = {key: row[key] for key in EVIDENCE_FIELDS if row.get(key)}
    if "people" in piece:
        piece["people"] = int(piece["people"])
    if piece.get("says") == "supports":
        del piece["says"]  # as it is understood where nothing is written
    return piece


LEARNED = Slot(
    "learned",
    (
        Field("outcome", "It is", "choice", OUTCOMES, default="open"),
        *(field._replace(applies=_when("outcome", "answered")) for field in (
            Field("words", "What did they say or do?", required=True),
            Field("kind", "How do we know?", "choice", HEARD_KINDS, required=True),
            Field("who", "Whom did we hear, if not those it is about?", "choice",
                  source="customers"),
            Field("people", "How many people?", "number", default="1", quick=False),
            Field("date", "When?", "date", quick=False),
            Field("source", "Where does it come from?", quick=False),
        )),
    ),
    _read_nothing,
    _write_learned,
)  # fmt: skip
"""What became of one question; the answer is evidence about its customer as a whole."""


BECOMES = (
    Choice("same", "the same people"),
    Choice("renamed", "the same people, under a better name"),
    Choice("split", "several groups: they are split"),
    Choice("merged", "one group with another: they are merged"),
    Choice("left", "no longer ours"),
)
LENS_CHOICES = (
    Choice("drucker", "drucker: whose life is changed, and who else must be satisfied"),
    Choice("hierarchy", "hierarchy: everybody in one strict order"),
    Choice("everybody", "everybody: whoever uses what we make"),
    Choice("whose-needs", "whose-needs: only those whose needs we meet"),
    Choice("debate", "debate: candidates, until we agree"),
)
SAYS_CHOICES = (
    Choice("supports", "it supports it"),
    Choice("contradicts", "it speaks against it"),
    Choice("mixed", "both"),
)
STATE_CHOICES = (Choice("open", "it is still open"), Choice("closed", "it is closed"))
RIGHT_CHOICES = (
    Choice("true", "they were right"), Choice("false", "they were not"),
)  # fmt: skip
GROUP = "group"
"""Stands for the group as a whole among what evidence can be about."""


def _write_lineage(data: Data, rows: Rows, about: str) -> None:
    row = rows[0] if rows else {}
    because, name = str(row.get("because", "")), str(row.get("name", ""))
    match row.get("becomes"):
        case "renamed":
            carry_over.rename_customer(data, about, name)
            if because and about in data["customers"]:
                data["customers"][about]["because"] = because
        case "split":
            carry_over.split_customer(data, about, split_names(row), because)
        case "merged":
            together = str(row.get("together", ""))
            carry_over.merge_customers(data, about, str(row.get("into", "")), together, because)
        case "left":
            carry_over.remove_customer(data, about, because)


def _write_newcomers(data: Data, rows: Rows, _about: str) -> None:
    customers = data.setdefault("customers", {})
    for row in rows:
        names = {key: str((customer or {}).get("name")) for key, customer in customers.items()}
        key = ids.mint_id(str(row["id"]), str(row["name"]), names, {})
        customers[key] = {"name": row["name"]}


def _write_divide(data: Data, rows: Rows, about: str) -> None:
    chosen = rows[0].get("values", []) if rows else []
    taken = [chosen] if isinstance(chosen, str) else list(chosen)
    evidence = [
        key.removeprefix(EVIDENCE_PREFIX) for key in taken if key.startswith(EVIDENCE_PREFIX)
    ]
    carry_over.give_values(data, about, [key for key in taken if key not in evidence], evidence)


def _write_heard(data: Data, rows: Rows, about: str) -> None:
    customer = (data.get("customers") or {}).get(about)
    if customer is None:
        return
    homes = {str(value["id"]): value for value in customer.get("values") or []}
    for row in rows:
        home = homes.get(str(row.get("value", GROUP)), customer)
        home["evidence"] = [*(home.get("evidence") or []), _evidence_from(row)]


def _find_dissent(data: Data, about: str) -> Data | None:
    dissent = (data.get("decision") or {}).get("dissent") or []
    return next((one for one in dissent if one.get("id") == about), None)


def _read_settle(data: Data, about: str) -> list[Row]:
    found = _find_dissent(data, about) or {}
    row = {"answer": str(found.get("answer", "")), "state": str(found.get("state", "open"))}
    if found.get("was_right") is not None:
        row["was_right"] = str(found["was_right"]).lower()
    return [{key: said for key, said in row.items() if said}] if found else []


def _write_settle(data: Data, rows: Rows, about: str) -> None:
    found = _find_dissent(data, about)
    if found is None or not rows:
        return
    row = rows[0]
    for key in ("answer", "state"):
        if row.get(key) and (key != "state" or "state" in found or row[key] != "open"):
            found[key] = row[key]
    if row.get("was_right") and row.get("state") == "closed":
        found["was_right"] = row["was_right"] == "true"


def _read_reason(data: Data, about: str) -> list[Row]:
    because = ((data.get("customers") or {}).get(about) or {}).get("because")
    return [{"because": str(because)}] if because else []


def _write_reason(data: Data, rows: Rows, about: str) -> None:
    customer = (data.get("customers") or {}).get(about)
    if customer is not None and rows:
        customer["because"] = rows[0]["because"]


# fmt: off
REVIEW_SLOTS: Mapping[str, Slot] = {
    slot.name: slot
    for slot in (
        LEARNED,
        one_row("lens", [], Field("lens", "Who counts as a customer", "choice", LENS_CHOICES,
                                  required=True)),
        Slot("lineage", (
            Field("becomes", "Today they are", "choice", BECOMES, default="same"),
            Field("name", "The better name", required=True, applies=_when("becomes", "renamed")),
            Field("parts", "The groups they are now, one a line", "text", required=True,
                  applies=_when("becomes", "split")),
            Field("into", "Together with", "choice", source="others", required=True,
                  applies=_when("becomes", "merged")),
            Field("together", "A name for both, if the one there does not fit",
                  applies=_when("becomes", "merged")),
            Field("because", "Why", applies=_when("becomes", "renamed", "split", "merged", "left"))),
             _read_nothing, _write_lineage),
        Slot("divide", (Field("values", "What is theirs", "several", source="kin"),),
             _read_nothing, _write_divide),
        Slot("newcomers", (Field("name", "Name", required=True),
                           SHORT_NAME),
             _read_nothing, _write_newcomers, many=True),
        Slot("heard", (
            Field("words", "What did they say or do?", required=True),
            Field("value", "What is it about?", "choice",
                  (Choice(GROUP, "the group as a whole"),), source="values", default=GROUP),
            Field("kind", "How do we know?", "choice", HEARD_KINDS, required=True),
            Field("says", "Does it support what is written?", "choice", SAYS_CHOICES,
                  default="supports"),
            Field("people", "How many people?", "number", default="1", quick=False),
            Field("date", "When?", "date", quick=False),
            Field("source", "Where does it come from?", quick=False)),
             _read_nothing, _write_heard, many=True),
        Slot("overtook", (Field("because", "Why they win now", "text"),),
             _read_reason, _write_reason),
        Slot("settle", (
            Field("state", "It is", "choice", STATE_CHOICES, default="open"),
            Field("answer", "What we do with it, or what became of it"),
            Field("was_right", "Has time shown it?", "choice", RIGHT_CHOICES,
                  applies=_when("state", "closed"))),
             _read_settle, _write_settle),
    )
}
# fmt: on
