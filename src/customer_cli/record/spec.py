"""The lists of a record: their fields, what an entry is called, and what it refers to.

One row drives the slot that asks for a list and with it the template and the worksheet, ids and
references, what happens to an entry when a customer is put together with another or leaves, the
section of `show`, and the lines that git compares. What needs more than a row is written out
where it is done: which questions and dissents are open, who dissents, what was heard of those
who left. Customers, what they value, the primary customer and the order are no lists of this kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from customer_cli import ids

Data = dict[str, Any]
"""A record as plain data in canonical form: no shorthands, every id in place."""
Row = Mapping[str, "str | Sequence[str]"]
"""An entry as it is asked for: by the name of a field, a text or a list of ids."""
Rows = tuple[Row, ...]

Widget = Literal["line", "text", "choice", "several", "order", "date", "number"]
Source = Literal["", "customers", "others", "people", "values", "kin", "evidence"]


class Choice(NamedTuple):
    """One thing to choose: what is kept, and how it is said."""

    id: str
    name: str


class Field(NamedTuple):
    """One blank of a row."""

    name: str
    label: str
    """How it is asked for, unless the guide words it."""
    widget: Widget = "line"
    choices: tuple[Choice, ...] = ()
    source: Source = ""
    """What its ids lead to, and so where further choices come from: the record's customers or
    people, the customers beside the one talked about, what that one values, what they share with
    others they came from, or the evidence."""
    proposed: tuple[str, ...] = ()
    """The choices that an order begins with; none where it begins with all of them."""
    free: bool = False
    """Whether other words than the choices are taken."""
    required: bool = False
    default: str = ""
    """What an empty answer means, said on the screen."""
    applies: Callable[[Row], bool] = lambda _row: True
    """Whether the field is asked at all, given what the row holds so far."""
    quick: bool = True
    """Whether the quick path asks it."""
    asked: bool = True
    """Whether an interview asks it; what follows from something else is not asked."""
    missing: str = ""
    """What a reader is told where a list is shown and the field is empty."""


class ListSpec(NamedTuple):
    """One list of the record."""

    key: str
    """Where it stands in a file, below `above`."""
    model: str
    """The name of its entry's model."""
    kind: str
    """How a change to it is called: `tie_break` in `tie_break_added`."""
    one: str
    """An entry as a sentence names it, with its article."""
    many: str
    title: str
    """The heading over it."""
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    """The fields that say what an entry is: with others, it is another entry."""
    label: str
    """What stands before an entry where it is one line of text; fields stand in braces."""
    text: str
    """The entry itself, in the same way."""
    reason: str = ""
    """The field that follows the text behind a colon."""
    above: tuple[str, ...] = ()
    has_ids: bool = False
    is_asked: bool = True
    """Whether it is a slot that a guide can fill."""
    is_shown: bool = True
    """Whether `show` has a section of it."""

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to it in a record."""
        return (*self.above, self.key)

    def of_record(self, record: Any) -> Sequence[Any]:
        """Return the entries of *record*, none where it has no such list."""
        for key in self.path:
            record = getattr(record, key, None)
        return record or ()

    def of_data(self, data: Mapping[str, Any]) -> list[Data]:
        """Return the entries of *data*, a record as plain data; none where it has no such list."""
        home: Any = data
        for key in self.path:
            home = home.get(key) or {}
        return home or []

    def referring(self, *sources: Source) -> Iterator[Field]:
        """Yield the fields whose ids lead to one of *sources*."""
        return (field for field in self.fields if field.source in sources)

    def details(self) -> Iterator[Field]:
        """Yield the fields that stand neither in the label nor in the text of an entry."""
        said = self.label + self.text
        return (one for one in self.fields if f"{{{one.name}}}" not in said and one.name != "id")


def choices(*named: str | tuple[str, str]) -> tuple[Choice, ...]:
    """Return a choice for each of *named*: what is kept, with how it is said where that differs."""
    return tuple(Choice(*((one, one) if isinstance(one, str) else one)) for one in named)


def needs_short_name(row: Row) -> bool:
    """Tell whether no id can be made of the name in *row*, so that one must be asked for."""
    return bool(row.get("name")) and not ids.from_name(str(row["name"]))


SHORT_NAME = Field("id", "A short name in Latin letters", applies=needs_short_name)
_NOBODY, _NO_DATE = "nobody yet", "no date yet"

# fmt: off
LISTS: tuple[ListSpec, ...] = (
    ListSpec(
        "people", "Person", "person", "a person", "people", "Who was there",
        (
            Field("name", "Name", required=True),
            SHORT_NAME,
            Field("role", "Role"),
            Field("part", "Part", "choice", choices(
                "participant", ("facilitator", "facilitator, without a vote"), "scribe", "decider",
                "customer voice", "absent"), default="participant"),
        ),
        identity=("name",), label="{part}", text="{name}", reason="role",
        has_ids=True, is_shown=False,
    ),
    ListSpec(
        "tie_breaks", "TieBreak", "tie_break", "a tie-break", "tie-breaks", "When wishes collide",
        (
            Field("prefer", "We lean to", "choice", source="customers", required=True),
            Field("over", "Even over", "choice", source="customers", required=True),
            Field("example", "For example"),
        ),
        identity=("prefer", "over"),
        label="tie-break", text="{prefer} even over {over}", reason="example",
    ),
    ListSpec(
        "not_served", "NotServed", "not_served", "somebody not served", "people not served",
        "Whom we do not serve",
        (
            Field("who", "Whom we do not serve", required=True),
            Field("because", "Because", "choice", choices(
                "need is met", "better served elsewhere", "we get no results",
                "outside what we are for"), free=True),
            Field("instead", "Where they go instead"),
            Field("told_by", "Who tells them", "choice", source="people", free=True),
        ),
        identity=("who",), label="not served", text="{who}", reason="because",
    ),
    ListSpec(
        "expected", "Expected", "expected", "an expected change", "expected changes",
        "What we expect",
        (
            Field("about", "About", "choice", source="customers", required=True),
            Field("change", "What will be different", required=True),
            Field("sign", "A sign to watch"),
        ),
        identity=("about", "change"), label="expected of {about}", text="{change}", is_shown=False,
    ),
    ListSpec(
        "learn", "Learn", "learn", "a thing to learn", "things to learn", "What we will find out",
        (
            Field("question", "What we must find out", required=True),
            Field("about", "About", "choice", source="customers"),
            Field("how", "How"),
            Field("owner", "Who", "choice", source="people", free=True, missing=_NOBODY),
            Field("due", "By when", "date", missing=_NO_DATE),
            Field("answered_by", "Answered by", "several", source="evidence", asked=False),
        ),
        identity=("question",), label="to find out", text="{question}", has_ids=True,
    ),
    ListSpec(
        "parked", "Parked", "parked", "a parked item", "parked items", "Parked",
        (
            Field("text", "What was said", required=True),
            Field("owner", "Who takes it along", "choice", source="people", free=True),
        ),
        identity=("text",), label="parked", text="{text}", is_asked=False, is_shown=False,
    ),
    ListSpec(
        "left", "Left", "left", "a customer that left", "customers that left", "Who left",
        (Field("id", "The id it had", required=True), Field("because", "Why it left")),
        identity=("id",), label="left", text="{id}", reason="because",
        is_asked=False, is_shown=False,
    ),
    ListSpec(
        "acknowledged", "Acknowledged", "acknowledged", "an acknowledgement", "acknowledgements",
        "What was acknowledged",
        (
            Field("rule", "The rule", required=True),
            Field("where", "The place", required=True),
            Field("because", "Why it is kept", required=True),
            Field("date", "When", "date"),
        ),
        identity=("rule", "where"), label="acknowledged {rule} at {where}", text="{because}",
        is_asked=False, is_shown=False,
    ),
    ListSpec(
        "dissent", "Dissent", "dissent", "a dissent", "dissents", "Who sees it differently",
        (
            Field("says", "What somebody sees differently", required=True),
            Field("who", "Who", "choice", source="people", free=True),
            Field("would_change", "What would change their mind"),
            Field("answer", "What we do with it", "choice", choices(
                "changed the wording", "answered with a reason", "will find out",
                "noted, stays open"), free=True),
            Field("owner", "Who follows it up", "choice", source="people", free=True,
                  missing=_NOBODY),
            Field("due", "By when", "date", missing=_NO_DATE),
            Field("state", "It is", asked=False),
            Field("was_right", "Has time shown it?", asked=False),
        ),
        identity=("says",), label="dissent of {who}, {state}{was_right}", text="{says}",
        above=("decision",), has_ids=True,
    ),
)
"""The lists in the order of a file; those below the decision come last."""
# fmt: on
