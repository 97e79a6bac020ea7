"""The examples are what a newcomer copies: they are read, rewritten and judged here."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from customer_cli.analysis import lens, status
from customer_cli.guide.files import load_guide
from customer_cli.lint.format import every_key_is_known
from customer_cli.lint.rule import Subject
from customer_cli.record import documents
from customer_cli.record.format import LensName, is_flow
from customer_cli.record.model import Customer, Evidence, Record, RecordPart, Value
from customer_cli.record.references import complete_ids
from customer_cli.yamldoc import writer
from tests.conftest import PACKAGE, ROOT, Run

EXAMPLES = sorted((ROOT / "workshops").glob("*/*.yaml"))
DEMO = PACKAGE / "data" / "demo" / "literacy.yaml"
every_example = pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)


def read(example: Path) -> Record:
    return documents.read_record(example.read_bytes(), example.name).record


def literacy(year: str) -> Record:
    return read(ROOT / "workshops" / "literacy" / f"{year}.yaml")


def values(record: Record) -> dict[str, tuple[str, Value]]:
    return {
        str(value.id): (key, value)
        for key, customer in record.customers.items()
        for value in customer.values
    }


def evidence(record: Record) -> list[Evidence]:
    in_values = [piece for _, value in values(record).values() for piece in value.evidence]
    return in_values + [piece for c in record.customers.values() for piece in c.evidence]


def statuses(record: Record) -> dict[str, str]:
    return {key: status.status(value, record.held) for key, (_, value) in values(record).items()}


def test_the_examples_are_five_records_of_four_teams() -> None:
    assert [f"{path.parent.name}/{path.stem}" for path in EXAMPLES] == [
        "literacy/2023", "literacy/2024", "makers/2025", "partners/2025", "school/2025",
    ]  # fmt: skip


@every_example
def test_an_example_is_what_the_tool_would_write_byte_for_byte(example: Path) -> None:
    written = writer.dump(read(example).to_data(), flow=is_flow)
    assert written.encode() == example.read_bytes()


@every_example
def test_an_interview_that_is_given_an_example_writes_it_again_byte_for_byte(
    example: Path, workshop: Path, call: Run
) -> None:
    guide, label = read(example).guide, example.stem
    ended = call("interview", "--guide", guide, "--answers", str(example), "--label", label)
    assert ended.code == 0, ended.err
    assert (workshop / "workshops" / example.name).read_bytes() == example.read_bytes()


@every_example
def test_an_example_leaves_no_id_to_be_made_and_no_key_unknown(example: Path) -> None:
    document = documents.read_record(example.read_bytes(), example.name)
    assert complete_ids(document.record.to_data()) == document.record.to_data()
    assert unknown_keys(document.record) == []


@every_example
def test_every_name_in_an_example_leads_somewhere(example: Path) -> None:
    record = read(example)
    people = {person.id for person in record.people}
    customers = set(record.customers)
    for customer in record.customers.values():
        assert {*customer.serves, *customer.same_people_as} <= customers
    for tie in record.tie_breaks:
        assert {tie.prefer, tie.over} <= customers
    assert {change.about for change in record.expected} <= customers
    assert {item.about for item in record.learn} <= customers
    heard = {piece.id for piece in evidence(record)}
    assert {answer for item in record.learn for answer in item.answered_by} <= heard
    assert record.decision is not None
    assert {*record.decision.support, *record.decision.confirmed} <= people
    assert {item.owner for item in record.learn} <= people
    assert {item.owner for item in record.parked} <= people
    assert {dissent.who for dissent in record.decision.dissent} <= people


@every_example
def test_no_tie_break_of_an_example_contradicts_its_order(example: Path) -> None:
    record = read(example)
    rank = {key: number for number, key in enumerate(record.order)}
    for tie in record.tie_breaks:
        if tie.prefer in rank and tie.over in rank:
            assert rank[tie.prefer] < rank[tie.over]


@every_example
def test_an_example_knows_no_evidence_from_after_its_sitting(example: Path) -> None:
    record = read(example)
    assert evidence(record)
    for piece in evidence(record):
        assert piece.kind == "guess" if piece.date is None else piece.date <= record.held


@every_example
def test_what_an_example_leaves_open_or_answers_freely_is_asked_by_its_guide(
    example: Path,
) -> None:
    record = read(example)
    guide = load_guide(record.guide).guide
    asked = {question.id for section in guide.sections for question in section.questions}
    assert {key.split(".")[0] for key in (*record.skipped, *record.answers)} <= asked


@pytest.mark.parametrize("year", ["2023", "2024"])
def test_both_years_of_literacy_show_every_status(year: str) -> None:
    assert set(statuses(literacy(year)).values()) == set(status.STATUSES)


def test_the_second_year_has_evidence_of_every_kind_and_something_old() -> None:
    record = literacy("2024")
    kinds = {"guess", "proxy", "said", "story", "behaviour"}
    assert {piece.kind for piece in evidence(record)} == kinds
    old = [key for key, (_, v) in values(record).items() if status.is_old(v, record.held)]
    assert "meets-requirements" in old


def test_between_the_two_years_of_literacy_things_were_heard() -> None:
    before, after = statuses(literacy("2023")), statuses(literacy("2024"))
    turned = {
        key: (before[key], after[key])
        for key in before
        if key in after and before[key] != after[key]
    }
    assert turned == {
        "like-a-game": ("untested", "confirmed"),
        "letters-from-mother": ("untested", "heard"),
        "can-do-it-monday": ("heard", "confirmed"),
        "a-week-away": ("untested", "contradicted"),
        "way-to-pay": ("heard", "confirmed"),
    }


def test_no_customer_of_literacy_vanishes_without_a_word() -> None:
    before, after = literacy("2023"), literacy("2024")
    gone = set(before.customers) - set(after.customers)
    came_from = {old for customer in after.customers.values() for old in customer.was}
    assert gone == {"donors", "partners"}
    assert came_from == {"donors"}
    assert {left.id for left in after.left} == {"partners"}
    assert after.previous == str(before.held.year)
    assert before.customers["buyers"].name != after.customers["buyers"].name


def test_customers_keep_last_years_place_in_the_file_and_new_ones_come_last() -> None:
    before, after = list(literacy("2023").customers), list(literacy("2024").customers)
    kept = [key for key in before if key in after]
    assert after[: len(kept)] == kept


def test_a_value_of_literacy_moves_with_its_evidence_when_its_customer_is_split() -> None:
    before, after = values(literacy("2023")), values(literacy("2024"))
    moved = {
        key: after[key][0] for key in before if key in after and before[key][0] != after[key][0]
    }
    assert moved == {"honest-and-good-at-it": "foundations"}
    for key in set(before) & set(after):
        earlier = [piece.id for piece in before[key][1].evidence]
        assert [piece.id for piece in after[key][1].evidence][: len(earlier)] == earlier


def test_the_one_change_in_the_order_of_literacy_comes_with_its_reason() -> None:
    before, after = literacy("2023").order, literacy("2024").order
    both = [key for key in before if key in after]
    assert [key for key in after if key in both] == both
    givers = [after.index(key) for key in ("foundations", "monthly-givers")]
    assert before.index("donors") < before.index("staff")
    assert after.index("staff") < min(givers)
    assert "moved past" in literacy("2024").customers["staff"].because


def test_what_literacy_wanted_to_find_out_was_found_out() -> None:
    before, after = literacy("2023"), literacy("2024")
    answered = {item.id for item in after.learn if item.answered_by}
    assert {item.id for item in before.learn} == answered
    assert before.decision is not None
    assert after.decision is not None
    was_right = {d.id: d.was_right for d in after.decision.dissent if d.state == "closed"}
    assert was_right == {"donors-sixth": False, "not-the-mothers": True}
    assert {d.id for d in before.decision.dissent} == set(was_right)


# The reading programme whose published order the example follows, under three lenses.
STANDINGS: dict[LensName, dict[str, str]] = {
    "hierarchy": {
        "children": "impact group and end user",
        "teachers": "end user",
        "buyers": "buyer",
        "gatekeepers": "gatekeeper",
        "partners": "partner",
        "donors": "funder",
        "staff": "works here",
    },
    "drucker": {
        "children": "primary",
        "teachers": "supporting",
        "buyers": "supporting",
        "gatekeepers": "supporting",
        "partners": "supporting",
        "donors": "supporting",
        "staff": "supporting",
    },
    "whose-needs": {
        "children": "customer",
        "teachers": "customer",
        "buyers": "buying side",
        "gatekeepers": "other party",
        "partners": "partner",
        "donors": "buying side",
        "staff": "colleague",
    },
}


@pytest.mark.parametrize("name", STANDINGS)
def test_the_seven_customers_of_literacy_stand_where_the_method_says(name: LensName) -> None:
    record = literacy("2023")
    assert {key: lens.find_standing(key, record, name).name for key in record.order} == STANDINGS[
        name
    ]


def test_the_buyers_of_literacy_may_be_the_teachers_on_another_day() -> None:
    assert literacy("2023").customers["buyers"].same_people_as == ("teachers",)


def standings(team: str) -> dict[str, str]:
    record = read(ROOT / "workshops" / team / "2025.yaml")
    return {key: lens.find_standing(key, record, record.lens).name for key in record.customers}


def test_at_the_school_everybody_is_a_candidate_and_every_doubt_is_kept() -> None:
    assert set(standings("school").values()) == {"candidate"}
    decision = read(ROOT / "workshops" / "school" / "2025.yaml").decision
    assert decision is not None
    assert decision.status == "contested"
    doubtful = {person for person, support in decision.support.items() if support <= 3}
    assert {dissent.who for dissent in decision.dissent} == doubtful


def test_for_the_makers_whoever_uses_the_drawing_is_a_customer() -> None:
    found = standings("makers")
    assert [key for key, standing in found.items() if standing == "customer"] == [
        "pattern-cutters", "merchandisers", "campaign-makers", "purchasing", "planners",
    ]  # fmt: skip
    assert (found["wearers"], found["collection-head"]) == ("final user", "payer")


def test_nobody_whom_the_insurer_pays_is_ranked_as_a_customer() -> None:
    found = standings("partners")
    record = read(ROOT / "workshops" / "partners" / "2025.yaml")
    assert {key for key, standing in found.items() if standing == "customer"} == set(record.order)
    assert found["advisers"] == found["adviser-firms"] == "partner"
    assert found["underwriters"] == found["claims-people"] == "colleague"
    assert (found["employers"], found["supervisor"]) == ("buying side", "other party")


def test_the_demo_is_the_first_year_of_literacy() -> None:
    assert DEMO.read_bytes() == (ROOT / "workshops" / "literacy" / "2023.yaml").read_bytes()


def blocks(document: str) -> list[str]:
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


def unknown_keys(record: Record) -> list[object]:
    doubts = every_key_is_known.find(Subject(record, record.held, record.held))
    return [doubt.path for doubt in doubts]


def test_the_small_record_in_the_manual_is_a_record() -> None:
    small, _ = blocks("record.md")
    record = documents.read_record(small.encode(), "record.md").record
    assert record.primary == record.order[0] == "children"


def test_the_value_in_the_manual_is_a_value() -> None:
    _, value = blocks("record.md")
    inside = "team: T\nheld: 2023-03-16\ncustomers:\n  heads:\n    name: Heads\n"
    whole = inside + "".join(f"    {line}\n" for line in value.splitlines())
    document = documents.read_record(whole.encode(), "record.md")
    assert unknown_keys(document.record) == []
    assert statuses(document.record) == {"way-to-pay": "heard"}


@pytest.mark.parametrize(("heading", "model"), [("## All", Record), ("### A customer", Customer)])
def test_the_manual_lists_the_keys_of_the_format_in_the_order_of_the_format(
    heading: str, model: type[RecordPart]
) -> None:
    manual = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    table = re.split(r"^##+ ", manual[manual.index(heading) + 3 :], flags=re.MULTILINE)[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert re.findall(r"`([a-z_]+)`", "".join(rows)) == list(model.model_fields)


@pytest.mark.parametrize("model", [Value, Evidence])
def test_the_manual_names_every_key_of_a_value_and_its_evidence(model: type[RecordPart]) -> None:
    manual = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    assert [key for key in model.model_fields if not re.search(rf"[` ]{key}[:`]", manual)] == []


def layers() -> list[list[str]]:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = contributing.split("## Layers")[1].split("## One journey")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("| ")]
    return [re.findall(r"`(\w+(?:\.py|/))`", row) for row in rows[1:]]


def imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("customer_cli"):
            _, *below = str(node.module).split(".")
            names |= {below[0]} if below else {alias.name for alias in node.names}
    return names


def test_contributing_names_every_module_in_one_layer() -> None:
    there = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
    folders = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")}
    assert sorted(name for layer in layers() for name in layer) == sorted(there | folders)


def test_contributing_speaks_of_files_that_are_there() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    house = contributing.split("## Layers")[1].split("## House style")[0]
    files = set(re.findall(r"`(\w[\w/]*\.py)`", house))
    assert len(files) > 30
    assert [name for name in sorted(files) if not (PACKAGE / name).is_file()] == []
    tables = {"EVIDENCE_KINDS", "LISTS", "KINDS", "COMMANDS"}
    assert {name for name in re.findall(r"`([A-Z_]{5,})`", house) if name != "README"} == tables


def test_imports_point_down_the_layers_of_contributing() -> None:
    floor = {
        re.sub(r"\.py|/", "", name): depth for depth, row in enumerate(layers()) for name in row
    }
    upward = [
        f"{name} imports {other}"
        for name in floor
        for path in (*PACKAGE.glob(f"{name}.py"), *PACKAGE.glob(f"{name}/**/*.py"))
        for other in imported(path)
        if floor.get(other, 0) > floor[name]
    ]
    assert upward == []
