"""Two people who write on two branches, put together by plain git: both are there, and it reads."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import Answer, GoTo
from customer_cli.record.model import Record
from customer_cli.workshop import interviews
from customer_cli.workshop.folder import Workshops
from customer_cli.yamldoc import reader
from tests import branches
from tests.conftest import Run

Git = Callable[..., str]

BASE = """\
format: 1
team: Lane Club
held: 2026-03-14
primary: kids
order: [kids, parents, heads]
customers:
  kids:
    name: Kids
    facts: [life_changed]
    values:
      - id: time
        text: Time
      - id: seat
        text: A seat of my own
  parents:
    name: Parents
    values:
      - id: rest
        text: Rest
  heads:
    name: School heads
    values:
      - id: budget
        text: A budget
"""
BY_HAND = """\
team: Lane Club
held: 2026-03-14
primary: kids
people: [Rina, Sam]
customers:
  kids:
    name: Kids
    values:
      - Time
      - A seat of my own   # Sam doubts it
      - {text: Quiet}
  parents:
    name: Parents
    values: [Rest, "Trust: real"]
    evidence:
      - {kind: said, words: We are tired}
learn:
  - question: Who pays?
"""


@pytest.fixture
def git(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository in the folder to work in, and git in it."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CUSTOMER_CLI_TODAY", "2026-11-27")
    (workshop / "workshops").mkdir()

    def git(*arguments: str) -> str:
        who = ["-c", "user.name=Sari", "-c", "user.email=sari@example.org"]
        ended = subprocess.run(["git", *who, *arguments], cwd=workshop, capture_output=True,
                               text=True, stdin=subprocess.DEVNULL, check=False)  # fmt: skip
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout

    git("init", "-q", "-b", "main", ".")
    return git


def put_together(git: Git, call: Run, base: str, *heard: list[str]) -> Path:
    """Return the record after each of *heard* was written on a branch of its own and merged."""
    path = Path("workshops/2026.yaml").absolute()
    path.write_text(base, encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "base")
    for number, arguments in enumerate(heard):
        git("checkout", "-qb", f"branch{number}", "main")
        ended = call("hear", *arguments)
        assert ended.code == 0, ended.err
        git("commit", "-qam", "heard")
    git("checkout", "-q", "main")
    for number in range(len(heard)):
        git("merge", "-q", f"branch{number}")
    return path


def heard(path: Path) -> list[str]:
    place = Workshops.find(path.parent.parent)
    record = place.load(place.resolve(path.stem)).record
    customers = record.customers.values()
    pieces = [piece for one in customers for value in one.values for piece in value.evidence]
    return [piece.words or piece.source for piece in pieces]


def findings(call: Run, *more: str) -> list[dict[str, Any]]:
    told = json.loads(call("check", "--format", "json", *more).out)
    assert told["problems"] == []
    return list(told["findings"])


MARKET = ["--kind", "story", "--source", "market"]
PAIRS = {
    "one market day": (
        BASE,
        ["kids", "time", *MARKET, "--words", "We sat.", "--date", "2026-11-20"],
        ["heads", "budget", *MARKET, "--words", "In June.", "--date", "2026-11-22"],
    ),
    "one market day and hour": (
        BASE,
        ["kids", "time", *MARKET, "--words", "We sat.", "--date", "2026-11-20"],
        ["heads", "budget", *MARKET, "--words", "We sat.", "--date", "2026-11-20"],
    ),
    "another script": (
        BASE,
        ["kids", "time", "--kind", "said", "--words", "Мы сидели", "--source", "рынок",
         "--date", "2026-11-20"],
        ["heads", "budget", "--kind", "said", "--words", "В июне", "--source", "школа",
         "--date", "2026-11-22"],
    ),
    "four words of a value": (
        BASE,
        ["kids", "--new", "Proof before the budget closes in June", "--kind", "said",
         "--words", "June."],
        ["heads", "--new", "Proof before the budget closes in May", "--kind", "said",
         "--words", "May."],
    ),
    "by hand": (
        BY_HAND,
        ["kids", "time", "--kind", "said", "--source", "s1", "--words", "w1"],
        ["parents", "rest", "--kind", "said", "--source", "s2", "--words", "w2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_what_two_branches_heard_is_both_there_and_nothing_shares_an_id(
    case: str, git: Git, call: Run
) -> None:
    base, one, other = PAIRS[case]
    path = put_together(git, call, base, one, other)
    said = [arguments[arguments.index("--words") + 1] for arguments in (one, other)]
    assert sorted(heard(path)) == sorted(said)
    assert findings(call, "--rule", "F03") == []
    assert call("show").code == 0


def test_hear_touches_the_lines_that_it_must_and_no_others(git: Git, call: Run) -> None:
    path = Path("workshops/2026.yaml")
    path.write_text(BY_HAND, encoding="utf-8")
    git("add", "-A")
    assert call("hear", "kids", "time", "--kind", "said", "--source", "s", "--words", "w",
                "--date", "2026-03-02").code == 0  # fmt: skip
    changed = [line for line in git("diff", "-U0").splitlines()[4:] if not line.startswith("@")]
    assert changed == [
        "-      - Time",
        "+      - text: Time",
        "+        evidence:",
        "+          - id: 2026-03-02-time-ann19",
        "+            kind: said",
        "+            date: 2026-03-02",
        "+            source: s",
        "+            words: w",
    ]


def test_who_is_referred_to_gets_an_id_and_nobody_else(git: Git, call: Run) -> None:
    path = Path("workshops/2026.yaml")
    path.write_text(BY_HAND, encoding="utf-8")
    assert call("hear", "parents", "trust", "--kind", "said", "--words", "w", "--ask", "Who?",
                "--owner", "Sam", "--answers", "who pays").code == 0  # fmt: skip
    data = reader.read(path.read_bytes(), "x").data
    assert data["people"] == ["Rina", {"id": "sam", "name": "Sam"}]
    assert data["customers"]["kids"]["values"] == ["Time", "A seat of my own", {"text": "Quiet"}]
    trust = data["customers"]["parents"]["values"][1]
    assert list(trust) == ["text", "evidence"]
    answer = trust["evidence"][0]["id"]
    assert data["learn"] == [
        {"question": "Who pays?", "answered_by": [answer]},
        {"id": "who", "question": "Who?", "about": "parents", "owner": "sam"},
    ]


def test_an_id_of_last_year_is_not_given_to_other_words(git: Git, call: Run) -> None:
    older = BASE.replace("2026-03-14", "2025-03-14").replace("id: seat", "id: quiet")
    Path("workshops/2025.yaml").write_text(older, encoding="utf-8")
    Path("workshops/2026.yaml").write_text(
        BASE.replace("held:", "previous: 2025\nheld:"), encoding="utf-8"
    )
    assert call("hear", "kids", "--new", "Quiet", "--kind", "said", "--words", "w").code == 0
    told = json.loads(call("diff", "2025", "2026", "--format", "json").out)
    values = {one["kind"]: one["id"] for one in told["changes"] if "value" in one["kind"]}
    assert values["value_dropped"] == "quiet"
    assert values["value_added"] != "quiet"
    assert "value_reworded" not in values


# ---- one id for two things

REPEATED = """\
team: Lane Club
held: 2026-03-14
primary: kids
order: [kids, parents]
people:
  - {id: rina, name: Rina}
  - {id: rina, name: Rina from the board}  # the other one
