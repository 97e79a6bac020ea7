"""A record opened again: what nobody touches stays as it is, byte for byte."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from customer_cli.conversation.fields import Rows
from customer_cli.conversation.interview import Interview
from customer_cli.conversation.turns import (
    Answer,
    Ask,
    Clear,
    Command,
    GoTo,
    Review,
)
from customer_cli.errors import CannotEdit, ChangedUnderneath, Unreadable
from customer_cli.reading.canonical import complete_ids
from customer_cli.reading.documents import validate
from customer_cli.workshop import reopening
from customer_cli.workshop.beginning import Start
from customer_cli.workshop.store import Workshops
from tests.conftest import ROOT, Run

EXAMPLES = sorted(path for path in (ROOT / "workshops").glob("*/*.yaml"))


def start(path: Path, guide: str | None = None) -> tuple[Workshops, Start]:
    place = Workshops(path.parent, path.parent)
    begun = reopening.reopened(place, path.stem, path, guide=guide, now="")
    return place, reopening.asking(place, begun)


def talk(begun: Start, *commands: Command, plan: str = "60") -> Interview:
    interview = Interview(begun.guide, begun.begun.base)
    for command in (Answer(({"plan": plan},)), *commands):
        interview.send(command)
    return interview


def saved(path: Path, *commands: Command) -> list[str]:
    """Return the lines of the file at *path* that *commands* changed."""
    place, begun = start(path)
    before = path.read_text(encoding="utf-8").splitlines()
    reopening.save(place, begun.begun, path, talk(begun, *commands).conclusion())
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
    again = reopening.asking(place, bare)
    assert again.guide is begun.guide


def test_another_guide_may_ask_and_the_record_keeps_its_own(record: Path) -> None:
    _, begun = start(record, "drucker")
    data = talk(begun, GoTo("slogan"), Answer(({"slogan": "Two pages"},))).conclusion()
    assert (data["guide"], data["lens"], data["slogan"]) == ("hierarchy", "hierarchy", "Two pages")


# ---- somebody else was there


def changed(record: Path) -> tuple[Workshops, Start, dict[str, object]]:
    place, begun = start(record)
    return place, begun, talk(begun, GoTo("team"), Answer(({"team": "Lamp"},))).conclusion()


def test_nobody_is_written_over(record: Path) -> None:
    place, begun, data = changed(record)
    theirs = record.read_text(encoding="utf-8").replace("A page a day", "Two a day")
    record.write_text(theirs, encoding="utf-8")
    with pytest.raises(ChangedUnderneath, match="changed by somebody else") as refused:
        reopening.save(place, begun.begun, record, data)
    assert "--label 2024 --new" in refused.value.remedy
    assert record.read_text(encoding="utf-8") == theirs


def test_a_comment_of_somebody_else_changes_nothing_and_stays(record: Path) -> None:
    place, begun, data = changed(record)
    text = "# ours\n" + record.read_text(encoding="utf-8")
    record.write_text(text, encoding="utf-8")
    reopening.save(place, begun.begun, record, data)
    assert record.read_text(encoding="utf-8") == text.replace("Lamp and Page", "Lamp", 1)


def test_a_record_that_has_gone_is_written_anew(record: Path) -> None:
    place, begun, data = changed(record)
    record.unlink()
    assert reopening.save(place, begun.begun, record, data)[1] == record
    assert record.exists()


def test_a_file_that_cannot_be_read_any_more_is_not_written(record: Path) -> None:
    place, begun, data = changed(record)
    record.write_text("team: [", encoding="utf-8")
    with pytest.raises(Unreadable):
        reopening.save(place, begun.begun, record, data)
    assert record.read_text(encoding="utf-8") == "team: ["


def test_a_file_that_cannot_be_edited_says_which_line(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    odd = text.replace("team: Lamp and Page\n", "? team\n: Lamp and Page\n")
    record.write_text(odd, encoding="utf-8")
    place, begun, data = changed(record)
    with pytest.raises(CannotEdit) as refused:
        reopening.save(place, begun.begun, record, data)
    assert refused.value.line == 2
    record.write_text(text, encoding="utf-8")
    reopening.save(place, begun.begun, record, data)
    assert "team: Lamp\n" in record.read_text(encoding="utf-8")


# ---- as a program


def slogan(run: Run, *more: str, stdin: str) -> tuple[int, str]:
    ended = run("interview", "--label", "2024", "--plain", "--guide", "drucker", *more, stdin=stdin)
    return ended.code, ended.err


def test_a_label_that_is_there_is_opened_again_and_edited(literacy: Path, run: Run) -> None:
    path = literacy / "workshops" / "2024.yaml"
    before = path.read_text(encoding="utf-8")
    code, said = slogan(run, stdin="2\n:review\n4\nLamp\nsave\n")
    assert code == 0, said
    assert "Reopening 2024, held 2024-03-21." in said
    assert "Changed in 2024:" in said
    assert "Saved: workshops/2024.yaml" in said
    assert path.read_text(encoding="utf-8") != before


def test_what_was_said_outlives_somebody_elses_edit(literacy: Path, run: Run) -> None:
    path = literacy / "workshops" / "2024.yaml"
    code, _ = slogan(run, stdin="2\n:review\n4\nLamp\n")
    assert code == 130
    theirs = path.read_text(encoding="utf-8").replace("A page a day", "Two a day")
    path.write_text(theirs, encoding="utf-8")
    ended = run("interview", "--resume", "--plain", stdin="save\n")
    assert ended.code == 4
    assert "changed by somebody else" in ended.err
    assert path.read_text(encoding="utf-8") == theirs
    code, said = slogan(run, "--new", stdin="2\n:stop\n")
    assert code == 130
    assert "The earlier draft is kept" in said


@pytest.mark.parametrize("more", [("--from", "2023"), ("--guide", "review")])
def test_a_review_never_goes_into_a_record_that_is_there(
    literacy: Path, run: Run, more: tuple[str, ...]
) -> None:
    ended = run("interview", "--label", "2024", "--plain", *more, stdin="1\n")
    assert ended.code == 2
    assert "--label 2024-2" in ended.err
    assert not (literacy / "workshops" / ".customer-cli" / "drafts" / "2024.journal").exists()
