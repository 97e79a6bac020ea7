"""Phrases for single changes: what each is about, and what happened to it.

Git prints subject and predicate, the story of a customer the predicate, and `diff` puts the lines
of a phrase under its customer, its value or its title. Where one of them has words of its own, the
phrase names them. `reports/changes.py` says which function is for which kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from customer_cli.analysis import status
from customer_cli.diff.change import PLAIN_LISTS, Change
from customer_cli.record.format import EVIDENCE_KINDS
from customer_cli.reports.wording import (
    ChangePhrase,
    Names,
    ReportLine,
    Runs,
    Viewpoint,
    bracket,
    compare_texts,
    mark_words,
    spell,
    write_marks,
)
from customer_cli.text import count

_AGAINST = {"contradicts": "speaks against it", "mixed": "in two minds"}
_RIGHT = {True: "They were right.", False: "They were not right."}
_SETTINGS: Mapping[str, tuple[str, str]] = {
    "decision": ("The decision", "state"), "rule": ("The rule", "rule"),
    "lens": ("The definition", "definition"), "guide": ("The guide", "guide"),
    "team": ("The team", "team"), "word": ("The word for a customer", "word"),
    "slogan": ("The slogan", "slogan"), "result": ("The result", "result"),
}  # fmt: skip
"""The subject of a sentence, and the label of a line."""


# ---- the customers


def describe_primary(change: Change, names: Names, viewpoint: Viewpoint) -> ChangePhrase:
    """Return the phrase for a change of the primary customer, from either one's point of view."""
    was, now = names.customer(change["from"]), names.customer(change["to"])
    if change["to"] in viewpoint.ids:
        after = f", after {was}" if change["from"] else ""
        story = f"became the primary {viewpoint.word}{after}"
    else:
        instead = f"; that is {now}" if change["to"] else ""
        story = f"no longer the primary {viewpoint.word}{instead}"
    return ChangePhrase("The primary customer", f"is {now}, and was {was}", " ", story=story)


