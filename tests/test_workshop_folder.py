"""The `workshops` folder: what is found, which record is meant, where a new one goes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from customer_cli.errors import CustomerError, NotHere, Unreadable, WrongUse
from customer_cli.record.documents import validate
from customer_cli.record.model import Record
from customer_cli.storage.disk import Fingerprint
from customer_cli.workshop.folder import Workshops
from customer_cli.workshop.judging import DatedFiles, Judgement, judge_record, read_held_day

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, held: str = "2024-03-14", more: str = "") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"team: x\nheld: {held}\n{more}", encoding="utf-8")
        return path

    return write


def labels(folder: Path, team: str | None = None) -> list[str]:
    return [entry.label for entry in Workshops.find(folder).entries(team)]


def refusal(kind: type[CustomerError], call: Callable[[], object]) -> str:
    with pytest.raises(kind) as caught:
        call()
    return f"{caught.value.message} {caught.value.remedy}"


def test_the_nearest_folder_here_or_above_is_found(tmp_path: Path, write: Write) -> None:
    write("workshops/2024.yaml")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert Workshops.find(below).folder == tmp_path / "workshops"
    assert Workshops.find(tmp_path / "workshops").folder == tmp_path / "workshops"
    (tmp_path / "a" / "workshops").mkdir()
    assert Workshops.find(below).folder == tmp_path / "a" / "workshops"


def test_where_there_is_none_it_will_be_here(tmp_path: Path) -> None:
    workshops = Workshops.find(tmp_path)
    assert workshops.folder == tmp_path / "workshops"
    assert not workshops.exists
    assert workshops.entries() == ()
    assert workshops.teams() == ()
    message = refusal(NotHere, lambda: workshops.resolve(None))
    assert "no record yet in workshops" in message
    assert "customer-cli interview" in message


def test_a_folder_can_be_named_and_a_file_cannot(tmp_path: Path, write: Write) -> None:
    path = write("records/2024.yaml")
    workshops = Workshops.find(tmp_path, Path("records"))
    assert workshops.folder == path.parent
    assert workshops.exists
    assert workshops.drafts == path.parent / ".customer-cli" / "drafts"
    refusal(WrongUse, lambda: Workshops.find(tmp_path, path))


def test_records_are_yaml_files_of_the_folder_and_its_teams(tmp_path: Path, write: Write) -> None:
    for name in (
        "2024.yaml", "2023.yml", "north/2024.yaml", "south/autumn-2024.yaml", "guides/ours.yaml",
        ".hidden/2024.yaml", ".2024.yaml", "notes.md", "2024.ballots/rina.yaml",
        "north/deeper/2024.yaml", ".customer-cli/drafts/2024.yaml",
    ):  # fmt: skip
        write(f"workshops/{name}")
    assert labels(tmp_path) == ["2023", "2024", "north/2024", "south/autumn-2024"]
    assert labels(tmp_path, "north") == ["north/2024"]
    assert Workshops.find(tmp_path).teams() == ("north", "south")


def test_a_folder_without_records_is_no_team(tmp_path: Path, write: Write) -> None:
    write("workshops/2024.yaml")
    (tmp_path / "workshops" / "pictures").mkdir()
    assert Workshops.find(tmp_path).teams() == ()


def test_links_lead_to_files_of_the_folder_and_never_to_folders(
    tmp_path: Path, write: Write
) -> None:
    write("workshops/2024.yaml")
    write("workshops/east/2020.yaml")
    elsewhere = write("elsewhere/2020.yaml")
    folder = tmp_path / "workshops"
    (folder / "2020.yaml").symlink_to("east/2020.yaml")
    (folder / "east" / "2024.yaml").symlink_to("../2024.yaml")
    (folder / "2021.yaml").symlink_to(elsewhere)
    (folder / "east" / "2021.yaml").symlink_to(elsewhere)
    (folder / "north").symlink_to(elsewhere.parent)
    (folder / "gone.yaml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(folder / "pipe.yaml")
    assert labels(tmp_path) == ["2020", "2024", "east/2020", "east/2024"]
    place = Workshops.find(tmp_path)
    for path in ("workshops/2021.yaml", str(folder / "2021.yaml")):
        told = refusal(WrongUse, lambda path=path: place.load(place.resolve(path)))  # type: ignore[misc]
        assert "workshops/2021.yaml: This is a link that leads out of its folder" in told
    refusal(WrongUse, lambda: _with_team(tmp_path, write).place_for("2025", "north"))


def _with_team(folder: Path, write: Write) -> Workshops:
    write("workshops/south/2024.yaml")
    return Workshops.find(folder)


def test_the_newest_is_the_one_held_last(tmp_path: Path, write: Write) -> None:
    write("workshops/a.yaml", "2025-01-01")
    write("workshops/b.yaml", "2024-12-31")
    assert Workshops.find(tmp_path).newest().label == "a"


def test_held_on_one_day_the_later_label_is_the_newest(tmp_path: Path, write: Write) -> None:
    write("workshops/2024-a.yaml")
    write("workshops/2024-b.yaml")
    assert Workshops.find(tmp_path).newest().label == "2024-b"


def test_a_slip_in_an_old_record_does_not_hide_the_newest(tmp_path: Path, write: Write) -> None:
    write("workshops/2023.yaml", "2023-03-14", "lens: druker\n")
    write("workshops/2024.yaml")
    assert Workshops.find(tmp_path).newest().label == "2024"


def test_files_that_do_not_tell_their_day_are_all_told(tmp_path: Path, write: Write) -> None:
    write("workshops/2022.yaml", "soon")
    write("workshops/2023.yaml", "2023-03-14\n<<<<<<< ours")
    write("workshops/2024.yaml")
    workshops = Workshops.find(tmp_path)
    with pytest.raises(Unreadable) as caught:
        workshops.newest()
    files = [problem.file for problem in caught.value.problems]
    assert sorted(set(files)) == ["workshops/2022.yaml", "workshops/2023.yaml"]
    assert workshops.newest(readable_only=True).label == "2024"


def test_nothing_readable_is_told_even_when_slips_are_passed_over(
    tmp_path: Path, write: Write
) -> None:
    write("workshops/2022.yaml", "soon")
    with pytest.raises(Unreadable):
        Workshops.find(tmp_path).newest(readable_only=True)


def test_among_several_teams_one_must_be_named(tmp_path: Path, write: Write) -> None:
    write("workshops/north/2024.yaml")
    write("workshops/south/2023.yaml", "2023-03-14")
    workshops = Workshops.find(tmp_path)
    for call in (lambda: workshops.newest(), lambda: workshops.place_for("2025")):
        message = refusal(WrongUse, call)
        assert "north, south" in message
        assert "--team" in message
    assert workshops.newest("south").label == "south/2023"
    assert workshops.newest("South").label == "south/2023"
    assert 'Did you mean "north"?' in refusal(NotHere, lambda: workshops.newest("norht"))


def test_records_of_no_team_come_before_those_of_teams(tmp_path: Path, write: Write) -> None:
    write("workshops/2023.yaml", "2023-03-14")
    write("workshops/north/2024.yaml")
    assert Workshops.find(tmp_path).newest().label == "2023"


def test_in_a_folder_nobody_shares_any_team_is_the_team(tmp_path: Path, write: Write) -> None:
    write("workshops/2024.yaml")
    assert Workshops.find(tmp_path).newest("Reading for All").label == "2024"


@pytest.mark.parametrize(
    ("text", "team", "label"),
    [
        ("2023", None, "2023"),
        ("north/2024", None, "north/2024"),
        ("2024", "north", "north/2024"),
        ("only-north", None, "north/only-north"),
        ("workshops/2023.yaml", None, "2023"),
        ("workshops/north/2024.yaml", None, "north/2024"),
        ("elsewhere/old.yaml", None, "old"),
        (None, None, "2023"),
        ("", "north", "north/only-north"),
    ],
)
def test_a_record_is_named_by_label_path_or_nothing(
    tmp_path: Path, write: Write, text: str | None, team: str | None, label: str
) -> None:
    write("workshops/2023.yaml", "2023-03-14")
    write("workshops/north/2024.yaml")
    write("workshops/north/only-north.yaml", "2025-03-14")
    write("elsewhere/old.yaml")
    entry = Workshops.find(tmp_path).resolve(text, team)
    assert entry.label == label
    assert entry.path.is_file()


def test_a_label_of_several_teams_needs_the_team(tmp_path: Path, write: Write) -> None:
    write("workshops/north/2024.yaml")
    write("workshops/south/2024.yaml")
    workshops = Workshops.find(tmp_path)
    assert "--team north" in refusal(WrongUse, lambda: workshops.resolve("2024"))
    assert workshops.resolve("2024", "south").label == "south/2024"


def test_a_label_that_is_not_there_is_told_with_one_that_is(tmp_path: Path, write: Write) -> None:
    write("workshops/north/2024.yaml")
    write("workshops/north/spring.yaml")
    workshops = Workshops.find(tmp_path)
    assert 'Did you mean "spring"?' in refusal(NotHere, lambda: workshops.resolve("sprign"))
    far = refusal(NotHere, lambda: workshops.resolve("xyz"))
    assert "There are: north/2024, north/spring." in far
    refusal(NotHere, lambda: workshops.resolve("north"))


def test_a_record_is_loaded_with_its_file_as_it_was(tmp_path: Path, write: Write) -> None:
    path = write("workshops/2024.yaml")
    workshops = Workshops.find(tmp_path)
    loaded = workshops.load(workshops.resolve("2024"))
    assert loaded.record.team == "x"
    assert loaded.document.name == "workshops/2024.yaml"
    assert loaded.fingerprint == Fingerprint.of(path.read_bytes())


def test_a_newer_record_is_loaded_only_where_asked_for(tmp_path: Path, write: Write) -> None:
    write("workshops/2031.yaml", more="format: 2\n")
    workshops = Workshops.find(tmp_path)
    with pytest.raises(Unreadable, match="format 2"):
        workshops.load(workshops.newest())
    assert workshops.load(workshops.newest(), newer_too=True).record.format == 2


def test_files_above_are_named_whole(tmp_path: Path, write: Write) -> None:
    path = write("workshops/2024.yaml")
    assert Workshops.find(tmp_path).display_path(path) == "workshops/2024.yaml"
    assert Workshops.find(path.parent / "north").display_path(path) == str(path)


def test_a_new_record_lies_flat_unless_teams_have_folders(tmp_path: Path, write: Write) -> None:
    folder = tmp_path / "workshops"
    workshops = Workshops.find(tmp_path)
    assert workshops.place_for("2025") == folder / "2025.yaml"
    assert workshops.place_for("2025", "Reading for All") == folder / "2025.yaml"
    write("workshops/north-team/2024.yaml")
    assert workshops.place_for("2025", "north-team") == folder / "north-team" / "2025.yaml"
    assert workshops.place_for("2025", "North Team") == folder / "north-team" / "2025.yaml"
    assert workshops.place_for("2025", "south") == folder / "south" / "2025.yaml"
    (folder / "west").mkdir()
    assert workshops.place_for("2025", "west") == folder / "west" / "2025.yaml"


@pytest.mark.parametrize(
    "label", ["", "..", "../2025", "a/b", "Spring 2025", ".hidden", "2025.yaml", "con", "x\n", "-a"]
)
def test_a_label_that_could_lead_elsewhere_is_refused(tmp_path: Path, label: str) -> None:
    message = refusal(WrongUse, lambda: Workshops.find(tmp_path).place_for(label))
    assert "cannot be a label" in message


@pytest.mark.parametrize("team", ["..", "../south", ".customer-cli", "guides", "South Side"])
def test_a_team_that_could_lead_elsewhere_is_refused(
    tmp_path: Path, write: Write, team: str
) -> None:
    write("workshops/north/2024.yaml")
    refusal(WrongUse, lambda: Workshops.find(tmp_path).place_for("2025", team))


# ---- how a record is judged

TODAY = dt.date(2026, 11, 27)
COPIES = (
    "2026 (Kim's conflicted copy 2026-11-27).yaml", "2026.sync-conflict-20261127-101010-ABC.yaml",
    "2026 (1).yaml", "2026 copy.yaml", "2026~.yaml", "Kopie von 2026.yaml", "2026-.bak.yaml",
)  # fmt: skip


def days_of(*heard: str, held: str = "2026-03-14") -> Record:
    pieces = [{"kind": "said", "date": day} for day in heard]
    data = {"team": "x", "held": held, "customers": {"a": {"name": "A", "evidence": pieces}}}
    return validate(data)


def test_a_record_is_judged_beside_those_it_lies_beside_wherever_one_stands(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    older, newer = write("a/2025.yaml", "2025-03-14"), write("a/2026.yaml", "2026-03-14")
    write("workshops/2027.yaml", "2026-10-01")
    monkeypatch.chdir(tmp_path / "workshops")
    assert judge_record(days_of(), newer, TODAY) == Judgement(TODAY, True)
    assert judge_record(days_of(held="2025-03-14"), older, TODAY) == Judgement(
        dt.date(2025, 3, 14), False
    )
    assert judge_record(days_of(), Path("../a/2026.yaml"), TODAY) == Judgement(TODAY, True)


def test_a_file_that_cannot_be_read_is_never_the_newest(tmp_path: Path, write: Write) -> None:
    readable = write("a/2025.yaml", "2025-03-14")
    write("a/2026.yaml", "2026-03-14", "x: [\n")
    assert judge_record(days_of(), readable, TODAY).is_newest
    assert DatedFiles.of(tmp_path / "a").newest == readable


@pytest.mark.parametrize(
    "text",
    [
        'team: "\nheld: 2030-01-01\n"\n? held\n: 2024-01-01\n',
        '{"team": "x\nheld: 2030-01-01\n", "\\x68eld": 2024-01-01}\n',
        "{team: x, held: 2024-01-01}\n",
        "team: x\n'held' : 2024-01-01\n",
        "team: x\nheld: 2024-01-01   # by hand\n",
        "team: x\nslogan: held: 2030-01-01\n",
        "team: x\nheld: 2024-01-01\r\nslogan: what was held\r\n",
        "held: 2024-01-01\nheld: 2030-01-01\n",
        "held: 2024-13-01\n",
        "held: >\n  2030-01-01\n",
    ],
)
def test_the_day_that_is_seen_at_a_glance_is_the_one_that_is_read(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "2024.yaml"
    path.write_bytes(text.encode())
    try:
        expected = read_held_day(path.read_bytes(), "x")
    except Unreadable:
        assert DatedFiles.of(tmp_path).newest is None
    else:
        assert [one.held for one in DatedFiles.of(tmp_path).every] == [expected]
        assert DatedFiles.of(tmp_path).newest == path


def test_what_was_heard_where_tomorrow_has_begun_is_known(tmp_path: Path, write: Write) -> None:
    path = write("a/2026.yaml")
    tomorrow = TODAY + dt.timedelta(days=1)
    assert judge_record(days_of(str(tomorrow)), path, TODAY).as_of == tomorrow
    assert judge_record(days_of(str(tomorrow), "2026-11-29"), path, TODAY).as_of == tomorrow
    assert judge_record(days_of("2026-11-29", "2020-01-01"), path, TODAY).as_of == TODAY


@pytest.mark.parametrize("name", COPIES)
def test_a_file_that_no_label_names_is_no_record_unless_its_path_is_named(
    tmp_path: Path, write: Write, name: str
) -> None:
    newest = write("workshops/2026.yaml")
    copy = write(f"workshops/{name}", "2027-03-14")
    workshops = Workshops.find(tmp_path)
    assert labels(tmp_path) == ["2026"]
    assert workshops.newest().path == newest
    assert judge_record(days_of(), newest, TODAY).is_newest
    assert workshops.resolve(f"workshops/{name}").path == copy
    assert judge_record(days_of(), copy, TODAY) == Judgement(dt.date(2026, 3, 14), False)
