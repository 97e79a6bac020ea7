"""A customer is one line through the years, whatever happens to them, and a story from its end."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from customer_cli.cli.history import report_history
from customer_cli.cli.output import Format, draw_page
from customer_cli.diff.change import KINDS, SHAPES, change
from customer_cli.diff.compare import compare
from customer_cli.diff.side import date_records
from customer_cli.diff.story import Story, line_of, story
from customer_cli.diff.timeline import Chronicle, Edition, chronicle
from customer_cli.errors import WrongUse
from customer_cli.record import documents
from customer_cli.record.model import Record
from customer_cli.render.text import Screen
from customer_cli.reports.changes import QUIET, describe_knowledge, story_sentences
from customer_cli.reports.history import build_history_page, build_story_page
from customer_cli.reports.timeline import notes, sign
from customer_cli.text import visible
from customer_cli.yamldoc import reader
from tests.conftest import EXAMPLE, Run
from tests.strategies import records
from tests.test_git import Git, commit, git
from tests.test_views import OBEYED, golden, letters

__all__ = ["git"]

# Records take longer to invent than to draw.
few = settings(max_examples=10)

# ---- a year in a line: `*` primary, `(x)` not ranked, `x:Name`, `x=was+was`, `-x` left


FILES: tuple[Format, ...] = ("markdown", "html", "json", "csv", "svg")


def exported(seen: Any, format: Format) -> str:
    """What a file of another format than text holds."""
    return str(report_history(seen).render(format))


def year(number: int, said: str) -> Record:
    customers: dict[str, Any] = {}
    order, left, primary = [], [], None
    for word in said.split():
        if word.startswith("-"):
            left.append({"id": word[1:], "because": "moved away"})
            continue
        key, name, was = re.fullmatch(r"\(?(\w+)(?::(\w+))?\*?(?:=([\w+]+))?\)?", word).groups()  # type: ignore[union-attr]
        customers[key] = {"name": name or key.upper(), "was": was.split("+") if was else []}
        order += [] if word.startswith("(") else [key]
        primary = key if "*" in word else primary
    return Record.model_validate(
        {"team": "T", "held": f"{number}-03-14", "primary": primary, "order": order,
         "customers": customers, "left": left}
    )  # fmt: skip


def years(*said: str) -> Chronicle:
    made = [year(2021 + number, one) for number, one in enumerate(said)]
    return chronicle([Edition(one, str(one.held.year), one.held) for one in made])


def drawn(whole: Chronicle) -> list[str]:
    numbers = range(len(whole.editions))
    return [
        f"{'  ' * line.depth}{line.newest.name} {''.join(sign(line, one) for one in numbers)}"
        f" {'; '.join(notes(whole, number))}".rstrip()
        for number, line in enumerate(whole.lines)
    ]


TEAMS: dict[str, tuple[list[str], list[str]]] = {
    "nothing happens": (["a* b"] * 5, ["A 11111 primary", "B 22222"]),
    "today's order is the order of the rows": (
        ["a b c", "a b c", "c a b", "c b a", "c b a"], ["C 33111", "B 22322", "A 11233"],
    ),
    "the primary customer changes, and changes back": (
        ["a* b", "a b*", "a b*", "a* b", "a* b"],
        ["A 11111 primary until 2021; primary since 2024", "B 22222 primary from 2022 to 2023"],
    ),
    "primary for one year": (
        ["a b", "a b", "a b*", "a b", "a b"], ["A 11111", "B 22222 primary in 2023"],
    ),
    "a better name, and then another": (
        ["a:Ann", "a:Ann", "a:Anna", "a:Anna", "a:Annabel"],
        ["Annabel 11111 renamed in 2023, was Ann; renamed in 2025, was Anna"],
    ),
    "another id": (["a:Ann", "b:Ann=a"], ["Ann 11 new id in 2022, was a"]),
    "another id under another name, and the declaration stays": (
        ["a:Ann", "b:Bea=a", "b:Bea=a", "b:Bea=a", "b:Bea=a"],
        ["Bea 11111 renamed in 2022, was Ann"],
    ),
    "somebody joins": (["a", "a", "a b", "a b", "b a"], ["B ..221 joined in 2023", "A 11112"]),
    "somebody leaves": (
        ["a b", "a b", "b -a", "b -a", "b -a"], ["B 22111", "A 11--- left in 2023"],
    ),
    "somebody vanishes without a word": (
        ["a b", "b", "b", "b", "b"], ["B 21111", "A 1---- gone in 2022, nothing says why"],
    ),
    "whoever left last stands before who left long ago": (
        ["a b c", "b c -a", "c -a -b"], ["C 321", "B 21- left in 2023", "A 1-- left in 2022"],
    ),
    "a split": (
        ["a b", "a b", "x=a b y=a", "b x=a y=a", "y=a b x=a"],
        ["A 11--- split in 2023", "  Y ..331 split off in 2023", "  X ..123 split off in 2023",
         "B 22212"],
    ),
    "a split in which a part keeps the id": (
        ["a b", "a b z=a"],
        ["A 1- split in 2022", "  A .1 split off in 2022", "  Z .3 split off in 2022", "B 22"],
    ),
    "a part is split again": (
        ["a", "x=a y=a", "u=x y=a v=x"],
        ["A 1-- split in 2022", "  X .1- split off in 2022; split in 2023", "    U ..1 split off in 2023",
         "    V ..3 split off in 2023", "  Y .22 split off in 2022"],
    ),
    "a merger": (
        ["a b c", "a b c", "c z=a+b", "z=a+b c", "z=a+b c"],
        ["A 11--- merged into Z in 2023", "B 22--- merged into Z in 2023",
         "Z ..211 merged from A and B in 2023", "C 33122"],
    ),
    "a merger that keeps an id": (
        ["a b", "a=b"],
        ["A 1- merged into A in 2022", "B 2- merged into A in 2022",
         "A .1 merged from A and B in 2022"],
    ),
    "a part of one goes to another": (
        ["a b", "x=a y=a+b"],
        ["A 1- split into X and Y in 2022", "  X .1 split off in 2022",
         "B 2- merged into Y in 2022", "Y .2 merged from A and B in 2022"],
    ),
    "whoever left and is named again goes on with their line": (
        ["a b", "b -a", "b a", "b a", "b -a"],
        ["B 21111", "A 1-22- came back in 2023; left in 2025"],
    ),
    "a split that is taken back": (
        ["a", "x=a y=a", "a"],
        ["A 1-- split in 2022", "  X .1- split off in 2022; merged into A in 2023",
         "  Y .2- split off in 2022; merged into A in 2023", "A ..1 merged from X and Y in 2023"],
    ),
    "whoever was split, and whose parts left, is somebody else when named again": (
        ["a", "x=a y=a", "b -x -y", "b a -x -y"],
        ["B ..11 joined in 2023", "A ...2 joined in 2024", "A 1--- split in 2022",
         "  X .1-- split off in 2022; left in 2023", "  Y .2-- split off in 2022; left in 2023"],
    ),
    "ranked, not ranked, and ranked again": (
        ["a b", "a (b)", "a b", "a b", "a (b)"], ["A 11111", "B 2*22*"],
    ),
    "one record": (["a* b"], ["A 1 primary", "B 2"]),
    "a record without customers": (["a", "", "a"], ["A 1-1 came back in 2023"]),
}  # fmt: skip


@pytest.mark.parametrize(("said", "lines"), TEAMS.values(), ids=TEAMS)
def test_who_was_where_is_one_line_for_each_customer(said: list[str], lines: list[str]) -> None:
    assert drawn(years(*said)) == lines


@pytest.mark.parametrize("said", [said for said, _ in TEAMS.values()], ids=TEAMS)
def test_every_customer_of_every_year_stands_in_one_line(said: list[str]) -> None:
    whole = years(*said)
    for number, edition in enumerate(whole.editions):
        there = [place for line in whole.lines if (place := line.places[number])]
        assert sorted(place.id for place in there) == sorted(edition.record.customers)
    for number, line in enumerate(whole.lines):
        assert all(number in whole.lines[one].children for one in line.parents)
        assert all(number in whole.lines[one].parents for one in line.children)


def test_the_numbers_of_a_year_are_those_of_the_comparison() -> None:
    found = literacy().counts
    both = compare(*date_records(read("2023"), read("2024")))
    assert (found[0].flipped, found[0].compared) == (None, None)
    assert (found[1].flipped, found[1].compared) == (len(both.pairs.flipped), both.pairs.compared)
    assert [(one.heard, one.values) for one in found] == [(9, 17), (15, 20)]


def test_what_was_heard_after_a_sitting_is_no_news_of_that_year() -> None:
    value = {"id": "v", "text": "V", "evidence": [{"kind": "said", "date": "2022-09-01"}]}
    data: dict[str, Any] = {"team": "T", "customers": {"a": {"name": "A", "values": [value]}}}
    made = [Record.model_validate(data | {"held": held}) for held in ("2022-03-14", "2023-03-14")]
    whole = chronicle([Edition(one, str(one.held), one.held) for one in made])
    assert [counts.heard for counts in whole.counts] == [0, 1]
    assert chronicle(whole.editions[:1]).counts[0].heard == 1


# ---- stories


def read(label: str) -> Any:
    data = (EXAMPLE / f"{label}.yaml").read_bytes()
    return documents.read_shape(reader.read(data, f"{label}.yaml"))


def literacy() -> Chronicle:
    made = [(label, read(label)) for label in ("2023", "2024")]
    return chronicle([Edition(one, label, one.held) for label, one in made])


def story_of(whole: Chronicle, asked: str) -> Story:
    return story(whole, line_of(whole, asked))


def told(found: Story) -> dict[str, list[str]]:
    return {
        found.chronicle.editions[chapter.edition].label: story_sentences(found, chapter)
        for chapter in found.chapters
    }


MUCH = ["a:Ann* b", "a:Anna* b", "b* a:Anna", "b* x:Xia=a y=a", "x:Xia* b y=a"]


def test_the_story_of_one_who_was_renamed_and_split_begins_with_the_newest_year() -> None:
    found = story_of(years(*MUCH), "x")
    assert found.names == ("Xia", "Anna", "Ann")
    assert list(told(found).items()) == [
        ("2025", ["became the primary customer, after B", "from place 2 to 1", "now before B"]),
        ("2024", ["Anna: split into Xia and Y"]),
        ("2023", ["no longer the primary customer; that is B", "from place 1 to 2", "now behind B"]),
        ("2022", ["renamed: [-Ann-] {+Anna+}"]),
        ("2021", ["first named"]),
    ]  # fmt: skip


def test_the_story_of_one_who_was_split_ends_with_the_split() -> None:
    found = told(story_of(years(*MUCH), "Ann"))
    assert list(found) == ["2024", "2023", "2022", "2021"]
    assert found["2024"] == ["Anna: split into Xia and Y"]


ENDS: list[tuple[list[str], str, dict[str, list[str]]]] = [
    (["a b", "b -a", "b"], "a", {"2022": ["left: moved away"], "2021": ["first named"]}),
    (["a b", "b", "b"], "a",
     {"2022": ["gone; nothing says what became of them"], "2021": ["first named"]}),
    (["a b c", "c z=a+b"], "z",
     {"2022": ["A and B: merged into Z", "now behind C"], "2021": ["first named"]}),
    (["b", "a b"], "a", {"2022": ["first named"]}),
    (["b", "a b"], "b", {"2022": ["from place 1 to 2, because others came or went"],
                         "2021": ["first named"]}),
    (["a b", "a (b)", "a b"], "b",
     {"2023": ["ranked, place 2"], "2022": ["not ranked any more, was place 2"],
      "2021": ["first named"]}),
    (["a", "a"], "a", {"2022": [QUIET], "2021": ["first named"]}),
    (["a", "", "a"], "a",
     {"2023": ["joined as A"], "2022": ["gone; nothing says what became of them"],
      "2021": ["first named"]}),
]  # fmt: skip


@pytest.mark.parametrize(("said", "asked", "chapters"), ENDS)
def test_a_story_tells_what_happened_to_them_and_nothing_else(
    said: list[str], asked: str, chapters: dict[str, list[str]]
) -> None:
    assert told(story_of(years(*said), asked)) == chapters


def test_a_story_tells_what_they_value_and_how_it_is_known() -> None:
    found = told(story_of(literacy(), "teachers"))["2024"]
    assert any(said.startswith("reworded: To be [-respected") for said in found)
    assert any(said.startswith("confirmed, was heard: ") for said in found)
    assert any(said.startswith("contradicted, was untested: ") for said in found)
    assert "3 pieces of evidence more" in found


NAMES = [
    ("x", "X"), ("a", "X"), ("Ann", "X"), ("anna", "X"), ("an", "X"), ("b", "B"), ("B", "B"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "named"), NAMES)
def test_a_customer_is_found_by_any_id_or_name_they_ever_had(asked: str, named: str) -> None:
    whole = years("a:Ann b", "a:Anna b", "x=a b")
    assert whole.lines[line_of(whole, asked)].newest.name == named


@pytest.mark.parametrize(
    ("asked", "said"), [("zzz", "was ever called"), ("be", r"fits several:\n  x: .*\n  y: ")]
)
def test_who_is_nobody_or_several_has_no_story(asked: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        line_of(years("x:Bea y:Ben", "x:Xia y:Yao"), asked)


def test_an_id_comes_before_a_name_and_the_newest_before_the_older() -> None:
    whole = years("ann:bea bea:Cleo", "ann:bea bea:Cleo")
    assert story_of(whole, "bea").names == ("Cleo",)
    split = years("a:Ann b", "a:Anna b z=a")
    assert list(told(story_of(split, "a"))) == ["2022", "2021"]
    assert story_of(split, "a").names == ("Anna", "Ann")


def test_people_are_counted_who_spoke_for_themselves() -> None:
    evidence = [{"kind": "said", "people": 2}, {"kind": "proxy", "people": 5}, {"kind": "guess"}]
    customer = {"name": "A", "values": [{"text": "V", "evidence": evidence}]}
    made = Record.model_validate({"team": "T", "held": "2024-03-14", "customers": {"a": customer}})
    (chapter,) = story(chronicle([Edition(made, "2024", made.held)]), 0).chapters
    said = describe_knowledge(chapter)
    assert said == "1 of 1 value heard; 3 pieces of evidence, 2 people heard"


def test_whatever_names_a_customer_is_in_their_story_but_what_only_mentions_them() -> None:
    ids = {"customer", "now_wins", "prefer", "over"}
    told = {"written", "value_moved", "primary", "split", "merged", "joined", "left", "question"}
    for name, kind in KINDS.items():
        concerns = {
            field for field, shape in kind.fields.items() if SHAPES[shape].names in ("old", "new")
        }
        assert ids & {*kind.fields} <= concerns, name
        assert concerns or name not in told, name
    assert change("expected_added", about="a", text="x").customers("old", "new") == []
    assert change("expected_added", about="a", text="x").customers() == ["a"]


# ---- views


@pytest.mark.parametrize("width", [100, 64, 40])
def test_the_example_looks_as_it_did(width: int) -> None:
    golden(f"history-{width}.txt", draw_page(Screen(build_history_page(literacy())), width))


@pytest.mark.parametrize("width", [100, 64, 40])
def test_five_years_look_as_they_did(width: int) -> None:
    golden(f"history-five-{width}.txt", draw_page(Screen(build_history_page(five())), width))


def five() -> Chronicle:
    """Everything that can happen to a customer, in five years."""
    return years(
        "children:Children* teachers:Teachers donors:Donors staff:Employees pupils:Pupils",
        "children:Children* teachers:Teachers staff:Employees donors:Donors pupils:Pupils (office:Office)",
        "children:Children* teachers:Tutors donors:Donors staff:Employees (office:Office) -pupils",
        "teachers:Tutors* children:Children gifts:Foundations=donors givers:Givers=donors staff:Employees (office:Office)",
        "teachers:Tutors* children:Children own:Colleagues=staff+office gifts:Foundations givers:Givers",
    )


def test_the_example_is_exported_as_it_was() -> None:
    golden("history.json", exported(literacy(), "json"))
    golden("history.csv", exported(literacy(), "csv"))
    golden("history.md", exported(literacy(), "markdown"))
    golden("history.svg", exported(literacy(), "svg"))
    golden("history-five.svg", exported(five(), "svg"))


def test_the_story_of_the_example_is_told_as_it_was() -> None:
    found = story_of(literacy(), "foundations")
    golden("story-64.txt", draw_page(Screen(build_story_page(found)), 64))
    golden("story-40.txt", draw_page(Screen(build_story_page(found)), 40))
    golden("story.json", exported(found, "json"))
    golden("story.csv", exported(found, "csv"))
    golden("story.md", exported(found, "markdown"))


@st.composite
def chronicles(draw: st.DrawFn) -> Chronicle:
    """Two or three records of anybody, by day, one with a label that wants to be obeyed."""
    made = sorted(draw(st.lists(records(), min_size=2, max_size=3)), key=lambda one: one.held)
    hostile = "\x1b]0;owned\x07</title>&<script>|=1"
    said = [Edition(one, f"{number}{hostile}", one.held, hostile, "abc") for number, one in enumerate(made)]  # fmt: skip
    return chronicle(said, left_out=[f"{hostile}.yaml"], is_cut=True, versions_of=hostile)


@few
@given(chronicles())
def test_nothing_gets_out_of_a_view_and_no_letter_gets_lost(whole: Chronicle) -> None:
    said = letters("".join(line.newest.name for line in whole.lines) + whole.team)
    for width in (20, 40, 64, 120):
        shown = draw_page(Screen(build_history_page(whole)), width)
        assert not OBEYED.search(shown)
        assert not said - letters(shown)
        assert max(cell_len(line) for line in shown.splitlines()) <= width
    for format in FILES:
        assert not OBEYED.search(exported(whole, format).replace("\r\n", "\n"))
    for number in range(len(whole.lines)):
        found = story(whole, number)
        shown = draw_page(Screen(build_story_page(found)), 40)
        assert not OBEYED.search(shown)
        assert not letters("".join(found.names)) - letters(shown)
        for format in FILES[:-1]:
            assert not OBEYED.search(exported(found, format).replace("\r\n", "\n"))


@few
@given(chronicles())
def test_every_export_is_read_back_as_what_it_should_be(whole: Chronicle) -> None:
    names = [line.newest.name for line in whole.lines]
    assert [one["name"] for one in json.loads(exported(whole, "json"))["customers"]] == names
    rows = list(csv.reader(io.StringIO(exported(whole, "csv"), newline="")))
    assert len(rows) == 1 + len(whole.lines) * len(whole.editions)
    assert {len(row) for row in rows} == {13}
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for row in rows for cell in row)
    page = MarkdownIt("gfm-like").render(exported(whole, "markdown"))
    assert page.count("<tr>") == 1 + len(whole.lines) + 2
    assert page.count("<td") == (len(whole.editions) + 2) * (len(whole.lines) + 2)
    assert not re.search(r"<(a|img|script|em|del|code|h[2-6])\b", page)


SVG = "{http://www.w3.org/2000/svg}"


@few
@given(chronicles())
def test_the_picture_holds_text_and_shapes_and_says_all_it_shows(whole: Chronicle) -> None:
    drawing = ElementTree.fromstring(exported(whole, "svg"))
    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "text", "g", "path", "circle"}
    for element in drawing.iter():
        assert not any(name.startswith("on") or "href" in name for name in element.attrib)
    description = drawing.findtext(f"{SVG}desc") or ""
    for line in whole.lines:
        assert not letters(visible(line.newest.name, breaks=True)) - letters(description) or (
            set(line.newest.name) & set("\ufffe\uffff")
        )
    circles = sum(1 for _ in drawing.iter(f"{SVG}circle"))
    assert circles == sum(len(line.there) for line in whole.lines)
    width, height = int(drawing.attrib["width"]), int(drawing.attrib["height"])
    for circle in drawing.iter(f"{SVG}circle"):
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < height


def test_the_picture_tells_the_primary_by_weight_and_a_split_by_branches() -> None:
    drawing = exported(years("a* b", "b* a", "b* x=a y=a"), "svg")
    assert drawing.count('class="branch"') == 2
    assert drawing.count('class="line primary"') == 1
    assert drawing.count('class="dot primary"') == 3
    assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme: dark" in drawing


def test_names_in_wide_letters_stay_in_their_column() -> None:
    name = "還不會讀書的孩子們和他們的老師"
    data = {
        "team": "讀書會",
        "held": "2024-03-14",
        "order": ["a"],
        "customers": {"a": {"name": name}},
    }
    made = Record.model_validate(data)
    whole = chronicle([Edition(made, label, made.held) for label in ("2023", "2024")])
    for width in (40, 64, 100):
        lines = draw_page(Screen(build_history_page(whole)), width).splitlines()
        assert max(map(cell_len, lines)) <= width
        heads, row = lines[2], next(line for line in lines if "還" in line)
        assert cell_len(heads[: heads.rindex("2024") + 4]) == cell_len(row[: row.rindex("1") + 1])


def test_a_year_stays_with_its_rank_where_years_do_not_fit_side_by_side() -> None:
    shown = draw_page(Screen(build_history_page(years(*["a b", "b a"] * 8))), 40)
    assert "\n  2021 1, 2022 2, 2023 1, 2024 2,\n  2025 1," in shown
    assert not re.search(r"^  .*\d{4}$", shown, re.MULTILINE)


# ---- the command


def write(room: Path, label: str, text: str) -> Path:
    path = room / "workshops" / f"{label}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def small(held: int, *names: str) -> str:
    customers = "".join(f"  {name}: {{name: {name.upper()}}}\n" for name in names)
    order = f"order: [{', '.join(names)}]\n"
    return f"team: T\nheld: {held}-03-14\n{order}customers:\n{customers}"


def test_a_record_that_cannot_be_read_is_named_and_the_rest_is_shown(
    workshop: Path, call: Run
) -> None:
    for held in (2021, 2023):
        write(workshop, str(held), small(held, "a", "b"))
    write(workshop, "2022", "team: T\nheld: [\n")
    ended = call("history")
    assert ended.code == 0
    assert "2021  2023" in re.sub(" +", "  ", ended.out)
    assert "Left out, because it cannot be read: workshops/2022.yaml." in ended.out
    assert "workshops/2022.yaml:" in ended.err
    assert json.loads(call("history", "--json").out)["left_out"] == ["workshops/2022.yaml"]


def test_where_nothing_can_be_read_every_problem_is_told(workshop: Path, call: Run) -> None:
    write(workshop, "2021", "team: T\n")
    write(workshop, "2022", "held: [\n")
    ended = call("history")
    assert (ended.code, ended.out) == (3, "")
    assert "2021.yaml" in ended.err
    assert "2022.yaml" in ended.err


def test_records_stand_by_the_day_they_were_held_and_not_by_their_label(
    workshop: Path, call: Run
) -> None:
    for label, held in {"autumn": 2023, "spring": 2022, "winter": 2021}.items():
        write(workshop, label, small(held, "a"))
    editions = json.loads(call("history", "--json").out)["editions"]
    assert [one["label"] for one in editions] == ["winter", "spring", "autumn"]


def test_one_record_is_shown_and_what_comes_next_is_said(workshop: Path, call: Run) -> None:
    write(workshop, "2021", small(2021, "a", "b"))
    ended = call("history")
    assert ended.code == 0
    assert "There is one record so far; a history begins with the second." in ended.out
    assert "next: customer-cli interview --from 2021" in ended.err


def test_several_teams_have_a_history_each(workshop: Path, call: Run) -> None:
    for team, names in {"north": "ab", "south": "cd"}.items():
        for held in (2021, 2022):
            write(workshop, f"{team}/{held}", small(held, *names))
    ended = call("history")
    assert (ended.code, ended.out) == (2, "")
    assert "--team north" in ended.err
    south = json.loads(call("history", "--team", "south", "--json").out)
    assert [one["label"] for one in south["editions"]] == ["2021", "2022"]
    assert [one["id"] for one in south["customers"]] == ["c", "d"]


WRONG = [
    (["history", "teechers"], 2, 'Did you mean "teachers"?'),
    (["history", "Fuondations"], 2, 'Did you mean "foundations"?'),
    (["history", "2023"], 2, "`customer-cli show 2023` shows that record."),
    (["history", "teachers", "--format", "svg"], 2, "There are: text, markdown, html, json, csv."),
    (["history", "-o", "x.mmd"], 2, "There are: text, markdown, html, json, csv, svg."),
    (["history", "-o", "x.odt"], 2, "Use one of .txt .json .csv .md .markdown .html .htm .svg,"),
    (["history", "--team", "x", "--revisions"], 4, "is in no git repository"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG)
def test_what_cannot_be_shown_is_said_with_what_can(
    arguments: list[str], code: int, said: str, literacy: Path, call: Run
) -> None:
    ended = call(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_a_folder_without_records_says_how_the_first_is_made(workshop: Path, call: Run) -> None:
    ended = call("history")
    assert (ended.code, ended.out) == (4, "")
    assert "makes the first one" in ended.err


@pytest.mark.parametrize("ending", ["txt", "md", "json", "csv", "svg"])
def test_the_ending_of_a_file_chooses_the_format(ending: str, literacy: Path, call: Run) -> None:
    assert call("history", "-o", f"h.{ending}").code == 0
    written = (literacy / f"h.{ending}").read_text(encoding="utf-8-sig")
    beginnings = {"txt": "Lamp", "md": "# Lamp", "json": "{", "csv": "team,", "svg": "<svg "}
    assert written.startswith(beginnings[ending])
    assert call("history", "-o", f"h.{ending}").code == 2


# ---- versions in git


def versions(git: Git, room: Path) -> Path:
    path = room / "workshops" / "2024.yaml"
    commit(git, path, small(2024, "a", "b"))
    commit(git, path, small(2024, "b", "a"))
    (room / "notes.txt").write_text("elsewhere", encoding="utf-8")
    commit(git, path, small(2024, "b", "a", "c"))
    return path


def test_with_revisions_every_commit_of_one_record_is_a_column(
    git: Git, workshop: Path, call: Run
) -> None:
    versions(git, workshop)
    shorts = git("log", "--format=%H", "--reverse").split()
    found = json.loads(call("history", "--revisions", "--json").out)
    assert (found["of"], found["record"], found["shallow"]) == ("versions", "2024", False)
    assert [one["commit"] for one in found["editions"]] == [short[:7] for short in shorts]
    assert {one["author"] for one in found["editions"]} == {"Sari"}
    ranks = {
        one["id"]: [place and place["rank"] for place in one["places"]]
        for one in found["customers"]
    }
    assert ranks == {"b": [2, 1, 1], "a": [1, 2, 2], "c": [None, None, 3]}
    assert call("history", "--revisions", "2024", "--json").out == call("history", "--json", "--revisions").out  # fmt: skip


def test_the_story_in_commits_names_author_and_day_and_leaves_out_what_is_not_theirs(
    git: Git, workshop: Path, call: Run
) -> None:
    versions(git, workshop)
    second = git("log", "--format=%h", "--reverse", "--abbrev=7").split()[1]
    ended = call("history", "a", "--revisions", "2024")
    assert ended.code == 0
    assert re.search(rf"^{second}  \d{{4}}-\d\d-\d\d, Sari; place 2$", ended.out, re.MULTILINE)
    assert ended.out.count("Sari") == 2
    assert "- now behind B" in ended.out


def test_a_version_that_is_no_record_is_named_and_left_out(
    git: Git, workshop: Path, call: Run
) -> None:
    path = workshop / "workshops" / "2024.yaml"
    commit(git, path, small(2024, "a", "b"))
    commit(git, path, "<<<<<<< ours\n")
    broken = git("rev-parse", "--short=7", "HEAD").strip()
    commit(git, path, small(2024, "b", "a"))
    ended = call("history", "--revisions")
    assert ended.code == 0
    assert f"{broken}:workshops/2024.yaml" in ended.err
    assert f"{broken}:workshops/2024.yaml" in ended.out


def test_a_shallow_clone_says_that_its_history_is_cut(
    git: Git, workshop: Path, call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions(git, workshop)
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", workshop.as_uri(), str(clone)], check=True
    )
    monkeypatch.chdir(clone)
    ended = call("history", "--revisions", "2024")
    assert ended.code == 0
    assert re.search(
        r"History before \d{4}-\d\d-\d\d is not here: git fetch --unshallow", ended.out
    )
    assert json.loads(call("history", "--revisions", "--json").out)["shallow"] is True


def test_a_record_that_was_never_committed_says_so(git: Git, workshop: Path, call: Run) -> None:
    write(workshop, "2024", small(2024, "a"))
    ended = call("history", "--revisions", "2024")
    assert (ended.code, ended.out) == (4, "")
    assert "never committed" in ended.err
    assert "git add workshops/2024.yaml" in ended.err


def test_versions_that_rank_alike_are_told_as_one(
    git: Git, workshop: Path, call: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    path = workshop / "workshops" / "2024.yaml"
    head = "team: T\nheld: 2024-03-14\nprimary: a\n"
    people = "customers:\n  a: {name: Children}\n  b: {name: Cooks}\n"
    orders = ["[a, b]"] * 12 + ["[b, a]"] + ["[a, b]"] * 2 + ["[a]"] * 3
    for number, order in enumerate(orders):
        commit(git, path, f"{head}order: {order}\nslogan: Version {number}\n{people}")
    commits = git("log", "--reverse", "--format=%H").split()
    first, last, flipped, back, again, *_ = [commits[n][:7] for n in (0, 11, 12, 13, 14)]
    alone, newest = commits[15][:7], commits[17][:7]
    said = " ".join(call("history", "--revisions").out.split())
    assert f"Children {first} to {last} 1, {flipped} 2, {back} to {newest} 1 " in said
    assert (f"Cooks {first} to {last} 2, {flipped} 1, {back} to {again} 2, "
            f"{alone} to {newest} not ranked ") in said  # fmt: skip
    assert said.count("0 of 1 pairs changed places") == 2
    assert f"- {flipped} to {back}: 1 of 1 pairs changed places" in said
    # Years are told one by one, as people say them.
    for year in range(2000, 2024):
        file = path.with_name(f"{year}.yaml")
        file.write_text(
            f"{head.replace('2024', str(year))}order: [a, b]\n{people}", encoding="utf-8"
        )
    assert "2000 1, 2001 1, 2002 1, " in call("history").out
