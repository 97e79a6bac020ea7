"""Random edits of a record, as two people make them on two branches, and what must be kept of both.

The judge knows nothing of how the program merges: it asks whether what an edit has added stands in
the record afterwards, and whether what it changed is what it was changed to.
"""

from __future__ import annotations

import copy
import datetime as dt
import random
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from customer_cli.analysis import evidence
from customer_cli.analysis.evidence import Hearing, NewEvidence, NewQuestion, NewValue
from customer_cli.errors import Unreadable
from customer_cli.interview import carry_over
from customer_cli.merge.three_way import merge
from customer_cli.record.documents import read_record
from customer_cli.record.format import EvidenceKind
from customer_cli.record.model import Record
from customer_cli.record.references import complete_ids
from customer_cli.workshop.folder import RecordEntry, Workshops
from customer_cli.workshop.save import save_changed
from tests.conftest import ROOT

Data = dict[str, Any]
WORDS = [
    "training",
    "that",
    "fits",
    "into",
    "one",
    "school",
    "week",
    "and",
    "works",
    "the",
    "next",
    "day",
    "a",
    "page",
    "nobody",
    "laughs",
    "at",
    "proof",
    "before",
    "the",
    "budget",
    "closes",
    "in",
    "June",
    "somebody",
    "who",
    "is",
    "not",
    "cross",
    "when",
    "I",
    "am",
    "slow",
    "books",
    "I",
    "may",
    "take",
    "home",
    "a",
    "lamp",
    "for",
    "the",
    "evening",
    "less",
    "paper",
    "more",
    "time",
    "with",
    "the",
    "child",
]
SOURCES = ("visits", "market day", "talks after class", "the phone survey", "")
KINDS: tuple[EvidenceKind, ...] = ("guess", "proxy", "said", "story", "behaviour")
PEOPLE = ("Parents who read at home", "Village heads", "Printers", "Radio hosts", "Older sisters",
          "Shop keepers", "Bus drivers", "Librarians")  # fmt: skip


@dataclass
class Edited:
    """A record that somebody changed, and what must be found in it whatever others do to it."""

    data: Data
    what: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    """Sentences that were not there before."""
    reworded: dict[str, str] = field(default_factory=dict)
    """The new text of values, by id."""
    order: list[str] | None = None
    """The order of those ranked before, where somebody was moved."""


Edit = Callable[[random.Random, Edited], None]


def sentence(rng: random.Random, words: int = 7) -> str:
    """Return a sentence that hardly any other edit makes."""
    said = " ".join(rng.choice(WORDS) for _ in range(rng.randint(3, words)))
    return f"{said.capitalize()} {rng.randint(100, 999)}"


def _hear(rng: random.Random, edited: Edited, where: str) -> None:
    record = evidence.complete_record(Record.model_validate(edited.data))
    customer = rng.choice(list(record.customers))
    values = [value.id for value in record.customers[customer].values]
    words = sentence(rng)
    day = dt.date(2026, rng.randint(1, 11), rng.randint(1, 28))
    piece = NewEvidence(rng.choice(KINDS), day, words, rng.choice(SOURCES), rng.randint(1, 9))
    value = rng.choice(values) if where == "value" and values else None
    new = NewValue(sentence(rng)) if where == "new" else None
    asks = NewQuestion(sentence(rng)) if rng.random() < 0.2 else None
    heard = Hearing(customer, piece, value, new, (), asks)
    edited.data = evidence.add_evidence(record, heard).data
    edited.added += [words, *([new.text] if new else []), *([asks.question] if asks else [])]
    edited.what.append(f"hear about {where}")


def hear_about_a_value(rng: random.Random, edited: Edited) -> None:
    _hear(rng, edited, "value")


def hear_about_a_group(rng: random.Random, edited: Edited) -> None:
    _hear(rng, edited, "group")


def hear_a_new_value(rng: random.Random, edited: Edited) -> None:
    _hear(rng, edited, "new")


def reword(rng: random.Random, edited: Edited) -> None:
    """Put a value into other words."""
    values = [v for c in edited.data["customers"].values() for v in c.get("values", ())]
    if values:
        value = rng.choice(values)
        value["text"] = sentence(rng)
        edited.reworded[value["id"]] = value["text"]
        edited.what.append("reword")


def rank_anew(rng: random.Random, edited: Edited) -> None:
    """Move one customer to another rank."""
    order = edited.data.get("order", [])
    if len(order) > 1:
        key = rng.choice(order)
        order.remove(key)
        order.insert(rng.randint(0, len(order)), key)
        edited.what.append("re-rank")


def add_a_customer(rng: random.Random, edited: Edited) -> None:
    """Name somebody new, as an interview does: last in the file, and now and then ranked."""
    name = f"{rng.choice(PEOPLE)} {rng.randint(100, 999)}"
    key = name.lower().replace(" ", "-")
    edited.data["customers"][key] = {"name": name, "facts": ["affected"]}
    if rng.random() < 0.5:
        edited.data["order"] = [*edited.data.get("order", []), key]
    edited.added.append(name)
    edited.what.append("new customer")