def describe_identity(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for a customer who joined, left, is gone or is renamed."""
    if change.kind == "joined":
        name = names.customer(change["id"])
        line = ReportLine("new", mark_words("same", "was not in the older record"))
        return ChangePhrase("New", name, story=f"joined as {name}", lines=(line,))
    if change.kind == "left":
        name, because = names.customer(change["id"]), change["because"]
        line = ReportLine("left", mark_words("same", because or "nothing says why"))
        story, stop = (f"left: {because}", f". {because}") if because else ("left", ".")
        return ChangePhrase("Left", name, stop=stop, story=story, lines=(line,))
    if change.kind == "question":
        name = names.customer(change["about"])
        line = ReportLine("open", mark_words("same", "Nothing says what became of them."))
        story = "gone; nothing says what became of them"
        return ChangePhrase(f"What became of {name}?", "Nothing says", " ", story=story,
                            lines=(line,))  # fmt: skip
    was, id = change["was"], change["id"]
    runs = compare_texts(change["from"], change["to"])
    said, story = write_marks(runs), f"the id is {id}, was {was}"
    lines: list[ReportLine] = []
    if change["from"] != change["to"]:
        lines, story = [ReportLine("name", runs)], f"renamed: {said}"
    if was != id:
        lines.append(ReportLine("id", compare_texts(was, id)))
        said += f" (id {was} -> {id})"
    return ChangePhrase("Renamed", said, stop="", story=story, lines=tuple(lines))


def describe_lineage(change: Change, names: Names, viewpoint: Viewpoint) -> ChangePhrase:
    """Return the phrase for a split or a merger."""
    if change.kind == "merged":
        was, now = names.customers(change["from"]), names.customer(change["to"])
        word, how = "merged", f"from {' and '.join(map(names.before, change['from']))}"
    else:
        was, now = names.customer(change["from"]), names.customers(change["to"])
        others = [part for part in change["to"] if part not in viewpoint.ids]
        word, how = "split", f"into {names.customers(others)}"
        if len(others) < len(change["to"]):
            how = f"from {names.before(change['from'])}, as {names.customers(others)} did"
    return ChangePhrase(
        word.capitalize(), f"{was} -> {now}", story=f"{was}: {word} into {now}",
        lines=(ReportLine(word, mark_words("same", how)),),
    )  # fmt: skip


def describe_rank(change: Change, names: Names, viewpoint: Viewpoint) -> ChangePhrase:
    """Return the phrase for a move in the order, or a pair that changed places."""
    if change.kind == "flipped":
        winner, loser = names.customer(change["now_wins"]), names.customer(change["over"])
        wins = change["now_wins"] in viewpoint.ids
        story = f"now before {loser}" if wins else f"now behind {winner}"
        return ChangePhrase(winner, f"now win over {loser}", " ", story=story)
    name, story = names.customer(change["id"]), ""
    if change.kind == "ranked":
        predicate, story = f"ranked now, place {change['to']}", f"ranked, place {change['to']}"
    elif change.kind == "unranked":
        predicate = f"not ranked any more, was place {change['from']}"
    else:
        predicate = f"from place {change['from']} to {change['to']}"
        if change.kind == "shifted":
            predicate += ", because others came or went"
    return ChangePhrase(name, predicate, story=story)


def describe_facts(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for what a customer is to us."""
    added, dropped = change["added"], change["dropped"]
    facts = ", ".join([*(f"+{fact}" for fact in added), *(f"-{fact}" for fact in dropped)])
    runs = [mark_words("added", spell(fact)) for fact in added]
    runs += [mark_words("removed", spell(fact)) for fact in dropped]
    return ChangePhrase(names.customer(change["id"]), facts, story=f"facts: {spell(facts)}",
                        lines=(ReportLine("facts", sum(runs, ())),))  # fmt: skip


def describe_standing(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for what a customer is under the lens."""
    was, now, because = change["from"], change["to"], change["because"]
    decided = f"because: {spell(because)}" if because else ""
    return ChangePhrase(
        names.customer(change["id"]), f"{now}, was {was} ({because})",
        story=f"{now}, was {was} ({spell(because or '')})",
        lines=(ReportLine("standing", compare_texts(was, now) + bracket(decided)),),
    )  # fmt: skip


def describe_detail(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for another detail of a customer."""
    key, sides = spell(change["key"]), (change["from"], change["to"])
    said = write_marks(compare_texts(*sides))
    if change["key"] in ("serves", "same_people_as"):
        sides = ([*map(names.customer, sides[0])], [*map(names.customer, sides[1])])
    return ChangePhrase(
        f"{names.customer(change['id'])}, {key}", said, stop="", story=f"{key}: {said}",
        lines=(ReportLine(key, compare_texts(*sides)),),
    )  # fmt: skip


# ---- what they value, and how it is known


def describe_new_value(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for a value that was added or dropped."""
    name, text = names.customer(change["customer"]), change["text"]
    added = change.kind == "value_added"
    known = names.find("value", change["id"], side="new" if added else "old")
    label = known.kind if known else "value"
    if added:
        line = ReportLine(label, mark_words("added", text))
        return ChangePhrase(name, f'also value "{text}"', " ", lines=(line,))
    line = ReportLine(label, mark_words("removed", text))
    return ChangePhrase(name, f'"{text}" is dropped', story=f'dropped: "{text}"', lines=(line,))


def describe_value(change: Change, names: Names, viewpoint: Viewpoint) -> ChangePhrase:
    """Return the phrase for a value that reads otherwise or belongs to somebody else."""
    value, known = names.value(change["id"]), names.find("value", change["id"])
    if change.kind == "value_moved":
        was, now = names.customer(change["from"]), names.customer(change["to"])
        here = change["to"] in viewpoint.ids
        line = ReportLine("", bracket(f"was with {names.before(change['from'])}"))
        return ChangePhrase(value, f"was {was}, is {now}", lines=(line,), story=(
            f"{value} came from {was}" if here else f"{value} went to {now}"))  # fmt: skip
    runs = compare_texts(change["from"], change["to"])
    if change.kind == "value_changed":
        key, said = spell(change["key"]), write_marks(runs)
        return ChangePhrase(f"{value}, {key}", said, stop="", story=f"{value}, {key}: {said}",
                            lines=(ReportLine(key, runs),))  # fmt: skip
    guessed = change["guessed"]
    said = write_marks(runs) + (" (taken for the same by its words)" if guessed else "")
    runs += bracket("taken for the same value by its words") if guessed else ()
    return ChangePhrase(
        names.customer(change["customer"]), said, stop="", story=f"reworded: {said}",
        lines=(ReportLine(known.kind if known else "value", runs),),
    )  # fmt: skip


def describe_status(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for how well a value is known."""
    was, now, value = change["from"], change["to"], names.value(change["id"])
    known, by = names.find("value", change["id"], side="new"), ""
    if known is not None and now != "untested":
        voices = status.count_voices(known, names.both.new.as_of)
        people = voices.against if now == "contradicted" else voices.people
        by = f" by {count(people, 'person', 'people')}" if people else ""
    line = ReportLine("status", mark_words("same", f"{was}, now {now}{by}"))
    predicate = f"{now}, was {was}"
    return ChangePhrase(value, predicate, story=f"{predicate}: {value}", lines=(line,))


def describe_evidence(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for what was heard, taken out or put right."""
    owner, id = change["customer"], change["id"]
    old, new = (
        names.find("evidence", owner, id, side=side) or names.find("evidence", "", id, side=side)
        for side in ("old", "new")
    )
    name = names.customer(owner)
    if change.kind == "evidence_dropped":
        runs = mark_words("removed", _quote_evidence(old, id)) + _describe_origin(old)
        return ChangePhrase(name, f"evidence {id} is gone", lines=(ReportLine("evidence", runs),))
    if change.kind == "evidence_added":
        runs = mark_words("added", _quote_evidence(new, id)) + _describe_origin(new)
        about = f", on {names.value(change['value'])}" if change["value"] else ""
        return ChangePhrase(name, f"heard {id}{about}", lines=(ReportLine("evidence", runs),))
    if old is None or new is None or old.words != new.words:
        runs = compare_texts(_quote_evidence(old, id), _quote_evidence(new, id))
        runs += _describe_origin(new)
    else:
        news = "its date, its people or its source was put right"
        if new.still_fits and not old.still_fits:
            news = "read again, still fits the new words"
        runs = mark_words("same", _quote_evidence(new, id)) + _describe_origin(new, news)
    return ChangePhrase(name, f"evidence {id} says something else",
                        lines=(ReportLine("evidence", runs),))  # fmt: skip


def _quote_evidence(piece: Any, id: str) -> str:
    return str(piece.words or piece.source or EVIDENCE_KINDS[piece.kind].phrase) if piece else id


def _describe_origin(piece: Any, news: str = "") -> Runs:
    if piece is None:
        return ()
    source = piece.source if piece.words else ""
    people = count(piece.people, "person", "people")
    kind = EVIDENCE_KINDS[piece.kind].phrase if piece.words or piece.source else ""
    return bracket(source, piece.date, people, kind, _AGAINST.get(piece.says), news)


# ---- what is settled, what stays open, and the frame


def describe_tie_break(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for a tie-break."""
    pair = f"{names.customer(change['prefer'])} even over {names.customer(change['over'])}"
    if change.kind == "tie_break_changed":
        runs = compare_texts(change["from"], change["to"])
        line = ReportLine("example", mark_words("same", f"{pair}:") + runs)
        said = write_marks(runs)
        return ChangePhrase(pair, said, stop="", story=f"{pair}: {said}", lines=(line,))
    if change.kind == "tie_break_dropped":
        return ChangePhrase(
            "No tie-break any more", pair, story=f"no tie-break any more: {pair}",
            lines=(ReportLine("dropped", mark_words("removed", pair)),),
        )  # fmt: skip
    tie = names.find("tie_break", change["prefer"], change["over"], side="new")
    runs = mark_words("added", pair) + bracket(tie.example if tie else "")
    return ChangePhrase("Tie-break", pair, story=f"tie-break: {pair}",
                        lines=(ReportLine("new", runs),))  # fmt: skip


def describe_dissent(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for somebody who sees it differently."""
    who, known = names.person(change["who"]), names.find("dissent", change["id"])
    said = f"{who}: {known.says if known else change['id']}"
    if change.kind == "dissent_dropped":
        why = bracket("it was open, and no answer is written down")
        return ChangePhrase(f"The open disagreement of {who}", "is gone without an answer", " ",
                            lines=(ReportLine("gone", mark_words("removed", said) + why),))  # fmt: skip
    if change.kind == "dissent_opened":
        mind = f"would think again: {known.would_change}" if known and known.would_change else ""
        runs = mark_words("added", said) + bracket(mind, *_describe_task(known, names))
        return ChangePhrase(who, f"sees it differently: {change['says']}", " ", "",
                            lines=(ReportLine("opened", runs),))  # fmt: skip
    right = _RIGHT.get(change["was_right"], "")
    answer = f"{right} {known.answer if known else ''}".strip()
    runs = mark_words("same", said) + mark_words("added", answer)
    return ChangePhrase("Closed", f"the disagreement of {who}", stop=f". {right}".rstrip(),
                        lines=(ReportLine("closed", runs),))  # fmt: skip


def describe_learning(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for something to find out."""
    text, known = change["text"], names.find("learn", change["id"])
    if change.kind == "learn_dropped":
        line = ReportLine("dropped", mark_words("removed", text))
        return ChangePhrase("Not to be found out any more", text, stop="", lines=(line,))
    if change.kind == "learn_opened":
        runs = mark_words("added", text) + bracket(*_describe_task(known, names))
        return ChangePhrase("To find out", text, stop="", lines=(ReportLine("to find out", runs),))
    pieces = [names.find("evidence", "", id, side="new")
              for id in (known.answered_by if known else ())]  # fmt: skip
    answers = " ".join(str(piece.words or piece.source) for piece in pieces if piece)
    runs = mark_words("same", text) + mark_words("added", answers)
    return ChangePhrase("Found out", text, stop="", lines=(ReportLine("found out", runs),))


def _describe_task(known: Any, names: Names) -> list[str]:
    if known is None:
        return []
    owner = names.person(known.owner) if known.owner else "nobody yet"
    return [f"owner: {owner}", f"due: {known.due or 'no date yet'}"]


def describe_not_served(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for somebody who is not served."""
    who = change["who"]
    if change.kind == "not_served_dropped":
        line = ReportLine("no longer", mark_words("removed", who))
        return ChangePhrase("No longer on the list of those not served", who, lines=(line,))
    if change.kind == "not_served_changed":
        key, runs = spell(change["key"]), compare_texts(change["from"], change["to"])
        line = ReportLine(key, mark_words("same", f"{who}:") + runs)
        return ChangePhrase(f"Not served, {who}, {key}", write_marks(runs), stop="", lines=(line,))
    known = names.find("not_served", who, side="new")
    why = bracket(known.because, known.instead and f"instead: {known.instead}") if known else ()
    line = ReportLine("new", mark_words("added", who) + why)
    return ChangePhrase("Not served", who, lines=(line,))


def describe_expected(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for an expected change."""
    name, text = names.customer(change["about"]), change["text"]
    if change.kind == "expected_dropped":
        line = ReportLine("no longer", mark_words("removed", f"{name}: {text}"))
        return ChangePhrase(f"No longer expected of {name}", text, stop="", lines=(line,))
    known = names.find("expected", change["about"], text, side="new")
    sign = bracket(f"sign: {known.sign}" if known and known.sign else "")
    line = ReportLine("new", mark_words("added", f"{name}: {text}") + sign)
    return ChangePhrase(f"Expected of {name}", text, stop="", lines=(line,))


def describe_parked(change: Change, _: Names, __: Viewpoint) -> ChangePhrase:
    """Return the phrase for something parked."""
    text = change["text"]
    if change.kind == "parked_dropped":
        line = ReportLine("no longer", mark_words("removed", text))
        return ChangePhrase("Not parked any more", text, stop="", lines=(line,))
    return ChangePhrase("Parked", text, stop="",
                        lines=(ReportLine("parked", mark_words("added", text)),))  # fmt: skip


def describe_entry(change: Change, names: Names, _: Viewpoint) -> ChangePhrase:
    """Return the phrase for an entry of a list that has no words of its own."""
    kind, what = change.kind.rsplit("_", 1)
    spec = next(spec for spec in PLAIN_LISTS if spec.kind == kind)
    customers = [field.name for field in spec.referring("customers")]

    def write(key: str, said: str) -> str:
        return names.customer(said) if key in customers and said else said

    label = spec.label[:1].upper() + spec.label[1:]
    text = ": ".join(write(key, change[key]) for key in spec.identity)
    if what == "changed":
        key = change["key"]
        runs = compare_texts(write(key, change["from"]), write(key, change["to"]))
        line = ReportLine(spell(key), mark_words("same", f"{text}:") + runs)
        before = f"{label}, {text}, {spell(key)}"
        return ChangePhrase(before, write_marks(runs), stop="", lines=(line,))
    if what == "dropped":
        line = ReportLine("no longer", mark_words("removed", text))
        return ChangePhrase(f"No longer {spec.label}", text, stop="", lines=(line,))
    return ChangePhrase(label, text, stop="", lines=(ReportLine("new", mark_words("added", text)),))


def describe_setting(change: Change, _: Names, __: Viewpoint) -> ChangePhrase:
    """Return the phrase for the decision, the rule, or a part of the frame."""
    was, now = change["from"], change["to"]
    subject, label = _SETTINGS[change.kind]
    runs = compare_texts(was or "none", now or "none")
    if change.kind == "lens":
        runs += bracket("the definition changed; that alone makes nobody another customer")
    if change.kind in ("decision", "lens", "guide"):
        predicate, joint, stop = f"is {now or 'none'}, and was {was or 'none'}", " ", "."
    else:
        predicate, joint, stop = write_marks(compare_texts(was, now)), ": ", ""
    return ChangePhrase(subject, predicate, joint, stop, lines=(ReportLine(label, runs),))


def describe_text(change: Change, _: Names, __: Viewpoint) -> ChangePhrase:
    """Return the phrase for an answer in other words, or a text that is only written differently."""
    runs = compare_texts(change["from"], change["to"])
    said = write_marks(runs)
    if change.kind == "written":
        story = f"written differently: {said}"
        return ChangePhrase("Written differently", said, stop="", story=story)
    line = ReportLine(change["question"], runs)
    return ChangePhrase(f"The answer to {change['question']}", said, stop="", lines=(line,))
