"""One guide in several languages: what may differ and what may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer_cli.errors import Problem
from customer_cli.guide import files
from customer_cli.workshop import guide_check

QUESTIONS = """\
sections:
  - id: who
    title: Who
    questions:
      - {id: team, ask: 'Whose answer is this?', quick: true}
      - {id: customers, ask: 'Who must be satisfied?', quick: true}
      - {id: primary, ask: 'Who comes first?', quick: true}
      - {id: values, for: each, ask: 'What matters to them?'}
      - {id: surprise, ask: 'What surprised us?'}
"""


def write(folder: Path, language: str, questions: str = QUESTIONS, guide: str = "evening") -> None:
    (folder / "guides").mkdir(exist_ok=True)
    head = f"guide: {guide}\nlanguage: {language}\ntitle: Evening\npurpose: To try.\n"
    (folder / "guides" / f"{guide}.{language}.yaml").write_text(head + questions, encoding="utf-8")


def told(folder: Path) -> list[tuple[str, Problem]]:
    return [(Path(p.file).name, p) for p in guide_check.check_guides([], folder)]


def test_other_words_are_what_a_translation_is(tmp_path: Path) -> None:
    write(tmp_path, "en")
    write(tmp_path, "de", QUESTIONS.replace("Who comes first?", "Wer kommt zuerst?"))
    assert told(tmp_path) == []


def test_a_missing_question_is_told_once_and_at_the_translation(tmp_path: Path) -> None:
    write(tmp_path, "en")
    write(
        tmp_path, "de", QUESTIONS.replace("      - {id: surprise, ask: 'What surprised us?'}\n", "")
    )
    ((file, problem),) = told(tmp_path)
    assert file == "evening.de.yaml"
    assert 'The question "surprise" is missing' in problem.message
    assert "evening.en.yaml" in problem.message
    assert problem.line == 5


def test_a_question_that_only_the_translation_asks_is_told(tmp_path: Path) -> None:
    write(tmp_path, "en", QUESTIONS.replace("surprise", "astonished"))
    write(tmp_path, "de", QUESTIONS.replace("surprise", "astonish"))
    (_, missing), (_, extra) = told(tmp_path)
    assert '"astonished" is missing' in missing.message
    assert ('"astonish" is not in' in extra.message, extra.line) == (True, 13)
    assert extra.remedy == 'Did you mean "astonished"?'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("for: each, ask", "for: primary, ask"),
        ("{id: values, for: each, ask: 'What matters to them?'}",
         "{id: values, for: each, quick: true, ask: 'What matters to them?'}"),
        ("{id: surprise,", "{id: surprise, slot: slogan,"),
    ],
)  # fmt: skip
def test_a_translation_keeps_what_is_not_wording(tmp_path: Path, before: str, after: str) -> None:
    write(tmp_path, "en")
    write(tmp_path, "de", QUESTIONS.replace(before, after))
    ((file, problem),) = told(tmp_path)
    assert (file, "not the same question" in problem.message) == ("evening.de.yaml", True)


def test_a_built_in_guide_is_the_original_of_a_teams_translation(tmp_path: Path) -> None:
    write(tmp_path, "de", guide="drucker")
    messages = [problem.message for _, problem in told(tmp_path)]
    missing = [m for m in messages if 'The question "first-hand" is missing; drucker.en.yaml' in m]
    assert len(missing) == 1


def test_a_whole_translation_of_a_built_in_guide_is_sound(tmp_path: Path) -> None:
    original = files.choose_source("drucker", None).bytes().decode()
    (tmp_path / "guides").mkdir()
    path = tmp_path / "guides" / "drucker.de.yaml"
    path.write_text(original.replace("language: en", "language: de"), encoding="utf-8")
    assert told(tmp_path) == []


def test_without_english_the_first_language_is_the_original(tmp_path: Path) -> None:
    write(
        tmp_path, "fr", QUESTIONS.replace("      - {id: surprise, ask: 'What surprised us?'}\n", "")
    )
    write(tmp_path, "de")
    assert [file for file, _ in told(tmp_path)] == ["evening.fr.yaml"]


def test_the_languages_of_a_built_in_guide_ask_the_same() -> None:
    guides = [files.read_source(source) for source in files.find_sources(None)]
    for guide in guides:
        asked = {tuple(q.id for q in g.questions()) for g in guides if g.guide == guide.guide}
        assert len(asked) == 1