def dissent(rng: random.Random, edited: Edited) -> None:
    """Disagree."""
    says = sentence(rng)
    decision = edited.data.setdefault("decision", {"status": "draft"})
    decision.setdefault("dissent", []).append({"who": "rina", "says": says})
    edited.data = complete_ids(edited.data)
    edited.added.append(says)
    edited.what.append("new dissent")


COMMON: Sequence[Edit] = (
    hear_about_a_value, hear_about_a_value, hear_about_a_group, hear_a_new_value, reword,
    rank_anew, add_a_customer, dissent,
)  # fmt: skip
"""What two people do to one record in a week."""


def give_another_id(rng: random.Random, edited: Edited) -> None:
    """Call a customer by another name and id, with everything that refers to them."""
    key = rng.choice(list(edited.data["customers"]))
    name = f"{rng.choice(PEOPLE)} {rng.randint(100, 999)}"
    carry_over.split_customer(edited.data, key, [name])
    edited.added.append(name)
    edited.what.append(f"another id for {key}")


def split(rng: random.Random, edited: Edited) -> None:
    """Make two customers of one."""
    key = rng.choice(list(edited.data["customers"]))
    names = [f"{rng.choice(PEOPLE)} {rng.randint(100, 999)}" for _ in range(2)]
    carry_over.split_customer(edited.data, key, names)
    edited.added.append(names[1])
    edited.what.append(f"split {key}")


def put_together(rng: random.Random, edited: Edited) -> None:
    """Make one customer of two."""
    if len(edited.data["customers"]) > 2:
        one, other = rng.sample(list(edited.data["customers"]), 2)
        carry_over.merge_customers(edited.data, one, other)
        edited.what.append(f"merge {one} into {other}")


def let_go(rng: random.Random, edited: Edited) -> None:
    """Say that a customer is none any more."""
    if len(edited.data["customers"]) > 2:
        key = rng.choice(list(edited.data["customers"]))
        carry_over.remove_customer(edited.data, key, sentence(rng))
        edited.what.append(f"{key} left")


def give_a_value_away(rng: random.Random, edited: Edited) -> None:
    """Move a value to another customer."""
    customers = edited.data["customers"]
    values = [v["id"] for c in customers.values() for v in c.get("values", ())]
    if values:
        carry_over.give_values(edited.data, rng.choice(list(customers)), [rng.choice(values)], [])
        edited.what.append("move a value")


def drop_a_value(rng: random.Random, edited: Edited) -> None:
    """Take a value out, with what was heard of it."""
    homes = [c for c in edited.data["customers"].values() if c.get("values")]
    if homes:
        home = rng.choice(homes)
        home["values"].remove(rng.choice(home["values"]))
        edited.what.append("drop a value")


def lean(rng: random.Random, edited: Edited) -> None:
    """Write down a tie-break, something expected, parked, and somebody not served."""
    keys = list(edited.data["customers"])
    one, other = rng.sample(keys, 2) if len(keys) > 1 else (keys * 2)[:2]
    said = [sentence(rng) for _ in range(4)]
    for kind, entry in (
        ("tie_breaks", {"prefer": one, "over": other, "example": said[0]}),
        ("expected", {"about": one, "change": said[1]}),
        ("parked", {"text": said[2]}),
        ("not_served", {"who": said[3]}),
    ):
        edited.data.setdefault(kind, []).append(entry)
    edited.added += said
    edited.what.append("lean")


ALL: Sequence[Edit] = (
    *COMMON, give_another_id, split, put_together, let_go, give_a_value_away, drop_a_value, lean,
)  # fmt: skip
"""What can happen to a record at all."""


def edited(rng: random.Random, base: Mapping[str, Any], edits: Sequence[Edit], most: int) -> Edited:
    """Return *base*, a record in canonical form, after one to *most* of *edits*."""
    made = Edited(copy.deepcopy(dict(base)))
    for edit in rng.choices(edits, k=rng.randint(1, most)):
        edit(rng, made)
    made.data = Record.model_validate(complete_ids(made.data)).to_data()
    # Whoever takes back what they said themselves has not said it.
    there, words = set(texts(made.data)), _words(made.data)
    made.added = [said for said in made.added if said in there]
    made.reworded = {key: text for key, text in made.reworded.items() if words.get(key) == text}
    ranked = [key for key in made.data.get("order", ()) if key in base.get("order", ())]
    made.order = ranked if ranked != _among(base.get("order", ()), ranked) else None
    return made


def _among(keys: Sequence[str], others: Sequence[str]) -> list[str]:
    return [key for key in keys if key in others]


