"""A record opened again: what nobody touches stays as it is, byte for byte."""

from __future__ import annotations

import copy
import datetime as dt
import difflib
from pathlib import Path

import pytest

from customer_cli.analysis import evidence
from customer_cli.analysis.evidence import Hearing, NewEvidence
from customer_cli.errors import CannotEdit, Unreadable
from customer_cli.interview import carry_over
from customer_cli.interview.engine import Interview
from customer_cli.interview.protocol import Answer, Ask, Clear, Command, GoTo, Review
from customer_cli.merge.three_way import Conflicting
from customer_cli.record.documents import validate
from customer_cli.record.references import complete_ids
from customer_cli.record.spec import Rows
from customer_cli.workshop import interviews
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.interviews import Start
from customer_cli.workshop.save import save_changed
from tests.conftest import ROOT, Run

EXAMPLES = sorted(path for path in (ROOT / "workshops").glob("*/*.yaml"))


def start(path: Path, guide: str | None = None) -> tuple[Workshops, Start]:
    place = Workshops(path.parent, path.parent)
    begun = interviews.start_reopened(place, path.stem, path, guide=guide, now="")
    return place, interviews.add_learn_question(place, begun)


def talk(begun: Start, *commands: Command, plan: str = "60") -> Interview:
    interview = Interview(begun.guide, begun.begun.base)
    for command in (Answer(({"plan": plan},)), *commands):
        interview.send(command)
    return interview


def saved(path: Path, *commands: Command) -> list[str]:
    """Return the lines of the file at *path* that *commands* changed."""
    place, begun = start(path)
    before = path.read_text(encoding="utf-8").splitlines()
    interviews.save(place, begun.begun, path, talk(begun, *commands).conclusion())
    after = path.read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if line[:3] not in ("---", "+++") and line[0] in "+-"]


@pytest.fixture
def record(literacy: Path) -> Path:
    return literacy / "workshops" / "2024.yaml"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_enter_on_every_question_keeps_everything(path: Path) -> None:
    _, begun = start(path)
    interview = talk(begun)
    questions = 0
    while isinstance(screen := interview.view(), Ask):
        interview.send(Answer(screen.rows))
        questions += 1
    assert isinstance(screen, Review)
    assert questions > 10
    assert validate(complete_ids(interview.conclusion())) == validate(begun.begun.base)


