"""The slots of what a team set out to find out: the questions, and what became of each.

A question that was answered stays in the record with the evidence that answered it, and is no
longer on the list that is talked about; one that nobody will ask any more leaves the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from customer_cli import ids
from customer_cli.conversation.fields import Choice, Data, Field, Row, Rows, Slot
from customer_cli.conversation.places import several
from customer_cli.record.complete import evidence_id
from customer_cli.record.references import listed

OUTCOMES = (
    Choice("open", "it is still open"),
    Choice("answered", "it is answered"),
    Choice("dropped", "nobody will ask it any more"),
)
KINDS = (
    Choice("said", "they said so when asked"),
    Choice("story", "they told of a time it mattered"),
    Choice("behaviour", "we saw it in what they do"),
    Choice("proxy", "someone close to them says so"),
)
_OF_EVIDENCE = ("kind", "date", "people", "source", "words")


def open_questions(data: Data) -> list[str]:
    """Return the ids of what *data* says must be found out and was not yet."""
    return [str(one["id"]) for one in data.get("learn") or [] if one.get("id") and _is_open(one)]


def _is_open(item: Data) -> bool:
    return not item.get("answered_by")


def learn_slot(*fields: Field) -> Slot:
    """Return the slot of the list of questions, with *fields*; it holds the open ones."""
    every = several("learn", ["learn"], *fields)

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


def _answered(row: Row) -> bool:
    return row.get("outcome") == "answered"


def _nothing(_data: Data, _about: str) -> list[Row]:
    return []


def _write(data: Data, rows: Rows, about: str) -> None:
    outcome = rows[0].get("outcome") if rows else ""
    item = next((one for one in data.get("learn") or [] if one.get("id") == about), None)
    if item is None:
        return
    if outcome == "dropped":
        data["learn"] = [one for one in data["learn"] if one is not item]
        if not data["learn"]:
            del data["learn"]
    elif outcome == "answered":
        who = _heard_from(data, str(rows[0].get("who", "")), str(item.get("about") or ""))
        if who is not None:
            home = data["customers"][who]
            piece = _piece(data, rows[0], who)
            home["evidence"] = [*(home.get("evidence") or []), piece]
            item["answered_by"] = [piece["id"]]


def _heard_from(data: Data, who: str, about: str) -> str | None:
    customers = data.get("customers") or {}
    named = (who, about, str(data.get("primary") or ""), *customers)
    return next((key for key in named if key in customers), None)


def _piece(data: Data, row: Row, who: str) -> Data:
    piece: Data = {key: row[key] for key in _OF_EVIDENCE if row.get(key)}
    if "people" in piece:
        piece["people"] = int(piece["people"])
    taken = {str(one.get("id")) for kind, _, one in listed(data)
             if kind == "evidence" and isinstance(one, dict)}  # fmt: skip
    return {"id": ids.unique(evidence_id(piece, who), taken), **piece}


def _when_answered(fields: Sequence[Field]) -> tuple[Field, ...]:
    return tuple(replace(field, applies=_answered) for field in fields)


LEARNED = Slot(
    "learned",
    (
        Field("outcome", "It is", "choice", OUTCOMES, default="open"),
        *_when_answered((
            Field("words", "What did they say or do?", required=True),
            Field("kind", "How do we know?", "choice", KINDS, required=True),
            Field("who", "Whom did we hear, if not those it is about?", "choice",
                  source="customers"),
            Field("people", "How many people?", "number", default="1", quick=False),
            Field("date", "When?", "date", quick=False),
            Field("source", "Where does it come from?", quick=False),
        )),
    ),
    _nothing,
    _write,
)  # fmt: skip
"""What became of one question; the answer is evidence about its customer as a whole."""
