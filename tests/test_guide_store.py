"""Which guide is taken when one is asked for, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from customer_cli.errors import NotHere, Unreadable, WrongUse
from customer_cli.guide import files as guide_files
from customer_cli.guide.files import ENGLISH, Language, choose_language

SMALL = """\
guide: {id}
language: {language}
title: {title}
purpose: To try.
sections:
  - id: open
    title: Open
    questions:
      - {{id: team, ask: 'Whose answer is this?', quick: true}}
      - {{id: customers, ask: 'Who must be satisfied?', quick: true}}
      - {{id: primary, ask: 'Who comes first?', quick: true}}
"""


@pytest.fixture
def workshops(tmp_path: Path) -> Path:
    (tmp_path / "workshops" / "guides").mkdir(parents=True)
    return tmp_path / "workshops"


def write(workshops: Path, name: str, language: str = "en", title: str = "Our own") -> Path:
    path = workshops / "guides" / name
    id = name.split(".")[0]
    path.write_text(SMALL.format(id=id, language=language, title=title), encoding="utf-8")
    return path


def test_a_built_in_guide_is_found_by_its_name() -> None:
    found = guide_files.load_guide("drucker")
    assert found.guide.guide == "drucker"
    assert found.source.origin == "built in"
    assert found.notes == ()


def test_a_team_without_a_folder_of_guides_has_the_built_in_ones(tmp_path: Path) -> None:
    assert guide_files.find_sources(tmp_path) == guide_files.find_sources(None)


@pytest.mark.parametrize("name", ["drucker.en.yaml", "drucker.yaml", "drucker.en.yml"])
def test_the_teams_own_wins_and_says_so(workshops: Path, name: str) -> None:
    path = write(workshops, name)
    found = guide_files.load_guide("drucker", workshops)
    assert found.guide.title == "Our own"
    assert len(found.notes) == 1
    assert str(path) in found.notes[0]


def test_a_guide_of_another_name_needs_no_note(workshops: Path) -> None:
    write(workshops, "evening.yaml")
    assert guide_files.load_guide("evening", workshops).notes == ()


def test_a_guide_can_be_named_by_its_path(workshops: Path) -> None:
    path = write(workshops, "drucker.yaml")
    found = guide_files.load_guide(str(path))
    assert (found.guide.title, found.source.path, found.notes) == ("Our own", path, ())


@pytest.mark.parametrize(
    ("files", "wanted", "taken"),
    [
        (["drucker.de.yaml"], "en", "en"),
        (["drucker.de.yaml"], "de", "de"),
        (["drucker.de.yaml"], "de-CH", "de"),
        (["drucker.de.yaml"], "fr", "en"),
        (["drucker.de.yaml", "drucker.fr.yaml"], "fr", "fr"),
        (["evening.de.yaml", "evening.fr.yaml"], "en", "de"),
        (["evening.de.yaml", "evening.en.yaml"], "fr", "en"),
    ],
)
def test_the_nearest_language_is_taken(
    workshops: Path, files: list[str], wanted: str, taken: str
) -> None:
    for file in files:
        write(workshops, file, language=file.split(".")[1])
    name = files[0].split(".")[0]
    found = guide_files.load_guide(name, workshops, Language(wanted, is_asked=True))
    assert found.guide.language == taken
    told = any(f'"{wanted}"' in note and f'"{taken}"' in note for note in found.notes)
    assert told is (wanted[:2] != taken)


def test_a_guide_without_a_language_in_its_name_is_meant_for_everyone(workshops: Path) -> None:
    write(workshops, "drucker.yaml", language="de")
    found = guide_files.load_guide("drucker", workshops, Language("en", is_asked=True))
    assert found.guide.language == "de"
    assert any('"en"' in note and '"de"' in note for note in found.notes)


def test_an_unknown_name_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(NotHere) as refused:
        guide_files.load_guide("druker")
    assert 'no guide called "druker"' in refused.value.message
    assert refused.value.remedy == 'Did you mean "drucker"?'


def test_a_name_like_no_other_is_answered_with_all_there_are(workshops: Path) -> None:
    write(workshops, "evening.yaml")
    with pytest.raises(NotHere) as refused:
        guide_files.load_guide("q", workshops)
    assert refused.value.remedy == "There are: drucker, evening, hierarchy, review, whose-needs."


def test_a_path_to_nothing_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(NotHere, match=r"nothing\.yaml"):
        guide_files.load_guide(str(tmp_path / "nothing.yaml"))


def test_a_guide_that_cannot_be_read_says_where(workshops: Path) -> None:
    path = write(workshops, "evening.yaml")
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("purpose:", "porpose:"), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        guide_files.load_guide("evening", workshops)
    told = [(problem.file, problem.line) for problem in refused.value.problems]
    assert (str(path), 4) in told
    assert any('"purpose"' in problem.remedy for problem in refused.value.problems)


def test_the_list_has_every_guide_once_and_says_whose_it_is(workshops: Path) -> None:
    write(workshops, "drucker.de.yaml", language="de")
    write(workshops, "evening.yaml", language="fr")
    write(workshops, "hierarchy.en.yaml")
    told = [
        (g.id, g.source.own, g.instead, g.languages) for g in guide_files.list_guides(workshops)
    ]
    assert told == [
        ("drucker", False, False, ("en", "de")),
        ("evening", True, False, ("fr",)),
        ("hierarchy", True, True, ("en",)),
        ("review", False, False, ("en",)),
        ("whose-needs", False, False, ("en",)),
    ]


def test_a_broken_guide_stays_in_the_list(workshops: Path) -> None:
    (workshops / "guides" / "evening.yaml").write_text("guide: [", encoding="utf-8")
    evening = guide_files.list_guides(workshops)[1]
    assert (evening.id, evening.title) == ("evening", "")
    assert evening.problems


def test_what_is_no_guide_file_is_passed_over(workshops: Path) -> None:
    for name in (".evening.yaml.swp", ".hidden.yaml", "notes.txt", "evening.yaml~"):
        (workshops / "guides" / name).write_text("x", encoding="utf-8")
    (workshops / "guides" / "folder.yaml").mkdir()
    assert guide_files.find_sources(workshops) == guide_files.find_sources(None)


MACHINES: list[tuple[dict[str, str], str]] = [
    ({"LANG": "de_CH.UTF-8"}, "de-CH"),
    ({"LANG": "pt_BR@euro"}, "pt-BR"),
    ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr"}, "fr"),
    ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "fr", "LC_ALL": "nl_NL"}, "nl-NL"),
    ({"LC_ALL": "", "LANG": "de"}, "de"),
    ({"LANG": "C.UTF-8"}, "en"), ({"LANG": "POSIX"}, "en"), ({"LANG": "x\n"}, "en"), ({}, "en"),
]  # fmt: skip


@pytest.mark.parametrize(("variables", "tag"), MACHINES)
def test_the_language_is_the_machines_where_nobody_names_one(
    variables: dict[str, str], tag: str
) -> None:
    assert choose_language(None, variables) == Language(tag)
    assert choose_language("nl", variables) == Language("nl", is_asked=True)


@pytest.mark.parametrize("written", ["German", "d", "de_DE", "de\n", "", "../de"])
def test_what_is_no_language_is_refused(written: str) -> None:
    with pytest.raises(WrongUse, match="is no language"):
        choose_language(written, {})


def test_a_guide_is_found_again_in_its_language_by_its_full_name(workshops: Path) -> None:
    write(workshops, "drucker.de.yaml", language="de")
    german = guide_files.load_guide("drucker", workshops, Language("de-AT"))
    assert german.source.full_id == "drucker.de"
    assert guide_files.load_guide(german.source.full_id, workshops, ENGLISH).guide == german.guide
    assert guide_files.load_guide("drucker", workshops).source.full_id == "drucker.en"
    with pytest.raises(NotHere, match=r"drucker\.fr"):
        guide_files.load_guide("drucker.fr", workshops)