def test_where_nothing_is_changed_nothing_is_written(record: Path) -> None:
    before = record.stat()
    assert saved(record) == []
    assert (record.stat().st_mtime_ns, record.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


@pytest.mark.parametrize(
    ("key", "rows", "changed"),
    [
        ("describe.buyers", ({"about": "nine heads", "because": "They sign."},),
         ["-    about: ", "+    about: nine heads", "+    because: They sign."]),
        ("order-decided", ({"order": ["children", "teachers"]},),
         ["-order: [children, teachers, sisters", "+order: [children, teachers]"]),
    ],
)  # fmt: skip
def test_an_answer_changes_its_own_lines_alone(
    record: Path, key: str, rows: Rows, changed: list[str]
) -> None:
    lines = saved(record, GoTo(key), Answer(rows))
    assert len([line for line in lines if line[0] == "+"]) == sum(c[0] == "+" for c in changed)
    for words in changed:
        assert any(line.startswith(words) for line in lines), lines


def test_what_was_open_and_is_answered_is_open_no_more_and_what_is_taken_away_is(
    record: Path,
) -> None:
    text = record.read_text(encoding="utf-8")
    record.write_text(text + "skipped: [clash, elsewhere]\n", encoding="utf-8")
    _, begun = start(record)
    interview = talk(begun, GoTo("clash"), Answer(({"answer": "Training week."},)), Clear("word"))
    assert interview.conclusion()["skipped"] == ["elsewhere", "word"]


def test_what_a_team_wanted_to_find_out_is_asked_first(record: Path) -> None:
    _, begun = start(record)
    interview = talk(begun)
    screen = interview.view()
    assert isinstance(screen, Ask)
    assert screen.key == "learned.two-and-three-days"
    lines = saved(record, Answer(({"outcome": "answered", "words": "Two.", "kind": "said"},)))
    assert "+    answered_by: [teachers-dvqwg]" in lines
    assert all(line[0] == "+" for line in lines)


def test_a_record_with_nothing_to_find_out_is_not_asked_for_it(record: Path) -> None:
    _, begun = start(ROOT / "workshops" / "literacy" / "2024.yaml")
    base = {key: value for key, value in begun.begun.base.items() if key != "learn"}
    place, _ = start(record)
    bare = Start(begun.begun.__class__("x", "hierarchy", "", base), begun.guide, {})
    again = interviews.add_learn_question(place, bare)
    assert again.guide is begun.guide


def test_another_guide_may_ask_and_the_record_keeps_its_own(record: Path) -> None:
    _, begun = start(record, "drucker")
    data = talk(begun, GoTo("slogan"), Answer(({"slogan": "Two pages"},))).conclusion()
    assert (data["guide"], data["lens"], data["slogan"]) == ("hierarchy", "hierarchy", "Two pages")


# ---- somebody else was there


def changed(record: Path) -> tuple[Workshops, Start, dict[str, object]]:
    place, begun = start(record)
    return place, begun, talk(begun, GoTo("team"), Answer(({"team": "Lamp"},))).conclusion()


def test_what_somebody_else_wrote_meanwhile_is_in_the_record_too(record: Path) -> None:
    place, begun, data = changed(record)
    theirs = record.read_text(encoding="utf-8").replace("A page a day", "Two a day")
    record.write_text(theirs, encoding="utf-8")
    found = interviews.save(place, begun.begun, record, data)
    assert record.read_text(encoding="utf-8") == theirs.replace("Lamp and Page", "Lamp", 1)
    assert found.meanwhile is not None
    assert found.meanwhile["slogan"] == "Two a day"


def test_what_both_changed_is_asked_and_nothing_is_written_until_it_is_answered(
    record: Path,
) -> None:
    place, begun, data = changed(record)
    theirs = record.read_text(encoding="utf-8").replace("Lamp and Page", "Page", 1)
    record.write_text(theirs, encoding="utf-8")
    with pytest.raises(Conflicting) as refused:
        interviews.save(place, begun.begun, record, data)
    (conflict,) = refused.value.conflicts
    said = (conflict.base, conflict.theirs, conflict.ours)
    assert (conflict.place, *said) == ("team", "Lamp and Page", "Page", "Lamp")
    assert record.read_text(encoding="utf-8") == theirs
    interviews.save(place, begun.begun, record, data, {"team": "ours"})
    assert record.read_text(encoding="utf-8") == theirs.replace("team: Page", "team: Lamp")


def test_a_comment_of_somebody_else_changes_nothing_and_stays(record: Path) -> None:
    place, begun, data = changed(record)
    text = "# ours\n" + record.read_text(encoding="utf-8")
    record.write_text(text, encoding="utf-8")
    interviews.save(place, begun.begun, record, data)
    assert record.read_text(encoding="utf-8") == text.replace("Lamp and Page", "Lamp", 1)


def test_a_record_that_has_gone_is_written_anew(record: Path) -> None:
    place, begun, data = changed(record)
    record.unlink()
    assert interviews.save(place, begun.begun, record, data).path == record
    assert record.exists()


def test_a_file_that_cannot_be_read_any_more_is_not_written(record: Path) -> None:
    place, begun, data = changed(record)
    record.write_text("team: [", encoding="utf-8")
    with pytest.raises(Unreadable):
        interviews.save(place, begun.begun, record, data)
    assert record.read_text(encoding="utf-8") == "team: ["


def test_a_file_that_cannot_be_edited_says_which_line(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    odd = text.replace("team: Lamp and Page\n", "? team\n: Lamp and Page\n")
    record.write_text(odd, encoding="utf-8")
    place, begun, data = changed(record)
    with pytest.raises(CannotEdit) as refused:
        interviews.save(place, begun.begun, record, data)
    assert refused.value.line == 2
    record.write_text(text, encoding="utf-8")
    interviews.save(place, begun.begun, record, data)
    assert "team: Lamp\n" in record.read_text(encoding="utf-8")


# ---- as a program


def reopen(run: Run, *more: str, stdin: str) -> tuple[int, str]:
    ended = run("interview", "--label", "2024", "--plain", "--guide", "drucker", *more, stdin=stdin)
    return ended.code, ended.err


def test_a_label_that_is_there_is_opened_again_and_edited(literacy: Path, run: Run) -> None:
    path = literacy / "workshops" / "2024.yaml"
    before = path.read_text(encoding="utf-8")
    code, said = reopen(run, stdin="2\n:review\n4\nLamp\nsave\n")
    assert code == 0, said
    assert "Reopening 2024, held 2024-03-21." in said
    assert "Changed in 2024:" in said
    assert "Saved: workshops/2024.yaml" in said
    assert path.read_text(encoding="utf-8") != before


def test_a_note_of_somebody_else_and_what_was_said_before_are_both_saved(
    literacy: Path, run: Run
) -> None:
    path = literacy / "workshops" / "2024.yaml"
    code, _ = reopen(run, stdin="2\n:review\n4\nLamp\n")
    assert code == 130
    heard = run("hear", "children", "--kind", "said", "--words", "One more page.")
    assert heard.code == 0, heard.err
    ended = run("interview", "--resume", "--plain", stdin="save\n")
    assert ended.code == 0, ended.err
    assert "Somebody else wrote into 2024 meanwhile" in ended.err
    assert "Children who cannot read yet: heard" in ended.err.partition("Somebody else")[2]
    assert "is gone" not in ended.err
    text = path.read_text(encoding="utf-8")
    assert "One more page." in text
    assert "team: Lamp\n" in text


def test_whose_words_stay_is_asked_in_plain_lines(literacy: Path, run: Run) -> None:
    path = literacy / "workshops" / "2024.yaml"
    code, _ = reopen(run, stdin="2\n:review\n4\nLamp\n")
    assert code == 130
    theirs = path.read_text(encoding="utf-8").replace("Lamp and Page", "Page", 1)
    path.write_text(theirs, encoding="utf-8")
    ended = run("interview", "--resume", "--plain", stdin="save\n")
    assert ended.code == 4
    assert 'team: "Page" there, "Lamp" here' in ended.err
    assert "customer-cli interview --resume" in ended.err
    assert path.read_text(encoding="utf-8") == theirs
    ended = run("interview", "--resume", "--plain", stdin="perhaps\n2\n")
    assert ended.code == 0, ended.err
    assert "1 of 1: team\n  before: Lamp and Page\n  theirs, in the file: Page" in ended.err
    assert path.read_text(encoding="utf-8") == theirs.replace("team: Page", "team: Lamp")


# ---- a review, and the record that it goes on from


def test_what_is_heard_while_a_review_runs_is_in_the_new_record_too(
    literacy: Path, run: Run
) -> None:
    named = ("--label", "2025", "--from", "2024", "--held", "2025-03-20")
    assert run("interview", *named, "--plain", stdin="2\n:stop\n").code == 130
    for words, more in (
        ("One more page.", ("children",)),
        ("Two and a half.", ("teachers", "--answers", "two-and-three-days")),
    ):
        heard = run("hear", *more, "--record", "2024", "--kind", "said", "--words", words)
        assert heard.code == 0, heard.err
    ended = run("interview", "--resume", "--plain", stdin=":review\nsave\n")
    assert ended.code == 0, ended.err
    assert "Somebody else wrote into 2024 meanwhile" in ended.err
    assert "is gone" not in ended.err
    text = (literacy / "workshops" / "2025.yaml").read_text(encoding="utf-8")
    assert "One more page." in text
    assert "Two and a half." in text
    assert "answered_by" in text


def test_what_is_heard_meanwhile_of_somebody_who_was_split_goes_to_a_part(record: Path) -> None:
    place = Workshops(record.parent, record.parent)
    begun = interviews.start_review(
        place, "2025", of="2024", guide=None, team=None, held=dt.date(2025, 3, 20), now=""
    ).begun
    data = copy.deepcopy(begun.base)
    carry_over.split_customer(data, "buyers", ["Heads who sign", "Foundations"])
    loaded = place.load(place.resolve("2024"))
    now = evidence.add_evidence(
        evidence.complete_record(loaded.record),
        Hearing("buyers", NewEvidence("said", dt.date(2025, 1, 9), "In June.")),
    )
    save_changed(loaded, now.data)
    found = interviews.save(place, begun, record.parent / "2025.yaml", data)
    (heard,) = found.record.customers["heads-who-sign"].evidence
    assert heard.words == "In June."
    assert found.note == ""


def test_a_record_that_a_review_went_on_from_and_that_is_gone_is_told(record: Path) -> None:
    place = Workshops(record.parent, record.parent)
    begun = interviews.start_review(
        place, "2025", of="2024", guide=None, team=None, held=dt.date(2025, 3, 20), now=""
    ).begun
    record.write_text("team: [", encoding="utf-8")
    found = interviews.save(place, begun, record.parent / "2025.yaml", begun.base)
    assert "2024 cannot be read any more" in found.note
    assert found.path.exists()


@pytest.mark.parametrize("more", [("--from", "2023"), ("--guide", "review")])
def test_a_review_never_goes_into_a_record_that_is_there(
    literacy: Path, run: Run, more: tuple[str, ...]
) -> None:
    ended = run("interview", "--label", "2024", "--plain", *more, stdin="1\n")
    assert ended.code == 2
    assert "--label 2024-2" in ended.err
    assert not (literacy / "workshops" / ".customer-cli" / "drafts" / "2024.journal").exists()


def test_the_record_that_is_read_back_is_judged_as_show_judges_it(literacy: Path, run: Run) -> None:
    env = {"CUSTOMER_CLI_TODAY": "2024-09-01"}
    heard = ["--new", "A dry place", "--kind", "said", "--words", "It rains in."]
    assert run("hear", "sisters", *heard, env=env).code == 0
    stopped = run("interview", "--label", "2024", "--plain", stdin="2\n:review\n4\nLamp\n", env=env)
    assert stopped.code == 130
    ended = run("interview", "--resume", "--plain", stdin="save\n", env=env)
    assert ended.code == 0, ended.err
    for said in (ended.err.partition("This is what was said")[2], ended.out):  # read back, saved
        told = " ".join(said.split())
        assert told.index("heard, 1 person") > told.index("A dry place")