def _words(data: Mapping[str, Any]) -> dict[str, str]:
    values = [v for c in data.get("customers", {}).values() for v in c.get("values", ())]
    return {value["id"]: value["text"] for value in values if value.get("id")}


def lost(merged: Mapping[str, Any], *sides: Edited) -> list[str]:
    """Return what one of *sides* has said and *merged* does not hold."""
    # A value that has no id in the file has another one for other words.
    there, words, order = set(texts(merged)), set(_words(merged).values()), merged.get("order", ())
    found = []
    for side in sides:
        found += [said for said in side.added if said not in there]
        found += [text for text in side.reworded.values() if text not in words]
        if side.order and _among(order, side.order) != _among(side.order, order):
            found.append(f"order {side.order}")
    return found


def texts(data: Any) -> Any:
    """Yield every piece of text in *data*."""
    if isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)
    elif isinstance(data, str):
        yield data


# ---- on two branches of a real repository

BASES = (ROOT / "tests/documents/record.yaml", ROOT / "workshops/literacy/2024.yaml")
Fate = Literal["conflict", "right", "unreadable", "silently wrong"]
"""What became of two branches; a conflict is told, and everything but the last two is well."""
_WHO = ("-c", "user.name=Sari", "-c", "user.email=sari@example.org", "-c", "commit.gpgsign=false")


@dataclass(frozen=True)
class Branches:
    """A repository with one record, in which two people write."""

    folder: Path

    @classmethod
    def begin(cls, folder: Path, base: Path) -> Branches:
        """Return a new repository in *folder* whose first commit holds the record *base*."""
        branches = cls(folder)
        (folder / "workshops").mkdir(parents=True)
        branches.file.write_bytes(base.read_bytes())
        branches.git("init", "-q", "-b", "main", ".")
        branches.git("add", "-A")
        branches.git("commit", "-qm", "base")
        return branches

    @property
    def file(self) -> Path:
        """The record."""
        return self.folder / "workshops" / "2024.yaml"

    def git(self, *arguments: str, check: bool = True) -> bool:
        """Run git, and tell whether it ended well."""
        ended = subprocess.run(["git", *_WHO, *arguments], cwd=self.folder, capture_output=True,
                               stdin=subprocess.DEVNULL, check=False)  # fmt: skip
        assert ended.returncode == 0 or not check, ended.stderr
        return ended.returncode == 0

    def read(self) -> Data:
        """Return the record, as the program reads it."""
        return complete_ids(read_record(self.file.read_bytes(), "2024").record.to_data())

    def write(self, branch: str, rng: random.Random, most: int) -> Edited:
        """Make random edits on a new *branch*, as the program writes them, and commit them."""
        self.git("checkout", "-q", "-B", branch, "main")
        made = edited(rng, self.read(), COMMON, most)
        place = Workshops.find(self.folder)
        save_changed(place.load(RecordEntry("2024", "", self.file)), made.data)
        self.git("commit", "-q", "--allow-empty", "-am", branch)
        return made

    def merge(self, attribute: str = "") -> bool:
        """Merge the branch `one` into `other`, and tell whether git says that it is clean."""
        attributes = self.folder / ".git" / "info" / "attributes"
        attributes.parent.mkdir(exist_ok=True)
        attributes.write_text(f"*.yaml {attribute}\n" if attribute else "", encoding="utf-8")
        self.git("checkout", "-qf", "other")
        return self.git("merge", "-q", "--no-edit", "one", check=False)

    def fate(self, before: Data, one: Edited, other: Edited, *, clean: bool) -> Fate:
        """Return what has become of both after a merge, and forget the merge."""
        try:
            if not clean:
                return "conflict"
            data = self.read()
        except Unreadable:
            return "unreadable"
        finally:
            self.git("merge", "--abort", check=False)
            self.git("reset", "-q", "--hard", "main")
        return (
            "silently wrong"
            if lost(data, one, other) or more(data, before, one, other)
            else "right"
        )


def pure(before: Data, one: Edited, other: Edited) -> Fate:
    """Return what the program's own merge makes of both."""
    made = merge(Record.model_validate(before).to_data(), other.data, one.data)
    if made.conflicts:
        return "conflict"
    wrong = lost(made.data, one, other) or more(made.data, before, one, other)
    return "silently wrong" if wrong else "right"


def more(merged: Mapping[str, Any], before: Data, *sides: Edited) -> list[str]:
    """Return the texts that stand in *merged* more often than in all it was made from together."""
    was = Counter(_said(dict(before)))
    most = Counter(was)
    for side in sides:
        most += Counter(_said(side.data)) - was
    return list(Counter(_said(dict(merged))) - most)


def _said(data: Any) -> Iterator[str]:
    """Yield every piece of text in *data* but ids, which may be made anew from other words."""
    if isinstance(data, dict):
        data = [value for key, value in data.items() if key != "id"]
    if isinstance(data, list):
        for value in data:
            yield from _said(value)
    elif isinstance(data, str):
        yield data
