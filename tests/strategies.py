"""Hypothesis strategies for records whose text tries to get out of every view."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from ruamel.yaml import YAML

from customer_cli.record.format import FACTS, LENSES, LensName
from customer_cli.record.model import Record

HOSTILE = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b]8;;http://evil.example\x1b\\link", "\x9b2J",
    "\x85", "\x7f", "\x00", "\r", "\t", "a\nb", "\u2028", "\u202e", "\u2066x\u2069", "\ufeff",
    "\U000e0041", "\u200d", "\u00ad", "\u200b",
    "[bold]", "[/nope]", "[link=http://evil.example]x[/link]", ":smile:", "{x}", "%s",
    "=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\uff1d1", "\u3000=1", "|", "\\|", "a|b", '"', "''",
    "<b>x</b>", "<script>alert(1)</script>", "<!--", "-->", "&amp;", "&#58;", "<a@b.example>",
    "http://evil.example", "\u00b9http://evil.example", "www.evil.example", "evil.example/x",
    "a@evil.example", "mailto:a@evil.example", "//evil.example", "ftp://evil.example:21/a",
    "![i](http://evil.example/i.png)", "[t](x)", "[t]: x", "`code`", "``", "*a*", "_a_", "__", "~~struck~~",
    "$a$", "# h", "## h ##", "- item", "+ item", "1. item", "1)", "> quote", "===", "---", "***",
    "```", "    code", "\\", "a\\", "\\*", "end", "graph TD", "#quot;", "#35;", "]", "-->",
    "\u8bfb\u4e66\u7684\u5b69\u5b50", "\ud55c\uad6d\uc5b4", "\U0001f469\u200d\U0001f3eb",
    "\U0001f1e9\U0001f1ea", "\u2764\ufe0f", "e\u0301", "\u0e01\u0e33", "\u0915\u094d\u0937",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u05e9\u05dc\u05d5\u05dd",
    "Donaudampfschifffahrtsgesellschaftskapitaenswitwe", "\u8bfb" * 30,
]  # fmt: skip
"""What a stranger's file may hold once its escapes are read."""


def example_data() -> dict[str, Any]:
    """Return the example of the format as plain data, read by a YAML reader not our own."""
    text = (Path(__file__).parent / "documents" / "record.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = YAML(typ="safe").load(text)
    return data


def example_record() -> Record:
    """Return the example of the format as a record."""
    return Record.model_validate(example_data())


def texts(min_size: int = 1) -> st.SearchStrategy[str]:
    """Sentences of words, hostile pieces and any characters a file can hold."""
    word = st.one_of(
        st.sampled_from(HOSTILE),
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8),
        st.sampled_from(["children", "who", "cannot", "read", "yet", "Reading", "for", "All"]),
    )
    sentences = st.lists(word, min_size=min_size, max_size=5).map(" ".join)
    # A text of blanks alone is no answer, and a record that holds one says nothing.
    return sentences.filter(lambda text: min_size == 0 or bool(text.strip()))


def ids() -> st.SearchStrategy[str]:
    """Ids of a few words, so that some coincide and some dangle."""
    return st.sampled_from(["children", "teachers", "heads", "office", "end", "con", "h10", "0"])


def dates() -> st.SearchStrategy[dt.date]:
    """Days around the sitting, some of them years ago, some not yet come."""
    return st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31))


def evidence() -> st.SearchStrategy[dict[str, Any]]:
    """Any evidence."""
    return st.fixed_dictionaries(
        {"kind": st.sampled_from(["guess", "proxy", "said", "story", "behaviour"])},
        optional={
            "date": dates(),
            "people": st.integers(0, 40),
            "source": texts(),
            "says": st.sampled_from(["supports", "contradicts", "mixed"]),
            "from_them": st.booleans(),
            "still_fits": st.booleans(),
            "words": texts(),
        },
    )


def values() -> st.SearchStrategy[dict[str, Any]]:
    """Any value, with evidence or without."""
    return st.fixed_dictionaries(
        {"text": texts()},
        optional={
            "id": ids(),
            "kind": st.sampled_from(["need", "want", "aspiration"]),
            "met_when": texts(),
            "takes": texts(),
            "reworded": dates(),
            "evidence": st.lists(evidence(), max_size=3),
        },
    )


def customers() -> st.SearchStrategy[dict[str, Any]]:
    """Any customer."""
    return st.fixed_dictionaries(
        {"name": texts()},
        optional={
            "about": texts(),
            "facts": st.lists(st.sampled_from(FACTS), unique=True, max_size=4),
            "pays_with": st.lists(texts(), max_size=2),
            "serves": st.lists(ids(), max_size=2),
            "was": st.lists(ids(), max_size=1),
            "because": texts(),
            "values": st.lists(values(), max_size=3),
            "evidence": st.lists(evidence(), max_size=1),
        },
    )


def lenses() -> st.SearchStrategy[LensName]:
    """Any lens."""
    return st.sampled_from(LENSES)


@st.composite
def record_data(draw: st.DrawFn) -> dict[str, Any]:
    """Data of a valid record: it reads as one, whatever its texts say."""
    known: dict[str, Any] = draw(st.dictionaries(ids(), customers(), max_size=4))
    some: st.SearchStrategy[str] = st.sampled_from(sorted(known)) if known else st.nothing()
    data: dict[str, Any] = {
        "format": 1,
        "team": draw(texts()),
        "held": draw(dates()),
        "lens": draw(lenses()),
        "customers": known,
        "order": draw(st.lists(some, unique=True)) if known else [],
    }
    primary: str | None = draw(some if known else st.none())
    if primary and draw(st.booleans()):
        data["primary"] = primary
    optional: dict[str, st.SearchStrategy[Any]] = {
        "word": st.fixed_dictionaries({"one": texts(), "many": texts()}),
        "slogan": texts(),
        "result": texts(),
        "people": st.lists(st.fixed_dictionaries({"id": ids(), "name": texts()}), max_size=2),
        "tie_breaks": st.lists(
            st.fixed_dictionaries({"prefer": ids(), "over": ids()}, optional={"example": texts()}),
            max_size=2,
        ),
        "not_served": st.lists(
            st.fixed_dictionaries(
                {"who": texts()},
                optional={"because": texts(), "instead": texts(), "told_by": texts()},
            ),
            max_size=2,
        ),
        "expected": st.lists(
            st.fixed_dictionaries({"about": ids(), "change": texts()}, optional={"sign": texts()}),
            max_size=1,
        ),
        "learn": st.lists(
            st.fixed_dictionaries(
                {"question": texts()},
                optional={"about": ids(), "how": texts(), "owner": texts(), "due": dates()},
            ),
            max_size=2,
        ),
        "decision": st.fixed_dictionaries(
            {"status": st.sampled_from(["draft", "decided", "contested"])},
            optional={"rule": texts(), "because": texts()},
        ),
        "skipped": st.lists(texts(), max_size=2),
        "answers": st.dictionaries(ids(), texts(), max_size=2),
    }
    return data | draw(st.fixed_dictionaries({}, optional=optional))


def records() -> st.SearchStrategy[Record]:
    """Any valid record."""
    return record_data().map(Record.model_validate)