customers:
  kids:
    name: Kids
    values:
      - id: time
        text: Time   # theirs
        evidence:
          - {id: talks, kind: story, date: 2026-02-01, people: 3, words: We sat.}
      - id: time
        text: A seat of my own   # mine
        evidence:
          - {id: talks, kind: said, date: 2026-02-02, words: By the window.}
  parents:
    name: Parents
    values:
      - id: time
        text: An hour alone
        kind: want
learn:
  - {id: who, question: "Who pays?", answered_by: talks}
  - {id: who, question: "Who comes?"}
decision:
  dissent:
    - {id: late, who: rina, says: It is too late.}
    - {id: late, who: rina, says: It is too early.}
"""


YEAR = ["--label", "2027", "--held", "2027-03-14"]


@pytest.fixture
def repeated(git: Git) -> Path:
    """A record in which every kind of entry but customers shares an id with another."""
    path = Path("workshops/2026.yaml").absolute()
    path.write_text(REPEATED, encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "base")
    return path


def test_a_repeated_id_is_a_finding_at_its_line_with_the_other_and_a_mend(
    repeated: Path, call: Run
) -> None:
    found = findings(call, "--rule", "F03")
    assert [one["line"] for one in found] == [7, 16, 19, 23, 28, 32]
    assert {one["severity"] for one in found} == {"error"}
    assert found[0]["question"] == (
        "Shall this one have the id rina-from-the-board? The other is in line 6."
    )
    assert call("check").code == 1


def test_mended_as_it_was_told_nothing_is_doubted_and_nothing_has_changed(
    repeated: Path, git: Git, call: Run
) -> None:
    lines = REPEATED.splitlines()
    for one in findings(call, "--rule", "F03"):
        mend = one["question"].split("have the id ")[1].split("?")[0]
        line = lines[one["line"] - 1]
        key = line.split("id: ")[1].split(",")[0]
        lines[one["line"] - 1] = line.replace(f"id: {key}", f"id: {mend}", 1)
    repeated.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert findings(call, "--rule", "F03") == []
    told = json.loads(call("diff", "HEAD", "2026", "--format", "json").out)
    assert told["changes"] == []


def test_every_command_reads_it_and_mixes_nothing_up(repeated: Path, call: Run) -> None:
    for words in (["show"], ["gaps"], ["history"], ["history", "kids"], ["lens", "everybody"]):
        assert call(*words).code == 0, words
    shown = call("show", "--format", "json").out
    assert all(said in shown for said in ("Time", "A seat of my own", "An hour alone"))
    told = json.loads(call("diff", "2026", "2026", "--format", "json").out)
    assert told["changes"] == []
    assert "Who pays?" in call("gaps").out
    assert "We sat." in call("gaps").out


def test_in_another_order_the_same_two_are_still_the_same(
    repeated: Path, git: Git, call: Run
) -> None:
    text = REPEATED.replace("text: Time   # theirs", "text: %").replace(
        "text: A seat of my own   # mine", "text: Time   # theirs"
    ).replace("text: %", "text: A seat of my own   # mine")  # fmt: skip
    repeated.write_text(text, encoding="utf-8")
    told = json.loads(call("diff", "HEAD", "2026", "--format", "json").out)
    assert "value_reworded" not in {one["kind"] for one in told["changes"]}


HEAR = [
    (["kids", "a seat of my own"], 1, "w"),
    (["kids", "seat"], 1, "w"),
    (["kids", "time"], 0, "w"),
    (["parents", "an hour"], 2, "w"),
]


@pytest.mark.parametrize(("named", "which", "words"), HEAR)
def test_hear_writes_to_the_one_that_is_meant_and_changes_no_id(
    named: list[str], which: int, words: str, repeated: Path, git: Git, call: Run
) -> None:
    ended = call("hear", *named, "--kind", "said", "--words", words, "--answers", "who comes")
    assert ended.code == 0, ended.err
    data = reader.read(repeated.read_bytes(), "x").data
    values = [*data["customers"]["kids"]["values"], *data["customers"]["parents"]["values"]]
    assert [value["id"] for value in values] == ["time"] * 3
    assert [value.get("evidence", [])[-1:] != [] and value["evidence"][-1]["words"] == words
            for value in values] == [place == which for place in range(3)]  # fmt: skip
    assert list(data["learn"][0]) == ["id", "question", "answered_by"]
    assert data["learn"][0]["answered_by"] == "talks"
    assert data["learn"][1]["id"] == "who"
    assert len(data["learn"][1]["answered_by"]) == 1
    removed = [line for line in git("diff", "-U0").splitlines() if line.startswith("-  ")]
    assert len(removed) <= 1
    Record.model_validate(data)


def test_next_year_both_are_there_and_the_same_as_this_year(
    repeated: Path, git: Git, call: Run
) -> None:
    answers = Path("answers.yaml")
    answers.write_text("slogan: Come as you are\ndecision: {status: draft}\n", encoding="utf-8")
    git("add", "-A")
    before = repeated.read_bytes()
    ended = call("interview", "--from", "2026", *YEAR, "--answers", str(answers))
    assert ended.code == 0, ended.err
    assert repeated.read_bytes() == before
    data = reader.read(repeated.with_stem("2027").read_bytes(), "x").data
    mine, hers = data["customers"]["kids"]["values"], data["customers"]["parents"]["values"]
    assert [value["text"] for value in (*mine, *hers)] == [
        "Time", "A seat of my own", "An hour alone"
    ]  # fmt: skip
    assert [value["evidence"][0]["words"] for value in mine] == ["We sat.", "By the window."]
    assert findings(call, "workshops/2027.yaml", "--rule", "F03") == []
    told = json.loads(call("diff", "2026", "2027", "--format", "json").out)
    assert {one["kind"] for one in told["changes"]} <= {"slogan", "guide", "learn_answered"}


def test_opened_again_it_changes_where_somebody_spoke_and_no_id(
    repeated: Path, git: Git, call: Run
) -> None:
    place = Workshops.find(repeated.parent.parent)
    begun = interviews.start_reopened(place, "2026", repeated, guide=None, now="")
    talk = Interview(begun.guide, begun.begun.base)
    rows = [
        {"text": "Time", "kind": "need"},
        {"text": "A seat by the window", "kind": "need"},
    ]
    there = [value["id"] for value in begun.begun.base["customers"]["kids"]["values"]]
    assert len(set(there)) == 2
    said = tuple({"id": key, **row} for key, row in zip(there, rows, strict=True))
    for command in (Answer(({"plan": "60"},)), GoTo("values.kids"), Answer(said)):
        talk.send(command)
    interviews.save(place, begun.begun, repeated, talk.conclusion())
    changed = [line for line in git("diff", "-U0").splitlines()[4:] if not line.startswith("@")]
    assert "-        text: A seat of my own   # mine" in changed
    assert "+        text: A seat by the window  # mine" in changed
    assert not [line for line in changed if "id: time" in line or "talks" in line]


# ---- whatever two people write

PAIRS_OF_EDITS = 24
"""A sample; `python -m bench.branches` counts 200."""


@pytest.mark.parametrize("base", branches.BASES, ids=lambda path: path.parent.name)
def test_what_git_calls_clean_reads_and_holds_what_both_have_said(
    base: Path, workshop: Path
) -> None:
    room = branches.Branches.begin(workshop / "room", base)
    before = room.read()
    fates = Counter[str]()
    for pair in range(PAIRS_OF_EDITS // len(branches.BASES)):
        rng = random.Random(f"{base.name} {pair}")
        one, other = room.write("one", rng, 2), room.write("other", rng, 2)
        fate = room.fate(before, one, other, clean=room.merge())
        assert fate in ("conflict", "right"), (pair, one.what, other.what)
        assert branches.pure(before, one, other) in ("conflict", "right")
        fates[fate] += 1
    assert fates["right"] >= 3


# ---- what merges cleanly and is no longer true

AGREED = """\
format: 1
team: Lane Club
held: 2026-03-14
people:
  - {id: rina, name: Rina}
