"""What is found wrong with a guide whose shape is right, and where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer_cli.errors import NotHere, Problem, Unreadable
from customer_cli.guide import files
from customer_cli.workshop import guide_check

HEAD = """\
guide: evening
language: en
title: Evening
purpose: To try.
sections:
  - id: who
    title: Who
    questions:
      - {id: team, ask: 'Whose answer is this?', quick: true}
      - {id: customers, ask: 'Who must be satisfied?', quick: true}
      - {id: primary, ask: 'Who comes first?', quick: true}
"""


@pytest.fixture
def workshops(tmp_path: Path) -> Path:
    (tmp_path / "guides").mkdir()
    return tmp_path


def write(workshops: Path, text: str, name: str = "evening.yaml") -> Path:
    path = workshops / "guides" / name
    path.write_text(text, encoding="utf-8")
    return path


def problems(workshops: Path, *paths: Path) -> list[Problem]:
    return guide_check.check_guides(paths, workshops)


def test_a_sound_guide_has_no_problems(workshops: Path) -> None:
    write(workshops, HEAD)
    assert problems(workshops) == []


@pytest.mark.parametrize(
    ("added", "message", "remedy"),
    [
        ("{id: team, ask: 'Again?'}", 'Two questions are called "team"', "another id"),
        ("{id: value, ask: 'What?', labels: {text: Words}}", '"value" fills', '"values"?'),
        ("{id: value, ask: 'What?'}", '"value" fills no slot', 'Did you mean "values"?'),
        ("{id: values, ask: 'What?'}", "does not say which", "for: primary"),
        ("{id: slogan, for: each, ask: 'What?'}", "asked once", "Leave `for` out"),
        ("{id: pride, ask: 'Why {about}?'}", "nobody is", "`for`"),
        ("{id: pride, ask: 'Why?', probes: ['{about}?']}", "nobody is", "`for`"),
        ("{id: values, for: each, ask: 'What?', labels: {txt: Words}}",
         'no field called "txt"', 'Did you mean "text"?'),
        ("{id: pride, ask: 'Why?', labels: {reason: Words}}",
         'no field called "reason"', "There are: answer."),
    ],
)  # fmt: skip
def test_a_question_that_would_not_work_is_named_with_its_place(
    workshops: Path, added: str, message: str, remedy: str
) -> None:
    write(workshops, f"{HEAD}      - {added}\n")
    (problem,) = problems(workshops)
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.line == 12
    assert problem.excerpt.strip() == f"- {added}"


@pytest.mark.parametrize(
    "added",
    [
        "{id: facts-against, ask: 'What speaks against it?'}",
        "{id: value, slot: answers, ask: 'What is it worth?'}",
        "{id: pride, for: supporting, ask: 'Why {about}?'}",
        "{id: values, for: each, ask: 'What?', labels: {text: Words, how: How}}",
        "{id: first-names, slot: customers, ask: 'Who?'}",
    ],
)
def test_a_question_that_works_is_left_alone(workshops: Path, added: str) -> None:
    write(workshops, f"{HEAD}      - {added}\n")
    assert problems(workshops) == []


def test_sections_of_one_name_are_told(workshops: Path) -> None:
    again = "  - {id: who, title: Who, questions: [{id: rule, ask: 'How?'}]}\n"
    write(workshops, HEAD + again)
    (problem,) = problems(workshops)
    assert (problem.line, 'two sections called "who"' in problem.message) == (12, True)


@pytest.mark.parametrize(("whom", "after"), [("primary", "primary"), ("each", "customers")])
def test_nobody_can_be_asked_about_before_they_are_named(
    workshops: Path, whom: str, after: str
) -> None:
    early = f"      - {{id: values, for: {whom}, ask: 'What?'}}\n"
    write(workshops, HEAD.replace("      - {id: team", f"{early}      - {{id: team"))
    (problem,) = problems(workshops)
    assert (problem.line, f'before "{after}"' in problem.message) == (9, True)


@pytest.mark.parametrize("name", ["team", "customers", "primary"])
def test_a_guide_asks_whatever_no_record_is_finished_without(workshops: Path, name: str) -> None:
    lines = [line for line in HEAD.splitlines() if f"id: {name}" not in line]
    write(workshops, "\n".join(lines))
    assert [f'No question fills "{name}"' in p.message for p in problems(workshops)] == [True]


def test_a_guide_asks_whatever_it_requires_itself(workshops: Path) -> None:
    write(workshops, HEAD.replace("sections:", "requires: [order]\nsections:"))
    (problem,) = problems(workshops)
    assert 'No question fills "order"' in problem.message


def test_the_quick_path_asks_it_too(workshops: Path) -> None:
    write(workshops, HEAD.replace("first?', quick: true", "first?'"))
    (problem,) = problems(workshops)
    assert (problem.line, problem.remedy) == (11, "Write `quick: true` under the question.")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("morning.yaml", 'calls itself "evening" and its file "morning"'),
        ("evening.de.yaml", 'in "en", and the name of its file says "de"'),
    ],
)
def test_a_guide_and_its_file_have_one_name(workshops: Path, name: str, message: str) -> None:
    write(workshops, HEAD, name)
    (problem,) = problems(workshops)
    assert message in problem.message


def test_an_unknown_key_is_told_with_its_place_and_the_one_that_was_meant(
    workshops: Path,
) -> None:
    path = write(
        workshops, HEAD.replace("Who?, quick", "Who?, quik").replace("title: E", "titel: E")
    )
    told = [(p.line, p.remedy) for p in problems(workshops) if "titel" in p.message]
    assert told
    assert told[0][0] == 3
    assert '"title"' in told[0][1]
    assert problems(workshops)[0].file == str(path)


def test_every_problem_of_every_guide_is_told(workshops: Path) -> None:
    write(
        workshops, f"{HEAD}      - {{id: value, ask: 'What?'}}\n      - {{id: team, ask: 'Who?'}}\n"
    )
    write(workshops, "guide: [", "broken.yaml")
    told = problems(workshops)
    assert [Path(problem.file).name for problem in told].count("evening.yaml") == 2
    assert any(Path(problem.file).name == "broken.yaml" for problem in told)


def test_only_what_is_named_is_checked(workshops: Path) -> None:
    good = write(workshops, HEAD)
    bad = write(workshops, "guide: [", "broken.yaml")
    assert problems(workshops, good) == []
    assert problems(workshops, bad) != []


@pytest.mark.parametrize("folder", ["", "guides"])
def test_a_folder_stands_for_the_guides_in_it(workshops: Path, folder: str) -> None:
    write(workshops, "guide: [", "broken.yaml")
    assert {Path(p.file).name for p in problems(workshops, workshops / folder)} == {"broken.yaml"}


def test_a_path_to_nothing_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotHere, match=r"nothing\.yaml"):
        problems(tmp_path, tmp_path / "nothing.yaml")


def test_a_guide_with_flaws_does_not_get_into_a_meeting(workshops: Path) -> None:
    write(workshops, f"{HEAD}      - {{id: values, ask: 'What?'}}\n")
    with pytest.raises(Unreadable) as refused:
        guide_check.require_usable(files.load_guide("evening", workshops))
    assert [problem.line for problem in refused.value.problems] == [12]


def test_a_guide_without_flaws_does(workshops: Path) -> None:
    write(workshops, HEAD)
    found = files.load_guide("evening", workshops)
    assert guide_check.require_usable(found) is found


def test_a_sentence_of_a_guide_that_yaml_cuts_is_told(workshops: Path) -> None:
    cut = "        help: See room #3 for more\n        probes: [What do they do then, and who helps]\n"
    last = "      - id: last\n        slot: answers\n        ask: What else?\n"
    path = write(workshops, HEAD + last + cut)
    sign, comma = problems(workshops)
    assert sign.remedy.endswith('write: help: "See room #3 for more"')
    assert comma.remedy.endswith('write: "What do they do then, and who helps"')
    path.write_text(HEAD + last + "        labels: {answer: Yes, we do}\n", encoding="utf-8")
    (torn,) = problems(workshops)
    assert torn.remedy == 'Put the whole text in double quotes: answer: "Yes, we do"'
