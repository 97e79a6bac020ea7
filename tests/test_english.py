"""The rules that read plain language: loud on what a facilitator would stop at, quiet on the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from customer_cli.lint.registry import RULES, drop_redundant, find_all
from customer_cli.lint.rule import Subject
from customer_cli.record import documents
from customer_cli.record.documents import validate
from customer_cli.record.finding import Finding, place_by_id
from customer_cli.record.format import LENSES
from tests.conftest import ROOT
from tests.hostile import calls_of
from tests.prose import names, values
from tests.prose.held_out import HELD_OUT
from tests.test_lint import PROSE

TODAY = dt.date(2026, 11, 25)
PRIMARY = {"P02", "P03", "P04"}


def found(data: dict[str, Any]) -> list[Finding]:
    record = validate({"team": "Us", "held": "2025-03-14"} | data)
    every = find_all(Subject(record, record.held, TODAY))
    return [one for one in every if one.rule in PROSE]


def told(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, place_by_id(data, one.path)) for one in found(data)]


def spoken(rule: str, data: dict[str, Any]) -> bool:
    return any(one.rule == rule for one in found(data))


def named(rule: str, text: str) -> dict[str, Any]:
    """A record in which *text* is what the rule reads: the name or description of a group."""
    key, _, about = rule.partition(" ")
    one = {"name": "Anglers", "about": text} if about else {"name": text}
    return {"customers": {"a": one}, "primary": "a" if key in PRIMARY else None}


def valued(text: str, *facts: str, **more: Any) -> dict[str, Any]:
    value = {"id": "v", "text": text} | more
    return {"customers": {"a": {"name": "Anglers", "facts": list(facts), "values": [value]}}}


def story(words: str, kind: str = "story") -> dict[str, Any]:
    return valued("Quiet", evidence=[{"id": "e", "kind": kind, "words": words}])


def colleagues(text: str) -> dict[str, Any]:
    one = {"name": "Accountants", "facts": ["works_here"], "because": text}
    return {"lens": "whose-needs", "customers": {"a": one}}


def slogan(text: str, name: str, **more: Any) -> dict[str, Any]:
    return {"slogan": text, "primary": "a", "customers": {"a": {"name": name} | more}}


def table(rows: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(rule, text) for rule, texts in rows.items() for text in texts]


# ---- the tables


def test_every_rule_that_reads_prose_has_ten_phrases_of_each_kind() -> None:
    for one in (names, values):
        for rows in (one.DOUBTED, one.QUIET):
            short = [rule for rule, texts in rows.items() if len(texts) < 10]
            assert short in ([], ["V07"])
    for pairs in (names.ACTIVITIES, names.ORDERS, values.COMPLIMENTS, values.DELIVERIES):
        said = [doubted for _, doubted in pairs]
        assert min(said.count(True), said.count(False)) >= 10


@pytest.mark.parametrize(("rule", "text"), table(names.DOUBTED))
def test_a_name_is_doubted(rule: str, text: str) -> None:
    assert spoken(rule.partition(" ")[0], named(rule, text))


@pytest.mark.parametrize(("rule", "text"), table(names.QUIET))
def test_a_name_is_left_alone(rule: str, text: str) -> None:
    assert not spoken(rule.partition(" ")[0], named(rule, text))


@pytest.mark.parametrize(("rule", "text"), table(values.DOUBTED))
def test_a_value_is_doubted(rule: str, text: str) -> None:
    assert spoken(rule, valued(text))


@pytest.mark.parametrize(("rule", "text"), table(values.QUIET))
def test_a_value_is_left_alone(rule: str, text: str) -> None:
    assert not spoken(rule, valued(text))


@pytest.mark.parametrize(("text", "name", "doubted"), names.SLOGANS)
def test_a_slogan_is_held_against_the_primary(text: str, name: str, doubted: bool) -> None:
    assert spoken("P10", slogan(text, name)) is doubted


@pytest.mark.parametrize(("text", "doubted"), names.ACTIVITIES)
def test_a_result_is_a_change_and_no_activity(text: str, doubted: bool) -> None:
    assert spoken("P12", {"result": text}) is doubted


@pytest.mark.parametrize(("text", "doubted"), names.ORDERS)
def test_colleagues_are_given_no_orders(text: str, doubted: bool) -> None:
    assert spoken("L08", colleagues(text)) is doubted


@pytest.mark.parametrize(("text", "doubted"), values.COMPLIMENTS)
def test_a_story_is_no_compliment(text: str, doubted: bool) -> None:
    assert spoken("E08", story(text)) is doubted


@pytest.mark.parametrize(("text", "doubted"), values.DELIVERIES)
def test_success_is_no_delivery(text: str, doubted: bool) -> None:
    assert spoken("O02", {"outputs": [{"what": "a drawing", "success": text}]}) is doubted


WORDS: list[tuple[str, bool]] = [
    ("Our clients pay what they can", True),
    ("The customer knows best", True),
    ("Every beneficiary gets a letter", True),
    ("All users are asked twice", True),
    ("Service users sit on the board", True),
    ("They are our end users", True),
    ("Consumers of news", True),
    ("What our customers tell us", True),
    ("One client in ten comes back", True),
    ("Beneficiaries are visited", True),
    ("Learners are visited", False),
    ("A learner is never late", False),
    ("Wheelchair users come by the side door", False),
    ("They use what we make", False),
    ("Custom shoes", False),
    ("The clientele of the bakery", False),
    ("Each donor of the town pays", False),
    ("To be useful", False),
    ("Time is consumed by waiting", False),
    ("Benefits for all", False),
]


@pytest.mark.parametrize(("text", "doubted"), WORDS)
def test_a_team_keeps_to_its_word(text: str, doubted: bool) -> None:
    about = {"customers": {"a": {"name": "Readers", "about": text}}}
    assert spoken("L06", about | {"word": {"one": "learner", "many": "learners"}}) is doubted
    assert not spoken("L06", about)


def test_a_word_that_names_a_group_is_that_group() -> None:
    data = {"word": "learner", "result": "Every client is heard",
            "customers": {"a": {"name": "Clients of the law clinic"}}}  # fmt: skip
    assert not spoken("L06", data)
    assert told({"word": "learner", "result": "Every client is heard"}) == [("L06", "info", "word")]


# ---- weights and places


def test_the_same_name_weighs_what_the_lens_says() -> None:
    weights = {
        lens: {one.rule: one.severity for name in ("the student and the parents", "Learning", "Society")
               for one in found(named("P02", name) | {"lens": lens}) if one.rule in PRIMARY}
        for lens in LENSES
    }  # fmt: skip
    assert weights == {
        "drucker": {"P02": "error", "P03": "error", "P04": "warning"},
        "hierarchy": {"P02": "error", "P03": "warning", "P04": "warning"},
        "everybody": {"P02": "warning", "P03": "warning", "P04": "info"},
        "whose-needs": {"P02": "warning", "P03": "error", "P04": "warning"},
        "debate": {"P02": "warning", "P03": "warning", "P04": "info"},
    }


@pytest.mark.parametrize("name", [
    "Red squirrels", "Species of the reef", "Future generations", "Children not yet born",
    "The river", "Dogs without a home",
])  # fmt: skip
def test_who_cannot_speak_may_be_primary_and_somebody_speaks_for_them(name: str) -> None:
    assert told(named("P03", name)) == [("P03", "info", "customers.a")]


def test_our_view_of_the_primary_is_an_error_once_it_is_decided() -> None:
    data = valued("Our expertise") | {"primary": "a"}
    assert ("V01", "warning", "customers.a.values.v") in told(data)
    decided = data | {"decision": {"status": "decided"}}
    assert ("V01", "error", "customers.a.values.v") in told(decided)
    assert ("V01", "warning", "customers.a.values.v") in told(decided | {"primary": None})


def test_two_kinds_in_the_primary_weigh_more_and_are_said_once() -> None:
    about = {"customers": {"a": {"name": "Anglers", "about": "boatmen and cooks"}}}
    assert told(about) == [("G07", "info", "customers.a")]
    assert told(about | {"primary": "a"}) == [("G07", "warning", "customers.a")]
    said = drop_redundant(found(named("P02", "Nurses and cooks")))
    assert [one.rule for one in said] == ["P02"]
    assert [one.rule for one in drop_redundant(found(named("P04", "Users")))] == ["P04"]


def test_who_works_here_may_hold_two_kinds_and_say_our() -> None:
    one = {"name": "Nurses and cooks", "facts": ["works_here"], "values": ["Our expertise"]}
    assert told({"customers": {"a": one}}) == []


@pytest.mark.parametrize("fact", ["approves", "blocks"])
def test_whoever_approves_may_need_a_rule_to_be_kept(fact: str) -> None:
    assert spoken("V05", valued("Compliance with the rules", "uses"))
    assert not spoken("V05", valued("Compliance with the rules", fact))


def test_a_role_with_a_description_is_somebody() -> None:
    assert not spoken("G08", {"customers": {"a": {"name": "Users", "about": "night nurses"}}})


def test_a_short_form_that_the_description_spells_out_is_known() -> None:
    one = {"name": "The PTA", "about": "the parent teacher association"}
    assert not spoken("G02", {"customers": {"a": one}})


@pytest.mark.parametrize("kind", ["guess", "proxy", "said", "behaviour"])
def test_a_compliment_that_is_called_one_is_fine(kind: str) -> None:
    assert spoken("E08", story("I would use it"))
    assert not spoken("E08", story("I would use it", kind))


@pytest.mark.parametrize("outputs", [
    {"drawing": {"success": "Published"}}, [{"uses": [{"who": "x", "success_for_them": "Published"}]}],
])  # fmt: skip
def test_success_is_found_wherever_it_stands(outputs: object) -> None:
    assert spoken("O02", {"outputs": outputs})


@pytest.mark.parametrize("outputs", [None, 3, "Published", [3, None], {"success": 3}, [[[[[[]]]]]]])
def test_outputs_of_any_other_shape_are_no_doubt(outputs: object) -> None:
    assert not spoken("O02", {"outputs": outputs})


def test_reasons_are_read_where_people_give_them() -> None:
    down = "Educators know better"
    data = {"customers": {"a": {"name": "Anglers", "because": down}}, "decision": {"because": down},
            "positions": [{"who": "x", "because": down}, 3]}  # fmt: skip
    assert told(data) == [
        ("V04", "warning", "customers.a.because"), ("V04", "warning", "decision.because"),
        ("V04", "warning", "positions.1.because"),
    ]  # fmt: skip


def test_a_message_quotes_what_was_seen_and_asks() -> None:
    (one,) = found(valued("The quality of our programs"))
    assert one.message.startswith('"the quality of our programs" ')
    for one in found(valued("Retention; our expertise") | named("P02", "Cooks and nurses")):
        assert one.message.startswith('"')
        assert one.question[-1] in "?."


def test_a_slogan_may_name_the_primary_as_their_description_does() -> None:
    assert spoken("P10", slogan("Child-centred", "Pupils"))
    assert not spoken("P10", slogan("Child-centred", "Pupils", about="children of six and seven"))


# ---- other languages, and texts that are no texts


FOREIGN = [
    "Schüler und Eltern", "Schüler/innen", "Lehrer/innen und die Eltern", "Les élèves, les parents",
    "Anak-anak dan orang tua", "Program membaca untuk anak", "Die Qualität von unseren Kursen",
    "読書 & 子供", "Дети и родители", "Una app para los padres", "Training für die Trainer",
    "Service de qualité; pour les clients", "Pelatihan yang baik dan murah", "Kwaliteit van het werk",
]  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN)
def test_what_is_not_english_is_not_read(text: str) -> None:
    about = {"name": text, "about": text, "values": [text, f"{text}; {text}"]}
    assert told({"customers": {"a": about}, "primary": "a", "slogan": text, "result": text}) == []


def test_a_foreign_line_in_an_english_record_is_not_read() -> None:
    data = named("P02", "Les parents, les clients") | {
        "result": "Nobody in the town is alone with it"
    }
    assert told(data) == []


def test_a_line_without_small_words_is_read_in_the_language_of_its_record() -> None:
    data = named("P02", "Patients / parents")
    assert spoken("P02", data)
    assert not spoken(
        "P02", data | {"result": "Ils ont une vie avec leurs enfants et sont chez eux"}
    )


@pytest.mark.parametrize("text", [
    "a" * 100_000, "and " * 25_000, "our " * 25_000, "who or " * 15_000, "x-" * 50_000,
    "to have " * 12_500, "(" * 100_000, "is " * 33_000, "' " * 50_000, "A" * 100_000,
    "the quality of our " * 5_000, "people would use " * 6_000, "\x1b[31m" * 20_000,
], ids=lambda text: text[:8].encode("unicode_escape").decode())  # fmt: skip
def test_a_hundred_thousand_characters_are_read_and_twice_as_many_are_twice_the_work(
    text: str,
) -> None:
    assert all(len(one.message) < 400 for one in found(full_of(text)))
    some, twice = (
        calls_of(lambda part=part: found(full_of(text[: len(text) * part // 5])))[1]  # type: ignore[misc]
        for part in (1, 2)
    )
    assert twice < 2.2 * some + 1_000


def full_of(text: str) -> dict[str, Any]:
    data = story(text) | {"slogan": text, "result": text, "primary": "a", "word": "learner"}
    data["customers"]["a"] |= {"name": text, "about": text, "because": text, "values": [
        {"text": text, "evidence": [{"kind": "story", "words": text}]}]}  # fmt: skip
    return data


# ---- calibration: good text that was published


READING: dict[str, Any] = {
    "team": "A reading programme", "lens": "hierarchy", "primary": "children",
    "order": ["children", "teachers", "buyers", "gatekeepers", "partners", "donors", "staff"],
    "tie_breaks": [],
    "customers": {
        "children": {"name": "Children in poor communities across Indonesia who can't yet read",
                     "facts": ["life_changed", "benefits"], "values": [
                         "a skilled and caring teacher who teaches reading in a way that is fun and "
                         "engaging, and effective (enables them to learn to read well)"]},
        "teachers": {"name": "The people who teach those children",
                     "about": "teacher, parents, community groups", "facts": ["uses", "delivers", "benefits"],
                     "values": ["Training that is engaging and effective (gives them the skills they "
                                "need to teach reading well)", "To feel respected, liked and well supported"]},
        "buyers": {"name": "Buyers", "about": "leaders or government managers who choose, approve and "
                   "pay for our product", "same_people_as": ["teachers"], "facts": ["chooses", "pays"],
                   "values": ["to like and trust us", "to believe our product meets their needs",
                              "to see that there is a way that they can afford it"]},
        "gatekeepers": {"name": "Gatekeepers", "about": "any groups, organisations or officials who can "
                        "further our cause", "facts": ["approves", "refers"], "values": [
                            "to trust us", "to see that we meet their requirements",
                            "to have a reason for supporting or promoting our work"]},
        "partners": {"name": "Other partners", "about": "organisations we work with less directly",
                     "facts": ["delivers"], "values": [
                         "to feel that we're on their side, useful contributors to the cause"]},
        "donors": {"name": "Donors and funding organisations", "facts": ["pays"], "values": [
            "to believe that our vision is worth supporting, that we are sincere and making an impact"]},
        "staff": {"name": "Employees, volunteers and board members", "facts": ["works_here"], "values": [
            "to feel that the work is meaningful; to feel respected, valued and cared for; to feel part "
            "of a team"]},
    },
}  # fmt: skip
"""A hierarchy as it was published, shortened to the phrases that a rule could take amiss."""


@pytest.mark.parametrize("lens", LENSES)
def test_a_published_hierarchy_is_met_with_notes_at_most(lens: str) -> None:
    data = READING | {"lens": lens}
    assert {(rule, weight) for rule, weight, _ in told(data)} <= {("G07", "info"), ("V07", "info")}
    assert [place for rule, _, place in told(data) if rule == "G07"] == [
        "customers.teachers", "customers.buyers", "customers.gatekeepers", "customers.donors",
    ]  # fmt: skip


def test_of_a_published_hierarchy_all_that_is_doubted_is_that_nobody_was_heard() -> None:
    record = validate({"held": "2025-03-14"} | READING)
    subject = Subject(record, record.held, TODAY, is_newest=False)
    every = [one for one in find_all(subject) if one.severity != "info"]
    assert {one.rule for one in every} == {"E01", "R03"}


ARTICLES: list[tuple[str, dict[str, Any], str]] = [
    ("V01", valued("It's the quality of our programs"), "warning"),
    ("V01", valued("It's the way we improve the community"), "warning"),
    ("V05", valued("Does it fit our rules?"), "warning"),
    ("P02", named("P02", "the student and the parents"), "error"),
    ("P03", named("P03", "learning"), "error"),
    ("P04", named("P04", "society"), "warning"),
    ("V04", {"positions": [{"because": "what they wrongly think they need"}]}, "warning"),
    ("V04", {"positions": [{"because": "educators “know better,” thus we cater to others"}]}, "warning"),
    ("P10", slogan("We are “learning -centric”", "Students"), "info"),
    ("O02", {"outputs": [{"success": "the mock-up is delivered"}]}, "warning"),
    ("L08", colleagues("you’re here to support my project"), "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "data", "weight"), ARTICLES)
def test_what_the_articles_warn_of_is_seen(rule: str, data: dict[str, Any], weight: str) -> None:
    assert (rule, weight) in [(one.rule, one.severity) for one in found(data)]


@pytest.mark.parametrize("name", ["students", "future employers of our students"])
def test_candidates_of_the_debate_are_left_alone(name: str) -> None:
    assert told(named("P02", name) | {"lens": "debate"}) == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "workshops").glob("*/*.yaml")), ids=lambda p: p.stem
)
def test_the_examples_hear_nothing_that_weighs_more_than_a_note_but_their_slogan(path: Any) -> None:
    record = documents.read_record(path.read_bytes(), path.name).record
    every = find_all(Subject(record, record.held, TODAY))
    assert [one.rule for one in every if one.rule in PROSE and one.severity != "info"] == []


def test_every_rule_of_this_kind_is_there() -> None:
    assert RULES.keys() >= PROSE


# ---- held out


def heard_out(rule: str, text: str) -> bool:
    if rule == "P10":
        return spoken(rule, slogan(*text.split("|")))
    if rule == "L06":
        data = {"word": "learner", "customers": {"a": {"name": "Readers", "about": text}}}
        return spoken(rule, data)
    special: dict[str, dict[str, Any]] = {
        "P12": {"result": text},
        "O02": {"outputs": [{"success": text}]},
    }
    makers: dict[str, Callable[[str], dict[str, Any]]] = {"E08": story, "L08": colleagues}
    if rule in special:
        return spoken(rule, special[rule])
    if rule in makers:
        return spoken(rule, makers[rule](text))
    return spoken(rule, valued(text) if rule[0] == "V" else named(rule, text))


def held_out() -> list[tuple[str, str, bool]]:
    return [
        (rule, text, doubted)
        for rule, kinds in HELD_OUT.items()
        for doubted, texts in zip((True, False), kinds, strict=True)
        for text in texts
    ]


def test_phrases_were_held_out_for_every_rule() -> None:
    assert HELD_OUT.keys() == PROSE
    assert {(len(bad), len(good)) for bad, good in HELD_OUT.values()} == {(5, 5)}


@pytest.mark.parametrize(("rule", "text", "doubted"), held_out())
def test_a_phrase_that_was_held_out_is_judged_as_a_facilitator_would(
    rule: str, text: str, doubted: bool
) -> None:
    assert heard_out(rule, text) is doubted