primary: kids
order: [kids, parents, heads]
customers:
  kids:
    name: Kids
    facts: [life_changed]
    values:
      - id: time
        text: Time
        met_when: nobody looks at the clock
        evidence:
          - id: first
            kind: said
            date: 2026-02-01
            words: More of it.
  parents:
    name: Parents
    facts: [chooses]
    values:
      - id: rest
        text: Rest
  heads:
    name: School heads
    facts: [pays]
    values:
      - id: budget
        text: A budget
tie_breaks:
  - prefer: kids
    over: parents
    example: The bus left without them.
learn:
  - id: when
    question: When do they decide?
    owner: rina
decision:
  status: decided
  rule: majority
  confirmed: [rina]
  dissent:
    - id: late
      says: It is too late.
"""
Rewrite = Sequence[tuple[str, str]]
CONFIRMED: Rewrite = [
    ("rule: majority\n", "rule: consent\n"),
    (
        "  dissent:",
        "  read_back:\n    primary: kids\n    order: [kids, parents, heads]\n  dissent:",
    ),
]
RENAMED: Rewrite = [
    ("  heads:\n    name: School heads", "  principals:\n    name: School heads\n    was: [heads]"),
    ("parents, heads]", "parents, principals]"),
]
NO_LONGER_TRUE = {
    "confirmed over another order": (
        CONFIRMED, [("order: [kids, parents, heads]", "order: [kids, heads, parents]")],
        "D12", "decision.read_back.order",
    ),
    "confirmed over another primary customer": (
        CONFIRMED, [("primary: kids", "primary: parents")], "D12", "decision.read_back.primary",
    ),
    "heard about the words before": (
        [("text: Time\n", "text: An hour of our own\n        reworded: 2026-05-01\n"),
         ("kind: said\n", "kind: said\n            still_fits: true\n")],
        [("words: More of it.", "words: More of it.\n          - id: second\n            kind: said\n"
          "            date: 2026-04-02\n            words: And no clock.")],
        "E18", "customers.kids.values.time",
    ),
    "a question about nobody": (
        RENAMED, [("owner: rina\n", "owner: rina\n    about: heads\n")], "F02", "learn.when.about",
    ),
    "a tie-break about nobody": (
        RENAMED, [("    example: The bus left without them.\n", "    example: The bus left without them.\n"
                   "  - prefer: heads\n    over: parents\n    example: In June.\n")],
        "F02", "tie_breaks.2.prefer",
    ),
    "a change in nobody": (
        RENAMED, [("learn:\n", "expected:\n  - about: heads\n    change: fewer\nlearn:\n")],
        "F02", "expected.1.about",
    ),
    "on the way to nobody": (
        RENAMED, [("    name: Kids\n", "    name: Kids\n    serves: [heads]\n")],
        "F02", "customers.kids.serves.1",
    ),
    "acknowledged of nobody": (
        RENAMED, [("      says: It is too late.\n", "      says: It is too late.\nacknowledged:\n"
                   "  - rule: G08\n    where: customers.heads\n    because: so\n")],
        "F02", "acknowledged.1.where",
    ),
}  # fmt: skip


def rewritten(rewrite: Rewrite) -> str:
    text = AGREED
    for old, new in rewrite:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("case", NO_LONGER_TRUE)
def test_what_merges_cleanly_and_is_no_longer_true_is_a_finding(
    case: str, git: Git, call: Run
) -> None:
    one, other, rule, place = NO_LONGER_TRUE[case]
    path = Path("workshops/2026.yaml")
    path.write_text(AGREED, encoding="utf-8")
    git("add", "-A")
    git("commit", "-qm", "base")
    for branch, rewrite in (("one", one), ("other", other)):
        git("checkout", "-qb", branch, "main")
        path.write_text(rewritten(rewrite), encoding="utf-8")
        assert findings(call, "--rule", rule) == []
        git("commit", "-qam", branch)
    git("merge", "-q", "one")
    (found,) = findings(call, "--rule", rule)
    assert (found["where"], found["severity"]) == (place, "warning")
