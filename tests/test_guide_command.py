"""`guide list`, `show`, `check` and `new`, as the command line calls them."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from customer_cli.cli.guide import check_guides, list_guides, new_guide, show_guide
from customer_cli.errors import NotHere, Unreadable, WrongUse
from customer_cli.guide import files
from customer_cli.reports.worksheet import PLANS
from customer_cli.workshop import guide_check
from tests.conftest import Run


def listed(workshops: Path | None, language: str | None = None) -> list[str]:
    with redirect_stdout(StringIO()) as out:
        assert list_guides(language, workshops) == 0
    return out.getvalue().splitlines()


def shown(
    name: str, workshops: Path | None = None, language: str | None = None, plan: str = "60"
) -> tuple[str, str]:
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as talk:
        assert show_guide(name, plan, language, directory=workshops) == 0
    return out.getvalue(), talk.getvalue()


def new(name: str, workshops: Path) -> str:
    with redirect_stderr(StringIO()) as talk:
        assert new_guide(name, workshops) == 0
    return talk.getvalue()


def test_the_list_tells_name_title_source_and_languages() -> None:
    assert listed(None) == [
        "drucker      Who is our customer?  (built in; en)",
        "hierarchy    Who comes first when we cannot please them all?  (built in; en)",
        "review       Is it still true?  (built in; en)",
        "whose-needs  Whose needs is it for?  (built in; en)",
    ]


def test_the_list_says_where_a_teams_own_is_taken_instead(tmp_path: Path) -> None:
    path = tmp_path / "guides" / "drucker.en.yaml"
    path.parent.mkdir()
    path.write_bytes(files.choose_source("drucker", None).bytes())
    assert listed(tmp_path)[0].endswith(f"({path}, instead of the built-in one; en)")


def test_the_list_names_a_guide_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "evening.yaml").write_text("guide: [", encoding="utf-8")
    told = "evening      cannot be read; see `customer-cli guide check`"
    assert listed(tmp_path)[1] == f"{told}  ({tmp_path / 'guides' / 'evening.yaml'})"


def test_a_hostile_title_is_shown_and_not_sent(tmp_path: Path) -> None:
    new("evening", tmp_path)
    path = tmp_path / "guides" / "evening.yaml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("title: Who is our customer?", r'title: "\e[2J\u202eevil"')
    path.write_text(text, encoding="utf-8")
    assert "^[[2J<U+202E>evil" in "\n".join(listed(tmp_path))
    assert "\x1b" not in shown("evening", tmp_path)[0]


def test_a_guide_is_shown_for_an_hour_unless_told_otherwise() -> None:
    assert shown("drucker") == shown("drucker", plan="60")
    assert "The quick path" in shown("drucker", plan="quick")[0]


def test_an_unknown_plan_is_answered_with_those_there_are(call: Run) -> None:
    ended = call("guide", "show", "drucker", "--plan", "45")
    assert (ended.code, ended.out) == (2, "")
    assert '"45" is none of quick, 60, 90 (--plan).' in ended.err


def test_what_was_taken_instead_is_said_beside_the_sheet() -> None:
    sheet, talk = shown("drucker", language="de")
    assert sheet == shown("drucker")[0]
    assert talk == (
        'The guide "drucker" is not there in the language "de"; this is the one in "en".\n'
    )


def test_where_only_the_machine_speaks_another_language_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert shown("drucker")[1] == ""


def test_a_guide_is_listed_and_shown_in_the_language_asked_for(tmp_path: Path) -> None:
    english = files.choose_source("drucker", None).bytes().decode()
    german = english.replace("language: en", "language: de").replace(
        "title: Who is our customer?", "title: Wer ist unser Kunde?"
    )
    path = tmp_path / "guides" / "drucker.de.yaml"
    path.parent.mkdir()
    path.write_text(german, encoding="utf-8")
    assert listed(tmp_path)[0].endswith("Who is our customer?  (built in; en, also de)")
    assert listed(tmp_path, "de-AT")[0].endswith(
        f"Wer ist unser Kunde?  ({path}, instead of the built-in one; de, also en)"
    )
    assert shown("drucker", tmp_path)[0].startswith("# Who is our customer?\n")
    assert shown("drucker", tmp_path, "de")[0].startswith("# Wer ist unser Kunde?\n")


def test_an_interview_goes_on_in_the_language_it_began_in(workshop: Path, run: Run) -> None:
    english = files.choose_source("drucker", None).bytes().decode()
    ask = next(line for line in english.splitlines() if "ask:" in line)
    german = english.replace("language: en", "language: de").replace(
        ask, f"{ask.partition('ask:')[0]}ask: Wer sind Sie?", 1
    )
    path = workshop / "workshops" / "guides" / "drucker.de.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(german, encoding="utf-8")
    plain = ("interview", "--quick", "--plain", "--label", "2026")
    assert "Wer sind Sie?" not in run(*plain, stdin="", env={"LC_ALL": "C"}).err
    assert "Wer sind Sie?" in run(*plain, "--new", stdin="", env={"LC_ALL": "de_AT.UTF-8"}).err
    asked = run(*plain, "--new", "--language", "de", stdin="Stadtküche\n", env={"LC_ALL": "C"})
    assert "Wer sind Sie?" in asked.err
    resumed = run("interview", "--plain", "--resume", stdin=":list\n", env={"LC_ALL": "C"})
    assert "Wer sind Sie?" in resumed.err
    refused = run(*plain, "--new", "--language", "fr", stdin="", env={"LC_ALL": "C"}).err
    assert 'is not there in the language "fr"' in refused


def test_an_unknown_guide_is_not_shown() -> None:
    with pytest.raises(NotHere):
        shown("nothing")


def test_the_check_is_silent_when_all_is_well(tmp_path: Path) -> None:
    assert check_guides([], None) == 0
    assert check_guides([], tmp_path) == 0
    assert check_guides([source.path for source in files.find_sources(None)], None) == 0


def test_the_check_tells_every_problem_and_exits_with_3(tmp_path: Path) -> None:
    new("evening", tmp_path)
    path = tmp_path / "guides" / "evening.yaml"
    text = path.read_text(encoding="utf-8").replace("for: each", "")
    path.write_text(text + "      - {id: team, ask: 'Who?'}\n", encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        check_guides([], tmp_path)
    assert refused.value.exit_code == 3
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("name", ["evening", "2026", "a_b-c"])
def test_a_new_guide_works_as_it_is(tmp_path: Path, name: str) -> None:
    talk = new(name, tmp_path)
    assert str(tmp_path / "guides" / f"{name}.yaml") in talk
    assert "next: " in talk
    found = guide_check.require_usable(files.load_guide(name, tmp_path))
    assert found.guide.guide == name
    assert check_guides([], tmp_path) == 0
    assert shown(name, tmp_path)[1] == ""


def test_a_new_guide_has_a_meeting_of_every_length(tmp_path: Path) -> None:
    new("evening", tmp_path)
    guide = files.load_guide("evening", tmp_path).guide
    plans = [sum(s.minutes[plan] for s in guide.sections) for plan in PLANS]
    assert plans == [10, 60, 90]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    new("evening", tmp_path)
    path = tmp_path / "guides" / "evening.yaml"
    path.write_text("ours", encoding="utf-8")
    with pytest.raises(WrongUse, match="already"):
        new("evening", tmp_path)
    assert path.read_text(encoding="utf-8") == "ours"


def test_a_new_guide_does_not_take_the_place_of_a_built_in_one(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="already"):
        new("drucker", tmp_path)
    assert not (tmp_path / "guides").exists()


@pytest.mark.parametrize("name", ["Our Evening", "../evening", "", "a.b", "évening", "x\n", "-x"])
def test_a_name_that_will_not_do_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WrongUse, match="cannot be the name"):
        new(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_better_name_is_offered(tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        new("Our Evening", tmp_path)
    assert refused.value.remedy.endswith(": our-evening")


def test_the_guide_in_the_documentation_passes_the_check(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent / "docs" / "guides.md").read_text(encoding="utf-8")
    (tmp_path / "guides").mkdir()
    path = tmp_path / "guides" / "parents-evening.yaml"
    path.write_text(page.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    assert check_guides([], tmp_path) == 0
    assert shown("parents-evening", tmp_path)[0].startswith("# Who is this evening for?")
