"""Problems that make a guide unusable in the room although its shape is right.

The shape (known keys, known slots, known placeholders) is checked by `guide` when the file is
read. Here questions are compared with each other, with the slots they fill and with the same guide
in another language: ids, slots and `for` make an answer of one language comparable with one of
another, so a translation may differ from its original in nothing but its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from customer_cli.errors import Problem, Unreadable, did_you_mean
from customer_cli.guide import files
from customer_cli.guide.files import ENGLISH, OWN, GuideSource, LoadedGuide
from customer_cli.guide.model import SLOTS as SLOT_NAMES
from customer_cli.guide.model import SORTED, Guide, Question
from customer_cli.interview.agenda import ALWAYS_REQUIRED
from customer_cli.interview.slots import SLOTS

Steps = tuple[str | int, ...]
"""The way to a place in a file: keys and numbers."""


@dataclass(frozen=True, slots=True)
class GuideProblem:
    """One reason why a guide would not carry an interview, with its place in the file."""

    path: Steps
    message: str
    remedy: str = ""
    at_key: bool = False


def list_questions(guide: Guide) -> Iterator[tuple[Steps, Question]]:
    """Yield every question of *guide* with its place in the file."""
    for i, section in enumerate(guide.sections):
        for j, question in enumerate(section.questions):
            yield ("sections", i, "questions", j), question


def check_translation(
    guide: Guide, others: Iterable[tuple[GuideSource, Guide]]
) -> Iterator[GuideProblem]:
    """Yield what *guide* lacks or adds beside its original among *others*.

    The original is the English wording, or else the first by language, the team's own before
    a built-in one. It has no problems of this kind itself: each difference is told once.
    """
    wordings = [(s, g) for s, g in others if g.guide == guide.guide]
    if not wordings:
        return
    ranked = [((g.language != ENGLISH.tag, g.language), not s.own, s, g) for s, g in wordings]
    rank, _, source, original = min(ranked, key=lambda one: one[:2])
    if rank < (guide.language != ENGLISH.tag, guide.language):
        yield from _compare_with_original(guide, source.name, original)


def _compare_with_original(guide: Guide, name: str, original: Guide) -> Iterator[GuideProblem]:
    wanted = {question.id: question for question in original.questions()}
    spoken = {question.id for question in guide.questions()}
    what_is_asked = attrgetter("fills", "for_", "quick")
    for missing in (key for key in wanted if key not in spoken):
        yield GuideProblem(
            ("sections",),
            f'The question "{missing}" is missing; {name} asks it.',
            "Translate it, with the same id.",
            at_key=True,
        )
    for path, question in list_questions(guide):
        other = wanted.get(question.id)
        if other is None:
            hint = did_you_mean(question.id, wanted.keys() - spoken)
            yield GuideProblem(
                (*path, "id"),
                f'The question "{question.id}" is not in {name}.',
                hint or "Take it out, or ask it there too.",
            )
        elif what_is_asked(question) != what_is_asked(other):
            yield GuideProblem(
                (*path, "id"),
                f'The question "{question.id}" is not the same question as in {name}.',
                "Keep `slot`, `for` and `quick` as they are there; translate the words alone.",
            )


ABOUT_ONE = ("describe", "facts", "values", "lineage", "divide", "heard", "overtook", "settle",
             "learned")  # fmt: skip
"""Slots that are about one customer, so that their question needs a `for`."""
ONLY_FOR = {"divide": "parts", "overtook": "risers", "settle": "dissent", "learned": "learn"}
"""Slots that are asked for nobody else."""
VERY_CLOSE = 0.8
"""Likeness from which a free answer's name looks like a slot's mistyped; `facts-against` is
0.56 like `facts`, `value` 0.91 like `values`."""


def require_usable(found: LoadedGuide) -> LoadedGuide:
    """Return *found*, or raise `Unreadable` with every problem that would show in the meeting."""
    problems = _place_problems(found.source, check_guide(found.guide))
    if problems:
        raise Unreadable(problems)
    return found


def check_guide(guide: Guide) -> list[GuideProblem]:
    """Return what is wrong with *guide*, in the order of the file."""
    checks: Sequence[Callable[[Guide], Iterator[GuideProblem]]] = (
        _check_ids, _check_slots, _check_customers, _check_presence, _check_required,
    )  # fmt: skip
    return [problem for check in checks for problem in check(guide)]


def check_guides(paths: Iterable[Path], workshops: Path | None) -> list[Problem]:
    """Return every problem of the guides at *paths*, or of the team's own where none is named.

    Each is also held beside the same guide in other languages, built in, beside it or among
    *paths*. Raise `NotHere` where a path cannot be read at all.
    """
    from customer_cli.yamldoc import reader

    every = files.find_sources(workshops)
    named = [files.choose_source(str(path), workshops) for path in _list_files(paths)]
    checked = named or [source for source in every if source.own]
    reading = {source.path.resolve(): source for source in (*every, *checked)}
    found: list[Problem] = []
    guides: dict[Path, Guide] = {}
    for path, source in reading.items():
        try:
            guides[path] = files.read_source(source)
        except Unreadable as unreadable:
            if source in checked:
                found += unreadable.problems
    for source in checked:
        guide = guides.get(source.path.resolve())
        if guide is not None:
            others = [(reading[path], other) for path, other in guides.items()]
            cuts = reader.read(source.bytes(), source.name).cuts
            cut_texts = [GuideProblem(cut.path, cut.message, cut.remedy) for cut in cuts]
            named_wrong = _check_name(source, guide)
            untranslated = check_translation(guide, others)
            found += _place_problems(
                source, [*named_wrong, *check_guide(guide), *untranslated, *cut_texts]
            )
    return found


def _list_files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            folder = path / OWN if (path / OWN).is_dir() else path
            yield from sorted(f for f in folder.iterdir() if f.suffix in files.ENDINGS)
        else:
            yield path


def _place_problems(source: GuideSource, wrong: Sequence[GuideProblem]) -> list[Problem]:
    if not wrong:
        return []
    from customer_cli.yamldoc import reader

    document = reader.read(source.bytes(), source.name)
    found = [document.problem(f.path, f.message, f.remedy, at_key=f.at_key) for f in wrong]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _check_ids(guide: Guide) -> Iterator[GuideProblem]:
    seen: set[str] = set()
    for i, section in enumerate(guide.sections):
        if section.id in seen:
            yield GuideProblem(
                ("sections", i, "id"),
                f'There are two sections called "{section.id}".',
                "Give one of them another id.",
            )
        seen.add(section.id)
    seen.clear()
    for path, question in list_questions(guide):
        if question.id in seen:
            yield GuideProblem(
                (*path, "id"),
                f'Two questions are called "{question.id}"; the second answer would replace '
                "the first.",
                "Give one of them another id, and name what it fills with `slot`.",
            )
        seen.add(question.id)


def _check_slots(guide: Guide) -> Iterator[GuideProblem]:
    """Yield every question that misspells its slot, and every label that its slot has no field for."""
    import difflib

    for path, question in list_questions(guide):
        meant: list[str] = []
        if question.slot is None and question.fills == "answers" and question.id != "answers":
            meant = difflib.get_close_matches(question.id, SLOT_NAMES, n=1, cutoff=VERY_CLOSE)
        if meant:
            yield GuideProblem(
                (*path, "id"),
                f'"{question.id}" fills no slot, so its answer would be a free one.',
                f'Did you mean "{meant[0]}"? If not, write `slot: answers`.',
            )
            continue  # the labels are those of the slot that was meant
        slot = SLOTS.get(question.fills)
        fields = slot.fields if slot else ()
        known = [field.name for field in fields] or ["answer"]
        chosen = {choice.id for field in fields for choice in field.choices}
        for name in question.labels:
            if name not in known and name not in chosen:
                hint = did_you_mean(name, known) or f"There are: {', '.join(known)}."
                message = f'"{question.fills}" has no field called "{name}".'
                yield GuideProblem((*path, "labels", name), message, hint, at_key=True)


def _check_customers(guide: Guide) -> Iterator[GuideProblem]:
    for path, question in list_questions(guide):
        texts = (question.ask, question.help, question.why, question.example, *question.probes,
                 *question.labels.values())  # fmt: skip
        if question.for_ is None and question.fills in ABOUT_ONE:
            yield GuideProblem(
                (*path, "id"),
                f'"{question.fills}" is about one customer, and the question does not say which.',
                f"Write `for: {ONLY_FOR[question.fills]}`."
                if question.fills in ONLY_FOR
                else "Write `for: primary`, `for: supporting` or `for: each`.",
            )
        elif question.for_ is not None and question.fills not in (*ABOUT_ONE, "answers"):
            yield GuideProblem(
                (*path, "for"),
                f'"{question.fills}" is asked once, not for each customer.',
                "Leave `for` out.",
                at_key=True,
            )
        elif question.for_ is None and any("{about}" in text for text in texts):
            yield GuideProblem(
                (*path, "id"),
                "{about} stands for the customer talked about, and nobody is.",
                "Say for whom it is asked with `for`, or word it without {about}.",
            )


def _check_presence(guide: Guide) -> Iterator[GuideProblem]:
    """Yield every question about customers of whom there are none: not yet, or under this lens."""
    filled: set[str] = set()
    for path, question in list_questions(guide):
        before = {"primary": "primary", "supporting": "customers", "each": "customers"}
        before |= dict.fromkeys(SORTED, "facts")
        needed = before.get(question.for_ or "")
        if needed and not guide.reviews and needed not in filled:
            yield GuideProblem(
                (*path, "for"),
                f'This is asked before "{needed}", when there is nobody to ask it about.',
                f'Move it behind the question that fills "{needed}".',
                at_key=True,
            )
        filled.add(question.fills)
        if question.for_ in SORTED and guide.lens != "whose-needs":
            yield GuideProblem(
                (*path, "for"),
                f'Under the lens "{guide.lens}" nobody comes out as "{question.for_}".',
                "Write `lens: whose-needs`, or ask it `for: primary`, `supporting` or `each`.",
                at_key=True,
            )


def _check_required(guide: Guide) -> Iterator[GuideProblem]:
    if guide.reviews:
        return  # the earlier record has them
    for name in dict.fromkeys((*ALWAYS_REQUIRED, *guide.requires)):
        asking = [question for question in guide.questions() if question.fills == name]
        if not asking:
            yield GuideProblem(
                ("sections",),
                f'No question fills "{name}", and no record is finished without it.',
                f"Add a question with `id: {name}`.",
                at_key=True,
            )
        elif not any(question.quick for question in asking):
            yield GuideProblem(
                next(
                    (*path, "id") for path, question in list_questions(guide) if question in asking
                ),
                f'The quick path does not ask "{name}", and no record is finished without it.',
                "Write `quick: true` under the question.",
            )


def _check_name(source: GuideSource, guide: Guide) -> Iterator[GuideProblem]:
    if source.id != guide.guide:
        yield GuideProblem(
            ("guide",),
            f'The guide calls itself "{guide.guide}" and its file "{source.id}"; it is found '
            "by the name of the file.",
            "Give both the same name.",
        )
    if source.language and source.language != guide.language:
        yield GuideProblem(
            ("language",) if "language" in guide.model_fields_set else ("guide",),
            f'The guide is in "{guide.language}", and the name of its file says '
            f'"{source.language}".',
            "Give both the same language.",
        )
